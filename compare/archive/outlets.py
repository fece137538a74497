"""The names of agencies and outlets, as a table: "AP", "The Associated Press" and apnews.com are one.

Names are matched as they are printed, capitals and all, and the longest that fits wins, so that "Interfax-Ukraine" is
not Interfax and "Australian Associated Press" not the Associated Press.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit

from compare.articles.source import clean, site


class Outlets(NamedTuple):
    """The table: name by each of its names, name by host, and those names that are agencies'."""

    names: dict[str, str]
    hosts: dict[str, str]
    agencies: frozenset[str]


@cache
def outlets() -> Outlets:
    """Return the table of `data/outlets.txt`."""
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    agencies = set()
    section = ""
    for line in files(__package__).joinpath("data/outlets.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, others, sites = (part.strip() for part in line.split("|"))
            names |= dict.fromkeys([name, *filter(None, map(str.strip, others.split(";")))], name)
            hosts |= dict.fromkeys(map(str.strip, sites.split(",")), name)
            agencies |= {name} if section == "agencies" else set()
    return Outlets(names, hosts, frozenset(agencies))


@cache
def pattern(agencies: bool = True) -> str:
    """Return a regular expression for the names of agencies, or of all outlets, the longest first, as no group."""
    table = outlets()
    wanted = [spelt for spelt, name in table.names.items() if not agencies or name in table.agencies]
    ordered = sorted(wanted, key=lambda spelt: (-len(spelt), spelt))
    either = "|".join(re.escape(spelt).replace(r"\ ", r"\s+") for spelt in ordered)
    firsts = "".join(sorted({re.escape(spelt[0]) for spelt in wanted}))  # most words fail at once
    return rf"(?<![\w.@/-])(?=[{firsts}])(?:{either})(?![\w@/-]|['’](?!s\b))"


def named(words: str) -> str | None:
    """Return the one name of whoever `words` begin or end with, or name in between; None where it is not in the table.

    >>> named("the Associated Press"), named("Japanese news agency Kyodo"), named("the local paper")
    ('Associated Press', 'Kyodo', None)
    """
    found = _any().search(words)
    return outlets().names[" ".join(found.group().split())] if found else None


def publisher(url: str | None) -> str | None:
    """Return the name of the outlet whose page an address is of, or None.

    >>> publisher("http://uk.reuters.com/article/2014"), publisher("https://example.org/")
    ('Reuters', None)
    """
    labels = host(url).split(".")
    for first in range(len(labels) - 1):
        found = outlets().hosts.get(".".join(labels[first:]))
        if found:
            return found
    return None


def publisher_of(name: str, url: str | None = None) -> str | None:
    """Return the outlet of the table that an article is of, by its address, else by the name of its source, or None.

    The name of an outlet counts whole, as "The Times of Malta" is not The Times; that of an agency within another too.

    >>> publisher_of("bbc"), publisher_of("Reuters UK"), publisher_of("The Guardian Nigeria")
    ('BBC', 'Reuters', None)
    """
    names, agencies = outlets().names, outlets().agencies
    within = named(name)
    return (
        publisher(url)
        or publisher(name)
        or next((names[spelt] for spelt in (name, name.upper(), name.title()) if spelt in names), None)
        or (within if within in agencies else None)
    )


@lru_cache(maxsize=10_000)
def _known(name: str, place: str) -> tuple[str | None, str]:
    """Return the outlet of a name and a host, and the name where it is not only short for the host."""
    return publisher_of(name, place or None), "" if place and name == clean(site(place)) else name


def published_by(name: str, url: str | None) -> tuple[str, ...]:
    """Return by what the outlet of an article is known; articles that share one of these are of one outlet.

    That is its name in the table, or the host of its address; and the name of the source, but for one that is only
    short for the host, as "dailystar" is of dailystar.co.uk and of dailystar.com.lb.

    >>> published_by("The Post", "https://www.post.example.org/1"), published_by("bbc", "http://news.bbc.co.uk/2")
    (('post.example.org', 'The Post'), ('BBC',))
    """
    place = host(url)
    known, told = _known(name, place)
    return tuple(dict.fromkeys(filter(None, (known or place, told))))


def host(url: str | None) -> str:
    """Return the host of an address without "www." or "m.", "" where there is none."""
    try:
        found = urlsplit(url if url and "//" in url else f"//{url or ''}").hostname or ""
    except ValueError:  # an address such as "http://[::1"
        return ""
    return re.sub(r"\A(?:www\d?|m|mobile|amp)\.", "", str(found).lower())


@cache
def _any() -> re.Pattern[str]:
    return re.compile(pattern(agencies=False))
