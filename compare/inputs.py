"""What a command says on standard error of its inputs while it reads them: how far it is, and how old a page is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def progress(inputs: Sequence[str]) -> Iterable[str]:
    """Return `inputs`, with a bar on standard error where that is a terminal and there are several."""
    if len(inputs) < 2 or not sys.stderr.isatty():
        return inputs
    from tqdm import tqdm

    bar: Iterable[str] = tqdm(inputs, file=sys.stderr, unit="input", leave=False, dynamic_ncols=True)
    return bar


def age(fetched: str, since: datetime) -> str | None:
    """Return how old at the time `since` a page is that was fetched at `fetched` (ISO 8601), for example "3 hours ago".

    None where it was fetched after that, or not at all ("").
    """
    if not fetched:
        return None
    old = (since - datetime.fromisoformat(fetched)) // timedelta(seconds=1)
    size, unit = next((unit for unit in _UNITS if old >= unit[0]), (1, ""))
    return f"{old // size} {unit}{'s' if old // size > 1 else ''} ago" if unit else None


def now() -> datetime:
    """Return the time, in whole seconds as pages are dated, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)
