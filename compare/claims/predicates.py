"""Verbs that tell: who is their subject, and what is said.

    Cheng **said** he hoped …            the subject before it, a clause after it
    "…," **said** Ann Roe, a teacher     inverted: the speaker after it, the quotation before it
    …, **adding** that …                 the speaker of the clause before it
    The firm **is said** to owe …        passive: nobody says it, or who stands after "by"

What "would be said", and what somebody "did not say", nobody has said: such verbs are no cues. But who "does not
believe that P" says that it is not so.
"""

from __future__ import annotations

from compare.claims import contents
from compare.claims.cues import DENYING, HEDGING, Cue, Form, Frame
from compare.claims.phrases import Phrase, phrase_after, subject
from compare.claims.roles import DOCUMENT_HEADS, GROUPS, OFFICE_WORDS
from compare.claims.telling import BE, Range, Telling, group_start, left_start, shared_source
from compare.claims.tokens import Tag, Token, ends_clause

_MODALS = frozenset("would could should must can may might wouldn't couldn't shouldn't mustn't cannot can't".split())
_NOT = frozenset("not never n't don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't".split())
_ALSO_NEGATED = frozenset(
    "believe think want expect accept agree support see plan intend know wish favour favor".split()
)
_PLURAL_PRONOUNS = frozenset("all both many some several most those others few".split())
_COLLECTIVE = _PLURAL_PRONOUNS | {"people", "police"}
_SURE = frozenset("say tell argue believe think insist write add".split())  # whose forms are not nouns
_FRONTED = frozenset("if when after since although though while because once as until".split())
_ADJUNCT = frozenset({Tag.PREPOSITION, Tag.TIME, Tag.SUBORDINATOR, Tag.ADVERB})
_TOLD_ONE = frozenset("tell ask inform warn".split())
_MEANS = frozenset(
    "telephone phone email e-mail mail letter text message video radio fax".split()
)  # "said by telephone"
_SHOWING = frozenset("show explain indicate imply prove reveal suggest signal point mean".split())
_BODILY = frozenset("attack hammer bash knock slam rip blast put trash".split())  # said of what is done to things, too


def verb(toks: list[Token], k: int, found: list[Telling]) -> Telling | None:
    """Return what the cue at token `k` tells, or None where it is no verb or tells nothing."""
    cue = toks[k].cue
    if cue is None or not (toks[k].tag is Tag.WORD or _in_headline(toks, k)):
        return None
    start = group_start(toks, k)
    auxiliaries = {toks[i].low for i in range(start, k) if toks[i].tag is Tag.AUXILIARY}
    negated = any(toks[i].low in _NOT for i in range(start, k))
    if auxiliaries & _MODALS or (negated and cue.lemma not in _ALSO_NEGATED):
        return None
    if not _is_verb_form(toks, k, start, auxiliaries):
        return None
    if auxiliaries & BE and Form.PARTICIPLE in cue.forms and not cue.is_ing:
        return _passive(toks, k, start)
    telling = Telling((start, k + 1), None)
    telling.hedged = cue.lemma in HEDGING
    telling.denied = cue.lemma in DENYING or negated
    telling.spoken = bool(cue.frames & {Frame.QUOTE, Frame.TOLD})
    if cue.is_ing and not auxiliaries & BE:
        _gerund_source(toks, start, found, telling)
        _fill(toks, telling, k, None, None)
        return telling
    before, after = _speakers(toks, k, start)
    if after is not None:
        telling.source = (after.start, after.end)
    elif before is not None:
        telling.source = (before.start, before.end)
    elif start and toks[start - 1].tag in {Tag.COORDINATOR, Tag.COMMA}:
        telling.source = shared_source(toks, start, found)
    if telling.source is not None and not _only_shows(toks, k, telling.source):
        _fill(toks, telling, k, before, after)
    return telling


def _only_shows(toks: list[Token], k: int, source: Range) -> bool:
    """Whether a thing shows or is called something: "an act that showed intent", "a unit called K1"."""
    cue, first = toks[k].cue, toks[source[0]]
    assert cue is not None
    if cue.lemma == "call" and first.low in {"a", "an"} and k + 1 < len(toks):
        return toks[k + 1].tag is Tag.NAME
    if cue.lemma not in _SHOWING or source[1] != source[0] + 1 or first.low not in {"that", "which"}:
        return False
    head = toks[source[0] - 1 - (toks[source[0] - 1].tag is Tag.COMMA)] if source[0] > 1 else first
    return head.tag is not Tag.NAME and head.low not in DOCUMENT_HEADS


