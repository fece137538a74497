"""Versions of an article → what changed, claim by claim; and who had a fact first.

    bbc, 10:02   "At least 12 people died when the ferry sank, police said."   "The captain was arrested."
    bbc, 14:30   "At least 14 people died when the ferry sank, police said."   "Divers reached the wreck."

    changed   12 people in the earlier, 14 in the later         dropped   the captain         added   the divers

Two fetches of one page are no two sources that confirm each other: the latest is compared, the others are its history.
They are versions where they have one source's name and one address, or one name and most of their words. Whoever gives
them two names has them compared like any two tellings.

A change is *silent* where claims were changed or dropped, the date on the page did not move, and no note on the page
says so. Where a page shows no date, nothing is said. Who had a fact first is told only where the dates decide it: a
time without its zone may be anywhere on earth, so two outlets of one day are told apart by zoned times alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from difflib import SequenceMatcher
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import numpy as np

from compare.archive.fingerprints import stretches
from compare.archive.outlets import host
from compare.claims.dates import article_day
from compare.matches.match import matches
from compare.model import Article, Change, ChangeKind, Claim, Fact, Match, Version
from compare.outcomes.conflicts import differences

KEPT: Final = 0.7  # of the shorter version's stretches
FEWEST: Final = 200  # stretches
SAME: Final = 0.5  # probability that two claims are one, changed
ALIKE: Final = 0.6  # of their words, in order: so also where nothing but a figure is left as it was
_MOST: Final = 40_000  # pairs of claims; beyond, only the first of the two
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_NOTE: Final = re.compile(
    r"^\W*(?:corrections?|clarification|corrected|editor['’]s note|amended|updated?)\b[^\n]{0,300}"
    r"|^[^\n]*\b(?:this (?:article|story|report|post|page) (?:was|has been) (?:amended|corrected|updated|edited)"
    r"|an earlier version of (?:this|the))\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
# What an address has that leads to the same page: campaigns, shares.
_TRACKING: Final = re.compile(r"\b(?:utm_\w+|fbclid|gclid|cmpid|ocid|smid|xtor|ref|share\w*)=[^&]*&?", re.IGNORECASE)


class Dated(NamedTuple):
    """Between which moments an article was published, as far as its date says; equal where it says exactly."""

    earliest: datetime
    latest: datetime


def latest(articles: Sequence[Article]) -> list[tuple[Article, list[Article]]]:
    """Return the articles that are no earlier version of another, in their order, each with its own, latest first."""
    groups: list[list[Article]] = []
    for article in articles:
        group = next((group for group in groups if any(_is_version(article, other) for other in group)), None)
        if group is None:
            groups.append([article])
        else:
            group.append(article)
    ordered = [_in_order(group) for group in groups]
    return [(group[-1], group[-2::-1]) for group in ordered]


def version(earlier: Article, later: Article, before: Sequence[Claim], after: Sequence[Claim]) -> Version:
    """Return what changed from the `earlier` version of an article to the `later`, of which these are the claims."""
    changes = changed(before, after)
    notes = {" ".join(found.group().split()) for found in _NOTE.finditer(earlier.text)}
    told = (" ".join(found.group().split()) for found in _NOTE.finditer(later.text))
    note = next((words for words in told if words not in notes), "")
    lost = any(change.kind is not ChangeKind.ADDED for change in changes)
    still = earlier.source.date is not None and dated(earlier.source.date) == dated(later.source.date) is not None
    return Version(later.source.name, earlier, changes, lost and still and not note, note)


def changed(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[Change, ...]:
    """Return the claims that are not in both versions word for word.

    Those that were changed or added come first, in the order of the later one, then those that were dropped.
    """
    old, new = _without(before, after), _without(after, before)
    partner = _partners(old, new)
    changes = []
    for k, claim in enumerate(new):
        if k in partner:
            pair = replace(partner[k], a=0, b=1)
            found = tuple(differences([old[partner[k].a], claim], pair))
            changes.append(Change(ChangeKind.CHANGED, old[partner[k].a], claim, found))
        else:
            changes.append(Change(ChangeKind.ADDED, None, claim))
    gone = set(range(len(old))) - {match.a for match in partner.values()}
    return (*changes, *(Change(ChangeKind.DROPPED, old[k], None) for k in sorted(gone)))


def first_told(facts: Iterable[Fact], articles: Sequence[Article], versions: Sequence[Version]) -> tuple[Fact, ...]:
    """Return the facts, each with the source that had it first, where every one of its sources has a date that decides.

    What an earlier version had already counts from the date of that version.
    """
    date_of = {article.source.name: dated(article.source.date) for article in articles}
    facts = list(facts)
    since = _since(versions, facts)
    told = []
    for fact in facts:
        times: dict[str, Dated | None] = {}
        for claim in fact.claims:
            moment = since.get(claim.id, date_of[claim.source])
            times[claim.source] = _earlier(times.get(claim.source, moment), moment)
        sure = {source: moment for source, moment in times.items() if moment is not None}
        if len(times) > 1 and len(sure) == len(times):
            first = min(sure, key=lambda source: sure[source].latest)
            if all(sure[first].latest < moment.earliest for source, moment in sure.items() if source != first):
                fact = replace(fact, first=first)
        told.append(fact)
    return tuple(told)


def dated(printed: str | None) -> Dated | None:
    """Return between which moments a date can lie, None where it is none.

    >>> dated("2015-03-19T10:32:00Z").earliest == dated("Thu, 19 Mar 2015 10:32:00 GMT").latest
    True
    >>> dated("19 March 2015").latest - dated("19 March 2015").earliest
    datetime.timedelta(days=2, seconds=7200)
    """
    if not printed:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(printed.strip()) if ":" in printed else None
        except (ValueError, TypeError, IndexError):
            continue
        if found is not None and found.tzinfo is not None:
            return Dated(found.astimezone(UTC), found.astimezone(UTC))
        if found is not None:
            local = found.replace(tzinfo=UTC)
            return Dated(local - _EAST, local + _WEST)
    day = article_day(printed)
    if day is None or not 1 < day.year < 9999:
        return None
    start = datetime.combine(day, time(), UTC)
    return Dated(start - _EAST, start + timedelta(days=1) + _WEST)


def _is_version(a: Article, b: Article) -> bool:
    if a.source.name != b.source.name or a.text == b.text:
        return False
    if a.source.url and b.source.url and _page(a.source.url) == _page(b.source.url):
        return True
    found = stretches([article.text.encode("utf-8", "surrogatepass") for article in (a, b)])
    shorter, longer = sorted((np.unique(found.print[found.of == k]) for k in (0, 1)), key=len)
    return len(shorter) >= FEWEST and bool(np.isin(shorter, longer, assume_unique=True).mean() >= KEPT)


def _page(url: str) -> tuple[str, str, str]:
    """Return an address as one page has it, whatever led there."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    return host(url), parts.path.rstrip("/"), _TRACKING.sub("", parts.query).rstrip("&")


