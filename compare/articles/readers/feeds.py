"""A feed (RSS, Atom, RDF) → its entries, one article each; feedparser reads it, from bytes and without any fetching.

    <item><title>Flood hits Varnby</title><link>https://…/flood</link><pubDate>Thu, 19 Mar 2015 …</pubDate>
          <description>The river rose …</description><content:encoded>&lt;p&gt;The river rose …</content:encoded></item>

The text is the entry's content where it has one, else its summary, which often is all that a feed gives: then a note
says so. Entities that a feed declares are never expanded: such a feed is refused.
"""

from __future__ import annotations

import re
from typing import Any

from compare.articles.document import Document, Unreadable, needed, one_line
from compare.articles.readers.marked import add_text
from compare.model import PlaceKind, Role

_ENTITY = re.compile(rb"<!\s*ENTITY|<\0!\0E\0N\0T\0I\0T\0Y|\0<\0!\0E\0N\0T\0I\0T\0Y", re.IGNORECASE)
_MOST = 2_000


def read(data: bytes) -> list[Document]:
    """Read the entries of a feed. Raises `Unreadable`."""
    feedparser = needed("feedparser", "feeds", "a feed")
    if _ENTITY.search(data):
        raise Unreadable("is a feed that declares entities, which may hide anything; save its articles as pages")
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    found = []
    for number, entry in enumerate(feed.entries[:_MOST], 1):
        document = _document(entry, feed.feed)
        if document.text:
            document.encoding = one_line(str(feed.get("encoding") or "utf-8"))
            document.mark(PlaceKind.ITEM, number)
            found.append(document)
    if not found:
        raise Unreadable("is a feed without an entry that has text; give one with articles")
    return found


def _document(entry: Any, feed: Any) -> Document:
    link = _word(entry, "link")
    document = Document(
        outlet=_word(feed, "title"),
        url=link if link.startswith(("http://", "https://")) else "",
        date=_word(entry, "published") or _word(entry, "updated"),
        byline=_word(entry, "author"),
        language=(_word(entry, "language") or _word(feed, "language"))[:2].lower(),
    )
    contents = [c.get("value") or "" for c in entry.get("content") or () if isinstance(c.get("value"), str)]
    summary = entry.get("summary") if isinstance(entry.get("summary"), str) else ""
    body = max([*contents, ""], key=len)
    title = _word(entry, "title")
    document.add(re.sub(r"<[^<>]{1,200}>", "", title), Role.TITLE, "title of the entry")
    if summary and body and one_line(summary) not in one_line(body) and len(summary) < len(body):
        add_text(document, summary)
    add_text(document, body or summary or "")
    if not body:
        document.notes.append("is an entry of a feed that gives a summary only; the article says more")
    return document


def _word(found: Any, name: str) -> str:
    value = found.get(name)
    return one_line(value) if isinstance(value, str) else ""
