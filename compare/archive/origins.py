"""Sources → origins: five outlets that print one agency's text are five outlets and one origin.

    F3   huffingtonpost  "RICHMOND, Va. (AP) — Dave Brockie …"  ┐ one agency's text
         racing.ap.org   "(AP)", a page of the agency           ┘
         thestar         "… , the Associated Press reported"      told after it          F3: 4 sources,
         bbc             its own words, cites nobody              by itself                  2 origins

Sources are one origin of all that they share where they are articles of one outlet, where one text stands in the other,
or where both say that their text is the same agency's. They are one origin of a single fact where each tells it after
the same outlet ("Kyodo reported", "told Reuters"), or in the same words. What is quoted is not looked at: who was at a
press conference has the same quotations, and copied nobody. Nor does "with files from AP" alone make an origin, as it
does not say which of the facts are AP's.

To say falsely that outlets are not independent accuses them, so each origin comes with the words that show it; what
cannot be shown is left independent. Hence the count is of what is known: at most so many origins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import PurePath
from typing import Final, NamedTuple

import numpy as np

from compare.archive.credits import cited, credited, interviewed
from compare.archive.fingerprints import Stretches, stretches
from compare.archive.outlets import published_by, publisher_of
from compare.articles.source import clean
from compare.model import Article, Claim, Credit, CreditKind, Fact, Origin, OriginKind, Role, WordKind

COPIED: Final = 0.7  # of the shorter text, outside quotations; of less, only the facts told in the same words are one
FEWEST: Final = 200  # stretches: of a shorter text no more can be said than of its facts
WORDING: Final = 0.8  # of the shorter claim's stretches
WORDS: Final = 40  # stretches; in 71 letters two writers do not choose the same words by chance
_SHOWN: Final = 100  # characters of words that are quoted as a reason
_TOLD: Final = (Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM)
# A quotation, or the rest of the paragraph where it is not closed; its marks may have been decoded wrongly.
_QUOTED: Final = re.compile(
    r"""(?:[“"«„]|\u00e2\u0080\u009c)[^“”"«»„\u0080\n]*(?:[”"»“]|\u0080[\u009c\u009d]|$)""", re.MULTILINE
)


class _Voice(NamedTuple):
    """The stretches of an article in its own voice, with their places in its text."""

    print: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def of(self, claim: Claim) -> np.ndarray:
        """Return the prints of the stretches that stand in a claim."""
        first, last = np.searchsorted(self.start, [claim.span.start, claim.span.end])
        return self.print[first:last][self.end[first:last] <= claim.span.end]


def origins(articles: Sequence[Article], facts: Sequence[Fact]) -> tuple[Origin, ...]:
    """Return which sources of a comparison are not independent: of all that they share, then fact by fact."""
    voices = {article.source.name: voice for article, voice in zip(articles, _voices(articles), strict=True)}
    publishers = {article.source.name: publisher_of(_name(article), article.source.url) for article in articles}
    texts = {article.source.name: article.text for article in articles}
    found: list[Origin] = []
    whole = _Groups(texts)
    for origin in (*_outlets(articles), *_agencies(articles, publishers), *_copies(voices)):
        if len(set(map(whole.head, origin.sources))) > 1:
            whole.join(origin.sources)
            found.append(origin)
    for fact in facts:
        if len({whole.head(source) for source in fact.sources}) > 1:
            found += _told_after(fact, texts, publishers)
            found += _in_same_words(fact, voices, whole)
    return tuple(found)


def counted(facts: Iterable[Fact], found: Sequence[Origin]) -> tuple[Fact, ...]:
    """Return the facts, each with the number of its origins."""
    everywhere = [origin for origin in found if not origin.facts]
    of_fact = defaultdict(list)
    for origin in found:
        for fact_id in origin.facts:
            of_fact[fact_id].append(origin)
    counted = []
    for fact in facts:
        groups = _Groups(fact.sources)
        for origin in (*everywhere, *of_fact[fact.id]):
            groups.join(source for source in origin.sources if source in groups.leader)
        counted.append(replace(fact, origins=len({groups.head(source) for source in fact.sources})))
    return tuple(counted)


class _Groups:
    """Sources, joined to groups (union-find)."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.leader = {source: source for source in sources}

    def head(self, source: str) -> str:
        while self.leader[source] != source:
            source = self.leader[source]
        return source

    def join(self, sources: Iterable[str]) -> None:
        heads = [self.head(source) for source in sources]
        self.leader.update(dict.fromkeys(heads, heads[0]) if heads else {})

    def apart(self) -> list[tuple[str, ...]]:
        """Return the groups of more than one source."""
        groups = defaultdict(list)
        for source in self.leader:
            groups[self.head(source)].append(source)
        return [tuple(group) for group in groups.values() if len(group) > 1]


# -- of whole articles -----------------------------------------------------------------------------------------------


def _outlets(articles: Sequence[Article]) -> Iterator[Origin]:
    sources = defaultdict(list)
    for article in articles:
        name = _name(article)
        # A file called 1.txt says nothing of its outlet, nor do two of them.
        told = "" if name == clean(PurePath(article.origin).stem) else name
        for outlet in published_by(told, article.source.url):
            sources[outlet].append(article.source.name)
    for outlet, names in sources.items():
        if len(names) > 1:
            reason = f"{_listed(names)} are articles of one outlet, {outlet}"
            yield Origin(OriginKind.OUTLET, tuple(names), reason, outlet)


def _copies(voices: Mapping[str, _Voice]) -> Iterator[Origin]:
    """Return the pairs of which one has most of the other's text."""
    prints = {source: np.unique(voice.print) for source, voice in voices.items()}
    long = [source for source in prints if len(prints[source]) >= FEWEST]
    for a, b in combinations(long, 2):
        part, whole = sorted((a, b), key=lambda source: len(prints[source]))
        share = float(np.isin(prints[part], prints[whole], assume_unique=True).mean())
        if share >= COPIED:
            reason = f"{_percent(share)} of {part}'s words outside quotations stand in {whole} too"
            yield Origin(OriginKind.COPY, (a, b), reason, share=share)


def _agencies(articles: Sequence[Article], publishers: Mapping[str, str | None]) -> Iterator[Origin]:
    printed: dict[str, dict[str, Credit]] = defaultdict(dict)
    for article in articles:
        for credit in credited(article):
            if credit.kind is CreditKind.TEXT:
                printed[credit.agency][article.source.name] = credit
    for agency, by in printed.items():
        sources = [source for source, name in publishers.items() if source in by or name == agency]
        if len(sources) > 1:
            shown = tuple((source, by[source]) for source in sources if source in by)
            reason = f"{_listed(sources)} print the text of {agency}: {_words(shown)}"
            yield Origin(OriginKind.AGENCY, tuple(sources), reason, agency, credits=shown)


# -- of single facts -------------------------------------------------------------------------------------------------


def _told_after(fact: Fact, texts: Mapping[str, str], publishers: Mapping[str, str | None]) -> Iterator[Origin]:
    """Return those who tell a fact after the same outlet, with that outlet where it is one of the sources."""
    after: dict[str, dict[str, Credit]] = defaultdict(dict)
    for source in fact.sources:
        told = [_source_of(claim, texts[source]) for claim in fact.claims if claim.source == source]
        names = {credit.agency if credit else None for credit in told}
        if len(names) == 1 and told[0] is not None and told[0].agency != publishers[source]:
            after[told[0].agency][source] = told[0]
    for outlet, by in after.items():
        sources = [source for source in fact.sources if source in by or publishers[source] == outlet]
        if len(sources) > 1:
            shown = tuple((source, by[source]) for source in sources if source in by)
            telling = f"{_listed([source for source, _ in shown])} {'tells' if len(shown) == 1 else 'tell'} it"
            yield Origin(
                OriginKind.CITATION,
                tuple(sources),
                f"{telling} after {outlet}: {_words(shown)}",
                outlet,
                (fact.id,),
                credits=shown,
            )


def _source_of(claim: Claim, text: str) -> Credit | None:
    return cited(claim.attributions, text) or interviewed(claim.sentence, text)


def _in_same_words(fact: Fact, voices: Mapping[str, _Voice], whole: _Groups) -> Iterator[Origin]:
    told = [(claim, np.unique(voices[claim.source].of(claim))) for claim in fact.claims if _is_worded(claim)]
    long = [(claim, prints) for claim, prints in told if len(prints) >= WORDS]
    groups, words = _Groups(fact.sources), {}
    for (one, a), (other, b) in combinations(long, 2):
        if whole.head(one.source) == whole.head(other.source) or groups.head(one.source) == groups.head(other.source):
            continue
        shorter, longer = sorted((a, b), key=len)
        if np.isin(shorter, longer, assume_unique=True).mean() >= WORDING:
            groups.join((one.source, other.source))
            words[groups.head(one.source)] = one if len(a) <= len(b) else other
    for group in groups.apart():
        shown = " ".join(words[groups.head(group[0])].text.split())
        quoted = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN + 1].rsplit(' ', 1)[0]} …"
        reason = f"{_listed(group)} tell it in the same words: “{quoted}”"
        yield Origin(OriginKind.WORDING, group, reason, facts=(fact.id,))


