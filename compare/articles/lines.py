"""The lines of a text, and which of them belong together.

A saved page has one paragraph a line::

    China and Japan hold first security talks in four years
    ⏎
    China and Japan are holding their first high-level security talks in four years, following recent tensions …

Mail, agency feeds and old text files break a paragraph at a width instead::

    China and Japan are holding their first high-level security talks in four
    years, following recent tensions over territorial and historical issues.

Both are told apart by one question about each break: would the next line's first word still have fitted? In the second
text "years," (6 characters) would not have fitted after 73 of 73 characters, so an editor broke the line; in the first
the longest line is far wider than any editor's. No list of widths is needed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_BREAKS = "\\r\\n\\f\\v\u2028\u2029"
_LINE = re.compile(rf"\S[^{_BREAKS}]*")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")

_WIDEST = 100  # no editor, mail program or agency wraps text wider than this
_NARROWEST_WRAP = 55  # nobody wraps narrower today, and labels below each other can look wrapped
_NARROWEST = 40  # below this a line is a label or verse, whatever follows

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]」』）]*\Z")
_NO_BULLET = re.compile(r"[-–—\d]")

ITEM = re.compile(
    r"""(?: [•·‣◦▪▫●■►▶∙⁃]\s* | \u00e2\u0080\u00a2\s*   # bullets, the last one a "•" that was decoded wrongly
      | [*–—-]\s+                                       # * and dashes need a space: "-5 degrees" is not an item
      | \(?\d{1,2}[.)]\s+ | \(?[a-zA-Z]\)\s+ | \[\d{1,3}\]\s* )
      (?=\S)""",
    re.VERBOSE,
)


class Line(NamedTuple):
    """A line that is not blank, without the white space around it; `after_blank` where a blank line comes before."""

    start: int
    end: int
    after_blank: bool


def lines(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank, in order."""
    found: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = len(_BREAK.findall(text, before, start))
        found.append(Line(start, start + len(match.group().rstrip()), gap > 1 or not found))
        before = end
    return found


def joined(text: str, found: list[Line]) -> list[tuple[Line, bool]]:
    """Join the lines of one wrapped paragraph. Returns for each paragraph its extent, and whether lines were joined."""
    width = _wrap_width(text, found)
    paragraphs: list[tuple[Line, bool]] = []
    for index, line in enumerate(found):
        if paragraphs and _continues(text, found[index - 1], line, width):
            first = paragraphs[-1][0]
            paragraphs[-1] = (Line(first.start, line.end, first.after_blank), True)
        else:
            paragraphs.append((line, False))
    return paragraphs


def _wrap_width(text: str, found: list[Line]) -> int | None:
    """Return the width at which the text was wrapped, or None where it was not."""
    if len(found) < 4:
        return None
    # A long address is never broken, so it says nothing about the width.
    width = max((line.end - line.start for line in found if not _ADDRESS.match(text, line.start, line.end)), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST:
        return None
    breaks = [(a, b) for a, b in pairwise(found) if not b.after_blank]
    forced = sum(_forced(text, a, b, width) for a, b in breaks)
    # The last line of a paragraph that is not followed by a blank line is the usual exception.
    return width if forced >= 3 and forced >= 0.6 * len(breaks) else None


def _forced(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    word = text[following.start : min(following.end, following.start + _WIDEST)].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width


def _continues(text: str, line: Line, following: Line, width: int | None) -> bool:
    """Whether the following line goes on with the paragraph of this one."""
    if following.after_blank or line.end - line.start < _NARROWEST:
        return False
    ended = _ENDED.search(text, max(line.start, line.end - 12), line.end) is not None
    forced = width is not None and _forced(text, line, following, width)
    item = ITEM.match(text, following.start, following.end)
    # "- accidental or otherwise -" and "22." may stand at the beginning of a line only because somebody broke it there.
    if item and (ended or not _NO_BULLET.match(text, following.start, following.end) or not forced):
        return False
    if width is not None:
        return forced
    # A break in the middle of a sentence, in a text that is otherwise not wrapped.
    return not ended and line.end - line.start <= _WIDEST and text[following.start].islower()
