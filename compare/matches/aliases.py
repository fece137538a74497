"""Other names of one thing, learned from the story itself.

    scmp   "the uninhabited Diaoyu Islands, which are known as the Senkakus in Japan"        diaoyu = senkakus
    any    "the World Health Organization (WHO) said"                                      who = world, health …

No table of names can hold what tomorrow's news is about, but articles introduce a second name where they use it first.
Three forms are read: an abbreviation in brackets after the words whose initials it is made of, or before them; a name
"known as" (called, named, or "X to the Chinese") another; and a plural that differs from its singular by an s only.
Aliases are pairs of terms, with how much of the name either is: of "WHO" the word "health" is a third. They hold for
this story, in both articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.model import Claim, Word, WordKind, fold

Alias = tuple[str, str, float]

_ABBREVIATION = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z.&-]{1,9})\s*\)")
_KNOWN_AS = re.compile(
    r"\b(?:(?:also |better |formerly |locally |widely |sometimes )?(?:known|called|named|referred to)"
    r"(?: (?:by|in|to) (?:[A-Z]\w+|the [A-Z]\w+))? ?(?:as )?|(?:formerly|aka|alias) )(?:the )?(?=[A-Z])"
)
_SKIPPED = frozenset({"of", "the", "for", "and", "in", "on", "to", "&"})
_NEAR = 60  # characters back from "known as" to the end of the name that is meant
_LONGEST_NAME = 3
# Words that stand beside many names and are not the name: "Diaoyu Islands" is called the Senkakus, "islands" is not.
_CLASS = frozenset(
    "island sea river lake mount mountain citi town provinc state parti bank group bay strait desert airport minist "
    "presid govern republ depart agenc".split()
)


def aliases(claims: Sequence[Claim]) -> set[Alias]:
    """Return pairs of terms that name one thing in the story that `claims` tell, those of all its articles."""
    found = {pair for claim in claims for pair in (*_abbreviated(claim), *_known_as(claim))}
    names = {word.term for claim in claims for word in claim.words if word.kind is WordKind.NAME}
    return found | {(name, name + "s", 1.0) for name in names if name + "s" in names}


def _abbreviated(claim: Claim) -> Iterator[Alias]:
    """Yield the abbreviation with each word it stands for: "the World Health Organization (WHO)"."""
    for match in _ABBREVIATION.finditer(claim.text):
        at = claim.span.start + match.start("short")
        short = next((word for word in claim.words if word.span.start == at), None)
        if short is None or short.kind is not WordKind.NAME or short.term != fold(match["short"]):
            continue  # "(US)", "(IS)" have terms that stand for more than the abbreviation
        letters = [letter for letter in match["short"] if letter.isupper()]
        before = [word for word in claim.words if word.span.end <= claim.span.start + match.start()]
        words = _spelt(letters, before, claim)
        yield from ((short.term, word.term, 1 / len(words)) for word in words)


def _spelt(letters: Sequence[str], before: Sequence[Word], claim: Claim) -> list[Word]:
    """Return the words whose initials are `letters`, the last of them at the end of `before`; [] where they are not."""
    wanted, used = list(letters), []
    for word in reversed(before):
        if not wanted:
            break
        form = claim.text[word.span.start - claim.span.start : word.span.end - claim.span.start]
        if form.lower() in _SKIPPED and form[0] != wanted[-1]:
            continue
        if form[0].upper() != wanted.pop():
            return []
        used.append(word)
    return [] if wanted or len(used) < 2 else used[::-1]


def _known_as(claim: Claim) -> Iterator[Alias]:
    for match in _KNOWN_AS.finditer(claim.text):
        here, there = claim.span.start + match.start(), claim.span.start + match.end()
        one = _name([w for w in claim.words if here - _NEAR <= w.span.start and w.span.end <= here], last=True)
        other = _name([w for w in claim.words if w.span.start >= there], last=False)
        yield from ((a, b, 1.0) for a in one for b in other if a != b)


def _name(words: Sequence[Word], *, last: bool) -> list[str]:
    """Return the terms of the last name among `words`, or of the first, without words of class ("Islands")."""
    ordered = list(reversed(words)) if last else list(words)
    run: list[Word] = []
    for word in ordered:
        if word.kind is WordKind.NAME and (not run or _touching(run[-1], word)):
            run.append(word)
        elif run:
            break
    return [word.term for word in run[:_LONGEST_NAME] if word.term not in _CLASS]


def _touching(one: Word, other: Word) -> bool:
    first, second = sorted((one.span, other.span))
    return second.start - first.end <= 1
