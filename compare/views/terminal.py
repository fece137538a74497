"""A comparison in the terminal: side by side where the width allows, one under the other where it does not.

The order is a reporter's before print: which event, where the sources differ, the event in short, who is compared,
what they share, with which numbers and dates, who says what, when it was, what they perhaps share, what one alone
reports, what was left out and why, and with what settings. Every claim comes with its line in the source and with who
says it. A summary of each article is left to ``tellings summary``.

Colour only repeats what the words say: bold for words that no other article uses (`marks`), red for words that differ
on a detail, which are also quoted beneath it. Without colour nothing is marked, for asterisks around every third
word would be noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compare.views.columns import BOLD, FAINT, Paper
from compare.views.escape import terminal
from compare.views.layout import lay_out
from compare.views.passages import Places, beginning, left_out
from compare.views.wording import (
    DIFFER,
    EXPLAINED,
    EXPLAINED_LEAD,
    FIGURES,
    FIGURES_LEAD,
    NO_DIFFERENCE,
    PERHAPS,
    SURE,
    TIMELINE,
    TIMELINE_LEAD,
    WHO,
    WHO_LEAD,
    count,
    method,
    moment,
    summary_heading,
)

# Characters of what somebody says, or of a dated claim, after which it is cut: its line and fact lead to the whole.
_CUT: Final = 140

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.model import Article, Comparison, Summary
    from compare.views.sheet import Outlet, Row, Saying, Sheet


def to_terminal(comparison: Comparison, width: int, colour: bool) -> str:
    """Return `comparison` as text in lines of at most `width` columns of the screen (20 where it is less)."""
    sheet, paper = lay_out(comparison), Paper(width, colour)
    lines = [
        *_header(sheet, paper),
        *_section(f"{DIFFER} ({len(sheet.conflicts)})", SURE, sheet.conflicts, sheet, paper),
        *(_explained(sheet, paper) if sheet.conflicts else []),
        *_digests(sheet, paper),
        *_sources(sheet, paper),
        *([] if sheet.conflicts else [*paper.heading(DIFFER), *paper.wrapped(NO_DIFFERENCE)]),
        *([] if sheet.conflicts else _explained(sheet, paper)),
        *_section(
            f"{'What else' if sheet.conflicts else 'What'} they share ({len(sheet.shared)})",
            SURE,
            sheet.shared,
            sheet,
            paper,
        ),
        *_figures(sheet, paper),
        *_speakers(sheet, paper),
        *_timeline(sheet, paper),
        *_section(f"Perhaps the same ({len(sheet.perhaps)})", PERHAPS, sheet.perhaps, sheet, paper),
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
    lines += _section(f"Perhaps another source reports it too ({len(perhaps)})", PERHAPS, perhaps, sheet, paper)
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
            *paper.wrapped(
                paper.styled(f"{count(len(sentences), 'sentence')}, method: {method(summary.method)}", FAINT)
            ),
        ]
    )


def read_to_terminal(article: Article, width: int, colour: bool) -> str:
    """Return how `article` was read: each block with its line, role, the rule for it, and how its words begin."""
    paper, places = Paper(width, colour), Places(article.text)
    blocks = [block for block in article.blocks if block.span.of(article.text).strip()]
    out = sum(map(left_out, blocks))
    source = article.source
    lines = paper.wrapped(paper.styled(source.name, BOLD) + "  " + terminal(article.title or "no title found"))
    details = (source.url, moment(source.date), source.byline, article.origin, article.encoding)
    lines += paper.wrapped(paper.styled(" · ".join(filter(None, details)), FAINT))
    lines += paper.wrapped(f"{count(len(blocks), 'block')}: {len(blocks) - out} kept, {out} left out of the comparison")
    for block in blocks:
        label = f"line {places.line(block.span)}: {'left out' if left_out(block) else 'kept'}, {block.role.value}"
        reason = f" ({block.reason})" if block.reason else ""
        lines += [
            "",
            *paper.wrapped(paper.styled(label, FAINT if left_out(block) else BOLD) + paper.styled(reason, FAINT)),
        ]
        lines += paper.wrapped(terminal(beginning(places.words(block.span), 120)), "  ")
    return _text(lines)


def _header(sheet: Sheet, paper: Paper) -> list[str]:
    tellings = f"{count(len(sheet.sources), 'telling')}: {', '.join(sheet.sources)}"
    lines = paper.wrapped(paper.styled(sheet.headline, BOLD))
    lines += [*paper.wrapped(terminal(tellings)), *paper.wrapped(" · ".join(sheet.counts.values()))]
    lines += paper.wrapped(paper.styled(sheet.doubt, BOLD)) if sheet.doubt else []
    return lines + (paper.wrapped(terminal(sheet.reviewed)) if sheet.reviewed else [])


def _sources(sheet: Sheet, paper: Paper) -> list[str]:
    lines = paper.heading("The sources")
    for outlet in sheet.outlets:
        lines += [] if outlet is sheet.outlets[0] else [""]
        lines += paper.wrapped(paper.styled(outlet.name, BOLD) + "  " + terminal(outlet.title or "no title"))
        details = [outlet.date, outlet.byline, outlet.url, outlet.origin if outlet.origin != outlet.url else None]
        if any(details):
            lines += paper.wrapped(paper.styled(" · ".join(filter(None, details)), FAINT), "  ")
        lines += paper.wrapped(_standing(outlet), "  ")
    return lines


def _standing(outlet: Outlet) -> str:
    differing = f" ({outlet.conflicting} with a detail that differs)" if outlet.conflicting else ""
    return f"{count(outlet.conflicting + outlet.shared, 'fact')} shared{differing}, {outlet.only} only here"


def _section(title: str, lead: str, rows: Sequence[Row], sheet: Sheet, paper: Paper) -> list[str]:
    """Rows side by side in one table, or one under the other; each row's notes (what differs, doubts) are under it."""
    if not rows:
        return []
    lines = [*paper.heading(title), *paper.wrapped(paper.styled(lead, FAINT))]
    if paper.fits(len(sheet.sources)):
        return lines + _beside(rows, sheet, paper)
    return lines + [line for row in rows for line in ("", *_stacked(row, paper))]


