from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Article, Claim, Role, Source, Span, TimeExpression
from compare.views.timeline import days, moments, undated

DAYS = st.dates(date(1500, 1, 1), date(2100, 1, 1))


def claim(*times, source="a", number=1, text="They met on some day."):
    span = Span(0, len(text))
    spans = tuple(TimeExpression(Span(5, 12), start, end) for start, end in times)
    return Claim(source, number, span, text, Role.PARAGRAPH, span, times=spans)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2015, 3, 19), (2015, 3, 19), "19 March 2015"),
        ((2015, 3, 1), (2015, 3, 31), "March 2015"),
        ((2012, 1, 1), (2012, 12, 31), "2012"),
        ((2010, 1, 1), (2012, 12, 31), "2010 to 2012"),
        ((2015, 3, 21), (2015, 3, 31), "21 to 31 March 2015"),
        ((2014, 9, 19), (2015, 3, 19), "19 September 2014 to 19 March 2015"),
        ((2015, 1, 9), (2015, 3, 19), "9 January to 19 March 2015"),
        ((2015, 1, 1), (2015, 3, 31), "January to March 2015"),
        ((2024, 2, 1), (2024, 2, 29), "February 2024"),
    ],
)
def test_days_in_words(start, end, words):
    assert days(date(*start), date(*end)) == words


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000)), min_size=1, max_size=12))
def test_moments_are_in_order_and_stand_on_the_line(told):
    found = moments([claim(*((day, day + timedelta(length)) for day, length in told))])
    assert [(m.start, m.end) for m in found] == sorted({(day, day + timedelta(n)) for day, n in told})
    lefts = [m.left for m in found]
    assert all(m.left >= 0 and m.width > 0 and m.left + m.width <= 100.1 for m in found)
    assert lefts == sorted(lefts)
    assert all(m.point == (m.start == m.end) for m in found)


def test_claims_of_the_same_days_are_one_moment_and_undated_ones_are_left_out():
    day = (date(2015, 3, 19), date(2015, 3, 19))
    one, other = claim(day), claim(day, day, source="b")
    (moment,) = moments([one, other, claim((None, None))])
    assert moment.claims == (one, other)
    assert moments([claim((None, None))]) == ()


def test_what_stays_relative_is_told_of_articles_without_a_date_only():
    text = "They met on some day."
    known = Article(Source("b", date="19 March 2015"), text, ())
    unknown = Article(Source("a"), text, ())
    relative = [claim((None, None)), claim((None, None), number=2), claim((None, None), source="b")]
    assert undated([unknown, known], relative) == {"a": (text[5:12].strip(),)}