def _in_headline(toks: list[Token], k: int) -> bool:
    """Whether a word with a capital is a verb: "Mayor Says Bridge Is Safe"."""
    cue = toks[k].cue
    return k > 0 and toks[k - 1].tag is Tag.NAME and cue is not None and cue.lemma in {"say", "tell"}


def _is_verb_form(toks: list[Token], k: int, start: int, auxiliaries: set[str]) -> bool:
    """Whether the cue at `k` is a verb here, and not a noun ("the claims"), an adjective or an infinitive."""
    cue, before = toks[k].cue, toks[start - 1] if start else None
    assert cue is not None
    following = toks[k + 1].low if k + 1 < len(toks) else ""
    if before is not None and not auxiliaries:
        owned = before.form.endswith(("'s", "’s")) or before.low in {"’", "'"}
        article = before.tag in {Tag.DETERMINER, Tag.POSSESSIVE} and before.low not in _PLURAL_PRONOUNS
        if owned or article:
            return False
        if before.low == "to" and not (start > 1 and toks[start - 2].low == "on"):  # "went on to say"
            return False
    if cue.is_ing and before is not None and before.low == "of":  # "the practice of forbidding": nobody's words
        return False
    if cue.is_ing or (auxiliaries & BE and Form.PARTICIPLE in cue.forms):
        return True
    if cue.forms & {Form.PAST, Form.PARTICIPLE} and not cue.is_base:
        if auxiliaries:
            return True
        set_off = before is not None and before.tag is Tag.COMMA
        if following == "as" and cue.lemma == "know":  # "a trust known as the Waqf"
            return False
        by = following == "by" and not (k + 2 < len(toks) and toks[k + 2].low in _MEANS)
        return not by and not (set_off and following in {"as", "in", "at", "for"})  # "…, known as X"
    return _present(toks, k, before, auxiliaries, cue)


def _present(toks: list[Token], k: int, before: Token | None, auxiliaries: set[str], cue: Cue) -> bool:
    """Whether a present form, which may be a noun too, is a verb: by what stands before and after it."""
    if auxiliaries - {"'s"}:
        return cue.is_base
    if before is None or before.tag in {Tag.NUMBER, Tag.AUXILIARY, Tag.PAST}:
        return False
    if before.tag in {Tag.PRONOUN, Tag.RELATIVE} or before.low in {"that", "to"}:
        return True
    if before.tag is Tag.PREPOSITION:
        return False
    complement = k + 1 < len(toks) and (toks[k + 1].tag in _COMPLEMENTS or toks[k + 1].low in {"to", ":"})
    if Form.PRESENT in cue.forms:
        return cue.lemma in _SURE or complement
    if before.tag in {Tag.COORDINATOR, Tag.COMMA}:
        return False
    plural = before.low.endswith("s") or before.low in _COLLECTIVE
    return plural and (cue.lemma in _SURE or complement)


_COMPLEMENTS = frozenset(
    {Tag.QUOTE, Tag.DETERMINER, Tag.PRONOUN, Tag.POSSESSIVE, Tag.NAME, Tag.SUBORDINATOR, Tag.COMMA}
)


def _gerund_source(toks: list[Token], start: int, found: list[Telling], telling: Telling) -> None:
    """Find who speaks in "…, adding that", "a statement saying", "was quoted as saying"."""
    before = toks[start - 1] if start else None
    if before is not None and before.low == "as" and start > 1 and toks[start - 2].low in {"quoted", "cited"}:
        start = group_start(toks, start - 2)
        telling.cue = (start, telling.cue[1])
        phrase = subject(toks, start)
    elif before is not None and before.tag in {Tag.WORD, Tag.NAME}:
        phrase = subject(toks, start)
    else:
        telling.source = shared_source(toks, start, found)
        return
    telling.source = (phrase.start, phrase.end) if phrase else None


