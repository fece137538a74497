"""The summaries of a comparison: each source's own, what is shared, and what only one says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import article, texts

import compare
from compare.comparison import Comparison
from compare.model import Claim, Fact, Status, SummarySentence
from compare.settings import Settings
from compare.summaries.comparative import SURELY

NAMES = ("bbc", "scmp", "third")


def seeds(words: int = 100) -> Comparison:
    return compare.compare(
        [compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")], Settings(summary_words=words)
    )


def told_in(sentence: SummarySentence, result: Comparison) -> list[tuple[Claim, Fact]]:
    """Return the claims that the sentence holds, each with its fact."""
    return [
        (claim, fact)
        for fact in result.facts
        for claim in fact.claims
        if claim.source == sentence.source
        and sentence.span.start <= claim.span.start
        and claim.span.end <= sentence.span.end
    ]


def check(result: Comparison, words: int) -> None:
    assert [s.name for s in result.summaries] == [
        *result.sources,
        "shared",
        *(f"only {name}" for name in result.sources),
        *(["conflicts"] if result.conflicts else []),
    ]
    for summary in result.summaries:
        # Half of a conflict would tell nothing, so the first pair is given in any case.
        assert len(summary.sentences) <= 1 + (summary.name == "conflicts") or len(summary.text.split()) <= words
        for sentence in summary.sentences:
            told = told_in(sentence, result)
            assert told, "a sentence of no claim"
            assert {claim.sentence for claim, _ in told} == {sentence.span}, "part of a sentence"
            if summary.name == "shared":
                assert any(fact.status is not Status.UNIQUE for _, fact in told)
            elif summary.name.startswith("only "):
                assert sentence.source == summary.name.removeprefix("only ")
                assert all(fact.status is Status.UNIQUE and not fact.doubts for _, fact in told)
            elif summary.name == "conflicts":
                assert any(fact.conflicts for _, fact in told)
            else:
                assert sentence.source == summary.name


@pytest.mark.parametrize("words", [10, 40, 100, 400, 5000])
def test_seeds(words: int) -> None:
    check(seeds(words), words)


def test_seeds_say_something_of_each() -> None:
    assert all(summary.sentences for summary in seeds().summaries)


def test_with_room_enough_each_shared_fact_is_told() -> None:
    result = seeds(5000)
    told = [claim for s in result.summary("shared").sentences for claim, _ in told_in(s, result)]
    for fact in result.shared:
        if fact.probability >= SURELY and not any(claim.role.value == "caption" for claim in fact.claims):
            assert set(fact.claims) & set(told), fact.claims[0].text


def test_a_sentence_is_told_once() -> None:
    for summary in seeds(5000).summaries:
        assert len({(s.source, s.span) for s in summary.sentences}) == len(summary.sentences)


def test_of_two_tellings_the_one_with_less_besides_is_taken() -> None:
    short = "The Ostrava plant closed on Monday because of the flood."
    long = (
        "The Ostrava plant closed on Monday because of the flood, but 40 ferries in Bergen sailed to Oslo as planned."
    )
    result = compare.compare([article(long, "bbc"), article(short, "scmp")])
    assert len(result.shared) == 1
    assert [s.text for s in result.summary("shared").sentences] == [short]


def test_nothing_shared_nothing_told() -> None:
    one = article("The Ostrava plant closed on Monday.", "bbc")
    other = article("Forty ferries sailed from Bergen to Oslo yesterday.", "scmp")
    result = compare.compare([one, other])
    assert result.summary("shared").sentences == ()
    assert str(result.summary("shared")) == ""
    assert result.summary("only bbc").text == "The Ostrava plant closed on Monday."


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 3).flatmap(texts))
def test_generated(given_texts: list[str]) -> None:
    check(compare.compare([article(text, name) for text, name in zip(given_texts, NAMES, strict=False)]), 100)


def test_both_sides_of_a_conflict_stand_together() -> None:
    of = [
        f"The minister closed {count} schools on Monday. Trade with Norway {rest}."
        for count, rest in ((3, "fell in May"), (12, "is unknown"))
    ]
    result = compare.compare([article(text, name) for text, name in zip(of, NAMES, strict=False)])
    assert [s.text for s in result.summary("conflicts").sentences] == [
        "The minister closed 3 schools on Monday.",
        "The minister closed 12 schools on Monday.",
    ]


def test_no_conflict_no_summary_of_it() -> None:
    assert "conflicts" not in {summary.name for summary in seeds().summaries}


def test_what_more_sources_report_goes_first() -> None:
    every, two = "The Ostrava plant closed on Monday because of the flood.", "Forty ferries sailed from Bergen to Oslo."
    result = compare.compare(
        [article(f"{two} {every}", "bbc"), article(f"{two} {every}", "scmp"), article(every, "third")],
        Settings(summary_words=12),
    )
    assert result.summary("shared").text == every


def test_only_x_is_empty_where_nothing_stands_alone() -> None:
    one = article(
        "The Ostrava plant closed on Monday because of the flood. He was not told of the price of bread.", "bbc"
    )
    other = article("The Ostrava plant closed on Monday because of the flood.", "scmp")
    result = compare.compare([one, other])
    assert result.summary("only bbc").sentences == ()
    assert result.summary("only bbc").headline is None
