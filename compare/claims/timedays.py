"""What days time expressions mean: one function for each way of writing them.

    "late March"          the third third of the March that the verb means
    "the past year"       from this day a year ago to today
    "Sunday, 16 March"    of the years around the article's, the one in which 16 March is a Sunday

Each takes the match of its pattern in `compare.claims.timeforms`, with its named groups, and the `Context`: the day of
the article and the way the verb looks. It returns first and last day, or None where they are not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from compare.claims import periods
from compare.claims.periods import Period
from compare.claims.tense import Tense

MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NUMBERS = {name[:3].lower(): k for k, name in enumerate(MONTHS, 1)}
_WEEKDAYS = {name: k for k, name in enumerate("mon tue wed thu fri sat sun".split())}
COUNTS = {
    name: (k, k)
    for k, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
COUNTS |= {"a": (1, 1), "an": (1, 1), "fifteen": (15, 15), "few": (2, 9), "several": (3, 12), "couple": (2, 3)}
COUNTS |= {name: (10 * k, 10 * k) for k, name in enumerate("twenty thirty forty fifty sixty".split(), start=2)}
_PARTS = dict.fromkeys(("early", "beginning", "start"), "early") | dict.fromkeys(("mid", "middle"), "mid")
_PARTS |= dict.fromkeys(("late", "end"), "late")
_ORDERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


class Context(NamedTuple):
    """What a form is read with: the day of the article, the tense there, and the text before."""

    today: date | None
    tense: Tense
    before: str


Reading = Callable[[re.Match[str], Context], Period | None]


# -- days -------------------------------------------------------------------------------------------------------------


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].lower()]


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= periods.whole_month(year, month)[1].day else None


def iso(match: re.Match[str], _: Context) -> Period | None:
    """Read "2015-03-19"."""
    day = _date(*(int(part) for part in match.group("y", "m", "d")))
    return (day, day) if day else None


def numeric(match: re.Match[str], _: Context) -> Period | None:
    """Read "19/03/2015" and "3/19/2015"; "03/04/2015" can be two days and is left open, "03.04.2015" is April."""
    one, other, year = (int(part) for part in match.group("one", "other", "year"))
    readings = {_date(year, other, one)}
    if match["mark"] == "/":
        readings.add(_date(year, one, other))
    days = [day for day in readings if day]
    return (days[0], days[0]) if len(days) == 1 else None


def named_day(match: re.Match[str], context: Context) -> Period | None:
    """Read a day and its month, or several days of it; the year is the printed one or the nearest."""
    month, first = _month(match["month"]), int(match["day"])
    last = int(match["last"] or first)
    wanted = _WEEKDAYS.get((match["weekday"] or "")[:3].lower())
    if year := _said_year(match, context):
        candidates = [year]
    elif context.today:
        candidates = [y for y in range(context.today.year - 1, context.today.year + 2) if 1 <= y <= 9999]
    else:
        return None
    found = [(a, b) for y in candidates if (a := _date(y, month, first)) and (b := _date(y, month, last)) and a <= b]
    if wanted is not None:
        found = [days for days in found if days[0].weekday() == wanted] or found
    if context.today and len(found) > 1:
        return min(found, key=lambda days: _distance(days, context))
    return found[0] if found else None


def _said_year(match: re.Match[str], context: Context) -> int | None:
    """Return the year that is printed or told from the article's ("last year"), None where none is said."""
    if match["year"]:
        return int(match["year"])
    relative = match.groupdict().get("relative")
    if not relative or not context.today:
        return None
    return min(max(context.today.year + {"last": -1, "this": 0, "next": 1}[relative], 1), 9998)


def _distance(days: Period, context: Context) -> int:
    """Return how far days are from the article; the other way than the verb looks counts four times, ahead twice."""
    assert context.today
    ahead = (days[0] - context.today).days
    if context.tense is Tense.FUTURE:
        return ahead if ahead >= 0 else -4 * ahead
    return -ahead if ahead <= 0 else ahead * (4 if context.tense is Tense.PAST else 2)


