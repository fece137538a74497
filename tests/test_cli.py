"""The command: exit codes, formats, and every bad input as one line that says what to do."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from compare import __version__, cli
from compare.errors import CompareError, TellingsError

ROOT = Path(__file__).parent.parent
HOSTILE = Path(os.environ.get("TELLINGS_SHARED", ROOT.parent / "shared")) / "hostile"
BBC, SCMP = "seeds/bbc.txt", "seeds/scmp.txt"
FLOOD = "The river rose two metres on Monday and flooded the old town.\n\nPolice rescued 12 people from the school.\n"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


@pytest.fixture
def tellings(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Return a function that runs the command in this process."""

    def run(*arguments: object) -> Run:
        with pytest.raises(SystemExit) as caught:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        code = caught.value.code or 0  # `sys.exit(None)` is success
        assert isinstance(code, int)
        return Run(code, out, err)

    return run


@pytest.fixture
def file(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Return a function that writes a file and gives its path."""

    def write(content: bytes | str, name: str = "input.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return path

    return write


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "compare", *map(str, arguments)], capture_output=True, timeout=120, **options
    )  # type: ignore[call-overload,no-any-return]


def one_line(err: str) -> None:
    assert err.count("\n") == 1, err
    assert not CONTROL.search(err.rstrip("\n")), ascii(err)


# -- exit codes -----------------------------------------------------------------------------------------------------


def test_0_done(tellings) -> None:
    run = tellings("compare", BBC, SCMP)
    assert (run.code, run.err) == (0, "")
    assert "What they share" in run.out and "Only in bbc" in run.out and "Only in scmp" in run.out
    assert not CONTROL.search(run.out.replace("\n", ""))
    assert max(map(len, run.out.splitlines())) <= 100


def test_1_a_condition_is_met(tellings, file) -> None:
    one, other = (
        file("The crash in Bergen killed 15 people on Monday.", "one.txt"),
        file("The crash in Bergen killed 19 people on Monday.", "other.txt"),
    )
    run = tellings("compare", one, other, "--fail-on", "conflict")
    assert run.code == 1
    assert "15" in run.out and "19" in run.out
    assert len(json.loads(tellings("compare", one, other, "--format", "json").out)["conflicts"]) == 1
    assert tellings("compare", one, other, "--fail-on", "unique").code == 0
    assert tellings("compare", one, other).code == 0


def test_1_what_only_one_reports(tellings) -> None:
    assert tellings("compare", BBC, SCMP, "--fail-on", "unique").code == 1
    assert tellings("compare", BBC, SCMP, "--fail-on", "unique", "--fail-on", "conflict").code == 1
    assert tellings("compare", BBC, SCMP, "--fail-on", "conflict").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["compare"],
        ["compare", BBC],
        ["nonsense"],
        ["compare", BBC, SCMP, "--format", "pdfx"],
        ["compare", BBC, SCMP, "--method", "best"],
        ["compare", BBC, SCMP, "--words", "0"],
        ["compare", BBC, SCMP, "--words", "many"],
        ["compare", BBC, SCMP, "--fail-on", "rain"],
        ["compare", BBC, SCMP, "--nonsense"],
        ["compare", BBC, SCMP, "--name", "bbc"],
        ["compare", BBC, SCMP, "--name", "=BBC"],
        ["compare", BBC, SCMP, "--name", "bbc="],
        ["compare", BBC, SCMP, "--name", "cnn.txt=CNN"],
        ["compare", BBC, SCMP, "-o", "no/such/folder/report.html"],
        ["compare", BBC, SCMP, "-o", "seeds"],
        ["unique", BBC, SCMP, "--only", "cnn"],
        ["unique", BBC],
        ["summary"],
        ["summary", BBC, "--method", "best"],
        ["summary", BBC, "--words", "-1"],
        ["completion", "tcsh"],
    ],
    ids=" ".join,
)
def test_2_wrong_usage(tellings, arguments: list[str]) -> None:
    run = tellings(*arguments)
    assert run.code == 2
    assert run.err.strip()
    if arguments:
        assert not run.out
        assert "Error:" in run.err


def test_3_some_inputs_failed(tellings) -> None:
    run = tellings("compare", BBC, "missing.txt", SCMP)
    assert run.code == 3
    one_line(run.err)
    assert "missing.txt: no such file" in run.err
    assert "What they share" in run.out
    assert tellings("read", BBC, "missing.txt").code == 3
    assert tellings("summary", BBC, "missing.txt").code == 3
    assert tellings("unique", BBC, SCMP, "missing.txt").code == 3


def test_4_all_failed(tellings) -> None:
    run = tellings("compare", "missing1.txt", "missing2.txt")
    assert (run.code, run.out) == (4, "")
    assert run.err.count("\n") == 2
    assert tellings("compare", BBC, "missing.txt").code == 4
    for command in ("read", "summary"):
        run = tellings(command, "missing.txt")
        assert run.code == 4
        one_line(run.err)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_130_interrupted(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "compare", "read", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # else ignored in the background
    ) as run:
        with open(pipe, "wb"):  # returns when the command has opened the other end, and so waits for text
            run.send_signal(signal.SIGINT)
            out, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Traceback" not in out + err


# -- formats and where they go --------------------------------------------------------------------------------------


def test_every_format_on_standard_output(tellings) -> None:
    assert "What they share" in tellings("compare", BBC, SCMP, "--format", "table").out
    assert tellings("compare", BBC, SCMP, "--format", "markdown").out.startswith("#")
    assert tellings("compare", BBC, SCMP, "--format", "html").out.startswith("<!DOCTYPE html>")
    assert json.loads(tellings("compare", BBC, SCMP, "--format", "json").out)["schema_version"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.html", "<!DOCTYPE html>"),
        ("r.md", "#"),
        ("r.json", "{"),
        ("r.txt", "China and Japan hold"),
        ("r", "China and Japan hold"),
    ],
)
def test_the_ending_of_the_output_decides(tellings, tmp_path: Path, name: str, begins: str) -> None:
    run = tellings("compare", BBC, SCMP, "-o", tmp_path / name)
    assert run == (0, "", "")
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_format_that_is_named_wins_over_the_ending(tellings, tmp_path: Path) -> None:
    tellings("compare", BBC, SCMP, "--format", "json", "-o", tmp_path / "r.html")
    assert json.loads((tmp_path / "r.html").read_text("utf-8"))


def test_output_is_whole_or_not_at_all(tellings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r.html"
    target.write_text("the old report")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        run = tellings("compare", BBC, SCMP, "-o", target)
    assert run.code == 2
    assert "cannot write" in run.err and "No space left" in run.err
    assert target.read_text() == "the old report"
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"], "a temporary file is left"


def test_output_has_the_usual_permissions(tellings, tmp_path: Path) -> None:
    tellings("compare", BBC, SCMP, "-o", tmp_path / "r.html")
    (tmp_path / "other").touch()
    assert (tmp_path / "r.html").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_output_dash_is_standard_output(tellings) -> None:
    assert tellings("compare", BBC, SCMP, "-o", "-").out == tellings("compare", BBC, SCMP).out


def test_the_same_in_a_file_as_on_standard_output(tellings, tmp_path: Path) -> None:
    tellings("compare", BBC, SCMP, "-o", tmp_path / "r.txt")
    assert (tmp_path / "r.txt").read_text("utf-8") == tellings("compare", BBC, SCMP).out


@pytest.mark.parametrize("columns", ["40", "72", "200"])
def test_columns(tellings, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    run = tellings("compare", BBC, SCMP)
    assert max(map(len, run.out.splitlines())) <= int(columns)


@pytest.mark.parametrize("columns", ["", "wide", "0", "-5", "1e3"])
def test_odd_columns_are_no_traceback(tellings, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert tellings("compare", BBC, SCMP).code == 0


# -- options --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [BBC, "bbc.txt", "bbc"])
def test_name(tellings, which: str) -> None:
    run = tellings("compare", BBC, SCMP, "--name", f"{which}=The Beeb", "--name", "scmp=Morning Post")
    assert run.code == 0
    assert "Only in The Beeb" in run.out and "Only in Morning Post" in run.out


def test_a_name_with_an_equals_sign_is_taken_from_the_right(tellings, file) -> None:
    path = file(FLOOD, "a=b.txt")
    assert "Only in Beeb" in tellings("compare", path, SCMP, "--name", f"{path}=Beeb").out


def test_a_name_that_is_not_clear_is_refused(tellings, file) -> None:
    assert tellings("compare", BBC, file(FLOOD, "bbc.txt"), "--name", "bbc.txt=BBC").code == 2


def test_two_files_of_one_name(tellings, file) -> None:
    run = tellings("compare", BBC, file(FLOOD, "bbc.txt"))
    assert run.code == 0
    assert "Only in bbc (2)" in run.out


def test_unique(tellings) -> None:
    both, one = tellings("unique", BBC, SCMP), tellings("unique", BBC, SCMP, "--only", "scmp")
    assert both.code == one.code == 0
    assert "Taiwan" in both.out and "Kyodo" in both.out
    assert "Taiwan" not in one.out and "Kyodo" in one.out


@pytest.mark.parametrize("method", ["default", "lead", "lexrank", "luhn"])
def test_summary(tellings, method: str) -> None:
    run = tellings("summary", BBC, "--words", "60", "--method", method)
    assert run.code == 0
    assert 3 <= len(run.out.split()) < 110


def test_read(tellings) -> None:
    run = tellings("read", BBC, SCMP)
    assert run.code == 0
    assert "player label" in run.out and "address of the source" in run.out


def test_words(tellings) -> None:
    short, long = (tellings("compare", BBC, SCMP, "--words", n, "--format", "json").out for n in (20, 300))
    assert len(str(json.loads(short)["summaries"])) < len(str(json.loads(long)["summaries"]))
    assert json.loads(short)["settings"]["summary_words"] == 20


def test_articles_from_many_sources(tellings, file) -> None:
    run = tellings("compare", BBC, SCMP, *(file(f"{FLOOD}\nBus {k} sank.", f"p{k}.txt") for k in range(5)))
    assert run.code == 0
    assert all(f"p{k}" in run.out for k in range(5))


def test_help_and_version(tellings) -> None:
    assert tellings("--version").out.strip().endswith(__version__)
    for arguments in (["--help"], ["-h"], *([command, "--help"] for command in cli.cli.commands)):
        run = tellings(*arguments)
        assert run.code == 0
        assert run.out.startswith("Usage: tellings")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tellings, shell: str) -> None:
    run = tellings("completion", shell)
    assert run.code == 0
    assert "_TELLINGS_COMPLETE" in run.out and "tellings" in run.out


# -- the real command -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    code = (
        "import sys\nfrom compare.cli import main\ntry: main([sys.argv[1]])\nexcept SystemExit: pass\n"
        "heavy = 'sklearn', 'nltk', 'sumy', 'numpy', 'scipy', 'jinja2', 'snowballstemmer', 'charset_normalizer'\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, check=True)
    assert run.stderr == "[]\n"


def test_python_m_and_standard_input() -> None:
    run = process("compare", "-", SCMP, "--name", "-=BBC", input=Path(BBC).read_bytes())
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"Only in BBC" in run.stdout


def test_the_installed_command() -> None:
    command = Path(sys.executable).parent / "tellings"
    if not command.exists():
        pytest.skip("tellings is not installed beside this Python")
    run = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith(__version__)


def test_a_closed_pipe_is_no_traceback(file) -> None:
    """As in ``tellings compare … | head -1``: the report is longer than what a pipe holds."""
    long = file("\n\n".join(f"The mayor of town {k} opened bridge {k} on Monday." for k in range(400)))
    with subprocess.Popen(
        [sys.executable, "-m", "compare", "compare", BBC, str(long), "--format", "html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        assert run.stdout.readline() == b"<!DOCTYPE html>\n"
        run.stdout.close()
        err = run.stderr.read()
    assert (run.returncode, err) == (0, b"")


def terminal(arguments: list[str], env: dict[str, str]) -> str:
    """Run the command in a terminal of 100 columns and return what it shows."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "compare", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        check=True,
        env={**{k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "TERM"}}, "COLUMNS": "100", **env},
    )
    os.close(follower)
    shown = b""
    try:
        while part := os.read(leader, 65536):
            shown += part
    except OSError:  # how Linux says that nobody holds the other end
        pass
    os.close(leader)
    return shown.decode()


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour_in_a_terminal(env: dict[str, str], coloured: bool, file) -> None:
    one = file("Talks began.\nThe envoy met Abe.", "one.txt")  # short: a terminal holds 4 KB before it waits
    assert ("\x1b[" in terminal(["read", str(one)], env)) == coloured


