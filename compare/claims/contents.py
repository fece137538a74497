"""Where what somebody said begins and ends.

    "Paul suggested | that the plan was weak | and argued …, | which the bill does not mention."
                      ╰ after the cue          ╰ a next cue     ╰ the reporter's own words

After the cue come words that belong to the telling, not to what is told: whom ("reporters"), when ("on Friday"), where
("in a statement"). What is told then goes on to the end of the clause: the end of the sentence, unless another cue with
the same speaker follows, or words that the reporter adds.
"""

from __future__ import annotations

from compare.claims.cues import Form, Frame
from compare.claims.phrases import core_end, is_verb
from compare.claims.tokens import Tag, Token

_QUESTION_WORDS = frozenset("whether if how why what when where who which".split())
_ADDS = frozenset("which who while whose compared according despite whereas".split())
_LONGEST_ADJUNCT = 18  # tokens between a cue and what was said


def after(toks: list[Token], k: int, frames: frozenset[Frame]) -> tuple[int, bool] | None:
    """Return where what is told begins after token `k`, and whether it is a clause (else a noun phrase); or None."""
    if not frames:
        return None
    clausal = bool(frames & _CLAUSAL)
    person = _addressee_end(toks, k) if Frame.TOLD in frames else k
    wanted = bool(frames & {Frame.TO, Frame.PERSON, Frame.BY})
    j = k
    while j < len(toks) and j - k < _LONGEST_ADJUNCT:
        tok = toks[j]
        if tok.tag is Tag.QUOTE or (tok.low == "that" and (clausal or Frame.ABOUT in frames)):
            return j, clausal or tok.tag is Tag.QUOTE
        if wanted and _is_infinitive_at(toks, j):
            return (k if j == person else j), True
        if tok.low in _QUESTION_WORDS and clausal:
            return j, True
        if tok.tag in {Tag.COMMA, Tag.MARK, Tag.COORDINATOR}:
            return _after_mark(toks, j) if clausal else None
        end = _skipped(toks, j, person, clausal=clausal)
        if end is None:
            return None
        if end == j:
            while j > k and toks[j - 1].tag is Tag.ADVERB:
                j -= 1
            return _bare(toks, j, clausal=clausal, about=bool(frames & {Frame.ABOUT, Frame.PERSON}))
        j = end
    return None


_CLAUSAL = frozenset({Frame.QUOTE, Frame.CLAUSE, Frame.TOLD})


def _addressee_end(toks: list[Token], k: int) -> int:
    """Return where the person ends who is told, `k` where there is none: "told | the paper | on Friday"."""
    if k >= len(toks) or toks[k].tag in _NO_ADDRESSEE or toks[k].low in _QUESTION_WORDS:
        return k
    return k + 1 if toks[k].tag is Tag.PRONOUN else core_end(toks, k)


_NO_ADDRESSEE = frozenset(
    {Tag.PREPOSITION, Tag.ADVERB, Tag.TIME, Tag.QUOTE, Tag.COMMA, Tag.MARK, Tag.COORDINATOR, Tag.SUBORDINATOR}
)


def _skipped(toks: list[Token], j: int, person: int, *, clausal: bool) -> int | None:
    """Return where words of the telling that begin at token `j` end, `j` where there are none; None: no content."""
    tok = toks[j]
    if j < person:
        return person
    if tok.tag in {Tag.TIME, Tag.ADVERB} and clausal:
        return j + 1
    if tok.tag is not Tag.PREPOSITION:
        return j
    end = _adjunct_end(toks, j)
    return end if clausal and end > j and not _is_infinitive_at(toks, j) else None


def _is_infinitive_at(toks: list[Token], j: int) -> bool:
    """Whether "to" or "not to" and a verb stand at token `j`."""
    j += toks[j].low == "not"
    return j + 1 < len(toks) and toks[j].low == "to" and _is_infinitive(toks[j + 1])


def _is_infinitive(tok: Token) -> bool:
    return tok.tag in {Tag.WORD, Tag.ADVERB, Tag.AUXILIARY, Tag.PAST, Tag.QUOTE}


def _adjunct_end(toks: list[Token], preposition: int) -> int:
    """Return where a phrase that begins with a preposition ends: "in an interview with the paper"."""
    j = preposition
    while j < len(toks) and toks[j].tag is Tag.PREPOSITION:
        start = j + 1
        if start < len(toks) and toks[start].tag is Tag.PRONOUN:
            return start + 1
        end = core_end(toks, start)
        while end < len(toks) and toks[end].tag is Tag.TIME and end - start < 5:
            end += 1
        if end == start:
            return end if j > preposition else preposition
        j = end
    return j


def _after_mark(toks: list[Token], mark: int) -> tuple[int, bool] | None:
    """Return what is told after a colon, or a comma: a quotation, or what follows words between two commas."""
    j = mark + 1
    if toks[mark].low == ":":
        return (j, True) if j < len(toks) else None
    if toks[mark].tag is not Tag.COMMA:
        return None
    if j < len(toks) and toks[j].tag is Tag.QUOTE:
        return j, True
    for end in range(j, min(j + 14, len(toks))):
        if toks[end].tag is Tag.COMMA and end + 1 < len(toks):
            if toks[end + 1].tag is Tag.QUOTE or toks[end + 1].low == "that":
                return end + 1, True
            return None
        if toks[end].low == ":" and end + 1 < len(toks) and toks[end + 1].tag is Tag.QUOTE:
            return end + 1, True
        if toks[end].tag in {Tag.QUOTE, Tag.MARK}:
            return None
    return None


