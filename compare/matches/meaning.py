"""Related words: what two claims have in common where they share no term.

    bbc    "*China* also *claims* …"         scmp   "… amid *allegations* by *Beijing* …"

A table beside this module holds vectors of the 6,000 commonest English terms (its head says where they are from). Two
terms are related by how far the cosine of their vectors exceeds `UNRELATED`, so that China and Beijing, claim and
allegation are, while shrine and budget are not; nor are improving and thawed: the table knows words, not what is meant
by them. Names that the table does not hold are related to themselves, and to what the story itself calls them
(`compare.matches.aliases`). Relations are few, so everything stays sparse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compare.matches.aliases import Alias
from compare.matches.similarity import Matrix, TermSpace

# The cosine up to which two terms count as unrelated. Between 0.5 and 0.6 alignment is the same.
UNRELATED = 0.6
_NOTHING = 1e-9  # what is left of a vector by rounding alone
_TOGETHER = 500  # terms that are compared with all others at once

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Meaning:
    """The terms of a `TermSpace` as vectors, terms × dimensions (zero for those unknown), and their relations.

    `relations` is terms × terms, 0 to 1, 1 on the diagonal.
    """

    vectors: Matrix
    relations: sparse.csr_matrix

    @classmethod
    def of(cls, space: TermSpace, aliases: Iterable[Alias] = ()) -> Meaning:
        """Look up the terms of a space. The terms of `aliases` are related in this story, whatever the table says."""
        rows, table = _table()
        known = np.array([k for k, term in enumerate(space.terms) if term in rows], dtype=int)
        vectors = np.zeros((len(space.terms), table.shape[1]))
        vectors[known] = table[[rows[space.terms[k]] for k in known]]
        return cls(vectors, _relations(space.terms, vectors, known, aliases))

    def means(self, space: TermSpace) -> Matrix:
        """Return the mean vector of each claim, less what is common to the whole story: products are cosines."""
        means: Matrix = space.weighted() @ self.vectors
        means -= means.mean(axis=0)
        norms = np.linalg.norm(means, axis=1, keepdims=True)
        means /= np.where(norms > _NOTHING, norms, np.inf)
        return means

    def covered(self, space: TermSpace) -> sparse.csr_matrix:
        """Return how far each term is related to some term of each claim, claims × terms, 0 to 1.

        Its product with the weighted terms of another claim is how much of that one's weight is told here.
        """
        covered = ((space.held > 0).astype(float) @ self.relations).tocsr()
        covered.data = np.minimum(covered.data, 1.0)
        return covered


def _relations(terms: Sequence[str], vectors: Matrix, known: Rows, aliases: Iterable[Alias]) -> sparse.csr_matrix:
    """Return how related the terms are, by their vectors where they are `known`, or as aliases."""
    one, other, share = [np.arange(len(terms))], [np.arange(len(terms))], [np.ones(len(terms))]
    for start in range(0, len(known), _TOGETHER):
        some = known[start : start + _TOGETHER]
        cosines = vectors[some] @ vectors[known].T
        a, b = np.nonzero(cosines > UNRELATED)
        apart = some[a] != known[b]
        one.append(some[a][apart])
        other.append(known[b][apart])
        share.append((cosines[a, b][apart] - UNRELATED) / (1 - UNRELATED))
    relations = _square(np.concatenate(share), np.concatenate(one), np.concatenate(other), len(terms))
    named = _named(terms, aliases)
    if named:
        pairs, shares = np.array(list(named)), np.array(list(named.values()))
        as_aliases = _square(shares, pairs[:, 0], pairs[:, 1], len(terms))
        relations = relations - relations.multiply(as_aliases > 0) + as_aliases
    return relations.tocsr()


def _named(terms: Sequence[str], aliases: Iterable[Alias]) -> dict[tuple[int, int], float]:
    """Return the positions of the terms of aliases, both ways, with how much of the name either is."""
    at = {term: k for k, term in enumerate(terms)}
    named: dict[tuple[int, int], float] = {}
    for one, other, share in aliases:
        if one in at and other in at:
            for pair in ((at[one], at[other]), (at[other], at[one])):
                named[pair] = max(share, named.get(pair, 0.0))
    return named


def _square(values: Matrix, rows: Rows, columns: Rows, size: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, size))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], Matrix]:
    """Return the row of each term, and the vectors, of length 1."""
    data = files("compare.matches").joinpath("data")
    names = data.joinpath("meaning_en.txt").read_text("utf-8").splitlines()
    terms = [name for name in names if not name.startswith("#")]
    with as_file(data.joinpath("meaning_en.npy")) as path:
        stored = np.load(path, allow_pickle=False)
    vectors = stored / np.linalg.norm(stored.astype(float), axis=1, keepdims=True)
    return {term: row for row, term in enumerate(terms)}, vectors
