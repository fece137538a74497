"""A record gives back the very comparison, and nothing else."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import article, texts

import compare
from compare.comparison import Comparison
from compare.errors import CompareError
from compare.web.record import OutdatedError, comparison, kept


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])


def test_every_report_is_the_same(seeds: Comparison) -> None:
    back = comparison(kept(seeds))
    assert back == seeds
    assert back.to_json() == seeds.to_json()
    assert back.to_html() == seeds.to_html()
    assert back.to_markdown() == seeds.to_markdown()
    assert back.to_text() == seeds.to_text()


@settings(max_examples=15, deadline=None)
@given(texts(2))
def test_whatever_is_compared(told: list[str]) -> None:
    try:
        made = compare.compare([article(text, name) for text, name in zip(told, "ab", strict=True)])
    except CompareError:
        return
    assert comparison(kept(made)) == made


def test_numbers_without_end_come_back() -> None:
    articles = [article("More than 30 people died in the flood.", name) for name in "ab"]
    back = comparison(kept(compare.compare(articles)))
    assert back.claims[0].numbers[0].high == float("inf")


def test_what_was_changed_is_no_record(seeds: Comparison) -> None:
    data = kept(seeds)
    told = json.loads(zlib.decompress(data))
    told["claims"][0]["number"] = {"do": "harm"}
    older = json.loads(zlib.decompress(data))
    del older["facts"]
    for wrong in (
        b"",
        b"no",
        data[:-20],
        zlib.compress(b"{}"),
        *(zlib.compress(json.dumps(t).encode()) for t in (told, older)),
    ):
        with pytest.raises(OutdatedError):
            comparison(wrong)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_none(data: bytes) -> None:
    with pytest.raises(OutdatedError):
        comparison(zlib.compress(data))
