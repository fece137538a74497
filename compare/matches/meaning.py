"""Related words: what two claims have in common where they share no term.

    bbc    "*China* also *claims* …"         scmp   "… amid *allegations* by *Beijing* …"

A table beside this module holds vectors of the 6,000 commonest English terms (its head says where they are from). Two
terms are related by how far the cosine of their vectors exceeds `UNRELATED`, so that China and Beijing, claim and
allegation are, while shrine and budget are not; nor are improving and thawed: the table knows words, not what is meant
by them. Names that the table does not hold are related to themselves, and to what the story itself calls them
(`compare.matches.aliases`). Relations are few, so everything stays sparse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from scipy import sparse

from compare.matches.aliases import Alias
from compare.matches.similarity import Matrix, TermSpace

# The cosine up to which two terms count as unrelated. Between 0.5 and 0.6 alignment is the same.
UNRELATED = 0.6
_NOTHING = 1e-9  # what is left of a vector by rounding alone


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
        known = [k for k, term in enumerate(space.terms) if term in rows]
        vectors = np.zeros((len(space.terms), table.shape[1]))
        vectors[known] = table[[rows[space.terms[k]] for k in known]]
        cosines = vectors[known] @ vectors[known].T
        a, b = np.nonzero(cosines > UNRELATED)
        related = (cosines[a, b] - UNRELATED) / (1 - UNRELATED)
        known_at = np.array(known, dtype=int)
        relations = sparse.csr_matrix((related, (known_at[a], known_at[b])), shape=(len(space.terms),) * 2)
        relations = relations.tolil()
        relations.setdiag(1.0)
        at = {term: k for k, term in enumerate(space.terms)}
        for one, other, share in aliases:
            if one in at and other in at:
                relations[at[one], at[other]] = relations[at[other], at[one]] = share
        return cls(vectors, relations.tocsr())

    def containment(self, space: TermSpace) -> tuple[Matrix, Matrix]:
        """Return how much of the weight of each claim of either side a claim of the other is related to, n × m each."""
        weight_a, weight_b = (side.multiply(space.weight).tocsr() for side in (space.a, space.b))
        covered_a, covered_b = self._covered(space.a), self._covered(space.b)
        in_b = _shares(weight_a @ covered_b.T, weight_a)
        in_a = _shares(weight_b @ covered_a.T, weight_b)
        return in_b, in_a.T

    def cosine(self, space: TermSpace) -> Matrix:
        """Return the cosine of the claims' mean vectors, less what is common to the whole story, n × m, -1 to 1."""
        means = np.vstack([side.multiply(space.weight).tocsr() @ self.vectors for side in (space.a, space.b)])
        means -= means.mean(axis=0)
        norms = np.linalg.norm(means, axis=1, keepdims=True)
        means /= np.where(norms > _NOTHING, norms, np.inf)
        n = space.a.shape[0]
        cosine: Matrix = means[:n] @ means[n:].T
        return cosine

    def _covered(self, side: sparse.csr_matrix) -> sparse.csr_matrix:
        """Return how far each term is related to some term of each claim, claims × terms, 0 to 1."""
        covered = ((side > 0).astype(float) @ self.relations).tocsr()
        covered.data = np.minimum(covered.data, 1.0)
        return covered


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


def _shares(weights: sparse.csr_matrix, of: sparse.csr_matrix) -> Matrix:
    whole = np.maximum(np.asarray(of.sum(axis=1)).reshape(-1, 1), 1e-9)
    shares: Matrix = np.asarray(weights.todense()) / whole
    return shares
