"""How long a sentence is, and how a ranking of sentences becomes a summary of at most so many words.

    budget 50     ranking  c (31 words)   a (25 words)   d (12 words)
                  c fits (31), a does not (56), d does (43)  →  c d, in reading order

A sentence is never cut, and the budget is kept: what does not fit is passed over. Only where no sentence is short
enough the first of the ranking is given whole, as an empty summary would tell the reader nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compare.model import Claim

# Words are what stands between spaces, as in a word processor; Chinese, Japanese and Korean characters count one each.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+")


def length(text: str) -> int:
    """Return the number of words of `text`, 0 only where it is blank."""
    return sum(1 for _ in _WORD.finditer(text))


def fill(ranking: Iterable[int], claims: Sequence[Claim], words: int, *, stop: bool = False) -> list[int]:
    """Return the positions in `ranking` whose claims fit into `words` words together, in the order of `claims`.

    The best come first in `ranking`. A sentence that was taken already, word for word, is passed over. With `stop`,
    the first sentence that does not fit ends the summary, so that no later one takes its place.
    """
    order = list(ranking)
    taken: list[int] = []
    texts: set[str] = set()
    left = words
    for position in order:
        text = " ".join(claims[position].text.split())
        size = length(text)
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
