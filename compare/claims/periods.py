"""Days, months, seasons and years as first and last day, reckoned from the day that an article is of.

    today Thursday 19 March 2015:   the most recent Friday   13 March        last November    1 to 30 November 2014
                                    the coming Friday        20 March        the past year    19 March 2014 to today

A period is a pair of days, both included. Weeks begin on Monday. A third of a month is its days 1–10, 11–20 and the
rest, of a year January–April, May–August, September–December. Seasons are those of the north by whole months: spring is
March to May; winter takes the name of the year in which it begins. Days that no calendar has (the year 0) are moved to
its edge.
"""

from __future__ import annotations

import calendar
from datetime import date

Period = tuple[date, date]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# What "recent", "few" and "several" take in.
RECENT = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3}


def shifted(day: date, days: int) -> date:
    """Return the day `days` later."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def months_later(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_month(year: int, month: int) -> Period:
    """Return a month's first and last day."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def whole_year(year: int) -> Period:
    """Return a year's first and last day."""
    year = min(max(year, 1), 9999)
    return date(year, 1, 1), date(year, 12, 31)


def years(first: int, last: int) -> Period:
    """Return the first day of the year `first` and the last of the year `last`."""
    return whole_year(first)[0], whole_year(last)[1]


def season(year: int, name: str) -> Period:
    """Return the three months of a season that begins in `year`."""
    start = date(min(max(year, 1), 9998), SEASONS[name], 1)
    return start, shifted(months_later(start, 3), -1)


def week(day: date) -> Period:
    """Return the Monday and the Sunday of the week of `day`."""
    monday = shifted(day, -day.weekday())
    return monday, shifted(monday, 6)


def quarter(year: int, number: int) -> Period:
    """Return the first and last day of the quarter `number`, 1 to 4."""
    return whole_month(year, 3 * number - 2)[0], whole_month(year, 3 * number)[1]


def third(period: Period, part: str) -> Period:
    """Return the "early", "mid" or "late" part of a month, a year or a decade; of anything else a third of its days."""
    start, end = period
    place = ("early", "mid", "late").index(part)
    days = end.toordinal() - start.toordinal() + 1
    if days in range(28, 32):
        return start.replace(day=1 + 10 * place), end if place == 2 else start.replace(day=10 + 10 * place)
    if days in {365, 366}:
        return whole_month(start.year, 1 + 4 * place)[0], whole_month(start.year, 4 + 4 * place)[1]
    if end.year - start.year == 9:
        return years(start.year + (0, 4, 7)[place], start.year + (3, 6, 9)[place])
    cut = [0, days // 3, 2 * days // 3, days]
    return shifted(start, cut[place]), shifted(start, cut[place + 1] - 1)


def around(today: date, unit: str, by: int) -> Period:
    """Return the calendar day, week, month, quarter, year or decade that is `by` units after today's."""
    if unit == "day":
        return shifted(today, by), shifted(today, by)
    if unit in {"week", "fortnight"}:
        return week(shifted(today, by * (14 if unit == "fortnight" else 7)))
    if unit == "weekend":
        monday = week(shifted(today, 7 * by))[0]
        return shifted(monday, 5), shifted(monday, 6)
    if unit == "month":
        there = months_later(today.replace(day=1), by)
        return whole_month(there.year, there.month)
    if unit == "quarter":
        there = months_later(today.replace(day=1), 3 * by)
        return quarter(there.year, (there.month + 2) // 3)
    if unit == "decade":
        return years(today.year // 10 * 10 + 10 * by, today.year // 10 * 10 + 10 * by + 9)
    return whole_year(today.year + by)


def later(today: date, unit: str, by: int) -> date:
    """Return the day that is `by` units later; hours, minutes and seconds make a day."""
    if unit in {"month", "quarter", "year", "decade", "century"}:
        return months_later(today, by * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
    if unit not in days:  # hours
        return shifted(today, (-(-abs(by) // 24) if unit == "hour" else 1) * (1 if by > 0 else -1))
    return shifted(today, by * days[unit])


def weekday(today: date, number: int, direction: int) -> date:
    """Return the weekday `number` (Monday 0): -2 before today, -1 on or before, 1 on or after, 2 after."""
    if direction < 0:
        today = shifted(today, -1) if direction == -2 else today
        return shifted(today, -((today.weekday() - number) % 7))
    today = shifted(today, 1) if direction == 2 else today
    return shifted(today, (number - today.weekday()) % 7)
