"""Where a claim stands, for a reader who wants to see it: line, page or row, and an address that leads to the words.

    "The river rose two metres."   line 12 · page 3
    https://post.example/flood#:~:text=The%20river%20rose,two%20metres.

The part after ``#:~:text=`` is a text fragment (WICG, Scroll to Text Fragment): browsers scroll to these words and
mark them. Long passages are given by their first and last words. Where the words stand more than once in the text, the
words before and after them are added (``text=prefix-,words,-suffix``). Commas, hyphens and ampersands have a meaning in
it, so they are escaped too.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from compare.model import Article, Place, Span

_WHOLE = 8  # words; what is longer is given by its ends
_ENDS = 4
_AROUND = 3
_LONGEST = 500_000  # characters; no page of the web is longer, and to count words in it for each claim takes minutes
_UNSPACED = 24  # characters of a script without spaces


class Located(NamedTuple):
    """Where a span stands: its first line in the text (from 1), its places in the file, and an address or None."""

    line: int
    places: tuple[Place, ...]
    address: str | None


def place(article: Article, span: Span) -> Located:
    """Return where `span` of the article's text stands. The span must not be empty."""
    return Located(
        line=article.text.count("\n", 0, span.start) + 1,
        places=places_in(article, span),
        address=address(article, span),
    )


def places_in(article: Article, span: Span) -> tuple[Place, ...]:
    """Return the pages or rows of its file that `span` of the article's text stands in."""
    return tuple(p for p in article.places if p.span.start < span.end and span.start < p.span.end)


def address(article: Article, span: Span) -> str | None:
    """Return the address of the article with a text fragment for `span`; None where the article has no web address."""
    url = article.source.url
    if url is None or len(article.text) > _LONGEST or not url.lower().startswith(("http://", "https://")):
        return None
    base, _, fragment = url.partition("#")
    anchor = fragment.partition(":~:")[0]
    return f"{base}#{anchor}:~:text={text_directive(article.text, span)}"


def text_directive(text: str, span: Span) -> str:
    """Return what comes after ``text=``: the words of `span` in `text`, encoded, told apart by their neighbours.

    >>> text_directive("It rained. It rained again.", Span(11, 20))
    'It%20rained.-,It%20rained,-again.'
    """
    passage = " ".join(span.of(text).split())
    ends = _ends(passage)
    directive = ",".join(map(_escaped, ends))
    if _count(text, ends[0]) > 1:
        before = _near(text[max(0, span.start - 200) : span.start].rpartition("\n")[2], last=True)
        after = _near(text[span.end : span.end + 200].partition("\n")[0], last=False)
        directive = (f"{_escaped(before)}-," if before else "") + directive + (f",-{_escaped(after)}" if after else "")
    return directive


def _ends(passage: str) -> list[str]:
    """Return the whole passage, or its beginning and its end where it is long."""
    words = passage.split(" ")
    if len(words) > _WHOLE:
        return [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]
    if len(passage) > 4 * _UNSPACED:  # few words and many characters: a script without spaces, or one long address
        return [passage[:_UNSPACED], passage[-_UNSPACED:]]
    return [passage]


def _near(words: str, *, last: bool) -> str:
    """Return the few words nearest to a passage, of those before it (`last`) or after it."""
    few = words.split()
    near = " ".join(few[-_AROUND:] if last else few[:_AROUND])
    return near[-_UNSPACED:] if last else near[:_UNSPACED]


def _count(text: str, words: str) -> int:
    return " ".join(text.split()).count(words)


def _escaped(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
