"""The times that a claim names, where its annotation leaves them open, and whether a number is a rough one.

Without the article's date "on 4 March" has no days (`compare.model.TimeExpression`), and two loose texts have none; but
4 and 11 March are two days whatever the year. This is the one place that reads times from the text again.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date

from compare.model import Claim, Number, Span, TimeExpression

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_MONTH = "|".join(name.title() for name in _MONTHS)
_TIME = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>(?:1[5-9]|20)\d\d))?"
    rf"|(?P<month_2>{_MONTH})(?: (?P<day_2>\d{{1,2}})(?!\d))?(?:,? (?P<year_2>(?:1[5-9]|20)\d\d))?"
    rf"|(?P<year_3>(?:1[5-9]|20)\d\d)(?![\d,.-]*\d| (?:people|dead|jobs|troops|men|women))"
    rf"|(?P<weekday>{'|'.join(name.title() for name in _WEEKDAYS)}))\b"
)


def vague(number: Number) -> bool:
    """Tell whether the words give a number as a rough one, bounded on both sides: "about 40", "10 to 14"."""
    return number.low < number.high and math.isfinite(number.low) and math.isfinite(number.high)


def times(claim: Claim) -> tuple[TimeExpression, ...]:
    """Return the times that a claim names.

    Without a year, the days are those of year 1: fit to compare, not to show.
    """
    resolved = [time for time in claim.times if time.start is not None]
    read = (_time(claim, match) for match in _TIME.finditer(claim.text))
    apart = [time for time in read if not any(_overlap(time.span, other.span) for other in resolved)]
    return tuple(sorted([*resolved, *apart]))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def weekday(claim: Claim, time: TimeExpression) -> int | None:
    """Return which weekday the words of a time name, 0 for Monday, None where they name none."""
    words = time.span.of(" " * claim.span.start + claim.text).lower()
    return next((k for k, name in enumerate(_WEEKDAYS) if name in words), None)


def _time(claim: Claim, match: re.Match[str]) -> TimeExpression:
    span = Span(claim.span.start + match.start(), claim.span.start + match.end())
    found = match.groupdict()
    name = found["month"] or found["month_2"]
    day, year = found["day"] or found["day_2"], found["year"] or found["year_2"] or found["year_3"]
    if found["weekday"]:
        return TimeExpression(span, None, None)
    number = int(year or 1)
    if not name:
        return TimeExpression(span, date(number, 1, 1), date(number, 12, 31))
    month = _MONTHS[name.lower()]
    last = calendar.monthrange(number, month)[1]
    if day and 1 <= int(day) <= last:
        return TimeExpression(span, date(number, month, int(day)), date(number, month, int(day)))
    return TimeExpression(span, date(number, month, 1), date(number, month, last))