# -- bad input ------------------------------------------------------------------------------------------------------

SENTENCE = "The mayor of town {0} opened bridge {0} in Bergen on Monday."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "only white space"),
        (b"\xef\xbb\xbf\n", "only white space"),
        (bytes(range(256)) * 10, "binary data"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "PNG"),
        (b"\x00" * 1000, "binary data"),
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
    ],
    ids=["empty", "white space", "mark only", "binary", "picture", "zeros", "pdf"],
)
def test_what_is_no_text_is_named_and_the_others_go_on(tellings, file, content: bytes, says: str) -> None:
    bad = file(content)
    run = tellings("compare", BBC, bad, SCMP)
    assert run.code == 3
    one_line(run.err)
    assert says in run.err and str(bad) in run.err
    assert "What they share" in run.out
    run = tellings("compare", BBC, bad)
    assert run.code == 4
    assert says in run.err and not run.out


@pytest.mark.parametrize(
    "path", ["no/such/file.txt", "", "/dev/null", "x" * 300, "ftp://example.org/a", "http://0x7f.1/"]
)
def test_what_is_no_file_is_named(tellings, path: str) -> None:
    run = tellings("read", path)
    assert (run.code, run.out) == (4, "")
    one_line(run.err)


def test_a_folder_and_a_file_that_holds_several(tellings, file) -> None:
    assert "What they share" in tellings("compare", "seeds").out
    rows = [{"text": FLOOD, "source": "Post"}, {"text": FLOOD.replace("two", "three"), "source": "Mail"}]
    run = tellings("compare", file(json.dumps(rows), "export.json"), "--format", "json")
    assert [article["source"] for article in json.loads(run.out)["articles"]] == ["Post", "Mail"]
    alone = tellings("compare", file(json.dumps(rows[:1]), "one.json"))
    assert alone.code == 2 and "one telling cannot be compared" in alone.err


