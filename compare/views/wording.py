"""The words the pages use of their own, in one place: how sure, in what way contradictory, how many.

A reader takes "likely" for whatever number suits them unless the words are fixed. The words for a probability follow
the scale of US Intelligence Community Directive 203 (2015, part D.6.e.2.a), which has no gaps, worded as adverbs; the
per cent always stands beside them.

>>> sameness(0.823)
'very likely the same (82 %)'
"""

from __future__ import annotations

from typing import Final

from compare.model import ConflictKind, EvidenceKind, Role

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
}

EVIDENCE: Final[dict[EvidenceKind, str]] = {
    EvidenceKind.TERM: "words",
    EvidenceKind.NAME: "names",
    EvidenceKind.NUMBER: "numbers",
    EvidenceKind.CONTEXT: "context",
}

TITLE: Final = "shown with the source; headlines are not compared"
NOT_A_STATEMENT: Final = "a question or a fragment, not a statement"

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


def place(line: int, role: Role) -> str:
    """Return where a claim stands, as a reporter would find it: ``line 12``, ``line 1, headline``."""
    if role is Role.PARAGRAPH:
        return f"line {line}"
    return f"line {line}, {'headline' if role is Role.TITLE else role.value}"


def count(number: int, one: str, many: str = "") -> str:
    """Return `number` with its noun.

    >>> count(1, "fact"), count(2, "fact"), count(0, "story", "stories")
    ('1 fact', '2 facts', '0 stories')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Return `number` as a word up to ten, in figures above."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def summary_heading(name: str, sources: tuple[str, ...]) -> str:
    """Return the heading of the summary named `name` (a source, "shared", or "only " and a source).

    >>> summary_heading("shared", ("bbc", "scmp")), summary_heading("only bbc", ("bbc", "scmp"))
    ('What both report', 'What only bbc reports')
    """
    if name in sources:
        return f"{name} in short"
    if name == "shared":
        return "What both report" if len(sources) <= _BOTH else "What two or more report"
    if name.startswith("only ") and name[5:] in sources:
        return f"What only {name[5:]} reports"
    return name
