"""What can stand alone in a summary, and what must stand with or after what: tests/cases/summaries.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.claims.annotate import claims as annotated
from compare.claims.sentences import sentence_spans
from compare.model import Claim, Role, Span
from compare.summaries.comparative import whole_sentences
from compare.summaries.context import passages
from compare.summaries.leaning import leans
from compare.summaries.quotations import quotations
from compare.summaries.summarise import summarise

CASES = json.loads((Path(__file__).parents[1] / "cases" / "summaries.json").read_text(encoding="utf-8"))
MARKS = st.text(st.sampled_from("ab .,?\n\"“”‘’'«»6I"), max_size=60)


def told(text: str) -> list[Claim]:
    """Return the sentences of `text`, each line a block of its own."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans += [(span, Role.PARAGRAPH) for span in sentence_spans(text, start, start + len(line))]
        start += len(line)
    return [whole for whole, _ in whole_sentences(annotated("a", text, spans), {"a": text})]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, Any]) -> None:
    sentences = told(case["text"])
    found = passages(sentences, None, {"a": case["text"]})
    assert [list(p.positions) for p in found if len(p.positions) > 1] == case["together"]
    after = {str(p.positions[0]): [found[k].positions[0] for k in p.after] for p in found if p.after}
    assert after == case.get("after", {})
    in_pairs = {k for run in case["together"] for k in run}
    assert [p.positions[0] for p in found if p.stands and p.positions[0] not in in_pairs] == case["alone"]
    assert all(p.stands for p in found if len(p.positions) > 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
@pytest.mark.parametrize("words", [4, 8, 12, 20, 40])
def test_a_summary_keeps_them(case: dict[str, Any], words: int) -> None:
    sentences = told(case["text"])
    chosen = {s.span for s in summarise(sentences, name="a", words=words, texts={"a": case["text"]}).sentences}
    there = [k for k, sentence in enumerate(sentences) if sentence.span in chosen]
    if len(there) > 1:
        for run in case["together"]:
            assert set(run) <= set(there) or not set(run) & set(there)
        for leaning, before in case.get("after", {}).items():
            assert int(leaning) not in there or set(before) & set(there)


def test_what_waits_for_a_sentence_that_is_no_candidate_waits_in_vain() -> None:
    text = "Anna Smith was angry.\n“The port is ours. It stays so,” Mr Lee said.\nShe left.\nTrade fell."
    sentences = told(text)
    found = passages([sentences[k] for k in (1, 3, 4)], sentences, {"a": text})
    assert {p.positions: (p.after, p.bare) for p in found} == {
        (0,): (None, True),
        (1,): (None, False),
        (2,): ((), False),
    }


def test_scraps_wait_in_vain() -> None:
    for scrap in ("Gordon said of Harvick.", "held off the others and won the race on Saturday."):
        text = f"Trade with Norway fell.\n{scrap}"
        assert [p.after for p in passages(told(text), None, {"a": text})] == [(), None]


@pytest.mark.parametrize(
    "text", ["'a " * 20_000, '"a. ' * 5_000, "The talks failed. " * 3_000, "he said" + " " * 20_000 + "x."]
)
def test_no_text_takes_long(text: str) -> None:
    span = Span(0, len(text))
    quotations(text)
    leans(text)
    assert len(passages([Claim("a", 1, span, text, Role.PARAGRAPH, span)])) == 1


def test_captions_stand_beside_the_text() -> None:
    def claim(text: str, number: int, role: Role = Role.PARAGRAPH) -> Claim:
        span = Span(100 * number, 100 * number + len(text))
        return Claim("a", number, span, text, role, span)

    began, spoke = claim("Talks began.", 1), claim("He spoke of the islands.", 3)
    caption = claim("Mr Abe in Tokyo", 2, Role.CAPTION)
    assert passages([began, spoke], [began, caption, spoke])[1].after == (0,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("But the BBC's Celia Hatton says relations improve.", True),
        ("His counterpart said so.", True),
        ("“It's fragile,” he said.", True),
        ('"Ties are fragile."', True),
        ('"Ties are fragile," Mr Cheng said.', False),
        ("China says they are old.", True),
        ("Officials said they agreed.", False),
        ("China in turn accused Japan.", True),
        ("World War I was long.", False),
        ("The US said so to us.", False),
        ("Police charged him with theft after that.", False),
        ("The charge that led to that arrest was dropped.", True),
        ("IT firms rose.", False),
        ("Again, a handful of cars stopped.", True),
        ("Reports of his death surfaced on Monday.", True),
        ("Stop and search, she said, poisoned relations.", True),
        ("Authorities say she left the party.", True),
        ("In other words, trade fell.", True),
        ("Heads of state met.", False),
        ("", False),
    ],
)
def test_leans(text: str, expected: bool) -> None:
    assert leans(text) is expected


@given(MARKS)
def test_quotations_are_in_order_apart_and_within_the_text(text: str) -> None:
    found = quotations(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert all(a.end <= b.start for a, b in zip(found.spans, found.spans[1:], strict=False))
    assert list(found.stray) == sorted(set(found.stray))


@given(st.lists(MARKS.filter(str.strip), max_size=8))
def test_each_sentence_is_in_one_passage(texts: list[str]) -> None:
    text = "\n".join(texts)
    sentences = told(text)
    found = passages(sentences, None, {"a": text})
    assert sorted(k for p in found for k in p.positions) == list(range(len(sentences)))
    for passage in found:
        assert all(max(found[k].positions) < min(passage.positions) for k in passage.after or ())
