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

Two rules keep the result readable. What is chosen is a passage, mostly one sentence; one that leans on what stands
before it ("His counterpart …") only enters after that: `compare.summaries.context`. And a gap at the end is not
padded: where the best passage that still fits is worth less than two thirds of the best that does not, it ends there.

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
from collections.abc import Collection, Sequence

from compare.model import Claim, WordKind
from compare.summaries.context import Passage
from compare.summaries.length import Budget, length

_DECAY = 0.1  # the tenth sentence of an article counts about half of the first
_EMPHASIS = 1.5  # above 1: a term said twice weighs more than two terms said once
_PADDING = 0.65  # what fills a gap is worth at least this share of what does not fit


def coverage(board: Board, budget: Budget, *, whatever: bool = True) -> list[int]:
    """Return the positions of the claims that make the summary, in the order of the claims.

    With `whatever`, it is one at least: where every passage waits for another one in vain, what they wait for is not
    asked for; where all are too long, the best sentence is given whole.
    """
    passages = board.passages
    taken = board.choose(budget, passages)
    if not taken and whatever:
        freed = [Passage(p.positions, None if p.bare else (), p.bare) for p in passages]
        taken = board.choose(budget, freed) or board.choose(budget, [Passage(p.positions) for p in passages])
    chosen = sorted(position for passage in taken for position in passages[passage].positions)
    if not chosen:
        chosen = board.best(whatever)
    return chosen


class Board:
    """What stays the same while passages are chosen: the terms of each, their weights, standings and lengths.

    `told` are the sentences whose terms say what the story is about, by default the claims themselves. `gains` are
    factors of the worth of each claim.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        passages: Sequence[Passage],
        told: Sequence[Claim] | None = None,
        gains: Sequence[float] | None = None,
    ) -> None:
        self.claims = claims
        self.passages = passages
        said = [_terms([claim]) for claim in (claims if told is None else told)]
        sums: dict[str, float] = {}
        for terms, claim in zip(said, claims if told is None else told, strict=True):
            for term in terms:
                sums[term] = sums.get(term, 0.0) + _standing(claim)
        self.weights: dict[str, float] = {term: total**_EMPHASIS for term, total in sums.items()}
        self.terms = [_terms([claims[k] for k in p.positions]) for p in passages]
        self.words = [max(1, sum(length(claims[k].text) for k in p.positions)) for p in passages]
        self.factor = [
            max(_standing(claims[k]) * (gains[k] if gains else 1.0) for k in p.positions) / math.sqrt(words)
            for p, words in zip(passages, self.words, strict=True)
        ]

    def worth(self, number: int, covered: Collection[str] = ()) -> float:
        """Return what the passage `number` would add to a summary that covers the terms `covered`."""
        new = sum(self.weights.get(term, 0.0) for term in self.terms[number] if term not in covered)
        return new * self.factor[number]

    def best(self, whatever: bool) -> list[int]:
        """Return the position of the best single sentence, where there is one: of all with `whatever`."""
        single = [k for k, p in enumerate(self.passages) if len(p.positions) == 1 and (whatever or p.stands)]
        ranked = sorted(single, key=lambda k: (self.passages[k].bare, not self.passages[k].stands, -self.worth(k), k))
        if not ranked and whatever and self.claims:
            return [0]
        return [self.passages[k].positions[0] for k in ranked[:1]]

    def choose(self, budget: Budget, passages: Sequence[Passage]) -> list[int]:
        """Return the numbers of the passages chosen, the best first. One that waits for others follows one of them."""
        costs = [sum(budget.cost(self.claims[k].text) for k in p.positions) for p in passages]
        waiting: dict[int, list[int]] = {}
        for number, passage in enumerate(passages):
            for before in passage.after or ():
                waiting.setdefault(before, []).append(number)
        covered: set[str] = set()
        pushed = [passage.after == () for passage in passages]
        heap = [(-self.worth(k), k) for k, cost in enumerate(costs) if pushed[k] and cost <= budget.limit]
        heapq.heapify(heap)
        taken: list[int] = []
        left = budget.limit
        while (best := self._next(heap, covered, costs, left)) is not None:
            taken.append(best)
            left -= costs[best]
            covered.update(self.terms[best])
            for number in waiting.get(best, ()):
                if not pushed[number] and costs[number] <= budget.limit:
                    heapq.heappush(heap, (-self.worth(number, covered), number))
                pushed[number] = True
        return taken

    def _next(self, heap: list[tuple[float, int]], covered: set[str], costs: Sequence[int], left: int) -> int | None:
        """Take the best passage that fits into what is `left` off the heap; None where it would only pad."""
        missed: list[tuple[float, int]] = []
        found = None
        while heap and found is None:
            _, number = heapq.heappop(heap)
            worth = self.worth(number, covered)
            if heap and -worth > heap[0][0]:
                if worth > 0:
                    heapq.heappush(heap, (-worth, number))
            elif worth <= 0 or (missed and worth < _PADDING * -missed[0][0]):
                break
            elif costs[number] > left:
                missed.append((-worth, number))
            else:
                found = number
        for entry in missed:
            heapq.heappush(heap, entry)
        return found


def _terms(claims: Sequence[Claim]) -> list[str]:
    """Return the terms of content, each once; in the order of the words, as sums of floats depend on it."""
    said = (word for claim in claims for word in claim.words if word.kind is not WordKind.FUNCTION)
    return list(dict.fromkeys(word.term for word in said))


def _standing(claim: Claim) -> float:
    return 1 / (1 + _DECAY * max(0, claim.number - 1))
