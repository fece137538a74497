"""What of an archive was not taken, or not as it stood: counted, and named one by one in a file.

    {"input": "feeds/2015.jsonl", "place": "line 7", "reason": "damaged", "kept": false, "detail": "Expecting value …"}
    {"input": "feeds/2015.jsonl", "place": "line 9", "reason": "no date that can be believed", "kept": true, …}

`kept` says whether the article is in the stories all the same. What a whole archive lacks (a column of dates) would be
a line for each of a million articles and is told once an input instead, with its count. Nothing is held in memory but
the counts.
"""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from typing import NamedTuple, TextIO


class Reason(StrEnum):
    """Why something was not taken, or not as it stood."""

    FAILED = "not read"  # a whole input
    BROKEN = "damaged from there on"  # the rest of an input
    DAMAGED = "damaged"
    NO_TEXT = "no text"
    TOO_LARGE = "too large"
    AGAIN = "the same again"
    VERSION = "another version"
    BAD_DATE = "no date that can be believed"
    NO_DATE = "no date"
    NO_TITLE = "no title"
    NO_OUTLET = "no outlet"
    LOSSY = "characters that could not be decoded"
    NOTE = "beware"


_KEPT = frozenset(
    {
        Reason.VERSION,
        Reason.BAD_DATE,
        Reason.NO_DATE,
        Reason.NO_TITLE,
        Reason.NO_OUTLET,
        Reason.LOSSY,
        Reason.NOTE,
    }
)  # the article is taken
_FAILURES = (Reason.FAILED, Reason.BROKEN)
_ONCE = frozenset({Reason.NO_DATE, Reason.NO_TITLE, Reason.NO_OUTLET})  # told once an input, with its count
_LONGEST = 300


class Skip(NamedTuple):
    """One thing that was not taken as it stood: where, why, and in more words what is wrong and what to do."""

    input: str
    place: str
    reason: Reason
    detail: str = ""
    id: str = ""


class Skips:
    """The count of what was skipped; each is written to `file`, where there is one, as a line of JSON."""

    def __init__(self, file: TextIO | None = None) -> None:
        self.counts: Counter[Reason] = Counter()
        self.failures: list[Skip] = []
        self.taken = 0  # articles, also those that were known
        self._file = file
        self._once: dict[Reason, tuple[Skip, int]] = {}  # of the input that is being read

    def add(self, skip: Skip) -> None:
        """Count and write one."""
        self.counts[skip.reason] += 1
        if skip.reason in _FAILURES:
            self.failures.append(skip)
        if skip.reason in _ONCE:
            if any(first.input != skip.input for first, _ in self._once.values()):
                self.flush()
            first, count = self._once.get(skip.reason, (skip, 0))
            self._once[skip.reason] = first, count + 1
        else:
            self._write(skip)

    def flush(self) -> None:
        """Write what is told once an input: to be called after the last."""
        for skip, count in self._once.values():
            self._write(skip, count)
        self._once.clear()

    @property
    def lost(self) -> int:
        """How many articles, lines and inputs were not taken."""
        return sum(count for reason, count in self.counts.items() if reason not in _KEPT)

    def told(self) -> list[str]:
        """Return the counts in words, those of what was not taken first: "3 with no text (not taken)"."""
        return [
            f"{self.counts[reason]} × {reason}{'' if reason in _KEPT else ' (not taken)'}"
            for reason in Reason
            if self.counts[reason]
        ]

    def _write(self, skip: Skip, count: int = 1) -> None:
        if self._file is None:
            return
        told: dict[str, object] = {"input": skip.input, "place": skip.place, "reason": str(skip.reason)}
        told["kept"] = skip.reason in _KEPT
        if skip.id:
            told["id"] = skip.id[:_LONGEST]
        if skip.detail:
            told["detail"] = skip.detail[:_LONGEST]
        if count > 1:
            told["articles"] = count
        self._file.write(json.dumps(told, ensure_ascii=True) + "\n")
