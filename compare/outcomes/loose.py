"""Where two texts contradict each other that nobody has matched: a summary and its article, two versions of a report.

    text_a   "Police held 12 people on Monday, the mayor said."
    text_b   "The mayor spoke of arrests. On Monday 31 people were held by police in two districts."

A sentence of a short text may be made of several of a long one, so that each agrees with it in a part only. The rules
are
therefore asked of each sentence with the few that cover it best, and less has to agree. What makes up for it is that
both
texts are known in whole: what clashes counts only if neither text has the other's word, number or name anywhere, as far
as the same is spoken of. A word that is denied must nowhere be denied in the other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from compare.model import Claim, Conflict, ConflictKind, Match, Number
from compare.outcomes.conflicts import CALLED, differences, found_in, probability
from compare.outcomes.negation import denial, denials, denied, may_happen
from compare.outcomes.numbers import clash_of, counts, different_numbers, may_be_same
from compare.outcomes.pairing import Clash, Pair, Side

# How many sentences of the other text are looked at, and how much of either they have to cover.
MOST, COVERING = 3, 0.25
EASE = 0.4
# How much of the rest has to agree where a number or a denial is in one text only.
LEAST = 0.33


def between(claims_a: Sequence[Claim], claims_b: Sequence[Claim], matches: Sequence[Match]) -> list[Conflict]:
    """Return the conflicts of two texts, `a` and `b` by position in the claims of each, in reading order.

    `matches` are the pairs of claims that state the same fact. Each pair of spans is told once.
    """
    claims = [*claims_a, *claims_b]
    shift = len(claims_a)
    told = [
        found for match in matches for found in differences(claims, Match(match.a, match.b + shift, match.probability))
    ]
    told += _nowhere_else(claims_a, claims_b)
    once = {
        (found.kind, found.span_a, found.span_b): found
        for found in reversed(told)
        if not found.explanation and found.probability >= CALLED
    }
    positions = [found if found.b < shift else _moved(found, shift) for found in once.values()]
    return sorted(positions, key=lambda found: (found.span_a, found.span_b))


def _stated(sides: Sequence[Side]) -> set[str]:
    """Return the terms that a text has outside negations."""
    found: set[str] = set()
    for side in sides:
        inside = {word.at for word in denied(side)}
        found.update(term for k, term in enumerate(side.terms) if k not in inside)
    return found


def _moved(found: Conflict, shift: int) -> Conflict:
    return Conflict(
        found.kind,
        found.a,
        found.b - shift,
        found.span_a,
        found.span_b,
        found.reason,
        found.probability,
        found.explanation,
    )


def _nowhere_else(claims_a: Sequence[Claim], claims_b: Sequence[Claim]) -> list[Conflict]:
    """Return what clashes between a sentence and those that cover it best, and is nowhere in the other text."""
    sides_a, sides_b = [Side(claim) for claim in claims_a], [Side(claim) for claim in claims_b]
    shift = len(claims_a)
    found: list[Conflict] = []
    for a, b in _facing(sides_a, sides_b):
        pair = Pair(sides_a[a], sides_b[b], sides_a[a].claim.text, sides_b[b].claim.text, EASE)
        found += [
            conflict
            for conflict in found_in(pair, a, b + shift)
            if _framed(pair, conflict)
            or (
                _own(pair.a, conflict, first=True, others=sides_b)
                and _own(pair.b, conflict, first=False, others=sides_a)
            )
        ]
        for rule, clash in (
            *((different_numbers, clash) for clash in _new_numbers(pair, sides_a, sides_b)),
            *((denials, clash) for clash in _new_denials(pair, sides_a, sides_b)),
        ):
            if clash.rest < LEAST or clash.explanation:
                continue
            likely = round(probability(rule, clash.rest), 3)
            found.append(Conflict(clash.kind, a, b + shift, clash.span_a, clash.span_b, clash.reason, likely))
    return found


def _new_numbers(pair: Pair, sides_a: Sequence[Side], sides_b: Sequence[Side]) -> Iterator[Clash]:
    """Yield two counts of the same thing of which neither text has the other's."""
    for one, other in product(counts(pair.a, moments=True), counts(pair.b, moments=True)):
        if one.unit != other.unit or not one.unit or may_be_same(one, other):
            continue
        if _counted(one, sides_b) or _counted(other, sides_a):
            continue
        yield from clash_of(pair, one, other)


