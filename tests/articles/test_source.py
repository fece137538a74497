"""The source: its name, address, date and byline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.read import read
from compare.articles.source import site

LEAD = "The river rose two metres on Monday and flooded the old town.\n"


def test_the_seeds() -> None:
    bbc, scmp = read("seeds/bbc.txt").source, read("seeds/scmp.txt").source
    assert (bbc.name, bbc.url, bbc.date, bbc.byline) == ("bbc", None, None, None)
    assert scmp.name == "scmp"
    assert scmp.url == (
        "https://scmp.com/news/china/article/1731251/china-will-hold-talks-japan-security-later-month-after-thaw-relations"
    )
    assert scmp.byline == "Additional reporting by Connie Lau and Kanis Leung"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://scmp.com/news", "scmp"),
        ("http://www.bbc.co.uk/news/world-1", "bbc"),
        ("www.dailystar.com.lb", "dailystar"),
        ("https://news.example.org:8080/a?b#c", "example"),
        ("https://user:secret@www.example.net/", "example"),
        ("http://192.168.0.1/x", "192.168.0.1"),
        ("http://localhost/x", "localhost"),
        ("http://[::1", ""),
        ("https://xn--zrich-kva.ch", "xn--zrich-kva"),
        ("https://co.uk", "co"),
        ("", ""),
    ],
)
def test_site(url: str, name: str) -> None:
    assert site(url) == name


def test_date_and_byline() -> None:
    text = f"Flood hits the old town\nBy Jane Doe and Max Roe\nUpdated 10:32 GMT\nPublished: 19 March 2015\n\n{LEAD}"
    source = read(text.encode()).source
    assert source.date == "19 March 2015"
    assert source.byline == "Jane Doe and Max Roe"


def test_a_byline_goes_before_a_credit() -> None:
    text = f"{LEAD}\nAdditional reporting by Max Roe\n\nBy Jane Doe\n"
    assert read(text.encode()).source.byline == "Jane Doe"


def test_an_address_inside_the_text_is_not_the_source() -> None:
    text = "Flood hits the old town\n\n" + f"{LEAD}\n" * 12 + "https://elsewhere.example.com/x\n\n" + f"{LEAD}\n" * 12
    assert read(text.encode(), None).source.url is None
    assert read((text + "https://example.com/x").encode()).source.name == "example"


def test_the_given_name_wins_and_is_cleaned() -> None:
    assert read("seeds/scmp.txt", name=" The\n \x1b[31mPost ").source.name == "The [31mPost"
    assert read("seeds/scmp.txt", name="x" * 100).source.name == "x" * 60
    assert read("seeds/scmp.txt", name=" \n").source.name == "scmp"


@given(st.text(max_size=80))
def test_any_name_is_short_and_on_one_line(name: str) -> None:
    cleaned = read(LEAD.encode(), name=name).source.name
    assert 0 < len(cleaned) <= 60
    assert cleaned == cleaned.strip()
    assert cleaned.isprintable()


@given(st.text(max_size=60))
def test_any_address_gives_some_name(url: str) -> None:
    assert isinstance(site(url), str)
