"""What an input is, from its first bytes; which of these can be read.

A reader takes bytes and returns the text and what it was decoded from. Plain text is the one format with a reader so
far. To add a format, write its reader in a module of its own and set it in the table: nothing else asks for formats.

    recognised(b"%PDF-1.7 …").name    → "a PDF document"      (no reader yet: the advice says what to do instead)
    recognised(b"Talks begin …")      → PLAIN_TEXT
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from compare.articles.decode import decode

Reader = Callable[[bytes], tuple[str, str]]

_SAVE = "only plain text is read for now: open it and save or copy the article as text"
_SAVE_PAGE = "only plain text is read for now: open the page in a browser and save it as text"
_UNPACK = "only plain text is read for now: unpack it first"
_PICTURE = "only plain text is read for now: type or recognise the words of the picture first"


class Format(NamedTuple):
    """A kind of file: the bytes it begins with (at `at`), and its reader, or what to do while there is none."""

    name: str
    beginnings: tuple[bytes, ...]
    advice: str = ""
    reader: Reader | None = None
    at: int = 0


PLAIN_TEXT = Format("plain text", (), reader=decode)

FORMATS: tuple[Format, ...] = (
    Format("a PDF document", (b"%PDF-",), _SAVE),
    Format("an RTF document", (b"{\\rtf",), _SAVE),
    Format("an older Office document", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), _SAVE),
    Format("a PostScript document", (b"%!PS",), _SAVE),
    Format("a gzip archive", (b"\x1f\x8b",), _UNPACK),
    Format("a bzip2 archive", (b"BZh91AY&SY",), _UNPACK),
    Format("an xz archive", (b"\xfd7zXZ\x00",), _UNPACK),
    Format("a Zstandard archive", (b"\x28\xb5\x2f\xfd",), _UNPACK),
    Format("a 7z archive", (b"7z\xbc\xaf\x27\x1c",), _UNPACK),
    Format("a RAR archive", (b"Rar!\x1a\x07",), _UNPACK),
    Format("a PNG image", (b"\x89PNG\r\n\x1a\n",), _PICTURE),
    Format("a JPEG image", (b"\xff\xd8\xff",), _PICTURE),
    Format("a GIF image", (b"GIF87a", b"GIF89a"), _PICTURE),
    Format("a TIFF image", (b"II*\x00", b"MM\x00*"), _PICTURE),
    Format("a WebP image", (b"WEBP",), _PICTURE, at=8),
    Format("a film", (b"ftyp",), "only plain text is read for now: give the words that are spoken as text", at=4),
    Format("a database", (b"SQLite format 3\x00",), "only plain text is read for now: export the articles as text"),
    Format("a program", (b"\x7fELF", b"MZ\x90\x00"), "only plain text is read: give the path of an article"),
)

# A ZIP archive is a container: the names of its first members say what it is.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MEMBERS = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint presentation (PPTX)"),
    (b"opendocument.text", "an OpenDocument text (ODT)"),
    (b"epub+zip", "an electronic book (EPUB)"),
)
_PAGE = tuple(b"<!doctype html,<html,<head,<body,<!--,<?xml,<rss,<feed,<div,<p>,<meta,<article".split(b","))
_SEEN = 4096


def recognised(data: bytes) -> Format:
    """Return the format of `data` by its content; `PLAIN_TEXT` where nothing else is recognised."""
    if data.startswith(_ZIP):
        name = next((name for member, name in _MEMBERS if member in data[:_SEEN]), "a ZIP archive")
        return Format(name, _ZIP, _UNPACK if name == "a ZIP archive" else _SAVE)
    start = data[:_SEEN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:20].lower().startswith(_PAGE):
        page = b"<html" in start.lower() or b"<!doctype" in start[:20].lower()
        return Format("an HTML page" if page else "a file of markup", _PAGE, _SAVE_PAGE)
    return next((f for f in FORMATS if data[f.at : f.at + 20].startswith(f.beginnings)), PLAIN_TEXT)
