"""Time expressions: labelled cases, what relative words mean, and laws for every text and day."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.claims.annotate import claims
from compare.claims.dates import article_day, times
from compare.model import Role, Span, TimeExpression

CASES = json.loads((Path(__file__).parent.parent / "cases" / "values.json").read_text("utf-8"))
# What the readers do not yet get right, by its words.
KNOWN_FAILURES = {
    "The visa rule expires at the end of June.": "the verb looks ahead, though the June that has just gone is nearer",
}
THURSDAY = date(2015, 3, 19)
PROSE = st.lists(
    st.sampled_from(
        [
            "last ",
            "next ",
            "this ",
            "the ",
            "late ",
            "mid-",
            "early ",
            "May ",
            "March ",
            "Dec. ",
            "3",
            "31",
            " ",
            ", ",
            "2012",
            "-",
            "/",
            "1999-12-31",
            "29 February ",
            "Thursday",
            " night",
            "yesterday ",
            "ago",
            "two ",
            "weeks ",
            "days ",
            "year ",
            "the past ",
            "since ",
            "week of ",
            "Q3 ",
            "1990s ",
            "summer ",
            "century ",
            "(",
            "will ",
            "said ",
            "on the 31st",
            "年",
            "decades ",
            "999 ",
            "recent ",
            "the end of ",
            "weekend",
        ]
    ),
    max_size=14,
).map("".join)
DAYS = st.dates()


def found(text: str, today: date | None = THURSDAY) -> list[TimeExpression]:
    return list(times(text, Span(0, len(text)), today))


def read(text: str, today: date | None = THURSDAY) -> list[tuple[str, str | None, str | None]]:
    return [(t.span.of(text), *(str(d) if d else None for d in (t.start, t.end))) for t in found(text, today)]


def params() -> list[object]:
    return [
        pytest.param(
            case,
            id=case["text"][:40],
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case["text"]], strict=True)]
            if case["text"] in KNOWN_FAILURES
            else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_cases(case: dict[str, list[dict[str, str]]]) -> None:
    today = date.fromisoformat(str(case["today"])) if case["today"] else None
    assert read(str(case["text"]), today) == [(t["words"], t["start"], t["end"]) for t in case["times"]]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Thursday, 19 March 2015, 10:32 GMT", THURSDAY),
        ("2015-03-19T10:30:00Z", THURSDAY),
        ("19 MARCH 2015", THURSDAY),
        ("19-Mar-2015", THURSDAY),
        ("5:30 PM EST March 19, 2015", THURSDAY),
        ("2015年3月19日", THURSDAY),
        ("2015/3/19", THURSDAY),
        ("19.03.2015", THURSDAY),
        ("03/04/2015", None),
        ("2015", None),
        ("yesterday", None),
        ("31 February 2015", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_an_article(printed: str | None, day: date | None) -> None:
    assert article_day(printed) == day


@pytest.mark.parametrize(
    "text",
    [
        "The Today programme asked May.",
        "He may march on.",
        "The Sunday Mirror, Good Friday and Black Friday.",
        "June Smith and August Wilson met.",
        "About 2000 people, £2000 and 2,000 ships.",
        "At 1630 GMT the bell rang.",
        "They march on Mondays.",
        "Room 2012 costs 1999 dollars.",
        "The next day he left; three days later she did.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "day"),
    [
        ("They met on Monday.", "past", "2015-03-16"),
        ("They will meet on Monday.", "future", "2015-03-23"),
        ("They agreed to meet on Monday.", "future", "2015-03-23"),
        ("They will visit the disputed islands on Monday.", "a participle is no verb", "2015-03-23"),
        ("The rules will be published on Monday.", "a passive of the future", "2015-03-23"),
        ("The trial opens on Monday.", "present for the future", "2015-03-23"),
        ("Monday was quiet.", "no verb before", "2015-03-16"),
    ],
)
def test_the_verb_says_which_monday(text: str, tense: str, day: str) -> None:
    assert [(t.start, t.end) for t in found(text)] == [(date.fromisoformat(day),) * 2], tense


def test_a_weekday_beside_its_date_chooses_the_year() -> None:
    assert read("It fell on Monday, 16 March.", date(2015, 12, 1)) == [("Monday, 16 March", "2015-03-16", "2015-03-16")]
    assert read("It fell on Sunday, 16 March.", date(2015, 3, 1)) == [("Sunday, 16 March", "2014-03-16", "2014-03-16")]


def test_a_clause_keeps_the_tense_of_its_sentence() -> None:
    text = "The envoys will hold talks in the city on Monday, before the ministers sign the treaty in Rome on Friday."
    made = claims("bbc", text, [(Span(0, len(text)), Role.PARAGRAPH)], THURSDAY)
    days = [time.start for claim in made for time in claim.times]
    assert days == [date(2015, 3, 23), date(2015, 3, 20)]
    for claim in made:
        assert all(claim.span.start <= t.span.start < t.span.end <= claim.span.end for t in claim.times)


# -- laws -----------------------------------------------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(PROSE | st.text(max_size=80), DAYS | st.none())
def test_times_of_any_text_on_any_day_stand_in_it_apart_and_in_order(text: str, today: date | None) -> None:
    made = found(text, today)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(made))
    for time in made:
        assert 0 <= time.span.start < time.span.end <= len(text)
        assert (time.start is None) == (time.end is None)
        assert time.start is None or time.end is None or time.start <= time.end


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["Monday", "last Friday", "next Tuesday", "Thursday night"]),
    st.sampled_from(["They met on {}.", "They will meet on {}.", "{} was quiet."]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_a_week_later_a_weekday_is_a_week_later(weekday: str, frame: str, today: date) -> None:
    text, week = frame.format(weekday), timedelta(days=7)
    (now,), (then,) = found(text, today), found(text, today + week)
    assert now.start and then.start
    assert then.start - now.start == week
    assert now.start.weekday() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(
        weekday.removeprefix("last ").removeprefix("next ")[:3]
    )


@given(st.dates(date(1600, 1, 1), date(2090, 1, 1)), DAYS | st.none())
def test_a_whole_date_does_not_depend_on_the_article(day: date, today: date | None) -> None:
    for printed in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert [
            (t.span.of(t_text), t.start, t.end) for t_text in [f"It was {printed}."] for t in found(t_text, today)
        ] == [(printed, day, day)]


@settings(max_examples=100, deadline=None)
@given(PROSE)
def test_without_a_day_the_same_words_are_found(text: str) -> None:
    assert [t.span for t in found(text)] == [t.span for t in found(text, None)]
