"""A Word document → its paragraphs, with the roles that its styles give; or the articles of an export of Nexis Uni.

    style "Title"       Flood hits Varnby                      title
    style "Subtitle"    Thousands leave their homes            standfirst
    no style            The river rose two metres on Monday.   by the rules for plain text
    style "Heading 2"   The damage                             heading
    numbered            Two bridges are closed                 list item
    header, footer      The Post · page 3                      boilerplate

Read from the XML itself and not by a library: of the dozens of parts of a document five hold what is needed, and only
these are unpacked. Words that a change deleted are left out, as Word leaves them out in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from compare.articles.document import Document, one_line
from compare.articles.readers import exports
from compare.articles.readers.markup import parsed
from compare.articles.readers.zipped import Members
from compare.model import Role

_WHAT = "Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pict", "Fallback"})


class Paragraph(NamedTuple):
    """A paragraph: its words, the name of its style in small letters, and whether it is an item of a list."""

    words: str
    style: str
    is_item: bool


def read(data: bytes) -> list[Document]:
    """Read a document, or the articles of an export. Raises `Unreadable`."""
    members = Members(data, _WHAT)
    main = next((n for n in ("word/document.xml", "word/document2.xml") if n in members.names), None)
    body = members.get(main) if main else None
    styles = _styles(members)
    found = list(_paragraphs(parsed(body, _WHAT), styles)) if body else []
    exported = exports.articles([p.words for p in found])
    if exported:
        return exported
    document = Document()
    _about(document, members)
    edges = [n for n in members.names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n)]
    for name in edges[:6]:
        if name.startswith("word/header"):
            _edge(document, members, name, styles)
    for paragraph in found:
        document.add(paragraph.words, *_role(paragraph))
    for name in edges[:6]:
        if name.startswith("word/footer"):
            _edge(document, members, name, styles)
    return [document]


def _role(paragraph: Paragraph) -> tuple[Role | None, str]:
    style = paragraph.style
    if style == "title":
        return Role.TITLE, "style of the paragraph: Title"
    if style == "subtitle":
        return Role.STANDFIRST, "style of the paragraph: Subtitle"
    if style.startswith("heading"):
        return Role.HEADING, "style of the paragraph: Heading"
    if style == "caption":
        return Role.CAPTION, "style of the paragraph: Caption"
    if paragraph.is_item or style.startswith("list"):
        return Role.LIST_ITEM, "item of a list"
    return None, ""


def _edge(document: Document, members: Members, name: str, styles: dict[str, str]) -> None:
    for paragraph in _paragraphs(parsed(members.get(name) or b"", _WHAT), styles):
        document.add(paragraph.words, Role.BOILERPLATE, "header or footer of the pages")


def _styles(members: Members) -> dict[str, str]:
    """Return the styles' identifiers → their names; "Titel" of a German Word is named "Title" too."""
    data = members.get("word/styles.xml")
    if data is None:
        return {}
    found = {}
    for style in parsed(data, _WHAT).iter(f"{_W}style", f"{_STRICT}style"):
        name = next(iter(style.iterchildren(f"{_W}name", f"{_STRICT}name")), None)
        if name is not None:
            found[_value(style, "styleId")] = _value(name, "val").lower()
    return found


def _paragraphs(root: Any, styles: dict[str, str]) -> Iterator[Paragraph]:
    for paragraph in root.iter(f"{_W}p", f"{_STRICT}p"):
        properties = next(iter(paragraph.iterchildren(f"{_W}pPr", f"{_STRICT}pPr")), None)
        style, is_item = "", False
        for setting in properties if properties is not None else ():
            name = _local(setting)
            if name == "pStyle":
                identifier = _value(setting, "val")
                style = styles.get(identifier, identifier.lower())
            is_item = is_item or name == "numPr"
        for line in _words(paragraph).split("\n"):
            yield Paragraph(one_line(line), style, is_item)


def _words(paragraph: Any) -> str:
    """Return the words of one paragraph, without those of paragraphs inside it, as of text boxes."""
    words: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = _local(element)
        if name in _SKIPPED or name == "p":
            continue
        if name == "t":
            words.append(element.text or "")
        elif name == "tab":
            words.append("\t")
        elif name in ("br", "cr"):
            words.append("\n")
        elif name == "noBreakHyphen":
            words.append("-")
        else:
            stack.extend(reversed(element))
    return "".join(words)


def _about(document: Document, members: Members) -> None:
    data = members.get("docProps/core.xml")
    if data is None:
        return
    root = parsed(data, _WHAT)
    document.language = one_line(root.findtext(f"{_DC}language") or "")[:2].lower()
    document.byline = one_line(root.findtext(f"{_DC}creator") or "") if root.findtext(f"{_DC}title") else ""


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    return next((element.get(f"{space}{name}") or "" for space in (_W, _STRICT) if element.get(f"{space}{name}")), "")
