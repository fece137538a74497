"""How many others come closer, by counting them one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.matches.rivals import closer


def test_the_example_of_the_docstring() -> None:
    likeness = np.array([[0.30, 0.72, 0.10, 0.55, 0.55]])
    assert closer(likeness, [0, 3, 5], np.arange(5)).tolist() == [1, 0, 2, 0, 0]


def test_what_differs_by_rounding_alone_comes_no_closer() -> None:
    assert closer(np.array([[0.1 + 0.2, 0.3]]), [0, 2], np.arange(2)).tolist() == [0, 0]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 5), st.lists(st.integers(1, 4), min_size=1, max_size=5), st.integers(0, 99))
def test_each_is_counted(lines: int, lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    likeness = rng.integers(0, 4, (lines, sum(lengths))) / 3
    bounds = np.cumsum([0, *lengths]).tolist()
    cells = rng.permutation(likeness.size)[: likeness.size // 2 + 1]
    expected = []
    for line, column in zip(*np.divmod(cells, likeness.shape[1]), strict=True):
        group = next(g for g in range(len(lengths)) if bounds[g] <= column < bounds[g + 1])
        others = likeness[line, bounds[group] : bounds[group + 1]]
        expected.append(int((others > likeness[line, column]).sum()))
    assert closer(likeness, bounds, cells).tolist() == pytest.approx(expected)
