"""A comparison in the terminal: side by side where the width allows, one under the other where it does not.

The order is a reporter's before print: who is compared, where they contradict each other, the event in short, what
they share, what they perhaps share, what one alone reports, what was left out and why, and with what settings. Every
claim comes with its line in the source.

Colour only repeats what the words say: bold for words that no other source of the fact uses, red for the words of a
contradiction, which are also quoted beneath it. Without colour nothing is marked, for asterisks around every third
word would be noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.views.columns import BOLD, FAINT, Paper
from compare.views.escape import terminal
from compare.views.layout import lay_out
from compare.views.passages import Places, left_out
from compare.views.wording import count, summary_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.model import Article, Comparison, Summary
    from compare.views.sheet import Outlet, Row, Saying, Sheet


def to_terminal(comparison: Comparison, width: int, colour: bool) -> str:
    """Return `comparison` as text in lines of at most `width` columns of the screen (20 where it is less)."""
    sheet, paper = lay_out(comparison), Paper(width, colour)
    lines = [
        *_header(sheet, paper),
        *_section(f"Where they contradict each other ({len(sheet.conflicts)})", sheet.conflicts, sheet, paper),
        *_digests(sheet, paper),
        *_section(f"What they share ({len(sheet.shared)})", sheet.shared, sheet, paper),
        *_section(f"Perhaps the same ({len(sheet.perhaps)})", sheet.perhaps, sheet, paper),
        *_only(sheet, sheet.sources, paper),
        *_dropped(sheet.outlets, paper),
        *_settings(sheet, paper),
    ]
    return _text(lines)


def unique_to_terminal(comparison: Comparison, only: str | None, width: int, colour: bool) -> str:
    """Return what only the source named `only` reports, or each source alone, and what perhaps another reports too.

    Raises `ValueError` for an unknown source.
    """
    if only is not None:
        comparison.article(only)
    sheet, paper = lay_out(comparison), Paper(width, colour)
    perhaps = tuple(
        row
        for row in sheet.perhaps
        if only is None or any(saying.source == only and not saying.reference for saying in row.sayings)
    )
    lines = _only(sheet, sheet.sources if only is None else (only,), paper)
    lines += _section(f"Perhaps another source reports it too ({len(perhaps)})", perhaps, sheet, paper)
    return _text(lines[1:])


def summary_to_terminal(summary: Summary, width: int, colour: bool) -> str:
    """Return `summary` in running text, each sentence with its source where there are several."""
    paper = Paper(width, colour)
    several = len({sentence.source for sentence in summary.sentences}) > 1
    sentences = [
        terminal(s.text).strip() + (paper.styled(f" ({s.source})", FAINT) if several else "") for s in summary.sentences
    ]
    return _text(
        [
            *paper.wrapped(paper.styled(f"{summary.name}, in short", BOLD)),
            *paper.wrapped(" ".join(sentences)),
            *paper.wrapped(paper.styled(f"{count(len(sentences), 'sentence')}, chosen by {summary.method}", FAINT)),
        ]
    )


def read_to_terminal(article: Article, width: int, colour: bool) -> str:
    """Return how `article` was read: each block with its line, role, the rule for it, and how its words begin."""
    paper, places = Paper(width, colour), Places(article.text)
    blocks = [block for block in article.blocks if block.span.of(article.text).strip()]
    out = sum(map(left_out, blocks))
    source = article.source
    lines = paper.wrapped(paper.styled(source.name, BOLD) + "  " + terminal(article.title or "no title found"))
    details = (source.url, source.date, source.byline, article.origin, article.encoding)
    lines += paper.wrapped(paper.styled(" · ".join(filter(None, details)), FAINT))
    lines += paper.wrapped(f"{count(len(blocks), 'block')}: {len(blocks) - out} kept, {out} left out of the comparison")
    for block in blocks:
        label = f"line {places.line(block.span)}: {'left out' if left_out(block) else 'kept'}, {block.role.value}"
        reason = f" ({block.reason})" if block.reason else ""
        lines += [
            "",
            *paper.wrapped(paper.styled(label, FAINT if left_out(block) else BOLD) + paper.styled(reason, FAINT)),
        ]
        lines += paper.wrapped(terminal(_beginning(places.words(block.span))), "  ")
    return _text(lines)


def _beginning(words: str, limit: int = 120) -> str:
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip() + " …"


def _header(sheet: Sheet, paper: Paper) -> list[str]:
    only = sum(map(len, sheet.only.values()))
    counts = (
        f"{count(len(sheet.conflicts), 'contradiction')}, {count(len(sheet.shared), 'fact')} shared, "
        f"{len(sheet.perhaps)} perhaps the same, {only} in one source only"
    )
    lines = paper.wrapped(paper.styled(f"{count(len(sheet.sources), 'source')} on one event", BOLD) + f": {counts}")
    for outlet in sheet.outlets:
        lines += ["", *paper.wrapped(paper.styled(outlet.name, BOLD) + "  " + terminal(outlet.title or "no title"))]
        details = [outlet.date, outlet.byline, outlet.url, outlet.origin if outlet.origin != outlet.url else None]
        if any(details):
            lines += paper.wrapped(paper.styled(" · ".join(filter(None, details)), FAINT), "  ")
        lines += paper.wrapped(_standing(outlet), "  ")
    return lines


def _standing(outlet: Outlet) -> str:
    return (
        f"{outlet.conflicting} contradicted, {outlet.shared} shared, {outlet.perhaps} perhaps shared, "
        f"{outlet.only} only here"
    )


def _section(title: str, rows: Sequence[Row], sheet: Sheet, paper: Paper) -> list[str]:
    """Rows side by side; a row's notes (clashes, doubts) stand under it, so that such rows get a table each."""
    if not rows:
        return []
    lines = paper.heading(title)
    if not paper.fits(len(sheet.sources)):
        return lines + [line for row in rows for line in ("", *_stacked(row, paper), *_notes(row, paper))]
    pending: list[Row] = []
    for row in rows:
        pending.append(row)
        notes = _notes(row, paper)
        if notes or row is rows[-1]:
            lines += [*_beside(pending, sheet, paper), *notes] + ([""] if row is not rows[-1] else [])
            pending = []
    return lines


