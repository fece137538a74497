r"""Credits → whose words and whose reporting an article carries, by what it says itself.

    RICHMOND, Va. (AP) — Dave Brockie, who as "Oderus Urungus" …        text       Associated Press
    (Reporting by Pavel Polityuk, Editing by Timothy Heritage)          text       Reuters
    © 2015 Xinhua                                                       text       Xinhua
    *With files from The Canadian Press                                 reporting  Canadian Press
    Associated Press writer Tom LoBianco contributed to this report.    reporting  Associated Press
    A second witness told Reuters …                                     interview  Reuters
    Kyodo reported on Thursday that Japan would explain …               cited      Kyodo

Only *text* says that the article as a whole is the agency's. *Reporting* says that some of it is, not what. An
*interview* is the agency's own, whoever prints it, and a claim that is *cited* comes from the outlet that is named.

A name in brackets or at the end of a line is looked for only where such a credit stands: at the beginning of the text,
in a line that has nothing else, in the byline. A photograph's credit ("Photo: Reuters", "AFP/Getty Images") says
nothing of the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from compare.archive.outlets import named, outlets, pattern
from compare.model import Article, Attribution, Block, Credit, CreditKind, Role, Span, SpeakerKind

_OPENING: Final = 3  # paragraphs of the text, in which its dateline stands
_LAST: Final = 12  # blocks from the end, among which credits stand
_LINE: Final = 160  # characters; a longer paragraph tells, it credits nobody
_TEXT: Final = (Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM, Role.DATELINE)


class _Rule(NamedTuple):
    """A way to credit, as a regular expression with the group `agency`; or with the agency, where its words name none.

    It is compiled when it is first needed, as with all the names in it that takes milliseconds.
    """

    kind: CreditKind
    words: str
    agency: str = ""

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return _compiled(self.words).search(text, start, end)


def credited(article: Article) -> tuple[Credit, ...]:
    """Return the agencies whose text or reporting `article` says it carries, each with its first words of each kind."""
    text, rules = article.text, _rules()
    told = [block for block in article.blocks if block.role is not Role.CAPTION and block.span.of(text).strip()]
    body = [block for block in told if block.role in _TEXT]
    found = [credit for block in body[:_OPENING] for credit in _matched(text, block, rules.dateline)]
    for block in told:
        words = block.span.of(text)
        if block in told[-_LAST:] or len(words.strip()) <= _LINE:
            found += _matched(text, block, rules.line)
        if block.role is Role.BYLINE:
            found += _in_byline(words, block.span.start)
        found += _matched(text, block, rules.interview)
    found += _in_byline(article.source.byline or "", None)
    first: dict[tuple[str, CreditKind], Credit] = {}
    for credit in found:
        first.setdefault((credit.agency, credit.kind), credit)
    # Who prints an agency's text prints its reporting.
    return tuple(
        credit
        for (agency, kind), credit in first.items()
        if kind is not CreditKind.REPORTING or (agency, CreditKind.TEXT) not in first
    )


def cited(attributions: Sequence[Attribution], text: str) -> Credit | None:
    """Return the outlet that a claim is told after, by its attributions; None where it names none.

    "State media" name nobody: two outlets that cite them need not cite the same.
    """
    for said in attributions:
        if said.kind is not SpeakerKind.OUTLET or not said.source:
            continue
        name = named(said.source[0].of(text))
        if name is not None:
            start = min(part.start for part in (*said.source, *said.cue))
            end = max(part.end for part in (*said.source, *said.cue))
            span = Span(start, end) if end - start <= _LINE else said.source[0]
            return Credit(name, CreditKind.CITED, span.of(text), span)
    return None


def interviewed(sentence: Span, text: str) -> Credit | None:
    """Return the agency to which a sentence says that somebody spoke ("told Reuters"), None where it says none."""
    for rule in _apt(_rules().interview, text, sentence.start, sentence.end):
        match = rule.search(text, sentence.start, sentence.end)
        if match:
            return _credit(rule, match, 0)
    return None


class _Rules(NamedTuple):
    dateline: tuple[_Rule, ...]
    byline: tuple[_Rule, ...]
    line: tuple[_Rule, ...]
    interview: tuple[_Rule, ...]


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words)


def _apt(rules: Sequence[_Rule], text: str, start: int = 0, end: int = sys.maxsize) -> Sequence[_Rule]:
    """Return the rules that can find something: where no agency is named at all, those that need no name."""
    return rules if _compiled(pattern()).search(text, start, end) else [rule for rule in rules if rule.agency]


@cache
def _rules() -> _Rules:
    """Return the rules, each with the group `agency` where the words name one."""
    name = rf"(?:[Tt]he\s+)?(?P<agency>{pattern()})"
    month = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    day = rf"(?:,?\s+(?:{month}\s+\d{{1,2}}|\d{{1,2}}\s+{month}))?"
    place = rf"(?:[A-Z][\w.'’/ -]{{1,40}}(?:,\s+[A-Z][\w.'’ -]{{1,25}})*{day})?"
    person = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}"
    people = rf"(?:[Bb][Yy]\s+)?{person}(?:\s+(?:and|AND)\s+{person})?"
    staff = r"(?i:\s+(?:staff|news\s+agency|(?:(?:staff|special)\s+)?(?:reporters?|writers?|correspondents?)))?"
    lent = r"(?:files?|(?:additional\s+)?reporting|reports?|material|input|information)"
    text, part = CreditKind.TEXT, CreditKind.REPORTING

    def rule(kind: CreditKind, words: str, agency: str = "") -> _Rule:
        return _Rule(kind, words, agency)

    return _Rules(
        dateline=(
            rule(text, rf"\A\s*{place}\s*\(\s*{name}\s*\)\s*(?:[-–—:]|\Z)"),
            rule(text, rf"\A\s*{place}\s*[-–—]+\s*\(\s*{name}\s*\)"),
            rule(text, rf"\A\s*[A-Z][A-Z .'’-]+{day}\s*[-–—/,]+\s*{name}\s*[-–—/]+\s"),
            rule(text, rf"\A\s*\(\s*{name}\s*\)\s"),
        ),
        byline=(
            rule(part, rf"\b(?i:with|and)\s+{name}"),
            rule(text, rf"\A\s*(?:(?i:by|from|source:?|via)\s+)?{name}{staff}\s*\Z"),
            rule(text, rf"\A\s*{people}\s*[,|/–—-]\s*{name}{staff}\s*\Z"),
            rule(text, rf"\A\s*{name}\s*[,|/–—-]\s*[A-Z][\w ]+\Z"),
            rule(part, name),
        ),
        line=(
            rule(part, rf"(?i:with\s+{lent}\s+(?:from|by))\b[^.;\n]*?{name}"),
            rule(part, rf"(?i:(?:additional|further)\s+reporting\s+(?:by|from))\b[^.;\n]*?{name}"),
            rule(part, rf"{name}{staff}(?:\s+{person})?(?:\s+in\s+{person})?\s+contributed\s+to\s+this"),
            rule(part, rf"\AContributing:[^\n]*?{name}\s*\Z"),
            rule(text, r"\([^()]{0,80}[Rr]eporting\s+by\s[^()]{3,300}[Ee]diting\s+by\s[^()]{3,80}\)", "Reuters"),
            rule(text, rf"(?:©|\([cC]\)|\bCopyright\b)\s*(?:\d{{4}}\s*)?{name}"),
            rule(text, rf"\A\W*(?i:source:?\s+|by\s+|from\s+)?{name}\W*\Z"),
            rule(text, rf"[.!?”\"]\s*(?:[-–—]+\s*|\(\s*){name}\s*\)?\s*\Z"),
        ),
        interview=(
            rule(CreditKind.INTERVIEW, rf"\b(?:told|interview\s+with)\s+(?:the\s+)?(?:\w+\s+news\s+agency\s+)?{name}"),
        ),
    )


def _in_byline(byline: str, start: int | None) -> Iterator[Credit]:
    """Return the agency of a byline: "Jane Doe, Associated Press" is its text, "Jane Doe and AP" in part."""
    for rule in _apt(_rules().byline, byline):
        match = rule.search(byline)
        if match:
            credit = _credit(rule, match, start or 0)
            yield credit if start is not None else replace(credit, span=None, words=byline.strip())
            return


def _matched(text: str, block: Block, rules: Sequence[_Rule]) -> Iterator[Credit]:
    words = block.span.of(text)
    for rule in _apt(rules, words):
        match = rule.search(words)
        if match:
            yield _credit(rule, match, block.span.start)


def _credit(rule: _Rule, match: re.Match[str], start: int) -> Credit:
    """Return what a rule found, without white space around its words."""
    words = match.group().strip()
    first = start + match.start() + match.group().index(words)
    name = rule.agency or outlets().names[" ".join(match["agency"].split())]
    return Credit(name, rule.kind, words, Span(first, first + len(words)))
