"""The dossier: its order, and that a Word document and a PDF hold all of it, harmless whatever an outlet wrote."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import etree

import compare
from compare.comparison import Comparison as Shown
from compare.errors import TellingsError
from compare.model import Act, Comparison, Decision, Review
from compare.review import applied
from compare.views import typeset
from compare.views.dossier import Heading, Table, Words, dossier
from compare.views.escape import printed
from compare.views.typeset import to_pdf
from compare.views.word import to_docx

ONE = """合同谈判 Treaty talks resume in Geneva

The Chinese envoy 李明 (Li Ming) met Владимир Петров in Geneva on 3 March 2024, officials said.
Minister محمد بن سلمان told नरेन्द्र मोदी that 15 ships had sailed from יפו to กรุงเทพ.
"We will not sign," said 김철수, who leads the delegation of =2+3 experts @home 😀.
The harbour of Αθήνα was closed for four days after the storm.
"""
OTHER = """Geneva: envoys back at table

Li Ming (李明), the Chinese envoy, met Владимир Петров in Geneva on 3 March 2024.
Minister محمد بن سلمان told नरेन्द्र मोदी that 19 ships had sailed from יפו to กรุงเทพ.
The storm closed the harbour of Αθήνα for four days.
"""
NAMES = ["李明", "Владимир Петров", "محمد بن سلمان", "नरेन्द्र मोदी", "יפו", "กรุงเทพ", "김철수", "Αθήνα", "😀", "新华社"]


@pytest.fixture(scope="module")
def foreign() -> Shown:
    return compare.compare([compare.read(ONE.encode(), "新华社"), compare.read(OTHER.encode(), "AFP")])


@pytest.fixture(scope="module")
def seeds() -> Shown:
    return compare.compare([compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")])


def program(name: str, package: str) -> str:
    """Return the path of a program; without it the test is skipped, in CI it fails."""
    return shutil.which(name) or without(name, package)


def without(what: str, packages: str) -> str:
    """Skip the test that needs something, on a user's machine; in CI fail it."""
    told = f"{what}: not there; run: apt install {packages}"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


def office(folder: Path, file: Path, target: str, *options: str) -> Path:
    """Convert a file with LibreOffice, in a profile of its own."""
    soffice = program("soffice", "libreoffice-writer libreoffice-calc fonts-noto-core fonts-noto-cjk")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", *options, "--convert-to", target, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{target.partition(':')[0]}"


def text_of(pdf: Path) -> str:
    """Return the words of a PDF twice: in the order of its stream, and as columns and bidirectional lines are read."""
    poppler = program("pdftotext", "poppler-utils")
    orders: tuple[list[str], ...] = (["-raw"], [])
    told = [
        subprocess.run([poppler, *order, str(pdf), "-"], check=True, capture_output=True).stdout for order in orders
    ]
    return b"\f".join(told).decode()


