"""Every record of tellings, frozen: the whole vocabulary, read in one sitting.

Two outlets tell one event::

    bbc    "The last round of talks was in 2011, before ties worsened."
    scmp   "High-level talks were suspended after Tokyo nationalised the islands in 2012."

Each is an `Article`: one source's text, cut into `Block`s that together cover every character of it. The blocks that
state something give `Claim`s, one sentence each, with their place in the text. Two claims of two sources that state
the same fact are a `Match`, with its probability and the `Evidence` for it. Claims that match are grouped into a
`Fact`: *shared*, *unique* or *conflicting*; every claim is in exactly one. A `Conflict` says on which words a shared
fact disagrees. A `Summary` is made of whole sentences of the articles. The `Comparison` holds all of it.

This module imports the standard library only, so that every stage can speak it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]


class Role(StrEnum):
    """What a block of an article is for."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"


class WordKind(StrEnum):
    """How much of the meaning a word can carry: numbers and names identify, function words do not."""

    CONTENT = "content"
    FUNCTION = "function"
    NAME = "name"
    NUMBER = "number"


class Status(StrEnum):
    """How a fact stands among the sources. Every fact has exactly one."""

    CONFLICTING = "conflicting"
    SHARED = "shared"
    UNIQUE = "unique"


class ConflictKind(StrEnum):
    """On what two claims of one fact disagree."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    DEGREE = "degree"
    ATTRIBUTION = "attribution"


class EvidenceKind(StrEnum):
    """What two matched claims have in common, or on what they part."""

    TERM = "term"
    NAME = "name"
    NUMBER = "number"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article. `name` is short and unique within a comparison; the rest is None where unknown.

    `language` is a code of ISO 639-1 ("en"). Of wire copy, `version` counts the agency's versions of one text, `status`
    is the agency's word for it ("usable", "canceled"), and `embargo` the time before which it may not be published.
    """

    name: str
    url: str | None = None
    date: str | None = None
    byline: str | None = None
    language: str | None = None
    version: str | None = None
    status: str | None = None
    embargo: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an article's text with one role, and the rule that gave it that role (`reason`)."""

    span: Span
    role: Role
    reason: str


class PlaceKind(StrEnum):
    """What of a file is counted to say where words stand in it."""

    PAGE = "page"  # of a PDF document
    ROW = "row"  # of a table, its head included, as a spreadsheet counts; a line of JSON Lines
    ITEM = "item"  # of a list: an entry of a feed or a JSON list, an article of an export
    RECORD = "record"  # of a web archive


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a stretch of an article's text stands; `number` counts from 1, `sheet` is a workbook's."""

    span: Span
    kind: PlaceKind
    number: int
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}, {self.kind} {self.number}" if self.sheet else f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Article:
    """One source's text. The blocks are in order, do not overlap and cover every character of `text`.

    `text` is what can be read of the input: of plain text all of it, unchanged but for a byte-order mark taken off; of
    a page or a document the words that it shows, one block a line. `encoding` is what it was decoded from. `origin` is
    the input as the user named it, `digest` the SHA-256 of its bytes in hexadecimal. `fetched` is when they were
    fetched (ISO 8601, UTC) where the input was an address, "" elsewhere. `places` say where in the file stretches of
    the text stand, in order; empty where the text has no such division. `notes` are sentences that a user should see:
    an embargo, a withdrawn text, a language that is not supported well.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    origin: str = ""
    digest: str = ""
    fetched: str = ""
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str | None:
        """The words of the first title block, or None."""
        return next((b.span.of(self.text).strip() for b in self.blocks if b.role is Role.TITLE), None)


class Word(NamedTuple):
    """A word of a claim: its place in the article, its term (folded and stemmed) and how rare that is in the news.

    `rarity` is the natural logarithm of one over the share of news articles that hold the term, 0 to about 12.
    """

    span: Span
    term: str
    rarity: float
    kind: WordKind


class Number(NamedTuple):
    """A number in a claim: its place, its value, and the term that it counts or its unit ("" where none is seen).

    `low` and `high` bound what the words allow, both ends included: "15" 15 to 15, "10 to 14" 10 to 14, "more than 30"
    30 to infinity. `value` is the number as it is printed, of a range its middle, of a vague word ("dozens") the least
    that it allows. Measures are brought to one unit a dimension: "five miles" is 8.04672, unit "km".
    """

    span: Span
    value: float
    unit: str
    low: float
    high: float


