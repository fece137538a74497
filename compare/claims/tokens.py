"""The tokens of a stretch of text, each with a tag that its form gives it.

    Japan's deputy foreign minister told reporters that both sides hoped to "especially discuss …"
    name    word   word    word     cue  word      sub. det. word  cue   prep.  ╰ one quotation, one token

The words of grammar are a closed list. What is left over is a noun, an adjective or a verb; a verb is told by its
ending, by a table, or by the words around it, which is the business of `compare.claims.phrases`. A quotation is one
token: whatever it says, it takes the place of a phrase.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from compare.claims.cues import Cue, cues
from compare.claims.folding import PAST_FORMS
from compare.claims.quotations import Stretch


class Tag(IntEnum):
    """What a token is, as far as its form tells."""

    WORD = 0
    NAME = 1
    NUMBER = 2
    DETERMINER = 3
    POSSESSIVE = 4  # "his"
    PRONOUN = 5
    AUXILIARY = 6
    PREPOSITION = 7
    COORDINATOR = 8
    SUBORDINATOR = 9
    RELATIVE = 10  # "who"
    ADVERB = 11
    TIME = 12
    COMMA = 13
    MARK = 14  # every other punctuation
    QUOTE = 15
    PAST = 16  # looks like a past form or participle that is no cue


class Token(NamedTuple):
    """A word, a mark or a whole quotation: its place, its form in small letters, its tag, and its cue if it has one."""

    start: int
    end: int
    low: str
    tag: Tag
    cue: Cue | None = None
    form: str = ""


def _words(words: str, tag: Tag) -> dict[str, Tag]:
    return dict.fromkeys(words.split(), tag)


_TITLES = "mr mrs ms dr sen sens rep reps gov gen lt col maj sgt capt prof rev hon st adm cmdr supt insp pres jr sr"
TAGS: dict[str, Tag] = {
    **_words(
        "the a an this these those some any no each every all both many most several few another other more",
        Tag.DETERMINER,
    ),
    **_words("his her its their our my your", Tag.POSSESSIVE),
    **_words(
        "he she they it we i you him them us me everyone everybody nobody someone somebody anyone others none",
        Tag.PRONOUN,
    ),
    **_words(
        """is are was were be been being am has have had having do does did will would can could may might must shall
        should isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't doesn't didn't
        don't shouldn't ain't 's 'd 'll 've 're 'm mustn't needn't""",
        Tag.AUXILIARY,
    ),
    **_words(
        """of in on at by for with from about against between into through during to under over among amid without
        within towards toward across along around behind beyond despite except inside near onto outside throughout
        unlike via upon per including like alongside""",
        Tag.PREPOSITION,
    ),
    **_words("and or but nor yet &", Tag.COORDINATOR),
    **_words(
        """that if whether because although though unless until since while whereas when where how why than after
        before as so once""",
        Tag.SUBORDINATOR,
    ),
    **_words("who whom which what whose whoever", Tag.RELATIVE),
    **_words(
        """there here not never also then now just even still only again later soon already often always ever too n't
        instead however meanwhile earlier previously recently twice once long further publicly back simply first later
        thus therefore nonetheless nevertheless rather quite yet perhaps maybe up out down away off together""",
        Tag.ADVERB,
    ),
    **_words(
        """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
        september october november december today yesterday tomorrow tonight""",
        Tag.TIME,
    ),
}

_TOKEN = re.compile(
    rf"""(?P<title>(?i:{"|".join(_TITLES.split())})\.(?=\s))
       | (?:[^\W\d_]\.){{2,}}[^\W\d_]?(?:['’]s)? | [A-Z]\.(?=\s[A-Z])
       | [$£€]?\d(?:[\d.,:]*\d)?%?(?:-\w+)*
       | [@\#]?[^\W_]+(?:['’&.-][^\W_]+)*(?:\.(?=,))?
       | '' | `` | --+ | \.\.+ | [^\w\s]""",
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?:he|she|it|they|we|i|you|who|that|there|what)(?=['’](?:s|d|ll|ve|re|m)\Z)", re.IGNORECASE)
_IRREGULAR = PAST_FORMS | frozenset("went came got gave took made left began became met ran won lost held".split())


def tokens(text: str, stretch: Stretch) -> list[Token]:
    """Return the tokens of `stretch`, each quotation as one."""
    made: list[Token] = []
    at = stretch.span.start
    for quotation in stretch.quotations:
        _read(text, at, quotation.span.start, made, stretch.ends)
        made.append(Token(*quotation.span, "", Tag.QUOTE, None, text[quotation.span.end - 3 : quotation.span.end]))
        at = quotation.span.end
    _read(text, at, stretch.span.end, made, stretch.ends)
    return made


def _read(text: str, start: int, end: int, made: list[Token], ends: frozenset[int]) -> None:
    known = cues()
    for match in _TOKEN.finditer(text, start, end):
        form, begin, stop = match.group(), match.start(), match.end()
        if form == "." and not ends & {stop, stop + 1, stop + 2}:
            continue  # of an abbreviation
        clitic = _CLITIC.match(form) if "'" in form or "’" in form else None
        if clitic:
            made.append(_token(clitic.group(), begin, begin + clitic.end(), made, known))
            begin += clitic.end()
            form = form[clitic.end() :]
        made.append(_token(form, begin, stop, made, known))


def _token(form: str, start: int, end: int, made: list[Token], known: dict[str, Cue]) -> Token:
    low = form.lower().replace("’", "'")
    first = not made or made[-1].tag in {Tag.QUOTE, Tag.MARK}
    tag = TAGS.get(low)
    if tag is not None:
        if tag in {Tag.DETERMINER, Tag.PRONOUN} and form.isupper() and len(form) > 1 and not first:
            tag = Tag.NAME  # "the US"
        return Token(start, end, low, tag, None, form)
    if not form[0].isalnum() and form[0] not in "@#$£€":
        return Token(start, end, low, Tag.COMMA if form == "," else Tag.MARK, None, form)
    cue = known.get(low)
    if form[0].isdigit() or form[0] in "$£€":
        return Token(start, end, low, Tag.NUMBER, None, form)
    if form[0].isupper() or form[0] in "@#":
        return Token(start, end, low, Tag.NAME, cue, form)
    if low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS:
        return Token(start, end, low, Tag.ADVERB, None, form)
    if cue is None and (low in _IRREGULAR or (low.endswith("ed") and len(low) > 4 and low not in _NOT_PAST)):
        return Token(start, end, low, Tag.PAST, None, form)
    return Token(start, end, low, Tag.WORD, cue, form)


_NOT_ADVERBS = frozenset(
    "family ally assembly reply supply rally bully elderly daily weekly monthly only italy july apply".split()
)
_NOT_PAST = frozenset("hundred united indeed speed breed exceed proceed succeed wicked sacred".split())


def ends_clause(quote: Token) -> bool:
    """Whether a quotation is a statement of its own, with a stop or comma before its closing mark, or long."""
    return quote.end - quote.start > 60 or any(mark in quote.form for mark in ",.?!…-–—")
