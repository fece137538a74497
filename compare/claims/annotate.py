"""Statements → claims: each word with its term, rarity and kind, and the numbers and times of the sentence.

    "The eight uninhabited islands and rocks have a total area of about 7 sq km"
         8 island                                                 6 … 8 sq km

A word's term and rarity do not depend on the sentence, so they are computed once a word. Whether a capital makes a name
does depend on it: the first word of a sentence is a name only where the article nowhere writes it small and
it is rare, or a capital follows it.

Numbers and times are read in the whole sentence (`compare.claims.quantities`, `compare.claims.dates`), so that a clause
cut from it keeps the verb that says which Thursday is meant; each goes with the clause that holds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from compare.claims.clauses import clauses
from compare.claims.dates import times
from compare.claims.folding import COUNTRIES, term
from compare.claims.quantities import numbers
from compare.claims.rarity import rarity
from compare.model import Claim, Role, Span, Word, WordKind

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
# Capitals that are also a word of grammar; outlets that print their first words in capitals print "THE" and "AT" so.
_ACRONYMS = frozenset({"WHO", "IT", "IS"})
_COUNTRIES = frozenset(map(term, COUNTRIES))
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def claims(
    source: str, text: str, statements: Iterable[tuple[Span, Role]], today: date | None = None
) -> tuple[Claim, ...]:
    """Return the claims that the statements of the article `text` make, in order, numbered from 1 and annotated.

    A statement that joins two facts gives two claims: see `compare.claims.clauses`. `today` is the article's day, from
    which "on Thursday" is reckoned.
    """
    found = list(statements)
    small = _small(span.of(text) for span, _ in found)
    made: list[Claim] = []
    for sentence, role in found:
        when = times(text, sentence, today)
        words = _words(text, sentence, small)
        counted = numbers(text, sentence, words, when)
        for span in clauses(text, sentence, words):
            made.append(
                Claim(
                    source,
                    len(made) + 1,
                    span,
                    span.of(text),
                    role,
                    sentence,
                    tuple(word for word in words if span.start <= word.span.start < span.end),
                    tuple(number for number in counted if _inside(number.span, span)),
                    tuple(time for time in when if _inside(time.span, span)),
                )
            )
    return tuple(made)


def loose_claims(source: str, texts: Sequence[str], today: date | None = None) -> tuple[Claim, ...]:
    """Return one claim for each of `texts`, whole as it is; each has its spans in itself. `today` as in `claims`."""
    made = []
    for claim in worded(source, texts):
        when = times(claim.text, claim.span, today)
        made.append(replace(claim, times=when, numbers=numbers(claim.text, claim.span, claim.words, when)))
    return tuple(made)


def worded(source: str, texts: Sequence[str]) -> tuple[Claim, ...]:
    """Return one claim for each of `texts` with its words alone, which are all that matching looks at."""
    small = _small(texts)
    made = []
    for number, text in enumerate(texts, 1):
        span = Span(0, len(text))
        made.append(Claim(source, number, span, text, Role.PARAGRAPH, span, _words(text, span, small)))
    return tuple(made)


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _small(texts: Iterable[str]) -> set[str]:
    """Return the words that are somewhere written without a capital."""
    return {match.group() for text in texts for match in _WORD.finditer(text) if match.group().islower()}


def _words(text: str, span: Span, small: set[str]) -> tuple[Word, ...]:
    """Return the words of a sentence. Without spaces (Chinese, Japanese), each character counts as a word."""
    words: list[Word] = []
    for match in _WORD.finditer(text, span.start, span.end):
        form = match.group()
        if _CJK.search(form):
            words += [Word(Span(k, k + 1), text[k], 5.0, WordKind.CONTENT) for k in range(*match.span())]
            continue
        named = not words and form in _ACRONYMS and _noun_follows(text, match.end(), span.end)
        words.append(_word(form, Span(*match.span()), first=not words, named=named, small=small))
    return tuple(words)


def _noun_follows(text: str, place: int, end: int) -> bool:
    """Tell whether a word in small letters follows that is none of grammar: "WHO officials", but not "IT is"."""
    match = _WORD.match(text, min(place + 1, end), end)
    return bool(match and match.group().islower() and term(match.group()) not in FUNCTION_TERMS)


def _word(form: str, span: Span, *, first: bool, named: bool, small: set[str]) -> Word:
    """Annotate one word; `named` tells that it is a name though it is written like a word of grammar."""
    name = term(form)
    if name[:1].isdigit():
        return Word(span, name, _number_rarity(name), WordKind.NUMBER if name != "1" else WordKind.FUNCTION)
    weight = rarity(name)
    if named:
        return Word(span, name, weight, WordKind.NAME)
    if name in FUNCTION_TERMS and not (len(form) > 1 and form.isupper() and not first and name != "us"):
        return Word(span, name, weight, WordKind.FUNCTION)
    capital = form[0].isupper() and (not first or (form.lower() not in small and (weight > 3.0 or name in _COUNTRIES)))
    return Word(span, name, weight, WordKind.NAME if capital else WordKind.CONTENT)


def _number_rarity(name: str) -> float:
    """Return how much a number tells: years and small counts recur in every article, a figure as 352000 does not."""
    if len(name) <= 2:
        return max(2.5, min(rarity(name), 4.5))
    return 4.0 if _YEAR.fullmatch(name) else 6.5
