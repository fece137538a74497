"""The noun phrases of a sentence: a grammar in small, without a parser.

    His counterpart, China's Assistant Foreign Minister Liu Jianchao, | said …     the subject before a verb
    "…," said | Ann Roe, a teacher in Kent, | on Friday                            the speaker after one

A noun phrase is found from one edge. From the right, it goes on to the left until a word that cannot be in it: a
comma, a finite verb, a word that joins clauses; what is set off by commas belongs to the noun before it. From the
left, it goes on until a verb, a mark, or a preposition that goes with the verb ("said X | at a meeting") and not with
the noun ("a spokesman for X").
"""

from __future__ import annotations

from typing import NamedTuple

from compare.claims.cues import Form
from compare.claims.tokens import Tag, Token, ends_clause

_NOUNLIKE = frozenset({Tag.WORD, Tag.NAME, Tag.NUMBER})
_OPENING = frozenset({Tag.DETERMINER, Tag.POSSESSIVE})
_LONGEST = 40  # tokens of a noun phrase


class Phrase(NamedTuple):
    """A noun phrase, tokens `start` up to `end`; up to `core` it is without what is set off by commas."""

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
    if start is None or start >= end:
        return None
    while end - start > 1 and toks[end - 1].tag in {Tag.TIME, Tag.ADVERB}:  # "the Knesset | yesterday | voted"
        end -= 1
    return Phrase(start, end, end)


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


def _phrase_start(toks: list[Token], end: int) -> int | None:
    """Return where the noun phrase that ends before token `end` starts, or None."""
    while end > 1 and toks[end - 1].tag in {Tag.TIME, Tag.ADVERB}:
        end -= 1
    if end == 0:
        return None
    last = toks[end - 1]
    if _is_phrase_alone(toks, end - 1):
        return end - 1
    if last.tag not in _NOUNLIKE and last.tag is not Tag.QUOTE and last.tag is not Tag.PAST:
        return None
    k = end
    while k > 0 and _continues(toks, k - 1, end):
        k -= 1
        if end - k > _LONGEST:
            return None
    if k > 1 and toks[k - 1].low in {"who", "which"}:
        return _phrase_start(toks, k - 1) if toks[k - 2].tag in _NOUNLIKE else None
    relative = _relative_before(toks, k, end)
    if relative is not None:
        return _phrase_start(toks, relative)
    return _trimmed(toks, k, end)


def _is_phrase_alone(toks: list[Token], k: int) -> bool:
    """Whether token `k` is a noun phrase by itself: "he", "who", "some", "(documents) that"."""
    tok = toks[k]
    if tok.tag in {Tag.RELATIVE, Tag.PRONOUN}:
        return True
    if tok.low == "that":
        return k > 0 and toks[k - 1].tag in _NOUNLIKE
    return tok.tag is Tag.DETERMINER and tok.low not in {"the", "a", "an", "every", "no"}


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
        return (
            tok.low in {"and", "&", "or"}
            and k > 0
            and toks[k - 1].tag in _NOUNLIKE
            and toks[k + 1].tag in _NOUNLIKE | _OPENING
        )
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
_TO_HEADS = frozenset(
    "ambassador adviser advisor envoy aide assistant secretary consultant delegate counsel candidate challenger".split()
)


def phrase_after(toks: list[Token], start: int) -> Phrase | None:
    """Return the noun phrase that begins with token `start`, with its apposition, or None."""
    if start >= len(toks):
        return None
    first = toks[start]
    if first.tag is Tag.PRONOUN:
        return Phrase(start, start + 1, start + 1)
    if first.tag not in _NOUNLIKE and first.tag not in _OPENING and first.tag is not Tag.PAST:
        return None
    end = core_end(toks, start)
    if end == start or (toks[end - 1].tag in _OPENING and end - start < 2 and toks[start].low in {"the", "a", "an"}):
        return None
    return Phrase(start, _apposition_end(toks, end), end)


def core_end(toks: list[Token], start: int) -> int:
    """Return where the noun phrase that begins with token `start` ends, an apposition left out."""
    k = start
    while k < len(toks) and k - start < _LONGEST:
        if toks[k].low == "(":
            closed = next((j for j in range(k + 1, min(k + 10, len(toks))) if toks[j].low == ")"), None)
            if closed is None:
                break
            k = closed
        elif not _goes_on(toks, k, start):
            break
        k += 1
    return k


def _goes_on(toks: list[Token], k: int, start: int) -> bool:
    """Whether token `k` belongs to the noun phrase that began with token `start`."""
    tok = toks[k]
    following = toks[k + 1] if k + 1 < len(toks) else None
    if tok.tag in _NOUNLIKE:
        return not (tok.tag is Tag.WORD and k > start and _is_plain_verb(toks, k))
    if tok.tag in _OPENING:
        return not (k > start and toks[k - 1].tag in {Tag.NAME, Tag.WORD})
    if tok.tag is Tag.PAST:
        return k == start
    if following is None:
        return False
    if tok.tag is Tag.PREPOSITION:
        return tok.low in _AFTER_HEAD and _joins(toks, k, start)
    if tok.tag is Tag.COORDINATOR:
        return tok.low != "but" and following.tag in _NOUNLIKE | _OPENING and not _is_plain_verb(toks, k + 1)
    return False


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
        return noun and after.low not in {"a", "an", "his", "her", "their"}
    return False


def _is_plain_verb(toks: list[Token], k: int) -> bool:
    cue = toks[k].cue
    return (cue is not None and Form.ING in cue.forms) or (
        cue is not None and cue.forms <= {Form.PAST, Form.PARTICIPLE}
    )


def _apposition_end(toks: list[Token], end: int) -> int:
    """Return where an apposition or relative clause that follows the noun phrase ends: "…, a teacher in Kent"."""
    if end + 1 >= len(toks) or toks[end].tag is not Tag.COMMA:
        return end
    first = toks[end + 1]
    who = first.low in {"who", "whose"}
    if not (
        who
        or first.tag is Tag.DETERMINER
        or first.tag is Tag.NUMBER
        or first.low in {"its", "his", "their", "former"}
        or (first.tag is Tag.WORD and first.cue is None and not first.low.endswith("ing"))
    ):
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
