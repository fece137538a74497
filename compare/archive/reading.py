"""Archives → batches of articles, streamed: never more in memory than a few batches, whatever the archive's size.

    batches(["2015.jsonl.gz", "exports/", "crawl.warc.gz"], skips)   → RecordBatch, RecordBatch … of `schemas.ARTICLES`

Each input becomes rows or articles (`streams`), each of these an entry (`rows`), with an id (`identity`) and a time
(`moments`); what is missing, damaged, too large or there twice is counted and named (`skips`), and the rest goes on.
Parsing pages takes far longer than all else: it is done in children, a few at a time, and the order stays that of the
archive. Articles that were read already can stand among the inputs.
"""

from __future__ import annotations

import glob
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from compare.archive.identity import Seen, key_of, name_of
from compare.archive.moments import moment
from compare.archive.rows import PARTS, Entry, Found, Input, Job, of_articles
from compare.archive.schemas import ARTICLES
from compare.archive.skips import Reason, Skip, Skips
from compare.archive.streams import found
from compare.articles.page import is_address
from compare.articles.sandbox import SANDBOX
from compare.errors import ReadError
from compare.model import Article

SIZE = 2_000  # articles of a batch
_BATCH_TEXT = 32_000_000  # characters of a batch
LONGEST_TEXT = 2_000_000  # characters; the longest novels have three million, articles of magazines a hundred thousand
_LONGEST_PART = 10_000  # characters of a title, an address, a byline …
_AHEAD = 8  # jobs a worker that may wait for their turn
_DAY = 86_400


def batches(
    inputs: Iterable[str | os.PathLike[str] | Article],
    skips: Skips | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    size: int = SIZE,
    workers: int | None = None,
    leave_out: Callable[[str], bool] = lambda _: False,
) -> Iterator[pa.RecordBatch]:
    """Read archives into batches of `ARTICLES`, at most `size` articles each, in the order of the inputs.

    An input is a file, a folder, a pattern, an address, "-" for standard input, or an `Article`. `columns` names the
    columns of tables: {"text": "BODY"}; the rest is guessed. `workers` is how many pages are parsed at a time, by
    default as many as there are processors. Files of which `leave_out` is true are passed over. Raises `ReadError` for
    an unknown part of an article in `columns`; all that is wrong with an input goes to `skips`.
    """
    columns = dict(columns or {})
    unknown = set(columns) - set(PARTS)
    if unknown:
        raise ReadError(f"{', '.join(sorted(unknown))}: no part of an article; the parts are {', '.join(PARTS)}")
    skips = Skips() if skips is None else skips
    seen = _Seen(Seen(), Seen(), Seen())
    streams = _streams(inputs, columns, skips, leave_out)
    for entries in _bunches(streams, skips, size, workers or os.cpu_count() or 1):
        skips.taken += len(entries)
        batch = _batch(entries, seen, skips)
        if batch.num_rows:
            yield batch
    skips.flush()


def _bunches(
    streams: Iterable[tuple[Input, Iterator[Found | Job]]], skips: Skips, size: int, workers: int
) -> Iterator[list[tuple[Input, Entry]]]:
    """Gather entries until they make a batch, by their number or by their length."""
    bunch: list[tuple[Input, Entry]] = []
    held = 0
    for given, stream in streams:
        none = True
        for one in _in_order(stream, workers):
            none = False
            if isinstance(one, Skip):
                skips.add(one)
                continue
            wrong = _too_long(one)
            if wrong:
                skips.add(Skip(given.name, one.place, Reason.TOO_LARGE, wrong, one.id[:_LONGEST_PART]))
                continue
            bunch.append((given, one))
            held += len(one.text) + len(one.title) + len(one.url)
            if len(bunch) >= size or held >= _BATCH_TEXT:
                yield bunch
                bunch, held = [], 0
        if none:
            skips.add(Skip(given.name, "", Reason.FAILED, "holds no article; give an archive that has some"))
    yield bunch


