"""The process that parses foreign formats: ``python -m compare.articles.child 1000000000``. See `sandbox`.

Before it takes the first byte it limits itself: so much memory, no file of any size may be written, no core is dumped.
Each request is a length, JSON ``{"reader": "package.module:function", "size": 1234}`` and that many bytes; each answer
a length and JSON, either ``{"documents": […]}`` or ``{"error": "is encrypted; …"}``. Whatever a parser prints goes
nowhere: standard output belongs to the answers.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from typing import IO, Any

from compare.articles.document import Unreadable

_HEADER = 16
_LAST_RESORT = 60  # seconds; ends a child whose parent was killed in the middle of a file


def main() -> None:
    """Serve requests until standard input ends."""
    requests, answers = _pipes()
    _limit(int(sys.argv[1]))
    while header := requests.read(_HEADER):
        request = json.loads(requests.read(int(header)))
        data = requests.read(request["size"])
        if hasattr(signal, "alarm"):
            signal.alarm(_LAST_RESORT)
        answer = json.dumps({**_answer(request["reader"], data), "held": _held()}).encode()
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        del data
        answers.write(f"{len(answer):{_HEADER}d}".encode() + answer)
        answers.flush()


def _answer(reader: str, data: bytes) -> dict[str, Any]:
    try:
        module, _, function = reader.partition(":")
        found = getattr(importlib.import_module(module), function)(data)
        return {"documents": [document.to_data() for document in found]}
    except Unreadable as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "needs more memory to read than is allowed; save its text as plain text"}
    except RecursionError:
        return {"error": "is nested too deeply; save its text as plain text"}
    except Exception as error:  # any parser may raise anything: the name of it is all that a user can pass on
        return {"error": f"is damaged: its reader stopped with {type(error).__name__}; save its text as plain text"}


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent, and let nothing else write to or read from them."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _held() -> int:
    """Return how many bytes of memory the process holds; 0 where that cannot be known."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    main()
