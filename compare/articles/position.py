"""What the place of a line among the others says about it: title, standfirst, heading, list without bullets.

    China                                          section label: very short, before the title
    Mistrust remains despite talks: envoy          title: the first line, no full stop
    Thaw in relations brings return to dialogue    standfirst: after the title, no full stop
    A lack of trust remained on Friday.            paragraph
    The disputed islands                           heading: short, no full stop, a paragraph follows
    • The islands are controlled by Japan          list item, known from its bullet
    More on this story                             known from the table of rules …
    Islands row explained                          … so this is a link: no full stop, below such a label

A text that is not built like this keeps its words: a poem, one line, or a text without a title has paragraphs only.
Called a paragraph, a label costs a reader one odd claim; called boilerplate, a sentence would be lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from compare.articles.rules import CAPTION_LABEL, DATE, LIST_OF_LINKS, SECTION
from compare.model import Role

_TITLE_LENGTH = 130  # characters; what is longer and has no full stop is a standfirst without its title
_LABEL_WORDS = 2
_DECK_WORDS = 5
_DECK_LENGTH = 400
_DECK_SENTENCE_LENGTH = 250
_HEADING_LENGTH = 90
_HEADING_WORDS = 12
_QUESTION_WORDS = 8
_CAPTION_LENGTH = 400
_RUN = 3

# "\u00e2\u0080\u009d" is a closing quote that was decoded wrongly before it came here, as on many archived pages.
_CLOSERS = "(?:[\"'”’»›)\\]」』）】*\\s]|\u00e2\u0080[\u0099\u009d])*"
_STOP = re.compile(rf"[.!?…。！？｡؟۔।॥]{_CLOSERS}\Z")
_OPEN_END = re.compile(rf"[.!?…。！？｡؟۔।॥:;,：；，、]{_CLOSERS}\Z")
_QUESTION = re.compile(rf"[?？؟]{_CLOSERS}\Z")
_EXCITED = re.compile(rf"[!?！？؟…]{_CLOSERS}\Z")
_ACRONYM_END = re.compile(r"(?:\b[A-Z]\.){2,}['’\")]?\Z")
_INNER_STOP = re.compile(r"[a-z0-9)\"”’][.!?][\"”’)]*\s+[\"“‘'(]?[A-Z]|[。！？]\S")
# Two characters of these scripts count as a word: there are no spaces between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Piece(NamedTuple):
    """A stretch of one line, or of several joined lines. `role` is None where no rule of the table knows it."""

    start: int
    end: int
    after_blank: bool
    role: Role | None
    reason: str
    joined: bool = False


def placed(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with roles for those that no rule knew, from their position among the others."""
    pieces = _captions(pieces)
    unknown = [index for index, piece in enumerate(pieces) if piece.role is None]
    if len(unknown) == 1 and not any(p.role in (Role.LIST_ITEM, Role.CAPTION) for p in pieces):
        only = unknown[0]
        return [*pieces[:only], _as(pieces[only], Role.PARAGRAPH, "only text there is"), *pieces[only + 1 :]]
    prose = any(p.role in (None, Role.LIST_ITEM) and _is_closed(text, p) for p in pieces)
    if any(p.role is Role.TITLE for p in pieces):  # the format of the file says which line it is
        return _body(text, pieces, prose=prose)
    if prose or not _is_run(pieces, unknown[:_RUN]):
        pieces = _head(text, pieces, unknown)
    return _body(text, pieces, prose=prose)


def _captions(pieces: list[Piece]) -> list[Piece]:
    """Find what a caption label alone on its line is for: the line directly below it is the caption."""
    return [
        _as(piece, Role.CAPTION, "line below a caption label")
        if index
        and piece.role is None
        and pieces[index - 1].reason == CAPTION_LABEL
        and piece.end - piece.start <= _CAPTION_LENGTH
        else piece
        for index, piece in enumerate(pieces)
    ]


def _head(text: str, pieces: list[Piece], unknown: list[int]) -> list[Piece]:
    """Find section labels, title and standfirst: what comes before the first sentence of the article."""
    done = list(pieces)
    lead = next((i for i in unknown if _is_closed(text, pieces[i]) and not _is_title(text, pieces[i])), len(pieces))
    title = _title(text, pieces, [index for index in unknown if index < lead])
    if title is None:
        if unknown and unknown[0] < lead:
            done[unknown[0]] = _as(pieces[unknown[0]], Role.STANDFIRST, "first line, without a full stop")
        return done
    for index in unknown:
        if index < title:
            done[index] = _as(pieces[index], Role.BOILERPLATE, SECTION)
    done[title] = _as(pieces[title], Role.TITLE, "first line that is no label, without a full stop")
    for index in [i for i in unknown if i > title][:3]:
        reason = _deck(text, pieces, index)
        if reason is None:
            break
        done[index] = _as(pieces[index], Role.STANDFIRST, reason)
    return done


