"""Reading: every way in, every way to fail, and the hostile inputs of the shared folder."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.read import LARGEST, read
from compare.errors import ReadError

ROOT = Path(__file__).parent.parent.parent
HOSTILE = Path(os.environ.get("TELLINGS_SHARED", ROOT.parent / "shared")) / "hostile"
LEAD = "The river rose two metres on Monday and flooded the old town.\n"


def refused(source: object) -> str:
    """Return the message with which `source` is refused; it is on one line and says what to do."""
    with pytest.raises(ReadError) as caught:
        read(source)  # type: ignore[arg-type]
    message = str(caught.value)
    assert re.fullmatch(r"[^\n\r]+: .+[;,].+", message)
    assert message.isprintable()
    return message


def test_a_path() -> None:
    article = read("seeds/bbc.txt")
    data = Path("seeds/bbc.txt").read_bytes()
    assert article.text == data.decode()
    assert article.origin == "seeds/bbc.txt"
    assert article.digest == hashlib.sha256(data).hexdigest()
    assert article.encoding == "utf-8"
    assert article.title == "China and Japan hold first security talks in four years"
    assert read(Path("seeds/bbc.txt")) == article


def test_bytes_and_open_files_give_the_same_text() -> None:
    data = Path("seeds/scmp.txt").read_bytes()
    article = read(data)
    assert (article.origin, article.source.name) == ("bytes", "scmp")
    assert read(io.BytesIO(data)).blocks == article.blocks
    with open("seeds/scmp.txt", "rb") as binary, open("seeds/scmp.txt", encoding="utf-8") as text:
        assert read(binary).blocks == read(text).blocks == article.blocks
    assert read(io.StringIO(data.decode())).text == article.text
    assert read(io.StringIO(data.decode())).digest == article.digest


def test_an_open_file_is_named_after_its_path(tmp_path: Path) -> None:
    path = tmp_path / "post.txt"
    path.write_bytes(LEAD.encode())
    with open(path, "rb") as file:
        article = read(file)
    assert (article.source.name, article.origin) == ("post", str(path))


@pytest.mark.parametrize("binary", [True, False])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, binary: bool) -> None:
    stream = io.TextIOWrapper(io.BytesIO(LEAD.encode())) if binary else io.StringIO(LEAD)
    monkeypatch.setattr(sys, "stdin", stream)
    article = read("-")
    assert (article.text, article.origin, article.source.name) == (LEAD, "standard input", "standard input")


def test_standard_input_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input" in refused("-")


def test_line_ends_and_stray_control_characters_are_kept() -> None:
    text = "Flood hits town\r\n\r\nThe river rose\x00 two metres.\r\n\x1b[31mNobody was hurt.\r\n"
    assert read(text.encode()).text == text


def test_a_mark_is_taken_off_and_wide_text_read() -> None:
    assert read(b"\xef\xbb\xbf" + LEAD.encode()).text == LEAD
    assert read(LEAD.encode("utf-16")).text == LEAD
    assert read(LEAD.encode("utf-16-be")).text == LEAD
    assert read(io.StringIO("\ufeff" + LEAD)).text == LEAD


def test_lone_surrogates_in_text_are_replaced_and_it_is_said() -> None:
    article = read(io.StringIO(LEAD + "\ud800"))
    assert article.text.endswith("\ufffd")
    assert article.encoding == "text (1 lone surrogate replaced)"


def test_no_statement_is_no_error() -> None:
    assert read(b"...").blocks[0].reason == "line without words"


def test_missing_folder_and_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no such file" in refused(str(tmp_path / "no.txt"))
    assert "no such file" in refused("")
    assert "is a folder" in refused(tmp_path)
    assert "no possible path" in refused("a\x00b")
    assert "cannot be read" in refused("x" * 5000)

    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("builtins.open", forbidden)
    assert "no permission" in refused("seeds/bbc.txt")


def test_an_address_is_not_a_path() -> None:
    assert "only http and https" in refused("ftp://example.org/news")
    assert "no public address" in refused("http://127.0.0.1/news")
    assert "only http and https" in refused("file:///etc/passwd")


def test_a_message_obeys_no_terminal_codes(tmp_path: Path) -> None:
    assert "\x1b" not in refused(str(tmp_path / "a\x1b[31m\nb"))


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "is empty"), (b" \r\n\t\n", "only white space"), (b"\xef\xbb\xbf", "only")]
)
def test_empty(data: bytes, says: str) -> None:
    assert says in refused(data)
    assert says in refused(io.BytesIO(data))
    if data != b"\xef\xbb\xbf":
        assert says in refused(io.StringIO(data.decode()))


def test_too_large() -> None:
    assert "larger than 20 MB" in refused(b"a" * (LARGEST + 1))
    assert "larger than 20 MB" in refused(io.BytesIO(b"a" * (LARGEST + 1)))


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped("a.txt"), "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\xff\xd8\xff\xe0....", "a JPEG image"),
        (b"GIF89a....", "a GIF image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP image"),
        (b"<?xml version='1.0'?><nitf>", "a file of markup"),
        (b"BZh91AY&SY....", "a bzip2 archive"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_other_formats_are_named(data: bytes, kind: str) -> None:
    assert f"is {kind}; " in refused(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03", b"\x00" * 50, b"a\x00\x01\x02\x03" * 100])
def test_binary(data: bytes) -> None:
    assert "is binary data" in refused(data)
    assert "is binary data" in refused(io.StringIO(data.decode("latin-1")))


def test_what_is_no_input() -> None:
    assert "not something to read" in refused(42)
    closed = io.BytesIO(b"x")
    closed.close()
    assert "cannot be read" in refused(closed)
    assert "wrong encoding" in refused(io.TextIOWrapper(io.BytesIO(b"\xff\xff"), encoding="utf-8"))
    with open(os.devnull, "wb") as for_writing:
        assert "cannot be read" in refused(for_writing)


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        article = read(data)
    except ReadError:
        return
    assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
    article.text.encode("utf-8")


@pytest.mark.parametrize(
    "unit", ["a", "\n", "A.\n", '"', "Ab ", "• ", ". ", "(", "12 ", "a > ", "/AP", "\u200b", "Share "]
)
def test_a_long_run_of_anything_is_read(unit: str) -> None:
    text = "x" + unit * (100_000 // len(unit)) + "\n" + LEAD
    article = read(text.encode())
    assert article.blocks[-1].span.end == len(text)


def test_naughty_strings() -> None:
    path = HOSTILE / "naughty_strings.json"
    if not path.exists():
        pytest.skip(f"{path} is missing; set TELLINGS_SHARED to the shared folder")
    for string in json.loads(path.read_text(encoding="utf-8")):
        for text in (string, f"{LEAD}\n{string}\n\n{LEAD}"):
            try:
                article = read(text.encode("utf-8", "surrogatepass"), name=string)
            except ReadError:
                continue
            assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
            assert article.source.name.isprintable()


def test_encodings_of_the_shared_folder() -> None:
    folder = HOSTILE / "encoding"
    if not folder.exists():
        pytest.skip(f"{folder} is missing; set TELLINGS_SHARED to the shared folder")
    assert "道可道" in read(folder / "test_big5.txt").text
    for name in ("tests1.dat", "tests2.dat"):
        for part in (folder / name).read_bytes().split(b"#data\n")[1:]:
            text = re.sub(rb"<[^>]*>", b"", part.split(b"#encoding")[0]).strip()
            assert read(LEAD.encode() + text).text.startswith("The river")
