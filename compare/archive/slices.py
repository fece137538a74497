"""Days → slices of time, so that a join over an archive of years is many joins over a few days.

Articles of one event appear within days of each other. So the archive is cut into slices of as many days as the window
within which two articles are compared, and a slice is joined with itself and the one before::

    slice     2347              2348              2349
    days      ├─ a    b   ────┤ ├─ c ──────  d ─┤ ├─ e ─── …
    joined    …                 a b c d           c d e          each pair once: where its later article is at home

What a join finds in a slice depends on the articles of two slices only, however many years lie before and after: that
bounds the memory, lets Spark spread the slices over a cluster, and says what an article that comes late can change: its
own slice and the next. How common a term is, too, is counted within the slice and its window.

Articles without a date have a slice of their own, which all the archive is joined with. It costs what they are: nothing
where there are none.
"""

from __future__ import annotations

from compare.errors import ArchiveError

WINDOW = 7  # days between two articles that are compared, and the days of a slice; runs may set another
WINDOWS = range(3, 366)  # those that may be set: copies are looked for over three days, and years would be one slice
UNDATED = -1  # the slice of articles without a date: before all others


_FROM = 719_162  # days from 1 January of year 1 to that of 1970: the first slice begins with the calendar
FIRST_DAY, LAST_DAY = -_FROM, 2_932_896  # of the calendar; an article of a day before or after has none


def checked(window: int) -> int:
    """Return `window`. Raises `ArchiveError` where it cannot be one."""
    if window not in WINDOWS:
        raise ArchiveError(f"a window of {window} days: it may have {WINDOWS[0]} to {WINDOWS[-1]}")
    return window


def slice_of(window: int = WINDOW, day: str = "day") -> str:
    """Return SQL for the slice of the column `day`, in slices of `window` days."""
    return f"CASE WHEN {day} IS NULL THEN {UNDATED} ELSE CAST(FLOOR(({day} + {_FROM}) / {window}) AS INT) END"


def dated(table: str, first: int = 0, last: int = 1 << 24, window: int = WINDOW) -> str:
    """Return SQL for the rows of `table` that the slices from `first` to `last` need, with `slice` and `own`.

    A row is in its own slice, where `own` is true, and in the next. Rows without a date are left out.
    """
    start, end = first * window - _FROM, (last + 1) * window - _FROM
    return (
        f"SELECT *, {slice_of(window)} AS slice, TRUE AS own FROM {table} WHERE day >= {start} AND day < {end} "
        f"UNION ALL SELECT *, {slice_of(window)} + 1 AS slice, FALSE AS own FROM {table} "
        f"WHERE day >= {start - window} AND day < {end - window}"
    )


def undated(table: str) -> str:
    """Return SQL for the rows of `table` that the slice of those without a date needs: all of them."""
    return f"SELECT *, {UNDATED} AS slice, day IS NULL AS own FROM {table}"


def whole(table: str) -> str:
    """Return SQL for the rows of `table` in one slice: an archive of a few days is joined in one go."""
    return f"(SELECT *, 0 AS slice, TRUE AS own FROM {table})"