def _too_long(entry: Entry) -> str:
    """Return which part of an entry is longer than an article's can be, "" where none is."""
    for name in ("text", "title", "id", "source", "url", "byline"):
        length, most = len(getattr(entry, name)), LONGEST_TEXT if name == "text" else _LONGEST_PART
        if length > most:
            return f"a {name} of {length:,} characters, more than {most:,}: no article, or not that column"
    return ""


def _streams(
    inputs: Iterable[str | os.PathLike[str] | Article],
    columns: Mapping[str, str],
    skips: Skips,
    leave_out: Callable[[str], bool],
) -> Iterator[tuple[Input, Iterator[Found | Job]]]:
    for one in inputs:
        if isinstance(one, Article):
            given = Input(one.origin or one.source.name, one.source.name, columns)
            yield given, iter(of_articles([one], given))
            continue
        for path in _files(os.fsdecode(one), skips):
            if leave_out(path):
                if path == os.fsdecode(one):
                    skips.add(Skip(path, "", Reason.FAILED, "is what this command writes, and no archive"))
                continue
            given = Input(path, _stem(path, os.fsdecode(one)), columns)
            yield given, found(path, given)


def _files(path: str, skips: Skips) -> Iterator[str]:
    """Give the files of a folder or a pattern in the order of their names, hidden ones left out."""
    if path == "-" or is_address(path):
        yield path
    elif Path(path).is_dir():
        files = sorted(file for file in Path(path).rglob("*") if file.is_file())
        seen = [file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts)]
        if not seen:
            skips.add(Skip(path, "", Reason.FAILED, "no file is there; give a folder that has some"))
        yield from map(str, seen)
    elif glob.has_magic(path) and not Path(path).exists():
        matched = sorted(file for file in glob.iglob(path, recursive=True) if Path(file).is_file())  # noqa: PTH207
        if not matched:
            skips.add(Skip(path, "", Reason.FAILED, "no file is there; give a pattern that fits some"))
        yield from matched
    else:
        yield path


def _stem(path: str, folder: str) -> str:
    """Return the name of a file without endings; within a folder that was given, with the folders that lead to it.

    So bbc/1.txt and cnn/1.txt are not taken for articles of one outlet named 1.
    """
    if path == "-":
        return "standard input"
    name = PurePath(path).name
    for ending in (".gz", ".bz2", ".xz", ".zst"):
        name = name.removesuffix(ending)
    way = PurePath(path).parent.relative_to(folder).parts if path != folder and Path(folder).is_dir() else ()
    return "/".join((*way, PurePath(name).stem or name or "archive"))


def _in_order(stream: Iterator[Found | Job], workers: int) -> Iterator[Found]:
    """Run the jobs of a stream, `workers` at a time; what comes out is in the stream's order."""
    waiting: deque[Future[list[Found]] | Found] = deque()
    with ThreadPoolExecutor(workers, "tellings-read") as pool:
        try:
            for one in stream:
                if not callable(one) and not waiting:
                    yield one
                    continue
                waiting.append(pool.submit(one) if callable(one) else one)
                while len(waiting) > workers * _AHEAD:
                    yield from _done(waiting.popleft())
            while waiting:
                yield from _done(waiting.popleft())
        except BaseException:  # nobody waits for the rest
            pool.shutdown(wait=False, cancel_futures=True)
            SANDBOX.close()
            raise


def _done(one: Future[list[Found]] | Found) -> Iterable[Found]:
    return one.result() if isinstance(one, Future) else (one,)


class _Seen(NamedTuple):
    """What came before: ids, ids with their words, and these with all else that is known of an article."""

    ids: Seen
    keys: Seen
    rows: Seen


