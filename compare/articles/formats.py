"""What an input is, by its content and never by its name; which reader reads it.

One table: `FORMATS`, tried from the top; the first that knows the file by its `Sample` decides, and what none knows is
plain text.

    recognised(b"%PDF-1.7 …").reader              → "compare.articles.readers.pdf:read"
    recognised(b"\\x89PNG …").reader               → None: the advice says what to do instead
    recognised(b"Talks begin …")                  → PLAIN_TEXT, which is read at once and without a reader

A reader is named, not imported: it runs in the child (`sandbox`). To add a format to this table, write its reader,
``bytes → list[Document]``, in a module of its own and add a line. A plug-in does the same from a package of its own: an
entry point of the group ``tellings.readers`` that is a `Format`; its formats are asked before those of the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import NamedTuple

from compare.articles.decode import decode

GROUP = "tellings.readers"
_SEEN = 8192
_TAIL = 66_000  # the list of members at the end of a ZIP archive
_READERS = "compare.articles.readers"

_SAVE = "this cannot be read: open it and save or copy the article as text"
_UNPACK = "archives are not unpacked: unpack it first"
_PICTURE = "pictures are not read: type or recognise the words of the picture first"
_OTHER_MARKUP = "it is neither a page, a feed nor NewsML-G2: save the article as text"


class Sample(NamedTuple):
    """What of a file is looked at: its bytes, and the beginning of its text without white space before it."""

    data: bytes
    head: str


class Format(NamedTuple):
    """A kind of file: how it is known, and its reader ``package.module:function``, or what to do without one."""

    name: str
    knows: Callable[[Sample], bool]
    reader: str | None = None
    advice: str = ""


def begins(*beginnings: bytes, at: int = 0) -> Callable[[Sample], bool]:
    """Return what knows a file by its first bytes, or by those from the position `at`."""
    return lambda sample: sample.data[at : at + 32].startswith(beginnings)


def matches(pattern: str) -> Callable[[Sample], bool]:
    """Return what knows a file by a pattern that the beginning of its text has to match."""
    compiled = re.compile(pattern)
    return lambda sample: compiled.match(sample.head) is not None


def holds(*members: bytes) -> Callable[[Sample], bool]:
    """Return what knows a ZIP archive by one of the names of its members."""
    return lambda sample: (
        begins(*_ZIP)(sample)
        and any(member in sample.data[:_SEEN] or member in sample.data[-_TAIL:] for member in members)
    )


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What may stand before the first element: a declaration, comments, a document type. Each step consumes something.
_PROLOGUE = (
    r"(?:\s+|<\?[^>]{0,500}>|<!--(?:[^-]|-(?!->)){0,2000}-->|<!(?i:doctype)\s(?i:(?!html))"
    r"[^>\[]{0,500}(?:\[[^\]]{0,6000}\]\s*)?>)*+"
)
_XML = r"(?:nitf|NewsML|newsml|urlset|sitemapindex|svg|opml|TEI|xml)\b"
_SPACED = r"\w[\w:.-]{0,60}\s[^<>]{0,2000}\bxmlns"
_ELEMENTS = "html head body div p meta title link article main section header table h1 h2".replace(" ", "|")


def _is_mail(sample: Sample) -> bool:
    """Whether the text begins with the head of a message: fields only, among them those that programs write."""
    head = re.split(r"\r?\n\r?\n", sample.head, maxsplit=1)[0]
    names = {match.lower() for match in re.findall(r"(?m)^([A-Za-z][\w-]{1,40}):", head)}
    written = {"mime-version", "message-id", "received", "return-path", "content-type", "dkim-signature", "x-mailer"}
    fields = re.compile(r"(?:From .*\r?\n)?(?:[A-Za-z][\w-]{0,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*+(?:\r?\n|\Z))++")
    first = fields.match(head)
    return first is not None and first.end() >= len(head) - 1000 and bool(names & written) and len(names) >= 3


def _is_factiva(sample: Sample) -> bool:
    return len(set(re.findall(r"(?m)^(HD|BY|WC|PD|SN|SC|LP|TD|LA|CY|AN)\s", sample.head))) >= 5


def _is_nexis(sample: Sample) -> bool:
    body = re.search(r"(?m)^(?:Body|BODY)\s*$", sample.head)
    return body is not None and re.search(r"(?m)^(?:Length|LENGTH):\s*\d+ words", sample.head) is not None


def _is_table(sample: Sample) -> bool:
    """Whether the first line names columns, one of which holds text, and the next line has at least as many cells."""
    lines = [line for line in sample.head.splitlines()[:40] if line.strip()]
    if len(lines) < 2:
        return False
    for mark in ",;\t|":
        names = [re.sub(r"\W", "", name).lower() for name in lines[0].split(mark)]
        texts = {"text", "body", "content", "article", "articletext", "fulltext", "maintext", "story", "bodytext"}
        others = {"title", "headline", "date", "source", "url", "outlet", "author", "published", "publication", "id"}
        if 2 <= len(names) <= 200 and len(lines[0]) < 4000 and set(names) & texts and set(names) & others:
            return any(line.count(mark) >= len(names) - 1 for line in lines[1:])
    return False


FORMATS: tuple[Format, ...] = (
    Format("a PDF document", begins(b"%PDF-"), f"{_READERS}.pdf:read"),
    Format("an RTF document", begins(b"{\\rtf"), f"{_READERS}.rtf:read"),
    Format("a Word document (DOCX)", holds(b"word/document"), f"{_READERS}.docx:read"),
    Format("an Excel workbook (XLSX)", holds(b"xl/workbook", b"xl/worksheets"), f"{_READERS}.xlsx:read"),
    Format("a Word document (DOCX)", holds(b"word/"), f"{_READERS}.docx:read"),
    Format("an Excel workbook (XLSX)", holds(b"xl/"), f"{_READERS}.xlsx:read"),
    Format("a PowerPoint presentation (PPTX)", holds(b"ppt/"), None, _SAVE),
    Format("an OpenDocument text (ODT)", holds(b"opendocument.text"), None, _SAVE),
    Format("an electronic book (EPUB)", holds(b"epub+zip"), None, _SAVE),
    Format("a ZIP archive", begins(*_ZIP), None, _UNPACK),
    Format("a gzip archive", begins(b"\x1f\x8b"), f"{_READERS}.packed:read"),
    Format("an older Office document", begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), None, _SAVE),
    Format("a PostScript document", begins(b"%!PS"), None, _SAVE),
    Format("a bzip2 archive", begins(b"BZh91AY&SY"), None, _UNPACK),
    Format("an xz archive", begins(b"\xfd7zXZ\x00"), None, _UNPACK),
    Format("a Zstandard archive", begins(b"\x28\xb5\x2f\xfd"), None, _UNPACK),
    Format("a 7z archive", begins(b"7z\xbc\xaf\x27\x1c"), None, _UNPACK),
    Format("a RAR archive", begins(b"Rar!\x1a\x07"), None, _UNPACK),
    Format("a PNG image", begins(b"\x89PNG\r\n\x1a\n"), None, _PICTURE),
    Format("a JPEG image", begins(b"\xff\xd8\xff"), None, _PICTURE),
    Format("a GIF image", begins(b"GIF87a", b"GIF89a"), None, _PICTURE),
    Format("a TIFF image", begins(b"II*\x00", b"MM\x00*"), None, _PICTURE),
    Format("a WebP image", begins(b"WEBP", at=8), None, _PICTURE),
    Format("a film", begins(b"ftyp", at=4), None, "films are not read: give the words that are spoken as text"),
    Format("a database", begins(b"SQLite format 3\x00"), None, "export the articles as a table (CSV) or as text"),
    Format("a program", begins(b"\x7fELF", b"MZ\x90\x00"), None, "give the path of an article"),
    Format("a web archive (WARC)", matches(r"WARC/\d|filedesc://"), f"{_READERS}.warc:read"),
    Format("a feed", matches(rf"{_PROLOGUE}<(?:rss|feed|rdf:RDF|channel)\b"), f"{_READERS}.feeds:read"),
    Format("wire copy (NewsML-G2)", matches(rf"{_PROLOGUE}<(?:\w+:)?(?:newsItem|newsMessage|packageItem)\b"),
           f"{_READERS}.newsml:read"),
    Format("an HTML page", matches(rf"{_PROLOGUE}<(?:!(?i:doctype)\s+(?i:html)|(?i:{_ELEMENTS})\b)"),
           f"{_READERS}.pages:read"),
    Format("a file of markup", matches(rf"{_PROLOGUE}<(?:!(?i:doctype)|{_SPACED}|{_XML})"), None, _OTHER_MARKUP),
    Format("a file of markup", matches(r"<\?xml\b"), None, _OTHER_MARKUP),
    Format("a table (JSON)", matches(r"\{\s*(?:\"|\}\s*\Z)|\[\s*[{\]]"), f"{_READERS}.tables:read_json"),
    Format("an e-mail or saved page (MIME)", _is_mail, f"{_READERS}.mail:read"),
    Format("an export of Factiva", _is_factiva, f"{_READERS}.exports:read_text"),
    Format("an export of Nexis Uni", _is_nexis, f"{_READERS}.exports:read_text"),
    Format("a table (CSV)", _is_table, f"{_READERS}.tables:read_csv"),
)  # fmt: skip

PLAIN_TEXT = Format("plain text", lambda _: True)


def recognised(data: bytes) -> Format:
    """Return the format of `data` by its content; `PLAIN_TEXT` where nothing else is recognised."""
    sample = Sample(data, decode(data[:_SEEN])[0].lstrip("\ufeff \t\r\n\f"))
    return next((form for form in (*plugged_in(), *FORMATS) if form.knows(sample)), PLAIN_TEXT)


@cache
def plugged_in() -> tuple[Format, ...]:
    """Return the formats that installed packages add, in the order of their entry points' names.

    Raises `TypeError` where one is no `Format`: the package that adds it is broken, whatever the file.
    """
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        form = point.load()
        if not isinstance(form, Format):
            raise TypeError(f"the entry point {point.name} of {GROUP} is no compare.articles.formats.Format")
        found.append(form)
    return tuple(found)
