"""When an article was published, of whatever an archive holds for it → seconds since 1970 (UTC), or why there are none.

    "2021-04-22T06:15:00-07:00"        → 1619097300       ISO 8601, the fast path
    "Thu, 19 Mar 2015 10:32:00 GMT"    → 1426761120       RFC 2822, as feeds and mail have it
    1619097300000, "20210422"          → 1619097300, …    seconds, thousandths … since 1970; digits of a day
    "Thursday, 19 March 2015"          → 1426723200       as an article prints it; a day is its first second
    "03/04/2015"                       → none: that may be two days
    "0000-00-00", "3000-01-01"         → none: no year in which an article can have been published

A time without a zone counts as UTC. A wrong day costs more than none, as stories are looked for around it: what cannot
be believed gives none and is told.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from compare.claims.dates import article_day

FIRST_YEAR, LAST_YEAR = 1600, 2100  # the first newspaper is of 1605; a later year than 2100 is a placeholder
_DIGITS = re.compile(r"-?\d{1,20}(?:\.0*)?\Z")
_RFC = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}")
_LONGEST = 100  # characters; what is longer is no date
_UNITS = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3), (0, 1))  # nanoseconds from 10^17 on, and so on


def moment(value: object) -> tuple[int | None, bool]:
    """Return the seconds since 1970, None where there are none, and whether something was given that is no date."""
    if isinstance(value, str):
        return _written(value.strip()) if len(value) <= _LONGEST else (None, True)
    if value is None or isinstance(value, bool) or value != value:  # NaN: an empty cell of a data frame
        return None, False
    if isinstance(value, datetime):
        return _seconds(value)
    if isinstance(value, date):
        return _seconds(datetime(value.year, value.month, value.day))
    if isinstance(value, int | float):
        return _counted(int(value)) if abs(value) < 10**19 else (None, True)
    return _written(str(value)[:_LONGEST])


@lru_cache(maxsize=1 << 16)
def _written(text: str) -> tuple[int | None, bool]:
    if not text or text.casefold() in {"none", "null", "nan", "nat", "n/a", "unknown"}:
        return None, False
    if _DIGITS.match(text):
        return _counted(int(text.partition(".")[0]))
    try:
        return _seconds(datetime.fromisoformat(text))
    except ValueError:
        pass
    if _RFC.match(text):
        try:
            return _seconds(parsedate_to_datetime(text))
        except (ValueError, TypeError, OverflowError):
            return None, True
    day = article_day(text)
    return _seconds(datetime(day.year, day.month, day.day)) if day else (None, True)


def _counted(number: int) -> tuple[int | None, bool]:
    """Read digits: those of a day (20150319), else a time since 1970. 0 is what programs write for none."""
    if number == 0:
        return None, False
    if 10**7 <= number < 10**8 and FIRST_YEAR <= number // 10**4 <= LAST_YEAR:
        try:
            return _seconds(datetime.strptime(str(number), "%Y%m%d"))
        except ValueError:
            pass
    if abs(number) < 10**7:  # a year, a number of a day in a spreadsheet: no time since 1970 that news have
        return None, True
    unit = next(unit for least, unit in _UNITS if abs(number) >= least)
    try:
        return _seconds(datetime.fromtimestamp(number // unit, UTC))
    except (ValueError, OverflowError, OSError):
        return None, True


def _seconds(found: datetime) -> tuple[int | None, bool]:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None, True
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return int(aware.timestamp() // 1), False