def test_a_note_on_an_article_goes_to_standard_error(tellings, file) -> None:
    run = tellings("read", file("Der Fluss stieg am Montag um zwei Meter, und die Altstadt wurde überflutet.\n"))
    assert run.code == 0 and "is in German" in run.err and "German" not in run.out


def test_the_same_article_twice(tellings) -> None:
    run = tellings("compare", BBC, BBC)
    assert (run.code, run.out) == (4, "")
    assert "the same article" in run.err and "--name" in run.err


def test_standard_input_twice(tellings, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FLOOD.encode())))
    run = tellings("compare", "-", "-")
    assert run.code == 4
    assert "standard input" in run.err


@pytest.mark.parametrize(
    "text", ["...", "!?! —", "Will it rain? Who knows?", "ABC\n\nDEF", "x", "42", "\u200b\u200b", "Talks:"]
)
def test_no_sentence_at_all(tellings, file, text: str) -> None:
    bad = file(text)
    run = tellings("compare", BBC, bad)
    assert (run.code, run.out) == (4, "")
    one_line(run.err)
    assert "states nothing" in run.err and str(bad) in run.err
    assert tellings("read", bad).code == 0
    assert tellings("summary", bad).code == 4


def test_no_sentence_in_one_of_three_lets_the_others_go_on(tellings, file) -> None:
    run = tellings("compare", BBC, SCMP, file("..."))
    assert run.code == 3
    one_line(run.err)
    assert "What they share" in run.out


