"""The articles of a story as a comparison reads them, from where an archive keeps its texts.

An article that was fetched twice with other words is there twice under one id, a version each. The story names the one
that is compared, the latest of those that tell of it: earlier ones are the article's history, no outlet of their own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from compare.archive.database import QUIET, opened
from compare.archive.identity import EARLIEST
from compare.articles.document import Document
from compare.articles.read import article_of
from compare.articles.readers.marked import add_lines
from compare.model import Article, Role

if TYPE_CHECKING:
    import duckdb

_COLUMNS = ("key", "id", "source", "url", "byline", "title", "text", "published")
_ONE_OF_EACH = f"QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY {EARLIEST}) = 1"


class Version(NamedTuple):
    """One version of the article `id`: what the archive has of it but its text; `published` in seconds from 1970."""

    key: int
    id: str
    source: str
    url: str | None
    byline: str | None
    title: str
    published: int | None


class Texts:
    """The articles of an archive, by key; `table` has the columns of ARTICLES, its times in seconds."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        self._connection = connection
        self._table = table

    def versions(self, keys: Sequence[int]) -> dict[int, Version]:
        """Return the versions of articles that `keys` name, by key."""
        rows = self._connection.execute(
            f"SELECT {', '.join(Version._fields)} FROM {self._table} WHERE key IN (SELECT unnest(?)) {_ONE_OF_EACH}",
            [list(keys)],
        ).fetchall()
        return {row[0]: Version(*row) for row in rows}

    def articles(self, keys: Sequence[int]) -> list[Article]:
        """Return the articles of `keys`, in their order."""
        rows = self._connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM {self._table} WHERE key IN (SELECT unnest(?)) {_ONE_OF_EACH}",
            [list(keys)],
        ).fetchall()
        found = {row[0]: article_of_row(dict(zip(_COLUMNS, row, strict=True))) for row in rows}
        return [found[key] for key in keys]


@contextmanager
def texts_of_state(path: str | os.PathLike[str]) -> Iterator[Texts]:
    """Open the texts of a state file. Raises `ArchiveError` where another run has begun on it."""
    with opened(Path(path), read_only=True) as connection:
        yield Texts(connection, "s.articles")


@contextmanager
def texts_of_files(pattern: str) -> Iterator[Texts]:
    """Open the texts of Parquet files with the columns of ARTICLES, their times in seconds."""
    import duckdb

    quoted = pattern.replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        yield Texts(connection, f"read_parquet('{quoted}')")


def article_of_row(row: Mapping[str, Any], language: str = "") -> Article:
    """Make an article of a row of ARTICLES, `published` in seconds: as the comparison of its story reads it.

    Its text was freed of tags when it was read, and is plain. `language` is told by its words where it is not given.
    """
    document = Document(
        outlet=row["source"],
        url=row["url"] or "",
        byline=row["byline"] or "",
        date=_date(row["published"]),
        language=language,
    )
    document.add(row["title"], Role.TITLE, "title in the archive")
    add_lines(document, row["text"])
    return article_of(document, hashlib.sha256(row["text"].encode()).hexdigest(), row["id"], row["source"])


def _date(published: int | None) -> str:
    """Return a time in ISO 8601; midnight is that of a day whose time is not known."""
    if published is None:
        return ""
    at = datetime.fromtimestamp(published, UTC)
    return at.date().isoformat() if published % 86_400 == 0 else at.isoformat().replace("+00:00", "Z")
