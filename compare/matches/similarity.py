"""The TF-IDF similarity module: how much the claims of two articles have in common, each claim with each.

    bbc    "China also claims Japan has failed to adequately atone for aggression in World War Two."
    scmp   "... allegations by Beijing that the Japanese government has not fully atoned for crimes ..."

What counts is not how many words two claims share but how telling these are, and that has two sides. A term that stands
in every third sentence of the *story* tells nothing (Japan, talks); a term that stands in every third article of the
*news* tells little either (year, first). The weight of a term is therefore the geometric mean of two logarithms: its
inverse document frequency among the sentences of the two articles, and its rarity in English news at large
(`Word.rarity`). Here "atone" carries more than any other word. A name is one thing said, however
many words it has: "Prime Minister Shinzo Abe" counts as much as "Abe". Character n-grams catch what stems do not
(atone, atonement; Senkaku, Senkakus).

All matrices are sparse and come from scikit-learn's vectorisers; each function answers for all pairs at once.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from compare.model import Claim, Word, WordKind

Matrix = NDArray[np.float64]
_LONGEST = 5_000  # characters of a claim that its n-grams are made of; all those of a text without stops fill gigabytes
_LEAST_RARITY = 0.1  # so that a word that every article holds weighs little, and not nothing
_GAP_IN_NAME = 2  # characters between two words of one name: a space, or a full stop and a space ("J. Smith")


def telling_terms(claim: Claim) -> dict[str, float]:
    """Return the terms of a claim but those of mere grammar, each with its part in the name it belongs to, 0 to 1.

    The parts of a name are such that it has the norm of its rarest word alone: a title or first name adds no weight.
    """
    parts: dict[str, float] = {}
    for run in _runs(claim.words):
        rarities = [max(word.rarity, _LEAST_RARITY) for word in run]
        part = max(rarities) / math.hypot(*rarities)
        for word in run:
            if word.kind is not WordKind.FUNCTION:
                parts[word.term] = max(parts.get(word.term, 0.0), part)
    return parts


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words, those of one name together: "Prime Minister Shinzo Abe" is one run, any other word its own."""
    runs: list[list[Word]] = []
    for word in words:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and before.kind is word.kind is WordKind.NAME
            and word.span.start - before.span.end <= _GAP_IN_NAME
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


@dataclass(frozen=True)
class TermSpace:
    """The terms of two articles: which claim holds which, and what each weighs.

    `a` and `b` are matrices claims × terms that hold what `telling_terms` gives. `frequency_weight` is the inverse
    document frequency in the story, `weight` its geometric mean with the rarity in the news.
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
        vectoriser = DictVectorizer()
        held = vectoriser.fit_transform([telling_terms(claim) for claim in claims]).tocsr()
        terms = tuple(vectoriser.get_feature_names_out())
        rarity = {word.term: word.rarity for claim in claims for word in claim.words}
        frequency_weight = np.log((len(claims) + 1) / np.asarray((held > 0).sum(axis=0)).ravel())
        weight = np.sqrt(frequency_weight * np.array([max(rarity[term], _LEAST_RARITY) for term in terms]))
        return cls(terms, held[: len(claims_a)], held[len(claims_a) :], frequency_weight, weight)

    def shared(self, only: Collection[str] | None = None) -> tuple[Matrix, Matrix, Matrix]:
        """Return the weight of the terms that claims share, and of all those of each claim.

        Shapes n × m, n × 1, 1 × m. `only` restricts all three to these terms.
        """
        weight = self.weight
        if only is not None:  # not np.isin: it makes all strings as long as the longest, gigabytes for one odd word
            chosen = frozenset(only)
            weight = weight * np.array([term in chosen for term in self.terms])
        weighted = self.a.multiply(weight).tocsr()
        shared = np.asarray((weighted @ self.b.T).todense())
        return shared, np.asarray(weighted.sum(axis=1)).reshape(-1, 1), (self.b @ weight).reshape(1, -1)

    def cosine(self, context: float = 0.0) -> Matrix:
        """Return the cosine of the claims' vectors weighted by inverse document frequency, n × m, 0 to 1.

        With `context`, each vector has that share of those of the claims before and after it added.
        """
        sides = (side.multiply(self.frequency_weight).tocsr() for side in (self.a, self.b))
        a, b = (unit_rows(_in_context(side, context)) for side in sides)
        return np.asarray((a @ b.T).todense())


def character_cosine(texts_a: Sequence[str], texts_b: Sequence[str]) -> Matrix:
    """Return the cosine of TF-IDF vectors of character 3- to 5-grams inside words, n × m, 0 to 1."""
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    vectors = vectoriser.fit_transform([" ".join(text.split())[:_LONGEST] for text in (*texts_a, *texts_b)])
    return np.asarray((vectors[: len(texts_a)] @ vectors[len(texts_a) :].T).todense())


def wording_containment(texts_a: Sequence[str], texts_b: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Return how much of the wording of each text of either side a text of the other holds, n × m each, 0 to 1.

    Here words count as they are printed, those of grammar too, each by its inverse document frequency in the story:
    "over the islands that", "hoped that the talks would". What terms leave out tells who has the same sentence.
    """
    held = CountVectorizer(binary=True, lowercase=False, token_pattern=r"\w+").fit_transform([*texts_a, *texts_b])
    weight = np.log((held.shape[0] + 1) / np.asarray(held.sum(axis=0)).ravel())
    weighted = held.multiply(weight).tocsr()
    n = len(texts_a)
    shared = np.asarray((weighted[:n] @ held[n:].T).todense())
    whole = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), _LEAST_RARITY)
    return shared / whole[:n, None], shared / whole[None, n:]


def _in_context(side: sparse.csr_matrix, share: float) -> sparse.csr_matrix:
    """Return each row with `share` of the row before and of the row after it added."""
    n = side.shape[0]
    if not share or n < 2:
        return side
    beside = sparse.diags([np.ones(n - 1), np.ones(n - 1)], [-1, 1])
    return (side + share * (beside @ side)).tocsr()


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with each row scaled to length 1; rows of zeros stay."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(norms > 0, norms, 1)) @ matrix
