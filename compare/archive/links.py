"""Candidate pairs → the probability that the two articles tell of one event.

Six things speak for or against one event: how much the two articles have in common (the cosine of their terms), how
many others are like them, whether each has fellows that it is far more like, how long they are, the days of the week
they name and the days that lie between them::

    "Abrams gives up fight for Georgia"    ─ .48 ─   "Stacey Abrams's campaign for the vice presidency"
    "Five dead as school buses collide"    ─ .29 ─   "School bus crash kills five, injures dozens"

The first pair is the more alike, but stands in a crowd: many articles of those days are about Ms Abrams, and some of
them are far more alike. The second is alike to nothing else. So the odds of a pair fall with the crowds its articles
stand in: the sum of the squared cosines of each with all others. And reports of a match and of its return match share
both teams; but each is far more like the other reports of its own match. What the likest fellows of both have more in
common than the two have with each other speaks against one event.

Two titles with a line of text agree in a third of it by chance, or because both explain who is who; two long reports
that agree in a third of all they tell report one event. So the odds rise with the length. And what a reader sees at
once ::

    "Storm Harvey … catastrophic floods in Houston on Sunday"    ─ .29 ─   "Harvey … hit Louisiana on Wednesday"

tells two days of one storm apart: a day of the week named by both speaks for one event a little, different days speak
against it, days that do not even follow each other more so. Numbers, names and titles compared by themselves helped one
set and harmed another (docs/stories.md), so they are not.

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

# By logistic regression on one half of each of four sets of stories, each set counted by its articles, and rounded: one
# setting for all. The probabilities are as true as they can be for sets so unlike (benchmarks/stories.py).
EVEN = 0.39  # the cosine of even odds, where articles of `LONG` stand in crowds of `USUAL` and name no day of the week
STEEP = 16.5  # what the cosine adds to the log-odds
CROWDED = 1.0  # what a crowd e times as large takes from the log-odds
USUAL = 5.0
LEAST_CROWD = 0.01  # a pair at the limit of candidates is a crowd of that
MOST_CROWD = 8.0  # an event of which a hundred report must not fall apart
FELLOW = 2.0  # times what both articles have in common with their likest fellows more than with each other
LONGER = 1.2  # what articles e times as long add to the log-odds
LONG = 9e7  # the product of an article with itself, where it is a title and ten lines
SAME_WEEKDAY, NEXT_WEEKDAY, OTHER_WEEKDAY = 0.4, -0.9, -1.7  # what the nearest days of the week named by both add
SUREST = 0.999  # only articles that agree in all their terms are surely one
A_DAY = 0.1  # what each day but the first between two articles takes from the log-odds


def judged(candidates: pa.RecordBatch) -> pa.RecordBatch:
    """Return LINKS with the probability of each candidate pair (`compare.archive.joins.candidates`)."""
    shared, whole_a, whole_b, crowd_a, crowd_b = (
        _column(candidates, name) for name in ("shared", "whole_a", "whole_b", "crowd_a", "crowd_b")
    )
    size = np.sqrt(np.maximum(whole_a * whole_b, 1.0))
    alike = shared / size
    crowd = np.log(_bounded(crowd_a) / USUAL) / 2 + np.log(_bounded(crowd_b) / USUAL) / 2
    days = np.maximum(np.nan_to_num(_column(candidates, "days")) - 1, 0)
    best = np.sqrt(np.minimum(_column(candidates, "best_a"), _column(candidates, "best_b")) / 100)
    odds = STEEP * (alike - EVEN) - CROWDED * crowd - FELLOW * np.maximum(best - alike, 0) - A_DAY * days
    odds += LONGER * np.log(size / LONG) + _weekdays(candidates)
    probability = np.clip(np.round(1 / (1 + np.exp(-odds)), 4), 0, SUREST)
    probability[alike == 1] = 1
    return pa.record_batch([candidates["a"], candidates["b"], pa.array(probability.astype(np.float32))], schema=LINKS)


def _weekdays(candidates: pa.RecordBatch) -> Floats:
    """Return what the days of the week that both articles name add to the log-odds; 0 where one names none."""
    a, b = (_column(candidates, name).astype(np.int64) for name in ("weekdays_a", "weekdays_b"))
    adds = np.where((a > 0) & (b > 0), OTHER_WEEKDAY, 0)
    adds[(_after(a) & b | a & _after(b)) > 0] = NEXT_WEEKDAY
    adds[a & b > 0] = SAME_WEEKDAY
    return adds


def _after(days: NDArray[np.int64]) -> NDArray[np.int64]:
    return (days << 1 | days >> 6) & 0b1111111


def _column(candidates: pa.RecordBatch, name: str) -> Floats:
    return np.asarray(candidates[name].cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))


def _bounded(crowd: Floats) -> Floats:
    return np.clip(crowd / 100, LEAST_CROWD, MOST_CROWD)
