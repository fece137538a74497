"""The formats that a comparison is exported in: the same as the command's, made by the same views.

FORMS["json"].made(comparison, review)    what `tellings compare --format json` prints, as bytes
report(comparison, review, …)             the page of the library: the same, but it saves the reviewer's hand
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from compare.comparison import Comparison


class Form(NamedTuple):
    """A format: what people call it, the ending and the media type of its files, and what makes it."""

    title: str
    ending: str
    media: str
    made: Callable[[Comparison], bytes]


def _reviewed(comparison: Comparison, review: bytes) -> Comparison:
    return comparison.reviewed(review) if review else comparison


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMS: Final = {
    "html": Form("Web page", ".html", "text/html; charset=utf-8", lambda made: made.to_html().encode()),
    "markdown": Form("Markdown", ".md", "text/markdown; charset=utf-8", lambda made: made.to_markdown().encode()),
    "table": Form("Plain text", ".txt", "text/plain; charset=utf-8", lambda made: made.to_text().encode()),
    "docx": Form("Word", ".docx", f"{_OFFICE}.wordprocessingml.document", lambda made: made.to_docx()),
    "pdf": Form("PDF", ".pdf", "application/pdf", lambda made: made.to_pdf()),
    "xlsx": Form("Excel", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", lambda made: made.to_xlsx()),
    # Without the mark Excel takes UTF-8 for the country's old encoding.
    "csv": Form("CSV", ".csv", "text/csv; charset=utf-8", lambda made: ("\ufeff" + made.to_csv()).encode()),
    "json": Form("JSON", ".json", "application/json", lambda made: made.to_json().encode()),
    "jsonld": Form("JSON-LD", ".jsonld", "application/ld+json", lambda made: made.to_jsonld().encode()),
}


def exported(comparison: Comparison, review: bytes, form: str) -> bytes:
    """Return the comparison as a file of the format `form`, as its reviewer has it where there is a `review`."""
    return FORMS[form].made(_reviewed(comparison, review))


def report(comparison: Comparison, review: bytes, save_to: str, token: str) -> bytes:
    """Return the report as the page of the library, which saves the reviewer's decisions to the path `save_to`."""
    return _reviewed(comparison, review).to_html(save_to=save_to, token=token).encode()


def counted(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Return how many facts there are: `counts` by status, `figures` in the words of the report by its sections."""
    from compare.model import Status
    from compare.views.layout import lay_out

    return {
        "counts": {status.value: sum(fact.status is status for fact in comparison.facts) for status in Status},
        "figures": dict(lay_out(comparison).counts),
    }


def judged(comparison: Comparison, review: bytes) -> tuple[dict[str, dict[str, Any]], bytes]:
    """Return what is counted with the review applied, and the review as it is kept: empty where it decides nothing.

    Raises `ReviewError` where it does not fit the comparison.
    """
    from compare.review import parse, to_data

    parsed = parse(review)
    return counted(comparison.reviewed(parsed)), json.dumps(to_data(parsed)).encode() if parsed.decisions else b""
