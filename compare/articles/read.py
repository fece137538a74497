"""A file, an address, bytes or an open file → `Article`, or one `ReadError` that says what to do.

    read("seeds/scmp.txt")          a path; "-" is standard input
    read("https://…")               an address of the web: `page` fetches it
    read(b"Talks begin\\n…")         bytes
    read(open("talks.txt", "rb"))   an open file, binary or text

    read_all("exports/")            everything in a folder, of a pattern ("*.html"), or in a file that holds several

The steps are those of `_articles`: take the bytes, recognise the format, decode or have it read in the child
(`sandbox`), cut into blocks, find the source. Each failure is named where it is seen, with the name of the input, in
one line.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO, TypeAlias

from compare.articles.blocks import arrange, segment
from compare.articles.decode import decode
from compare.articles.document import Document, Unreadable
from compare.articles.formats import PLAIN_TEXT, recognised
from compare.articles.language import caution, language_of
from compare.articles.page import is_address, page
from compare.articles.source import clean, site, words
from compare.articles.source import source as source_of
from compare.errors import ReadError
from compare.model import Article, Block, Role

Input: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO | TextIO

LARGEST = 20_000_000  # bytes; a thousand times a long article, so what is larger is an archive or a mistake
_WIDE_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(source: Input, name: str | None = None, *, fresh: bool = False) -> Article:
    """Read one article. `name` is the name of its source; without it the text's address or the file's name gives it.

    An address is read from the cache where it is there, unless `fresh`. Raises `ReadError`, with one line that names
    the input, says what is wrong and what to do; so also where the input holds several articles.
    """
    found = _read(source, name, fresh)
    if len(found) > 1:
        raise ReadError(f"{_shown(found[0].origin)}: holds {len(found)} articles, not one; read them with read_all")
    return found[0]


def read_all(
    source: Input, name: str | None = None, errors: list[ReadError] | None = None, *, fresh: bool = False
) -> list[Article]:
    """Read every article of a file, a folder (with the folders in it) or a pattern such as ``news/*.html``.

    Files are read in the order of their names, those whose name begins with a dot left out. Raises `ReadError` at the
    first that cannot be read; given a list `errors`, puts the error there and goes on with the next.
    """
    articles: list[Article] = []
    try:
        inputs: list[Input] = _files(source)
    except ReadError as error:
        if errors is None:
            raise
        errors.append(error)
        return []
    for one in inputs:
        try:
            articles.extend(_read(one, name, fresh))
        except ReadError as error:
            if errors is None:
                raise
            errors.append(error)
    return articles


def _files(source: Input) -> list[Input]:
    """Return the files of a folder or of a pattern; what is neither is returned as it is."""
    if not isinstance(source, str | os.PathLike) or "\0" in os.fsdecode(source):
        return [source]
    path = os.fsdecode(source)
    with suppress(OSError):
        if Path(path).is_dir():
            found = sorted(os.path.join(folder, file) for folder, _, files in os.walk(path) for file in files)  # noqa: PTH118
            seen = [file for file in found if not _is_hidden(file, path)]
        elif glob.has_magic(path) and not is_address(path) and not Path(path).exists():
            seen = sorted(file for file in glob.iglob(path, recursive=True) if Path(file).is_file())  # noqa: PTH207 - Path.glob takes no absolute pattern
        else:
            return [source]
        if not seen:
            raise ReadError(f"{_shown(path)}: no file is there; give a folder or a pattern that has some")
        return list(seen)
    return [source]


def _is_hidden(file: str, folder: str) -> bool:
    return any(part.startswith(".") for part in Path(file).relative_to(folder).parts)


def _read(source: Input, name: str | None, fresh: bool) -> list[Article]:
    if isinstance(source, bytes | bytearray | memoryview):
        return _articles(bytes(source), "bytes", name)
    if isinstance(source, str) and is_address(source):
        return _at(source, name, fresh)
    if isinstance(source, str | os.PathLike):
        path = os.fsdecode(source)
        return _standard_input(name) if path == "-" else _articles(_file(path), path, name)
    if hasattr(source, "read"):
        return _open_file(source, _name_of(source), name)
    raise ReadError(f"{type(source).__name__}: not something to read; give a path, bytes or an open file")


def _at(address: str, name: str | None, fresh: bool) -> list[Article]:
    found = page(address, fresh=fresh)
    articles = _articles(found.body, address, name)
    fetched = found.fetched.isoformat(timespec="seconds")
    if len(articles) > 1:  # a feed: each article has an address of its own
        return [replace(article, fetched=fetched) for article in articles]
    (article,) = articles
    source = replace(article.source, url=found.url, name=name or site(found.url) or article.source.name)
    return [replace(article, source=source, fetched=fetched)]


def _articles(data: bytes, origin: str, name: str | None) -> list[Article]:
    shown = _shown(origin)
    if len(data) > LARGEST:
        raise ReadError(f"{shown}: larger than {LARGEST // 1_000_000} MB, so not one article; split it into articles")
    if not data:
        raise ReadError(f"{shown}: is empty; give a file with the text of an article")
    kind = recognised(data)
    if kind is PLAIN_TEXT:
        text, encoding = decode(data)
        if _is_binary(text):
            raise ReadError(f"{shown}: is binary data, not text; give a file with the text of an article")
        return [_made(text, encoding, data, origin, name)]
    if kind.reader is None:
        raise ReadError(f"{shown}: is {kind.name}; {kind.advice}")
    from compare.articles.sandbox import documents

    try:
        found = documents(data, kind.reader)
    except Unreadable as error:
        raise ReadError(f"{shown}: {error}") from None
    digest = hashlib.sha256(data).hexdigest()
    articles = [article_of(document, digest, origin, name) for document in found if document.text.strip()]
    if not articles:
        raise ReadError(f"{shown}: is {kind.name} without any text; give one with the text of an article")
    return articles


def article_of(document: Document, digest: str, origin: str, name: str | None) -> Article:
    """Make an article of what a reader found in the input `origin`; `digest` is that of its bytes."""
    blocks = arrange(document.text, document.parts) if document.parts else segment(document.text)
    told = source_of(document.text, blocks, origin, name)
    url = words(document.url) or told.url
    named = name or (site(url) if url else "") or document.outlet
    return Article(
        source=replace(
            told,
            name=clean(named or "") or told.name,
            url=url,
            date=words(document.date) or told.date,
            byline=words(document.byline) or told.byline,
            language=(language := document.language or language_of(_content(document.text, blocks))),
            version=document.version or None,
            status=document.status or None,
            embargo=document.embargo or None,
        ),
        text=document.text,
        blocks=blocks,
        encoding=document.encoding,
        origin=origin,
        digest=digest,
        places=document.places(),
        notes=(*document.notes, *caution(language)),
    )


def _content(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the beginning of what the article itself says, for telling its language."""
    return "\n".join(b.span.of(text) for b in blocks if b.role is not Role.BOILERPLATE)[:20_000]


def _made(text: str, encoding: str, data: bytes, origin: str, name: str | None) -> Article:
    if not text.strip():
        raise ReadError(f"{_shown(origin)}: has only white space; give a file with the text of an article")
    blocks = segment(text)
    language = language_of(_content(text, blocks))
    return Article(
        source=replace(source_of(text, blocks, origin, name), language=language),
        text=text,
        blocks=blocks,
        encoding=encoding,
        origin=origin,
        digest=hashlib.sha256(data).hexdigest(),
        notes=caution(language),
    )


def _file(path: str) -> bytes:
    shown = _shown(path)
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ReadError(f"{shown}: no such file; check the path, which begins in {_shown(str(Path.cwd()))}") from None
    except IsADirectoryError:
        raise ReadError(f"{shown}: is a folder; give the path of one file in it, or read it with read_all") from None
    except PermissionError:
        raise ReadError(f"{shown}: no permission to read it; change its permissions or copy it") from None
    except OSError as error:
        raise ReadError(f"{shown}: cannot be read ({error.strerror or error}); check the path") from None
    except ValueError:  # a NUL character or a lone surrogate in the path
        raise ReadError(f"{shown}: is no possible path; check it for characters that cannot be seen") from None


def _standard_input(name: str | None) -> list[Article]:
    if sys.stdin is None:
        raise ReadError("standard input: is closed; give the path of a file")
    return _open_file(getattr(sys.stdin, "buffer", sys.stdin), "standard input", name)


def _open_file(file: BinaryIO | TextIO, origin: str, name: str | None) -> list[Article]:
    shown = _shown(origin)
    try:
        content = file.read(LARGEST + 1)
    except UnicodeDecodeError:
        raise ReadError(f"{shown}: was opened as text in the wrong encoding; open it as bytes (mode 'rb')") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{shown}: cannot be read ({words(str(error))}); open it again for reading") from None
    if isinstance(content, bytes):
        return _articles(content, origin, name)
    if not isinstance(content, str):
        raise ReadError(f"{shown}: gave {type(content).__name__} and not text or bytes; open it for reading")
    return _decoded_already(content, getattr(file, "encoding", None) or "text", origin, name)


def _decoded_already(content: str, encoding: str, origin: str, name: str | None) -> list[Article]:
    """Make an article of decoded text. Lone surrogates, which no output could print, are replaced."""
    data = content.encode("utf-8", errors="surrogatepass")
    if len(data) > LARGEST or not content.strip() or recognised(data) is not PLAIN_TEXT or _is_binary(content):
        return _articles(data, origin, name)  # which has readers, and knows how to refuse it
    text, lost = _SURROGATE.subn("\ufffd", content.removeprefix("\ufeff"))
    note = f" ({lost} lone {'surrogate' if lost == 1 else 'surrogates'} replaced)" if lost else ""
    return [_made(text, f"{encoding.lower()}{note}", data, origin, name)]


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
