"""What the scorer looks at in a pair of claims: a few numbers that a reader can be told.

Every feature is symmetric: it is the same whichever article comes first. `FEATURES` names them in the order of the last
axis of `describe`; `compare/matches/data/scorer.json` holds a weight for each. Where the user gives a
sentence-embedding model, those of `compare.matches.semantic` follow and ``data/scorer_semantic.json`` has the weights.

A `Story` holds what can be said of each claim alone, computed once, however many articles there are. A `Block` holds
one article's claims against those of later articles: the likeness of each with each, from which the features of any of
its cells are read. So of 200 articles, eight million pairs of claims, some ten thousand are held at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compare.matches.aliases import aliases
from compare.matches.meaning import Meaning
from compare.matches.rivals import closer
from compare.matches.semantic import Encoder
from compare.matches.similarity import Matrix, TermSpace, character_vectors, product, row_sums, wording
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
RIVALS = FEATURES.index("rivals")

_KINDS = (WordKind.CONTENT, WordKind.NAME, WordKind.NUMBER)
_CONTEXT = 0.5
_LEADING = 2
_LEAST_WEIGHT, _LEAST_WORDING = 1e-9, 0.1  # what a claim without a telling term, without a rare word is said to weigh

Cells = NDArray[np.intp]


def describe(claims_a: Sequence[Claim], claims_b: Sequence[Claim], encoder: Encoder | None = None) -> Matrix:
    """Return the features of each pair of two articles' claims, n × m × their number, in the order of FEATURES.

    With an `encoder`, those of SEMANTIC_FEATURES follow.
    """
    story = Story.of([claims_a, claims_b], encoder)
    block = story.block((0, 1), (1, 2))
    cells = np.arange(block.size)
    found = block.features(cells)
    found[:, RIVALS] = block.rivals(cells)
    return found.reshape(len(claims_b), len(claims_a), -1).transpose(1, 0, 2)


@dataclass(frozen=True)
class Story:
    """What is compared of each claim of a story: one row a claim in each matrix, the articles one after the other.

    `starts` are the positions where articles begin, and at last where the last ends. `kinds` are the terms of words of
    content, names and numbers, apart, with how each counts; `weights`, `worded` and `places` are what a claim weighs in
    all, by terms and as it is printed, and where it stands in its article, 0 to 1; `leading` are the first of
    each article; `beside` the positions before and after a claim that are no part of its sentence, or -1.
    """

    space: TermSpace
    meaning: Meaning
    starts: tuple[int, ...]
    terms: sparse.csr_matrix
    context: sparse.csr_matrix
    characters: sparse.csr_matrix
    kinds: tuple[_Terms, ...]
    weighted: sparse.csr_matrix
    covered: sparse.csr_matrix
    words: sparse.csr_matrix
    weighted_words: sparse.csr_matrix
    means: Matrix
    weights: Matrix
    worded: Matrix
    places: Matrix
    leading: NDArray[np.bool_]
    beside: tuple[Cells, Cells]
    semantic: Callable[[slice, slice], Matrix] | None = None

    @classmethod
    def of(cls, told: Sequence[Sequence[Claim]], encoder: Encoder | None = None) -> Story:
        """Compute what is compared of the claims of each article."""
        claims = list(chain.from_iterable(told))
        texts = [claim.text for claim in claims]
        starts = tuple(np.cumsum([0, *map(len, told)]).tolist())
        space = TermSpace.of(claims)
        meaning = Meaning.of(space, aliases(claims))
        weighted = space.weighted()
        words, weighted_words = wording(texts)
        return cls(
            space=space,
            meaning=meaning,
            starts=starts,
            terms=space.vectors(),
            context=space.vectors(_CONTEXT, starts),
            characters=character_vectors(texts),
            kinds=_by_kind(space, weighted, claims),
            weighted=weighted,
            covered=meaning.covered(space),
            words=words,
            weighted_words=weighted_words,
            means=meaning.means(space),
            weights=np.maximum(row_sums(weighted), _LEAST_WEIGHT),
            worded=np.maximum(row_sums(weighted_words), _LEAST_WORDING),
            places=np.concatenate([np.linspace(0, 1, len(of_article)) for of_article in told]),
            leading=np.concatenate([np.arange(len(of_article)) < _LEADING for of_article in told]),
            beside=_beside(told, starts),
            semantic=None if encoder is None else encoder.described(texts),
        )

    def block(self, own: tuple[int, int], later: tuple[int, int]) -> Block:
        """Return the claims of the articles `later`, from the first up to, not including, the last, against `own`."""
        of_own, of_later = (slice(self.starts[first], self.starts[last]) for first, last in (own, later))
        return Block(self, of_later, of_own)

    @cached_property
    def article(self) -> Cells:
        """The number of the article of each claim."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True)
