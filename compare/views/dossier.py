"""A comparison as a dossier to file and to print, in blocks that a Word document and a PDF set alike.

    Sheet → dossier.blocks → Heading, Words, Table … → word | typeset

What stands where was decided by `layout`; here is only what each part looks like on paper: a table of three columns for
any number of sources (fact, who says it where, the words), what was found of a fact in a line of its own beneath it,
the sources with their dates and addresses, and at the end how it was made. Both documents read the same blocks, so that
they cannot differ in what they say.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.views.escape import link, printed
from compare.views.layout import lay_out
from compare.views.passages import Mark
from compare.views.wording import (
    CHANGED,
    CHANGED_LEAD,
    DIFFER,
    EXPLAINED,
    EXPLAINED_LEAD,
    FIGURES,
    FIGURES_LEAD,
    MARKED,
    METHOD,
    NO_DIFFERENCE,
    NOT_INDEPENDENT,
    NOT_INDEPENDENT_LEAD,
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
    from collections.abc import Iterator, Sequence

    from compare.model import Comparison
    from compare.views.sheet import Clash, Digest, Row, Saying, Sheet

NONE: Final = "–"


class Run(NamedTuple):
    """Some words set alike: `look` is "", "strong", "own" (no other source uses them), "clash" or "faint"."""

    text: str
    look: str = ""
    link: str = ""
    language: str = ""


Line = tuple[Run, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the title) to 3."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: `kind` is "body", "lead" (what a section is about), "bullet" or "alert"."""

    line: Line
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: a cell for each column, or one (`wide`) across all of them that belongs to the rows above.

    `first` where a new entry begins.
    """

    cells: tuple[Cell, ...]
    wide: bool = False
    first: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; `widths` are the shares of the columns, 1 in all."""

    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]


Block = Heading | Words | Table


@dataclass(frozen=True, slots=True)
class Dossier:
    """All blocks with what a document says of itself."""

    title: str
    sources: tuple[str, ...]
    version: str
    blocks: tuple[Block, ...]


def dossier(comparison: Comparison) -> Dossier:
    """Return the blocks of `comparison`, in the order of the other reports."""
    sheet = lay_out(comparison)
    languages = {a.source.name: a.source.language or "" for a in comparison.articles}
    page = _Page(sheet, languages)
    return Dossier(printed(sheet.headline), tuple(map(printed, sheet.sources)), sheet.version, tuple(page.blocks()))


