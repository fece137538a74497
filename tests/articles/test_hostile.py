"""Files that are out to break a reader: each ends as a result or as one named error, in time, and the parent lives.

The bombs are made here. Those that take more than a few seconds run only where TELLINGS_SLOW is set, as CI does.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import samples
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from compare.articles.document import Document, Unreadable
from compare.articles.read import read_all
from compare.articles.readers import exports, kept, layout, marked, metadata, newsml, ninjs, pdf, tables, visible
from compare.articles.sandbox import SANDBOX, Sandbox
from compare.errors import ReadError, TellingsError
from compare.model import Article

ROOT = Path(__file__).parent.parent.parent
HOSTILE = Path(os.environ.get("TELLINGS_SHARED", ROOT.parent / "shared")) / "hostile"
SLOW = pytest.mark.skipif(not os.environ.get("TELLINGS_SLOW"), reason="takes seconds: set TELLINGS_SLOW=1")
LIMIT = 25  # seconds


def outcome(data: bytes | Path) -> list[Article] | ReadError:
    """Return what reading gives; it must be a result or a named error, and soon."""
    began = time.monotonic()
    found: list[Article] | ReadError
    try:
        found = read_all(data)
    except ReadError as error:
        found = error
    if isinstance(found, ReadError):
        assert str(found).isprintable() and "; " in str(found), str(found)
    else:
        for article in found:
            assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
            article.text.encode("utf-8")
    assert time.monotonic() - began < LIMIT
    return found


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """Return a ZIP archive whose first member states another size than it has."""
    made = bytearray(data)
    at = made.rindex(b"PK\x01\x02")
    made[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(made)


def gigabyte() -> bytes:
    """Return a gzip member of a megabyte that unpacks to a gigabyte, with the head of a WARC record before it."""
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: application/http\r\n"
        b"Content-Length: 1000000100\r\n\r\nHTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"
    )
    packer = zlib.compressobj(9, wbits=31)
    chunk = b"a" * 1_000_000
    return packer.compress(head) + b"".join(packer.compress(chunk) for _ in range(1000)) + packer.flush()


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(12))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def laughing(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{LAUGHS}]>{inside}'.encode()


def pages(number: int) -> bytes:
    """Return a PDF document of many empty pages, by hand: a library would take minutes."""
    made = io.BytesIO(b"%PDF-1.4\n")
    made.seek(0, 2)
    kids = " ".join(f"{i + 3} 0 R" for i in range(number))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {number}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"] * number
    places = []
    for i, body in enumerate(objects, 1):
        places.append(made.tell())
        made.write(f"{i} 0 obj{body}endobj\n".encode())
    start = made.tell()
    made.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    made.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    made.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return made.getvalue()


QUICK: dict[str, Callable[[], bytes]] = {
    "nested elements, 500 KB": lambda: b"<html><body>" + b"<div>" * 100_000 + b"The river rose two metres on Monday.",
    "nested tables": lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + b"The river rose on Monday.",
    "unclosed comment": lambda: b"<!doctype html><!--" + b"<!-" * 500_000,
    "script that never ends": lambda: b"<html><body><p>The river rose.</p><script>" + b"<" * 1_000_000,
    "entities in HTML": lambda: b"<html><body><p>" + b"&amp;" * 500_000,
    "DOCX that unpacks to 300 MB": lambda: zipped({"word/document.xml": b" " * 300_000_000}),
    "DOCX that lies": lambda: lying(zipped({"word/document.xml": b" " * 3_000_000}), 100),
    "DOCX with entities": lambda: zipped({"word/document.xml": laughing("d", f"<d xmlns='{WORD}'>&l11;</d>")}),
    "DOCX of nested elements": lambda: zipped({"word/document.xml": b"<w:d xmlns:w='%b'>" % WORD.encode() + b"<w:p>" * 90_000}),
    "DOCX without anything": lambda: zipped({"word/other.xml": b"x"}),
    "XLSX with a sheet of 200 MB": lambda: zipped({"xl/workbook.xml": b"<w/>", "xl/worksheets/a.xml": b" " * 200_000_000}),
    "XLSX with entities": lambda: zipped({"xl/workbook.xml": laughing("w", "<w>&l11;</w>")}),
    "RSS with entities": lambda: laughing("rss", "<rss><channel><item><title>&l11;</title></item></channel></rss>"),
    "RSS with a file": lambda: b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item>'
    b"<title>&f;</title></item></channel></rss>",
    "NewsML with entities": lambda: laughing("newsItem", "<newsItem><itemMeta>&l11;</itemMeta></newsItem>"),
    "NewsML with a foreign definition": lambda: b'<!DOCTYPE newsItem SYSTEM "file:///etc/passwd"><newsItem/>',
    "JSON of 100,000 brackets": lambda: b'[{"text":' + b"[" * 100_000,
    "JSON of one long number": lambda: b'[{"text": ' + b"9" * 1_000_000 + b"}]",
    "CSV of one line": lambda: b"title,text\n" + b'"a,' * 300_000,
    "CSV of 100,000 columns": lambda: b"title,text\n" + b"," * 100_000,
    "RTF of brackets": lambda: b"{\\rtf1 " + b"{" * 200_000,
    "mail of nested parts": lambda: b"MIME-Version: 1.0\nFrom: a@example.org\nSubject: x\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3_000)),
    "gzip of 1 GB of text": lambda: gzip.compress(b"\n" * 30_000_000),
    "WARC with a length that is none": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nx",
    "PDF that is cut off": lambda: samples.pdf()[:900],
    "PDF of 10,000 pages": lambda: pages(10_000),
}  # fmt: skip
LONG: dict[str, Callable[[], bytes]] = {
    "mail of 20,000 parts": lambda: b"MIME-Version: 1.0\nFrom: a@example.org\nSubject: x\nContent-Type: multipart/mixed; "
    b"boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 20_000,
    "one tag with 100,000 attributes": lambda: b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">x",
    "20 MB of HTML": lambda: b"<html><body>" + b"<p>The river rose <b>two</b> metres on Monday.</p>" * 380_000,
    "20 MB of HTML in one paragraph": lambda: b"<html><body><p>" + b"The river rose <b>two</b> metres. " * 570_000,
    "1 GB in a WARC.gz of 1 MB": gigabyte,
    "1 GB in a member of 1 MB": lambda: zipped({"xl/workbook.xml": b"<w/>", "xl/worksheets/a.xml": b" " * 1_000_000_000}),
    "XML with 10 million attributes": lambda: b"<rss><channel " + b"a=1 " * 4_000_000 + b">",
}  # fmt: skip


@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_ends_as_a_result_or_a_named_error(name: str) -> None:
    outcome(QUICK[name]())
    assert len(read_all(samples.html())) == 1  # the next file is read


@SLOW
@pytest.mark.parametrize("name", LONG)
def test_a_great_bomb_ends_in_time(name: str) -> None:
    data = LONG[name]()
    assert len(data) <= 20_000_000
    outcome(data)
    assert len(read_all(samples.html())) == 1


@pytest.mark.parametrize("name", ["RSS with a file", "NewsML with a foreign definition", "DOCX with entities"])
def test_what_declares_entities_is_refused_and_no_file_is_read(name: str) -> None:
    found = outcome(QUICK[name]())
    assert isinstance(found, ReadError)
    assert "may hide anything" in str(found) or "document type definition" in str(found)


def test_what_promises_more_than_is_allowed_is_refused_before_it_is_unpacked() -> None:
    found = outcome(QUICK["DOCX that unpacks to 300 MB"]())
    assert "unpacks to more than 150 MB" in str(found)


READERS_THAT_MISBEHAVE = """
import os, sys, time
def sleeps(data): time.sleep(60)
def eats(data): return [bytearray(100_000_000) for _ in range(100)]
def dies(data): os.kill(os.getpid(), 9)
def fails(data): raise RuntimeError("secret of the machine")
def prints(data):
    print("not an answer"); os.write(1, b"nor this"); return []
