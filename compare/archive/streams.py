"""The file of an archive → its rows or articles, one after the other, whatever its size; nothing is read twice.

    news.jsonl, news.jsonl.gz    line by line: "line 7"             news.csv       row by row: "row 7", the head being 1
    news.parquet                 a row group's rows at a time       crawl.warc.gz  record by record: "record 12"
    news.json                    the rows of one list, whole        all else       as `compare.read` reads it, whole

What a file is, its first bytes say, as in `compare.articles.formats`; its name only where these are plain text. Packed
files (gzip, bzip2, xz, Zstandard) are unpacked on the way. A file that is damaged in the middle gives what stands
before, and a `Skip` that says so.
"""

from __future__ import annotations

import bz2
import codecs
import csv
import gzip
import io
import json
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

import pyarrow as pa

from compare.archive.rows import Found, Input, Job, Row, entries, of_articles
from compare.archive.skips import Reason, Skip
from compare.articles.decode import decode
from compare.articles.document import Unreadable, one_line
from compare.articles.formats import PLAIN_TEXT, recognised
from compare.articles.page import is_address
from compare.articles.read import article_of, read_all
from compare.articles.readers import csv_rows
from compare.articles.readers.tables import LISTS
from compare.articles.sandbox import documents
from compare.errors import ReadError

LONGEST_LINE = 20_000_000  # bytes; as of one article in `compare.articles.read`
_LARGEST_JSON = 200_000_000  # bytes of a file that is one JSON value, which is read whole
_LARGEST_PAGE = 10_000_000  # bytes of one record
_HEAD = 8192
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", lambda file: bz2.BZ2File(file)),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
    (b"\x28\xb5\x2f\xfd", lambda file: pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")),
)
_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, pa.ArrowInvalid)
_Numbered = Iterator[tuple[int, bytes | None]]


def found(path: str, given: Input) -> Iterator[Found | Job]:
    """Give all that the file or address `path` holds, "-" being standard input; never raises for what is in it."""
    if is_address(path):
        yield lambda: _whole(path, given)
        return
    with ExitStack() as files:
        try:
            file = _opened(path, files)
            head = file.peek(_HEAD)[:_HEAD]
        except _BROKEN as error:
            yield Skip(given.name, "", Reason.FAILED, _why(error, path))
            return
        yield from _by_kind(path, file, head, given)


def _opened(path: str, files: ExitStack) -> io.BufferedReader:
    raw = cast(io.BufferedReader, sys.stdin.buffer) if path == "-" else files.enter_context(open(path, "rb"))  # noqa: SIM115
    start = raw.peek(6)[:6]
    unpack = next((unpack for magic, unpack in _PACKED if start.startswith(magic)), None)
    return raw if unpack is None else files.enter_context(io.BufferedReader(_Unpacked(unpack(raw)), 1 << 17))


class _Unpacked(io.RawIOBase):
    """What is unpacked, as it comes: a reader that waits for a full buffer loses what stands before damage."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._read = getattr(file, "read1", file.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._read(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def close(self) -> None:
        self._file.close()
        super().close()


def _by_kind(path: str, file: io.BufferedReader, head: bytes, given: Input) -> Iterator[Found | Job]:
    kind = recognised(head)
    reader = (kind.reader or "").rpartition(":")[2] if "tables" in (kind.reader or "") else ""
    endings = [suffix.lower() for suffix in PurePath(path).suffixes]
    ending = next((e for e in reversed(endings) if e not in {".gz", ".bz2", ".xz", ".zst"}), "")
    plain = kind is PLAIN_TEXT
    if head.startswith(b"PAR1"):
        yield from entries(_parquet(path, given), given)
    elif (kind.reader or "").endswith("warc:read"):
        yield from _warc(file, given)
    elif ending in {".jsonl", ".ndjson"} and (plain or reader == "read_json"):
        yield from entries(_json_lines(_lines(_in_utf8(file, head)), given), given)
    elif reader == "read_json" or (plain and ending == ".json"):
        yield from _json(_in_utf8(file, head), given)
    elif reader == "read_csv" or (plain and ending in {".csv", ".tsv"}):
        yield from entries(_csv(file, head, given), given)
    elif path == "-":
        data = file.read(LONGEST_LINE + 1)
        yield lambda: _whole(data, given)
    else:
        yield lambda: _whole(path, given)


def _whole(source: str | bytes, given: Input) -> list[Found]:
    """Read an input as `compare.read` does: a page, a document, a feed, an export, a mail."""
    errors: list[ReadError] = []
    articles = read_all(source, None, errors)
    told: list[Found] = of_articles(articles, given)
    beginning = f"{'bytes' if isinstance(source, bytes) else one_line(source)}: "
    told.extend(Skip(given.name, "", Reason.FAILED, str(error).removeprefix(beginning)) for error in errors)
    return told


def _in_utf8(file: io.BufferedReader, head: bytes) -> BinaryIO:
    """Return `file` such that its lines end with a byte: UTF-16 and UTF-32 are recoded on the way."""
    encoding = decode(head[: len(head) // 4 * 4])[1].split()[0]
    if not encoding.startswith(("utf-16", "utf-32")):
        return file
    return cast(BinaryIO, codecs.EncodedFile(file, "utf-8", encoding, errors="replace"))


def _lines(file: BinaryIO) -> _Numbered:
    """Give the lines of a file, counted from 1; None for one that is too long, of which no more is held in memory."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield number, None


