"""Articles → the terms that tell what each is about.

    "Quake kills 52 in Niigata"  ·  "A magnitude 6.8 earthquake hit Niigata …"

        term        niigata   earthquak   52        6.8       kill      magnitud
        space       NAME|TITLE  –         NUMBER|TITLE  NUMBER  TITLE   –
        weight      110       69          69        69        69        69          how much the article dwells on it
        rarity      9.1       8.3         5.4       7.7       4.6       8.8         how rare it is in the news at large

An article of 450 words has some 150 terms that are not grammar; the weightiest `TERMS_OF_ARTICLE` of them tell its
event as well as all do. Title and first words name the event, so they count more than the rest, and what stands after
`READ` characters is background and is not read. How common a term is among the other articles of its days is not known
here and is left to the join (`compare.archive.joins`): so an article's terms depend on nothing but the article.

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

# What `space` says of a term in an article, as bits.
NAME, NUMBER, TITLE = 1, 2, 4

TERMS_OF_ARTICLE = 64
READ = 4000  # characters of the text
LEAD = 60  # words of the text that count as much as the title
SCALE = 100  # weights and rarities are whole numbers, as sums of these have no order

_WEIGHTS = np.array([round(SCALE * math.log1p(count / 2)) for count in range(400)], np.int64)
_KNOWN_FORMS = 400_000  # forms of words that are kept
_COMMON = 1.0  # the rarity below which a term stands in every third article

# Marks become spaces but for those that stand inside words and numbers.
_INSIDE = b".,'&-"
_SPACES = bytes(c if c >= 128 or chr(c).isalnum() or c in _INSIDE else 32 for c in range(256))
_QUOTES = "‘“”—–…\xa0«»"


class _Forms(dict[str, int]):
    """Form of a word → twice the place of its term, and one more if the form has a capital. Place 0 is no term."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes = array("q", [0])
        self.rarities = array("q", [0])
        self.numbers = array("b", [0])
        self._places: dict[str, int] = {}

    def __missing__(self, form: str) -> int:
        word = form.strip(".,'&-")
        found = self[form] = 2 * self._place(word) + word[:1].isupper()
        return found

    def _place(self, word: str) -> int:
        if len(word) < 2 or word.lower() in TAGS:
            return 0
        name = term(word)
        if name not in self._places:
            rare = rarity(name)
            self._places[name] = len(self.hashes) if name and rare >= _COMMON else 0
            if self._places[name]:
                self.hashes.append(int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True))
                self.rarities.append(round(rare * SCALE))
                self.numbers.append(name[0].isdigit())
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
    article, place, in_title, in_lead, in_rest, small = _counted(found[forms.indices.to_numpy()], ends)
    hashes = np.array(_forms.hashes, np.int64)[place]
    rare = np.array(_forms.rarities, np.int64)[place]
    number = np.array(_forms.numbers, np.int64)[place]
    weight = _WEIGHTS[np.minimum(2 * (in_title + in_lead) + in_rest, len(_WEIGHTS) - 1)]
    name = (number == 0) & (in_lead + in_rest > 0) & (small == 0)
    space = NAME * name + NUMBER * number + TITLE * (in_title > 0)
    order = _foremost(article, weight * rare, place)
    starts = np.searchsorted(article[order], np.arange(len(articles)))
    kept = order[np.arange(len(order)) - starts[article[order]] < TERMS_OF_ARTICLE]
    at = pa.array(article[kept])
    columns = [
        articles["key"].take(at),
        articles["day"].take(at),
        *(pa.array(column[kept].astype(field.type.to_pandas_dtype()))
          for column, field in zip((space, hashes, weight, rare), list(TERMS)[2:], strict=True)),
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


def _counted(forms: Ints, ends: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """Return article and place of each term, its counts in title, lead and rest, and those in the text without capital.

    `forms` are values of `_forms`, `ends` where the title and where the text of each article end among them.
    """
    lengths = np.diff(ends, prepend=0)
    part = np.repeat(np.arange(len(ends)), lengths)
    word = np.arange(len(forms)) - (ends - lengths)[part]
    real = forms > 1
    forms, part, word = forms[real], part[real], word[real]
    width = len(_forms.hashes)
    pairs, at = np.unique(part // 2 * width + forms // 2, return_inverse=True)
    in_title = part % 2 == 0
    in_lead = ~in_title & (word < LEAD)

    def count(which: NDArray[np.bool_]) -> Ints:
        return np.bincount(at[which], minlength=len(pairs))

    counts = (count(which) for which in (in_title, in_lead, ~in_title & ~in_lead, ~in_title & (forms % 2 == 0)))
    return (pairs // width, pairs % width, *counts)
