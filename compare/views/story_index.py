"""The stories of an archive as pages to browse, by day and within a day by size: self-contained, no network, no server.

    index.html             the stories, where there are few; else the days, each with its stories' number and largest
    days/2015-03.html      the stories of a month; of a day, 2015-03-19, or a part of one, 2015-03-19-2, where there are
                           many

A line is a story: a bar as long as it has outlets, its headline, which leads to the comparison where there is one, when
it was told, its names and its outlets. Where fewer origins than outlets are behind it, that stands in front: five
outlets that carry one wire text are no five confirmations. Articles that nobody else matched stand behind a fold.

As for the report (`html`), every value is escaped by the template's environment, and the policy of the page allows the
style sheet and the script below and nothing else. The script only filters: without it all is there.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from heapq import nsmallest
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.views import escape, wording

if TYPE_CHECKING:
    from jinja2 import Template

    from compare.model import Story

ROWS: Final = 2_000  # stories of one page: about two megabytes, which a phone still scrolls
ALONE: Final = 50  # articles of a day that stand alone and are listed; the rest is in stories.jsonl
LARGEST: Final = 10  # stories that are named before all days
UNDATED: Final = "undated"
_MONTHS: Final = "January February March April May June July August September October November December".split()
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Listed(NamedTuple):
    """A story, and the path of its comparison from the index, "" where there is none; `note` is what to know of it."""

    story: Story
    report: str = ""
    note: str = ""


class Day(NamedTuple):
    """The stories that began on one day, the largest first; `id` is "2015-03-19" or "undated".

    `alone` are those of one article that are listed, `unlisted` the number of the rest. Where the day is on several
    pages, this is what stands on `page`; `total` counts all its stories.
    """

    id: str
    stories: Sequence[Listed]
    alone: Sequence[Listed]
    unlisted: int
    page: str = ""
    total: int = 0

    @property
    def label(self) -> str:
        """The day in words: "Thursday, 19 March 2015"."""
        if self.id == UNDATED:
            return "Without a date"
        day = datetime.fromisoformat(self.id)
        return f"{_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"

    @property
    def month(self) -> str:
        """The day's month: "March 2015"."""
        if self.id == UNDATED:
            return "Without a date"
        return f"{_MONTHS[int(self.id[5:7]) - 1]} {self.id[:4]}"


class Counts(NamedTuple):
    """What an archive holds: its articles, stories of two articles or more, and articles that stand alone."""

    articles: int
    stories: int
    alone: int


def pages(listed: Iterable[Listed], counts: Counts) -> Iterator[tuple[str, str]]:
    """Yield the path and the HTML of each page, the index last; `listed` come by the day they began, undated last."""
    days = (_day(key, list(group)) for key, group in groupby(listed, lambda one: _key(one.story)))
    if counts.stories <= ROWS:
        whole = list(days)
        yield "index.html", _rendered("stories", counts, _newest_first(whole), "", largest=_largest(whole))
        return
    told: list[Day] = []
    top: list[Day] = []
    for _, month in groupby(days, lambda day: day.id[:7]):
        for path, held, name in _split(list(month)):
            yield path, _rendered("stories", counts, _newest_first(held), "../", name)
            told += [day._replace(stories=day.stories[:3], alone=(), page=path) for day in held]
            top = [day._replace(stories=[one]) for day, one in _largest(top + [d._replace(page=path) for d in held])]
    yield "index.html", _rendered("days", counts, _newest_first(told), "", largest=_largest(top))


def _split(days: list[Day]) -> Iterator[tuple[str, list[Day], str]]:
    """Cut a month into pages that are not too long: path, days, and what the page is of."""
    if sum(len(day.stories) for day in days) <= ROWS:
        name = UNDATED if days[0].id == UNDATED else days[0].id[:7]
        yield f"days/{name}.html", days, days[0].month
        return
    for day in days:
        parts = [day.stories[start : start + ROWS] for start in range(0, len(day.stories), ROWS)] or [()]
        for number, stories in enumerate(parts, 1):
            last = number == len(parts)
            name = f"{day.label}, page {number} of {len(parts)}" if len(parts) > 1 else day.label
            part = Day(day.id, stories, day.alone if last else (), day.unlisted if last else 0, total=day.total)
            yield f"days/{day.id}{f'-{number}' if number > 1 else ''}.html", [part], name