def _json_lines(lines: Iterable[tuple[int, bytes | None]], given: Input) -> Iterator[tuple[str, Row | Skip]]:
    number = 0
    try:
        for number, line in lines:
            place = f"line {number}"
            if line is None:
                yield place, Skip(given.name, place, Reason.TOO_LARGE, f"longer than {LONGEST_LINE // 10**6} MB")
            elif not line.isspace():
                yield place, _object(line, given, place)
    except _BROKEN as error:
        yield "", Skip(given.name, f"line {number + 1}", Reason.BROKEN, _why(error))


def _object(line: bytes, given: Input, place: str) -> Row | Skip:
    try:
        value = json.loads(line if line[:1] == b"{" else decode(line)[0])
    except UnicodeDecodeError:
        return _object(b" " + decode(line)[0].encode(), given, place)
    except (ValueError, RecursionError) as error:
        return Skip(given.name, place, Reason.DAMAGED, f"is no JSON ({one_line(str(error))})")
    return value if isinstance(value, dict) else Skip(given.name, place, Reason.DAMAGED, "is no object of JSON")


def _json(file: BinaryIO, given: Input) -> Iterator[Found | Job]:
    """Read JSON Lines as such whatever the name, and one JSON value whole."""
    try:
        first = file.readline(LONGEST_LINE + 1)
        value = _value(first)
        if isinstance(value, dict) and not _listed(value):
            rest = ((number + 1, line) for number, line in _lines(file))
            yield from entries(_json_lines(chain([(1, first)], rest), given), given)
            return
        data = first + file.read(_LARGEST_JSON)
        if len(data) >= _LARGEST_JSON:
            told = f"is one JSON value of more than {_LARGEST_JSON // 10**6} MB; save it as JSON Lines"
            yield Skip(given.name, "", Reason.FAILED, told)
            return
        value = json.loads(decode(data)[0])
    except (ValueError, RecursionError) as error:
        yield Skip(given.name, "", Reason.FAILED, f"is damaged JSON ({one_line(str(error))}); export it again")
        return
    except _BROKEN as error:
        yield Skip(given.name, "", Reason.FAILED, _why(error))
        return
    yield from entries(_items(value, given), given)


def _items(value: Any, given: Input) -> Iterator[tuple[str, Row | Skip]]:
    items: list[Any] = value if isinstance(value, list) else _listed(value) or [value]
    for number, item in enumerate(items, 1):
        place = f"item {number}"
        is_row = isinstance(item, dict)
        yield place, item if is_row else Skip(given.name, place, Reason.DAMAGED, "is no object of JSON")


def _value(line: bytes) -> object:
    try:
        return json.loads(decode(line)[0])
    except (ValueError, RecursionError):
        return None


def _listed(value: Any) -> list[Any]:
    """Return the list of articles in an object such as {"articles": […]}."""
    if isinstance(value, dict):
        for key in LISTS:
            items = value.get(key)
            if isinstance(items, list) and any(isinstance(item, dict) for item in items):
                return items
    return []


