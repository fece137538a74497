"""From features to a probability, and from a probability back to the words that carried it.

The scorer is a logistic regression: its parameters are one number a feature, readable in ``data/scorer.json`` together
with what they were trained on. So every decision can be told: what each feature adds to the log-odds, compared with an
ordinary pair of sentences, is its weight times what it exceeds the mean by. What the features of likeness add is
divided among the shared terms by their weight; what place and neighbourhood add is the context.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from compare.matches.features import FEATURES
from compare.matches.semantic import SEMANTIC_FEATURES
from compare.matches.similarity import Matrix

_WORDS = [FEATURES.index("shared weight"), FEATURES.index("related in one")]


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
