"""The statements of an article: the sentences of those blocks that state something.

    title         China and Japan hold first security talks in four years     no: it repeats the text, cut short
    caption       Mr Abe and Mr Xi met on the sidelines of the Apec meeting   yes, without a full stop too
    list item     • The islands are controlled by Japan                       yes, without its bullet
    paragraph     Will the talks go on?                                       no: a question states nothing
    paragraph     "Will the talks go on?" he asked.                           yes: that he asked
    paragraph     These are his findings:                                     no: it announces a statement
    paragraph     (Read more about the talks in our special report.)          no: it points elsewhere

What is left out here stays visible: it is in the article's blocks. Where in doubt a sentence is a statement.
"""

from __future__ import annotations

import re

from compare.claims.sentences import sentence_spans
from compare.model import Article, Role, Span

STATING = (Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION)

_FEWEST_WORDS = 3
_FEWEST_UNSPACED = 4  # characters of a script without spaces between words
_ANNOUNCEMENT_WORDS = 12
_SHOUTED_WORDS = 5  # from here on, capitals with a full stop are a sentence in capitals

# Quotes that were decoded wrongly before they came here count as quotes: see `compare.claims.sentences`.
_OPENING = "(?:[\"'“‘«‹「『„]|\u00e2\u0080[\u0098\u009c])"
_CLOSING = "(?:[\"'”’»›」』]|\u00e2\u0080[\u0099\u009d])"
_QUESTION = re.compile(r"[?？؟][!?]*[)\]\s]*\Z")
_QUOTED_QUESTION = re.compile(rf"[?？؟][!?]*\s?{_CLOSING}+[)\]\s]*\Z")
_BEGINS_QUOTED = re.compile(rf"\s*{_OPENING}")
_QUOTE_INSIDE = re.compile(rf"\s{_OPENING}")
_POINTER = re.compile(r"\s*[(\[](?:Read|See|Watch|Listen|Click|Related|More|Also)\b[^()\[\]]*[)\]]\W*\Z")
_STOP = re.compile(r"[.!?…。！]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w[\w'’.-]*")
_SEEN = 2000  # characters; a sentence that is longer is no fragment


def statements(article: Article) -> list[tuple[Span, Role]]:
    """Return the spans of `article.text` that state something, in order, each with the role of its block."""
    return [
        (span, block.role)
        for block in article.blocks
        if block.role in STATING
        for span in sentence_spans(article.text, block.span.start, block.span.end)
        if states(span.of(article.text), block.role)
    ]


def states(sentence: str, role: Role = Role.PARAGRAPH) -> bool:
    """Whether `sentence` states something: it is no question, no fragment and no pointer to another page."""
    if len(sentence) > _SEEN:
        return True
    return not _asks(sentence) and not _is_fragment(sentence, role) and not _POINTER.match(sentence)


def _asks(sentence: str) -> bool:
    """Whether it is a question, also a quoted one; the report of one, as in 'he asked: "Is it so?"', is not."""
    if _QUESTION.search(sentence):
        # Of several questions in one quotation, the first sentence still says who asked.
        return not (_QUOTE_INSIDE.search(sentence) and _is_open(sentence))
    if not _QUOTED_QUESTION.search(sentence):
        return False
    return bool(_BEGINS_QUOTED.match(sentence)) or not _QUOTE_INSIDE.search(sentence)


def _is_open(sentence: str) -> bool:
    """Whether a quotation begins in the sentence and does not end there."""
    return sentence.count('"') % 2 == 1 or sentence.count("“") > sentence.count("”")


def _is_fragment(sentence: str, role: Role) -> bool:
    unspaced = len(_UNSPACED.findall(sentence))
    if unspaced:
        return unspaced < _FEWEST_UNSPACED and len(sentence.split()) < _FEWEST_WORDS
    words = [word for word in _WORD.findall(sentence) if not word.isdigit()]
    if len(words) < _FEWEST_WORDS:
        return True
    if sentence.rstrip("-–— ").endswith((":", "：")) and len(words) <= _ANNOUNCEMENT_WORDS:
        return True
    closed = _STOP.search(sentence[-6:]) is not None
    if role is Role.STANDFIRST:
        return False
    if all(word.isupper() for word in words):
        return not (closed and len(words) >= _SHOUTED_WORDS)
    if closed or sentence.upper() == sentence.lower():
        return False
    # Names and titles one after the other: "Frances Roe, Garden Court Chambers". Short small words are "of", "and".
    return not any(word[0].islower() and len(word) > 3 for word in words)
