"""The pages of an archive's stories: every story once, links that lead somewhere, nothing of an article obeyed."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from browser import opened, saved, violations
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import Story
from compare.views import story_index
from compare.views.story_index import Counts, Listed, pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BEGAN = datetime(2015, 3, 19, 9, 30, tzinfo=UTC)


def story(number: int, outlets: int = 3, first: datetime | None = BEGAN, headline: str = "", origins: int = 0) -> Story:
    sources = tuple(f"Outlet {n}" for n in range(outlets))
    articles = tuple(f"a{number}-{n}" for n in range(outlets))
    last = first and first + timedelta(hours=2)
    title = headline or f"Headline {number}"
    return Story(f"{number:016x}", articles, sources, first, last, title, ("Varnby",), origins or outlets)


def made(stories: list[Story], reports: dict[str, tuple[str, str]] | None = None) -> dict[str, str]:
    alone = sum(1 for one in stories if len(one.articles) == 1)
    counts = Counts(sum(len(one.articles) for one in stories), len(stories) - alone, alone)
    return dict(pages([Listed(one, *(reports or {}).get(one.id, ())) for one in stories], counts))


def test_a_story_is_shown_with_all_that_is_known_of_it() -> None:
    one = story(1, 5, origins=2)
    (page,) = made([one], {one.id: ("stories/1.html", "2 of its articles state nothing")}).values()
    for words in (
        "Thursday, 19 March 2015",
        "Headline 1",
        "5 outlets, 2 origins",
        "09:30 – 11:30",
        "Varnby",
        "Outlet 4",
    ):
        assert words in page
    assert '<a href="stories/1.html" dir="auto">Headline 1</a>' in page and "2 of its articles state nothing" in page


def test_origins_are_told_only_where_they_are_fewer_than_outlets() -> None:
    assert "origin" not in made([story(1, 3)])["index.html"].partition("<main>")[2]


def test_days_come_latest_first_and_within_a_day_the_largest() -> None:
    later = BEGAN + timedelta(days=1)
    page = made([story(1, 2), story(2, 4), story(3, 2, later), story(4, 3, None)])["index.html"].partition("<main>")[2]
    order = [page.index(f'id="s{n:016x}"') for n in (3, 2, 1, 4)]
    assert order == sorted(order)


def test_articles_that_stand_alone_are_behind_a_fold_and_none_is_uncounted() -> None:
    page = made([story(n, 1) for n in range(story_index.ALONE + 3)])["index.html"]
    assert (
        page.count("<details>") == 1
        and f"{story_index.ALONE + 3} articles that" in page
        and "and 3 articles more" in page
    )


def test_many_stories_are_cut_into_pages_that_hold_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_index, "ROWS", 10)
    days = [BEGAN + timedelta(days=n) for n in (0, 1, 40, 41)]
    counts = (4, 4, 3, 25)  # a month that fits on a page, and one with a day that does not
    numbers = iter(range(1000))
    stories = [
        story(next(numbers), 2 + n % 5, day) for day, count in zip(days, counts, strict=True) for n in range(count)
    ]
    stories += [story(next(numbers), 2, None) for _ in range(12)]
    found = made(stories)
    assert list(found)[-1] == "index.html"
    assert {"days/2015-03.html", "days/2015-04-28.html", "days/2015-04-29-3.html", "days/undated-2.html"} <= set(found)
    shown = [name for page in found.values() for name in re.findall(r'<li class="story" id="s(\w+)"', page)]
    assert sorted(shown) == sorted(one.id for one in stories)
    assert all(page.count('<li class="story" id=') <= 10 for page in found.values())
    for path, page in found.items():
        for link in re.findall(r'href="([^"]+)"', page):
            target, _, anchor = link.partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert to in found and (not anchor or f'id="{anchor}"' in found[to]), link


def test_nothing_of_an_article_is_obeyed() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> \x00\u202e"
    one = Story("0" * 16, ("a", "b"), (evil, "b"), BEGAN, BEGAN, evil, (evil,), 2)
    page = made([one], {one.id: ('stories/x.html" onclick="x', evil)})["index.html"]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert len(list(tree.iter("script"))) == 1 and not list(tree.iter("img"))
    assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on")]
    assert "\x00" not in page and "\u202e" not in page


def test_the_policy_names_the_style_and_the_script_and_nothing_else() -> None:
    page = made([story(1)])["index.html"]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (policy,) = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv")]
    for element, rule in (("style", "style-src"), ("script", "script-src")):
        (part,) = tree.iter(element)
        assert f"{rule} 'sha256-{b64encode(sha256((part.text or '').encode()).digest()).decode()}';" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page) and "style=" not in page.partition("<main>")[2]


def test_no_article_at_all_is_said() -> None:
    assert "There is no article." in made([])["index.html"]


WHEN = st.one_of(st.none(), st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 4), WHEN), max_size=12))
def test_pages_are_the_same_whatever_the_order_within_a_day(drawn: list[tuple[int, datetime | None]]) -> None:
    def day(one: Story) -> str:
        return one.first.date().isoformat() if one.first else "z"

    stories = [story(n, size, when) for n, (size, when) in enumerate(drawn)]
    backwards = stories[::-1]
    assert made(sorted(stories, key=day)) == made(sorted(backwards, key=day))


@pytest.mark.parametrize("look", ["desk, light", "phone, dark"])
def test_the_page_is_browsed_without_barrier_and_what_it_holds_runs_nothing(
    browser: Browser, tmp_path: Path, look: str
) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    stories = [
        *(story(n, n + 1, origins=max(1, n)) for n in range(8)),
        story(9, 4, headline=hostile),
        story(10, 2, headline="Ferry aground"),
    ]
    screen: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
    if look == "phone, dark":
        screen = {"viewport": {"width": 360, "height": 800}, "color_scheme": "dark"}
    with opened(browser, saved(tmp_path, made(stories)["index.html"], "index.html"), **screen) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        everything = page.locator(".story:visible").count()
        page.fill("#words", "aground ferry")
        assert page.locator(".story:visible").count() == 1 < everything
        assert violations(page) == []
        page.fill("#words", "")
        page.select_option("#least", "5")
        assert page.locator(".story:visible").count() == sum(len(one.sources) >= 5 for one in stories)
