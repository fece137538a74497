"""Batches: one file for each input, and only what is missing or changed is made again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.batch import MANIFEST, Outcome, batch, write
from compare.errors import ReadError


class Folder(NamedTuple):
    """A folder of inputs and what `make` was called for."""

    root: Path
    calls: list[str]

    def put(self, name: str, text: str = "Talks began.") -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return str(path)

    def make(self, given: str) -> str:
        self.calls.append(Path(given).name)
        if not Path(given).exists() and "://" not in given:
            raise ReadError(f"{given}: no such file; check the path")
        return f"made of {Path(given).read_text() if '://' not in given else given}\n"

    def run(self, *inputs: str, with_: str = "1", fresh: bool = False, ending: str = ".txt") -> Outcome:
        self.calls.clear()
        return batch(inputs, self.out, ending, self.make, lambda _: with_, fresh=fresh)

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.out.iterdir()} - {MANIFEST}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path, [])


def test_one_file_for_each_input(folder: Folder) -> None:
    assert folder.run(folder.put("a.txt", "A"), folder.put("b.txt", "B")) == (2, 0, [])
    assert folder.files == {"a.txt", "b.txt"}
    assert (folder.out / "b.txt").read_text() == "made of B\n"


def test_a_second_run_makes_only_what_is_missing_or_changed(folder: Folder) -> None:
    inputs = [folder.put(f"{name}.txt", name) for name in "abcd"]
    assert folder.run(*inputs) == (4, 0, [])
    assert folder.run(*inputs) == (0, 4, []) and folder.calls == []
    folder.put("a.txt", "changed")
    (folder.out / "b.txt").unlink()
    (folder.out / "c.txt").write_text("changed by hand")
    assert folder.run(*inputs) == (3, 1, []) and folder.calls == ["a.txt", "b.txt", "c.txt"]
    assert (folder.out / "a.txt").read_text() == "made of changed\n"
    assert (folder.out / "c.txt").read_text() == "made of c\n"
    assert folder.run(*inputs, folder.put("e.txt")) == (1, 4, [])


def test_another_version_or_option_makes_all_again(folder: Folder) -> None:
    inputs = [folder.put("a.txt"), folder.put("b.txt")]
    folder.run(*inputs)
    assert folder.run(*inputs, with_="2") == (2, 0, [])
    assert folder.run(*inputs, with_="2") == (0, 2, [])
    assert folder.run(*inputs, with_="2", ending=".json") == (2, 0, [])
    assert folder.files == {"a.txt", "b.txt", "a.json", "b.json"}


def test_what_fails_is_told_the_rest_is_done_and_no_old_file_is_left(folder: Folder) -> None:
    inputs = [folder.put("a.txt"), folder.put("b.txt"), folder.put("c.txt")]
    folder.run(*inputs)
    Path(inputs[1]).unlink()
    made, unchanged, failures = folder.run(*inputs)
    assert (made, unchanged, [str(failure).partition(":")[0] for failure in failures]) == (0, 2, [inputs[1]])
    assert folder.files == {"a.txt", "c.txt"}
    assert len(folder.run(*inputs).failures) == 1  # and is tried again
    folder.put("b.txt")
    assert folder.run(*inputs) == (1, 2, [])


def test_an_address_is_made_once_and_again_when_it_is_to_be_fresh(folder: Folder) -> None:
    inputs = ["https://a.example/news/1.html?x=1", "https://b.example/news/1.html", folder.put("a.txt")]
    assert folder.run(*inputs) == (3, 0, [])
    assert folder.files == {"a.example-1.txt", "b.example-1.txt", "a.txt"}
    assert folder.run(*inputs) == (0, 3, [])
    assert folder.run(*inputs, fresh=True) == (2, 1, [])


def test_inputs_of_one_name_get_files_of_their_own_that_stay(folder: Folder) -> None:
    one, other = folder.put("x/talks.txt", "one"), folder.put("y/Talks.txt", "other")
    assert folder.run(one, other, one) == (2, 0, [])
    assert len(folder.files) == 2 and "talks.txt" in folder.files
    assert folder.run(other, one) == (0, 2, [])
    assert sorted((folder.out / name).read_text() for name in folder.files) == ["made of one\n", "made of other\n"]


def test_a_file_of_the_users_is_not_written_over(folder: Folder) -> None:
    own = folder.put("out/a.txt", "The user's own.")
    assert folder.run(own) == (1, 0, [])
    assert Path(own).read_text() == "The user's own."
    assert len(folder.files) == 2


def test_what_can_be_read_once_is_made_each_time(folder: Folder) -> None:
    batch(["-"], folder.out, ".txt", lambda _: "one", lambda _: "")
    assert batch(["-"], folder.out, ".txt", lambda _: "two", lambda _: "") == (1, 0, [])
    assert (folder.out / "input.txt").read_text() == "two"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"inputs": 1}',
        '{"inputs": {"a": {}}}',
        '{"inputs": {"a": {"file": 1}}}',
        '{"inputs": {"a": {"file": "../../b"}}}',
        '{"inputs": {"a": {"file": ".."}}}',
        '{"inputs": {"a": {"name": "b"}}}',
    ],
)
def test_a_manifest_that_is_none_is_named_and_nothing_is_touched(folder: Folder, text: str) -> None:
    given = folder.put("a.txt")
    manifest = Path(folder.put(f"out/{MANIFEST}", text))
    with pytest.raises(ReadError, match="is no manifest of ours; "):
        folder.run(given)
    assert manifest.read_text() == text and folder.files == set()


def test_a_run_that_is_broken_off_is_taken_up(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = [folder.put(f"{k}.txt") for k in range(9)]
    make = Folder.make

    def stopped(self: Folder, given: str) -> str:
        if given == inputs[4]:
            raise KeyboardInterrupt
        return make(self, given)

    monkeypatch.setattr(Folder, "make", stopped)
    with pytest.raises(KeyboardInterrupt):
        folder.run(*inputs)
    assert folder.files == {f"{k}.txt" for k in range(4)}
    monkeypatch.setattr(Folder, "make", make)
    assert folder.run(*inputs) == (5, 4, [])


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_run_that_is_killed_leaves_whole_files_that_the_next_one_knows(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom compare.batch import batch\n"
        "batch([str(k) for k in range(500)], Path(sys.argv[1]), '.txt', "
        "lambda given: (time.sleep(0.01), given * 1000)[1], lambda _: '')"
    )
    out = tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", code, str(out)]) as run:
        until = time.monotonic() + 60
        while time.monotonic() < until and len(list(tmp_path.glob("out/*.txt"))) < 60:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    done = list(out.glob("*.txt"))
    assert len(done) >= 60
    assert all(path.read_text() == path.stem * 1000 for path in done)
    json.loads((out / MANIFEST).read_text())
    made = batch([str(k) for k in range(500)], out, ".txt", lambda given: given * 1000, lambda _: "")
    assert made.failures == [] and made.made + made.unchanged == 500
    assert {path.name for path in out.glob("*.txt")} == {f"{k}.txt" for k in range(500)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(inputs=st.lists(st.text(), min_size=1, max_size=5, unique=True))
def test_any_name_gives_a_file_in_the_folder(tmp_path_factory: pytest.TempPathFactory, inputs: list[str]) -> None:
    root = tmp_path_factory.mktemp("batch")
    out = root / "out"
    batch(inputs, out, ".txt", repr, lambda _: "")
    assert sorted(path.read_text() for path in out.glob("*.txt")) == sorted(map(repr, inputs))
    assert list(root.iterdir()) == [out]
    assert all(path.is_file() and len(path.name) < 120 for path in out.iterdir())


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "one\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "a.txt", "two\n")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["one\n"]
