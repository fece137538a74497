"""What a construction of words says of who said what, in tokens: the record that the rules fill."""

from __future__ import annotations

from dataclasses import dataclass, field

from compare.claims.phrases import is_verb, subject
from compare.claims.tokens import Tag, Token

BE = frozenset("is are was were be been being 's 're 'm am isn't aren't wasn't weren't".split())

Range = tuple[int, int]


@dataclass
class Telling:
    """Somebody is said to have said something, each as ranges of tokens, the end not included.

    `backward`: the content stands before the speaker. `spoken`: it is told as words, so that a quotation without a
    speaker of its own may go on with it.
    """

    cue: Range
    source: Range | None
    content: list[Range] = field(default_factory=list)
    backward: bool = False
    hedged: bool = False
    denied: bool = False
    spoken: bool = False


def group_start(toks: list[Token], verb: int) -> int:
    """Return where the auxiliaries and adverbs before a verb begin: "has also | said"."""
    start = verb
    while start and toks[start - 1].tag in {Tag.AUXILIARY, Tag.ADVERB}:
        if toks[start - 1].tag is Tag.ADVERB and start == 1:
            break
        start -= 1
    return start


def left_start(toks: list[Token], end: int) -> int:
    """Return where the statement before token `end` begins: its sentence, or what follows a colon or semicolon."""
    start = end - 1
    while start > 0 and toks[start - 1].low not in {";", ":"}:
        start -= 1
    return start


def shared_source(toks: list[Token], before: int, found: list[Telling]) -> Range | None:
    """Return who speaks where a verb has no subject of its own: the last speaker, or the subject of the sentence."""
    for telling in reversed(found):
        if telling.source is not None:
            return telling.source
    for k in range(before):
        cue = toks[k].cue
        if is_verb(toks, k) or (cue and toks[k].tag is Tag.WORD and not cue.is_base and not cue.is_ing):
            phrase = subject(toks, group_start(toks, k))
            if phrase is not None:
                return phrase.start, phrase.end
    return None
