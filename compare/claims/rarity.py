"""How rare a term is in English news at large: the weight of a term wherever two texts are compared.

Of two articles on the islands, each has "islands" in every third sentence; what tells that two sentences speak of the
same thing is "shrine" or "hotline". The table beside this module says how rare each of some 60,000 terms is; its head
says where it is from. `benchmarks/train_rarity.py` makes it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

# A term that the table does not hold stands in fewer than one of 25,000 articles.
UNKNOWN = 10.5


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    text = files("compare.claims").joinpath("data/rarity_en.txt").read_text("utf-8")
    table: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            level, _, terms = line.partition("\t")
            table.update(dict.fromkeys(terms.split(" "), int(level) / 10))
    return table


def rarity(term: str) -> float:
    """Return minus the natural logarithm of the share of English news articles that hold `term`, 0 to 10.5."""
    return _table().get(term, UNKNOWN)
