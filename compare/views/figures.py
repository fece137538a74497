"""Numbers and dates side by side: what each source gives in the facts that they share.

    F1    people    at least 15 people    at least 15 people     15 people        agree
    F1    others    –                     more than 30           more than 30     agree
    F2    years     aged 10 to 15         10-14                  10 and 15        differ

A line is one quantity of one fact. Numbers are laid on one line where they count the same, or else where they have the
same bounds ("13 students", "13 children"). They *differ* where the bounds of two sources do not meet, *agree* where all
are the same, and are *not as exact* in between ("at least 15", "15"; "100ft", "30 metres"); *not dated* are days told
from an article's date that is not known ("yesterday"). What a line says is no verdict on the outlets: conflicts, and
what explains a difference, stand on their own.

Left out is what no reader looks up: positions ("second world war"), small counts that one source alone gives ("the two
nations"), a number before a hyphen that names a thing ("18-wheeler"), the same measure in another unit beside the first
("150km (90 miles)"), and the basis of a rate ("per 100,000"). So are dates that one source alone gives: they stand in
its claim and, where the days are known, in the timeline; and days that are not known but named alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.model import Status
from compare.views.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compare.model import Claim, Fact, Number, TimeExpression

DIFFER: Final = "differ"
LOOSE: Final = "not as exact"
UNDATED: Final = "not dated"
AGREE: Final = "agree"
ALONE: Final = "one source"
_ORDER: Final = (DIFFER, LOOSE, UNDATED, AGREE, ALONE)

_SMALL: Final = 3  # "two nations", "one side": where one source alone has it, nobody looks it up
_ROUNDING: Final = 0.1
_BEFORE: Final = re.compile(
    r"(?:\b(?:about|around|some|approximately|roughly|nearly|almost|over|under|up to|at (?:least|most)|as many as"
    r"|between|(?:more|less|fewer) than|just (?:over|under)|no (?:more|fewer) than|aged?|an estimated|estimated)\s+)?"
    r"(?:[A-Z]{0,3}[$£€¥₹]|Rs\.? ?)?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"[^\s,;:.!?()\[\]\"“”]*(?:\s+(?:sq|square|per|hundred|thousand|million|billion|US)\b)?")
_NEXT: Final = re.compile(r"\s+([^\W\d_][\w’'-]*)")
_COMPOUND: Final = re.compile(r"-[^\W\d_]")
_PER: Final = re.compile(r"\b(?:per|every)\s+$")
_MEASURES: Final = frozenset("% year day hour old km kg °C".split())
_SCALES: Final = frozenset({"km", "kg", "°C", "km/h", "sq km", "litre"})  # one unit stands for many: feet, miles
_CONVERTED: Final = 0.05  # a hundred feet are told as thirty metres; of numbers conflicts allow as much
_SKIPPED: Final = frozenset(
    """in on at of to from by and or as for with were was are is had have has who when while after last this ago the a
    early late""".split()
)


_Figure = tuple[str, float | None, float | None]


class Value(NamedTuple):
    """A value in a claim: its words as they are printed, and its bounds (of dates the day numbers, None: not known)."""

    words: str
    low: float | None
    high: float | None
    claim: Claim
    unit: str = ""

    @property
    def figure(self) -> _Figure:
        """What it counts, and its bounds."""
        return self.unit, self.low, self.high


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity of one fact: what each source gives for it, and how that stands."""

    fact: str
    values: tuple[Value, ...]
    standing: str

    def by(self, source: str) -> tuple[Value, ...]:
        """Return what `source` gives, perhaps nothing."""
        return tuple(value for value in self.values if value.claim.source == source)