def lies(data):
    from compare.articles.document import Document, Part
    return [Document(text="abc", parts=[Part(0, 99, "title", "")])]
def nonsense(data): return [{}]
def writes(data):
    with open(data.decode(), "wb") as file: file.write(b"x" * 10)
    return []
"""


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        ("sleeps", "more than 2 seconds"),
        ("eats", "more memory"),
        ("dies", "crash"),
        ("fails", "its reader stopped with RuntimeError"),
        ("lies", "damaged document"),
        ("nonsense", "its reader stopped with AttributeError"),
        ("writes", "its reader stopped with OSError"),
    ],
)
def test_the_limits_of_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, says: str) -> None:
    (tmp_path / "misbehaving.py").write_text(READERS_THAT_MISBEHAVE)
    monkeypatch.syspath_prepend(str(tmp_path))
    box = Sandbox()
    try:
        assert box.documents(b"", "misbehaving:prints") == []
        with pytest.raises(Unreadable, match=says) as caught:
            box.documents(str(tmp_path / "written").encode(), f"misbehaving:{reader}", 2.0)
        assert "secret" not in str(caught.value)
        assert box.documents(b"", "misbehaving:prints", 10.0) == []  # the next file is read
    finally:
        box.close()


def test_a_module_of_the_working_folder_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    SANDBOX.close()
    assert len(read_all(samples.html())) == 1


def test_a_folder_with_bombs_gives_all_that_is_good(tmp_path: Path) -> None:
    good = 200 if os.environ.get("TELLINGS_SLOW") else 20
    for number in range(good):
        (tmp_path / f"{number:03d}.html").write_bytes(samples.html(title=f"Flood hits Varnby {number}"))
    names = ["nested elements, 500 KB", "DOCX that unpacks to 300 MB", "RSS with entities", "PDF of 10,000 pages"]
    for number in range(good // 20):
        (tmp_path / f"{number * 20:03d}-bomb").write_bytes(QUICK[names[number % len(names)]]())
    errors: list[ReadError] = []
    articles = read_all(tmp_path, errors=errors)
    titles = {article.title for article in articles}
    assert {f"Flood hits Varnby {number}" for number in range(good)} <= titles
    assert len(articles) + len(errors) >= good + good // 20


def shared(name: str) -> Path:
    """Return a file or folder of the shared folder; its absence is a failure in CI and a named skip elsewhere."""
    path = HOSTILE / name
    if not path.exists():
        message = f"{path} is missing; set TELLINGS_SHARED to the shared folder"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.mark.parametrize("folder", ["json", "pdf", "warc", "encoding"])
def test_every_file_of_the_shared_folder(folder: str) -> None:
    found = [outcome(path) for path in sorted(shared(folder).iterdir())]
    assert any(isinstance(one, list) for one in found)


def test_every_feed_of_the_shared_folder() -> None:
    with tarfile.open(shared("feeds.tar.gz")) as archive:
        files = [archive.extractfile(member) for member in archive if member.isfile()]
        found = [outcome(file.read() or b" ") for file in files if file is not None]
    assert len(found) > 2000 and sum(isinstance(one, list) for one in found) > 400


# -- fuzzing of what is our own: in this process, so that a crash shows itself --------------------------------------

# TELLINGS_FUZZ goes on until it is stopped (tests/fuzz.sh), and shows what it finds without making it smaller first.
ENDLESS = bool(os.environ.get("TELLINGS_FUZZ"))
BOUND = settings(
    max_examples=10_000_000 if ENDLESS else 60,
    phases=[Phase.explicit, Phase.generate] if ENDLESS else list(Phase),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
SCRAPS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "<br>", "<td>", "<tr>", "<table>", "<a href=x>", "</a>", "<h1>", "<li>", "<script>", "Flood",
         "The river rose. ", "\n", "\n\n", "HD ", "TD ", "LP ", "PD 19 March 2015", "SN The Post", "Body", "Length: 3 words",
         "End of Document", "{", "}", "[", "]", '"', ":", ",", "text", "title", "\x00", "\ud800", "é", "水", "\u202e", "|",
         "Document POST0000201531", "Byline: ", "<!--", "&#0;", "&lt;", "a,b", '"uri":"x"', '"headline":1', "1e999"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@example("<!--text\n<li>")  # found by fuzzing: a row that has no words once its tags are taken off
@BOUND
@given(SCRAPS | st.text(max_size=200))
def test_fuzz_tables_and_exports(text: str) -> None:
    for reader in (tables.read_json, tables.read_csv, exports.read_text):
        try:
            found = reader(bytes_of(text))
        except Unreadable:
            continue
        assert all(Document.from_data(document.to_data()).text == document.text for document in found)


@BOUND
@given(SCRAPS)
def test_fuzz_markup(text: str) -> None:
    import lxml.html

    document = Document()
    marked.add_text(document, text)
    assert Document.from_data(document.to_data()).text == document.text
    page = lxml.html.document_fromstring(b"<html><body>x" + text.encode("utf-8", "replace"))
    metadata.metadata(page)
    lines = visible.shown(page)
    assert all(line.words == " ".join(line.words.split()) and 0 <= line.linked <= len(line.words) for line in lines)


@BOUND
@given(
    st.recursive(
        st.none() | st.integers() | SCRAPS,
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["uri", "headline", "body_text", "bodies", "by", "headlines", "embargoed", "pubstatus", "value"]
                ),
                inner,
            )
        ),
    )
)
def test_fuzz_ninjs(item: object) -> None:
    if isinstance(item, dict) and ninjs.is_item(item):
        assert isinstance(ninjs.document(item), Document)


@BOUND
@given(
    st.lists(
        st.sampled_from(
            [
                "<itemMeta>",
                "</itemMeta>",
                "<headline>",
                "</headline>",
                "<contentSet><inlineXML>",
                "<p>x</p>",
                "</inlineXML></contentSet>",
                "<newsItem>",
                "</newsItem>",
                "<!DOCTYPE x>",
                "&a;",
            ]
        ),
        max_size=12,
    )
)
def test_fuzz_newsml(parts: list[str]) -> None:
    try:
        newsml.read(f"<newsItem>{''.join(parts)}</newsItem>".encode())
    except Unreadable:
        return


NUMBER = st.floats(-1000, 1000)


@BOUND
@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, SCRAPS.filter(str.strip)), max_size=30))
def test_fuzz_layout(boxes: list[tuple[float, float, float, float, str]]) -> None:
    runs = [layout.Run(min(a, c), min(b, d), max(a, c), max(b, d), words) for a, b, c, d, words in boxes]
    lines = layout.reading_order(runs)
    assert sum(len(part) for part in layout.paragraphs(lines)) == len(lines)
    words = " ".join(line.words for line in lines)
    assert all(run.words in words for run in runs)
    pdf.joined([line.words for line in lines])


@BOUND
@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=9), max_size=12),
    st.lists(st.sampled_from("abcdefg"), max_size=40),
)
def test_fuzz_kept(lines: list[list[str]], given_words: list[str]) -> None:
    assert len(kept.kept(lines, given_words)) == len(lines)
    everything = [word for line in lines for word in line]
    assert (
        all(was for was, line in zip(kept.kept(lines, everything), lines, strict=True) if len(line) >= 6)
        or not everything
    )


@BOUND
@given(
    st.sampled_from(
        sorted(name for name in dir(samples) if name in "html rtf csv jsonl newsml rss atom eml mhtml".split())
    ),
    st.integers(0, 2000),
    st.binary(max_size=8),
    st.booleans(),
)
def test_fuzz_samples(name: str, at: int, junk: bytes, cut: bool) -> None:
    data = getattr(samples, name)()
    at %= len(data)
    outcome(data[:at] + junk + (b"" if cut else data[at + len(junk) :]) or b"x")


def test_no_error_of_ours_is_a_surprise() -> None:
    assert issubclass(ReadError, TellingsError) and not issubclass(Unreadable, TellingsError)
    assert sys.getrecursionlimit() <= 10_000
