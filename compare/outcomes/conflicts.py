"""Where two claims that state the same fact disagree on a detail, and what explains it where they do not.

    "The crash killed 15 people."      number: 15 people, 19 people
    "The crash killed 19 people."

`RULES` is the list of the rules, one function each: it takes two claims side by side (`Pair`) and yields what clashes,
with its reason and, where there is one, the explanation of the difference. How likely a careful reader is to call what
a rule found a contradiction was measured, for each rule, and is in `data/conflicts.json` with the figures behind it.
What is less likely than not is not called a conflict.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from compare.model import Claim, Conflict, ConflictKind, Match
from compare.outcomes.breaks import different_breaks
from compare.outcomes.dates import different_dates
from compare.outcomes.degree import different_degrees
from compare.outcomes.names import different_names, swapped_names
from compare.outcomes.negation import denials, opposites
from compare.outcomes.numbers import different_figures, different_numbers, different_units
from compare.outcomes.pairing import Clash, Pair
from compare.outcomes.speakers import different_speakers

# Below this a match is not sure enough to call its two sides to account for each other's details.
SURE = 0.5
# From this probability on, a difference that nothing explains is called a conflict.
CALLED = 0.5

EACH_ITS_OWN = "each may tell of its own day: the numbers differ too"

Rule = Callable[[Pair], Iterator[Clash]]
RULES: tuple[Rule, ...] = (
    different_numbers,
    different_figures,
    different_units,
    different_dates,
    swapped_names,
    different_names,
    denials,
    opposites,
    different_degrees,
    different_speakers,
    different_breaks,
)
# What these find is explained always, so that a match that is not sure will do.
EXPLAINING: tuple[Rule, ...] = (different_breaks,)


def differences(claims: Sequence[Claim], match: Match) -> list[Conflict]:
    """Return on what the two claims of `match` (positions in `claims`) differ.

    That is what is explained, and what is more likely a conflict than not. Where the match is not sure, only what is
    explained.
    """
    rules = RULES if match.probability >= SURE else EXPLAINING
    return found_in(Pair.of(claims[match.a], claims[match.b], claims), match.a, match.b, rules)


def found_in(pair: Pair, a: int, b: int, rules: Sequence[Rule] = RULES) -> list[Conflict]:
    """Return the same of two claims laid side by side, whose positions are `a` and `b`."""
    found = [(rule, clash) for rule in rules for clash in rule(pair)]
    several = {clash.kind for _, clash in found} >= {ConflictKind.NUMBER, ConflictKind.DATE}
    conflicts = [
        Conflict(
            clash.kind,
            a,
            b,
            clash.span_a,
            clash.span_b,
            clash.reason,
            round(probability(rule, clash.rest), 3),
            clash.explanation or (EACH_ITS_OWN if several and clash.kind is ConflictKind.DATE else ""),
        )
        for rule, clash in found
    ]
    return [found for found in conflicts if found.explanation or found.probability >= CALLED]


def probability(rule: Rule, rest: float) -> float:
    """Return how likely what `rule` found is a contradiction where the rest of the claims agrees so far, 0 to 1."""
    weights = _weights()
    return 1 / (1 + math.exp(-(weights[rule.__name__] + weights["rest"] * rest)))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    shipped = json.loads(files("compare.outcomes").joinpath("data/conflicts.json").read_text("utf-8"))
    weights: dict[str, float] = shipped["weights"]
    if set(weights) != {rule.__name__ for rule in RULES} | {"rest"}:
        raise AssertionError("conflicts.json was fitted to other rules; run benchmarks/train_conflicts.py")
    return weights
