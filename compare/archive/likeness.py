"""Weighed terms → how much every two articles of some days have in common: all cosines, not those of a few candidates.

An inverted index goes through the holders of each term, and adds to a sum for each pair. That is the product of a
sparse matrix with its transpose, articles by terms, which scipy does in compiled loops::

              quake  niigata  train               a   b
        a       3       5       0
        b       2       4       0            b   26              3·2 + 5·4
        c       1       0       6            c    3   2          each pair once: what is left of the diagonal

It is done tile by tile, so that what is held is a tile and not the square of the articles. The articles of a tile are
about as long: then one number, the least product of two lengths in it, throws out nearly all of its pairs (most share
one term, by chance) before any is looked at by itself.

Weights are whole numbers and their sums stay below 2⁵³, so that doubles hold them exactly, in whatever order they are
added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from compare.archive.joins import TASKS
from compare.archive.schemas import PAIRS
from compare.archive.slices import UNDATED, WINDOW
from compare.engine import each

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Batches = Iterator[pa.RecordBatch]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST = 0.15  # the cosine of a pair
TILE = 2048  # articles


class _Articles(NamedTuple):
    """The articles of a task, by the length of their vectors; `day` is NaN where one has none."""

    key: Ints
    day: Floats
    weekdays: Ints
    own: NDArray[np.bool_]
    whole: Floats
    length: Floats


def pairs(rows: Batches, window: int = WINDOW) -> Batches:
    """Return the PAIRS with a cosine of `LEAST` or more, of `joins.weighed` that comes sorted by `task`.

    Articles that are more than `window` days apart are no pair.
    """
    for table in each(rows, "task"):
        yield from _of_task(table, window)


def _of_task(rows: pa.Table, window: int) -> Batches:
    """Yield the pairs of a task, a tile's at a time: of the articles of one block with those of another, or its own."""
    slice_, lefts, rights, task = (rows[name][0].as_py() for name in ("slice", "lefts", "rights", "task"))
    left, right = task // TASKS % TASKS, task % TASKS
    articles, weight, product = _read(rows)
    row, column = articles.key % lefts == left, articles.key % rights == right
    if slice_ == UNDATED:  # all the archive is in it, to be compared with those that have no date
        row &= articles.own
    once = slice_ != UNDATED and left == right  # rows and columns are the same articles
    columns = [(of, weight[of].T.tocsr()) for of in _tiles(column)]
    for of_row in _tiles(row):
        matrix = product[of_row]
        for of_column, transposed in columns:
            if once and of_column[0] > of_row[-1]:
                break
            a, b, shared = _alike(matrix @ transposed, of_row, of_column, articles.length)
            apart = np.abs(articles.day[a] - articles.day[b])
            found = ~(apart > window)
            if once:
                found &= a > b
            elif slice_ == UNDATED:
                found &= ~articles.own[b] | (articles.key[a] > articles.key[b])
            yield _batch(slice_, articles, a[found], b[found], apart[found], shared[found])


def _read(rows: pa.Table) -> tuple[_Articles, csr_array, csr_array]:
    """Return the articles, and their terms' weights as a matrix, by themselves and times how telling each term is."""
    from scipy.sparse import csr_array

    keys, first, article = np.unique(rows["key"].to_numpy(), return_index=True, return_inverse=True)
    names, term = np.unique(rows["term"].to_numpy(), return_inverse=True)
    weight, telling = (rows[name].to_numpy().astype(np.float64) for name in ("weight", "idf"))
    whole = np.bincount(article, weight * weight * telling, len(keys)).astype(np.float64)
    order = np.argsort(whole, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    day, days, own = (rows[name].take(pa.array(first[order])).to_numpy() for name in ("day", "weekdays", "own"))
    articles = _Articles(keys[order], day.astype(np.float64), days, own, whole[order], np.sqrt(whole[order]))
    held = np.bincount(term)[term] > 1  # a term of one article pairs nobody
    where, shape = (place[article[held]], term[held]), (len(keys), len(names))
    weight, telling = weight[held], telling[held]
    return articles, csr_array((weight, where), shape), csr_array((weight * telling, where), shape)


def _tiles(which: NDArray[np.bool_]) -> list[Ints]:
    places = np.flatnonzero(which)
    return [places[start : start + TILE] for start in range(0, len(places), TILE)]


def _alike(product: csr_array, of_row: Ints, of_column: Ints, length: Floats) -> tuple[Ints, Ints, Floats]:
    """Return the places of the pairs of a tile that are alike enough, and their product."""
    maybe = np.flatnonzero(product.data >= max(LEAST * length[of_row[0]] * length[of_column[0]], 1))
    shared = product.data[maybe]
    a = of_row[np.searchsorted(product.indptr, maybe, side="right") - 1]
    b = of_column[product.indices[maybe]]
    found = shared >= LEAST * length[a] * length[b]
    return a[found], b[found], shared[found]


def _batch(slice_: int, articles: _Articles, x: Ints, y: Ints, apart: Floats, shared: Floats) -> pa.RecordBatch:
    swapped = articles.key[x] > articles.key[y]
    a, b = np.where(swapped, y, x), np.where(swapped, x, y)
    whole_a, whole_b = articles.whole[a], articles.whole[b]
    columns = (
        np.full(len(a), slice_), articles.key[a], articles.key[b], pa.array(apart, from_pandas=True), shared, whole_a,
        whole_b, np.rint(100 * shared * shared / (whole_a * whole_b)), articles.weekdays[a], articles.weekdays[b],
        articles.own[a].astype(int) + articles.own[b],
    )  # fmt: skip
    return pa.record_batch(
        [pa.array(column).cast(field.type) for column, field in zip(columns, PAIRS, strict=True)], schema=PAIRS
    )
