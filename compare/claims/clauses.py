"""Sentences that join two facts, cut into the clauses that stand alone.

    "The last round of talks was in 2011, | before ties worsened over a row over islands in the East China Sea."
    "High-level talks … were suspended | after Tokyo announced it was nationalising its control …"

One outlet joins what the other tells apart, and the half that is shared should not drag along the half that is new. A
cut is made before a word that joins clauses, and only where both sides can stand: each has a finite verb and at least
`LEAST` telling words, and neither a quotation nor a bracket is open. After *and*, *or*, *but* the right side must bring
a subject of its own ("… and raised objections" stays). There is no parser: verbs are told by auxiliaries, past forms
and endings, and in doubt nothing is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compare.claims.folding import PAST_FORMS
from compare.model import Span, Word, WordKind

LEAST = 3
LONGEST = 300  # words; what is longer is a table or a text without stops, and looking for clauses in it is slow
_COORDINATE = frozenset({"and", "but"})
_SUBORDINATE = frozenset({"after", "before", "since", "when", "while", "whereas", "although", "though", "because"})
_AUXILIARY = frozenset(
    "is are was were am has have had will would can could may might must should shall do does did "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't doesn't didn't don't".split()
)
_SAYS = frozenset({"says", "claims", "wants", "hopes", "remains", "seems", "plans", "faces", "gives", "means", "calls"})
_DETERMINERS = frozenset(
    "the a an this these those its their his her he she it they we i you there some many most".split()
)
_PREPOSITIONS = frozenset("at in on under among with for by from".split())
_NO_SUBJECT = frozenset("also then not never to that would will".split())
_BEFORE_PARTICIPLE = frozenset("the a an its their his her of by with as in two three four five six eight".split())
_RELATIVE = frozenset("who whose which where whom".split())
# "… is the second person to receive it since the court ruled": the clause says second since what.
_RANKS = frozenset("first second third only last latest highest lowest biggest worst best".split())
# "in part because", "not when", "admitted that while …": what stands before the joining word governs it.
# So does a span of time: "three months after".
_GOVERNS = frozenset(
    "part partly only just not simply mainly largely even soon long shortly that minute minutes hour hours day days "
    "week weeks month months year years moments".split()
)
_OPEN = {'"': '"', "“": "”", "(": ")", "[": "]", "«": "»"}


def clauses(text: str, span: Span, words: Sequence[Word]) -> list[Span]:
    """Return the spans of the clauses of the sentence `text[span]`, whose words are `words`.

    Together they are the sentence. White space between two clauses belongs to neither. A sentence that cannot be cut
    gives one span, its own.
    """
    if len(words) > LONGEST:
        return [span]
    sentence = _Sentence(text, span, words)
    cuts = [0]
    for k in range(1, len(words)):
        if sentence.joins(k) and sentence.stands(cuts[-1], k) and sentence.begins_clause(k):
            cuts.append(k)
    edges = [span.start, *(words[k].span.start for k in cuts[1:]), span.end]
    return [_trimmed(text, left, right) for left, right in pairwise(edges)]


class _Sentence:
    """A sentence's words by their forms, and which of them stand outside quotations or follow a comma."""

    def __init__(self, text: str, span: Span, words: Sequence[Word]) -> None:
        self.words = words
        self.forms = [text[word.span.start : word.span.end].lower().replace("’", "'") for word in words]
        outside = _outside(text, span)
        self.outside = [outside[word.span.start - span.start] for word in words]
        gaps = [span.start, *(word.span.end for word in words)]
        self.after_comma = [
            any(mark in text[gap : word.span.start] for mark in ",;:–—") for gap, word in zip(gaps, words, strict=False)
        ]

    def joins(self, k: int) -> bool:
        """Tell whether word `k` can join clauses."""
        form, before, after = self.forms[k], self.forms[k - 1], self.forms[k + 1 : k + 2]
        if form not in _COORDINATE | _SUBORDINATE or not self.outside[k]:
            return False
        if form == "but" and "not" in self.forms[max(k - 7, 0) : k]:
            return False  # "not one black hole, but two"
        if form == "since" and _RANKS & set(self.forms[:k]):
            return False
        if form in _SUBORDINATE and not self.after_comma[k] and self.in_relative(0, k - 1):
            return False  # "…, which began when Israel struck"
        if "that" in self.forms[:k] and not self.told_since_that(k):
            return False  # "explained that in 1967, when …, they left"
        return before not in _GOVERNS | _COORDINATE and after not in (["of"], ["then"], [before])

    def told_since_that(self, k: int) -> bool:
        """Tell whether a finite verb stands between the last "that" before word `k` and it."""
        that = max(j for j in range(k) if self.forms[j] == "that")
        return any(self.verb(j) for j in range(that + 1, k))

    def stands(self, start: int, end: int) -> bool:
        """Tell whether words start … end can stand alone: enough to say, and a finite verb."""
        telling = sum(word.kind is not WordKind.FUNCTION for word in self.words[start:end])
        return telling >= LEAST and any(self.verb(k) and not self.in_relative(start, k) for k in range(start, end))

    def in_relative(self, start: int, k: int) -> bool:
        """Tell whether word `k` belongs to a relative clause that began after word `start` and is not closed."""
        for j in range(k, start, -1):
            if self.forms[j] in _RELATIVE and self.after_comma[j]:
                return True
            if self.after_comma[j]:
                return False
        return False

    def begins_clause(self, k: int) -> bool:
        """Tell whether a clause with a subject of its own begins after the joining word `k`."""
        first = next((j for j in range(k + 1, len(self.words)) if self.ends_phrase(j) or self.verb(j)), None)
        if first is None or first == k + 1 or self.ends_phrase(first) or not self.stands(k + 1, len(self.words)):
            return False
        if self.forms[k] in _SUBORDINATE:
            return True
        opening = self.forms[k + 1]
        if opening.endswith(("ing", "ly")) or opening in _NO_SUBJECT or self.between_names(k):
            return False
        if opening in _PREPOSITIONS:
            return self.forms[first] in _AUXILIARY
        return self.forms[k] == "but" or self.after_comma[k] or opening in _DETERMINERS

    def ends_phrase(self, k: int) -> bool:
        """Tell whether the noun phrase before word `k` is over: a comma, a joining word or a relative pronoun."""
        return (
            self.after_comma[k]
            or (self.joins(k) and not self.between_names(k))
            or self.forms[k] in {"that", "who", "which", "whose"}
        )

    def between_names(self, k: int) -> bool:
        """Tell whether word `k` has a name on both sides: "Xi Jinping and Japanese Prime Minister Shinzo Abe met"."""
        after = k + 2 if self.forms[k + 1 : k + 2] == ["the"] else k + 1
        return all(word.kind is WordKind.NAME for word in (self.words[k - 1], *self.words[after : after + 1]))

    def verb(self, k: int) -> bool:
        """Tell whether word `k` is a finite verb; a participle before a noun ("the disputed islands") is not."""
        form = self.forms[k]
        if form in _AUXILIARY or form in _SAYS:
            return True
        if self.words[k].kind is WordKind.NAME or k == 0 or self.forms[k - 1] in _BEFORE_PARTICIPLE:
            return False
        if form in PAST_FORMS:
            return True
        noun_follows = (
            k + 1 < len(self.words)
            and self.words[k + 1].kind is WordKind.CONTENT
            and not self.forms[k + 1].endswith("ly")
        )
        return form.endswith("ed") and len(form) > 4 and not noun_follows


def _outside(text: str, span: Span) -> list[bool]:
    """Tell for each character of the sentence whether it stands outside every quotation and bracket."""
    outside, waiting = [], ""
    for character in span.of(text):
        if waiting:
            if character == waiting:
                waiting = ""
            outside.append(False)
        else:
            waiting = _OPEN.get(character, "")
            outside.append(not waiting)
    return outside


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
