"""Why two claims match: the words on either side that carried it, and how much each did.

    bbc    "China also *claims* Japan has failed to adequately *atone* …"          atone = atoned      TERM   .31
    scmp   "… *allegations* by Beijing that the Japanese … has not fully *atoned*"   claims ~ allegations TERM  .07

What the features of likeness add to the log-odds is divided among the shared and related terms by their weight; what
place and neighbourhood add is the context. What can be looked up of a claim, its terms and their words, is looked up
once, however many matches it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import numpy as np

from compare.matches.features import FEATURES, Story
from compare.matches.similarity import Matrix
from compare.model import Claim, Evidence, EvidenceKind, WordKind

CONTEXT = frozenset({"rivals", "context", "neighbours", "leads", "distance"})
# How related two terms have to be to be told as a reason.
TOLD = 0.2
MOST = 8
_CONTEXT = [k for k, name in enumerate(FEATURES) if name in CONTEXT]
_KIND = {
    WordKind.NAME: EvidenceKind.NAME,
    WordKind.NUMBER: EvidenceKind.NUMBER,
    WordKind.CONTENT: EvidenceKind.TERM,
    WordKind.FUNCTION: EvidenceKind.TERM,
}


class Reasons:
    """What the matches of one story are explained from: its claims, by position, and the space they are compared in."""

    def __init__(self, story: Story, claims: Sequence[Claim]) -> None:
        """Explain matches of `claims`, those of which `story` was made."""
        self._claims = claims
        self._space = story.space
        self._relations = story.meaning.relations
        self._held = cache(self._terms_of)
        self._said = cache(self._words_of)

    def evidence(self, a: int, b: int, contributions: Matrix) -> tuple[Evidence, ...]:
        """Return what carried the match of claims `a` and `b`, heaviest first: at most MOST terms, and the context.

        `contributions` are those of `Scorer.contributions`. The weights' absolute values sum to 1 where none was cut.
        """
        context = float(contributions[_CONTEXT].sum())
        likeness = float(contributions.sum()) - context
        whole = abs(context) + abs(likeness) or 1.0
        pairs = list(self._common(a, b))
        total = sum(weight for _, _, weight in pairs) or 1.0
        in_a, in_b = self._said(a), self._said(b)
        found = [(EvidenceKind.CONTEXT, "", "", round(context / whole, 4))]
        for term_a, term_b, weight in pairs:
            (words_a, kind), (words_b, kind_b) = in_a[term_a], in_b[term_b]
            known_as = WordKind.NAME if WordKind.NAME in (kind, kind_b) else kind
            found.append((_KIND[known_as], words_a, words_b, round(likeness / whole * weight / total, 4)))
        found.sort(key=lambda e: (-abs(e[3]), e[1], e[2]))
        return tuple(Evidence(*one) for one in found[:MOST])

    def _common(self, a: int, b: int) -> Iterator[tuple[int, int, float]]:
        """Yield the terms that claims `a` and `b` share, or that are related, each with its weight.

        The weight is that of the term in the story, less by as much as the two are only related.
        """
        held_a, held_b = self._held(a), self._held(b)
        weight = self._weights
        for one in sorted(held_a):
            if one in held_b:
                yield one, one, weight[one]
                continue
            for other, share in self._related.get(one, ()):
                if other in held_b and other not in held_a:
                    yield one, other, share * (weight[one] * weight[other]) ** 0.5

    @cached_property
    def _weights(self) -> list[float]:
        weights: list[float] = self._space.weight.tolist()
        return weights

    @cached_property
    def _related(self) -> dict[int, list[tuple[int, float]]]:
        """Term → the other terms that are related to it so much that a reader is told, and how much."""
        relations = self._relations.tocoo()
        told = np.flatnonzero((relations.data >= TOLD) & (relations.row != relations.col))
        related: dict[int, list[tuple[int, float]]] = {}
        some = (values[told].tolist() for values in (relations.row, relations.col, relations.data))
        for one, other, share in zip(*some, strict=True):
            related.setdefault(one, []).append((other, share))
        return related

    def _terms_of(self, position: int) -> frozenset[int]:
        held = self._space.held
        return frozenset(held.indices[held.indptr[position] : held.indptr[position + 1]].tolist())

    def _words_of(self, position: int) -> dict[int, tuple[str, WordKind]]:
        """Return the first word of each term of a claim, as it is printed, and its kind."""
        claim = self._claims[position]
        first = {word.term: word for word in reversed(claim.words)}
        words = [(at, first[self._space.terms[at]]) for at in self._held(position)]
        start = claim.span.start
        return {at: (claim.text[w.span.start - start : w.span.end - start], w.kind) for at, w in words}
