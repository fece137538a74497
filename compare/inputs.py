"""What a command says on standard error of its inputs while it reads them: how far it is, and how old a page is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def progress(inputs: Sequence[str]) -> Iterable[str]:
    """Return `inputs`, with a bar on standard error where that is a terminal and there are several."""
    if len(inputs) < 2 or not sys.stderr.isatty():
        return inputs
    from tqdm import tqdm

    bar: Iterable[str] = tqdm(inputs, file=sys.stderr, unit="input", leave=False, dynamic_ncols=True)
    return bar


def counted(
    items: Iterable[T], unit: str, total: int | None = None, size: Callable[[T], int] = lambda _: 1
) -> Iterator[T]:
    """Pass `items` on, with a bar on standard error where that is a terminal; each counts as `size` says."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    with tqdm(file=sys.stderr, unit=f" {unit}", total=total, leave=False, dynamic_ncols=True) as bar:
        for item in items:
            bar.update(size(item))
            yield item


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
