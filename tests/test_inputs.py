"""What is said of inputs while they are read: a bar on a terminal, the age of what came from the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from compare.inputs import age, now, progress

BEGUN = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, None),
        (0, None),
        (1, "1 second ago"),
        (59, "59 seconds ago"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (3 * 3_600 + 7, "3 hours ago"),
        (86_400, "1 day ago"),
        (400 * 86_400, "400 days ago"),
    ],
)
def test_age(seconds: int, words: str | None) -> None:
    assert age((BEGUN - timedelta(seconds=seconds)).isoformat(timespec="seconds"), BEGUN) == words


def test_a_file_has_no_age_and_a_page_of_this_second_none_yet() -> None:
    assert age("", BEGUN) is None
    assert age(datetime.now(UTC).isoformat(timespec="seconds"), now()) is None


def test_no_bar_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(["a", "b"])) == ["a", "b"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("files", "shown"), [(["seeds/bbc.txt"] * 3, True), (["seeds/bbc.txt"], False)])
def test_a_bar_on_a_terminal_where_there_are_several(files: list[str], shown: bool) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    termios = pytest.importorskip("termios")
    termios.tcsetwinsize(follower, (24, 80))  # the bar is as wide as the terminal
    command = [sys.executable, "-m", "compare", "read", *files]
    run = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "TERM": "xterm"}, check=True
    )
    os.close(follower)
    said = b""
    try:
        while part := os.read(leader, 65536):
            said += part
    except OSError:  # how Linux says that nobody holds the other end
        pass
    os.close(leader)
    assert (b"/3 [" in said) is shown
    assert b"/3 [" not in run.stdout and b"left out" in run.stdout
