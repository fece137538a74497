"""A comparison as Markdown, for a wiki, an issue, a mail: GitHub's flavour, tables included.

Nothing of an article can become markup (`escape.markdown`); the only markup is what this module writes. Words that no
other article uses are bold (`marks`). Up to four sources stand side by side in one table; more would be slivers, so
each fact then has a table of its own with a line a source.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from compare.views.escape import markdown
from compare.views.layout import lay_out
from compare.views.passages import Mark, beginning
from compare.views.wording import (
    DIFFER,
    EXPLAINED,
    EXPLAINED_LEAD,
    FIGURES,
    FIGURES_LEAD,
    MARKED,
    NO_DIFFERENCE,
    PERHAPS,
    SURE,
    TIMELINE,
    TIMELINE_LEAD,
    WHO,
    WHO_LEAD,
    count,
    summary_heading,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compare.model import Comparison
    from compare.views.sheet import Digest, Row, Saying, Sheet

WIDEST: Final = 4
_CUT: Final = 200  # characters of what somebody says, or of a dated claim: its line and fact lead to the whole
NONE: Final = "–"


def to_markdown(comparison: Comparison) -> str:
    """Return `comparison` as GitHub-flavoured Markdown."""
    sheet = lay_out(comparison)
    blocks = [
        *_header(sheet),
        *_section(DIFFER, f"{SURE} Bold: {MARKED}", sheet.conflicts, sheet),
        *(_explained(sheet) if sheet.conflicts else []),
        *_digests("In short", sheet.digests, sheet),
        *_sources(sheet),
        *([] if sheet.conflicts else [f"## {DIFFER}", NO_DIFFERENCE, *_explained(sheet)]),
        *_section(
            "What else they share" if sheet.conflicts else "What they share",
            f"{SURE} Bold: {MARKED}",
            sheet.shared,
            sheet,
        ),
        *_figures(sheet),
        *_speakers(sheet),
        *_timeline(sheet),
        *_section("Perhaps the same", PERHAPS, sheet.perhaps, sheet),
        *_only(sheet),
        *_dropped(sheet),
        *_made(sheet),
        *_digests("Each article in short", sheet.each, sheet),
    ]
    return "\n\n".join(blocks) + "\n"


def _header(sheet: Sheet) -> list[str]:
    tellings = f"{count(len(sheet.sources), 'telling')}: {', '.join(sheet.sources)}"
    blocks = [f"# {markdown(sheet.headline)}", markdown(tellings), markdown(" · ".join(sheet.counts.values()))]
    blocks += [f"**{markdown(sheet.doubt)}**"] if sheet.doubt else []
    return blocks + ([markdown(sheet.reviewed)] if sheet.reviewed else [])


def _sources(sheet: Sheet) -> list[str]:
    head, align = ["Source", "Title", "Date, byline", "Where", "Shared", "Only here"], "llllrr"
    if sheet.conflicts:
        head, align = [*head, "A detail differs"], align + "r"
    rows = [
        [
            f"**{markdown(outlet.name.strip())}**",
            markdown(outlet.title or "no title"),
            markdown(" · ".join(filter(None, (outlet.date, outlet.byline)))),
            markdown(outlet.url or outlet.origin),
            str(outlet.conflicting + outlet.shared),
            str(outlet.only),
            str(outlet.conflicting),
        ][: len(head)]
        for outlet in sheet.outlets
    ]
    return ["## The sources", _table(head, rows, align)]


def _section(title: str, lead: str, rows: Sequence[Row], sheet: Sheet) -> list[str]:
    if not rows:
        return []
    blocks = [f"## {title} ({len(rows)})", lead]
    if len(sheet.sources) <= WIDEST:
        blocks.append(_table(["Fact", *map(markdown, sheet.sources)], [_beside(row, sheet) for row in rows]))
        notes = [f"- {markdown(row.id)}: {note}" for row in rows for note in _notes(row)]
        return [*blocks, "\n".join(notes)] if notes else blocks
    for row in rows:
        lines = [[markdown(saying.source), _said(saying)] for saying in row.sayings]
        head = " · ".join(filter(None, (markdown(row.id), markdown(row.verdict))))
        blocks += [f"### {head}", _table(["Source", "Words"], lines)]
        blocks += ["\n".join(f"- {note}" for note in _notes(row))] if _notes(row) else []
    return blocks


def _beside(row: Row, sheet: Sheet) -> list[str]:
    sure = f", {row.percent} %" if row.percent is not None else ""
    told = [" / ".join(_said(saying) for saying in row.by(source)) or NONE for source in sheet.sources]
    return [f"{markdown(row.id)}{sure}", *told]


def _said(saying: Saying) -> str:
    reference = f", see {markdown(saying.fact)}" if saying.reference else ""
    return f"{_words(saying)} ({markdown(saying.at)}{reference})"


def _placed(saying: Saying) -> str:
    return f"{markdown(saying.at)}: {_words(saying)}"


def _words(saying: Saying) -> str:
    """Return the claim's words, with an ellipsis where the rest of its sentence stands."""
    words = "".join(markdown(part.text) if part.mark is Mark.PLAIN else _bold(part.text) for part in saying.parts)
    return ("… " if saying.before else "") + words + (" …" if saying.after else "")