def bare(text: str) -> str:
    """Return a text without spaces and characters of format, as lines break in a document otherwise."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def lettered(text: str) -> bool:
    """Whether no letter is shaped or ordered otherwise in a PDF than in the text."""
    return all(unicodedata.bidirectional(c) not in ("R", "AL") for c in text) and max(text) < "\u0900"


# -- what is in it --------------------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_other_reports(told: Comparison) -> None:
    headings = [re.sub(r" \(\d+\)$", "", b.text) for b in dossier(told).blocks if isinstance(b, Heading)]
    shown = [
        *[line[3:] for line in Shown.of(told).to_markdown().splitlines() if line.startswith("## ")],
    ]
    level_two = [b.text for b in dossier(told).blocks if isinstance(b, Heading) and b.level == 2]
    assert level_two == [line.replace("\\", "") for line in shown]
    assert headings[0] == printed(told.articles[0].title or "")


def test_every_claim_is_in_it_with_its_source_and_place(any_comparison: Comparison) -> None:
    rows = [row for block in dossier(any_comparison).blocks if isinstance(block, Table) for row in block.rows]
    cells = ["".join(run.text for line in cell for run in line) for row in rows for cell in row.cells]
    for claim in any_comparison.claims:
        assert any(printed(claim.text).strip() in cell for cell in cells), claim.text


def test_a_review_is_told(told: Comparison) -> None:
    decisions = (Decision(Act.NOTE, ("bbc:3",), text="Ask the desk."), Decision(Act.ACCEPT, ("bbc:1",)))
    blocks = dossier(applied(told, Review(told.fingerprint, "Ann", decisions))).blocks
    alerts = ["".join(r.text for r in b.line) for b in blocks if isinstance(b, Words) and b.kind == "alert"]
    assert alerts == ["Reviewed by Ann: 2 decisions (1 accepted, 1 with a note); no fact stands otherwise than found."]
    assert "Note by Ann: Ask the desk." in str(blocks) and "Accepted by Ann" in str(blocks)


# -- Word -----------------------------------------------------------------------------------------------------------


def test_the_word_document_has_headings_tables_and_all_claims(any_comparison: Comparison) -> None:
    document = docx.Document(io.BytesIO(to_docx(any_comparison)))
    told = dossier(any_comparison)
    styles = {"Title", "Heading 1", "Heading 2"}
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name in styles]
    assert headings == [block.text for block in told.blocks if isinstance(block, Heading)]
    assert len(document.tables) == sum(isinstance(block, Table) for block in told.blocks)
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert all(printed(claim.text).strip() in words for claim in any_comparison.claims)
    assert document.core_properties.title == told.title[:250] and document.core_properties.author == "tellings"


def test_no_field_and_no_address_of_an_outlet_is_in_the_word_document(hostile: Comparison) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(hostile))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        related = archive.read("word/_rels/document.xml.rels").decode()
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert not list(body.iter(f"{word}instrText", f"{word}fldSimple", f"{word}fldChar"))
    assert re.findall(r'Target="(?!https?://|[\w/.]+")[^"]*"', related) == []


def test_the_same_comparison_is_the_same_word_document(told: Comparison) -> None:
    first = to_docx(told)
    time.sleep(2.1)
    assert to_docx(told) == first


def test_libreoffice_shows_all_of_the_word_document(foreign: Shown, tmp_path: Path) -> None:
    file = tmp_path / "story.docx"
    file.write_bytes(foreign.to_docx())
    text = bare(text_of(office(tmp_path, file, "pdf")))
    assert [name for name in NAMES if bare(name) not in text] == []
    assert [c.id for c in foreign.claims if lettered(c.text) and bare(c.text) not in text] == []


# -- PDF ------------------------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_named_and_has_bookmarks(seeds: Shown) -> None:
    data = seeds.to_pdf()
    document = pypdfium2.PdfDocument(data)
    assert document.is_tagged() and document.get_metadata_value("Title") == seeds.articles[0].title
    bookmarks = [mark.get_title() for mark in document.get_toc()]
    assert bookmarks == [block.text for block in dossier(seeds).blocks if isinstance(block, Heading)]
    assert b"/Lang" in data and b"pdfuaid" in data
    assert b"/JavaScript" not in data and b"/Launch" not in data


def test_pdftotext_finds_every_claim_of_the_seeds(seeds: Shown, tmp_path: Path) -> None:
    (tmp_path / "seeds.pdf").write_bytes(seeds.to_pdf())
    text = bare(text_of(tmp_path / "seeds.pdf"))
    assert [claim.id for claim in seeds.claims if bare(claim.text) not in text] == []


def test_pdftotext_finds_names_of_every_script(foreign: Shown, tmp_path: Path) -> None:
    (tmp_path / "story.pdf").write_bytes(foreign.to_pdf())
    text = bare(text_of(tmp_path / "story.pdf"))
    if "[U+" in text:
        without(
            f"fonts for {', '.join(name for name in NAMES if bare(name) not in text)}", "fonts-noto-core fonts-noto-cjk"
        )
    assert [name for name in NAMES if bare(name) not in text] == []
    assert [c.id for c in foreign.claims if lettered(c.text) and bare(c.text) not in text] == []


def test_a_letter_without_a_font_is_told_and_not_lost(foreign: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    own = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typeset, "_fonts", lambda: own)
    document = pypdfium2.PdfDocument(foreign.to_pdf())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "No font on the machine" in text and "Chinese (" in text and "Thai (" in text
    assert "[U+674E][U+660E]" in bare(text) and "Петров" in text
    assert document.is_tagged()


def test_nothing_in_a_pdf_is_markup(hostile: Comparison) -> None:
    document = pypdfium2.PdfDocument(to_pdf(hostile))
    assert len(document) > 0


def test_typst_reads_no_text_as_its_own(tmp_path: Path) -> None:
    odd = '= Heading #panic("x") $x^2$ *bold* @label <label> `raw` #read("/etc/passwd") \\u{41} // no comment'
    article = compare.read(f"{odd}\n\nThe mayor said so on Monday: {odd}.\n".encode(), odd[:30])
    other = compare.read(b"The mayor said so on Monday.\n", "b")
    (tmp_path / "odd.pdf").write_bytes(compare.compare([article, other]).to_pdf())
    assert bare(odd) in bare(text_of(tmp_path / "odd.pdf"))


def test_the_same_comparison_is_the_same_pdf(told: Comparison) -> None:
    first = to_pdf(told)
    time.sleep(1.1)
    assert to_pdf(told) == first


# -- without the extras, and with a moment --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "method", "extra"),
    [("docx", "to_docx", "docx"), ("typst", "to_pdf", "report-pdf"), ("xlsxwriter", "to_xlsx", "sheets")],
)
def test_a_missing_extra_names_the_command(
    seeds: Shown, module: str, method: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(TellingsError, match=rf"pip install 'tellings\[{extra}\]'"):
        getattr(seeds, method)()


def test_source_date_epoch_is_the_moment_that_documents_bear(told: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    undated = to_pdf(told)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    assert docx.Document(io.BytesIO(to_docx(told))).core_properties.created.year == 2026
    assert to_pdf(told) == undated and b"CreationDate" not in undated


# -- the sheets in a spreadsheet program ----------------------------------------------------------------------------


def test_libreoffice_reckons_nothing_in_a_csv_file(tmp_path: Path) -> None:
    import openpyxl

    hostile = "=1+1 is what the mayor said on Monday;=2+2 and so on."
    texts = [f'{hostile}\n\n=cmd|" /C calc"!A0 was said by the mayor on Monday.\n', "The mayor spoke on Monday.\n"]
    result = compare.compare([compare.read(text.encode(), f"={k}+1") for k, text in enumerate(texts)])
    for separator, control in ((44, '"=7+7","x"'), (59, '"=7+7";"x"')):
        file = tmp_path / f"s{separator}.csv"
        file.write_bytes((f"\ufeff{control}\r\n" + result.to_csv()).encode())
        reading = f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,-1,true"
        book = openpyxl.load_workbook(office(tmp_path, file, "xlsx:Calc MS Excel 2007 XML", reading))
        formulas = [cell.value for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]
        assert formulas == ["=7+7"], "only the control, which shows that formulas are read"


def test_libreoffice_shows_all_of_the_workbook(foreign: Shown, tmp_path: Path) -> None:
    file = tmp_path / "story.xlsx"
    file.write_bytes(foreign.to_xlsx())
    text = office(tmp_path, file, "csv:Text - txt - csv (StarCalc):44,34,76").read_text("utf-8-sig")
    assert [claim.id for claim in foreign.claims if claim.text.replace('"', '""') not in text] == []
