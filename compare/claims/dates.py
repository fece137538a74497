"""When a sentence says that something was or will be: time expressions → first and last day.

    an article of Friday 6 March 2015
    "… would in late March visit Japan"              21 to 31 March 2015
    "… Kyodo reported on Thursday that …"            5 March 2015
    "… met in Beijing in November, when …"           1 to 30 November 2014
    "… its control over the Diaoyu Islands in 2012"  1 January to 31 December 2012

`_FORMS` is one list: a way of writing, and the function that turns it into days; at each place of the text the first
that fits is taken. Without the article's date, what needs it has None for its days and still has its place: that a
sentence says "on Thursday" is known. A day without its year takes the year that brings it nearest to the article, a
weekday the nearest one in the direction that the verb looks (`compare.claims.tense`). Times of the day are no days and
are left out. Not read is what is told from another day ("the next day", "three days later") and what recurs ("on
Mondays").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from compare.claims import periods
from compare.claims.periods import Period
from compare.claims.tense import Tense, Tenses
from compare.model import Span, TimeExpression

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NUMBERS = {name[:3].lower(): k for k, name in enumerate(_MONTHS, 1)}
_WEEKDAYS = {name: k for k, name in enumerate("mon tue wed thu fri sat sun".split())}
_COUNTS = {
    name: (k, k)
    for k, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_COUNTS |= {"a": (1, 1), "an": (1, 1), "fifteen": (15, 15), "few": (2, 9), "several": (3, 12), "couple": (2, 3)}
_COUNTS |= {name: (10 * k, 10 * k) for k, name in enumerate("twenty thirty forty fifty sixty".split(), start=2)}
_PARTS = dict.fromkeys(("early", "beginning", "start"), "early") | dict.fromkeys(("mid", "middle"), "mid")
_PARTS |= dict.fromkeys(("late", "end"), "late")
_ORDERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_M = rf"(?:{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_Y = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|\w)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = rf"(?:\d{{1,3}}|(?:a\s)?(?:few|couple\sof)|{'|'.join(n for n in _COUNTS if n not in {'few', 'couple'})})"
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)"
_PART = r"(?:(?:the\s)?(?P<part>early|mid|late|(?:beginning|start|middle|end)\sof)[\s-])"
_JOINT = r"\s?(?:[-–]|to\s|and\s)\s?"
# "In March 30 people died": the number is of the people.
_NOT_COUNTED = r"(?![\d%]|[.,:]\d|\s(?:people|men|women|children|per|percent|million|billion)\b)"


class _Context(NamedTuple):
    """What a form is read with: the day of the article, the tense there, and the text before."""

    today: date | None
    tense: Tense
    before: str


_Reading = Callable[[re.Match[str], _Context], Period | None]


def times(text: str, span: Span, today: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of the sentence `text[span]`, in order and apart from each other.

    `today` is the day of the article. Where it is None, or the words leave the day open ("03/04/2015"), `start` and
    `end` are None.
    """
    found: list[TimeExpression] = []
    tenses: Tenses | None = None
    place = span.start
    while match := _ANY.search(text, place, span.end):
        name = str(match.lastgroup)
        pattern, reading = _FORMS[name]
        place = match.end()
        exact = pattern.match(text, match.start(), span.end)
        before = text[max(span.start, match.start() - 24) : match.start()]
        if exact is None or not _meant(name, exact, before):
            continue
        place = exact.end()
        since = _SINCE.search(before)
        tenses = tenses or Tenses(text, span)
        tense = Tense.PAST if since else tenses.at(match.start())
        period = reading(exact, _Context(today, tense, before))
        start = match.start() - len(since.group()) if since else match.start()
        if since and period:
            period = (min(period[0], today), today) if today else None
        found.append(TimeExpression(Span(start, exact.end()), *(period or (None, None))))
    return tuple(found)


