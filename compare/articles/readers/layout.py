"""Runs of letters on a page → lines in reading order → paragraphs, from where they stand.

    ┌───────────────────────────┐      A line that reaches over the gap between the columns ends what is above it;
    │  Flood hits Varnby        │  1   what is below is read column by column, as long as a gap remains that no
    │  The river    Two bridges │      line of the band crosses.
    │  rose two     are closed  │  2 3
    │  metres on    until the   │
    └───────────────────────────┘

Sizes and places are in points, y upwards. The method is that of recursive cuts in x and y (Nagy and Seth 1984), with
the cuts in x preferred, as columns run further than chance gaps between paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_SAME_LINE = 0.5  # of the height: runs that overlap so far stand beside each other
_WORD_GAP = 1.0  # times the height: what is further apart is another column, or a cell of a table
_GUTTER = 0.7  # times the height: the least width of a gap between columns
_FEWEST = 3  # lines on either side of a gap: a column
_LEADING = 1.45  # times the usual distance of lines: a paragraph ends
_INDENT = 0.8  # times the height
_SIZE = 0.12  # of the height: letters of another size


class Run(NamedTuple):
    """A run of letters and the box around it."""

    left: float
    bottom: float
    right: float
    top: float
    words: str


class Line(NamedTuple):
    """A line of one column; `size` is its height, which follows that of its letters."""

    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def size(self) -> float:
        """The height of the line."""
        return max(0.1, self.top - self.bottom)


def reading_order(runs: Sequence[Run]) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    return _ordered(_lines(runs))


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines, in reading order, by paragraph."""
    if not lines:
        return []
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if _are_below(a, b)]
    usual = median(steps) if steps else 0.0
    found = [[lines[0]]]
    for before, line in pairwise(lines):
        same = _are_below(before, line) and abs(line.size - before.size) <= _SIZE * max(line.size, before.size) + 1.5
        step = before.bottom - line.bottom
        close = step <= max(_LEADING * usual, 1.2 * line.size) if usual else step <= 2 * line.size
        first_left = found[-1][0].left if len(found[-1]) == 1 else found[-1][1].left
        indented = line.left - min(before.left, first_left) > _INDENT * line.size
        hanging = len(found[-1]) > 1 and line.left - found[-1][1].left > _INDENT * line.size
        columns_go_on = not _are_below(before, line) and before.bottom < line.bottom and line.words[:1].islower()
        if (same and close and not (indented if len(found[-1]) > 1 else hanging)) or (
            columns_go_on and abs(line.size - before.size) <= _SIZE * line.size + 1.5
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _are_below(upper: Line, lower: Line) -> bool:
    """Whether the second stands below the first in one column."""
    return lower.bottom < upper.bottom and min(upper.right, lower.right) > max(upper.left, lower.left)


def _lines(runs: Sequence[Run]) -> list[Line]:
    """Join runs that stand beside each other, from the top of the page to its bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-(run.top + run.bottom) / 2, run.left)):
        row = rows[-1] if rows else []
        if row and _beside(row[0], run):
            row.append(run)
        else:
            rows.append([run])
    found = []
    for row in rows:
        row.sort(key=lambda run: run.left)
        line: list[Run] = []
        for run in row:
            if line and run.left - line[-1].right > _WORD_GAP * max(
                run.top - run.bottom, line[-1].top - line[-1].bottom
            ):
                found.append(_line(line))
                line = []
            line.append(run)
        found.append(_line(line))
    return found


def _beside(one: Run, other: Run) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= _SAME_LINE * min(one.top - one.bottom, other.top - other.bottom)


def _line(runs: Sequence[Run]) -> Line:
    words = runs[0].words
    for before, run in pairwise(runs):
        apart = run.left - before.right > 0.12 * (run.top - run.bottom)
        words += f" {run.words}" if apart else run.words
    return Line(runs[0].left, min(r.bottom for r in runs), max(r.right for r in runs), max(r.top for r in runs), words)


def _ordered(lines: list[Line]) -> list[Line]:
    """Return the lines in reading order: bands from the top, the columns of each from the left."""
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    done: list[Line] = []
    index = 0
    while index < len(lines):
        stop, cut = _band(lines, index)
        if cut is None:
            done.append(lines[index])
            index += 1
            continue
        band = lines[index:stop]
        left = [line for line in band if line.right <= cut]
        done.extend(left)
        done.extend(_ordered([line for line in band if line.right > cut]))
        index = stop
    return done


def _band(lines: Sequence[Line], start: int) -> tuple[int, float | None]:
    """Return how far from `start` a gap between columns reaches, and its place; None where no columns begin."""
    gaps = _gaps(lines[start:])
    best: tuple[int, float | None] = (start, None)
    for cut in gaps:
        stop = start
        while stop < len(lines) and not lines[stop].left < cut < lines[stop].right:
            stop += 1
        band = lines[start:stop]
        left = [line for line in band if line.right <= cut]
        right = [line for line in band if line.left >= cut]
        both = min(len(left), len(right)) >= _FEWEST and _are_abreast(left, right)
        if both and (best[1] is None or stop > best[0] or (stop == best[0] and cut < best[1])):
            best = (stop, cut)
    return best


def _gaps(lines: Sequence[Line]) -> list[float]:
    """Return where a gap may be: just left of where lines begin."""
    size = median([line.size for line in lines])
    lefts: list[float] = []
    for left in sorted(line.left for line in lines):
        if not lefts or left - lefts[-1] > size:
            lefts.append(left)
    return [left - _GUTTER * size / 2 for left in lefts[1:30]]


def _are_abreast(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the two stand beside each other over half the height of the lesser."""
    shared = min(left[0].top, right[0].top) - max(left[-1].bottom, right[-1].bottom)
    return shared >= 0.5 * min(left[0].top - left[-1].bottom, right[0].top - right[-1].bottom)
