"""The rows of a table whose cells are set apart by a mark, with quotation marks as RFC 4180 has them, or as texts do.

    A,"The ""Star"" sank, the owner said",Post           cells in quotation marks, those inside them doubled
    B\t"We are leaving," said the mayor.\tEcho            a text that begins with a quotation, and is not quoted
    C\t"Stay home, said the chief.\tMetro                 one that is never closed

The standard library's reader takes the marks of the second row away, and for the third reads on to the end of the file
as one cell. Here each row is read strictly first. Where that fails, the line is cut at its marks and keeps its
quotation marks, if it has as many cells as the head; so a mark that is never closed costs no row.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator

_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*')


class _Lines(Iterator[str]):
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._again: deque[str] = deque()
        self._given: list[str] = []
        self.ended = False

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            try:
                line = next(self._source)
            except StopIteration:
                self.ended = True
                raise
        self._given.append(line)
        return line

    def mark(self) -> None:
        """Forget what was given: it is not to come back."""
        self._given.clear()

    def back(self, keep: int = 0) -> None:
        """Take back all lines since the mark but the first `keep`."""
        self._again.extendleft(reversed(self._given[keep:]))
        self._given.clear()


def rows(lines: Iterable[str], mark: str) -> Iterator[list[str]]:
    """Yield the cells of each row, which are set apart by `mark`; an empty line has none."""
    given = _Lines(lines)
    width = 0
    while True:
        given.mark()
        try:
            cells = next(csv.reader(given, delimiter=mark, strict=True))
        except StopIteration:
            return
        except csv.Error:
            given.back()
            cells = _mended(given, mark, width)
        width = width or len(cells)
        yield cells


def _mended(given: _Lines, mark: str, width: int) -> list[str]:
    """Return the cells of the row that begins with the next line, of which quotation marks are out of order."""
    line = next(given)
    cut = [
        m[1].replace('""', '"') if (m := _QUOTED.fullmatch(cell)) else cell for cell in line.rstrip("\r\n").split(mark)
    ]
    for cells in (cut, _loose([line], mark)):
        if len(cells) == width or not width:
            return cells
    given.back()
    given.ended = False
    cells = _loose(given, mark)
    if len(cells) == width and not given.ended:
        return cells
    given.back(keep=1)
    return cut


def _loose(lines: Iterable[str], mark: str) -> list[str]:
    """Return the cells of the first row as the standard library's reader has them where it is not strict."""
    try:
        return next(csv.reader(lines, delimiter=mark), [])
    except csv.Error:
        return []