def _bare(toks: list[Token], j: int, *, clausal: bool, about: bool) -> tuple[int, bool] | None:
    """Return what begins with token `j` without a word before it: a clause if it has a verb, else a phrase."""
    if clausal:
        for k in range(j + 1, min(j + 40, len(toks))):
            tok = toks[k]
            if tok.tag is Tag.AUXILIARY or is_verb(toks, k) or (tok.cue and tok.tag is Tag.WORD and _finite(tok)):
                return j, True
            if tok.tag in {Tag.COMMA, Tag.MARK} and k < j + 2:
                break
            if tok.tag is Tag.COORDINATOR and k + 1 < len(toks) and about and _finite(toks[k + 1]):
                break
        if Tag.PRONOUN is toks[j].tag and not about:
            return j, True
    if about or clausal:
        return j, False
    return None


def _finite(tok: Token) -> bool:
    return tok.cue is not None and bool(tok.cue.forms & {Form.PAST, Form.PRESENT})


def end_of(toks: list[Token], start: int, *, clause: bool, bounded: bool = False) -> int:
    """Return where what is told and begins with token `start` ends (exclusive).

    `bounded`: the cue is in a clause that the main clause follows after a comma, as in "If they say so, we go".
    """
    k = start
    depth = 0
    while k < len(toks):
        tok = toks[k]
        if tok.low == "(":
            depth += 1
        elif tok.low == ")":
            if not depth:
                return k
            depth -= 1
        elif (
            (tok.tag is Tag.MARK and tok.low in {".", ";", "?", "!", "…", "•"} and not depth)
            or (bounded and tok.tag is Tag.COMMA and k + 1 < len(toks) and toks[k + 1].tag in _MAIN_CLAUSE)
            or (k > start and not depth and _ends(toks, k, clause=clause))
        ):
            return k
        k += 1
    return k


_MAIN_CLAUSE = frozenset(
    {Tag.PRONOUN, Tag.DETERMINER, Tag.POSSESSIVE, Tag.NAME, Tag.AUXILIARY, Tag.PAST, Tag.COORDINATOR, Tag.QUOTE}
) | {Tag.WORD}


def _ends(toks: list[Token], k: int, *, clause: bool) -> bool:
    """Whether what is told ends before token `k`."""
    tok = toks[k]
    if k + 1 >= len(toks):
        return False
    if tok.tag is Tag.COMMA:
        return _ends_at_comma(toks, k, clause=clause)
    if tok.low == "according":
        return True
    if tok.tag is Tag.COORDINATOR and toks[k - 1].tag is not Tag.COMMA:
        return _same_speaker(toks, k + 1, clause=clause)
    if clause:
        return False
    dash = tok.low in {"-", "–", "—", "--"} and toks[k - 1].end < tok.start
    by_doing = tok.low == "by" and toks[k + 1].low.endswith("ing")
    return dash or by_doing or tok.low in _AFTER_PHRASE


_AFTER_PHRASE = frozenset("because while after when although though before since until".split())


def _ends_at_comma(toks: list[Token], k: int, *, clause: bool) -> bool:
    following = toks[k + 1]
    if following.low in _ADDS:
        return True
    if following.cue and following.tag is Tag.WORD:
        if following.cue.is_ing:
            return True
        if following.cue.forms <= {Form.PAST, Form.PARTICIPLE}:
            return following.cue.lemma in _SPEECH
    if following.tag is Tag.COORDINATOR:
        return _new_statement(toks, k + 2, clause=clause)
    if not clause:
        return following.tag in _NEW_CLAUSE or following.low.endswith("ing")
    return following.low == "as" and k + 2 < len(toks) and toks[k + 2].tag is Tag.AUXILIARY


_NEW_CLAUSE = frozenset({Tag.SUBORDINATOR, Tag.PAST, Tag.PRONOUN, Tag.AUXILIARY})


def _same_speaker(toks: list[Token], k: int, *, clause: bool) -> bool:
    """Whether a second cue follows a joining word at once: "… and argued"."""
    while k < len(toks) and toks[k].tag in {Tag.ADVERB, Tag.AUXILIARY}:
        if toks[k].tag is Tag.AUXILIARY and clause:
            return False
        k += 1
    if k >= len(toks):
        return False
    tok = toks[k]
    if tok.cue and tok.tag is Tag.WORD and _finite(tok) and Form.BASE not in tok.cue.forms:
        return not clause or tok.cue.lemma in _SPEECH
    return not clause and tok.tag is Tag.PAST


_SPEECH = frozenset(
    """say add tell call note argue urge insist warn claim accuse ask suggest vow promise announce criticise
    criticize""".split()
)


def _new_statement(toks: list[Token], k: int, *, clause: bool) -> bool:
    """Whether a clause with a cue of its own begins at token `k`, after a comma and a joining word."""
    if _same_speaker(toks, k, clause=clause):
        return True
    if not clause:
        return any(is_verb(toks, j) for j in range(k, min(k + 6, len(toks))))
    for j in range(k, min(k + 7, len(toks))):
        tok = toks[j]
        if tok.tag in {Tag.COMMA, Tag.MARK, Tag.QUOTE, Tag.AUXILIARY}:
            return False
        if tok.cue and tok.tag is Tag.WORD and _finite(tok) and tok.cue.lemma in _SPEECH:
            return True
    return False
