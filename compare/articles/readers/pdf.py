"""A PDF document → its paragraphs in reading order, each with its page.

A PDF knows no paragraphs: it puts runs of letters at places of a page. PDFium gives the runs, and what stands together
is found from where they are (`layout`): runs beside each other are a line, a gap that many lines leave free parts two
columns, a line that is far from the last, indented, or of another size begins a paragraph. Then, over all pages:

    The Post · 19 March 2015        at the top of every page           boilerplate: running head
    3                               a number alone at the edge         boilerplate: page number
    Flood hits Varnby               much larger than the text          title
    The river rose two me-          a hyphen at the end of a line      "two metres"
    tres on Monday and              no full stop at the page's end …   … the paragraph goes on, over two pages
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from statistics import median

from compare.articles.document import Document, Unreadable, needed, one_line
from compare.articles.readers.layout import Line, Run, paragraphs, reading_order
from compare.model import PlaceKind, Role

MOST_PAGES = 500
_SECONDS = 15.0
_MOST_RUNS = 20_000  # of one page
_EDGE = 3  # lines at the top or bottom of a page that can be a running head
_MARGIN = 0.1  # of the height of what is printed
_GREAT = 1.35  # times the size of the text: a title
_LARGER = 1.12  # a heading
_HEADING_LENGTH = 200
_NUMBER = re.compile(r"(?i)(?:page|p\.|seite)?\s*[-–—]?\s*\d{1,4}\s*(?:[-–—]|(?:of|/|von)\s*\d{1,4})?")
_ENDED = re.compile(r"[.!?…:。！？؟۔।][\"'”’»)\]]*\Z")
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:[-‐\u00ad\u0002\ufffe])\Z")


def read(data: bytes) -> list[Document]:
    """Read a PDF document. Raises `Unreadable`."""
    pdfium = needed("pypdfium2", "pdf", "a PDF document")
    until = time.monotonic() + _SECONDS
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "security" in str(error).lower():
            raise Unreadable("is a PDF document with a password; take the password off") from error
        raise Unreadable("is a damaged PDF document; open it and save it again") from error
    if len(pdf) > MOST_PAGES:
        raise Unreadable(f"is a PDF document of {len(pdf)} pages, so not one article; save the pages that matter")
    pages: list[list[Line]] = []
    for number in range(len(pdf)):
        if time.monotonic() > until:
            raise Unreadable("is a PDF document that takes too long to read; save the pages that matter")
        pages.append(reading_order(_runs(pdf, number, pdfium.PdfiumError)))
    if not any(pages):
        raise Unreadable("is a PDF document without text, perhaps scanned; recognise its words (OCR) first")
    return [_document(pages, pdf.get_metadata_dict())]


def _runs(pdf: object, number: int, failure: type[Exception]) -> list[Run]:
    """Return the runs of letters of one page; none where the page is damaged."""
    try:
        page = pdf[number]  # type: ignore[index]
        text = page.get_textpage()
        runs = []
        for index in range(min(text.count_rects(), _MOST_RUNS)):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top)
            if words.strip():
                runs.append(Run(left, bottom, right, top, " ".join(words.split())))
        text.close()
        page.close()
    except failure:
        return []
    return runs


def _document(pages: Sequence[Sequence[Line]], about: dict[str, str]) -> Document:
    edges = _running(pages)
    size = median([line.size for page in pages for line in page for _ in range(len(line.words) // 20 + 1)])
    largest = max((line.size for line in pages[0][:40] if len(line.words) > 8), default=0.0)
    document = Document(byline=one_line(about.get("Author", "")) if about.get("Title") else "")
    for number, page in enumerate(pages, 1):
        start = len(document.text)
        numbered = list(enumerate(page))
        _add_edges(
            document, [(line, edges[number, i]) for i, line in numbered if (number, i) in edges and i < len(page) / 2]
        )
        title = max(_GREAT * size, 0.95 * largest) if number == 1 else None
        _add_page(document, [line for i, line in numbered if (number, i) not in edges], size, title)
        _add_edges(
            document, [(line, edges[number, i]) for i, line in numbered if (number, i) in edges and i >= len(page) / 2]
        )
        if len(document.text) > start:
            document.mark(PlaceKind.PAGE, number, start + 1 if start else 0)
    return document


def _add_edges(document: Document, lines: Sequence[tuple[Line, str]]) -> None:
    for line, reason in lines:
        document.add(line.words, Role.BOILERPLATE, reason)


def _add_page(document: Document, lines: Sequence[Line], size: float, title: float | None) -> None:
    """Add the paragraphs of a page; `size` is that of the text, `title` from which letters are the title."""
    for index, part in enumerate(paragraphs(lines)):
        words = joined([line.words for line in part])
        of_size = median([line.size for line in part])
        if title is not None and of_size >= title:
            document.add(words, Role.TITLE, "largest letters of the first page")
            title = None
        elif of_size >= _LARGER * size and len(words) < _HEADING_LENGTH and not _ENDED.search(words):
            document.add(words, Role.HEADING, "larger letters than the text")
        elif index or not _goes_on(document, words):
            document.add(words)


def _goes_on(document: Document, words: str) -> bool:
    """Append `words` to the last paragraph where it has no end yet and nothing stands between; return whether so.

    Where a page number stands between, the text is not torn out of its order: the paragraph stays in two.
    """
    last = document.parts[-1] if document.parts else None
    if last is None or last.role is not None or not words[:1].islower() or _ENDED.search(document.text):
        return False
    document.text = document.text[: last.start] + joined([document.text[last.start : last.end], words])
    document.parts[-1] = last._replace(end=len(document.text))
    return True


def joined(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph; a word that was parted at the end of a line becomes whole.

    >>> joined(["The river rose two me-", "tres on Mon-", "Tuesday"])
    'The river rose two metres on Mon- Tuesday'
    """
    whole = ""
    for line in lines:
        words = line.strip()
        if whole and _HYPHEN.search(whole) and words[:1].islower():
            whole = _HYPHEN.sub("", whole) + words
        else:
            whole = f"{_HYPHEN.sub('-', whole)} {words}" if whole else words
    return one_line(whole)


def _running(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], str]:
    """Return (page, line) → reason for the lines at the edges that are no text: running heads and page numbers."""
    outer = {(number, index) for number, page in enumerate(pages, 1) for index in _outermost(page)}
    words = {place: re.sub(r"\d+", "#", pages[place[0] - 1][place[1]].words.casefold()) for place in outer}
    pages_with = Counter(text for _, text in {(number, words[number, index]) for number, index in outer})
    needed_pages = max(2, len(pages) // 3)
    found = {}
    for (number, index), text in words.items():
        if _NUMBER.fullmatch(pages[number - 1][index].words):
            found[number, index] = "page number"
        elif pages_with[text] >= needed_pages and len(text) < 150:
            found[number, index] = "running head: on several pages"
    return found


def _outermost(page: Sequence[Line]) -> list[int]:
    """Return which lines of a page stand at its very top or bottom, `_EDGE` at either at most."""
    if len(page) < 2:
        return []
    by_height = sorted(range(len(page)), key=lambda index: -page[index].top)
    top, bottom = page[by_height[0]].top, min(line.bottom for line in page)
    margin = _MARGIN * (top - bottom)
    upper = [index for index in by_height[:_EDGE] if page[index].bottom >= top - margin]
    lower = [index for index in by_height[-_EDGE:] if page[index].top <= bottom + margin]
    return [*upper, *lower]
