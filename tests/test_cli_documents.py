"""The command writes documents and sheets, applies reviews and measures how far they agree."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_cli import BBC, SCMP, file, plain, tellings  # noqa: F401

import compare
from compare import cli

BEGINS = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-", "csv": b'\xef\xbb\xbf"claim","source"'}


@pytest.mark.parametrize("form", BEGINS)
def test_the_ending_asks_for_a_document(tellings, tmp_path: Path, form: str) -> None:  # noqa: F811
    target = tmp_path / f"r.{form}"
    assert tellings("compare", BBC, SCMP, "-o", target) == (0, "", "")
    assert target.read_bytes().startswith(BEGINS[form])
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_linked_data_by_its_ending(tellings, tmp_path: Path) -> None:  # noqa: F811
    assert tellings("compare", BBC, SCMP, "-o", tmp_path / "r.jsonld") == (0, "", "")
    assert json.loads((tmp_path / "r.jsonld").read_text("utf-8"))["@context"] == "https://schema.org"


def test_csv_on_standard_output_has_no_mark(tellings) -> None:  # noqa: F811
    assert tellings("compare", BBC, SCMP, "--format", "csv").out.startswith('"claim"')


@pytest.mark.parametrize("form", cli.BINARY)
def test_a_pipe_takes_a_document(form: str) -> None:
    command = [sys.executable, "-m", "compare", "compare", BBC, SCMP, "--format", form]
    run = subprocess.run(command, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"") and run.stdout.startswith(BEGINS[form])


@pytest.mark.parametrize("form", cli.BINARY)
@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_a_terminal_does_not(tellings, monkeypatch: pytest.MonkeyPatch, form: str, output: list[str]) -> None:  # noqa: F811
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run = tellings("compare", BBC, SCMP, "--format", form, *output)
    assert run.code == 2 and f"name a file, as with -o report.{form}" in run.err


def test_a_missing_extra_is_one_line(tellings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setitem(sys.modules, "typst", None)
    run = tellings("compare", BBC, SCMP, "-o", tmp_path / "r.pdf")
    assert run == (4, "", "tellings: a PDF needs typst; run: pip install 'tellings[report-pdf]'\n")


@pytest.mark.parametrize("command", ["unique", "summary"])
@pytest.mark.parametrize("ending", ["docx", "csv", "jsonld"])
def test_commands_of_plain_text_write_no_documents(tellings, tmp_path: Path, command: str, ending: str) -> None:  # noqa: F811
    run = tellings(command, BBC, SCMP, "-o", tmp_path / f"r.{ending}")
    assert run.code == 2 and "plain text" in run.err


# -- reviews --------------------------------------------------------------------------------------------------------


def reviewed(folder: Path, coder: str, *decisions: dict[str, Any]) -> Path:
    result = compare.compare([compare.read(BBC), compare.read(SCMP)])
    head = {"schema_version": "1.0", "comparison": result.fingerprint, "coder": coder}
    path = folder / f"{coder}.json"
    path.write_text(json.dumps({**head, "decisions": list(decisions)}), "utf-8")
    return path


APART = {"do": "reject", "claims": ["bbc:6", "scmp:10"]}
NOTE = {"do": "note", "claims": ["bbc:1"], "text": "Ask the *desk*."}


@pytest.mark.parametrize("form", sorted(set(cli.FORMATS) - set(cli.BINARY) - {"html"}))
def test_every_report_says_that_it_was_reviewed(tellings, tmp_path: Path, form: str) -> None:  # noqa: F811
    path = reviewed(tmp_path, "Ann", APART, NOTE)
    run = tellings("compare", BBC, SCMP, "--format", form, "--review", path)
    assert (run.code, run.err) == (0, "")
    told = run.out.replace("\\", "")
    assert "Ann" in told and "Ask the *desk*." in told
    before = tellings("compare", BBC, SCMP, "--format", form).out
    assert "Ann" not in before and before != run.out


def test_a_reviewer_is_named_in_documents(tellings, tmp_path: Path) -> None:  # noqa: F811
    import docx
    import openpyxl
    import pypdfium2

    path = reviewed(tmp_path, "Ann", APART, NOTE)
    for form in cli.BINARY:
        assert tellings("compare", BBC, SCMP, "--review", path, "-o", tmp_path / f"r.{form}").code == 0
    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs)
    pages = pypdfium2.PdfDocument((tmp_path / "r.pdf").read_bytes())
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "r.xlsx").read_bytes()))
    made = {row[0]: row[1] for row in book["How this was made"].iter_rows(values_only=True)}
    told = "Reviewed by Ann: 2 decisions (1 taken apart, 1 with a note); 2 facts stand otherwise than found."
    assert told in words and made["review"] == told
    assert told in " ".join(pages[0].get_textpage().get_text_range().split())


def test_a_review_that_does_not_fit_is_one_line(tellings, tmp_path: Path) -> None:  # noqa: F811
    path = reviewed(tmp_path, "Ann", {"do": "accept", "claims": ["bbc:999"]})
    run = tellings("compare", BBC, SCMP, "--review", path)
    assert (run.code, run.out) == (4, "") and run.err.count("\n") == 1 and "names bbc:999" in run.err
    run = tellings("compare", BBC, SCMP, "--name", f"{BBC}=BBC", "--review", path)
    assert run.code == 4 and "of another comparison" in run.err and "--name" in run.err
    assert "cannot read" in tellings("compare", BBC, SCMP, "--review", tmp_path / "none.json").err


def test_fail_on_conflict_heeds_the_reviewer(tellings, tmp_path: Path) -> None:  # noqa: F811
    clash = reviewed(tmp_path, "Ann", {"do": "status", "claims": ["bbc:6", "scmp:10"], "status": "conflicting"})
    assert tellings("compare", BBC, SCMP, "--fail-on", "conflict").code == 0
    run = tellings("compare", BBC, SCMP, "--fail-on", "conflict", "--review", clash)
    assert run.code == 1 and run.err == "tellings: conflict: F1\n"


def test_agreement_takes_the_files_in_any_order(tellings, tmp_path: Path) -> None:  # noqa: F811
    story = tmp_path / "story.json"
    tellings("compare", BBC, SCMP, "-o", story)
    ann = reviewed(tmp_path, "Ann", APART)
    ben = reviewed(tmp_path, "Ben", {**APART, "do": "accept"})
    run = tellings("agreement", ann, story, ben)
    assert run.code == 0 and "2 coders: Ann, Ben" in run.out and "Ann: taken apart; Ben: shared" in run.out
    assert json.loads(tellings("agreement", story, ann, ben, "--format", "json").out)["coders"] == ["Ann", "Ben"]
    tellings("agreement", story, ann, ben, "-o", tmp_path / "agreement.json")
    assert json.loads((tmp_path / "agreement.json").read_text("utf-8"))["status"]["units"] == 1


def test_agreement_without_a_comparison_says_what_to_do(tellings, tmp_path: Path) -> None:  # noqa: F811
    run = tellings("agreement", reviewed(tmp_path, "Ann"), reviewed(tmp_path, "Ben"))
    assert run.code == 2 and "tellings compare -o story.json" in run.err
