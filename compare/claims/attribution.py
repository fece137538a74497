"""Who said what: the commonest error of a reader of news is to turn "X said that P" into "P".

    "The path for improving ties was still "fragile" …," **he** *said*.
     ╰ content                                            ╰ source ╰ cue     speaker: Cheng Yonghua

It goes by steps, each in a module of its own:

1. sentences that a quotation joins become one stretch (`quotations`), a stretch becomes tokens (`tokens`, `cues`);
2. each word that may tell is tried as a verb (`predicates`), then as one of the other `constructions`; either finds the
   source by its noun phrase (`phrases`) and the content by its clause (`contents`);
3. what is told ends before the speaker of a wider telling: "Ann fears P, | Bob said";
4. a quotation that stands alone belongs to who spoke before it;
5. the source gets its fullest name (`speakers`).

The rules are written by hand: no parser, nothing learned, nothing to download. They look at a bounded stretch around
each word, so time grows with the length of the text. In doubt a word is no cue: a false "X says" costs more than a
missed one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from compare.claims.constructions import according, after_colons, headline, hedge, noun, state
from compare.claims.phrases import subject
from compare.claims.predicates import verb
from compare.claims.quotations import stretches
from compare.claims.roles import GROUPS, PEOPLE
from compare.claims.speakers import Speakers
from compare.claims.telling import Range, Telling
from compare.claims.tokens import Tag, Token, tokens
from compare.model import Attribution, Claim, Span, SpeakerKind

_LONGEST = 600  # tokens of a stretch; what is longer is a table or a text without stops
_CONTINUES = 12  # characters; a shorter quotation alone is a word in quotes


def attributions(text: str, sentences: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return who is said to have said what in `text`, in the order of the cues.

    `sentences` are the spans of its sentences, in order and apart from each other. The spans of an attribution are
    places in `text`; those of its source, cue and content do not overlap, and content may hold other attributions.
    """
    made: list[Attribution] = []
    joined = stretches(text, sentences)
    quotations = [quotation.span for stretch in joined for quotation in stretch.quotations]
    speakers = Speakers(text, sentences, quotations)
    speaking = -1  # the attribution that a quotation alone would go on with
    spoken = False  # whether that is speech, which may go on in the next paragraph
    paragraph = 0  # where it stands, or was last gone on with
    for stretch in joined:
        toks = tokens(text, stretch)
        if len(toks) > _LONGEST:
            continue
        if stretch.paragraph != paragraph and not spoken:
            speaking = -1
        found = tellings(toks)
        if speaking >= 0 and stretch.paragraph - paragraph <= 1 and _is_quotation_alone(toks, found):
            old = made[speaking]
            made[speaking] = replace(old, content=(*old.content, Span(toks[0].start, toks[0].end)))
            paragraph = stretch.paragraph
        for telling in found:
            if telling.source and not _may_say(toks, telling.source):
                telling.source = _after_comma(toks, telling.source)
                if telling.source is None:
                    continue
            made.append(_attribution(text, toks, telling, speakers))
            if telling.source and (telling.spoken or not spoken or stretch.paragraph != paragraph):
                speaking, spoken, paragraph = len(made) - 1, telling.spoken, stretch.paragraph
    return tuple(made)


def of_claim(found: Sequence[Attribution], span: Span) -> tuple[Attribution, ...]:
    """Return those of `found` whose content covers `span` or most of it, the outermost first.

    Most is more than half of its characters, those of the source and cue not counted. Where the claim begins with the
    content or the source, so that the telling is the claim's own main clause, a quarter is enough: the rest says when
    and where it was said ("…, Cheng told reporters on the sidelines of the annual meeting in Beijing").
    """
    covering = []
    for said in found:
        content = sum(_overlap(part, span) for part in said.content)
        framed = sum(_overlap(part, span) for part in (*said.source, *said.cue))
        opens = min(part.start for part in (*said.content, *said.source)) <= span.start
        enough = 4 if opens and framed else 2
        if content and enough * content > span.end - span.start - framed:
            covering.append(said)
    return tuple(sorted(covering, key=lambda said: (-sum(end - start for start, end in said.content), said.content)))


def attributed(claims: Sequence[Claim], text: str, sentences: Sequence[Span]) -> tuple[Claim, ...]:
    """Return `claims` of the article `text`, in order, each with who is said to have said it."""
    starts = [claim.span.start for claim in claims]
    touching: list[dict[int, Attribution]] = [{} for _ in claims]
    for number, said in enumerate(attributions(text, sentences)):
        for part in said.content:
            first = max(bisect_right(starts, part.start) - 1, 0)
            for k in range(first, bisect_left(starts, part.end)):
                touching[k][number] = said
    return tuple(
        replace(claim, attributions=of_claim(tuple(found.values()), claim.span))
        for claim, found in zip(claims, touching, strict=True)
    )


def _overlap(a: Span, b: Span) -> int:
    return max(min(a.end, b.end) - max(a.start, b.start), 0)


