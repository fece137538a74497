"""Statements: which sentences of which blocks state something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.blocks import segment
from compare.articles.read import read
from compare.claims.extract import statements, states
from compare.model import Article, Role, Source

STATING = {Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION}


def said(article: Article) -> list[str]:
    return [span.of(article.text) for span, _ in statements(article)]


def test_the_seeds() -> None:
    bbc, scmp = read("seeds/bbc.txt"), read("seeds/scmp.txt")
    assert len(said(bbc)) == 23
    assert "The islands are controlled by Japan" in said(bbc)
    assert 'China in turn has previously accused Japan of "remilitarising".' in said(bbc)
    assert "Rupert Wingfield-Hayes looks at the dispute over the islands" in said(bbc)
    assert not any("Media" in words or "Q&A" in words or "More on this" in words for words in said(bbc))
    assert "China and Japan hold first security talks in four years" not in said(bbc)
    assert len(said(scmp)) == 15
    assert said(scmp)[0].endswith("an obstacle to progress, envoy says")
    assert said(scmp)[1].endswith("APEC meeting in Beijing last November.")
    assert not any("Photo" in words or "Additional reporting" in words for words in said(scmp))


def test_the_role_is_that_of_the_block() -> None:
    roles = [role for _, role in statements(read("seeds/scmp.txt"))]
    assert roles[:3] == [Role.STANDFIRST, Role.CAPTION, Role.PARAGRAPH]


@pytest.mark.parametrize(
    "sentence",
    [
        "Except she couldn't.",
        "Nobody was hurt.",
        '"Is it so?" he asked.',
        'He asked her: "Will the talks go on?"',
        "He asked with sarcasm: “Why stop at the town?",
        "THE RIVER FLOODED THE OLD TOWN.",
        "They fear a war: the islands are close to shipping lanes and fishing grounds and oil",
        "The islands are controlled by Japan",
        "他来了。她走了",
        "ارتفع النهر مترين يوم الاثنين",
        "Is Doe guilty? The court did not say.",
    ],
)
def test_statements(sentence: str) -> None:
    assert states(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Will the talks go on?",
        '"Will the talks go on?"',
        "Why must every motive be spelled out?",
        'What about the others?"',
        'Did they call it a "war"?',
        "Yes.",
        "The game-changer.",
        "1 of 15.",
        "These are his findings:",
        "UNDER THE INQUIRY ACT 1976",
        "Frances Roe Garden Court Chambers",
        "...",
        "",
        "好。",
        "最近怎么样？",
    ],
)
def test_no_statements(sentence: str) -> None:
    assert not states(sentence)


def test_a_standfirst_in_capitals_is_a_statement() -> None:
    assert states("THOUSANDS LEAVE THEIR HOMES", Role.STANDFIRST)


@given(st.text(max_size=300))
def test_every_statement_is_a_stretch_of_a_stating_block(text: str) -> None:
    text = "The river rose. " + text
    article = Article(Source("x"), text, segment(text))
    blocks = [block for block in article.blocks if block.role in STATING]
    before = 0
    for span, role in statements(article):
        assert before <= span.start < span.end
        assert any(b.span.start <= span.start and span.end <= b.span.end and b.role is role for b in blocks)
        before = span.end
