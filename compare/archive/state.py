"""What is known of an archive, in one DuckDB file: so that tomorrow's articles join yesterday's stories.

    articles     with their texts: a comparison of a story needs them, and inputs (a feed, standard input) may be gone
    details      what a story shows of an article
    terms        and prints: what the kernels made of each text
    edges        pairs of articles that are linked or copies, with the slice of time that they were found in
    members      the story of each article that has an edge
    due          slices whose edges have to be found anew, as articles came
    touched      articles whose edges changed since stories were made

The stories are a function of the *set* of articles: not of the order in which they came, nor of how often the program
ran. Each step takes what is due, and marks it done in the same transaction. So a run that is killed leaves the file as
it was after its last transaction, the next goes on from there, and ends with the same stories. The same articles again
make nothing due. DuckDB locks the file: a second run at the same time is told so.

A file that other kernels made (another version of tellings) is not mixed with new ones: what was made of the texts is
made anew, from the texts in the file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from compare.archive.database import opened
from compare.archive.identity import EARLIEST, Seen
from compare.archive.kernels import OF_ARTICLES, version
from compare.archive.schemas import ARTICLES
from compare.archive.slices import UNDATED, WINDOW, checked, slice_of
from compare.errors import ArchiveError

if TYPE_CHECKING:
    import duckdb

LAYOUT = "2"  # of the tables below
_SETTINGS = {
    "preserve_insertion_order": "false",
    # What is committed stands in the log; to write it into the tables after each few thousand articles, as at the 16 MB
    # that are usual, takes longer than all else that is done with them.
    "checkpoint_threshold": "256MB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # The joins say in which order they are best done: of tables that are made in the same query nothing is known to
    # guess by.
    "disabled_optimizers": "join_order,build_side_probe_side",
}

_KEPT = """
CREATE TABLE s.meta (name VARCHAR, value VARCHAR);
CREATE TABLE s.articles (key BIGINT, id VARCHAR, source VARCHAR, url VARCHAR, byline VARCHAR, title VARCHAR,
    text VARCHAR, published BIGINT, day INTEGER);
