"""An address as an input: the article, the cache, the extra that is missing."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from little_web import OTHER, PUBLIC, Web, answer, redirect

import compare
from compare.articles import page as module
from compare.articles.cache import Cache
from compare.articles.page import is_address, page, page_from
from compare.articles.robots import Robots
from compare.errors import ReadError

TALKS = b"Talks began in Bergen on Monday.\n"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A little web that `compare.read` asks."""
    with Web() as made:
        monkeypatch.setattr("compare.articles.fetch.INTERNET", made.network)
        module._rules.cache_clear()
        yield made
        assert made.strayed == []


def test_an_article(web: Web) -> None:
    web.serve("www.news.example", OTHER, answer(TALKS))
    web.serve("news.example", PUBLIC, redirect("http://www.news.example/1"))
    article = compare.read("http://news.example/1#top")
    assert (article.text, article.digest) == (TALKS.decode(), hashlib.sha256(TALKS).hexdigest())
    assert (article.origin, article.source.url) == ("http://news.example/1#top", "http://www.news.example/1")
    assert article.source.name == "news"
    assert (datetime.now(UTC) - datetime.fromisoformat(article.fetched)).total_seconds() < 60
    assert compare.read("http://news.example/1", "NRK").source.name == "NRK"


def test_a_file_was_never_fetched() -> None:
    assert compare.read("seeds/bbc.txt").fetched == ""


def test_the_second_time_comes_from_the_cache_and_fresh_does_not(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, answer(TALKS))
    first = compare.read("http://news.example/1")
    reached = server.reached
    assert compare.read("http://news.example/1#part") == compare.read("http://news.example/1#part")
    assert compare.read("http://news.example/1") == first
    assert server.reached == reached
    web.serve("news.example", PUBLIC, answer(b"Talks ended."))
    assert compare.read("http://news.example/1").text == TALKS.decode()
    assert compare.read("http://news.example/1", fresh=True).text == "Talks ended."
    assert compare.read("http://news.example/1").text == "Talks ended."


def test_fresh_does_not_fall_back_to_what_is_old(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, answer(TALKS))
    compare.read("http://news.example/1")
    server.close()
    web.names.clear()
    with pytest.raises(ReadError, match="no name server"):
        compare.read("http://news.example/1", fresh=True)
    assert compare.read("http://news.example/1").text == TALKS.decode()


def test_what_is_refused_is_not_kept(web: Web) -> None:
    web.serve("news.example", PUBLIC, answer(b"", status="404 Not Found"))
    with pytest.raises(ReadError, match="status 404"):
        compare.read("http://news.example/1")
    web.serve("news.example", PUBLIC, answer(TALKS))
    assert compare.read("http://news.example/1").text == TALKS.decode()


def test_a_message_names_the_address_in_one_line(web: Web) -> None:
    for address in ("http://news.example/\x1b[31m\n1", "http://127.0.0.1/", "gopher://a\x07/", "http://" + "a" * 9_000):
        with pytest.raises(ReadError) as caught:
            compare.read(address)
        message = str(caught.value)
        assert message.isprintable() and len(message) < 600 and "; " in message
    assert web.connected == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("file:///etc/passwd", True),
        ("gopher://a", True),
        ("seeds/bbc.txt", False),
        ("-", False),
        ("c:\\talks.txt", False),
        ("c://talks.txt", False),
        ("talks: http://a.example", False),
        ("", False),
    ],
)
def test_what_is_meant_as_an_address(text: str, meant: bool) -> None:
    assert is_address(text) is meant


@pytest.mark.parametrize("missing", ["ada_url", "h11", "platformdirs", "protego"])
def test_a_missing_extra_names_the_command(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name in [name for name in sys.modules if name.startswith("compare.articles.")]:
        if name.rpartition(".")[2] in {"address", "cache", "fetch", "robots", "transfer"}:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ReadError, match=rf"http://news\.example/: .*{missing}.*pip install 'tellings\[url\]'"):
        page("http://news.example/")


def test_a_cache_that_cannot_be_written_is_said_and_the_page_is_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "addresses").write_text("in the way")
    with Web() as web, caplog.at_level(logging.WARNING):
        web.serve("news.example", PUBLIC, answer(TALKS))
        found = page_from("http://news.example/", web.network, Robots(), Cache(tmp_path))
    assert found.body == TALKS
    assert "cannot be kept in the cache" in caplog.text