def _in_order(group: list[Article]) -> list[Article]:
    """Return versions from the first to the last: by their dates, else by when they were fetched, else as given."""
    for times in ([dated(a.source.date) for a in group], [dated(a.fetched) for a in group]):
        known = [moment for moment in times if moment is not None]
        if len(known) == len(group) and len(set(known)) > 1:
            order = sorted(range(len(group)), key=lambda k: (known[k].earliest, known[k].latest, k))
            return [group[k] for k in order]
    return group


def _without(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """Return those of `claims` whose words are not among the others', as often as they stand there."""
    there = Counter(_words(claim) for claim in others)
    left = []
    for claim in claims:
        there[_words(claim)] -= 1
        if there[_words(claim)] < 0:
            left.append(claim)
    return left


def _words(claim: Claim) -> str:
    return " ".join(claim.text.split())


def _partners(old: Sequence[Claim], new: Sequence[Claim]) -> dict[int, Match]:
    """Return by the position of a new claim its match with the old one that it was, the surest pairs first.

    Versions are written by one hand, so the same words in the same order count as well as what matching says.
    """
    if not old or not new or len(old) * len(new) > _MOST:
        return {}
    sure = {(match.a, match.b): match for match in matches(old, new, SAME)}
    for a, before in enumerate(old):
        alike = SequenceMatcher(b=[word.term for word in before.words], autojunk=False)
        for b, after in enumerate(new):
            alike.set_seq1([word.term for word in after.words])
            if alike.quick_ratio() >= ALIKE and (share := alike.ratio()) >= ALIKE:
                known = sure.get((a, b), Match(a, b, 0.0))
                sure[a, b] = replace(known, probability=max(known.probability, share))
    partner: dict[int, Match] = {}
    taken = set()
    for match in sorted(sure.values(), key=lambda match: (-match.probability, match.a, match.b)):
        if match.b not in partner and match.a not in taken:
            partner[match.b] = match
            taken.add(match.a)
    return partner


def _since(versions: Sequence[Version], facts: Iterable[Fact]) -> dict[str, Dated | None]:
    """Return of each claim that stands in an earlier version word for word when that one is of, by the claim's id."""
    older = defaultdict(list)
    for version in versions:
        older[version.source].append((" ".join(version.article.text.split()), dated(version.article.source.date)))
    since: dict[str, Dated | None] = {}
    for claim in (claim for fact in facts for claim in fact.claims if claim.source in older):
        for text, moment in older[claim.source]:  # the latest first
            if _words(claim) in text:
                since[claim.id] = moment
    return since


def _earlier(a: Dated | None, b: Dated | None) -> Dated | None:
    return min(a, b) if a is not None and b is not None else None
