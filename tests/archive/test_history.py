"""Versions of one article: what changed, whether silently, and who had a fact first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import compare
from compare.archive.history import dated
from compare.model import Article, ChangeKind

PAGE = "https://www.example.org/news/1"
FIRST = """Ferry sinks off Mindoro

Police said that 12 people died when the ferry Estrella sank off the coast of Mindoro on Monday.

The captain was arrested in the port of Calapan, according to the coast guard.

The ferry had left Batangas with 210 people on board, although it was allowed to carry only 150 of them."""
SECOND = FIRST.replace("12 people", "14 people").replace(
    "The captain was arrested in the port of Calapan, according to the coast guard.",
    "Divers reached the wreck on Tuesday and found the doors of the lower deck locked.",
)
OTHER = """Ferry disaster

A ship that had 210 people on board, although it was allowed to carry only 150, had left Batangas before it sank."""


def article(text: str, name: str = "post", date: str | None = None, url: str | None = PAGE) -> Article:
    read = compare.read(text.encode(), name)
    return replace(read, source=replace(read.source, date=date, url=url))


def test_a_version_is_no_source() -> None:
    found = compare.compare([article(FIRST, date="2015-03-16"), article(OTHER, "mail", url=None), article(SECOND)])
    assert found.sources == ("post", "mail") and found.article("post").text == article(SECOND).text
    (version,) = found.versions
    assert (version.source, version.article.text) == ("post", article(FIRST).text)
    by = {change.kind: change for change in version.changes}
    assert len(version.changes) == len(by) == 3
    before, after = by[ChangeKind.CHANGED].before, by[ChangeKind.CHANGED].after
    assert before and after and ("12 people" in before.text) and ("14 people" in after.text)
    dropped, added = by[ChangeKind.DROPPED].before, by[ChangeKind.ADDED].after
    assert dropped and dropped.text.startswith("The captain") and added and added.text.startswith("Divers")


def test_on_what_a_changed_claim_differs_is_told_with_its_words() -> None:
    (version,) = compare.compare([article(FIRST), article(SECOND)]).versions
    (change,) = (change for change in version.changes if change.kind is ChangeKind.CHANGED)
    (found,) = change.differences
    assert found.span_a.of(FIRST).startswith("12") and found.span_b.of(SECOND).startswith("14")


def test_two_versions_alone_show_what_changed_in_every_report() -> None:
    found = compare.compare([article(FIRST), article(SECOND)])
    assert found.sources == ("post",)
    for report in (found.to_text(), found.to_markdown(), found.to_html()):
        assert "What changed since" in report and "12 people" in report and "What both report" not in report
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(compare.__file__).parent / "views/comparison.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(found.to_json()))


@pytest.mark.parametrize(
    ("first", "second", "note", "silent"),
    [
        ("2015-03-16T10:00:00Z", "2015-03-16T10:00:00Z", "", True),
        ("2015-03-16T10:00:00Z", "2015-03-16T14:00:00Z", "", False),
        ("2015-03-16T10:00:00Z", "2015-03-16T10:00:00Z", "Correction: An earlier version gave 12 as the count.", False),
        (None, None, "", False),
    ],
)
def test_a_change_is_silent_where_neither_date_nor_note_tells(
    first: str | None, second: str | None, note: str, silent: bool
) -> None:
    later = f"{SECOND}\n\n{note}" if note else SECOND
    (version,) = compare.compare([article(FIRST, date=first), article(later, date=second)]).versions
    assert (version.silent, version.note) == (silent, note)


def test_what_is_only_added_is_not_silent() -> None:
    date = "2015-03-16T10:00:00Z"
    added = f"{FIRST}\n\nDivers reached the wreck on Tuesday and found the doors of the lower deck locked."
    (version,) = compare.compare([article(FIRST, date=date), article(added, date=date)]).versions
    assert [change.kind for change in version.changes] == [ChangeKind.ADDED] and not version.silent


def test_the_latest_is_found_by_date_whatever_the_order() -> None:
    told = [article(SECOND, date="2015-03-16T14:00:00Z"), article(FIRST, date="2015-03-16T10:00:00Z")]
    found = compare.compare(told)
    assert "14 people" in found.article("post").text
    third = replace(article(SECOND.replace("14 people", "15 people"), date="2015-03-17T09:00:00Z"))
    found = compare.compare([third, *told])
    assert "15 people" in found.article("post").text
    assert [v.article.source.date for v in found.versions] == ["2015-03-16T14:00:00Z", "2015-03-16T10:00:00Z"]


def test_who_gives_two_names_has_them_compared() -> None:
    found = compare.compare([article(FIRST, "before"), article(SECOND, "after")])
    assert found.sources == ("before", "after") and not found.versions


def test_two_articles_of_one_outlet_are_no_versions() -> None:
    found = compare.compare([article(FIRST, url=PAGE), article(OTHER, url="https://www.example.org/news/2")])
    assert found.sources == ("post", "post (2)") and not found.versions


def test_an_address_with_a_campaign_is_the_same_page() -> None:
    shared = "http://example.org/news/1/?utm_source=x&utm_medium=y#top"
    assert len(compare.compare([article(FIRST), article(SECOND, url=shared)]).versions) == 1


@pytest.mark.parametrize(
    ("a", "b", "first"),
    [
        ("2015-03-16T10:00:00Z", "2015-03-16T13:00:00+01:00", "post"),
        ("2015-03-16T14:00:00+01:00", "Mon, 16 Mar 2015 12:30:00 GMT", "mail"),
        ("2015-03-16", "2015-03-16", ""),
        ("2015-03-16", "2015-03-17", ""),  # it may have been the same hour, half the earth apart
        ("2015-03-16", "19 March 2015", "post"),
        ("2015-03-16T10:00:00", "2015-03-16T12:00:00", ""),  # without zones
        ("2015-03-16T10:00:00Z", None, ""),
    ],
)
def test_who_had_it_first_where_the_dates_decide(a: str, b: str | None, first: str) -> None:
    found = compare.compare([article(FIRST, date=a), article(OTHER, "mail", date=b, url=None)])
    assert {fact.first for fact in found.shared} == {first}
    assert (f"First in {first}" in found.to_text()) == bool(first)


def test_what_an_earlier_version_had_counts_from_then() -> None:
    found = compare.compare(
        [
            article(FIRST, date="2015-03-16T10:00:00Z"),
            article(SECOND, date="2015-03-16T18:00:00Z"),
            article(OTHER, "mail", date="2015-03-16T12:00:00Z", url=None),
        ]
    )
    assert {fact.first for fact in found.shared} == {"post"} and "First in post (2015-03-16 10:00)" in found.to_text()


@pytest.mark.parametrize("printed", [None, "", "soon", "03/04/2015", "0000-00-00", "9999-12-31", "x" * 500, "10:30"])
def test_what_is_no_date_has_no_moment(printed: str | None) -> None:
    assert dated(printed) is None
