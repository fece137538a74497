"""A comparison that can show itself: the records of `compare.model.Comparison`, and a method for each view."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Self

from compare import model

if TYPE_CHECKING:
    import pandas


class Comparison(model.Comparison):
    """All of it for one story, with ways to print it. Made by `compare.compare`."""

    __slots__ = ()

    @classmethod
    def of(cls, comparison: model.Comparison) -> Self:
        """Return the same records with the ways to print them."""
        return cls(**{field.name: getattr(comparison, field.name) for field in fields(comparison)})

    def reviewed(self, review: model.Review | str | bytes) -> Self:
        """Return the comparison as a reviewer has it; `review` is a record or the JSON of one (docs/review.md).

        Raises `compare.errors.ReviewError` where it cannot be read or is of another comparison.
        """
        from compare import pipeline
        from compare.review import parse

        return self.of(pipeline.reviewed(self, review if isinstance(review, model.Review) else parse(review)))

    def to_json(self) -> str:
        """Return everything as JSON; ``compare/views/comparison.schema.json`` is its schema."""
        from compare.views.data import to_json

        return to_json(self)

    def to_markdown(self) -> str:
        """Return the report as Markdown with GitHub's tables."""
        from compare.views.markdown import to_markdown

        return to_markdown(self)

    def to_html(
        self, *, review: model.Review | None = None, save_to: str | None = None, token: str | None = None
    ) -> str:
        """Return the report as one HTML page that needs nothing else; see `compare.views.html.to_html`."""
        from compare.pipeline import regrouped
        from compare.views.html import to_html

        return to_html(self, review=review, save_to=save_to, token=token, others=regrouped(self))

    def to_text(self, width: int = 100, *, colour: bool = False) -> str:
        """Return the report as it is printed on a terminal of `width` columns."""
        from compare.views.terminal import to_terminal

        return to_terminal(self, width, colour)

    def to_csv(self) -> str:
        """Return one row a claim as CSV (RFC 4180), no cell a formula; docs/documents.md has the columns."""
        from compare.views.claimrows import to_csv

        return to_csv(self)

    def to_jsonld(self) -> str:
        """Return articles, facts and claims as JSON-LD in the vocabulary of schema.org."""
        from compare.views.linked import to_jsonld

        return to_jsonld(self)

    def to_xlsx(self) -> bytes:
        """Return an Excel workbook: one row a claim, the sources, the method. Needs the extra `sheets`."""
        from compare.views.workbook import to_xlsx

        return to_xlsx(self)

    def to_docx(self) -> bytes:
        """Return the report as a Word document. Needs the extra `docx`."""
        from compare.views.word import to_docx

        return to_docx(self)

    def to_pdf(self) -> bytes:
        """Return the report as a tagged PDF. Needs the extra `report-pdf`."""
        from compare.views.typeset import to_pdf

        return to_pdf(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row a claim: its fact, status, source, place and words. Needs pandas (`tellings[pandas]`)."""
        from compare.views.frame import to_frame

        return to_frame(self)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the report in a notebook, in a frame of its own so that its style stays there."""
        from html import escape

        page = escape(self.to_html(), quote=True)
        return f'<iframe srcdoc="{page}" sandbox style="width:100%;height:40em;border:0"></iframe>'
