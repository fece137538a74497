"""What the words around a number leave open: its least and its greatest value.

    about 40 ships        36 to 44         almost 40        36 to 40        just over 40     40 to 44
    more than 40          40 to infinity   up to 40         0 to 40         40 or more       40 to infinity

"About" is ten per cent either way, and of a whole number outward to the next whole one, so that about 7 is 6 to 8. Both
ends are included, as outlets do not tell "over 40" from "40 or more" with care. "Up to" begins at nothing.
"""

from __future__ import annotations

import math
import re

from compare.claims.units import exact
from compare.model import Span

ABOUT = 0.1  # the share by which "about" may be off, either way
_LOOK = 40  # characters before a number in which its qualifier is looked for
_BEFORE = re.compile(
    r"\b(?:(?P<nearly>nearly|almost|just under|close to|just short of|approaching|a little under|slightly less than)"
    r"|(?P<over>just over|just above|just more than|a little over|a little more than|slightly over|slightly more than)"
    r"|(?P<least>at least|no fewer than|no less than|not less than|a minimum of|upwards of|in excess of|more than|over"
    r"|above|exceeding|greater than|as few as|as little as)"
    r"|(?P<most>up to|as many as|as much as|no more than|not more than|at most|a maximum of|less than|fewer than|under"
    r"|below)"
    r"|(?P<about>about|around|approximately|roughly|some|circa|estimated|in the region of))\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<least>\+|-plus\b|\s(?:or|and)\s(?:more|over|above|older)\b)|(?P<most>\s(?:or|and)\s(?:fewer|less|under|younger)\b)"
    r"|(?P<about>-odd\b|-ish\b|\sor\sso\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:\b(?:US|AU|A|CA|C|NZ|HK|S|NT|R))?[$£€¥₹₩₽]$|\b(?:Rs\.?|USD|EUR|GBP|AUD|CAD|JPY|INR)\s$")


def loosened(text: str, span: Span, start: int, ends: tuple[int, ...], low: float, high: float) -> tuple[float, float]:
    """Return what the words of the sentence `text[span]` make of the bounds `low` and `high` of a number.

    The number begins at `start`; `ends` are the places after it, after its unit and after its noun.
    """
    head = _MONEY.sub("", text[max(span.start, start - _LOOK) : start])
    qualifier = _BEFORE.search(head if head[-1:].isspace() else head + " ")
    if qualifier is None:
        qualifier = next((m for place in ends if (m := _AFTER.match(text, place, span.end))), None)
    kind = qualifier.lastgroup if qualifier else None
    if kind is None:
        return low, high
    if kind == "least":
        return low, math.inf
    if kind == "most":
        return (0.0 if low >= 0 else -math.inf), high
    below, above = low - ABOUT * abs(low), high + ABOUT * abs(high)
    if low == math.floor(low) and high == math.floor(high):
        below, above = math.floor(exact(below)), math.ceil(exact(above))
    return (below if kind in {"about", "nearly"} else low), (above if kind in {"about", "over"} else high)
