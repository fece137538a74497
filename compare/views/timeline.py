"""The claims that have a date, in the order of the days they tell of.

    2011                  ├───────────────┤                     bbc, line 10    The last round of talks was in 2011
    2012                                  ├───────────────┤     scmp, line 25   … nationalising … the islands in 2012
    19 March 2015                                          •    bbc, line 8     …

Claims of the same days are one moment. A bar covers the first to the last of its days; a single day is a point. News
tells of yesterday and of 1937 in one breath; where the days are more than two years apart, the scale is that of the
logarithm of the distance from the last day, so that the days of the event are still apart. Words such as "Thursday" in
an article without a date name no day: they are listed as such, and not guessed.
"""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compare.views.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from compare.model import Article, Claim

_WIDE: Final = 2 * 365
_LEAST: Final = 1.5  # per cent of the width: less is not seen
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """The days from `start` to `end`, both included, and the claims that tell of them.

    `left` and `width` are where they stand on a line of 100, from the first day of the timeline to the last; a single
    day (`point`) has no width of its own.
    """

    start: date
    end: date
    claims: tuple[Claim, ...]
    left: float = 0.0
    width: float = 0.0

    @property
    def point(self) -> bool:
        """Whether it is a single day."""
        return self.start == self.end

    @property
    def label(self) -> str:
        """The days in words: "19 March 2015", "March 2015", "2015", "6 to 19 March 2015"."""
        return days(self.start, self.end)


def moments(claims: Sequence[Claim]) -> tuple[Moment, ...]:
    """Return the moments of which `claims` tell, by their first day; nothing where no claim has a date."""
    told: dict[tuple[date, date], list[Claim]] = defaultdict(list)
    for claim in claims:
        for time in claim.times:
            # A claim that names its days twice does so in a row.
            if time.start and time.end and told[time.start, time.end][-1:] != [claim]:
                told[time.start, time.end].append(claim)
    order = sorted(told)
    if not order:
        return ()
    first, last = order[0][0].toordinal(), max(end for _, end in order).toordinal() + 1
    return tuple(
        Moment(start, end, tuple(told[start, end]), *_place(start.toordinal(), end.toordinal() + 1, first, last))
        for start, end in order
    )


def undated(articles: Sequence[Article], claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Return for each source whose article has no date the words that stay relative, at most four; none, no entry."""
    texts = {article.source.name: article.text for article in articles if not article.source.date}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        for time in claim.times if claim.source in texts else ():
            if time.start is None:
                words = one_line(time.span.of(texts[claim.source])).strip()
                found[claim.source].setdefault(words.lower(), words)
    return {source: tuple(words.values())[:_MOST_WORDS] for source, words in found.items()}


def days(start: date, end: date) -> str:
    """Return the days from `start` to `end` in words.

    >>> from datetime import date
    >>> days(date(2015, 3, 6), date(2015, 3, 19)), days(date(2012, 1, 1), date(2012, 12, 31))
    ('6 to 19 March 2015', '2012')
    """
    month = f"{calendar.month_name[end.month]} {end.year}"
    if start == end:
        return f"{end.day} {month}"
    closes_month = end.day == calendar.monthrange(end.year, end.month)[1]
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(end.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and closes_month:
        return month if start.replace(day=1) == end.replace(day=1) else f"{_month(start, end)} to {month}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {end.day} {month}"
    return f"{start.day} {_month(start, end)} to {end.day} {month}"


def _month(start: date, end: date) -> str:
    return calendar.month_name[start.month] + (f" {start.year}" if start.year != end.year else "")


def _place(start: int, end: int, first: int, last: int) -> tuple[float, float]:
    """Return where days, as numbers, stand on a line of 100 from `first` to `last`, and how wide they are."""

    def at(day: int) -> float:
        if last - first <= _WIDE:
            return 100 * (day - first) / (last - first)
        return 100 * (1 - math.log1p(last - day) / math.log1p(last - first))

    left = at(start)
    width = max(_LEAST, at(end) - left)
    return round(min(left, 100 - width), 1), round(width, 1)
