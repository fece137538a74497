"""``tellings stories`` from end to end, on an archive of our own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compare import cli
from compare.model import Article

EVENTS = {
    "ferry": (
        "Ferry sinks off Mindoro with 80 aboard",
        "The ferry Santa Rita sank off Mindoro in the Philippines on Monday with 80 people aboard. ",
        "The coast guard rescued 62 passengers of the Santa Rita, spokesman Armand Balilo said. ",
        "Twelve bodies were found near Calapan, and divers search the wreck of the Santa Rita for the others. ",
        "The Santa Rita had left Batangas although a storm warning was in force, the coast guard said. ",
    ),
    "mine": (
        "Miners trapped in Silesian coal mine",
        "Fourteen miners were trapped by an explosion in the Brzeszcze coal mine in Silesia on Monday. ",
        "The explosion of methane tore through the Brzeszcze mine 700 metres below ground, the company Tauron said. ",
        "Rescuers reached nine of the miners alive by evening, said Tauron spokeswoman Daria Drabik. ",
        "Prime Minister Ewa Kopacz travelled to Silesia and promised help to the families of the miners. ",
    ),
    "vote": (
        "Voters in Slovenia reject pension reform",
        "Voters in Slovenia rejected a reform of pensions in a referendum on Sunday, the election office said. ",
        "Turnout in the Slovenian referendum was 41 percent, and 68 percent of the voters said no. ",
        "Labour Minister Anja Kopac Mrak said the Slovenian government would draft a new law on pensions. ",
        "Trade unions in Ljubljana had collected 50,000 signatures against the reform of pensions. ",
    ),
}
OUTLETS = {"The Post": (0, 1, 2, 3), "Star": (1, 0, 3), "Herald": (0, 3, 2)}


def archive(path: Path, outlets: dict[str, tuple[int, ...]] = OUTLETS) -> Path:
    """Write each event as each outlet tells it: the sentences that it has, in its order."""
    lines = []
    for number, (event, (title, *sentences)) in enumerate(EVENTS.items()):
        for hours, (outlet, order) in enumerate(outlets.items()):
            when = datetime(2015, 3, 16, 8) + timedelta(days=10 * number, hours=hours)
            line = {"id": f"{event}-{outlet}", "title": f"{title} ({outlet})", "source": outlet}
            line["text"] = "\n\n".join(sentences[n].strip() for n in order)
            line["date"] = f"{when.isoformat()}Z"
            line["url"] = f"https://{outlet.split()[-1].lower()}.example/{event}"
            lines.append(json.dumps(line) + "\n")
    path.write_text("".join(lines))
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["stories", *map(str, arguments)])
    return int(ended.value.code or 0)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".duckdb"
    }


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "stories.jsonl").read_text().splitlines()]


def test_an_archive_becomes_stories_comparisons_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    assert run(archive(tmp_path / "news.jsonl"), "-o", folder, "--least", 3, "--jobs", 1) == 0
    stories = lines(folder)
    assert [len(story["articles"]) for story in stories] == [3, 3, 3]  # type: ignore[arg-type]
    assert stories[0]["sources"] == ["The Post", "Star", "Herald"]
    assert stories[0]["first"] == "2015-03-16T08:00:00+00:00"
    index = (folder / "index.html").read_text()
    for story in stories:
        report = folder / "stories" / f"{story['id']}.html"
        assert f'href="stories/{report.name}"' in index
        assert all(str(source) in report.read_text() for source in OUTLETS)
    assert (folder / "skipped.jsonl").read_bytes() == b""
    told = capsys.readouterr()
    assert told.out == "" and "9 articles: 3 stories of two or more, 0 alone" in told.err and "3 made" in told.err
    before = files(folder)
    (folder / ".tellings-killed").write_text("half a file of a run that was killed")
    (folder / "tellings-articles-killed").mkdir()
    assert run(tmp_path / "news.jsonl", "-o", folder, "--least", 3, "--jobs", 1) == 0
    assert files(folder) == before and "0 made, 3 unchanged" in capsys.readouterr().err


def test_two_runs_in_one_folder_do_not_get_into_each_others_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from compare.archive import runs

    with runs._alone(tmp_path):
        assert run(archive(tmp_path / "news.jsonl"), "-o", tmp_path, "--state", tmp_path / "other.duckdb") == 4
    assert f"another run is working in {tmp_path}: wait until it ends" in capsys.readouterr().err
    assert run(tmp_path / "news.jsonl", "-o", tmp_path) == 0


def test_what_a_run_leaves_is_not_read_as_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for out in (".", "desk"):
        (tmp_path / f"in {out}" / "stories").mkdir(parents=True)  # the user's, where reports go too
        monkeypatch.chdir(tmp_path / f"in {out}")
        archive(Path("news.jsonl"))
        Path("stories/own.txt").write_text("Rain fell on Varnby\n\nIt rained on Monday, officials said.")
        for _ in range(2):
            assert run(".", "-o", out, "--least", 2, "--state", "own.db") == 0
            assert "10 articles: 3 stories of two or more, 1 alone" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path / "in .")
    assert run("stories.jsonl", "-o", ".", "--state", "own.db") == 4
    assert "stories.jsonl: is what this command writes" in capsys.readouterr().err


def test_a_file_of_empty_rows_costs_itself_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.jsonl", "{}\n"), ("b.json", "[{}]"), ("c.jsonl", "bad\n" * 200)):
        (tmp_path / name).write_text(text)
    with (tmp_path / "c.jsonl").open("a") as file:
        file.write(archive(tmp_path / "d.jsonl").read_text())
    assert run(*(tmp_path / f"{name}" for name in ("a.jsonl", "b.json", "c.jsonl")), "-o", tmp_path / "out") == 3
    told = capsys.readouterr().err
    assert "9 articles: 3 stories" in told and told.count("there are none") == 2


def test_the_articles_of_another_day_join(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = tmp_path / "parts"
    post, rest = archive(tmp_path / "a.jsonl", {"The Post": OUTLETS["The Post"]}), archive(tmp_path / "b.jsonl")
    assert run(post, "-o", parts, "--least", 2, "--jobs", 1) == 0
    assert "0 stories of two or more, 3 alone" in capsys.readouterr().err
    assert run(rest, "-o", parts, "--least", 2, "--jobs", 1, "--format", "json") == 0
    assert len(list((parts / "stories").glob("*.json"))) == 4  # three comparisons and the manifest
    whole = tmp_path / "whole"
    assert run(rest, "-o", whole, "--least", 2, "--jobs", 1, "--format", "json") == 0
    assert files(parts) == files(whole)


def test_what_is_skipped_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = archive(tmp_path / "news.jsonl")
    with news.open("a") as file:
        file.write('{"id": "bad\n' + json.dumps({"id": "empty", "title": "x", "text": "", "date": "3000-01-01"}) + "\n")
    assert run(news, tmp_path / "none.jsonl", "-o", tmp_path / "out") == 3
    told = capsys.readouterr().err
    assert (
        "none.jsonl: no such file" in told and "1 × damaged (not taken)" in told and "1 × no text (not taken)" in told
    )
    named = [json.loads(line) for line in (tmp_path / "out" / "skipped.jsonl").read_text().splitlines()]
    assert [(s["place"], s["reason"]) for s in named] == [
        ("line 10", "damaged"),
        ("line 11", "no text"),
        ("", "not read"),
    ]
    assert not (tmp_path / "out" / "stories").exists()  # no comparison was asked for


def test_one_comparison_that_fails_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cli._story_shown

    def fails(articles: list[Article], **options: Any) -> tuple[str | bytes, str]:
        if any("Brzeszcze" in article.text for article in articles):
            raise ZeroDivisionError("on purpose")
        return whole(articles, **options)

    monkeypatch.setattr(cli, "_story_shown", fails)
    news, folder = archive(tmp_path / "news.jsonl"), tmp_path / "out"
    assert run(news, "-o", folder, "--least", 2, "--jobs", 1) == cli.SOME_FAILED
    told = capsys.readouterr().err
    assert "ZeroDivisionError: on purpose" in told and "2 made, 0 unchanged, 1 failed" in told
    assert "Not compared: ZeroDivisionError" in (folder / "index.html").read_text()
    monkeypatch.undo()
    assert run(news, "-o", folder, "--least", 2, "--jobs", 1) == 0
    assert "1 made, 2 unchanged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--column", "text"), "write PART=NAME"),
        (("--engine", "spark", "--state", "x"), "--state is of the engine local"),
        (("--master", "local[2]"), "--master is of the engine spark"),
        (("--least", "1"), "--least"),
    ],
)
def test_wrong_usage_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert run(tmp_path / "x.jsonl", "-o", tmp_path / "out", *arguments) == cli.WRONG_USAGE
    assert says in capsys.readouterr().err


def test_an_unknown_part_or_no_article_at_all_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = archive(tmp_path / "news.jsonl")
    assert run(news, "-o", tmp_path / "a", "--column", "words=text") == cli.WRONG_USAGE
    assert "the parts of an article are" in capsys.readouterr().err
    assert run(tmp_path / "none.jsonl", "-o", tmp_path / "b") == cli.ALL_FAILED


def test_ctrl_c_keeps_the_state_and_the_next_run_ends_the_same(tmp_path: Path) -> None:
    news = archive(tmp_path / "news.jsonl")
    command = [sys.executable, "-m", "compare", "stories", str(news), "-o", str(tmp_path / "cut"), "--least", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    reports = tmp_path / "cut" / "stories"
    until = time.monotonic() + 60
    while (
        not (reports.is_dir() and list(reports.glob("*.html"))) and running.poll() is None and time.monotonic() < until
    ):
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode in (cli.INTERRUPTED, 0) and b"Traceback" not in told
    assert run(news, "-o", tmp_path / "cut", "--least", 2, "--jobs", 1) == 0
    assert run(news, "-o", tmp_path / "whole", "--least", 2, "--jobs", 1) == 0
    assert files(tmp_path / "cut") == files(tmp_path / "whole")
