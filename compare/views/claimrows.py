"""One row a claim, for those who code, count and filter: the columns that the CSV file and the workbook have.

    claim    source  fact  status    same %  text                     place    speaker     …  code  note
    bbc:6    bbc     F1    shared        97  In November, Chinese …   line 13
    scmp:10  scmp    F1    shared        97  Relations have thawed …  line 15  Cheng       …

A status is that of the claim's fact, in one word more than a fact has: *perhaps* is a claim that one source reports and
another perhaps does too, so that whoever counts *unique* counts no doubt. The last two columns are empty, for coders.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.views.escape import formula, printed
from compare.views.layout import lay_out
from compare.views.wording import moment, part, percent

if TYPE_CHECKING:
    from compare.model import Claim, Comparison, Match

PERHAPS: Final = "perhaps"

# What stands in each column, for the reader of the file.
COLUMNS: Final[dict[str, str]] = {
    "claim": "The claim's name in this comparison: its source and its number there.",
    "source": "Who published it.",
    "fact": "Claims with the same entry state the same fact.",
    "status": "shared: two or more sources report the fact; conflicting: they do and a detail differs; unique: one "
    "source; perhaps: one source, and perhaps another, named under “perhaps same as”.",
    "sources": "How many sources report the fact.",
    "same %": "How sure it is that the claims of the fact state the same, in per cent; empty for a claim alone.",
    "perhaps same as": "Claims of other facts that perhaps state the same, each with its per cent.",
    "text": "The claim, word for word; white space is one space.",
    "sentence": "The whole sentence, where the claim is a part of one.",
    "place": "The line in the source's text, the part of the article, and the page or row of its file.",
    "part": "What part of the article it stands in.",
    "speaker": "Who is named to have said it; empty where nobody is, or the outlet says it in its own voice.",
    "said": "Who says it, in words: said by, quoting, denied by, put forward by.",
    "conflict": "On what the claim and another of its fact disagree.",
    "explained": "On what they differ, and what explains it.",
    "review": "What a reviewer decided on the fact.",
    "date": "When the source published, as it prints it.",
    "title": "The article's headline.",
    "url": "The article's address.",
    "code": "For you.",
    "note": "For you.",
}


class ClaimRow(NamedTuple):
    """The cells of one claim, in the order of `COLUMNS`; texts are harmless in a document, not yet in a CSV file."""

    claim: str
    source: str
    fact: str
    status: str
    sources: int
    same: int | None
    perhaps: str
    text: str
    sentence: str
    place: str
    part: str
    speaker: str
    said: str
    conflict: str
    explained: str
    review: str
    date: str
    title: str
    url: str
    code: str = ""
    note: str = ""


def claim_rows(comparison: Comparison) -> list[ClaimRow]:
    """Return a row for each claim, in the order of the articles and of their text."""
    sheet = lay_out(comparison)
    rows = (*sheet.conflicts, *sheet.shared, *sheet.perhaps, *(row for own in sheet.only.values() for row in own))
    entries = {s.claim: (row, s) for row in rows for s in row.sayings if not s.reference}
    fact_of = {claim.id: fact for fact in comparison.facts for claim in fact.claims}
    explained: dict[str, list[str]] = {}
    for clash in sheet.explained:
        explained.setdefault(clash.fact, []).append(clash.note)
    doubts = _doubts(comparison)
    found = []
    for claim in comparison.claims:
        fact, (row, saying) = fact_of[claim.id], entries[claim.id]
        article = comparison.article(claim.source)
        cells = ClaimRow(
            claim=claim.id,
            source=claim.source,
            fact=fact.id,
            status=PERHAPS if row.doubtful else str(fact.status),
            sources=len(fact.sources),
            same=percent(fact.probability) if fact.matches else None,
            perhaps="; ".join(doubts.get(claim.id, ())),
            text=claim.text.strip(),
            sentence=claim.sentence.of(article.text).strip() if saying.before or saying.after else "",
            place=saying.place,
            part=part(claim.role),
            speaker=_speaker(claim),
            said=saying.by,
            conflict=" | ".join(clash.note for clash in row.clashes),
            explained=" | ".join(explained.get(row.id, ())),
            review="; ".join(row.review),
            date=moment(article.source.date) or "",
            title=article.title or "",
            url=article.source.url or "",
        )
        found.append(ClaimRow._make(printed(cell) if isinstance(cell, str) else cell for cell in cells))
    return found


def to_csv(comparison: Comparison) -> str:
    """Return one row a claim as CSV after RFC 4180; each cell is in quotation marks and no cell is a formula."""
    with io.StringIO(newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in claim_rows(comparison):
            writer.writerow("" if cell is None else formula(str(cell)) for cell in row)
        return file.getvalue()


def _doubts(comparison: Comparison) -> dict[str, list[str]]:
    """Return for each claim the claims of other facts that perhaps state the same, likeliest first."""
    found: dict[str, list[str]] = {}
    pairs: dict[Match, None] = dict.fromkeys(comparison.doubts)
    for doubt in sorted(pairs, key=lambda doubt: -doubt.probability):
        a, b = comparison.claims[doubt.a].id, comparison.claims[doubt.b].id
        for claim, other in ((a, b), (b, a)):
            found.setdefault(claim, []).append(f"{other} ({percent(doubt.probability)} %)")
    return found


def _speaker(claim: Claim) -> str:
    return claim.attributions[0].speaker if claim.attributions else ""
