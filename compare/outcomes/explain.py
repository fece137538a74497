"""What explains a difference away: a later count, another period, a part of the whole, two people's positions.

    "By Monday rescuers had found 12 bodies."      later: both are right at their time
    "By Friday rescuers had found 19 bodies."

Each explanation is one function: it takes two claims side by side and returns the sentence that a reader is told, or
"". `EXPLANATIONS` is the order in which they are asked; the first that answers is given. An explanation is only asked
for where a rule has found a difference, so it may be generous: a difference that is wrongly explained is still shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from compare.model import TimeExpression, WordKind
from compare.outcomes.pairing import Pair, Side
from compare.outcomes.reading import times, weekday

_LATER = re.compile(
    r"\b(?:so far|has (?:now )?risen|have risen|risen to|rose to|has climbed|climbed to|grown to|initial(?:ly)?|"
    r"preliminary|"
    r"provisional|at first|earlier (?:reports?|counts?|figures?|estimates?)|previously|until now|as of|"
    r"by (?:noon|midday|"
    r"midnight|late|early|mid|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|yet|latest|by the time|"
    r"awaits?|pending|"
    r"up from|down from|later)\b|, later\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:first|second|third|fourth|last|opening|previous|same) (?:day|night|week|weekend|month|quarter|half|"
    r"year|season|decade|hours?)\b|"
    r"\b(?:weekly|monthly|annual(?:ly)?|daily|quarterly|hourly|yearly)\b|\b(?:a|per|each|every) (?:day|week|"
    r"month|year|hour)\b|"
    r"\b(?:a year|a month|a week|\w+ (?:years|months|weeks|days)) (?:ago|earlier|before|later)\b|"
    r"\bfrom (?:a year|January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\bover the (?:past|last|next|summer|winter|weekend)\b|\bsince (?:\d{4}|January|February|March|April|May|"
    r"June|July|August|"
    r"September|October|November|December)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:nationwide|worldwide|globally|countrywide|across the (?:country|world|region|nation|state)|"
    r"around the (?:world|country)|in all|in total|a total of|overall|combined|altogether|alone|"
    r"in the (?:city|capital|region|province|north|south|east|west|country|state|district|town|village|world|area)|"
    r"mostly|including|of them|of whom|of which)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:another|further|additional|extra|other|(?:first|last|final|next)(?: \w+)?)\s+[£$€¥]?$|\b(?:each|"
    r"every)\s+[£$€¥]?$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:\w+\s){0,1}(?:out )?of (?:the|its|their|his|her|those|these|\d|all)|\s+(?:more|others)\b", re.IGNORECASE
)
_SAYS = frozenset(
    {
        "say",
        "tell",
        "claim",
        "accord",
        "estim",
        "report",
        "announc",
        "put",
        "alleg",
        "accus",
        "insist",
        "deni",
        "argu",
        "believ",
        "recommend",
    }
)
_LEAVES_OPEN = frozenset(
    {"claim", "alleg", "accus", "deni", "estim", "believ", "plead", "suspect", "reported", "insist"}
)
_FIGURE = re.compile(r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")
_ANOTHER = frozenset({"another", "second", "third", "again", "previous", "next", "earlier", "new", "latest"})


def other_positions(pair: Pair) -> str:
    """Two people are said to say two things."""
    one, other = _speaker(pair.a), _speaker(pair.b)
    if one and other and not set(one.lower().split()) & set(other.lower().split()):
        return f"each is what somebody says: {one}, {other}"
    return ""


def left_open(pair: Pair) -> str:
    """One claim states it, the other leaves it open as what is claimed, denied or pleaded."""
    cues = [
        next((side.forms[k] for k, term in enumerate(side.terms) if term in _LEAVES_OPEN), "")
        for side in (pair.a, pair.b)
    ]
    hedged = [any(said.hedged or said.denied for said in side.claim.attributions) for side in (pair.a, pair.b)]
    if bool(cues[0]) != bool(cues[1]) or hedged[0] != hedged[1]:
        side = pair.a if cues[0] or hedged[0] else pair.b
        cue = cues[0] or cues[1] or "what is said"
        return f"{side.claim.source} reports a position (“{cue}”), the other asserts"
    return ""


def other_times(pair: Pair) -> str:
    """Each claim speaks of its own time."""
    in_a, in_b = times(pair.a.claim), times(pair.b.claim)
    if in_a and in_b and not any(overlap(pair, one, other) for one in in_a for other in in_b):
        return f"of different times: {_text(pair.a, in_a[0])}, {_text(pair.b, in_b[0])}"
    return ""


def later_count(pair: Pair) -> str:
    """One count is said to be provisional, or to have changed since."""
    return _only_one(pair, _LATER, "a later count or state may differ: “{}” in {}")


def other_period(pair: Pair) -> str:
    """One claim is of a period that the other does not name."""
    return _only_one(pair, _PERIOD, "of another period: “{}” in {}")


def other_scope(pair: Pair) -> str:
    """One claim is of a place or whole that the other does not name."""
    return _only_one(pair, _SCOPE, "of another scope: “{}” in {}")


def another_event(pair: Pair) -> str:
    """One claim is of another of several: another round, the second attack."""
    for side, facing in ((pair.a, pair.b), (pair.b, pair.a)):
        word = next((form for form in side.forms if form in _ANOTHER and form not in facing.forms), "")
        if word:
            return f"perhaps another event: “{word}” in {side.claim.source}"
    return ""


def part_of_whole(side: Side, start: int, end: int) -> str:
    """Return why a number at `start` … `end` of the claim's text is a part of another, or ""."""
    text = side.claim.text
    before, after = _PART.search(text, max(start - 24, 0), start), _OF.match(text, end)
    if before or (after and not text.startswith("%", end) and "cent" not in text[end : end + 9]):
        words = text[before.start() if before else start : after.end() if after else end]
        return f"a part and the whole: “{' '.join(words.split())}” in {side.claim.source}"
    return ""


