"""The TF-IDF similarity module: how much the claims of two articles have in common, each claim with each.

    bbc    "China also claims Japan has failed to adequately atone for aggression in World War Two."
    scmp   "... allegations by Beijing that the Japanese government has not fully atoned for crimes ..."

What counts is not how many words two claims share but how telling these are, and that has two sides. A term that stands in
every third sentence of the *story* tells nothing (Japan, talks); a term that stands in every third article of the *news*
tells little either (year, first). The weight of a term is therefore the geometric mean of two logarithms: its inverse
document frequency among the sentences of the two articles, and its rarity in English news at large (`Word.rarity`).
Here "atone" alone outweighs all that the two sentences do not share. Character n-grams catch what stems do not
(atone, atonement; Senkaku, Senkakus).

All matrices are sparse and come from scikit-learn's vectorisers; each function answers for all pairs at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from compare.model import Claim, WordKind

Matrix = NDArray[np.float64]


def telling_terms(claim: Claim) -> list[str]:
    """Return the terms of a claim but those of mere grammar."""
    return [word.term for word in claim.words if word.kind is not WordKind.FUNCTION]


@dataclass(frozen=True)
class TermSpace:
    """The terms of two articles: which claim holds which, and what each weighs.

    `a` and `b` are 0/1 matrices, claims × terms. `frequency_weight` is the inverse document frequency in the story,
    `weight` its geometric mean with the rarity in the news.
    """

    terms: tuple[str, ...]
    a: sparse.csr_matrix
    b: sparse.csr_matrix
    frequency_weight: Matrix
    weight: Matrix

    @classmethod
    def of(cls, claims_a: Sequence[Claim], claims_b: Sequence[Claim]) -> TermSpace:
        """Build the space of two articles' claims."""
        claims = [*claims_a, *claims_b]
        vectoriser = CountVectorizer(analyzer=telling_terms, binary=True, dtype=np.float64)
        try:
            held = vectoriser.fit_transform(claims)
        except ValueError:  # scikit-learn's answer to texts without a single term
            nothing = np.zeros(0)
            return cls((), _empty(len(claims_a)), _empty(len(claims_b)), nothing, nothing)
        terms = tuple(vectoriser.get_feature_names_out())
        rarity = {word.term: word.rarity for claim in claims for word in claim.words}
        frequency_weight = np.log((len(claims) + 1) / np.asarray(held.sum(axis=0)).ravel())
        weight = np.sqrt(frequency_weight * np.array([rarity[term] for term in terms]))
        return cls(terms, held[: len(claims_a)], held[len(claims_a) :], frequency_weight, weight)

    def shared(self, only: Collection[str] | None = None) -> tuple[Matrix, Matrix, Matrix]:
        """Return the weight of the terms that claims share, and of all those of each claim.

        Shapes n × m, n × 1, 1 × m. `only` restricts all three to these terms.
        """
        weight = self.weight if only is None else self.weight * np.isin(self.terms, list(only))
        weighted = self.a.multiply(weight).tocsr()
        shared = np.asarray((weighted @ self.b.T).todense())
        return shared, np.asarray(weighted.sum(axis=1)).reshape(-1, 1), (self.b @ weight).reshape(1, -1)

    def cosine(self) -> Matrix:
        """Return the cosine of the claims' vectors weighted by inverse document frequency, n × m, 0 to 1."""
        a, b = (_unit_rows(side.multiply(self.frequency_weight).tocsr()) for side in (self.a, self.b))
        return np.asarray((a @ b.T).todense())


def character_cosine(texts_a: Sequence[str], texts_b: Sequence[str]) -> Matrix:
    """Return the cosine of TF-IDF vectors of character 3- to 5-grams inside words, n × m, 0 to 1."""
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = vectoriser.fit_transform([" ".join(text.split()) for text in (*texts_a, *texts_b)])
    return np.asarray((vectors[: len(texts_a)] @ vectors[len(texts_a) :].T).todense())


def _empty(rows: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((rows, 0))


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(norms > 0, norms, 1)) @ matrix
