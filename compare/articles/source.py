"""Who published an article, as far as its text and its file say.

    Source:
    https://scmp.com/news/china/article/1731251/…     → name "scmp", url "https://scmp.com/news/…"
    …
    Additional reporting by Connie Lau and Kanis Leung → byline

A text without an address takes its name from its file: ``seeds/bbc.txt`` → "bbc". A name that the user gives wins.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import urlsplit

from compare.articles.rules import ADDRESS, DATE
from compare.model import Block, Role, Source

_NAME_LENGTH = 60
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}>'\""
# The second label of "bbc.co.uk" and "dailystar.com.lb" says what kind of domain it is, not whose.
_KINDS = frozenset("ac co com edu go gob gouv gov govt gv info mil ne net nom or org sch web".split())
_EDGE = 8  # an address further from the top or the bottom is one that the article mentions
_DATE_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created|issued|uploaded)|last update|updated?"
    r"|publication date|dated?)(?: on| at)?\s*:?\s*",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d月",
    re.IGNORECASE,
)


def source(text: str, blocks: tuple[Block, ...], origin: str, name: str | None = None) -> Source:
    """Return what `blocks` of `text` say about its source. `name` overrides what the address or `origin` would give."""
    url = _address(text, blocks)
    written = [words(b.span.of(text)) for b in blocks if b.role is Role.BYLINE]
    signed = next((byline for byline in written if byline.lower().startswith("by ")), None)
    return Source(
        name=clean(name or "") or (clean(site(url)) if url else "") or clean(PurePath(origin).stem) or "article",
        url=url,
        date=_date(text, blocks),
        byline=signed[3:] if signed else next(iter(written), None),
    )


def site(url: str) -> str:
    """Return the short name of the site of an address: the label that was registered (``bbc`` of www.bbc.co.uk)."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # an address such as "http://[::1"
        return ""
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or labels[-1].isdigit():
        return host
    labels.pop()
    if len(labels) > 1 and labels[-1] in _KINDS:
        labels.pop()
    return labels[-1]


def words(text: str) -> str:
    """Return `text` on one line, without control characters and doubled or outer white space."""
    return " ".join("".join(" " if unicodedata.category(c).startswith("C") else c for c in text).split())


def clean(name: str) -> str:
    """Return `name` as the name of a source: on one line, short."""
    return words(name)[:_NAME_LENGTH].strip()


def _address(text: str, blocks: tuple[Block, ...]) -> str | None:
    edges = blocks if len(blocks) <= 2 * _EDGE else blocks[:_EDGE] + blocks[-_EDGE:]
    for block in edges:
        if block.reason == ADDRESS:
            found = _URL.search(block.span.of(text))
            if found:
                return words(found.group()).rstrip(_TRAILING)
    return None


def _date(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.reason == DATE:
            printed = _DATE_LABEL.sub("", words(block.span.of(text)), count=1).strip(" |•·-–,")
            if _DAY.search(printed):
                return printed
    return None
