"""Who said what. (draft)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.claims import contents
from compare.claims.cues import DENYING, HEDGES, HEDGING, NOUNS, NOUNS_TO, Form, Frame
from compare.claims.phrases import Phrase, Tag, Token, ends_clause, is_verb, phrase_after, subject, tokens
from compare.claims.quotations import Stretch, stretches
from compare.claims.speakers import Speakers
from compare.model import Attribution, SpeakerKind, Span

_BE = frozenset("is are was were be been being 's 're 'm am isn't aren't wasn't weren't".split())
_STATES = frozenset(
    """confident convinced sure certain aware afraid worried concerned hopeful optimistic pessimistic adamant doubtful
    sceptical skeptical glad proud sorry willing unwilling eager reluctant determined prepared ready committed opposed
    against keen happy disappointed angry furious upset surprised""".split()
)
_MODALS = frozenset("would could should must can may might wouldn't couldn't shouldn't mustn't cannot can't".split())
_NOT = frozenset("not never n't don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't".split())
# "They do not believe that P": they say that P is not so. But who "did not say that P" said nothing of it.
_ALSO_NEGATED = frozenset("believe think want expect accept agree support see plan intend know wish favour favor".split())


@dataclass
class Found:
    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    lemma: str
    backward: bool = False
    hedged: bool = False
    denied: bool = False
    spoken: bool = False


def attributions(text: str, sentences: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return who said what."""
    made: list[Attribution] = []
    speakers = Speakers(text)
    last: tuple[int, int] | None = None  # index in made, paragraph
    for stretch in stretches(text, sentences):
        toks = tokens(text, stretch)
        found = _found(toks)
        lead = _lead_quotation(toks, found)
        if lead is not None and last is not None and stretch.paragraph - last[1] <= 1:
            old = made[last[0]]
            made[last[0]] = _extended(old, Span(toks[lead].start, toks[lead].end))
            last = (last[0], stretch.paragraph)
        for f in found:
            a = _record(text, toks, f, speakers)
            made.append(a)
            if f.spoken:
                last = (len(made) - 1, stretch.paragraph)
    return tuple(made)


def _extended(old: Attribution, span: Span) -> Attribution:
    return Attribution(old.source, old.cue, (*old.content, span), old.speaker, old.kind, old.direct, old.hedged, old.denied)


def _lead_quotation(toks: list[Token], found: list[Found]) -> int | None:
    if not toks or toks[0].tag is not Tag.QUOTE or toks[0].end - toks[0].start < 12:
        return None
    if len(toks) > 2:
        return None
    if any(s <= 0 < e for f in found for s, e in f.content):
        return None
    return 0


def _record(text: str, toks: list[Token], f: Found, speakers: Speakers) -> Attribution:
    def sp(r: tuple[int, int]) -> Span:
        return Span(toks[r[0]].start, toks[r[1] - 1].end)

    content = tuple(sp(r) for r in sorted(f.content))
    direct = bool(f.content) and all(e - s == 1 and toks[s].tag is Tag.QUOTE for s, e in f.content)
    source = (sp(f.source),) if f.source else ()
    name, kind = "", SpeakerKind.ANONYMOUS
    if f.source:
        antecedent = ""
        if toks[f.source[0]].tag is Tag.RELATIVE and f.source[0]:
            before = f.source[0] - (toks[f.source[0] - 1].tag is Tag.COMMA)
            noun = subject(toks, before) if before else None
            antecedent = sp((noun.start, noun.end)).of(text) if noun else ""
        name, kind = speakers.resolve(source[0].of(text), source[0].start, antecedent)
    return Attribution(source, (sp(f.cue),), content, name, kind, direct, f.hedged, f.denied)


def _found(toks: list[Token]) -> list[Found]:
    found: list[Found] = []
    k = 0
    while k < len(toks):
        tok = toks[k]
        f = None
        if tok.cue and (tok.tag is Tag.WORD or _headline(toks, k)):
            f = _verb(toks, k, found)
        if f is None and tok.low == "according" and k + 1 < len(toks) and toks[k + 1].low == "to":
            f = _according(toks, k)
        if f is None and (tok.low in NOUNS or tok.low in NOUNS_TO) and tok.tag is Tag.WORD:
            f = _noun(toks, k)
        if f is None and tok.low in _STATES and k and (toks[k - 1].low in _BE or toks[k - 1].tag is Tag.ADVERB):
            f = _state(toks, k)
        if f is None and tok.low in HEDGES:
            f = _hedge(toks, k)
        if f is not None and f.content:
            found.append(f)
            k = max(k + 1, f.cue[1])
        else:
            k += 1
    _truncate(found)
    return [f for f in found if f.content]


