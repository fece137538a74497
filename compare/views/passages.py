"""Stretches of an article as a page shows them: the words of a claim in parts, its line, and what no claim covers.

A journalist finds a passage by its line, not by the offset of a character, so every stretch is given a line number as
text editors count: a line ends at a line feed, a carriage return or both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from compare.model import Article, Block, Claim, Role, Span
from compare.views.escape import one_line
from compare.views.wording import NOT_A_STATEMENT, TITLE, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINE_END: Final = re.compile(r"\r\n|\n|\r")

# Roles of which claims are made. Titles are not: they repeat the text below them, and shorten it.
COMPARED: Final = frozenset({Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION})


class Mark(StrEnum):
    """How a part of a claim is set."""

    PLAIN = "plain"
    DIFFERS = "differs"
    CLASHES = "clashes"


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a claim that are set alike. White space is already one space; escaping is left to the view."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of an article and the line they begin in."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was not compared for one reason: the passages, in reading order."""

    role: str
    reason: str
    passages: tuple[Passage, ...]


class Places:
    """An article's text, with the line of every span in it."""

    def __init__(self, text: str) -> None:
        """Find the lines of `text`."""
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def line(self, span: Span) -> int:
        """Return the line, from 1, of the first character of `span` that is no white space."""
        words = span.of(self._text)
        return bisect_right(self._starts, span.start + len(words) - len(words.lstrip()))

    def around(self, claim: Claim) -> tuple[str, str]:
        """Return the words of the claim's sentence before and after the claim, on one line each; mostly none."""
        before, after = Span(claim.sentence.start, claim.span.start), Span(claim.span.end, claim.sentence.end)
        return self.words(before), self.words(after)

    def words(self, span: Span) -> str:
        """Return the words of `span` on one line."""
        return one_line(span.of(self._text)).strip()


def parts(claim: Claim, differs: Sequence[Span], clashes: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """Return the words of `claim` in parts, each set alike; a clash outdoes a difference. Spans are the article's."""
    marks = [Mark.PLAIN] * len(claim.text)
    for spans, mark in ((differs, Mark.DIFFERS), (clashes, Mark.CLASHES)):
        for start, end in spans:
            inside = range(len(marks))[max(0, start - claim.span.start) : max(0, end - claim.span.start)]
            marks[inside.start : inside.stop] = [mark] * len(inside)
    first = len(claim.text) - len(claim.text.lstrip())
    last = len(claim.text.rstrip())
    edges = [i for i in range(first, last) if i == first or marks[i] is not marks[i - 1]]
    return tuple(
        Part(one_line(claim.text[start:end]), marks[start])
        for start, end in zip(edges, [*edges[1:], last], strict=True)
    )


def beginning(words: str, limit: int) -> str:
    """Return `words`, cut after a word where they are longer than `limit` characters."""
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip() + " …"


def left_out(block: Block) -> bool:
    """Return whether a page shows nothing of `block`: its words are neither compared nor the title."""
    return block.role not in COMPARED and block.role is not Role.TITLE


def dropped(article: Article, claims: Sequence[Claim]) -> tuple[Dropped, ...]:
    """Return what of `article` no claim of `claims` covers, by role and reason, in order of first appearance."""
    places = Places(article.text)
    found: dict[tuple[str, str], list[Passage]] = {}
    covered = sorted(claim.span for claim in claims)
    for block in article.blocks:
        inside = [span for span in covered if span.start < block.span.end and span.end > block.span.start]
        reason = TITLE if block.role is Role.TITLE else block.reason
        if inside or block.role in COMPARED:
            reason = NOT_A_STATEMENT
        for span in _gaps(block, inside):
            if any(character.isalnum() for character in span.of(article.text)):
                passage = Passage(places.line(span), places.words(span))
                found.setdefault((part(block.role), reason), []).append(passage)
    return tuple(Dropped(role, reason, tuple(passages)) for (role, reason), passages in found.items())


def _gaps(block: Block, inside: Iterable[Span]) -> Iterator[Span]:
    start = block.span.start
    for span in inside:
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < block.span.end:
        yield Span(start, block.span.end)
