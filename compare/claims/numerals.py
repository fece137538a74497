"""Figures and number words → values: "1.4m", "two hundred and fifty", "half a million", "tens of thousands".

    two  hundred  and  fifty  people        250
    tens of  thousands  of  people          20,000, at least that and less than 200,000

A number is read from left to right, with one rule for each way of writing it (`_RULES`), the first that fits. What is
counted, and whether it is about, over or under, is no business of this module: see `compare.claims.quantities`.

Vague plurals have the least value that the word allows, and end where the next word begins: "hundreds" is 200 to 2,000.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from compare.claims.units import GLUED, TECHNICAL
from compare.model import Span

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MOST_DIGITS = 15  # beyond, a float does not hold each of them, and it is a code

_ONES = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10.0 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SCALES |= {"lakh": 1e5, "crore": 1e7, "mn": 1e6, "bn": 1e9, "tn": 1e12, "mln": 1e6}
_GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
_ORDINALS = dict(
    zip(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        range(2, 21),
        strict=True,
    )
) | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100, "thousandth": 1000}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word: value for word, value in _ORDINALS.items() if 3 <= value <= 20 or value == 100
}
_PLURAL_PARTS = {word + "s": value for word, value in _PARTS.items() if word not in {"half", "halves", "quarters"}}
_FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# Least and most that a vague plural allows: two of the scale, and two of the next.
_PLURALS = {"dozens": (24.0, 240.0), "scores": (40.0, 400.0), "tens": (20.0, 200.0), "hundreds": (200.0, 2e3)}
_PLURALS |= {"thousands": (2e3, 2e4), "millions": (2e6, 1e9), "billions": (2e9, 1e12), "trillions": (2e12, 1e15)}
_HALVED = frozenset("hour mile year century decade kilometre kilometer metre meter litre liter tonne inch".split())
_WHOLE_AFTER_HALF = frozenset("the its their his her all our your these those them".split())


class Way(Enum):
    """How a number is written, as far as it matters for what it can mean."""

    FIGURE = "figure"  # digits, no scale
    WORDS = "words"
    SCALED = "scaled"
    FRACTION = "fraction"  # of something: a proportion
    ORDINAL = "ordinal"
    VAGUE = "vague"


class Numeral(NamedTuple):
    """A number as it is written: tokens `first` up to `after`, characters `span`, least and most that it allows."""

    first: int
    after: int
    span: Span
    value: float
    low: float
    high: float
    way: Way


class Tokens:
    """Words, figures and marks of a stretch of text: `forms` in small letters, and where each begins and ends."""

    def __init__(self, text: str, span: Span) -> None:
        found = list(_TOKEN.finditer(text, span.start, span.end))
        self.text = text
        self.forms = [match.group().lower() for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]

    def __len__(self) -> int:
        return len(self.forms)

    def form(self, k: int) -> str:
        """Return token `k` in small letters, "" beyond either end."""
        return self.forms[k] if 0 <= k < len(self.forms) else ""

    def printed(self, k: int) -> str:
        """Return token `k` as it is printed, "" beyond either end."""
        return self.text[self.starts[k] : self.ends[k]] if 0 <= k < len(self.forms) else ""

    def glued(self, k: int) -> bool:
        """Tell whether token `k` follows the one before without a space."""
        return 0 < k < len(self.forms) and self.starts[k] == self.ends[k - 1]

    def words_from(self, k: int) -> int:
        """Return the position of the next word after token `k`, over one hyphen."""
        return k + 1 if self.form(k) == "-" and self.glued(k) and self.glued(k + 1) else k


def numeral(tokens: Tokens, k: int) -> Numeral | None:
    """Return the number that begins at token `k`, or None."""
    return next((found for rule in _RULES if (found := rule(tokens, k))), None)


def _made(
    tokens: Tokens, first: int, after: int, value: float, way: Way, bounds: tuple[float, float] | None = None
) -> Numeral:
    low, high = bounds or (value, value)
    return Numeral(first, after, Span(tokens.starts[first], tokens.ends[after - 1]), value, low, high, way)


def _small(tokens: Tokens, k: int) -> tuple[float, int] | None:
    """Read a number word under 100: "fifty-five", "fifty five"."""
    form = tokens.form(k)
    if form in _ONES:
        return _ONES[form], k + 1
    if form not in _TENS:
        return None
    one = tokens.words_from(k + 1)
    more = _ONES.get(tokens.form(one), 0.0)
    return (_TENS[form] + more, one + 1) if 1 <= more <= 9 else (_TENS[form], k + 1)


def _figure(tokens: Tokens, k: int) -> float | None:
    form = tokens.form(k)
    if not form[:1].isdigit() or len(form) > MOST_DIGITS or not _FIGURE.fullmatch(form):
        return None
    return None if form[0] == "0" and form[1:2].isdigit() else float(form.replace(",", ""))


def _ordinal(tokens: Tokens, k: int) -> Numeral | None:
    if tokens.form(k) in _ORDINALS:
        return _made(tokens, k, k + 1, float(_ORDINALS[tokens.form(k)]), Way.ORDINAL)
    tens = _TENS.get(tokens.form(k), 0.0)
    one = tokens.words_from(k + 1)
    if tens and (_ORDINALS.get(tokens.form(one), 99) < 10 or tokens.form(one) == "first"):
        return _made(tokens, k, one + 1, tens + _ORDINALS.get(tokens.form(one), 1), Way.ORDINAL)
    value = _figure(tokens, k)
    if value is not None and tokens.form(k + 1) in {"st", "nd", "rd", "th"} and tokens.glued(k + 1):
        return _made(tokens, k, k + 2, value, Way.ORDINAL)
    return None


def _vague(tokens: Tokens, k: int) -> Numeral | None:
    form, after = tokens.form(k), k + 1
    if form in _PLURALS and not tokens.glued(k):
        low, high = _PLURALS[form]
        inner = tokens.form(k + 2).removesuffix("s")
        if tokens.form(k + 1) == "of" and tokens.form(k + 2).endswith("s") and inner in SCALES:
            after, low, high = k + 3, low * SCALES[inner], high * SCALES[inner]
        elif form == "tens" or (form == "scores" and tokens.form(k + 1) != "of"):
            return None
        return _made(tokens, k, after, low, Way.VAGUE, (low, high))
    if form == "several":
        low, high = 3.0, 12.0
    elif form == "a" and tokens.form(k + 1) in {"few", "handful", "couple"}:
        low, high, after = 2.0, 3.0 if tokens.form(k + 1) == "couple" else 9.0, k + 2
        if tokens.form(k + 1) != "few" and tokens.form(after) != "of":
            return None
    else:
        return None
    scale = SCALES.get(tokens.form(after))
    if scale:
        return _made(tokens, k, after + 1, low * scale, Way.VAGUE, (low * scale, high * scale))
    return _made(tokens, k, after, low, Way.VAGUE, (low, high))


def _fraction(tokens: Tokens, k: int) -> Numeral | None:
    """Read "a third of", "two-thirds", "half the", "one in four", "three out of 10": a proportion in per cent."""
    if tokens.form(k) == "half":
        taken = (0.5, k + 1) if tokens.form(k + 1) in _WHOLE_AFTER_HALF | {"of"} else None
    else:
        taken = _parts(tokens, k) or _out_of(tokens, k)
    if taken is None:
        return None
    value, after = taken
    if tokens.form(after) == "of" and tokens.form(after + 1) in {"a", "an"}:
        scale = SCALES.get(tokens.form(after + 2))
        if scale:
            return _made(tokens, k, after + 3, value * scale, Way.SCALED)
        if tokens.form(after + 2) in _HALVED:
            return _made(tokens, k, after + 2, value, Way.WORDS)
    return _made(tokens, k, after, 100 * value, Way.FRACTION)


def _parts(tokens: Tokens, k: int) -> tuple[float, int] | None:
    form, name = tokens.form(k), tokens.words_from(k + 1)
    part, hyphen = tokens.form(name), name > k + 1
    count = 1.0 if form == "a" else _ONES.get(form)
    if not count:
        return None
    if count == 1 and part in _PARTS and part != "half" and (hyphen or tokens.form(name + 1) == "of"):
        return 1 / _PARTS[part], name + 1
    of = _PLURAL_PARTS.get(part)
    return (count / of, name + 1) if of and 1 < count < of else None


def _out_of(tokens: Tokens, k: int) -> tuple[float, int] | None:
    count, j = _ONES.get(tokens.form(k)) or _figure(tokens, k), k + 1
    if tokens.form(j) == "out" and tokens.form(j + 1) == "of":
        j += 2
    elif tokens.form(j) == "in":
        j += 2 if tokens.form(j + 1) == "every" else 1
    else:
        return None
    whole = _plain(tokens, j)
    round_enough = whole is not None and (whole.value <= 10 or whole.value % 10 == 0)
    return (count / whole.value, whole.after) if whole and count and round_enough and count < whole.value else None


def _plain(tokens: Tokens, k: int) -> Numeral | None:
    """Read figures or number words, with their scales: "1.4m", "two hundred and fifty thousand", "a hundred"."""
    form, after = tokens.form(k), k + 1
    figure = _figure(tokens, k)
    if figure is not None:
        read = _after_figure(tokens, k, figure)
        if read is None:
            return None
        value, after, way = read
    elif form in {"a", "half"}:
        scale_at = k + 2 if form == "half" and tokens.form(k + 1) in {"a", "an"} else k + 1
        if form == "half" and (tokens.form(scale_at) in _HALVED):
            return _made(tokens, k, scale_at, 0.5, Way.WORDS)
        if tokens.form(scale_at) not in SCALES or (form == "half" and scale_at == k + 1):
            return None
        value, after, way = (0.5 if form == "half" else 1.0), scale_at, Way.WORDS
    else:
        small = _small(tokens, k)
        if small is None:
            return None
        (value, after), way = small, Way.WORDS
    value, end = _and_a_half(tokens, value, after)
    value, after_scale = _scaled(tokens, value, end)
    return _made(tokens, k, after_scale, value, Way.SCALED if after_scale > end else way)


def _after_figure(tokens: Tokens, k: int, value: float) -> tuple[float, int, Way] | None:
    """Read what is glued to figures: a scale, a fraction sign, a unit that is left to stand; else it is a name."""
    suffix = tokens.form(k + 1)
    if not tokens.glued(k + 1) or not (suffix[0].isalpha() or suffix in _FRACTION_SIGNS):
        return value, k + 1, Way.FIGURE
    if suffix in _FRACTION_SIGNS:
        return value + _FRACTION_SIGNS[suffix], k + 2, Way.FIGURE
    if suffix in _GLUED_SCALES and (suffix != "k" or tokens.printed(k + 1) == "k" or tokens.form(k - 1) == "$"):
        return value * _GLUED_SCALES[suffix], k + 2, Way.SCALED
    known = suffix in GLUED and (len(suffix) > 1 or suffix == "g" == tokens.printed(k + 1) or suffix in "cf")
    return (value, k + 1, Way.FIGURE) if known or suffix in TECHNICAL else None


def _and_a_half(tokens: Tokens, value: float, k: int) -> tuple[float, int]:
    if tokens.forms[k : k + 3] == ["and", "a", "half"]:
        return value + 0.5, k + 3
    return value, k


def _scaled(tokens: Tokens, value: float, k: int) -> tuple[float, int]:
    """Read scales, and what is added to them: "hundred and fifty thousand". Each is read once."""
    total = 0.0
    while (scale_at := tokens.words_from(k)) < len(tokens) and tokens.form(scale_at) in SCALES:
        value, k = value * SCALES[tokens.form(scale_at)], scale_at + 1
        following = tokens.form(scale_at)
        value, k = _and_a_half(tokens, value, k) if following == "dozen" else (value, k)
        added = _small(tokens, k + 1 if tokens.form(k) == "and" else k)
        if added is None or following not in {"hundred", "thousand", "million", "lakh", "crore"}:
            continue
        if following == "hundred":
            value, k = value + added[0], added[1]
        elif tokens.form(k) == "and" or tokens.form(added[1]) == "hundred":
            total, (value, k) = total + value, added
    return total + value, k


_RULES: tuple[Callable[[Tokens, int], Numeral | None], ...] = (_fraction, _ordinal, _vague, _plain)
# What a number can begin with, besides a digit.
STARTS = frozenset({*_ONES, *_TENS, *_ORDINALS, *_PLURALS, "a", "half", "several"})
