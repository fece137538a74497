"""The comparisons of one user in one SQLite file: what was given, what came of it, what a reviewer decided.

    comparisons   one row each: status, title, sources, counts, the record (`compare.web.record`), the review
    articles      what was given for it: pasted text, a file's bytes, an address; so that it can be made again
    found         the full text of all that was read (FTS5), for the search
    tray          pages sent by the bookmarklet, waiting for the next comparison

A comparison goes *waiting → working → done*, *failed* or *cancelled*. It is written down, with all that was given,
before anybody is told that it was accepted: a server that is killed finds it waiting when it starts again. Each change
is one transaction in a write-ahead log that is synced to disk before it counts, so a kill at any moment loses none that
was finished (``benchmarks/kill_library.py``).

One process has the file: it is locked, and a second server is told so instead of doing the same work twice. Within the
process one connection serves all threads in turn, as every question takes milliseconds.

What is deleted can be brought back for an hour, then it is overwritten (``secure_delete``), not only unlinked.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from compare.errors import TellingsError

VERSION: Final = 1  # of the tables
ATTEMPTS: Final = 3  # times that a comparison is begun anew after the server ended in the middle of it
UNDO: Final = timedelta(hours=1)

_TABLES: Final = """
CREATE TABLE comparisons (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, created TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, named INTEGER NOT NULL, words INTEGER NOT NULL,
    fresh INTEGER NOT NULL, again TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
    sources TEXT NOT NULL DEFAULT '[]', counts TEXT NOT NULL DEFAULT '{}', figures TEXT NOT NULL DEFAULT '{}',
    problems TEXT NOT NULL DEFAULT '[]',
    version TEXT NOT NULL DEFAULT '', record BLOB, review BLOB, deleted TEXT
);
CREATE INDEX by_status ON comparisons (status);
CREATE TABLE articles (
    comparison INTEGER NOT NULL REFERENCES comparisons (number) ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (comparison, position)
);
CREATE TABLE tray (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, content BLOB NOT NULL
);
CREATE VIRTUAL TABLE found USING fts5 (title, sources, text, tokenize = "unicode61 remove_diacritics 2");
"""
_WORD: Final = re.compile(r"\w+")
# Scripts without spaces between words: each character is a word of its own, and a word a phrase of them.
_UNSPACED: Final = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
_SHOWN: Final = (
    "id, status, created, finished, title, named, words, fresh, again, sources, counts, figures, problems, version"
)


class LibraryError(TellingsError):
    """The library's file cannot be used."""


class Kind(StrEnum):
    """What was given as an article."""

    TEXT = "text"
    FILE = "file"
    ADDRESS = "address"