class _Page:
    """The parts of a dossier, one after the other."""

    def __init__(self, sheet: Sheet, languages: dict[str, str]) -> None:
        self.sheet = sheet
        self.languages = languages

    def blocks(self) -> Iterator[Block]:
        sheet = self.sheet
        yield from self.header()
        yield from self.section(DIFFER, f"{SURE} Bold: {MARKED}", sheet.conflicts)
        yield from self.explained() if sheet.conflicts else ()
        yield from self.revisions()
        yield from self.digests("In short", sheet.digests)
        yield from self.sources()
        yield from self.origins()
        if not sheet.conflicts:
            yield from (Heading(DIFFER, 2), _words(NO_DIFFERENCE))
            yield from self.explained()
        title = "What else they share" if sheet.conflicts else "What they share"
        yield from self.section(title, f"{SURE} Bold: {MARKED}", sheet.shared)
        yield from self.figures()
        yield from self.speakers()
        yield from self.timeline()
        yield from self.section("Perhaps the same", PERHAPS, sheet.perhaps)
        for source in sheet.only:
            yield from self.only(source)
        yield from self.dropped()
        yield from self.made()
        yield from self.digests("Each article in short", sheet.each)

    def header(self) -> Iterator[Block]:
        sheet = self.sheet
        yield Heading(printed(sheet.headline), 1)
        yield _words(f"{count(len(sheet.sources), 'telling')}: {', '.join(sheet.sources)}")
        yield _words(" · ".join(sheet.counts.values()))
        for alert in filter(None, (sheet.doubt, sheet.reviewed)):
            yield _words(alert, "alert")

    def sources(self) -> Iterator[Block]:
        yield Heading("The sources", 2)
        rows = []
        for outlet in self.sheet.outlets:
            where = outlet.url or outlet.origin
            differing = f", a detail differs in {outlet.conflicting}" if outlet.conflicting else ""
            told = f"{outlet.conflicting + outlet.shared} shared{differing}; {outlet.only} only here"
            title = _line(outlet.title or "no title", language=self.languages[outlet.name])
            details = _line(" · ".join(filter(None, (outlet.date or "no date", outlet.byline))))
            address = (Run(printed(where), "faint", link(outlet.url) or ""),)
            rows.append(TableRow(((_line(outlet.name, "strong"),), (title, details, address), (_line(told),))))
        yield Table(("Source", "Title, date, byline, address", "Facts"), (0.24, 0.54, 0.22), tuple(rows))

    def origins(self) -> Iterator[Block]:
        if self.sheet.origins:
            yield from (Heading(NOT_INDEPENDENT, 2), _words(NOT_INDEPENDENT_LEAD, "lead"))
            yield from (_words(reason, "bullet") for reason in self.sheet.origins)

    def revisions(self) -> Iterator[Block]:
        if self.sheet.revisions:
            yield from (Heading(CHANGED, 2), _words(CHANGED_LEAD, "lead"))
        for revision in self.sheet.revisions:
            yield Heading(printed(revision.heading), 3)
            yield _words(revision.verdict)
            yield from (_words(change.line, "bullet") for change in revision.changes)

    def section(self, title: str, lead: str, rows: Sequence[Row]) -> Iterator[Block]:
        if rows:
            yield Heading(f"{title} ({len(rows)})", 2)
            yield _words(lead, "lead")
            made = tuple(made for row in rows for made in self.entry(row))
            yield Table(("Fact", "Source, place", "Words"), (0.12, 0.26, 0.62), made)

    def entry(self, row: Row) -> Iterator[TableRow]:
        sure = f"{row.percent} %" if row.percent is not None else ""
        for number, saying in enumerate(row.sayings):
            label = (_line(row.id, "strong"), _line(sure)) if number == 0 else (_line(""),)
            reference = f", see {saying.fact}" if saying.reference else ""
            who = (_line(saying.source, "strong"), self.place(saying, reference))
            cells = (tuple(line for line in label if line) or ((),), who, (self.quoted(saying),))
            yield TableRow(cells, first=number == 0)
        if row.notes:
            yield TableRow((tuple(_line(f"→ {note}") for note in row.notes),), wide=True, first=False)

    def place(self, saying: Saying, reference: str = "") -> Line:
        address = link(saying.address) or ""
        by = f", {saying.by}" if saying.by else ""
        return (Run(printed(saying.place), "faint", address), Run(printed(by + reference), "faint"))

    def quoted(self, saying: Saying) -> Line:
        language = self.languages[saying.source]
        looks = {Mark.PLAIN: "", Mark.DIFFERS: "own", Mark.CLASHES: "clash"}
        before = [Run("… ", "faint")] if saying.before else []
        after = [Run(" …", "faint")] if saying.after else []
        words = [Run(printed(part.text), looks[part.mark], language=language) for part in saying.parts]
        return (*before, *words, *after)

    def explained(self) -> Iterator[Block]:
        if self.sheet.explained:
            yield Heading(f"{EXPLAINED} ({len(self.sheet.explained)})", 2)
            yield _words(EXPLAINED_LEAD, "lead")
            yield from (Words(_clash(clash), "bullet") for clash in self.sheet.explained)

    def figures(self) -> Iterator[Block]:
        if not self.sheet.figures:
            return
        yield Heading(FIGURES, 2)
        yield _words(FIGURES_LEAD, "lead")
        rows = []
        for line in self.sheet.figures:
            given = [(s, ", ".join(v.words for v in line.by(s))) for s in self.sheet.sources if line.by(s)]
            # The mark keeps a figure after a name in Arabic or Hebrew letters on the right side of it.
            told = tuple(
                (Run(printed(f"{source}: ") + ("" if source.isascii() else "\u200e"), "faint"), Run(printed(words)))
                for source, words in given
            )
            rows.append(TableRow(((_line(line.fact, "strong"),), told, (_line(line.standing),))))
        yield Table(("Fact", "What each gives", "They"), (0.12, 0.68, 0.2), tuple(rows))

    def speakers(self) -> Iterator[Block]:
        if not self.sheet.speakers:
            return
        yield Heading(WHO, 2)
        yield _words(WHO_LEAD, "lead")
        rows = [
            TableRow(
                (
                    (_line(speaker.name if number == 0 else "", "strong"),),
                    (_line(quote.note, language=self.languages.get(quote.source, "")),),
                    (_line(f"{quote.source}, {quote.place} ({quote.fact})", "faint"),),
                ),
                first=number == 0,
            )
            for speaker in self.sheet.speakers
            for number, quote in enumerate(speaker.quotes)
        ]
        yield Table(("Who", "What", "Where (fact)"), (0.24, 0.54, 0.22), tuple(rows))

    def timeline(self) -> Iterator[Block]:
        if not self.sheet.timeline and not self.sheet.undated:
            return
        yield Heading(TIMELINE, 2)
        if self.sheet.timeline:
            yield _words(TIMELINE_LEAD, "lead")
            rows = [
                TableRow(
                    (
                        (_line(dated.label if number == 0 else "", "strong"),),
                        (_line(said.text, language=self.languages[said.source]),),
                        (_line(f"{said.source}, {said.place} ({said.fact})", "faint"),),
                    ),
                    first=number == 0,
                )
                for dated in self.sheet.timeline
                for number, said in enumerate(dated.sayings)
            ]
            yield Table(("When", "What", "Where (fact)"), (0.2, 0.58, 0.22), tuple(rows))
        yield from map(_words, self.sheet.undated)

    def digests(self, title: str, digests: Sequence[Digest]) -> Iterator[Block]:
        if digests:
            yield Heading(title, 2)
        for digest in digests:
            yield Heading(printed(summary_heading(digest.name, self.sheet.sources)), 3)
            runs = [
                run
                for text, source, line in digest.sentences
                for run in (
                    Run(printed(text).strip(), language=self.languages[source]),
                    Run(printed(f" ({source}, {line}) "), "faint"),
                )
            ]
            yield Words(tuple(runs)) if runs else _words(self.sheet.nothing(digest.name, "bold"))

    def only(self, source: str) -> Iterator[Block]:
        rows = self.sheet.only[source]
        yield Heading(printed(f"Only in {source} ({len(rows)})"), 2)
        if not rows:
            yield _words(self.sheet.nothing(f"only {source}", "bold"))
            return
        made = []
        for row in rows:
            for number, saying in enumerate(row.sayings):
                label = _line(row.id if number == 0 else "", "strong")
                made.append(TableRow(((label,), (self.place(saying),), (self.quoted(saying),)), first=number == 0))
            if row.notes:
                made.append(TableRow((tuple(_line(f"→ {note}") for note in row.notes),), wide=True, first=False))
        yield Table(("Fact", "Place", "Words"), (0.12, 0.26, 0.62), tuple(made))

    def dropped(self) -> Iterator[Block]:
        rows = [
            TableRow(
                (
                    (_line(outlet.name, "strong"),),
                    (_line(f"{group.role}: {group.reason}" if group.reason else group.role),),
                    (_line(", ".join(str(passage.line) for passage in group.passages)),),
                ),
                first=first,
            )
            for outlet, groups in groupby(
                ((o, g) for o in self.sheet.outlets for g in o.dropped), key=lambda pair: pair[0]
            )
            for first, (_, group) in zip(_first(), groups, strict=False)
        ]
        if rows:
            yield Heading("What was left out, and why", 2)
            yield Table(("Source", "What and why", "Lines"), (0.24, 0.52, 0.24), tuple(rows))

    def made(self) -> Iterator[Block]:
        sheet = self.sheet
        yield Heading("How this was made", 2)
        yield _words(METHOD)
        told = [("tellings", sheet.version), *sheet.settings.items()]
        told += [(f"SHA-256 of {outlet.name}", outlet.digest) for outlet in sheet.outlets if outlet.digest]
        rows = tuple(TableRow(((_line(key),), (_line(value),))) for key, value in told)
        yield Table(("Setting", "Value"), (0.3, 0.7), rows)


def right_to_left(line: Line) -> bool:
    """Whether what somebody says in a line begins in a right-to-left script; names and places stay where they are."""
    words = "".join(run.text for run in line if run.look not in ("faint", "strong"))
    strong = (kind for kind in map(unicodedata.bidirectional, words) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def _first() -> Iterator[bool]:
    yield True
    while True:
        yield False


def _line(text: str, look: str = "", language: str = "") -> Line:
    return (Run(printed(text), look, language=language),) if text else ()


def _words(text: str, kind: str = "body") -> Words:
    return Words(_line(text), kind)


def _clash(clash: Clash) -> Line:
    return (Run(printed(f"{clash.fact}: "), "strong"), Run(printed(clash.note)))
