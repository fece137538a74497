"""sumy's summarisers (https://github.com/miso-belica/sumy) by name, offline and without their known failures.

    claims ──► sumy document ──► LexRank … rates each sentence ──► our budget takes the best that fit

sumy wants a tokenizer that nltk has to download first. We need none: the sentences are the claims, and `_Tokenizer`
finds the words by sumy's own idea of a word (letters, apostrophes, hyphens). Stemmer and stop words ship with nltk
and sumy.

sumy counts sentences, not words. Its count may be a callable, though, that gets all sentences with their ratings and
returns those to keep: `_Ranking`. It ranks by rating, ties by reading order, and remembers the positions, as the
sentences that sumy returns are equal wherever their text is. Ratings are rounded first: sumy sums floats in the order
of Python sets, which differs from run to run in the last digits.

What fails in sumy, and what is done here:

* LexRank divides by zero where no two sentences share a word: a rating that is not a number counts as zero.
* LSA warns of few words and returns nothing where there are none: no warning, and the sentences are then taken from
  the top.
* Edmundson insists on three lists. Bonus: the words of the titles, or of each article's first sentence where no title
  is given. Stigma: Edmundson's own classes ("New methods in automatic extracting", 1969), words that point back or
  belittle. Null: sumy's stop words. Titles are its headings.
* random shuffles with Python's shared generator: it is seeded, and put back as it was.
* All but SumBasic, Luhn, Edmundson and random compare every sentence with every other one in Python, and KL does so
  once for every sentence of the ranking. LexRank and TextRank are therefore our own, with the same scores:
  `compare.summaries.graph`. `_LIMITS` says how many sentences each gets; the further ones of a longer input, counted
  in turn over the sources, are not considered.
"""

from __future__ import annotations

import math
import random
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.utils import get_stop_words

from compare.model import Claim
from compare.summaries.length import Budget, fill, in_turn

_CLASSES = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "random": ("random", "RandomSummarizer"),
}
# The most sentences that each takes in a second or two on one core.
_LIMITS = {"kl": 120, "lexrank": 5000, "textrank": 3000, "reduction": 400, "lsa": 400, "sumbasic": 1000}
_STIGMA = """he she it they his her its their him them this that these those such here there hardly impossible perhaps
merely barely scarcely somewhat incidentally likewise similarly meanwhile"""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*")
# sumy's random numbers and Python's warning filters are shared by all threads.
_lock = threading.Lock()


def choose(claims: Sequence[Claim], titles: Sequence[Claim], allowed: Budget, method: str) -> list[int]:
    """Return the positions of the claims that sumy's `method` puts into a summary within the budget, in their order."""
    leading = sorted(in_turn(claims)[: _LIMITS.get(method, len(claims))])
    read = [claims[k] for k in leading]
    if method in {"lexrank", "textrank"}:
        return [leading[k] for k in _by_graph(read, allowed, method)]
    budget = _Ranking(read, allowed)
    summarizer = _summarizer(method, read, titles)
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        state = random.getstate()
        random.seed(0)
        try:
            summarizer(_document(read, titles), budget)
        finally:
            random.setstate(state)
    return [leading[k] for k in budget.taken or fill(in_turn(read), read, allowed)]


def _by_graph(claims: Sequence[Claim], allowed: Budget, method: str) -> list[int]:
    """Choose by sumy's LexRank or TextRank, computed on sparse matrices."""
    from compare.summaries import graph

    scores = (graph.lexrank if method == "lexrank" else graph.textrank)([_words(claim.text) for claim in claims])
    ratings = [_rating(score) for score in scores]
    return fill(sorted(range(len(claims)), key=lambda k: (-ratings[k], k)), claims, allowed)


def _words(text: str) -> list[str]:
    """Return the stems of the words of `text` that are no stop words, as sumy's summarizers do."""
    stem, stop = _stemmer(), _stop_words()
    return [stem(word) for word in map(str.lower, _Tokenizer().to_words(text)) if word not in stop]


class _Tokenizer:
    """The part of sumy's tokenizer that its document model uses."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence.replace("’", "'")))


class _Ranking:
    """What sumy takes for the number of sentences: keeps the best rated that fit; `taken` are their positions."""

    def __init__(self, claims: Sequence[Claim], allowed: Budget) -> None:
        self._claims = claims
        self._allowed = allowed
        self.taken: list[int] = []

    def __call__(self, infos: Iterable[Any]) -> list[Any]:
        ranked = sorted(infos, key=lambda info: (-_rating(info.rating), info.order))
        self.taken = fill((info.order for info in ranked), self._claims, self._allowed)
        return [info for info in ranked if info.order in set(self.taken)]


def _rating(value: float) -> float:
    return round(float(value), 9) if math.isfinite(value) else 0.0


def _document(claims: Sequence[Claim], titles: Sequence[Claim]) -> Any:
    """Return sumy's document: the titles as headings, then a paragraph for each article."""
    tokenizer = _Tokenizer()
    paragraphs = [Paragraph(Sentence(title.text, tokenizer, is_heading=True) for title in titles)] if titles else []
    for _, article in groupby(claims, key=lambda claim: claim.source):
        paragraphs.append(Paragraph(Sentence(claim.text, tokenizer) for claim in article))
    return ObjectDocumentModel(paragraphs)


def _summarizer(method: str, claims: Sequence[Claim], titles: Sequence[Claim]) -> Any:
    module, name = _CLASSES[method]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer())
    if method == "edmundson":
        summarizer.null_words = _stop_words()
        summarizer.stigma_words = _STIGMA.split()
        summarizer.bonus_words = _bonus_words(claims, titles)
    elif hasattr(summarizer, "stop_words"):
        summarizer.stop_words = _stop_words()
    return summarizer


def _bonus_words(claims: Sequence[Claim], titles: Sequence[Claim]) -> list[str]:
    first = list({claim.source: claim for claim in reversed(claims)}.values())
    said = (word for claim in titles or first for word in _Tokenizer().to_words(claim.text))
    return [word for word in said if word.lower() not in _stop_words()] or ["important"]


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    """Return sumy's English stemmer; each word is stemmed once, where sumy would do it at every comparison."""
    stem: Callable[[str], str] = lru_cache(maxsize=50_000)(Stemmer("english"))
    return stem


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    stop: frozenset[str] = get_stop_words("english")
    return stop
