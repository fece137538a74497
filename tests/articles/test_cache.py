"""The cache: what was put is what is got, and what was changed on disk is not there."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.articles.cache import Cache
from compare.articles.fetch import Page

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
ADDRESS = "https://news.example/1"
PAGE = Page("https://www.news.example/1", b"Talks began.", "utf-8", WHEN)


def the_file(folder: Path) -> Path:
    (found,) = [path for path in folder.rglob("*") if path.is_file()]
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(address=st.text(st.characters(exclude_categories=["Cs"])), body=st.binary(), charset=st.none() | st.just("big5"))
def test_what_is_put_is_got(tmp_path: Path, address: str, body: bytes, charset: str | None) -> None:
    page = Page("http://a.example/", body, charset, WHEN)
    Cache(tmp_path).put(address, page)
    assert Cache(tmp_path).get(address) == page


def test_what_was_not_put_is_not_there(tmp_path: Path) -> None:
    assert Cache(tmp_path / "none").get(ADDRESS) is None
    assert list(tmp_path.iterdir()) == []
    Cache(tmp_path).put(ADDRESS, PAGE)
    assert Cache(tmp_path).get("https://news.example/2") is None


def test_two_addresses_of_one_page_share_it(tmp_path: Path) -> None:
    Cache(tmp_path).put(ADDRESS, PAGE)
    Cache(tmp_path).put("https://news.example/2", PAGE)
    the_file(tmp_path / "pages")
    assert len(list((tmp_path / "addresses").iterdir())) == 2


@pytest.mark.parametrize("body", [b"", b"Talks ended.", b"Talks began. And more."])
def test_a_page_that_was_changed_is_not_there(tmp_path: Path, body: bytes) -> None:
    Cache(tmp_path).put(ADDRESS, PAGE)
    the_file(tmp_path / "pages").write_bytes(body)
    assert Cache(tmp_path).get(ADDRESS) is None


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "../../../etc/passwd"},
        {"sha256": 1},
        {"fetched": "yesterday"},
        {"fetched": "2026-03-04T05:06:07"},
        {"fetched": (datetime.now(UTC) + timedelta(days=400)).isoformat()},
        {"fetched": None},
        {"address": "https://news.example/2"},
    ],
)
def test_an_entry_that_was_changed_is_not_there(tmp_path: Path, change: dict[str, object]) -> None:
    Cache(tmp_path).put(ADDRESS, PAGE)
    entry = the_file(tmp_path / "addresses")
    entry.write_text(json.dumps(json.loads(entry.read_text()) | change))
    assert Cache(tmp_path).get(ADDRESS) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '"x"', '{"sha256":', "\x00"])
def test_an_entry_that_is_none_is_not_there(tmp_path: Path, text: str) -> None:
    Cache(tmp_path).put(ADDRESS, PAGE)
    the_file(tmp_path / "addresses").write_text(text)
    assert Cache(tmp_path).get(ADDRESS) is None


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_it_is_for_its_user_alone(tmp_path: Path) -> None:
    Cache(tmp_path).put(ADDRESS, PAGE)
    for path in tmp_path.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_oldest_pages_make_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path, largest=250)
    for k in range(4):
        cache.put(f"http://a.example/{k}", Page("http://a.example/", bytes([k]) * 100, None, WHEN))
        for path in (tmp_path / "pages").iterdir():
            if path.read_bytes()[0] == k:
                os.utime(path, (k, k))
    assert [cache.get(f"http://a.example/{k}") is not None for k in range(4)] == [False, False, True, True]
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]
