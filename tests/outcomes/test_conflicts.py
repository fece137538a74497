"""Where two claims contradict each other, and where only the words differ; tests/cases/conflicts.json says why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.claims.annotate import loose_claims
from compare.model import Attribution, Claim, Conflict, ConflictKind, Match, Span, SpeakerKind, TimeExpression
from compare.outcomes.conflicts import RULES, SURE, differences
from compare.outcomes.pairing import Pair

CASES = json.loads((Path(__file__).parent.parent / "cases/conflicts.json").read_text("utf-8"))
SURELY = Match(0, 1, 0.9)


def one(text: str, said: list[str] | None = None, source: str = "one") -> Claim:
    (made,) = loose_claims(source, [text])
    if not said:
        return made
    speaker, content = (Span(text.index(words), text.index(words) + len(words)) for words in said)
    named = any(word[:1].isupper() and word not in {"The", "Engineers"} for word in said[0].split())
    kind = SpeakerKind.NAMED if named else SpeakerKind.TITLED
    return replace(made, attributions=(Attribution((speaker,), (), (content,), kind=kind),))


def between(a: str, b: str, match: Match = SURELY) -> list[Conflict]:
    return differences([one(a), one(b, source="other")], match)


def called(found: list[Conflict]) -> set[str]:
    return {conflict.kind.value for conflict in found if not conflict.explanation}


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
def test_cases(case: dict[str, str]) -> None:
    a = one(case["a"], case.get("said_a"))  # type: ignore[arg-type]
    b = one(case["b"], case.get("said_b"), source="other")  # type: ignore[arg-type]
    found, mirrored = differences([a, b], SURELY), differences([b, a], SURELY)
    assert called(found) == ({case["kind"]} if case["kind"] else set())
    assert spans(found) == {(kind, y, x, why) for kind, x, y, why in spans(mirrored)}
    if "words" in case:
        words_a, words_b = case["words"]
        (conflict,) = found
        assert conflict.span_a.of(case["a"]) in words_a and conflict.span_b.of(case["b"]) in words_b
        assert conflict.reason == f"{words_a} in one, {words_b} in other"


def spans(found: list[Conflict]) -> set[tuple[ConflictKind, Span, Span, bool]]:
    return {(c.kind, c.span_a, c.span_b, bool(c.explanation)) for c in found}


def test_the_cases_are_balanced_and_a_third_is_held() -> None:
    none = sum(case["kind"] is None for case in CASES)
    held = sum(case["split"] == "held" for case in CASES)
    assert len(CASES) >= 160
    assert len(CASES) / 2 <= none <= len(CASES) * 2 / 3
    assert held >= 40
    assert all(case["why"] for case in CASES)
    assert {case["kind"] for case in CASES} == {None, *(kind.value for kind in ConflictKind)}


@pytest.mark.parametrize(
    ("a", "b", "says"),
    [
        ("By Monday rescuers had found 12 bodies.", "By Friday rescuers had found 19 bodies.", "later"),
        ("The film earned $8m in its first week.", "The film earned $31m worldwide.", "period"),
        ("Police in the city held 40 protesters.", "Police held 310 protesters.", "scope"),
        ("The union says 5,000 workers struck.", "The company says 1,200 workers struck.", "somebody says"),
        ("Another 20 flights were cancelled.", "In all, 55 flights were cancelled.", "a part and the whole|scope"),
        ("About 40 houses burned.", "62 houses burned.", "rough"),
        ("Unemployment was 6.1% in 2013.", "Unemployment was 7.4% in 2015.", "different times"),
        ("The statement came late on Wednesday.", "The statement came on Thursday.", "neighbouring days"),
        ("The ministry denied that the dam had leaked.", "The dam had leaked.", "position"),
        ("The talks were held on 12 May.", "Another round of talks was held on 19 May.", "another event"),
    ],
)
def test_a_difference_that_is_explained_is_kept_with_its_explanation(a: str, b: str, says: str) -> None:
    found = between(a, b)
    assert found
    assert all(conflict.explanation for conflict in found)
    assert any(word in found[0].explanation for word in says.split("|"))


def test_a_break_is_told_otherwise() -> None:
    a = one("They hold the first security talks in four years.", source="bbc")
    halves = "High-level talks were suspended", "after the islands were bought in 2012."
    whole = Span(0, len(" ".join(halves)))
    first, second = claims(*halves, source="scmp")
    told = [a, replace(first, sentence=whole), replace(second, sentence=whole)]
    (found,) = differences(told, Match(0, 1, SURE - 0.1))
    assert found.kind is ConflictKind.DATE
    assert found.reason == "“the first … in four years” in bbc, “suspended … in 2012” in scmp"
    assert found.explanation


def test_times_of_the_claim_are_compared() -> None:
    def dated(text: str, words: str, first: date, last: date, source: str) -> Claim:
        span = Span(text.index(words), text.index(words) + len(words))
        return replace(one(text, source=source), times=(TimeExpression(span, first, last),))

    text_a, text_b = "The dam burst last Tuesday near Lirna.", "The dam burst a fortnight ago near Lirna."
    a = dated(text_a, "last Tuesday", date(2014, 3, 4), date(2014, 3, 4), "one")
    apart = dated(text_b, "a fortnight ago", date(2014, 2, 18), date(2014, 2, 19), "other")
    within = dated(text_b, "a fortnight ago", date(2014, 3, 1), date(2014, 3, 9), "other")
    assert called(differences([a, apart], SURELY)) == {"date"}
    assert not differences([a, within], SURELY)


def test_the_bounds_of_a_number_are_compared() -> None:
    def bounded(text: str, low: float, high: float, source: str) -> Claim:
        made = one(text, source=source)
        return replace(made, numbers=tuple(n._replace(low=low, high=high) for n in made.numbers))

    a = bounded("The fire burned 38 barns.", 38, 38, "one")
    assert not differences([a, bounded("The fire burned 30 barns.", 30, float("inf"), "other")], SURELY)
    assert called(differences([a, bounded("The fire burned 50 barns.", 50, float("inf"), "other")], SURELY)) == {
        "number"
    }


def test_a_match_that_is_not_sure_has_no_conflict() -> None:
    pair = "The crash killed 15 people.", "The crash killed 19 people."
    assert between(*pair, Match(0, 1, SURE))
    assert not between(*pair, Match(0, 1, SURE - 0.01))


def test_the_positions_and_spans_are_those_of_the_match() -> None:
    told = [
        *claims("Rain fell on the town.", "The crash killed 15 people.", source="one"),
        *claims("Nobody came that day.", "The crash killed 19 people.", source="other"),
    ]
    (found,) = differences(told, Match(1, 3, 0.8))
    assert (found.a, found.b) == (1, 3)
    assert told[1].text[found.span_a.start - told[1].span.start : found.span_a.end - told[1].span.start] == "15"
    assert told[3].text[found.span_b.start - told[3].span.start : found.span_b.end - told[3].span.start] == "19"


def test_two_units_can_clash_at_once() -> None:
    found = between("15 people fled 3 ships.", "19 people fled 7 ships.")
    assert [c.reason for c in found] == ["15 people in one, 19 people in other", "3 ships in one, 7 ships in other"]


def test_the_more_agrees_the_likelier_it_is() -> None:
    (near,) = between("Parliament approved the reform.", "Parliament rejected the reform.")
    (far,) = between(
        "Parliament approved the reform on pensions after long quarrels.", "Parliament rejected the reform of courts."
    ) or (near,)
    assert 0.5 <= far.probability <= near.probability < 1


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=2))
def test_no_rule_finds_a_claim_to_contradict_itself_and_each_is_symmetric(rule, said) -> None:  # type: ignore[no-untyped-def]
    a, b = claims(said[0], source="one")[0], claims(said[1], source="other")[0]
    assert not list(rule(Pair.of(a, a)))
    there = sorted((c.kind, c.span_a, c.span_b, c.rest) for c in rule(Pair.of(a, b)))
    assert there == sorted((c.kind, c.span_b, c.span_a, c.rest) for c in rule(Pair.of(b, a)))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_will_do(a: str, b: str) -> None:
    between(a, b)
    assert not between(a, a)


def test_a_speaker_that_was_resolved_from_elsewhere_accuses_nobody() -> None:
    """ "He" may be somebody else: both speakers have to be named in the claims themselves."""
    a, b = '"There was no warning at all," {} said.', '"There was no warning at all," {} added.'
    content = Span(0, 30)

    def claim(text: str, who: str, source: str) -> Claim:
        (made,) = loose_claims(source, [text.format(who)])
        at = Span(text.index("{}"), text.index("{}") + len(who))
        speaker = {"he": "Jan Olsen", "she": "Maria Duarte"}.get(who, who)
        return replace(made, attributions=(Attribution((at,), (), (content,), speaker, SpeakerKind.NAMED),))

    def kinds(one: Claim, other: Claim) -> list[ConflictKind]:
        return [found.kind for found in differences((one, other), Match(0, 1, 0.9))]

    named = claim(a, "Jan Olsen", "one"), claim(b, "Maria Duarte", "other")
    assert kinds(*named) == [ConflictKind.ATTRIBUTION]
    assert kinds(claim(a, "he", "one"), named[1]) == []
    assert kinds(named[0], claim(b, "she", "other")) == []
