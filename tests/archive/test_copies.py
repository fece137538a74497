"""Copies: containment from the join of fingerprints."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from compare.archive.copies import alike, copies
from compare.archive.fingerprints import fingerprints
from compare.archive.joins import spread
from compare.archive.overlap import MOST, WINDOW, overlaps
from compare.archive.schemas import OVERLAPS
from compare.archive.slices import whole

duckdb = pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")
pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")

WORDS = [f"{a}{b}{c}" for a in ("bar", "tel", "mor", "vin") for b in "aeiou" for c in ("st", "nd", "lk", "rp", "ss")]


def text(seed: int, words: int = 250) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def batch(texts: list[str], days: list[int | None] | None = None) -> Any:
    from compare.archive.schemas import ARTICLES

    n = len(texts)
    columns = {
        "id": [str(k) for k in range(n)], "key": list(range(n)), "source": ["s"] * n, "url": [None] * n,
        "byline": [None] * n, "title": [""] * n, "text": texts, "published": [None] * n, "day": days or [None] * n,
    }  # fmt: skip
    return pa.RecordBatch.from_pydict(columns, schema=ARTICLES)


def found(texts: list[str], days: list[int | None] | None = None) -> dict[tuple[int, int], float]:
    connection = duckdb.connect()
    connection.register("fingerprints", pa.Table.from_batches([fingerprints(batch(texts, days))]))
    prints = connection.sql(spread(whole("fingerprints"))).to_arrow_reader()
    connection.register("overlap", pa.Table.from_batches(overlaps(prints), OVERLAPS))
    rows = [row for part in connection.sql(alike("overlap")).to_arrow_reader() for row in copies(part).to_pylist()]
    assert all(0 <= row["covered"] <= row["containment"] for row in rows)
    return {(row["part"], row["whole"]): row["containment"] for row in rows}


def test_a_text_stands_in_a_longer_one() -> None:
    part = text(1)
    assert found([text(2) + part + text(3), text(4), part, text(5)]) == {(2, 0): pytest.approx(1, abs=0.05)}


def test_containment_is_the_share_that_is_kept() -> None:
    whole = text(1, 4000)
    (share,) = found([whole, whole[: len(whole) // 2] + text(2, 2000)]).values()
    assert share == pytest.approx(0.5, abs=0.07)


@pytest.mark.parametrize(("apart", "copied"), [(0, True), (WINDOW, True), (WINDOW + 1, False)])
def test_only_what_is_near_in_time_is_compared(apart: int, copied: bool) -> None:
    day = (date(2015, 3, 19) - date(1970, 1, 1)).days
    assert bool(found([text(1), text(1)], [day, day + apart])) is copied
    assert found([text(1), text(1)], [day, None])


def test_ten_thousand_copies_are_a_star_not_all_their_pairs() -> None:
    """Each with words of its own; the pairs between them all would be fifty million."""
    same = text(1)
    pairs = found([f"{text(k, 20)} {same}" for k in range(10_000)], [16_000 + k % 3 for k in range(10_000)])
    assert len(pairs) < 25_000
    leader = {k: k for k in range(10_000)}

    def head(k: int) -> int:
        while leader[k] != k:
            leader[k] = k = leader[leader[k]]
        return k

    for a, b in pairs:
        leader[head(a)] = head(b)
    assert len({head(k) for k in leader}) == 1


def test_copies_of_a_crowd_are_found_over_the_days() -> None:
    days = [k // 10 for k in range(MOST * 3)]
    pairs = found([text(1)] * len(days), list(days))
    assert {k for pair in pairs for k in pair} == set(range(len(days)))


def test_boilerplate_makes_no_copies() -> None:
    boilerplate = text(0, 30)
    assert not found([f"{text(k, 200)} {boilerplate}" for k in range(1, MOST * 3)])


def test_no_articles_no_fingerprints() -> None:
    assert fingerprints(batch([])).num_rows == 0
    assert fingerprints(batch(["", "Short."])).num_rows == 0
    some = fingerprints(batch(["", text(1), "Short.", text(1)]).slice(1, 3))
    assert some.column("key").unique().to_pylist() == [1, 3]
