"""Whose words an article of an archive has, and that a story's origins are those of the comparison of its articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")
from made import FIRST, article, batches

import compare
from compare.archive.credits import credited
from compare.archive.outlets import outlets, published_by
from compare.archive.owners import owners
from compare.archive.telling import plain
from compare.archive.texts import article_of_row
from compare.model import CreditKind

TOLD = """The ferry Estrella sank off the coast of Mindoro on Monday morning, and at least 12 people drowned.

The captain was arrested in the port of Calapan two hours after he had been brought ashore by fishermen.

The ferry had left Batangas with 210 people on board, although it was allowed to carry only 150 of them.

Families waited in front of the harbour office until the names of the rescued were read out in the evening."""
OTHERS = (
    """Twelve people were killed when the ferry Estrella went down near Mindoro on Monday.

Its captain has been taken into custody in Calapan.

The Estrella left Batangas with 210 people on board, and is allowed to carry only 150 of them.""",
    """At least a dozen drowned off Mindoro when the Estrella, a ferry bound from Batangas, went down on Monday.

Coast guards in Calapan arrested the captain of the ferry, which had 210 people aboard and room for 150.""",
    """The overloaded ferry Estrella, with 210 people aboard instead of 150, sank near Mindoro on Monday.

Twelve bodies were found by fishermen from Calapan, who also brought the captain of the ferry to the police.""",
)
CREDITS = (
    "MANILA ({}) — Boats searched all night.", "MANILA, May 3 ({}) - Boats searched all night.", "({})",
    "MANILA – {} – Boats searched all night.", "({}) Boats searched all night.", "Boats searched all night. – {}",
    "Boats searched all night. ({})", "© 2015 {}", "Copyright 2014 The {}. All rights reserved.", "{}", "Source: {}",
    "By Jane Doe, {}", "Jane Doe, {} correspondent", "By {} staff", "{}, Manila", "With files from {}",
    "(Reporting by Jane Doe; Editing by John Roe)", "“Nobody came,” a fisherman told {}.", "Photo: {}", "the\u00a0{}",
    "A ship of the navy, which {} saw, came too late.", "(AP Photo/Jane Doe)", "{} reported that nobody came.",
)  # fmt: skip


def rows(*told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows of ARTICLES on one event, an hour apart, each with what is told of it."""
    found = []
    for k, row in enumerate(told):
        made = article(k, "Ferry Estrella sinks off Mindoro", row.pop("text"), FIRST)
        found.append({**made, "source": f"outlet{k}", "published": FIRST * 86_400 + 3600 * k, **row})
    return found


def owned(*told: dict[str, Any]) -> list[list[str]]:
    (batch,) = batches(rows(*told))
    return [names.splitlines() for names in owners(plain(batch))]


def by_the_rules(row: dict[str, Any]) -> list[str]:
    credits_ = credited(article_of_row(row))
    printed = (credit.agency for credit in credits_ if credit.kind is CreditKind.TEXT)
    return list(dict.fromkeys((*published_by(row["source"], row["url"]), *printed)))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_what_the_archive_finds_is_what_the_rules_find(data: st.DataObject) -> None:
    """The expression by which all articles are looked through misses no credit, wherever it stands."""
    names = sorted(name for name, one in outlets().names.items() if one in outlets().agencies)
    paragraphs = TOLD.split("\n\n") * data.draw(st.integers(1, 4))
    for _ in range(data.draw(st.integers(1, 3))):
        line = data.draw(st.sampled_from(CREDITS)).format(data.draw(st.sampled_from(names)))
        paragraphs.insert(data.draw(st.integers(0, len(paragraphs))), line)
    mark = data.draw(st.sampled_from(["\n\n", "\n"]))
    byline = data.draw(st.sampled_from([None, "Jane Doe", "Jane Doe, AFP", "Jane Doe and AFP"]))
    (row,) = rows({"text": mark.join(paragraphs), "byline": byline})
    assert owned({"text": mark.join(paragraphs), "byline": byline}) == [by_the_rules(row)]