def article_day(printed: str | None) -> date | None:
    """Return the day that an article says it is of ("Thursday, 19 March 2015, 10:32 GMT"), None where it says none.

    The first whole date counts, in words or figures; "03/04/2015" can be two days and is none.
    """
    plain = re.sub(r"[年月]", "-", printed or "").replace("_", " ")
    plain = re.sub(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _padded, plain)
    plain = re.sub(r"(?<=[^\W\d_])[.-](?=\d)|(?<=\d)[.-](?=[^\W\d_])", " ", plain)
    plain = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), plain)
    plain = re.sub(r"(?<=\d)T(?=\d)", " ", plain)
    found = times(plain, Span(0, len(plain)), None)
    return next((time.start for time in found if time.start and time.start == time.end), None)


def _padded(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02} "


_SINCE = re.compile(r"\b[Ss]ince\s(?:the\s)?$")
_DIGIT_BEFORE = re.compile(r"(?:[\w£$€¥#/:+-]|\d[.,–])$")
_AMOUNT_BEFORE = re.compile(
    r"\b(?:about|some|around|nearly|almost|over|roughly|than|least|to|of\sthe|another|all|room|flight|highway|route)\s$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|workers|jobs|homes|houses|seats|votes|points|times|years|days|hours"
    r"|km|kilomet\w+|miles|metres|meters|feet|tonnes|tons|dollars|euros|pounds|million|per\scent|percent|GMT|BST|UTC|EST|EDT|CET)\b|%|-strong|-"
)
# "They counted 1500 coins", but "the 2012 elections", "in 2012 elections were held".
_PLURAL_AFTER = re.compile(r"\s[a-z]+s\b(?<!ss)(?<!was)(?<!has)(?<!is)")
_GOVERNS_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|through|for|and|the|a|its|their|his|her|our|this|that"
    r"|early|mid|late)|['’]s|s['’]|[,;(“\"])\s?$",
    re.IGNORECASE,
)
_NOT_BEFORE = tuple(f"{word} at least " for word in ("until", "since", "by", "from", "to"))
_NAMED_DAYS = re.compile(r"\b(?:Black|Bloody|Good|Easter|Super|Palm|Ash|Holy|Shrove|Cyber|Boxing|Maundy|Whit)\s$")
_PAPERS = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Sun|Star|World|People|Independent|Night\s[A-Z])"
)
_GOVERNS_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|from|during|before|after|through|for|between|and|to|the|this|every|each)\s$",
    re.IGNORECASE,
)
_WALK = re.compile(r"\s(?:for|on|against|of|to|through|in)\b")
_SURNAME = re.compile(r"\s[A-Z][a-z]")


def _meant(name: str, match: re.Match[str], before: str) -> bool:
    """Tell whether the words are a time and not a name, a verb or a count that is written alike."""
    text, end = match.string, match.end()
    if name in {"year", "years"}:
        to_amount = (
            name == "year"
            and _AMOUNT_BEFORE.search(before)
            and not before.endswith(("n to ", "since ", "up to ", *_NOT_BEFORE))
        )
        plural = _PLURAL_AFTER.match(text, end) and before and not _GOVERNS_YEAR.search(before)
        counted = name == "year" and (_AMOUNT_AFTER.match(text, end) or plural)
        return not (_DIGIT_BEFORE.search(before) or to_amount or counted)
    if name == "relative_day":  # a programme or a newspaper: "told the Today programme"
        return not (match.group()[0].isupper() and match.group().istitle() and re.search(r"[\w’'],?\s$", before))
    if name == "relative_unit" and match["unit"][0].isupper() and match["which"][0].isupper():
        return False  # "on Indianapolis This Week"
    if name == "weekday":
        return not (_NAMED_DAYS.search(before) or _PAPERS.match(text, end))
    if name == "month" and not (match["part"] or match["which"] or match["year"] or match["relative"]):
        if before.endswith("the ") and match["month"] == "March" and _WALK.match(text, end):
            return False
        if _SURNAME.match(text, end) and before.endswith(("and ", "to ")):
            return False
        if match["month"] in {"May", "March"} or _SURNAME.match(text, end):
            return bool(_GOVERNS_MONTH.search(before))
        return not re.search(r"[A-Z][a-z]+\s$", before) or bool(_GOVERNS_MONTH.search(before))
    return not (name in {"iso", "numeric"} and re.search(r"[\w/.-]$", before))