class Status(StrEnum):
    """How far a comparison is. The last three are final."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Given(NamedTuple):
    """One input: `name` is the source's, "" where it names itself; `place` the file's name or the address.

    `content` is empty of an address; a file with an address as its place is a page as somebody saw it.
    """

    kind: Kind
    name: str
    place: str
    content: bytes = b""


class Waiting(NamedTuple):
    """A page in the tray."""

    number: int
    given: Given


@dataclass(frozen=True, slots=True)
class Entry:
    """A comparison as the library lists it, with its review applied.

    `counts` are of facts by status, `figures` the report's own words for them by section. `problems` are a line for
    each input that was not read. `again` is the id of the comparison whose articles were compared anew, "" elsewhere.
    """

    id: str
    status: Status
    created: str
    finished: str
    title: str
    named: bool
    words: int
    fresh: bool
    again: str
    sources: tuple[str, ...]
    counts: Mapping[str, int]
    figures: Mapping[str, str]
    problems: tuple[str, ...]
    version: str
    reviewed: bool


class Outcome(NamedTuple):
    """What came of a comparison: its record and what the list and the search need of it."""

    record: bytes
    title: str
    sources: Sequence[str]
    counts: Mapping[str, int]
    figures: Mapping[str, str]
    text: str
    version: str
    problems: Sequence[str] = ()


class Library:
    """The file at `path`, made with its folder where it is not there. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises `LibraryError` where it is in use, no library, or of a newer version."""
        self.path = path
        self._lock = threading.RLock()
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(mode=0o700, parents=True)
            path.touch(mode=0o600)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=1)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"{path}: cannot be opened ({error}); name another file with --library") from None
        try:
            self._prepare()
        except sqlite3.OperationalError as error:
            self._connection.close()
            advice = "another `tellings serve` has it: end that one, or name another file with --library"
            raise LibraryError(f"{path}: {advice if 'locked' in str(error) else error}") from None
        except sqlite3.DatabaseError:
            self._connection.close()
            raise LibraryError(f"{path}: is no library of ours; name another file with --library") from None

    def _prepare(self) -> None:
        """Lock the file and make its tables, after it was seen to be empty or ours."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise sqlite3.OperationalError(f"was made by a newer version of tellings (tables {version}); update it")
        if not version and self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError
        for pragma in (
            "locking_mode = EXCLUSIVE",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        with self._change() as change:
            (version,) = change.execute("PRAGMA user_version").fetchone()
            if not version:
                for statement in _TABLES.split(";\n"):
                    change.execute(statement)
                change.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, question: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(question, values).fetchall()

    def close(self) -> None:
        """Bring what the log holds into the file and let go of it."""
        with self._lock:
            self._connection.close()

    # Comparisons

    def add(self, given: Sequence[Given], *, title: str = "", words: int = 100, fresh: bool = False) -> Entry:
        """Write down a comparison to be made, and what it is to be made of."""
        with self._change() as change:
            identity = self._insert(change, title, words, fresh, "")
            change.executemany(
                "INSERT INTO articles VALUES ((SELECT number FROM comparisons WHERE id = ?), ?, ?, ?, ?, ?)",
                ((identity, n, one.kind, one.name, one.place, one.content) for n, one in enumerate(given)),
            )
        return self.entry(identity)

    def again(self, identity: str, *, fresh: bool = False) -> Entry:
        """Write down that the articles of a comparison are to be compared anew. Raises `KeyError`."""
        old = self.entry(identity)
        with self._change() as change:
            new = self._insert(change, old.title if old.named else "", old.words, fresh, identity)
            change.execute(
                "INSERT INTO articles SELECT (SELECT number FROM comparisons WHERE id = ?), position, kind, name, place"
                ", content FROM articles WHERE comparison = (SELECT number FROM comparisons WHERE id = ?)",
                (new, identity),
            )
        return self.entry(new)

    def _insert(self, change: sqlite3.Connection, title: str, words: int, fresh: bool, again: str) -> str:
        identity = secrets.token_hex(8)
        change.execute(
            "INSERT INTO comparisons (id, status, created, title, named, words, fresh, again)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (identity, Status.WAITING, _now(), title, bool(title), words, fresh, again),
        )
        return identity

    def entry(self, identity: str) -> Entry:
        """Return a comparison as it is listed. Raises `KeyError` where there is none or it was deleted."""
        rows = self._rows(
            f"SELECT {_SHOWN}, review IS NOT NULL FROM comparisons WHERE id = ? AND deleted IS NULL", identity
        )
        if not rows:
            raise KeyError(identity)
        return _entry(rows[0])

    def given(self, identity: str) -> list[Given]:
        """Return what a comparison is made of, in the order in which it was given. Raises `KeyError`."""
        self.entry(identity)
        rows = self._rows(
            "SELECT kind, a.name, place, content FROM articles a JOIN comparisons ON number = comparison"
            " WHERE id = ? ORDER BY position",
            identity,
        )
        return [Given(Kind(kind), name, place, content) for kind, name, place, content in rows]

    def record(self, identity: str) -> bytes | None:
        """Return the record of a comparison, None where it has none yet. Raises `KeyError`."""
        self.entry(identity)
        ((record,),) = self._rows("SELECT record FROM comparisons WHERE id = ?", identity)
        return record if record is None else bytes(record)

    def search(self, words: str = "", limit: int = 50, offset: int = 0) -> tuple[int, list[Entry]]:
        """Return how many comparisons hold all of `words`, and those of them from `offset` on, the newest first.

        A word may be the beginning of one; letters with and without marks are the same. Without words: all.
        """
        asked = [_spaced(word).split() for word in _WORD.findall(words)]
        if words.strip() and not asked:
            return 0, []
        # Quoted, so that nothing in it is FTS5's own language.
        match = " ".join('"' + " ".join(parts) + '"' + "*" * (len(parts) == 1) for parts in asked)
        held = "deleted IS NULL" + (" AND number IN (SELECT rowid FROM found WHERE found MATCH ?)" if asked else "")
        values = [match] if asked else []
        with self._lock:
            ((total,),) = self._rows(f"SELECT count(*) FROM comparisons WHERE {held}", *values)
            rows = self._rows(
                f"SELECT {_SHOWN}, review IS NOT NULL FROM comparisons WHERE {held}"
                " ORDER BY number DESC LIMIT ? OFFSET ?",
                *values,
                limit,
                offset,
            )
        return total, [_entry(row) for row in rows]

    # The way of a comparison

    def unfinished(self) -> list[str]:
        """Return the comparisons to be made, the oldest first, those included in which a server ended.

        One in which it ended `ATTEMPTS` times is given up: it is perhaps what ended it.
        """
        with self._change() as change:
            given_up = json.dumps(["the server ended each time that this was compared; leave an article out"])
            change.execute(
                "UPDATE comparisons SET status = ?, problems = ?, finished = ? WHERE status = ? AND attempts >= ?",
                (Status.FAILED, given_up, _now(), Status.WORKING, ATTEMPTS),
            )
            change.execute("UPDATE comparisons SET status = ? WHERE status = ?", (Status.WAITING, Status.WORKING))
        rows = self._rows(
            "SELECT id FROM comparisons WHERE status = ? AND deleted IS NULL ORDER BY number", Status.WAITING
        )
        return [identity for (identity,) in rows]

    def begin(self, identity: str) -> Entry | None:
        """Mark a comparison as being made and return it; None where it is not waiting any more."""
        with self._change() as change:
            done = change.execute(
                "UPDATE comparisons SET status = ?, attempts = attempts + 1"
                " WHERE id = ? AND status = ? AND deleted IS NULL",
                (Status.WORKING, identity, Status.WAITING),
            )
            return self.entry(identity) if done.rowcount else None

    def finish(self, identity: str, outcome: Outcome) -> None:
        """Keep what came of a comparison, where it is still wanted."""
        with self._change() as change:
            done = change.execute(
                "UPDATE comparisons SET status = ?, finished = ?, title = CASE named WHEN 1 THEN title ELSE ? END,"
                " sources = ?, counts = ?, figures = ?, problems = ?, version = ?, record = ?"
                " WHERE id = ? AND status = ?",
                (
                    Status.DONE,
                    _now(),
                    outcome.title,
                    json.dumps(list(outcome.sources)),
                    json.dumps(dict(outcome.counts)),
                    json.dumps(dict(outcome.figures)),
                    json.dumps(list(outcome.problems)),
                    outcome.version,
                    outcome.record,
                    identity,
                    Status.WORKING,
                ),
            )
            if done.rowcount:
                change.execute(
                    "INSERT INTO found (rowid, title, sources, text) SELECT number, ?, ?, ? FROM comparisons"
                    " WHERE id = ?",
                    (
                        _spaced(self.entry(identity).title),
                        _spaced(" ".join(outcome.sources)),
                        _spaced(outcome.text),
                        identity,
                    ),
                )

    def end(self, identity: str, status: Status, problems: Sequence[str]) -> bool:
        """Mark a comparison as failed or cancelled, and why; return whether it was still to be made."""
        with self._change() as change:
            done = change.execute(
                "UPDATE comparisons SET status = ?, problems = ?, finished = ? WHERE id = ? AND status IN (?, ?)",
                (status, json.dumps(list(problems)), _now(), identity, Status.WAITING, Status.WORKING),
            )
            return bool(done.rowcount)

    # The reviewer's hand

    def review(self, identity: str) -> bytes:
        """Return the JSON of a comparison's review, empty where there is none. Raises `KeyError`."""
        self.entry(identity)
        ((review,),) = self._rows("SELECT review FROM comparisons WHERE id = ?", identity)
        return bytes(review or b"")

    def save_review(self, identity: str, review: bytes, counts: Mapping[str, int], figures: Mapping[str, str]) -> None:
        """Keep the JSON of a review in the place of the last, and what the report counts with it. Raises `KeyError`."""
        with self._change() as change:
            self.entry(identity)
            change.execute(
                "UPDATE comparisons SET review = ?, counts = ?, figures = ? WHERE id = ?",
                (review or None, json.dumps(dict(counts)), json.dumps(dict(figures)), identity),
            )

    # Deleting

    def delete(self, identity: str) -> None:
        """Hide a comparison; it can be brought back for `UNDO`, then `purge` erases it. Raises `KeyError`."""
        with self._change() as change:
            self.entry(identity)
            change.execute("UPDATE comparisons SET deleted = ? WHERE id = ?", (_now(), identity))

    def restore(self, identity: str) -> Entry:
        """Bring a deleted comparison back. Raises `KeyError` where it is erased."""
        with self._change() as change:
            change.execute("UPDATE comparisons SET deleted = NULL WHERE id = ?", (identity,))
            return self.entry(identity)

    def deleted(self) -> list[Entry]:
        """Return the comparisons that can still be brought back, the last deleted first."""
        rows = self._rows(
            f"SELECT {_SHOWN}, review IS NOT NULL FROM comparisons WHERE deleted IS NOT NULL"
            " ORDER BY deleted DESC, number DESC"
        )
        return [_entry(row) for row in rows]

    def erase(self, identity: str) -> None:
        """Erase a comparison for good, deleted before or not. Raises `KeyError`."""
        with self._change() as change:
            if not self._erase(change, "id = ?", identity):
                raise KeyError(identity)
        self._forget()

    def purge(self, older: timedelta = UNDO) -> int:
        """Erase what was deleted longer ago than `older`; return how many."""
        with self._change() as change:
            number = self._erase(change, "deleted <= ?", _time(datetime.now(UTC) - older))
        if number:
            self._forget()
        return number

    def _erase(self, change: sqlite3.Connection, which: str, value: str) -> int:
        change.execute(f"DELETE FROM found WHERE rowid IN (SELECT number FROM comparisons WHERE {which})", (value,))
        return change.execute(f"DELETE FROM comparisons WHERE {which}", (value,)).rowcount

    def _forget(self) -> None:
        """Take what was erased out of the search's index and out of the log, which hold it for a while."""
        with self._lock:
            self._connection.execute("INSERT INTO found (found) VALUES ('optimize')")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # The tray

    def put(self, given: Given) -> None:
        """Put a page in the tray; one of the same address takes the place of the last."""
        with self._change() as change:
            change.execute("DELETE FROM tray WHERE place = ?", (given.place,))
            change.execute(
                "INSERT INTO tray (kind, name, place, content) VALUES (?, ?, ?, ?)",
                (given.kind, given.name, given.place, given.content),
            )

    def tray(self) -> list[Waiting]:
        """Return the pages in the tray, the first that came first."""
        rows = self._rows("SELECT number, kind, name, place, content FROM tray ORDER BY number")
        return [Waiting(number, Given(Kind(kind), *rest)) for number, kind, *rest in rows]

    def take(self, numbers: Sequence[int]) -> None:
        """Take pages out of the tray."""
        with self._change() as change:
            change.executemany("DELETE FROM tray WHERE number = ?", ((number,) for number in numbers))


def _entry(row: Sequence[Any]) -> Entry:
    (
        identity,
        status,
        created,
        finished,
        title,
        named,
        words,
        fresh,
        again,
        sources,
        counts,
        figures,
        problems,
        *rest,
    ) = row
    return Entry(
        identity,
        Status(status),
        created,
        finished,
        title,
        bool(named),
        words,
        bool(fresh),
        again,
        tuple(json.loads(sources)),
        json.loads(counts),
        json.loads(figures),
        tuple(json.loads(problems)),
        rest[0],
        bool(rest[1]),
    )


def _spaced(text: str) -> str:
    return _UNSPACED.sub(r" \1 ", text)


def _now() -> str:
    return _time(datetime.now(UTC))


def _time(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
