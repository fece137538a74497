"""A web page → one document: every line that the page shows, those outside the article as boilerplate.

    Home · World · Sport                      boilerplate: outside the article's text (trafilatura)
    Flood hits Varnby                         title: heading that the page's metadata repeats
    By Jane Doe                               byline: name of the page's author
    The river rose two metres on Monday.      no role: a paragraph, unless a rule for lines knows better
    Read more: the flood of 1953              boilerplate

trafilatura decides what the article is (`kept`): its usual mode, but at the article's edges its strict one, which is
better there and misses more inside (``benchmarks/extraction.py``: runs of four words +.007 on pages not tuned on).
`metadata` has what the page says of itself. Nothing of the page's text is dropped, so that a user can see what was left
out. Where the article is in the page's data only, as on pages that are drawn by a script, its text is appended from
there.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from itertools import compress
from typing import Any

from compare.articles.decode import decode
from compare.articles.document import Document, Unreadable
from compare.articles.readers.kept import kept, words_of
from compare.articles.readers.metadata import Metadata, metadata
from compare.articles.readers.visible import Shown, shown
from compare.model import Role

OUTSIDE = "outside the article's text (trafilatura)"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEAR = 20  # lines from the beginning of the text
_BODY_WORDS = 60  # an articleBody that is shorter is a teaser
_MISSED = 0.5
_FEW = 3  # an article body this many times longer than what the page shows is not on the page


def read(data: bytes) -> list[Document]:
    """Read one page. Raises `Unreadable` where it shows no text at all."""
    return [page_of(data)]


def page_of(data: bytes, url: str = "") -> Document:
    """Return the document of a page of the address `url`. Raises `Unreadable` where it shows no text."""
    text, encoding = _decoded(data)
    return page(text, encoding, url)


def page(html: str, encoding: str = "utf-8", url: str = "") -> Document:
    """Return the document of a page that was decoded. Raises `Unreadable` where it shows no text."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        raise Unreadable("is an HTML page without any text; open it in a browser and save the text")
    about = metadata(tree)
    lines = shown(tree)
    words = [words_of(line.words) for line in lines]
    usual, strict = (
        kept(words, words_of(trafilatura.extract(html, include_comments=False, favor_precision=mode) or ""))
        for mode in (False, True)
    )
    inside = _without_edges(lines, usual, strict)
    document = Document(
        encoding=encoding,
        outlet=about.outlet,
        url=about.url or url,
        date=about.date or _found_date(html),
        byline=about.byline,
        language=about.language,
    )
    body = _paragraphs(about.body, sum(len(line) for line, is_kept in zip(words, inside, strict=True) if is_kept))
    _write(document, lines, words, [was and not body for was in inside], about)
    for paragraph in body:
        document.add(paragraph, Role.PARAGRAPH, "text of the article in the page's data (JSON-LD)")
    if not document.text:
        raise Unreadable("is an HTML page without any text; open it in a browser and save the text")
    return document


def _without_edges(lines: Sequence[Shown], usual: list[bool], strict: list[bool]) -> list[bool]:
    """Return `usual` without what stands before the first or after the last line that the strict mode keeps.

    Teasers, boxes and links stand around an article more than in it. Where the strict mode keeps so little that it must
    have missed the article, `usual` stays as it is.
    """
    lengths = [len(line.words) for line in lines]
    if sum(compress(lengths, strict)) <= _MISSED * sum(compress(lengths, usual)):
        return usual
    first, last = strict.index(True), len(strict) - 1 - strict[::-1].index(True)
    return [was and first <= index <= last for index, was in enumerate(usual)]


