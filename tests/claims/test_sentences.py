"""Sentences: real cases with their reasons, and laws that hold for every text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.claims.sentences import sentence_spans

CASES = json.loads((Path(__file__).parent.parent / "cases" / "sentences.json").read_text(encoding="utf-8"))
PROSE = st.lists(
    st.sampled_from(
        [*"aB .!?…\"'”“()\n•-。？1", "Mr.", "U.S.", "p.m.", "The ", "He ", "said ", "...", "\u00e2\u0080\u009d"]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [span.of(text) for span in sentence_spans(text, 0, len(text))] == case["sentences"], case["why"]


def test_there_are_enough_cases_and_each_once() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)


@given(st.one_of(PROSE, st.text(max_size=200)))
def test_spans_are_in_order_trimmed_and_lose_no_word(text: str) -> None:
    text = "The " + text  # no bullet, so that every letter and digit has to be in a sentence
    spans = sentence_spans(text, 0, len(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for span in spans:
        sentence = span.of(text)
        assert sentence == sentence.strip()
        assert any(map(str.isalnum, sentence))
    outside = set(range(len(text))) - {at for span in spans for at in range(*span)}
    assert not any(text[at].isalnum() for at in outside)


@given(st.text(max_size=40), PROSE, st.text(max_size=40))
def test_a_stretch_is_cut_without_regard_to_what_is_around_it(before: str, text: str, after: str) -> None:
    alone = sentence_spans(text, 0, len(text))
    shifted = sentence_spans(before + text + after, len(before), len(before) + len(text))
    assert [(span.start - len(before), span.end - len(before)) for span in shifted] == [tuple(span) for span in alone]


def test_the_whole_text_is_the_default() -> None:
    assert len(sentence_spans("He came. She left.")) == 2


@pytest.mark.parametrize("text", ["", " \n ", "...", "•", "\x00", "— – -", "?!"])
def test_text_without_words_has_no_sentence(text: str) -> None:
    assert sentence_spans(text, 0, len(text)) == []
