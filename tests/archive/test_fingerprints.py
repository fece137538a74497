"""Fingerprints: what changes them, what does not, and that they do not depend on how the articles are batched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import TEXTS

from compare.archive.fingerprints import RATE, STRETCH, sample, stretches

LONG = (
    "The flooded tunnel under the harbour of Bergen was closed on Monday evening, and the city's engineers said that "
    "they did not expect it to open again before the middle of March. Four buses were inside when the water came."
) * 40


def sets(texts: list[str]) -> list[frozenset[int]]:
    found = sample([text.encode("utf-8", "surrogatepass") for text in texts])
    return [frozenset(found.print[a:b].tolist()) for a, b in zip(found.bounds, found.bounds[1:], strict=False)]


def shared(text: str, other: str) -> float:
    a, b = (set(stretches([told.encode()]).print.tolist()) for told in (text, other))
    return len(a & b) / len(a)


@given(st.lists(TEXTS | st.text(), max_size=8), st.integers(0, 8))
def test_prints_do_not_depend_on_the_batch(texts: list[str], cut: int) -> None:
    assert sets(texts) == sets(texts[:cut]) + sets(texts[cut:])


@given(st.text(max_size=400))
def test_the_sample_is_some_of_all_stretches(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    (sampled,), every = sets([text]), stretches([data])
    assert sampled <= set(every.print.tolist())
    assert ((every.start >= 0) & (every.start < every.end) & (every.end <= len(data))).all()


def test_one_in_so_many_stretches_is_kept() -> None:
    numbers = " ".join(str(number * number) for number in range(20_000))
    kept, all_of_them = len(sets([numbers])[0]), len(np.unique(stretches([numbers.encode()]).print))
    assert 0.9 < kept * RATE / all_of_them < 1.1


def test_a_batch_of_more_bytes_than_are_hashed_at_once() -> None:
    texts = [f"{number} {LONG}" for number in range(60)]
    assert sets(texts) == [sets([text])[0] for text in texts]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“We are glad,” the mayor said – at last.", '"We are glad", the Mayor said - at last'),
        ("It\u00a0cost «5 million».", 'It cost "5 million"'),
        ("one paragraph\n\nand another", "one paragraph and another"),
    ],
)
def test_what_an_outlet_sets_otherwise_is_no_difference(a: str, b: str) -> None:
    a, b = f"{a} {LONG}", f"{b} {LONG}"
    assert shared(a, b) == shared(b, a) == 1.0


def test_letters_are_a_difference() -> None:
    assert shared("Ещё одна плотина прорвалась в понедельник вечером" * 3, "Das ist ein anderer Text." * 9) == 0
    assert shared(LONG[:400], LONG[:200].replace("e", "é") + LONG[200:400]) < 0.8


def test_stretches_do_not_go_from_one_text_into_the_next() -> None:
    half = b"x" * (STRETCH - 1)
    assert len(stretches([half, half]).print) == 0
    assert stretches([half, half + b"y"]).of.tolist() == [1]
