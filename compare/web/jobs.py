"""Comparisons made one after the other by warm processes, while the server goes on answering.

    library: waiting ── begin ─→ working ── worker ─→ done | failed
                 └───────── cancel ───────┴────────→ cancelled

The library is the queue's memory, this is its hands: what is waiting there when the server starts is made, what is
added later is told by `add`. Two comparisons run at once; reports are set by a process of their own, so that nobody
waits for another's comparison to look at a report that is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, NamedTuple

from compare.web.library import Kind, Library, Outcome, Status
from compare.web.pool import Pool, TaskError

AT_ONCE: Final = 2  # comparisons; a process each of some 200 MB
SHOWN_AT_ONCE: Final = 1
SECONDS: Final = 180.0  # for one comparison, its addresses included, of which each has 20 seconds
SHOWN_SECONDS: Final = 60.0  # to set a report


class Progress(NamedTuple):
    """How far a comparison is: a stage, and at which of how many articles, 0 where that means nothing."""

    stage: str
    number: int = 0
    of: int = 0


class NotDoneError(Exception):
    """There is no report: the comparison is not done, or was made by another version; the message says which."""


class MisfitError(Exception):
    """A review does not fit its comparison; the message says why."""


class Jobs:
    """The comparisons of `library` that are to be made. Used from the event loop only."""

    def __init__(self, library: Library, seconds: float = SECONDS, at_once: int = AT_ONCE) -> None:
        self.library = library
        self._seconds = seconds
        self._comparing, self._showing = Pool(at_once), Pool(SHOWN_AT_ONCE)
        self._at_once = at_once
        self._waiting: deque[str] = deque()
        self._some = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._progress: dict[str, Progress] = {}
        self._over: dict[str, asyncio.Event] = {}
        self._hands: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Warm the processes and take up what is waiting."""
        for identity in await asyncio.to_thread(self.library.unfinished):
            self.add(identity)
        self._hands = [asyncio.create_task(self._work()) for _ in range(self._at_once)]
        self._hands.append(asyncio.create_task(self._showing.warm()))

    async def stop(self) -> None:
        """End what is running; it is waiting again when the server starts the next time."""
        for task in (*self._hands, *self._running.values()):
            task.cancel()
        await asyncio.gather(*self._hands, *self._running.values(), return_exceptions=True)
        for pool in (self._comparing, self._showing):
            await pool.__aexit__()

    def add(self, identity: str) -> None:
        """Put a comparison that the library holds as waiting at the end of the queue."""
        self._waiting.append(identity)
        self._over[identity] = asyncio.Event()
        self._some.set()

    @property
    def waiting(self) -> int:
        """How many comparisons wait for their turn."""
        return len(self._waiting)

    def progress(self, identity: str) -> Progress | None:
        """Return how far a comparison is; None where it is over, or not one of this server's."""
        if identity in self._waiting:
            return Progress("waiting", self._waiting.index(identity) + 1, len(self._waiting))
        return self._progress.get(identity)

    async def wait(self, identity: str, seconds: float) -> None:
        """Return when a comparison is over, after so many seconds at the latest."""
        over = self._over.get(identity)
        if over is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await over.wait()

    async def cancel(self, identity: str) -> bool:
        """Call a comparison off; return whether it was still to be made."""
        ended = await asyncio.to_thread(self.library.end, identity, Status.CANCELLED, [])
        with suppress(ValueError):
            self._waiting.remove(identity)
        if identity in self._running:
            self._running[identity].cancel()
        else:
            self._settle(identity)
        return ended

    async def _work(self) -> None:
        with suppress(TaskError):
            await self._comparing.warm()
        while True:
            while not self._waiting:
                self._some.clear()
                await self._some.wait()
            identity = self._waiting.popleft()
            self._running[identity] = asyncio.create_task(self._make(identity))
            try:
                await asyncio.wait([self._running[identity]])
            finally:
                self._running.pop(identity).cancel()
            self._settle(identity)

    def _settle(self, identity: str) -> None:
        self._progress.pop(identity, None)
        over = self._over.pop(identity, None)
        if over is not None:
            over.set()

    async def _make(self, identity: str) -> None:
        entry = await asyncio.to_thread(self.library.begin, identity)
        if entry is None:
            return
        try:
            given = await asyncio.to_thread(self.library.given, identity)
            task = {
                "do": "compare",
                "words": entry.words,
                "fresh": entry.fresh,
                "articles": [{"kind": one.kind, "name": one.name, "place": one.place} for one in given],
            }
            self._progress[identity] = Progress("reading", 1, len(given))
            contents = [b"" if one.kind is Kind.ADDRESS else one.content for one in given]
            header, parts = await self._comparing.ask(
                task, contents, self._seconds, lambda heard: self._hear(identity, heard)
            )
            if not parts:
                await asyncio.to_thread(self.library.end, identity, Status.FAILED, header["problems"])
                return
            outcome = Outcome(parts[0], **{name: header[name] for name in Outcome._fields[1:]})
            await asyncio.to_thread(self.library.finish, identity, outcome)
        except TaskError as failure:
            await asyncio.to_thread(self.library.end, identity, Status.FAILED, [f"the comparison {failure}"])

    def _hear(self, identity: str, heard: Mapping[str, Any]) -> None:
        self._progress[identity] = Progress(heard["stage"], heard.get("number", 0), heard.get("of", 0))

    # What is done

    async def shown(self, identity: str, form: str, **options: str) -> bytes:
        """Return the report of a comparison, its review applied. Raises `KeyError`, `NotDoneError`, `TaskError`."""
        record, review = await asyncio.to_thread(self._stored, identity)
        task = {"do": "show", "form": form, **options}
        header, parts = await self._showing.ask(task, [record, review], SHOWN_SECONDS)
        if not parts:
            raise _missing(header)
        return parts[0]

    async def review(self, identity: str, review: bytes) -> None:
        """Keep a review. Raises as `shown`, and `MisfitError` where it does not fit the comparison."""
        record, _ = await asyncio.to_thread(self._stored, identity)
        header, parts = await self._showing.ask({"do": "judge"}, [record, review], SHOWN_SECONDS)
        if "problems" in header:
            raise MisfitError("; ".join(header["problems"]))
        if not parts:
            raise _missing(header)
        await asyncio.to_thread(self.library.save_review, identity, parts[0], header["counts"], header["figures"])

    def _stored(self, identity: str) -> tuple[bytes, bytes]:
        record, review = self.library.record(identity), self.library.review(identity)
        if record is None:
            raise NotDoneError("is not done, so there is no report of it")
        return record, review


def _missing(header: Mapping[str, Any]) -> Exception:
    if header.get("outdated"):
        return NotDoneError("was made by another version of tellings, which this one cannot read; compare it again")
    return TaskError("cannot be made: " + "; ".join(header.get("problems", ["try it again"])))