# -- days -------------------------------------------------------------------------------------------------------------


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].lower()]


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= periods.whole_month(year, month)[1].day else None


def _iso(match: re.Match[str], _: _Context) -> Period | None:
    day = _date(*(int(part) for part in match.group("y", "m", "d")))
    return (day, day) if day else None


def _numeric(match: re.Match[str], _: _Context) -> Period | None:
    """Read "19/03/2015" and "3/19/2015"; "03/04/2015" can be two days and is left open, "03.04.2015" is April."""
    one, other, year = (int(part) for part in match.group("one", "other", "year"))
    readings = {_date(year, other, one)}
    if match["mark"] == "/":
        readings.add(_date(year, one, other))
    days = [day for day in readings if day]
    return (days[0], days[0]) if len(days) == 1 else None


def _named_day(match: re.Match[str], context: _Context) -> Period | None:
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


def _said_year(match: re.Match[str], context: _Context) -> int | None:
    """Return the year that is printed or told from the article's ("last year"), None where none is said."""
    if match["year"]:
        return int(match["year"])
    relative = match.groupdict().get("relative")
    if not relative or not context.today:
        return None
    return min(max(context.today.year + {"last": -1, "this": 0, "next": 1}[relative], 1), 9998)


def _distance(days: Period, context: _Context) -> int:
    """Return how far days are from the article; the other way than the verb looks counts four times, ahead twice."""
    assert context.today
    ahead = (days[0] - context.today).days
    if context.tense is Tense.FUTURE:
        return ahead if ahead >= 0 else -4 * ahead
    return -ahead if ahead <= 0 else ahead * (4 if context.tense is Tense.PAST else 2)


def _week_of(match: re.Match[str], context: _Context) -> Period | None:
    days = _named_day(match, context)
    return periods.week(days[0]) if days else None


def _day_of_month(match: re.Match[str], context: _Context) -> Period | None:
    if not context.today:
        return None
    ahead = context.tense is Tense.FUTURE
    for by in (0, 1, 2) if ahead else (0, -1, -2):
        month = periods.months_later(context.today.replace(day=1), by)
        day = _date(month.year, month.month, int(match["day"]))
        if day and (day >= context.today if ahead else day <= context.today):
            return day, day
    return None


def _weekday(match: re.Match[str], context: _Context) -> Period | None:
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


def _relative_day(match: re.Match[str], context: _Context) -> Period | None:
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


def _chosen(options: list[Period], which: str, context: _Context) -> Period | None:
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


def _of_years(match: re.Match[str], context: _Context, made: Callable[[int], Period]) -> Period | None:
    if year := _said_year(match, context):
        return _cut(made(year), match)
    if not context.today:
        return None
    near = [made(y) for y in range(context.today.year - 2, context.today.year + 3) if 1 <= y <= 9998]
    chosen = _chosen(near, (match["which"] or "").lower(), context) if near else None
    return _cut(chosen, match) if chosen else None


def _month_of(match: re.Match[str], context: _Context) -> Period | None:
    return _of_years(match, context, lambda year: periods.whole_month(year, _month(match["month"])))


def _season(match: re.Match[str], context: _Context) -> Period | None:
    return _of_years(match, context, lambda year: periods.season(year, match["season"].lower()))


def _quarter(match: re.Match[str], context: _Context) -> Period | None:
    number = int(match["number"]) if match["number"] else _ORDERS[match["order"].lower()]
    if match["year"]:
        return periods.quarter(int(match["year"]), number)
    if not context.today:
        return None
    near = [periods.quarter(y, number) for y in range(context.today.year - 1, context.today.year + 2) if 1 <= y <= 9999]
    return _chosen(near, "", context)


