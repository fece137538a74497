"""Statements → claims: each word with its term, rarity and kind, each number with its value and what it counts.

    "The eight uninhabited islands and rocks have a total area of about 7 sq km"
         8/island                                                 7/km

A word's term and rarity do not depend on the sentence, so they are computed once a word. Whether a capital makes a name
does depend on it: the first word of a sentence is a name only where the article nowhere writes it small and
it is rare, or a capital follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compare.claims.clauses import clauses
from compare.claims.folding import COUNTRIES, term
from compare.claims.rarity import rarity
from compare.model import Claim, Number, Role, Span, Word, WordKind

# Words of grammar, by their terms. They hold sentences together and say nothing of what is reported.
FUNCTION_TERMS = frozenset(
    term(word)
    for word in """
a an the this that these those there here it its itself he him his himself she her hers herself they them their theirs
themselves we us our ours ourselves i me my mine myself you your yours yourself who whom whose which what where when why
how be been being do does doing have having can could may might must shall should will would ought and or but nor so yet
if then than because while although though unless until since whether of at by for with about against between into
through during before after above below to from up down in out on off over under again further once all any both each
few more most other some such no not never only own same too very just also as now ever even still per via upon within
without toward towards among amid across along around behind beside besides beyond despite except inside near onto
outside throughout unlike is are was were am 's 't don didn doesn isn wasn weren hasn haven hadn won wouldn couldn
shouldn mr mrs ms dr sir lord lady said say says saying told tell according however meanwhile well much many another
either neither cannot
""".split()
)

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d.,]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCALE = {"hundr": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_SCALE |= {"trillion": 1e12, "tn": 1e12, "b": 1e9}
_COUNTRIES = frozenset(map(term, COUNTRIES))
_CURRENCY = frozenset("£$€¥")
_TENS_AND_ONES = re.compile(
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE
)
_PLURALS = frozenset({"people", "men", "women", "children", "police", "feet"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def claims(source: str, text: str, statements: Iterable[tuple[Span, Role]]) -> tuple[Claim, ...]:
    """Return the claims that the statements of the article `text` make, in order, numbered from 1 and annotated.

    A statement that joins two facts gives two claims: see `compare.claims.clauses`.
    """
    found = list(statements)
    small = _small(span.of(text) for span, _ in found)
    made: list[Claim] = []
    for sentence, role in found:
        words = _words(text, sentence, small)
        for span in clauses(text, sentence, words):
            own = tuple(word for word in words if span.start <= word.span.start < span.end)
            numbers = _numbers(text, own)
            made.append(Claim(source, len(made) + 1, span, span.of(text), role, sentence, own, numbers))
    return tuple(made)


def loose_claims(source: str, texts: Sequence[str]) -> tuple[Claim, ...]:
    """Return one claim for each of `texts`, whole as it is; each has its spans in itself."""
    small = _small(texts)
    made = []
    for number, text in enumerate(texts, 1):
        span = Span(0, len(text))
        words = _words(text, span, small)
        made.append(Claim(source, number, span, text, Role.PARAGRAPH, span, words, _numbers(text, words)))
    return tuple(made)


def _small(texts: Iterable[str]) -> set[str]:
    """Return the words that are somewhere written without a capital."""
    return {match.group() for text in texts for match in _WORD.finditer(text) if match.group().islower()}


def _words(text: str, span: Span, small: set[str]) -> tuple[Word, ...]:
    """Return the words of a sentence. Without spaces (Chinese, Japanese), each character counts as a word."""
    words: list[Word] = []
    for match in _WORD.finditer(text, span.start, span.end):
        if _CJK.search(match.group()):
            words += [Word(Span(k, k + 1), text[k], 5.0, WordKind.CONTENT) for k in range(*match.span())]
        else:
            words.append(_word(match.group(), Span(*match.span()), first=not words, small=small))
    return tuple(words)


def _word(form: str, span: Span, *, first: bool, small: set[str]) -> Word:
    name = term(form)
    if name[:1].isdigit():
        return Word(span, name, _number_rarity(name), WordKind.NUMBER if name != "1" else WordKind.FUNCTION)
    weight = rarity(name)
    if name in FUNCTION_TERMS and not (len(form) > 1 and form.isupper() and not first and name != "us"):
        return Word(span, name, weight, WordKind.FUNCTION)
    capital = form[0].isupper() and (not first or (form.lower() not in small and (weight > 3.0 or name in _COUNTRIES)))
    return Word(span, name, weight, WordKind.NAME if capital else WordKind.CONTENT)


def _number_rarity(name: str) -> float:
    """Return how much a number tells: years and small counts recur in every article, a figure as 352000 does not."""
    if len(name) <= 2:
        return max(2.5, min(rarity(name), 4.5))
    return 4.0 if _YEAR.fullmatch(name) else 6.5


def _numbers(text: str, words: Sequence[Word]) -> tuple[Number, ...]:
    """Return the numbers among `words` with what they count: the currency before them, or the first word of content."""
    numbers: list[Number] = []
    k = 0
    while k < len(words):
        word = words[k]
        k += 1
        value = _value(word.term) if word.kind is WordKind.NUMBER else None
        if value is None:
            continue
        end = word.span.end
        if _TENS_AND_ONES.match(text, word.span.start) and k < len(words):
            value, end = value + float(words[k].term), words[k].span.end
            k += 1
        while k < len(words) and words[k].term in _SCALE and text[end : words[k].span.start].strip() in {"", "-"}:
            value, end = value * _SCALE[words[k].term], words[k].span.end
            k += 1
        start = word.span.start
        currency = text[start - 1 : start] if text[max(start - 1, 0) : start] in _CURRENCY else ""
        numbers.append(Number(Span(start, end), value, currency or _unit(text, words, k, end), value, value))
    return tuple(numbers)


def _value(name: str) -> float | None:
    try:
        return float(name)
    except ValueError:
        return None


def _unit(text: str, words: Sequence[Word], k: int, end: int) -> str:
    """Return the term that a number before word `k` counts: "%", or the noun of the phrase after it.

    The noun is the first plural, else the first word: "eight uninhabited islands" are islands, "1,200 families
    homeless" families, "5 km away" km. Ages have the unit "old": "54 years old", "a 54-year-old".
    """
    if text[end : end + 1] == "%":
        return "%"
    phrase: list[tuple[str, str]] = []  # form and term of each word
    for word in words[k : k + 4]:
        form = text[word.span.start : word.span.end].lower()
        if not set(text[end : word.span.start]) <= {" ", "-", "\u00a0"} or (phrase and word.kind is WordKind.FUNCTION):
            break
        if word.kind in {WordKind.CONTENT, WordKind.NAME}:
            phrase.append((form, word.term))
        end = word.span.end
    terms = [name for _, name in phrase]
    if {"percent", "cent"} & set(terms[:1]):
        return "%"
    if "old" in terms[:2]:
        return "old"
    plural = (name for form, name in phrase if form in _PLURALS or (form.endswith("s") and not form.endswith("ss")))
    return next(plural, terms[0] if terms else "")
