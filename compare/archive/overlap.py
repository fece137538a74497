"""Fingerprints → how many of them every two articles of some days share.

Sorted by print, the holders of a print stand together, and each is paired with those after it. The pairs of all prints
are sorted in their turn, and those that stand together counted::

    print   holders     pairs
     17     a b c       ab ac bc
     23     b c         bc            →    ab 1   ac 1   bc 2
     42     d

A print that more than `MOST` articles of one span of days hold is the boilerplate of a site, or one of very many copies
of a text: to pair all its holders would be quadratic. Each of them is paired with the first of the span only (by key)
and with the first of a span beside it. So ten thousand copies are a star around one of them, and boilerplate adds a
little to pairs that come to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa

from compare.archive.schemas import OVERLAPS
from compare.engine import each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Batches = Iterator[pa.RecordBatch]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Pairs = Iterator[tuple[Ints, Ints]]

WINDOW: Final = 3  # days: a wire text is printed on the day, in a weekly or a long read some days later
MOST: Final = 40  # holders of a print within a span of that many days, up to which all are paired
TOGETHER: Final = 1 << 22  # pairs that are looked at at once

_UNDATED: Final = 0  # the span of articles without a date
_DATED: Final = 2  # the first of the others, so that the one before it is nobody's


class _Articles(NamedTuple):
    """The articles of a task, by key; `day` is NaN where one has none, and `span` numbers the days by the window."""

    key: Ints
    day: NDArray[np.float64]
    span: Ints
    size: Ints
    own: Flags

    @property
    def spans(self) -> int:
        return int(self.span.max(initial=0)) + _DATED


class _Rows(NamedTuple):
    """Rows of a task, those of one print side by side: the article of each, its print, and where those of it end."""

    article: Ints
    print: Ints
    end: Ints


def overlaps(rows: Batches, window: int = WINDOW) -> Batches:
    """Return the OVERLAPS of `joins.spread`, which comes sorted by `task`, those of a task in one batch.

    Articles that are more than `window` days apart are no pair; one without a date is near to all.
    """
    for table in each(rows, "task"):
        yield _of_task(table, window)


def _of_task(table: pa.Table, window: int) -> pa.RecordBatch:
    articles, article = _articles(table, window)
    prints = table["print"].to_numpy()
    order = np.argsort(prints << 1 | ~articles.own[article])  # of a print those at home in the slice first
    rows = _shared(article[order], prints[order])
    crowded = _crowded(rows, articles)
    sparse = _shared(rows.article[~crowded], rows.print[~crowded]) if crowded.any() else rows
    code, count = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for x, y in chain(_pairs(sparse, articles, window), _stars(rows, crowded, articles)):
        # Two articles are one number: sorted, equal pairs stand together.
        some, counts = np.unique(np.minimum(x, y) * len(articles.key) + np.maximum(x, y), return_counts=True)
        code, of = np.unique(np.concatenate([code, some]), return_inverse=True)
        count = np.bincount(of, np.concatenate([count, counts]), len(code)).astype(np.int64)
    a, b = np.divmod(code, len(articles.key))
    columns = (articles.key[a], articles.key[b], articles.size[a], articles.size[b], count)
    return pa.record_batch(
        [pa.array(column).cast(field.type) for column, field in zip(columns, OVERLAPS, strict=True)], schema=OVERLAPS
    )


def _articles(table: pa.Table, window: int) -> tuple[_Articles, Ints]:
    """Return the articles, and that of each row."""
    key = table["key"].to_numpy()
    begins = np.flatnonzero(np.diff(key, prepend=~key[:1]))  # an article's rows come in few stretches
    keys, of_stretch = np.unique(key[begins], return_inverse=True)
    first = np.empty(len(keys), np.int64)
    first[of_stretch] = begins
    day, size, own = (table[name].take(pa.array(first)).to_numpy() for name in ("day", "size", "own"))
    days = day.astype(np.float64)
    span = np.floor(days / window)
    dated = ~np.isnan(span)
    numbers = np.full(len(keys), _UNDATED, np.int64)
    numbers[dated] = span[dated] - span[dated].min(initial=0) + _DATED
    return _Articles(keys, days, numbers, size, own), np.repeat(of_stretch, np.diff(begins, append=len(key)))


def _shared(article: Ints, prints: Ints) -> _Rows:
    """Return those of the rows, sorted by print, whose print another of them has too."""
    again = prints[1:] == prints[:-1]
    shared = np.flatnonzero(np.append(again, False) | np.insert(again, 0, False)) if len(prints) else again
    article, prints = article[shared], prints[shared]
    ends = np.append(np.flatnonzero(np.diff(prints)) + 1, len(prints))
    return _Rows(article, prints, np.repeat(ends, np.diff(ends, prepend=0)))


def _crowded(rows: _Rows, articles: _Articles) -> Flags:
    """Return which rows are of a print and span with more than `MOST`."""
    crowded = np.zeros(len(rows.end), np.bool_)
    many = np.flatnonzero(np.bincount(rows.end)[rows.end] > MOST)
    if len(many):
        _, of, holders = np.unique(_place(rows, articles)[many], return_inverse=True, return_counts=True)
        crowded[many] = holders[of] > MOST
    return crowded


def _place(rows: _Rows, articles: _Articles) -> Ints:
    """Return for each row a number for its print and span, those of a print in the order of time."""
    return rows.end * articles.spans + articles.span[rows.article]


def _pairs(rows: _Rows, articles: _Articles, window: int) -> Pairs:
    """Yield the pairs of all holders of each print, of which one is at home in the slice."""
    own = np.flatnonzero(articles.own[rows.article])  # they come first: each is paired with all after it
    for x, y in _with_ranges(own, own + 1, rows.end[own]):
        a, b = rows.article[x], rows.article[y]
        near = ~(np.abs(articles.day[a] - articles.day[b]) > window)
        yield a[near], b[near]


def _stars(rows: _Rows, crowded: Flags, articles: _Articles) -> Pairs:
    """Yield the pairs of each first of a crowd with the holders of the print in its span and those beside it.

    Where the span before has a crowd too, that one's first is paired with this crowd already.
    """
    held = np.flatnonzero(np.isin(rows.end, rows.end[crowded]))
    place = _place(rows, articles)[held]
    order = np.lexsort((rows.article[held], place))
    held, place = held[order], place[order]
    article, end, crowd = rows.article[held], rows.end[held], crowded[held]
    span, own = articles.span[article], articles.own[article]
    first = crowd & (np.diff(place, prepend=-1) > 0)
    heads = np.flatnonzero(first)
    dated = span[heads] != _UNDATED
    print_ = end[heads] * articles.spans
    starts = np.where(dated, place[heads] - 1, print_)  # an article without a date is near to all
    ends = np.where(dated, place[heads] + 2, print_ + articles.spans)
    to_undated = heads[dated], print_[dated], print_[dated] + 1
    of, starts, ends = (np.concatenate(two) for two in zip((heads, starts, ends), to_undated, strict=True))
    for x, y in _with_ranges(of, np.searchsorted(place, starts), np.searchsorted(place, ends)):
        twice = (span[y] < span[x]) & (first | crowd & (span != _UNDATED))[y]
        found = (x != y) & (own[x] | own[y]) & ~twice
        yield article[x[found]], article[y[found]]


def _with_ranges(of: Ints, starts: Ints, ends: Ints) -> Pairs:
    """Yield each number in `of` with all those of its range, in parts of about `TOGETHER`."""
    sizes = ends - starts
    total = np.cumsum(sizes)
    cuts = np.searchsorted(total, np.arange(TOGETHER, total[-1] if len(total) else 0, TOGETHER))
    for some in np.split(np.arange(len(of)), np.unique(cuts)):
        count = sizes[some]
        before = np.cumsum(count) - count
        yield np.repeat(of[some], count), np.arange(count.sum()) + np.repeat(starts[some] - before, count)
