"""What is made of each article alone, and by what; on this machine by as many processes as it has processors.

The kernels are numpy and dictionaries of words: Python, which runs on one processor a process. Here they run in
children of this process, ``python -m compare.archive.kernels``, to which batches go as Arrow streams and from which
tables come, in the order of the batches. A child is a program of its own and no fork: nothing of the caller's is run in
it again, and it ends with its standard input, also where the parent was killed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import IO

import pyarrow as pa

from compare.archive import telling
from compare.archive.fingerprints import fingerprints
from compare.archive.index import terms
from compare.archive.schemas import FINGERPRINTS, TERMS
from compare.errors import ArchiveError

OF_ARTICLES = {
    "details": (telling.details, telling.DETAILS),
    "terms": (terms, TERMS),
    "prints": (fingerprints, FINGERPRINTS),
}
ALONE = 2  # batches that are not worth the start of a child, half a second
_HEADER = 16  # digits of the length before each message

Made = dict[str, pa.Table]


def made(articles: pa.Table) -> Made:
    """Return what the kernels make of ARTICLES, by name."""
    batches = articles.to_batches()
    return {
        name: pa.Table.from_batches((kernel(batch) for batch in batches), schema)
        for name, (kernel, schema) in OF_ARTICLES.items()
    }


def version() -> str:
    """Return what names the kernels as they are: a hash of their source and of the tables that they read.

    Terms that another version of tellings made of a text are not those that this one makes; nobody has to remember to
    say so.
    """
    found = hashlib.sha256()
    for folder in ("archive", "archive/data", "articles", "articles/readers", "claims", "claims/data"):
        here = files("compare").joinpath(folder)
        for file in sorted(here.iterdir(), key=lambda file: file.name) if here.is_dir() else []:
            if file.name.endswith((".py", ".txt", ".json")):
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


def all_made(articles: Iterator[pa.Table], workers: int | None = None) -> Iterator[tuple[pa.Table, Made]]:
    """Yield each table of ARTICLES with what the kernels make of it, made by `workers` processes (None: one a core)."""
    count = workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    for _, table in zip(range(ALONE), articles, strict=False):
        yield table, made(table)
    if count < 2:
        yield from ((table, made(table)) for table in articles)
        return
    yield from _in_children(articles, count)


def _in_children(articles: Iterator[pa.Table], count: int) -> Iterator[tuple[pa.Table, Made]]:
    children = _Children()
    waiting: deque[tuple[pa.Table, Future[Made]]] = deque()
    with ThreadPoolExecutor(count, "tellings-kernels") as pool:
        try:
            for table in articles:
                waiting.append((table, pool.submit(children.made, table)))
                if len(waiting) > 2 * count:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            pool.shutdown(cancel_futures=True)
            children.close()


class _Children:
    """A child for each thread that asks."""

    def __init__(self) -> None:
        self._of_thread = threading.local()
        self._all: list[subprocess.Popen[bytes]] = []

    def made(self, articles: pa.Table) -> Made:
        child = getattr(self._of_thread, "child", None)
        if child is None:
            child = self._of_thread.child = _started()
            self._all.append(child)
        assert child.stdin is not None and child.stdout is not None
        try:
            _send(child.stdin, articles)
            return {name: _received(child.stdout) for name in OF_ARTICLES}
        except (EOFError, BrokenPipeError) as error:
            raise ArchiveError(
                "a process that reads articles ended, perhaps for want of memory; run this again, with fewer --jobs"
            ) from error

    def close(self) -> None:
        for child in self._all:
            child.communicate()


def _started() -> subprocess.Popen[bytes]:
    # -P: a file named numpy.py in the working folder is not what is imported. The rest of the path is ours.
    path = [entry for entry in sys.path if entry] or [str(Path(__file__).parents[2])]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "compare.archive.kernels"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        start_new_session=True,  # Ctrl-C stops the parent, which then ends the child
    )


def _send(pipe: IO[bytes], table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data = sink.getvalue()
    pipe.write(f"{len(data):{_HEADER}d}".encode())
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> pa.Table:
    header = pipe.read(_HEADER)
    data = pipe.read(int(header)) if len(header) == _HEADER else b""
    if not data or len(data) < int(header):  # whoever writes was killed, perhaps in the middle
        raise EOFError
    return pa.ipc.open_stream(pa.py_buffer(data)).read_all()


def serve() -> None:
    """Answer each table of ARTICLES on standard input with what the kernels make of it, until the input ends."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed is no answer
    while True:
        try:
            articles = _received(requests)
        except EOFError:
            return
        try:
            for table in made(articles).values():
                _send(answers, table)
        except BrokenPipeError:  # the parent was killed: nobody is there to be told so
            os._exit(1)


if __name__ == "__main__":
    serve()
