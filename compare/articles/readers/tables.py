"""Tables of articles, one a row: JSON, JSON Lines and CSV. The columns are known by their names, else guessed.

    id,headline,body,published,outlet                            {"headline": "Flood hits Varnby", "body": "The ri…"}
    7,Flood hits Varnby,"The river rose …",2015-03-19,The Post   {"headline": "Rain falls", "body": "It rained …"}

"body" is one of the names that text goes by; where no name is known, the text is the column whose cells are longest. A
row without a text is passed over, and the articles say from which row they are, as a spreadsheet counts: the head is
row 1. JSON may be a list of objects, one object, objects one a line, or an object that holds such a list
(``{"articles": […]}``); ninjs, the wire format in JSON, is known by its fields.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compare.articles.decode import decode
from compare.articles.document import Document, Unreadable, one_line
from compare.articles.readers import csv_rows, ninjs
from compare.articles.readers.marked import add_text
from compare.model import PlaceKind, Role

Row = Mapping[str, str]
MOST_ROWS = 20_000

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "fulltext", "maintext", "bodytext", "articlebody", "article",
             "story", "contenttext", "plaintext", "bodyplain", "snippet", "summary", "description"),
    "title": ("title", "headline", "heading", "hl", "articletitle", "name", "subject"),
    "standfirst": ("standfirst", "lead", "lede", "subtitle", "subheadline", "deck", "dek", "subhead"),
    "outlet": ("source", "outlet", "publisher", "publication", "newspaper", "media", "sourcename", "medium", "site",
               "publicationname", "sitename", "domain", "provider"),
    "url": ("url", "link", "address", "articleurl", "sourceurl", "webpage", "permalink", "href", "weburl"),
    "date": ("date", "published", "publishedat", "publicationdate", "datepublished", "pubdate", "publishdate",
             "publisheddate", "time", "datetime", "timestamp", "created", "day", "versioncreated"),
    "byline": ("byline", "author", "authors", "writer", "reporter", "creator", "by"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
LISTS = ("articles", "items", "results", "data", "docs", "documents", "entries", "rows", "records", "hits", "news")
_GUESSED_LENGTH = 80  # characters; a column whose cells are shorter on average holds no articles


def read_json(data: bytes) -> list[Document]:
    """Read JSON or JSON Lines. Raises `Unreadable`."""
    text, encoding = decode(data)
    text = text.lstrip("\ufeff")
    try:
        found, kind = _objects(json.loads(text)), PlaceKind.ITEM
    except RecursionError:
        raise Unreadable("is JSON that is nested too deeply; export the articles as a flat table") from None
    except ValueError as error:
        found, kind = _lines(text, error), PlaceKind.ROW
    wire = [ninjs.document(item) if ninjs.is_item(item) else None for _, item in found]
    rows = [{str(key): cell_of(value) for key, value in item.items()} for _, item in found]
    columns = columns_of(rows)
    documents = []
    for (number, _), special, row in zip(found, wire, rows, strict=True):
        document = special or document_of(row, columns)
        if document is not None and document.text:
            document.encoding = encoding
            if len(found) > 1 or kind is PlaceKind.ROW:
                document.mark(kind, number)
            documents.append(document)
    return _some(documents, "JSON")


def read_csv(data: bytes) -> list[Document]:
    """Read a table whose cells are set apart by commas, semicolons, tabs or bars. Raises `Unreadable`."""
    text, encoding = decode(data)
    head = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    mark = max(",;\t|", key=head.count)
    csv.field_size_limit(20_000_000)
    found = csv_rows.rows(io.StringIO(text.lstrip("\ufeff"), newline=""), mark)
    cells = [cells for _, cells in zip(range(MOST_ROWS + 2), found, strict=False)]
    documents = of_cells(cells)
    for document in documents:
        document.encoding = encoding
    return _some(documents, "CSV")


def of_cells(cells: Sequence[Sequence[str]], sheet: str = "") -> list[Document]:
    """Return the documents of a table's rows, the first row that is not empty being its head."""
    first = next((i for i, row in enumerate(cells) if any(cell.strip() for cell in row)), None)
    if first is None:
        return []
    if len(cells) > MOST_ROWS + 1:
        raise Unreadable(
            f"is a table of more than {MOST_ROWS} rows; split it, or read it as an archive: tellings stories"
        )
    names = [name.strip() or f"column {i}" for i, name in enumerate(cells[first], 1)]
    rows = [(number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, 1) if number > first + 1]
    columns = columns_of([row for _, row in rows])
    documents = []
    for number, row in rows:
        document = document_of(row, columns)
        if document is not None:
            document.mark(PlaceKind.ROW, number, sheet=sheet)
            documents.append(document)
    return documents


