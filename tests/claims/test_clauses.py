"""Where a sentence is cut into clauses that stand alone; tests/cases/clauses.json says for each case why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES

from compare.claims.annotate import claims
from compare.claims.clauses import LONGEST
from compare.model import Role, Span

CASES = json.loads((Path(__file__).parent.parent / "cases/clauses.json").read_text("utf-8"))


def cut(text: str) -> list[str]:
    return [claim.text for claim in claims("bbc", text, [(Span(0, len(text)), Role.PARAGRAPH)])]


def params() -> list[object]:
    return [
        pytest.param(
            case["text"],
            case["clauses"],
            id=case["text"][:30],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize(("text", "clauses"), params())
def test_cases(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


def test_the_cases_are_balanced() -> None:
    whole = sum(len(case["clauses"]) == 1 for case in CASES)
    assert len(CASES) >= 40
    assert whole >= len(CASES) / 2
    assert len({case["text"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert " ".join(case["clauses"]) == case["text"]
        assert case["why"]


def test_the_docstring_tells_the_truth() -> None:
    assert cut(
        "The last round of talks was in 2011, before ties worsened over a row over islands in the East China Sea."
    ) == [
        "The last round of talks was in 2011,",
        "before ties worsened over a row over islands in the East China Sea.",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4).map(" and ".join) | st.text(max_size=200))
def test_clauses_are_in_order_and_lose_only_white_space(text: str) -> None:
    made = claims("bbc", text, [(Span(0, len(text)), Role.PARAGRAPH)])
    place = 0
    for claim in made:
        assert not text[place : claim.span.start].strip()
        assert claim.sentence == (0, len(text))
        place = claim.span.end
    assert not text[place:].strip()
    words = [word.span for claim in made for word in claim.words]
    assert words == sorted(set(words))


def test_text_without_stops_is_left_whole() -> None:
    text = "The dam broke in March after engineers had warned the council and the mayor was absent " * (LONGEST // 10)
    assert len(cut(text)) == 1
