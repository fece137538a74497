"""A comparison as Markdown, for a wiki, an issue, a mail: GitHub's flavour, tables included.

Nothing of an article can become markup (`escape.markdown`); the only markup is what this module writes. Words that no
other source of the fact uses are bold. Up to four sources stand side by side in one table; more would be slivers, so
each fact then has a table of its own with a line a source.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from compare.views.escape import markdown
from compare.views.layout import lay_out
from compare.views.passages import Mark, Part
from compare.views.wording import count, spelled, summary_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compare.model import Comparison
    from compare.views.sheet import Row, Saying, Sheet

WIDEST: Final = 4
NONE: Final = "–"


def to_markdown(comparison: Comparison) -> str:
    """Return `comparison` as GitHub-flavoured Markdown."""
    sheet = lay_out(comparison)
    blocks = [
        f"# One event, {spelled(len(sheet.sources))} tellings",
        *_sources(sheet),
        *_section("Where they contradict each other", sheet.conflicts, sheet),
        *_digests(sheet),
        *_section("What they share", sheet.shared, sheet),
        *_section("Perhaps the same", sheet.perhaps, sheet),
        *_only(sheet),
        *_dropped(sheet),
        *_made(sheet),
    ]
    return "\n\n".join(blocks) + "\n"


def _sources(sheet: Sheet) -> list[str]:
    only = sum(map(len, sheet.only.values()))
    rows = [
        [
            f"**{markdown(outlet.name.strip())}**",
            markdown(outlet.title or "no title"),
            markdown(" · ".join(filter(None, (outlet.date, outlet.byline)))),
            markdown(outlet.url or outlet.origin),
            str(outlet.conflicting),
            str(outlet.shared),
            str(outlet.perhaps),
            str(outlet.only),
        ]
        for outlet in sheet.outlets
    ]
    head = ["Source", "Title", "Date, byline", "Where", "Contradicted", "Shared", "Perhaps shared", "Only here"]
    counts = (
        f"{count(len(sheet.conflicts), 'contradiction')}, {count(len(sheet.shared), 'fact')} shared, "
        f"{len(sheet.perhaps)} perhaps the same, {only} in one source only. "
        "Bold: words that no other source of the fact uses."
    )
    return [counts, _table(head, rows, "llllrrrr")]


def _section(title: str, rows: Sequence[Row], sheet: Sheet) -> list[str]:
    if not rows:
        return []
    blocks = [f"## {title} ({len(rows)})"]
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
    before, after = "… " if saying.before else "", " …" if saying.after else ""
    return f"{before}{_words(saying.parts)}{after} ({saying.place}{reference})"


def _words(parts: Iterable[Part]) -> str:
    return "".join(markdown(part.text) if part.mark is Mark.PLAIN else _bold(part.text) for part in parts)


def _bold(text: str) -> str:
    """`**` opens and closes next to letters and digits only, so that punctuation at the ends is left outside."""
    inner = [i for i, character in enumerate(text) if unicodedata.category(character)[0] in "LMN"]
    if not inner:
        return markdown(text)
    first, last = inner[0], inner[-1] + 1
    before, middle, after = markdown(text[:first]), markdown(text[first:last]), markdown(text[last:])
    return f"{before}**{middle}**{after}"


def _notes(row: Row) -> list[str]:
    notes = [
        f"{clash.kind}: {clash.a} “{clash.words_a}”, {clash.b} “{clash.words_b}”"
        + (f". {clash.reason}" if clash.reason else "")
        for clash in row.clashes
    ]
    if row.doubtful:
        notes += [f"{pair.a} and {pair.b}: {pair.verdict}" for pair in row.pairs]
    notes += [f"perhaps also {target}: {verdict}" for target, verdict in row.also]
    return [markdown(note) for note in notes]


def _digests(sheet: Sheet) -> list[str]:
    blocks = ["## In short"] if sheet.digests else []
    for digest in sheet.digests:
        told = " ".join(
            f"{markdown(text.strip())} ({markdown(source)}, {line})" for text, source, line in digest.sentences
        )
        blocks.append(f"**{markdown(summary_heading(digest.name, sheet.sources).strip())}.** {told or 'Nothing.'}")
    return blocks


def _only(sheet: Sheet) -> list[str]:
    blocks = []
    for source, rows in sheet.only.items():
        blocks.append(f"## Only in {markdown(source)} ({len(rows)})")
        if rows:
            blocks.append("\n".join(f"- {markdown(r.id)}: {' / '.join(map(_said, r.sayings))}" for r in rows))
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