def columns_of(rows: Sequence[Row]) -> dict[str, str]:
    """Return part of an article → the column that holds it, by the columns' names, the text's by length too."""
    names = {re.sub(r"[\W_]", "", name).casefold(): name for row in rows[:1000] for name in row}
    found = {part: names[name] for part, known in NAMES.items() for name in reversed(known) if name in names}
    longest = max(names.values(), key=lambda name: _mean_length(rows, name), default="")
    text = found.get("text")
    short = text is None or _mean_length(rows, text) < _mean_length(rows, longest) / 3
    if short and longest not in found.values() and _mean_length(rows, longest) >= _GUESSED_LENGTH:
        found["text"] = longest
    return found


def document_of(row: Row, columns: Mapping[str, str]) -> Document | None:
    """Return the article of one row, or None where the row has no text."""
    cell = {part: row.get(column, "") for part, column in columns.items()}
    if not cell.get("text", "").strip():
        return None
    document = Document(
        outlet=one_line(cell.get("outlet", "")),
        url=one_line(cell.get("url", "")),
        date=one_line(cell.get("date", "")),
        byline=one_line(cell.get("byline", "")),
        language=one_line(cell.get("language", ""))[:2].lower(),
    )
    document.add(cell.get("title", ""), Role.TITLE, "title of the row")
    document.add(cell.get("standfirst", ""), Role.STANDFIRST, "standfirst of the row")
    add_text(document, cell["text"])
    return document


def _mean_length(rows: Sequence[Row], name: str) -> float:
    cells = [row[name] for row in rows[:200] if row.get(name)]
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _objects(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """Return the objects of a list, or of the list in an object, or the object itself; each with its number."""
    if isinstance(value, dict):
        inside = next((value[key] for key in LISTS if isinstance(value.get(key), list)), None)
        value = [value] if inside is None or not any(isinstance(item, dict) for item in inside) else inside
    items = value if isinstance(value, list) else []
    return _not_too_many([(number, item) for number, item in enumerate(items, 1) if isinstance(item, dict)])


def _lines(text: str, error: ValueError) -> list[tuple[int, dict[str, Any]]]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                item = json.loads(line)
            except (ValueError, RecursionError):
                raise Unreadable(f"is damaged JSON ({one_line(str(error))}); export it again") from None
            if isinstance(item, dict):
                found.append((number, item))
    return _not_too_many(found)


def _not_too_many(found: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
    if len(found) > MOST_ROWS:
        raise Unreadable(f"is JSON of more than {MOST_ROWS} rows; split it, or read it as an archive: tellings stories")
    return found


def cell_of(value: Any) -> str:
    """Return a value of JSON as a cell of a table: names of nested objects, the parts of lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "title", "text", "value") if isinstance(value.get(key), str)), "")
    if isinstance(value, list):
        mark = "\n" if any(isinstance(item, str) and len(item) > 60 for item in value) else ", "
        return mark.join(cell for item in value if (cell := cell_of(item)))
    return "" if value is None or isinstance(value, bool | float) else str(value)


def _some(documents: Iterable[Document], what: str) -> list[Document]:
    found = list(documents)
    if not found:
        raise Unreadable(f"is {what} without a column of text; name the column with the articles 'text'")
    return found
