"""Krippendorff's alpha by published examples and beside the package of that name; what two coders are compared on."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from functools import cache
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.comparison import Comparison
from compare.errors import ReviewError
from compare.model import Act, Decision, Fact, Review, Status
from compare.reliability import alpha
from compare.views.reliability import agreement_to_json, agreement_to_terminal
from compare.views.stored import from_json, holds_comparison

# Four observers, twelve units, with gaps (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C).
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
# Two observers (the same, sections A and B): two values, then five.
TWO = ["0100000010", "1110010000"]
FIVE = ["aabbdcccedda", "babbbccceddd"]


def units(rows: list[str]) -> list[list[str]]:
    return [[code for code in column if code != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "published"), [(TWO, 0.095), (FIVE, 0.692), (FOUR, 0.743)])
def test_the_published_examples(rows: list[str], published: float) -> None:
    assert alpha(units(rows)) == pytest.approx(published, abs=0.0005)


@given(st.lists(st.lists(st.sampled_from("abcd."), min_size=3, max_size=3), min_size=1, max_size=30))
def test_it_is_what_the_package_of_that_name_gives(coded: list[list[str]]) -> None:
    found = alpha([[code for code in unit if code != "."] for unit in coded])
    if found is None:
        return  # the package divides by nothing, or raises
    data = np.array([["abcd".index(c) if c != "." else np.nan for c in row] for row in zip(*coded, strict=True)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=list(range(4)))
    assert found == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("coded", [[], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_it_is_not_defined_where_nothing_can_differ(coded: list[list[str]]) -> None:
    assert alpha(coded) is None


# -- reviews --------------------------------------------------------------------------------------------------------


@cache
def found() -> Comparison:
    return compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])


def ids(fact: Fact) -> tuple[str, ...]:
    return tuple(claim.id for claim in fact.claims)


def review(coder: str, *decisions: Decision) -> Review:
    return Review(found().fingerprint, coder, decisions)


def accepted(*facts: Fact) -> tuple[Decision, ...]:
    return tuple(Decision(Act.ACCEPT, ids(fact)) for fact in facts)


def test_who_decides_alike_agrees_fully() -> None:
    facts = found().facts[:8]
    measured = compare.agreement(found(), [review("Ann", *accepted(*facts)), review("Ben", *accepted(*facts))])
    assert (measured.status.alpha, measured.status.units, measured.status.alike) == (1.0, 8, 8)
    assert (measured.status.low, measured.status.high) == (1.0, 1.0) and not measured.status.dissents
    assert measured.pairs.alpha is None and measured.pairs.units > 0  # all one fact: nothing can differ


def test_what_one_coder_left_alone_or_only_noted_is_no_unit() -> None:
    first, second, third = found().facts[:3]
    note = Decision(Act.NOTE, ids(third), text="ask")
    reviews = [review("Ann", *accepted(first, second), note), review("Ben", *accepted(second, third))]
    assert compare.agreement(found(), reviews).status.units == 1


def test_they_differ_on_the_units_that_are_told() -> None:
    shared = [fact for fact in found().facts if fact.status is Status.SHARED][:3]
    apart, clash = Decision(Act.REJECT, ids(shared[0])), Decision(Act.STATUS, ids(shared[1]), Status.CONFLICTING)
    reviews = [review("Ann", *accepted(*shared)), review("Ben", apart, clash, *accepted(shared[2]))]
    measured = compare.agreement(found(), reviews)
    assert [(d.claims, dict(d.codes)) for d in measured.status.dissents] == [
        (ids(shared[0]), {"Ann": "shared", "Ben": "taken apart"}),
        (ids(shared[1]), {"Ann": "shared", "Ben": "conflicting"}),
    ]
    assert {d.claims for d in measured.pairs.dissents} == {ids(shared[0])}
    low, high = measured.status.low, measured.status.high
    assert low is not None and high is not None and measured.status.alpha is not None
    assert low <= measured.status.alpha <= high <= 1
    text = agreement_to_terminal(measured, 100, colour=False)
    assert "Ann: shared; Ben: taken apart" in text and "3 decided by two or more, 1 alike" in text
    data = json.loads(agreement_to_json(measured))
    assert data["status"]["dissents"][0]["codes"] == {"Ann": "shared", "Ben": "taken apart"}


def test_a_pair_that_only_one_put_together_is_in_question() -> None:
    doubt = found().doubts[0]
    pair = (found().claims[doubt.a].id, found().claims[doubt.b].id)
    reviews = [review("Ann", Decision(Act.MERGE, pair)), review("Ben", Decision(Act.REJECT, pair))]
    (dissent,) = [d for d in compare.agreement(found(), reviews).pairs.dissents if set(d.claims) == set(pair)]
    assert dict(dissent.codes) == {"Ann": "one fact", "Ben": "apart"}


def test_three_coders() -> None:
    facts = found().facts[:4]
    other = Decision(Act.STATUS, ids(facts[0]), Status.CONFLICTING)
    reviews = [review(name, *accepted(*facts)) for name in ("Ann", "Ben")] + [review("Cem", other)]
    measured = compare.agreement(found(), reviews)
    assert measured.coders == ("Ann", "Ben", "Cem") and measured.status.units == 4
    assert [len(d.codes) for d in measured.status.dissents] == [3]


def test_one_review_or_two_of_one_coder_are_refused() -> None:
    with pytest.raises(ReviewError, match="two reviews or more"):
        compare.agreement(found(), [review("Ann")])
    with pytest.raises(ReviewError, match="Ann is the coder of two"):
        compare.agreement(found(), [review("Ann"), review("Ann")])


# -- from files -----------------------------------------------------------------------------------------------------


def test_a_comparison_that_is_read_back_is_reviewed_alike() -> None:
    back = from_json(found().to_json(), "story.json")
    assert back.fingerprint == found().fingerprint
    shared = found().shared[0]
    reviews = [review("Ann", *accepted(shared)), review("Ben", Decision(Act.REJECT, ids(shared)))]
    here, there = compare.agreement(found(), reviews), compare.agreement(back, reviews)
    assert here == there


def spoiled(**changed: Any) -> str:
    return json.dumps({**json.loads(found().to_json()), **changed})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no comparison's JSON"),
        ("[]", "no comparison's JSON"),
        (spoiled(facts=[{}]), "no comparison's JSON"),
        (spoiled(fingerprint="0" * 64), "changed since it was made"),
        (spoiled(review={}), "made with --review"),
    ],
)
def test_what_is_no_comparison_is_refused(text: str, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        from_json(text, "story.json")


def test_a_comparison_is_told_from_a_review() -> None:
    assert holds_comparison(found().to_json())
    assert not any(map(holds_comparison, ["", "[]", '{"decisions": []}', b"\xff"]))


def test_a_review_of_another_comparison_is_refused() -> None:
    other = replace(review("Ben"), comparison="0" * 64)
    with pytest.raises(ReviewError, match="of another comparison"):
        compare.agreement(found(), [review("Ann"), other])
