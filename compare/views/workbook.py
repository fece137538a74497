"""A comparison as an Excel workbook: one row a claim to filter and code, the sources, and how it was made.

Every text is written as a constant string, never as a formula, a link or a number: what an outlet wrote is data. A cell
holds 32,767 characters, counted as Excel counts (UTF-16); a longer text is cut and says so.
"""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from compare.errors import TellingsError
from compare.views.claimrows import COLUMNS, PERHAPS, claim_rows
from compare.views.escape import printed
from compare.views.layout import lay_out
from compare.views.wording import METHOD, SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compare.model import Comparison
    from compare.views.sheet import Sheet

LONGEST: Final = 32_767
_LINE, _MOST_LINES = 20, 12  # pixels; and lines, of which a longer text shows the first
_WIDTHS: Final[dict[str, int]] = {
    "claim": 14,
    "source": 14,
    "fact": 7,
    "status": 11,
    "sources": 8,
    "same %": 8,
    "perhaps same as": 20,
    "text": 70,
    "sentence": 40,
    "place": 12,
    "part": 11,
    "speaker": 22,
    "said": 28,
    "conflict": 40,
    "explained": 40,
    "review": 30,
    "date": 16,
    "title": 36,
    "url": 36,
    "code": 14,
    "note": 40,
}
_COLOURS: Final[dict[str, str]] = {"conflicting": "#FBE3DF", "shared": "#E2F0E4", PERHAPS: "#FFF3D6"}


def to_xlsx(comparison: Comparison) -> bytes:
    """Return the workbook's file; the same comparison, the same bytes. Raises `TellingsError` without xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise TellingsError("a workbook needs xlsxwriter; run: pip install 'tellings[sheets]'") from error
    sheet = lay_out(comparison)
    with io.BytesIO() as file:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(file, options) as book:
            # No moment of its own: the same comparison is the same file.
            book.set_properties(
                {"title": fitting(printed(sheet.headline)[:250]), "author": "tellings", "created": made()}
            )
            look = _looks(book)
            _claims(book.add_worksheet("Claims"), comparison, look)
            _listing(
                book.add_worksheet("Sources"),
                [
                    "source",
                    "title",
                    "date",
                    "byline",
                    "url",
                    "file",
                    "shared",
                    "of these a detail differs",
                    "perhaps",
                    "only here",
                ],
                [
                    (
                        o.name,
                        o.title,
                        o.date,
                        o.byline,
                        o.url,
                        o.origin,
                        o.conflicting + o.shared,
                        o.conflicting,
                        o.perhaps,
                        o.only,
                    )
                    for o in sheet.outlets
                ],
                [16, 50, 18, 24, 50, 30, 9, 14, 9, 10],
                look,
            )
            _listing(book.add_worksheet("How this was made"), ["what", "is"], _made(sheet), [28, 110], look)
        return file.getvalue()


def made() -> datetime:
    """Return the time that a document bears: that of SOURCE_DATE_EPOCH where it is set, else the same for all."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or 315_532_800), UTC)  # 1980: as old as zip


def fitting(text: str) -> str:
    """Return `text` as a cell can hold it: what is longer is cut, with a word on how much there was."""
    units = len(text.encode("utf-16-le")) // 2
    if units <= LONGEST:
        return text
    told = f" … [cut: {len(text):,} characters]"
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(told))].decode("utf-16-le", "ignore")
    return kept + told


def _looks(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D9DEE2"}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF", **cell}),
        "cell": book.add_format(cell),
        "coder": book.add_format({"bg_color": "#F3F3EE", "locked": False, **cell}),
        **{status: book.add_format({"bg_color": colour, **cell}) for status, colour in _COLOURS.items()},
    }


def _claims(page: Any, comparison: Comparison, look: dict[str, Any]) -> None:
    rows = claim_rows(comparison)
    names = list(COLUMNS)
    _head(page, names, [_WIDTHS[name] for name in names], len(rows), look, frozen=1)
    page.fit_to_pages(2, 0)
    for number, row in enumerate(rows, 1):
        page.set_row_pixels(number, _height(row, _WIDTHS.values()))
        for column, (name, value) in enumerate(zip(names, row, strict=True)):
            format_ = look["coder"] if name in ("code", "note") else look["cell"]
            _write(page, number, column, value, look.get(row.status, format_) if name == "status" else format_)


def _listing(
    page: Any, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int], look: dict[str, Any]
) -> None:
    _head(page, head, widths, len(rows), look)
    for number, row in enumerate(rows, 1):
        page.set_row_pixels(number, _height(row, widths))
        for column, value in enumerate(row):
            _write(page, number, column, printed(value) if isinstance(value, str) else value, look["cell"])


def _head(
    page: Any, names: Sequence[str], widths: Sequence[int], rows: int, look: dict[str, Any], frozen: int = 0
) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        page.write_string(0, column, name, look["head"])
        page.set_column(column, column, width)
    page.freeze_panes(1, frozen)
    page.autofilter(0, 0, rows, len(names) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _height(row: Iterable[object], widths: Iterable[int]) -> int:
    """Return a height in pixels that shows the cells whole, or their beginning: not every program fits rows itself."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        text = str(value or "")
        columns = len(text) + sum(east_asian_width(letter) in "WF" for letter in text)
        lines = max(lines, -(-columns * 11 // (width * 10)))  # a tenth more, as lines break between words
    return _LINE * min(lines, _MOST_LINES) + 4


def _write(page: Any, row: int, column: int, value: object, look: Any) -> None:
    """Write a cell: a number of ours as a number, nothing as an empty cell, all else as a string."""
    if isinstance(value, int):
        page.write_number(row, column, value, look)
    elif value in (None, ""):
        page.write_blank(row, column, None, look)
    else:
        page.write_string(row, column, fitting(str(value)), look)


def _made(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        ("tellings", sheet.version),
        *([("review", sheet.reviewed)] if sheet.reviewed else []),
        ("method", METHOD),
        ("same %", SURE),
        *((f"setting {key}", value) for key, value in sheet.settings.items()),
        *((f"SHA-256 of {outlet.name}", outlet.digest) for outlet in sheet.outlets if outlet.digest),
        *((f"column {name}", meaning) for name, meaning in COLUMNS.items()),
    ]
