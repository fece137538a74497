"""The numbers of a sentence: what each counts, in one unit a dimension, and what its words leave open.

    "A 54-year-old was among at least 30 people held after the five-mile march on which $10m to $15m was spent."
       54 old                    30 … ∞ person                 8.05 km                  10m … 15m $

A numeral (`compare.claims.numerals`) is a quantity only where nothing says otherwise: "G20", "Boeing 737", "10:30",
"020 7946 0958" and "1.2.3" name things, and what is part of a date belongs to it. Then its neighbours are asked, each
once: is it one end of a range or half of a result, an age, money, a measure; if nothing else, the noun after it is what
it counts. Last, the words around it say how exact it is (`_BEFORE`, `_AFTER`): "about" is ten per cent either way,
"more than" has no upper end. A position ("third") has the unit "nth" and its noun, so that it is never compared with a
count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from compare.claims.bounds import loosened
from compare.claims.codes import after_code, named
from compare.claims.numerals import STARTS, Numeral, Tokens, Way, numeral
from compare.claims.units import (
    CODES,
    DOLLARS,
    LONGEST_MEASURE,
    MEASURES,
    METRES,
    ONLY_GLUED,
    SIGNS,
    Unit,
    exact,
)
from compare.model import Number, Span, TimeExpression, Word, WordKind

_CHANGES = frozenset(
    "from by rose rise rises rising risen fell fall falls falling fallen up down climbed dropped jumped gained lost "
    "increased decreased grew slipped edged raised cut lowered reduced improved widened narrowed".split()
)
_CONTESTS = frozenset(
    "beat beaten beats lost lose loses loss defeat defeated draw drew victory win won wins lead led leads trailed "
    "score scored vote voted ruling ruled result decision defeats".split()
)
_DECADES = {"twenties": 20.0, "thirties": 30.0, "forties": 40.0, "fifties": 50.0, "sixties": 60.0}
_DECADES |= {"seventies": 70.0, "eighties": 80.0, "nineties": 90.0}
_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_LONG = frozenset(
    "tall high long wide deep away above below from race sprint final hurdles relay freestyle butterfly".split()
)
_PLURALS = frozenset({"people", "men", "women", "children", "police", "feet"})
_ARTICLES = frozenset({"a", "one", "each", "every", "split", "any"})
_DETERMINERS = frozenset("the its their his her our your my these those all more other such".split())
_OPENING = STARTS | _THIRDS.keys() | _DECADES.keys()
_SPACES = frozenset({" ", "-", "\u00a0"})


def numbers(text: str, span: Span, words: Sequence[Word], times: Sequence[TimeExpression]) -> tuple[Number, ...]:
    """Return the quantities of the sentence `text[span]`, in order and apart from each other.

    `words` are the sentence's, `times` its time expressions, in which no quantity is looked for.
    """
    reader = _Reader(text, span, words)
    tokens, found = reader.tokens, list[Number]()
    k, waiting = 0, iter(times)
    time = next(waiting, None)
    while k < len(tokens):
        while time and time.span.end <= tokens.starts[k]:
            time = next(waiting, None)
        form = tokens.forms[k]
        if (time and time.span.start <= tokens.starts[k]) or not (form in _OPENING or form[0].isdigit()):
            k += 1
            continue
        made, k = reader.read(k, time.span.start if time else span.end)
        found += made
    return tuple(found)


class _Reader:
    """One sentence: its tokens, and its words by place."""

    def __init__(self, text: str, span: Span, words: Sequence[Word]) -> None:
        self.text, self.span, self.words = text, span, words
        self.tokens = Tokens(text, span)
        self.places = [word.span.start for word in words]

    def read(self, k: int, end: int) -> tuple[list[Number], int]:
        """Return the quantities that begin at token `k` and the token to go on from; none goes beyond `end`."""
        tokens = self.tokens
        decade = self._decade_of_life(k)
        if decade:
            return decade
        one = numeral(tokens, k)
        if one is None:
            return [], after_code(tokens, k) if tokens.forms[k][0].isdigit() else k + 1
        if one.span.end > end:
            return [], k + 1
        skipped = named(tokens, one, counts=bool(self._unit_after(one)[0].name))
        if skipped:
            return [], skipped
        money = self._money_before(one.first)
        other = self._other_end(one, end)
        if other and self._result(one, other):
            return [Number(n.span, n.value, "score", n.low, n.high) for n in (one, other)], other.after
        ranged = other if other and one.value < other.value else None
        number = self._number(one, ranged, money)
        return ([number] if number else []), (ranged or one).after

    # -- two numbers that belong together ------------------------------------------------------------------------------

    def _other_end(self, one: Numeral, end: int) -> Numeral | None:
        """Return the number that makes a range or a result of `one`, or None."""
        tokens, k = self.tokens, one.after
        if one.way in {Way.ORDINAL, Way.VAGUE} or one.low != one.high:
            return None
        while tokens.form(k) == "%" or (tokens.form(k) in {"per", "cent", "percent"}):
            k += 1
        start = one.first - 1 if tokens.form(one.first - 1) in SIGNS else one.first
        start -= tokens.form(start - 1) in DOLLARS and start < one.first and tokens.glued(start)
        joint, before = tokens.form(k), tokens.form(start - 1)
        if joint in {"-", "–", "—"}:
            if not (tokens.glued(k) and (tokens.glued(k + 1) or tokens.form(k + 1) in SIGNS)):
                return None
        elif not (joint == "to" and before not in _CHANGES) and not (joint == "and" and self._between(start)):
            return None
        k += 1
        while tokens.form(k) in SIGNS or (tokens.form(k) in DOLLARS and tokens.form(k + 1) in SIGNS):
            k += 1
        other = numeral(tokens, k) if k < len(tokens) else None
        if other is None or other.way in {Way.ORDINAL, Way.VAGUE} or other.span.end > end:
            return None
        if (one.way is Way.FRACTION) != (other.way is Way.FRACTION):
            return None
        return other

    def _between(self, k: int) -> bool:
        """Tell whether "between", or "between the ages of", stands before token `k`."""
        tokens = self.tokens
        return tokens.form(k - 1) == "between" or tokens.forms[max(k - 4, 0) : k] == ["between", "the", "ages", "of"]

    def _result(self, one: Numeral, other: Numeral) -> bool:
        """Tell whether two figures with a hyphen are a result: "won 2-1", "ruled 5-4"; "10-14 members" are a range."""
        tokens = self.tokens
        hyphen = other.first == one.after + 1 and tokens.form(one.after) in {"-", "–"}
        plain = all(n.way is Way.FIGURE and n.value < 200 and n.value == int(n.value) for n in (one, other))
        if not (hyphen and plain) or self._money_before(one.first):
            return False
        if one.value >= other.value:
            return True
        around = {*tokens.forms[max(one.first - 6, 0) : one.first], *tokens.forms[other.after : other.after + 4]}
        return bool(around & _CONTESTS) and not self._unit_after(other)[0].name

    # -- one number ----------------------------------------------------------------------------------------------------

    def _number(self, one: Numeral, other: Numeral | None, money: str) -> Number | None:
        tokens, last = self.tokens, other or one
        unit, after = self._unit_after(last)
        if one.way is Way.ORDINAL:
            return self._position(one)
        low, high, value = one.low, one.high, one.value
        if tokens.form(one.first) == "one" and one.way is Way.WORDS and not (other or money or after > one.after):
            return None  # "one of them", "one official"
        if self._metres(one, money):
            unit, after, low = METRES, one.after, one.value / 1e6
            high = value = low
        if other:
            scale = other.value / self._mantissa(other) if other.way is Way.SCALED and one.way is not Way.SCALED else 1
            low = low * scale if low * scale < other.high and low < self._mantissa(other) else low
            high, value = other.high, (low + other.high) / 2
        start, sign = self._signed(one.first)
        if sign < 0 and not other:
            value, low, high = -value, -high, -low
        if one.way is Way.FRACTION:
            unit = MEASURES["%"]
        elif money and unit.name != "%":
            unit = Unit(money)
        elif self._age(one, last, after):
            unit = Unit("old", unit.factor if unit.name == "year" else 1.0)
        low, high = loosened(self.text, self.span, start, self._ends(last, after), low, high)
        low, high, value = (exact(x * unit.factor + unit.shift) for x in (low, high, value))
        end = tokens.ends[last.after - 2] if unit is METRES else last.span.end
        return Number(Span(start, end), value, unit.name, low, high)

    def _mantissa(self, number: Numeral) -> float:
        """Return the number before its scale: 15 of "15 million"."""
        first = numeral(Tokens(self.text, Span(*self._token(number.first))), 0)
        return first.value if first else 1.0

    def _token(self, k: int) -> tuple[int, int]:
        return self.tokens.starts[k], self.tokens.ends[k]

    def _signed(self, k: int) -> tuple[int, int]:
        """Return where the number at token `k` begins with its sign, and the sign: "-5", "minus 30", but "2-5"."""
        tokens = self.tokens
        if tokens.form(k - 1) in {"minus", "negative"} and k >= 1:
            return tokens.starts[k - 1], -1
        dash = tokens.form(k - 1) in {"-", "−", "–"} and tokens.glued(k) and not tokens.glued(k - 1)
        return (tokens.starts[k - 1], -1) if dash else (tokens.starts[k], 1)

    def _metres(self, one: Numeral, money: str) -> bool:
        """Tell whether the m of "a 50m tower" is metres: a height follows, or one thing that is so long."""
        tokens, k = self.tokens, one.after
        if money or tokens.form(k - 1) != "m" or k - one.first != 2:
            return False
        word = self._word(k)
        thing = word is not None and word.kind is not WordKind.FUNCTION and not _plural(tokens.form(k))
        return tokens.form(k) in _LONG or (thing and tokens.form(one.first - 1) in {"a", "an", "the"})

    def _position(self, one: Numeral) -> Number | None:
        tokens = self.tokens
        noun = "" if tokens.form(one.after) in _DETERMINERS | {"of"} else self._noun(tokens.words_from(one.after))
        seconds = tokens.form(one.first) == "second" and one.after == one.first + 1
        if seconds and (
            tokens.form(one.first - 1) == "per"
            or (
                tokens.form(one.first - 1) in _ARTICLES
                and (not noun or tokens.form(one.first - 2) in {"of", "half", "for"})
            )
        ):
            return None
        return Number(one.span, one.value, f"nth {noun}".strip(), one.low, one.high)

    def _decade_of_life(self, k: int) -> tuple[list[Number], int] | None:
        """Read "in his 50s", "in her mid-forties" from the first token after the pronoun."""
        tokens = self.tokens
        if tokens.form(k - 1) not in {"his", "her", "their", "your", "its"} or tokens.form(k - 2) not in {"in", "into"}:
            return None
        part = tokens.form(k) if tokens.form(k) in _THIRDS else ""
        at = tokens.words_from(k + 1) if part else k
        word = tokens.form(at)
        glued = (
            word.isdecimal()
            and len(word) == 2
            and word[1] == "0"
            and tokens.form(at + 1) == "s"
            and tokens.glued(at + 1)
        )
        decade = float(word) if glued else _DECADES.get(word)
        if not decade:
            return None
        after = at + 2 if glued else at + 1
        low, high = (decade + part_end for part_end in _THIRDS.get(part, (0, 9)))
        span = Span(tokens.starts[k], tokens.ends[after - 1])
        return [Number(span, (low + high) / 2, "old", low, high)], after

    def _age(self, one: Numeral, last: Numeral, after: int) -> bool:
        """Tell whether a number is an age: "54 years old", "a 54-year-old", "aged 54", "Smith, 54, …", "Smith (54)"."""
        tokens, before = self.tokens, self.tokens.form(one.first - 1)
        joined = tokens.words_from(after)
        if tokens.form(joined) == "old" or tokens.forms[after : after + 2] == ["of", "age"]:
            return True
        if before in {"aged", "age", "ages"} or (
            before in {"of", "between", "from"} and tokens.form(one.first - 2) in {"aged", "age", "ages"}
        ):
            return True
        if one.way is not Way.FIGURE or not 0 < last.value < 120 or after != last.after:
            return False
        name = tokens.printed(one.first - 2)
        closed = tokens.form(last.after) in (
            {",", ".", "and", ""} if before == "," else {")"} if before == "(" else set()
        )
        return closed and before in {",", "("} and name[:1].isupper() and name[1:2].islower()

    # -- units and bounds ----------------------------------------------------------------------------------------------

    def _money_before(self, k: int) -> str:
        tokens, j = self.tokens, k - 1
        form = tokens.form(j)
        if form in CODES:
            return CODES[form]
        if form == "." and tokens.form(j - 1) == "rs":
            return CODES["rs"]
        if form not in SIGNS:
            return ""
        prefix = tokens.printed(j - 1)
        dollar = form == "$" and tokens.glued(j) and prefix.isupper()
        return DOLLARS.get(prefix.lower(), form) if dollar else form

    def _unit_after(self, last: Numeral) -> tuple[Unit, int]:
        """Return the unit of a number and the token after it; of a noun that is counted, the token after the number."""
        tokens = self.tokens
        k = tokens.words_from(last.after)
        k += tokens.form(k) in {"plus", "odd"} and k > last.after
        k += 2 * (tokens.form(k) in {"or", "and"} and tokens.form(k + 1) in {"more", "fewer", "less", "over", "so"})
        for size in range(LONGEST_MEASURE, 0, -1):
            form = " ".join(tokens.forms[k : k + size])
            unit = MEASURES.get(form)
            if unit and (form not in ONLY_GLUED or tokens.glued(k)) and k + size <= len(tokens):
                return unit, k + size
        if tokens.form(k) == "of" and last.way is Way.VAGUE:
            k += 1
            unit = MEASURES.get(tokens.form(k))
            if unit:
                return unit, k + 1
            return Unit(self._noun(k)), last.after
        if last.way is Way.VAGUE and tokens.form(last.after - 1) not in {"several", "few"}:
            return Unit(""), last.after
        return Unit(self._noun(k)), last.after

    def _noun(self, k: int) -> str:
        if k >= len(self.tokens):
            return ""
        return _counted(self.text, self.words, bisect_left(self.places, self.tokens.starts[k]), self.tokens.starts[k])

    def _ends(self, last: Numeral, after: int) -> tuple[int, int, int]:
        """Return the places after a number, after its unit and after the word that follows."""
        tokens, k = self.tokens, max(after, last.after)
        unit_end = tokens.ends[k - 1]
        return last.span.end, unit_end, tokens.ends[k] if k < len(tokens) else unit_end

    def _word(self, k: int) -> Word | None:
        j = bisect_left(self.places, self.tokens.starts[k]) if k < len(self.tokens) else len(self.words)
        return self.words[j] if j < len(self.words) else None


def _plural(form: str) -> bool:
    return form in _PLURALS or (form.endswith("s") and not form.endswith("ss"))


def _counted(text: str, words: Sequence[Word], k: int, end: int) -> str:
    """Return the term of the noun in the phrase that begins with word `k`, "" where no phrase follows `end`.

    The noun is the first plural, else the first word: "eight uninhabited islands" are islands, "1,200 families
    homeless" families, "two of the ships" ships.
    """
    phrase: list[tuple[str, str]] = []  # form and term of each word
    for word in words[k : k + 4]:
        form = text[word.span.start : word.span.end].lower()
        part_of = not phrase and (form == "of" or form in _DETERMINERS)
        if not set(text[end : word.span.start]) <= _SPACES or word.kind is WordKind.NUMBER:
            break
        if word.kind is not WordKind.FUNCTION:
            phrase.append((form, word.term))
        elif not part_of:
            break
        end = word.span.end
    plural = (name for form, name in phrase if _plural(form))
    return next(plural, phrase[0][1] if phrase else "")
