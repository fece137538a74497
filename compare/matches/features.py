"""What the scorer looks at in a pair of claims: a few numbers that a reader can be told.

Every feature is symmetric: it is the same whichever article comes first. `FEATURES` names them in the order of the last
axis of `Described.features`; `compare/matches/data/scorer.json` holds a weight for each. Where the user gives a
sentence-embedding model, those of `compare.matches.semantic` follow and ``data/scorer_semantic.json`` has the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from compare.matches.aliases import aliases
from compare.matches.meaning import Meaning
from compare.matches.semantic import Encoder
from compare.matches.similarity import Matrix, TermSpace, character_cosine, wording_containment
from compare.model import Claim, WordKind

FEATURES = (
    "terms",  # cosine of term vectors
    "characters",  # cosine of character n-gram vectors
    "shared weight",  # logarithm of the weight of all shared terms: how much there is to go by
    "containment",  # share of the weight of either claim that the other holds: one outlet may say half as much
    "shared content",  # logarithms of the weight of shared words, names, numbers …
    "shared names",
    "shared numbers",
    "rivals",  # how many other claims come closer to either than they to each other, by characters, minus a logarithm
    "related",  # containment, lesser and greater, where related words count as well
    "related in one",
    "wording",  # containment of the words as they are printed, those of grammar too, lesser and greater
    "wording in one",
    "meaning",  # cosine of the mean word vectors
    "context",  # cosine of term vectors that have half of those of the sentences around added
    "neighbours",  # likeness of one claim with the sentences next to the other
    "leads",  # both are among the first two statements of their articles
    "distance",  # how far apart they stand, as a share of the article
)


_KINDS = (WordKind.CONTENT, WordKind.NAME, WordKind.NUMBER)


class Described(NamedTuple):
    """Every pair of two articles' claims: `features`, n × m × their number, and what they were made from."""

    features: Matrix
    space: TermSpace
    meaning: Meaning


def describe(claims_a: Sequence[Claim], claims_b: Sequence[Claim], encoder: Encoder | None = None) -> Described:
    """Return the features of each pair of claims, in the order of FEATURES, with the space they are measured in.

    With an `encoder`, those of SEMANTIC_FEATURES follow.
    """
    space = TermSpace.of(claims_a, claims_b)
    meaning = Meaning.of(space, aliases([*claims_a, *claims_b]))
    terms = space.cosine()
    texts = [c.text for c in claims_a], [c.text for c in claims_b]
    characters = character_cosine(*texts)
    wording = wording_containment(*texts)
    related = meaning.containment(space)
    shared, all_a, all_b = space.shared()
    in_a, in_b = shared / np.maximum(all_a, 1e-9), shared / np.maximum(all_b, 1e-9)
    columns = [
        terms,
        characters,
        np.log1p(shared),
        np.maximum(in_a, in_b),
        *(_of_kind(space, kind, [*claims_a, *claims_b]) for kind in _KINDS),
        _rivals(characters),
        np.minimum(*related),
        np.maximum(*related),
        np.minimum(*wording),
        np.maximum(*wording),
        meaning.cosine(space),
        space.cosine(context=0.5),
        _neighbours(terms, claims_a, claims_b),
        _leads(*terms.shape),
        _distance(*terms.shape),
    ]
    found = np.stack(columns, axis=-1)
    if encoder is not None:
        found = np.concatenate([found, encoder.features(*texts)], axis=-1)
    return Described(found, space, meaning)


def _of_kind(space: TermSpace, kind: WordKind, claims: Sequence[Claim]) -> Matrix:
    """Return the logarithm of the weight of what is shared of one kind of words; a name anywhere is always a name."""
    of_kind = _terms(claims, kind)
    if kind is WordKind.CONTENT:
        of_kind -= _terms(claims, WordKind.NAME)
    shared, _, _ = space.shared(of_kind)
    return np.log1p(shared)


def _terms(claims: Sequence[Claim], kind: WordKind) -> set[str]:
    return {word.term for claim in claims for word in claim.words if word.kind is kind}


def _rivals(likeness: Matrix) -> Matrix:
    """Return minus the logarithm of how many in the row, and in the column, come closer."""
    return -np.log1p(_closer(likeness)) - np.log1p(_closer(likeness.T).T)


def _closer(likeness: Matrix) -> Matrix:
    """Return for each cell how many cells of its row are greater, in n log n of the row's length."""
    width = likeness.shape[1]
    return np.array([width - np.searchsorted(np.sort(row), row, side="right") for row in likeness], dtype=float)


def _neighbours(likeness: Matrix, claims_a: Sequence[Claim], claims_b: Sequence[Claim]) -> Matrix:
    """Return the likeness of the best pair made of one of the two claims and a sentence next to the other."""
    ring = np.pad(likeness, ((0, 1), (0, 1)))  # a last row and column of zeros stand for what is not there
    (before_a, after_a), (before_b, after_b) = _next_to(claims_a), _next_to(claims_b)
    rows, columns = ring[:, :-1], ring[:-1, :]
    beside_a = np.maximum(rows[before_a], rows[after_a])
    return np.maximum(beside_a, np.maximum(columns[:, before_b], columns[:, after_b]))


def _next_to(claims: Sequence[Claim]) -> tuple[list[int], list[int]]:
    """Return for each claim the positions of the claims before and after it that are no part of its sentence, or -1."""

    def nearest(k: int, step: int) -> int:
        other = k + step
        while (
            0 <= other < len(claims)
            and claims[k].sentence != claims[k].span
            and claims[other].sentence == claims[k].sentence
        ):
            other += step
        return other if other < len(claims) else -1

    return [nearest(k, -1) for k in range(len(claims))], [nearest(k, 1) for k in range(len(claims))]


def _leads(n: int, m: int) -> Matrix:
    return ((np.arange(n) < 2)[:, None] & (np.arange(m) < 2)[None, :]).astype(float)


def _distance(n: int, m: int) -> Matrix:
    return np.abs(np.linspace(0, 1, n)[:, None] - np.linspace(0, 1, m)[None, :])
