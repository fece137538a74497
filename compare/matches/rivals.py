"""How many others come closer: of one article's claims, those more like a claim than the one it is compared with.

    likeness of a claim with the claims of   article 1: .30 .72 .10    article 2: .55 .55
    closer than each                                      1   0   2                0   0

Each line of likenesses, and in it each article, is sorted once, by one sort of whole numbers that begin with line and
article: the rank of any cell is then found by bisection. That takes n log n of the length of an article.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.matches.similarity import Matrix

# Likenesses are told apart to nine places: what differs by less is the same words, summed in another order.
_STEPS = 1 << 30
_ROOM = 1 << 31


def closer(likeness: Matrix, bounds: Sequence[int], cells: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each of `cells` how many in its line and group have a greater likeness.

    `likeness` is lines × columns, 0 to 1; `bounds` are the columns at which groups begin, and at last their number;
    `cells` are counted line by line.
    """
    lines, width = likeness.shape
    ends = np.asarray(bounds[1:])
    group = np.repeat(np.arange(len(ends)), np.diff(bounds))
    before = np.arange(lines)[:, None] * len(ends) + group
    keys = before * _ROOM + np.rint(likeness * _STEPS).astype(np.int64)
    asked = keys.take(cells)
    keys.sort(axis=1)
    line, column = np.divmod(cells, width)
    end_of_group: NDArray[np.intp] = line * width + ends[group[column]]
    return end_of_group - np.searchsorted(keys.ravel(), asked, side="right")
