"""How stories are called: titles without what their pages added, names that the articles have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")

from compare.archive.labels import headline, in_common, names_of, tidy


@pytest.mark.parametrize(
    ("title", "source", "left"),
    [
        ("Ferry sinks off Mindoro | The Star", "The Star", "Ferry sinks off Mindoro"),
        ("Ferry sinks off Mindoro - World - The Star", "star", "Ferry sinks off Mindoro"),
        ("Woman missing in Texas - KLTV.com-Tyler, Longview", "kltv", "Woman missing in Texas"),
        ("Video: Ferry sinks off Mindoro", "telegraph", "Ferry sinks off Mindoro"),
        ("News :: Fifteen dead in ferry", "timesofoman", "Fifteen dead in ferry"),
        ("Ferry sinks - again - off Mindoro", "star", "Ferry sinks - again - off Mindoro"),
        ("Quake kills 52" + " | news" * 100_000, "star", "Quake kills 52"),
        ("Newsnight: presenter leaves", "star", "Newsnight: presenter leaves"),
        ("The Star", "The Star", "The Star"),
    ],
)
def test_a_title_without_its_page(title: str, source: str, left: str) -> None:
    assert tidy(title, source) == left


@given(st.text(max_size=60), st.text(max_size=20))
def test_what_is_left_is_a_piece_of_the_title_and_stays(title: str, source: str) -> None:
    left = tidy(title, source)
    assert left in title
    assert bool(left) == bool(title)


def test_the_outlets_name_or_a_whole_register_is_no_headline_but_where_there_is_no_other() -> None:
    site, register = ("Middle East Online", "middle-east-online"), (" ".join(["INQUIRY"] * 40), "scotcourts")
    assert headline([site, register, ("Ferry sinks off Mindoro - National", "global")]) == "Ferry sinks off Mindoro"
    assert headline([site, register]) == "Middle East Online"
    assert headline([("", "star")]) == ""


def test_names_are_whole_and_without_offices_agencies_and_datelines() -> None:
    text = (
        "KANSAS CITY, Kan. (Reuters) — They met President Vladimir V. Putin in Cape St. George. Lawyers of AT&T told "
        "Reuters that the Organization for the Prohibition of Chemical Weapons and Bashar al-Assad agree."
    )
    assert set(names_of(text)) == {
        "Vladimir V. Putin", "Cape St. George", "AT&T", "Organization for the Prohibition of Chemical Weapons",
        "Bashar al-Assad",
    }  # fmt: skip


def test_of_names_that_are_one_one_is_kept() -> None:
    named = [["Dave Brockie", "Brockie", "Russian", "Homs"], ["Brockie", "Dave Brockie", "Russia", "Old City of Homs"]]
    named += [
        ["Brockie", "Russian", "Russia", "Homs"],
        ["Old City of Homs", "Homs", "GWAR", "Gwar"],
        ["Homs", "Gwar", "GWAR"],
    ]
    assert in_common(named) == ["Homs", "Dave Brockie", "Russia", "Gwar"]


@given(st.lists(st.lists(st.text(st.sampled_from("Ab n"), min_size=1, max_size=6), max_size=5), max_size=5))
def test_key_names_stand_in_two_articles_at_least(named: list[list[str]]) -> None:
    for name in in_common(named):
        assert sum(name in names for names in named) >= min(2, len(named))
