"""A web archive (WARC, also ARC) → the pages in it, each with its record's number, address and date.

warcio reads record by record, unpacking as it goes. Of a record no more than `_LARGEST` bytes are taken, of the archive
`_MOST` pages: a record that promises a gigabyte is passed over and told, and costs no memory.
"""

from __future__ import annotations

import io

from compare.articles.document import Document, Unreadable, needed, one_line
from compare.articles.readers.marked import add_text
from compare.articles.readers.pages import page_of
from compare.model import PlaceKind

_LARGEST = 10_000_000  # bytes of one page
_UNPACKED = 300_000_000  # bytes of all records
_MOST = 2_000
_STEP = 1_000_000


def read(data: bytes) -> list[Document]:
    """Read the pages of an archive. Raises `Unreadable`."""
    iterator = needed("warcio.archiveiterator", "warc", "a web archive")
    broken = needed("warcio.exceptions", "warc", "a web archive").ArchiveLoadFailed
    found: list[Document] = []
    left = _UNPACKED
    number = 0
    try:
        for record in iterator.ArchiveIterator(io.BytesIO(data), arc2warc=True):
            number += 1
            if record.rec_type not in ("response", "resource") or len(found) >= _MOST:
                continue
            content, left = _content(record, left)
            kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or (
                record.rec_headers.get_header("Content-Type") or ""
            )
            status = (record.http_headers and record.http_headers.get_statuscode()) or "200"
            if content is None or not status.startswith("2"):
                continue
            url = one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
            document = _document(content, kind.lower(), url)
            if document is not None:
                document.mark(PlaceKind.RECORD, number)
                document.url = document.url or url
                found.append(document)
    except (broken, EOFError, ValueError, OSError) as error:
        if not found:
            raise Unreadable("is a damaged web archive; fetch it again") from error
        found[-1].notes.append(f"the archive is damaged after record {number}: what follows could not be read")
    if not found:
        raise Unreadable("is a web archive without a page that shows text; give one with pages")
    return found


def _content(record: object, left: int) -> tuple[bytes | None, int]:
    """Return a record's body, None where it is too large, and how many bytes of the archive may still be unpacked."""
    stream = record.content_stream()  # type: ignore[attr-defined]
    made = bytearray()
    size = 0
    while chunk := stream.read(_STEP):
        size += len(chunk)
        if size > left:
            raise Unreadable(f"is a web archive that unpacks to more than {_UNPACKED // 10**6} MB; split it")
        if size <= _LARGEST:
            made += chunk
    return (bytes(made) if size <= _LARGEST else None), left - size


def _document(content: bytes, kind: str, url: str) -> Document | None:
    try:
        if "html" in kind:
            return page_of(content, url)
    except Unreadable:  # a page without text: the archive has others
        return None
    if kind.startswith("text/plain"):
        from compare.articles.decode import decode

        document = Document()
        text, document.encoding = decode(content)
        add_text(document, text)
        return document if document.text else None
    return None
