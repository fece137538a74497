"""From a comparison to its `Sheet`: which row each claim stands in, and what is said of the row.

The rules are those of `compare.views.sheet`. The one that takes work is *perhaps*: doubts join unique facts to groups,
as in ::

    bbc:1 ─ 41 % ─ scmp:3 ─ 46 % ─ bbc:2        bbc:2 is in the shared fact F2, the others are unique

where `P1` holds *bbc:1* and *scmp:3* and quotes *bbc:2* with a reference to F2. From 50 % on, F2 says "See also P1".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from compare.model import Claim, Comparison, Conflict, Fact, Match, SpeakerKind, Status, Summary, SummarySentence
from compare.views.attributed import told_by
from compare.views.figures import figures
from compare.views.marks import differing, owners
from compare.views.passages import Mark, Part, Places, dropped, parts
from compare.views.place import address, places_in
from compare.views.provenance import dependence, earliest, revisions
from compare.views.sheet import Clash, Dated, Digest, Outlet, Pair, Quote, Row, Saying, Sheet, Speaker
from compare.views.timeline import moments, undated
from compare.views.voices import Voice, voices
from compare.views.wording import (
    BY_REVIEW,
    CONFLICTS,
    contradiction,
    decided,
    moment,
    percent,
    place,
    relative,
    reviewed,
    sameness,
    spelled,
    strangers,
    tally,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_ALSO: Final = 2
_ALSO_FROM: Final = 50  # per cent; what is less likely stands in the section "perhaps" only


def lay_out(comparison: Comparison) -> Sheet:
    """Return the sheet of `comparison`."""
    desk = _Desk(comparison)
    rows = {fact.id: desk.row(fact) for fact in comparison.facts if fact.id not in desk.group_of}
    perhaps = tuple(desk.perhaps(name, group) for name, group in desk.groups.items())
    by_status: dict[Status, list[Row]] = defaultdict(list)
    for fact in comparison.facts:
        if fact.id in rows:
            by_status[fact.status].append(rows[fact.id])
    only = {
        source: tuple(row for row in by_status[Status.UNIQUE] if row.sources == (source,))
        for source in comparison.sources
    }
    conflicts, shared = tuple(by_status[Status.CONFLICTING]), tuple(by_status[Status.SHARED])
    marked = _marked((*conflicts, *shared))
    outlets = tuple(
        _outlet(comparison, desk, source, len(only[source]), source in marked) for source in comparison.sources
    )
    digests, each = _digests(comparison, desk.places)
    alone = sum(map(len, only.values()))
    counts = tally(len(conflicts) + len(shared), len(perhaps), alone, len(conflicts))
    return Sheet(
        headline=_headline(comparison),
        counts=dict(zip(("shared", "perhaps", "only", "conflicts"), counts, strict=True)),
        doubt=strangers([o.name for o in outlets if not o.conflicting + o.shared + o.perhaps], len(outlets)),
        outlets=outlets,
        conflicts=conflicts,
        shared=shared,
        perhaps=perhaps,
        only=only,
        digests=digests,
        each=each,
        settings={key: _setting(value) for key, value in sorted(comparison.settings.items())},
        version=comparison.version,
        explained=tuple(desk.clash(found) for fact in comparison.facts for found in fact.differences),
        figures=figures(comparison.facts, desk.texts),
        speakers=tuple(desk.speaker(voice) for voice in voices(comparison.claims, desk.texts)),
        timeline=tuple(
            Dated(m.label, m.left, m.width, m.point, tuple(map(desk.dated, m.claims)))
            for m in moments(comparison.claims)
        ),
        undated=tuple(
            relative(source, words) for source, words in undated(comparison.articles, comparison.claims).items()
        ),
        reviewed=reviewed(comparison),
        origins=tuple(f"{origin.reason}." for origin in comparison.origins if not origin.facts),
        revisions=revisions(comparison),
    )


def noted(comparison: Comparison) -> Callable[[Conflict], str]:
    """Return what puts a conflict between two claims of `comparison` in words, also one that is not of its facts."""
    desk = _Desk(comparison)
    return lambda conflict: desk.clash(conflict).note


class _Desk:
    """What is looked up again and again while a comparison is laid out."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.claims = comparison.claims
        self.review = comparison.review
        self.position = {claim.id: position for position, claim in enumerate(comparison.claims)}
        self.places = {article.source.name: Places(article.text) for article in comparison.articles}
        self.articles = {article.source.name: article for article in comparison.articles}
        self.texts = {article.source.name: article.text for article in comparison.articles}
        self.owner = owners(comparison.claims)
        self.fact_of = {claim.id: fact for fact in comparison.facts for claim in fact.claims}
        self.doubts = self._doubts(comparison)
        self.groups = self._groups(comparison)
        self.group_of = {fact.id: name for name, group in self.groups.items() for fact in group}
        self.doubts_of: dict[str, list[Match]] = defaultdict(list)
        for doubt in self.doubts:
            for fact in self._facts(doubt):
                self.doubts_of[fact.id].append(doubt)

    def _doubts(self, comparison: Comparison) -> list[Match]:
        """Each doubtful pair once, whether it stands with the comparison, with one of the facts or with both."""
        found: dict[tuple[int, int], Match] = {}
        for doubt in (*comparison.doubts, *(doubt for fact in comparison.facts for doubt in fact.doubts)):
            fact_a, fact_b = self._facts(doubt)
            if fact_a.id != fact_b.id:
                found.setdefault((min(doubt.a, doubt.b), max(doubt.a, doubt.b)), doubt)
        return [found[key] for key in sorted(found)]

    def _groups(self, comparison: Comparison) -> dict[str, list[Fact]]:
        """Return the unique facts with a doubt, those that doubts join together, in the order of the facts."""
        leader: dict[str, str] = {}

        def find(fact_id: str) -> str:
            while leader[fact_id] != fact_id:
                fact_id = leader[fact_id]
            return fact_id

        for doubt in self.doubts:
            unique = [fact.id for fact in self._facts(doubt) if fact.status is Status.UNIQUE]
            for fact_id in unique:
                leader.setdefault(fact_id, fact_id)
            if len(unique) > 1:
                leader[find(unique[0])] = find(unique[1])
        members: dict[str, list[Fact]] = {}
        for fact in comparison.facts:
            if fact.id in leader:
                members.setdefault(find(fact.id), []).append(fact)
        return {f"P{number}": group for number, group in enumerate(members.values(), 1)}

    def _facts(self, match: Match) -> tuple[Fact, Fact]:
        return self.fact_of[self.claims[match.a].id], self.fact_of[self.claims[match.b].id]

    def where(self, claim: Claim) -> str:
        return f"{claim.source}, line {self.places[claim.source].line(claim.span)}"

    def row(self, fact: Fact) -> Row:
        marks, clashing = differing(fact.claims, self.owner), _clashing(self.claims, fact.conflicts)
        alone = not fact.matches
        by_hand = self.review is not None and fact.probability == 1.0
        return Row(
            id=fact.id,
            sayings=tuple(
                self.saying(claim, parts(claim, marks[claim.id], clashing.get(claim.id, []))) for claim in fact.claims
            ),
            verdict="" if alone else self.verdict(fact.probability),
            percent=None if alone or by_hand else percent(fact.probability),
            pairs=tuple(self.pair(match) for match in fact.matches),
            clashes=tuple(self.clash(conflict) for conflict in fact.conflicts),
            also=self.also(fact),
            review=self.decided(fact),
            origins=dependence(fact, self.comparison),
            first=earliest(fact, self.comparison),
        )

    def perhaps(self, name: str, group: list[Fact]) -> Row:
        own = {claim.id: claim for fact in group for claim in fact.claims}
        doubts = list(dict.fromkeys(doubt for fact in group for doubt in self.doubts_of[fact.id]))
        quoted = {self.claims[i].id: self.claims[i] for d in doubts for i in (d.a, d.b)}
        claims = sorted({**quoted, **own}.values(), key=lambda claim: self.position[claim.id])
        marks = differing(claims, self.owner)
        best = max(doubt.probability for doubt in doubts)
        return Row(
            id=name,
            sayings=tuple(
                self.saying(claim, parts(claim, marks[claim.id], []), reference=claim.id not in own) for claim in claims
            ),
            verdict=sameness(best),
            percent=percent(best),
            pairs=tuple(self.pair(doubt) for doubt in doubts),
            doubtful=True,
            review=tuple(dict.fromkeys(line for fact in group for line in self.decided(fact))),
        )

    def saying(self, claim: Claim, words: tuple[Part, ...], reference: bool = False) -> Saying:
        places = self.places[claim.source]
        article = self.articles[claim.source]
        where = ", ".join([place(places.line(claim.span), claim.role), *map(str, places_in(article, claim.span))])
        return Saying(
            claim.id,
            claim.source,
            where,
            words,
            self.fact_of[claim.id].id,
            *places.around(claim),
            reference,
            told_by(claim, self.texts[claim.source]),
            address(article, claim.span) or "",
        )

    def dated(self, claim: Claim) -> Saying:
        return replace(self.saying(claim, parts(claim, [], [])), fact=self.entry(claim))

    def pair(self, match: Match) -> Pair:
        a, b = self.claims[match.a], self.claims[match.b]
        verdict, key = self.verdict(match.probability), f"{match.a}-{match.b}"
        return Pair(self.where(a), self.where(b), verdict, match.evidence, key, match.probability)

    def verdict(self, probability: float) -> str:
        """Return how likely claims are the same; what a reviewer put together is certain."""
        return BY_REVIEW if self.review and probability == 1.0 else sameness(probability)

    def decided(self, fact: Fact) -> tuple[str, ...]:
        return tuple(decided(decision, self.review.coder) for decision in fact.decisions) if self.review else ()

    def clash(self, conflict: Conflict) -> Clash:
        a, b = self.claims[conflict.a], self.claims[conflict.b]
        words_a, words_b = self.places[a.source].words(conflict.span_a), self.places[b.source].words(conflict.span_b)
        return Clash(
            kind=CONFLICTS[conflict.kind],
            a=self.where(a),
            words_a=words_a,
            b=self.where(b),
            words_b=words_b,
            reason=conflict.reason,
            fact=self.entry(a),
            verdict="" if conflict.explanation else contradiction(conflict.probability),
            explanation=conflict.explanation,
            key=f"{conflict.a}-{conflict.b}",
        )

    def speaker(self, voice: Voice) -> Speaker:
        quotes = tuple(
            Quote(
                source=told.source,
                place=f"line {self.places[told.source].line(told.span)}",
                fact=self.entry(told.claims[0]),
                cue=told.cue,
                words=told.words,
                direct=told.said.direct,
                denied=told.said.denied,
                via=told.via,
            )
            for told in voice.sayings
        )
        return Speaker(voice.name, voice.kind is SpeakerKind.ANONYMOUS, quotes)

    def entry(self, claim: Claim) -> str:
        """Return the id of the row in which the claim has its main entry."""
        fact = self.fact_of[claim.id].id
        return self.group_of.get(fact, fact)

    def also(self, fact: Fact) -> tuple[str, ...]:
        best: dict[str, float] = {}
        for doubt in self.doubts_of[fact.id]:
            other = next(other for other in self._facts(doubt) if other.id != fact.id)
            target = self.group_of.get(other.id, other.id)
            best[target] = max(doubt.probability, best.get(target, 0.0))
        likely = [target for target, probability in best.items() if percent(probability) >= _ALSO_FROM]
        return tuple(sorted(likely, key=lambda target: -best[target])[:_MOST_ALSO])


