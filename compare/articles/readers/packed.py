"""A gzip archive → what is in it, unpacked up to a limit: a web archive record by record, any other file whole."""

from __future__ import annotations

import importlib
import zlib

from compare.articles.document import Document, Unreadable
from compare.articles.formats import PLAIN_TEXT, recognised
from compare.articles.readers.marked import add_text

_LARGEST = 20_000_000


def read(data: bytes) -> list[Document]:
    """Read what was packed. Raises `Unreadable`."""
    start = _unpacked(data, 64)
    if start.startswith((b"WARC/", b"filedesc://")):
        from compare.articles.readers import warc

        return warc.read(data)
    whole = _unpacked(data, _LARGEST + 1)
    if len(whole) > _LARGEST:
        raise Unreadable(f"unpacks to more than {_LARGEST // 10**6} MB, so not one article; unpack and split it")
    kind = recognised(whole)
    if kind is PLAIN_TEXT:
        from compare.articles.decode import decode

        document = Document()
        text, document.encoding = decode(whole)
        add_text(document, text)
        return [document]
    if kind.reader is None or kind.reader.endswith("packed:read"):
        raise Unreadable(f"holds {kind.name}; {kind.advice or 'unpack it first'}")
    module, _, function = kind.reader.partition(":")
    found: list[Document] = getattr(importlib.import_module(module), function)(whole)
    return found


def _unpacked(data: bytes, most: int) -> bytes:
    """Return the first `most` bytes that were packed. Raises `Unreadable`."""
    made = bytearray()
    rest = data
    try:
        while rest and len(made) < most:
            member = zlib.decompressobj(wbits=31)
            made += member.decompress(rest, most - len(made))
            if not member.eof or not member.unused_data.startswith(b"\x1f\x8b"):
                break
            rest = member.unused_data
    except zlib.error as error:
        raise Unreadable("is a damaged gzip archive; fetch it again") from error
    return bytes(made)