def _beside(rows: Sequence[Row], sheet: Sheet, paper: Paper) -> list[str]:
    cells = [
        [
            paper.styled(row.id, BOLD) + (f"\n{row.percent} %" if row.percent is not None else ""),
            *("\n".join(_said(saying, paper) for saying in row.by(source)) for source in sheet.sources),
        ]
        for row in rows
    ]
    label = max(5, *(len(terminal(row.id)) for row in rows))
    return paper.table(["", *sheet.sources], cells, [_notes(row) for row in rows], min(label, 8))


def _said(saying: Saying, paper: Paper) -> str:
    reference = f"({saying.fact}) " if saying.reference else ""
    return paper.styled(f"{reference}{saying.at}:", FAINT) + " " + _words(saying, paper)


def _words(saying: Saying, paper: Paper) -> str:
    """Return the claim's words, with an ellipsis where the rest of its sentence stands."""
    return ("… " if saying.before else "") + paper.words(saying.parts) + (" …" if saying.after else "")


def _stacked(row: Row, paper: Paper) -> list[str]:
    verdict = paper.styled(f"  {row.verdict}", FAINT) if row.verdict else ""
    lines = paper.wrapped(paper.styled(row.id, BOLD) + verdict)
    for saying in row.sayings:
        reference = f" ({saying.fact})" if saying.reference else ""
        label = paper.styled(saying.source, BOLD) + paper.styled(f"{reference}, {saying.at}:", FAINT)
        lines += paper.wrapped(label + " " + _words(saying, paper), "  ", "    ")
    return lines + [line for note in _notes(row) for line in paper.wrapped(note, "  ", "    ")]