def _csv(file: io.BufferedReader, head: bytes, given: Input) -> Iterator[tuple[str, Row | Skip]]:
    text, encoding = decode(head)
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    long: list[int] = []
    lines = _text_lines(_in_utf8(file, head), "utf-8" if encoding.startswith("utf") else encoding.split()[0], long)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv_rows.rows(lines, max(",;\t|", key=first.count))
    names: list[str] = []
    number = 0
    while True:
        number += 1
        place = f"row {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _BROKEN as error:
            yield place, Skip(given.name, place, Reason.BROKEN, _why(error))
            return
        if long:
            yield place, Skip(given.name, place, Reason.TOO_LARGE, f"longer than {LONGEST_LINE // 10**6} MB")
            long.clear()
        elif not any(cells):
            continue
        elif not names:
            names = [name.strip() or f"column {n}" for n, name in enumerate(cells, 1)]
        elif len(cells) > len(names):
            told = f"has {len(cells)} cells under {len(names)} columns: words may stand in the wrong one"
            yield place, Skip(given.name, place, Reason.DAMAGED, told)
        else:
            yield place, dict(zip(names, cells, strict=False))


def _text_lines(file: BinaryIO, encoding: str, long: list[int]) -> Iterator[str]:
    for number, line in _lines(file):
        if line is None:
            long.append(number)
            yield "\n"
        else:
            yield line.decode(encoding, "replace").removeprefix("\ufeff" if number == 1 else "")


def _parquet(path: str, given: Input) -> Iterator[tuple[str, Row | Skip]]:
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path, memory_map=False) as file:
            for batch in file.iter_batches(batch_size=500):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", row
    except (pa.ArrowException, OSError, UnicodeDecodeError, ValueError) as error:
        reason = Reason.BROKEN if number else Reason.FAILED
        yield "", Skip(given.name, f"row {number + 1}" if number else "", reason, f"is damaged ({_why(error)})")


def _warc(file: io.BufferedReader, given: Input) -> Iterator[Found | Job]:
    """Give the pages of a web archive, each as a job: trafilatura reads them in children, several at a time."""
    from compare.articles.document import needed

    try:
        iterator = needed("warcio.archiveiterator", "warc", "a web archive").ArchiveIterator
        broken = needed("warcio.exceptions", "warc", "a web archive").ArchiveLoadFailed
    except Unreadable as error:
        yield Skip(given.name, "", Reason.FAILED, str(error))
        return
    number = 0
    try:
        for record in iterator(file, arc2warc=True):
            number += 1
            if record.rec_type in ("response", "resource"):
                yield from _record(record, given, f"record {number}")
    except (broken, *_BROKEN, ValueError) as error:
        yield Skip(given.name, f"record {number + 1}", Reason.BROKEN, _why(error))


def _record(record: Any, given: Input, place: str) -> Iterator[Found | Job]:
    kind = (
        (record.http_headers and record.http_headers.get_header("Content-Type"))
        or record.rec_headers.get_header("Content-Type")
        or ""
    ).lower()
    status = (record.http_headers and record.http_headers.get_statuscode()) or "200"
    if not status.startswith("2") or not ("html" in kind or kind.startswith("text/plain")):
        return  # a picture, a script, an answer that is no page: nothing of an article is lost
    url = one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
    data = record.content_stream().read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        yield Skip(given.name, place, Reason.TOO_LARGE, f"a page of more than {_LARGEST_PAGE // 10**6} MB", url)
        return
    yield lambda: _page(data, "html" in kind, url, given, place)


def _page(data: bytes, is_html: bool, url: str, given: Input, place: str) -> list[Found]:
    reader = "compare.articles.readers.pages:read" if is_html else "compare.articles.readers.marked:read"
    try:
        (document,) = documents(data, reader)
    except Unreadable as error:
        return [Skip(given.name, place, Reason.NO_TEXT, str(error), url)]
    document.url = document.url or url
    return of_articles([article_of(document, "", given.name, None)], given, place)


def _why(error: Exception, path: str = "") -> str:
    if isinstance(error, FileNotFoundError):
        return f"no such file; check the path, which begins in {Path.cwd()}" if path else "no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its permissions or copy it"
    return f"cannot be read ({one_line(str(error)) or type(error).__name__}); fetch or pack it again"