def _counted(number: Number, sides: Sequence[Side]) -> bool:
    return any(
        n.value == number.value and (n.unit == number.unit or not n.unit) for side in sides for n in side.claim.numbers
    )


def _new_denials(pair: Pair, sides_a: Sequence[Side], sides_b: Sequence[Side]) -> Iterator[Clash]:
    """Yield a word that one text denies and the other, which nowhere denies it, states."""
    for one, other, own, sides in ((pair.a, pair.b, sides_a, sides_b), (pair.b, pair.a, sides_b, sides_a)):
        elsewhere = {side.terms[word.at] for side in sides for word in denied(side)} | _stated(own)
        for word in denied(one):
            stated = [k for k, term in enumerate(other.terms) if term == one.terms[word.at]]
            if (
                not stated
                or one.terms[word.at] in elsewhere
                or may_happen(one, word.cue)
                or may_happen(other, stated[0])
            ):
                continue
            yield denial(pair, one, word, stated[0])


def _facing(sides_a: Sequence[Side], sides_b: Sequence[Side]) -> list[tuple[int, int]]:
    """Return the pairs of which one covers the other best among all, by the weight of what they share."""
    pairs: set[tuple[int, int]] = set()
    short, long, turned = (sides_a, sides_b, False) if len(sides_a) <= len(sides_b) else (sides_b, sides_a, True)
    for k, side in enumerate(short):
        shared = [
            (sum(side.weight(word) for word in side.telling if side.terms[word] in other.reach), -n)
            for n, other in enumerate(long)
        ]
        whole = sum(side.weight(word) for word in side.telling)
        for weight, n in sorted(shared, reverse=True)[:MOST]:
            if whole and weight >= COVERING * whole:
                pairs.add((-n, k) if turned else (k, -n))
    return sorted(pairs)


def _framed(pair: Pair, conflict: Conflict) -> bool:
    """Tell whether what clashes has the same telling words on both sides, wherever else it stands."""
    at_a, at_b = pair.a.within(conflict.span_a), pair.b.within(conflict.span_b)
    return pair.beside(at_a[0], at_b[0], -1) and pair.beside(at_a[-1], at_b[-1], 1)


def _own(side: Side, conflict: Conflict, *, first: bool, others: Sequence[Side]) -> bool:
    """Tell whether what clashes on one side stands nowhere in the other text, as far as it speaks of the same."""
    at = side.within(conflict.span_a if first else conflict.span_b)
    if conflict.kind is ConflictKind.NUMBER:
        numbers = [number for number in side.claim.numbers if set(side.within(number.span)) & set(at)]
        return not any(
            number.value == facing.value and (number.unit == facing.unit or not number.unit or not facing.unit)
            for number in numbers
            for other in others
            for facing in other.claim.numbers
        )
    if conflict.kind is ConflictKind.NEGATION and len(at) > 1:
        words = {side.terms[k] for k in at}
        return not any(other.terms[word.at] in words for other in others for word in denied(other))
    if conflict.kind is ConflictKind.NEGATION and any(side.terms[k] in other.terms for k in at for other in others):
        return _denied_elsewhere(side, at, others)
    telling = [k for k in at if k in side.telling] or at
    return not any(side.terms[k] in other.terms for k in telling for other in others)


def _denied_elsewhere(side: Side, at: list[int], others: Sequence[Side]) -> bool:
    """Tell whether a word that stands in the other text is denied there, and nowhere stated."""
    terms = {side.terms[k] for k in at}
    for other in others:
        inside = {word.at for word in denied(other)}
        if any(term in terms and k not in inside for k, term in enumerate(other.terms)):
            return False
    return True
