"""The words the pages use of their own, in one place: how sure, on what the sources differ, how many.

A reader takes "likely" for whatever number suits them unless the words are fixed. The words for a probability follow
the scale of US Intelligence Community Directive 203 (2015, part D.6.e.2.a), which has no gaps, worded as adverbs; the
per cent always stands beside them.

>>> sameness(0.823)
'very likely the same (82 %)'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from compare.model import Act, ConflictKind, EvidenceKind, Role, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.model import Attribution, Comparison, Decision

# From this many per cent on, this wording. The bounds are those of ICD 203: 5, 20, 45, 55, 80, 95.
SAMENESS: Final[tuple[tuple[int, str], ...]] = (
    (95, "almost certainly the same"),
    (80, "very likely the same"),
    (55, "likely the same"),
    (45, "as likely as not the same"),
    (20, "probably not the same"),
    (5, "very likely not the same"),
    (0, "almost certainly not the same"),
)

CONFLICTS: Final[dict[ConflictKind, str]] = {
    ConflictKind.NUMBER: "different numbers",
    ConflictKind.DATE: "different dates",
    ConflictKind.NAME: "different names or places",
    ConflictKind.NEGATION: "one states what the other denies",
    ConflictKind.DEGREE: "one goes further than the other",
    ConflictKind.ATTRIBUTION: "said by others",
}

EVIDENCE: Final[dict[EvidenceKind, str]] = {
    EvidenceKind.TERM: "words",
    EvidenceKind.NAME: "names",
    EvidenceKind.NUMBER: "numbers",
    EvidenceKind.CONTEXT: "context",
}

# What a reviewer did, to one fact and counted.
DECIDED: Final[dict[Act, tuple[str, str]]] = {
    Act.ACCEPT: ("accepted", "accepted"),
    Act.REJECT: ("taken apart", "taken apart"),
    Act.SPLIT: ("split", "split"),
    Act.MERGE: ("put together", "put together"),
    Act.STATUS: ("called", "status set"),
    Act.NOTE: ("note", "with a note"),
}
BY_REVIEW: Final = "the same, by review"

# What is compared of a shared fact.
DIFFER: Final = "Where they differ on a detail"
NO_DIFFERENCE: Final = (
    "No differing detail found. Numbers, dates, names, denials, opposite or stronger words and speakers are compared; "
    "that does not prove that there is none."
)

EXPLAINED: Final = "Differences that are explained"
EXPLAINED_LEAD: Final = "Not counted as contradictions: something explains each. Judge for yourself."
WHO: Final = "Who says what"
WHO_LEAD: Final = "By speaker, over all sources. What an outlet tells in its own voice is not listed."
FIGURES: Final = "Numbers and dates side by side"
FIGURES_LEAD: Final = "In the facts that they share, as printed. What differs comes first."
TIMELINE: Final = "Timeline"
TIMELINE_LEAD: Final = "The claims that tell of days that are known."

SURE: Final = "The per cent says how sure it is that the sources state the same fact, wholly or in part."
MARKED: Final = "words that no other article uses, and numbers that the others do not give here."
PERHAPS: Final = (
    "Too alike to say that only one source reports it, not alike enough to say that they share it. Judge for yourself."
)
NOT_INDEPENDENT: Final = "Not independent"
NOT_INDEPENDENT_LEAD: Final = (
    "These articles do not confirm each other, by what they print themselves. Other links may be unknown."
)
CHANGED: Final = "What changed since"
CHANGED_LEAD: Final = "An earlier version of an article is no source of its own: what it said otherwise stands here."
NOTHING_SHARED: Final = "No fact was found that two sources report."

METHOD: Final = (
    "Found by a program, tellings, in the texts of the sources named here and nowhere else. It compares what they say; "
    "it does not know what is true. Claims are sentences or parts of sentences, word for word, each with its line in "
    "the source's text. Which of them state the same fact is estimated from their words, names, numbers and dates. "
    "What it lists as reported by one source only may stand in another in words that it did not recognise."
)

TITLE: Final = "shown with the source; headlines are not compared"
NOT_A_STATEMENT: Final = "a question or a fragment, not a statement"

_ISO: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<minute>\d\d:\d\d)(?::\d\d)?[\d.,]*(?:Z|[+-]\d\d:?\d\d)?\Z")
_TEXT: Final = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_PARTS: Final = {Role.TITLE: "headline", Role.STANDFIRST: "intro"}
_BOTH: Final = 2
_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def percent(probability: float) -> int:
    """Return `probability` (0 to 1) in whole per cent; 0 and 100 only where it is exactly 0 or 1.

    >>> percent(0.999), percent(0.001), percent(1.0)
    (99, 1, 100)
    """
    if probability in (0.0, 1.0):
        return round(probability * 100)
    return min(99, max(1, round(probability * 100)))


def sameness(probability: float) -> str:
    """Return in words, with the per cent, how likely it is that two claims state the same fact.

    The words follow the whole per cent that is shown, so that the two never disagree.
    """
    shown = percent(probability)
    words = next(words for bound, words in SAMENESS if shown >= bound)
    return f"{words} ({shown} %)"


def contradiction(probability: float) -> str:
    """Return in words, with the per cent, how likely a careful reader is to call it a contradiction.

    >>> contradiction(0.76)
    'likely a contradiction (76 %)'
    """
    return sameness(probability).replace("the same", "a contradiction")


def said(attribution: Attribution, teller: str, cue: str, cited: str = "") -> str:
    """Return who says a claim: `teller` is who, `cue` the words that say so, `cited` whom a relayed text cites."""
    if not teller:
        return f"nobody named (“{cue}”)" if cue else "nobody named"
    citing = f", citing {cited}" if cited else ""
    if attribution.denied:
        return f"denied by {teller}{citing}"
    if attribution.hedged:
        return f"put forward by {teller} (“{cue}”){citing}" if cue else f"put forward by {teller}{citing}"
    if attribution.kind in (SpeakerKind.OUTLET, SpeakerKind.DOCUMENT):
        return f"according to {teller}{citing}"
    return f"{'quoting' if attribution.direct else 'said by'} {teller}{citing}"


def decided(decision: Decision, coder: str) -> str:
    """Return what a reviewer decided on a fact.

    >>> from compare.model import Decision, Status
    >>> decided(Decision(Act.STATUS, ("bbc:1",), Status.UNIQUE, at="2026-03-01T10:00:00Z"), "Ann")
    'called unique by Ann (2026-03-01 10:00)'
    """
    words = DECIDED[decision.do][0] + (f" {decision.status}" if decision.status else "")
    when = f" ({moment(decision.at)})" if decision.at else ""
    return f"{words} by {coder}{when}" + (f": {decision.text}" if decision.text else "")


def reviewed(comparison: Comparison) -> str:
    """Return that and how a comparison was reviewed, "" where it was not."""
    review = comparison.review
    if review is None:
        return ""
    acts = [decision.do for decision in review.decisions]
    told = ", ".join(f"{acts.count(act)} {words}" for act, (_, words) in DECIDED.items() if act in acts)
    changed = sum(fact.changed for fact in comparison.facts)
    stand = count(changed, "fact stands", "facts stand") if changed else "no fact stands"
    listed = f"{count(len(acts), 'decision')}{f' ({told})' if told else ''}"
    return f"Reviewed by {review.coder}: {listed}; {stand} otherwise than found."


def moment(printed: str | None) -> str | None:
    """Return a date as a page's data has it without what no reader needs; any other as it is printed.

    >>> moment("2025-01-29T18:10:07.780602-0500"), moment("19 March 2015")
    ('2025-01-29 18:10', '19 March 2015')
    """
    found = _ISO.match(printed or "")
    return f"{found['day']} {found['minute']}" if found else printed


def place(line: int, role: Role) -> str:
    """Return where a claim stands, as a reporter would find it: ``line 12``, ``line 1, headline``."""
    return f"line {line}" if role in _TEXT else f"line {line}, {part(role)}"


def part(role: Role) -> str:
    """Return what a newsroom calls a part of an article.

    >>> part(Role.STANDFIRST), part(Role.CAPTION)
    ('intro', 'caption')
    """
    return _PARTS.get(role, role.value)


def method(name: str) -> str:
    """Return what chose the sentences of a summary.

    >>> method("default"), method("lexrank")
    ("tellings' own (coverage)", 'lexrank')
    """
    return "tellings' own (coverage)" if name == "default" else name


def count(number: int, one: str, many: str = "") -> str:
    """Return `number` with its noun.

    >>> count(1, "fact"), count(2000, "fact"), count(0, "story", "stories")
    ('1 fact', '2,000 facts', '0 stories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Return `number` as a word up to ten, in figures above."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def tally(shared: int, perhaps: int, alone: int, differing: int) -> tuple[str, str, str, str]:
    """Return how many of each there are; `shared` counts the facts that differ on a detail too.

    >>> tally(6, 3, 24, 0)
    ('6 facts shared', '3 perhaps', '24 statements found in one source only', 'no differing detail found')
    >>> tally(6, 3, 24, 1)[3]
    '1 shared fact differs on a detail'
    """
    differ = "no differing detail found"
    if differing:
        differ = f"{count(differing, 'shared fact differs', 'shared facts differ')} on a detail"
    return (
        f"{count(shared, 'fact')} shared",
        f"{perhaps} perhaps",
        f"{count(alone, 'statement')} found in one source only",
        differ,
    )


def relative(source: str, words: Sequence[str]) -> str:
    """Return that an article has no date, so that its `words` for days stay relative.

    >>> relative("bbc", ["Thursday", "recent months"])
    'bbc has no date: “Thursday”, “recent months” stay relative.'
    """
    listed = ", ".join(f"“{word}”" for word in words)
    return f"{source} has no date: {listed} {'stays' if len(words) == 1 else 'stay'} relative."


def strangers(names: Sequence[str], sources: int) -> str:
    """Return the question that sources which share nothing raise, "" where each of several shares something.

    >>> strangers(["iop"], 3)
    'iop shares nothing with the others: is it about this event?'
    >>> strangers(["bbc", "iop"], 2)
    'These tellings share nothing: are they about one event?'
    """
    if not names or sources < _BOTH:
        return ""
    if len(names) == sources:
        return "These tellings share nothing: are they about one event?"
    if len(names) == 1:
        return f"{names[0]} shares nothing with the others: is it about this event?"
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{listed} share nothing with the others: are they about this event?"


def nothing_alone(details: bool, marked: str = "") -> str:
    """Return what stands where a source alone states nothing.

    `details` tells whether words of it in the shared facts are its own, `marked` how these are set.

    >>> nothing_alone(True, "underlined")
    'No whole statement; its own details are underlined in the shared facts.'
    """
    if not details:
        return "No whole statement."
    return f"No whole statement; its own details are {marked}{' ' if marked else ''}in the shared facts."


def summary_heading(name: str, sources: tuple[str, ...]) -> str:
    """Return the heading of the summary named `name` (a source, "shared", "conflicts", or "only " and a source).

    >>> summary_heading("shared", ("bbc", "scmp")), summary_heading("only bbc", ("bbc", "scmp"))
    ('What both report', 'What only bbc reports')
    """
    if name in sources:
        return f"{name} in short"
    if name == "shared":
        return "What both report" if len(sources) <= _BOTH else "What two or more report"
    if name == "conflicts":
        return "Where they differ"
    if name.startswith("only ") and name[5:] in sources:
        return f"What only {name[5:]} reports"
    return name