def overlap(pair: Pair, one: TimeExpression, other: TimeExpression) -> bool:
    """Tell whether two times may be the same: they share a day, or one of them is not known."""
    if one.start and one.end and other.start and other.end:
        a, b = (one.start, one.end), (other.start, other.end)
        if (a[0].year == 1) != (b[0].year == 1):  # one without its year: only month and day can be compared
            a, b = ((d[0].replace(year=4), d[1].replace(year=4)) if d[0].year == d[1].year else d for d in (a, b))
            if a[0].year != b[0].year:
                return True
        return a[0] <= b[1] and b[0] <= a[1]
    day_a, day_b = weekday(pair.a.claim, one), weekday(pair.b.claim, other)
    return day_a is None or day_b is None or day_a == day_b


Explanation = Callable[[Pair], str]
COUNTS: tuple[Explanation, ...] = (other_positions, later_count, other_times, other_period, other_scope)
STATES: tuple[Explanation, ...] = (left_open, other_positions, other_times, later_count, another_event)
EVENTS: tuple[Explanation, ...] = (left_open, other_positions, another_event)


def explanation(pair: Pair, asked: tuple[Explanation, ...], clashing: Collection[str] = ()) -> str:
    """Return the first explanation of those asked that answers, or "".

    Words whose terms are `clashing` leave nothing open: that one denies what the other confirms is the conflict.
    """
    if not _LEAVES_OPEN.isdisjoint(clashing):
        asked = tuple(ask for ask in asked if ask is not left_open)
    return next(filter(None, (ask(pair) for ask in asked)), "")


def _only_one(pair: Pair, cue: re.Pattern[str], sentence: str) -> str:
    found = [cue.search(side.claim.text) for side in (pair.a, pair.b)]
    said = [match.group().lower() if match else "" for match in found]
    if _FIGURE.sub("#", said[0]) == _FIGURE.sub("#", said[1]):  # "32 years ago", "35 years ago": that is the difference
        return ""
    side, match = (pair.a, found[0]) if found[0] else (pair.b, found[1])
    return sentence.format(" ".join(match.group().split()), side.claim.source) if match else ""


def _speaker(side: Side) -> str:
    """Return who is said to say it, "" where nobody is."""
    for said in side.claim.attributions:
        if said.speaker or said.source:
            return said.speaker or said.source[0].of(" " * side.claim.span.start + side.claim.text)
    cue = next((k for k, term in enumerate(side.terms) if term in _SAYS), None)
    if cue is None:
        return ""
    if side.terms[cue] == "accord":
        at = side.next_telling(cue, 1)
    else:
        at = side.next_telling(cue, -1)
        quoted = any(mark in side.gap(cue) for mark in ',"”')
        if at is None or (quoted and side.claim.words[at].kind is not WordKind.NAME):
            at = side.next_telling(cue, 1) if quoted else at
    if at is None:
        return ""
    first = at
    while first > 0 and not side.stops(first) and side.claim.words[first - 1].kind is WordKind.NAME:
        first -= 1
    return side.words(first, at)


def _text(side: Side, time: TimeExpression) -> str:
    start = side.claim.span.start
    return side.claim.text[time.span.start - start : time.span.end - start]
