from itertools import pairwise

import pytest

from compare.model import ConflictKind, EvidenceKind, Role
from compare.views.wording import CONFLICTS, EVIDENCE, SAMENESS, percent, place, sameness, strangers, summary_heading


def test_every_kind_has_words():
    assert set(CONFLICTS) == set(ConflictKind) and set(EVIDENCE) == set(EvidenceKind)


def test_the_scale_falls_to_nought():
    assert all(upper[0] > lower[0] for upper, lower in pairwise(SAMENESS)) and SAMENESS[-1][0] == 0


@pytest.mark.parametrize(("p", "shown"), [(0.0, 0), (1e-9, 1), (0.004, 1), (0.823, 82), (0.9999, 99), (1.0, 100)])
def test_nothing_is_said_to_be_certain_that_is_not(p, shown):
    assert percent(p) == shown


def test_the_words_agree_with_the_figure_beside_them():
    assert sameness(0.9499) == "almost certainly the same (95 %)"
    assert sameness(0.5) == "as likely as not the same (50 %)"
    assert sameness(0.0) == "almost certainly not the same (0 %)"


def test_places_and_headings_are_plain_words():
    assert place(1, Role.TITLE) == "line 1, headline" and place(12, Role.PARAGRAPH) == "line 12"
    assert place(7, Role.STANDFIRST) == "line 7, intro" and place(28, Role.LIST_ITEM) == "line 28"
    assert summary_heading("shared", ("a", "b", "c")) == "What two or more report"
    assert summary_heading("a", ("a", "b")) == "a in short" and summary_heading("x", ("a",)) == "x"


def test_sources_that_share_nothing_are_asked_about_by_name():
    assert strangers([], 3) == strangers(["a"], 1) == ""
    assert strangers(["a", "b"], 4) == "a and b share nothing with the others: are they about this event?"
