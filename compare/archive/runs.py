"""One run over an archive, on either engine: archives → stories, comparisons and pages in a folder.

The engine in this process keeps articles and stories in a state file, for the next run. Spark is given the articles as
Parquet files, in a folder that every executor must see, and finds all stories anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock, Timeout

from compare.archive.folder import (
    LOCK,
    PAGES,
    REPORTS,
    SKIPPED,
    STATE,
    Outcome,
    Wanted,
    draft,
    keep_comparisons,
    keep_pages,
    keep_stories,
    left_by_a_run,
)
from compare.archive.reading import batches
from compare.archive.skips import Skips
from compare.archive.slices import WINDOW
from compare.archive.texts import Texts, texts_of_files, texts_of_state
from compare.errors import ArchiveError
from compare.inputs import counted
from compare.model import Story
from compare.views.story_index import Counts

if TYPE_CHECKING:
    import pyarrow as pa

_ARTICLES = "tellings-articles-"  # folders of Parquet files, for Spark


class Run(NamedTuple):
    """The stories, which are found as they are asked for, and what opens the texts of their articles afterwards."""

    stories: Iterator[Story]
    texts: Callable[[], AbstractContextManager[Texts]]


class Kept(NamedTuple):
    """What a run left in its folder: the stories' counts, what became of comparisons, and what was skipped."""

    counts: Counts
    comparisons: Outcome | None
    skips: Skips


class Options(NamedTuple):
    """How a run is done: the columns of tables by part of an article, and the engine, "local" or "spark".

    The one has a `state` file, the other a `master`; `jobs` pages are read and comparisons made at a time. Articles up
    to `window` days apart are compared (None: as many as in the state file, else seven).
    """

    columns: Mapping[str, str]
    engine: str = "local"
    state: str | None = None
    master: str | None = None
    jobs: int = 1
    window: int | None = None


def fill(folder: Path, archives: Sequence[str], wanted: Wanted | None, options: Options) -> Kept:
    """Find the stories of `archives` and keep them in `folder`, with the comparisons that are `wanted`.

    Raises `ArchiveError` where an engine is missing or a state file cannot be used, `OSError` where the folder cannot
    be written. Of inputs and comparisons that fail the others go on.
    """
    with _alone(folder):
        return _filled(folder, archives, wanted, options)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; a lock of the system, which goes with its process."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ArchiveError(f"another run is working in {folder}: wait until it ends, or name another folder") from error
    try:
        yield
    finally:
        lock.release()


def _filled(folder: Path, archives: Sequence[str], wanted: Wanted | None, options: Options) -> Kept:
    left = _drafts(folder)
    with draft(folder / SKIPPED) as named:
        skips = Skips(named)
        is_left = left_by_a_run(folder, *([Path(options.state)] if options.state else []))
        read = batches(archives, skips, columns=options.columns, workers=options.jobs, leave_out=is_left)
        articles = counted(read, "articles", size=lambda batch: batch.num_rows)
        with _run(articles, folder, options) as run:
            counts, chosen = keep_stories(run.stories, folder, wanted.least if wanted else None)
            comparisons = None
            if wanted:
                with run.texts() as texts:
                    comparisons = keep_comparisons(chosen, texts, folder, wanted, _bar)
    keep_pages(folder, counts, comparisons.shown if comparisons else {})
    for path in left:  # of a run that was killed
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return Kept(counts, comparisons, skips)


def _drafts(folder: Path) -> list[Path]:
    """Return what a run writes before it is whole, and takes away at its end."""
    places = (folder, folder / REPORTS, folder / PAGES)
    return [path for place in places for path in (*place.glob(".tellings-*"), *place.glob(f"{_ARTICLES}*"))]


def _run(articles: Iterable[pa.RecordBatch], folder: Path, options: Options) -> AbstractContextManager[Run]:
    if options.engine == "spark":
        return _spark(articles, folder, options)
    return _local(articles, Path(options.state or folder / STATE), options)


def _bar(made: Iterator[str], total: int) -> Iterator[str]:
    return counted(made, "comparisons", total)


@contextmanager
def _local(batches: Iterable[pa.RecordBatch], state: Path, options: Options) -> Iterator[Run]:
    from compare.archive import flow

    found = flow.stories(batches, state, window=options.window, workers=options.jobs)
    yield Run(found, lambda: texts_of_state(state))


@contextmanager
def _spark(batches: Iterable[pa.RecordBatch], folder: Path, options: Options) -> Iterator[Run]:
    """Find stories in the running session, or one on a master; the Parquet files go when the run ends."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from compare.archive import flow
    from compare.archive.telling import plain
    from compare.engine import session

    # No dot before the name: Spark reads no hidden files.
    with tempfile.TemporaryDirectory(prefix=_ARTICLES, dir=folder) as articles:
        for number, batch in enumerate(batches):
            pq.write_table(pa.Table.from_batches([plain(batch)]), Path(articles, f"{number:06}.parquet"))
        frame = session(options.master).read.parquet(Path(articles).resolve().as_uri())
        found = flow.spark_stories(frame, window=options.window or WINDOW)
        yield Run(found, lambda: texts_of_files(os.path.join(articles, "*.parquet")))  # noqa: PTH118
