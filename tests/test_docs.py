"""The documentation says what is: its commands run, its example and its figures are those of the program."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [
    line.partition("#")[0].removeprefix("$ ").strip()
    for block in blocks("console")
    for line in block.splitlines()
    if line.startswith("$ tellings ")
]


def test_the_readme_has_commands():
    assert len(COMMANDS) >= 5
    assert "$ make report\n$ make test\n" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command, tmp_path):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    words = [sys.executable, "-m", "compare", *shlex.split(command)[1:]]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert run.stdout or list(tmp_path.glob("report.*"))


def test_the_python_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (block,) = blocks("python")
    exec(compile(block, "README.md", "exec"), {})
    assert "atone" in capsys.readouterr().out


def test_the_example_of_the_readme_stands_in_the_report():
    (example,) = blocks("text")
    report = (ROOT / "reports/seeds.txt").read_text("utf-8").splitlines()
    missing = [line for line in example.splitlines() if line not in report]
    assert not missing, "the README's example is stale: copy it anew from reports/seeds.txt"


def test_the_figures_of_the_readme_are_those_that_were_measured():
    measured = json.loads((ROOT / "benchmarks/results/alignment.json").read_text("utf-8"))["methods"]
    rows = re.findall(r"^\| (.+?) \| (\.\d+) \[(\.\d+), (\.\d+)\] \| (\.\d+) \|", README, re.MULTILINE)
    assert {name for name, *_ in rows} == set(measured)
    for name, f1, low, high, in_part in rows:
        forgiven = measured[name]["forgiven"]
        shown = [float(f"{value:.2f}") for value in (forgiven["F1"], *forgiven["interval"])]
        assert [float(f1), float(low), float(high)] == shown
        assert float(in_part) == float(f"{measured[name]['in part']['F1']:.2f}")


def test_the_page_on_alignment_is_what_was_measured():
    spec = importlib.util.spec_from_file_location("alignment_page", ROOT / "benchmarks/alignment_page.py")
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    for path, text in page.made().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path} is stale: run python benchmarks/alignment_page.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which does not exist"


def test_paths_that_the_pages_name_exist():
    named = set()
    for page in PAGES:
        named |= set(
            re.findall(r"`((?:compare|benchmarks|seeds|docs|tests|reports)/[\w./-]+)`", page.read_text("utf-8"))
        )
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
