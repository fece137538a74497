"""Decoding: marks, UTF-8, wide text without marks, older encodings, damage."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.decode import decode, undoubled

TALKS = "Talks between China and Japan begin in Tokyo.\nNobody knows how they will end.\n"
FOREIGN = {
    "cp1252": "“It’s a naïve café – really,” said the señor from Malmö, who’d paid €5.\n" * 3,
    "latin-1": "Le garçon a mangé une crêpe à Évreux et il était très heureux de son séjour.\n" * 3,
    "cp1251": "Министр иностранных дел заявил, что переговоры продолжатся в понедельник.\n" * 3,
    "gb18030": "中国和日本举行四年来首次高级别安全会谈，双方同意建立海上联络机制。\n" * 3,
    "big5": "中國和日本舉行四年來首次高級別安全會談，雙方同意建立海上聯絡機制。\n" * 3,
    "shift_jis": "中国と日本は四年ぶりに高級レベルの安全保障対話を行いました。会談は東京でした。\n" * 3,
    "euc_kr": "중국과 일본이 사 년 만에 처음으로 고위급 안보 회담을 열었다고 정부가 밝혔다.\n" * 3,
}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
    ],
)
def test_unicode_with_and_without_a_mark(encoding: str, name: str) -> None:
    assert decode(TALKS.encode(encoding)) == (TALKS, name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_cyrillic_without_a_mark(encoding: str) -> None:
    assert decode(FOREIGN["cp1251"].encode(encoding)) == (FOREIGN["cp1251"], encoding)


@pytest.mark.parametrize("encoding", FOREIGN)
def test_older_encodings(encoding: str) -> None:
    text, _ = decode(FOREIGN[encoding].encode(encoding))
    assert text == FOREIGN[encoding]


def test_line_ends_and_control_characters_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n\x00d\x1b[1m")[0] == "a\r\nb\rc\n\x00d\x1b[1m"


def test_a_second_mark_is_text() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa") == ("\ufeffa", "utf-8")


def test_nearly_valid_utf8_says_what_was_replaced() -> None:
    data = "Zürich, Malmö, Évreux, Łódź, naïve".encode() + b" \xff\xfe\xfa end"
    text, encoding = decode(data)
    assert text.startswith("Zürich, Malmö, Évreux, Łódź, naïve ")
    assert encoding == "utf-8 (3 invalid bytes replaced)"
    assert decode("Zürich Malmö".encode() + b"\xff")[1] == "utf-8 (1 invalid byte replaced)"


def test_a_single_western_byte_is_western() -> None:
    assert decode(b"He said it\x92s over.") == ("He said it’s over.", "cp1252")


def test_a_cut_wide_text_is_said() -> None:
    text, encoding = decode("Talks".encode("utf-16") + b"\x00")
    assert text.startswith("Talks")
    assert encoding == "utf-16-le (1 invalid byte replaced)"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_can_be_written(data: bytes) -> None:
    text, encoding = decode(data)
    text.encode("utf-8")
    assert encoding


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf8_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode("utf-8", "replace"))[0] == text.encode("utf-8", "replace").decode()


def test_the_guesser_is_not_imported_for_utf8() -> None:
    code = (
        "import sys; from compare.articles.read import read; read('seeds/bbc.txt');"
        "sys.exit('charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TOLD = "“Syria’s café” – so it’s said …"


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_utf8_that_was_read_as_another_encoding_is_repaired_in_all_texts_that_belong_together(wrong: str) -> None:
    def doubled(text: str) -> str:
        data = text.encode()
        return "".join(
            bytes([byte]).decode(wrong)
            if wrong == "latin-1" or byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
            else chr(byte)
            for byte in data
        )

    assert undoubled(doubled("Évreux"), doubled(TOLD)) == ("Évreux", TOLD)
    assert undoubled(doubled("Évreux")) == (doubled("Évreux"),)  # which alone could be meant so


@given(st.text())
def test_text_without_doubled_marks_stays_as_it_is(text: str) -> None:
    assert undoubled(text.replace("â", "a")) == (text.replace("â", "a"),)


def test_a_control_character_that_no_sequence_has_stays() -> None:
    assert undoubled("itâ\x80\x99s Benedict XVI\x92s") == ("it’s Benedict XVI\x92s",)