def _half(match: re.Match[str], _: _Context) -> Period | None:
    year, second = int(match["year"]), match["order"].lower() == "second"
    return periods.whole_month(year, 7 if second else 1)[0], periods.whole_month(year, 12 if second else 6)[1]


def _decade(match: re.Match[str], _: _Context) -> Period | None:
    return _cut(periods.years(int(match["year"]), int(match["year"]) + 9), match)


def _century(match: re.Match[str], _: _Context) -> Period | None:
    last = 100 * int(match["number"])
    return periods.years(last - 99, last)


def _years(match: re.Match[str], _: _Context) -> Period | None:
    first, second = int(match["first"]), match["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return periods.years(first, last) if last > first else None


def _year(match: re.Match[str], _: _Context) -> Period | None:
    return _cut(periods.whole_year(int(match["year"])), match)


# -- told from today --------------------------------------------------------------------------------------------------


def _relative_unit(match: re.Match[str], context: _Context) -> Period | None:
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


def _weekend(_: re.Match[str], context: _Context) -> Period | None:
    return periods.around(context.today, "weekend", context.tense is not Tense.FUTURE and -1) if context.today else None


def _counts(words: str) -> tuple[int, int]:
    name = words.lower().split()[-1 if not words.lower().endswith("of") else -2]
    return (int(name), int(name)) if name.isdigit() else _COUNTS[name]


def _ago(match: re.Match[str], context: _Context) -> Period | None:
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


def _window(match: re.Match[str], context: _Context) -> Period | None:
    """Read "the past year", "the last 24 hours", "the next two weeks": from today back or ahead."""
    if not context.today:
        return None
    ahead = match["way"].lower() in {"next", "coming"}
    most = _counts(match["count"])[1] if match["count"] else 1
    far = periods.later(context.today, match["unit"].lower(), most if ahead else -most)
    return (context.today, far) if ahead else (far, context.today)


def _recent(match: re.Match[str], context: _Context) -> Period | None:
    if not context.today:
        return None
    unit = match["unit"].lower()
    by = periods.RECENT[unit]
    ahead = match["way"].lower() == "coming"
    far = periods.later(context.today, unit, by if ahead else -by)
    return (context.today, far) if ahead else (far, context.today)


_WHICH = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s(?:past|coming)|[Tt]his|coming)\s)"
_LED = rf"(?:(?P<weekday>{_W})(?:,?\s(?:the\s)?|\s\())?"
_OTHER = rf"(?:{_JOINT}(?P<last>{_D}){_TH})?"
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?:(?P<year>{_Y})|(?P<relative>last|this|next)\syear(?!\w)))?"
_DAY_MONTH = rf"(?P<day>{_D}){_TH}{_OTHER}\s(?:of\s)?(?P<month>{_M})(?!\w){_OF_YEAR}"
_MONTH_DAY = (
    rf"(?P<month>{_M})\s(?P<day>{_D}){_TH}(?!\w){_NOT_COUNTED}"
    rf"(?:{_JOINT}(?P<last>{_D}){_TH}(?!\w){_NOT_COUNTED})?{_OF_YEAR}"
)
_SOURCES: tuple[tuple[str, str, _Reading], ...] = (
    ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d|-)", _iso),
    ("numeric", r"(?P<one>\d\d?)(?P<mark>[/.])(?P<other>\d\d?)(?P=mark)(?P<year>(?:1[5-9]|20)\d\d)(?!\d)", _numeric),
    ("week_of", rf"(?i:(?:the\s)?week\s(?:of|beginning|starting)\s){_LED}{_MONTH_DAY}", _week_of),
    ("week_from", rf"(?i:(?:the\s)?week\s(?:of|beginning|starting)\s){_LED}{_DAY_MONTH}", _week_of),
    ("day_month", _LED + _DAY_MONTH, _named_day),
    ("month_day", _LED + _MONTH_DAY, _named_day),
    (
        "month",
        rf"(?i:{_PART})?{_WHICH}?(?P<month>{_M})(?![\w-]){_OF_YEAR}",
        _month_of,
    ),
    (
        "season",
        rf"(?i:{_PART})?(?:{_WHICH}(?P<season>(?i:spring|summer|autumn|fall|winter))\b)(?P<year>(?!))?",
        _season,
    ),
    (
        "season_of",
        rf"(?i:{_PART})?(?:[Tt]he\s)?(?P<season>(?i:spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<year>{_Y})"
        r"(?P<which>(?!))?",
        _season,
    ),
    ("quarter", rf"Q(?P<number>[1-4])\b(?:\s(?:of\s)?(?P<year>{_Y}))?(?P<order>(?!))?", _quarter),
    (
        "quarter_of",
        rf"(?i:(?:the\s)?(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)\squarter(?:\sof)?)\s(?P<year>{_Y})"
        r"(?P<number>(?!))?",
        _quarter,
    ),
    ("half", rf"(?i:(?:the\s)?(?P<order>first|second)\shalf\sof)\s(?P<year>{_Y})", _half),
    ("decade", rf"(?:[Tt]he\s)?(?i:{_PART})?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
    ("century", r"(?:[Tt]he\s)?(?P<number>1[5-9]|2[01])(?:st|th)\scentury\b", _century),
    ("years", rf"(?P<first>{_Y})(?:\s?[-–]\s?|\s(?:to|and|until)\s)(?P<second>{_Y}|\d\d(?!\d|[.,]\d|\w))", _years),
    ("year", rf"(?i:{_PART})?(?P<year>{_Y})", _year),
    (
        "relative_day",
        r"(?i:the\sday\sbefore\syesterday|the\sday\safter\stomorrow|(?:earlier\s|later\s)?today"
        r"|(?:yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?|last\snight|tonight"
        r"|this\s(?:morning|afternoon|evening))(?!\w)",
        _relative_day,
    ),
    (
        "relative_unit",
        r"(?i:(?:(?:the\s)?(?P<part>early|earlier|later|late|mid|(?:beginning|start|middle|end)\sof)[\s-])?"
        r"(?P<which>last|this|next)\s(?P<unit>week|weekend|month|quarter|year|decade))(?!\w)",
        _relative_unit,
    ),
    ("weekend", r"(?<=[tnr]\s)the\sweekend(?!\w)", _weekend),
    ("ago", rf"(?i:(?P<count>{_N})\s(?P<unit>{_UNIT})s?\sago)(?!\w)", _ago),
    (
        "window",
        rf"(?i:the\s(?P<way>past|last|next|coming)\s(?:(?P<count>{_N})\s(?P<unit>{_UNIT})s))(?!\w)",
        _window,
    ),
    (
        "past_unit",
        r"(?i:the\s(?P<way>past|coming|last)\s(?P<unit>week|fortnight|month|year|decade))(?![\w'’]|\sof\b)(?P<count>(?!))?",
        _window,
    ),
    ("recent", r"(?i:(?P<way>recent|coming)\s(?P<unit>day|week|month|year|decade)s)(?!\w)", _recent),
    (
        "day_of_month",
        rf"(?<=\b[Oo]n\s)the\s(?P<day>{_D})(?:st|nd|rd|th)(?=[.,;:]|\s(?:and|at|in|with|when|after|but|then)\b|$)",
        _day_of_month,
    ),
    (
        "weekday",
        rf"{_WHICH}?(?P<weekday>{_W})(?!\w)(?:\s(?:morning|afternoon|evening|night|lunchtime)(?!\w))?"
        r"(?:\s(?:of\s)?(?P<week>last|this|next)\sweek(?!\w))?",
        _weekday,
    ),
)  # fmt: skip
_FORMS = {name: (re.compile(rf"\b(?:{source})"), reading) for name, source, reading in _SOURCES}
_GROUP = re.compile(r"\(\?P<\w+>")
_BACK = re.compile(r"\(\?P=\w+\)")
_ANY = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{_BACK.sub('[/.]', _GROUP.sub('(?:', source))})" for name, source, _ in _SOURCES)
    + ")"
)
