"""Reviews: read from JSON, applied in order, refused where they do not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare
from compare import review
from compare.comparison import Comparison
from compare.errors import ReviewError
from compare.model import Act, Decision, Fact, Review, Status


@cache
def seeds() -> Comparison:
    return compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])


@pytest.fixture(scope="module")
def found() -> Comparison:
    return seeds()


def written(found: Comparison, *decisions: dict[str, Any], coder: str = "Ann") -> str:
    head = {"schema_version": "1.0", "comparison": found.fingerprint, "coder": coder}
    return json.dumps({**head, "decisions": decisions})


def ids(fact: Fact) -> list[str]:
    return [claim.id for claim in fact.claims]


def fact_of(result: Comparison, claim: str) -> Fact:
    return next(fact for fact in result.facts if claim in ids(fact))


def large(found: Comparison) -> Fact:
    return max(found.facts, key=lambda fact: len(fact.claims))


def perhaps(found: Comparison) -> tuple[str, str]:
    """Return two claims of two unique facts that are perhaps the same."""
    unique = {claim.id for fact in found.unique() for claim in fact.claims}
    return next(
        (a, b) for d in found.doubts if {a := found.claims[d.a].id, b := found.claims[d.b].id} <= unique
    )  # fmt: skip


# -- reading --------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_back_the_same(found: Comparison) -> None:
    decisions = (
        Decision(Act.ACCEPT, ("bbc:1",), at="2026-03-01T10:00:00.000Z"),
        Decision(Act.STATUS, ("bbc:6", "scmp:10"), Status.CONFLICTING),
        Decision(Act.NOTE, ("bbc:1", "bbc:2"), text="“Liu” is 刘"),
    )
    given_review = Review(found.fingerprint, "Ann Müller", decisions, "0.1.0")
    assert review.parse(json.dumps(review.to_data(given_review))) == given_review


GOOD: dict[str, Any] = {"schema_version": "1.0", "comparison": "f", "coder": "Ann", "decisions": []}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema_version": "2.0"}, "schema version '2.0'"),
        ({"schema_version": 1}, "schema version 1"),
        ({"comparison": None}, "no comparison"),
        ({"coder": "  "}, "no coder"),
        ({"coder": 3}, "no coder"),
        ({"decisions": {}}, "no list of decisions"),
        ({"decisions": [[]]}, "decision 1 is no object"),
        ({"decisions": [{"do": "keep", "claims": ["a:1"]}]}, "do is 'keep'; write accept, reject"),
        ({"decisions": [{"do": "accept", "claims": []}]}, "names no claims"),
        ({"decisions": [{"do": "accept", "claims": "a:1"}]}, "names no claims"),
        ({"decisions": [{"do": "accept", "claims": [1]}]}, "names no claims"),
        ({"decisions": [{"do": "status", "claims": ["a:1"]}]}, "status is None"),
        ({"decisions": [{"do": "note", "claims": ["a:1"], "text": " "}]}, "decision 1 has no text"),
        ({"decisions": [{"do": "accept", "claims": ["a:1"], "at": "yesterday"}]}, "at is 'yesterday'"),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ReviewError, match=r"ann\.json") as raised:
        review.parse(json.dumps({**GOOD, **change}), "ann.json")
    assert told in str(raised.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000, b"\xff\xfe\x00", '"\\ud800"'])
def test_what_is_no_review_is_refused(text: str | bytes) -> None:
    with pytest.raises(ReviewError, match=r"ann\.json is no"):
        review.parse(text, "ann.json")


# -- fitting --------------------------------------------------------------------------------------------------------


def test_a_review_of_another_comparison_is_refused(found: Comparison) -> None:
    other = compare.compare([compare.read("seeds/bbc.txt", "BBC"), compare.read("seeds/scmp.txt")])
    assert other.fingerprint != found.fingerprint
    with pytest.raises(ReviewError, match="of another comparison"):
        other.reviewed(written(found))


def test_the_fingerprint_is_that_of_the_articles_in_any_order_and_with_any_threshold(found: Comparison) -> None:
    bbc, scmp = found.articles
    assert compare.compare([scmp, bbc]).fingerprint == found.fingerprint
    assert compare.compare([bbc, scmp], compare_settings(match_from=0.9)).fingerprint == found.fingerprint
    assert compare.compare([bbc, replace(scmp, text=scmp.text + " ")]).fingerprint != found.fingerprint


def compare_settings(**changed: float) -> Any:
    from compare.settings import Settings

    return Settings(**changed)  # type: ignore[arg-type]


def test_an_unknown_claim_is_named(found: Comparison) -> None:
    decisions = [{"do": "accept", "claims": [claim]} for claim in ("bbc:1", "bbc:999")]
    with pytest.raises(ReviewError, match="decision 2 of Ann names bbc:999"):
        found.reviewed(written(found, *decisions))


def test_a_second_review_is_not_laid_over_the_first(found: Comparison) -> None:
    with pytest.raises(ReviewError, match="Ann has reviewed it already"):
        found.reviewed(written(found)).reviewed(written(found, coder="Ben"))


def test_another_version_is_noticed_and_told_where_nothing_fits(found: Comparison) -> None:
    older = Review(found.fingerprint, "Ann", (), "0.0.9")
    assert "tellings 0.0.9" in review.notices(found, older)[0]
    assert not review.notices(found, replace(older, version=found.version))
    with pytest.raises(ReviewError, match=r"or tellings 0\.0\.9 cut"):
        review.applied(found, replace(older, comparison="0" * 64))


@pytest.mark.parametrize("status", ["shared", "conflicting"])
def test_one_source_alone_shares_nothing(found: Comparison, status: str) -> None:
    with pytest.raises(ReviewError, match="what bbc alone says cannot be"):
        found.reviewed(written(found, {"do": "status", "claims": ["bbc:1"], "status": status}))


# -- applying -------------------------------------------------------------------------------------------------------


def test_a_review_without_decisions_changes_nothing(found: Comparison) -> None:
    after = found.reviewed(written(found))
    assert after.review is not None and after.review.coder == "Ann"
    assert replace(after, review=None) == found


def test_accept_keeps_the_fact_as_it_is(found: Comparison) -> None:
    before = large(found)
    after = fact_of(found.reviewed(written(found, {"do": "accept", "claims": ids(before)})), ids(before)[0])
    assert after.decisions[0].do is Act.ACCEPT
    assert replace(after, decisions=()) == before


def test_reject_lets_each_claim_stand_alone_without_doubt_of_the_others(found: Comparison) -> None:
    before = large(found)
    after = found.reviewed(written(found, {"do": "reject", "claims": ids(before)}))
    apart = [fact_of(after, claim) for claim in ids(before)]
    assert [ids(fact) for fact in apart] == [[claim] for claim in ids(before)]
    assert all(fact.status is Status.UNIQUE and fact.changed and not fact.matches for fact in apart)
    named = set(ids(before))
    pairs = {frozenset((after.claims[m.a].id, after.claims[m.b].id)) for m in (*after.matches, *after.doubts)}
    assert not any(pair <= named for pair in pairs)
    assert len({fact.id for fact in after.facts}) == len(after.facts) == len(found.facts) + len(named) - 1


def test_split_takes_out_the_named_and_leaves_the_rest(found: Comparison) -> None:
    before = large(found)
    out = ids(before)[1]
    after = found.reviewed(written(found, {"do": "split", "claims": [out]}))
    assert ids(fact_of(after, out)) == [out]
    rest = fact_of(after, ids(before)[0])
    assert ids(rest) == [claim for claim in ids(before) if claim != out]
    assert rest.id == before.id and rest.changed and rest.status is before.status


def test_merge_makes_perhaps_a_shared_fact(found: Comparison) -> None:
    a, b = perhaps(found)
    after = found.reviewed(written(found, {"do": "merge", "claims": [a, b]}))
    fact = fact_of(after, a)
    assert sorted(ids(fact)) == sorted([a, b])
    assert (fact.status, fact.probability, [match.probability for match in fact.matches]) == (Status.SHARED, 1, [1])
    assert after.summary("shared") != found.summary("shared") or len(found.shared) > 5


def test_what_is_merged_is_compared_in_its_details() -> None:
    one = compare.read(b"The old ferry sank near Bergen. The fire killed 15 people in the harbour.", "one")
    two = compare.read(b"It rained all day in Oslo. Police counted 19 people killed by that blaze.", "two")
    result = compare.compare([one, two])
    named = [c.id for c in result.claims if "killed" in c.text]
    apart = result.reviewed(written(result, {"do": "reject", "claims": named}))
    assert not apart.conflicts and not apart.shared
    together = result.reviewed(written(result, {"do": "merge", "claims": named}))
    (fact,) = together.shared
    assert fact.status is Status.CONFLICTING and [c.kind.value for c in fact.conflicts] == ["number"]
    settled = result.reviewed(written(result, {"do": "status", "claims": named, "status": "shared"}))
    (fact,) = settled.shared
    assert fact.status is Status.SHARED and not fact.conflicts
    assert fact.differences[0].explanation == "no contradiction, as Ann sees it"


def test_a_reviewer_may_see_a_conflict_that_was_not_found(found: Comparison) -> None:
    before = next(fact for fact in found.facts if fact.status is Status.SHARED)
    told = {"do": "status", "claims": ids(before), "status": "conflicting"}
    after = fact_of(found.reviewed(written(found, told)), ids(before)[0])
    assert after.status is Status.CONFLICTING and after.changed and after.matches == before.matches


def test_unique_sets_the_sources_apart_and_settles_their_doubts(found: Comparison) -> None:
    before = large(found)
    after = found.reviewed(written(found, {"do": "status", "claims": ids(before), "status": "unique"}))
    assert {fact_of(after, claim).sources for claim in ids(before)} == {("bbc",), ("scmp",)}
    assert all(not fact_of(after, claim).doubts for claim in ids(before))
    a, _ = perhaps(found)
    settled = fact_of(found.reviewed(written(found, {"do": "accept", "claims": [a]})), a)
    assert not settled.doubts and settled.changed


def test_a_note_stands_with_every_fact_that_it_names(found: Comparison) -> None:
    after = found.reviewed(written(found, {"do": "note", "claims": ["bbc:1", "scmp:1"], "text": "ask"}))
    for claim in ("bbc:1", "scmp:1"):
        fact = fact_of(after, claim)
        assert [decision.text for decision in fact.decisions] == ["ask"] and not fact.changed
    assert sum(bool(fact.decisions) for fact in after.facts) == 2


def test_a_later_decision_outdoes_an_earlier_one(found: Comparison) -> None:
    before = large(found)
    there = {"do": "reject", "claims": ids(before)}
    back = {"do": "merge", "claims": ids(before)}
    after = fact_of(found.reviewed(written(found, there, back)), ids(before)[0])
    assert replace(after, decisions=()) == before and len(after.decisions) == 2


def test_the_same_decisions_give_the_same_facts_whatever_was_found(found: Comparison) -> None:
    """With another threshold other facts are found; what a reviewer decided stays as decided."""
    before = min(found.shared, key=lambda fact: fact.probability)
    other = compare.compare(found.articles, compare_settings(match_from=0.95))
    assert ids(fact_of(other, ids(before)[0])) != ids(before)
    after = other.reviewed(written(found, {"do": "accept", "claims": ids(before)}))
    assert ids(fact_of(after, ids(before)[0])) == ids(before)


# -- laws -----------------------------------------------------------------------------------------------------------


@st.composite
def decided(draw: st.DrawFn) -> list[dict[str, Any]]:
    claims = st.lists(st.integers(0, 37), min_size=1, max_size=6, unique=True)
    kinds = st.sampled_from(["accept", "reject", "split", "merge", "note", "unique", "shared", "conflicting"])
    return [{"do": draw(kinds), "at": draw(claims)} for _ in range(draw(st.integers(0, 8)))]


@settings(max_examples=60, deadline=None)
@given(decided())
def test_whatever_is_decided_every_claim_is_in_one_fact(drawn: list[dict[str, Any]]) -> None:
    found, decisions = seeds(), []
    for each in drawn:
        claims = tuple(found.claims[k % len(found.claims)].id for k in each["at"])
        several = len({claim.partition(":")[0] for claim in claims}) > 1
        if each["do"] in set(Act):
            decisions.append(Decision(Act(each["do"]), claims, text="x" if each["do"] == "note" else ""))
        elif several or each["do"] == "unique":
            decisions.append(Decision(Act.STATUS, claims, Status(each["do"])))
    after = review.applied(found, Review(found.fingerprint, "Ann", tuple(decisions)))
    assert sorted(claim.id for fact in after.facts for claim in fact.claims) == sorted(c.id for c in found.claims)
    assert len({fact.id for fact in after.facts}) == len(after.facts)
    home = {claim.id: fact for fact in after.facts for claim in fact.claims}
    for fact in after.facts:
        several = len(fact.sources) > 1
        assert several == (fact.status is not Status.UNIQUE)
        assert not fact.conflicts or fact.status is Status.CONFLICTING
        assert all(home[after.claims[p].id] is fact for m in fact.matches for p in (m.a, m.b))
        assert all((home[after.claims[d.a].id] is fact) != (home[after.claims[d.b].id] is fact) for d in fact.doubts)
        assert all(home[after.claims[p].id] is fact for c in fact.conflicts for p in (c.a, c.b))
        if not fact.decisions:
            assert replace(fact, doubts=(), differences=()) in [
                replace(f, doubts=(), differences=()) for f in found.facts
            ]
    assert {(m.a, m.b) for m in after.matches}.isdisjoint((d.a, d.b) for d in after.doubts)
