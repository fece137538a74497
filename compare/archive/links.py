"""Candidate pairs → the probability that the two articles tell of one event.

Four things speak for or against one event: how much the two articles have in common (the cosine of their terms), how
many others are like them, whether each has fellows that it is far more like, and how many days lie between them::

    "Abrams gives up fight for Georgia"    ─ .48 ─   "Stacey Abrams's campaign for the vice presidency"
    "Five dead as school buses collide"    ─ .29 ─   "School bus crash kills five, injures dozens"

The first pair is the more alike, but stands in a crowd: many articles of those days are about Ms Abrams, and some of
them are far more alike. The second is alike to nothing else. So the odds of a pair fall with the crowds its articles
stand in: the sum of the squared cosines of each with all others. And reports of a match and of its return match share
both teams; but each is far more like the other reports of its own match. What the likest fellows of both have more in
common than the two have with each other speaks against one event. Numbers, names and titles compared by themselves
helped one set and harmed another (docs/stories.md), so they are not.

Each function here works on each pair alone, in double precision and rounded, so that the same pair has the same
probability to the last bit in whatever batch it comes, on every engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from compare.archive.schemas import LINKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Chosen on one half of each of four sets of stories, one setting for all, and reported on the other halves
# (benchmarks/stories.py, docs/stories.md).
EVEN = 0.27  # the cosine of even odds, where each article stands in a crowd of `USUAL`
STEEP = 15.0  # what the cosine adds to the log-odds
CROWDED = 0.7  # what a crowd e times as large takes from the log-odds
USUAL = 5.0
LEAST_CROWD = 0.01  # a pair at the limit of candidates is a crowd of that
MOST_CROWD = 8.0  # an event of which a hundred report must not fall apart
FELLOW = 5.0  # times what both articles have in common with their likest fellows more than with each other
SUREST = 0.999  # only articles that agree in all their terms are surely one
A_DAY = 0.1  # what each day but the first between two articles takes from the log-odds


def judged(candidates: pa.RecordBatch) -> pa.RecordBatch:
    """Return LINKS with the probability of each candidate pair (`compare.archive.joins.candidates`)."""
    shared, whole_a, whole_b, crowd_a, crowd_b = (
        _column(candidates, name) for name in ("shared", "whole_a", "whole_b", "crowd_a", "crowd_b")
    )
    alike = shared / np.sqrt(np.maximum(whole_a * whole_b, 1.0))
    crowd = np.log(_bounded(crowd_a) / USUAL) / 2 + np.log(_bounded(crowd_b) / USUAL) / 2
    days = np.maximum(np.nan_to_num(_column(candidates, "days")) - 1, 0)
    best = np.sqrt(np.minimum(_column(candidates, "best_a"), _column(candidates, "best_b")) / 100)
    odds = STEEP * (alike - EVEN) - CROWDED * crowd - FELLOW * np.maximum(best - alike, 0) - A_DAY * days
    probability = np.clip(np.round(1 / (1 + np.exp(-odds)), 4), 0, SUREST)
    probability[alike == 1] = 1
    return pa.record_batch([candidates["a"], candidates["b"], pa.array(probability.astype(np.float32))], schema=LINKS)


def _column(candidates: pa.RecordBatch, name: str) -> Floats:
    return np.asarray(candidates[name].cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))


def _bounded(crowd: Floats) -> Floats:
    return np.clip(crowd / 100, LEAST_CROWD, MOST_CROWD)
