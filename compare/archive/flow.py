"""Articles → stories: the main flow of an archive, the same steps on every engine.

    batches of articles
        details, terms, prints        of each article alone            kernels
        terms → pairs                 all that are alike enough        a join by slices of time, a kernel
        pairs → links                 those that may tell of one event a join, a kernel
        prints → overlap              how many any two share           by slices of time, a kernel
        overlap → copies              of which one is in the other     a join, a kernel
        edges → components            what hangs together              slice by slice, or by stars on Spark
        members                       the stories within a component   a kernel
        stories                       headline, names, times …         a join, a kernel

`stories` runs them in this process over a state file (`compare.archive.state`), slice after slice, so that what is held
is a matter of the window and not of the archive; `spark_stories` runs them over a data frame, all slices at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from compare.archive import components, copies, joins, kernels, likeness, telling
from compare.archive.grouping import members
from compare.archive.identity import one_of_each
from compare.archive.links import judged
from compare.archive.origins import COPIED
from compare.archive.overlap import overlaps
from compare.archive.schemas import ARTICLES, COPIES, LINKS, OVERLAPS, PAIRS
from compare.archive.slices import FIRST_DAY, LAST_DAY, UNDATED, WINDOW, checked, dated, undated
from compare.archive.state import State
from compare.engine import Embedded, Engine, Spark, stretches
from compare.model import Story

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    Batches = Iterator[pa.RecordBatch]

BATCH = 2000  # articles: some megabytes
TOGETHER = 40_000  # articles of slices that are joined in one go

# A float, as the shares of copies are: a number that is left as it is is a decimal to DuckDB and a double to Spark.
_COPIED = f"CAST({COPIED} AS FLOAT)"

# A pair may be linked, a copy, or both. A copy tells of the same event and has the same origin, as in a comparison of a
# few files; an article that has less of another than that may have no more than the paragraph of background. A brief
# within a longer text is as likely as not of its event: the briefs of a round-up are of many.
EDGES = f"""
SELECT a, b, MAX(probability) AS probability, MAX(containment) AS containment FROM (
    SELECT a, b, probability, CAST(0 AS FLOAT) AS containment FROM links
    UNION ALL
    SELECT LEAST(part, whole), GREATEST(part, whole), CAST(CASE WHEN covered >= {_COPIED} THEN 1 ELSE 0.5 END AS FLOAT),
        containment FROM copies
    WHERE containment >= {_COPIED}
) AS found GROUP BY a, b
"""

MEMBERS = pa.schema(
    [pa.field(name, pa.int64(), nullable=False) for name in ("key", "component", "story", "origin", "weight")]
)


def stories(
    batches: Iterable[pa.RecordBatch],
    state: str | os.PathLike[str] | None = None,
    *,
    window: int | None = None,
    memory: str = "1GB",
    workers: int | None = None,
) -> Iterator[Story]:
    """Yield the stories of the articles in `batches` and of those in the file `state`, by the time they began.

    `batches` are of the schema ARTICLES, of which `url` and `byline` may be missing; other columns are left out. None
    need be held longer than it is looked at. Every version of an article is in exactly one story; those without a date
    come last. Without `state` a temporary file is used. Two articles are compared where at most `window` days lie
    between them (None: as many as in `state`, else seven). Raises `ArchiveError` for a window that cannot be one, and
    where the state file is in use, of another window or of something else.
    """
    with State.open(state, memory, window) as known:
        engine = Embedded(known.connection)
        take(known, batches, workers)
        link(known, engine)
        group(known, engine)
        for name in ("details", "members"):
            engine.query(name, f"SELECT * FROM s.{name}")
        yield from tell(engine)


def take(state: State, batches: Iterable[pa.RecordBatch], workers: int | None = None) -> None:
    """Take the articles that the state does not have, with what the kernels make of each."""
    kept = (pa.Table.from_batches([batch]) for batch in state.underived(BATCH))
    for _, made in kernels.all_made(kept, workers):
        state.add(None, made)
    for new, made in kernels.all_made(_new(state, batches), workers):
        state.add(new, made)


def _new(state: State, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    for batch in batches:
        for start in range(0, len(batch), BATCH):
            new = state.new(telling.plain(batch.slice(start, BATCH)))
            if len(new):
                yield new


def link(state: State, engine: Engine) -> None:
    """Find the edges of each slice that new articles changed."""
    for slices in _due(state.slices()):
        first, last = slices[0], slices[-1]
        for name in ("terms", "prints"):
            table = f"s.{name}"
            engine.query(name, undated(table) if first == UNDATED else dated(table, first, last, state.window))
        find_edges(engine, state.window)
        state.replace(slices)


def _due(slices: list[tuple[int, int, bool]]) -> Iterator[list[int]]:
    """Yield stretches of slices that are due and not too large to be joined in one go."""
    waiting: list[int] = []
    held = 0
    for place, count, due in slices:
        if waiting and (not due or held + count > TOGETHER or waiting[-1] == UNDATED):
            yield waiting
            waiting, held = [], 0
        if due:
            waiting.append(place)
            held += count
    if waiting:
        yield waiting


def find_edges(engine: Engine, window: int) -> None:
    """Make the relation `edges` of the relations `terms` and `prints`, which have their slices."""
    find_links(engine, window)
    engine.query("spread", joins.spread("prints"))
    engine.fold("overlap", overlaps, of="spread", schema=OVERLAPS, by=("task",))
    engine.query("same_prints", copies.alike("overlap"))
    engine.map("copies", copies.copies, of="same_prints", schema=COPIES)
    engine.query("edges", EDGES)


def find_links(engine: Engine, window: int = WINDOW) -> None:
    """Make the relation `links` of the relation `terms`."""
    engine.query("repeats", joins.repeated("terms"))
    engine.keep("repeats")
    engine.query("weighed", joins.weighed("terms", "repeats"))
    engine.fold("pairs", partial(likeness.pairs, window=window), of="weighed", schema=PAIRS, by=("task",))
    engine.query("candidates", joins.candidates("pairs", "repeats"))
    engine.map("links", judged, of="candidates", schema=LINKS)


def group(state: State, engine: Engine) -> None:
    """Part every component that changed into stories."""
    if state.regrouped():
        state.regroup(grouped(components.complete(engine.rows("open_edges"))))


def grouped(edges: Batches) -> Batches:
    """Return the MEMBERS of edges that come sorted by component."""
    return map(_members, stretches(edges, "component"))


def _members(edges: pa.Table) -> pa.RecordBatch:
    """Return the MEMBERS of whole components."""
    of, a, b, probability, containment = (
        edges[name].to_numpy() for name in ("component", "a", "b", "probability", "containment")
    )
    order = np.lexsort((b, a, of))
    of, a, b, probability, containment = (column[order] for column in (of, a, b, probability, containment))
    ends = [*(np.flatnonzero(np.diff(of)) + 1).tolist(), len(of)]
    keys, story, starts = [], [], [0, *ends]
    for start, end in pairwise(starts):
        of_keys, of_stories = members(a[start:end], b[start:end], probability[start:end])
        keys.append(of_keys)
        story.append(of_stories)
    component = np.repeat(of[starts[:-1]], [len(part) for part in keys])
    key, stories_ = np.concatenate(keys), np.concatenate(story)
    order = np.argsort(key)
    key, component, stories_ = key[order], component[order], stories_[order]
    at_a, at_b = np.searchsorted(key, a), np.searchsorted(key, b)
    same = stories_[at_a] == stories_[at_b]
    weight = np.zeros(len(key), np.int64)
    whole = np.floor(probability[same].astype(np.float64) * 1e6).astype(np.int64)  # sums of integers have no order
    np.add.at(weight, at_a[same], whole)
    np.add.at(weight, at_b[same], whole)
    origin = key.copy()
    copied = same & (containment > 0)
    if copied.any():
        found, first = components.labels(a[copied], b[copied])
        origin[np.searchsorted(key, found)] = first
    return pa.record_batch([key, component, stories_, origin, weight], schema=MEMBERS)


def tell(engine: Engine) -> Iterator[Story]:
    """Yield the stories of the relations `details` and `members`."""
    engine.query("told", telling.TOLD)
    engine.fold("stories", telling.told, of="told", schema=telling.STORIES, by=("story", "moment", "key"))
    engine.query("in_order", "SELECT * FROM stories ORDER BY began, id")
    for batch in engine.rows("in_order"):
        for row in batch.to_pylist():
            yield telling.story(row)


def spark_stories(articles: DataFrame, *, window: int = WINDOW) -> Iterator[Story]:
    """Yield the stories of a data frame of ARTICLES, found by its Spark session: those that `stories` finds.

    `url` and `byline` may be missing, `published` may be in seconds from 1970. Raises `ArchiveError` for a window that
    cannot be one.
    """
    checked(window)
    engine = Spark(articles.sparkSession)
    try:
        engine.put("given", _plain(articles))
        engine.query("articles", one_of_each("given", ARTICLES.names))
        for name, (kernel, schema) in kernels.OF_ARTICLES.items():
            engine.map(name, kernel, of="articles", schema=schema)
            engine.keep(name)
        for name in ("terms", "prints"):
            engine.query(f"of_{name}", f"SELECT * FROM {name}")
        without = not engine.sql("SELECT 1 FROM details WHERE day IS NULL").isEmpty()
        for name in ("terms", "prints"):
            parts = [dated(f"of_{name}", window=window), *([undated(f"of_{name}")] if without else [])]
            engine.query(name, " UNION ALL ".join(parts))
        find_edges(engine, window)
        engine.keep("edges")
        components.by_stars(engine)
        engine.fold("members", grouped, of="parted", schema=MEMBERS, by=("component",))
        yield from tell(engine)
    finally:
        engine.close()


def _plain(articles: DataFrame) -> DataFrame:
    """Return ARTICLES as `telling.plain` does, for which it would have to be brought to Python first."""
    own = dict(articles.dtypes)
    seconds = "unix_seconds(published)" if own["published"] == "timestamp" else "published"
    made = {"published": seconds, "day": f"CASE WHEN day BETWEEN {FIRST_DAY} AND {LAST_DAY} THEN day END"}
    made |= {name: "CAST(NULL AS STRING)" for name in ("url", "byline") if name not in own}
    return articles.selectExpr(*(f"{made.get(name, name)} AS {name}" for name in ARTICLES.names))
