"""What an engine is: where the relations of a flow live, and what is done to them. Two of them, and one logic.

A flow over an archive is made of two kinds of steps, and no third. A *kernel* is a pure function from Arrow batches to
Arrow batches: what an article's terms are, how likely two are one event. A *join* is SQL: which articles share a term.
Each step has a name, and the next refers to it::

    engine.query("candidates", "SELECT … FROM pairs AS p JOIN crowds AS m …")
    engine.map("links", judged, of="candidates", schema=LINKS)

`Embedded` runs both in this process: DuckDB the SQL, and the kernels on the batches that DuckDB hands out. It is the
reference. `Spark` runs the same text as Spark SQL and the same functions through ``mapInArrow``, in as many processes
as its master has. A kernel may not know how the rows were cut into batches, nor in what order they come, unless it was
asked for `by` columns: then the rows that agree in them come in one stretch, sorted.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from compare.errors import ArchiveError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    Batches = Iterator[pa.RecordBatch]
    Kernel = Callable[[pa.RecordBatch], pa.RecordBatch]  # one batch after the other
    Fold = Callable[[Batches], Batches]  # over the whole stream of them

ROWS = 1 << 16  # of a batch of pairs or terms: some megabytes
TOGETHER = 1 << 26  # bytes of what kernels made that are held before they are put into a table


class Engine(Protocol):
    """Where relations live. Each method but `rows` makes the relation `name`; a relation may be used many times."""

    def query(self, name: str, sql: str) -> None:
        """Make a relation of a query over others, in the SQL that DuckDB and Spark both speak."""

    def map(self, name: str, kernel: Kernel, of: str, schema: pa.Schema) -> None:
        """Make a relation of what `kernel` makes of the batches of the relation `of`."""

    def fold(self, name: str, kernel: Fold, of: str, schema: pa.Schema, by: tuple[str, ...]) -> None:
        """Make a relation of what `kernel` makes of the rows of `of`, sorted; those alike in by[0] stay together."""

    def keep(self, name: str) -> None:
        """Make the rows of the relation `name` once, where they would be made anew for each that uses it."""

    def rows(self, name: str) -> Batches:
        """Yield the rows of a relation, in the order of its query."""


class Embedded:
    """DuckDB and numpy in this process: the reference."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def query(self, name: str, sql: str) -> None:  # noqa: D102
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def map(self, name: str, kernel: Kernel, of: str, schema: pa.Schema) -> None:  # noqa: D102
        self._keep(name, (kernel(batch) for batch in self.rows(of)), schema)

    def fold(self, name: str, kernel: Fold, of: str, schema: pa.Schema, by: tuple[str, ...]) -> None:  # noqa: D102
        self.query(f"{of}_sorted", f"SELECT * FROM {of} ORDER BY {', '.join(by)}")
        self._keep(name, kernel(self.rows(f"{of}_sorted")), schema)

    def keep(self, name: str) -> None:  # noqa: D102
        self._connection.execute(f"CREATE OR REPLACE TABLE {name}_kept AS FROM {name}")
        self.query(name, f"FROM {name}_kept")

    def rows(self, name: str) -> Batches:  # noqa: D102
        with self._connection.cursor() as reading:  # its own, as what reads the rows may use the connection
            yield from reading.sql(f"FROM {name}").to_arrow_reader(ROWS)

    def _keep(self, name: str, batches: Batches, schema: pa.Schema) -> None:
        import pyarrow as pa

        run = self._connection.execute
        self._connection.register("made", schema.empty_table())
        run(f"CREATE OR REPLACE TABLE {name} AS FROM made")
        for some in _gathered(batches):
            self._connection.register("made", pa.Table.from_batches(some))
            run(f"INSERT INTO {name} FROM made")
        self._connection.unregister("made")


def _gathered(batches: Batches) -> Iterator[list[pa.RecordBatch]]:
    """Yield batches together, by so many bytes as are put into a table at once."""
    waiting: list[pa.RecordBatch] = []
    held = 0
    for batch in batches:
        waiting.append(batch)
        held += batch.nbytes
        if held >= TOGETHER:
            yield waiting
            waiting, held = [], 0
    if waiting:
        yield waiting


