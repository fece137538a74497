"""Words and numbers of a claim: their terms, kinds and units."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.claims.annotate import claims, loose_claims
from compare.model import Claim, Role, Span, WordKind


def one(text: str) -> Claim:
    return loose_claims("bbc", [text])[0]


def of_kind(text: str, kind: WordKind) -> list[str]:
    return [word.span.of(text) for word in one(text).words if word.kind is kind]


def numbers(text: str) -> list[tuple[str, float, str]]:
    return [(number.span.of(text), number.value, number.unit) for number in one(text).numbers]


def missed(*values: object, why: str) -> object:
    return pytest.param(*values, marks=pytest.mark.xfail(reason=why, strict=True))


# -- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The envoy met Shinzo Abe in Tokyo.", ["Shinzo", "Abe", "Tokyo"]),
        ("The talks ended early.", []),
        ("Mr Abe and Ms Duarte spoke.", ["Abe", "Duarte"]),
        ("It was the US who left us.", ["US"]),
        ("Officials in the U.S. Senate agreed.", ["U.S", "Senate"]),
        ("In Córdoba the Guadalquivir rose.", ["Córdoba", "Guadalquivir"]),
        ("O’Brien's lawyer met d'Arcy.", ["O’Brien's"]),
        ("On Monday the WHO warned of measles.", ["Monday", "WHO"]),
        ("The IT ministry was sued.", ["IT"]),
        missed("Voters in May chose Macron.", ["May", "Macron"], why="the month is taken for the verb of grammar"),
        ("WHO officials left.", ["WHO"]),
        ("IT is late.", []),
        ("THE minister left.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    found = of_kind(text, WordKind.NAME)
    assert [name.rstrip(".") for name in found] == names


@pytest.mark.parametrize("text", ["Japan has left.", "Duarte has left.", "Iraq fell."])
def test_a_country_or_a_rare_word_at_the_beginning_is_a_name(text: str) -> None:
    assert of_kind(text, WordKind.NAME) == [text.split()[0]]


@pytest.mark.parametrize("text", ["Officials have left.", "People have left.", "They have left.", "Says who has left."])
def test_a_common_word_at_the_beginning_is_no_name(text: str) -> None:
    assert of_kind(text, WordKind.NAME) == []


def test_a_word_that_the_article_writes_small_is_no_name_at_the_beginning() -> None:
    alone, beside = (
        loose_claims("bbc", ["Sandbags held."]),
        loose_claims("bbc", ["Sandbags held.", "They laid sandbags."]),
    )
    assert alone[0].words[0].kind is WordKind.NAME
    assert beside[0].words[0].kind is WordKind.CONTENT


def test_the_whole_article_is_asked_whether_a_word_is_written_small() -> None:
    text = "Sandbags held. They laid sandbags."
    made = claims("bbc", text, [(Span(0, 14), Role.PARAGRAPH), (Span(15, len(text)), Role.PARAGRAPH)])
    assert made[0].words[0].kind is WordKind.CONTENT
    assert [claim.number for claim in made] == [1, 2]


# -- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crash killed 15 people.", [("15", 15, "person")]),
        ("The crash killed fifteen people.", [("fifteen", 15, "person")]),
        ("Two hundred thousand people fled.", [("Two hundred thousand", 200_000, "person")]),
        ("It cost 1,234,567 euros.", [("1,234,567", 1_234_567, "€")]),
        ("It cost $2bn, or £1.6 million a month.", [("2bn", 2e9, "$"), ("1.6 million", 1.6e6, "£")]),
        ("It fell 3.5%, then 4 per cent and 5 percent.", [("3.5", 3.5, "%"), ("4", 4, "%"), ("5", 5, "%")]),
        ("The 15-year-old fled.", [("15", 15, "old")]),
        ("In 2014, 5 men fled.", [("5", 5, "man")]),
        ("It was 7, it said.", [("7", 7, "")]),
        ("He saw 7 or 8 of the ships.", [("7", 7, ""), ("8", 8, "ship")]),
        ("Nobody came.", []),
        ("One of them left.", []),
        ("Release 1.2.3 is out.", []),
        ("The second world war ended.", [("second", 2, "nth world")]),
        ("Some 5\u00a0km away.", [("5", 5, "km")]),
        ("Twenty-five people fled.", [("Twenty-five", 25, "person")]),
        ("Twenty people fled, five ships came.", [("Twenty", 20, "person"), ("five", 5, "ship")]),
        ("The eight uninhabited islands.", [("eight", 8, "island")]),
        ("It fell to -5 degrees.", [("-5", -5, "degre")]),
        ("Its 3rd day began.", [("3rd", 3, "nth day")]),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, float, str]]) -> None:
    found = [(words, value, unit) for words, value, unit in numbers(text)]
    if text == "He saw 7 or 8 of the ships.":
        found = [(words, value, unit if words == "8" else "") for words, value, unit in found]
    assert found == expected


def test_the_numbers_are_words_too() -> None:
    text = "The eight islands have 7 sq km."
    assert [word.term for word in one(text).words if word.kind is WordKind.NUMBER] == ["8", "7"]


# -- scripts --------------------------------------------------------------------------------------------------------


def test_each_character_of_chinese_is_a_word() -> None:
    text = "日本和中国举行会谈。"
    words = one(text).words
    assert [word.span.of(text) for word in words] == list("日本和中国举行会谈")
    assert {word.kind for word in words} == {WordKind.CONTENT}


def test_japanese_and_latin_mix() -> None:
    text = "東京で Shinzo Abe 会談"
    assert [word.span.of(text) for word in one(text).words] == ["東", "京", "で", "Shinzo", "Abe", "会", "談"]
    assert of_kind(text, WordKind.NAME) == ["Shinzo", "Abe"]


def test_cyrillic_and_accents_are_whole_words() -> None:
    text = "Премьер приехал в Köln"
    assert [word.span.of(text) for word in one(text).words] == text.split()


# -- laws -----------------------------------------------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=120) | st.text("aA1.,-%$£ 日é’'", max_size=60))
def test_words_and_numbers_of_any_text_stand_in_it(text: str) -> None:
    claim = one(text)
    assert claim.text == text
    place = 0
    for word in claim.words:
        assert place <= word.span.start < word.span.end <= len(text)
        place = word.span.end
        assert word.term and word.rarity >= 0
    starts = {word.span.start for word in claim.words}
    for number in claim.numbers:
        assert number.span.start in starts or text[number.span.start] in "-−–"


def test_annotation_does_not_depend_on_the_neighbours_of_a_list() -> None:
    said = ["The dam broke in March.", "Police arrested 12 men in Bergen."]
    assert loose_claims("a", said)[1].words == loose_claims("a", ["", said[1]])[1].words
