"""BCubed: how well a grouping agrees with the right one, article by article.

Bagga & Baldwin (1998), "Algorithms for scoring coreference chains"; Amigó, Gonzalo, Artiles & Verdejo (2009), "A
comparison of extrinsic clustering evaluation metrics based on formal constraints", which it alone of the usual ones
meets.

    right   {a b c} {d}      found   {a b} {c d}
    precision of an article: the share of its found group that is of its story      a 1, b 1, c 1/2, d 1/2
    recall: the share of its story that is in its found group                       a 2/3, b 2/3, c 1/3, d 1
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np


def of_articles(right: Sequence[Hashable], found: Sequence[Hashable]) -> np.ndarray:
    """Return precision and recall of each article; shape (articles, 2)."""
    both, stories, groups = Counter(zip(right, found, strict=True)), Counter(right), Counter(found)
    return np.array(
        [(both[r, f] / groups[f], both[r, f] / stories[r]) for r, f in zip(right, found, strict=True)]
    ).reshape(-1, 2)


def bcubed(right: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Return precision, recall and F1, 0 to 1, of the groups `found`; both give the group of each article."""
    precision, recall = of_articles(right, found).mean(axis=0)
    return float(precision), float(recall), float(2 * precision * recall / (precision + recall))


def interval(right: Sequence[Hashable], found: Sequence[Hashable], draws: int = 1000) -> tuple[float, float]:
    """Return the 95 % interval of F1 over draws of stories with replacement."""
    _, story = np.unique(np.array(right, dtype=str), return_inverse=True)
    count = story.max() + 1
    sums = np.stack(
        [np.bincount(story, weights, count) for weights in (*of_articles(right, found).T, np.ones(len(story)))], axis=1
    )
    drawn = sums[np.random.default_rng(0).integers(0, count, (draws, count))].sum(axis=1)
    precision, recall = drawn[:, 0] / drawn[:, 2], drawn[:, 1] / drawn[:, 2]
    low, high = np.quantile(2 * precision * recall / (precision + recall), [0.025, 0.975])
    return float(low), float(high)
