"""What stands where, decided once: a comparison laid out as a sheet that the views for people only have to set.

Each claim of the comparison has one main entry. It goes to the first of these sections that fits its fact:

======================  =============================================================
section                 facts
======================  =============================================================
`Sheet.conflicts`       conflicting
`Sheet.shared`          shared
`Sheet.perhaps`         unique, but with a doubt: perhaps another source has it too
`Sheet.only`            unique without doubt, by source
======================  =============================================================

A doubt leads from a claim to a claim of another fact. Unique facts that doubts join are laid side by side in one row
of *perhaps* (``P1``), because there is nothing to prefer one pair to another by. Where a doubt leads to a shared fact,
the row quotes the shared claim with a reference to its fact (`Saying.reference`); from 50 % on, the shared fact says in
turn "See also P1" (`Row.also`). So a false "only X reports" is not made of a doubt, and nothing counts twice.

What no claim covers is on the sheet as well (`Outlet.dropped`): by block, with the reason; and inside a block that was
kept, any stretch with a letter or digit that became no claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.views.wording import NOTHING_SHARED, nothing_alone

if TYPE_CHECKING:
    from compare.model import Evidence
    from compare.views.figures import Line
    from compare.views.passages import Dropped, Part


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as a source words it, and where. `reference` where its main entry is elsewhere, at `fact`.

    `before` and `after` are the rest of its sentence, where the claim is a part of one. `by` is who says it, "" where
    the outlet tells it in its own voice. `address` leads a browser to the words on the outlet's page, "" where it has
    none.
    """

    claim: str
    source: str
    place: str
    parts: tuple[Part, ...]
    fact: str
    before: str = ""
    after: str = ""
    reference: bool = False
    by: str = ""
    address: str = ""

    @property
    def text(self) -> str:
        """Its words on one line, with an ellipsis where the rest of its sentence stands."""
        words = "".join(part.text for part in self.parts)
        return ("… " if self.before else "") + words + (" …" if self.after else "")

    @property
    def at(self) -> str:
        """Where it stands, and who says it."""
        return f"{self.place}, {self.by}" if self.by else self.place


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that match, or perhaps do: who says them where, how sure that is, and why; `key` are the positions."""

    a: str
    b: str
    verdict: str
    evidence: tuple[Evidence, ...]
    key: str = ""
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Clash:
    """On what two claims of a fact differ, with the words on either side.

    `verdict` is how likely it is a contradiction, "" where `explanation` says what explains it; `key` are the claims'
    positions.
    """

    kind: str
    a: str
    words_a: str
    b: str
    words_b: str
    reason: str
    fact: str = ""
    verdict: str = ""
    explanation: str = ""
    key: str = ""

    @property
    def note(self) -> str:
        """All of it in one line of text."""
        words = f"{self.a} “{self.words_a}”, {self.b} “{self.words_b}”"
        told = [f"{self.kind}: {words}", self.reason]
        told += [more[0].upper() + more[1:] for more in (self.explanation, self.verdict) if more]
        return ". ".join(piece.rstrip(".") for piece in told if piece)


@dataclass(frozen=True, slots=True)
class Row:
    """Claims to be read side by side: a fact, or facts that are perhaps one.

    `verdict` says how likely they are the same and is empty for a single claim; `percent` is its figure, or None.
    `also` are the ids of at most two rows that are as likely as not to state the same, likeliest first. `doubtful`
    rows are those of the section *perhaps*: their pairs are doubts, not matches. `review` is what a reviewer decided on
    it, a line each.
    """

    id: str
    sayings: tuple[Saying, ...]
    verdict: str = ""
    percent: int | None = None
    pairs: tuple[Pair, ...] = ()
    clashes: tuple[Clash, ...] = ()
    also: tuple[str, ...] = ()
    doubtful: bool = False
    review: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources in the row, in the order of the sayings."""
        return tuple(dict.fromkeys(saying.source for saying in self.sayings))

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands beneath the row: the clashes, the doubts where there are several, other rows, the reviewer."""
        notes = [clash.note for clash in self.clashes]
        # The verdict on a single pair is that of its row.
        if self.doubtful and len(self.pairs) > 1:
            notes += [f"{pair.a} and {pair.b}: {pair.verdict}" for pair in self.pairs]
        notes += [f"See also {', '.join(self.also)}."] if self.also else []
        return (*notes, *(f"{line[0].upper()}{line[1:]}" for line in self.review))

    def by(self, source: str) -> tuple[Saying, ...]:
        """Return what `source` says, perhaps nothing."""
        return tuple(saying for saying in self.sayings if saying.source == source)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source with its article's particulars, how its facts stand, and what of its text was not compared.

    `conflicting`, `shared` (without those), `perhaps` and `only` count its facts, each in one of them. `marked` tells
    whether any of its words are marked in the facts that it shares.
    """

    name: str
    title: str | None
    url: str | None
    date: str | None
    byline: str | None
    origin: str
    digest: str
    conflicting: int
    shared: int
    perhaps: int
    only: int
    marked: bool
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A summary with, for each of its sentences, who says it and where.

    Where it is `headed`, the first sentence is the one to read where there is time for one; the others are in reading
    order.
    """

    name: str
    method: str
    sentences: tuple[tuple[str, str, str], ...]
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What a source has a speaker say: where, in which fact, the words; `direct` where they are quoted whole.

    `cue` is "" where it says no more than "said", `via` who else tells of it, mostly nobody.
    """

    source: str
    place: str
    fact: str
    cue: str
    words: str
    direct: bool
    denied: bool
    via: str

    @property
    def note(self) -> str:
        """The words with what leads to them."""
        lead = ": ".join(filter(None, ("denied" if self.denied else "", self.cue if not self.denied else "")))
        told = f"{lead}: {self.words}" if lead else self.words
        return f"{told} (told by {self.via})" if self.via else told


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom the articles have say something, by the fullest name, with all of it."""

    name: str
    anonymous: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of which claims tell, in words, where they stand on a line of 100, and the claims."""

    label: str
    left: float
    width: float
    point: bool
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison laid out for reading; see the module for which claim stands where.

    `headline` is the first title that an article has. `counts` are the figures of the whole page in words, by section.
    `doubt` asks whether sources that share nothing belong here, and is empty where there are none. `digests` are the
    summaries of what is shared and of what one source alone reports, `each` those of the articles. `explained` are the
    differences that something explains away, `figures` the numbers and dates side by side, `timeline` the claims whose
    days are known, `undated` what stays relative in articles without a date. `reviewed` says who reviewed it and what
    they decided, "" where nobody did.
    """

    headline: str
    counts: dict[str, str]
    doubt: str
    outlets: tuple[Outlet, ...]
    conflicts: tuple[Row, ...]
    shared: tuple[Row, ...]
    perhaps: tuple[Row, ...]
    only: dict[str, tuple[Row, ...]]
    digests: tuple[Digest, ...]
    each: tuple[Digest, ...]
    settings: dict[str, str]
    version: str
    explained: tuple[Clash, ...] = ()
    figures: tuple[Line, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    timeline: tuple[Dated, ...] = ()
    undated: tuple[str, ...] = ()
    reviewed: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources, in the order of the articles."""
        return tuple(outlet.name for outlet in self.outlets)

    def nothing(self, name: str, marked: str = "") -> str:
        """Return what stands where the list or the summary `name` ("shared", "only " and a source) is empty.

        `marked` is how words that set a source apart look in the view.
        """
        if name == "shared":
            return "Nothing but what stands under “What they share”." if self.shared else NOTHING_SHARED
        outlet = next((outlet for outlet in self.outlets if name == f"only {outlet.name}"), None)
        if outlet is None:
            return "Nothing."
        # A summary can be empty where the list is not: captions enter no summary.
        if outlet.only:
            return f"Nothing but what stands under “Only in {outlet.name}”."
        return nothing_alone(outlet.marked, marked)
