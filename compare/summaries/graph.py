"""LexRank and TextRank as sumy defines them, on sparse matrices: the same scores, a hundred times sooner.

    sentence   words            neighbours (cosine of tf·idf > 0.1)      score
    a          talk tokyo       a b                                      by the power method on the graph
    b          talk hotline     a b c                                    of neighbours, each row
    c          hotline sea      b c                                      divided by their number

sumy (`sumy.summarizers.lex_rank`, `.text_rank`, 0.13) compares each pair of sentences word by word in Python. Here the
sentences are rows of a sparse matrix and the comparison is its product with its own transpose, in blocks of rows of
which only the links are kept. The definitions are sumy's, its deviations from the papers included:

* tf is the count over the largest count in the sentence, idf is log(N / (1 + n)), negative for a word in all sentences;
* the vector is scaled to length 1 at each step, and the steps end where it moves by no more than 0.1 (LexRank) or
  0.0001 (TextRank, whose vector is not scaled, and whose damping is divided by the number of sentences);
* TextRank's similarity is the number of pairs of equal words over the sum of the logarithms of the lengths.

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", JAIR 22, 2004; Mihalcea
and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004. `tests/summaries/test_graph.py` compares the scores with
sumy's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_THRESHOLD = 0.1
_LEXRANK_EPSILON = 0.1
_TEXTRANK_EPSILON = 1e-4
_DAMPING = 0.85
_NOT_ZERO = 1e-7  # sumy's guard against a division by zero
_CELLS = 4_000_000  # of a block of similarities, as if all were there

Scores = NDArray[np.float64]


def lexrank(sentences: Sequence[Sequence[str]]) -> Scores:
    """Return LexRank's score of each sentence, given as its words, stemmed and without stop words.

    All are NaN where no sentence has a neighbour, as in sumy.
    """
    count = len(sentences)
    if not count:
        return np.zeros(0)
    terms = _counts(sentences)
    largest = terms.max(axis=1).toarray().ravel()
    holding = np.bincount(terms.indices, minlength=terms.shape[1])
    terms.data = terms.data / np.repeat(np.maximum(largest, 1.0), np.diff(terms.indptr))
    terms.data *= np.log(count / (1 + holding))[terms.indices]
    norms = np.sqrt(np.asarray(terms.multiply(terms).sum(axis=1)).ravel())
    terms.data /= np.repeat(np.where(norms > 0, norms, 1.0), np.diff(terms.indptr))
    rows = [_linked(block) for block in _similarities(terms)]
    links = sparse.vstack(rows, format="csr")
    degrees = np.maximum(np.diff(links.indptr), 1)
    links.data = 1.0 / np.repeat(degrees, np.diff(links.indptr))
    flow = links.T.tocsr()
    scores, moved = np.full(count, 1.0 / count), 1.0
    with np.errstate(invalid="ignore"):
        while moved > _LEXRANK_EPSILON:
            following = flow @ scores
            following /= np.linalg.norm(following)
            moved = float(np.linalg.norm(following - scores))
            scores = following
    return scores


def textrank(sentences: Sequence[Sequence[str]]) -> Scores:
    """Return TextRank's score of each sentence, given as its words, stemmed and without stop words."""
    count = len(sentences)
    if not count:
        return np.zeros(0)
    sizes = np.array([len(sentence) for sentence in sentences], dtype=float)
    logs = np.log(np.maximum(sizes, 1.0))
    start, rows = 0, []
    for block in _similarities(_counts(sentences)):
        norm = np.repeat(logs[start : start + block.shape[0]], np.diff(block.indptr)) + logs[block.indices]
        block.data = np.where(norm > 0, block.data / np.where(norm > 0, norm, 1.0), block.data)
        rows.append(block)
        start += block.shape[0]
    weights = sparse.vstack(rows, format="csr")
    sums = np.asarray(weights.sum(axis=1)).ravel() + _NOT_ZERO
    weights.data *= np.repeat(_DAMPING / sums, np.diff(weights.indptr))
    flow = weights.T.tocsr()
    scores, moved = np.full(count, 1.0 / count), 1.0
    while moved > _TEXTRANK_EPSILON:
        following = flow @ scores + (1 - _DAMPING) / count * scores.sum()
        moved = float(np.linalg.norm(following - scores))
        scores = following
    return scores


def _counts(sentences: Sequence[Sequence[str]]) -> Any:
    """Return how often each word (column) stands in each sentence (row)."""
    columns: dict[str, int] = {}
    indices = [columns.setdefault(word, len(columns)) for sentence in sentences for word in sentence]
    starts = np.cumsum([0, *map(len, sentences)])
    shape = (len(sentences), max(len(columns), 1))
    counts = sparse.csr_array((np.ones(len(indices)), np.array(indices, dtype=np.int64), starts), shape=shape)
    counts.sum_duplicates()
    return counts


def _similarities(terms: Any) -> Iterator[Any]:
    """Return the products of each row with each, a block of rows at a time."""
    other = terms.T.tocsr()
    count = terms.shape[0]
    step = max(1, _CELLS // count)
    for start in range(0, count, step):
        yield (terms[start : start + step] @ other).tocsr()


def _linked(similarities: Any) -> Any:
    """Return only the similarities above the threshold."""
    similarities.data[similarities.data <= _THRESHOLD] = 0.0
    similarities.eliminate_zeros()
    return similarities
