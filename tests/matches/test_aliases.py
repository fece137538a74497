"""Second names are learned where an article gives them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import SENTENCES, claims

from compare.claims.annotate import loose_claims
from compare.matches.aliases import aliases
from compare.matches.features import FEATURES, describe


def pairs(*texts: str) -> set[tuple[str, str]]:
    return {(one, other) for one, other, _ in aliases(loose_claims("a", texts))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The World Health Organization (WHO) said so.", {("who", "world"), ("who", "health"), ("who", "organiz")}),
        ("The Bureau of Meteorology (BoM) warned.", {("bom", "bureau"), ("bom", "meteorolog")}),
        ("Members of the Free Syrian Army (FSA) fled.", {("fsa", "free"), ("fsa", "syria"), ("fsa", "armi")}),
        ("The Diaoyu Islands, which are known as the Senkakus in Japan, are small.", {("diaoyu", "senkakus")}),
        ("Myanmar, also known as Burma, voted.", {("myanmar", "burma")}),
        ("The town, formerly Leningrad, grew.", set()),  # the town has no name here
        ("It was called a disaster by Oslo.", set()),
        ("A man (39) was held.", set()),
        ("He joined Islamic State (IS).", set()),  # the term of "IS" is that of a word of grammar
        ("Police (PC) said so.", set()),
    ],
)
def test_what_a_sentence_introduces(text: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_plural_name() -> None:
    assert pairs("They sailed to the Senkakus.", "The Senkaku islands are small.") == {("senkaku", "senkakus")}


def test_a_word_of_an_abbreviation_is_a_part_of_it() -> None:
    found = aliases(loose_claims("a", ["The World Health Organization (WHO) said so."]))
    assert {share for _, _, share in found} == {1 / 3}


def test_an_alias_raises_what_two_claims_have_in_common() -> None:
    a = loose_claims("a", ["The ship sailed to the Senkakus.", "Rain fell in Bergen."])
    told = loose_claims("b", ["A vessel went to the Diaoyu.", "They are known as the Senkakus."])
    named = loose_claims("b", ["A vessel went to the Diaoyu.", "The Diaoyu are known as the Senkakus."])
    column = FEATURES.index("related in one")
    assert describe(a, named)[0, 0, column] > describe(a, told)[0, 0, column]


@settings(max_examples=50, deadline=None)
@given(st.lists(SENTENCES, max_size=4), st.text(max_size=80))
def test_any_text(said: list[str], odd: str) -> None:
    found = aliases([*claims(*said, source="a"), *loose_claims("b", [odd, f"The {odd} ({odd}) known as {odd}"])])
    assert all(one != other and 0 < share <= 1 for one, other, share in found)
