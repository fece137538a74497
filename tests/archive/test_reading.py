"""Archives of every kind, whole and damaged; what is skipped is counted and named."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.archive.reading import LONGEST_TEXT, batches
from compare.archive.schemas import ARTICLES
from compare.archive.skips import Reason, Skips
from compare.errors import ReadError

TEXT = "The river rose two metres on Monday and flooded the old town of Varnby, officials said on Tuesday morning."


def row(number: int, **more: Any) -> dict[str, Any]:
    made = {"id": f"a{number}", "headline": f"Flood {number}", "body": f"{TEXT} {number}", "published": "2015-03-19"}
    return {**made, "outlet": "The Post", **more}


def lines(rows: list[Any]) -> bytes:
    return b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in rows)


def read(*inputs: Any, **options: Any) -> tuple[list[dict[str, Any]], Skips, list[dict[str, Any]]]:
    named = io.StringIO()
    skips = Skips(named)
    found = list(batches(inputs, skips, **options))
    assert all(batch.schema == ARTICLES and batch.num_rows for batch in found)
    for batch in found:
        batch.validate(full=True)
    return (
        [article for batch in found for article in batch.to_pylist()],
        skips,
        [json.loads(line) for line in named.getvalue().splitlines()],
    )


def zstd(data: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as stream:
        stream.write(data)
    return bytes(out.getvalue())


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress, zstd])
def test_json_lines_are_read_packed_or_not(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(pack(lines([row(1), row(2, url="https://www.post.example.org/2?utm_x=1")])))
    articles, skips, _ = read(path)
    assert [a["id"] for a in articles] == ["a1", "a2"]
    assert articles[0]["title"] == "Flood 1" and articles[0]["text"] == f"{TEXT} 1"
    assert articles[0]["source"] == "The Post" and articles[0]["day"] == 16513
    assert articles[0]["published"].isoformat() == "2015-03-19T00:00:00+00:00"
    assert not skips.counts


def test_all_kinds_of_tables_give_the_same(tmp_path: Path) -> None:
    rows = [row(n) for n in range(3)]
    (tmp_path / "a.jsonl").write_bytes(lines(rows))
    (tmp_path / "b.json").write_text(json.dumps(rows))
    (tmp_path / "c.json").write_text(json.dumps({"articles": rows}, indent=1))
    (tmp_path / "d.jsonl").write_bytes(lines(rows).decode().encode("utf-16"))
    head = list(rows[0])
    cells = [head, *([str(r[name]) for name in head] for r in rows)]
    (tmp_path / "e.csv").write_text("\n".join(";".join(f'"{cell}"' for cell in line) for line in cells))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "f.parquet", row_group_size=2)
    expected, _, _ = read(tmp_path / "a.jsonl")
    for name in ("b.json", "c.json", "d.jsonl", "e.csv", "f.parquet"):
        articles, skips, named = read(tmp_path / name)
        assert articles == expected, name
        assert not skips.counts, named


def test_a_batch_is_bounded_and_all_batches_are_all_articles(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines([row(n) for n in range(25)]))
    assert [batch.num_rows for batch in batches([path], size=10)] == [10, 10, 5]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("wb") as file:
            for start in range(0, count, 500):
                file.write(lines([row(n, body=f"{TEXT * 20} {n}") for n in range(start, start + 500)]))
        tracemalloc.start()
        for _ in batches([path], size=200):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(500)  # what is loaded once
    assert peak(5_000) < 1.5 * peak(1_000)


def test_bad_lines_are_counted_and_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    deep = b"[" * 100_000
    path.write_bytes(
        lines([row(1), b'{"id": "a2", "headline": ', b"[1, 2]", deep, b"", b"\xff\xfe\x00", row(3), b"null", row(4)])
    )
    articles, skips, named = read(path)
    assert [a["id"] for a in articles] == ["a1", "a3", "a4"]
    assert skips.counts == {Reason.DAMAGED: 5}
    assert [(s["place"], s["kept"]) for s in named] == [(f"line {n}", False) for n in (2, 3, 4, 6, 8)]
    assert all(s["input"] == str(path) and s["reason"] and s["detail"] for s in named)


def test_articles_without_date_text_or_title_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        lines(
            [row(1, published=None), row(2, body=""), row(3, headline=""), row(4, published="3000-01-01"),
             row(5, published="0000-00-00"), row(6, published="sometime"), row(7, published=""), row(8, body=" \n ")]
        )
    )  # fmt: skip
    articles, skips, named = read(path)
    assert [(a["id"], a["day"]) for a in articles] == [
        ("a1", None), ("a3", 16513), ("a4", None), ("a5", None), ("a6", None), ("a7", None)
    ]  # fmt: skip
    assert skips.counts == {Reason.NO_TEXT: 2, Reason.NO_TITLE: 1, Reason.BAD_DATE: 3, Reason.NO_DATE: 2}
    assert skips.lost == 2
    bad = [(s["place"], s["id"], s["detail"], s["kept"]) for s in named if s["reason"] == Reason.BAD_DATE]
    assert bad[0] == ("line 4", "a4", "3000-01-01", True)
    assert [s["articles"] for s in named if s["reason"] == Reason.NO_DATE] == [2]


def test_ten_thousand_copies_of_one_text(tmp_path: Path) -> None:
    path = tmp_path / "copies.jsonl"
    own = [row(n, body=TEXT, headline="Flood") for n in range(5_000)]
    none = [{"headline": "Flood", "body": TEXT, "published": "2015-03-19", "outlet": "The Post"}] * 5_000
    path.write_bytes(lines([*own, *none]))
    articles, skips, named = read(path)
    assert len(articles) == 5_001 and len({a["key"] for a in articles}) == 5_001
    assert skips.counts == {Reason.AGAIN: 4_999} and len(named) == 4_999
    assert named[0]["place"] == "line 5002"


def test_an_article_of_twenty_megabytes_is_named_and_survived(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines([row(1), row(2, body="x" * 20_000_000), row(3, body=f"{TEXT} " * 30_000), row(4)]))
    articles, skips, named = read(path)
    assert [a["id"] for a in articles] == ["a1", "a4"] and skips.counts == {Reason.TOO_LARGE: 2}
    assert [s["place"] for s in named] == ["line 2", "line 3"] and f"{LONGEST_TEXT:,}" in named[1]["detail"]


def test_a_title_as_long_as_a_text_is_named_and_survived(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines([row(1), row(2, headline="Flood | " * 20_000), row(3, headline="Flood " * 1_600)]))
    articles, skips, named = read(path)
    assert [a["id"] for a in articles] == ["a1", "a3"] and skips.counts == {Reason.TOO_LARGE: 1}
    assert named[0]["place"] == "line 2" and "a title of 159,999 characters" in named[0]["detail"]


def test_what_stands_before_damage_is_read_to_the_last_line(tmp_path: Path) -> None:
    rows = [row(n, body=f"{TEXT} {n * 7919 % 10_007}") for n in range(3_000)]
    for ending, pack in (("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)):
        packed = pack(lines(rows))
        for name, most in (("whole", len(packed)), ("cut", len(packed) - 9)):
            (tmp_path / f"{name}.jsonl.{ending}").write_bytes(packed[:most])
        whole, cut = (read(tmp_path / f"{name}.jsonl.{ending}") for name in ("whole", "cut"))
        assert len(whole[0]) == 3_000 and not whole[1].counts
        assert len(cut[0]) > (2_900 if ending == "gz" else 0) and cut[1].counts == {Reason.BROKEN: 1}


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_quotation_marks_that_are_out_of_order_cost_no_row(tmp_path: Path, mark: str) -> None:
    texts = ['"We are leaving." said the mayor. "It is too late now."', '"Stay home. said the fire chief.', "It voted."]
    quoted = '"The ""Star"" sank;, the\towner said.\nAt night."'
    path = tmp_path / f"table.{'tsv' if mark == chr(9) else 'csv'}"
    rows = [("Flood", text, "The Post") for text in (*texts, quoted, *texts[::-1])]
    path.write_text("\n".join(mark.join(cells) for cells in (("title", "text", "outlet"), *rows)))
    articles, skips, _ = read(path)
    assert [a["text"] for a in articles] == [*texts, 'The "Star" sank;, the\towner said.\nAt night.']
    assert {a["source"] for a in articles} == {"The Post"} and skips.counts == {Reason.AGAIN: 3, Reason.NO_DATE: 4}


def test_the_same_id_again_is_once_or_a_version(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(lines([row(1), row(2)]))
    second.write_bytes(lines([row(1), row(2, body=f"{TEXT} Two died."), row(2)]))
    articles, skips, named = read(first, second, size=2)
    assert [a["id"] for a in articles] == ["a1", "a2", "a2"] and len({a["key"] for a in articles}) == 3
    assert skips.counts == {Reason.AGAIN: 2, Reason.VERSION: 1}
    assert [(s["place"], s["reason"], s["kept"]) for s in named] == [
        ("line 1", Reason.AGAIN, False), ("line 2", Reason.VERSION, True), ("line 3", Reason.AGAIN, False)
    ]  # fmt: skip
    back, _, _ = read(second, first)
    assert {a["key"] for a in back} == {a["key"] for a in articles}


def test_an_article_that_comes_again_with_another_date_is_given_on(tmp_path: Path) -> None:
    """Which of them is taken is decided where all are known."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines([row(1), row(1, published="2015-03-18"), row(1), row(1, outlet="Mail"), row(1, author="X")]))
    articles, skips, named = read(path)
    assert len({a["key"] for a in articles}) == 1 and skips.counts == {Reason.AGAIN: 4}
    assert [(a["day"], a["source"], a["byline"]) for a in articles] == [
        (16513, "The Post", None), (16512, "The Post", None), (16513, "Mail", None), (16513, "The Post", "X")
    ]  # fmt: skip
    assert ["earliest" in told["detail"] for told in named] == [True, False, True, True]