def tellings(toks: list[Token]) -> list[Telling]:
    """Return what the words of one stretch tell, in the order of their cues."""
    found: list[Telling] = []
    k = 0
    while k < len(toks):
        telling = _at(toks, k, found)
        if telling is not None:
            found.append(telling)
            k = max(k, telling.cue[1] - 1)
        k += 1
    found += after_colons(toks, found)
    title = headline(toks) if not found else None
    if title is not None:
        found.append(title)
    _end_before_wider_ones(found)
    apart = (_without_overlap(telling) for telling in found)
    return sorted((telling for telling in apart if telling.content), key=lambda telling: telling.cue)


def _at(toks: list[Token], k: int, found: list[Telling]) -> Telling | None:
    """Return what the word at token `k` tells, or None."""
    telling = verb(toks, k, found)
    for construction in (according, noun, state, hedge):
        if telling is not None and telling.content:
            return telling
        telling = construction(toks, k)
    return telling if telling is not None and telling.content else None


def _end_before_wider_ones(found: list[Telling]) -> None:
    """End what is told before a speaker who follows it: "Ann fears P, | Bob said"."""
    for wider in found:
        if not wider.backward:
            continue
        for other in found:
            if other is wider or other.cue[0] >= wider.cue[0]:
                continue
            limit = max((end for start, end in wider.content if start <= other.cue[0] < end), default=None)
            if limit is not None:
                other.content = [(start, min(end, limit)) for start, end in other.content if start < limit]


def _without_overlap(telling: Telling) -> Telling:
    """Cut source and cue out of the content, so that each word of a telling has one part in it."""
    for start, end in (telling.cue, *([telling.source] if telling.source else [])):
        kept: list[Range] = []
        for a, b in telling.content:
            kept += [(a, min(b, start)), (max(a, end), b)] if a < end and start < b else [(a, b)]
        telling.content = sorted({(a, b) for a, b in kept if a < b})
    return telling


def _is_quotation_alone(toks: list[Token], found: list[Telling]) -> bool:
    """Whether a stretch begins with a quotation that is a sentence, with nobody who says it."""
    if not toks or toks[0].tag is not Tag.QUOTE or toks[0].end - toks[0].start < _CONTINUES:
        return False
    if len(toks) > 2 and not any(stop in toks[0].form for stop in ".?!…"):
        return False  # the sentence goes on after it
    return not any(start == 0 for telling in found for start, _ in telling.content)


def _may_say(toks: list[Token], source: Range) -> bool:
    """Whether a phrase can be who says something: no state and no act ("important", "asked about the vote")."""
    first, alone = toks[source[0]], source[1] - source[0] == 1
    begun = source[0] == 0 and first.tag is Tag.NAME and first.low.endswith(("ing", "ed"))
    if begun or first.tag is Tag.PAST or (first.tag is Tag.WORD and first.low.endswith("ing")):
        # "Retired surgeon Ann Roe", "hacking specialists", but not "Speaking in Kent, Roe", "taking the men home"
        return alone or toks[source[0] + 1].tag in {Tag.NAME, Tag.WORD}
    if first.tag is not Tag.WORD or first.low == "one":
        return first.low not in {"'s", "’"}
    return any(
        tok.tag is Tag.NAME or tok.low.endswith("s") or tok.low in PEOPLE or f"{tok.low}s" in GROUPS
        for tok in toks[slice(*source)]
    )


def _after_comma(toks: list[Token], source: Range) -> Range | None:
    """Return who stands after the act that a phrase begins with: "Speaking in Kent, | Roe, a baker, | said"."""
    for k in range(*source):
        if toks[k].tag is Tag.COMMA and k + 1 < source[1] and toks[k + 1].tag in {Tag.NAME, Tag.DETERMINER}:
            return k + 1, source[1]
    return None


def _attribution(text: str, toks: list[Token], telling: Telling, speakers: Speakers) -> Attribution:
    """Return a telling in characters, its speaker named."""
    content = tuple(_span(toks, part) for part in telling.content)
    direct = all(end - start == 1 and toks[start].tag is Tag.QUOTE for start, end in telling.content)
    source: tuple[Span, ...] = ()
    name, kind = "", SpeakerKind.ANONYMOUS
    if telling.source:
        said_by = _span(toks, telling.source)
        source = (said_by,)
        antecedent = _antecedent(text, toks, telling.source[0])
        name, kind = speakers.resolve(said_by.of(text), said_by.start, antecedent)
    cue = (_span(toks, telling.cue),)
    return Attribution(source, cue, content, name, kind, direct, telling.hedged, telling.denied)


def _antecedent(text: str, toks: list[Token], k: int) -> str:
    """Return the noun phrase before "who" at token `k`, "" where it is another word."""
    if toks[k].tag is not Tag.RELATIVE or not k:
        return ""
    end = k - (toks[k - 1].tag is Tag.COMMA)
    phrase = subject(toks, end) if end else None
    return _span(toks, (phrase.start, phrase.end)).of(text) if phrase else ""


def _span(toks: list[Token], part: Range) -> Span:
    return Span(toks[part[0]].start, toks[part[1] - 1].end)
