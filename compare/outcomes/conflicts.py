"""Where two claims that state the same fact disagree on a detail.

    "The crash killed 15 people."      number: 15 people, 19 people
    "The crash killed 19 people."

A false alarm costs a user more than a missed conflict, so a rule speaks only where nothing explains the difference
away: each claim has one number of that kind, neither is hedged ("about", "more than"), and the difference is more than
rounding. `RULES` is the list of the rules, one function each; a rule takes two claims and returns what clashes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

from compare.model import Claim, Conflict, ConflictKind, Match, Number, Span

# Below this a match is not sure enough to call its two sides to account for each other's details.
SURE = 0.5
ROUNDING = 0.05

Clash = tuple[ConflictKind, Span, Span, str]

_HEDGE = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|at least|at most|up to|as many as|more than|less than|"
    r"fewer than|over|under|no more than|estimated|between|another|further|first|last|next|every|each)\s+[£$€¥]?$",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(r"\s*(?:\+|(?:or|and) (?:more|fewer|less|so)\b|-odd\b)", re.IGNORECASE)
_CURRENCY = frozenset("£$€¥")


def conflicts(claims: Sequence[Claim], match: Match) -> list[Conflict]:
    """Return on what the two claims of `match` (positions in `claims`) disagree; nothing where it is not sure."""
    if match.probability < SURE:
        return []
    return [
        Conflict(kind, match.a, match.b, span_a, span_b, reason)
        for rule in RULES
        for kind, span_a, span_b, reason in rule(claims[match.a], claims[match.b])
    ]


def different_numbers(a: Claim, b: Claim) -> Iterator[Clash]:
    """Yield the numbers of the same thing that differ by more than rounding."""
    for unit in sorted({number.unit for number in a.numbers} & {number.unit for number in b.numbers} - {""}):
        in_a = [number for number in a.numbers if number.unit == unit]
        in_b = [number for number in b.numbers if number.unit == unit]
        if len(in_a) != 1 or len(in_b) != 1:
            continue
        one, other = in_a[0], in_b[0]
        if math.isclose(one.value, other.value, rel_tol=ROUNDING) or _hedged(a, one) or _hedged(b, other):
            continue
        reason = f"{_words(a, one)} in {a.source}, {_words(b, other)} in {b.source}"
        yield ConflictKind.NUMBER, one.span, other.span, reason


RULES: tuple[Callable[[Claim, Claim], Iterator[Clash]], ...] = (different_numbers,)


def _hedged(claim: Claim, number: Number) -> bool:
    before, after = claim.text[: number.span.start - claim.span.start], claim.text[number.span.end - claim.span.start :]
    return bool(_HEDGE.search(before) or _HEDGE_AFTER.match(after))


def _words(claim: Claim, number: Number) -> str:
    """Return the number as it is printed, with its currency or with the word after it."""
    start, end = number.span.start - claim.span.start, number.span.end - claim.span.start
    if number.unit in _CURRENCY:
        return " ".join((number.unit + claim.text[start:end]).split())
    following = re.match(r"\s*%|[\s-]*per cent\b|[\s-]*\w+", claim.text[end:])
    return " ".join((claim.text[start:end] + (following.group() if following else "")).split())
