"""Bytes of a foreign format → documents, read in a process of their own with 20 seconds and 1 GB.

    documents(page, "compare.articles.readers.pages:read")      → [Document(…)]

Parsers of foreign formats are large, partly in C, and meet files made by strangers: one that loops, eats memory or
crashes must cost that one file and nothing else. So the process that users run never parses such a file. It starts
``python -m compare.articles.child``, writes the name of the reader and the bytes to its standard input and reads JSON
from its standard output. Nothing is pickled in either direction.

One child serves many files in turn, as starting it and loading trafilatura takes a second; threads that read at the
same time have one each. It is killed when it takes longer than `SECONDS`, and replaced when it died or holds more than
`HELD` bytes after a file; the file that killed it gets an `Unreadable` and the next file a new child. Where the system
has no limits of memory (Windows), the limit of time alone holds.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from compare.articles.document import Document, Unreadable

SECONDS = 20.0
MEMORY = 1_000_000_000  # bytes of address space
HELD = 400_000_000  # bytes; what a child may still hold when it begins with the next file
_LONGEST_ANSWER = 200_000_000  # bytes
_HEADER = 16  # digits of the length before each message


class Child:
    """One process that reads files in turn."""

    def __init__(self) -> None:
        # -P: a file named trafilatura.py in the working folder is not what is imported. The rest of the path is ours.
        path = [entry for entry in sys.path if entry] or [str(Path(__file__).parents[2])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "compare.articles.child", str(MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C stops the parent, which then stops the child; and no terminal is in reach
        )

    def ask(self, reader: str, data: bytes, seconds: float) -> object:
        """Return the child's answer. Raises `TimeoutError`, or `EOFError` where the child died."""
        assert self.process.stdin is not None and self.process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            request = json.dumps({"reader": reader, "size": len(data)}).encode()
            self.process.stdin.write(f"{len(request):{_HEADER}d}".encode() + request + data)
            self.process.stdin.flush()
            length = int(_exactly(self.process.stdout, _HEADER))
            if not 0 <= length <= _LONGEST_ANSWER:
                raise EOFError
            return json.loads(_exactly(self.process.stdout, length))
        except (OSError, ValueError, EOFError, RecursionError) as error:  # killed, crashed, or taken over
            self.kill()
            raise (TimeoutError() if late.is_set() else EOFError()) from error
        except BaseException:
            self.kill()
            raise
        finally:
            timer.cancel()
            timer.join()

    def kill(self) -> None:
        """End the process, and whatever it started, at once."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> None:
        """End the process and free what belongs to it."""
        self.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class Sandbox:
    """The child there is, started with the first file and replaced when needed. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None

    def documents(self, data: bytes, reader: str, seconds: float = SECONDS) -> list[Document]:
        """Return what the reader ``package.module:function`` finds in `data`. Raises `Unreadable`."""
        with self._lock:
            answer = self._answer(data, reader, seconds)
        if not isinstance(answer, dict):
            raise Unreadable("its reader gave no answer; save the file in another format")
        if "error" in answer:
            raise Unreadable(" ".join(str(answer["error"]).split())[:500])
        found = answer.get("documents")
        if not isinstance(found, list):
            raise Unreadable("its reader gave no document; save the file in another format")
        return [Document.from_data(document) for document in found]

    def _answer(self, data: bytes, reader: str, seconds: float) -> object:
        if self._child is None or self._child.process.poll() is not None:
            self.close()
            self._child = Child()
        try:
            answer = self._child.ask(reader, data, seconds)
        except TimeoutError as error:
            self.close()
            raise Unreadable(
                f"takes more than {seconds:.0f} seconds to read, so it was given up; save its text as plain text"
            ) from error
        except EOFError as error:
            self.close()
            raise Unreadable("makes its reader crash, so it was given up; save its text as plain text") from error
        except BaseException:
            self.close()
            raise
        if not isinstance(answer, dict) or int(answer.get("held", 0)) > HELD:
            self.close()
        return answer

    def forget(self) -> None:
        """Leave the child to the process that started it: what a fork of this process does first."""
        self._lock, self._child = threading.Lock(), None

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.close()
            self._child = None


class Pool:
    """As many children as there are threads that read at a time: one, where nobody reads beside others."""

    def __init__(self) -> None:
        self._idle: list[Sandbox] = []
        self._all: list[Sandbox] = []

    def documents(self, data: bytes, reader: str, seconds: float = SECONDS) -> list[Document]:
        """Return what the reader ``package.module:function`` finds in `data`. Raises `Unreadable`."""
        try:
            sandbox = self._idle.pop()
        except IndexError:
            sandbox = Sandbox()
            self._all.append(sandbox)
        try:
            return sandbox.documents(data, reader, seconds)
        finally:
            self._idle.append(sandbox)

    def forget(self) -> None:
        """Leave the children to the process that started them."""
        for sandbox in self._all:
            sandbox.forget()
        self._idle, self._all = [], []

    def close(self) -> None:
        """End all children."""
        for sandbox in list(self._all):
            sandbox.close()


SANDBOX = Pool()
atexit.register(SANDBOX.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=SANDBOX.forget)


def documents(data: bytes, reader: str) -> list[Document]:
    """Return what the reader ``package.module:function`` finds in `data`, read in the child. Raises `Unreadable`."""
    return SANDBOX.documents(data, reader)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
