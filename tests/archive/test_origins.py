"""Which sources confirm each other, and which print what one of them, or somebody else, has written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import TEXTS

import compare
from compare.comparison import Comparison
from compare.model import Article, Fact, OriginKind

WIRE = """The ferry Estrella sank off the coast of Mindoro on Monday morning, and at least 12 people drowned.

The captain was arrested in the port of Calapan two hours after he had been brought ashore by fishermen.

The ferry had left Batangas with 210 people on board, although it was allowed to carry only 150 of them.

Families waited in front of the harbour office until the names of the rescued were read out in the evening."""
OWN = """Twelve people were killed when the ferry Estrella went down near Mindoro on Monday.

Its captain has been taken into custody in Calapan.

The ferry left Batangas with 210 people on board, and is allowed to carry only 150 of them."""


def article(text: str, name: str, url: str | None = None, byline: str | None = None) -> Article:
    read = compare.read(f"Ferry sinks\n\n{text}".encode(), name)
    return replace(read, source=replace(read.source, url=url, byline=byline))


def compared(*articles: Article) -> Comparison:
    return compare.compare(articles)


def fact_of(comparison: Comparison, words: str) -> Fact:
    return next(fact for fact in comparison.facts if any(words in claim.text for claim in fact.claims))


def test_independent_tellings_are_as_many_origins() -> None:
    found = compared(article(WIRE, "post"), article(OWN, "mail"))
    assert found.shared and not found.origins
    assert all(fact.origins == len(fact.sources) for fact in found.facts)


def test_a_copy_is_no_second_origin() -> None:
    changed = WIRE.replace("on board, although", "aboard, though")
    found = compared(article(WIRE, "post"), article(OWN, "mail"), article(changed, "star"))
    (origin,) = found.origins
    assert origin.kind is OriginKind.COPY and set(origin.sources) == {"post", "star"}
    assert origin.share is not None and 0.7 <= origin.share < 1 and "%" in origin.reason
    assert (len((fact := fact_of(found, "210")).sources), fact.origins) == (3, 2)
    assert f"3 sources, 2 origins: {origin.reason}." in " ".join(found.to_markdown().replace("\\", "").split())


def test_the_same_agency_is_one_origin() -> None:
    found = compared(
        article(f"MANILA (AP) — {WIRE}", "post"),
        article(OWN, "mail", byline="Associated Press"),
        article(OWN.replace("Twelve", "At least twelve"), "apnews", url="https://apnews.com/1"),
    )
    (origin,) = found.origins
    assert (origin.kind, origin.name) == (OriginKind.AGENCY, "Associated Press")
    assert origin.sources == ("post", "mail", "apnews")
    assert [(source, credit.words) for source, credit in origin.credits] == [
        ("post", "MANILA (AP) —"),
        ("mail", "Associated Press"),
    ]
    assert fact_of(found, "210").origins == 1


def test_reporting_that_an_agency_helped_with_is_independent() -> None:
    found = compared(article(f"{WIRE}\n\nWith files from The Canadian Press", "post"),
                     article(f"{OWN}\n\nWith files from The Canadian Press", "mail"))  # fmt: skip
    assert not found.origins


def test_a_fact_told_after_one_outlet_has_one_origin() -> None:
    found = compared(
        article(
            "Japan will explain its self-defence policies to China, Kyodo reported on Thursday.\n\n" + WIRE, "post"
        ),
        article("Kyodo reported that Japan would explain its self-defence policies to China.\n\n" + OWN, "mail"),
    )
    (origin,) = found.origins
    fact = fact_of(found, "self-defence")
    assert (origin.kind, origin.name, origin.facts) == (OriginKind.CITATION, "Kyodo", (fact.id,))
    assert len(fact.sources) == 2 and fact.origins == 1
    assert all("Kyodo" in credit.words for _, credit in origin.credits)
    assert fact_of(found, "210").origins == 2


def test_a_fact_that_one_only_tells_after_another_has_two_origins() -> None:
    found = compared(
        article("Japan will explain its self-defence policies to China, Kyodo reported on Thursday.", "post"),
        article("Japan will explain its self-defence policies to China on Thursday.", "mail"),
    )
    assert fact_of(found, "Kyodo").origins == 2 and not found.origins


def test_what_the_outlet_itself_tells_is_its_own() -> None:
    cites = "Japan will explain its self-defence policies to China, Kyodo reported on Thursday."
    own = "Japan is to explain its self-defence policies to China."
    found = compared(article(cites, "post"), article(own, "kyodo", url="https://english.kyodonews.net/1"))
    (origin,) = found.origins
    assert origin.sources == ("post", "kyodo") and fact_of(found, "Kyodo").origins == 1


def test_one_sentence_in_the_same_words_is_one_origin_of_that_fact() -> None:
    line = WIRE.split("\n\n")[1]
    found = compared(article(f"{OWN.splitlines()[0]}\n\n{line}", "mail"), article(WIRE, "post"))
    (origin,) = found.origins
    assert origin.kind is OriginKind.WORDING and origin.facts == (fact_of(found, "captain").id,)
    assert fact_of(found, "captain").origins == 1 and fact_of(found, "Twelve").origins == 2


@pytest.mark.parametrize("marks", [("“", "”"), ('"', '"'), ("\u00e2\u0080\u009c", "\u00e2\u0080\u009d")])
def test_the_same_quotation_is_no_copy(marks: tuple[str, str]) -> None:
    spoken = (
        "We will rebuild every bridge, every school and every road that this flood has taken away from the people of "
        "this valley, and we will do so before the winter comes, whatever it may cost the state and whoever governs it"
    )
    quoted = f"{marks[0]}{spoken},{marks[1]} the governor said"
    found = compared(
        article(f"{quoted} at the city hall.\n\n{OWN}", "mail"), article(f"{quoted} on Monday.\n\n{WIRE}", "post")
    )
    assert not found.origins and fact_of(found, "rebuild").origins == 2


def test_articles_of_one_outlet_are_one_origin() -> None:
    found = compared(article(OWN, "bbc", "https://www.bbc.co.uk/1"), article(WIRE, "bbc", "http://news.bbc.co.uk/2"))
    (origin,) = found.origins
    assert (origin.kind, origin.name) == (OriginKind.OUTLET, "BBC") and fact_of(found, "210").origins == 1


def test_a_list_of_names_is_nobodys_wording() -> None:
    names = (
        "The dead were Ana Duarte, 31, of Batangas, Brian Barkley, 30, of Calapan, and Vernon Elrick, 41, of Manila."
    )
    found = compared(article(f"{names}\n\n{OWN}", "mail"), article(f"{names}\n\n{WIRE}", "post"))
    assert not found.origins


def test_the_seeds_are_independent() -> None:
    """SCMP cites Kyodo for what BBC does not report."""
    found = compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])
    assert not found.origins and all(fact.origins == len(fact.sources) for fact in found.facts)


@settings(max_examples=15)
@given(st.lists(TEXTS, min_size=3, max_size=3, unique=True), st.permutations(range(4)))
def test_the_order_of_the_articles_is_nothing_to_origins(texts: list[str], order: list[int]) -> None:
    told = [article(text, name) for text, name in zip(texts, "abc", strict=True)]
    told.append(article(f"MANILA (AP) — {texts[0]}\n\n{WIRE}", "d"))
    counts = []
    for articles in (told, [told[k] for k in order]):
        found = compare.compare(articles)
        counts.append({frozenset(claim.id for claim in fact.claims): fact.origins for fact in found.facts})
        assert all(1 <= fact.origins <= len(fact.sources) for fact in found.facts)
        assert all(origin.share is None or 0 <= origin.share <= 1 for origin in found.origins)
    assert counts[0] == counts[1]