class TimeExpression(NamedTuple):
    """Words that say when, and the days that they cover, first and last included.

    `start` and `end` are None where the words are relative ("on Thursday") and the article's date is not known.
    """

    span: Span
    start: date | None
    end: date | None


class SpeakerKind(StrEnum):
    """How a text says who speaks."""

    NAMED = "named"  # "Cheng Yonghua, China's ambassador to Japan"
    TITLED = "titled"  # "the deputy foreign minister"
    ANONYMOUS = "anonymous"  # "officials", "a witness"
    DOCUMENT = "document"  # "the report", "a statement"
    OUTLET = "outlet"  # "Kyodo", "state media"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said something: who (`source`), the words that say so (`cue`), and what (`content`).

    Each of the three is a list of spans in reading order, as a quotation may be cut in two by its speaker. `speaker`
    names the source as the article does where it is fullest ("he" → "Cheng Yonghua"), "" where nobody is named.
    `direct`: the content is quoted in whole. `hedged`: the cue leaves it open ("alleged"). `denied`: the source says
    that it is not so.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str = ""
    kind: SpeakerKind = SpeakerKind.ANONYMOUS
    direct: bool = False
    hedged: bool = False
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an article: a sentence, or the part of it that stands alone. `text` is exactly the span's.

    `sentence` is the span of the whole sentence, equal to `span` where nothing was cut. `source` is the name of the
    article's source and `number` counts the claims of that article from 1, so that ``claim.id`` ("bbc:3") names it
    within a comparison. `words` and `numbers` are in reading order.
    """

    source: str
    number: int
    span: Span
    text: str
    role: Role
    sentence: Span
    words: tuple[Word, ...] = ()
    numbers: tuple[Number, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    @property
    def id(self) -> str:
        """The claim's name within a comparison, for example ``bbc:3``."""
        return f"{self.source}:{self.number}"


