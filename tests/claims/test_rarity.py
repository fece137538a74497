"""How rare a term is in the news."""

from __future__ import annotations

from importlib.resources import files

import pytest

from compare.claims.folding import term
from compare.claims.rarity import UNKNOWN, rarity


@pytest.mark.parametrize(
    "rising",
    ["the people island shrine", "and year talks hotline", "is government dispute uninhabited", "to Japan Senkaku"],
)
def test_rarer_words_have_more_weight(rising: str) -> None:
    weights = [rarity(term(word)) for word in rising.split()]
    assert weights == sorted(set(weights))


def test_range() -> None:
    assert rarity("the") == 0
    assert rarity(term("zzyzxquux")) == UNKNOWN
    assert all(0 <= rarity(term(word)) <= UNKNOWN for word in "a war Abe atone 1 Diaoyu".split())


def test_spellings_of_one_word_are_one_rarity() -> None:
    assert rarity(term("colour")) == rarity(term("Color"))
    assert rarity(term("Japanese")) == rarity(term("Japan"))


def test_the_table_is_as_its_module_says() -> None:
    rows = [
        line.split("\t")
        for line in files("compare.claims").joinpath("data/rarity_en.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    terms = [name for _, names in rows for name in names.split(" ")]
    assert len(terms) == len(set(terms)) > 50_000
    levels = [int(level) for level, _ in rows]
    assert levels == sorted(levels)
    assert levels[0] >= 0 and levels[-1] / 10 <= UNKNOWN


def test_the_table_is_of_the_terms_that_are_looked_up() -> None:
    """Where folding changes, benchmarks/train_rarity.py has to run again."""
    for word in "government minister police people killed said country president talks island war called".split():
        assert rarity(term(word)) < 5, word
