"""What the words around a number allow, and the times that a claim names, where its annotation leaves them open.

A `Number` has bounds and a `Claim` has times. Where the bounds say no more than the value, a word before or after the
number may ("about 40", "15 or more"); where a claim has no times, years, months and weekdays are read here. This is the
one place that reads either from the text.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date

from compare.model import Claim, Number, Span, TimeExpression

# "About 40" may be anything from 35 to 45; 40 and 41 of a count that is not said to be exact are one number rounded.
VAGUE = 0.15

_BEFORE = re.compile(
    r"\b(?:(?P<about>about|around|approximately|roughly|some|nearly|almost|estimated|close to|an?|several)|"
    r"(?P<least>at least|more than|over|no fewer than|no less than|upwards of|past|above|exceeding)|"
    r"(?P<most>at most|up to|as many as|less than|fewer than|under|no more than|below)|(?P<open>between|"
    r"from))\s+[£$€¥]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:(?P<least>\+|(?:or|and) more\b)|(?P<most>or (?:fewer|less)\b)|(?P<about>or so\b|-odd\b|-plus\b))",
    re.IGNORECASE,
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_MONTH = "|".join(name.title() for name in _MONTHS)
_TIME = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>(?:1[5-9]|20)\d\d))?"
    rf"|(?P<month_2>{_MONTH})(?: (?P<day_2>\d{{1,2}})(?!\d))?(?:,? (?P<year_2>(?:1[5-9]|20)\d\d))?"
    rf"|(?P<year_3>(?:1[5-9]|20)\d\d)(?![\d,.-]*\d| (?:people|dead|jobs|troops|men|women))"
    rf"|(?P<weekday>{'|'.join(name.title() for name in _WEEKDAYS)}))\b"
)


def bounds(claim: Claim, number: Number) -> tuple[float, float]:
    """Return the least and the greatest value that the words allow."""
    if number.low != number.high:
        return number.low, number.high
    start, end = number.span.start - claim.span.start, number.span.end - claim.span.start
    hedge = _BEFORE.search(claim.text, max(start - 24, 0), start) or _AFTER.match(claim.text, end)
    if hedge is None:
        return number.low, number.high
    said = hedge.lastgroup
    if said == "least":
        return number.value, math.inf
    if said == "most":
        return -math.inf, number.value
    if said == "open":
        return -math.inf, math.inf
    return number.value * (1 - VAGUE), number.value * (1 + VAGUE)


def vague(claim: Claim, number: Number) -> bool:
    """Tell whether the words give a number as a rough one, bounded on both sides: "about 40", "10 to 14"."""
    low, high = bounds(claim, number)
    return low < high and math.isfinite(low) and math.isfinite(high)


def times(claim: Claim) -> tuple[TimeExpression, ...]:
    """Return the times that a claim names.

    Without a year, the days are those of year 1: fit to compare, not to show.
    """
    return claim.times or tuple(_time(claim, match) for match in _TIME.finditer(claim.text))


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
