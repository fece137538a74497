"""What a page says about itself: title, standfirst, outlet, byline, date, address, language, and perhaps its text.

Pages say it several times, and not always the same. The order is that of trust:

    title       the heading (h1) that the page's metadata repeats, else JSON-LD's headline, og:title, <title>,
                each without the outlet's name at its end ("Flood hits Varnby | The Post" → "Flood hits Varnby")
    date        JSON-LD's datePublished, article:published_time and other meta elements, then what htmldate finds
    byline      JSON-LD's author, then what trafilatura finds
    outlet      JSON-LD's publisher, og:site_name
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from compare.articles.document import one_line

_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|\w*NewsArticle|Report|Review|LiveBlogPosting)\Z")
_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]\s+|\s*\|\s*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "og:published_time", "citation_date",
    "citation_publication_date", "rnews:datepublished", "bt:pubdate", "timestamp", "prism.publicationdate",
)  # fmt: skip
_DEEPEST = 30
_MOST_NODES = 5_000


class Metadata(NamedTuple):
    """What a page says about itself, "" where it says nothing."""

    titles: tuple[str, ...]
    standfirst: str
    outlet: str
    byline: str
    date: str
    url: str
    language: str
    body: str


def metadata(tree: Any) -> Metadata:
    """Return what the page `tree`, an element of lxml.html, says about itself."""
    article = _json_ld(tree)
    meta = _meta(tree)
    outlet = _name(article.get("publisher")) or meta.get("og:site_name", "") or meta.get("application-name", "")
    head = one_line(" ".join(tree.xpath("//head/title[1]//text()")[:5])) or meta.get("title", "")
    given = [_text(article.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", ""), head]
    titles = [without_outlet(title, outlet) for title in given if title]
    published = _text(article.get("datePublished")) or next((meta[key] for key in _PUBLISHED if key in meta), "")
    day = _DAY.search(published)
    return Metadata(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        standfirst=_text(article.get("description")) or meta.get("og:description", "") or meta.get("description", ""),
        outlet=outlet,
        byline=", ".join(dict.fromkeys(_authors(article.get("author")))) or meta.get("author", ""),
        date=day.group() if day else "",
        url=_address(tree, meta),
        language=(tree.get("lang") or meta.get("og:locale", "") or _text(article.get("inLanguage")))[:2].lower(),
        body=_text(article.get("articleBody")),
    )


def without_outlet(title: str, outlet: str) -> str:
    """Return `title` without the name of the outlet at its end."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return one_line(title)
    last = one_line(parts[-1])
    rest = one_line(title[: title.rindex(parts[-1])])
    rest = re.sub(r"[\s|\-–—·•»:]+\Z", "", rest)
    known = _bare(outlet)
    same = known and (
        _bare(last) == known or (len(known) > 3 and known in _bare(last) and len(last) <= len(outlet) + 12)
    )
    piped = "|" in title and len(last.split()) <= 5 < len(rest.split()) + 3
    return rest if rest and (same or piped) else one_line(title)


def _bare(words: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net)\b", "", words.casefold())


def _json_ld(tree: Any) -> dict[str, Any]:
    """Return the first article that the page's JSON-LD describes; {} where there is none."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads((script.text_content() or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(node for node in _nodes(data) if any(_ARTICLE.match(kind) for kind in _kinds(node)))
    return max(
        found, key=lambda node: (bool(_text(node.get("headline"))), len(_text(node.get("articleBody")))), default={}
    )


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [(data, 0)]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node, depth = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
        inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        if depth < _DEEPEST:
            waiting.extend((value, depth + 1) for value in inside if isinstance(value, dict | list))


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), "")
    return value.strip() if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), "")
    return one_line(_text(value.get("name")) if isinstance(value, dict) else _text(value))


def _authors(value: Any) -> Iterator[str]:
    for author in value[:10] if isinstance(value, list) else [value]:
        name = _name(author)
        if name and not name.startswith(("http:", "https:")):
            yield name


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        for key in ("property", "name", "itemprop"):
            name = (element.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _address(tree: Any, meta: dict[str, str]) -> str:
    canonical = next(
        (e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), ""
    )
    return next((url for url in (canonical, meta.get("og:url", "")) if url.startswith(("http://", "https://"))), "")
