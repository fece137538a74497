"""The three ways to say how long a summary is, from Python and on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import compare
from compare.cli import cli
from compare.errors import SummaryError
from compare.summaries.length import length

BBC, SCMP = "seeds/bbc.txt", "seeds/scmp.txt"


def test_words_sentences_and_share() -> None:
    bbc = compare.read(BBC)
    whole = compare.summarise(bbc, share=1, method="lead").text
    assert compare.summarise(bbc) == compare.summarise(bbc, 100) == compare.summarise([bbc], words=100)
    assert len(compare.summarise(bbc, sentences=2).sentences) == 2
    assert 0 < length(compare.summarise(bbc, share=0.2).text) <= 0.2 * length(whole)


def test_only_one_length_counts() -> None:
    with pytest.raises(SummaryError, match="words and share are given"):
        compare.summarise(compare.read(BBC), 50, share=0.5)
    with pytest.raises(SummaryError, match="sentences and share are given"):
        compare.summarise(compare.read(BBC), sentences=3, share=0.5)


def test_two_outlets_of_one_name_are_two() -> None:
    articles = [compare.read(BBC, "x"), compare.read(SCMP, "x")]
    made = compare.summarise(articles, 300)
    texts = {"x": articles[0].text, "x (2)": articles[1].text}
    assert {s.source for s in made.sentences} == set(texts)
    assert all(s.span.of(texts[s.source]) == s.text for s in made.sentences)


@pytest.mark.parametrize("length_given", [["--sentences", "2"], ["--share", "0.1"], ["--words", "40"], []])
def test_command(length_given: list[str]) -> None:
    run = CliRunner().invoke(cli, ["summary", BBC, *length_given])
    assert run.exit_code == 0 and "China and Japan are holding" in run.output


@pytest.mark.parametrize(
    "wrong",
    [
        ["--sentences", "0"],
        ["--share", "0"],
        ["--share", "1.5"],
        ["--share", "nan"],
        ["--share", "x"],
        ["--words", "40", "--share", "0.5"],
        ["--sentences", "4", "--words", "40"],
    ],
)
def test_wrong_lengths_are_wrong_usage(wrong: list[str]) -> None:
    run = CliRunner().invoke(cli, ["summary", BBC, *wrong])
    assert run.exit_code == 2 and "Error" in run.output
