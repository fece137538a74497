"""Words of one meaning, of opposite meanings, and of one scale, by their terms.

    synonyms("injured") holds "wound"; opposed("approve", "reject"); farther("disrupt", "suspend")

The opposites and the scales are written for the news and short, as a false alarm costs more than a miss. The synonyms
and wider terms are WordNet's (Fellbaum, 1998): they are only ever asked whether two words may mean the same, so that a
paraphrase is not taken for a difference. Each file's head says where it is from.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import snowballstemmer

# Prefixes that turn a word into its opposite. "in" and "im" are left to the list: "come, income", "port, import".
_PREFIXES = ("un", "non", "dis", "il", "ir", "anti")
_SHORTEST = 4  # letters of a word that a prefix can be taken off: not "it, unit"
_NO_OPPOSITES = frozenset({"cover", "count", "close", "cord", "like", "charg", "cuss", "miss", "pos", "play", "pute"})


def _lines(name: str) -> list[str]:
    text = files("compare.outcomes").joinpath(f"data/{name}").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _opposites() -> frozenset[frozenset[str]]:
    stem = snowballstemmer.stemmer("english").stemWord
    return frozenset(frozenset(stem(_american(word)) for word in line.split()) for line in _lines("opposites_en.txt"))


@lru_cache(maxsize=1)
def _scales() -> tuple[dict[str, int], ...]:
    stem = snowballstemmer.stemmer("english").stemWord
    return tuple(
        {stem(_american(word)): step for step, words in enumerate(line.split("<")) for word in words.split()}
        for line in _lines("degrees_en.txt")
    )


@lru_cache(maxsize=1)
def _thesaurus() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    table = {}
    for line in _lines("thesaurus_en.txt"):
        name, same, wider = line.split("\t")
        table[name] = frozenset(same.split()), frozenset(wider.split())
    return table


def _american(word: str) -> str:
    return word.removesuffix("ise") + "ize" if word.endswith("ticise") else word


_NONE: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def akin(one: str, other: str) -> bool:
    """Tell whether two terms may mean the same: the same term, synonyms, or one a wider term for the other."""
    if one == other:
        return True
    same, wider = _thesaurus().get(one, _NONE)
    same_too, wider_too = _thesaurus().get(other, _NONE)
    return other in same or one in same_too or other in wider or one in wider_too


def synonyms(term: str) -> frozenset[str]:
    """Return the terms that may mean the same as `term`, itself not among them."""
    return _thesaurus().get(term, _NONE)[0]


def opposed(one: str, other: str) -> bool:
    """Tell whether two terms are opposites."""
    if frozenset((one, other)) in _opposites():
        return True
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= _SHORTEST and short not in _NO_OPPOSITES and any(long == prefix + short for prefix in _PREFIXES)
    )


def farther(one: str, other: str) -> int:
    """Return how many steps `other` goes further than `one` on a scale that holds both, 0 where none does."""
    for scale in _scales():
        if one in scale and other in scale:
            return scale[other] - scale[one]
    return 0


def same_step(one: str, other: str) -> bool:
    """Tell whether two terms go equally far on a scale that holds both."""
    return any(one in scale and scale.get(other) == scale[one] for scale in _scales())
