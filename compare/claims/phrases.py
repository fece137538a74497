"""A stretch of text as tokens, and the noun phrases and verb groups in it: a grammar in small, without a parser.

    "His counterpart, China's Assistant Foreign Minister Liu Jianchao, said that …"
     ╰determiner      ╰name                                         ╰ the noun phrase that ends before "said"

The words of grammar are a closed list, so what is left over is a noun, an adjective or a verb, and a verb is told by its
ending, by a table or by what stands before it. A quotation is one token: whatever it says, it takes the place of a
phrase. Noun phrases are found from one edge: from the right for the subject before a verb, from the left for the
speaker after an inverted one.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from compare.claims.cues import Cue, Form, cues
from compare.claims.folding import PAST_FORMS
from compare.claims.quotations import Stretch
from compare.model import Span


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
    **_words("the a an this these those some any no each every all both many most several few another other more", Tag.DETERMINER),
    **_words("his her its their our my your", Tag.POSSESSIVE),
    **_words("he she they it we i you him them us me everyone everybody nobody someone somebody anyone others none", Tag.PRONOUN),
    **_words(
        """is are was were be been being am has have had having do does did will would can could may might must shall
        should isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't doesn't didn't don't
        shouldn't ain't 's 'd 'll 've 're 'm mustn't needn't""",
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
        "that if whether because although though unless until since while whereas when where how why than after before as so once",
        Tag.SUBORDINATOR,
    ),
    **_words("who whom which what whose whoever", Tag.RELATIVE),
    **_words(
        """there here not never also then now just even still only again later soon already often always ever too n't instead
        however meanwhile earlier previously recently twice once long further publicly back simply first later
        thus therefore nonetheless nevertheless rather quite yet perhaps maybe up out down away off together""",
        Tag.ADVERB,
    ),
    **_words(
        """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
        september october november december today yesterday tomorrow tonight""",
        Tag.TIME,
    ),
}
TIME_NOUNS = frozenset("week month year morning afternoon evening night day weekend days weeks months years hours".split())

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


_NOT_ADVERBS = frozenset("family ally assembly reply supply rally bully elderly daily weekly monthly only italy july apply".split())
_NOT_PAST = frozenset("hundred united indeed speed breed exceed proceed succeed wicked sacred".split())
_NOUNLIKE = frozenset({Tag.WORD, Tag.NAME, Tag.NUMBER})
_OPENING = frozenset({Tag.DETERMINER, Tag.POSSESSIVE})


class Phrase(NamedTuple):
    """Tokens `start` up to `end`; `head` up to `core` is the noun phrase without what is set off by commas."""

    start: int
    end: int
    core: int


def is_verb(toks: list[Token], k: int) -> bool:
    """Whether token `k`, not a cue in question, is a finite verb or a participle after its noun."""
    tok = toks[k]
    if tok.tag is Tag.AUXILIARY:
        return True
    before = toks[k - 1].tag if k else Tag.MARK
    if tok.tag is Tag.PAST:
        attributive = before in _OPENING or before in {Tag.PREPOSITION, Tag.NUMBER, Tag.ADVERB}
        followed = k + 1 < len(toks) and toks[k + 1].tag in {Tag.WORD, Tag.NAME, Tag.PAST}
        return not (attributive and followed) and before not in _OPENING
    if tok.cue and tok.tag is Tag.WORD and before not in _OPENING and before is not Tag.PREPOSITION:
        return tok.cue.forms <= {Form.PAST, Form.PARTICIPLE} and not (
            k + 1 < len(toks) and toks[k + 1].tag is Tag.WORD and before not in {Tag.NAME, Tag.PRONOUN, Tag.WORD}
        )
    return False


def subject(toks: list[Token], verb: int) -> Phrase | None:
    """Return the noun phrase that ends before token `verb`, with its apposition or relative clause, or None."""
    end = verb
    if end and toks[end - 1].tag is Tag.COMMA:
        return _set_off(toks, end - 1)
    if end and toks[end - 1].low == ")":
        opened = next((k for k in range(end - 2, max(end - 12, -1), -1) if toks[k].low == "("), None)
        if opened:
            inner = subject(toks, opened)
            return inner and Phrase(inner.start, end, inner.core)
    start = _phrase_start(toks, end)
    return None if start is None or start >= end else Phrase(start, end, end)


def _set_off(toks: list[Token], comma: int) -> Phrase | None:
    """Return the noun phrase before what is set off by the comma `comma` and one before it.

    Of several, as in "Ann Roe, 29, of Kent, said", it is the one that begins where a clause can.
    """
    fallback: Phrase | None = None
    for opening in range(comma - 1, max(comma - 45, 0), -1):
        tok = toks[opening]
        if (tok.tag is Tag.MARK and tok.low not in "()-’'") or (tok.tag is Tag.QUOTE and ends_clause(tok)):
            break
        if tok.tag is not Tag.COMMA or not _may_be_apposition(toks, opening + 1, comma):
            continue
        start = _phrase_start(toks, opening)
        if start is None or start >= opening:
            continue
        aside = toks[opening + 1].tag in {Tag.PREPOSITION, Tag.ADVERB, Tag.TIME, Tag.SUBORDINATOR} and fallback is None
        phrase = Phrase(start, opening if aside else comma, opening)
        before = toks[start - 1] if start else None
        if before is None or before.tag in {Tag.QUOTE, Tag.COORDINATOR, Tag.MARK} or before.low in _CLAUSE_BEGINS:
            return phrase
        if fallback is None and before.tag is Tag.COMMA:
            fallback = phrase
    return fallback


_CLAUSE_BEGINS = frozenset({"that", "as", "while", "but", "because", "though", "although"})


def _may_be_apposition(toks: list[Token], start: int, end: int) -> bool:
    """Whether tokens start … end can be set off: they are no clause of their own."""
    if start >= end:
        return False
    if toks[start].tag in {Tag.RELATIVE, Tag.SUBORDINATOR, Tag.PREPOSITION, Tag.ADVERB, Tag.TIME}:
        return True
    if toks[start].tag in {Tag.PRONOUN, Tag.COORDINATOR, Tag.AUXILIARY}:
        return False
    if toks[start].low.endswith("ing") or toks[start].tag is Tag.PAST:
        return True
    relative = False
    for k in range(start, end):
        relative = relative or toks[k].tag is Tag.RELATIVE
        if toks[k].tag is Tag.AUXILIARY and not relative:
            return False
    return True


def ends_clause(quote: Token) -> bool:
    """Whether a quotation is a statement of its own, with a stop or comma before its closing mark, or long."""
    return quote.end - quote.start > 60 or any(mark in quote.form for mark in ",.?!…-–—")


def _phrase_start(toks: list[Token], end: int) -> int | None:
    """Return where the noun phrase that ends before token `end` starts, or None."""
    if end == 0:
        return None
    last = toks[end - 1]
    if last.tag in {Tag.RELATIVE, Tag.PRONOUN}:
        return end - 1
    if last.low == "that":  # "documents that show"
        return end - 1 if end > 1 and toks[end - 2].tag in _NOUNLIKE else None
    if last.tag is Tag.DETERMINER and last.low not in {"the", "a", "an", "every", "no"}:
        return end - 1
    if last.tag in {Tag.TIME, Tag.ADVERB} and end > 1:
        return _phrase_start(toks, end - 1)
    if last.tag not in _NOUNLIKE and last.tag is not Tag.QUOTE and last.tag is not Tag.PAST:
        return None
    k = end
    while k > 0 and _continues(toks, k - 1, end):
        k -= 1
        if end - k > 40:
            return None
    if k > 1 and toks[k - 1].low in {"who", "which"}:
        return _phrase_start(toks, k - 1) if toks[k - 2].tag in _NOUNLIKE else None
    relative = _relative_before(toks, k, end)
    if relative is not None:
        return _phrase_start(toks, relative)
    return _trimmed(toks, k, end)


def _relative_before(toks: list[Token], k: int, end: int) -> int | None:
    """Return the place of "who" where a relative clause without commas stands between it and `end`."""
    if not k or end - k > 15 or not is_verb(toks, k - 1):
        return None
    j = k - 1
    while j and (toks[j].tag in {Tag.AUXILIARY, Tag.ADVERB, Tag.PAST} or (toks[j].cue and toks[j].tag is Tag.WORD)):
        j -= 1
    if toks[j].low in {"who", "which"} and j and toks[j - 1].tag in _NOUNLIKE:
        return j
    return None


def _continues(toks: list[Token], k: int, end: int) -> bool:
    """Whether token `k` can belong to the noun phrase that goes on after it."""
    tok = toks[k]
    tag = tok.tag
    if tag in _OPENING or tag is Tag.NUMBER or tag is Tag.NAME:
        return True
    if tag is Tag.PREPOSITION:
        return True
    if tag is Tag.TIME:
        return True
    if tag is Tag.WORD:
        return not is_verb(toks, k) and not (tok.cue and _is_governing(toks, k))
    if tag is Tag.PAST:
        return not is_verb(toks, k)
    if tag is Tag.COORDINATOR:
        return tok.low in {"and", "&", "or"} and k > 0 and toks[k - 1].tag in _NOUNLIKE and toks[k + 1].tag in _NOUNLIKE | _OPENING
    if tag is Tag.QUOTE:
        return k + 1 < end and not ends_clause(tok)
    if tag is Tag.MARK:
        return tok.low in {"'", "’", "/"}
    if tag is Tag.ADVERB:
        return k > 0 and toks[k - 1].tag in _OPENING
    return False


def _is_governing(toks: list[Token], k: int) -> bool:
    """Whether a cue form that is not plainly past rules what follows: "announcing", "says"; not "the claims"."""
    cue = toks[k].cue
    assert cue is not None
    before = toks[k - 1] if k else None
    if before is None:
        return Form.ING in cue.forms
    if before.tag in _OPENING or before.tag in {Tag.PREPOSITION, Tag.NUMBER} or before.form.endswith(("'s", "’s")):
        return False
    if before.low == "to" or before.tag in {Tag.AUXILIARY, Tag.PRONOUN, Tag.ADVERB, Tag.RELATIVE}:
        return True
    if Form.ING in cue.forms:
        return before.tag in {Tag.COMMA, Tag.SUBORDINATOR}
    return cue.lemma in {"say", "tell", "add", "insist", "believe", "think"}


def _trimmed(toks: list[Token], start: int, end: int) -> int | None:
    """Leave out what cannot begin a subject: "On Friday", "And", "Later"."""
    while start < end:
        tok = toks[start]
        if tok.tag in {Tag.COORDINATOR, Tag.ADVERB, Tag.TIME, Tag.MARK}:
            start += 1
        elif tok.tag is Tag.PREPOSITION:
            start = _after_adjunct(toks, start, end)
        else:
            return start
    return None


def _after_adjunct(toks: list[Token], start: int, end: int) -> int:
    """Return where the subject begins after a phrase with a preposition and no comma: "In a statement | the firm"."""
    k = start + 1
    if k < end and toks[k].tag in _OPENING:
        k += 1
    last = end
    for j in range(k, end):
        if toks[j].tag in _OPENING and toks[j - 1].tag is not Tag.PREPOSITION:
            return j
        if toks[j].tag is Tag.NAME and toks[j - 1].tag in {Tag.WORD, Tag.NUMBER, Tag.TIME}:
            last = min(last, j)
    return last if last < end else end


_AFTER_HEAD = frozenset("of for at from with to in on".split())
_TO_HEADS = frozenset("ambassador adviser advisor envoy aide assistant secretary consultant delegate counsel candidate challenger".split())


def phrase_after(toks: list[Token], start: int) -> Phrase | None:
    """Return the noun phrase that begins with token `start`, with its apposition, or None."""
    if start >= len(toks):
        return None
    first = toks[start]
    if first.tag is Tag.PRONOUN:
        return Phrase(start, start + 1, start + 1)
    if first.tag not in _NOUNLIKE and first.tag not in _OPENING and first.tag is not Tag.PAST:
        return None
    end = _core_end(toks, start)
    if end == start or toks[end - 1].tag in _OPENING and end - start < 2 and toks[start].low in {"the", "a", "an"}:
        return None
    return Phrase(start, _apposition_end(toks, end), end)


def _core_end(toks: list[Token], start: int) -> int:
    k = start
    while k < len(toks) and k - start < 30:
        tok = toks[k]
        if tok.tag in _NOUNLIKE or tok.tag in _OPENING:
            if tok.tag is Tag.WORD and k > start and _is_plain_verb(toks, k):
                break
            if tok.tag in _OPENING and k > start and toks[k - 1].tag in {Tag.NAME, Tag.WORD}:
                break
        elif tok.tag is Tag.PREPOSITION:
            if tok.low not in _AFTER_HEAD or k + 1 >= len(toks) or not _joins(toks, k, start):
                break
        elif tok.tag is Tag.COORDINATOR:
            if tok.low == "but" or k + 1 >= len(toks) or toks[k + 1].tag not in _NOUNLIKE | _OPENING or _is_plain_verb(toks, k + 1):
                break
        elif tok.tag is Tag.PAST and k == start:
            pass
        elif tok.low == "(":
            closed = next((j for j in range(k + 1, min(k + 10, len(toks))) if toks[j].low == ")"), None)
            if closed is None:
                break
            k = closed
        else:
            break
        k += 1
    return k


def _joins(toks: list[Token], k: int, start: int) -> bool:
    """Whether the preposition `k` goes with the noun before it."""
    low, after, before = toks[k].low, toks[k + 1], toks[k - 1]
    if low == "of":
        return True
    if after.tag not in {Tag.NAME, Tag.DETERMINER, Tag.WORD, Tag.POSSESSIVE} or k == start:
        return False
    noun = before.tag is Tag.WORD
    if low == "to":
        return before.low in _TO_HEADS
    if low in {"in", "on"}:
        return noun and after.tag is Tag.NAME and low == "in"
    if low in {"for", "at", "with", "from"}:
        return noun and not (after.low in {"a", "an", "his", "her", "their"})
    return False


def _is_plain_verb(toks: list[Token], k: int) -> bool:
    cue = toks[k].cue
    return cue is not None and Form.ING in cue.forms or (cue is not None and cue.forms <= {Form.PAST, Form.PARTICIPLE})


def _apposition_end(toks: list[Token], end: int) -> int:
    """Return where an apposition or relative clause that follows the noun phrase ends: "…, a teacher in Kent"."""
    if end + 1 >= len(toks) or toks[end].tag is not Tag.COMMA:
        return end
    first = toks[end + 1]
    who = first.low in {"who", "whose"}
    if not (who or first.tag is Tag.DETERMINER or first.tag is Tag.NUMBER or first.low in {"its", "his", "their", "former"}
            or (first.tag is Tag.WORD and first.cue is None and not first.low.endswith("ing"))):
        return end
    for k in range(end + 1, min(end + 35, len(toks))):
        tok = toks[k]
        if tok.tag is Tag.QUOTE or (tok.tag is Tag.MARK and tok.low in ".;:—–--!?"):
            return k if tok.tag is Tag.MARK else end
        if tok.tag is Tag.COMMA and not (k + 1 < len(toks) and toks[k + 1].tag is Tag.NAME):
            return k
        if not who and (tok.tag is Tag.AUXILIARY or tok.tag is Tag.PRONOUN):
            return end
    return min(end + 35, len(toks))


def span(toks: list[Token], start: int, end: int) -> Span:
    """Return the stretch of text from token `start` up to, not including, token `end`."""
    return Span(toks[start].start, toks[end - 1].end)
