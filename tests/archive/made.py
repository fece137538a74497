"""Small archives for tests: events told by several outlets, in words that no two events share."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from compare.archive.identity import key_of
from compare.archive.schemas import ARTICLES
from compare.archive.slices import dated, undated
from compare.engine import Embedded

if TYPE_CHECKING:
    import duckdb

FIRST = 16_000  # a day of 2013
_BEGIN = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr", "kl", "st")
_END = ("ack", "eld", "ing", "olt", "und", "arb", "esk", "ifo", "omp", "ury")


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_BEGIN) + rng.choice("aeiou") for _ in range(2)) + rng.choice(_END)


def article(number: int, title: str, text: str, day: int | None) -> dict[str, Any]:
    """Return a row of ARTICLES."""
    name = f"a{number}"
    at = None if day is None else day * 86_400 + number % 86_400
    return {
        "id": name, "key": key_of(name, title, text.encode()), "source": f"outlet{number % 7}", "url": None,
        "byline": None, "title": title, "text": text, "published": at, "day": day,
    }  # fmt: skip


def events(count: int, days: int = 30, undated: bool = True, seed: int = 1) -> list[dict[str, Any]]:
    """Return the articles of so many events: one to five each, a copy among them now and then, some without a date."""
    rng = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for _ in range(count):
        own = [_word(rng) for _ in range(30)]
        day = FIRST + rng.randrange(days)
        texts: list[tuple[str, str]] = []
        for _ in range(rng.randint(1, 5)):
            if texts and rng.random() < 0.3:
                title, text = texts[0]
            else:
                title = " ".join(rng.sample(own, 6)).capitalize()
                lines = [" ".join(rng.sample(own, 8) + [_word(rng) for _ in range(3)]) for _ in range(5)]
                text = ". ".join(line.capitalize() for line in lines) + "."
            texts.append((title, text))
            when = None if undated and rng.random() < 0.1 else day + rng.randrange(3)
            rows.append(article(len(rows), title, text, when))
    return rows


def again(rows: Sequence[dict[str, Any]], count: int, rng: random.Random) -> list[dict[str, Any]]:
    """Return articles of `rows` as another export has them: the same ids and words, but for the rest."""
    found = []
    for row in rng.choices(rows, k=count):
        day = rng.choice([None, FIRST + rng.randrange(-40, 40)])
        other = {
            "source": rng.choice([row["source"], "a wire", "zz"]), "url": rng.choice([None, "https://a.example/1"]),
            "byline": rng.choice([None, "AFP"]), "day": day, "published": None if day is None else day * 86_400,
        }  # fmt: skip
        found.append(
            {**row, **{name: other[name] for name in other if name in ("day", "published") or rng.random() < 0.5}}
        )
    return found


def batches(rows: Sequence[dict[str, Any]], size: int = 1000) -> list[pa.RecordBatch]:
    """Return rows as batches of ARTICLES."""
    return pa.Table.from_pylist(list(rows), schema=ARTICLES).to_batches(size)


def sliced(name: str, rows: pa.Table, *, whole: bool = False) -> tuple[duckdb.DuckDBPyConnection, Embedded]:
    """Return an engine with the relation `name`: `rows` in their slices (`whole`: in that of the undated)."""
    import duckdb

    connection = duckdb.connect()
    connection.register("made", rows)
    connection.execute("CREATE TABLE of_articles AS FROM made")
    engine = Embedded(connection)
    engine.query(name, undated("of_articles") if whole else dated("of_articles"))
    return connection, engine
