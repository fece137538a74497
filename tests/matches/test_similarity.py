"""The TF-IDF similarity: weights, symmetry, a name counted once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from stories import SENTENCES

from compare.claims.annotate import loose_claims
from compare.claims.rarity import rarity
from compare.matches.similarity import Matrix, TermSpace, character_vectors, product, telling_terms, wording

A = ["The envoy praised the shrine.", "Japan held talks on Monday.", "Japan owns eight islands."]
B = ["A shrine was praised by Japan.", "Talks in Japan were held on Monday.", "Rain fell in Bergen."]


def space(a: list[str], b: list[str]) -> TermSpace:
    return TermSpace.of(loose_claims("a", [*a, *b]))


def across(one: sparse.csr_matrix, n: int, other: sparse.csr_matrix | None = None) -> Matrix:
    """Return the products of the first `n` rows with the others."""
    return product(one, one if other is None else other, slice(0, n), slice(n, one.shape[0]))


def cosine(a: list[str], b: list[str]) -> Matrix:
    return across(space(a, b).vectors(), len(a))


def shared(a: list[str], b: list[str]) -> Matrix:
    of = space(a, b)
    return across(of.held, len(a), of.weighted())


def characters(a: list[str], b: list[str]) -> Matrix:
    return across(character_vectors([*a, *b]), len(a))


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
    of, found = space(A, B), shared(A, B)
    assert found.shape == (3, 3)
    assert found[0, 0] == pytest.approx(weight(of, "shrine") + weight(of, "prais"))
    assert found[0, 2] == 0
    whole = np.asarray(of.weighted().sum(axis=1)).ravel()
    assert (found <= np.minimum(whole[:3, None], whole[None, 3:]) + 1e-9).all()


def test_the_same_said_is_one_and_nothing_in_common_is_none() -> None:
    assert np.diag(cosine(A, A)) == pytest.approx([1, 1, 1])
    assert cosine(A, B)[0, 2] == 0


def test_context_ends_where_the_article_does() -> None:
    of = space(A, B)
    alone = TermSpace(of.terms, of.held[:3], of.frequency_weight, of.weight)
    assert of.vectors(0.5, [0, 3])[:3].toarray() == pytest.approx(alone.vectors(0.5).toarray())
    assert of.vectors(0.5, [0])[2].toarray() != pytest.approx(alone.vectors(0.5)[2].toarray())


def test_characters_see_what_stems_do_not() -> None:
    likeness = characters(["They must atone."], ["An atonement is due.", "Rain fell in Bergen."])
    assert likeness[0, 0] > likeness[0, 1]


def test_characters_do_not_see_line_breaks() -> None:
    assert characters(["Rain  fell\n in Bergen."], ["Rain fell in Bergen."])[0, 0] == pytest.approx(1)


ODD = st.lists(
    st.text(max_size=30) | SENTENCES | st.sampled_from(["", "a", "I am ab abc abcd", "İ ß\x85x"]), min_size=1
)


@settings(max_examples=50, deadline=None)
@given(ODD)
def test_character_vectors_are_those_of_scikit_learn(texts: list[str]) -> None:
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    theirs = vectoriser.fit_transform([*(" ".join(text.split()) for text in texts), "so that one has a word"])
    ours = character_vectors([*texts, "so that one has a word"])
    assert (ours @ ours.T).toarray() == pytest.approx((theirs @ theirs.T).toarray())


@settings(max_examples=50, deadline=None)
@given(ODD)
def test_wording_is_that_of_scikit_learn(texts: list[str]) -> None:
    vectoriser = CountVectorizer(binary=True, lowercase=False, token_pattern=r"\w+")
    theirs = vectoriser.fit_transform([*texts, "so that one has a word"])
    weights = np.log((theirs.shape[0] + 1) / np.asarray(theirs.sum(axis=0)).ravel())
    held, weighted = wording([*texts, "so that one has a word"])
    assert (weighted @ held.T).toarray() == pytest.approx((theirs.multiply(weights) @ theirs.T).toarray())


SAID = st.lists(SENTENCES, min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(SAID, SAID)
def test_all_is_symmetric_and_in_range(a: list[str], b: list[str]) -> None:
    there, back = space(a, b), space(b, a)
    assert there.terms == back.terms
    assert there.weight == pytest.approx(back.weight)
    assert shared(a, b) == pytest.approx(shared(b, a).T)
    for likeness in (cosine, characters):
        assert likeness(a, b) == pytest.approx(likeness(b, a).T)
        assert likeness(a, b).min() >= 0 and likeness(a, b).max() <= 1 + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_a_product_is_that_of_the_rows(start: int, rows: int, first: int, columns: int) -> None:
    matrix = sparse.random(180, 20, 0.2, "csr", random_state=1)
    some, others = slice(start, start + rows), slice(first, first + columns)
    assert product(matrix, matrix, some, others) == pytest.approx((matrix[some] @ matrix[others].T).toarray())
