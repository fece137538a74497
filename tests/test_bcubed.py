"""The measure of groupings, in benchmarks/bcubed.py: its worked example and its laws."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

spec = importlib.util.spec_from_file_location("bcubed", Path(__file__).parent.parent / "benchmarks/bcubed.py")
measure = importlib.util.module_from_spec(spec)
spec.loader.exec_module(measure)

labels = st.integers(0, 4)
groupings = st.lists(st.tuples(labels, labels), min_size=1, max_size=30)


def test_the_worked_example():
    precision, recall, f1 = measure.bcubed("xxxy", "1122")
    assert precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


@given(groupings)
def test_laws(pairs):
    right, found = zip(*pairs, strict=True)
    precision, recall, f1 = measure.bcubed(right, found)
    assert (
        0 < precision <= 1 and 0 < recall <= 1 and min(precision, recall) - 1e-9 <= f1 <= max(precision, recall) + 1e-9
    )
    assert measure.bcubed(found, right)[:2] == pytest.approx((recall, precision))
    assert measure.bcubed(right, [f"group {f}" for f in found]) == pytest.approx((precision, recall, f1))
    assert measure.bcubed(right, right) == (1, 1, 1)
    assert measure.bcubed(right, range(len(right)))[0] == 1
    assert measure.bcubed(right, [0] * len(right))[1] == pytest.approx(1)


def test_two_groups_of_one_story_are_better_than_two_mixed_groups():
    assert measure.bcubed("xxxxyy", "112233")[2] > measure.bcubed("xxxxyy", "111222")[2]


@given(groupings)
def test_the_interval_holds_the_figure_of_most_draws(pairs):
    right, found = zip(*pairs, strict=True)
    low, high = measure.interval(right, found, draws=50)
    assert 0 < low <= high <= 1 + 1e-9