@pytest.mark.parametrize(
    ("name", "value", "byline"),
    [
        ("byline", "By Jane Doe, Associated Press", "By Jane Doe, Associated Press"),
        ("authors", ["Jane Doe", {"name": "Reuters"}], "Jane Doe, Reuters"),
        ("Author", {"name": "Jane\nDoe"}, "Jane Doe"),
        ("author", None, None),
    ],
)
def test_the_byline_of_a_row_is_kept(tmp_path: Path, name: str, value: Any, byline: str | None) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines([row(1, **{name: value})]))
    assert [a["byline"] for a in read(path)[0]] == [byline]


def test_the_byline_of_a_page_a_crawl_a_feed_and_an_article_is_kept(tmp_path: Path) -> None:
    feed = samples.rss().replace(b"<item>", b'<item><author xmlns="">jane@post.example.org (Jane Doe)</author>', 1)
    for name, data in (("a.html", samples.html()), ("b.warc.gz", samples.warc()), ("c.xml", feed)):
        (tmp_path / name).write_bytes(data)
        assert any("Jane Doe" in (a["byline"] or "") for a in read(tmp_path / name)[0]), name
    assert any(a["byline"] for a in read(compare.read("seeds/scmp.txt"))[0])


def test_a_broken_off_archive_gives_what_stands_before(tmp_path: Path) -> None:
    data = gzip.compress(lines([row(n, body=f"{TEXT} {hash(n) ** 3} " * 30) for n in range(2_000)]))
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    articles, skips, named = read(path)
    assert 100 < len(articles) < 2_000
    assert skips.counts[Reason.BROKEN] == 1 and skips.failures[0].input == str(path)
    assert named[-1]["place"] == f"line {len(articles) + 1}"


