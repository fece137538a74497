"""What the scorer looks at: the same whichever article comes first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.matches.features import FEATURES, describe
from compare.matches.similarity import Matrix
from compare.model import Claim


def of(a: list[Claim], b: list[Claim]) -> Matrix:
    return describe(a, b)


def column(a: list[str], b: list[str], name: str) -> Matrix:
    return of(claims(*a, source="a"), claims(*b, source="b"))[..., FEATURES.index(name)]


SAID = st.lists(SENTENCES, min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(SAID, SAID)
def test_swapping_the_articles_transposes(said_a: list[str], said_b: list[str]) -> None:
    a, b = claims(*said_a, source="a"), claims(*said_b, source="b")
    there, back = of(a, b), of(b, a)
    assert there.shape == (len(a), len(b), len(FEATURES))
    assert np.isfinite(there).all()
    assert there == pytest.approx(back.transpose(1, 0, 2), abs=1e-9)


def test_swapping_the_seeds_transposes() -> None:
    import compare
    from compare.pipeline import claims_of

    a, b = (list(claims_of(compare.read(f"seeds/{name}.txt"))) for name in ("bbc", "scmp"))
    assert of(a, b) == pytest.approx(of(b, a).transpose(1, 0, 2), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(SAID, SAID)
def test_ranges(said_a: list[str], said_b: list[str]) -> None:
    found = of(claims(*said_a, source="a"), claims(*said_b, source="b"))
    for k, name in enumerate(FEATURES):
        if name == "rivals":
            assert found[..., k].max() <= 0
        else:
            assert found[..., k].min() >= (-1 if name == "meaning" else 0) - 1e-9, name
        if name not in {"shared weight", "shared content", "shared names", "shared numbers", "rivals"}:
            assert found[..., k].max() <= 1 + 1e-9, name


A = ["The envoy praised the shrine.", "Police arrested 12 men in Bergen.", "Rain fell."]


def test_the_same_said_has_no_rivals_and_all_in_common() -> None:
    assert column(A, A, "rivals").diagonal() == pytest.approx([0, 0, 0])
    assert column(A, A, "containment").diagonal() == pytest.approx([1, 1, 1])


def test_rivals_count_those_that_come_closer() -> None:
    found = column(
        ["Police arrested 12 men in Bergen."], ["Police arrested 12 men.", "The men slept.", "Rain fell."], "rivals"
    )
    assert found[0] == pytest.approx(-np.log1p([0, 1, 2]))


def test_names_and_numbers_shared() -> None:
    a, b = (
        ["Police arrested 12 men in Bergen."],
        ["In Bergen, 12 men slept.", "In Oslo, 40 men slept.", "The men slept."],
    )
    shared_names, shared_numbers = column(a, b, "shared names")[0], column(a, b, "shared numbers")[0]
    assert shared_names[0] > 0 and shared_names[1] == shared_names[2] == 0
    assert shared_numbers[0] > 0 and shared_numbers[1] == shared_numbers[2] == 0


def test_leads_are_the_first_two() -> None:
    assert column(A, A, "leads").tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_distance_is_a_share_of_the_article() -> None:
    assert column(A, A, "distance").tolist() == [[0, 0.5, 1], [0.5, 0, 0.5], [1, 0.5, 0]]


def test_neighbours_are_sentences_next_to_it_and_not_parts_of_the_same() -> None:
    said = ["The dam broke in March after engineers had warned the council twice.", "Rain fell in Bergen."]
    a, b = claims(*said, source="a"), claims("Rain fell in Bergen.", "The mayor slept.", source="b")
    assert len(a) == 3, "the first is cut into two"
    found = of(a, b)[..., FEATURES.index("neighbours")]
    likeness = of(a, b)[..., FEATURES.index("terms")]
    assert likeness[2, 0] == pytest.approx(1)
    assert found[0, 0] == pytest.approx(1), "the sentence after both parts"
    assert found[1, 0] == pytest.approx(1)
    assert found[2, 1] == pytest.approx(1), "the same words before the second of b"
    assert found[2, 0] < 1


def test_a_word_that_every_article_holds_still_gives_finite_features() -> None:
    assert np.isfinite(of(claims("What he has.", "It is The Of And.", source="a"), claims("To be.", source="b"))).all()
