"""The terms of an article: its weightiest words, the weekdays it names, the same in any batch."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")


def articles(texts: list[tuple[str, str]]) -> Any:
    from compare.archive.schemas import ARTICLES

    n = len(texts)
    columns = {
        "id": [str(k) for k in range(n)], "key": list(range(n)), "source": ["s"] * n, "url": [None] * n,
        "byline": [None] * n, "title": [title for title, _ in texts], "text": [text for _, text in texts],
        "published": [None] * n, "day": [None] * n,
    }  # fmt: skip
    return pa.RecordBatch.from_pydict(columns, schema=ARTICLES)


def told(title: str, text: str) -> dict[int, dict[str, int]]:
    from compare.archive.index import terms

    return {row["term"]: row for row in terms(articles([(title, text)])).to_pylist()}


def only(word: str) -> int:
    (term,) = told("", word)
    return term


def test_forms_of_a_word_are_one_term() -> None:
    assert only("Earthquakes,") == only("earthquake") == only("“earthquake’s”")
    assert only("nationalised") == only("Nationalization")
    assert only("1,200") == only("1200")


@pytest.mark.parametrize(
    ("title", "text", "bits"),
    [
        ("Monday's vote", "The shrine reopens.", 0b0000001),
        ("Vote", "The shrine opened on Tuesday and SUNDAY, not on a Mondayish day.", 0b1000010),
        ("Vote", "The shrine reopens.", 0),
        ("Vote", "shrine " * 59 + "Friday", 0b0010000),
        ("Vote", "shrine " * 60 + "Friday", 0),
    ],
)
def test_weekdays_of_title_and_lead_go_along_with_every_term(title: str, text: str, bits: int) -> None:
    assert {row["weekdays"] for row in told(title, text).values()} == {bits}


def test_weekdays_are_no_terms() -> None:
    assert not told("Monday", "On Tuesday, Wednesday's and Sunday.")


def test_title_weighs_more_than_the_lead_and_the_lead_more_than_the_rest() -> None:
    rows = told("Shrine", "Typhoon. " + "On the " * 40 + "Pagoda.")
    assert rows[only("shrine")]["weight"] > rows[only("typhoon")]["weight"] > rows[only("pagoda")]["weight"]


def test_what_an_article_dwells_on_weighs_more() -> None:
    rows = told("Shrine reopens", "The shrine was repaired after a typhoon. The shrine is open.")
    assert rows[only("shrine")]["weight"] > rows[only("typhoon")]["weight"]


def test_words_of_grammar_are_no_terms() -> None:
    assert not told("The and of", "It was not that they would be.")


def test_long_articles_have_no_more_terms_than_the_limit_and_the_end_is_not_read() -> None:
    from compare.archive.index import READ, TERMS_OF_ARTICLE

    words = [f"zor{a}{b}k" for a in "abcdefghij" for b in "abcdefghij"]
    assert len(told("", " ".join(words))) == TERMS_OF_ARTICLE
    assert only("shrine") not in told("", "x " * READ + "shrine")


words = st.text(max_size=80) | st.text("aeT 5,.’-—é\n東", max_size=80)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6), st.integers(0, 6))
def test_an_article_has_the_same_terms_in_any_batch(texts: list[tuple[str, str]], cut: int) -> None:
    from compare.archive.index import terms
    from compare.archive.schemas import TERMS

    whole = articles(texts)
    parts = [terms(whole.slice(0, cut)), terms(whole.slice(cut))]
    assert terms(whole).schema == TERMS
    assert pa.Table.from_batches(parts) == pa.Table.from_batches([terms(whole)])