class _Terms:
    """Some of the terms of a story, as held and weighted, and which of _KINDS they count for."""

    held: sparse.csr_matrix
    weighted: sparse.csr_matrix
    kinds: frozenset[WordKind]


@dataclass(frozen=True)
class Block:
    """The claims of some articles, rows, against those of articles before them, columns: positions in the story.

    The articles of the columns can be among those of the rows; then only cells below the diagonal are of use.
    """

    story: Story
    later: slice
    own: slice

    @property
    def size(self) -> int:
        """The number of cells."""
        return int(self.later.stop - self.later.start) * self.width

    @property
    def width(self) -> int:
        """The number of columns."""
        return int(self.own.stop - self.own.start)

    def in_common(self, cells: Cells) -> Cells:
        """Return those of `cells` whose claims share a term or a related one: others cannot match."""
        related = (self._related[0] > 0) | (self._related[1] > 0)
        return cells[((self._shared > 0) | related).take(cells)]

    def pairs(self) -> Cells:
        """Return the cells, row by row, of two claims of different articles, each two once."""
        if self.own.stop <= self.later.start:
            return np.arange(self.size)
        article = self.story.article
        return np.flatnonzero(article[self.later, None] > article[None, self.own])

    def places(self, cells: Cells) -> tuple[Cells, Cells]:
        """Return the positions in the story of the claims of each cell: that of the column, that of the row."""
        rows, columns = np.divmod(cells, self.width)
        return columns + self.own.start, rows + self.later.start

    def features(self, cells: Cells) -> Matrix:
        """Return the features of `cells`, as rows, but 0 for the rivals, which take longest and only ever lower."""
        story = self.story
        a, b = self.places(cells)
        shared = self._shared.take(cells)
        related = self._related[0].take(cells), self._related[1].take(cells)
        alike_words = self._words.take(cells)
        wording_a, wording_b = alike_words / story.worded[a], alike_words / story.worded[b]
        columns = [
            self._terms.take(cells),
            self._characters.take(cells),
            np.log1p(shared),
            shared / np.minimum(story.weights[a], story.weights[b]),
            *(np.log1p(self._of_kind[kind].take(cells)) for kind in _KINDS),
            np.zeros(len(cells)),
            np.minimum(*related),
            np.maximum(*related),
            np.minimum(wording_a, wording_b),
            np.maximum(wording_a, wording_b),
            self._means.take(cells),
            self._context.take(cells),
            self._neighbours.take(cells),
            (story.leading[a] & story.leading[b]).astype(float),
            np.abs(story.places[a] - story.places[b]),
        ]
        if story.semantic is not None:
            columns += [feature.take(cells) for feature in self._semantic]
        return np.stack(columns).T

    def rivals(self, cells: Cells) -> Matrix:
        """Return minus the logarithm of how many of the other article come closer to either claim."""
        rows, columns = np.divmod(cells, self.width)
        of_later = closer(self._characters, self._bounds(self.own), cells)
        of_own = closer(self._characters.T, self._bounds(self.later), columns * self._characters.shape[0] + rows)
        return -np.log1p(of_later) - np.log1p(of_own)

    def _bounds(self, side: slice) -> list[int]:
        """Return where the articles of one side begin, and at last their number of claims."""
        return [start - side.start for start in self.story.starts if side.start <= start <= side.stop]

    def _product(self, one: sparse.csr_matrix, other: sparse.csr_matrix) -> Matrix:
        return product(one, other, self.later, self.own)

    @cached_property
    def _terms(self) -> Matrix:
        return self._product(self.story.terms, self.story.terms)

    @cached_property
    def _characters(self) -> Matrix:
        return self._product(self.story.characters, self.story.characters)

    @cached_property
    def _context(self) -> Matrix:
        return self._product(self.story.context, self.story.context)

    @cached_property
    def _words(self) -> Matrix:
        return self._product(self.story.words, self.story.weighted_words)

    @cached_property
    def _means(self) -> Matrix:
        means: Matrix = self.story.means[self.later] @ self.story.means[self.own].T
        return means

    @cached_property
    def _by_terms(self) -> list[tuple[frozenset[WordKind], Matrix]]:
        return [(some.kinds, self._product(some.held, some.weighted)) for some in self.story.kinds]

    @cached_property
    def _shared(self) -> Matrix:
        """The weight of all terms that two claims share."""
        return self._sum([shared for _, shared in self._by_terms])

    @cached_property
    def _of_kind(self) -> dict[WordKind, Matrix]:
        """The weight of the terms of one kind that two claims share."""
        return {kind: self._sum([shared for kinds, shared in self._by_terms if kind in kinds]) for kind in _KINDS}

    @cached_property
    def _related(self) -> tuple[Matrix, Matrix]:
        """How much of the weight of the later claim, and of the own, the other claim tells, in related words too."""
        story = self.story
        of_later = self._product(story.weighted, story.covered) / story.weights[self.later, None]
        return of_later, self._product(story.covered, story.weighted) / story.weights[None, self.own]

    @cached_property
    def _semantic(self) -> Matrix:
        """What an encoder says, features × rows × columns."""
        if self.story.semantic is None:
            return np.empty((0, *self._terms.shape))
        return np.moveaxis(self.story.semantic(self.later, self.own), -1, 0)

    @cached_property
    def _neighbours(self) -> Matrix:
        """The likeness of the best pair made of one of the two claims and a sentence next to the other."""
        ring = np.pad(self._terms, ((0, 1), (0, 1)))  # a last row and column of zeros stand for what is not there
        best = np.zeros(self._terms.shape)
        for beside in self.story.beside:
            rows = np.where(beside < 0, -1, beside - self.later.start)[self.later]
            columns = np.where(beside < 0, -1, beside - self.own.start)[self.own]
            np.maximum(best, ring[rows, :-1], out=best)
            np.maximum(best, ring[:-1, columns], out=best)
        return best

    def _sum(self, parts: Sequence[Matrix]) -> Matrix:
        return np.sum(parts, axis=0) if parts else np.zeros(self._terms.shape)


