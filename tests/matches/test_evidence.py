"""Why two claims match: words that stand in them, and how much each carries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

import compare
from compare.claims.folding import term
from compare.matches import meaning
from compare.matches.aliases import aliases
from compare.matches.match import matches
from compare.matches.meaning import UNRELATED
from compare.model import Claim, EvidenceKind, Match

ROUNDED = 8 * 0.5e-4  # each of at most eight weights is rounded to four places


def cosine(one: str, other: str) -> float:
    rows, vectors = meaning._table()
    return float(vectors[rows[term(one)]] @ vectors[rows[term(other)]])


def check(match: Match, a: Claim, b: Claim, *, whole: bool = False) -> None:
    weights = [abs(e.weight) for e in match.evidence]
    assert sum(weights) <= 1 + ROUNDED + 1e-6
    if whole:
        assert sum(weights) == pytest.approx(1, abs=ROUNDED)
    assert weights == sorted(weights, reverse=True)
    assert len(match.evidence) <= 8
    assert sum(e.kind is EvidenceKind.CONTEXT for e in match.evidence) <= 1
    for e in match.evidence:
        if e.kind is EvidenceKind.CONTEXT:
            assert (e.words_a, e.words_b) == ("", "")
            continue
        assert e.words_a and e.words_a in a.text
        assert e.words_b and e.words_b in b.text
        terms = (term(e.words_a), term(e.words_b))
        known = {(one, other) for one, other, _ in aliases([a, b])}
        assert len(set(terms)) == 1 or known & {terms, terms[::-1]} or cosine(e.words_a, e.words_b) > UNRELATED
    assert len({(e.words_a, e.words_b) for e in match.evidence}) == len(match.evidence)


def test_the_evidence_of_the_seeds() -> None:
    result = compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])
    for match in (*result.matches, *result.doubts):
        check(match, result.claims[match.a], result.claims[match.b])


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.lists(SENTENCES, min_size=1, max_size=4))
def test_the_evidence_of_generated_claims(said_a: list[str], said_b: list[str]) -> None:
    a, b = claims(*said_a, source="a"), claims(*said_b, source="b")
    for match in matches(a, b, 0.0):
        check(match, a[match.a], b[match.b])


def one(a: str, b: str) -> tuple[Match, Claim, Claim]:
    (claim_a,), (claim_b,) = claims(a, source="a"), claims(b, source="b")
    (match,) = matches([claim_a], [claim_b], 0.0)
    return match, claim_a, claim_b


def test_kinds_and_the_words_of_both_sides() -> None:
    match, a, b = one("In Bergen, police arrested 12 men.", "Twelve arrests were made in Bergen.")
    check(match, a, b, whole=True)
    assert {(e.kind, e.words_a, e.words_b) for e in match.evidence} == {
        (EvidenceKind.NAME, "Bergen", "Bergen"),
        (EvidenceKind.NUMBER, "12", "Twelve"),
        (EvidenceKind.TERM, "arrested", "arrests"),
        (EvidenceKind.CONTEXT, "", ""),
    }


def test_a_name_on_either_side_is_evidence_of_a_name() -> None:
    match, *_ = one("Police praised Oslo sandbags.", "Sandbags held, said Oslo police.")
    kinds = {e.words_a: e.kind for e in match.evidence}
    assert kinds["Oslo"] is EvidenceKind.NAME


def test_the_rarest_shared_word_carries_most() -> None:
    match, *_ = one("The minister visited the shrine.", "The minister went to a shrine.")
    weights = {e.words_a: e.weight for e in match.evidence}
    assert weights["shrine"] > weights["minister"] > 0


def test_where_there_is_nothing_in_common_only_the_context_speaks() -> None:
    match, *_ = one("Rain fell in Bergen.", "The envoy praised a shrine.")
    assert [e.kind for e in match.evidence] == [EvidenceKind.CONTEXT]


def test_the_context_is_never_cut() -> None:
    long = " ".join(f"Bergen{k} quux{k}" for k in "abcdefghijkl") + "."
    match, a, b = one("Police saw " + long, "Police saw " + long)
    check(match, a, b)
    assert any(e.kind is EvidenceKind.CONTEXT for e in match.evidence)
