"""NewsML-G2, the news agencies' format in XML (IPTC): each item with text → one document.

    <newsItem guid="urn:…" version="3">
      <itemMeta><pubStatus qcode="stat:usable"/><embargoed>2015-03-20T06:00:00Z</embargoed></itemMeta>
      <contentMeta><headline>Flood hits Varnby</headline><by>Jane Doe</by></contentMeta>
      <contentSet><inlineXML><html><body><p>The river rose …</p></body></html></inlineXML></contentSet></newsItem>

The text is XHTML or NITF inside the item, or plain. Version, status and embargo are as in `ninjs`. A document type
definition is refused (`markup`).
"""

from __future__ import annotations

from typing import Any

from compare.articles.document import Document, Unreadable, one_line
from compare.articles.readers.marked import add_text
from compare.articles.readers.markup import parsed
from compare.articles.readers.ninjs import notes
from compare.articles.readers.visible import shown
from compare.model import PlaceKind, Role

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "hl1", "hl2"})


def read(data: bytes) -> list[Document]:
    """Read the items of a file or message. Raises `Unreadable`."""
    root = parsed(data, "NewsML-G2")
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
    items = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
    found = []
    for number, item in enumerate(items, 1):
        document = _document(item)
        if document.text:
            if len(items) > 1:
                document.mark(PlaceKind.ITEM, number)
            found.append(document)
    if not found:
        raise Unreadable("is NewsML-G2 without an item that has text; give the text item")
    return found


def _document(item: Any) -> Document:
    status = item.find("itemMeta/pubStatus")
    language = item.find("contentMeta/language")
    provider = item.find("itemMeta/provider")
    document = Document(
        outlet=_words(item, "contentMeta/infoSource/name", "itemMeta/provider/name")
        or (provider.get("literal") or provider.get("qcode", "").rpartition(":")[2] if provider is not None else ""),
        date=_words(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        byline=_words(item, "contentMeta/by", "contentMeta/creator/name"),
        language=((language.get("tag") if language is not None else None) or _lang(item))[:2].lower(),
        version=item.get("version") or "",
        status=(status.get("qcode") or "").rpartition(":")[2] if status is not None else "",
        embargo=_words(item, "itemMeta/embargoed"),
    )
    document.notes = notes(document.status, document.embargo)
    document.add(_words(item, "contentMeta/headline", "itemMeta/title"), Role.TITLE, "headline of the item")
    document.add(_words(item, "contentMeta/dateline"), Role.DATELINE, "dateline of the item")
    for inline in item.iterfind("contentSet/inlineXML"):
        for body in list(inline.iter("body.content")) or list(inline.iter("body")) or [inline]:
            for line in shown(body):
                heading = str(line.block.tag) in _HEADINGS
                document.add(line.words, Role.HEADING if heading else None, "heading of the text" if heading else "")
    for inline in item.iterfind("contentSet/inlineData"):
        if (inline.get("contenttype") or "text/plain").startswith("text/"):
            add_text(document, inline.text or "")
    return document


def _words(item: Any, *paths: str) -> str:
    for path in paths:
        element = item.find(path)
        if element is not None and (words := one_line("".join(element.itertext()))):
            return words
    return ""


def _lang(item: Any) -> str:
    return item.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
