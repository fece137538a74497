"""Articles → the terms that tell what each is about.

    "Quake kills 52 in Niigata"  ·  "A magnitude 6.8 earthquake hit Niigata …"

        term        niigata   earthquak   52        6.8       kill      magnitud
        weight      125       69          92        69        92        69          how much the article dwells on it
        rarity      9.1       8.3         5.4       7.7       4.6       8.8         how rare it is in the news at large

An article of 450 words has some 150 terms that are not grammar; the weightiest `TERMS_OF_ARTICLE` of them tell its
event as well as all do. First words name the event and the title names it best, so they count more than the rest, and
what stands after `READ` characters is background and is not read. How common a term is among the other articles of its
days is not known here and is left to the join (`compare.archive.joins`): so an article's terms depend on nothing but
the article.

The days of the week that an article names there ("on Tuesday") are no terms, as every seventh article has each; but two
articles that name different ones hardly tell of one event (`compare.archive.links`). They go along as seven bits.

This is the fast path of an archive: Arrow cuts the texts of a whole batch into words and numbers their forms, each form
is looked up once in a dictionary that is kept, and all else is done by numpy over the words of the batch.
"""

from __future__ import annotations

import math
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from compare.archive.schemas import TERMS
from compare.claims.folding import term
from compare.claims.rarity import rarity
from compare.claims.tokens import TAGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # bits from the lowest

TERMS_OF_ARTICLE = 64
READ = 4000  # characters of the text
LEAD = 60  # words of the text
IN_TITLE, IN_LEAD = 3, 2  # times a word counts there
SCALE = 100  # weights and rarities are whole numbers, as sums of these have no order

_WEIGHTS = np.array([round(SCALE * math.log1p(count / 2)) for count in range(400)], np.int64)
_KNOWN_FORMS = 400_000  # forms of words that are kept
_COMMON = 1.0  # the rarity below which a term stands in every third article
_FIRST = 1 + len(WEEKDAYS)  # the place of the first term

# Marks become spaces but for those that stand inside words and numbers.
_INSIDE = b".,'&-"
_SPACES = bytes(c if c >= 128 or chr(c).isalnum() or c in _INSIDE else 32 for c in range(256))
_QUOTES = "‘“”—–…\xa0«»"


class _Forms(dict[str, int]):
    """Form of a word → the place of its term. Place 0 is no term, and the next seven are the days of the week."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes = array("q", [0] * _FIRST)
        self.rarities = array("q", [0] * _FIRST)
        self._places: dict[str, int] = {}

    def __missing__(self, form: str) -> int:
        found = self[form] = self._place(form.strip(".,'&-"))
        return found

    def _place(self, word: str) -> int:
        day = word.lower().removesuffix("'s")
        if day in WEEKDAYS:
            return 1 + WEEKDAYS.index(day)
        if len(word) < 2 or word.lower() in TAGS:
            return 0
        name = term(word)
        if name not in self._places:
            rare = rarity(name)
            self._places[name] = len(self.hashes) if name and rare >= _COMMON else 0
            if self._places[name]:
                self.hashes.append(int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True))
                self.rarities.append(round(rare * SCALE))
        return self._places[name]


_forms = _Forms()


def terms(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the weightiest terms of each article of ARTICLES, as TERMS, sorted by article and weight."""
    global _forms
    if len(_forms) > _KNOWN_FORMS:
        _forms = _Forms()
    told = zip(articles["title"].to_pylist(), articles["text"].to_pylist(), strict=True)
    words = pc.ascii_split_whitespace(pa.array([_cut(part) for row in told for part in row], pa.large_string()))
    forms = words.values.dictionary_encode()
    found = np.fromiter(map(_forms.__getitem__, forms.dictionary.to_pylist()), np.int64, len(forms.dictionary))
    ends = words.offsets.to_numpy()[1:].astype(np.int64)
    article, place, dwelt, weekdays = _counted(found[forms.indices.to_numpy()], ends)
    hashes = np.array(_forms.hashes, np.int64)[place]
    rare = np.array(_forms.rarities, np.int64)[place]
    weight = _WEIGHTS[np.minimum(dwelt, len(_WEIGHTS) - 1)]
    order = _foremost(article, weight * rare, place)
    starts = np.searchsorted(article[order], np.arange(len(articles)))
    kept = order[np.arange(len(order)) - starts[article[order]] < TERMS_OF_ARTICLE]
    at = pa.array(article[kept])
    columns = [
        articles["key"].take(at),
        articles["day"].take(at),
        *(pa.array(column[kept].astype(field.type.to_pandas_dtype()))
          for column, field in zip((weekdays[article], hashes, weight, rare), list(TERMS)[2:], strict=True)),
    ]  # fmt: skip
    return pa.record_batch(columns, schema=TERMS)


def _foremost(article: Ints, score: Ints, place: Ints) -> Ints:
    """Return the order by article, then the highest score, then the hash of the term at `place`: by one number each."""
    rank = np.empty(len(_forms.hashes), np.int64)
    rank[np.argsort(_forms.hashes)] = np.arange(len(rank))
    return np.argsort(article << 43 | (2**21 - 1 - score) << 22 | rank[place])


def _cut(part: str) -> bytes:
    """Return the words of a title or text, parted by spaces."""
    part = part[:READ]
    if not part.isascii():
        part = part.replace("’", "'")
        for mark in _QUOTES:
            part = part.replace(mark, " ")
    return part.encode("utf-8", "ignore").translate(_SPACES).strip()


def _counted(forms: Ints, ends: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return article and place of each term and how much of the article dwells on it; and the weekdays of each article.

    `forms` are values of `_forms`, `ends` where the title and where the text of each article end among them.
    """
    lengths = np.diff(ends, prepend=0)
    part = np.repeat(np.arange(len(ends)), lengths)
    in_lead = np.arange(len(forms)) - (ends - lengths)[part] < LEAD
    often = np.where(part % 2 == 0, IN_TITLE, np.where(in_lead, IN_LEAD, 1))
    weekdays = np.zeros(len(ends) // 2, np.int64)
    named = (forms > 0) & (forms < _FIRST) & (often > 1)
    np.bitwise_or.at(weekdays, part[named] // 2, 1 << (forms[named] - 1))
    term = forms >= _FIRST
    width = len(_forms.hashes)
    pairs, at = np.unique(part[term] // 2 * width + forms[term], return_inverse=True)
    dwelt = np.bincount(at, often[term], len(pairs)).astype(np.int64)
    return pairs // width, pairs % width, dwelt, weekdays
