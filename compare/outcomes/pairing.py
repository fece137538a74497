"""Two claims laid side by side: what rules ask of them before they speak of a difference.

    one    "The minister did not attend the ceremony."
    other  "The minister attended the opening ceremony."

*attend* stands in both; what is around it, *minister* and *ceremony*, is the same too, so that the *not* is a
contradiction and no other fact. `Pair.agreement` is how much of what is left of the shorter telling, without the words
that clash, the other holds as well; `Pair.beside` asks whether two words have the same telling word next to them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare.model import Claim, ConflictKind, Span, WordKind
from compare.outcomes.lexicon import akin, synonyms

_LIGHTEST = 0.5  # what a word weighs at least: common words agree on something too
_STOPS = frozenset('.,;:()[]—–"“”')
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Clash:
    """What a rule found: as a `Conflict` has it, without positions. `rest` is how far all else agrees, 0 to 1."""

    kind: ConflictKind
    span_a: Span
    span_b: Span
    reason: str
    rest: float
    explanation: str = ""


@dataclass(frozen=True)
class Side:
    """One claim of a pair; words are known by their positions in `claim.words`."""

    claim: Claim

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words in small letters."""
        return tuple(self.words(k, k).lower().replace("’", "'") for k in range(len(self.claim.words)))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words' terms."""
        return tuple(word.term for word in self.claim.words)

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """Positions of the words that are neither grammar nor numbers."""
        return tuple(
            k
            for k, word in enumerate(self.claim.words)
            if word.kind in {WordKind.CONTENT, WordKind.NAME} and not self.forms[k].endswith("n't")
        )

    @cached_property
    def held(self) -> frozenset[str]:
        """The terms of the telling words."""
        return frozenset(self.terms[k] for k in self.telling)

    @cached_property
    def reach(self) -> frozenset[str]:
        """The terms of the telling words and all that may mean the same."""
        return self.held.union(*map(synonyms, self.held))

    def words(self, first: int, last: int) -> str:
        """Return the claim's text from word `first` to word `last`."""
        start = self.claim.span.start
        return self.claim.text[self.claim.words[first].span.start - start : self.claim.words[last].span.end - start]

    def span(self, first: int, last: int) -> Span:
        """Return the span of the words `first` to `last` in the article."""
        return Span(self.claim.words[first].span.start, self.claim.words[last].span.end)

    def gap(self, k: int) -> str:
        """Return what stands between word `k` and the one before it, "" at either end of the claim."""
        if not 0 < k < len(self.claim.words):
            return ""
        start = self.claim.span.start
        return self.claim.text[self.claim.words[k - 1].span.end - start : self.claim.words[k].span.start - start]

    def stops(self, k: int) -> bool:
        """Tell whether a stop, a quotation mark or a bracket stands before word `k`."""
        return not _STOPS.isdisjoint(self.gap(k))

    def next_telling(self, k: int, step: int, most: int = _NEAR) -> int | None:
        """Return the telling word next to word `k`, to the right (`step` 1) or left (-1), at most `most` words away."""
        for away in range(1, most + 1):
            at = k + step * away
            if not 0 <= at < len(self.terms):
                return None
            if at in self._telling:
                return at
        return None

    @cached_property
    def _telling(self) -> frozenset[int]:
        return frozenset(self.telling)

    def weight(self, k: int) -> float:
        """Return how much word `k` tells."""
        return max(self.claim.words[k].rarity, _LIGHTEST)

    def within(self, span: Span) -> list[int]:
        """Return the positions of the words in a span of the article."""
        return [k for k, word in enumerate(self.claim.words) if span.start <= word.span.start < span.end]


@dataclass(frozen=True)
class Pair:
    """Two claims laid side by side, with the sentences that they are parts of.

    `ease` is by how much less than usual the rest has to agree, 0 to 1: see `compare.outcomes.loose`.
    """

    a: Side
    b: Side
    sentence_a: str
    sentence_b: str
    ease: float = 0.0

    @classmethod
    def of(cls, a: Claim, b: Claim, claims: Sequence[Claim] = (), ease: float = 0.0) -> Pair:
        """Lay two claims side by side; `claims` are those among which the other parts of their sentences are."""
        return cls(Side(a), Side(b), _sentence(a, claims), _sentence(b, claims), ease)

    def agreement(self, skip_a: Collection[int] = (), skip_b: Collection[int] = ()) -> float:
        """Return how much of the one telling the other holds, without the words `skip_a` and `skip_b`, 0 to 1.

        It is the share of the weight of the telling words of the claim that is better covered: one outlet may say more.
        """
        return max(_covered(self.a, self.b, skip_a), _covered(self.b, self.a, skip_b))

    def both_agree(self, skip_a: Collection[int] = (), skip_b: Collection[int] = ()) -> float:
        """Return the same of the claim that is covered less: near 1 where nothing else is said on either side."""
        return min(_covered(self.a, self.b, skip_a), _covered(self.b, self.a, skip_b))

    def beside(self, at_a: int, at_b: int, step: int) -> bool:
        """Tell whether the telling words next to the two words, on one side of them, may mean the same.

        Where both claims begin with the word, they agree on what is before it.
        """
        near_a, near_b = self.a.next_telling(at_a, step), self.b.next_telling(at_b, step)
        if near_a is None or near_b is None:
            return near_a is near_b and min(at_a, at_b) == 0 and step == -1
        return akin(self.a.terms[near_a], self.b.terms[near_b])

    def around(self, at_a: Collection[int], at_b: Collection[int], near: int = _NEAR + 1) -> int:
        """Return how many telling words stand at most `near` words from both places."""
        return len(_near(self.a, at_a, near) & _near(self.b, at_b, near))


def _sentence(claim: Claim, claims: Sequence[Claim]) -> str:
    """Return the sentence that a claim is a part of, on its place: white space stands between two parts."""
    if claim.span == claim.sentence:
        return claim.text
    text = ""
    for part in claims:
        if part.source == claim.source and part.sentence == claim.sentence:
            text = text.ljust(part.span.start - claim.sentence.start) + part.text
    return text or claim.text


def _near(side: Side, at: Collection[int], near: int) -> set[str]:
    reach = {k for place in at for k in range(place - near, place + near + 1)} - set(at)
    return {side.terms[k] for k in side.telling if k in reach}


def _covered(side: Side, by: Side, skip: Collection[int]) -> float:
    whole = covered = 0.0
    for k in side.telling:
        if k not in skip:
            weight = side.weight(k)
            whole += weight
            if side.terms[k] in by.reach:
                covered += weight
    return covered / whole if whole else 0.0
