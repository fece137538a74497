"""Matched claims become facts: by hand-made claims and matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import bare

from compare.model import Claim, Conflict, ConflictKind, Fact, Match, Span, Status
from compare.outcomes.facts import SURE, facts

FROM = 0.45


def none(_claims: Sequence[Claim], _match: Match) -> list[Conflict]:
    return []


def grouped(told: Sequence[Claim], pairs: Sequence[Match], conflicts=none) -> list[Fact]:  # type: ignore[no-untyped-def]
    return list(facts(told, pairs, FROM, conflicts))


def ids(fact: Fact) -> list[str]:
    return [claim.id for claim in fact.claims]


def of_sources(*sizes: int) -> list[Claim]:
    """Return claims of sources a, b, c …, so many each."""
    return [
        claim
        for name, size in zip("abcdefgh", sizes, strict=False)
        for claim in bare(name, [f"{name} says {k}" for k in range(1, size + 1)])
    ]


def test_claims_without_a_match_are_facts_of_their_own() -> None:
    found = grouped(of_sources(2, 1), [])
    assert [fact.status for fact in found] == [Status.UNIQUE] * 3
    assert [fact.probability for fact in found] == [1, 1, 1]
    assert [fact.id for fact in found] == ["F1", "F2", "F3"]


def test_no_claims_no_facts() -> None:
    assert grouped([], []) == []


def test_a_match_makes_a_shared_fact() -> None:
    (fact,) = grouped(of_sources(1, 1), [Match(0, 1, 0.8)])
    assert (fact.status, ids(fact), fact.probability, fact.sources) == (Status.SHARED, ["a:1", "b:1"], 0.8, ("a", "b"))
    assert fact.matches == (Match(0, 1, 0.8),)


def test_a_doubt_joins_nothing_and_stands_with_both() -> None:
    doubt = Match(0, 1, 0.44)
    found = grouped(of_sources(1, 1), [doubt])
    assert [(fact.status, fact.doubts) for fact in found] == [(Status.UNIQUE, (doubt,))] * 2


def test_three_sources_in_a_row_do_not_chain() -> None:
    """The first resembles the second, the second the third, the first not at all the third: average linkage refuses."""
    near, far = Match(0, 1, 0.9), Match(1, 2, SURE - 0.01)
    found = grouped(of_sources(1, 1, 1), [near, far])
    assert [ids(fact) for fact in found] == [["a:1", "b:1"], ["c:1"]]
    assert all(fact.doubts == (far,) for fact in found)
    assert found[0].matches == (near,)


def test_a_chain_of_eight_is_cut_into_pairs() -> None:
    chain = [Match(k, k + 1, SURE - 0.01 - k / 100) for k in range(7)]
    found = grouped(of_sources(*[1] * 8), chain)
    assert sorted(len(fact.claims) for fact in found) == [2, 2, 2, 2]


def test_three_that_all_match_are_one_fact() -> None:
    pairs = [Match(0, 1, 0.9), Match(0, 2, 0.6), Match(1, 2, 0.7)]
    (fact,) = grouped(of_sources(1, 1, 1), pairs)
    assert fact.probability == 0.7, "0.6 was not needed to join it"
    assert set(fact.matches) == set(pairs)


def test_the_average_joins_where_one_pair_is_weak() -> None:
    """0.6 and 0.31 across: their mean is enough, that of 0.6 and nothing is not."""
    pairs = [Match(0, 1, 0.99), Match(1, 2, 0.6)]
    assert len(grouped(of_sources(1, 1, 1), [*pairs, Match(0, 2, 0.31)])) == 1
    assert len(grouped(of_sources(1, 1, 1), pairs)) == 2


def test_one_sure_match_is_enough_for_a_claim() -> None:
    assert len(grouped(of_sources(1, 1, 1), [Match(0, 1, 0.99), Match(1, 2, SURE)])) == 1
    assert len(grouped(of_sources(1, 1, 1), [Match(0, 1, 0.99), Match(1, 2, SURE - 0.01)])) == 2


def test_one_sure_match_does_not_join_two_facts() -> None:
    """a and b are one fact, c and d another: that b and c match joins neither."""
    found = grouped(of_sources(1, 1, 1, 1), [Match(0, 1, 0.99), Match(2, 3, 0.98), Match(1, 2, 0.97)])
    assert sorted(map(ids, found)) == [["a:1", "b:1"], ["c:1", "d:1"]]


def test_two_sentences_that_both_print_are_two_facts_however_alike() -> None:
    words = ["Only some may pray there.", "Some pray below."]
    told = [*bare("a", words), *bare("b", words)]
    sure = [Match(0, 2, 0.99), Match(0, 3, 0.95), Match(1, 2, 0.95), Match(1, 3, 0.99)]
    assert [ids(fact) for fact in grouped(told, sure)] == [["a:1", "b:1"], ["a:2", "b:2"]]
    reworded = [*bare("a", words), *bare("b", [f"{word} Perhaps" for word in words])]
    assert len(grouped(reworded, sure)) == 1


def test_a_doubt_within_a_group_counts_for_the_average_and_is_no_match() -> None:
    weak = Match(0, 2, 0.35)
    (fact,) = grouped(of_sources(1, 1, 1), [Match(0, 1, 0.9), weak, Match(1, 2, 0.6)])
    assert weak not in fact.matches
    assert not fact.doubts


def test_claims_of_one_source_may_meet_in_a_fact_but_only_over_another() -> None:
    told = of_sources(2, 1)
    (fact,) = grouped(told, [Match(0, 2, 0.9), Match(1, 2, 0.8)])
    assert ids(fact) == ["a:1", "a:2", "b:1"]
    assert fact.status is Status.SHARED


def test_the_example_of_the_docstring() -> None:
    """Two claims each, three of the four pairs match: one fact."""
    told = of_sources(2, 2)
    (fact,) = grouped(told, [Match(0, 3, 0.92), Match(1, 2, 0.99), Match(0, 2, 0.95)])
    assert len(fact.claims) == 4


def test_conflicts_decide_the_status() -> None:
    clash = Conflict(ConflictKind.NUMBER, 0, 1, Span(0, 1), Span(0, 1), "why")

    def finder(claims: Sequence[Claim], match: Match) -> list[Conflict]:
        assert claims[match.a].source != claims[match.b].source
        return [clash] if match.probability > 0.8 else []

    sure, unsure = grouped(of_sources(2, 2), [Match(0, 2, 0.9), Match(1, 3, 0.6)], finder)
    assert (sure.status, sure.conflicts) == (Status.CONFLICTING, (clash,))
    assert (unsure.status, unsure.conflicts) == (Status.SHARED, ())


def test_a_doubt_makes_no_conflict_and_nothing_is_looked_for_between_facts() -> None:
    asked: list[Match] = []
    clash = Conflict(ConflictKind.NUMBER, 0, 2, Span(0, 1), Span(0, 1), "why")
    explained = replace(clash, explanation="rounding")

    def finder(_claims: Sequence[Claim], match: Match) -> list[Conflict]:
        asked.append(match)
        return [clash, explained] if match.probability < 0.5 else []

    joined, refused, doubt = Match(0, 1, 0.9), Match(1, 2, 0.5), Match(0, 2, 0.3)
    found = grouped(of_sources(1, 1, 1), [joined, refused, doubt], finder)
    assert asked == [joined, refused, doubt]
    assert [fact.status for fact in found] == [Status.SHARED, Status.UNIQUE]
    assert [fact.differences for fact in found] == [(explained,), ()]


def test_order_more_sources_first_then_nearer_to_the_top() -> None:
    told = of_sources(3, 3, 3)  # a: 0 1 2, b: 3 4 5, c: 6 7 8
    pairs = [Match(0, 3, 0.9), Match(2, 5, 0.9), Match(2, 8, 0.9), Match(5, 8, 0.9)]
    found = grouped(told, pairs)
    assert ids(found[0]) == ["a:3", "b:3", "c:3"], "all three sources, though last"
    assert ids(found[1]) == ["a:1", "b:1"]
    assert [ids(fact) for fact in found[2:]] == [["c:1"], ["a:2"], ["b:2"], ["c:2"]]
    assert [fact.id for fact in found] == [f"F{k}" for k in range(1, 7)]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=2, max_size=4).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.dictionaries(
                st.tuples(st.integers(0, sum(sizes) - 1), st.integers(0, sum(sizes) - 1)),
                st.integers(30, 100).map(lambda n: n / 100),
                max_size=14,
            ),
        )
    )
)
def test_every_claim_is_in_one_fact_and_every_pair_in_a_fact_or_a_doubt(case) -> None:  # type: ignore[no-untyped-def]
    sizes, likely = case
    told = of_sources(*sizes)
    pairs = [Match(a, b, p) for (a, b), p in sorted(likely.items()) if a < b and told[a].source != told[b].source]
    found = grouped(told, pairs)
    assert sorted(name for fact in found for name in ids(fact)) == sorted(claim.id for claim in told)
    for pair in pairs:
        holding = [fact for fact in found if told[pair.a] in fact.claims or told[pair.b] in fact.claims]
        if len(holding) == 1:
            assert (pair in holding[0].matches) == (pair.probability >= FROM)
            assert pair not in holding[0].doubts
        else:
            assert all(pair in fact.doubts for fact in holding)
    for fact in found:
        assert (len(fact.claims) > 1) == bool(fact.matches)
        assert fact.probability == pytest.approx(1) or fact.probability in {m.probability for m in fact.matches}
