"""What holds of every comparison, whatever is compared."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import SENTENCES, article, texts

import compare
from compare.claims.extract import STATING
from compare.comparison import Comparison
from compare.errors import CompareError
from compare.model import Article, Claim, Fact, Match, Status, Summary
from compare.settings import Settings

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("bbc", "scmp", "third", "fourth")
THIRD = """Tokyo and Beijing return to the table

Chinese and Japanese officials held security talks in Tokyo on Thursday, the first in four years.

President Xi Jinping met Prime Minister Shinzo Abe in Beijing in November.

Taiwan claims the islands too.

The twelve uninhabited islands have an area of 7 sq km.
"""


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])


def of_texts(given_texts: Sequence[str]) -> list[Article]:
    return [article(text, name) for text, name in zip(given_texts, NAMES, strict=False)]


# -- one comparison -------------------------------------------------------------------------------------------------


def check(result: Comparison) -> None:
    """Check every law of one comparison."""
    of_source = {a.source.name: a for a in result.articles}
    for a in result.articles:
        check_article(a)
    assert len(of_source) == len(result.articles)
    assert len({claim.id for claim in result.claims}) == len(result.claims)
    for claim in result.claims:
        check_claim(claim, of_source[claim.source])
    assert Counter(c for fact in result.facts for c in fact.claims) == Counter(result.claims)
    assert len({fact.id for fact in result.facts}) == len(result.facts)
    for fact in result.facts:
        check_fact(fact, result)
    assert {f.id for f in result.shared}.isdisjoint(f.id for f in result.unique())
    assert len(result.shared) + len(result.unique()) == len(result.facts)
    assert Counter(result.unique()) == Counter(f for name in result.sources for f in result.unique(name))
    assert Counter(result.conflicts) == Counter(c for fact in result.facts for c in fact.conflicts)
    assert Counter(result.matches) == Counter(m for fact in result.facts for m in fact.matches)
    assert len(set(result.doubts)) == len(result.doubts)
    assert {(m.a, m.b) for m in result.matches}.isdisjoint((d.a, d.b) for d in result.doubts)
    for match in (*result.matches, *result.doubts):
        check_match(match, result.claims)
    for summary in result.summaries:
        check_summary(summary, of_source)


def check_article(a: Article) -> None:
    assert "".join(block.span.of(a.text) for block in a.blocks) == a.text
    assert [b.span.start for b in a.blocks] == [0, *(b.span.end for b in a.blocks[:-1])]
    assert a.blocks[-1].span.end == len(a.text)


def check_claim(claim: Claim, a: Article) -> None:
    assert claim.span.of(a.text) == claim.text
    assert claim.sentence.start <= claim.span.start < claim.span.end <= claim.sentence.end
    block = next(b for b in a.blocks if b.span.start <= claim.sentence.start < b.span.end)
    assert claim.sentence.end <= block.span.end
    assert claim.role is block.role and block.role in STATING
    for word in (*claim.words, *claim.numbers):
        assert claim.span.start <= word.span.start < word.span.end <= claim.span.end
    assert list(claim.words) == sorted(claim.words, key=lambda w: w.span)
    assert all(w.rarity >= 0 and w.term for w in claim.words)


def check_fact(fact: Fact, result: Comparison) -> None:
    assert bool(fact.conflicts) == (fact.status is Status.CONFLICTING)
    assert (len(fact.sources) > 1) == (fact.status is not Status.UNIQUE)
    assert 0 <= fact.probability <= 1
    if len(fact.claims) == 1:
        assert fact.probability == 1
        assert not fact.matches
    else:
        assert fact.probability >= result.settings["match_from"]
        assert fact.probability in {match.probability for match in fact.matches}
    inside = set(fact.claims)
    for match in fact.matches:
        assert {result.claims[match.a], result.claims[match.b]} <= inside
        assert match.probability >= result.settings["match_from"]
    for doubt in fact.doubts:
        assert len({result.claims[doubt.a], result.claims[doubt.b]} & inside) == 1
        assert doubt in result.doubts
    for conflict in fact.conflicts:
        assert {result.claims[conflict.a], result.claims[conflict.b]} <= inside
        for position, span in ((conflict.a, conflict.span_a), (conflict.b, conflict.span_b)):
            claim = result.claims[position]
            assert claim.span.start <= span.start < span.end <= claim.span.end
            told = " ".join(span.of(result.article(claim.source).text).split())
            speakers = {said.speaker for said in claim.attributions if said.speaker and said.source[0] == span}
            assert any(words in conflict.reason for words in {told, *speakers})


def check_match(match: Match, claims: Sequence[Claim]) -> None:
    a, b = claims[match.a], claims[match.b]
    assert a.source != b.source
    assert 0 <= match.probability <= 1
    assert sum(abs(e.weight) for e in match.evidence) <= 1 + 1e-3  # weights are rounded to four places
    for e in match.evidence:
        assert e.words_a in a.text and e.words_b in b.text


def check_summary(summary: Summary, of_source: dict[str, Article]) -> None:
    for sentence in summary.sentences:
        assert sentence.span.of(of_source[sentence.source].text) == sentence.text
    places = [(list(of_source).index(s.source), s.span.start) for s in summary.sentences]
    assert len(set(places)) == len(places)


def test_laws_of_the_seeds(seeds: Comparison) -> None:
    check(seeds)
    assert len(seeds.shared) >= 4
    assert seeds.doubts


def test_laws_of_three() -> None:
    check(compare.compare([*seed_articles(), article(THIRD, "third")]))


@few
@given(st.integers(2, 4).flatmap(texts))
def test_laws_of_generated_stories(given_texts: list[str]) -> None:
    check(compare.compare(of_texts(given_texts)))


@few
@given(SENTENCES, SENTENCES)
def test_two_sources_with_one_sentence_each_agree_or_differ(one: str, other: str) -> None:
    result = compare.compare(of_texts([one, other]))
    assert {fact.status for fact in result.facts} <= {Status.UNIQUE, Status.SHARED, Status.CONFLICTING}
    assert len(result.facts) >= 1
    check(result)


# -- the order of the articles --------------------------------------------------------------------------------------


def seed_articles() -> list[Article]:
    return [compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")]


def told(result: Comparison) -> dict[tuple[object, ...], list[tuple[float, int, int]]]:
    """Return the facts without their order: what each says, and how sure."""
    facts: dict[tuple[object, ...], list[tuple[float, int, int]]] = {}
    for fact in result.facts:
        key = (fact.status, *sorted((c.source, c.span.start, c.text) for c in fact.claims))
        facts.setdefault(key, []).append((fact.probability, len(fact.doubts), len(fact.matches)))
    return facts


def check_same(results: Iterable[Comparison]) -> None:
    first, *others = results
    for other in others:
        facts, others_facts = told(first), told(other)
        assert facts.keys() == others_facts.keys()
        for key, values in facts.items():
            assert values == [pytest.approx(value, abs=1e-5) for value in others_facts[key]]
        assert [sorted(c.id for c in f.claims) for f in first.facts] == [
            sorted(c.id for c in f.claims) for f in other.facts
        ]
        assert {s.name: summarised(s) for s in first.summaries} == {s.name: summarised(s) for s in other.summaries}
        assert {frozenset((c.span_a, c.span_b)) for c in first.conflicts} == {
            frozenset((c.span_a, c.span_b)) for c in other.conflicts
        }


def summarised(summary: Summary) -> list[str]:
    return sorted(f"{s.source}: {s.text}" for s in summary.sentences)


def test_order_of_the_seeds_changes_only_the_columns() -> None:
    check_same(compare.compare(order) for order in permutations(seed_articles()))


def test_order_of_three_changes_only_the_columns() -> None:
    check_same(compare.compare(order) for order in permutations([*seed_articles(), article(THIRD, "third")]))


@few
@given(texts(2))
def test_order_of_two_generated_articles_changes_only_the_columns(given_texts: list[str]) -> None:
    check_same(compare.compare(order) for order in permutations(of_texts(given_texts)))


@settings(few, max_examples=12)
@given(texts(3))
def test_order_of_three_generated_articles_changes_only_the_columns(given_texts: list[str]) -> None:
    check_same(compare.compare(order) for order in permutations(of_texts(given_texts)))


# -- the same input gives the same bytes ----------------------------------------------------------------------------

VIEWS = """
import sys, compare
found = compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])
views = found.to_text(100), found.to_text(100, colour=True), found.to_markdown(), found.to_html(), found.to_json()
sys.stdout.buffer.write("\\0".join((*views, found.to_frame().to_csv())).encode())
"""


def test_same_bytes_in_another_process_with_another_hash_seed(seeds: Comparison) -> None:
    here = "\0".join(
        (
            seeds.to_text(100),
            seeds.to_text(100, colour=True),
            seeds.to_markdown(),
            seeds.to_html(),
            seeds.to_json(),
            seeds.to_frame().to_csv(),
        )
    ).encode()
    there = subprocess.run(
        [sys.executable, "-c", VIEWS], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "4711"}
    ).stdout
    assert here == there


@settings(few, max_examples=8)
@given(texts(2))
def test_same_bytes_of_every_view(given_texts: list[str]) -> None:
    one, other = (compare.compare(of_texts(given_texts)) for _ in range(2))
    assert one.to_text() == other.to_text()
    assert one.to_markdown() == other.to_markdown()
    assert one.to_html() == other.to_html()
    assert one.to_json() == other.to_json()


# -- align ----------------------------------------------------------------------------------------------------------

ODD = ["", " ", "...", "!?!", "—", "\n", "\x00", "\u200b", "()", "12", "The", "of the"]
LISTS = st.lists(SENTENCES | st.sampled_from(ODD), max_size=6)


def mirrored(match: Match) -> tuple[object, ...]:
    evidence = sorted((e.kind, e.words_b, e.words_a, round(e.weight, 3)) for e in match.evidence)
    return match.b, match.a, evidence


@few
@given(LISTS, LISTS)
def test_align_mirrors(one: list[str], other: list[str]) -> None:
    there, back = compare.align(one, other, 0.2), compare.align(other, one, 0.2)
    key = {(match.b, match.a): match for match in back}
    assert {(match.a, match.b) for match in there} == key.keys()
    for match in there:
        reflection = key[match.a, match.b]
        assert match.probability == pytest.approx(reflection.probability, abs=1e-9)
        mine = sorted((e.kind, e.words_a, e.words_b) for e in match.evidence)
        assert mine == sorted((e.kind, e.words_b, e.words_a) for e in reflection.evidence)
        assert sorted(e.weight for e in match.evidence) == pytest.approx(
            sorted(e.weight for e in reflection.evidence), abs=2e-4
        )


@few
@given(LISTS, LISTS)
def test_align_gives_positions_in_order_and_probabilities(one: list[str], other: list[str]) -> None:
    found = compare.align(one, other, 0.0)
    assert [(m.a, m.b) for m in found] == sorted({(m.a, m.b) for m in found})
    assert all(0 <= m.a < len(one) and 0 <= m.b < len(other) and 0 <= m.probability <= 1 for m in found)
    sure = compare.align(one, other)
    assert [(m.a, m.b) for m in sure] == [(m.a, m.b) for m in found if m.probability >= Settings().match_from]


@pytest.mark.parametrize("one", [[], [""], ["", " "], ["..."], ["!?", "—"], ["\n\t"], ["\x00"], ["The.", "Of it."]])
@pytest.mark.parametrize("other", [[], [""], ["?!"], ["The minister resigned on Monday."]])
def test_nothing_to_go_by_gives_no_match(one: list[str], other: list[str]) -> None:
    assert compare.align(one, other, 0.0) == []
    assert compare.align(other, one, 0.0) == []


def test_the_same_sentence_alone_matches() -> None:
    said = ["The minister resigned on Monday after the scandal."]
    (match,) = compare.align(said, said)
    assert match.probability > 0.9


@few
@given(st.lists(SENTENCES, min_size=1, max_size=6, unique=True))
def test_identical_sentences_match(said: list[str]) -> None:
    """Every sentence of three telling words or more matches itself, whatever stands around it."""
    found = {(m.a, m.b): m.probability for m in compare.align(said, said)}
    assert all((k, k) in found for k in range(len(said)))


def test_a_sentence_without_telling_words_matches_nothing() -> None:
    assert compare.align(["It was what they were."], ["It was what they were."], 0.0) == []


# -- refusals -------------------------------------------------------------------------------------------------------


def test_fewer_than_two_and_one_twice_are_refused() -> None:
    bbc, scmp = seed_articles()
    again = compare.read("seeds/bbc.txt")
    for given_articles in ([], [bbc], [bbc, again], [bbc, scmp, again]):
        with pytest.raises(CompareError, match=r"cannot be compared|is the same article"):
            compare.compare(given_articles)


def test_the_same_record_twice_is_refused() -> None:
    bbc = seed_articles()[0]
    with pytest.raises(CompareError, match="is the same article"):
        compare.compare([bbc, bbc])


def test_the_same_text_under_two_names_is_shared_throughout() -> None:
    text = seed_articles()[0].text
    result = compare.compare([article(text, "one"), article(text, "two")])
    check(result)
    for claim in result.claims:
        fact = next(f for f in result.facts if claim in f.claims)
        assert fact.status is not Status.UNIQUE, claim.text
    assert not result.conflicts
