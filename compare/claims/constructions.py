"""Ways to tell who said what without a verb of saying.

**According to** the police, …          … , according to officials
Beijing's **claim** that …              **fears** that …, **allegations** by Beijing that …
The minister is **confident** that …
The firm **reportedly** owes …          nobody is named
She was blunt**:** "No."
Mistrust remains**:** envoy             a headline
"""

from __future__ import annotations

from compare.claims import contents
from compare.claims.cues import DENYING, HEDGES, NOUNS, NOUNS_TO, STATES
from compare.claims.phrases import is_verb, phrase_after, subject
from compare.claims.telling import BE, Range, Telling, group_start, left_start, shared_source
from compare.claims.tokens import Tag, Token, ends_clause


def according(toks: list[Token], k: int) -> Telling | None:
    """Return what "according to" at token `k` tells: the rest of its sentence."""
    if toks[k].low != "according" or k + 1 >= len(toks) or toks[k + 1].low != "to":
        return None
    phrase = phrase_after(toks, k + 2)
    if phrase is None:
        return None
    telling = Telling((k, k + 2), (phrase.start, phrase.end), spoken=True)
    if k and toks[k - 1].tag is not Tag.COORDINATOR:
        end = k - (toks[k - 1].tag is Tag.COMMA)
        start = left_start(toks, end) if end else 0
        if start < end:
            telling.content.append((start, end))
            telling.backward = True
    start = phrase.end + 1
    if start < len(toks) and toks[phrase.end].tag is Tag.COMMA:
        aside = toks[start].tag in {Tag.COORDINATOR, Tag.RELATIVE} or toks[start].low.endswith("ing")
        end = contents.end_of(toks, start, clause=True)
        if end > start and not (telling.content and aside):
            telling.content.append((start, end))
    return telling


def noun(toks: list[Token], k: int) -> Telling | None:
    """Return what a noun at token `k` tells: "Beijing's claim that", "a refusal by the firm to"."""
    low = toks[k].low
    if toks[k].tag is not Tag.WORD or (low not in NOUNS and low not in NOUNS_TO):
        return None
    source, at = _author(toks, k)
    telling = Telling((k, k + 1), source, hedged=True, denied=low in DENYING)
    if at + 1 < len(toks) and toks[at].low in BE and toks[at + 1].low == "that":
        at += 1
        telling.cue = (k, at)
    if at + 1 >= len(toks):
        return None
    that = toks[at].low == "that" and low in NOUNS
    to = toks[at].low == "to" and low in NOUNS_TO and toks[at + 1].tag is Tag.WORD
    if not (that or to) or (that and (toks[at + 1].tag is Tag.AUXILIARY or is_verb(toks, at + 1))):
        return None  # "claims that were made"
    telling.source = source or _owner(toks, k)
    telling.content.append((at, contents.end_of(toks, at, clause=True)))
    return telling


def _author(toks: list[Token], k: int) -> tuple[Range | None, int]:
    """Return who stands after "by" or "from" behind the noun `k`, and the token after that."""
    if k + 2 < len(toks) and toks[k + 1].low in {"by", "from"}:
        phrase = phrase_after(toks, k + 2)
        if phrase is not None:
            return (phrase.start, phrase.core), phrase.core
    return None, k + 1


def _owner(toks: list[Token], k: int) -> Range | None:
    """Return whose the noun `k` is: "his", "Beijing's", up to three adjectives before it."""
    j = k - 1
    while j >= 0 and k - j < 4 and toks[j].tag in {Tag.WORD, Tag.ADVERB} and not _owns(toks[j]) and not toks[j].cue:
        j -= 1
    if j < 0:
        return None
    if toks[j].tag is Tag.POSSESSIVE:
        return j, j + 1
    if _owns(toks[j]):
        phrase = subject(toks, j + 1)
        return (phrase.start, j + 1) if phrase else (j, j + 1)
    return None


def _owns(tok: Token) -> bool:
    return tok.form.endswith(("'s", "’s"))


def state(toks: list[Token], k: int) -> Telling | None:
    """Return what an adjective of belief or will at token `k` tells: "is confident that", "are worried about"."""
    start = group_start(toks, k)
    if toks[k].low not in STATES or k + 2 >= len(toks) or not any(toks[i].low in BE for i in range(start, k)):
        return None
    if toks[k + 1].low not in {"that", "to", "about", "of"}:
        return None
    phrase = subject(toks, start)
    if phrase is None:
        return None
    begin = k + 2 if toks[k + 1].low in {"about", "of"} else k + 1
    end = contents.end_of(toks, begin, clause=toks[k + 1].low == "that")
    return Telling((start, begin if begin > k + 1 else k + 1), (phrase.start, phrase.end), [(begin, end)])


def hedge(toks: list[Token], k: int) -> Telling | None:
    """Return what "reportedly" at token `k` leaves open: its clause. Nobody is named."""
    if toks[k].low not in HEDGES:
        return None
    start, end = k, contents.end_of(toks, k + 1, clause=True)
    while start and toks[start - 1].tag is not Tag.COMMA and toks[start - 1].low not in _CLAUSE_EDGES:
        start -= 1
    content = [(a, b) for a, b in ((start, k), (k + 1, end)) if a < b]
    return Telling((k, k + 1), None, content, hedged=True)


_CLAUSE_EDGES = frozenset({";", "that", "but", "and", "who"})


def after_colons(toks: list[Token], found: list[Telling]) -> list[Telling]:
    """Return the quotations that a colon gives to whoever acts before it: 'She was blunt: "No."'."""
    more = []
    for k in range(1, len(toks) - 1):
        if toks[k].low != ":" or toks[k + 1].tag is not Tag.QUOTE or not ends_clause(toks[k + 1]):
            continue
        if any(start <= k + 1 < end for telling in found for start, end in telling.content):
            continue
        source = shared_source(toks, k, [telling for telling in found if telling.cue[0] < k])
        if source is None and k < 7 and all(tok.tag in {Tag.NAME, Tag.DETERMINER, Tag.WORD} for tok in toks[:k]):
            source = (0, k)
        if source is not None:
            end = contents.end_of(toks, k + 1, clause=True)
            more.append(Telling((k, k + 1), source, [(k + 1, end)], spoken=True))
    return more


def headline(toks: list[Token]) -> Telling | None:
    """Return what a headline gives to the speaker at its end: "Mistrust remains despite talks: envoy"."""
    k = len(toks) - 2
    while k > 2 and toks[k].tag in {Tag.NAME, Tag.WORD}:
        k -= 1
    if k < 3 or toks[k].low != ":" or not 1 <= len(toks) - 1 - k <= 3:
        return None
    if any(tok.tag is Tag.QUOTE for tok in toks) or toks[-1].tag not in {Tag.NAME, Tag.WORD}:
        return None
    if not _SAYS_IT & {tok.low for tok in toks[k + 1 :]}:
        return None
    return Telling((k, k + 1), (k + 1, len(toks)), [(0, k)], backward=True)


# A colon before other words announces what follows: "Explained: the new tax".
_SAYS_IT = frozenset(
    """envoy minister ministry official officials police report reports sources source study survey poll experts expert
    president premier spokesman spokeswoman mayor governor analyst analysts ambassador pm ceo reuters ap afp kyodo
    xinhua bbc cnn media lawyer lawyers witnesses chief scientists researchers paper""".split()
)
