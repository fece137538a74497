"""A row of an archive, whatever its columns are called → an `Entry`, or the `Skip` that says why there is none.

    {"id": "a7", "headline": "Flood hits Varnby", "body": "The …", "published": "2015-03-19", "outlet": "The Post"}
    → Entry(id "a7", source "The Post", title "Flood hits Varnby", text "The …", date "2015-03-19")

The columns are known by the names that `compare.articles.readers.tables` knows, so that a row means the same here as in
a comparison of a few; a user may name them. What of the first rows is not enough to tell which column holds the text is
told by their lengths.

Text is taken as it stands, but for UTF-8 that was once read as Latin-1 ("Syriaâ€™s"), which is repaired. Where it has
tags of HTML, a parser has to read it, which is done in the child: the row is then a `Job`, to be run when there is a
hand free.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePath
from typing import Any, NamedTuple, TypeAlias

from compare.archive.skips import Reason, Skip
from compare.articles.decode import undoubled
from compare.articles.document import Unreadable, one_line
from compare.articles.read import article_of
from compare.articles.readers import ninjs
from compare.articles.readers.marked import is_marked
from compare.articles.readers.tables import NAMES, cell_of, columns_of
from compare.articles.sandbox import documents
from compare.articles.source import clean, site, words
from compare.model import Article, Role

IDS = ("id", "articleid", "docid", "documentid", "uid", "uuid", "guid", "newsid", "recordid", "urn")
PARTS = ("id", *NAMES)  # what a user can name a column of
_SAMPLE = 200  # rows that are looked at to tell the columns apart
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\Z", re.IGNORECASE)
_LEFT_OUT = frozenset({Role.BOILERPLATE, Role.TITLE})
_MARKED = "compare.articles.readers.marked:read"

Row: TypeAlias = Mapping[str, Any]


class Entry(NamedTuple):
    """An article as an archive gives it; what it does not say is "". `date` is as it stands there, of any type."""

    place: str
    id: str
    source: str
    url: str
    byline: str
    title: str
    text: str
    date: object
    notes: tuple[str, ...] = ()


Found: TypeAlias = Entry | Skip
Job: TypeAlias = Callable[[], list[Found]]  # made where parsing takes long: to be run in order, perhaps beside others


class Input(NamedTuple):
    """One input: its name as the user gave it, the name of its source where there is no other, the columns named."""

    name: str
    stem: str
    columns: Mapping[str, str]


def entries(rows: Iterable[tuple[str, Row | Skip]], given: Input) -> Iterator[Found | Job]:
    """Make an entry of each row, which comes with its place; a `Skip` among them is passed on."""
    waiting = iter(rows)
    sample: list[tuple[str, Row]] = []
    for place, row in waiting:
        if isinstance(row, Skip):
            yield row
            continue
        sample.append((place, row))
        if len(sample) == _SAMPLE:
            break
    columns = _columns([row for _, row in sample], given) if sample else {}
    if isinstance(columns, Skip):
        yield columns
        return
    for place, row in chain(sample, waiting):
        yield row if isinstance(row, Skip) else _found(row, columns, given, place)


def of_articles(articles: Iterable[Article], given: Input, place: str = "") -> list[Found]:
    """Make an entry of each article that was read."""
    return [_of_article(article, given, place) for article in articles]


def _columns(rows: Sequence[Row], given: Input) -> dict[str, str] | Skip:
    cells = [{str(name): cell_of(value) for name, value in row.items()} for row in rows]
    names = {name: None for row in cells for name in row}
    missing = [f"{part} = {column!r}" for part, column in given.columns.items() if column not in names]
    if missing and names:
        there = ", ".join(list(names)[:20])
        return Skip(given.name, "", Reason.FAILED, f"has no column {', '.join(missing)}; its columns are {there}")
    bare = {re.sub(r"[\W_]", "", name).casefold(): name for name in names}
    found = {**columns_of(cells), **given.columns}
    own = next((bare[name] for name in IDS if name in bare), "")
    if own:
        found.setdefault("id", own)
    if "text" not in found:
        there = ", ".join(list(names)[:20]) or "none"
        told = f"has no column that looks like the text of articles; name it (--column text=NAME); there are {there}"
        return Skip(given.name, "", Reason.FAILED, told)
    return found


def _found(row: Row, columns: Mapping[str, str], given: Input, place: str) -> Found | Job:
    if "uri" in row and ninjs.is_item(row):
        return lambda: _wire(row, given, place)
    cell = {part: row.get(column) for part, column in columns.items()}
    text = _words(cell.get("text"))
    if not text or text.isspace():
        return Skip(given.name, place, Reason.NO_TEXT, f"nothing in the column {columns['text']!r}", _id(cell))
    standfirst = _words(cell.get("standfirst")).strip()
    text, standfirst, cell["title"] = undoubled(text, standfirst, _words(cell.get("title")))
    if standfirst and standfirst not in text:
        text = f"{standfirst}\n\n{text}"
    if is_marked(text):
        return lambda: _unmarked(_entry(cell, "", place), text, given)
    return _entry(cell, html.unescape(text) if "&" in text else text, place)


def _entry(cell: Mapping[str, Any], text: str, place: str) -> Entry:
    url = one_line(_words(cell.get("url")))
    outlet = one_line(_words(cell.get("outlet")))
    title = one_line(_words(cell.get("title")))
    if "<" in title or "&" in title:
        title = one_line(html.unescape(re.sub(r"<[^<>]{1,200}>", "", title)))
    byline = one_line(_words(cell.get("byline")))
    return Entry(place, _id(cell), source_of(outlet, url), url, byline, title, text, cell.get("date"))


def source_of(outlet: str, url: str) -> str:
    """Return the name of who published: as the archive has it, but a host by its site, as everywhere else."""
    return _outlet(outlet) or (clean(site(url)) if url else "")


@lru_cache(maxsize=10_000)
def _outlet(name: str) -> str:
    return clean(site(name) if _HOST.match(name) else name)


def _unmarked(entry: Entry, text: str, given: Input) -> list[Found]:
    try:
        (document,) = documents(text.encode("utf-8", "replace"), _MARKED)
    except Unreadable as error:
        return [Skip(given.name, entry.place, Reason.DAMAGED, f"its text {error}", entry.id)]
    if not document.text.strip():
        return [Skip(given.name, entry.place, Reason.NO_TEXT, "nothing but tags of HTML", entry.id)]
    return [entry._replace(text=document.text.replace("\n", "\n\n"))]


def _wire(row: Row, given: Input, place: str) -> list[Found]:
    try:
        (document,) = documents(_dumped(row), "compare.articles.readers.tables:read_json")
    except Unreadable as error:
        return [Skip(given.name, place, Reason.NO_TEXT, str(error))]
    found = _of_article(article_of(document, "", given.name, None), given, place)
    return [found._replace(id=one_line(str(row["uri"]))) if isinstance(found, Entry) else found]


def _dumped(row: Row) -> bytes:
    import json

    return json.dumps(row, default=str).encode()


def _of_article(article: Article, given: Input, place: str) -> Found:
    place = place or (str(article.places[0]) if len(article.places) == 1 else "")
    kept = [b.span.of(article.text).strip() for b in article.blocks if b.role not in _LEFT_OUT]
    text = "\n\n".join(words for words in kept if words)
    if not text:
        return Skip(given.name, place, Reason.NO_TEXT, "nothing but a title and what is around an article")
    source, title = article.source, words(article.title or "")
    named = given.stem if source.name == clean(PurePath(article.origin).stem) else source.name
    return Entry(place, "", named, source.url or "", source.byline or "", title, text, source.date, article.notes)


def _id(cell: Mapping[str, Any]) -> str:
    value = cell.get("id")
    return one_line(value if isinstance(value, str) else cell_of(value))


def _words(value: Any) -> str:
    return value if isinstance(value, str) else cell_of(value)
