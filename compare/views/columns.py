r"""Paper for a terminal: text wrapped to a width, in columns where they fit, styled where colour is on.

Widths are those of the screen, not of the string: 東京 is four columns wide, an accent none (wcwidth). Text is made
harmless (`escape.terminal`) before it is styled, so the only escape sequences on the paper are those put here.

Two layouts of the same cells. With three sources and 100 columns of screen there is a table; with ten, or on a narrow
screen, each source gets a paragraph of its own, for a column under 24 characters reads like a shopping list::

    ┌───────┬──────────────────────┬───────────────────────┐      F3   96 %
    │ F3    │ line 9: The last     │ line 26: High-level   │        bbc, line 9: The last round of talks was in 2011 …
    │ 96 %  │ round of talks was … │ talks were suspended… │        scmp, line 26: High-level talks were suspended …
    ├───────┴──────────────────────┴───────────────────────┤        → See also P2.
    │ → See also P2.                                       │
    └──────────────────────────────────────────────────────┘

A note is no cell: it belongs to the row, so it spans the columns. tabulate has no such lines; they are set between
those it has drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compare.views.escape import terminal
from compare.views.passages import Mark, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST_COLUMN: Final = 24
_NARROWEST_PAPER: Final = 20
_WIDEST_COLUMN: Final = 72  # longer lines are hard to find the way back in
_NONE: Final = "–"
_RULES: Final = ("├", "└")
_CLOSE: Final = str.maketrans("┼└┘", "┴├┤")  # the columns end above a note
_OPEN: Final = str.maketrans("┼┴", "┬─")  # and begin again below it, where another row follows

BOLD: Final = "1"
FAINT: Final = "2"
_STYLES: Final = {Mark.DIFFERS: "1", Mark.CLASHES: "1;31"}


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide the paper is, in columns of the screen, and whether it takes colour."""

    width: int
    colour: bool

    def styled(self, text: str, style: str) -> str:
        """Return `text`, made harmless, in a style where the paper takes it."""
        clean = terminal(text)
        return f"\x1b[{style}m{clean}\x1b[0m" if self.colour and clean.strip() else clean

    def words(self, parts: Sequence[Part]) -> str:
        """Return a claim's words on one line; words that set it apart are bold, words that clash red."""
        return "".join(
            self.styled(part.text, _STYLES[part.mark]) if part.mark in _STYLES else terminal(part.text)
            for part in parts
        )

    def wrapped(self, text: str, indent: str = "", hanging: str | None = None) -> list[str]:
        """Return styled or plain text in lines no wider than the paper; the first after `indent`, others `hanging`."""
        return _wrap(text, max(self.width, _NARROWEST_PAPER), indent, indent if hanging is None else hanging)

    def heading(self, text: str) -> list[str]:
        """Return a section's heading, after an empty line, underlined."""
        lines = self.wrapped(self.styled(text, BOLD))
        return ["", *lines, "─" * min(_columns(text), self.width)]

    def fits(self, columns: int) -> bool:
        """Return whether a table with so many columns of text, beside one of labels, is legible on the paper."""
        return self._column(columns, 0) >= NARROWEST_COLUMN

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[Sequence[str]], label: int = 5
    ) -> list[str]:
        """Return rows of cells (lines of a cell parted by newlines) as a table; the first column is `label` wide.

        `notes` are the lines that stand under each row, over the whole width.
        """
        from tabulate import tabulate

        column = min(_WIDEST_COLUMN, self._column(len(head) - 1, label))
        widths = [label] + [column] * (len(head) - 1)
        # tabulate makes a column two wider than its heading: a heading two under the width holds it at the width.
        heads = ["\n".join(_wrap(self.styled(h, BOLD), w - 2)) for h, w in zip(head, widths, strict=True)]
        heads = [_filled(h, w - 2) for h, w in zip(heads, widths, strict=True)]
        cells = [
            ["\n".join(line for text in cell.split("\n") for line in _wrap(text or _NONE, w))
             for cell, w in zip(row, widths, strict=True)]
            for row in rows
        ]  # fmt: skip
        drawn = tabulate(cells, heads, tablefmt="simple_grid", disable_numparse=True)
        return _with_notes([line.rstrip() for line in drawn.split("\n")], notes)

    def _column(self, columns: int, label: int) -> int:
        rules = 3 * (columns + 1) + 1
        return (max(self.width, _NARROWEST_PAPER) - (label or 5) - rules) // max(columns, 1)


def _with_notes(table: list[str], notes: Sequence[Sequence[str]]) -> list[str]:
    """`table` as tabulate draws it, with the notes of each row before the rule that ends the row."""
    from wcwidth import ljust

    inside = _columns(table[0]) - 4
    below_head = next(i for i, line in enumerate(table) if line.startswith(_RULES)) + 1
    lines, waiting = table[:below_head], iter(notes)
    for line in table[below_head:]:
        of_row = next(waiting) if line.startswith(_RULES) else ()
        if of_row:
            texts = [text for note in of_row for text in _wrap(note, inside, "", "  ")]
            lines += [line.translate(_CLOSE), *(f"│ {ljust(text, inside)} │" for text in texts), line.translate(_OPEN)]
        else:
            lines.append(line)
    return lines


def _wrap(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    from wcwidth import wrap

    return wrap(text, width, initial_indent=indent, subsequent_indent=hanging) or [""]


def _filled(lines: str, width: int) -> str:
    """`lines`, the first of them filled up with spaces, so that all tables of a page have the same columns."""
    from wcwidth import ljust

    first, *rest = lines.split("\n")
    return "\n".join([ljust(first, width), *rest])


def _columns(text: str) -> int:
    from wcwidth import width

    return int(width(terminal(text)))
