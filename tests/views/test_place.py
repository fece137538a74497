"""Where a claim stands: line, page, row, and an address that leads to the words."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.read import read, read_all
from compare.model import Span
from compare.pipeline import claims_of
from compare.views.place import address, place, text_directive


def parts(directive: str) -> tuple[str, str, str, str]:
    """Return prefix, beginning, end and suffix of a text directive, decoded, as a browser takes it apart."""
    found = directive.split(",")
    prefix = found.pop(0)[:-1] if found[0].endswith("-") else ""
    suffix = found.pop()[1:] if found[-1].startswith("-") else ""
    start, end = found[0], found[1] if len(found) > 1 else ""
    assert len(found) <= 2
    return unquote(prefix), unquote(start), unquote(end), unquote(suffix)


def test_a_claim_of_a_page() -> None:
    article = read(samples.html())
    for claim in claims_of(article):
        located = place(article, claim.span)
        assert located.address is not None
        url, _, directive = located.address.partition("#:~:text=")
        assert url == samples.URL
        _, start, end, _ = parts(directive)
        assert claim.text.startswith(start) and claim.text.endswith(end)
        assert claim.text in article.text.split("\n")[located.line - 1]


def test_a_claim_of_a_pdf_and_of_a_table() -> None:
    article = read(samples.pdf())
    pages = {str(place(article, claim.span).places[0]) for claim in claims_of(article)}
    assert pages == {"page 1", "page 2", "page 3"}
    assert place(article, Span(0, 5)).address is None
    row = read_all(samples.xlsx())[1]
    assert [str(p) for p in place(row, Span(0, 5)).places] == ["Flood, row 4"]


@pytest.mark.parametrize(
    ("text", "words", "directive"),
    [
        ("The river rose.", "The river rose.", "The%20river%20rose."),
        ("A, b & c-d", "A, b & c-d", "A%2C%20b%20%26%20c%2Dd"),
        ("one two three four five six seven eight nine", None, "one%20two%20three%20four,six%20seven%20eight%20nine"),
        ("It fell. So it rose. It fell. And it stayed.", "It fell. And", "It%20fell.%20And"),
        ("水位上升", "水位", "%E6%B0%B4%E4%BD%8D"),
    ],
)
def test_the_words_are_encoded(text: str, words: str | None, directive: str) -> None:
    start = text.index(words or text)
    assert text_directive(text, Span(start, start + len(words or text))) == directive


def test_words_that_stand_twice_are_told_apart() -> None:
    text = "On Monday it rained in Oslo. On Tuesday it rained in Bergen."
    start = text.rindex("it rained")
    assert parts(text_directive(text, Span(start, start + 9))) == ("Oslo. On Tuesday", "it rained", "", "in Bergen.")


def test_an_anchor_of_the_address_is_kept() -> None:
    article = read(b"Source:\nhttps://example.org/a#part\n\nFlood\n\nThe river rose two metres on Monday.\n")
    at = article.text.index("The river")
    assert str(address(article, Span(at, at + 14))).startswith("https://example.org/a#part:~:text=The%20river%20rose")


@given(st.text(min_size=1, max_size=300).filter(str.strip), st.data())
def test_any_span_gives_a_directive_without_unescaped_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = text[start:end]
    if passage.strip() and not any("\ud800" <= c <= "\udfff" for c in text):
        directive = text_directive(text, Span(start, end))
        _, first, last, _ = parts(directive)
        plain = " ".join(passage.split())
        assert plain.startswith(first) and plain.endswith(last)
        assert directive.isascii() and "&" not in directive and " " not in directive