class Spark:
    """Apache Spark, wherever its master is. The executors need tellings and pyarrow installed.

    The session is the user's, who has views too: a relation is a view with a name of this engine's own until `close`.
    """

    def __init__(self, session: SparkSession) -> None:
        self.session = session
        self._views: dict[str, str] = {}
        self._mark = f"tellings_{uuid4().hex[:12]}_"

    def close(self) -> None:
        """Take the relations out of the session."""
        for view in self._views.values():
            self.session.catalog.dropTempView(view)
        self._views.clear()

    def put(self, name: str, frame: DataFrame) -> None:
        """Make a relation of a data frame."""
        view = self._views[name] = self._mark + name
        frame.createOrReplaceTempView(view)

    def table(self, name: str) -> DataFrame:
        """Return a relation, or a view of the session."""
        return self.session.table(self._views.get(name, name))

    def sql(self, text: str) -> DataFrame:
        """Return what a query over relations finds."""
        named = re.sub(r"\b(FROM|JOIN) (\w+)\b", lambda use: f"{use[1]} {self._views.get(use[2], use[2])}", text)
        return self.session.sql(named)

    def query(self, name: str, sql: str) -> None:
        """Make a relation; keep the parts (WITH …) that it reads more than once: Spark would make them anew."""
        parts, rest = parts_of(sql)
        for part, text in parts:
            self.put(part, self.sql(text))
            if len(re.findall(rf"\b(?:FROM|JOIN) {part}\b", sql)) > 1:
                self.keep(part)
        self.put(name, self.sql(rest))

    def map(self, name: str, kernel: Kernel, of: str, schema: pa.Schema) -> None:  # noqa: D102
        self._mapped(self.table(of), lambda batches: map(kernel, batches), schema, name)

    def fold(self, name: str, kernel: Fold, of: str, schema: pa.Schema, by: tuple[str, ...]) -> None:  # noqa: D102
        rows = self.table(of).repartition(by[0]).sortWithinPartitions(*by)
        self._mapped(rows, kernel, schema, name)

    def rows(self, name: str) -> Batches:  # noqa: D102
        import pyarrow as pa

        frame = self.table(name)
        names = frame.columns
        waiting = []
        for row in frame.toLocalIterator(prefetchPartitions=True):
            waiting.append(row)
            if len(waiting) == ROWS:
                yield pa.RecordBatch.from_pylist([dict(zip(names, r, strict=True)) for r in waiting])
                waiting = []
        if waiting:
            yield pa.RecordBatch.from_pylist([dict(zip(names, r, strict=True)) for r in waiting])

    def keep(self, name: str) -> None:
        """Keep the relation `name` once it is made, without the way it was made.

        Others are made of it, and of these others: Spark would look through all of that way again for each, which takes
        longer each time it forks. It is kept in the executors, or in the session's checkpoint folder where it has one.
        """
        frame = self.table(name)
        reliable = self.session.sparkContext.getCheckpointDir() is not None
        kept = frame.checkpoint(eager=False) if reliable else frame.localCheckpoint(eager=False)
        self.put(name, kept)

    def _mapped(self, frame: DataFrame, kernel: Fold, schema: pa.Schema, name: str) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")  # of which nothing is used
            self.put(name, frame.mapInArrow(kernel, from_arrow_schema(schema)))


def parts_of(sql: str) -> tuple[list[tuple[str, str]], str]:
    """Return the parts of a query ``WITH name AS (…), … SELECT …``, each a query by name, and what is left.

    >>> parts_of("WITH a AS (SELECT 1 AS x), b AS (SELECT MAX(x) FROM a) SELECT * FROM b")
    ([('a', 'SELECT 1 AS x'), ('b', 'SELECT MAX(x) FROM a')], 'SELECT * FROM b')
    """
    parts: list[tuple[str, str]] = []
    rest = sql.strip()
    while head := re.match(r"(?:WITH|,)\s+(\w+)\s+AS\s+\(", rest):
        depth = 1
        for mark in re.finditer(r"[()]", rest[head.end() :]):
            depth += 1 if mark.group() == "(" else -1
            if not depth:
                break
        end = head.end() + mark.start()
        parts.append((head[1], rest[head.end() : end].strip()))
        rest = rest[end + 1 :].strip()
    return parts, rest


def stretches(batches: Batches, by: str) -> Iterator[pa.Table]:
    """Yield the rows of `batches`, sorted by the column `by`, in tables: rows that agree in it are in one of them."""
    import numpy as np
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        of = batch[by].to_numpy()
        if not len(of):
            continue
        last = int(np.searchsorted(of, of[-1]))  # where the last stretch begins; it may go on
        if last or (waiting and waiting[-1][by][-1].as_py() != of[-1]):
            yield pa.Table.from_batches([*waiting, batch.slice(0, last)])
            waiting = []
        waiting.append(batch.slice(last))
    if waiting:
        yield pa.Table.from_batches(waiting)


def each(batches: Batches, by: str) -> Iterator[pa.Table]:
    """Yield the rows of `batches`, sorted by the column `by`, in tables: one for each value of it."""
    import numpy as np

    for table in stretches(batches, by):
        of = table[by].to_numpy()
        for start, end in pairwise([0, *(np.flatnonzero(np.diff(of)) + 1).tolist(), len(of)]):
            yield table.slice(start, end - start)


def session(master: str | None = None, settings: Mapping[str, str] | None = None) -> SparkSession:
    """Return the running Spark session, or start one on `master` (the configured one, else all cores of this machine).

    `settings` are Spark's own, by name; see docs/cluster.md.

    Raises `ArchiveError` where PySpark or Java is missing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ArchiveError("the engine spark needs PySpark; run: pip install 'tellings[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the one that has tellings
    builder = SparkSession.builder.appName("tellings")
    if master is not None:
        builder = builder.master(master)
    for name, value in (settings or {}).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise ArchiveError(
            f"Spark does not start ({error}); it needs Java 17: apt install openjdk-17-jre-headless"
        ) from error
