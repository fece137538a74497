"""A text that stands in a field of another file: plain, or with the tags of HTML in it.

    "The river rose.\\n\\nPolice came."           → two lines without a role: the rules for plain text decide
    "<p>The river rose.</p><p>Police came.</p>"  → the same

Such a field is no page: nothing of it is a menu, so all of it is the article's.
"""

from __future__ import annotations

import html
import re

from compare.articles.document import Document
from compare.articles.lines import joined, lines
from compare.model import Role

_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|table|tr|hl2|block|blockquote|span|a|b|i|em|strong|img)\b[^<>]{0,500}>", re.I
)
_HEADING = re.compile(r"h(?:[1-6]|l2)\Z")


def is_marked(text: str) -> bool:
    """Whether a text has tags of HTML in it."""
    return "<" in text and _TAG.search(text) is not None


def read(data: bytes) -> list[Document]:
    """Read one such text, in UTF-8: what is done in the child where somebody else wrote the tags."""
    document = Document()
    add_text(document, data.decode("utf-8", "replace"))
    return [document]


def add_text(document: Document, text: str, role: Role | None = None, reason: str = "") -> None:
    """Append a text to `document`, a line for each of its paragraphs."""
    if is_marked(text):
        _add_markup(document, text)
        return
    add_lines(document, html.unescape(text), role, reason)


def add_lines(document: Document, text: str, role: Role | None = None, reason: str = "") -> None:
    """Append a plain text to `document`, a line for each of its paragraphs."""
    text = text.replace("\x00", " ")
    for line, _ in joined(text, lines(text)):
        document.add(text[line.start : line.end], role, reason)


def _add_markup(document: Document, text: str) -> None:
    import lxml.html

    from compare.articles.readers.visible import shown

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(f"<html><body>{text}</body></html>".encode("utf-8", "replace"), parser=parser)
    for line in shown(tree):
        tag = str(line.block.tag)
        if _HEADING.match(tag):
            document.add(line.words, Role.HEADING, "heading of the text")
        elif tag == "li":
            document.add(line.words, Role.LIST_ITEM, "item of a list")
        else:
            document.add(line.words)