def _truncate(found: list[Found]) -> None:
    """End what is told before a speaker who follows it: "P, X said" bounds what P tells."""
    for f in found:
        if not f.backward:
            continue
        edge = min(f.cue[0], f.source[0] if f.source else f.cue[0])
        for other in found:
            if other is f or other.cue[0] > edge:
                continue
            limit = max((e for s, e in f.content if s <= other.cue[0] < e), default=None)
            if limit is not None:
                other.content = [(s, min(e, limit)) for s, e in other.content if s < limit]


def _group_start(toks: list[Token], k: int) -> int:
    g = k
    while g and (toks[g - 1].tag is Tag.AUXILIARY or toks[g - 1].tag is Tag.ADVERB):
        if toks[g - 1].tag is Tag.ADVERB and g - 1 == 0:
            break
        g -= 1
    return g


def _verb(toks: list[Token], k: int, found: list[Found]) -> Found | None:
    cue = toks[k].cue
    assert cue is not None
    g = _group_start(toks, k)
    prev = toks[g - 1] if g else None
    aux = {toks[i].low for i in range(g, k) if toks[i].tag is Tag.AUXILIARY}
    be = bool(aux & _BE)
    if not aux and prev is not None and (
        prev.tag in {Tag.DETERMINER, Tag.POSSESSIVE} and prev.low not in {"all", "both", "many", "some", "several", "most", "those", "others", "few"}
        or prev.form.endswith(("'s", "’s")) or prev.low in {"’", "'"}
    ):
        return None
    if aux & _MODALS:
        return None  # nobody has said it
    negated = bool({toks[i].low for i in range(g, k)} & _NOT)
    if negated and cue.lemma not in _ALSO_NEGATED:
        return None
    forms = cue.forms
    gerund = False
    if Form.ING in forms:
        if not be:
            gerund = True
    elif be and Form.PARTICIPLE in forms:
        if aux & {"been"} and False:
            return None
        return _passive(toks, k, g)
    elif forms & {Form.PAST, Form.PARTICIPLE} and Form.BASE not in forms:
        nxt = toks[k + 1].low if k + 1 < len(toks) else ""
        if nxt == "by" and not aux:
            return None
        if nxt in {"as", "in", "at", "for"} and not aux and prev is not None and prev.tag is Tag.COMMA:
            return None  # "…, known as X"
    else:
        if not _present_is_verb(toks, k, g, aux):
            return None
    if prev is not None and prev.low == "to" and not aux:
        if not (g > 1 and toks[g - 2].low in {"on", "continued"}):
            return None
    subj: Phrase | None = None
    inverted: Phrase | None = None
    if gerund:
        source = _shared(toks, g, found)
        if prev is not None and prev.low == "as" and g > 1 and toks[g - 2].low == "quoted":
            q = g - 2
            q = _group_start(toks, q)
            s = subject(toks, q)
            source = (s.start, s.end) if s else None
            g = q
        elif prev is not None and prev.tag in {Tag.WORD, Tag.NAME}:
            s = subject(toks, g)
            source = (s.start, s.end) if s else None
    else:
        subj = subject(toks, g)
        if subj is None or (prev is not None and prev.tag in {Tag.COMMA, Tag.QUOTE}):
            if prev is not None and (prev.tag in {Tag.COMMA, Tag.QUOTE} or prev.low in {"?", "!"}) and Frame.QUOTE in cue.frames and Frame.TOLD not in cue.frames:
                inverted = phrase_after(toks, k + 1)
                if inverted is not None and prev.tag is Tag.COMMA and not _ends_here(toks, inverted.end):
                    inverted = None
        if inverted is not None:
            source = (inverted.start, inverted.end)
        elif subj is not None:
            source = (subj.start, subj.end)
        elif prev is not None and (prev.tag is Tag.COORDINATOR or prev.tag is Tag.COMMA):
            source = _shared(toks, g, found)
        else:
            return None
        if source is None:
            return None
    f = Found((g, k + 1), source, [], cue.lemma)
    f.hedged = cue.lemma in HEDGING
    f.denied = cue.lemma in DENYING or negated
    f.spoken = Frame.QUOTE in cue.frames or Frame.TOLD in cue.frames
    _fill(toks, f, k, g, subj, inverted)
    return f


