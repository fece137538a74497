"""The facts at other limits, as few numbers as tell them, for a slider that recounts at once.

Facts are made by average linkage in Python; a page that followed the pairs by itself would come to other facts. So the
page is given what Python finds at each step, as the difference from the report's own facts. A fact is named by the
first of its claims, by position:

    claims          0   1   2   3   4
    at 50 %         0   1   0   3   1        0 and 2 are one fact, 1 and 4 another
    at 70 %         0   1   2   3   1        moved: 2 → 2

A difference of details is a conflict only where its two claims are one fact, so each step lists its conflicts too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compare.model import Claim, Conflict, Fact


@dataclass(frozen=True, slots=True)
class Step:
    """The facts from one limit on: which claims have another first claim than in the report, and the conflicts."""

    match_from: float
    moved: tuple[tuple[int, int], ...]
    conflicts: tuple[Conflict, ...]


def steps(claims: Sequence[Claim], own: Sequence[Fact], others: Mapping[float, Sequence[Fact]]) -> tuple[Step, ...]:
    """Return a step for each of `others`, the facts of the same `claims` by their limit; `own` are the report's."""
    home = leaders(claims, own)
    return tuple(
        Step(
            limit,
            tuple((k, leader) for k, leader in enumerate(leaders(claims, facts)) if leader != home[k]),
            tuple(conflict for fact in facts for conflict in fact.conflicts),
        )
        for limit, facts in sorted(others.items())
    )


def leaders(claims: Sequence[Claim], facts: Iterable[Fact]) -> list[int]:
    """Return for each of `claims` the position of the first claim of its fact."""
    at = {claim.id: position for position, claim in enumerate(claims)}
    found = [0] * len(claims)
    for fact in facts:
        members = [at[claim.id] for claim in fact.claims]
        for position in members:
            found[position] = min(members)
    return found
