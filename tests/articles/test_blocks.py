"""Blocks: every line of the seeds, real cases with their reasons, every rule's example, laws for every text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.articles.blocks import cut, segment
from compare.articles.lines import Line
from compare.articles.rules import RULES, Rule, Where
from compare.model import Role

ROOT = Path(__file__).parent.parent.parent
CASES = json.loads((ROOT / "tests" / "cases" / "blocks.json").read_text(encoding="utf-8"))

BBC = (
    ["title", "boilerplate", "boilerplate", "caption"]
    + ["paragraph"] * 8
    + ["heading", "boilerplate", "boilerplate", "caption"]
    + ["list item"] * 5
    + ["boilerplate"]
    + ["paragraph"] * 3
    + ["boilerplate", "boilerplate", "caption"]
    + ["paragraph"] * 3
    + ["boilerplate"] * 2
)
SCMP = (
    ["boilerplate"] * 3
    + ["title", "standfirst", "caption", "boilerplate"]
    + ["paragraph"] * 13
    + ["byline"]
)  # fmt: skip
LINES = st.lists(
    st.sampled_from(
        [rule.example for rule in RULES]
        + [
            "The river rose on Monday and flooded the town.",
            "Flood hits town",
            "",
            "",
            "  ",
            "• It is old",
            "WORLD",
            "\x00",
        ]
    ),
    max_size=20,
)


def roles(text: str) -> list[tuple[str, str]]:
    return [(block.role.value, block.span.of(text).strip()) for block in segment(text)]


@pytest.mark.parametrize(("name", "expected"), [("bbc", BBC), ("scmp", SCMP)])
def test_the_seeds_line_by_line(name: str, expected: list[str]) -> None:
    text = (ROOT / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    assert [role for role, _ in roles(text)] == expected


def test_the_seeds_words() -> None:
    found = roles((ROOT / "seeds" / "bbc.txt").read_text(encoding="utf-8"))
    assert found[0] == ("title", "China and Japan hold first security talks in four years")
    assert found[2] == ("boilerplate", "Media caption")
    assert found[3][1].startswith("Awkward handshakes")
    assert found[12] == ("heading", "The disputed islands")
    found = roles((ROOT / "seeds" / "scmp.txt").read_text(encoding="utf-8"))
    assert found[2] == ("boilerplate", "China")
    assert found[5][1].endswith("last November.")
    assert found[6] == ("boilerplate", "Photo: Reuters")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    assert [list(pair) for pair in roles(str(case["text"]))] == case["roles"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.reason}: {rule.example}" for rule in RULES])
def test_every_rule_finds_its_example(rule: Rule) -> None:
    line = Line(0, len(rule.example), True)
    found = cut(rule.example, line, first=False, opening=rule.where is Where.OPENING)
    assert (rule.role, rule.reason) in [(piece.role, piece.reason) for piece in found]
    assert rule.why
    if rule.where in (Where.LINE, Where.LATER):
        assert len(found) == 1
    else:
        assert len(found) == 2


@given(st.one_of(LINES.map("\n".join), LINES.map("\r\n".join), st.text(max_size=300)))
def test_blocks_cover_every_character_in_order(text: str) -> None:
    blocks = segment(text)
    assert "".join(block.span.of(text) for block in blocks) == text
    assert all(block.span.start < block.span.end for block in blocks)
    assert all(block.reason for block in blocks)


@given(LINES)
def test_white_space_around_a_text_changes_no_role(lines: list[str]) -> None:
    text = "\n".join(lines)
    if text.strip():
        assert roles("\n \n" + text + "\n\n ") == roles(text)
        assert roles(text.replace("\n", "\r\n")) == [(role, words.replace("\n", "\r\n")) for role, words in roles(text)]


@given(st.lists(st.text("abcdefg ", min_size=10, max_size=80), min_size=1, max_size=8))
def test_a_sentence_of_some_length_is_never_boilerplate(words: list[str]) -> None:
    text = "\n\n".join(f"The minister said on Monday {' '.join(line.split())} that he would go." for line in words)
    assert {block.role for block in segment(text)} == {Role.PARAGRAPH}


@pytest.mark.parametrize("text", ["", " \n\n", "\x00", "\u200b", "\ufeff", "\u202e", "🙂", "\ud800"])
def test_text_that_is_hardly_any(text: str) -> None:
    assert "".join(block.span.of(text) for block in segment(text)) == text
