"""Where two claims tell otherwise when something stopped, or how long it rested.

    bbc    "China and Japan are holding their first high-level security talks in four years …"
    scmp   "High-level talks between the two nations were suspended after Tokyo announced … in 2012."

Four years are counted from the last talks, 2012 is when they were broken off; the next outlet says "disrupted over the
past year". Each may be right in its own terms, so such a difference is shown with its explanation and is no conflict.
Three wordings are read: *the last … was in*, *the first … in (for, since)*, *… was suspended (halted …)*. The times are
looked for in the whole sentence, as the claim may be half of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import snowballstemmer

from compare.model import Claim, ConflictKind, Span
from compare.outcomes.pairing import Clash, Pair

_LENGTH = (
    r"(?:(?:more than|nearly|almost|about|over|at least|the past|the last) )?(?:an? |[\w-]{1,20} )?"
    r"(?:years?|months?|weeks?|decades?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_FIRST = re.compile(rf"\bfirst (?P<what>(?:[\w'’-]+ ){{1,6}}?)(?P<how>in|for|since) (?P<time>{_YEAR}|{_LENGTH})\b")
_LAST = re.compile(
    rf"\blast (?P<what>(?:[\w'’-]+ ){{1,6}}?)(?:was|were|took place|happened|met)(?: held)? (?:in|"
    rf"on) (?P<time>(?:\w+ )?{_YEAR})\b"
)
_STOPPED = re.compile(
    r"(?P<what>(?:[\w'’-]+,? ){1,8}?)(?:was|were|been|be|being) (?P<how>suspended|disrupted|halted|interrupted|"
    r"frozen|stalled|"
    r"broken off|called off|severed|stopped|cut off|put on hold)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\b(?:(?:in|since) (?:\w+ )?{_YEAR}|(?:over|for|during|in) {_LENGTH}|{_LENGTH} ago|last (?:year|month|week))\b"
)
_NOTHING = frozenset(
    "the of and two between which have has been had its their this that high time round meeting".split()
)


class Break(NamedTuple):
    """What rested, by its terms; how it is worded; when or how long; all of it as a span of the article."""

    what: frozenset[str]
    how: str
    when: str
    span: Span


def breaks(claim: Claim, sentence: str) -> list[Break]:
    """Return what a claim says to have rested, with the times that its sentence gives."""
    found: list[Break] = []
    shift = claim.span.start - claim.sentence.start if claim.span != claim.sentence else 0
    for pattern, how in ((_FIRST, "first"), (_LAST, "last")):
        found += [
            Break(_terms(match["what"]), how, match["time"], _span(claim, match.start(), match.end()))
            for match in pattern.finditer(claim.text)
        ]
    for match in _STOPPED.finditer(claim.text):
        when = _WHEN.search(sentence, shift + match.end())
        if when:
            span = _span(claim, match.start("how"), match.end("how"))
            found.append(Break(_terms(match["what"]), match["how"], when.group(), span))
    return found


def different_breaks(pair: Pair) -> Iterator[Clash]:
    """Yield what both claims say to have rested, with the two ways in which they say when."""
    for one in breaks(pair.a.claim, pair.sentence_a):
        for other in breaks(pair.b.claim, pair.sentence_b):
            if not one.what & other.what or (one.how == other.how and one.when.lower() == other.when.lower()):
                continue
            a, b = pair.a.claim.source, pair.b.claim.source
            reason = f"{_told(one)} in {a}, {_told(other)} in {b}"
            why = "each may count from another moment: the last time, the break, or the start of the trouble"
            yield Clash(ConflictKind.DATE, one.span, other.span, reason, pair.agreement(), why)
            return


def _told(said: Break) -> str:
    if said.how == "first":
        return f"“the first … in {said.when}”" if not said.when[:2].isdigit() else f"“the first … since {said.when}”"
    return f"“the last … was in {said.when}”" if said.how == "last" else f"“{said.how} … {said.when}”"


def _span(claim: Claim, start: int, end: int) -> Span:
    return Span(claim.span.start + start, claim.span.start + end)


def _terms(words: str) -> frozenset[str]:
    stem = snowballstemmer.stemmer("english").stemWord
    return frozenset(stem(word) for word in re.findall(r"[^\W\d_]{3,}", words.lower()) if word not in _NOTHING)
