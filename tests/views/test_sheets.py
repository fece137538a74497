"""CSV and workbook: one row a claim, every cell as it is written, and no formula whatever an outlet wrote."""

from __future__ import annotations

import csv
import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Iterator

import openpyxl
import pytest
from conftest import P, T, comparison
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Act, Comparison, Decision, Review, Source, Status
from compare.review import applied
from compare.views.claimrows import COLUMNS, claim_rows, to_csv
from compare.views.escape import formula, printed
from compare.views.workbook import LONGEST, fitting, to_xlsx

STARTERS = "=+-@\t\r＝＋－＠"
UNSEEN = " \t\n\r\x0b\x0c\xa0\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2060\u3000\ufeff"


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def calculates(cell: str) -> bool:
    """Whether a spreadsheet program may take a cell for a formula, also where it parts cells at semicolons."""
    return any(part.lstrip(UNSEEN)[:1] in set(STARTERS) - {""} for part in cell.split(";"))


def generated(number: int) -> Iterator[str]:
    """Yield texts that begin like formulas, hold them, or hide them behind characters that are not seen."""
    chance = random.Random(20260301)
    bodies = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://a.example","x")', "SUM(A1:A9)", "A1", "2", "x", "_x0041_"]
    for _ in range(number):
        lead = "".join(chance.choices(UNSEEN, k=chance.randint(0, 2)))
        start = "".join(chance.choices([*STARTERS, "", '"', "'", ";", ","], k=chance.randint(1, 3)))
        tail = chance.choice(["", f";{chance.choice(STARTERS)}9", f'","{chance.choice(STARTERS)}9', f"\r\n{start}1"])
        yield lead + start + chance.choice(bodies) + tail


def telling(texts: list[str]) -> Comparison:
    """Return a comparison of two sources, whose names, titles and claims are these texts."""
    half = len(texts) // 2
    blocks = [[(T, part[0]), *((P, text) for text in part[1:])] for part in (texts[:half], texts[half:])]
    return comparison(
        {
            Source(f"{texts[0]} 1", f"https://a.example/{texts[1]}", texts[2], texts[3]): blocks[0],
            Source(f"{texts[half]} 2", None, texts[4], texts[5]): blocks[1],
        },
        {},
    )


# -- what stands in the rows ----------------------------------------------------------------------------------------


def test_there_is_a_row_for_every_claim_with_its_words(any_comparison: Comparison) -> None:
    rows = claim_rows(any_comparison)
    assert [row.claim for row in rows] == [printed(claim.id) for claim in any_comparison.claims]
    assert [row.text for row in rows] == [printed(claim.text.strip()) for claim in any_comparison.claims]
    of = {claim.id: fact for fact in any_comparison.facts for claim in fact.claims}
    assert [row.fact for row in rows] == [of[claim.id].id for claim in any_comparison.claims]
    assert all(row.code == row.note == "" for row in rows) and len(COLUMNS) == len(rows[0])


def test_a_doubt_is_perhaps_and_not_unique(three: Comparison) -> None:
    rows = {row.claim: row for row in claim_rows(three)}
    assert (rows["bbc:2"].status, rows["bbc:3"].status, rows["bbc:1"].status) == ("shared", "conflicting", "unique")
    assert rows["bbc:6"].status == "perhaps" and rows["bbc:6"].perhaps == "scmp:4 (33 %)"
    assert "2011" in rows["bbc:3"].conflict and rows["bbc:3"].conflict == rows["scmp:6"].conflict


def test_who_says_it_what_explains_it_and_the_review_have_columns(told: Comparison) -> None:
    decision = Decision(Act.STATUS, ("bbc:3", "scmp:6"), Status.SHARED)
    reviewed = applied(told, Review(told.fingerprint, "Ann", (decision,)))
    rows = {row.claim: row for row in claim_rows(reviewed)}
    assert (rows["scmp:3"].speaker, rows["bbc:5"].said) == ("Cheng Yonghua", "said by Celia Hatton")
    assert "a later count" in rows["bbc:4"].explained.lower() or "A later count" in rows["bbc:4"].explained
    assert rows["bbc:3"].review == "called shared by Ann" and "as Ann sees it" in rows["bbc:3"].explained


