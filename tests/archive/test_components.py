"""Edges → components: what may be forgotten, and when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")

from compare.archive.components import by_stars, complete, labels  # noqa: E402
from compare.archive.flow import EDGES, grouped  # noqa: E402
from compare.archive.grouping import ONE_STORY  # noqa: E402
from compare.archive.origins import COPIED  # noqa: E402
from compare.archive.schemas import COPIES, LINKS  # noqa: E402
from compare.engine import Spark  # noqa: E402

Edge = tuple[int, int, float]
# Articles 0 to 39, four a slice; an edge joins articles of one slice or of two that follow each other.
edges = st.dictionaries(
    st.tuples(st.integers(0, 39), st.integers(1, 7)).filter(lambda e: sum(e) < 40 and sum(e) // 4 - e[0] // 4 <= 1),
    st.sampled_from([0.2, 0.4, 0.5, 0.7, 0.9, 1.0]),
    min_size=1,
    max_size=60,
).map(lambda found: [(a, a + far, p) for (a, far), p in found.items()])


def batches(found: list[Edge], size: int) -> list[Any]:
    rows = [
        {"a": a, "b": b, "probability": p, "containment": 0.0, "slice": b // 4, "last": b // 4}
        for a, b, p in sorted(found, key=lambda edge: edge[1] // 4)
    ]
    return [pa.RecordBatch.from_pylist(rows[k : k + size]) for k in range(0, len(rows), size)]


def stories(parts: Any) -> dict[int, int]:
    return {row["key"]: row["story"] for batch in grouped(parts) for row in batch.to_pylist()}


@given(edges, st.integers(1, 9))
def test_edges_that_come_in_batches_make_the_stories_of_all_edges_at_once(found: list[Edge], size: int) -> None:
    (whole,) = batches(found, len(found))
    at_once = stories([whole.append_column("component", pa.array([0] * len(found)))])
    alone = {key: key for key in at_once}
    assert alone | stories(complete(iter(batches(found, size)))) == at_once


@given(edges)
def test_a_component_hangs_together_by_strong_edges(found: list[Edge]) -> None:
    a, b, p = (np.array(column) for column in zip(*found, strict=True))
    keys, component = labels(a, b, p >= 0.5)
    of = dict(zip(keys.tolist(), component.tolist(), strict=True))
    assert all(of[x] == of[y] for x, y, value in found if value >= 0.5)
    assert all(of[least] == least for least in of.values())
    for part in set(of.values()):
        inside = {key for key, value in of.items() if value == part}
        reached = {part}
        for _ in inside:
            reached |= {end for x, y, v in found if v >= 0.5 and {x, y} & reached for end in (x, y)}
        assert reached == inside


def test_a_link_of_just_the_mean_connects_on_spark_too(spark: Any) -> None:
    rows = [
        {"a": 1, "b": 2, "probability": ONE_STORY, "containment": 0.0},
        {"a": 3, "b": 4, "probability": ONE_STORY - 1e-4, "containment": 0.0},
    ]
    kinds = [("a", pa.int64()), ("b", pa.int64()), ("probability", pa.float32()), ("containment", pa.float32())]
    found = pa.Table.from_pylist(rows, pa.schema(kinds))
    spark.createDataFrame(found).createOrReplaceTempView("edges")
    engine = Spark(spark)
    by_stars(engine)
    (parted,) = engine.table("parted").collect()
    assert (parted.a, parted.component) == (1, 1)
    keys, of = labels(found["a"].to_numpy(), found["b"].to_numpy(), found["probability"].to_numpy() >= ONE_STORY)
    assert of[keys == 2] == 1 and of[keys == 4] == 4


def test_shares_of_just_the_limit_are_copies_on_both_engines(spark: Any) -> None:
    import duckdb

    rows = [{"part": 2, "whole": 1, "containment": COPIED, "covered": COPIED}]
    tables = {"links": LINKS.empty_table(), "copies": pa.Table.from_pylist(rows, COPIES)}
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
            spark.createDataFrame(table).createOrReplaceTempView(name)
        (embedded,) = connection.sql(EDGES).fetchall()
    (found,) = spark.sql(EDGES).collect()
    assert tuple(found) == embedded
    assert embedded[:3] == (1, 2, 1.0)
