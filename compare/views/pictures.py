"""What people would rather look at than read: which source reports which fact, and how far the sources overlap.

Coverage, a source a row, a fact a column, and the number of facts that the source alone reports:

    bbc       ■ ■ · ■ ·    24
    scmp      ■ ■ ■ · ■    13
    nhk       · ■ ■ ■ ■     2

Overlap counts the facts by the very set of sources that report them. Two or three sources have so few sets that a bar
each is enough; for more it is an UpSet plot (Lex et al. 2014, doi:10.1109/TVCG.2014.2346248), a column a set. Facts
that are perhaps shared are in neither: it is not known who reports them.

Places are in units of the drawing, computed here; the template only writes them down. Each drawing has its table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.views.sheet import Row, Sheet

FEW: Final = 3  # sources whose overlap is drawn as bars
CELL: Final = 16
LABEL: Final = 150
ROW: Final = 22
BARS: Final = 90  # height of the bars of an UpSet plot
MOST: Final = 30  # sets that are drawn; the table has them all
LETTERS: Final = 20  # of a source's name


class Cell(NamedTuple):
    """A fact that a source reports, by its place; `clash` where it differs from another there."""

    x: int
    y: int
    fact: str
    clash: bool


class Name(NamedTuple):
    """A source's name beside the drawing, and how many facts it alone reports."""

    text: str
    y: int
    alone: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of sources and the facts that two or more report."""

    width: int
    height: int
    names: tuple[Name, ...]
    facts: tuple[tuple[str, int], ...]
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many facts each set of sources reports, the most first. `share` is of 100, for a bar."""

    sources: tuple[str, ...]
    count: int
    share: int
    x: int = 0
    top: int = 0
    height: int = 0
    dots: tuple[tuple[int, bool], ...] = ()

    @property
    def line(self) -> tuple[int, int]:
        """From where to where the line goes that joins the dots."""
        held = [y for y, inside in self.dots if inside]
        return min(held), max(held)


def coverage(sheet: Sheet) -> Coverage | None:
    """Return the matrix of `sheet`, None where no fact is shared."""
    rows = (*sheet.conflicts, *sheet.shared)
    if not rows:
        return None
    y = {source: CELL + 4 + number * ROW for number, source in enumerate(sheet.sources)}
    cells = tuple(
        Cell(LABEL + column * CELL, y[source], row.id, bool(row.clashes))
        for column, row in enumerate(rows)
        for source in row.sources
    )
    return Coverage(
        width=LABEL + len(rows) * CELL + 40,
        height=CELL + 4 + len(sheet.sources) * ROW,
        names=tuple(Name(short(o.name), y[o.name], o.only) for o in sheet.outlets),
        facts=tuple((row.id.removeprefix("F"), LABEL + column * CELL) for column, row in enumerate(rows)),
        cells=cells,
        rows=rows,
    )


def overlaps(sheet: Sheet) -> tuple[Overlap, ...]:
    """Return the sets of sources with the number of facts that these and no others report."""
    counts = Counter(row.sources for row in (*sheet.conflicts, *sheet.shared))
    order = {source: number for number, source in enumerate(sheet.sources)}
    sets = Counter({tuple(sorted(sources, key=order.__getitem__)): 0 for sources in counts})
    for sources, count in counts.items():
        sets[tuple(sorted(sources, key=order.__getitem__))] += count
    sets.update({(outlet.name,): outlet.only for outlet in sheet.outlets if outlet.only})
    ranked = sorted(sets.items(), key=lambda found: (-found[1], len(found[0]), [order[s] for s in found[0]]))
    most = max((count for _, count in ranked), default=1)
    return tuple(_placed(number, sources, count, most, sheet.sources) for number, (sources, count) in enumerate(ranked))


def _placed(number: int, sources: Sequence[str], count: int, most: int, everybody: Sequence[str]) -> Overlap:
    height = max(2, round((BARS - 16) * count / most))
    dots = tuple((BARS + 14 + k * ROW, source in sources) for k, source in enumerate(everybody))
    return Overlap(
        tuple(sources), count, max(1, round(100 * count / most)), LABEL + 12 + number * 24, BARS - height, height, dots
    )


def short(name: str) -> str:
    """Return a source's name as it fits beside a drawing."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