def test_the_csv_file_is_rfc_4180_and_both_files_hold_the_same(any_comparison: Comparison) -> None:
    text = to_csv(any_comparison)
    read = cells(text)
    assert read[0] == list(COLUMNS) and text.endswith('"\r\n') and {len(row) for row in read} == {len(COLUMNS)}
    page = sheets(to_xlsx(any_comparison))["Claims"]
    held = [[("" if value is None else str(value)) for value in row] for row in page.iter_rows(values_only=True)]
    assert [[formula(fitting(cell)) for cell in row] for row in held[1:]] == read[1:]


def test_the_workbook_is_one_to_work_with(three: Comparison) -> None:
    book = sheets(to_xlsx(three))
    page = book["Claims"]
    assert book.sheetnames == ["Claims", "Sources", "How this was made"]
    assert page.freeze_panes == "B2" and page.auto_filter.ref == f"A1:U{len(three.claims) + 1}"
    assert page.column_dimensions["H"].width > 60 and page["H2"].alignment.wrap_text
    assert [cell.value for cell in book["Sources"]["A"]] == ["source", *three.sources]
    made = {row[0]: row[1] for row in book["How this was made"].iter_rows(values_only=True)}
    assert made["tellings"] == three.version and "what is true" in made["method"]
    assert all(made[f"column {name}"] == told for name, told in COLUMNS.items())


def test_the_same_comparison_is_the_same_file(three: Comparison) -> None:
    first = to_xlsx(three)
    time.sleep(2.1)  # the members of a zip archive have moments of two seconds
    assert to_xlsx(three) == first


# -- no formula -----------------------------------------------------------------------------------------------------


def test_ten_thousand_texts_give_no_formula(payloads: list[str]) -> None:
    texts = [text for text in (*payloads, *generated(10_400)) if text.strip()]
    kinds: Counter[str] = Counter()
    for start in range(0, len(texts), 400):
        result = telling((texts[start : start + 400] + texts[:20])[:400])
        read = cells(to_csv(result))
        assert len(read) == len(result.claims) + 1
        assert [cell for row in read for cell in row if calculates(cell)] == []
        data = to_xlsx(result)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())
        page = openpyxl.load_workbook(io.BytesIO(data), read_only=True)["Claims"]
        kinds.update(cell.data_type for row in page.iter_rows(max_col=19) for cell in row)
    assert set(kinds) == {"s", "n"} and kinds["s"] > 10 * 10_000


def test_a_formula_is_seen_where_it_is_not_made_harmless() -> None:
    """The judge of the test above is no fool."""
    assert all(calculates(f"{lead}{start}1") for start in "=+-@＝＋－＠" for lead in ("", " ", "\ufeff", "x;"))
    assert not any(calculates(text) for text in ("a=1", "'=1", "five - six", "x;'=1", ""))


@given(st.text())
def test_only_an_apostrophe_is_added(text: str) -> None:
    safe = formula(printed(text))
    assert not calculates(safe)
    rest = iter(safe)
    assert all(letter in rest for letter in printed(text))
    assert len(safe) - len(printed(text)) == safe.count("'") - printed(text).count("'")


# -- what a cell can hold -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["a", "é", "中", "😀"])
def test_a_text_beyond_the_limit_is_cut_and_says_so(letter: str) -> None:
    text = letter * 40_000
    held = fitting(text)
    assert len(held.encode("utf-16-le")) // 2 <= LONGEST and held.endswith("… [cut: 40,000 characters]")
    assert fitting("a" * LONGEST) == "a" * LONGEST
    book = sheets(to_xlsx(telling(["n", "u", "d", "b", text, "y"])))
    assert held in [cell.value for cell in book["Claims"]["H"]]


def test_characters_that_xml_forbids_are_shown(hostile: Comparison) -> None:
    text = "a\x00b\x1bc\ud800d\ufffee\u202ef_x0041_"
    result = telling(["n", "u", "d", "b", text, "y"])
    told = "a[U+0000]b[U+001B]c[U+D800]d[U+FFFE]e[U+202E]f_x0041_"
    assert told in [cell.value for cell in sheets(to_xlsx(result))["Claims"]["H"]]
    assert told in [row[7] for row in cells(to_csv(result))]
    assert sheets(to_xlsx(hostile)).sheetnames
