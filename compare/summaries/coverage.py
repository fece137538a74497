"""The summary of our own: the sentences that say most of what the articles say first and say often.

Two articles on the talks between China and Japan. "talk" stands in the first sentence of both and in five more,
"hotline" in one, deep down. So each term gets a weight: every sentence that holds it gives it 1 where it opens an
article, and less the further down it stands; the sum is taken to the power 1.5. A term that several sources open with
thus weighs most, and no separate count of the sources is needed. Function words weigh nothing.

A sentence is worth the weights of the terms that it would add, times its own standing in the article, over the square
root of its length: long sentences hold more terms, short ones leave room for others, and the root lies between. The
best goes in; what it says no longer counts for the others, so that the same news from the second outlet, now worth
next to nothing, stays out. And so on until the words are used up. Greedy choice by gain over a power of the length is
that of Lin and Bilmes, "A Class of Submodular Functions for Document Summarization", ACL 2011; the standing is ours,
and with it their bound on the distance from the optimum no longer holds strictly. Nothing is trained.

Two rules keep the result readable. A sentence that leans on the one before it ("His counterpart …") only enters with
that one: `compare.summaries.context`. And a gap at the end is not padded: where the best sentence that still fits is
worth less than half of the best that does not, the summary ends there.

Worth only ever falls, so old values are upper bounds: they stay in a heap, and only the one on top is counted again
(Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978). So n
sentences cost about n log n.

The constants were chosen on the even rows of the gold data: `benchmarks/summaries.py`; all of them lie on a broad
plateau. Left out as no gain was measured: rarity in the news at large, pairs of adjacent terms, the number of
sources, a shortest length.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

from compare.model import Claim, WordKind
from compare.summaries.context import antecedents
from compare.summaries.length import fill, in_turn, length

_DECAY = 0.1  # the tenth sentence of an article counts about half of the first
_EMPHASIS = 1.5  # above 1: a term said twice weighs more than two terms said once
_PADDING = 0.5  # what fills a gap is worth at least this share of what does not fit


def coverage(claims: Sequence[Claim], words: int, captions: Sequence[Claim] = ()) -> list[int]:
    """Return the positions of the claims that make the summary, in the order of `claims`; one at least.

    `captions` of the same articles only tell which claims follow each other in the text.
    """
    board = _Board(claims, words)
    leaning = antecedents(claims, captions)
    taken = board.choose(leaning)
    if not taken:  # every sentence that fits leans on another one: better such a summary than none
        taken = board.choose({})
    if not taken:  # nothing fits, or there are no words of content at all
        turns = in_turn(claims)
        taken = fill(sorted(turns, key=lambda position: -board.worth(position, set())), claims, words)
    return sorted(taken)


class _Board:
    """What stays the same while sentences are chosen: the terms of each, their weights, standings and lengths."""

    def __init__(self, claims: Sequence[Claim], words: int) -> None:
        self.words = words
        # A dictionary keeps the order of the words, a set would not: sums of floats depend on it.
        self.terms = [
            list(dict.fromkeys(word.term for word in claim.words if word.kind is not WordKind.FUNCTION))
            for claim in claims
        ]
        self.standing = [1 / (1 + _DECAY * max(0, claim.number - 1)) for claim in claims]
        self.lengths = [max(1, length(claim.text)) for claim in claims]
        sums: dict[str, float] = {}
        for terms, standing in zip(self.terms, self.standing, strict=True):
            for term in terms:
                sums[term] = sums.get(term, 0.0) + standing
        self.weights: dict[str, float] = {term: total**_EMPHASIS for term, total in sums.items()}

    def worth(self, position: int, covered: set[str]) -> float:
        """Return what the claim at `position` would add to a summary that covers the terms `covered`."""
        new = sum(self.weights[term] for term in self.terms[position] if term not in covered)
        return new * self.standing[position] / math.sqrt(self.lengths[position])

    def choose(self, leaning: dict[int, int | None]) -> list[int]:
        """Return positions, the best first. Those in `leaning` wait for the position that they lean on."""
        waiting: dict[int, list[int]] = {}
        for position, before in leaning.items():
            if before is not None:
                waiting.setdefault(before, []).append(position)
        covered: set[str] = set()
        fitting = (k for k, size in enumerate(self.lengths) if size <= self.words)
        heap = [(-self.worth(k, covered), k) for k in fitting if k not in leaning]
        heapq.heapify(heap)
        taken: list[int] = []
        left = self.words
        while (best := self._next(heap, covered, left)) is not None:
            taken.append(best)
            left -= self.lengths[best]
            covered.update(self.terms[best])
            for position in waiting.get(best, ()):
                if self.lengths[position] <= self.words:
                    heapq.heappush(heap, (-self.worth(position, covered), position))
        return taken

    def _next(self, heap: list[tuple[float, int]], covered: set[str], left: int) -> int | None:
        """Take the best position that fits into `left` words off the heap; None where it would only pad."""
        missed: list[tuple[float, int]] = []
        found = None
        while heap and found is None:
            _, position = heapq.heappop(heap)
            worth = self.worth(position, covered)
            if heap and -worth > heap[0][0]:
                if worth > 0:
                    heapq.heappush(heap, (-worth, position))
            elif worth <= 0 or (missed and worth < _PADDING * -missed[0][0]):
                break
            elif self.lengths[position] > left:
                missed.append((-worth, position))
            else:
                found = position
        for entry in missed:
            heapq.heappush(heap, entry)
        return found