@pytest.mark.parametrize(
    "content",
    [
        FLOOD.encode("utf-16"),
        FLOOD.encode("utf-16-le"),
        FLOOD.encode("utf-16-be"),
        b"\xef\xbb\xbf" + FLOOD.encode(),
        FLOOD.replace("\n", "\r\n").encode(),
        FLOOD.replace("\n", "\r").encode(),
        FLOOD.encode() + b"\xff\xfe caf\xe9 \xc3",
        FLOOD.replace("rose", "ro\x00se").encode(),
        FLOOD.encode("cp1252"),
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "mark", "crlf", "cr", "invalid utf-8", "nul", "cp1252"],
)
def test_encodings(tellings, file, content: bytes) -> None:
    run = tellings("compare", file(content), SCMP)
    assert (run.code, run.err) == (0, "")
    assert "Police rescued 12 people from the school." in run.out
    assert not CONTROL.search(run.out.replace("\n", ""))


EVIL = (
    "The \x1b[31mriver\x1b]0;owned\x07 rose \x9b2Jtwo metres on Monday.\n\n"
    "<script>alert('x')</script> The <img src=x onerror=alert(1)> town was flooded on Monday.\n\n"
    "The \u202eneddih\u202c mayor | *opened* [a](javascript:alert(1)) bridge in `Bergen` yesterday.\n"
)