def week_of(match: re.Match[str], context: Context) -> Period | None:
    """Read "the week of March 16": Monday to Sunday."""
    days = named_day(match, context)
    return periods.week(days[0]) if days else None


def day_of_month(match: re.Match[str], context: Context) -> Period | None:
    """Read "on the 12th"."""
    if not context.today:
        return None
    ahead = context.tense is Tense.FUTURE
    for by in (0, 1, 2) if ahead else (0, -1, -2):
        month = periods.months_later(context.today.replace(day=1), by)
        day = _date(month.year, month.month, int(match["day"]))
        if day and (day >= context.today if ahead else day <= context.today):
            return day, day
    return None


def weekday(match: re.Match[str], context: Context) -> Period | None:
    """Read "Thursday", "last Thursday night", "Thursday last week"."""
    if not context.today:
        return None
    number, which = _WEEKDAYS[match["weekday"][:3].lower()], (match["which"] or "").lower()
    if match["week"]:
        monday = periods.around(context.today, "week", {"last": -1, "this": 0, "next": 1}[match["week"]])[0]
        day = periods.shifted(monday, number)
    else:
        direction = {"last": -2, "this past": -2, "next": 2, "this": 1, "this coming": 1, "coming": 1}.get(which)
        day = periods.weekday(context.today, number, direction or (1 if context.tense is Tense.FUTURE else -1))
    return day, day


def relative_day(match: re.Match[str], context: Context) -> Period | None:
    """Read "yesterday", "last night", "this morning"."""
    words = " ".join(match.group().lower().split())
    by = 0
    if words.startswith(("yesterday", "last night")):
        by = -1
    elif "before yesterday" in words:
        by = -2
    elif "tomorrow" in words:
        by = 2 if words.startswith("the day after") else 1
    return periods.around(context.today, "day", by) if context.today else None


# -- longer periods ---------------------------------------------------------------------------------------------------


def _cut(period: Period, match: re.Match[str]) -> Period:
    part = match["part"]
    return periods.third(period, _PARTS[part.split()[0].lower()]) if part else period


def _chosen(options: list[Period], which: str, context: Context) -> Period | None:
    """Return the one of periods in order that "last", "next", "this" or the tense asks for."""
    today = context.today
    assert today
    if which in {"last", "this past"}:
        return next((p for p in reversed(options) if p[1] < today), None)
    if which == "next":
        return next((p for p in options if p[0] > today), None)
    if which == "this":
        return next((p for p in options if p[0].year == today.year), None)
    if context.tense is Tense.FUTURE:
        return next((p for p in options if p[1] >= today), None)
    if context.tense is Tense.PAST:
        return next((p for p in reversed(options) if p[0] <= today), None)
    return min(options, key=lambda p: 0 if p[0] <= today <= p[1] else _distance((p[0], p[1]), context))


def _of_years(match: re.Match[str], context: Context, made: Callable[[int], Period]) -> Period | None:
    if year := _said_year(match, context):
        return _cut(made(year), match)
    if not context.today:
        return None
    near = [made(y) for y in range(context.today.year - 2, context.today.year + 3) if 1 <= y <= 9998]
    chosen = _chosen(near, (match["which"] or "").lower(), context) if near else None
    return _cut(chosen, match) if chosen else None


def month_of(match: re.Match[str], context: Context) -> Period | None:
    """Read "November", "last November", "late March 2015"."""
    return _of_years(match, context, lambda year: periods.whole_month(year, _month(match["month"])))


def season(match: re.Match[str], context: Context) -> Period | None:
    """Read "spring 2014", "last summer"."""
    return _of_years(match, context, lambda year: periods.season(year, match["season"].lower()))


