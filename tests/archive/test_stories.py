"""From articles to stories by terms, pairs, links and groups: events that look alike stand apart."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="pip install 'tellings[archive]'")
pa = pytest.importorskip("pyarrow", reason="pip install 'tellings[archive]'")

# Event, day of May 2014, title, text. Each pair of events is of one kind, within one month.
ARTICLES = [
    ("quake in Sorano", 3, "Strong earthquake shakes Sorano, 14 dead",
     "A magnitude 6.1 earthquake struck the mountain town of Sorano before dawn on Saturday and killed at least 14 "
     "people, officials said. The bell tower of Santa Chiara collapsed on a row of houses. Governor Elena Marchetti "
     "asked the army for tents."),
    ("quake in Sorano", 3, "Bell tower falls on houses as quake kills 14 in Sorano",
     "Rescuers dug through rubble in Sorano after a 6.1 magnitude earthquake brought down the bell tower of Santa "
     "Chiara. Fourteen people died. The army is bringing tents, Governor Marchetti said."),
    ("quake in Sorano", 4, "Army tents for the homeless of Sorano",
     "Hundreds slept in army tents after the earthquake that killed 14 in the mountain town of Sorano. Governor Elena "
     "Marchetti said that the bell tower of Santa Chiara would be built again."),
    ("quake in Pelagia", 8, "Earthquake off Pelagia kills three fishermen",
     "A magnitude 5.7 earthquake struck off the island of Pelagia on Thursday, officials said, and killed at least 3 "
     "people, all fishermen whose boats were thrown against the harbour wall of Porto Vecio. Mayor Luca Dorsi closed "
     "the schools."),
    ("quake in Pelagia", 8, "Harbour wave after quake kills three on Pelagia",
     "Three fishermen died at Porto Vecio when an earthquake of magnitude 5.7 shook Pelagia and a wave threw boats "
     "against the harbour wall. Schools on the island were closed by Mayor Luca Dorsi."),
    ("election in Varn", 5, "Ostrova wins presidential election in Varn",
     "Liberal lawyer Mira Ostrova won the presidential election in Varn with 54 per cent of the vote, the electoral "
     "commission said on Monday. President Hadek conceded defeat. Turnout was 71 per cent."),
    ("election in Varn", 5, "Hadek concedes as lawyer Ostrova takes Varn's presidency",
     "President Hadek of Varn conceded defeat to Mira Ostrova, a liberal lawyer, who took 54 per cent of the vote in "
     "the presidential election. The commission put turnout at 71 per cent."),
    ("election in Tessal", 9, "Ruling party holds Tessal in parliamentary election",
     "The Farmers' Union won the parliamentary election in Tessal with 38 per cent of the vote, the electoral "
     "commission said on Friday. Prime Minister Jorun Bakke will seek a coalition. Turnout was 63 per cent."),
    ("election in Tessal", 9, "Bakke seeks coalition after Farmers' Union wins in Tessal",
     "Prime Minister Jorun Bakke said that he would seek a coalition after his Farmers' Union took 38 per cent of "
     "the vote in Tessal's parliamentary election, on a turnout of 63 per cent."),
    ("first leg", 6, "Rovers stun Athletic with late Quillan header in first leg",
     "A header by Tom Quillan in the 88th minute gave Dunmore Rovers a 1-0 win over Castle Athletic in the first leg "
     "of the semi-final at Marsh Lane on Tuesday. Athletic hit the post twice."),
    ("first leg", 6, "Quillan header gives Rovers the edge over Athletic",
     "Dunmore Rovers beat Castle Athletic 1-0 at Marsh Lane, Tom Quillan scoring with a header two minutes from time "
     "in the first leg of the semi-final."),
    ("return leg", 13, "Athletic reach final as Brandt hat-trick sinks Rovers",
     "Castle Athletic reached the final after a hat-trick by Emil Brandt in a 4-1 win over Dunmore Rovers in the "
     "return leg at Castle Park on Tuesday. Goalkeeper Nils Aster was sent off."),
    ("return leg", 13, "Brandt hits three, Aster sees red as Athletic turn tie round",
     "Emil Brandt scored a hat-trick as Castle Athletic beat Dunmore Rovers 4-1 at Castle Park to go through to the "
     "final. Rovers played on with ten men once goalkeeper Nils Aster was sent off."),
]  # fmt: skip
MAY = (date(2014, 4, 30) - date(1970, 1, 1)).days


def batch(rows: list[tuple[str, int, str, str]], *, dates: bool = True, keys: list[int] | None = None) -> Any:
    from compare.archive.schemas import ARTICLES as SCHEMA

    n = len(rows)
    columns = {
        "id": [str(k) for k in range(n)], "key": keys or list(range(n)), "source": ["s"] * n, "url": [None] * n,
        "byline": [None] * n,
        "title": [row[2] for row in rows], "text": [row[3] for row in rows], "published": [None] * n,
        "day": [MAY + row[1] if dates else None for row in rows],
    }  # fmt: skip
    return pa.RecordBatch.from_pydict(columns, schema=SCHEMA)


def links_of(*articles: Any) -> Any:
    """Return the links between the articles of batches, sorted."""
    from made import sliced

    from compare.archive.flow import find_links
    from compare.archive.index import terms

    made = pa.Table.from_batches([terms(part) for part in articles])
    connection, engine = sliced("terms", made, whole=articles[0]["day"].null_count > 0)
    find_links(engine)
    return connection.sql("FROM links ORDER BY a, b").to_arrow_table()


def stories_of(*articles: Any) -> dict[int, int]:
    """Return the story of each article by key."""
    from compare.archive.grouping import members

    links = links_of(*articles)
    keys, story = members(*(links[name].to_numpy() for name in ("a", "b", "probability")))
    alone = {key: key for part in articles for key in part["key"].to_pylist()}
    return alone | dict(zip(keys.tolist(), story.tolist(), strict=True))


def named(stories: dict[int, int]) -> set[frozenset[int]]:
    return {frozenset(k for k, of in stories.items() if of == story) for story in stories.values()}


RIGHT = {
    frozenset(k for k, row in enumerate(ARTICLES) if row[0] == event) for event in dict.fromkeys(r[0] for r in ARTICLES)
}


@pytest.mark.parametrize("dates", [True, False])
def test_events_that_look_alike_stand_apart_and_their_articles_together(dates: bool) -> None:
    assert named(stories_of(batch(ARTICLES, dates=dates))) == RIGHT


def test_neither_order_nor_batches_matter() -> None:
    whole = links_of(batch(ARTICLES))
    order = list(range(len(ARTICLES)))
    random.Random(5).shuffle(order)
    shuffled = batch([ARTICLES[k] for k in order], keys=order)
    assert links_of(shuffled.slice(0, 3), shuffled.slice(3, 1), shuffled.slice(4)) == whole


def test_what_is_weeks_apart_is_never_one_story() -> None:
    row = ARTICLES[0]
    links = links_of(batch([row, (row[0], row[1] + 20, row[2], row[3] + " More is not known.")]))
    assert len(links) == 0


def test_days_between_two_articles_lower_the_probability() -> None:
    def probability(day: int) -> float:
        quake, other = ARTICLES[0], ARTICLES[3]
        links = links_of(batch([quake, (other[0], day, *other[2:])])).to_pylist()
        return float(links[0]["probability"])

    assert 0 < probability(9) < probability(5) < probability(4) == probability(3) < 1


def test_weekdays_that_both_name_speak_for_one_event_or_against_it() -> None:
    def probability(days: str, others: str) -> float:
        quake, other = ARTICLES[0], ARTICLES[3]
        pair = [(row[0], 3, row[2], row[3].replace("on Saturday", "").replace("on Thursday", "") + f" {named}.")
                for row, named in ((quake, days), (other, others))]  # fmt: skip
        return float(links_of(batch(pair)).to_pylist()[0]["probability"])

    none = probability("", "")
    assert none == probability("Saturday", "") == probability("", "Saturday")
    assert probability("Saturday", "Saturday") > none > probability("Saturday", "Sunday")
    assert probability("Sunday", "Monday") == probability("Monday", "Sunday") > probability("Sunday", "Tuesday") > 0
    assert probability("Saturday", "Tuesday, Saturday") == probability("Saturday", "Saturday")


def test_copies_of_one_text_are_a_star_and_one_story() -> None:
    copies = [ARTICLES[0]] * 2000
    links = links_of(batch([*copies, *ARTICLES[1:]]))
    assert len(links) < 2100
    stories = stories_of(batch([*copies, *ARTICLES[1:]]))
    assert {stories[k] for k in range(2001)} == {0}


def test_a_folder_of_one_event_is_one_story() -> None:
    quake = [row for row in ARTICLES if row[0] == "quake in Sorano"]
    assert len(named(stories_of(batch(quake, dates=False)))) == 1


def test_articles_without_words_are_alone() -> None:
    empty = [("none", 3, "", ""), ("none", 3, "", " — … "), *ARTICLES]
    assert {frozenset([0]), frozenset([1])} < named(stories_of(batch(empty)))