def _headline(toks: list[Token], k: int) -> bool:
    """Whether a word with a capital is a verb: "Mayor Says Bridge Is Safe"."""
    cue = toks[k].cue
    return k > 0 and toks[k - 1].tag is Tag.NAME and cue is not None and cue.lemma in {"say", "tell"}


def _ends_here(toks: list[Token], k: int) -> bool:
    return k >= len(toks) or toks[k].tag in {Tag.MARK, Tag.COMMA, Tag.PREPOSITION, Tag.TIME, Tag.SUBORDINATOR}


def _present_is_verb(toks: list[Token], k: int, g: int, aux: set[str]) -> bool:
    cue = toks[k].cue
    assert cue is not None
    if aux - {"'s"}:
        return Form.BASE in cue.forms
    prev = toks[g - 1] if g else None
    if prev is None:
        return False
    if prev.tag in {Tag.PRONOUN, Tag.RELATIVE}:
        return True
    if prev.low == "that":
        return True
    if prev.tag in {Tag.PREPOSITION, Tag.NUMBER, Tag.AUXILIARY, Tag.PAST}:
        return prev.low == "to"
    nxt = toks[k + 1] if k + 1 < len(toks) else None
    complement = nxt is not None and (
        nxt.tag in {Tag.QUOTE, Tag.DETERMINER, Tag.PRONOUN, Tag.POSSESSIVE, Tag.NAME, Tag.SUBORDINATOR} or nxt.low in {"to", ":"}
        or nxt.tag is Tag.COMMA
    )
    sure = cue.lemma in {"say", "tell", "argue", "believe", "think", "insist", "write", "add"}
    if Form.PRESENT in cue.forms:
        return sure or complement
    if prev.tag is Tag.COORDINATOR or prev.tag is Tag.COMMA:
        return False
    plural = prev.low.endswith("s") or prev.low in {"people", "police", "many", "some", "most", "others", "all", "both", "few"}
    return plural and (sure or complement)


def _shared(toks: list[Token], g: int, found: list[Found]) -> tuple[int, int] | None:
    for f in reversed(found):
        if f.source is not None:
            return f.source
    for k in range(g):
        if is_verb(toks, k) or (toks[k].cue and toks[k].tag is Tag.WORD and toks[k].cue.forms <= {Form.PAST, Form.PARTICIPLE, Form.PRESENT}):
            s = subject(toks, _group_start(toks, k))
            if s is not None:
                return (s.start, s.end)
    return None