def _is_worded(claim: Claim) -> bool:
    """Whether its words are its outlet's own choice: it quotes nobody, and is no list of names and ages."""
    written = [word for word in claim.words if word.kind in (WordKind.CONTENT, WordKind.FUNCTION)]
    return 2 * len(written) >= len(claim.words) and not any(said.direct for said in claim.attributions)


# -- what is looked at -----------------------------------------------------------------------------------------------


def _voices(articles: Sequence[Article]) -> list[_Voice]:
    """Return the stretches of each article without its quotations and what tells nothing, at places in characters."""
    texts = [_own_words(article).encode("utf-8", "surrogatepass") for article in articles]
    found: Stretches = stretches(texts)
    bounds = np.searchsorted(found.of, np.arange(len(texts) + 1))
    voices = []
    for text, first, last in zip(texts, bounds, bounds[1:], strict=False):
        # A character's first byte is no continuation byte, so their count gives its place.
        data = np.frombuffer(text, np.uint8)
        characters = np.append(0, np.cumsum((data & 0xC0) != 0x80))
        start, end = found.start[first:last], found.end[first:last]
        voices.append(_Voice(found.print[first:last], characters[start], characters[end]))
    return voices


def _own_words(article: Article) -> str:
    """Return the article's text with blanks for quotations and for blocks that tell nothing."""
    pieces = []
    for block in article.blocks:
        words = block.span.of(article.text)
        pieces.append(_QUOTED.sub(_blank, words) if block.role in _TOLD else " " * len(words))
    return "".join(pieces)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _name(article: Article) -> str:
    """Return the name of an article's source without the number by which those of one name are told apart."""
    return re.sub(r" \(\d+\)\Z", "", article.source.name)


def _words(shown: Sequence[tuple[str, Credit]]) -> str:
    return ", ".join(f"“{' '.join(credit.words.split())}” ({source})" for source, credit in shown)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _percent(share: float) -> str:
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"
