"""Where two claims give different numbers for the same thing.

    "The crash killed 15 people."      15 people, 19 people
    "The crash killed 19 people."

A number is known by what it counts. So that "six years in prison" is not held against "two years ago", each claim must
have one number of that kind; where the unit is one that counts anything (years, per cent, dollars), the words around
the
two numbers have to agree as well. Numbers that may be the same by their bounds ("more than 30" and 38) or by rounding
do not differ at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from compare.model import ConflictKind, Number, WordKind
from compare.outcomes.explain import COUNTS, explanation, part_of_whole
from compare.outcomes.pairing import Clash, Pair, Side
from compare.outcomes.reading import times, vague

ROUNDING = 0.05
SHORT = 6  # telling words of a claim that is about its number
LEAST_OF_ANYTHING = 0.45  # the same where the unit may count anything
LEAST = 0.65  # how much of the rest has to agree where nothing is counted
_TIME = frozenset({"hour", "day", "year"})
_MOMENT = re.compile(r"[\s-]*\w+ (?:to go|remaining|later|earlier|ago|into|away)\b")
_MONEY = re.compile(r"(?:\b[A-Z]{1,3})?[$£€¥₹₩₽]\s?$")
# Units that count whatever is spoken of: the same unit does not make it the same thing.
_ANYTHING = frozenset(
    "% old hour day year km kg litre km/h °C cent penc light-year score people person point $ £ € ¥ ₹ ₩ ₽ yuan ton "
    "US$ A$ C$ NZ$ HK$ S$ NT$ MX$ R$ Z$".split()
) | {"sq km", "percentage point"}


def different_numbers(pair: Pair) -> Iterator[Clash]:
    """Yield the numbers of the same thing that differ by more than rounding and bounds allow."""
    counts_a, counts_b = counts(pair.a), counts(pair.b)
    for unit in sorted({number.unit for number in counts_a} & {number.unit for number in counts_b} - {""}):
        in_a = [number for number in counts_a if number.unit == unit]
        in_b = [number for number in counts_b if number.unit == unit]
        both = {number.value for number in in_a} & {number.value for number in in_b}
        in_a, in_b = ([number for number in side if number.value not in both] for side in (in_a, in_b))
        if len(in_a) != 1 or len(in_b) != 1 or may_be_same(in_a[0], in_b[0]):
            continue
        yield from clash_of(pair, in_a[0], in_b[0])


def different_figures(pair: Pair) -> Iterator[Clash]:
    """Yield the numbers without a unit that stand between the same words: "the suspect, 34, was", "flight 418 to"."""
    for one in counts(pair.a):
        for other in counts(pair.b):
            if one.unit or other.unit or may_be_same(one, other):
                continue
            at_a, at_b = pair.a.within(one.span), pair.b.within(other.span)
            if at_a and at_b and _frame(pair.a, at_a) == _frame(pair.b, at_b) and pair.agreement() >= LEAST - pair.ease:
                yield from clash_of(pair, one, other)


def different_units(pair: Pair) -> Iterator[Clash]:
    """Yield one number that is given in two units of time: "thirty days" and "thirty years"."""
    for one in counts(pair.a):
        for other in counts(pair.b):
            if one.value != other.value or one.unit == other.unit or not {one.unit, other.unit} <= _TIME:
                continue
            rest = pair.agreement(pair.a.within(one.span), pair.b.within(other.span))
            others = {n.unit for n in pair.a.claim.numbers} & {n.unit for n in pair.b.claim.numbers} & _TIME
            if rest >= LEAST - pair.ease and not others:
                yield from clash_of(pair, one, other)


def counts(side: Side, *, moments: bool = False) -> list[Number]:
    """Return the numbers of a claim that count: no part of a date or of a ratio ("one in four").

    Those that tell a moment ("two laps to go") are among them only where `moments` are asked for.
    """
    dated = [time.span for time in times(side.claim)]
    return [
        number
        for number in side.claim.numbers
        if not any(span.start <= number.span.start < span.end for span in dated)
        and (moments or not _MOMENT.match(side.claim.text, number.span.end - side.claim.span.start))
    ]


def _frame(side: Side, at: list[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return side.forms[max(at[0] - 1, 0) : at[0]], side.forms[at[-1] + 1 : at[-1] + 2]


def may_be_same(one: Number, other: Number) -> bool:
    """Tell whether what the words allow, or rounding, makes the two numbers one."""
    if one.low <= other.high and other.low <= one.high:
        return True
    nearest = (one.low, other.high) if one.low > other.high else (one.high, other.low)
    if _few(one) and _few(other):
        return False
    return math.isclose(*nearest, rel_tol=ROUNDING)


def _few(number: Number) -> bool:
    """Tell whether a number is one that nobody rounds: a whole number below a hundred."""
    return number.value < 100 and number.value == int(number.value) and number.unit not in _ANYTHING


def clash_of(pair: Pair, one: Number, other: Number) -> Iterator[Clash]:
    """Yield the clash of two numbers with the same unit, explained where it can be."""
    at_a, at_b = pair.a.within(one.span), pair.b.within(other.span)
    if _ordinal(one) != _ordinal(other):
        return
    rest = pair.agreement(at_a, at_b)
    if (one.unit in _ANYTHING or _ordinal(one)) and _may_be_other_things(pair, at_a, at_b, rest):
        return
    a, b = pair.a.claim, pair.b.claim
    why = explanation(pair, COUNTS)
    for side, number, facing, face in ((pair.a, one, pair.b, other), (pair.b, other, pair.a, one)):
        start, end = number.span.start - side.claim.span.start, number.span.end - side.claim.span.start
        why = why or part_of_whole(side, start, end)
        named = _printed(facing, face)
        if named and named <= _printed(side) - _printed(side, number):  # "the ninth week", "nine weeks"
            why = why or f"{side.claim.source} has both numbers"
        if vague(number):
            why = why or f"a rough figure: “{_with_hedge(side, number)}” in {side.claim.source}"
    reason = f"{number_words(pair.a, one)} in {a.source}, {number_words(pair.b, other)} in {b.source}"
    yield Clash(ConflictKind.NUMBER, one.span, other.span, reason, rest, why)


def _printed(side: Side, number: Number | None = None) -> set[str]:
    """Return the terms of a number's words, whatever their unit made of them; without `number` those of the claim."""
    return {
        word.term
        for word in side.claim.words
        if word.kind is WordKind.NUMBER and (number is None or number.span.start <= word.span.start < number.span.end)
    }


