"""Which way a time expression looks: back, as most of the news does, or ahead.

    "He said on Friday that talks will resume on Monday."
        ╰back ╯                  ╰ahead         ╯

The nearest verb before the expression decides; where none is before it, the nearest after it ("On Monday the minister
will fly"). Verbs are told by auxiliaries, past forms and endings; there is no parser. A participle after an article or
a form of *be* ("the disputed islands", "will be published") decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum

from compare.claims.folding import PAST_FORMS
from compare.model import Span


class Tense(Enum):
    """The way a time expression looks."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_CUE = re.compile(
    r"\b(?:(?P<future>(?:will|would|shall|could|may|might|should|won['’]t)(?:\s(?:not|be|also|then|now))?(?:\s[a-z]+)?"
    r"|(?:is|are|was|were|be|been)\s(?:also\s)?(?:due|set|expected|scheduled|planned|slated|likely|to)(?:\sto)?(?:\sbe)?"
    r"(?:\s[a-z]+)?"
    r"|(?:agree|vow|plan|hope|want|promise|decide|pledge|threaten|intend|prepare|aim|propose)(?:s|ed|d|ned|ning|ing)?\s"
    r"to(?:\sbe)?\s[a-z]+|due|upcoming|ahead\sof|until|scheduled|planned\sfor|slated|to\sbe"
    r"|begins?|starts?|opens?|resumes?|ends?|expires?|takes\splace|kicks\soff)"
    r"|(?P<neutral>to\s[a-z]+|(?:the|an?|its|their|his|her|this|these|those|of|is|are|be|being|newly|recently)\s[a-z]+ed)"
    r"|(?P<past>[a-z]+))\b",
)
_PAST_AUXILIARIES = frozenset("was were had has have did".split())


class Tenses:
    """The verbs of a sentence that say which way it looks, read once."""

    def __init__(self, text: str, span: Span) -> None:
        self.places: list[int] = []
        self.tenses: list[Tense] = []
        for match in _CUE.finditer(text, span.start, span.end):
            word = match["past"]
            if word and not (
                word in _PAST_AUXILIARIES or word in PAST_FORMS or (word.endswith("ed") and len(word) > 4)
            ):
                continue
            if match["neutral"] is None:
                self.places.append(match.start())
                self.tenses.append(Tense.PAST if word else Tense.FUTURE)

    def at(self, place: int) -> Tense:
        """Return the tense that the nearest verb before character `place` gives it, or else the nearest after."""
        if not self.places:
            return Tense.UNKNOWN
        return self.tenses[max(bisect_right(self.places, place) - 1, 0)]
