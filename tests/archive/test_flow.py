"""The main flow of an archive: the same stories on every engine, and however the articles come."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")
from made import FIRST, again, article, batches, events

from compare.archive import flow, kernels
from compare.archive.identity import key_of
from compare.errors import ArchiveError

ROOT = Path(__file__).parents[2]


def together(found: Any) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in found}


def test_each_article_is_in_one_story_and_events_are_found(stories: Any) -> None:
    rows = events(12, undated=False)
    found = stories(rows)
    assert sorted(name for story in found for name in story.articles) == sorted(row["id"] for row in rows)
    assert 9 <= len(found) <= 18
    assert [story.first for story in found] == sorted(story.first for story in found)


@pytest.mark.parametrize("more", [[], ["first leg"]])
def test_a_round_up_of_briefs_does_not_fuse_their_events(stories: Any, more: list[str]) -> None:
    from test_stories import ARTICLES

    of_event = {row[0]: [other[2:] for other in ARTICLES if other[0] == row[0]][:2] for row in ARTICLES}
    chosen = ["quake in Sorano", "election in Varn", *more]
    told = [telling for event in chosen for telling in of_event[event]]
    told.append(("The week in brief", " ".join(of_event[event][0][1] for event in chosen)))
    found = together(stories([article(k, *telling, FIRST) for k, telling in enumerate(told)]))
    round_up = f"a{len(told) - 1}"
    assert {part - {round_up} for part in found} == {
        frozenset({f"a{k}", f"a{k + 1}"}) for k in range(0, len(told) - 1, 2)
    }


def test_spark_finds_what_the_embedded_engine_finds(spark: Any) -> None:
    import pyarrow as pa

    from compare.archive.schemas import ARTICLES

    rows = events(25)
    more = again(rows, 15, random.Random(2))
    rows += [article(1000 + k, *[rows[0][n] for n in ("title", "text")], FIRST + k % 2) for k in range(50)]
    rows += more
    wire = [f"MANILA (AP) — {row['text']}" for row in rows[:6]]
    rows += [article(2000 + k, rows[k]["title"], text, rows[k]["day"]) for k, text in enumerate(wire)]
    expected = list(flow.stories(batches(rows), workers=1))
    assert max(len(story.articles) for story in expected) >= 50 and any(row["day"] is None for row in rows)
    mixed = random.Random(1).sample(rows, len(rows))
    frame = spark.createDataFrame(pa.Table.from_pylist(mixed, schema=ARTICLES)).repartition(8)
    spark.conf.set("spark.sql.shuffle.partitions", "8")
    try:
        assert list(flow.spark_stories(frame)) == expected
    finally:
        spark.conf.set("spark.sql.shuffle.partitions", "2")


def test_the_views_of_a_session_stay_and_no_others_come(spark: Any) -> None:
    """Also where one article comes twice within a second: both engines take the one that comes first by its outlet."""
    import pyarrow as pa

    from compare.archive.schemas import ARTICLES

    row = events(1)[0]
    twice = [{**row, "source": name, "day": FIRST, "published": FIRST * 86_400 * 10**6 + at}
             for name, at in (("zeta", 200_000), ("alpha", 700_000))]  # fmt: skip
    whole = ARTICLES.set(ARTICLES.get_field_index("published"), pa.field("published", pa.timestamp("us", "UTC")))
    table = pa.Table.from_pylist(twice, schema=whole)
    spark.sql("SELECT 1 AS mine").createOrReplaceTempView("articles")
    before = spark.catalog.listTables()
    try:
        (story,) = flow.spark_stories(spark.createDataFrame(table))
        assert [story] == list(flow.stories(table.to_batches(), workers=1)) and story.sources == ("alpha",)
        assert spark.catalog.listTables() == before and spark.table("articles").columns == ["mine"]
    finally:
        spark.catalog.dropTempView("articles")


@pytest.mark.parametrize("window", [-5, 0, 2, 366])
def test_a_window_that_cannot_be_one_is_refused(window: int) -> None:
    with pytest.raises(ArchiveError, match="it may have 3 to 365"):
        list(flow.stories([], window=window))


def test_a_day_that_no_calendar_has_is_none(stories: Any) -> None:
    rows = [{**row, "day": day} for row, day in zip(events(3), (10**8, -719_163, FIRST), strict=False)]
    assert [story.articles for story in stories(rows)] == [story.articles for story in stories(
        [{**row, "day": day} for row, day in zip(rows, (None, None, FIRST), strict=True)])]  # fmt: skip


def edges(state: Path) -> list[Any]:
    import duckdb

    with duckdb.connect(str(state)) as opened:
        return opened.sql("FROM edges ORDER BY ALL").fetchall()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_order_and_runs_change_nothing(rng: random.Random, runs: int) -> None:
    """Also where stories of an earlier run are parted or joined by what comes later, or an article gets another day."""
    import tempfile

    rows = events(8)
    rows += again(rows, 12, rng)
    mixed = rng.sample(rows, len(rows))
    with tempfile.TemporaryDirectory() as folder:
        at_once, file = Path(folder, "at_once.duckdb"), Path(folder, "state.duckdb")
        expected = list(flow.stories(batches(rows), at_once, workers=1))
        for k in range(runs):
            found = list(flow.stories(batches(mixed[k::runs], size=7), file, workers=1))
        assert found == expected and edges(file) == edges(at_once)
        assert list(flow.stories(batches(rows[:9]), file, workers=1)) == expected


def test_what_an_article_was_linked_with_on_another_day_is_forgotten(tmp_path: Path) -> None:
    """Also where no article is left on that day."""
    rows = [row for row in events(4, undated=False) if row["id"] in ("a0", "a1")]
    file = tmp_path / "state.duckdb"
    (story,) = flow.stories(batches(rows), file, workers=1)
    moved = [{**row, "day": row["day"] - far, "published": row["published"] - far * 86_400}
             for row, far in zip(rows, (40, 80), strict=True)]  # fmt: skip
    assert len(story.articles) == 2 and edges(file)
    assert len(list(flow.stories(batches(moved), file, workers=1))) == 2 and not edges(file)


def test_children_make_what_this_process_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = events(20)
    monkeypatch.setattr(kernels, "ALONE", 1)
    monkeypatch.setattr(flow, "BATCH", 10)
    assert list(flow.stories(batches(rows), workers=2)) == list(flow.stories(batches(rows), workers=1))


def test_a_child_that_was_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    started = kernels._started

    def dead() -> subprocess.Popen[bytes]:
        child = started()
        child.kill()
        child.wait()
        return child

    monkeypatch.setattr(kernels, "ALONE", 1)
    monkeypatch.setattr(kernels, "_started", dead)
    with pytest.raises(ArchiveError, match="a process that reads articles ended"):
        list(flow.stories((batch for row in events(9) for batch in batches([row])), workers=2))


def test_articles_may_have_no_column_of_addresses_and_bylines_and_others_more() -> None:
    rows = events(5)
    whole = list(flow.stories(batches(rows), workers=1))
    assert list(flow.stories([b.drop_columns(["url", "byline"]) for b in batches(rows)], workers=1)) == whole
    more = [b.append_column("section", b["title"]) for b in batches(rows)]
    assert list(flow.stories(more, workers=1)) == whole


def test_what_comes_again_is_there_once_though_many_batches_are_on_their_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import duckdb

    monkeypatch.setattr(kernels, "ALONE", 1)
    row = events(1)[0]
    later, earlier = ({**row, "day": day, "published": day * 86_400} for day in (FIRST + 30, FIRST))
    given_ = [batch for told in (later, earlier, later, row, later) for batch in batches([told])]
    (story,) = flow.stories(given_, tmp_path / "state.duckdb", workers=2)
    with duckdb.connect(str(tmp_path / "state.duckdb")) as state:
        for table in ("articles", "details"):
            assert len(state.sql(f"FROM {table}").fetchall()) == 1
        assert state.sql("SELECT day FROM terms UNION SELECT day FROM prints").fetchall() == [(FIRST,)]
    assert story.first is not None and story.first.timestamp() == FIRST * 86_400


def test_the_comparison_of_a_story_has_the_bylines(tmp_path: Path) -> None:
    from compare.archive.texts import texts_of_state

    rows = [{**row, "byline": "Jane Doe, AFP"} for row in events(1)]
    list(flow.stories(batches(rows), tmp_path / "state.duckdb", workers=1))
    with texts_of_state(tmp_path / "state.duckdb") as texts:
        (article_,) = texts.articles([rows[0]["key"]])
    assert article_.source.byline == "Jane Doe, AFP"


def test_tomorrows_articles_join_yesterdays_stories(tmp_path: Path) -> None:
    rows = sorted(events(15, undated=False), key=lambda row: row["published"])
    file = tmp_path / "state.duckdb"
    before = {story.id: story for story in flow.stories(batches(rows[: len(rows) // 2]), file)}
    after = {story.id: story for story in flow.stories(batches(rows[len(rows) // 2 :]), file)}
    assert before.keys() <= after.keys()
    assert any(len(after[name].articles) > len(story.articles) for name, story in before.items())


@pytest.mark.parametrize(
    "opened",
    [
        "from compare.archive.state import State; c = stack.enter_context(State.open(None)).connection",
        "from compare.archive.texts import texts_of_files; c = stack.enter_context(texts_of_files('x'))._connection",
    ],
)
def test_no_bar_is_drawn_among_what_a_shell_of_python_prints(opened: str) -> None:
    """DuckDB takes `python -c`, as it takes a notebook, for somebody who looks on, and draws one after two seconds."""
    bar = "print(c.sql(\"SELECT current_setting('enable_progress_bar')\").fetchall())"
    script = f"import contextlib\nwith contextlib.ExitStack() as stack: {opened}; {bar}"
    assert subprocess.check_output([sys.executable, "-c", script], cwd=ROOT) == b"[(False,)]\n"


def test_a_second_run_at_the_same_time_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "state.duckdb"
    script = f"from compare.archive.state import State\nwith State.open({str(file)!r}): print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == b"1\n"
        with pytest.raises(ArchiveError, match="another run"):
            list(flow.stories(batches(events(1)), file))
        other.communicate(b"\n")
    assert list(flow.stories(batches(events(1)), file))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "text").write_text("no database " * 1000, "utf-8")
    with pytest.raises(ArchiveError, match="cannot be opened"):
        list(flow.stories([], tmp_path / "text"))
    with duckdb.connect(str(tmp_path / "other")) as other:
        other.execute("CREATE TABLE a (b INT)")
    with pytest.raises(ArchiveError, match="something else"):
        list(flow.stories([], tmp_path / "other"))
    (tmp_path / "lines.jsonl").write_text('{"a": 1}\n')  # DuckDB could read it
    with pytest.raises(ArchiveError, match="cannot be opened"):
        list(flow.stories([], tmp_path / "lines.jsonl"))


def test_two_outlets_may_have_one_id() -> None:
    one, other = events(1, undated=False)[0], {**events(1, undated=False)[0], "source": "another"}
    text = f"{other['text']} So it was told."
    other |= {"text": text, "id": one["id"], "key": key_of(one["id"], other["title"], text.encode())}
    (story,) = flow.stories(batches([one, other]), workers=1)
    assert story.articles == (one["id"], one["id"]) and len(set(story.versions)) == len(story.sources) == 2


def test_a_file_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("news:2015", ":memory:", "o'clock.csv"):
        assert list(flow.stories(batches(events(1)), name)) == list(flow.stories([], name))
        assert Path(name).is_file()


@pytest.mark.parametrize("left", [b"", bytes(8) + b"DUCK" + bytes(1000)])
def test_a_file_that_a_run_left_while_it_made_it_is_made_anew(tmp_path: Path, left: bytes) -> None:
    file = tmp_path / "state.duckdb"
    file.write_bytes(left)
    assert list(flow.stories(batches(events(1)), file)) == list(flow.stories(batches(events(1))))


def test_what_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "state.duckdb"
    list(flow.stories(batches(events(20)), file, workers=1))
    whole = bytearray(file.read_bytes())
    told = set()
    for start in range(12_288, len(whole), len(whole) // 12):
        file.write_bytes(whole[:start] + bytes(200) + whole[start + 200 :])
        try:
            list(flow.stories(batches(events(21)), file, workers=1))
        except ArchiveError as error:
            told.add(str(error).partition(" ")[0])
    assert told == {str(file)}


def test_ctrl_c_is_ctrl_c_also_while_duckdb_works(tmp_path: Path) -> None:
    from compare.archive.database import opened

    script = (
        "import os, pathlib, signal, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # which shells turn off in the background
        "from compare.archive.database import opened\n"
        f"with opened(pathlib.Path({str(tmp_path / 'a')!r})) as c:\n"
        "    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "    c.execute('SELECT SUM(SQRT(x)) FROM range(1000000000) AS a(x)')"  # some seconds, where it does not listen
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, check=False, timeout=60)
    assert ended.stderr.rstrip().endswith(b"KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt), opened(tmp_path / "b"):
        raise RuntimeError("Query interrupted")  # as DuckDB tells it
    with pytest.raises(RuntimeError, match="ours"), opened(tmp_path / "b"):
        raise RuntimeError("ours")


def test_an_article_whose_versions_tell_of_two_events_is_in_the_stories_of_both(tmp_path: Path) -> None:
    """Each is compared with the version that tells of it."""
    from compare.archive.texts import texts_of_state

    ferry, quake = (events(1, undated=False, seed=seed)[0] for seed in (1, 2))
    rows = [{**row, "id": "live", "day": FIRST + n, "published": (FIRST + n) * 86_400}
            for n, row in enumerate((ferry, quake))]  # fmt: skip
    file = tmp_path / "state.duckdb"
    first, second = flow.stories(batches(rows), file, workers=1)
    assert first.articles == second.articles == ("live",)
    with texts_of_state(file) as texts:
        known = texts.versions([*first.versions, *second.versions])
    assert [known[key].title for one in (first, second) for key in one.versions] == [ferry["title"], quake["title"]]


def test_a_window_says_how_far_apart_articles_of_a_story_may_be(tmp_path: Path) -> None:
    title, text = events(1, undated=False)[0]["title"], "Zorvald meets Brenkia at Tulmar over Kesk grain and Vosk rail"
    rows = [article(k, title, text, FIRST + day) for k, day in enumerate((0, 11))]
    file = tmp_path / "state.duckdb"
    assert len(list(flow.stories(batches(rows)))) == 2
    assert len(list(flow.stories(batches(rows[:1]), file, window=14))) == 1
    (story,) = flow.stories(batches(rows[1:]), file)
    assert len(story.articles) == 2, "the file keeps its window"
    with pytest.raises(ArchiveError, match="up to 14 days apart, not 7"):
        list(flow.stories([], file, window=7))


def test_what_other_kernels_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, file = events(10), tmp_path / "state.duckdb"
    expected = list(flow.stories(batches(rows), file, workers=1))
    monkeypatch.setattr("compare.archive.state.version", lambda: "another")
    assert list(flow.stories([], file, workers=1)) == expected
    monkeypatch.setattr("compare.archive.state.LAYOUT", "0")
    with pytest.raises(ArchiveError, match="another version"):
        list(flow.stories([], file))


_RUN = """
import sys, pickle
sys.path[:0] = ["tests/archive"]
from made import FIRST, article, batches, events  # noqa: E402
from compare.archive import flow
flow.BATCH, flow.TOGETHER = 20, 20
print("begun", flush=True)
for story in flow.stories(batches(events(30)), sys.argv[1], workers=1):
    print(story)
"""


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """SIGKILL at moments spread over the run; the last run, which is let be, prints the same bytes."""

    def run(state: str) -> Any:
        command = [sys.executable, "-c", _RUN, str(tmp_path / state)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    began = time.monotonic()
    with run("whole") as whole:
        assert whole.stdout is not None and whole.stdout.readline()
        ready = time.monotonic()
        expected = whole.stdout.read()
    took = time.monotonic() - ready
    assert expected.count("Story(") == expected.count("\n") and took < ready - began + 600
    rng = random.Random(1)
    for k in range(5):
        state = f"killed{k // 3}"  # killed again and again before it is let be
        with run(state) as killed:
            assert killed.stdout is not None and killed.stdout.readline()
            time.sleep(rng.random() * took)
            killed.kill()
    for state in ("killed0", "killed1"):
        with run(state) as again:
            assert again.stdout is not None and again.stdout.readline() and again.stdout.read() == expected
