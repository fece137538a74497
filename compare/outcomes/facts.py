"""Matched claims → facts: which claims say the same, over any number of sources.

A match joins two claims, so matches could simply be followed: a matches b, b matches c, all are one fact. But chains
lead astray: of ten articles, each sentence resembles the next a little and the first not at all the last. So groups are
joined best match first, and two groups only where their claims of different sources match *on average* (average
linkage; Sokal & Michener 1958). A claim that surely matches one telling joins its fact all the same. What a join
refuses stays in the comparison as a doubt.

    bbc    "In November … Xi Jinping and … Shinzo Abe met …"   ─ 0.98 ─   scmp   "… since … Xi Jinping and … Abe met …"
    bbc    "Mr Abe and Mr Xi met on the sidelines …"           ─ 0.99 ─   scmp   "… after President Xi … met …"

All four are one fact: each of the four pairs across the two sources matches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from compare.model import Claim, Conflict, Fact, Match, Status

DifferenceFinder = Callable[[Sequence[Claim], Match], Sequence[Conflict]]
# One match of this probability is enough for a claim to join a fact, whatever it has in common with the other tellings.
SURE = 0.75
# The mean from which two groups that are facts already are one: facts told side by side resemble each other.
ONE_FACT = 0.85
# Below this a fact is listed after the surer ones: of those above, four in five are right.
LIKELY = 0.6
# A fact of ten claims of ten sources has 45 matches; of a larger one, details are compared in the surest of each claim.
COMPARED_WHOLE = 45
COMPARED = 2


def facts(
    claims: Sequence[Claim], pairs: Sequence[Match], match_from: float, differences: DifferenceFinder
) -> tuple[Fact, ...]:
    """Group `claims` into facts, each claim in exactly one.

    `pairs` are the matches and doubts between claims of different sources, by position in `claims`; those of at least
    `match_from` can join claims. `differences` finds on what the two claims of a match differ; what it
    does not explain is a conflict. The facts that most sources report come
    first, the surer before the others, then those that stand nearer to the top of their articles: an order that does
    not depend on that of the articles.
    """
    groups = _groups(claims, pairs, match_from)
    home = {position: k for k, group in enumerate(groups) for position in group.members}
    held: list[list[Match]] = [[] for _ in groups]
    doubts: list[list[Match]] = [[] for _ in groups]
    for pair in pairs:
        if home[pair.a] != home[pair.b]:
            doubts[home[pair.a]].append(pair)
            doubts[home[pair.b]].append(pair)
        elif pair.probability >= match_from:
            held[home[pair.a]].append(pair)
    lengths = {claim.source: claim.number for claim in claims}
    ranked = sorted(range(len(groups)), key=lambda k: _interest(claims, groups[k], lengths))
    return tuple(
        _fact(f"F{rank}", claims, groups[k], held[k], doubts[k], differences) for rank, k in enumerate(ranked, 1)
    )


@dataclass(eq=False)
class _Group:
    """The positions of the claims that are joined so far, and the least probability that was needed for it.

    `sources` counts the claims of each source. `likely` is the sum of the probabilities of all pairs with each group
    that this one has a pair with: so the mean over two groups is known without going through their claims. `means` are
    those asked for, each with the number of claims of both groups, which grows when it no longer holds.
    """

    members: list[int]
    sources: Counter[str]
    probability: float = 1.0
    likely: dict[_Group, float] = field(default_factory=dict)
    means: dict[_Group, tuple[int, float]] = field(default_factory=dict)

    def linkage(self, other: _Group) -> float:
        """Return the mean probability of the pairs of claims of different sources between two groups."""
        size = len(self.members) + len(other.members)
        if self.means.get(other, (0, 0.0))[0] != size:
            few, many = sorted((self.sources, other.sources), key=len)
            of_one_source = sum(count * many[source] for source, count in few.items() if source in many)
            mean = self.likely[other] / (len(self.members) * len(other.members) - of_one_source)
            self.means[other] = other.means[self] = size, mean
        return self.means[other][1]

    def join(self, other: _Group, probability: float) -> None:
        """Take in the claims of `other`, by a match of this probability."""
        self.members = sorted(self.members + other.members)
        self.sources.update(other.sources)
        self.probability = min(self.probability, other.probability, probability)
        for third, likely in other.likely.items():
            del third.likely[other]
            if third is not self:
                third.likely[self] = self.likely[third] = self.likely.get(third, 0.0) + likely


def _groups(claims: Sequence[Claim], pairs: Sequence[Match], match_from: float) -> list[_Group]:
    """Join the claims of each fact, by average linkage over claims of different sources."""
    group_of = {k: _Group([k], Counter([claim.source])) for k, claim in enumerate(claims)}
    for pair in pairs:
        left, right = group_of[pair.a], group_of[pair.b]
        left.likely[right] = right.likely[left] = pair.probability
    for pair in _surest_first(claims, pairs, match_from):
        left, right = sorted((group_of[pair.a], group_of[pair.b]), key=lambda group: -len(group.likely))
        if left is not right and _joins(left, right, pair, match_from) and not _copied_apart(claims, left, right):
            left.join(right, pair.probability)
            group_of.update(dict.fromkeys(right.members, left))
    return list(dict.fromkeys(group_of.values()))


def _surest_first(claims: Sequence[Claim], pairs: Iterable[Match], match_from: float) -> list[Match]:
    """Return the matches in the order in which they join claims; equal ones by their words, not by their articles."""
    rank = {text: k for k, text in enumerate(sorted({claim.text for claim in claims}))}
    of = [rank[claim.text] for claim in claims]
    matches = [pair for pair in pairs if pair.probability >= match_from]
    return sorted(matches, key=lambda m: (-m.probability, min(of[m.a], of[m.b]), max(of[m.a], of[m.b])))


def _joins(left: _Group, right: _Group, pair: Match, match_from: float) -> bool:
    """Tell whether the groups that `pair` links are one fact.

    Two groups of several sources each are two facts already, and stay two unless nearly all their claims match.
    """
    if len(left.sources) > 1 and len(right.sources) > 1:
        return left.linkage(right) >= ONE_FACT
    return pair.probability >= SURE or left.linkage(right) >= match_from


def _copied_apart(claims: Sequence[Claim], left: _Group, right: _Group) -> bool:
    """Tell whether two sources print the one and the other in the same words: these are two things."""
    if len(left.sources) < 2 or len(right.sources) < 2:
        return False
    return not _copiers(claims, left).isdisjoint(_copiers(claims, right))


def _copiers(claims: Sequence[Claim], group: _Group) -> set[tuple[str, str]]:
    """Return the pairs of sources that tell a fact in the same words."""
    printed: dict[str, set[str]] = {}
    for position in group.members:
        printed.setdefault(" ".join(claims[position].text.split()), set()).add(claims[position].source)
    return {pair for sources in printed.values() for pair in combinations(sorted(sources), 2)}


def _interest(claims: Sequence[Claim], group: _Group, lengths: Mapping[str, int]) -> tuple[int, bool, float, str]:
    """Return what facts are sorted by: more sources, then the surer ones, then nearer to the top, then the words."""
    members = [claims[position] for position in group.members]
    places = [claim.number / lengths[claim.source] for claim in members]
    return (
        -len({claim.source for claim in members}),
        group.probability < LIKELY,
        round(sum(places) / len(places), 6),
        min(claim.text for claim in members),
    )


def surest(matches: Sequence[Match]) -> list[Match]:
    """Return the matches whose details are compared: of very many, the two surest of each claim that are left to it.

    A reader of a hundred tellings is helped by some differences, not by five thousand; and each takes a millisecond.
    """
    if len(matches) <= COMPARED_WHOLE:
        return list(matches)
    told: Counter[int] = Counter()
    kept = []
    for match in sorted(matches, key=lambda m: (-m.probability, m.a, m.b)):
        if max(told[match.a], told[match.b]) < COMPARED:
            told.update((match.a, match.b))
            kept.append(match)
    return sorted(kept, key=lambda m: (m.a, m.b))


def _fact(
    name: str,
    claims: Sequence[Claim],
    group: _Group,
    held: Sequence[Match],
    doubts: Sequence[Match],
    differences: DifferenceFinder,
) -> Fact:
    members = tuple(claims[position] for position in group.members)
    # A doubt is a doubt of two facts; on what its claims differ is told once, with the first, and only if explained.
    members_at = set(group.members)
    own = [doubt for doubt in doubts if doubt.a in members_at]
    found = [difference for match in surest(held) for difference in differences(claims, match)]
    if len(own) <= COMPARED_WHOLE:
        found += [difference for match in own for difference in differences(claims, match) if difference.explanation]
    clashes = tuple(difference for difference in found if not difference.explanation)
    explained = tuple(difference for difference in found if difference.explanation)
    several = len({claim.source for claim in members}) > 1
    status = Status.CONFLICTING if clashes else Status.SHARED if several else Status.UNIQUE
    return Fact(name, status, members, group.probability, tuple(held), tuple(doubts), clashes, explained)