def quarter(match: re.Match[str], context: Context) -> Period | None:
    """Read "Q3", "the third quarter of 2014"."""
    number = int(match["number"]) if match["number"] else _ORDERS[match["order"].lower()]
    if match["year"]:
        return periods.quarter(int(match["year"]), number)
    if not context.today:
        return None
    near = [periods.quarter(y, number) for y in range(context.today.year - 1, context.today.year + 2) if 1 <= y <= 9999]
    return _chosen(near, "", context)


def half(match: re.Match[str], _: Context) -> Period | None:
    """Read "the first half of 2014"."""
    year, second = int(match["year"]), match["order"].lower() == "second"
    return periods.whole_month(year, 7 if second else 1)[0], periods.whole_month(year, 12 if second else 6)[1]


def decade(match: re.Match[str], _: Context) -> Period | None:
    """Read "the early 1990s"."""
    return _cut(periods.years(int(match["year"]), int(match["year"]) + 9), match)


def century(match: re.Match[str], _: Context) -> Period | None:
    """Read "the 20th century": 1901 to 2000."""
    last = 100 * int(match["number"])
    return periods.years(last - 99, last)


def years(match: re.Match[str], _: Context) -> Period | None:
    """Read "2009 to 2013", "2012-13"."""
    first, second = int(match["first"]), match["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return periods.years(first, last) if last > first else None


def year(match: re.Match[str], _: Context) -> Period | None:
    """Read "2012", "late 2014"."""
    return _cut(periods.whole_year(int(match["year"])), match)


# -- told from today --------------------------------------------------------------------------------------------------


def relative_unit(match: re.Match[str], context: Context) -> Period | None:
    """Read "last week", "early next month", "earlier this year"."""
    if not context.today:
        return None
    which, part = match["which"].lower(), (match["part"] or "").lower()
    start, end = periods.around(context.today, match["unit"].lower(), {"last": -1, "this": 0, "next": 1}[which[:4]])
    if part == "earlier":
        return start, min(max(context.today, start), end)
    if part == "later":
        return max(min(context.today, end), start), end
    return periods.third((start, end), _PARTS[part.split()[0]]) if part else (start, end)


def weekend(_: re.Match[str], context: Context) -> Period | None:
    """Read "at the weekend": the one before, or the coming one."""
    return periods.around(context.today, "weekend", context.tense is not Tense.FUTURE and -1) if context.today else None


def _counts(words: str) -> tuple[int, int]:
    name = words.lower().split()[-1 if not words.lower().endswith("of") else -2]
    return (int(name), int(name)) if name.isdigit() else COUNTS[name]


def ago(match: re.Match[str], context: Context) -> Period | None:
    """Read "three days ago": that day, and of a longer unit that week, month or year."""
    if not context.today:
        return None
    least, most = _counts(match["count"])
    unit = match["unit"].lower()
    if unit in {"minute", "hour"}:
        return periods.later(context.today, unit, -most) if most > 23 else context.today, context.today
    if unit == "decade":
        year = context.today.year
        return periods.years(year - 10 * most - 1, year - 10 * least + 1)
    return periods.around(context.today, unit, -most)[0], periods.around(context.today, unit, -least)[1]


def window(match: re.Match[str], context: Context) -> Period | None:
    """Read "the past year", "the last 24 hours", "the next two weeks": from today back or ahead."""
    if not context.today:
        return None
    ahead = match["way"].lower() in {"next", "coming"}
    most = _counts(match["count"])[1] if match["count"] else 1
    far = periods.later(context.today, match["unit"].lower(), most if ahead else -most)
    return (context.today, far) if ahead else (far, context.today)


def recent(match: re.Match[str], context: Context) -> Period | None:
    """Read "recent months", "coming days": as far as `periods.RECENT` says."""
    if not context.today:
        return None
    unit = match["unit"].lower()
    by = periods.RECENT[unit]
    ahead = match["way"].lower() == "coming"
    far = periods.later(context.today, unit, by if ahead else -by)
    return (context.today, far) if ahead else (far, context.today)
