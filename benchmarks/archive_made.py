"""Archives of any size with known stories and copies, made from real articles of several outlets on one event.

A made story takes a real one as its model. Each of its articles is every second sentence of one of the model's
articles, each of which it uses once; and the less common words of the whole story are exchanged for others that are as
rare in English (wordfreq), all forms of a word for one, a capital for a capital. So the articles of a made story share
what real ones share, and two made stories of one model share no more than any two.
One article in eight is a copy of an earlier one of its story: word for word, or cut by a third. A made archive has
`A_DAY` articles a day, whatever its size: what grows is its years.

Deterministic by `seed`. Run: pip install wordfreq==3.1.1 &&
    python benchmarks/archive_made.py STORIES.jsonl.gz 100000 archive.parquet
"""

from __future__ import annotations

import gzip
import heapq
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import wordfreq

from compare.archive.identity import key_of
from compare.archive.schemas import ARTICLES
from compare.claims.folding import term
from compare.claims.rarity import rarity

A_DAY = 2000
FIRST_DAY = 16_000
OUTLETS = 300
COPIED = 0.125
COMMON = 3  # level (`_level`): words that are as common in English as "government" or "killed" stay as they are
SENTENCES = 16  # of an article at most
_TOKEN = re.compile(r"\w+|\W+")

Article = list[list[str]]  # sentences of tokens, the first its title


class Event(NamedTuple):
    """The real articles of an event; the term of each token that is exchanged; and these terms by how rare they are."""

    articles: list[Article]
    terms: dict[str, str]
    levels: dict[int, list[str]]


class Model(NamedTuple):
    """Real events, and words by how rare they are."""

    events: list[Event]
    words: dict[int, list[str]]


def model(path: Path) -> Model:
    """Read the real stories of a JSONL file with `story`, `title` and `text`."""
    articles: dict[str, list[Article]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sentences = re.split(r"(?<=[.!?][\"”’ ])\s*(?=[A-Z“\"])", " ".join(row["text"].split()))
            event = row.get("event") or row["story"]
            articles[event].append([_TOKEN.findall(s.strip() + " ") for s in (row["title"] + ". ", *sentences) if s])
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for word in wordfreq.top_n_list("en", 200_000, wordlist="large"):
        if word.isascii() and word.isalpha() and len(word) > 2:
            words[_level(term(word))].setdefault(term(word), word)
    events = [found for _, found in sorted(articles.items()) if len(found) > 1 and min(map(len, found)) > 4]
    return Model([_event(found) for found in events], {level: list(found.values()) for level, found in words.items()})


def _event(articles: list[Article]) -> Event:
    tokens = {token for article in articles for sentence in article for token in sentence}
    terms = {token: term(token) for token in sorted(tokens) if token.isalpha() and len(token) > 2}
    terms = {token: of for token, of in terms.items() if _level(of) > COMMON}
    levels: dict[int, list[str]] = defaultdict(list)
    for of in dict.fromkeys(terms.values()):
        levels[_level(of)].append(of)
    return Event(articles, terms, levels)


def _level(name: str) -> int:
    return round(2 * rarity(name))


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
    size = int(min(rng.geometric(0.35), 40))
    most = max(len(event.articles) for event in real.events)
    enough = [event for event in real.events if len(event.articles) >= min(size, most)]
    event = enough[rng.integers(len(enough))]
    words = _exchanged(real, rng, event)
    told = rng.permutation(len(event.articles)).tolist()
    moment = began
    earlier: list[dict[str, Any]] = []
    for k in range(size):
        moment += int(rng.exponential(6 * 3600)) if k else 0
        copied = earlier[rng.integers(len(earlier))] if earlier and (not told or rng.random() < COPIED) else None
        if copied:
            title, text = copied["title"], copied["text"]
            if rng.random() < 0.5:
                text = text[: 2 * len(text) // 3]
        else:
            headline, *sentences = event.articles[told.pop()]
            title = _said(words, [headline]).strip(" .")
            text = _said(words, sentences[rng.integers(2) :: 2][:SENTENCES]).strip()
        source = f"outlet{rng.integers(OUTLETS)}"
        name = f"{number}-{k}"
        row = {
            "id": name, "key": key_of(name, title, text.encode()), "source": source, "url": None, "byline": None,
            "title": title, "text": text, "published": moment, "day": moment // 86_400, "story": number,
            "copied": copied["id"] if copied else None,
        }  # fmt: skip
        earlier.append(row)
        yield row


def _exchanged(real: Model, rng: np.random.Generator, event: Event) -> dict[str, str]:
    """Return for each token of an event that is exchanged the word that stands in its place in one made story."""
    word = {}
    for level, terms in event.levels.items():
        known = real.words[min(real.words, key=lambda other: (len(real.words[other]) < len(terms), abs(other - level)))]
        word.update(zip(terms, (known[k] for k in rng.choice(len(known), len(terms), replace=False)), strict=True))
    return {token: _like(token, word[of]) for token, of in event.terms.items()}


def _like(token: str, word: str) -> str:
    """Return `word` with the capitals of `token`."""
    return word.upper() if token.isupper() else word.capitalize() if token[0].isupper() else word


def _said(words: dict[str, str], sentences: list[list[str]]) -> str:
    return "".join(words.get(token, token) for sentence in sentences for token in sentence)


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