def _clashing(claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for conflict in conflicts:
        spans[claims[conflict.a].id].append(conflict.span_a)
        spans[claims[conflict.b].id].append(conflict.span_b)
    return spans


def _headline(comparison: Comparison) -> str:
    """Return the first title that an article has: what the event is called."""
    titles = (article.title for article in comparison.articles)
    return next((title for title in titles if title), f"One event, {spelled(len(comparison.articles))} tellings")


def _marked(rows: tuple[Row, ...]) -> set[str]:
    return {
        saying.source
        for row in rows
        for saying in row.sayings
        if any(part.mark is not Mark.PLAIN for part in saying.parts)
    }


def _outlet(comparison: Comparison, desk: _Desk, source: str, only: int, marked: bool) -> Outlet:
    article = comparison.article(source)
    told = [fact for fact in comparison.facts if source in fact.sources]
    return Outlet(
        name=source,
        title=article.title,
        url=article.source.url,
        date=moment(article.source.date),
        byline=article.source.byline,
        origin=article.origin,
        digest=article.digest,
        conflicting=sum(fact.status is Status.CONFLICTING for fact in told),
        shared=sum(fact.status is Status.SHARED for fact in told),
        perhaps=sum(fact.id in desk.group_of for fact in told),
        only=only,
        marked=marked,
        dropped=dropped(article, [claim for claim in comparison.claims if claim.source == source]),
    )


def _digests(comparison: Comparison, places: dict[str, Places]) -> tuple[tuple[Digest, ...], tuple[Digest, ...]]:
    """Return the summaries: of what is shared and then of what one source alone reports; and of each article."""
    order = ["shared", *(f"only {source}" for source in comparison.sources), *comparison.sources]
    ranked = sorted(comparison.summaries, key=lambda s: order.index(s.name) if s.name in order else len(order))
    digests = [
        Digest(
            summary.name,
            summary.method,
            tuple((s.text, s.source, f"line {places[s.source].line(s.span)}") for s in _headed(summary)),
            summary.headline is not None,
        )
        for summary in ranked
    ]
    if len(comparison.sources) == 1:  # the versions of one article: nothing to share it with
        return tuple(digest for digest in digests if digest.name in comparison.sources), ()
    whole = [digest.name in comparison.sources for digest in digests]
    return (
        tuple(digest for digest, each in zip(digests, whole, strict=True) if not each),
        tuple(digest for digest, each in zip(digests, whole, strict=True) if each),
    )


def _headed(summary: Summary) -> list[SummarySentence]:
    """Return the sentences of a summary, its headline first."""
    first = [] if summary.headline is None else [summary.headline]
    return first + [sentence for sentence in summary.sentences if sentence != summary.headline]


def _setting(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
