"""Every format: recognised by its content, read whole, each statement at its place, nothing dropped."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import samples
from samples import FIRST, OTHER, SECOND, SENTENCES, THIRD, TITLE, URL

from compare.articles import formats
from compare.articles.document import Unreadable
from compare.articles.formats import PLAIN_TEXT, recognised
from compare.articles.read import read, read_all
from compare.errors import ReadError
from compare.model import Article, PlaceKind, Role
from compare.pipeline import claims_of


class Case(NamedTuple):
    make: Callable[[], bytes]
    kind: str
    articles: int = 1


CASES = {
    "text": Case(samples.text, "plain text"),
    "html": Case(samples.html, "an HTML page"),
    "pdf": Case(samples.pdf, "a PDF document"),
    "docx": Case(samples.docx, "a Word document (DOCX)"),
    "nexis": Case(samples.nexis, "a Word document (DOCX)", 2),
    "factiva": Case(samples.factiva, "an export of Factiva", 2),
    "rtf": Case(samples.rtf, "an RTF document"),
    "factiva in rtf": Case(lambda: samples.rtf(samples.factiva().decode()), "an RTF document", 2),
    "xlsx": Case(samples.xlsx, "an Excel workbook (XLSX)", 2),
    "csv": Case(samples.csv, "a table (CSV)", 2),
    "json": Case(samples.json_list, "a table (JSON)", 2),
    "jsonl": Case(samples.jsonl, "a table (JSON)", 2),
    "ninjs": Case(samples.ninjs, "a table (JSON)"),
    "newsml": Case(samples.newsml, "wire copy (NewsML-G2)"),
    "rss": Case(samples.rss, "a feed", 2),
    "atom": Case(samples.atom, "a feed"),
    "warc": Case(samples.warc, "a web archive (WARC)", 2),
    "warc.gz": Case(lambda: samples.warc(packed=True), "a gzip archive", 2),
    "eml": Case(samples.eml, "an e-mail or saved page (MIME)"),
    "mhtml": Case(samples.mhtml, "an e-mail or saved page (MIME)"),
    "html.gz": Case(lambda: gzip.compress(samples.html()), "a gzip archive"),
}


@pytest.fixture(params=CASES, scope="module")
def case(request: pytest.FixtureRequest) -> tuple[Case, bytes]:
    found = CASES[request.param]
    return found, found.make()


def test_the_sample_is_read_by_its_content(case: tuple[Case, bytes]) -> None:
    made, data = case
    assert recognised(data).name == made.kind
    articles = read_all(data, "post")
    assert len(articles) == made.articles
    told = articles[0].text.replace("\n", " ")
    assert all(sentence.split(", ")[-1][:30] in told for sentence in SENTENCES)
    assert articles[0].title == TITLE
    assert all(article.source.name == "post" and article.source.language == "en" for article in articles)


def test_blocks_cover_the_text_and_claims_are_at_their_places(case: tuple[Case, bytes]) -> None:
    for article in read_all(case[1]):
        assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
        claims = claims_of(article)
        assert len(claims) >= 2
        assert all(claim.span.of(article.text) == claim.text for claim in claims)
        assert all(0 <= p.span.start < p.span.end <= len(article.text) for p in article.places)


def test_one_article_is_not_several(case: tuple[Case, bytes]) -> None:
    made, data = case
    if made.articles == 1:
        assert read(data) == read_all(data)[0]
    else:
        with pytest.raises(
            ReadError, match=rf"bytes: holds {made.articles} articles, not one; read them with read_all"
        ):
            read(data)


def of(article: Article, role: Role) -> list[str]:
    return [block.span.of(article.text).strip() for block in article.blocks if block.role is role]


def test_a_page() -> None:
    article = read(samples.html())
    source = article.source
    assert (source.name, source.url, source.byline) == ("example", URL, "Jane Doe")
    assert source.date == "2015-03-19T10:00:00Z"
    outside = " ".join(of(article, Role.BOILERPLATE))
    assert all(words in outside for words in ("Home", "Most read", "Cat found on a tree", "Imprint and contact"))
    assert of(article, Role.BYLINE) == ["By Jane Doe"]
    assert len(of(article, Role.PARAGRAPH)) == 3
    assert "never shown" not in article.text and "color" not in article.text


def test_the_article_in_the_data_of_a_page_that_a_script_draws() -> None:
    body = "\n".join(SENTENCES * 2)
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body, "author": [{"name": "Jane Doe"}]}
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>Loading</body></html>'
    )
    article = read(page.encode())
    assert of(article, Role.PARAGRAPH) == [*SENTENCES, *SENTENCES]
    assert article.title == TITLE
    assert "Loading" in of(article, Role.BOILERPLATE)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "cp1251", "gb18030"])
def test_a_page_is_decoded_as_it_declares(encoding: str) -> None:
    words = {"cp1251": "Река вышла из берегов", "gb18030": "河水周一上涨两米"}.get(encoding, "Überschwemmung in Málaga")
    text = "".join(f"<p>{words}. {words}.</p>" for _ in range(5))
    page = f"<html><head><meta charset={encoding}></head><body><article>{text}</article></body></html>"
    assert words in read(page.encode(encoding)).text


def test_a_pdf_has_pages_columns_running_heads_and_whole_words() -> None:
    article = read(samples.pdf())
    paragraphs = of(article, Role.PARAGRAPH)
    expected = [
        f"Seen on page {page} in the {column} column: {sentence}"
        for page in (1, 2, 3)
        for column in ("left", "right")
        for sentence in SENTENCES
    ]
    assert paragraphs == expected
    assert of(article, Role.BOILERPLATE) == ["The Post, 19 March 2015", "1", "The Post, 19 March 2015", "2",
                                             "The Post, 19 March 2015", "3"]  # fmt: skip
    for claim in claims_of(article):
        page = int(claim.text.split("page ")[1][0]) if "page " in claim.text else 0
        places = [p for p in article.places if p.span.start <= claim.span.start < p.span.end]
        assert [(p.kind, p.number) for p in places] == [(PlaceKind.PAGE, page or places[0].number)]


def test_a_word_document_tells_roles_by_its_styles() -> None:
    article = read(samples.docx())
    assert of(article, Role.PARAGRAPH) == list(SENTENCES)
    assert of(article, Role.HEADING) == ["What is closed"]
    assert of(article, Role.LIST_ITEM) == ["The bridge is closed until Thursday"]
    assert of(article, Role.BOILERPLATE) == ["The Post, page one"]


@pytest.mark.parametrize("make", [samples.nexis, samples.factiva])
def test_an_export_has_several_articles_with_their_outlet_and_date(make: Callable[[], bytes]) -> None:
    first, second = read_all(make())
    assert [first.source.name, first.source.byline] == ["The Post", "Jane Doe"]
    assert "March" in str(first.source.date) and "2015" in str(first.source.date)
    assert of(first, Role.PARAGRAPH) == list(SENTENCES)
    assert of(second, Role.PARAGRAPH) == list(OTHER)
    assert [(p.kind, p.number) for a in (first, second) for p in a.places] == [(PlaceKind.ITEM, 1), (PlaceKind.ITEM, 2)]


@pytest.mark.parametrize(
    ("make", "kind", "numbers", "sheet"),
    [
        (samples.csv, PlaceKind.ROW, [2, 4], ""),
        (samples.xlsx, PlaceKind.ROW, [2, 4], "Flood"),
        (samples.jsonl, PlaceKind.ROW, [1, 3], ""),
        (samples.json_list, PlaceKind.ITEM, [1, 3], ""),
        (samples.rss, PlaceKind.ITEM, [1, 2], ""),
    ],
)
def test_places_in_tables_and_lists(make: Callable[[], bytes], kind: PlaceKind, numbers: list[int], sheet: str) -> None:
    articles = read_all(make())
    assert [(p.kind, p.number, p.sheet) for a in articles for p in a.places] == [(kind, n, sheet) for n in numbers]
    assert all(p.span == (0, len(a.text)) for a in articles for p in a.places)


def test_a_table_gives_source_and_date() -> None:
    first, second = read_all(samples.csv())
    assert (first.source.name, first.source.url, first.source.date) == ("example", URL, "2015-03-19")
    assert (second.source.name, second.source.url, second.title) == ("The Mail", None, "Rain stops over the valley")


def test_the_column_of_text_is_guessed_by_its_length() -> None:
    rows = [{"k": str(i), "what": " ".join(SENTENCES), "title": f"Flood {i}"} for i in (1, 2)]
    assert [a.title for a in read_all(json.dumps(rows).encode())] == ["Flood 1", "Flood 2"]


@pytest.mark.parametrize("make", [json.dumps, lambda rows: "\n".join(map(json.dumps, rows))], ids=["list", "lines"])
def test_more_rows_than_are_read_are_refused_not_cut(make: Callable[[list[dict[str, str]]], str]) -> None:
    from compare.articles.readers.tables import MOST_ROWS, read_json

    rows = [{"text": "It is."}] * MOST_ROWS
    assert len(read_json(make(rows).encode())) == MOST_ROWS
    with pytest.raises(Unreadable, match=f"more than {MOST_ROWS} rows; split it"):
        read_json(make([*rows, rows[0]]).encode())


def test_wire_copy_has_version_status_and_embargo() -> None:
    wire = read(samples.newsml(embargo="2015-03-20T06:00:00Z"))
    assert (wire.source.version, wire.source.status, wire.source.embargo) == ("3", "usable", "2015-03-20T06:00:00Z")
    assert wire.source.name == "Example Agency"
    assert wire.notes == ("is under embargo until 2015-03-20T06:00:00Z: nothing of it may be published before",)
    assert "do not use it" in read(samples.newsml(status="canceled")).notes[0]
    other = read(samples.ninjs(embargoed="2015-03-20T06:00:00Z", pubstatus="canceled"))
    assert (other.source.version, other.source.status) == ("3", "canceled")
    assert len(other.notes) == 2


def test_a_letter_and_a_saved_page() -> None:
    letter = read(samples.eml())
    assert (letter.source.byline, letter.source.date) == ("Jane Doe", "2015-03-19T10:00:00+00:00")
    assert of(letter, Role.PARAGRAPH) == list(SENTENCES)
    assert "Attachment: flood.png" in of(letter, Role.BOILERPLATE)
    saved = read(samples.mhtml())
    assert (saved.source.url, saved.title) == (URL, TITLE)
    assert "Most read" in " ".join(of(saved, Role.BOILERPLATE))


def test_a_feed_that_gives_a_summary_only_says_so() -> None:
    full, summary = read_all(samples.rss())
    assert full.notes == () and full.source.url == URL
    assert "gives a summary only" in summary.notes[0]


def test_a_folder_and_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name, data in (("b.csv", samples.csv()), ("a.html", samples.html()), ("inner/c.txt", samples.text())):
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".hidden").write_bytes(b"\x00")
    assert len(read_all(tmp_path)) == 4
    assert [a.title for a in read_all(f"{tmp_path}/*.html")] == [TITLE]
    assert [Path(a.origin).name for a in read_all(f"{tmp_path}/**/*.txt")] == ["c.txt"]
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ReadError, match=r"bad\.pdf: is a damaged PDF document; open it"):
        read_all(tmp_path)
    errors: list[ReadError] = []
    assert len(read_all(tmp_path, errors=errors)) == 4 and len(errors) == 1
    with pytest.raises(ReadError, match="no file is there"):
        read_all(f"{tmp_path}/*.none")


@pytest.mark.parametrize(
    "words",
    [
        "{Breaking} The river rose.",
        "[Photo: AFP] The river rose.", "<3 was the mayor's message.", "Title: Flood\n\nText.",
        "Date, place and time\nThe talks began, and ended, on Monday.", "From: Oslo\nTo: Bergen\n\nThe train is late.",
        "Body and soul\n\nA review.", "%PDF is a format.", "< The river rose.", "HD video is here\nPD officers came.",
    ],
)  # fmt: skip
def test_plain_text_stays_plain_text(words: str) -> None:
    assert recognised(words.encode()) is PLAIN_TEXT


PLUGIN = """
from compare.articles.document import Document
from compare.articles.formats import Format, begins
from compare.model import Role

