"""A text → `Block`s that together cover every character of it, each with a role and the reason for it.

    "Image caption Mr Abe and Mr Xi met on the sidelines of the Apec meeting in November\\n\\n"
     ╰─boilerplate─╯╰──────────────────────── caption ────────────────────────────────────╯

Four steps, each of which only adds to what the one before found:

1. `lines`: where the lines are, and which of them are one wrapped paragraph;
2. `cut`: what a line says about itself, by the table in `rules`: labels, credits and datelines are cut off at its ends;
3. `placed`: what its place among the others says: title, standfirst, heading (`position`);
4. `_cover`: the white space between goes to the block before it, so nothing of the text is outside all blocks.

Time and memory grow with the length of the text and not faster: rules look at whole lines of at most `_LONGEST_LINE`
characters, or at a bounded stretch at either end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from compare.articles.document import Part, role_of
from compare.articles.lines import ITEM, Line, joined, lines
from compare.articles.position import Piece, placed
from compare.articles.rules import RULES, Rule, Where
from compare.model import Block, Role, Span

_LONGEST_LINE = 400  # what is longer is text, whatever it begins with
_TAIL = 160  # a credit at the end of a caption is shorter than this
_SHORTEST_CUT = 12  # no dateline or credit with words beside it is shorter
_MOST_CUTS = 4  # "… in Oslo. Photo: Jane Doe/AFP. Close" has two; a bound keeps hostile lines cheap

_CUT = (Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION)  # roles given by a format that the rules may refine

_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』）]*\Z")
_SIX_WORDS = re.compile(r"(?:\S+\s+){5}\S")

# Rules write a space where a wrapped line may break and where a page may have a space that does not break. Each is one
# character for one, so that places stay the same.
_SPACES = dict.fromkeys(map(ord, "\r\n\f\v\u2028\u2029\u00a0\u202f\u2009"), " ")

_Finder = Callable[[str, int, int], "tuple[Rule, int, int] | None"]


def segment(text: str) -> tuple[Block, ...]:
    """Return the blocks of `text`: in order, without overlap, covering every character. Never raises."""
    pieces: list[Piece] = []
    first = opening = True
    flat = text.translate(_SPACES)
    for line, was_joined in joined(text, lines(text)):
        cuts = cut(flat, line, first=first, opening=opening)
        for piece in cuts:
            if piece.role in (None, Role.LIST_ITEM):
                first = False
                opening = opening and not _is_sentence(text, piece.start, piece.end)
        pieces.extend([piece._replace(joined=True) for piece in cuts] if was_joined else cuts)
    return _cover(text, placed(text, pieces))


def arrange(text: str, parts: Iterable[Part]) -> tuple[Block, ...]:
    """Return the blocks of a `text` of which a format knows the lines, `parts`, and what some of them are for.

    What the format says stays, but that of a paragraph, list item or caption the rules may cut labels and credits off;
    lines of which it says nothing get their roles as in plain text. Covers every character; never raises.
    """
    pieces: list[Piece] = []
    first = opening = True
    flat = text.translate(_SPACES)
    for part in parts:
        role = role_of(part)
        if role not in (None, *_CUT):
            pieces.append(Piece(part.start, part.end, True, role, part.reason))
            continue
        cuts = cut(flat, Line(part.start, part.end, True), first=first and role is None, opening=opening)
        for piece in cuts:
            if piece.role in (None, Role.LIST_ITEM):
                first = False
                opening = opening and not _is_sentence(text, piece.start, piece.end)
        given = role is not None and not any(piece.role in _CUT for piece in cuts)
        pieces.extend(
            piece._replace(role=role, reason=part.reason) if given and not piece.role else piece for piece in cuts
        )
    return _cover(text, placed(text, pieces))


def cut(text: str, line: Line, *, first: bool, opening: bool) -> list[Piece]:
    """Return the pieces of one line that the table of rules finds; what no rule knows has no role yet.

    `first` where no line before could be the title, `opening` where no sentence of the article came before.
    """
    start, end, _ = line
    whole = _whole_line(text, start, end, first=first)
    if whole is not None:
        return [Piece(start, end, line.after_blank, whole.role, whole.reason)]
    before: list[Piece] = []
    after: list[Piece] = []
    role: Role | None = None
    reason = ""
    for _ in range(_MOST_CUTS if end - start >= _SHORTEST_CUT else 0):
        head = _OPENING(text, start, end) if opening and _is_sentence(text, start, end) else None
        head = head or _START(text, start, end)
        # From the second character on: a credit that is all of the line comes after no sentence of this line.
        tail = None if head else _END(text, max(start + 1, end - _TAIL), end)
        rule, cut_start, cut_end = head or tail or (None, start, start)
        if rule is None or cut_start == cut_end:
            break
        if head:
            before.append(Piece(start, cut_end, line.after_blank and not before, rule.role, rule.reason))
            start = cut_end
        else:
            blank = cut_end - cut_start - len(text[cut_start:cut_end].lstrip())
            after.insert(0, Piece(cut_start + blank, cut_end, False, rule.role, rule.reason))
            end = start + len(text[start:cut_start].rstrip()) if cut_start - start < _LONGEST_LINE else cut_start
        if rule.rest is not None and role is None:
            role, reason = rule.rest, f"words beside the {rule.reason}"
        if start >= end:
            break
    if role is None and ITEM.match(text, start, end):
        role, reason = Role.LIST_ITEM, "line that begins with a bullet or a number"
    middle = [Piece(start, end, line.after_blank and not before, role, reason)] if start < end else []
    return before + middle + after


def _whole_line(text: str, start: int, end: int, *, first: bool) -> Rule | None:
    if end - start > _LONGEST_LINE:
        return None
    places = (Where.LINE,) if first else (Where.LINE, Where.LATER)
    found = _first(_WHOLE, places, text, start, end)
    if found and not found.strong and _is_sentence(text, start, end):
        found = _first(_WHOLE_STRONG, places, text, start, end)
    return found


def _first(finders: Mapping[Where, _Finder], places: tuple[Where, ...], text: str, start: int, end: int) -> Rule | None:
    """Return the first rule for one of `places` that the stretch fits."""
    return next((found[0] for where in places if (found := finders[where](text, start, end))), None)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether the stretch looks like a sentence of an article: more than five words and a full stop."""
    ended = _SENTENCE_END.search(text, max(start, end - 12), end) is not None
    return ended and (text[end - 1] in "。！？｡」』" or _SIX_WORDS.match(text, start, end) is not None)