def _bold(text: str) -> str:
    """`**` opens and closes next to letters and digits only, so that punctuation at the ends is left outside."""
    inner = [i for i, character in enumerate(text) if unicodedata.category(character)[0] in "LMN"]
    if not inner:
        return markdown(text)
    first, last = inner[0], inner[-1] + 1
    before, middle, after = markdown(text[:first]), markdown(text[first:last]), markdown(text[last:])
    return f"{before}**{middle}**{after}"


def _notes(row: Row) -> list[str]:
    return [markdown(note) for note in row.notes]


def _explained(sheet: Sheet) -> list[str]:
    if not sheet.explained:
        return []
    notes = [f"- {markdown(clash.fact)}: {markdown(clash.note)}" for clash in sheet.explained]
    return [f"## {EXPLAINED} ({len(notes)})", EXPLAINED_LEAD, "\n".join(notes)]


def _figures(sheet: Sheet) -> list[str]:
    rows = [
        [
            markdown(line.fact),
            *(", ".join(markdown(v.words) for v in line.by(source)) or NONE for source in sheet.sources),
            line.standing,
        ]
        for line in sheet.figures
    ]
    head = ["Fact", *map(markdown, sheet.sources), "They"]
    return [f"## {FIGURES}", FIGURES_LEAD, _table(head, rows)] if rows else []


def _speakers(sheet: Sheet) -> list[str]:
    rows = [
        [
            f"**{markdown(speaker.name)}**" if k == 0 else "",
            markdown(beginning(quote.note, _CUT)),
            f"{markdown(quote.source)}, {quote.place}",
            markdown(quote.fact),
        ]
        for speaker in sheet.speakers
        for k, quote in enumerate(speaker.quotes)
    ]
    return [f"## {WHO}", WHO_LEAD, _table(["Who", "What", "Where", "Fact"], rows)] if rows else []


def _timeline(sheet: Sheet) -> list[str]:
    if not sheet.timeline and not sheet.undated:
        return []
    lines = [
        f"- **{dated.label}**: {markdown(beginning(s.text, _CUT))} ({markdown(f'{s.source}, {s.place}, {s.fact}')})"
        for dated in sheet.timeline
        for s in dated.sayings
    ]
    blocks = [f"## {TIMELINE}", *([TIMELINE_LEAD, "\n".join(lines)] if lines else [])]
    return [*blocks, *map(markdown, sheet.undated)]


def _digests(title: str, digests: Sequence[Digest], sheet: Sheet) -> list[str]:
    blocks = [f"## {title}"] if digests else []
    for digest in digests:
        told = " ".join(
            f"{markdown(text.strip())} ({markdown(source)}, {line})" for text, source, line in digest.sentences
        )
        heading = markdown(summary_heading(digest.name, sheet.sources).strip())
        blocks.append(f"**{heading}.** {told or markdown(sheet.nothing(digest.name, 'bold'))}")
    return blocks


def _only(sheet: Sheet) -> list[str]:
    blocks = []
    for source, rows in sheet.only.items():
        blocks.append(f"## Only in {markdown(source)} ({len(rows)})")
        lines = [
            f"- {' / '.join(map(_placed, row.sayings))} ({'; '.join(map(markdown, (row.id, *row.review)))})"
            for row in rows
        ]
        blocks.append("\n".join(lines) or markdown(sheet.nothing(f"only {source}", "bold")))
    return blocks


def _dropped(sheet: Sheet) -> list[str]:
    rows = [
        [
            markdown(outlet.name),
            markdown(group.role),
            markdown(group.reason),
            ", ".join(str(passage.line) for passage in group.passages),
        ]
        for outlet in sheet.outlets
        for group in outlet.dropped
    ]
    return ["## What was left out, and why", _table(["Source", "Role", "Why", "Lines"], rows)] if rows else []


def _made(sheet: Sheet) -> list[str]:
    rows = [["tellings", markdown(sheet.version)]]
    rows += [[markdown(key), markdown(value)] for key, value in sheet.settings.items()]
    rows += [[f"SHA-256 of {markdown(o.name)}", markdown(o.digest)] for o in sheet.outlets if o.digest]
    return ["## How this was made", _table(["Setting", "Value"], rows)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    rules = ["---:" if align[i : i + 1] == "r" else "---" for i in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rules, *rows])
