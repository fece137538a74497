"""Where the tellings come from, in words: how many of a fact's sources are independent, who had it first, what changed.

    F3   4 sources, 2 origins: huffingtonpost and racing print the text of Associated Press: “RICHMOND, Va. (AP) —” …
    F7   First in scmp (2015-03-19 09:00), by the articles' dates.

A source that is alone with its origin needs no word; nor does a fact whose sources are all independent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from compare.model import Article, ChangeKind, Claim, Comparison, Fact, OriginKind, Version
from compare.views.passages import Places
from compare.views.wording import count, moment

KINDS: Final = {ChangeKind.CHANGED: "changed", ChangeKind.ADDED: "added", ChangeKind.DROPPED: "dropped"}


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of a claim: the words before and after, "" where there are none, with their lines, and why."""

    kind: str
    before: str
    after: str
    place: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """All of it in one line of text."""
        words = " → ".join(f"“{part}”" for part in (self.before, self.after) if part)
        place = f" ({self.place})" if self.place else ""
        return f"{self.kind}{place}: {words}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier version of an article: whose, of when, what it changed to in the next, and whether that was said."""

    source: str
    heading: str
    verdict: str
    changes: tuple[Revised, ...]


def dependence(fact: Fact, comparison: Comparison) -> str:
    """Return how many sources and origins a fact has and why these are fewer, "" where they are not."""
    if not 0 < fact.origins < len(fact.sources):
        return ""
    reasons = []
    for origin in comparison.origins:
        names = [name for name in fact.sources if name in origin.sources]
        if len(names) > 1 and (not origin.facts or fact.id in origin.facts):
            # Of an outlet's articles name those that have the fact: which are the others stands with the sources.
            of_outlet = f"{', '.join(names[:-1])} and {names[-1]} are of one outlet, {origin.name}"
            reasons.append(of_outlet if origin.kind is OriginKind.OUTLET else origin.reason)
    why = "; ".join(reasons)
    end = "" if re.search(r"[.!?…]”\Z", why) else "."
    return f"{count(len(fact.sources), 'source')}, {count(fact.origins, 'origin')}: {why}{end}"


def earliest(fact: Fact, comparison: Comparison) -> str:
    """Return who had a fact first and when, "" where the dates do not decide it."""
    if not fact.first:
        return ""
    article = comparison.article(fact.first)
    when = moment(article.source.date)
    of_source = [version for version in comparison.versions if version.source == fact.first]
    words = {" ".join(claim.text.split()) for claim in fact.claims if claim.source == fact.first}
    for version in of_source:
        if any(said in " ".join(version.article.text.split()) for said in words):
            when = moment(version.article.source.date)
    return f"First in {fact.first} ({when}), by the articles' dates."


def revisions(comparison: Comparison) -> tuple[Revision, ...]:
    """Return the earlier versions, those of one source from the latest to the first."""
    later: dict[str, Article] = {article.source.name: article for article in comparison.articles}
    told = []
    for version in comparison.versions:
        told.append(_revision(version, later[version.source]))
        later[version.source] = version.article
    return tuple(told)


def _revision(version: Version, later: Article) -> Revision:
    article = version.article
    before, after = Places(article.text), Places(later.text)
    of_when = " · ".join(filter(None, (moment(article.source.date), article.fetched, article.origin)))
    heading = f"{version.source}, earlier version{f' ({of_when})' if of_when else ''}"
    counts = ", ".join(
        f"{sum(change.kind is kind for change in version.changes)} {words}" for kind, words in KINDS.items()
    )
    verdict = f"Claims: {counts}."
    if version.silent:
        verdict += " Silently: the page's date is the same and no note tells of it."
    elif version.note:
        verdict += f" The page says: “{version.note}”"
    changes = []
    if article.title and later.title and article.title != later.title:
        changes.append(Revised("headline", article.title, later.title))
    for change in version.changes:
        line = (
            after.line(change.after.span) if change.after else before.line(change.before.span) if change.before else 0
        )
        place = f"line {line}" if change.after else f"line {line} of the earlier"
        why = "; ".join(found.reason for found in change.differences)
        changes.append(Revised(KINDS[change.kind], _words(change.before), _words(change.after), place, why))
    return Revision(version.source, heading, verdict, tuple(changes))


def _words(claim: Claim | None) -> str:
    return " ".join(claim.text.split()) if claim else ""
