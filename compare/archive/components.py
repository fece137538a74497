"""Edges between articles → connected components: within one, and only there, grouping has something to decide.

Two groups are joined where the mean of the links between them is at least `ONE_STORY`, so at least one of the links is.
Hence a story hangs together by such *strong* edges alone, and an edge between two that do not can be forgotten::

    a ═.97═ b ═.95═ c ─.31─ d ═.98═ e          components abc and de; the edge of .31 decides nothing

Without this a year of news is one component, as weak edges lead from everything to everything.

Where the archive is on this machine the edges come in the order of their slices of time (`compare.archive.slices`). An
edge joins articles of one slice or of two that follow each other. So a component whose latest article lies two slices
back is complete: it is handed on and forgotten. What is held at any time is what may still grow, not the archive::

    slice   1        2        3        4
            a══b ══ c                              complete when the edges of slice 4 begin
                    d ══════ e ═════ f             may still grow

On Spark the edges lie on many machines, and none holds them all. There components are found by stars (Kiveris et al.
2014, "Connected components in MapReduce and beyond"): each article is tied to the least key around it, in two joins a
round, until nothing changes: a number of rounds that grows with the logarithm of the longest chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from compare.archive.grouping import ONE_STORY

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from compare.engine import Spark

    Keys = NDArray[np.int64]

# One round over `stars` (child, parent; parent < child). Large star: the larger neighbours of each are tied to the
# least around it. Small star: the smaller ones and itself are.
_LARGE = """
WITH ways AS (SELECT child AS hub, parent AS other FROM stars UNION ALL SELECT parent, child FROM stars),
least AS (SELECT hub, LEAST(hub, MIN(other)) AS low FROM ways GROUP BY hub)
SELECT DISTINCT w.other AS child, l.low AS parent FROM ways AS w JOIN least AS l ON l.hub = w.hub WHERE w.other > w.hub
"""
_SMALL = """
WITH least AS (SELECT child AS hub, MIN(parent) AS low FROM large GROUP BY child)
SELECT DISTINCT w.parent AS child, l.low AS parent FROM large AS w JOIN least AS l ON l.hub = w.child
WHERE w.parent <> l.low
UNION SELECT hub, low FROM least
"""
# What is left to do: a child of two parents, or of one that is a child itself. Without these all are stars around their
# least key.
_UNFINISHED = """
SELECT child FROM (
    SELECT child FROM stars GROUP BY child HAVING COUNT(*) > 1
    UNION ALL SELECT s.child FROM stars AS s JOIN stars AS t ON s.parent = t.child)
"""


def labels(a: Keys, b: Keys, strong: NDArray[np.bool_] | None = None) -> tuple[Keys, Keys]:
    """Return the distinct keys of edges, sorted, and the component of each: the least key in it.

    `a` and `b` are the ends of the edges; only `strong` ones (None: all) connect. Shapes (n,).
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    keys, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    ties = np.ones(len(a), np.int8) if strong is None else strong.astype(np.int8)
    graph = coo_array((ties, (places[: len(a)], places[len(a) :])), shape=(len(keys), len(keys)))
    graph.eliminate_zeros()
    count, found = connected_components(graph, directed=False)
    least = np.full(count, len(keys))
    np.minimum.at(least, found, np.arange(len(keys)))
    return keys, keys[least[found]]


def complete(edges: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield edges by component, with a column `component`, each as soon as no later slice can add to it.

    `edges` come sorted by `slice`, with columns `a`, `b`, `probability` and `last`, the later slice of the two ends.
    Edges between two components are left out.
    """
    import pyarrow as pa

    pending: list[pa.RecordBatch] = []
    held = known = 0
    for batch in edges:
        pending.append(batch)
        held += len(batch)
        if held < 2 * known:  # what is held was looked through when it was half as much
            continue
        frontier = batch["slice"][-1].as_py()
        ready, pending = _parted(pa.Table.from_batches(pending).combine_chunks(), frontier)
        yield from ready
        held = known = sum(map(len, pending))
    if pending:
        ready, _ = _parted(pa.Table.from_batches(pending).combine_chunks(), None)
        yield from ready


def _parted(edges: pa.Table, frontier: int | None) -> tuple[list[pa.RecordBatch], list[pa.RecordBatch]]:
    """Return the edges of components that end before `frontier` (None: of all), sorted by component, and those to keep.

    To be kept are the edges of which no end is in a component that is complete.
    """
    import pyarrow as pa

    a, b, last, probability = (edges[name].to_numpy() for name in ("a", "b", "last", "probability"))
    keys, found = labels(a, b, probability >= ONE_STORY)
    names, places = np.unique(found, return_inverse=True)
    of_a, of_b = places[np.searchsorted(keys, a)], places[np.searchsorted(keys, b)]
    done = np.ones(len(names), bool)
    if frontier is not None:
        ends = np.full(len(names), np.iinfo(np.int64).min)
        np.maximum.at(ends, of_a, last)
        np.maximum.at(ends, of_b, last)
        done = ends < frontier - 1
    chosen = np.flatnonzero((of_a == of_b) & done[of_a])
    chosen = chosen[np.argsort(of_a[chosen], kind="stable")]
    ready = edges.take(pa.array(chosen)).append_column("component", pa.array(names[of_a[chosen]]))
    return ready.to_batches(), edges.filter(pa.array(~done[of_a] & ~done[of_b])).combine_chunks().to_batches()


def by_stars(engine: Spark) -> None:
    """Make of `edges`, a relation of Spark, those within a component, `parted`, with the column `component`."""
    engine.query(
        "stars",
        # As a float, as probabilities are: the double .32 is more than the float .32.
        "SELECT GREATEST(a, b) AS child, LEAST(a, b) AS parent FROM edges "
        f"WHERE probability >= CAST({ONE_STORY} AS FLOAT)",
    )
    unfinished = True
    while unfinished:
        engine.query("large", _LARGE)
        engine.query("stars", _SMALL)
        engine.keep("stars")
        unfinished = not engine.sql(_UNFINISHED).isEmpty()
    engine.query(
        "components", "SELECT child AS key, parent AS component FROM stars UNION SELECT parent, parent FROM stars"
    )
    engine.query(
        "parted",
        "SELECT e.*, x.component FROM edges AS e JOIN components AS x ON x.key = e.a "
        "JOIN components AS y ON y.key = e.b AND y.component = x.component",
    )