def figures(facts: Iterable[Fact], texts: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the lines of those of all `facts` that are shared, what differs first; `texts` are by source."""
    elsewhere: dict[_Figure, list[Value]] = defaultdict(list)
    facts = tuple(facts)
    for claim in (claim for fact in facts for claim in fact.claims):
        for number in _telling(claim, texts[claim.source]):
            value = _value(number, claim, texts[claim.source])
            elsewhere[value.figure].append(value)
    lines = [
        line
        for fact in facts
        if fact.status is not Status.UNIQUE
        for line in (*_number_lines(fact, texts, elsewhere), *_date_lines(fact, texts))
    ]
    return tuple(sorted(lines, key=lambda line: _ORDER.index(line.standing)))


def _number_lines(fact: Fact, texts: Mapping[str, str], elsewhere: Mapping[_Figure, Sequence[Value]]) -> list[Line]:
    groups: dict[_Figure | str, list[Value]] = {}
    for claim in fact.claims:
        for number in _telling(claim, texts[claim.source]):
            value = _value(number, claim, texts[claim.source])
            groups.setdefault(value.unit or value.figure, []).append(value)
    lines = []
    for values in _joined(list(groups.values())):
        standing = _standing(values)
        if standing == ALONE and max(value.high or 0 for value in values) < _SMALL:
            continue
        if standing == ALONE:
            # Another source may give the figure in another sentence: then it is not one source's alone.
            values += [other for value in values for other in elsewhere[value.figure]]
            standing = _standing(values)
        lines.append(Line(fact.id, _once(values), standing))
    return lines


def _value(number: Number, claim: Claim, text: str) -> Value:
    return Value(_printed(number, claim, text), number.low, number.high, claim, number.unit)


def _telling(claim: Claim, text: str) -> Iterable[Number]:
    """Yield the numbers of a claim that count or measure something, each measure once."""
    kept: list[Number] = []
    for number in claim.numbers:
        compound = _COMPOUND.match(text, number.span.end) and number.unit not in _MEASURES
        converted = any(
            other.unit == number.unit in _MEASURES and abs(other.value - number.value) <= _ROUNDING * abs(other.value)
            for other in kept
        )
        rate = _PER.search(text, max(0, number.span.start - 10), number.span.start)
        if not (number.unit.startswith("nth") or compound or converted or rate):
            kept.append(number)
    return kept


def _joined(groups: list[list[Value]]) -> list[list[Value]]:
    """Join groups that count different terms where their sources are different and all their bounds the same."""
    found: list[list[Value]] = []
    for group in groups:
        bounds = {(value.low, value.high) for value in group}
        home = next((one for one in found if {(v.low, v.high) for v in one} == bounds and _apart(one, group)), None)
        if home is None:
            found.append(list(group))
        else:
            home += group
    return found


def _apart(one: Sequence[Value], other: Sequence[Value]) -> bool:
    return not {v.claim.source for v in one} & {v.claim.source for v in other}


def _date_lines(fact: Fact, texts: Mapping[str, str]) -> list[Line]:
    values = [_dated(time, claim, texts[claim.source]) for claim in fact.claims for time in claim.times]
    standing = _standing(values) if values else ALONE
    if standing == ALONE or (any(value.low is None for value in values) and _named_alike(values)):
        return []
    return [Line(fact.id, _once(values), standing)]


def _named_alike(values: Sequence[Value]) -> bool:
    """Return whether all sources name a day by a word that the others use too: "November", "last November"."""
    named: dict[str, set[str]] = {}
    for value in values:
        named.setdefault(value.claim.source, set()).update(value.words.lower().split())
    return bool(set.intersection(*named.values()) - _SKIPPED)


def _dated(time: TimeExpression, claim: Claim, text: str) -> Value:
    start, end = (float(day.toordinal()) if day else None for day in (time.start, time.end))
    return Value(one_line(time.span.of(text)).strip(), start, end, claim)


def _once(values: Sequence[Value]) -> tuple[Value, ...]:
    """Return the values without those that a source repeats, in the same or in other words ("15", "fifteen")."""
    seen: dict[tuple[str, object], Value] = {}
    for value in values:
        seen.setdefault((value.claim.source, value.words.lower() if value.low is None else value.figure), value)
    return tuple(seen.values())


def _standing(values: Sequence[Value]) -> str:
    sources: dict[str, list[Value]] = {}
    for value in values:
        sources.setdefault(value.claim.source, []).append(value)
    if len(sources) == 1:
        return ALONE
    given = list(sources.values())
    pairs = [(one, other) for k, one in enumerate(given) for other in given[k + 1 :]]
    if any(value.low is None or value.high is None for value in values):
        same = len({value.words.lower() for value in values}) == 1
        return AGREE if same else UNDATED
    if any(not any(_meet(a, b) for a in one for b in other) for one, other in pairs):
        return DIFFER
    exact = all({(a.low, a.high) for a in one} & {(b.low, b.high) for b in other} for one, other in pairs)
    return AGREE if exact else LOOSE


def _meet(a: Value, b: Value) -> bool:
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return True
    apart = max(a.low - b.high, b.low - a.high)
    rounded = _CONVERTED * max(abs(a.low), abs(b.low)) if a.unit == b.unit and a.unit in _SCALES else 0.0
    return apart <= rounded


def _printed(number: Number, claim: Claim, text: str) -> str:
    """Return a number as it is printed, with what it counts: "at least 15 people", "about 7 sq km", "US$5m"."""
    first = max(claim.sentence.start, number.span.start - 24)
    before = _BEFORE.search(text[first : number.span.start])
    start = first + before.start() if before else number.span.start
    after = _AFTER.match(text, number.span.end, claim.sentence.end)
    end = after.end() if after else number.span.end
    if end == number.span.end or (
        text[end - 1 : end].isalpha() and text[number.span.end : number.span.end + 1].isspace()
    ):
        end = _noun(end, number, claim, text)
    words = one_line(text[start:end]).strip()
    return f"{words} (age)" if number.unit == "old" and not any(map(str.isalpha, words.replace("and", ""))) else words


def _noun(end: int, number: Number, claim: Claim, text: str) -> int:
    """Return where the word that is counted ends: the word of that term within four, else the next one."""
    near = [word for word in claim.words if end <= word.span.start][:4]
    counted = next((word for word in near if word.term == number.unit), None)
    if counted and not re.search(r"[,;:.()]", text[end : counted.span.start]):
        return counted.span.end
    following = _NEXT.match(text, end, claim.sentence.end)
    if following is None or not number.unit or following[1].lower() in _SKIPPED:
        return end
    return following.end()
