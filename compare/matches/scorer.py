"""From features to a probability, and from a probability back to the words that carried it.

The scorer is a logistic regression: its parameters are one number a feature, readable in ``data/scorer.json`` together
with what they were trained on. So every decision can be told: what each feature adds to the log-odds, compared with an
ordinary pair of sentences, is its weight times what it exceeds the mean by. What the features of likeness add is
divided among the shared terms by their weight; what place and neighbourhood add is the context.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from compare.matches.features import FEATURES
from compare.matches.similarity import Matrix, TermSpace
from compare.model import Claim, Evidence, EvidenceKind, WordKind

CONTEXT = frozenset({"rivals", "neighbours", "leads", "distance"})
_KIND = {
    WordKind.NAME: EvidenceKind.NAME,
    WordKind.NUMBER: EvidenceKind.NUMBER,
    WordKind.CONTENT: EvidenceKind.TERM,
    WordKind.FUNCTION: EvidenceKind.TERM,
}


@dataclass(frozen=True)
class Scorer:
    """A logistic regression over `FEATURES`: weights and the mean of each feature, both of shape (len(FEATURES),)."""

    weights: Matrix
    means: Matrix
    intercept: float

    def probabilities(self, pair_features: Matrix) -> Matrix:
        """Return the probability that each pair states the same fact; the last axis is that of FEATURES."""
        return 1 / (1 + np.exp(-(pair_features @ self.weights + self.intercept)))

    def contributions(self, pair: Matrix) -> Matrix:
        """Return what each feature of one pair adds to the log-odds, compared with the mean pair."""
        return self.weights * (pair - self.means)


@lru_cache(maxsize=1)
def default_scorer() -> Scorer:
    """Return the shipped scorer."""
    shipped = json.loads(files("compare.matches").joinpath("data/scorer.json").read_text("utf-8"))
    rows = shipped["features"]
    if [row["name"] for row in rows] != list(FEATURES):
        raise AssertionError("scorer.json was trained on other features; run benchmarks/train_scorer.py")
    return Scorer(
        np.array([row["weight"] for row in rows]), np.array([row["mean"] for row in rows]), shipped["intercept"]
    )


def evidence(
    claim_a: Claim, claim_b: Claim, space: TermSpace, row: int, column: int, contributions: Matrix, most: int = 8
) -> tuple[Evidence, ...]:
    """Return what carried a match, heaviest first: at most `most` shared terms, and the context.

    `row` and `column` are the claims' places in `space`, `contributions` those of `Scorer.contributions`. The weights'
    absolute values sum to 1 where nothing was cut.
    """
    context = float(sum(c for name, c in zip(FEATURES, contributions, strict=True) if name in CONTEXT))
    likeness = float(contributions.sum()) - context
    whole = abs(context) + abs(likeness) or 1.0
    shared = space.a[[row]].multiply(space.b[[column]]).tocoo().col
    total = float(space.weight[shared].sum()) or 1.0
    found = [
        _term_evidence(claim_a, claim_b, space.terms[k], likeness / whole * float(space.weight[k]) / total)
        for k in shared
    ]
    found.append(Evidence(EvidenceKind.CONTEXT, "", "", round(context / whole, 4)))
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.words_a, e.words_b))[:most])


def _term_evidence(claim_a: Claim, claim_b: Claim, term: str, weight: float) -> Evidence:
    word_a, word_b = (next(w for w in claim.words if w.term == term) for claim in (claim_a, claim_b))
    kinds: Sequence[WordKind] = (word_a.kind, word_b.kind)
    kind = WordKind.NAME if WordKind.NAME in kinds else word_a.kind
    return Evidence(_KIND[kind], _form(claim_a, word_a.span), _form(claim_b, word_b.span), round(weight, 4))


def _form(claim: Claim, span: tuple[int, int]) -> str:
    return claim.text[span[0] - claim.span.start : span[1] - claim.span.start]