def whole_sentence(parts: Sequence[Claim], text: str) -> Claim:
    """Return the claim that a whole sentence of the article `text` makes, of whose parts each is a claim."""
    first = parts[0]
    return replace(
        first,
        span=first.sentence,
        text=first.sentence.of(text),
        words=tuple(word for part in parts for word in part.words),
        numbers=tuple(number for part in parts for number in part.numbers),
        times=tuple(time for part in parts for time in part.times),
        attributions=tuple(dict.fromkeys(said for part in parts for said in part.attributions)),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a match: the words on either side and how much of the match they carry.

    `weight` is the share of the whole evidence, 0 to 1; negative where the words speak against the match.
    """

    kind: EvidenceKind
    words_a: str
    words_b: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims of two sources that state the same fact, by their positions.

    In a comparison the positions are those in ``comparison.claims``; in the answer of ``compare.align`` those in the
    two lists that were given. `probability` is calibrated, 0 to 1.
    """

    a: int
    b: int
    probability: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims of one fact that disagree: on what, with which words (spans in each claim's article), and why.

    `a` and `b` are positions as in `Match`. `probability` is that a careful reader would call it a contradiction.
    `explanation` says what explains the difference away (rounding, a later count, another period …), "" where nothing
    does; a difference that is explained is shown as such and does not make a fact conflicting.
    """

    kind: ConflictKind
    a: int
    b: int
    span_a: Span
    span_b: Span
    reason: str
    probability: float = 1.0
    explanation: str = ""


class Act(StrEnum):
    """What a reviewer does to the claims that a decision names."""

    ACCEPT = "accept"  # they are one fact, as it stands
    REJECT = "reject"  # they are not one fact: each stands alone
    SPLIT = "split"  # they are a fact of their own, without the others of the fact that held them
    MERGE = "merge"  # they are one fact, though they stood in several
    STATUS = "status"  # they are one fact, and this is its status
    NOTE = "note"  # a remark on the facts that hold them


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a reviewer on `claims`, named by id; `status` where it sets one, `text` where it is a note.

    `at` is when it was made (ISO 8601), "" where that is not known.
    """

    do: Act
    claims: tuple[str, ...]
    status: Status | None = None
    text: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The decisions of one person, the `coder`, on a comparison, which is named by its fingerprint; in their order.

    `version` is that of the tellings which made the comparison, "" where that is not known.
    """

    comparison: str
    coder: str
    decisions: tuple[Decision, ...]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A group of claims that state the same; one claim alone is a fact too.

    `matches` are those within the group. `probability` is that of the weakest match that was needed to join it, 1 for
    one claim. `doubts` are pairs that lead to claims of other facts: a unique fact with doubts is perhaps shared after
    all. `conflicts` is not empty exactly where the status is conflicting; `differences` are those that are explained
    away, in its matches and in the doubts whose first claim it holds. `origins` is how many of its sources are
    independent of each other as far as is known (`Comparison.origins` says why fewer), 0 where nobody looked. `first`
    is the source that has it with the earliest date, "" where the dates do not tell.

    After a review, `decisions` are those on the fact, and `changed` tells whether it has other claims or another status
    than were found. A reviewer may call a fact conflicting in which no conflict was found.
    """

    id: str
    status: Status
    claims: tuple[Claim, ...]
    probability: float = 1.0
    matches: tuple[Match, ...] = ()
    doubts: tuple[Match, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    differences: tuple[Conflict, ...] = ()
    decisions: tuple[Decision, ...] = ()
    changed: bool = False
    origins: int = 0
    first: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources that report the fact, in the order of the articles."""
        return tuple(dict.fromkeys(claim.source for claim in self.claims))


class CreditKind(StrEnum):
    """In what way an article says that words or reporting are another's."""

    TEXT = "text"  # the article is the agency's: "LONDON (AP) —"
    REPORTING = "reporting"  # some of it is: "With files from The Canadian Press"
    INTERVIEW = "interview"  # somebody "told Reuters"
    CITED = "cited"  # a claim is told after another outlet: "Kyodo reported"


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that an article credits, in what way, and the words that do.

    `span` is None where the words are not in its text but in the data of its page.
    """

    agency: str
    kind: CreditKind
    words: str
    span: Span | None = None


class OriginKind(StrEnum):
    """Why several sources are one origin."""

    OUTLET = "outlet"  # they are articles of one outlet
    COPY = "copy"  # the text of one stands in the other
    AGENCY = "agency"  # they print one agency's text
    CITATION = "citation"  # they tell a fact after the same outlet, or one after the other
    WORDING = "wording"  # they tell a fact in the same words


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that do not confirm each other, as what they tell comes from one place; `name` says which, "" if unknown.

    `facts` are the ids of the facts for which that holds, empty where it holds for all that the sources share. `share`
    is how much of the shorter text the longer one has (0 to 1) where the kind is a copy. `credits` are the words that
    show it, by source. `reason` says it all in a sentence.
    """

    kind: OriginKind
    sources: tuple[str, ...]
    reason: str
    name: str = ""
    facts: tuple[str, ...] = ()
    share: float | None = None
    credits: tuple[tuple[str, Credit], ...] = ()


class ChangeKind(StrEnum):
    """What became of a claim from one version of an article to the next."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that a later version of an article has and the earlier has not, or the other way round, or has otherwise.

    `before` is a claim of the earlier version, `after` one of the later; of an added claim `before` is None, of a
    dropped one `after`. `differences` are on what the two disagree ("12 dead", "14 dead"): `span_a` is in the earlier
    text, `span_b` in the later.
    """

    kind: ChangeKind
    before: Claim | None
    after: Claim | None
    differences: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of an article that is compared, and what changed from it to the next one.

    `source` is the name of the compared article's source. `silent`: claims changed or are gone, and neither the page's
    date moved nor does a note on the page say so. `note` is that note, "" where there is none.
    """

    source: str
    article: Article
    changes: tuple[Change, ...]
    silent: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary, word for word as it stands in its source at `span`."""

    source: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Whole sentences taken from the articles, in reading order.

    `name` is what was summarised: a source's name, "shared", "only " and a source's name, or "conflicts", where the
    sentences that disagree stand side by side. `method` is the name of the summariser. `headline` is the one sentence
    to read where there is room for one; it need not be among `sentences`.
    """

    name: str
    method: str
    sentences: tuple[SummarySentence, ...]
    headline: SummarySentence | None = None

    @property
    def text(self) -> str:
        """The sentences, one after the other."""
        return " ".join(" ".join(sentence.text.split()) for sentence in self.sentences)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it for one story: articles, claims, matches, facts, conflicts, summaries, settings and version.

    `claims` lists the claims of all articles in the order of the articles; `matches` and `doubts` refer to positions in
    it. `facts` are in the order of a reader's interest: see `compare.outcomes.facts`. `review` is what a reviewer
    decided and is applied already, None where nobody has reviewed it. `pairs` are all that facts could be made of:
    matches, doubts, and the pairs too unlikely for a match whose claims others joined in one fact. `origins` say which
    sources are not independent, `versions` what earlier versions of the articles said, the latest of each first.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    matches: tuple[Match, ...]
    doubts: tuple[Match, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    summaries: tuple[Summary, ...]
    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    version: str = ""
    review: Review | None = None
    pairs: tuple[Match, ...] = ()
    origins: tuple[Origin, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources, in the order of the articles."""
        return tuple(article.source.name for article in self.articles)

    @property
    def fingerprint(self) -> str:
        """What tells this comparison from others: a SHA-256 in hexadecimal over names, texts and the claims' spans.

        It depends on nothing that a review decides and not on the order of the articles, so that a review fits the same
        articles again, whatever the settings.
        """
        spans: dict[str, list[Span]] = {name: [] for name in self.sources}
        for claim in self.claims:
            spans[claim.source].append(claim.span)
        told = sorted((a.source.name, a.text, spans[a.source.name]) for a in self.articles)
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def shared(self) -> tuple[Fact, ...]:
        """The facts that two or more sources report, those on which they disagree included."""
        return tuple(fact for fact in self.facts if fact.status is not Status.UNIQUE)

    def unique(self, source: str | None = None) -> tuple[Fact, ...]:
        """Return the facts that only `source` reports, or only one source whichever it is.

        A fact with `doubts` is among them: it is not known to be shared. Raises `ValueError` for an unknown source.
        """
        if source is not None:
            self.article(source)
        return tuple(
            fact for fact in self.facts if fact.status is Status.UNIQUE and source in (None, fact.claims[0].source)
        )

    def article(self, source: str) -> Article:
        """Return the article of the source named `source`. Raises `ValueError` where there is none."""
        for article in self.articles:
            if article.source.name == source:
                return article
        raise ValueError(f"no source is named {source!r}; the sources are {', '.join(self.sources)}")

    def summary(self, name: str) -> Summary:
        """Return the summary named `name`: a source, "shared", or "only " and a source. Raises `ValueError`."""
        for summary in self.summaries:
            if summary.name == name:
                return summary
        raise ValueError(f"no summary is named {name!r}; there are {', '.join(s.name for s in self.summaries)}")


class Dissent(NamedTuple):
    """What coders do not code alike: the claims that are coded, and the code of each coder who decided, by name."""

    claims: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far coders agree on one question: Krippendorff's `alpha` for nominal codes over `units`.

    `alpha` is 1 where all are coded alike, 0 where they agree as by chance, below where less; None where it is not
    defined, as all codes are the same or nothing was decided by two. `low` and `high` bound 95 in 100 resamples of the
    units. `alike` counts the units that all code alike.
    """

    question: str
    units: int
    alike: int
    alpha: float | None
    low: float | None
    high: float | None
    dissents: tuple[Dissent, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the reviews of one comparison agree on the status of what was found, and on which claims are one fact."""

    coders: tuple[str, ...]
    status: Reliability
    pairs: Reliability


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one event, as they are found in an archive.

    `id` is made of the earliest article, so it stays while later ones join. `articles` are the articles' ids and
    `sources` their sources, by time; `first` and `last` the times of the earliest and the latest, in UTC, None where no
    article has a date that can be believed. `headline` is the title of the article that has most in common with the
    others, `names` those that most of them name. `origins` counts the articles that are no copies of one another: five
    outlets that carry one wire text are five articles of one origin. `versions` are numbers that name, of each article,
    the latest version that tells of the event, as an archive keeps it.
    """

    id: str
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    headline: str
    names: tuple[str, ...]
    origins: int
    versions: tuple[int, ...] = ()


def fold(text: str) -> str:
    """Return `text` as it is compared: compatibility forms, marks and case taken off (``Café`` → ``cafe``)."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
