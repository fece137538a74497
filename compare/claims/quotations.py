"""Quotations, also those that run over sentences and paragraphs, and the stretches of text that hold them whole.

    "We won. We will stay," he said. "It is ours."        two stretches: … he said. | "It is ours."
    “We won.⏎⏎“We will stay,” he said.                    a paragraph that opens anew continues the one not closed

A quotation is one thing for whoever looks for its speaker, so the sentences that it joins are joined to one
*stretch*. A mark is told to open or close by what stands beside it, because an apostrophe looks like a closing mark
and a straight mark like either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Span

LONGEST = 3000  # characters; a mark that is not closed by then is a stray one
LONGEST_SINGLE = 400  # characters, of a quotation in single marks

_MARK = re.compile("[\"“”„«»\u2018\u2019']|``")
# What closes a quotation, by what opens it. Marks of two kinds are mixed often enough.
_OPENS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'),
    "”": ("”",),
    "„": ("“", "”"),
    "«": ("»",),
    "‘": ("’",),
    '"': ('"', "”"),
    "'": ("'",),
    "''": ("''",),
    "``": ("''", "``"),
}


class Quotation(NamedTuple):
    """A quotation with its marks. `closed`: it ends with one, and not with its paragraph."""

    span: Span
    closed: bool


class Stretch(NamedTuple):
    """One or more sentences, none of whose quotations crosses its edge; `paragraph` counts paragraphs from 0."""

    span: Span
    paragraph: int
    quotations: tuple[Quotation, ...]
    ends: frozenset[int]  # where its sentences end


def stretches(text: str, sentences: Sequence[Span]) -> list[Stretch]:
    """Return the stretches of `text` that `sentences` make, in order."""
    made: list[Stretch] = []
    for number, paragraph in enumerate(_paragraphs(text, sentences)):
        quotations = _quotations(text, paragraph[0].start, paragraph[-1].end)
        first = k = 0
        group: list[Span] = []
        for sentence in paragraph:
            group.append(sentence)
            while k < len(quotations) and quotations[k].span.end <= sentence.end:
                k += 1
            if k < len(quotations) and quotations[k].span.start < sentence.end:
                continue  # it goes on in the next sentence
            made.append(_stretch(group, number, quotations[first:k]))
            group, first = [], k
        if group:
            made.append(_stretch(group, number, quotations[first:]))
    return made


def _stretch(group: Sequence[Span], paragraph: int, quotations: Sequence[Quotation]) -> Stretch:
    span = Span(group[0].start, group[-1].end)
    inside = tuple(q for q in quotations if span.start <= q.span.start and q.span.end <= span.end)
    return Stretch(span, paragraph, inside, frozenset(sentence.end for sentence in group))


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    """Group sentences into paragraphs: a line end parts them, but not a single one inside of a quotation."""
    groups: list[list[Span]] = []
    end, straight, curly = 0, False, False  # which kind of mark is open
    for sentence in sentences:
        if sentence.end <= sentence.start:
            continue
        lines = text.count("\n", end, sentence.start)
        if groups and (not lines or (lines == 1 and (straight or curly) and text[sentence.start] not in _OPENS)):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
            straight = curly = False
        words, end = sentence.of(text), sentence.end
        straight = (straight + words.count('"')) % 2 == 1
        curly = curly + words.count("“") > words.count("”")
    return groups


def _quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the outermost quotations of ``text[start:end]``, one paragraph."""
    found: list[Quotation] = []
    opened, at = -1, start
    closes: tuple[str, ...] = ()
    while match := _MARK.search(text, at, end):
        mark, place = match.group(), match.start()
        at = match.end()
        if mark == "'" and text[at : at + 1] == "'":
            mark, at = "''", at + 1
        if opened >= 0 and place - opened > LONGEST:
            opened = -1
        if opened < 0:
            if _may_open(text, place, at, mark, start, end):
                opened, closes = place, _OPENS[mark]
        elif mark in closes and _may_close(text, place, at, mark, end):
            found.append(Quotation(Span(opened, at), closed=True))
            opened = -1
    if opened >= 0 and end - opened <= LONGEST:
        found.append(Quotation(Span(opened, end), closed=False))
    return found


def _may_open(text: str, place: int, after: int, mark: str, start: int, end: int) -> bool:
    if mark not in _OPENS:
        return False
    if mark in ("“", "„", "«", "``"):
        return True
    before = text[place - 1] if place > start else " "
    following = text[after] if after < end else " "
    if following.isspace():
        return False
    if mark == "”":  # a closing mark that was meant to open
        return place == start or before.isspace()
    if not (before.isspace() or before in "([{—–-:,/"):
        return False
    # One single mark alone is an apostrophe ("the '90s").
    return mark not in ("'", "‘", "’") or (mark != "’" and _is_closed(text, place, after, _OPENS[mark][0], end))


def _is_closed(text: str, place: int, after: int, closes: str, end: int) -> bool:
    """Whether the single mark at `place` is closed within a few sentences."""
    if not (text[after].isalnum() or text[after] in "[(.…$£€"):
        return False
    at = text.find(closes, after, min(end, place + LONGEST_SINGLE))
    while at >= 0:
        if _may_close(text, at, at + 1, closes, end):
            return True
        at = text.find(closes, at + 1, min(end, place + LONGEST_SINGLE))
    return False


def _may_close(text: str, place: int, after: int, mark: str, end: int) -> bool:
    following = text[after] if after < end else " "
    before = text[place - 1]
    if mark in ("'", "’"):
        # An apostrophe stands between letters, or after the s of a plural before a noun.
        plural = before == "s" and following == " " and text[after + 1 : after + 2].islower()
        return not following.isalnum() and not before.isspace() and not plural
    if mark == '"':
        return not before.isspace() or following.isspace() or not following.isalnum()
    return True
