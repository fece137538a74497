"""robots.txt: what its rules permit, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.address import target
from compare.articles.robots import Robots
from compare.articles.transfer import Answer


def permits(rules: bytes | str, path: str, status: int = 200) -> bool:
    body = rules if isinstance(rules, bytes) else rules.encode()
    return Robots().permits(target(f"http://news.example{path}"), lambda _: Answer(status, {}, body))


@pytest.mark.parametrize(
    ("rules", "path", "permitted"),
    [
        ("", "/1", True),
        ("User-agent: *\nDisallow: /", "/1", False),
        ("User-agent: *\nDisallow:", "/1", True),
        ("User-agent: *\nDisallow: /*?print=", "/1?print=yes", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/1.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/1.pdf.html", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: tellings\nDisallow: /closed", "/1", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Tellings\nDisallow: /", "/1", False),
        ("User-agent: otherbot\nDisallow: /", "/1", True),
        ("\ufeffUser-agent: *\r\nDisallow: /1\r\n", "/1", False),
        ("<!doctype html><p>There is no such page.", "/1", True),
        (b"\xff\xfe\x00User-agent: *\n", "/1", True),
    ],
)
def test_what_is_permitted(rules: bytes | str, path: str, permitted: bool) -> None:
    assert permits(rules, path) is permitted


def test_where_there_are_no_rules_all_is_permitted() -> None:
    assert permits("", "/1", status=404)


@given(st.binary(max_size=400))
def test_any_bytes_are_rules(rules: bytes) -> None:
    assert permits(rules, "/1") in {True, False}
    assert permits(b"User-agent: *\nDisallow: " + rules, "/1") in {True, False}


def test_rules_that_ask_for_much_work() -> None:
    """Many stars, which a regular expression would try in every combination; many rules."""
    assert permits("User-agent: *\nDisallow: /" + "*a" * 5_000 + "$", "/" + "a" * 4_000 + "b")
    assert permits("User-agent: *\n" + "Disallow: /x*y\n" * 30_000, "/1")