def unsafe(form: str, out: str) -> object:
    """Return what of a report a terminal or a browser would obey, or None."""
    out = out.replace("\r\n", "\n") if form == "csv" else out
    if found := CONTROL.search(out) or (form in {"table", "json"} and DIRECTION.search(out)):
        return found
    if form == "html":  # the page's own data and script, which come last
        own = r'<script type="application/json" id="data">[^<]*</script>\n<script>.*</script>\n</body>'
        out, found_own = re.subn(own, "", out, flags=re.S)
        assert found_own == 1
    return (
        re.search(r"<\s*(script|img|iframe|object|embed|base|form)\b|<[^>]*\son\w+\s*=", out, re.I)
        if form in {"html"}
        else None
    )


@pytest.mark.parametrize("form", [form for form in cli.FORMATS if form not in cli.BINARY])
def test_terminal_escapes_and_scripts(tellings, file, form: str) -> None:
    run = tellings("compare", file(EVIL, "evil<b>.txt"), BBC, "--format", form)
    assert (run.code, run.err) == (0, "")
    assert unsafe(form, run.out) is None
    if form == "markdown":
        assert not re.search(r"(?<!\\)<script", run.out)
        assert not re.search(r"(?<!\\)\]\(javascript:", run.out)


def test_escapes_in_names_of_files_and_options(tellings) -> None:
    for run in (
        tellings("read", "no\x1b[31m\nsuch.txt"),
        tellings("compare", BBC, SCMP, "--name", "x\x1b[31m\x07y"),
        tellings("unique", BBC, SCMP, "--only", "x\x1b[31my"),
        tellings("compare", BBC, SCMP, "--format", "x\x1b[31my"),
        tellings("compare", BBC, SCMP, "-o", "no/such\x1b[31m/r.html"),
    ):
        assert run.code in {2, 4}
        assert "\x1b" not in run.err and "\x07" not in run.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "compare", "summary", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        pipe.write_text(FLOOD)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, b"")
    assert b"Police rescued" in out


# The whole of it takes minutes: TELLINGS_SLOW=1 asks for it.
CHARACTERS = 2_500_000 if os.environ.get("TELLINGS_SLOW") else 400_000