def _fill(toks: list[Token], f: Found, k: int, g: int, subj: Phrase | None, inverted: Phrase | None) -> None:
    cue = toks[k].cue
    assert cue is not None
    if inverted is not None:
        left = g
        rest = inverted.end
    else:
        left = subj.start if subj is not None else g
        rest = k + 1
    before = toks[left - 1] if left else None
    bounded = _bounded(toks, left, g)
    if cue.lemma == "put" and toks[k + 1 : k + 2] and toks[k + 1].low == "it":
        rest = k + 2
        f.cue = (f.cue[0], rest)
    elif cue.lemma == "put":
        return
    quotable = Frame.QUOTE in cue.frames or Frame.TOLD in cue.frames or cue.lemma in {"think", "believe"}
    if before is not None and quotable and (
        (before.tag is Tag.QUOTE and (inverted or ends_clause(before))) or (before.tag is Tag.COMMA)
    ):
        right = None if inverted else contents.after(toks, rest, cue.frames)
        medial = rest < len(toks) and toks[rest].tag is Tag.COMMA
        if medial and right is not None and before.tag is Tag.COMMA and toks[0].tag in _ADJUNCT:
            medial = False
        if before.tag is Tag.QUOTE or inverted or right is None or medial:
            f.backward = True
            start = _left_start(toks, left)
            end = left - (1 if before.tag is Tag.COMMA else 0)
            if start < end and any(t.tag not in {Tag.PREPOSITION, Tag.TIME} for t in toks[start:end]):
                f.content.append((start, end))
            more = _resumed(toks, rest)
            if more is not None and more < len(toks):
                f.content.append((more, contents.end_of(toks, more, clause=True)))
            if f.content:
                return
            f.backward = False
    particles = [p for p in cue.particles if p]
    for p in particles:
        if tuple(t.low for t in toks[rest : rest + len(p)]) == p and rest + len(p) < len(toks):
            here = contents.after(toks, rest, cue.frames - {Frame.ABOUT}) if Frame.QUOTE in cue.frames or Frame.TOLD in cue.frames else None
            if here is None or toks[here[0]].tag is not Tag.QUOTE and toks[here[0]].low != "that":
                f.cue = (f.cue[0], rest + len(p))
                s = rest + len(p)
                f.content.append((s, contents.end_of(toks, s, clause=False, bounded=bounded)))
                return
    frames = cue.frames
    if () not in cue.particles:
        frames = frames - {Frame.ABOUT}
    right = contents.after(toks, rest, frames)
    if right is None:
        return
    s, clause = right
    if Frame.SPOKEN in cue.frames and toks[s].tag is not Tag.QUOTE and toks[s].low != "that":
        return
    if cue.lemma in {"appear", "seem"} and subj is not None:
        f.content.append((subj.start, subj.end))  # nobody is said to think so
        f.source = None
    e = contents.end_of(toks, s, clause=clause, bounded=bounded)
    if e > s:
        f.content.append((s, e))


_ADJUNCT = frozenset({Tag.PREPOSITION, Tag.TIME, Tag.SUBORDINATOR, Tag.ADVERB})


def _bounded(toks: list[Token], left: int, g: int) -> bool:
    """Whether the cue is in a clause before or inside of the main one: "If X says P, …", "Y, who says P, …"."""
    if left and toks[left - 1].tag is Tag.SUBORDINATOR and left == 1:
        return True
    return left < len(toks) and toks[left].tag is Tag.RELATIVE and left > 0 and toks[left - 1].tag is Tag.COMMA and g > 0


def _left_start(toks: list[Token], left: int) -> int:
    s = left - 1
    while s > 0 and toks[s - 1].low not in {";", ":"}:
        s -= 1
    return s


def _resumed(toks: list[Token], k: int) -> int | None:
    """Return where what is told goes on after its speaker: '"P," X said on Friday, "Q"'."""
    if k < len(toks) and toks[k].tag is Tag.COMMA and k + 1 < len(toks) and not toks[k + 1].low.endswith("ing"):
        if toks[k + 1].tag not in {Tag.RELATIVE, Tag.PREPOSITION} and toks[k + 1].low not in {"as", "while"}:
            return k + 1
    for j in range(k, min(k + 25, len(toks))):
        if toks[j].tag is Tag.QUOTE:
            if j and (toks[j - 1].tag is Tag.COMMA or toks[j - 1].tag is Tag.MARK) and toks[j].end - toks[j].start > 12:
                return j
            return None
        if toks[j].cue and toks[j].tag is Tag.WORD:
            return None
    return None


def _passive(toks: list[Token], k: int, g: int) -> Found | None:
    cue = toks[k].cue
    assert cue is not None
    subj = subject(toks, g)
    by = next((j for j in range(k + 1, min(k + 3, len(toks) - 1)) if toks[j].low == "by"), None)
    source = None
    rest = k + 1
    if by is not None:
        p = phrase_after(toks, by + 1)
        if p is not None:
            source, rest = (p.start, p.end), p.end
    if Frame.BY not in cue.frames and source is None:
        return None
    f = Found((g, k + 1), source, [], cue.lemma, hedged=cue.lemma in HEDGING, denied=cue.lemma in DENYING)
    if subj is None:
        return None
    dummy = toks[subj.start].low == "it" and subj.end - subj.start == 1
    right = contents.after(toks, rest, frozenset({Frame.CLAUSE, Frame.BY}))
    if right is not None and toks[right[0]].low == "that" or right is not None and toks[right[0]].low in {"whether", "how", "if", "why"}:
        f.content.append((right[0], contents.end_of(toks, right[0], clause=True)))
        return f
    if dummy:
        return None
    if source is None and cue.lemma in {"tell", "ask", "inform", "warn"}:
        return None
    f.content.append((subj.start, subj.end))
    if right is not None and toks[right[0]].low == "to":
        f.content.append((right[0], contents.end_of(toks, right[0], clause=True)))
    elif rest < len(toks) and toks[rest].low in {"as", "of", "for"}:
        f.content.append((rest, contents.end_of(toks, rest, clause=False)))
    elif source is None:
        return None
    return f


