"""The TF-IDF similarity module: how much the claims of a story have in common, each claim with each.

    bbc    "China also claims Japan has failed to adequately atone for aggression in World War Two."
    scmp   "... allegations by Beijing that the Japanese government has not fully atoned for crimes ..."

What counts is not how many words two claims share but how telling these are, and that has two sides. A term that stands
in every third sentence of the *story* tells nothing (Japan, talks); a term that stands in every third article of the
*news* tells little either (year, first). The weight of a term is therefore the geometric mean of two logarithms: its
inverse document frequency among the sentences of all articles of the story, and its rarity in English news at large
(`Word.rarity`). Here "atone" carries more than any other word. A name is one thing said, however
many words it has: "Prime Minister Shinzo Abe" counts as much as "Abe". Character n-grams catch what stems do not
(atone, atonement; Senkaku, Senkakus).

A story is one space, of two articles or of two hundred: each claim is one row of each matrix, computed once, and any
two rows are compared by their product. The matrices are sparse; `product` multiplies some rows with some others, so
that never more of the claims × claims is held than was asked for. The terms of a claim become a matrix by
scikit-learn's `DictVectorizer`, counts become weights by its `TfidfTransformer`; words and n-grams are counted here,
n-grams once a word and not once a sentence, in a fifth of the time of a vectoriser that reads all texts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer

from compare.model import Claim, Word, WordKind

Matrix = NDArray[np.float64]
_LONGEST = 5_000  # characters of a claim that its n-grams are made of; all those of a text without stops fill gigabytes
_LEAST_RARITY = 0.1  # so that a word that every article holds weighs little, and not nothing
_GAP_IN_NAME = 2  # characters between two words of one name: a space, or a full stop and a space ("J. Smith")
_GRAMS = (3, 4, 5)
_WORD = re.compile(r"\w+")
_TOGETHER = 64  # rows that `product` holds as a dense matrix: those of most articles, and few megabytes of any


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
    """The terms of a story: which claim holds which, and what each weighs.

    `held` is a matrix claims × terms of what `telling_terms` gives. `frequency_weight` is the inverse document
    frequency in the story, `weight` its geometric mean with the rarity in the news.
    """

    terms: tuple[str, ...]
    held: sparse.csr_matrix
    frequency_weight: Matrix
    weight: Matrix

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> TermSpace:
        """Build the space of the claims of a story, those of all its articles."""
        vectoriser = DictVectorizer()
        held = vectoriser.fit_transform([telling_terms(claim) for claim in claims]).tocsr()
        terms = tuple(vectoriser.get_feature_names_out())
        rarity = {word.term: word.rarity for claim in claims for word in claim.words}
        frequency_weight = np.log((len(claims) + 1) / np.asarray((held > 0).sum(axis=0)).ravel())
        weight = np.sqrt(frequency_weight * np.array([max(rarity[term], _LEAST_RARITY) for term in terms]))
        return cls(terms, held, frequency_weight, weight)

    def weighted(self) -> sparse.csr_matrix:
        """Return the weight of each term in each claim; its product with `held` is the weight of what two share."""
        return scaled_columns(self.held, self.weight)

    def vectors(self, context: float = 0.0, starts: Sequence[int] = (0,)) -> sparse.csr_matrix:
        """Return the claims' vectors of length 1, weighted by inverse document frequency: products are cosines.

        With `context`, each vector has that share of those of the claims before and after it added; `starts` are the
        positions at which articles begin.
        """
        return unit_rows(_in_context(scaled_columns(self.held, self.frequency_weight), context, starts))


def character_vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return TF-IDF vectors of length 1 of the character 3- to 5-grams inside words, texts × n-grams."""
    words, of_texts = _counted(" ".join(text.split())[:_LONGEST].lower().split() for text in texts)
    _, of_words = _counted(map(_grams, words))
    return TfidfTransformer(sublinear_tf=True).fit_transform(of_texts @ of_words)


def wording(texts: Sequence[str]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return which words each text holds as they are printed, texts × words, and the same weighted.

    Words of grammar count too, each by its inverse document frequency in the story: "over the islands that", "hoped
    that the talks would". What terms leave out tells who has the same sentence.
    """
    _, held = _counted(set(_WORD.findall(text)) for text in texts)
    return held, scaled_columns(held, np.log((len(texts) + 1) / np.bincount(held.indices, minlength=held.shape[1])))


def product(one: sparse.csr_matrix, other: sparse.csr_matrix, rows: slice, columns: slice) -> Matrix:
    """Return the products of `rows` of `one` with rows `columns` of `other`, dense.

    Some rows are made dense at a time: the work is then that of the numbers in `one` whatever the two have in common,
    where a product of two sparse matrices takes many times as long for n-grams that half of the claims hold.
    """
    ends = one.indptr[rows.start], one.indptr[rows.stop]
    left = sparse.csr_matrix(  # a view: slicing would copy
        (one.data[slice(*ends)], one.indices[slice(*ends)], one.indptr[rows.start : rows.stop + 1] - ends[0]),
        shape=(rows.stop - rows.start, one.shape[1]),
    )
    parts = [slice(k, min(k + _TOGETHER, columns.stop)) for k in range(columns.start, columns.stop, _TOGETHER)]
    found = [left @ other[part].T.toarray() for part in parts or [columns]]
    return found[0] if len(found) == 1 else np.concatenate(found, axis=1)


def scaled_columns(matrix: sparse.csr_matrix, by: Matrix) -> sparse.csr_matrix:
    """Return the matrix with each column multiplied by its number of `by`."""
    return sparse.csr_matrix((matrix.data * by[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)


def row_sums(matrix: sparse.csr_matrix) -> Matrix:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1)).ravel()


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix with each row scaled to length 1; rows of zeros stay."""
    norms = np.sqrt(row_sums(matrix.multiply(matrix)))
    return sparse.diags(1 / np.where(norms > 0, norms, 1)).tocsr() @ matrix


def _in_context(side: sparse.csr_matrix, share: float, starts: Sequence[int]) -> sparse.csr_matrix:
    """Return each row with `share` of the row before and of the row after it in its article added."""
    n = side.shape[0]
    if not share or n < 2:
        return side
    touching = np.ones(n - 1)
    touching[[start - 1 for start in starts if 0 < start < n]] = 0
    beside = sparse.diags([touching, touching], [-1, 1])
    return (side + share * (beside @ side)).tocsr()


def _counted(lists: Iterable[Iterable[str]]) -> tuple[list[str], sparse.csr_matrix]:
    """Return the distinct strings, in order of appearance, and how often each of the lists holds each of them."""
    column: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for strings in lists:
        columns += [column.setdefault(string, len(column)) for string in strings]
        ends.append(len(columns))
    counts = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(column)))
    counts.sum_duplicates()
    return list(column), counts


def _grams(word: str) -> list[str]:
    """Return the n-grams of a word with a space on either side."""
    padded = f" {word} "
    return [padded[k : k + n] for n in _GRAMS for k in range(len(padded) - n + 1)]
