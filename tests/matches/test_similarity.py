"""The TF-IDF similarity: weights, symmetry, a name counted once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.claims.annotate import loose_claims
from compare.claims.rarity import rarity
from compare.matches.similarity import TermSpace, character_cosine, telling_terms
from compare.model import Claim

A = ["The envoy praised the shrine.", "Japan held talks on Monday.", "Japan owns eight islands."]
B = ["A shrine was praised by Japan.", "Talks in Japan were held on Monday.", "Rain fell in Bergen."]


def space(a: list[str], b: list[str]) -> TermSpace:
    return TermSpace.of(claims(*a, source="a"), claims(*b, source="b"))


def weight(of: TermSpace, term: str) -> float:
    return float(of.weight[of.terms.index(term)])


def parts(text: str) -> dict[str, float]:
    return telling_terms(loose_claims("a", [text])[0])


def test_words_of_grammar_tell_nothing() -> None:
    assert parts("It is what they were, and to whom?") == {}
    assert set(parts("The envoy praised the shrine.")) == {"envoy", "prais", "shrine"}


@pytest.mark.parametrize("name", ["Prime Minister Shinzo Abe", "Shinzo Abe", "Abe", "President Ana M. Duarte"])
def test_a_name_counts_once_however_many_words_it_has(name: str) -> None:
    text = f"The envoy met {name} yesterday."
    claim = loose_claims("a", [text])[0]
    of_name = {word.term for word in claim.words if word.kind.value == "name"}
    norm = math.sqrt(sum((part * rarity(term)) ** 2 for term, part in parts(text).items() if term in of_name))
    assert norm == pytest.approx(max(rarity(term) for term in of_name))


def test_two_names_apart_count_twice() -> None:
    assert set(parts("The envoy met Abe and Duarte.").values()) == {1.0}


def test_the_weight_is_the_geometric_mean_of_two_logarithms() -> None:
    of = space(A, B)
    for term, held_by in (("japan", 4), ("shrine", 2), ("rain", 1)):
        assert weight(of, term) == pytest.approx(math.sqrt(math.log(7 / held_by) * rarity(term)))


def test_what_every_sentence_says_weighs_less_than_what_few_say() -> None:
    of = space(A, B)
    assert weight(of, "shrine") > weight(of, "japan")
    assert weight(of, "shrine") > weight(of, "talk")
    assert (of.weight >= 0).all()


def test_shared_weights() -> None:
    of = space(A, B)
    shared, all_a, all_b = of.shared()
    assert shared.shape == (3, 3) and all_a.shape == (3, 1) and all_b.shape == (1, 3)
    assert shared[0, 0] == pytest.approx(weight(of, "shrine") + weight(of, "prais"))
    assert shared[0, 2] == 0
    assert (shared <= np.minimum(all_a, all_b) + 1e-9).all()
    only, _, _ = of.shared({"shrine"})
    assert only[0, 0] == pytest.approx(weight(of, "shrine"))
    assert only.sum() == pytest.approx(weight(of, "shrine"))
    nothing, none_a, _ = of.shared(set())
    assert not nothing.any() and not none_a.any()


def test_the_same_said_is_one_and_nothing_in_common_is_none() -> None:
    cosine = space(A, A).cosine()
    assert np.diag(cosine) == pytest.approx([1, 1, 1])
    assert space(A, B).cosine()[0, 2] == 0


def test_characters_see_what_stems_do_not() -> None:
    likeness = character_cosine(["They must atone."], ["An atonement is due.", "Rain fell in Bergen."])
    assert likeness[0, 0] > likeness[0, 1]


def test_characters_do_not_see_line_breaks() -> None:
    assert character_cosine(["Rain  fell\n in Bergen."], ["Rain fell in Bergen."])[0, 0] == pytest.approx(1)


SAID = st.lists(SENTENCES, min_size=1, max_size=5)


def sides(a: list[str], b: list[str]) -> tuple[list[Claim], list[Claim]]:
    return claims(*a, source="a"), claims(*b, source="b")


@settings(max_examples=30, deadline=None)
@given(SAID, SAID)
def test_all_is_symmetric_and_in_range(a: list[str], b: list[str]) -> None:
    there, back = TermSpace.of(*sides(a, b)), TermSpace.of(*reversed(sides(a, b)))
    assert there.terms == back.terms
    assert there.weight == pytest.approx(back.weight)
    assert there.cosine() == pytest.approx(back.cosine().T)
    assert there.shared()[0] == pytest.approx(back.shared()[0].T)
    assert character_cosine(a, b) == pytest.approx(character_cosine(b, a).T)
    for likeness in (there.cosine(), character_cosine(a, b)):
        assert likeness.min() >= 0 and likeness.max() <= 1 + 1e-9