@pytest.mark.parametrize("name", ["x.parquet", "x.csv", "x.jsonl", "x.json", "x.warc", "x.gz"])
@pytest.mark.parametrize(
    "data", [b"", b"PAR1" + bytes(50), b"\x1f\x8b\x08\x00", b"{", b"[{", b"\x00" * 99, b"WARC/1.0\r\nx"]
)  # fmt: skip
def test_a_damaged_input_ends_as_a_named_failure(tmp_path: Path, name: str, data: bytes) -> None:
    path, whole = tmp_path / name, tmp_path / "whole.jsonl"
    path.write_bytes(data)
    whole.write_bytes(lines([row(1)]))
    articles, skips, named = read(path, whole)
    assert [a["id"] for a in articles] == ["a1"]
    assert skips.counts and named and all(s["input"] == str(path) for s in named)


def test_where_no_outlet_is_known_the_file_names_it_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(lines([row(1, outlet=None), row(2, outlet="www.bbc.co.uk"), row(3, outlet="")])))
    articles, skips, named = read(path)
    assert [a["source"] for a in articles] == ["news", "bbc", "news"]
    assert skips.counts == {Reason.NO_OUTLET: 2} and "--column outlet=NAME" in named[0]["detail"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, skips, named = read(tmp_path / "none.jsonl", tmp_path / "empty", tmp_path / "*.csv")
    assert skips.counts == {Reason.FAILED: 3} and len(named) == 3
    assert "no such file" in named[0]["detail"]


def test_a_folder_a_feed_a_page_and_a_crawl_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text(TEXT)
    (tmp_path / "a.html").write_bytes(samples.html())
    (tmp_path / "b.txt").write_bytes(Path("seeds/bbc.txt").read_bytes())
    (tmp_path / "c.xml").write_bytes(samples.rss())
    (tmp_path / "d.warc.gz").write_bytes(samples.warc())
    articles, skips, _ = read(tmp_path, workers=2)
    assert not skips.failures
    assert [a["title"] for a in articles][:2] == [
        samples.TITLE,
        "China and Japan hold first security talks in four years",
    ]
    assert articles[0]["id"] == "post.example.org/news/flood" and articles[0]["day"] == 16513
    assert samples.FIRST in articles[0]["text"] and "World" not in articles[0]["text"]
    alone = [a for name in ("a.html", "b.txt", "c.xml", "d.warc.gz") for a in read(tmp_path / name)[0]]
    assert [a["key"] for a in articles] == list(dict.fromkeys(a["key"] for a in alone))


def test_tags_in_a_field_are_read_as_a_page_is(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    marked = f"<p>{TEXT}</p><script>x</script><p>Police &amp; army came.</p>"
    path.write_bytes(lines([row(1, body=marked), row(2, body="Rain &amp; wind"), row(3, body="<p> </p>")]))
    articles, skips, _ = read(path)
    assert [a["text"] for a in articles] == [f"{TEXT}\n\nPolice & army came.", "Rain & wind"]
    assert skips.counts == {Reason.NO_TEXT: 1}


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f'k,t,w,x\n1,Flood,2015-03-19,"{TEXT}"\n')
    articles, _, _ = read(path, columns={"text": "x", "title": "t", "date": "w"})
    assert [(a["id"], a["title"], a["text"], a["day"]) for a in articles] == [(articles[0]["id"], "Flood", TEXT, 16513)]
    _, skips, _ = read(path, columns={"text": "body"})
    assert "has no column text = 'body'" in skips.failures[0].detail
    with pytest.raises(ReadError, match="no part of an article"):
        read(path, columns={"words": "x"})


def test_a_table_without_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "numbers.jsonl"
    path.write_bytes(lines([{"a": 1, "b": 2}]))
    _, skips, _ = read(path)
    assert "--column text=NAME" in skips.failures[0].detail and "a, b" in skips.failures[0].detail


def test_articles_that_were_read_already() -> None:
    articles, _, _ = read(compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt"))
    assert [a["source"] for a in articles] == ["bbc", "scmp"]
    assert "disputed islands" in articles[0]["text"]


def test_standard_input_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BufferedReader(io.BytesIO(lines([row(1), row(2)])))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Standard())
    articles, skips, _ = read("-")
    assert [a["id"] for a in articles] == ["a1", "a2"] and not skips.counts


def test_a_row_with_too_many_cells_is_not_taken_for_another(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f'id,title,text\na1,Flood,"{TEXT}"\na2,Flood,{TEXT}, and more\n')
    articles, skips, named = read(path)
    assert [a["id"] for a in articles] == ["a1"] and skips.counts[Reason.DAMAGED] == 1 and named[0]["place"] == "row 3"


@given(st.lists(st.one_of(st.binary(max_size=60), st.builds(lambda t: json.dumps({"id": "z", "body": t}).encode(),
                                                           st.text(max_size=60))), max_size=8))  # fmt: skip
def test_whatever_the_lines_are_every_one_is_taken_or_named(
    tmp_path_factory: pytest.TempPathFactory, data: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.jsonl"
    clean = [line.replace(b"\n", b"").replace(b"\r", b"") for line in data]
    path.write_bytes(lines([row(0), *clean]))
    articles, skips, _ = read(path)
    given_ = 1 + sum(1 for line in clean if line.strip(b" \t\r\n\f\v"))
    assert len(articles) + skips.lost == given_


@pytest.fixture(autouse=True, scope="module")
def in_the_project() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(__file__).parents[2])
        yield


def test_utf8_that_was_once_read_as_latin1_is_repaired(tmp_path: Path) -> None:
    broken = {"id": "a", "title": "GuantÃ¡namo", "text": "Syriaâ\x80\x99s men said âyesâ. " + "It goes on. " * 9}
    (tmp_path / "a.jsonl").write_bytes(lines([broken]))
    (found,), *_ = read(tmp_path / "a.jsonl")
    assert found["title"] == "Guantánamo"
    assert found["text"].startswith("Syria’s men")


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path: Path) -> None:
    for outlet in ("bbc", "cnn"):
        (tmp_path / outlet).mkdir()
        (tmp_path / outlet / "1.txt").write_text(f"The ferry sank off Mindoro, said {outlet}.\n", "utf-8")
    (found,) = batches([tmp_path], Skips())
    assert found["source"].to_pylist() == ["bbc/1", "cnn/1"]
    (alone,) = batches([tmp_path / "bbc/1.txt"], Skips())
    assert alone["source"].to_pylist() == ["1"]
