"""A comparison as a PDF: the blocks of `dossier`, set by typst with embedded fonts, tags and bookmarks.

The words go to typst as data (`dossier.typ` reads them as JSON), so that nothing in an article is markup. The file is
text, tagged for screen readers after PDF/UA-1, with the headings as bookmarks and the language of each quotation.

typst brings fonts for Latin, Greek and Cyrillic letters; for other scripts it takes what the machine has. PDF/UA
forbids a letter that is in no font, and typst names it: such are set by their number in Unicode ([U+5408]), so that
nothing is lost, and the document says at its top which scripts these are and how to get a font.

With the same fonts the same comparison gives the same bytes: the file bears no moment.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from compare.errors import TellingsError
from compare.views.dossier import Heading, Run, Table, Words, dossier, right_to_left
from compare.views.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compare.model import Comparison
    from compare.views.dossier import Block, Dossier, Line, TableRow

# typst's own face first, so that a text in Latin letters is set alike everywhere; then any font that has the letter.
_FONTS: Final = ("Libertinus Serif",)
_UNSHOWN: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_TOGETHER: Final = 1500  # characters; rows of an entry that has fewer stay on one page


def to_pdf(comparison: Comparison) -> bytes:
    """Return the document's file. Raises `TellingsError` without typst."""
    try:
        import typst
    except ImportError as error:
        raise TellingsError("a PDF needs typst; run: pip install 'tellings[report-pdf]'") from error
    told = dossier(comparison)
    unshown: set[str] = set()
    while True:
        try:
            return _compiled(told, unshown)
        except typst.TypstError as error:
            found = _unshown(error.diagnostic) - unshown
            if not found:
                raise
            unshown |= found


def _compiled(told: Dossier, unshown: set[str]) -> bytes:
    """Return the PDF, in which the letters `unshown` are set by their numbers. Raises `typst.TypstError`."""
    import typst

    if unshown:
        note = Words((Run(_note(sorted(unshown))),), "alert")
        told = replace(told, blocks=(told.blocks[0], note, *told.blocks[1:]))
    numbers = {ord(letter): f"[U+{ord(letter):04X}]" for letter in unshown}
    # U+FEFF marks the order of bytes at the start of a file; within a text it joins words, as U+2060 does, and PDF/UA
    # forbids it.
    data = json.dumps({**_data(told), "fonts": _FONTS}, ensure_ascii=False).translate(numbers | {0xFEFF: "\u2060"})
    compile_: Any = typst.compile
    made_pdf: bytes = compile_(
        files(__package__).joinpath("dossier.typ").read_bytes(),
        format="pdf",
        sys_inputs={"dossier": data},
        font_paths=_fonts(),
        pdf_standards=["ua-1"],
    )
    return made_pdf


@cache
def _fonts() -> Any:
    """Return typst's fonts and the system's, searched for once: that takes a while."""
    import typst

    return typst.Fonts()


def _unshown(diagnostic: str) -> set[str]:
    """Return the letters that typst says no font has; of a letter with marks on it, what is not of ASCII."""
    found = (_ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) for text in _UNSHOWN.findall(diagnostic))
    return {letter for text in found for letter in text if not letter.isascii()}


def _note(unshown: Sequence[str]) -> str:
    scripts: dict[str, list[str]] = {}
    for letter in unshown:
        scripts.setdefault(_script(letter), []).append(letter)
    listed = ", ".join(f"{script} ({count(len(letters), 'letter')})" for script, letters in scripts.items())
    return (
        f"No font on the machine where this was made has all letters: {listed}. They stand here by their numbers in "
        "Unicode, such as [U+5408]; to see them, install a font that has them, such as Noto, and make it anew."
    )


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if not name or unicodedata.category(letter)[0] not in "LMN":
        return "symbols"
    return "Chinese" if name.startswith("CJK") else name.split()[0].title()


def _data(told: Dossier) -> dict[str, Any]:
    return {
        "title": told.title,
        "sources": told.sources,
        "version": told.version,
        "blocks": [_block(block) for block in told.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", **asdict(block)}
        case Table():
            rows = [row for entry in _entries(block.rows) for row in _rows(entry)]
            return {"kind": "table", "head": block.head, "widths": block.widths, "rows": rows}
        case Words():
            return {"kind": block.kind, "line": _line(block.line)}


def _entries(rows: Sequence[TableRow]) -> Iterator[list[TableRow]]:
    """Yield the rows of each entry of a table."""
    starts = [number for number, row in enumerate(rows) if row.first]
    for start, end in pairwise([*starts, len(rows)]):
        yield list(rows[start:end])


def _rows(entry: Sequence[TableRow]) -> Iterator[dict[str, Any]]:
    """Yield the rows of an entry as data; a short one has one cell for its name, which holds it on one page."""
    length = sum(len(run.text) for row in entry for cell in row.cells for line in cell for run in line)
    whole = len(entry) > 1 and length < _TOGETHER
    for number, row in enumerate(entry):
        cells = [[_line(line) for line in cell] for cell in row.cells]
        held = whole and number > 0
        yield {
            "wide": row.wide,
            "first": row.first,
            "held": held,
            "span": len(entry) if whole and number == 0 else 1,
            "cells": cells[1:] if held and not row.wide else cells,
        }


def _line(line: Line) -> dict[str, Any]:
    return {"rtl": right_to_left(line), "runs": [run._asdict() for run in line if run.text]}
