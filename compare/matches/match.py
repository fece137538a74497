"""Which claims of two articles state the same fact: one decision over the whole pair of articles.

Every claim of one article is scored with every claim of the other, each score knowing its rivals and its neighbours
(see `compare.matches.features`). What reaches `match_from` is a match, so that a claim can have several partners where
the other outlet splits what this one joins; what only reaches `doubt_from` is a doubt, shown to the user as such.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.errors import CompareError
from compare.matches.features import describe
from compare.matches.scorer import common_terms, evidence, shipped_scorer
from compare.matches.semantic import Encoder
from compare.matches.similarity import telling_terms
from compare.model import Claim, Evidence, Match

# All pairs are held at once: 4 million of them take about 1 GB.
MOST_PAIRS = 4_000_000


def matches(
    claims_a: Sequence[Claim],
    claims_b: Sequence[Claim],
    least: float,
    *,
    explained: bool = True,
    encoder: Encoder | None = None,
) -> list[Match]:
    """Return the pairs whose probability is at least `least`, by position, in reading order of `claims_a`.

    Each has its evidence where they are to be `explained`. An `encoder` adds what sentences mean. Raises `CompareError`
    where the two have too many claims to compare each with each.
    """
    if len(claims_a) * len(claims_b) > MOST_PAIRS:
        raise CompareError(
            f"{claims_a[0].source} and {claims_b[0].source} have {len(claims_a):,} and {len(claims_b):,} sentences, "
            f"more than can be compared each with each ({MOST_PAIRS:,} pairs); cut the longer one"
        )
    if not any(map(telling_terms, claims_a)) or not any(map(telling_terms, claims_b)):
        return []
    scorer = shipped_scorer(semantic=encoder is not None)
    of_pairs, space, meaning = describe(claims_a, claims_b, encoder)
    probabilities = scorer.probabilities(of_pairs)
    found = []
    for a, b in np.argwhere(probabilities >= least).tolist():
        why: tuple[Evidence, ...] = ()
        if explained:
            common = common_terms(space, meaning, a, b)
            why = evidence(claims_a[a], claims_b[b], common, scorer.contributions(of_pairs[a, b]))
        found.append(Match(a, b, round(float(probabilities[a, b]), 6), why))
    return found