TICKER = Format("a ticker", begins(b"TICKER"), "tellings_ticker:read")

def read(data):
    found = []
    for line in data.decode().splitlines()[1:]:
        title, _, text = line.partition("|")
        document = Document(outlet="Ticker")
        document.add(title, Role.TITLE, "before the bar")
        document.add(text)
        found.append(document)
    return found
"""


def test_a_plug_in_adds_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.articles.sandbox import SANDBOX

    (tmp_path / "tellings_ticker.py").write_text(PLUGIN)
    about = tmp_path / "tellings_ticker-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: tellings-ticker\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[tellings.readers]\nticker = tellings_ticker:TICKER\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    formats.plugged_in.cache_clear()
    SANDBOX.close()  # the child that reads with the plug-in is a new one
    try:
        articles = read_all(f"TICKER\n{TITLE}|{FIRST}\nRain stops|{OTHER[0]}\n".encode())
        assert [(a.title, a.source.name) for a in articles] == [(TITLE, "Ticker"), ("Rain stops", "Ticker")]
    finally:
        formats.plugged_in.cache_clear()
        SANDBOX.close()
        sys.modules.pop("tellings_ticker", None)


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.articles.document import Unreadable
    from compare.articles.readers import pdf

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Unreadable, match=r"needs an extra; type: pip install 'tellings\[pdf\]'"):
        pdf.read(b"%PDF-1.7")


def test_every_reader_of_the_table_exists() -> None:
    import importlib

    for form in formats.FORMATS:
        assert (form.reader is None) == bool(form.advice)
        if form.reader:
            module, _, function = form.reader.partition(":")
            assert callable(getattr(importlib.import_module(module), function))


def test_words_in_order() -> None:
    assert SECOND in read(samples.text()).text and THIRD in read(samples.text()).text
