"""Where two claims give different times for the same event.

    "The minister resigned in 2011."      2011, 2012
    "The minister resigned in 2012."

Times are compared by the days they cover: "4 March" lies in "March", so the two agree. Each claim must name one time,
and
all else has to agree well, as most sentences with a date tell of an event of their own. Weekdays without a date are
compared by name, and neighbouring ones are explained by the night between them and by time zones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from compare.model import ConflictKind, TimeExpression
from compare.outcomes.explain import EVENTS, explanation, overlap
from compare.outcomes.pairing import Clash, Pair, Side
from compare.outcomes.reading import times, weekday

# Below this the claims may tell of two events, each with its date.
LEAST = 0.65
_WEEK = 7
_FAR = 8  # words between a date and what it dates


def different_dates(pair: Pair) -> Iterator[Clash]:
    """Yield the one time that each claim names, where the two cannot be the same."""
    in_a, in_b = times(pair.a.claim), times(pair.b.claim)
    if len(in_a) != 1 or len(in_b) != 1 or overlap(pair, in_a[0], in_b[0]):
        return
    one, other = in_a[0], in_b[0]
    at_a, at_b = pair.a.within(one.span), pair.b.within(other.span)
    rest = pair.agreement(at_a, at_b)
    if rest < LEAST - pair.ease or not at_a or not at_b or not pair.around(at_a, at_b, _FAR):
        return
    words_a, words_b = _words(pair.a, at_a), _words(pair.b, at_b)
    reason = f"{words_a} in {pair.a.claim.source}, {words_b} in {pair.b.claim.source}"
    why = _neighbours(pair, one, other) or explanation(pair, EVENTS)
    yield Clash(ConflictKind.DATE, one.span, other.span, reason, rest, why)


def _neighbours(pair: Pair, one: TimeExpression, other: TimeExpression) -> str:
    """Return why two times next to each other need not contradict: the night between, or time zones."""
    if one.start and one.end and other.start and other.end:
        near = timedelta(1) in (other.start - one.end, one.start - other.end) and one.start == one.end
    else:
        days = weekday(pair.a.claim, one), weekday(pair.b.claim, other)
        near = None not in days and (days[0] - days[1]) % _WEEK in {1, _WEEK - 1}  # type: ignore[operator]
    return "neighbouring days: the night between them, or time zones, may explain it" if near else ""


def _words(side: Side, at: list[int]) -> str:
    return " ".join(side.words(at[0], at[-1]).split())
