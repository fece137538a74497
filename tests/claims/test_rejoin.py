"""Sentences that were cut are put together again unless the cut tells something apart."""

from __future__ import annotations

import pytest

from compare.claims.annotate import claims
from compare.claims.rejoin import rejoined
from compare.model import Role, Span

TEXT = "High-level talks were suspended by both sides after Tokyo announced it would buy the islands. Ties improved."


@pytest.fixture
def cut():
    whole = TEXT.index("Ties")
    found = claims("scmp", TEXT, [(Span(0, whole - 1), Role.PARAGRAPH), (Span(whole, len(TEXT)), Role.PARAGRAPH)])
    assert [c.text.split()[0] for c in found] == ["High-level", "after", "Ties"]
    return found


def test_the_cut_stays_where_one_part_has_a_partner(cut):
    assert rejoined(cut, TEXT, {1: "bbc:4"}) == cut


def test_the_cut_stays_where_the_parts_have_different_partners(cut):
    assert rejoined(cut, TEXT, {1: "bbc:4", 2: "bbc:9"}) == cut


@pytest.mark.parametrize("partners", [{}, {3: "bbc:1"}, {1: "bbc:4", 2: "bbc:4"}])
def test_parts_that_fare_alike_are_one_sentence_again(cut, partners):
    whole, ties = rejoined(cut, TEXT, partners)
    assert whole.text == TEXT[: TEXT.index(" Ties")] == whole.span.of(TEXT)
    assert (whole.number, ties.number) == (1, 2)
    assert whole.words == (*cut[0].words, *cut[1].words)
