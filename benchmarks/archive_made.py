"""Archives of any size with known stories and copies, made from real articles of several outlets on one event.

A made story takes a real one as its model. Each of its articles takes every second sentence of one of the model's
articles, no two of them the same; and the less common words of the whole story are exchanged, by one permutation a
story, for other words that are as common and written alike (a name for a name). So the articles of a made story share
what real ones share, two made stories of one model share no more than any two, and the words keep their frequencies.
One article in eight, and those for which the model has no more sentences, are copies of an earlier one of their story:
word for word, or cut by a third. A made archive has `A_DAY` articles a day, whatever its size: what grows is its years.

Deterministic by `seed`. Run: python benchmarks/archive_made.py STORIES.jsonl.gz 100000 archive.parquet
"""

from __future__ import annotations

import gzip
import heapq
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from compare.archive.identity import key_of
from compare.archive.schemas import ARTICLES

A_DAY = 2000
FIRST_DAY = 16_000
OUTLETS = 300
COPIED = 0.125
COMMON = 0.02  # of the sentences: words that more of them have stay as they are
_TOKEN = re.compile(r"\w+|\W+")


class Model(NamedTuple):
    """Real articles as numbers of tokens: `events` → articles → sentences; each token's class: what it may become."""

    events: list[list[list[np.ndarray]]]
    tokens: np.ndarray
    classes: list[np.ndarray]  # numbers of the tokens of each class
    place: np.ndarray  # of a token in its class; -1: it stays


def model(path: Path) -> Model:
    """Read the real stories of a JSONL file with `story`, `title` and `text`."""
    articles: dict[str, list[list[list[str]]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sentences = re.split(r"(?<=[.!?][\"”’ ])\s*(?=[A-Z“\"])", " ".join(row["text"].split()))
            event = row.get("event") or row["story"]
            articles[event].append([_TOKEN.findall(s.strip() + " ") for s in (row["title"] + ". ", *sentences) if s])
    events = [found for _, found in sorted(articles.items()) if len(found) > 1 and min(map(len, found)) > 4]
    count = Counter(token for event in events for article in event for s in article for token in set(s))
    total = sum(len(article) for event in events for article in event)
    tokens = sorted(count)
    number = {token: k for k, token in enumerate(tokens)}
    kinds: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for token, k in number.items():
        if token.isalpha() and len(token) > 2 and count[token] < COMMON * total:
            kinds[token[0].isupper(), int(np.log2(count[token]))].append(k)
    place = np.full(len(tokens), -1)
    classes = [np.array(kind) for kind in kinds.values()]
    for kind in classes:
        place[kind] = np.arange(len(kind))
    coded = [[[np.array([number[t] for t in s]) for s in article] for article in event] for event in events]
    return Model(coded, np.array(tokens, dtype=object), classes, place)


def articles(real: Model, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield so many made articles by time: rows of ARTICLES with `story`, and `copied` (an id) where it is a copy."""
    rng = np.random.default_rng(seed)
    waiting: list[tuple[int, int, dict[str, Any]]] = []
    made = given = story = 0
    while given < count:
        began = FIRST_DAY * 86_400 + made * 86_400 // A_DAY
        while waiting and (waiting[0][0] < began or made >= count) and given < count:
            yield heapq.heappop(waiting)[2]
            given += 1
        if made < count:
            for row in _story(real, rng, story, began):
                heapq.heappush(waiting, (int(row["published"]), made, row))
                made += 1
            story += 1


def _story(real: Model, rng: np.random.Generator, number: int, began: int) -> Iterator[dict[str, Any]]:
    event = real.events[rng.integers(len(real.events))]
    tellings = [[article[0], *article[1:][start::2][:16]] for article in event for start in (0, 1)]
    exchange = np.arange(len(real.tokens))
    for kind in real.classes:
        exchange[kind] = kind[rng.permutation(len(kind))]
    words = real.tokens[exchange]
    told = rng.permutation(len(tellings)).tolist()
    moment = began
    earlier: list[dict[str, Any]] = []
    for k in range(int(min(rng.geometric(0.35), 40))):
        moment += int(rng.exponential(6 * 3600)) if k else 0
        copied = earlier[rng.integers(len(earlier))] if earlier and (not told or rng.random() < COPIED) else None
        if copied:
            title, text = copied["title"], copied["text"]
            if rng.random() < 0.5:
                text = text[: 2 * len(text) // 3]
        else:
            headline, *sentences = tellings[told.pop()]
            title, text = "".join(words[headline]).strip(" ."), "".join(words[np.concatenate(sentences)]).strip()
        source = f"outlet{rng.integers(OUTLETS)}"
        name = f"{number}-{k}"
        row = {
            "id": name, "key": key_of(name, title, text.encode()), "source": source, "url": None,
            "byline": None, "title": title, "text": text, "published": moment, "day": moment // 86_400, "story": number,
            "copied": copied["id"] if copied else None,
        }  # fmt: skip
        earlier.append(row)
        yield row


def write(real: Model, count: int, path: Path, seed: int = 1) -> None:
    """Write a made archive to a Parquet file."""
    schema = pa.schema([*ARTICLES, pa.field("story", pa.int64()), pa.field("copied", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for row in articles(real, count, seed):
            rows.append(row)
            if len(rows) == 10_000:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))


if __name__ == "__main__":
    write(model(Path(sys.argv[1])), int(sys.argv[2]), Path(sys.argv[3]))
