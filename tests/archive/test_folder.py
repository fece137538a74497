"""The folder of an archive's stories: what changed is written, what is gone is removed, one failure costs one story."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.archive import pool
from compare.archive.folder import (
    MOST,
    Outcome,
    Wanted,
    draft,
    from_line,
    keep_comparisons,
    keep_pages,
    keep_stories,
    to_line,
)
from compare.archive.reading import batches
from compare.archive.telling import plain
from compare.archive.texts import Texts
from compare.batch import MANIFEST
from compare.errors import CompareError
from compare.model import Article, Story
from compare.views.story_index import Counts

BEGAN = datetime(2015, 3, 19, tzinfo=UTC)
TEXT = "The river rose two metres on Monday and flooded the old town of Varnby, officials said. Outlet {} was there."


def story(number: int, articles: Sequence[str], outlets: int | None = None) -> Story:
    sources = tuple(f"o{n}" for n in range(outlets or len(articles)))
    return Story(
        f"{number:016x}", tuple(articles), sources, BEGAN, BEGAN, f"Headline {number}", ("Varnby",), len(sources)
    )


@contextmanager
def texts(tmp_path: Path, rows: list[dict[str, Any]]) -> Iterator[Texts]:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with duckdb.connect() as connection:
        for number, batch in enumerate(batches([path])):
            connection.register(f"b{number}", plain(batch))
        yield Texts(connection, "b0")


def row(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": "Flood", "text": TEXT.format(name), "source": name, "date": "2015-03-19", **more}


def sources(articles: Sequence[Article]) -> tuple[str, str]:
    return "\n".join(f"{article.source.name}: {article.text}" for article in articles), ""


def keep(stories: Sequence[Story], known: Texts, *more: Any) -> Outcome:
    """Keep the comparisons of stories of the latest version of each article."""
    latest = dict(known._connection.sql("SELECT id, LAST(key ORDER BY published, key) FROM b0 GROUP BY id").fetchall())
    named = [replace(one, versions=tuple(latest[name] for name in one.articles)) for one in stories]
    return keep_comparisons(named, known, *more)


WANTED = Wanted(2, sources, "test 1", ".txt")


def test_a_story_is_a_line_and_a_line_is_a_story() -> None:
    one = Story("0" * 16, ("a\n", "“b”"), ("o",), BEGAN, None, "Flood\u2028\n", (), 1)
    assert to_line(one).count("\n") == 1 and from_line(to_line(one)) == one


def test_stories_are_counted_and_the_large_ones_chosen(tmp_path: Path) -> None:
    stories = [story(1, ["a"]), story(2, ["b", "c"]), story(3, ["d", "e", "f"]), story(4, ["g", "h", "i"], 1)]
    counts, chosen = keep_stories(stories, tmp_path, 3)
    assert counts == Counts(9, 3, 1) and chosen == [stories[2]]
    lines = (tmp_path / "stories.jsonl").read_text().splitlines(keepends=True)
    assert [from_line(line) for line in lines] == stories
    assert keep_stories(stories, tmp_path, None)[1] == []


def test_comparisons_are_made_once_and_anew_where_their_articles_change(tmp_path: Path) -> None:
    rows = [row(name) for name in "abcd"]
    stories = [story(1, ["a", "b"]), story(2, ["c", "d"])]
    with texts(tmp_path, rows) as known:
        first = keep(stories, known, tmp_path, WANTED)
        assert (first.made, first.unchanged, first.failures) == (2, 0, [])
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "stories").glob("*.txt")}
        again = keep(stories, known, tmp_path, WANTED)
        assert (again.made, again.unchanged) == (0, 2) and again.shown == first.shown
        assert {path: path.stat().st_mtime_ns for path in before} == before
        (tmp_path / "stories" / f"{1:016x}.txt").write_text("spoilt")
        (tmp_path / "stories" / f"{2:016x}.txt").unlink()
        assert keep(stories, known, tmp_path, WANTED).made == 2
        assert keep(stories, known, tmp_path, WANTED._replace(made_with="test 2")).made == 2
        assert (
            keep([story(1, ["a", "b", "c"]), stories[1]], known, tmp_path, WANTED._replace(made_with="test 2")).made
            == 1
        )
    later = [*rows, row("a", text="The river fell again, officials said.", date="2015-03-20")]
    with texts(tmp_path, later) as known:
        keep(stories, known, tmp_path, WANTED)
    told = (tmp_path / "stories" / f"{1:016x}.txt").read_text()
    assert "The river fell again" in told and told.count("a: ") == 1  # the latest version, once


def test_a_comparison_is_made_anew_where_an_article_has_another_date_or_byline(tmp_path: Path) -> None:
    stories = [story(1, ["a", "b"])]
    for made, rows in (
        (1, [row("a"), row("b")]),
        (1, [row("a"), row("b"), row("a", date="2015-03-18")]),
        (0, [row("a", date="2015-03-18"), row("b"), row("a")]),
        (1, [row("a", date="2015-03-18", author="X"), row("b")]),
    ):
        with texts(tmp_path, rows) as known:
            assert keep(stories, known, tmp_path, WANTED).made == made


def test_the_article_of_the_headline_stands_first_the_others_by_time(tmp_path: Path) -> None:
    with texts(tmp_path, [row("a"), row("b"), row("c", title="Headline 1")]) as known:
        keep([story(1, ["a", "b", "c"])], known, tmp_path, WANTED)
    told = (tmp_path / "stories" / f"{1:016x}.txt").read_text()
    assert [line[0] for line in told.splitlines() if line[1:3] == ": "] == ["c", "a", "b"]


def test_what_is_no_story_any_more_is_removed_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    stories = [story(1, ["a", "b"]), story(2, ["c", "d"])]
    with texts(tmp_path, [row(name) for name in "abcd"]) as known:
        keep(stories, known, tmp_path, WANTED)
        mine = tmp_path / "stories" / "notes.txt"
        mine.write_text("mine")
        merged = keep([story(1, ["a", "b", "c", "d"])], known, tmp_path, WANTED)
        assert (merged.made, merged.removed) == (1, 1)
        assert {path.name for path in mine.parent.iterdir()} == {f"{1:016x}.txt", "notes.txt", MANIFEST}
        other = keep([story(1, ["a", "b"])], known, tmp_path, WANTED._replace(ending=".md"))
        assert (other.made, other.removed) == (1, 1) and not list(mine.parent.glob("0*.txt"))


def test_one_that_fails_costs_itself_only_and_leaves_no_old_file(tmp_path: Path) -> None:
    def make(articles: Sequence[Article]) -> tuple[str, str]:
        if any(article.source.name == "c" for article in articles):
            raise CompareError("nothing to compare")
        if any(article.source.name == "e" for article in articles):
            raise ZeroDivisionError("a fault")
        return sources(articles)

    stories = [story(1, ["a", "b"]), story(2, ["c", "d"]), story(3, ["e", "f"]), story(4, ["g", "h"])]
    with texts(tmp_path, [row(name) for name in "abcdefgh"]) as known:
        keep(stories, known, tmp_path, WANTED)
        result = keep(stories, known, tmp_path, WANTED._replace(make=make, made_with="test 2"))
    assert (result.made, len(result.failures)) == (2, 2)
    assert "nothing to compare" in result.failures[0] and "please report" in result.failures[1]
    assert [path.stem[-1] for path in sorted((tmp_path / "stories").glob("*.txt"))] == ["1", "4"]
    assert result.shown[f"{2:016x}"] == ("", "Not compared: nothing to compare")


def test_a_run_that_is_stopped_keeps_what_was_made(tmp_path: Path) -> None:
    def make(articles: Sequence[Article]) -> tuple[str, str]:
        if any(article.source.name == "c" for article in articles):
            raise KeyboardInterrupt
        return sources(articles)

    stories = [story(1, ["a", "b"]), story(2, ["c", "d"])]
    with texts(tmp_path, [row(name) for name in "abcd"]) as known:
        with pytest.raises(KeyboardInterrupt):
            keep(stories, known, tmp_path, WANTED._replace(make=make))
        rest = keep(stories, known, tmp_path, WANTED)
    assert (rest.made, rest.unchanged) == (1, 1)


def test_of_too_many_articles_each_outlet_has_one_and_it_is_told(tmp_path: Path) -> None:
    names = [f"x{n}" for n in range(MOST + 20)]
    rows = [row(name, source="one" if n < MOST else name) for n, name in enumerate(names)]
    with texts(tmp_path, rows) as known:
        result = keep([story(1, names)], known, tmp_path, WANTED)
    told = (tmp_path / "stories" / f"{1:016x}.txt").read_text()
    assert all(f"{name}: " in told for name in names[MOST:])
    assert result.shown[f"{1:016x}"][1] == f"{MOST} of its {MOST + 20} articles are compared"


def test_processes_make_the_same_in_the_same_order() -> None:
    articles = [compare.read(TEXT.format(n).encode(), f"o{n}") for n in range(4)]
    tasks = [(n, articles[n : n + 1]) for n in range(4)]
    assert list(pool.in_order(tasks, sources, 2)) == list(pool.in_order(tasks, sources, 1))


def die(articles: Sequence[Article]) -> tuple[str, str]:
    if articles[0].source.name == "o1":
        import os

        os._exit(9)
    return sources(articles)


def test_a_process_that_dies_is_named_and_the_rest_goes_on() -> None:
    articles = [compare.read(TEXT.format(n).encode(), f"o{n}") for n in range(12)]
    made = dict(pool.in_order([(n, articles[n : n + 1]) for n in range(12)], die, 2))
    assert "its process died" in made[1].error and not made[11].error and sorted(made) == list(range(12))


def test_pages_are_written_where_they_differ_and_removed_where_days_are_gone(tmp_path: Path) -> None:
    counts, _ = keep_stories([story(1, ["a", "b"])], tmp_path, None)
    old, mine = tmp_path / "days" / "2014-01-02-3.html", tmp_path / "days" / "mine.html"
    old.parent.mkdir()
    old.write_text("old")
    mine.write_text("mine")
    keep_pages(tmp_path, counts, {})
    assert not old.exists() and mine.exists()
    index = tmp_path / "index.html"
    when = index.stat().st_mtime_ns
    keep_pages(tmp_path, counts, {})
    assert index.stat().st_mtime_ns == when
    keep_pages(tmp_path, counts, {f"{1:016x}": ("stories/x.html", "")})
    assert "stories/x.html" in index.read_text()


def test_a_draft_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_text("old")

    def fail() -> None:
        with draft(target) as file:
            file.write("new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]
