"""Articles with their story → stories as they are shown: headline, key names, times, sources, origins.

    a   Mon 09:00   Reuters    Ferry sinks off Mindoro              weight 2.6, origin a
    b   Mon 11:00   The Star   Ferry sinks off Mindoro              weight 2.1, origin a: a copy
    c   Tue 07:30   BBC        Dozens missing after ferry disaster  weight 1.9, origin c

    → Story(id of a, articles a b c, headline "Ferry sinks off Mindoro", names Mindoro …, origins 2)

The headline is the title of the article that has most in common with the others: its links weigh most; how titles and
names are chosen is the matter of `compare.archive.labels`. The id is made of the earliest article, as it stays the
earliest when tomorrow's join. Versions of an article, which have one id, are one article of the story. Where they tell
of two events, as those of an address that is used again do, the article is in the stories of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from compare.archive.labels import headline, in_common, names_of
from compare.archive.owners import owners
from compare.archive.schemas import ARTICLES
from compare.archive.slices import FIRST_DAY, LAST_DAY
from compare.model import Story

if TYPE_CHECKING:
    Batches = Iterator[pa.RecordBatch]

# What a story needs to know of an article; `published` in seconds from 1970 (UTC), `names` and `owners` (those of
# `compare.archive.owners`) one a line.
DETAILS = pa.schema(
    [
        pa.field("key", pa.int64(), nullable=False),
        pa.field("day", pa.int32()),
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("published", pa.int64()),
        pa.field("names", pa.string(), nullable=False),
        pa.field("owners", pa.string(), nullable=False),
    ]
)

STORIES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("articles", pa.list_(pa.string()), nullable=False),
        pa.field("sources", pa.list_(pa.string()), nullable=False),
        pa.field("first", pa.int64()),
        pa.field("last", pa.int64()),
        pa.field("headline", pa.string(), nullable=False),
        pa.field("names", pa.list_(pa.string()), nullable=False),
        pa.field("origins", pa.int32(), nullable=False),
        pa.field("versions", pa.list_(pa.int64()), nullable=False),
        pa.field("began", pa.int64(), nullable=False),  # by what they are sorted: `first`, where it is known
    ]
)

# Every article with its story: its own where no link leads to another.
TOLD = """
SELECT d.*, COALESCE(m.story, d.key) AS story, COALESCE(m.origin, d.key) AS origin,
    COALESCE(m.weight, CAST(0 AS BIGINT)) AS weight, COALESCE(d.published, 9223372036854775807) AS moment
FROM details AS d LEFT JOIN members AS m ON m.key = d.key
"""


def plain(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return ARTICLES with `published` in seconds from 1970: a number, in which no engine's time zone has a say.

    Columns that are not of ARTICLES are left out, and days and times that are not of the calendar.
    """
    articles = articles.select([name for name in ARTICLES.names if name in articles.schema.names])
    published = articles["published"]
    if pa.types.is_timestamp(published.type):
        published = published.cast(pa.timestamp("s", published.type.tz), safe=False).cast(pa.int64())
    for name, values, unit in (("published", published, 86_400), ("day", articles["day"], 1)):
        first, last = FIRST_DAY * unit, (LAST_DAY + 1) * unit
        known = pc.and_(pc.greater_equal(values, first), pc.less(values, last))
        place = articles.schema.get_field_index(name)
        articles = articles.set_column(place, name, pc.if_else(known, values, pa.scalar(None, values.type)))
    return articles


def details(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the DETAILS of a batch of ARTICLES."""
    articles = plain(articles)
    names = ["\n".join(names_of(text)) for text in articles["text"].to_pylist()]
    columns = [articles[name] for name in ("key", "day", "id", "source", "title", "published")]
    told = [pa.array(words, pa.string()) for words in (names, owners(articles))]
    return pa.record_batch([*columns, *told], schema=DETAILS)


def told(rows: Batches) -> Batches:
    """Return the STORIES of rows of TOLD that come sorted by story, moment and key."""
    waiting: list[dict[str, Any]] = []
    for batch in rows:
        stories = []
        for row in batch.to_pylist():
            if waiting and waiting[-1]["story"] != row["story"]:
                stories.append(_story(waiting))
                waiting = []
            waiting.append(row)
        yield pa.RecordBatch.from_pylist(stories, STORIES)
    if waiting:
        yield pa.RecordBatch.from_pylist([_story(waiting)], STORIES)


def _story(articles: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the story of its articles, which come by time."""
    times = [article["published"] for article in articles if article["published"] is not None]
    central = sorted(articles, key=lambda article: -article["weight"])
    # Of each article the latest version counts, as it does in a comparison; one without a date may be the first.
    in_order = sorted(articles, key=lambda article: (article["published"] is not None, article["published"] or 0))
    latest = {_name(article): article for article in in_order}
    names = list(dict.fromkeys(map(_name, articles)))
    return {
        "id": f"{articles[0]['key'] % 2**64:016x}",
        "articles": [name for name, _ in names],
        "sources": list(dict.fromkeys(article["source"] for article in articles)),
        "first": min(times, default=None),
        "last": max(times, default=None),
        "headline": headline([(article["title"], article["source"]) for article in central]),
        "names": in_common([article["names"].splitlines() for article in articles]),
        "origins": _origins(list(latest.values())),
        "versions": [latest[name]["key"] for name in names],
        "began": articles[0]["moment"],
    }


def _name(article: dict[str, Any]) -> tuple[str, str]:
    """Return what the versions of an article share: two outlets may have an id "17-a" each."""
    return article["id"], article["source"]


def _origins(articles: Sequence[dict[str, Any]]) -> int:
    """Return how many origins articles have."""
    leader: dict[str | int, str | int] = {}

    def head(mark: str | int) -> str | int:
        while leader.setdefault(mark, mark) != mark:
            mark = leader[mark]
        return mark

    copied = [article["origin"] for article in articles]
    for origin, article in zip(copied, articles, strict=True):
        for owner in article["owners"].splitlines():
            leader[head(owner)] = head(origin)
    return len(set(map(head, copied)))


def story(row: dict[str, Any]) -> Story:
    """Return the record of a row of STORIES."""
    first, last = ((None if at is None else datetime.fromtimestamp(at, UTC)) for at in (row["first"], row["last"]))
    return Story(
        row["id"],
        tuple(row["articles"]),
        tuple(row["sources"]),
        first,
        last,
        row["headline"],
        tuple(row["names"]),
        row["origins"],
        tuple(row["versions"]),
    )