def _ordinal(number: Number) -> bool:
    """Tell whether a number says which one, not how many: "the ninth week"."""
    return number.unit.startswith("nth")


def _may_be_other_things(pair: Pair, at_a: list[int], at_b: list[int], rest: float) -> bool:
    """Tell whether two numbers with a unit that counts anything may be of different things.

    They are not where what stands around them is the same, or where each is all that a short claim is about.
    """
    near = pair.around(at_a, at_b)
    alone = all(len(side.claim.numbers) == 1 and len(side.telling) <= SHORT for side in (pair.a, pair.b))
    return near < 2 and not alone and (near == 0 or rest < LEAST_OF_ANYTHING)


def _with_hedge(side: Side, number: Number) -> str:
    at = side.within(number.span)
    first = max(at[0] - 1, 0) if at else 0
    return " ".join(side.words(first, at[-1]).split()) if at else ""


def number_words(side: Side, number: Number) -> str:
    """Return the number as it is printed, with its currency or with the word after it."""
    text, start, end = (
        side.claim.text,
        number.span.start - side.claim.span.start,
        number.span.end - side.claim.span.start,
    )
    sign = _MONEY.search(text, max(start - 5, 0), start)
    if sign:
        return " ".join(text[sign.start() : end].split())
    following = re.match(r"\s*%|[\s-]*per cent\b|[\s-]*\w+", text[end:])
    return " ".join((text[start:end] + (following.group() if following else "")).split())
