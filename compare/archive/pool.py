"""Comparisons made in several processes at a time; what comes out is in the order of what went in.

One that fails gives its error in words, and the others go on; so does one that takes its process with it, as where
memory ends: those that were being made beside it fail with it, and a new pool makes the rest. Processes are spawned and
not forked, as the caller has threads. Ctrl-C is for the caller, which then ends them.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import NamedTuple, TypeAlias, TypeVar

from compare.errors import TellingsError
from compare.model import Article

Maker: TypeAlias = Callable[[Sequence[Article]], tuple[str | bytes, str]]  # a file, and what a reader has to know of it


class Made(NamedTuple):
    """What was made of some articles and what is to be known of it, or the error that kept it from being made."""

    data: str | bytes = ""
    note: str = ""
    error: str = ""


T = TypeVar("T")

_AHEAD = 2  # tasks a process that wait for it, with their articles in memory
_DIED = "its process died, perhaps for want of memory; run this again, with fewer --jobs"


def in_order(tasks: Iterable[tuple[T, Sequence[Article]]], make: Maker, jobs: int) -> Iterator[tuple[T, Made]]:
    """Yield what `make` makes of the articles of each task, which its first part names."""
    if jobs == 1:
        for task, articles in tasks:
            yield task, made(make, articles)
        return
    waiting: deque[tuple[T, Future[Made]]] = deque()
    pool = _pool(jobs)
    try:
        for task, articles in tasks:
            try:
                waiting.append((task, pool.submit(made, make, articles)))
            except BrokenProcessPool:
                while waiting:
                    yield _done(*waiting.popleft())
                pool = _pool(jobs)
                waiting.append((task, pool.submit(made, make, articles)))
            if len(waiting) >= jobs * _AHEAD:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def made(make: Maker, articles: Sequence[Article]) -> Made:
    """Return what is made of articles, or in words why nothing is."""
    try:
        return Made(*make(articles))
    except TellingsError as error:
        return Made(error=str(error))
    except Exception as error:  # a fault of ours in one story must not cost the others
        told = " ".join(str(error).split())[:200]
        return Made(error=f"{type(error).__name__}: {told} (a fault of tellings: please report it)")


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=signal.signal, initargs=_IGNORED)


_IGNORED = (signal.SIGINT, signal.SIG_IGN)


def _done(task: T, future: Future[Made]) -> tuple[T, Made]:
    try:
        return task, future.result()
    except BrokenProcessPool:
        return task, Made(error=_DIED)
