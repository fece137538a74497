"""Links of a component → stories: laws of the grouping."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.archive.grouping import ONE_STORY, members

Links = list[tuple[int, int, float]]
graphs = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 0.5, 0.6, 0.6, 0.8, 0.9, 0.97, 1.0]),
    min_size=1,
    max_size=25,
).map(lambda found: [(a, b, p) for (a, b), p in found.items()])


def grouped(links: Links) -> dict[int, int]:
    a, b, p = zip(*links, strict=True)
    keys, story = members(np.array(a, np.int64), np.array(b, np.int64), np.array(p, np.float32))
    return dict(zip(keys.tolist(), story.tolist(), strict=True))


def parts(stories: dict[int, int]) -> set[frozenset[int]]:
    return {frozenset(k for k in stories if stories[k] == story) for story in stories.values()}


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_links_and_of_their_ends_does_not_matter(links: Links, rng: object) -> None:
    turned = [(b, a, p) if rng.random() < 0.5 else (a, b, p) for a, b, p in links]  # type: ignore[attr-defined]
    rng.shuffle(turned)  # type: ignore[attr-defined]
    assert grouped(turned) == grouped(links)


@given(graphs)
def test_every_article_is_in_one_story_named_by_its_least_key(links: Links) -> None:
    stories = grouped(links)
    assert set(stories) == {end for a, b, _ in links for end in (a, b)}
    assert all(min(part) == stories[min(part)] for part in parts(stories))


@given(graphs)
def test_keys_may_be_any_numbers_in_the_same_order(links: Links) -> None:
    far = {key: (key - 5) * 10**17 + 3 for key in range(10)}
    moved = grouped([(far[a], far[b], p) for a, b, p in links])
    assert moved == {far[key]: far[story] for key, story in grouped(links).items()}


@given(graphs)
def test_a_story_hangs_together_by_likely_links(links: Links) -> None:
    for part in parts(grouped(links)):
        reached = {min(part)}
        for _ in part:
            reached |= {
                end for a, b, p in links if p >= ONE_STORY and {a, b} <= part and {a, b} & reached for end in (a, b)
            }
        assert reached == part


def test_names_of_articles_do_not_decide_where_no_two_links_are_equal() -> None:
    rng = np.random.default_rng(4)
    pairs = list(combinations(range(12), 2))
    links = [(a, b, float(p)) for (a, b), p in zip(pairs, rng.permutation(len(pairs)) / len(pairs), strict=True)]
    new = rng.permutation(12).tolist()
    renamed = parts(grouped([(new[a], new[b], p) for a, b, p in links]))
    assert renamed == {frozenset(new[k] for k in part) for part in parts(grouped(links))}


def test_a_chain_is_not_one_story() -> None:
    links = [(1, 2, 0.97), (1, 3, 0.93), (2, 3, 0.95), (3, 4, 0.6), (4, 5, 0.98)]
    assert parts(grouped(links)) == {frozenset({1, 2, 3}), frozenset({4, 5})}


def test_links_that_are_added_join_stories_and_part_them() -> None:
    apart = [(1, 2, 0.9), (3, 4, 0.9), (2, 3, 0.6)]
    assert len(parts(grouped(apart))) == 2
    assert len(parts(grouped([*apart, (1, 3, 0.6), (1, 4, 0.6), (2, 4, 0.6)]))) == 1
    together = [(1, 2, 0.7), (8, 9, 0.9)]
    assert grouped(together)[2] == 1
    assert grouped([*together, (2, 3, 0.9), (2, 4, 0.9), (3, 4, 0.9)])[2] == 2


def test_copies_count_as_one_telling() -> None:
    star = [(1, k, 1.0) for k in range(2, 1000)]
    assert len(parts(grouped([*star, (1, 1000, 0.8)]))) == 1


def test_a_component_of_very_many_articles_is_parted() -> None:
    size, stories = 20, 1500
    links = [(s * size + i, s * size + j, 0.9) for s in range(stories) for i, j in combinations(range(size), 2)]
    links += [(s * size, (s + 1) * size, 0.7) for s in range(stories - 1)]
    found = grouped(links)
    assert len(found) == size * stories
    assert all(story == key // size * size for key, story in found.items())
