"""The matches of a story: the same whatever the order of the articles, and in whatever blocks they are computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.matches import match as matching
from compare.matches.features import Block, describe
from compare.matches.match import matches, story_matches
from compare.matches.scorer import shipped_scorer
from compare.model import Claim, Match

ARTICLE = st.lists(SENTENCES, min_size=0, max_size=5)
LEAST = 0.05


def told(*articles: Sequence[str]) -> list[list[Claim]]:
    return [claims(*said, source=f"s{k}") for k, said in enumerate(articles)]


def named(articles: Sequence[Sequence[Claim]], found: Sequence[Match]) -> dict[frozenset[str], float]:
    """Return the probability of each match by the names of its claims."""
    every = [claim for of in articles for claim in of]
    return {frozenset({every[m.a].id, every[m.b].id}): m.probability for m in found}


@settings(max_examples=30, deadline=None)
@given(ARTICLE, ARTICLE)
def test_two_are_a_story_of_two(one: list[str], other: list[str]) -> None:
    a, b = told(one, other)
    story = story_matches([a, b], LEAST)
    pair = matches(a, b, LEAST)
    assert [(m.a, m.b - len(a), m.probability, m.evidence) for m in story] == [
        (m.a, m.b, m.probability, m.evidence) for m in pair
    ]
    if a and b:
        all_pairs = shipped_scorer().probabilities(describe(a, b))
        expected = {(int(i), int(j)): all_pairs[i, j] for i, j in np.argwhere(all_pairs >= LEAST)}
        assert {(m.a, m.b): m.probability for m in pair} == pytest.approx(expected, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.tuples(ARTICLE, ARTICLE, ARTICLE))
def test_the_order_of_the_articles_changes_nothing(said: tuple[list[str], ...]) -> None:
    articles = told(*said)
    first = named(articles, story_matches(articles, LEAST))
    for order in permutations(articles):
        assert named(order, story_matches(order, LEAST)) == pytest.approx(first, abs=2e-6)


@settings(max_examples=20, deadline=None)
@given(ARTICLE, ARTICLE, st.lists(st.sampled_from(["It was what they were.", "...", "Of it."]), max_size=2))
def test_an_article_that_tells_nothing_changes_nothing(one: list[str], other: list[str], nothing: list[str]) -> None:
    a, b, c = told(one, other, nothing)
    expected = story_matches([a, b], LEAST)
    assert story_matches([a, b, c], LEAST) == expected
    assert named([c, a, b], story_matches([c, a, b], LEAST)) == named([a, b], expected)


@settings(max_examples=20, deadline=None)
@given(st.tuples(ARTICLE, ARTICLE, ARTICLE, ARTICLE))
def test_blocks_of_any_size_give_the_same(said: tuple[list[str], ...]) -> None:
    articles = told(*said)
    whole = story_matches(articles, LEAST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_TOGETHER", 1)
        small = story_matches(articles, LEAST)
    assert [(m.a, m.b) for m in small] == [(m.a, m.b) for m in whole]
    assert [m.probability for m in small] == pytest.approx([m.probability for m in whole], abs=2e-6)


@settings(max_examples=20, deadline=None)
@given(st.tuples(ARTICLE, ARTICLE, ARTICLE), st.sets(st.integers(0, 14), max_size=4))
def test_the_matches_of_some_are_among_those_of_all(said: tuple[list[str], ...], wanted: set[int]) -> None:
    articles = told(*said)
    expected = [m for m in story_matches(articles, LEAST, explained=False) if {m.a, m.b} & wanted]
    found = story_matches(articles, LEAST, of=wanted, explained=False)
    assert [(m.a, m.b) for m in found] == [(m.a, m.b) for m in expected]
    assert [m.probability for m in found] == pytest.approx([m.probability for m in expected], abs=2e-6)


MANY = [[f"Police in {town} arrested {n} men.", "The mayor praised them."] for n, town in enumerate(["Oslo"] * 14, 3)]


def test_no_block_is_larger_than_two_articles_or_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    features = Block.features
    monkeypatch.setattr(matching, "_TOGETHER", 12)
    monkeypatch.setattr(Block, "features", lambda self, cells: sizes.append(self.size) or features(self, cells))
    story_matches(told(*MANY), LEAST)
    assert max(sizes) == 12
    assert sum(sizes) >= 14 * 13 / 2 * 4


def test_of_few_articles_all_is_explained_of_many_the_surest_of_each_claim() -> None:
    few, many = told(*MANY[:10]), told(*MANY)
    assert all(m.evidence for m in story_matches(few, LEAST))
    found = story_matches(many, LEAST)
    explained = [m for m in found if m.evidence]
    assert 0 < len(explained) < len(found)
    surest: dict[int, list[float]] = {}
    for m in sorted(found, key=lambda m: -m.probability):
        surest.setdefault(m.a, []).append(m.probability)
        surest.setdefault(m.b, []).append(m.probability)
    count = Counter(position for m in explained for position in (m.a, m.b))
    for position, likely in surest.items():
        assert count[position] >= min(3, len(likely))
    for m in explained:
        assert any(m.probability >= min(surest[position][:3]) for position in (m.a, m.b))


def test_what_is_explained_does_not_depend_on_the_order() -> None:
    articles = told(*MANY)
    back = articles[::-1]

    def explained(order: list[list[Claim]]) -> dict[frozenset[str], float]:
        return named(order, [m for m in story_matches(order, LEAST) if m.evidence])

    assert explained(articles).keys() == explained(back).keys()


def test_reasons_are_looked_up_by_position() -> None:
    articles = told(["Rain fell in Bergen."], ["Rain fell in Oslo.", "A cow fell in Bergen."])
    found = story_matches(articles, 0.0)
    words = {(m.a, m.b): {e.words_a for e in m.evidence} for m in found}
    assert "Rain" in words[0, 1] and "Bergen" not in words[0, 1]
    assert "Bergen" in words[0, 2] and "Rain" not in words[0, 2]
