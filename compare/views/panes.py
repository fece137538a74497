"""The articles themselves, as panes to be read side by side: every word in its place, each claim with its fact.

    bbc                                             scmp
    ░ Media playback is unsupported ░ (notice)      Mistrust remains …
    China also claims Japan has failed to           … allegations by Beijing that the Japanese
    adequately atone … F2                           government has not fully atoned … F2

A pane holds all of its article's words, in order: claims, what stands between them, and what was left out with the
reason. Claims are given by their position in the comparison, so that the page's script can find a claim's partners, and
by the row in which they are entered, which is where their link leads without a script. Of what was left out, runs of
three and more blocks are folded: a page's menu is forty lines that nobody reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.model import Role, Span
from compare.views.escape import one_line
from compare.views.passages import left_out
from compare.views.wording import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compare.model import Article, Block, Claim, Comparison
    from compare.views.sheet import Sheet

FOLDED: Final = 3  # blocks in a row that were left out
PERHAPS: Final = "perhaps"
ONLY: Final = "only"


class Entry(NamedTuple):
    """Where a claim is entered: the id of the row, and how it stands (a status, or "perhaps", or "only")."""

    row: str
    kind: str


class Piece(NamedTuple):
    """Some words of a paragraph. `claim` is the position of the claim that they are, -1 where they are none."""

    text: str
    claim: int = -1
    anchor: str = ""
    entry: Entry = Entry("", "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of an article; `reason` says why it was left out, "" where it was compared or is the title."""

    role: Role
    reason: str
    pieces: tuple[Piece, ...]

    @property
    def style(self) -> str:
        """The role in one word."""
        return self.role.value.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Pane:
    """An article to be read: its source, its anchor ("A1"), and its paragraphs in runs, folded or not."""

    source: str
    anchor: str
    runs: tuple[tuple[bool, tuple[Paragraph, ...]], ...]


def anchors(comparison: Comparison) -> dict[str, str]:
    """Return for each claim, by id, where it stands in its pane: "A2-7" is the seventh of the second article."""
    at = {source: f"A{number}" for number, source in enumerate(comparison.sources, 1)}
    return {claim.id: f"{at[claim.source]}-{claim.number}" for claim in comparison.claims}


def entries(sheet: Sheet) -> dict[str, Entry]:
    """Return for each claim, by id, the row of its main entry."""
    kinds = (
        ("conflicting", sheet.conflicts),
        ("shared", sheet.shared),
        (PERHAPS, sheet.perhaps),
        *((ONLY, rows) for rows in sheet.only.values()),
    )
    return {
        saying.claim: Entry(row.id, kind)
        for kind, rows in kinds
        for row in rows
        for saying in row.sayings
        if not saying.reference
    }


def panes(comparison: Comparison, sheet: Sheet) -> tuple[Pane, ...]:
    """Return a pane for each article, in their order."""
    anchored, entered = anchors(comparison), entries(sheet)
    claims: dict[str, list[tuple[int, Claim]]] = {source: [] for source in comparison.sources}
    for position, claim in enumerate(comparison.claims):
        claims[claim.source].append((position, claim))
    found = []
    for number, article in enumerate(comparison.articles, 1):
        stated = [
            (claim.span, Piece("", position, anchored[claim.id], entered[claim.id]))
            for position, claim in sorted(claims[article.source.name], key=lambda told: told[1].span)
        ]
        paragraphs = [p for block in article.blocks if (p := _paragraph(article, block, stated)).pieces]
        found.append(Pane(article.source.name, f"A{number}", tuple(_runs(paragraphs))))
    return tuple(found)


def _paragraph(article: Article, block: Block, stated: Sequence[tuple[Span, Piece]]) -> Paragraph:
    inside = [(span, piece) for span, piece in stated if block.span.start <= span.start < block.span.end]
    pieces = [piece for piece in _pieces(article.text, block.span, inside) if piece.text.strip()]
    if pieces:
        pieces[0] = pieces[0]._replace(text=pieces[0].text.lstrip())
    reason = f"{part(block.role)}: {block.reason}" if left_out(block) and not inside else ""
    return Paragraph(block.role, reason, tuple(pieces))


def _pieces(text: str, block: Span, inside: Sequence[tuple[Span, Piece]]) -> Iterator[Piece]:
    start = block.start
    for span, piece in inside:
        # White space belongs to what stands between: a claim's colour covers its words only.
        words = span.of(text)
        first = max(start, span.start + len(words) - len(words.lstrip()))
        last = max(first, span.end - len(words) + len(words.rstrip()))
        yield Piece(one_line(text[start:first]))
        yield piece._replace(text=one_line(text[first:last]))
        start = last
    yield Piece(one_line(text[start : block.end]))


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[bool, tuple[Paragraph, ...]]]:
    for dropped, run in groupby(paragraphs, key=lambda paragraph: bool(paragraph.reason)):
        same = tuple(run)
        yield dropped and len(same) >= FOLDED, same
