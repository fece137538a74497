"""Where two claims contradict each other, and where only the words differ; tests/cases/conflicts.json says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.model import ConflictKind, Match
from compare.outcomes.conflicts import RULES, SURE, conflicts

CASES = json.loads((Path(__file__).parent.parent / "cases/conflicts.json").read_text("utf-8"))
SURELY = Match(0, 1, 0.9)


def between(a: str, b: str, match: Match = SURELY) -> list[tuple[ConflictKind, str, str, str]]:
    pair = [*claims(a, source="one"), *claims(b, source="other")]
    return [(c.kind, c.span_a.of(a), c.span_b.of(b), c.reason) for c in conflicts(pair, match)]


def params() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case['a'][:24]} | {case['b'][:24]}",
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_cases(case: dict[str, object]) -> None:
    a, b, expected = str(case["a"]), str(case["b"]), case["conflict"]
    found = between(a, b)
    mirrored = between(b, a)
    if expected is None:
        assert not found
        assert not mirrored
        return
    ((kind, span_a, span_b, reason),) = found
    words_a, words_b = expected  # type: ignore[misc]
    assert kind is ConflictKind.NUMBER
    assert span_a in words_a and span_b in words_b
    assert reason == f"{words_a} in one, {words_b} in other"
    assert [(s, r) for _, s, r, _ in mirrored] == [(span_b, span_a)]


def test_the_cases_are_balanced() -> None:
    none = sum(case["conflict"] is None for case in CASES)
    assert len(CASES) >= 24
    assert none >= len(CASES) / 2
    assert all(case["why"] for case in CASES)


def test_a_match_that_is_not_sure_has_no_conflict() -> None:
    pair = "The crash killed 15 people.", "The crash killed 19 people."
    assert between(*pair, Match(0, 1, SURE))
    assert not between(*pair, Match(0, 1, SURE - 0.01))


def test_the_positions_and_spans_are_those_of_the_match() -> None:
    told = [
        *claims("Rain fell on the town.", "The crash killed 15 people.", source="one"),
        *claims("Nobody came that day.", "The crash killed 19 people.", source="other"),
    ]
    (found,) = conflicts(told, Match(1, 3, 0.8))
    assert (found.a, found.b) == (1, 3)
    assert told[1].text[found.span_a.start - told[1].span.start : found.span_a.end - told[1].span.start] == "15"
    assert told[3].text[found.span_b.start - told[3].span.start : found.span_b.end - told[3].span.start] == "19"


def test_two_units_can_clash_at_once() -> None:
    found = between("15 people fled 3 ships.", "19 people fled 7 ships.")
    assert [(a, b) for _, a, b, _ in found] == [("15", "19"), ("3", "7")]


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=2))
def test_no_rule_finds_a_claim_to_contradict_itself_and_each_is_symmetric(rule, said) -> None:  # type: ignore[no-untyped-def]
    (a,), (b,) = claims(said[0], source="one")[:1], claims(said[1], source="other")[:1]
    assert not list(rule(a, a))
    assert sorted((k, x, y) for k, x, y, _ in rule(a, b)) == sorted((k, x, y) for k, y, x, _ in rule(b, a))