def _notes(row: Row) -> list[str]:
    return ["→ " + terminal(note) for note in row.notes]


def _explained(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.explained:
        return []
    lines = paper.heading(f"{EXPLAINED} ({len(sheet.explained)})")
    lines += paper.wrapped(paper.styled(EXPLAINED_LEAD, FAINT))
    for clash in sheet.explained:
        lines += paper.wrapped(paper.styled(f"{clash.fact} ", BOLD) + terminal(clash.note), "", "    ")
    return lines


def _figures(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.figures:
        return []
    lines = [*paper.heading(FIGURES), *paper.wrapped(paper.styled(FIGURES_LEAD, FAINT))]
    given = [
        (line, [", ".join(terminal(value.words) for value in line.by(source)) for source in sheet.sources])
        for line in sheet.figures
    ]
    if paper.fits(len(sheet.sources)):
        cells = [[paper.styled(line.fact, BOLD) + f" {line.standing}", *values] for line, values in given]
        return lines + paper.table(["", *sheet.sources], cells, [[]] * len(cells), 16)
    for line, values in given:
        told = [f"{terminal(source)} {words}" for source, words in zip(sheet.sources, values, strict=True) if words]
        label = paper.styled(line.fact, BOLD) + paper.styled(f" {line.standing}: ", FAINT)
        lines += paper.wrapped(label + "; ".join(told), "", "    ")
    return lines


def _speakers(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.speakers:
        return []
    lines = [*paper.heading(WHO), *paper.wrapped(paper.styled(WHO_LEAD, FAINT))]
    for speaker in sheet.speakers:
        lines += paper.wrapped(paper.styled(speaker.name, BOLD))
        for quote in speaker.quotes:
            label = paper.styled(f"{quote.source}, {quote.place} ({quote.fact}): ", FAINT)
            lines += paper.wrapped(label + terminal(beginning(quote.note, _CUT)), "  ", "    ")
    return lines


def _timeline(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.timeline and not sheet.undated:
        return []
    lines = paper.heading(TIMELINE)
    lines += paper.wrapped(paper.styled(TIMELINE_LEAD, FAINT)) if sheet.timeline else []
    for dated in sheet.timeline:
        lines += paper.wrapped(paper.styled(dated.label, BOLD))
        for saying in dated.sayings:
            label = paper.styled(f"{saying.source}, {saying.place} ({saying.fact}): ", FAINT)
            lines += paper.wrapped(label + terminal(beginning(saying.text, _CUT)), "  ", "    ")
    return lines + [line for note in sheet.undated for line in paper.wrapped(terminal(note), "", "    ")]


def _digests(sheet: Sheet, paper: Paper) -> list[str]:
    if not sheet.digests:
        return []
    lines = paper.heading("In short")
    for digest in sheet.digests:
        gap = [""] if digest is not sheet.digests[0] else []
        lines += gap + paper.wrapped(paper.styled(summary_heading(digest.name, sheet.sources), BOLD))
        for k, (text, source, line) in enumerate(digest.sentences):
            words = terminal(text).strip()
            told = (paper.styled(words, BOLD) if digest.headed and k == 0 else words) + paper.styled(
                f" ({source}, {line})", FAINT
            )
            lines += paper.wrapped(told, "  ", "    ")
        lines += [] if digest.sentences else paper.wrapped(sheet.nothing(digest.name), "  ")
    return lines


def _only(sheet: Sheet, sources: Sequence[str], paper: Paper) -> list[str]:
    lines: list[str] = []
    for source in sources:
        rows = sheet.only[source]
        lines += paper.heading(f"Only in {source} ({len(rows)})")
        for row in rows:
            said = " ".join(_said(saying, paper) for saying in row.sayings)
            entry = terminal("; ".join((row.id, *row.review)))
            lines += paper.wrapped(said + paper.styled(f" ({entry})", FAINT), "", "    ")
        lines += [] if rows else paper.wrapped(sheet.nothing(f"only {source}"))
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
    return lines


def _text(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
