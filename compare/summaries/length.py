"""How long a summary may be, in words, sentences or a share of the text, and how a ranking of sentences fills it.

    budget 50 words     ranking  c (31 words)   a (25 words)   d (12 words)
                        c fits (31), a does not (56), d does (43)  →  c d, in reading order

A sentence is never cut, and the budget is kept: what does not fit is passed over. Only where no sentence is short
enough the first of the ranking is given whole, as an empty summary would tell the reader nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.errors import SummaryError
from compare.model import Claim

WORDS = 100  # of a summary whose length nobody names
# Words are what stands between spaces, as in a word processor; Chinese, Japanese and Korean characters count one each.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+")


def length(text: str) -> int:
    """Return the number of words of `text`, 0 only where it is blank."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a summary may hold: `limit` words, or with `counted` as many sentences."""

    limit: int
    counted: bool = False

    def cost(self, text: str) -> int:
        """Return how much of the budget the sentence `text` takes, 1 at least."""
        return 1 if self.counted else max(1, length(text))


def check(words: int | None, sentences: int | None, share: float | None) -> None:
    """Raise `SummaryError` where more than one length is given, or one that no summary can have."""
    given = {"words": words, "sentences": sentences, "share": share}
    named = [name for name, value in given.items() if value is not None]
    if len(named) > 1:
        raise SummaryError(f"{' and '.join(named)} are given; name one of words, sentences and share")
    for name, value in (("words", words), ("sentences", sentences)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise SummaryError(f"a summary of {value} {name} cannot be given; ask for 1 or more, a whole number")
    if share is not None and (isinstance(share, bool) or not 0 < share <= 1):
        raise SummaryError(f"a summary cannot be {share} of the text; ask for a share above 0 and up to 1")


def budget(claims: Sequence[Claim], words: int | None, sentences: int | None, share: float | None) -> Budget:
    """Return the budget of a summary of `claims`: at most one length is given, a hundred words where none is.

    A share is one of the words of `claims`, rounded to whole words, 1 at least. Raises `SummaryError` as `check`.
    """
    check(words, sentences, share)
    if sentences is not None:
        return Budget(sentences, counted=True)
    if share is not None:
        return Budget(max(1, math.floor(share * sum(length(claim.text) for claim in claims) + 1e-9)))
    return Budget(WORDS if words is None else words)


def fill(ranking: Iterable[int], claims: Sequence[Claim], allowed: Budget, *, stop: bool = False) -> list[int]:
    """Return the positions in `ranking` whose claims fit into the budget together, in the order of `claims`.

    The best come first in `ranking`. A sentence that was taken already, word for word, is passed over. With `stop`,
    the first sentence that does not fit ends the summary, so that no later one takes its place.
    """
    order = list(ranking)
    taken: list[int] = []
    texts: set[str] = set()
    left = allowed.limit
    for position in order:
        text = " ".join(claims[position].text.split())
        size = allowed.cost(text)
        if size <= left and text not in texts:
            taken.append(position)
            texts.add(text)
            left -= size
        elif size > left and taken and stop:
            break
    return sorted(taken) or order[:1]


def in_turn(claims: Sequence[Claim]) -> list[int]:
    """Return the positions of `claims`, the first of each source, then the second of each, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for position, claim in enumerate(claims):
        turn = seen.get(claim.source, 0)
        seen[claim.source] = turn + 1
        turns.append((turn, position))
    return [position for _, position in sorted(turns)]
