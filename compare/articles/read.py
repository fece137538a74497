"""A file, an address, bytes or an open file → `Article`, or one `ReadError` that says what to do.

    read("seeds/scmp.txt")          a path; "-" is standard input
    read("https://…")               an address of the web: `page` fetches it
    read(b"Talks begin\\n…")         bytes
    read(open("talks.txt", "rb"))   an open file, binary or text

The steps are those of `_article`: take the bytes, recognise the format, decode, cut into blocks, find the source. Each
failure is named where it is seen, with the name of the input, in one line.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO

from compare.articles.blocks import segment
from compare.articles.formats import recognised
from compare.articles.page import is_address, page
from compare.articles.source import site, words
from compare.articles.source import source as source_of
from compare.errors import ReadError
from compare.model import Article

LARGEST = 20_000_000  # bytes; a thousand times a long article, so what is larger is an archive or a mistake
_WIDE_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO | TextIO, name: str | None = None, *, fresh: bool = False
) -> Article:
    """Read one article. `name` is the name of its source; without it the text's address or the file's name gives it.

    An address is read from the cache where it is there, unless `fresh`.

    Raises `ReadError`, with one line that names the input, says what is wrong and what to do.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _article(bytes(source), "bytes", name)
    if isinstance(source, str) and is_address(source):
        return _at(source, name, fresh)
    if isinstance(source, str | os.PathLike):
        path = os.fsdecode(source)
        return _standard_input(name) if path == "-" else _article(_file(path), path, name)
    if hasattr(source, "read"):
        return _open_file(source, _name_of(source), name)
    raise ReadError(f"{type(source).__name__}: not something to read; give a path, bytes or an open file")


def _at(address: str, name: str | None, fresh: bool) -> Article:
    found = page(address, fresh=fresh)
    article = _article(found.body, address, name or site(found.url))
    fetched = found.fetched.isoformat(timespec="seconds")
    return replace(article, source=replace(article.source, url=found.url), fetched=fetched)


def _article(data: bytes, origin: str, name: str | None) -> Article:
    shown = _shown(origin)
    if len(data) > LARGEST:
        raise ReadError(f"{shown}: larger than {LARGEST // 1_000_000} MB, so not one article; split it into articles")
    if not data:
        raise ReadError(f"{shown}: is empty; give a file with the text of an article")
    kind = recognised(data)
    if kind.reader is None:
        raise ReadError(f"{shown}: is {kind.name}; {kind.advice}")
    text, encoding = kind.reader(data)
    if _is_binary(text):
        raise ReadError(f"{shown}: is binary data, not text; give a file with the text of an article")
    return _made(text, encoding, data, origin, name)


def _made(text: str, encoding: str, data: bytes, origin: str, name: str | None) -> Article:
    if not text.strip():
        raise ReadError(f"{_shown(origin)}: has only white space; give a file with the text of an article")
    blocks = segment(text)
    return Article(
        source=source_of(text, blocks, origin, name),
        text=text,
        blocks=blocks,
        encoding=encoding,
        origin=origin,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _file(path: str) -> bytes:
    shown = _shown(path)
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ReadError(f"{shown}: no such file; check the path, which begins in {_shown(str(Path.cwd()))}") from None
    except IsADirectoryError:
        raise ReadError(f"{shown}: is a folder; give the path of one file in it") from None
    except PermissionError:
        raise ReadError(f"{shown}: no permission to read it; change its permissions or copy it") from None
    except OSError as error:
        raise ReadError(f"{shown}: cannot be read ({error.strerror or error}); check the path") from None
    except ValueError:  # a NUL character or a lone surrogate in the path
        raise ReadError(f"{shown}: is no possible path; check it for characters that cannot be seen") from None


def _standard_input(name: str | None) -> Article:
    if sys.stdin is None:
        raise ReadError("standard input: is closed; give the path of a file")
    return _open_file(getattr(sys.stdin, "buffer", sys.stdin), "standard input", name)


def _open_file(file: BinaryIO | TextIO, origin: str, name: str | None) -> Article:
    shown = _shown(origin)
    try:
        content = file.read(LARGEST + 1)
    except UnicodeDecodeError:
        raise ReadError(f"{shown}: was opened as text in the wrong encoding; open it as bytes (mode 'rb')") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{shown}: cannot be read ({words(str(error))}); open it again for reading") from None
    if isinstance(content, bytes):
        return _article(content, origin, name)
    if not isinstance(content, str):
        raise ReadError(f"{shown}: gave {type(content).__name__} and not text or bytes; open it for reading")
    return _decoded_already(content, getattr(file, "encoding", None) or "text", origin, name)


def _decoded_already(content: str, encoding: str, origin: str, name: str | None) -> Article:
    """Make an article of decoded text. Lone surrogates, which no output could print, are replaced."""
    data = content.encode("utf-8", errors="surrogatepass")
    if len(data) > LARGEST or not content.strip() or recognised(data).reader is None or _is_binary(content):
        return _article(data, origin, name)  # which knows how to refuse it
    text, lost = _SURROGATE.subn("\ufffd", content.removeprefix("\ufeff"))
    note = f" ({lost} lone {'surrogate' if lost == 1 else 'surrogates'} replaced)" if lost else ""
    return _made(text, f"{encoding.lower()}{note}", data, origin, name)


def _is_binary(text: str) -> bool:
    """Whether control characters and what could not be decoded are too many for text. A stray one is kept."""
    strange = len(_WIDE_CONTROL.findall(text))
    return strange > 0.3 * len(text) or (strange >= 8 and strange > 0.02 * len(text))


def _name_of(file: BinaryIO | TextIO) -> str:
    name = getattr(file, "name", None)
    return os.fsdecode(name) if isinstance(name, str | bytes) and name else "open file"


def _shown(origin: str) -> str:
    """Return the input's name for a message: on one line, nothing in it that a terminal would obey."""
    return words(origin)[:200] or "''"
