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
from compare.matches.meaning import Meaning
from compare.matches.semantic import SEMANTIC_FEATURES
from compare.matches.similarity import Matrix, TermSpace
from compare.model import Claim, Evidence, EvidenceKind, WordKind

CONTEXT = frozenset({"rivals", "context", "neighbours", "leads", "distance"})
_WORDS = [FEATURES.index("shared weight"), FEATURES.index("related in one")]
# How related two terms have to be to be told as a reason.
TOLD = 0.2
_KIND = {
    WordKind.NAME: EvidenceKind.NAME,
    WordKind.NUMBER: EvidenceKind.NUMBER,
    WordKind.CONTENT: EvidenceKind.TERM,
    WordKind.FUNCTION: EvidenceKind.TERM,
}


@dataclass(frozen=True)
class Scorer:
    """A logistic regression over the features: weights and the mean of each, both of shape (number of features,)."""

    weights: Matrix
    means: Matrix
    intercept: float

    def probabilities(self, pair_features: Matrix) -> Matrix:
        """Return the probability that each pair states the same fact; the last axis is that of the features.

        It is 0 where two claims have not one word in common, not even a related one: likeness of what is around them
        says nothing of these two.
        """
        alike = (pair_features[..., _WORDS] > 0).any(axis=-1)
        return np.where(alike, 1 / (1 + np.exp(-(pair_features @ self.weights + self.intercept))), 0.0)

    def contributions(self, pair: Matrix) -> Matrix:
        """Return what each feature of one pair adds to the log-odds, compared with the mean pair."""
        return self.weights * (pair - self.means)


@lru_cache(maxsize=2)
def shipped_scorer(*, semantic: bool = False) -> Scorer:
    """Return the shipped scorer; with `semantic` the one that knows the features of an encoder as well."""
    name, features = ("scorer_semantic", (*FEATURES, *SEMANTIC_FEATURES)) if semantic else ("scorer", FEATURES)
    shipped = json.loads(files("compare.matches").joinpath(f"data/{name}.json").read_text("utf-8"))
    rows = shipped["features"]
    if [row["name"] for row in rows] != list(features):
        raise AssertionError(f"{name}.json was trained on other features; run benchmarks/train_scorer.py")
    return Scorer(
        np.array([row["weight"] for row in rows]), np.array([row["mean"] for row in rows]), shipped["intercept"]
    )


def evidence(
    claim_a: Claim,
    claim_b: Claim,
    pairs: Sequence[tuple[str, str, float]],
    contributions: Matrix,
    most: int = 8,
) -> tuple[Evidence, ...]:
    """Return what carried a match, heaviest first: at most `most` shared or related terms, and the context.

    `pairs` are the terms of either claim that are the same or related, with their weights; `contributions` those of
    `Scorer.contributions`. The weights' absolute values sum to 1 where nothing was cut.
    """
    context = float(sum(c for name, c in zip(FEATURES, contributions, strict=False) if name in CONTEXT))
    likeness = float(contributions.sum()) - context
    whole = abs(context) + abs(likeness) or 1.0
    total = sum(weight for _, _, weight in pairs) or 1.0
    found = [_term_evidence(claim_a, claim_b, a, b, likeness / whole * weight / total) for a, b, weight in pairs]
    found.append(Evidence(EvidenceKind.CONTEXT, "", "", round(context / whole, 4)))
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.words_a, e.words_b))[:most])


def common_terms(space: TermSpace, meaning: Meaning, row: int, column: int) -> list[tuple[str, str, float]]:
    """Return the terms that claim `row` of one side and `column` of the other share, or that are related.

    Each with its weight: that of the term in the story, less by as much as the two are only related.
    """
    held_a, held_b = space.a[[row]].indices, space.b[[column]].indices
    relations = meaning.relations[held_a][:, held_b].tocoo()
    weights = np.sqrt(np.outer(space.weight[held_a], space.weight[held_b]))
    return [
        (space.terms[held_a[i]], space.terms[held_b[j]], float(share * weights[i, j]))
        for i, j, share in zip(relations.row, relations.col, relations.data, strict=True)
        if held_a[i] == held_b[j] or (share >= TOLD and held_a[i] not in held_b and held_b[j] not in held_a)
    ]


def _term_evidence(claim_a: Claim, claim_b: Claim, term_a: str, term_b: str, weight: float) -> Evidence:
    word_a = next(word for word in claim_a.words if word.term == term_a)
    word_b = next(word for word in claim_b.words if word.term == term_b)
    kind = WordKind.NAME if WordKind.NAME in (word_a.kind, word_b.kind) else word_a.kind
    return Evidence(_KIND[kind], _form(claim_a, word_a.span), _form(claim_b, word_b.span), round(weight, 4))


def _form(claim: Claim, span: tuple[int, int]) -> str:
    return claim.text[span[0] - claim.span.start : span[1] - claim.span.start]
