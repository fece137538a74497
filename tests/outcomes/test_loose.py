"""The conflicts of two loose texts, of which neither has been matched with the other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare

ARTICLE = (
    "A boat with 31 people on board sank off Lirna on Tuesday. The coast guard rescued 24 of them. Mayor Ana "
    "Duarte said "
    "that the harbour had been closed since the morning. The council approved a loan to repair the pier."
)


def told(text: str, other: str = ARTICLE) -> list[tuple[str, str, str]]:
    return [(c.kind.value, c.span_a.of(text), c.span_b.of(other)) for c in compare.conflicts(text, other)]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("A boat with 47 people on board sank off Lirna.", ("number", "47", "31")),
        ("A boat with 31 people on board sank off Karsa.", ("name", "Karsa", "Lirna")),
        ("The council rejected a loan to repair the pier.", ("negation", "rejected", "approved")),
        ("The council did not approve a loan to repair the pier.", ("negation", "not approve", "approved")),
        ("The mayor said that the harbour had been open since the morning.", ("negation", "open", "closed")),
    ],
)
def test_a_summary_against_its_article(summary: str, expected: tuple[str, str, str]) -> None:
    assert told(summary) == [expected]
    assert [
        (c.kind.value, c.span_b.of(summary), c.span_a.of(ARTICLE)) for c in compare.conflicts(ARTICLE, summary)
    ] == [expected]


@pytest.mark.parametrize(
    "summary",
    [
        "A boat with 31 people sank off Lirna.",
        "More than 30 people were on a boat that sank off Lirna.",
        "The coast guard rescued 24 people.",
        "The harbour was closed, Ms Duarte said.",
        "The council backed a loan to mend the pier.",
        "Farmers in Morva sold 300 tonnes of rice.",
        ARTICLE,
        "",
    ],
)
def test_no_false_alarm(summary: str) -> None:
    assert told(summary) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_will_do(a: str, b: str) -> None:
    compare.conflicts(a, b)
    assert compare.conflicts(a, a) == []