def _write(
    document: Document, lines: Sequence[Shown], words: list[list[str]], inside: list[bool], about: Metadata
) -> None:
    """Add the lines of the page with their roles."""
    title = _title(lines, words, inside, about)
    first = inside.index(True) if True in inside else len(lines)
    if title is None and about.titles:
        document.add(about.titles[0], Role.TITLE, "title in the page's metadata")
    for index, (line, is_inside) in enumerate(zip(lines, inside, strict=True)):
        if index == title:
            named, bar, rest = line.words.partition(" | ")  # "Flood hits Varnby | Weather"
            document.add(named, Role.TITLE, "heading that the page's metadata repeats")
            document.add(f"{bar}{rest}", Role.BOILERPLATE, "label beside the title")
        elif title is not None and title < index < title + 3 and words[index] == words[title]:
            document.add(line.words, Role.BOILERPLATE, "the title once more")
        else:
            near = abs(index - first) < _NEAR
            document.add(line.words, *(_told(words[index], about) if near else None) or _placed(line, is_inside))


def _told(line: list[str], about: Metadata) -> tuple[Role, str] | None:
    """Return the role of a line near the beginning that the page's metadata repeats."""
    signed = words_of(about.byline)
    if signed and line in (signed, ["by", *signed]):
        return Role.BYLINE, "name of the page's author"
    if len(line) > 4 and line == words_of(about.standfirst):
        return Role.STANDFIRST, "description in the page's metadata"
    return None


def _placed(line: Shown, is_inside: bool) -> tuple[Role, str]:
    """Return the role of a line by what trafilatura says of it and the element that holds it."""
    tag = str(line.block.tag)
    if not is_inside:
        return Role.BOILERPLATE, OUTSIDE
    if tag in _HEADINGS:
        return Role.HEADING, "heading of the page"
    if tag == "li":
        return Role.LIST_ITEM, "item of a list of the page"
    if tag == "figcaption":
        return Role.CAPTION, "caption of the page"
    return Role.PARAGRAPH, "text of the article (trafilatura)"


def _title(lines: Sequence[Shown], words: list[list[str]], inside: list[bool], about: Metadata) -> int | None:
    """Return which line is the title: a heading that the metadata repeats, or the only great heading."""
    named = [words_of(title) for title in about.titles]
    great = [index for index, line in enumerate(lines) if _is_great(line.block)]
    for index in great:
        if words[index] and any(words[index] == name or _contains(name, words[index]) for name in named):
            return index
    if len(great) == 1 and words[great[0]] and any(inside[great[0] :]):
        overlap = max((_overlap(words[great[0]], name) for name in named), default=1.0)
        if overlap >= 0.5:
            return great[0]
    first = inside.index(True) if True in inside else len(lines)
    return next((i for i in range(min(first + 3, len(lines))) if words[i] and words[i] in named), None)


def _is_great(block: Any) -> bool:
    for _ in range(3):
        if block is None:
            return False
        if block.tag == "h1":
            return True
        block = block.getparent()
    return False


def _contains(whole: list[str], part: list[str]) -> bool:
    return len(part) >= 4 and whole[: len(part)] == part


def _overlap(one: list[str], other: list[str]) -> float:
    return len(set(one) & set(other)) / max(1, min(len(set(one)), len(set(other))))


def _paragraphs(body: str, shown_words: int) -> list[str]:
    """Return the article's text from the page's data where the page shows so much less of it."""
    words = words_of(body)
    if len(words) < _BODY_WORDS or len(words) < _FEW * shown_words or "<" in body[:20]:
        return []
    return [line for line in re.split(r"[\r\n]+", body) if line.strip()]


def _found_date(html: str) -> str:
    from htmldate import find_date

    day = find_date(html, original_date=True, extensive_search=True) or ""
    # The first of January is what it makes of a year alone, as in "Copyright 2020".
    return "" if day.endswith("-01-01") and not re.search(r"\b0?1[./-]0?1\b|\bJan\w* 0?1\b|\b0?1 Jan", html) else day


def _decoded(data: bytes) -> tuple[str, str]:
    """Decode as a browser would: a mark, valid UTF-8, what the page declares; else a guess."""
    text, encoding = decode(data)
    declared = _CHARSET.search(data[:4096])
    if encoding == "utf-8" or declared is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return text, encoding
    name = declared.group(1).decode("ascii").lower()
    name = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}.get(name, name)
    try:
        return data.decode(name, errors="replace"), name
    except LookupError:
        return text, encoding