def _according(toks: list[Token], k: int) -> Found | None:
    p = phrase_after(toks, k + 2)
    if p is None:
        return None
    f = Found((k, k + 2), (p.start, p.end), [], "according")
    if k and toks[k - 1].tag is not Tag.COORDINATOR:
        e = k - 1 if toks[k - 1].tag is Tag.COMMA else k
        s = _left_start(toks, e) if e else 0
        if s < e:
            f.content.append((s, e))
            f.backward = True
    if p.end < len(toks) and toks[p.end].tag is Tag.COMMA and p.end + 1 < len(toks):
        s = p.end + 1
        if not f.content or not (toks[s].tag in {Tag.COORDINATOR, Tag.RELATIVE} or toks[s].low.endswith("ing")):
            e = contents.end_of(toks, s, clause=True)
            if e > s:
                f.content.append((s, e))
    return f


def _noun(toks: list[Token], k: int) -> Found | None:
    nxt = toks[k + 1] if k + 1 < len(toks) else None
    if nxt is None:
        return None
    low = toks[k].low
    start = None
    source = None
    cue_end = k + 1
    j = k + 1
    if nxt.low in {"by", "from"}:
        p = phrase_after(toks, k + 2)
        if p is not None:
            source = (p.start, p.core)
            j = p.core
    if j < len(toks) and toks[j].tag is Tag.AUXILIARY and toks[j].low in _BE and j + 1 < len(toks) and toks[j + 1].low == "that":
        j += 1
        cue_end = j
    if j < len(toks) and toks[j].low == "that" and low in NOUNS:
        start = j
    elif j + 1 < len(toks) and toks[j].low == "to" and low in NOUNS_TO and toks[j + 1].tag is Tag.WORD:
        start = j
    if start is None or start + 1 >= len(toks):
        return None
    if toks[start].low == "that" and (toks[start + 1].tag is Tag.AUXILIARY or is_verb(toks, start + 1)):
        return None  # "claims that were made"
    if source is None:
        b = k - 1
        while b >= 0 and toks[b].tag in {Tag.WORD, Tag.ADVERB} and not toks[b].form.endswith(("'s", "’s")) and k - b < 4 and not toks[b].cue:
            b -= 1
        if b >= 0 and toks[b].tag is Tag.POSSESSIVE:
            source = (b, b + 1)
        elif b >= 0 and toks[b].form.endswith(("'s", "’s")):
            s = subject(toks, b + 1)
            source = (s.start, b + 1) if s else (b, b + 1)
    f = Found((k, cue_end), source, [], low, hedged=True, denied=low in DENYING)
    f.content.append((start, contents.end_of(toks, start, clause=True)))
    return f


def _state(toks: list[Token], k: int) -> Found | None:
    g = _group_start(toks, k)
    if not any(toks[i].low in _BE for i in range(g, k)):
        return None
    nxt = toks[k + 1] if k + 1 < len(toks) else None
    if nxt is None or not (nxt.low in {"that", "to", "about", "of"} or toks[k].low == "against"):
        return None
    s = subject(toks, g)
    if s is None:
        return None
    start = k + 1
    end = k + 1
    if nxt.low in {"about", "of"}:
        start, end = k + 2, k + 2
    if start >= len(toks):
        return None
    return Found((g, end), (s.start, s.end), [(start, contents.end_of(toks, start, clause=nxt.low == "that"))], toks[k].low)


def _hedge(toks: list[Token], k: int) -> Found | None:
    s, e = k, contents.end_of(toks, k + 1, clause=True)
    b = k
    while b and toks[b - 1].tag is not Tag.COMMA and toks[b - 1].low not in {";", "that", "but", "and", "who"}:
        b -= 1
    content = []
    if b < k:
        content.append((b, k))
    if k + 1 < e:
        content.append((k + 1, e))
    return Found((s, s + 1), None, content, "reportedly", hedged=True)
