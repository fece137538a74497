"""Where a text quotes somebody, also over several sentences and paragraphs.

    Smith refused. “We are ready. We will not sign,” he said.
                   ╰──────────── one quotation ───╯            two sentences that cannot be told apart

A quotation ends with its closing mark, or with its paragraph; but where the next paragraph opens with a mark again,
it goes on there, as is usual in print. A mark that closes nothing is `Quotations.stray`: the text cannot be trusted
there. A single mark is a quotation only where it opens a word and one that stands after a full stop, comma or the
like closes it in the same paragraph, so that an apostrophe is none; a double mark after a digit is inches.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from compare.model import Span

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_MARK = re.compile(r"[\"“”„«»「」『』]|''|``")
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)(?P<said>[^\n\"“”]{0,1000}?[,.?!…]['’](?!\w))")
_OPENING = frozenset("“„«「『") | {"``"}
_CLOSING = frozenset("”»」』") | {"''"}
_LEAD = re.compile(r"[\s•*>–—-]*")


class Quotations(NamedTuple):
    """The quotations of a text, in order, marks included; `stray` are the places of marks that close nothing."""

    spans: tuple[Span, ...]
    stray: tuple[int, ...]

    def touching(self, start: int, end: int) -> Iterator[Span]:
        """Return the quotations that have a character in the stretch `start` to `end`."""
        k = bisect_right(self.spans, start, key=lambda span: span.end)
        while k < len(self.spans) and self.spans[k].start < end:
            yield self.spans[k]
            k += 1

    def strays(self, start: int, end: int) -> bool:
        """Tell whether a mark that closes nothing stands in the stretch `start` to `end`."""
        k = bisect_left(self.stray, start)
        return k < len(self.stray) and self.stray[k] < end

    def without(self, text: str, start: int, end: int) -> str:
        """Return the stretch of `text` from `start` to `end` with an empty pair of marks for each quotation."""
        kept, at = [], start
        for span in self.touching(start, end):
            kept += [text[at : span.start], "“”"]
            at = min(span.end, end)
        return "".join((*kept, text[at:end]))


def quotations(text: str) -> Quotations:
    """Return the quotations of `text`.

    >>> [span.of("Smith: “No. Never.” He left.") for span in quotations("Smith: “No. Never.” He left.").spans]
    ['“No. Never.”']
    """
    spans: list[Span] = []
    stray: list[int] = []
    opened: int | None = None
    paragraphs = list(_PARAGRAPH.finditer(text))
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        opened = _scan(text, Span(*paragraph.span()), opened, spans, stray)
        if opened is not None and not (following and _opens(text, following.start())):
            spans.append(Span(opened, paragraph.end()))
            opened = None
    double = Quotations(tuple(spans), tuple(stray))
    single = (Span(*match.span()) for match in _SINGLE.finditer(text))
    spans += [span for span in single if not any(double.touching(*span))]
    return Quotations(tuple(sorted(spans)), tuple(stray))


def _scan(text: str, paragraph: Span, opened: int | None, spans: list[Span], stray: list[int]) -> int | None:
    """Add the quotations of a paragraph to `spans`. `opened` is where one began before; return what is open after."""
    first = _LEAD.match(text, *paragraph)
    begins = first.end() if first else paragraph.start
    for match in _MARK.finditer(text, *paragraph):
        mark, at = match.group(), match.start()
        if opened is not None:
            if at == begins and mark not in _CLOSING:  # the quotation goes on in a new paragraph
                continue
            if mark not in _OPENING:
                spans.append(Span(opened, match.end()))
                opened = None
        elif mark in _OPENING or (mark not in _CLOSING and text[match.end() : match.end() + 1].strip()):
            if not (mark == '"' and at and text[at - 1].isalnum()):
                opened = at
            elif not text[at - 1].isdigit():
                stray.append(at)
        elif not (mark in {'"', "''", "”"} and at and text[at - 1].isdigit()):
            stray.append(at)
    return opened


def _opens(text: str, start: int) -> bool:
    """Tell whether the paragraph at `start` begins with an opening mark."""
    lead = _LEAD.match(text, start)
    match = _MARK.match(text, lead.end() if lead else start)
    return match is not None and match.group() not in _CLOSING