def _cover(text: str, pieces: list[Piece]) -> tuple[Block, ...]:
    """Extend each piece up to the next one, the first to the beginning and the last to the end of the text."""
    if not pieces:
        return (Block(Span(0, len(text)), Role.BOILERPLATE, "white space only"),) if text else ()
    starts = [0, *(piece.start for piece in pieces[1:]), len(text)]
    return tuple(
        Block(Span(start, end), piece.role or Role.PARAGRAPH, piece.reason)
        for piece, start, end in zip(pieces, starts, starts[1:], strict=False)
    )


def _finder(where: Where, *, strong_only: bool = False) -> _Finder:
    """Compile the rules for one place into one pattern, so that a line is read once and not once a rule."""
    rules = [rule for rule in RULES if rule.where is where and (rule.strong or not strong_only)]
    pattern = "|".join(f"(?P<r{index}>{rule.pattern})" for index, rule in enumerate(rules))
    at_end = where is Where.END
    compiled = re.compile(rf"(?:{pattern})\Z" if at_end else pattern)
    begins = where in (Where.START, Where.OPENING)
    matching = compiled.search if at_end else compiled.match if begins else compiled.fullmatch

    def find(text: str, start: int, end: int) -> tuple[Rule, int, int] | None:
        match = matching(text, start, end)
        if match is None or match.lastgroup is None:
            return None
        return rules[int(match.lastgroup[1:])], match.start(), match.end()

    return find


_WHOLE = {where: _finder(where) for where in (Where.LINE, Where.LATER)}
_WHOLE_STRONG = {where: _finder(where, strong_only=True) for where in (Where.LINE, Where.LATER)}
_START = _finder(Where.START)
_OPENING = _finder(Where.OPENING)
_END = _finder(Where.END)
