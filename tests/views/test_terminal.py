import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from compare.views.terminal import read_to_terminal, summary_to_terminal, to_terminal, unique_to_terminal

SGR = re.compile(r"\x1b\[[0-9;]*m")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def texts(story, width, colour):
    yield to_terminal(story, width, colour)
    yield unique_to_terminal(story, None, width, colour)
    yield unique_to_terminal(story, story.sources[0], width, colour)
    yield from (read_to_terminal(article, width, colour) for article in story.articles)
    yield from (summary_to_terminal(summary, width, colour) for summary in story.summaries)


def check(text, width, colour):
    bare = SGR.sub("", text) if colour else text
    assert not STEERING.search(bare)
    assert max(wcswidth(line) for line in bare.split("\n")) <= width
    text.encode("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(width=st.integers(40, 200), colour=st.booleans())
def test_no_line_is_too_wide_and_nothing_steers(any_comparison, width, colour):
    for text in texts(any_comparison, width, colour):
        check(text, width, colour)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(width=st.integers(40, 200), text=st.text(st.characters(), min_size=1, max_size=80), name=st.text(max_size=20))
def test_no_text_is_too_wide(tell, width, text, name):
    for shown in texts(tell("x" + name, text, text, text), width, True):
        check(shown, width, True)


def test_no_payload_steers(tell, payloads):
    for number, payload in enumerate(payloads):
        width = (40, 73, 120)[number % 3]
        check(to_terminal(tell("x" + payload[:200], payload, payload, payload), width, True), width, True)


def test_three_sources_stand_side_by_side_and_ten_one_under_the_other(three, ten):
    assert "│ bbc" in to_terminal(three, 100, False)
    assert "│" not in to_terminal(three, 60, False)
    assert "│" not in to_terminal(ten, 200, False)


def test_colour_marks_what_differs_and_without_there_is_none(three):
    assert "\x1b[1;31m2011\x1b[0m" in to_terminal(three, 100, True)
    assert "\x1b" not in to_terminal(three, 100, False)
    assert SGR.sub("", to_terminal(three, 100, True)) == to_terminal(three, 100, False)


def test_differences_come_first_and_are_spelled_out(three):
    text = to_terminal(three, 100, False)
    headings = [
        "China and Japan hold first",
        "3 tellings: bbc, scmp, NHK",
        "Where they differ on a detail (1)",
        "In short",
        "The sources",
        "What else they share",
        "Perhaps the same",
        "Only in bbc",
        "left out",
        "How this",
    ]
    assert [text.index(h) for h in headings] == sorted(text.index(h) for h in headings)
    assert "different dates: bbc, line 7 “2011”, scmp, line 11 “2012”" in text
    assert "No differing detail" not in text


def test_where_no_figure_differs_that_is_said_after_the_summary_and_not_as_a_proof(two):
    text = to_terminal(two, 100, False)
    assert "2 facts shared · 0 perhaps · 12 statements found in one source only · no differing detail found" in text
    headings = ["In short", "The sources", "Where they differ", "does not prove", "What they share"]
    assert [text.index(h) for h in headings] == sorted(text.index(h) for h in headings)
    assert "contradict" not in text and "SHA-256" not in text


def test_a_section_is_one_table_with_the_notes_in_its_rows(three):
    text = to_terminal(three, 100, False)
    assert text.count("│ bbc ") == 3 == text.count("┌")
    (note,) = [line for line in text.split("\n") if "different dates" in line]
    assert (
        note.startswith("│ → ") and note.endswith("│") and wcswidth(note) == wcswidth(text.split("┌")[1].split()[0]) + 1
    )


def test_unique_lists_one_source_and_its_doubts(three):
    text = unique_to_terminal(three, "scmp", 100, False)
    assert text.startswith("Only in scmp (3)") and "Only in bbc" not in text
    assert "Perhaps another source reports it too (2)" in text
    with pytest.raises(ValueError, match="no source is named 'cnn'"):
        unique_to_terminal(three, "cnn", 100, False)


def test_read_says_what_was_kept_and_what_was_left_out(two):
    text = read_to_terminal(two.articles[0], 80, False)
    assert "11 blocks: 8 kept, 3 left out of the comparison" in text
    assert "line 3: left out, boilerplate (player notice)\n  Media playback" in text


def test_the_same_comparison_gives_the_same_text(any_comparison):
    assert to_terminal(any_comparison, 90, True) == to_terminal(any_comparison, 90, True)


def test_every_claim_says_who_says_it_and_who_says_what_is_listed(told):
    text = to_terminal(told, 200, False)
    assert "put forward by China" in text and "said by Celia Hatton" in text
    assert "denied by Japan" in text and "according to Kyodo" in text and "nobody named (“were suspended”)" in text
    who = text[text.index("Who says what") : text.index("Timeline")]
    assert "China\n  bbc, line 9 (F3): also claims: Japan has failed" in who
    assert who.index("Cheng Yonghua") < who.index("two nations")


def test_what_is_explained_stands_apart_from_what_conflicts(told):
    text = to_terminal(told, 200, False)
    headings = ["Where they differ", "Differences that are explained (1)", "In short", "Numbers and dates", "Timeline"]
    assert [text.index(h) for h in headings] == sorted(text.index(h) for h in headings)
    assert "seven, eight. A later count" in text and text.count("a contradiction (") == 1
    assert "Almost certainly a contradiction (100 %)" in text


def test_the_timeline_lists_days_that_are_known_and_says_what_stays_relative(told, two):
    text = to_terminal(told, 100, False)
    part = text[text.index("Timeline") : text.index("Perhaps the same")]
    assert part.index("2011\n  bbc, line 7") < part.index("9 January 2015\n  scmp")
    assert "Timeline" not in to_terminal(two, 100, False) and "Who says what" not in to_terminal(two, 100, False)


def test_figures_stand_side_by_side_and_on_narrow_paper_one_under_the_other(told):
    assert "│ F3 differ " in to_terminal(told, 120, False)
    assert "F3 differ: bbc War Two; scmp war" in to_terminal(told, 60, False)