def _speakers(toks: list[Token], k: int, start: int) -> tuple[Phrase | None, Phrase | None]:
    """Return the subject before the verb, and the speaker after it where the order is inverted."""
    before = subject(toks, start)
    edge = toks[start - 1] if start else None
    cue = toks[k].cue
    assert cue is not None
    if edge is None or Frame.QUOTE not in cue.frames or Frame.TOLD in cue.frames:
        return before, None
    if edge.tag not in {Tag.COMMA, Tag.QUOTE} and edge.low not in {"?", "!"}:
        return before, None
    after = phrase_after(toks, k + 1)
    if after is not None and not _may_speak(toks, after):
        after = None
    if after is not None and edge.tag is Tag.COMMA:  # "The party, founded in 1990, urged | the town to"
        acts = Frame.PERSON in cue.frames or (before is not None and Frame.TO in cue.frames)
        if acts or not _stands_alone(toks, after.end):
            after = None
    return before, after


def _may_speak(toks: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase after its verb can be who speaks: not one bare word for a thing or state ("pleaded guilty")."""
    tok = toks[phrase.start]
    bare = phrase.core == phrase.start + 1 and tok.tag is Tag.WORD
    return not bare or tok.low in GROUPS or tok.low in OFFICE_WORDS


def _stands_alone(toks: list[Token], end: int) -> bool:
    """Whether a phrase that ends before token `end` is no subject of a clause."""
    return end >= len(toks) or toks[end].tag in {
        Tag.MARK,
        Tag.COMMA,
        Tag.PREPOSITION,
        Tag.TIME,
        Tag.SUBORDINATOR,
    }


def _fill(toks: list[Token], telling: Telling, k: int, before: Phrase | None, after: Phrase | None) -> None:
    """Find what is said: before the speaker, after the cue, or on both sides."""
    cue, start = toks[k].cue, telling.cue[0]
    assert cue is not None
    left = start if after is not None or before is None else before.start
    rest = k + 1 if after is None else after.end
    if cue.lemma == "put":  # "as she put it"
        if [tok.low for tok in toks[rest : rest + 1]] != ["it"]:
            return
        rest += 1
        telling.cue = (start, rest)
    if _said_before(toks, telling, cue, left, rest, inverted=after is not None):
        return
    bounded = _in_side_clause(toks, left, start)
    if _with_particle(toks, telling, cue, rest, bounded=bounded):
        return
    frames = cue.frames if () in cue.particles else cue.frames - {Frame.ABOUT}
    right = contents.after(toks, rest, frames)
    if right is None:
        return
    begin, clause = right
    if Frame.SPOKEN in cue.frames and toks[begin].tag is not Tag.QUOTE and toks[begin].low != "that":
        return
    if cue.lemma in {"appear", "seem"} and before is not None:  # nobody is said to think so
        telling.content.append((before.start, before.end))
        telling.source = None
    end = contents.end_of(toks, begin, clause=clause, bounded=bounded)
    if end > begin:
        telling.content.append((begin, end))


def _said_before(toks: list[Token], telling: Telling, cue: Cue, left: int, rest: int, *, inverted: bool) -> bool:
    """Take what stands before the speaker, and where it goes on after; tell whether it is there."""
    edge = toks[left - 1] if left else None
    quotable = cue.frames & {Frame.QUOTE, Frame.TOLD} or cue.lemma in {"think", "believe"}
    if edge is None or not (quotable or (cue.frames & {Frame.CLAUSE} and _ends_sentence(toks, rest))):
        return False
    quoted = edge.tag is Tag.QUOTE and (inverted or ends_clause(edge))
    if not quoted and edge.tag is not Tag.COMMA:
        return False
    if not quoted and not inverted and contents.after(toks, rest, cue.frames) is not None:
        # "P1, X said, P2", but not "On Friday, X said that P" or "On Friday, X said, P"
        between = rest < len(toks) and toks[rest].tag is Tag.COMMA
        if not between or toks[0].tag in _ADJUNCT:
            return False
    start, end = left_start(toks, left), left - (edge.tag is Tag.COMMA)
    if start < end and any(tok.tag not in {Tag.PREPOSITION, Tag.TIME} for tok in toks[start:end]):
        telling.content.append((start, end))
    again = _resumed(toks, rest)
    if again is not None and again < len(toks):
        telling.content.append((again, contents.end_of(toks, again, clause=True)))
    telling.backward = bool(telling.content)
    return telling.backward


def _ends_sentence(toks: list[Token], k: int) -> bool:
    return k >= len(toks) or (k == len(toks) - 1 and toks[k].tag is Tag.MARK)


def _resumed(toks: list[Token], k: int) -> int | None:
    """Return where what is said goes on after its speaker: '"P," X said on Friday, "Q"'."""
    if k + 1 < len(toks) and toks[k].tag is Tag.COMMA:
        low, tag = toks[k + 1].low, toks[k + 1].tag
        if not low.endswith("ing") and tag not in {Tag.RELATIVE, Tag.PREPOSITION} and low not in {"as", "while"}:
            return k + 1
    for j in range(k, min(k + 25, len(toks))):
        if toks[j].tag is Tag.QUOTE:
            parted = toks[j - 1].tag in {Tag.COMMA, Tag.MARK}
            return j if parted and toks[j].end - toks[j].start > 12 else None
        if toks[j].cue and toks[j].tag is Tag.WORD:
            return None
    return None


def _with_particle(toks: list[Token], telling: Telling, cue: Cue, rest: int, *, bounded: bool) -> bool:
    """Take the noun phrase after a preposition of the verb ("called for talks"); tell whether there is one."""
    for particle in filter(None, cue.particles):
        begin = rest + len(particle)
        if begin >= len(toks) or tuple(tok.low for tok in toks[rest:begin]) != particle:
            continue
        if cue.frames & {Frame.QUOTE, Frame.TOLD}:
            told = contents.after(toks, rest, cue.frames - {Frame.ABOUT})
            if told is not None and (toks[told[0]].tag is Tag.QUOTE or toks[told[0]].low == "that"):
                continue  # "warned of Friday's storm that …"
        telling.cue = (telling.cue[0], begin)
        telling.content.append((begin, contents.end_of(toks, begin, clause=False, bounded=bounded)))
        return True
    return False


def _in_side_clause(toks: list[Token], left: int, start: int) -> bool:
    """Whether the cue is in a clause before or inside of the main one: "If X says P, …", "Y, who says P, …"."""
    if start == 0:
        return True
    before = toks[left - 1] if left else None
    if before is None:
        return False
    if before.tag is Tag.SUBORDINATOR and left == 1:
        return True
    if before.low in _FRONTED and (left == 2 or toks[left - 2].tag is Tag.COMMA):
        return True
    return toks[left].tag is Tag.RELATIVE and before.tag is Tag.COMMA


def _passive(toks: list[Token], k: int, start: int) -> Telling | None:
    """Return what a passive tells: "It is feared that P", "The firm is said to owe …", "X was accused by Y of …"."""
    cue = toks[k].cue
    assert cue is not None
    topic = subject(toks, start)
    source, rest = _agent(toks, k)
    if topic is None or (Frame.BY not in cue.frames and (source is None or cue.lemma in _BODILY)):
        return None
    telling = Telling((start, k + 1), source, hedged=cue.lemma in HEDGING, denied=cue.lemma in DENYING)
    right = contents.after(toks, rest, frozenset({Frame.CLAUSE, Frame.BY}))
    opening = toks[right[0]].low if right is not None else ""
    if right is not None and opening in {"that", "whether", "how", "if", "why"}:
        telling.content.append((right[0], contents.end_of(toks, right[0], clause=True)))
        return telling
    impersonal = toks[topic.start].low == "it" and topic.end == topic.start + 1
    if impersonal or (source is None and cue.lemma in _TOLD_ONE):
        return None
    telling.content.append((topic.start, topic.end))
    if right is not None and opening in {"to", "not"}:
        telling.content.append((right[0], contents.end_of(toks, right[0], clause=True)))
    elif rest < len(toks) and toks[rest].low in {"as", "of", "for"}:
        telling.content.append((rest, contents.end_of(toks, rest, clause=False)))
    elif source is None:
        return None
    return telling


def _agent(toks: list[Token], k: int) -> tuple[Range | None, int]:
    """Return who stands after "by", and the token after that phrase."""
    by = next((j for j in range(k + 1, min(k + 3, len(toks) - 1)) if toks[j].low == "by"), None)
    phrase = phrase_after(toks, by + 1) if by is not None else None
    return ((phrase.start, phrase.end), phrase.end) if phrase is not None else (None, k + 1)
