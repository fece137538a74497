"""The page at an address, from the cache or the network, or one `ReadError` that says what to do.

    page("https://news.example/1")              fetched, and kept
    page("https://news.example/1")              from the cache; `fetched` says of when
    page("https://news.example/1", fresh=True)  fetched anew

This is the only door to the network. What is behind it is split by what can be decided without it: `address` (may this
be asked?), `robots`, `inflate`, `transfer` (one question over a socket), `fetch` (the way over all hops), `cache`.
"""

from __future__ import annotations

import logging
import re
from functools import cache as once
from typing import TYPE_CHECKING

from compare.articles.source import words
from compare.errors import ReadError

if TYPE_CHECKING:
    from compare.articles.cache import Cache
    from compare.articles.fetch import Network, Page
    from compare.articles.robots import Robots

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: "c:" is a drive
_log = logging.getLogger(__name__)


def is_address(text: str) -> bool:
    """Return whether `text` is meant as an address and not as a path: it begins with a scheme and two slashes."""
    return _ADDRESS.match(text) is not None


def page(address: str, *, fresh: bool = False) -> Page:
    """Return the page at `address`. Raises `ReadError`: without the extra `url`, and for whatever `fetch` refuses."""
    try:
        from platformdirs import user_cache_path

        from compare.articles.cache import Cache
        from compare.articles.fetch import INTERNET
        from compare.articles.robots import Robots
    except ImportError as error:
        raise ReadError(
            f"{words(address)[:200]}: to read an address, {error.name} is missing; "
            "type pip install 'tellings[url]', or open the page in a browser, save it and give the file"
        ) from None
    return page_from(address, INTERNET, _rules(Robots), Cache(user_cache_path("tellings")), fresh=fresh)


def page_from(address: str, network: Network, robots: Robots, cache: Cache, *, fresh: bool = False) -> Page:
    """Do what `page` does with the network, the rules and the cache that are given."""
    from compare.articles.address import Refused, target
    from compare.articles.fetch import fetch

    shown = words(address)[:200]
    try:
        asked = target(address)
        kept = None if fresh else cache.get(asked.href)
        if kept is not None:
            return kept
        found = fetch(asked, network, robots)
    except Refused as refusal:
        raise ReadError(f"{shown}: {refusal}") from None
    try:
        cache.put(asked.href, found)
    except OSError as error:
        _log.warning("%s: is read, but cannot be kept in the cache (%s)", shown, error.strerror or error)
    return found


@once
def _rules(made: type[Robots]) -> Robots:
    """Return the process's one record of what sites permit, so that a batch asks each once."""
    return made()