def _by_kind(space: TermSpace, weighted: sparse.csr_matrix, claims: Sequence[Claim]) -> tuple[_Terms, ...]:
    """Return the terms apart by the kinds of words they count for; a name anywhere is always a name."""
    kinds_of: dict[str, set[WordKind]] = {term: set() for term in space.terms}
    for claim in claims:
        for word in claim.words:
            if word.term in kinds_of and word.kind in _KINDS:
                kinds_of[word.term].add(word.kind)
    columns: dict[frozenset[WordKind], list[int]] = {}
    for column, term in enumerate(space.terms):
        kinds = kinds_of[term]
        counted = kinds - {WordKind.CONTENT} if WordKind.NAME in kinds else kinds
        columns.setdefault(frozenset(counted), []).append(column)
    held, by_weight = space.held.tocsc(), weighted.tocsc()
    return tuple(_Terms(held[:, own].tocsr(), by_weight[:, own].tocsr(), kinds) for kinds, own in columns.items())


def _beside(told: Sequence[Sequence[Claim]], starts: Sequence[int]) -> tuple[Cells, Cells]:
    """Return the positions of the claims before and after each that are no part of its sentence, or -1."""
    before, after = (
        [start + k if k >= 0 else -1 for of, start in zip(told, starts, strict=False) for k in _next_to(of, step)]
        for step in (-1, 1)
    )
    return np.array(before, dtype=int), np.array(after, dtype=int)


def _next_to(claims: Sequence[Claim], step: int) -> list[int]:
    """Return for each claim the position of the next, `step` by `step`, that is no part of its sentence, or -1."""

    def nearest(k: int) -> int:
        other = k + step
        while (
            0 <= other < len(claims)
            and claims[k].sentence != claims[k].span
            and claims[other].sentence == claims[k].sentence
        ):
            other += step
        return other if other < len(claims) else -1

    return [nearest(k) for k in range(len(claims))]
