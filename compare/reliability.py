"""Two people review one comparison: how far do they agree, beyond chance?

    fact as it was found          Ann            Ben
    F1  bbc:6, scmp:10            shared         shared
    F2  bbc:8, scmp:9             shared         conflicting
    F3  bbc:18, bbc:20, scmp:3    shared         taken apart

Agreement is measured by Krippendorff's alpha for nominal codes (K. Krippendorff, Content Analysis, 2004, ch. 11): one
less the observed disagreement over that to be expected if the same codes had been given out by chance. It takes any
number of coders, and units that only some of them coded.

Two questions are asked. *Status*: a unit is a fact as it was found, of which at least two coders decided something
(other than a note); its code is the status that it has after the coder's review, or *taken apart* where its claims are
no longer one fact. *Same fact*: a unit is a pair of claims that is in question, its code *one fact* or *apart*. In
question are the pairs within a fact that was found, the doubts, and the pairs that some coder put together; of all
others everybody agrees, and they would drown the rest. A pair is decided by those who decided on the facts of both.

The interval is a percentile bootstrap over the units (1,000 resamples, always the same ones): the units are what
another story would have others of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Final

from compare.errors import ReviewError
from compare.model import Act, Agreement, Comparison, Dissent, Fact, Reliability, Review
from compare.review import applied

APART: Final = "apart"
ONE: Final = "one fact"
TAKEN_APART: Final = "taken apart"
_RESAMPLES: Final = 1000
_LEAST: Final = 2  # coders of a unit

Unit = tuple[str, ...]


def agreement(comparison: Comparison, reviews: Sequence[Review]) -> Agreement:
    """Return how far two or more reviews of `comparison`, as it was found, agree.

    Raises `ReviewError` where there are fewer than two, two of one coder, or one that does not fit.
    """
    names = [review.coder for review in reviews]
    if len(names) < _LEAST:
        raise ReviewError("agreement takes two reviews or more of one comparison")
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise ReviewError(f"{twice[0]} is the coder of two of the reviews; give each person's once")
    codings = [_Coding(comparison, review) for review in reviews]
    facts = {tuple(claim.id for claim in fact.claims): fact for fact in comparison.facts}
    return Agreement(
        coders=tuple(names),
        status=_measured("status of a fact", list(facts), codings, lambda coding, unit: coding.status(facts[unit])),
        pairs=_measured(
            "same fact", _in_question(comparison, codings), codings, lambda coding, unit: coding.same(unit)
        ),
    )


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha of nominal codes: for each unit those that it was given, by any number of coders.

    None where it is not defined: where no unit has two codes, or all codes are one.

    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]])
    0.5333333333333333
    """
    codes = sorted({code for unit in units if len(unit) >= _LEAST for code in unit})
    observed = dict.fromkeys(codes, 0.0)
    given: Counter[str] = Counter()
    for unit in units:
        if len(unit) >= _LEAST:
            counts = Counter(unit)
            given.update(counts)
            for code, count in counts.items():
                observed[code] += count * (count - 1) / (len(unit) - 1)
    whole = given.total()
    expected = whole**2 - sum(count**2 for count in given.values())
    if not expected:
        return None
    return 1 - (whole - 1) * (whole - sum(observed.values())) / expected


class _Coding:
    """What one coder makes of a comparison."""

    def __init__(self, comparison: Comparison, review: Review) -> None:
        self.coder = review.coder
        after = applied(comparison, review)
        self._after = {claim.id: fact for fact in after.facts for claim in fact.claims}
        found = {claim.id: fact.id for fact in comparison.facts for claim in fact.claims}
        named = {claim for each in review.decisions if each.do is not Act.NOTE for claim in each.claims}
        decided = {found[claim] for claim in named}
        self._decided = {claim for claim, fact in found.items() if fact in decided}

    def status(self, found: Fact) -> str | None:
        """Return the code of a fact as it was found, None where the coder decided nothing of it."""
        if found.claims[0].id not in self._decided:
            return None
        after = {self._after[claim.id].id for claim in found.claims}
        return str(self._after[found.claims[0].id].status) if len(after) == 1 else TAKEN_APART

    def same(self, pair: Unit) -> str | None:
        """Return the code of a pair of claims, None where the coder did not decide on both."""
        if not self._decided.issuperset(pair):
            return None
        a, b = pair
        return ONE if self._after[a].id == self._after[b].id else APART

    def joined(self, order: Mapping[str, int]) -> set[Unit]:
        """Return the pairs that are one fact after the review, of those of which something was decided."""
        facts = {fact.id: fact for claim, fact in self._after.items() if claim in self._decided}
        return {pair for fact in facts.values() for pair in _pairs(fact, order)}


def _pairs(fact: Fact, order: Mapping[str, int]) -> set[Unit]:
    return set(combinations(sorted((claim.id for claim in fact.claims), key=order.__getitem__), 2))


def _in_question(comparison: Comparison, codings: Sequence[_Coding]) -> list[Unit]:
    order = {claim.id: position for position, claim in enumerate(comparison.claims)}
    names = [claim.id for claim in comparison.claims]
    pairs: set[Unit] = {(names[min(doubt.a, doubt.b)], names[max(doubt.a, doubt.b)]) for doubt in comparison.doubts}
    pairs = pairs.union(*(_pairs(fact, order) for fact in comparison.facts))
    pairs = pairs.union(*(coding.joined(order) for coding in codings))
    return sorted(pairs, key=lambda pair: tuple(order[claim] for claim in pair))


def _measured(
    question: str, units: Sequence[Unit], codings: Sequence[_Coding], code: Callable[[_Coding, Unit], str | None]
) -> Reliability:
    coded: list[list[str]] = []
    dissents = []
    for unit in units:
        given = [(coding.coder, found) for coding in codings if (found := code(coding, unit)) is not None]
        if len(given) >= _LEAST:
            coded.append([found for _, found in given])
            if len(set(coded[-1])) > 1:
                dissents.append(Dissent(unit, tuple(given)))
    low, high = _interval(coded)
    return Reliability(question, len(coded), len(coded) - len(dissents), alpha(coded), low, high, tuple(dissents))


def _interval(units: Sequence[Sequence[str]]) -> tuple[float | None, float | None]:
    """Return what 95 of 100 resamples of the units lie between; None where alpha is not defined."""
    if alpha(units) is None:
        return None, None
    import numpy as np

    codes = sorted({code for unit in units for code in unit})
    counts = np.array([[unit.count(code) for code in codes] for unit in map(list, units)], dtype=float)
    alike = (counts * (counts - 1)).sum(axis=1) / (counts.sum(axis=1) - 1)
    drawn = np.random.default_rng(0).multinomial(len(units), np.full(len(units), 1 / len(units)), _RESAMPLES)
    given, observed = drawn @ counts, drawn @ alike
    whole = given.sum(axis=1)
    expected = whole**2 - (given**2).sum(axis=1)
    defined = expected > 0  # a resample of one code only tells nothing
    alphas = 1 - (whole[defined] - 1) * (whole[defined] - observed[defined]) / expected[defined]
    low, high = np.percentile(alphas, (2.5, 97.5))
    return float(low), float(high)