@pytest.mark.parametrize("unit", ["a", "the mayor and the envoy opened bridges after rain ", "会", "a.b", "( ", '"'])
def test_much_text_in_one_line(tellings, file, unit: str) -> None:
    text = "The river rose " + unit * (CHARACTERS // len(unit.encode()))
    run = tellings("compare", file(text), SCMP, "--format", "json")
    assert run.code in {0, 4}
    if run.code == 0:
        assert json.loads(run.out)["claims"]
    else:
        one_line(run.err)


def test_many_sentences_are_compared(tellings, file) -> None:
    sentences = [SENTENCE.format(k) for k in range(CHARACTERS // 400)]
    run = tellings("compare", file("\n\n".join(sentences)), SCMP, "--format", "json")
    assert (run.code, run.err) == (0, "")
    assert len(json.loads(run.out)["claims"]) >= len(sentences)


def test_more_sentences_than_can_be_compared(tellings, file) -> None:
    lines = [SENTENCE.format(k) for k in range(2_100)]
    one, other = file("\n\n".join(lines), "one.txt"), file("\n\n".join(reversed(lines)), "other.txt")
    run = tellings("compare", one, other)
    assert (run.code, run.out) == (4, "")
    one_line(run.err)
    assert "more than can be compared" in run.err and "cut the longer one" in run.err


def test_an_error_that_is_not_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no stage names is a bug: it is not turned into a message that blames the input."""
    assert issubclass(CompareError, TellingsError)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("compare.read_all", broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["read", BBC])


# -- naughty strings ------------------------------------------------------------------------------------------------


def test_naughty_strings() -> None:
    """As paragraph, as title, as name of a source: every format, and nothing in it that would be obeyed."""
    path = HOSTILE / "naughty_strings.json"
    if not path.exists():
        pytest.skip(f"{path} is missing; set TELLINGS_SHARED to the shared folder")
    import compare
    from compare.articles.read import read

    strings = json.loads(path.read_text("utf-8"))
    assert len(strings) > 500
    every = "\n\n".join(f"{string} was opened by the mayor on Monday." for string in strings)
    flood = read(FLOOD.encode(), "flood")
    check_views(compare.compare([read(every.encode("utf-8", "surrogatepass"), "every"), flood]))
    other = read(b"The mayor opened the bridge in Bergen on Monday.", "other")
    refused = []
    for string in strings:
        text = (
            f"{string}\n\nPolice rescued 12 people on Monday. {string}\n\n{string} was opened by the mayor on Monday."
        )
        try:
            result = compare.compare([read(text.encode("utf-8", "surrogatepass"), string), other])
        except TellingsError as error:
            refused.append(str(error))
        else:
            check_views(result)
    assert len(refused) <= 10, refused
    assert all(message.isprintable() for message in refused)


def check_views(result) -> None:  # type: ignore[no-untyped-def]
    views = {
        "table": result.to_text(),
        "markdown": result.to_markdown(),
        "html": result.to_html(),
        "json": result.to_json(),
    }
    for form, shown in views.items():
        shown.encode("utf-8")
        assert unsafe(form, shown) is None, (form, result.sources)
    assert json.loads(views["json"])["articles"][0]["text"] == result.articles[0].text


# -- batches and addresses ------------------------------------------------------------------------------------------


def test_a_folder_of_articles(tellings, tmp_path: Path, file) -> None:
    out = tmp_path / "read"
    run = tellings("read", BBC, SCMP, "-o", f"{out}/", "--format", "json")
    assert (run.code, run.out, run.err) == (0, "", "tellings: 2 written, 0 unchanged, 0 failed\n")
    article = json.loads((out / "bbc.json").read_text("utf-8"))["articles"][0]
    assert (article["source"], article["fetched"], article["text"]) == ("bbc", "", Path(BBC).read_text("utf-8"))
    run = tellings("read", BBC, "missing.txt", SCMP, file("Talks began."), "-o", out, "--format", "json")
    assert run.code == 3
    assert run.err.splitlines()[-1] == "tellings: 1 written, 2 unchanged, 1 failed"
    assert "missing.txt: no such file" in run.err and run.err.count("\n") == 2
    assert tellings("read", BBC, "-o", out, "--format", "json", "--name", "bbc=BBC").err.startswith(
        "tellings: 1 written"
    )
    assert tellings("read", "missing.txt", "-o", out).code == 4
    assert tellings("read", BBC, "-o", out).code == 0
    assert "kept, title" in (out / "bbc.txt").read_text("utf-8")


def test_a_folder_that_cannot_be_written(tellings, file) -> None:
    run = tellings("read", BBC, "-o", f"{file('in the way', 'way')}/")
    assert run.code == 2
    assert "cannot write" in run.err


def test_an_article_as_json(tellings, tmp_path: Path) -> None:
    run = tellings("read", BBC, SCMP, "--format", "json")
    assert [article["source"] for article in json.loads(run.out)["articles"]] == ["bbc", "scmp"]
    assert tellings("read", BBC, SCMP, "-o", tmp_path / "a.json").code == 0
    assert (tmp_path / "a.json").read_text("utf-8") == run.out
    assert tellings("read", BBC, "-o", tmp_path / "a.html").code == 2


def test_addresses(tellings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    from little_web import OTHER, PUBLIC, Web, answer

    from compare.articles import page

    with Web() as web:
        monkeypatch.setattr("compare.articles.fetch.INTERNET", web.network)
        page._rules.cache_clear()
        server = web.serve("one.example", PUBLIC, answer(FLOOD.encode()))
        web.serve("two.example", OTHER, answer(FLOOD.replace("12", "14").encode()))
        one, two = "http://one.example/flood", "http://two.example/flood"
        run = tellings("compare", one, two, "http://three.example/", "--format", "json")
        assert run.code == 3
        one_line(run.err)
        articles = json.loads(run.out)["articles"]
        assert [(article["source"], article["url"]) for article in articles] == [("one", one), ("two", two)]
        assert articles[0]["sha256"] == hashlib.sha256(FLOOD.encode()).hexdigest()

        reached = server.reached
        later = datetime.now(UTC) + timedelta(hours=3, minutes=5)
        monkeypatch.setattr("compare.inputs.now", lambda: later)
        run = tellings("read", one)
        assert (run.code, run.err) == (
            0,
            f"tellings: {one}: from the cache, fetched 3 hours ago; --fresh fetches it anew\n",
        )
        assert server.reached == reached
        out = tmp_path / "out"
        assert tellings("read", one, "-o", f"{out}/", "--format", "json").code == 0
        assert "0 written, 1 unchanged" in tellings("read", one, "-o", out, "--format", "json").err
        monkeypatch.undo()
        monkeypatch.setattr("compare.articles.fetch.INTERNET", web.network)
        assert tellings("read", one, "--fresh").code == 0
        assert server.reached > reached


def test_an_address_that_is_not_public(tellings) -> None:
    run = tellings("compare", BBC, SCMP, "http://169.254.169.254/latest/meta-data/")
    assert run.code == 3
    one_line(run.err)
    assert "no public address" in run.err
