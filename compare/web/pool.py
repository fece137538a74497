"""Worker processes that do one task at a time each, kept warm, ended when a task takes too long or is called off.

    async with Pool(2) as pool:
        answer = await pool.ask({"do": "show", "form": "json"}, [record, b""], seconds=60)
        answer.parts[0]

The event loop only waits: it never compares, parses or sets anything itself. A task that is cancelled, whose worker
dies or whose time is up costs that worker; the next task gets a new one. A worker starts in a process group of its own,
so that Ctrl-C reaches the server alone, and ends when its standard input does, so also when the server is killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from compare.web import frames

MEMORY: Final = 4_000_000_000  # bytes of address space of a worker; numpy and scipy reserve much that they never use
_START: Final = 60.0  # seconds


class Answer(NamedTuple):
    """What a worker answered: words, and bytes."""

    header: dict[str, Any]
    parts: list[bytes]


class TaskError(Exception):
    """A task was given up; the message says why, as the end of a sentence about it."""


class Pool:
    """So many workers, each started when it is first needed (or by `warm`) and again after it ended."""

    def __init__(self, size: int, memory: int = MEMORY) -> None:
        self._size = size
        self._memory = memory
        self._free: asyncio.LifoQueue[asyncio.subprocess.Process | None] = asyncio.LifoQueue()
        for _ in range(size):
            self._free.put_nowait(None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        while not self._free.empty():
            process = self._free.get_nowait()
            if process is not None:
                await _end(process)

    async def warm(self) -> None:
        """Start all workers."""
        taken = [await self._free.get() for _ in range(self._size)]
        for process in taken:
            self._free.put_nowait(process if _is_alive(process) else await self._started())

    async def ask(
        self,
        task: Mapping[str, Any],
        parts: Sequence[bytes],
        seconds: float,
        heard: Callable[[dict[str, Any]], None] = lambda _: None,
    ) -> Answer:
        """Return the answer to a task; `heard` gets what its worker says before. Raises `TaskError`."""
        process = await self._free.get()
        try:
            if process is None or not _is_alive(process):
                process = await self._started()
            async with asyncio.timeout(seconds):
                answer = await _asked(process, task, parts, heard)
        except TimeoutError:
            await _end(process)
            process = None
            raise TaskError(
                f"takes more than {seconds:.0f} seconds, so it was given up; give fewer or shorter articles"
            ) from None
        except (frames.FrameError, asyncio.IncompleteReadError, OSError):
            await _end(process)
            process = None
            raise TaskError("made its process stop, so it was given up; leave an article out") from None
        except BaseException:  # cancelled in the middle of a task
            await _end(process)
            process = None
            raise
        finally:
            self._free.put_nowait(process)
        return answer

    async def _started(self) -> asyncio.subprocess.Process:
        # -P: a file named numpy.py in the working folder is not what is imported. The rest of the path is ours.
        path = [entry for entry in sys.path if entry] or [str(Path(__file__).parents[2])]
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}  # workers share the cores
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "compare.web.worker",
            str(self._memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **threads, "PYTHONPATH": os.pathsep.join(path)},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(_START):
                await _message(process)
        except BaseException as error:
            await _end(process)
            if isinstance(error, TimeoutError | frames.FrameError | asyncio.IncompleteReadError):
                raise TaskError("could not be begun: its process did not start; try it again") from None
            raise
        return process


def _is_alive(process: asyncio.subprocess.Process | None) -> bool:
    return process is not None and process.returncode is None


async def _asked(
    process: asyncio.subprocess.Process,
    task: Mapping[str, Any],
    parts: Sequence[bytes],
    heard: Callable[[dict[str, Any]], None],
) -> Answer:
    assert process.stdin is not None
    process.stdin.write(frames.packed(task, parts))
    await process.stdin.drain()
    while True:
        answer = await _message(process)
        if answer.header.pop("done", False):
            return answer
        heard(answer.header)


async def _message(process: asyncio.subprocess.Process) -> Answer:
    assert process.stdout is not None
    length = frames.length(await process.stdout.readexactly(frames.DIGITS))
    header, sizes = frames.header(await process.stdout.readexactly(length))
    return Answer(header, [await process.stdout.readexactly(size) for size in sizes])


async def _end(process: asyncio.subprocess.Process | None) -> None:
    """End a process, and whatever it started, at once."""
    if process is None or process.returncode is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    await process.wait()
