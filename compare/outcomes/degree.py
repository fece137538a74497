"""Where one claim goes further than the other: *suspended* and *disrupted*, *killed* and *injured*, *all* and *some*.

    "The fire destroyed the library."
    "The fire damaged the library."

The scales are in `data/degrees_en.txt`, the weaker word first. What holds for opposites holds here: the rest agrees,
the
two words are said of the same, and neither claim has the other's word or a synonym of it ("killed 11 and injured 30"
says both). Where the numbers next to the two words differ, they are said of other people.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.model import ConflictKind
from compare.outcomes.explain import STATES, explanation
from compare.outcomes.lexicon import farther, same_step
from compare.outcomes.negation import LEAST, denied, may_happen, same_company
from compare.outcomes.pairing import Clash, Pair, Side


def different_degrees(pair: Pair) -> Iterator[Clash]:
    """Yield two words of one scale of which one goes further."""
    inside = {word.at for word in denied(pair.a)}, {word.at for word in denied(pair.b)}
    held_a, held_b = frozenset(pair.a.terms), frozenset(pair.b.terms)
    for x, term_a in enumerate(pair.a.terms):
        if term_a in held_b:
            continue
        for y, term_b in enumerate(pair.b.terms):
            if term_b in held_a or not farther(term_a, term_b) or (x in inside[0]) != (y in inside[1]):
                continue
            if _says_both(pair.a, term_b) or _says_both(pair.b, term_a):
                continue
            rest = pair.agreement({x}, {y})
            modal = term_a in _MODALS
            if rest < LEAST - pair.ease or not same_company(pair, x, y) or _other_numbers(pair):
                continue
            if not modal and may_happen(pair.a, x) != may_happen(pair.b, y):
                continue
            yield _clash(pair, x, y, rest)


_MODALS = frozenset({"may", "might", "could", "must"})


def _clash(pair: Pair, x: int, y: int, rest: float) -> Clash:
    words_a, words_b = pair.a.words(x, x), pair.b.words(y, y)
    a, b = pair.a.claim.source, pair.b.claim.source
    further = b if farther(pair.a.terms[x], pair.b.terms[y]) > 0 else a
    reason = f"“{words_a}” in {a}, “{words_b}” in {b}: {further} goes further"
    return Clash(ConflictKind.DEGREE, pair.a.span(x, x), pair.b.span(y, y), reason, rest, explanation(pair, STATES))


def _says_both(side: Side, term: str) -> bool:
    """Tell whether a claim has a word as far on a scale as `term` too."""
    return any(same_step(held, term) for held in side.terms)


def _other_numbers(pair: Pair) -> bool:
    values_a, values_b = ({number.value for number in side.claim.numbers} for side in (pair.a, pair.b))
    return bool(values_a and values_b and not values_a & values_b)