"""
_DERIVED = """
CREATE OR REPLACE TABLE s.edges (a BIGINT, b BIGINT, probability FLOAT, containment FLOAT, slice INTEGER, last INTEGER);
CREATE OR REPLACE TABLE s.members (key BIGINT, component BIGINT, story BIGINT, origin BIGINT, weight BIGINT);
CREATE OR REPLACE TABLE s.due (slice INTEGER);
CREATE OR REPLACE TABLE s.touched (key BIGINT);
"""


class State:
    """An open state file; `with State.open(path) as state`. Without a path it is a file that goes at the end."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.window = WINDOW  # days between two articles that are compared
        # Keys that the file holds or that were asked for, so that the file is looked through only for those that come
        # again: these.
        self._seen = Seen()
        self._again = Seen()

    @staticmethod
    @contextmanager
    def open(path: str | os.PathLike[str] | None, memory: str = "1GB", window: int | None = None) -> Iterator[State]:
        """Open or make the state file.

        `memory` is what DuckDB may take before it puts intermediate results on disk, `window` the days between two
        articles that are compared (None: those of the file, seven in a new one). Raises `ArchiveError` where the file
        is in use, is none, or its tables are of another version or window.
        """
        with ExitStack() as stack:
            where = path or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tellings-")), "state.duckdb")
            connection = stack.enter_context(opened(Path(where), {**_SETTINGS, "memory_limit": memory}))
            spilled = f"{where}.spilled"
            shutil.rmtree(spilled, ignore_errors=True)  # by a run that was killed: the file is ours alone
            connection.execute("SET temp_directory = ?", [spilled])
            state = State(connection)
            state._prepare(Path(where), window)
            yield state

    def _prepare(self, path: Path, window: int | None) -> None:
        run = self.connection.execute
        tables = {
            name for (name,) in run("SELECT table_name FROM duckdb_tables() WHERE database_name = 's'").fetchall()
        }
        if tables and "meta" not in tables:
            raise ArchiveError(f"{path} is a DuckDB file of something else; name another for the state")
        found = dict(run("SELECT name, value FROM s.meta").fetchall()) if tables else {}
        if tables and found.get("layout") != LAYOUT:
            raise ArchiveError(
                f"{path} was made by another version of tellings (layout {found.get('layout')}, here {LAYOUT}): "
                "use that version, or begin a new state file from the archive"
            )
        wanted = WINDOW if window is None else checked(window)
        known = int(found.get("window", wanted))
        if window not in (None, known):
            raise ArchiveError(
                f"{path} compares articles that are up to {known} days apart, not {window}: leave the window as it is, "
                "or begin a new state file"
            )
        self.window = known
        if tables:
            with self.connection.cursor() as reading:
                for batch in reading.sql("SELECT key FROM s.articles").to_arrow_reader(1 << 20):
                    self._seen.add(batch["key"].to_numpy())
        made_by = version()
        if found.get("kernels") == made_by:
            return
        with self._transaction():
            if not tables:
                run(_KEPT)
            run(_DERIVED)
            for name, (_, schema) in OF_ARTICLES.items():
                self.connection.register("made", schema.empty_table())
                run(f"CREATE OR REPLACE TABLE s.{name} AS FROM made")
            run("DELETE FROM s.meta")
            run("INSERT INTO s.meta VALUES ('layout', ?), ('kernels', ?), ('window', ?)", [LAYOUT, made_by, str(known)])

    # Articles

    def new(self, articles: pa.RecordBatch) -> pa.Table:
        """Return the articles that the state does not hold, or holds with a later date: see `identity.EARLIEST`."""
        keys = articles["key"].to_numpy()
        known = self._seen.add(keys)
        if known.any():
            self._again.add(keys[known])
            return self._earliest(articles)
        found = pa.Table.from_batches([articles])
        for name in ARTICLES.names:
            if name not in found.column_names:
                found = found.append_column(name, pa.nulls(len(found), pa.string()))
        return found

    def _earliest(self, articles: pa.RecordBatch | pa.Table) -> pa.Table:
        self.connection.register("batch", articles)
        return self.connection.sql(
            "SELECT * EXCLUDE held FROM (SELECT *, FALSE AS held FROM batch UNION ALL BY NAME SELECT key, published, "
            "source, url, byline, TRUE AS held FROM s.articles WHERE key IN (SELECT key FROM batch)) "
            f"QUALIFY NOT held AND ROW_NUMBER() OVER (PARTITION BY key ORDER BY {EARLIEST}, held DESC) = 1"
        ).to_arrow_table()

    def underived(self, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield the articles of which nothing is made yet."""
        with self.connection.cursor() as reading:
            yield from reading.sql(
                "SELECT a.* FROM s.articles AS a ANTI JOIN s.details AS d ON d.key = a.key"
            ).to_arrow_reader(rows)

    def add(self, articles: pa.Table | None, made: dict[str, pa.Table]) -> None:
        """Keep articles with their details, terms and prints (`made`, by name); mark the slices that they change."""
        again = articles is not None and bool(self._again.has(articles["key"].to_numpy()).any())
        taken = made["details"] if articles is None else self._earliest(articles) if again else articles
        self.connection.register("taken", taken)
        for name, table in made.items():
            self.connection.register(f"new_{name}", table)
        with self._transaction():
            if articles is not None:
                if again:  # in the file, or in another batch that was under way
                    self._forget()
                self.connection.execute("INSERT INTO s.articles BY NAME FROM taken")
            for name in made:
                self.connection.execute(f"INSERT INTO s.{name} SELECT * FROM new_{name} SEMI JOIN taken USING (key)")
            self._mark("new_details")

    def _forget(self) -> None:
        """Forget the articles of the relation `taken` as the state holds them, with all that was made of them."""
        run = self.connection.execute
        gone = run("DELETE FROM s.articles WHERE key IN (SELECT key FROM taken) RETURNING key").fetchall()
        if not gone:
            return
        self.connection.register("gone", pa.table({"key": [key for (key,) in gone]}))
        self._mark("s.details SEMI JOIN gone USING (key)")
        of_gone = "a IN (FROM gone) OR b IN (FROM gone)"
        run(f"INSERT INTO s.touched SELECT DISTINCT unnest([a, b]) FROM s.edges WHERE {of_gone}")
        run(f"DELETE FROM s.edges WHERE {of_gone}")
        for name in OF_ARTICLES:
            run(f"DELETE FROM s.{name} WHERE key IN (FROM gone)")

    def _mark(self, details: str) -> None:
        """Mark the slices as due whose edges the articles of `details` have a say in."""
        self.connection.execute(
            f"INSERT INTO s.due SELECT DISTINCT unnest(CASE WHEN home = {UNDATED} THEN [home] "
            f"ELSE [home, home + 1, {UNDATED}] END) FROM (SELECT {slice_of(self.window)} AS home FROM {details})"
        )

    # Edges

    def slices(self) -> list[tuple[int, int, bool]]:
        """Return the slices in order: how many articles each holds, and whether its edges have to be found anew."""
        found = self.connection.execute(
            "SELECT slice, COUNT(*), slice IN (FROM s.due) "
            f"FROM (SELECT {slice_of(self.window)} AS slice FROM s.details) GROUP BY slice ORDER BY slice"
        ).fetchall()
        return [(int(slice_), int(count), bool(due)) for slice_, count, due in found]

    def replace(self, slices: Sequence[int]) -> None:
        """Put the relation `edges` in the place of those of `slices`, and mark the articles whose edges changed."""
        run = self.connection.execute
        run(
            f"CREATE OR REPLACE TABLE found AS SELECT e.*, CASE WHEN {UNDATED} IN (x.home, y.home) THEN {UNDATED} "
            "ELSE GREATEST(x.home, y.home) END AS slice, GREATEST(x.home, y.home) AS last FROM edges AS e "
            f"JOIN (SELECT key, {slice_of(self.window)} AS home FROM s.details) AS x ON x.key = e.a "
            f"JOIN (SELECT key, {slice_of(self.window)} AS home FROM s.details) AS y ON y.key = e.b"
        )
        old = f"(FROM s.edges WHERE slice IN ({', '.join(map(str, slices))}))"
        with self._transaction():
            run(
                "INSERT INTO s.touched SELECT DISTINCT unnest([a, b]) FROM "
                f"((FROM found EXCEPT {old}) UNION ALL ({old} EXCEPT FROM found))"
            )
            run(f"DELETE FROM s.edges WHERE slice IN ({', '.join(map(str, slices))})")
            run("INSERT INTO s.edges FROM found")
            run(f"DELETE FROM s.due WHERE slice IN ({', '.join(map(str, slices))})")

    # Stories

    def regrouped(self) -> bool:
        """Make the relation `open_edges`: those of all components that changed; return whether there are any."""
        run = self.connection.execute
        if not self._count("s.touched"):
            return False
        run(
            "CREATE OR REPLACE TABLE affected AS SELECT DISTINCT key FROM (FROM s.touched UNION ALL "
            "SELECT key FROM s.members WHERE component IN "
            "(SELECT component FROM s.members SEMI JOIN s.touched USING (key)))"
        )
        run(
            "CREATE OR REPLACE VIEW open_edges AS SELECT e.* FROM s.edges AS e SEMI JOIN affected ON affected.key = e.a"
            " ORDER BY e.slice"
        )
        return True

    def regroup(self, members: Iterator[pa.RecordBatch]) -> None:
        """Keep the members of the stories of all components that changed."""
        with self._transaction():
            self.connection.execute("DELETE FROM s.members WHERE key IN (FROM affected)")
            for batch in members:
                self.connection.register("batch", batch)
                self.connection.execute("INSERT INTO s.members FROM batch")
            self.connection.execute("DELETE FROM s.touched")

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0][0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()
