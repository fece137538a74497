"""Which lines of a page an extractor kept, from the words that it gave.

    the page's lines     Home · Flood hits Varnby · The river rose two metres on Monday. · Share · Police came.
    trafilatura's words  The river rose two metres on Monday Police came
    kept                                          ✓                                                ✓

trafilatura gives new text and not places, so its words are looked for among the page's lines: first the long lines, of
which each stands where it stands and in order (the longest increasing run of places decides between several); then,
between two of these, the short ones, and only in the words that were given between the two. So "Share" in a menu is not
kept because an article says "share".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_LONG = 6  # words from which on a line is hardly twice on a page
_GRAM = 4
_SHARE = 0.7  # of a line's runs of four words that were kept: the rest was a link or a note that was cut out
_MOST_PLACES = 50

Words = list[str]


def words_of(text: str) -> Words:
    """Return the words of `text` as they are compared."""
    return _WORD.findall(text.casefold())


def kept(lines: Sequence[Words], given: Words) -> list[bool]:
    """Return for each line of a page whether it is among the words that an extractor gave."""
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(given) - _GRAM + 1):
        at[tuple(given[place : place + _GRAM])].append(place)
    anchors = _in_order(
        [
            (index, place)
            for index, line in enumerate(lines)
            if len(line) >= _LONG
            for place in reversed(at.get(tuple(line[:_GRAM]), ())[:_MOST_PLACES])
            if given[place : place + len(line)] == line
        ]
    )
    found = [False] * len(lines)
    left = [True] * len(given)  # words that belong to no long line
    before, word = 0, 0
    for index, place in [*anchors, (len(lines), len(given))]:
        between = range(before, index)
        is_head = before == 0 and index < len(lines)
        for other in _between(lines, between, given[word:place], from_end=is_head):
            found[other] = True
        if index < len(lines):
            found[index] = True
            before, word = index + 1, place + len(lines[index])
            left[place:word] = [False] * (word - place)
    rest = {gram for gram, places in at.items() if any(left[place] for place in places)}
    for index, line in enumerate(lines):
        if not found[index] and len(line) >= 2 * _GRAM:
            grams = [tuple(line[i : i + _GRAM]) for i in range(len(line) - _GRAM + 1)]
            found[index] = sum(gram in rest for gram in grams) >= _SHARE * len(grams)
    return found


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of `pairs` that increases in both numbers.

    They are given in increasing order of the first number, and among equals in decreasing order of the second.
    """
    ends: list[int] = []  # the least second number with which a run of each length can end
    last: list[int] = []
    previous: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[length], last[length] = place, number
    run = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = previous[number]
    return run[::-1]


def _between(lines: Sequence[Words], numbers: range, given: Words, *, from_end: bool) -> list[int]:
    """Return which of the lines `numbers` stand in order in `given`; with `from_end` those nearest to its end."""
    if not given:
        return []
    found = []
    order = reversed(numbers) if from_end else iter(numbers)
    words = given[::-1] if from_end else given
    at: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        at[word].append(place)
    pointer = 0
    for number in order:
        line = lines[number][::-1] if from_end else lines[number]
        if not line or pointer >= len(words):
            continue
        places = at.get(line[0], [])
        for place in places[bisect_left(places, pointer) :][:_MOST_PLACES]:
            if words[place : place + len(line)] == line:
                found.append(number)
                pointer = place + len(line)
                break
    return found