def _batch(bunch: list[tuple[Input, Entry]], seen: _Seen, skips: Skips) -> pa.RecordBatch:
    """Name the entries; what comes again is told, and given on where something but its words differs."""
    texts = [_utf8(entry.text) for _, entry in bunch]
    named = [name_of(e.id, e.url, e.title, text, given.stem) for (given, e), text in zip(bunch, texts, strict=True)]
    key = [key_of(name, e.title, text) for name, (_, e), text in zip(named, bunch, texts, strict=True)]
    times = [moment(entry.date) for _, entry in bunch]
    outlets = [e.source or given.stem for given, e in bunch]
    rest = [f"{k}{at}{outlet}\n{e.url}\n{e.byline}"
            for k, (at, _), outlet, (_, e) in zip(key, times, outlets, bunch, strict=True)]  # fmt: skip
    known = seen.keys.add(np.array(key, np.int64))
    versions = seen.ids.add(
        np.array([key_of(name, outlet, b"") for name, outlet in zip(named, outlets, strict=True)], np.int64)
    )
    alike = seen.rows.add(np.array([key_of(told, "", b"") for told in rest], np.int64))
    for n, ((given, entry), name) in enumerate(zip(bunch, named, strict=True)):
        if known[n]:
            told = "" if alike[n] else ", but not the same date, outlet, address or byline: those of the earliest count"
            skips.add(Skip(given.name, entry.place, Reason.AGAIN, f"the same id and the same words{told}", name))
        else:
            _tell(given, entry, name, times[n], bool(versions[n]), skips)
    taken = np.flatnonzero(~alike).tolist()
    entries = [bunch[n][1] for n in taken]
    seconds = [times[n][0] for n in taken]
    return pa.RecordBatch.from_arrays(
        [
            _strings([_utf8(named[n]) for n in taken]),
            pa.array([key[n] for n in taken], pa.int64()),
            _strings([_utf8(bunch[n][1].source or bunch[n][0].stem) for n in taken]),
            pa.array([_utf8(entry.url) or None for entry in entries], pa.string()),
            pa.array([_utf8(entry.byline) or None for entry in entries], pa.string()),
            _strings([_utf8(entry.title) for entry in entries]),
            _strings([texts[n] for n in taken]),
            pa.array(seconds, ARTICLES.field("published").type),
            pa.array([None if at is None else at // _DAY for at in seconds], pa.int32()),
        ],
        schema=ARTICLES,
    )


def _tell(given: Input, entry: Entry, name: str, time: tuple[int | None, bool], other: bool, skips: Skips) -> None:
    """Tell what is to be known of an article that is taken."""
    seconds, wrong = time
    if wrong:
        skips.add(Skip(given.name, entry.place, Reason.BAD_DATE, str(entry.date), name))
    elif seconds is None:
        told = "where there is a column, name it: --column date=NAME"
        skips.add(Skip(given.name, entry.place, Reason.NO_DATE, told))
    if not entry.source:
        told = "those without one count as one outlet; where there is a column, name it: --column outlet=NAME"
        skips.add(Skip(given.name, entry.place, Reason.NO_OUTLET, told))
    if not entry.title:
        skips.add(Skip(given.name, entry.place, Reason.NO_TITLE))
    if other:
        skips.add(Skip(given.name, entry.place, Reason.VERSION, "the same id with other words", name))
    if "\ufffd" in entry.text:
        skips.add(Skip(given.name, entry.place, Reason.LOSSY, f"{entry.text.count(chr(0xFFFD))} of them", name))
    for note in entry.notes:
        skips.add(Skip(given.name, entry.place, Reason.NOTE, note, name))


def _strings(values: list[bytes]) -> pa.StringArray:
    """Return an array of UTF-8. Laid out in one piece: `pa.array` grows as it goes, and takes twenty times as long."""
    ends = np.zeros(len(values) + 1, np.int32)
    np.cumsum([len(value) for value in values], out=ends[1:])
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(b"".join(values)))


def _utf8(text: str) -> bytes:
    """Return `text` in UTF-8; lone halves of surrogate pairs, which JSON can hold, become U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
