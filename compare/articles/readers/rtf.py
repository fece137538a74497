"""An RTF document → its paragraphs; or the articles of an export of Factiva or Nexis Uni, which both write RTF."""

from __future__ import annotations

import re

from compare.articles.document import Document, Unreadable, needed
from compare.articles.readers import exports
from compare.articles.readers.marked import add_text


def read(data: bytes) -> list[Document]:
    """Read an RTF document, or the articles of an export. Raises `Unreadable`."""
    striprtf = needed("striprtf.striprtf", "rtf", "an RTF document")
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    encoding = f"cp{page.group(1).decode()}" if page else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    try:
        text = striprtf.rtf_to_text(data.decode("latin-1"), encoding=encoding, errors="replace")
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise Unreadable("is a damaged RTF document; open it and save it again") from error
    text = text.replace("\x00", " ")
    found = exports.articles(re.split(r"\r\n|[\r\n\f]", text))
    if not found:
        document = Document()
        add_text(document, text)
        found = [document]
    for document in found:
        document.encoding = encoding
    return found