def _newest_first(days: list[Day]) -> list[Day]:
    """Return the days with the latest first and what has no date last; the parts of a day stay in their order."""
    return sorted(days, key=lambda day: day.id if day.id != UNDATED else "", reverse=True)


def _largest(days: Iterable[Day]) -> list[tuple[Day, Listed]]:
    """Return the stories with most outlets of some days, each with its day."""
    stories = ((day, one) for day in days for one in day.stories)
    return nsmallest(LARGEST, stories, key=lambda told: _by_size(told[1]))


def _by_size(one: Listed) -> tuple[int, int, str]:
    return -len(one.story.sources), -len(one.story.articles), one.story.id


def _key(story: Story) -> str:
    return story.first.date().isoformat() if story.first else UNDATED


def _day(key: str, listed: list[Listed]) -> Day:
    several = [one for one in listed if len(one.story.articles) > 1]
    alone = [one for one in listed if len(one.story.articles) == 1]
    several.sort(key=_by_size)
    return Day(key, several, alone[:ALONE], max(0, len(alone) - ALONE), total=len(several))


def when(first: datetime | None, last: datetime | None) -> str:
    """Return from when to when, in UTC; times of midnight are those of articles that give a day only.

    >>> when(datetime(2015, 3, 19, 9, 30), datetime(2015, 3, 21, 7))
    '19 March 09:30 – 21 March 07:00'
    >>> when(datetime(2015, 3, 19), datetime(2015, 3, 21))
    '19 – 21 March'
    >>> when(datetime(2015, 3, 19, 9, 30), datetime(2015, 3, 19, 9, 30))
    '09:30'
    >>> when(datetime(2014, 12, 30), datetime(2015, 1, 2))
    '30 December 2014 – 2 January 2015'
    >>> when(datetime(2015, 3, 17), datetime(2015, 3, 18, 4, 30))
    '17 March – 18 March 04:30'
    """
    if first is None or last is None:
        return ""
    times = [f"{at:%H:%M}" if (at.hour, at.minute, at.second) != (0, 0, 0) else "" for at in (first, last)]
    if first.date() == last.date():
        return " – ".join(dict.fromkeys(filter(None, times)))
    years = ["", ""] if first.year == last.year else [f" {first.year}", f" {last.year}"]
    if not any(times) and (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {last.day} {_MONTHS[last.month - 1]}"
    days = (f"{at.day} {_MONTHS[at.month - 1]}{year}" for at, year in zip((first, last), years, strict=True))
    return " – ".join(f"{day} {time}".rstrip() for day, time in zip(days, times, strict=True))


def _rendered(
    kind: str,
    counts: Counts,
    days: list[Day],
    root: str,
    name: str = "",
    largest: Sequence[tuple[Day, Listed]] = (),
) -> str:
    style, script = _part("story_index.css"), _part("story_index.js")
    return _template().render(
        kind=kind,
        counts=counts,
        days=days,
        root=root,
        name=name,
        largest=largest,
        months=[list(month) for _, month in groupby(days, lambda day: day.month)],
        most=max((len(one.story.sources) for day in days for one in day.stories), default=1),
        busiest=max((day.total for day in days), default=1),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return escape.page(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        autoescape=True, finalize=finalize, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        count=lambda number, one, many="": wording.count(number, one, many).replace(str(number), f"{number:,}", 1),
        when=lambda story: when(story.first, story.last),
        verbatim=Markup,  # ours, to the letter: their hashes are in the policy
    )
    return environment.from_string(_part("story_index.html.j2"))


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
