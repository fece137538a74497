"""What a site's robots.txt lets programs read.

    User-agent: *          https://news.example/1             → may be read
    Disallow: /*?print=    https://news.example/1?print=yes   → may not

After RFC 9309: there is none (any 4xx) → all may be read; its server fails (5xx, or 429: too many) → nothing may, as
the answer is not known. Protego reads the rules: the standard library's reader knows no `*` and `$`, which the sites of
outlets use, and takes the first rule where the standard takes the longest. Rules are kept for an hour, so that a batch
of one site's pages asks once.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protego import Protego

from compare.articles.address import SAVE, Refused, Target
from compare.articles.transfer import AGENT, Answer

_KEPT = 3600.0  # seconds; the standard allows a day
_MOST_SITES = 1000


class Robots:
    """The rules of the sites that were asked so far."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[float, Protego]] = {}

    def permits(self, asked: Target, get: Callable[[Target], Answer]) -> bool:
        """Return whether `asked` may be read; `get` returns the answer to its site's robots.txt. Raises `Refused`."""
        known = self._rules.get(asked.origin)
        if known is None or known[0] < time.monotonic():
            if len(self._rules) >= _MOST_SITES:
                self._rules.clear()
            known = self._rules[asked.origin] = time.monotonic() + _KEPT, _rules(get(asked))
        return bool(known[1].can_fetch(asked.href, AGENT))


def _rules(answer: Answer) -> Protego:
    if answer.status >= 500 or answer.status == 429:
        raise Refused(
            f"is on a site whose robots.txt cannot be read now (status {answer.status}), so that nobody knows "
            f"whether it may be; try again later, or {SAVE}"
        )
    return Protego.parse(answer.body.decode("utf-8-sig", errors="replace"))
