"""An Excel workbook → the articles of its tables, one a row; the place is the sheet and the row, as Excel counts them.

openpyxl reads it, cell by cell and only the values that formulas had when the workbook was saved. Before it sees the
file the sizes of all members are checked and XML with a document type definition is refused (`zipped`).
"""

from __future__ import annotations

import io

from compare.articles.document import Document, Unreadable, needed
from compare.articles.readers.tables import MOST_ROWS, of_cells
from compare.articles.readers.zipped import Members

_MOST_COLUMNS = 200
_WHAT = "workbook"


def read(data: bytes) -> list[Document]:
    """Read the sheets of a workbook. Raises `Unreadable`."""
    openpyxl = needed("openpyxl", "xlsx", "an Excel workbook")
    members = Members(data, _WHAT)
    for name in members.names:
        if name.endswith((".xml", ".rels")):
            members.get(name)  # which refuses what is too large, or damaged, or has a document type definition
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found: list[Document] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size need not be true
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS, values_only=True)
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        found.extend(of_cells(cells, sheet.title))
    if not found:
        raise Unreadable("is a workbook without a column of text; name the column with the articles 'text'")
    return found