def test_an_outlet_is_known_by_address_and_name() -> None:
    assert owned(
        {"text": TOLD, "source": "The Post", "url": "https://www.post.example.org/1"},
        {"text": TOLD, "source": "dailystar", "url": "http://www.dailystar.com.lb/1"},
        {"text": TOLD, "source": "bbc", "url": "http://news.bbc.co.uk/2"},
        {"text": TOLD, "source": "AP"},
        {"text": TOLD, "source": "The Guardian Nigeria"},
    ) == [
        ["post.example.org", "The Post"],
        ["dailystar.com.lb"],
        ["BBC"],
        ["Associated Press", "AP"],
        ["The Guardian Nigeria"],
    ]


CASES: Sequence[tuple[str, int, list[dict[str, Any]]]] = [
    ("independent", 4, [{"text": text} for text in (TOLD, *OTHERS)]),
    ("a wire text, printed as it is", 2, [{"text": TOLD}, {"text": TOLD}, {"text": OTHERS[0]}]),
    ("one agency's text in other words", 2, [
        {"text": f"MANILA (AP) — {TOLD}"}, {"text": OTHERS[0], "byline": "Associated Press"},
        {"text": OTHERS[1], "url": "https://apnews.com/1"}, {"text": OTHERS[2]}]),
    ("the agency's own article without an address", 1, [{"text": TOLD, "source": "Reuters"},
        {"text": f"MANILA (Reuters) - {OTHERS[0]}"}]),
    ("two agencies", 2, [{"text": f"MANILA (AP) — {TOLD}"}, {"text": f"MANILA (AFP) — {OTHERS[0]}"}]),
    ("one outlet by name", 2, [{"text": TOLD, "source": "post"}, {"text": OTHERS[0], "source": "post"},
        {"text": OTHERS[1], "source": "mail"}]),
    ("one outlet by address", 1, [{"text": TOLD, "url": "https://post.example.org/1"},
        {"text": OTHERS[0], "url": "https://post.example.org/2"}]),
    ("with files from an agency", 2, [{"text": f"{TOLD}\n\nWith files from The Canadian Press"},
        {"text": f"{OTHERS[0]}\n\nWith files from The Canadian Press"}]),
    ("cited, not printed", 2, [{"text": f"The ferry was old, Kyodo reported.\n\n{TOLD}"},
        {"text": f"The ferry was old, Kyodo reported.\n\n{OTHERS[0]}"}]),
    ("a chain of an outlet, a copy and an agency", 1, [{"text": f"MANILA (AP) — {TOLD}", "source": "post"},
        {"text": TOLD, "source": "mail"}, {"text": OTHERS[1], "source": "mail"}]),
]  # fmt: skip


@pytest.mark.parametrize(("origins", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_story_has_the_origins_of_its_comparison(origins: int, told: list[dict[str, Any]]) -> None:
    from compare.archive import flow

    given_ = rows(*(dict(row) for row in told))
    (story,) = flow.stories(batches(given_), workers=1)
    assert story.origins == origins
    comparison = compare.compare([article_of_row(row) for row in given_])
    groups = {source: {source} for source in comparison.sources}
    for origin in comparison.origins:
        if not origin.facts:
            joined = set().union(*(groups[source] for source in origin.sources))
            groups.update(dict.fromkeys(joined, joined))
    assert len({frozenset(group) for group in groups.values()}) == origins


def test_of_an_article_the_latest_version_counts() -> None:
    """That it once printed an agency's text says nothing of what it has now."""
    from compare.archive import flow

    first, other, later = rows({"text": f"MANILA (AP) — {OTHERS[0]}"}, {"text": f"MANILA (AP) — {OTHERS[1]}"},
                               {"text": OTHERS[2]})  # fmt: skip
    (before,) = flow.stories(batches([first, other]), workers=1)
    (after,) = flow.stories(batches([first, other, {**later, "id": first["id"], "source": first["source"]}]), workers=1)
    assert (before.origins, after.origins) == (1, 2)
