"""A tree of HTML → the lines that a page shows, in order: nothing of its text is left out.

    <div><h1>Flood</h1><p>The river <b>rose</b>.<br>Police came.</p></div>
      → "Flood" (h1) · "The river rose." (p) · "Police came." (p)

An element that begins on a new line in a browser begins a line here, and `<br>` does; the cells of a row of a table
that is no layout are one line. Script, style and the like are no text of the page. The walk keeps its own stack, so
that no depth of nesting can exhaust Python's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

_UNSEEN = frozenset(
    "script style template svg math iframe object embed head noframes datalist canvas audio video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr picture source bdi o:p".split()
)
_CELLS = frozenset({"td", "th"})
_BREAK = object()


class Shown(NamedTuple):
    """A line of a page: its words, the innermost block that holds it, and how many of its characters are links."""

    words: str
    block: Any
    linked: int


def shown(root: Any) -> list[Shown]:
    """Return the lines of the page below `root`, an element of lxml.html, in reading order."""
    lines: list[Shown] = []
    words: list[str] = []
    linked = 0
    block: Any = root
    for holder, text, in_link in _pieces(root):
        if text is _BREAK or holder is not block:
            line = " ".join("".join(words).split())
            if line:
                lines.append(Shown(line, block, min(linked, len(line))))
            words, linked, block = [], 0, holder
        if isinstance(text, str):
            words.append(text)
            linked += len(text) if in_link and not text.isspace() else 0
    return lines


def _pieces(root: Any) -> Iterator[tuple[Any, Any, bool]]:
    """Yield (block, text or `_BREAK`, inside a link) for every text of the page."""
    stack: list[tuple[Any, Any, bool, bool]] = [(root, root, False, False)]  # element, its block, in a link, leaving
    while stack:
        element, block, in_link, leaving = stack.pop()
        is_seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        is_cell = is_seen and element.tag in _CELLS and _is_data(element)
        inside = block if not is_seen or element.tag in _INLINE or element.tag == "br" or is_cell else element
        if leaving:
            if inside is element:
                yield element, _BREAK, False
            if element.tail and element is not root:
                yield block, element.tail, in_link
            continue
        if is_seen:
            yield block, "\t" if is_cell else "" if inside is not element and element.tag != "br" else _BREAK, False
        stack.append((element, block, in_link, True))
        if is_seen:
            linked = in_link or element.tag == "a"
            if element.text:
                yield inside, element.text, linked
            stack.extend((child, inside, linked, False) for child in reversed(element))
    yield root, _BREAK, False


def _is_data(cell: Any) -> bool:
    """Whether a cell is one of a table of data: it and the row hold nothing but inline text."""
    row = cell.getparent()
    if row is None or len(row) < 2 or len(row) > 60:
        return False
    return all(not isinstance(other.tag, str) or other.tag in _INLINE for column in row for other in column) and all(
        len(column) < 20 for column in row
    )
