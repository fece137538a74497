"""Links → stories: which articles of a connected component tell of one event.

Links could simply be followed: a and b are of one event, b and c are. But chains lead astray: a round-up names two
events, an earlier event is background to a later one, and a year of news hangs together. So groups are joined best
first, and two groups only where the mean probability over all pairs between them is `ONE_STORY`, a pair without link
counting as 0 (average linkage; Sokal & Michener 1958). That is less than a half, as outlets tell one event in words so
unlike that many a pair has no link::

    quake in Niigata   a ─ .97 ─ b ─ .95 ─ c
                       ╰─── .93 ────────── ╯       mean of {a, b, c} and d: (0 + 0 + .60) / 3 = .20: two stories
    quake in Izmit     d ─ .60 ─ c,  d ─ .98 ─ e

What is joined depends on the set of links alone: a link that is added may join two stories, or part one. Copies are one
telling, however many they are: links that are certain are joined first and count as one article, as surely linked with
others as the surest of them.

Probabilities are counted in millionths, sums of which come out the same in any order; what is equal is joined in the
order of keys. Only pairs with a link are looked at, so the work grows with the links (times the square of a logarithm).
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]

ONE_STORY = 0.32  # the mean probability from which two groups are one; chosen with the constants of the links
CERTAIN = 0.9999  # links of copies
_WHOLE = 1_000_000  # a probability of 1


def members(a: Keys, b: Keys, probability: NDArray[np.floating]) -> tuple[Keys, Keys]:
    """Return the keys of a component's articles, sorted, and the story of each, named by the least key in it.

    `a`, `b` and `probability` are the links of the component, each pair once or more; shapes (n,).
    """
    keys, ends = np.unique(np.concatenate([a, b]), return_inverse=True)
    whole = np.rint(np.asarray(probability, np.float64) * _WHOLE).astype(np.int64)
    telling = _tellings(len(keys), ends[: len(a)], ends[len(a) :], whole)
    left, right = telling[ends[: len(a)]], telling[ends[len(a) :]]
    links: dict[int, dict[int, int]] = {}
    for x, y, value in zip(left.tolist(), right.tolist(), whole.tolist(), strict=True):
        if x != y:
            of_x, of_y = links.setdefault(x, {}), links.setdefault(y, {})
            of_x[y] = of_y[x] = max(value, of_x.get(y, 0))
    story = _joined(links)
    return keys, keys[[story.get(place, place) for place in telling.tolist()]]


def _tellings(count: int, a: Keys, b: Keys, whole: NDArray[np.int64]) -> Keys:
    """Return for each article the first of those that it is a copy of, or itself."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    sure = whole >= CERTAIN * _WHOLE
    graph = coo_array((np.ones(sure.sum(), np.int8), (a[sure], b[sure])), shape=(count, count))
    found, label = connected_components(graph, directed=False)
    first = np.full(found, count)
    np.minimum.at(first, label, np.arange(count))
    return np.asarray(first[label], np.int64)


def _joined(links: dict[int, dict[int, int]]) -> dict[int, int]:
    """Join the articles of `links` (symmetric, in millionths) by average linkage; return the first of each one's group.

    The larger of two neighbourhoods takes in the smaller. `name` is the first article of a group, by which ties are
    decided, whichever took in the other.
    """
    size = dict.fromkeys(links, 1)
    name = {place: place for place in links}
    into = dict(name)
    waiting: list[tuple[float, int, int, int, int]] = [
        (-value, x, y, x, y)
        for x, of_x in links.items()
        for y, value in of_x.items()
        if x < y and value >= _WHOLE * ONE_STORY
    ]
    heapify(waiting)
    while waiting:
        least, *_, x, y = heappop(waiting)
        if y not in links.get(x, ()) or -least != links[x][y] / (size[x] * size[y]):
            continue  # one of them was joined with another since
        if len(links[x]) < len(links[y]):
            x, y = y, x
        into[y] = x
        size[x] += size.pop(y)
        name[x] = min(name[x], name[y])
        of_x = links[x]
        for z, value in links.pop(y).items():
            if z != x:
                del links[z][y]
                of_x[z] = links[z][x] = of_x.get(z, 0) + value
        del of_x[y]
        for z, value in of_x.items():
            mean = value / (size[x] * size[z])
            if mean >= _WHOLE * ONE_STORY:
                heappush(waiting, (-mean, min(name[x], name[z]), max(name[x], name[z]), x, z))
    return {place: name[_end(into, place)] for place in into}


def _end(into: dict[int, int], place: int) -> int:
    while into[place] != place:
        into[place] = place = into[into[place]]
    return place
