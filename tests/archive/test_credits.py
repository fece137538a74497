"""Credits as they are found in articles: real cases, each with what it says and why."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.archive.credits import cited, credited
from compare.archive.outlets import host, named, outlets, publisher
from compare.model import Credit, CreditKind

CASES = json.loads((Path(__file__).parent.parent / "cases" / "credits.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_credit_of_an_article(case: dict[str, Any]) -> None:
    text = (
        case["text"] if "\n\n" in case["text"] else f"{case['text']}\n\nThat is all that was known on Monday evening."
    )
    article = compare.read(text.encode(), "x")
    if "byline" in case:
        article = replace(article, source=replace(article.source, byline=case["byline"]))
    found = credited(article)
    assert [[credit.agency, credit.kind.value, credit.words] for credit in found] == case["credits"]
    assert all(credit.span is None or credit.span.of(article.text) == credit.words for credit in found)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Japanese news agency Kyodo reported on Thursday that Japan would explain its policies.", "Kyodo"),
        ("Two men died when the ship sank, according to the BBC.", "BBC"),
        ("The ship sank off Crete, the Associated Press reported.", "Associated Press"),
        ("State media reported that the train had stopped.", None),
        ("The minister said that the train had stopped.", None),
    ],
)
def test_the_outlet_that_a_claim_is_told_after(text: str, agency: str | None) -> None:
    found = cited(compare.attributions(text), text)
    assert (found.agency if found else None) == agency
    assert found is None or (found.kind is CreditKind.CITED and found.span and found.span.of(text) == found.words)


def test_the_longest_name_wins() -> None:
    assert named("the Interfax-Ukraine news agency") == "Interfax-Ukraine"
    assert named("Australian Associated Press") == "Australian Associated Press"
    assert named("JAPAN") is None and named("NAPA") is None


def test_pages_of_an_outlet() -> None:
    assert publisher("https://www.bbc.co.uk/news/1") == publisher("http://news.bbc.co.uk/2") == "BBC"
    assert publisher("https://notreuters.com/") is None and publisher(None) is None and publisher("http://[::1") is None
    assert host("http://www1.skysports.com/x") == "skysports.com"


def test_the_table_names_each_once() -> None:
    table = outlets()
    assert {"Reuters", "Associated Press"} <= table.agencies and "BBC" not in table.agencies
    assert set(table.hosts.values()) <= set(table.names.values())
    assert all(table.names[name] == name for name in set(table.names.values()))


def test_bylines_of_people_are_no_credits() -> None:
    article = compare.read(b"The road was closed on Monday after the bridge had fallen into the river.", "x")
    for byline in ("Jane Doe", "By Jane Doe and John Roe", "Anna Petra Tass", "Staff reporters"):
        found = credited(replace(article, source=replace(article.source, byline=byline)))
        assert not [credit for credit in found if isinstance(credit, Credit) and credit.kind is CreditKind.TEXT]