def _title(text: str, pieces: list[Piece], head: list[int]) -> int | None:
    """Return the first line of the head that is no label; the first label where there is nothing else."""
    for index in head[:6]:
        if not _is_title(text, pieces[index]):
            break
        if _words(text, pieces[index]) > _LABEL_WORDS:
            return index
    return head[0] if head and _is_title(text, pieces[head[0]]) else None


def _deck(text: str, pieces: list[Piece], index: int) -> str | None:
    """Why the first line after the title is a standfirst, or None where it is not."""
    piece = pieces[index]
    if piece.end - piece.start > _DECK_LENGTH or _words(text, piece) < _DECK_WORDS:
        return None
    if not _OPEN_END.search(text, max(piece.start, piece.end - 16), piece.end):
        return "line without a full stop after the title"
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    signed = following is not None and (following.role in (Role.BYLINE, Role.DATELINE) or following.reason == DATE)
    short = piece.end - piece.start <= _DECK_SENTENCE_LENGTH and not _INNER_STOP.search(text, piece.start, piece.end)
    return "one sentence between the title and the byline or date" if signed and short else None


def _body(text: str, pieces: list[Piece], *, prose: bool) -> list[Piece]:
    """Give every piece that has no role yet one: heading, link, menu, list without bullets, or paragraph."""
    done: list[Piece] = []
    below_links = False
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece.role is not None:
            below_links = piece.reason == LIST_OF_LINKS or (below_links and piece.role is Role.BOILERPLATE)
            done.append(piece)
            index += 1
            continue
        stop = index
        while stop < len(pieces) and pieces[stop].role is None and _is_label(text, pieces[stop]):
            stop += 1
        run = pieces[index:stop]
        if not run:
            below_links = False
            done.append(_as(piece, Role.PARAGRAPH, "sentences" if _is_closed(text, piece) else "long line of text"))
            index += 1
            continue
        role, reason = _labels(text, run, below_links=below_links, prose=prose, last=stop == len(pieces))
        done.extend(_as(label, role, reason) for label in run)
        index = stop
    return done


def _labels(text: str, run: list[Piece], *, below_links: bool, prose: bool, last: bool) -> tuple[Role, str]:
    """Return the role of one or more short lines without full stops that follow each other."""
    if below_links:
        return Role.BOILERPLATE, "short line below a heading of a list of links"
    if len(run) >= _RUN and not prose:
        return Role.PARAGRAPH, "one of several lines, none with a full stop"
    if len(run) > _RUN and all(_is_menu_entry(text, label) for label in run):
        return Role.BOILERPLATE, "one of several very short lines, as in a menu"
    if len(run) >= _RUN:
        return Role.LIST_ITEM, "one of several lines without a full stop"
    if last:
        return Role.HEADING, "short line without a full stop, nothing follows"
    return Role.HEADING, "short line without a full stop between paragraphs"


def _is_menu_entry(text: str, piece: Piece) -> bool:
    """Very short and without a number: "Terms of use", but not "Oceania 0.85", which is a row of a table."""
    return _words(text, piece) <= _RUN and not any(map(str.isdigit, text[piece.start : piece.end]))


def _is_run(pieces: list[Piece], first: list[int]) -> bool:
    """Whether the text begins with lines as of verse: directly below each other, so that the first is no title."""
    return len(first) == _RUN and not any(pieces[i].after_blank for i in first[1:])


def _is_title(text: str, piece: Piece) -> bool:
    if piece.role is not None or piece.end - piece.start > _TITLE_LENGTH:
        return False
    tail = (text, max(piece.start, piece.end - 16), piece.end)
    return not _OPEN_END.search(*tail) or bool(_EXCITED.search(*tail)) or bool(_ACRONYM_END.search(*tail))


def _is_label(text: str, piece: Piece) -> bool:
    """Whether a piece is a short line without a full stop, or a short question."""
    if piece.end - piece.start > _HEADING_LENGTH or piece.joined or text[piece.start].islower():
        return False
    tail = (text, max(piece.start, piece.end - 16), piece.end)
    if _QUESTION.search(*tail):
        if text[piece.start] in "\"“‘'«" or text[piece.end - 1] in "\"”’'»":
            return False
        return _words(text, piece) <= _QUESTION_WORDS and not _INNER_STOP.search(text, piece.start, piece.end)
    return not _OPEN_END.search(*tail) and _words(text, piece) <= _HEADING_WORDS


def _is_closed(text: str, piece: Piece) -> bool:
    """Whether a piece ends as a sentence does."""
    tail = (text, max(piece.start, piece.end - 16), piece.end)
    return _STOP.search(*tail) is not None and _ACRONYM_END.search(*tail) is None


def _words(text: str, piece: Piece) -> int:
    words = text[piece.start : piece.end]
    unspaced = len(_UNSPACED.findall(words))
    return len(_UNSPACED.sub(" ", words).split()) + (unspaced + 1) // 2


def _as(piece: Piece, role: Role, reason: str) -> Piece:
    return piece._replace(role=role, reason=reason)
