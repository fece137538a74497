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

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.model import Claim, Conflict, Fact, Match, Status

DifferenceFinder = Callable[[Sequence[Claim], Match], Sequence[Conflict]]
Pair = tuple[int, int]
# One match of this probability is enough for a claim to join a fact, whatever it has in common with the other tellings.
SURE = 0.75
# The mean from which two groups that are facts already are one: facts told side by side resemble each other.
ONE_FACT = 0.85
# Below this a fact is listed after the surer ones: of those above, four in five are right.
LIKELY = 0.6


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


@dataclass
class _Group:
    """The positions of the claims that are joined so far, and the least probability that was needed for it."""

    members: list[int]
    probability: float = 1.0


def _groups(claims: Sequence[Claim], pairs: Sequence[Match], match_from: float) -> list[_Group]:
    """Join the claims of each fact, by average linkage over claims of different sources."""
    likely: dict[Pair, float] = {(pair.a, pair.b): pair.probability for pair in pairs}
    group_of = {position: _Group([position]) for position in range(len(claims))}
    for pair in sorted(_matches(pairs, match_from), key=lambda m: (-m.probability, _texts(claims, m))):
        left, right = group_of[pair.a], group_of[pair.b]
        if left is not right and _joins(claims, left.members, right.members, pair, likely, match_from):
            left.members = sorted(left.members + right.members)
            left.probability = min(left.probability, right.probability, pair.probability)
            group_of.update(dict.fromkeys(right.members, left))
    return list({id(group): group for group in group_of.values()}.values())


def _matches(pairs: Iterable[Match], match_from: float) -> list[Match]:
    return [pair for pair in pairs if pair.probability >= match_from]


def _texts(claims: Sequence[Claim], match: Match) -> list[str]:
    """Return what breaks ties between equal probabilities, whichever article comes first."""
    return sorted((claims[match.a].text, claims[match.b].text))


def _joins(
    claims: Sequence[Claim],
    left: list[int],
    right: list[int],
    pair: Match,
    likely: Mapping[Pair, float],
    match_from: float,
) -> bool:
    """Tell whether the groups that `pair` links are one fact.

    Two groups of several sources each are two facts already, and stay two unless nearly all their claims match.
    """
    linkage = _linkage(claims, left, right, likely)
    if all(len({claims[position].source for position in group}) > 1 for group in (left, right)):
        return linkage >= ONE_FACT
    return linkage >= match_from or pair.probability >= SURE


def _linkage(claims: Sequence[Claim], left: list[int], right: list[int], likely: Mapping[Pair, float]) -> float:
    """Return the mean probability of the pairs of claims of different sources between two groups."""
    across = [
        likely.get((min(a, b), max(a, b)), 0.0) for a in left for b in right if claims[a].source != claims[b].source
    ]
    return sum(across) / len(across)


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


def _fact(
    name: str,
    claims: Sequence[Claim],
    group: _Group,
    held: Sequence[Match],
    doubts: Sequence[Match],
    differences: DifferenceFinder,
) -> Fact:
    members = tuple(claims[position] for position in group.members)
    found = [difference for match in held for difference in differences(claims, match)]
    clashes = tuple(difference for difference in found if not difference.explanation)
    explained = tuple(difference for difference in found if difference.explanation)
    several = len({claim.source for claim in members}) > 1
    status = Status.CONFLICTING if clashes else Status.SHARED if several else Status.UNIQUE
    return Fact(name, status, members, group.probability, tuple(held), tuple(doubts), clashes, explained)