def _beside(rows: Sequence[Row], sheet: Sheet, paper: Paper) -> list[str]:
    cells = [
        [
            paper.styled(row.id, BOLD) + (f"\n{row.percent} %" if row.percent is not None else ""),
            *("\n".join(_said(saying, paper) for saying in row.by(source)) for source in sheet.sources),
        ]
        for row in rows
    ]
    label = max(5, *(len(terminal(row.id)) for row in rows))
    return paper.table(["", *sheet.sources], cells, min(label, 8))


def _said(saying: Saying, paper: Paper) -> str:
    reference = f"({saying.fact}) " if saying.reference else ""
    return paper.styled(f"{reference}{saying.place}:", FAINT) + " " + _words(saying, paper)


def _words(saying: Saying, paper: Paper) -> str:
    """Return the claim's words, with an ellipsis where the rest of its sentence stands."""
    return ("… " if saying.before else "") + paper.words(saying.parts) + (" …" if saying.after else "")


def _stacked(row: Row, paper: Paper) -> list[str]:
    verdict = paper.styled(f"  {row.verdict}", FAINT) if row.verdict else ""
    lines = paper.wrapped(paper.styled(row.id, BOLD) + verdict)
    for saying in row.sayings:
        reference = f" ({saying.fact})" if saying.reference else ""
        label = paper.styled(saying.source, BOLD) + paper.styled(f"{reference}, {saying.place}:", FAINT)
        lines += paper.wrapped(label + " " + _words(saying, paper), "  ", "    ")
    return lines


def _notes(row: Row, paper: Paper) -> list[str]:
    notes = [
        f"{clash.kind}: {clash.a} “{clash.words_a}”, {clash.b} “{clash.words_b}”"
        + (f". {clash.reason}" if clash.reason else "")
        for clash in row.clashes
    ]
    if row.doubtful:
        notes += [f"{pair.a} and {pair.b}: {pair.verdict}" for pair in row.pairs]
    notes += [f"perhaps also {target}: {verdict}" for target, verdict in row.also]
    return [line for note in notes for line in paper.wrapped("→ " + terminal(note), "  ", "    ")]


def _digests(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.digests:
        return []
    lines = paper.heading("In short")
    for digest in sheet.digests:
        gap = [""] if digest is not sheet.digests[0] else []
        lines += gap + paper.wrapped(paper.styled(summary_heading(digest.name, sheet.sources), BOLD))
        for text, source, line in digest.sentences:
            told = terminal(text).strip() + paper.styled(f" ({source}, {line})", FAINT)
            lines += paper.wrapped(told, "  ", "    ")
        lines += [] if digest.sentences else ["  Nothing."]
    return lines


def _only(sheet: Sheet, sources: Sequence[str], paper: Paper) -> list[str]:
    lines: list[str] = []
    for source in sources:
        rows = sheet.only[source]
        lines += paper.heading(f"Only in {source} ({len(rows)})")
        for row in rows:
            said = " ".join(_said(saying, paper) for saying in row.sayings)
            lines += paper.wrapped(f"{paper.styled(row.id, BOLD)}  {said}", "", "    ")
    return lines


def _dropped(outlets: Sequence[Outlet], paper: Paper) -> list[str]:
    lines: list[str] = []
    for outlet in outlets:
        for group in outlet.dropped:
            at = ", ".join(str(passage.line) for passage in group.passages)
            where = f"{'line' if len(group.passages) == 1 else 'lines'} {at}"
            reason = f" ({group.reason})" if group.reason else ""
            text = f"{outlet.name}: {group.role}{reason}, {where}"
            lines += paper.wrapped(terminal(text), "", "    ")
    return [*paper.heading("What was left out, and why"), *lines] if lines else []


def _settings(sheet: Sheet, paper: Paper) -> list[str]:
    settings = "; ".join(f"{key} {value}" for key, value in sheet.settings.items())
    lines = paper.heading("How this was made")
    lines += paper.wrapped(terminal(f"tellings {sheet.version}".strip() + (f"; {settings}" if settings else "")))
    for outlet in sheet.outlets:
        if outlet.digest:
            lines += paper.wrapped(terminal(f"{outlet.name}  SHA-256 {outlet.digest}"), "", "    ")
    return lines


def _text(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
