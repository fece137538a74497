"""Which claims of the articles of a story state the same fact: one decision over each pair of articles.

Every claim of one article is scored with every claim of each other, each score knowing its rivals and its neighbours
(see `compare.matches.features`). What reaches `match_from` is a match, so that a claim can have several partners where
the other outlet splits what this one joins; what only reaches `doubt_from` is a doubt, shown to the user as such.

    bbc    25 claims  ─┐
    scmp   20 claims  ─┼─ two by two: bbc × scmp, bbc × third, scmp × third, each in a space of its own;
    third  31 claims  ─┘  of more than ten articles in one space, blocks: bbc × (scmp, third …), scmp × (third …)

The space says how rare a term is in the story. What a cell of a block could reach at best is computed first, without
its rivals, and these only where that is enough.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from compare.errors import CompareError
from compare.matches.evidence import Reasons
from compare.matches.features import RIVALS, Block, Cells, Story
from compare.matches.scorer import Scorer, shipped_scorer
from compare.matches.semantic import Encoder
from compare.matches.similarity import Matrix, telling_terms
from compare.model import Claim, Evidence, Match

# All pairs of two articles are held at once: 4 million of them take about half a GB.
MOST_PAIRS = 4_000_000
# Articles are compared with one at once as long as these are no more pairs: 20 MB for all that is held of them.
_TOGETHER = 200_000
# Articles of few claims are the columns of a block together, up to so many: products of that width are fastest.
_COLUMNS = 64
# In the space of a larger story terms weigh more, and the log-odds of the same two claims rise by so much for each
# e-fold number of articles: read off 48 events of three to twelve articles, after which there are about as many matches
# as two by two (2 % fewer). There are no labels for larger stories, so their probabilities are less sure than others.
_DRIFT = 0.12
# Up to so many articles are compared two by two, each two in a space of their own, as the scorer was trained; with 45
# pairs of articles that costs seconds.
_TWO_BY_TWO = 10
# In a story of more articles only the surest matches of each claim are explained: a reader of 200 articles asks why a
# claim stands where it does, and not for a hundred reasons; nor could they be printed.
_EXPLAINED = 3


def matches(
    claims_a: Sequence[Claim], claims_b: Sequence[Claim], least: float, *, encoder: Encoder | None = None
) -> list[Match]:
    """Return the pairs of two articles' claims whose probability is at least `least`, by position in either.

    They are in reading order of `claims_a`. See `story_matches`.
    """
    found = story_matches([claims_a, claims_b], least, encoder=encoder)
    return [replace(match, b=match.b - len(claims_a)) for match in found]


def story_matches(
    told: Sequence[Sequence[Claim]],
    least: float,
    *,
    of: Collection[int] | None = None,
    explained: bool = True,
    encoder: Encoder | None = None,
) -> list[Match]:
    """Return the pairs of claims of different articles whose probability is at least `least`.

    `told` are the claims of each article; a match has their positions when one article follows the other, and matches
    are in the order of the articles. With `of`, only the matches of the claims at these positions are looked for.
    Where they are to be `explained`, they have their evidence: all in a story of up to ten articles, in a larger one
    the three surest of each claim. An `encoder` adds what sentences mean. Raises `CompareError` where two articles have
    too many claims to compare each with each.
    """
    if len(told) < 2:
        return []
    _check_lengths(told)
    if not 2 < len(told) <= _TWO_BY_TWO:
        return _in_one_space(told, least, of=of, explained=explained, encoder=encoder)
    starts = np.cumsum([0, *map(len, told)]).tolist()
    found: list[Match] = []
    for j, k in combinations(range(len(told)), 2):
        before_a, before_b = starts[j], starts[k] - len(told[j])
        own = None if of is None else {at - before_a for at in of if starts[j] <= at < starts[j + 1]}
        if own is not None and of is not None:
            own |= {at - before_b for at in of if starts[k] <= at < starts[k + 1]}
        two = _in_one_space((told[j], told[k]), least, of=own, explained=explained, encoder=encoder)
        found += [replace(match, a=match.a + before_a, b=match.b + before_b) for match in two]
    return found


def _in_one_space(
    told: Sequence[Sequence[Claim]],
    least: float,
    *,
    of: Collection[int] | None,
    explained: bool,
    encoder: Encoder | None,
) -> list[Match]:
    telling = [k for k, claims in enumerate(told) if any(map(telling_terms, claims))]
    if len(telling) < 2 or (of is not None and not of):
        return []
    starts = np.cumsum([0, *map(len, told)]).tolist()
    wanted = set(telling) if of is None else {k for k in telling if any(starts[k] <= at < starts[k + 1] for at in of)}
    telling.sort(key=lambda k: k not in wanted)  # so that what is sought is in the blocks of the first articles
    positions = np.concatenate([np.arange(starts[k], starts[k + 1]) for k in telling])
    sought = np.ones(len(positions), bool) if of is None else np.isin(positions, list(of))
    scorer = shipped_scorer(semantic=encoder is not None)
    scorer = replace(scorer, intercept=scorer.intercept - _DRIFT * math.log(len(telling) / 2))
    with _blas().limit(limits=1, user_api="blas"):
        story = Story.of([told[k] for k in telling], encoder)
        found = [_likely(block, sought, least, scorer) for block in _blocks(story, len(wanted))]
    if not found:
        return []
    a, b, chances, seen = (np.concatenate(column) for column in zip(*found, strict=True))
    swapped = positions[a] > positions[b]
    a, b = np.where(swapped, b, a), np.where(swapped, a, b)
    article = np.array(telling)[story.article]
    order = np.lexsort((b, a, article[b], article[a]))
    a, b, chances = a[order], b[order], chances[order]
    why: dict[int, tuple[Evidence, ...]] = {}
    if explained:
        claims = [claim for k in telling for claim in told[k]]
        chosen = range(len(a)) if len(telling) <= _TWO_BY_TWO else _surest(claims, a, b, chances)
        reasons = Reasons(story, claims)
        why = {k: reasons.evidence(int(a[k]), int(b[k]), scorer.contributions(seen[order[k]])) for k in chosen}
    pairs = zip(positions[a].tolist(), positions[b].tolist(), chances.tolist(), strict=True)
    return [Match(one, other, round(p, 6), why.get(k, ())) for k, (one, other, p) in enumerate(pairs)]


@cache
def _blas() -> ThreadpoolController:
    """Return what limits the threads of matrix products: these are small, and a second thread is waited for in vain."""
    return ThreadpoolController()


def _check_lengths(told: Sequence[Sequence[Claim]]) -> None:
    one, other = sorted(sorted(told, key=len)[-2:], key=told.index)
    if len(one) * len(other) > MOST_PAIRS:
        raise CompareError(
            f"{one[0].source} and {other[0].source} have {len(one):,} and {len(other):,} sentences, "
            f"more than can be compared each with each ({MOST_PAIRS:,} pairs); cut the longer one"
        )


def _blocks(story: Story, articles: int) -> Iterator[Block]:
    """Yield the first `articles` with all later ones, some at a time; of few claims, several as columns."""
    starts = story.starts
    last = len(starts) - 1
    columns = min(_COLUMNS, _TOGETHER // max(end - start for start, end in pairwise(starts)))
    k = 0
    while k < min(articles, last - 1):
        own = k + 1
        while own < min(articles, last - 1) and starts[own + 1] - starts[k] <= columns:
            own += 1
        first = k + 1
        while first < last:
            end = first + 1
            while end < last and (starts[own] - starts[k]) * (starts[end + 1] - starts[first]) <= _TOGETHER:
                end += 1
            yield story.block((k, own), (first, end))
            first = end
        k = own


def _likely(
    block: Block, sought: NDArray[np.bool_], least: float, scorer: Scorer
) -> tuple[Cells, Cells, Matrix, Matrix]:
    """Return the cells of at least that probability: positions of both claims, probability and features."""
    cells = block.pairs()
    if least > 0:
        cells = block.in_common(cells)  # the others have a probability of 0
    a, b = block.places(cells)
    cells = cells[sought[a] | sought[b]]
    found = []
    for start in range(0, max(len(cells), 1), _TOGETHER):
        some = cells[start : start + _TOGETHER]
        features = block.features(some)
        at_best = scorer.probabilities(features) >= least  # rivals only lower it
        some, features = some[at_best], features[at_best]
        features[:, RIVALS] = block.rivals(some)
        chances = scorer.probabilities(features)
        kept = chances >= least
        found.append((*block.places(some[kept]), chances[kept], features[kept]))
    a, b, chances, features = (np.concatenate(column) for column in zip(*found, strict=True))
    return a, b, chances, features


def _surest(claims: Sequence[Claim], a: Cells, b: Cells, chances: Matrix) -> list[int]:
    """Return which matches are among the surest of either of their claims, whichever article comes first."""
    by_words = sorted(range(len(claims)), key=lambda k: (claims[k].text, claims[k].source, claims[k].number))
    rank = np.empty(len(claims), dtype=int)
    rank[by_words] = np.arange(len(claims))
    claim, partner = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.lexsort((rank[partner], -np.concatenate([chances, chances]).round(6), claim))
    claim = claim[order]
    nth = np.arange(len(claim)) - np.searchsorted(claim, claim)
    return sorted(set((order[nth < _EXPLAINED] % len(a)).tolist()))
