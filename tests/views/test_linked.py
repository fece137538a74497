"""JSON-LD: only properties that schema.org has, on the types that it has them on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compare.model import Comparison
from compare.views.linked import to_jsonld

THING = set(
    "additionalType alternateName description disambiguatingDescription identifier image name sameAs url".split()
)
WORK = THING | set(
    """about abstract author citation comment contributor creativeWorkStatus creator creditText dateCreated
    dateModified datePublished editor encoding hasPart headline inLanguage isBasedOn isPartOf keywords license mentions
    publisher sdDatePublished sourceOrganization text version""".split()
)
# From https://schema.org, version 29: the properties of each type, its own and those of the types above it.
VOCABULARY = {
    "Dataset": WORK | set("distribution includedInDataCatalog issn measurementMethod measurementTechnique".split()),
    "NewsArticle": WORK | set("articleBody articleSection dateline printEdition printPage wordCount".split()),
    "Claim": WORK | set("appearance claimInterpreter firstAppearance".split()),
    "Comment": WORK | set("downvoteCount parentItem sharedContent upvoteCount".split()),
    "Organization": THING | set("address legalName logo parentOrganization".split()),
    "Person": THING | set("affiliation familyName givenName jobTitle".split()),
}


def nodes(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [node for item in data for node in nodes(item)]
    if isinstance(data, dict):
        return [data, *(node for value in data.values() for node in nodes(value))]
    return []


def graph(result: Comparison) -> dict[str, dict[str, Any]]:
    data = json.loads(to_jsonld(result))
    assert set(data) == {"@context", "@graph"} and data["@context"] == "https://schema.org"
    return {node["@id"]: node for node in data["@graph"]}


def test_every_property_is_one_of_its_type(any_comparison: Comparison) -> None:
    for node in nodes(list(graph(any_comparison).values())):
        known = VOCABULARY[node["@type"]] if "@type" in node else THING
        assert {key for key in node if not key.startswith("@")} <= known, node


def test_every_reference_leads_to_a_node(any_comparison: Comparison) -> None:
    found = graph(any_comparison)
    assert len(found) == 1 + len(any_comparison.articles) + len(any_comparison.facts) + len(any_comparison.claims)
    assert {node["@id"] for node in nodes(list(found.values())) if "@id" in node} == set(found)


def test_a_fact_holds_its_claims_with_where_they_appear(three: Comparison) -> None:
    found = graph(three)
    for fact in three.facts:
        parts = [found[part["@id"]] for part in found[f"#{fact.id}"]["hasPart"]]
        assert [part["identifier"] for part in parts] == [claim.id for claim in fact.claims]
        assert [part["text"] for part in parts] == [claim.text for claim in fact.claims]
        publishers = [found[part["appearance"]["@id"]]["publisher"]["name"] for part in parts]
        assert publishers == [claim.source for claim in fact.claims]
    conflicting = next(fact for fact in three.facts if fact.conflicts)
    (comment,) = found[f"#{conflicting.id}"]["comment"]
    assert "2011" in comment["text"] and found[f"#{conflicting.id}"]["keywords"] == ["conflicting"]


def test_a_printed_date_is_a_dateline_and_an_iso_date_a_date(three: Comparison) -> None:
    articles = [node for node in graph(three).values() if node["@type"] == "NewsArticle"]
    assert [article.get("datePublished") for article in articles] == ["2015-03-19", "2015-03-06", None]
    assert [article.get("dateline") for article in articles] == [None, None, "2015年3月19日"]


def test_who_is_named_is_the_author_else_the_outlet(told: Comparison) -> None:
    of = {
        node["identifier"]: node for node in graph(told).values() if node["@type"] == "Claim" and "identifier" in node
    }
    assert of["scmp:3"]["author"] == {"name": "Cheng Yonghua"}
    assert of["scmp:5"]["author"] == {"@type": "Organization", "name": "Kyodo"}
    assert of["bbc:1"]["author"] == {"@type": "Organization", "name": "bbc"}
    assert "author" not in of["scmp:7"]  # anonymous


def test_an_address_that_leads_elsewhere_is_left_out(hostile: Comparison) -> None:
    assert all(node["url"].startswith(("http://", "https://")) for node in graph(hostile).values() if "url" in node)


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\ud800"])
def test_the_text_cannot_steer_a_terminal(hostile: Comparison, character: str) -> None:
    assert character not in to_jsonld(hostile)
