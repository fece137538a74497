"""Messages between the server and its worker processes: one JSON header and any number of byte strings.

    17 digits   the header's length
    header      {"do": "show", "form": "html", …, "sizes": [29214, 0]}
    bytes       of each part, so many as `sizes` says

Nothing is pickled: a worker that a hostile page took over can answer with wrong words, but not with code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

DIGITS: Final = 17
LARGEST: Final = 2_000_000_000  # bytes of one message


class FrameError(Exception):
    """What came is no message of ours."""


def packed(header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> bytes:
    """Return a message as bytes."""
    text = json.dumps({**header, "sizes": [len(part) for part in parts]}).encode()
    return f"{len(text):{DIGITS}d}".encode() + text + b"".join(parts)


def length(digits: bytes) -> int:
    """Return the length of the header that follows. Raises `FrameError`."""
    if not digits.strip().isdigit() or int(digits) > LARGEST:
        raise FrameError
    return int(digits)


def header(text: bytes) -> tuple[dict[str, Any], list[int]]:
    """Return a header and the sizes of the parts that follow. Raises `FrameError`."""
    try:
        found = json.loads(text)
        sizes = found.pop("sizes")
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise FrameError from None
    whole = isinstance(sizes, list) and all(isinstance(size, int) and size >= 0 for size in sizes)
    if not whole or sum(sizes) > LARGEST:
        raise FrameError
    return found, sizes
