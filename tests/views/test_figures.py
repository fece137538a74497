"""Numbers and dates side by side: built from sentences, with numbers and times as the claims' stage would give them."""

import math
import re
from datetime import date

import pytest

from compare.model import Claim, Fact, Number, Role, Span, Status, TimeExpression, Word, WordKind
from compare.views.figures import AGREE, ALONE, DIFFER, LOOSE, UNDATED, figures


def claim(source, text, numbers=(), times=(), number=1):
    span = Span(0, len(text))

    def at(words):
        return Span(text.index(words), text.index(words) + len(words))

    return Claim(
        source,
        number,
        span,
        text,
        Role.PARAGRAPH,
        span,
        words=tuple(Word(Span(*w.span()), w[0], 5.0, WordKind.CONTENT) for w in re.finditer(r"\w+", text)),
        numbers=tuple(Number(at(words), value, unit, low, high) for words, value, unit, low, high in numbers),
        times=tuple(TimeExpression(at(words), start, end) for words, start, end in times),
    )


def lines(*claims, status=Status.SHARED):
    texts = {one.source: one.text for one in claims}
    found = figures([Fact("F1", status, tuple(claims))], texts)
    return [(line.standing, [[v.words for v in line.by(source)] for source in texts]) for line in found]


def dead(source, text, words, low, high, unit="people"):
    return claim(source, text, [(words, low, unit, low, high)])


@pytest.mark.parametrize(
    ("a", "b", "standing"),
    [((15, 15), (15, 15), AGREE), ((15, 15), (19, 19), DIFFER), ((15, math.inf), (19, 19), LOOSE)],
)
def test_how_two_figures_stand(a, b, standing):
    one = dead("a", "The fall killed 15 people today.", "15", *a)
    other = dead("b", "The fall killed 19 people today.", "19", *b)
    assert lines(one, other) == [(standing, [["15 people"], ["19 people"]])]


@pytest.mark.parametrize(
    ("metres", "unit", "standing"), [(30, "km", LOOSE), (25, "km", DIFFER), (30, "people", DIFFER)]
)
def test_a_measure_that_was_converted_and_rounded_does_not_differ(metres, unit, standing):
    one = dead("a", "The cross of 100ft fell.", "100ft", 30.48 / 1000, 30.48 / 1000, unit)
    other = dead("b", "The cross of 30 metres fell.", "30 metres", metres / 1000, metres / 1000, unit)
    assert [line for line, _ in lines(one, other)] == [standing]


def test_what_differs_comes_first_and_other_words_for_the_same_share_a_line():
    one = claim("a", "It hit 13 students and 15 cars.", [("13", 13, "students", 13, 13), ("15", 15, "cars", 15, 15)])
    other = claim("b", "It hit 13 children and 19 cars.", [("13", 13, "children", 13, 13), ("19", 19, "cars", 19, 19)])
    assert lines(one, other) == [
        (DIFFER, [["15 cars"], ["19 cars"]]),
        (AGREE, [["13 students"], ["13 children"]]),
    ]


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        ("At least 15 people died.", ("15", 15, "people", 15, math.inf), "At least 15 people"),
        ("It covers about 7 sq km of rock.", ("7", 7, "sq km", 6, 8), "about 7 sq km"),
        ("It cost US$12 million, he said.", ("12 million", 12e6, "US$", 12e6, 12e6), "US$12 million"),
        ("It is 150km to the sea.", ("150", 150, "km", 150, 150), "150km"),
        ("A six-month ban was set for 9 clubs.", ("9", 9, "clubs", 9, 9), "9 clubs"),
        ("The girls were 10-14.", ("10-14", 12, "old", 10, 14), "10-14 (age)"),
        ("More than 30 were hurt.", ("30", 30, "", 30, math.inf), "More than 30"),
    ],
)
def test_a_figure_is_shown_as_printed_with_what_it_counts(text, number, printed):
    one, other = claim("a", text, [number]), claim("b", text, [number])
    assert lines(one, other) == [(AGREE, [[printed], [printed]])]


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("The two nations met.", ("two", 2, "nations", 2, 2), "a small count that one source has"),
        ("The second world war ended.", ("second", 2, "nth world", 2, 2), "a position"),
        ("An 18-wheeler burned.", ("18", 18, "wheeler", 18, 18), "the name of a thing"),
        ("There are many per 100,000 people.", ("100,000", 1e5, "people", 1e5, 1e5), "the basis of a rate"),
    ],
)
def test_what_nobody_looks_up_is_left_out(text, number, why):
    assert lines(claim("a", text, [number]), claim("b", "Nothing of the kind.")) == [], why


def test_a_converted_measure_is_shown_once():
    text = "It is 150km (93 miles) away."
    numbers = [("150", 150, "km", 150, 150), ("93", 149.7, "km", 149.7, 149.7)]
    assert lines(claim("a", text, numbers), claim("b", "It is far away.")) == [(ALONE, [["150km"], []])]


def test_a_figure_that_another_source_gives_in_another_fact_is_not_one_sources_alone():
    one = dead("a", "The fall hurt 30 people.", "30", 30, 30)
    other = dead("b", "In all 30 people were hurt.", "30", 30, 30)
    facts = [
        Fact("F1", Status.SHARED, (one, claim("b", "The fall hurt many.", number=2))),
        Fact("F2", Status.UNIQUE, (other,)),
    ]
    (line,) = figures(facts, {"a": one.text, "b": other.text})
    assert (line.standing, [v.words for v in line.by("b")]) == (AGREE, ["30 people"])


def test_unique_facts_have_no_lines():
    assert lines(dead("a", "The fall killed 15 people.", "15", 15, 15), status=Status.UNIQUE) == []


def when(source, words, start=None, end=None):
    return claim(source, f"They met {words} there.", times=[(words, start, end or start)])


def test_dates_differ_by_their_days_not_by_their_words():
    day = date(2014, 2, 28)
    assert lines(when("a", "on Friday", day), when("b", "28 February", day))[0][0] == AGREE
    assert lines(when("a", "on Friday", day), when("b", "on Monday", date(2014, 3, 3)))[0][0] == DIFFER
    month = when("b", "in February", date(2014, 2, 1), day)
    assert lines(when("a", "on Friday", day), month)[0][0] == LOOSE
    assert lines(when("a", "on Friday", day), claim("b", "They met.")) == []


def test_days_that_are_not_known_are_said_to_be_so_and_left_out_where_they_are_named_alike():
    assert lines(when("a", "yesterday"), when("b", "Tuesday")) == [(UNDATED, [["yesterday"], ["Tuesday"]])]
    assert lines(when("a", "in November"), when("b", "last November")) == []
