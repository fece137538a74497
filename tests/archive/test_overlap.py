"""How many prints every two articles share: as one counts them by hand, crowds and tasks of any size."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")
pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")

from made import sliced  # noqa: E402

from compare.archive import joins, overlap  # noqa: E402
from compare.archive.schemas import FINGERPRINTS, OVERLAPS  # noqa: E402
from compare.archive.slices import UNDATED  # noqa: E402
from compare.archive.slices import WINDOW as SLICE  # noqa: E402

MONDAY = 719_163 // SLICE * SLICE - 719_162  # the first day of a slice
Archive = list[tuple[int | None, set[int]]]
Counts = dict[tuple[int, int], int]

archives = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(MONDAY, MONDAY + 2), st.integers(MONDAY, MONDAY + 20)),
        st.sets(st.integers(0, 5), min_size=1),
    ),
    min_size=1,
    max_size=24,
)


def key_of(number: int) -> int:
    return number * 7919 - 40_000


def counted(archive: Archive, *, whole: bool = False) -> Counts:
    """Return how many prints the pairs of an archive share, found in its slices."""
    rows = [
        {"key": key_of(number), "day": day, "print": print_ * 1_000_003, "size": len(prints)}
        for number, (day, prints) in enumerate(archive)
        for print_ in sorted(prints)
    ]
    connection, engine = sliced("prints", pa.Table.from_pylist(rows, FINGERPRINTS), whole=whole)
    engine.query("spread", joins.spread("prints"))
    engine.fold("overlap", overlap.overlaps, of="spread", schema=OVERLAPS, by=("task",))
    found = connection.sql(joins.summed("overlap", 1, 0)).fetchall()
    sizes = {key_of(number): len(prints) for number, (_, prints) in enumerate(archive)}
    assert all(a < b and (size_a, size_b) == (sizes[a], sizes[b]) for a, b, size_a, size_b, _ in found)
    return {(a, b): shared for a, b, _, _, shared in found}


def by_hand(archive: Archive, *, whole: bool = False) -> Counts:
    """Return the same, print by print and in plain Python."""
    slices: dict[int, list[tuple[int, int | None, bool, set[int]]]] = {}
    for number, (day, prints) in enumerate(archive):
        home = UNDATED if day is None else (day + 719_162) // SLICE
        if whole:
            slices.setdefault(UNDATED, []).append((key_of(number), day, day is None, prints))
        elif day is not None:
            slices.setdefault(home, []).append((key_of(number), day, True, prints))
            slices.setdefault(home + 1, []).append((key_of(number), day, False, prints))
    shared: Counter[tuple[int, int]] = Counter()
    for held in slices.values():
        for print_ in range(6):
            holders = [(key, day, own) for key, day, own, prints in held if print_ in prints]
            spans = {key: None if day is None else day // overlap.WINDOW for key, day, _ in holders}
            crowds = {span for span, count in Counter(spans.values()).items() if count > overlap.MOST}
            heads = {span: min(key for key in spans if spans[key] == span) for span in crowds}
            for x, y in combinations(holders, 2):
                near = x[1] is None or y[1] is None or abs(x[1] - y[1]) <= overlap.WINDOW
                if spans[x[0]] in crowds or spans[y[0]] in crowds:
                    near = tied(x[0], y[0], spans, heads) or tied(y[0], x[0], spans, heads)
                if near and (x[2] or y[2]):
                    shared[min(x[0], y[0]), max(x[0], y[0])] += 1
    return dict(shared)


def tied(head: int, other: int, spans: dict[int, int | None], heads: dict[int | None, int]) -> bool:
    """Whether `head` is the first of a crowd, with which this other holder is paired."""
    own, its = spans[head], spans[other]
    if heads.get(own) != head:
        return False
    return own is None or its is None or its in (own, own + 1) or (its == own - 1 and its not in heads)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("most", [1, 2, 40])
@pytest.mark.parametrize("rows", [4, joins.ROWS])
@settings(max_examples=40, deadline=None)
@given(archive=archives)
def test_it_counts_what_one_counts_by_hand_with_crowds_and_tasks_of_any_size(
    archive: Archive, whole: bool, most: int, rows: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joins, "ROWS", rows)
        patch.setattr(joins, "TASKS", 4)
        patch.setattr(overlap, "MOST", most)
        patch.setattr(overlap, "TOGETHER", rows)
        assert counted(archive, whole=whole) == by_hand(archive, whole=whole)


def test_the_order_and_the_batches_of_the_rows_do_not_matter() -> None:
    rows = [
        {"task": 7, "own": k != 2, "key": k, "day": 16_000, "print": p, "size": 9} for k in range(5) for p in range(9)
    ]
    (one,) = overlap.overlaps(iter([pa.RecordBatch.from_pylist(rows)]))
    mixed = pa.RecordBatch.from_pylist([rows[7 * k % len(rows)] for k in range(len(rows))])
    assert [one] == list(overlap.overlaps(mixed.slice(k, 4) for k in range(0, len(rows), 4)))
    assert one.num_rows == 10
