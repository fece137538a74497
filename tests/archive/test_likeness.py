import math
import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")
duckdb = pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")

from made import sliced  # noqa: E402

from compare.archive import joins, likeness  # noqa: E402
from compare.archive.schemas import PAIRS, TERMS  # noqa: E402
from compare.archive.slices import UNDATED, WINDOW, slice_of  # noqa: E402
from compare.engine import stretches  # noqa: E402

MONDAY = 719_163 // 7 * 7 - 719_162  # the first day of a slice

articles = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(MONDAY, MONDAY + 20)),
        st.dictionaries(st.integers(0, 12), st.integers(1, 500), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=24,
)
Archive = list[tuple[int | None, dict[int, int]]]


def pairs_of(archive: Archive, *, whole: bool = False) -> set[tuple[int, ...]]:
    """Return slice, a, b, shared and both wholes of the pairs that are found in the slices of an archive."""
    rows = [
        {
            "key": key * 7919 - 40_000,
            "day": day,
            "weekdays": 0,
            "term": random.Random(term).getrandbits(62),
            "weight": weight,
            "rarity": 50 * term,
        }
        for key, (day, terms) in enumerate(archive)
        for term, weight in terms.items()
    ]
    connection, engine = sliced("terms", pa.Table.from_pylist(rows, TERMS), whole=whole)
    engine.query("repeats", joins.repeated("terms"))
    engine.query("weighed", joins.weighed("terms", "repeats"))
    engine.fold("pairs", likeness.pairs, of="weighed", schema=PAIRS, by=("task",))
    found = connection.sql("SELECT slice, a, b, shared, whole_a, whole_b, home, days FROM pairs").fetchall()
    assert len(found) == len(set(found)), "a pair is found once"
    return set(found)


def by_hand(archive: Archive, *, whole: bool = False) -> set[tuple[int, ...]]:
    """Return the same, pair by pair and in plain Python."""
    slices: dict[int, list[tuple[int, int | None, bool, dict[int, int]]]] = {}
    for number, (day, terms) in enumerate(archive):
        key = number * 7919 - 40_000
        home = UNDATED if day is None else (day + 719_162) // WINDOW
        if whole:
            slices.setdefault(UNDATED, []).append((key, day, day is None, terms))
        elif day is not None:
            slices.setdefault(home, []).append((key, day, True, terms))
            slices.setdefault(home + 1, []).append((key, day, False, terms))
    found = set()
    for slice_, held in slices.items():
        firsts = {}
        for row in sorted(held, key=lambda row: ((row[1] or 0) * (1 if row[2] else -1), row[0])):
            firsts.setdefault((row[2], frozenset(row[3].items())), row)
        told = sorted(firsts.values(), key=lambda row: row[0])
        holders = Counter(term for *_, terms in told for term in terms)
        idf = {
            term: round(-100 * math.log((count + joins.PRIOR * math.exp(-0.5 * term)) / (len(told) + joins.PRIOR + 1)))
            for term, count in holders.items()
        }
        for (a, day_a, own_a, terms_a), (b, day_b, own_b, terms_b) in combinations(told, 2):
            if day_a is not None and day_b is not None and abs(day_a - day_b) > WINDOW:
                continue
            if slice_ == UNDATED and not (own_a or own_b):
                continue
            shared = sum(terms_a[term] * terms_b[term] * idf[term] for term in terms_a.keys() & terms_b.keys())
            whole_a, whole_b = (sum(w * w * idf[term] for term, w in terms.items()) for terms in (terms_a, terms_b))
            if shared >= likeness.LEAST * math.sqrt(whole_a) * math.sqrt(whole_b):
                days = None if day_a is None or day_b is None else abs(day_a - day_b)
                found.add((slice_, a, b, shared, whole_a, whole_b, own_a + own_b, days))
    return found


@pytest.mark.parametrize("block", [2, 5, 32_768])
@pytest.mark.parametrize("whole", [False, True])
@settings(max_examples=40, deadline=None)
@given(archive=articles)
def test_it_finds_the_pairs_that_one_finds_by_hand_in_blocks_and_tiles_of_any_size(
    archive: Archive, whole: bool, block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joins, "BLOCK", block)
        patch.setattr(likeness, "TILE", max(2, block // 2))
        for module in (joins, likeness):
            patch.setattr(module, "TASKS", 4)  # so there are archives of more blocks than tasks
        assert pairs_of(archive, whole=whole) == by_hand(archive, whole=whole)


def test_a_term_that_too_many_hold_pairs_nobody() -> None:
    crowd: Archive = [(MONDAY, {1: 100, 10 + k: 5}) for k in range(joins.MOST + 1)]
    assert not pairs_of(crowd)
    assert len(pairs_of(crowd[1:])) == joins.MOST * (joins.MOST - 1)  # in their slice and in the next


def test_stretches_stay_whole_however_the_rows_are_cut() -> None:
    values = [1, 1, 1, 2, 3, 3, 3, 3, 4]
    for size in range(1, 10):
        batches = (pa.record_batch({"by": values[k : k + size]}) for k in range(0, len(values), size))
        parts = [table["by"].to_pylist() for table in stretches(batches, "by") if len(table)]
        assert [value for part in parts for value in part] == values
        assert all(not set(x) & set(y) for x, y in combinations(parts, 2))


def test_the_first_day_of_a_slice_is_what_this_file_takes_it_for() -> None:
    first, before = duckdb.sql(f"SELECT {slice_of(day=str(MONDAY))}, {slice_of(day=str(MONDAY - 1))}").fetchall()[0]
    assert first == before + 1
