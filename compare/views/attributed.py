"""Who says a claim, in a few words that stand beside its place.

    "The two nations will exchange views …, Cheng told reporters …"      said by Cheng Yonghua
    "The envoy called the path fragile."                                 said by Cheng Yonghua (“The envoy”)
    "China also claims Japan has failed to atone …"                      put forward by China (“also claims”)
    "Kyodo, citing officials, reported that …"                           according to Kyodo, citing officials
    "There have been fears that a clash … could trigger a conflict."     nobody named (“fears”)

The reader signs for who said it, so what the reading concluded is told apart from what the text says: where no word of
the resolved name stands in the text (a pronoun, an office), the words that do stand there are shown with it. A cue that
leaves the matter open ("claims", "hoped", "allegations") is shown itself, for one verb of ours would be wrong for most.
Where much of a claim is the outlet's own voice, it says "in part".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from compare.model import SpeakerKind, fold
from compare.views.escape import one_line
from compare.views.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compare.model import Attribution, Claim, Span

_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_LONGEST: Final = 60
# A claim is said by somebody where so much of it, without the words that say so, is content; else "in part". The rest
# of a sentence such as "…, Cheng told reporters on the sidelines of the meeting" is often as long as what was said.
_WHOLE: Final = 0.4
_PRONOUNS: Final = frozenset("he she it they we i you who which that this these those".split())
_RELAYING: Final = frozenset({SpeakerKind.OUTLET, SpeakerKind.DOCUMENT})


def told_by(claim: Claim, text: str) -> str:
    """Return who says `claim`, a claim of the article `text`, "" where it is told in the outlet's own voice."""
    outer = [a for a in claim.attributions if not any(inside(a, b) for b in claim.attributions if b is not a)]
    told = []
    for attribution in outer:
        whole = _share(claim, attribution) >= _WHOLE
        if not whole and not (attribution.speaker or attribution.source):
            continue  # a word such as "fears" in a claim of the outlet's own
        inner = [a for a in claim.attributions if a is not attribution and inside(a, attribution)]
        cited = next((name for a in inner if (name := _cited(a, attribution, text))), "")
        phrase = said(attribution, teller(attribution, text), words_of(attribution.cue, text)[:_LONGEST], cited)
        told.append(phrase if whole else f"in part {phrase}")
    return "; ".join(dict.fromkeys(told))


def inside(inner: Attribution, outer: Attribution) -> bool:
    """Return whether `inner` is told as a part of what `outer` says: its cue stands in the content of that."""
    return any(span.start <= cue.start and cue.end <= span.end for cue in inner.cue[:1] for span in outer.content)


def teller(attribution: Attribution, text: str) -> str:
    """Return who speaks, by the fullest name, with the article's own words where these hold nothing of the name."""
    written = name_in(attribution, text)
    speaker = one_line(attribution.speaker).strip()
    if not speaker or _ARTICLE.sub("", written, count=1).lower() == speaker.lower():
        return f"“{written}”" if written.lower() in _PRONOUNS else written
    instead = stand_in(attribution, text)
    return f"{speaker} (“{instead}”)" if instead else speaker


def stand_in(attribution: Attribution, text: str) -> str:
    """Return the article's words for a speaker where they hold nothing of the name ("he", "the envoy"), else ""."""
    written = name_in(attribution, text)
    # "who" and "which" stand for the name right before them.
    near = not attribution.speaker or written.lower() in {"who", "which"}
    return "" if near or words(attribution.speaker) & words(written) else written


def name_in(attribution: Attribution, text: str) -> str:
    """Return the source's words as the article has them, shortened; "" where there are none."""
    written = words_of(attribution.source, text)
    if len(written) > _LONGEST:
        written = written[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
    return re.sub(r"^(?:The|An?)\b", lambda found: found[0].lower(), written)


def words_of(spans: Sequence[Span], text: str) -> str:
    """Return the words of `spans` on one line, an ellipsis where they are apart by more than white space."""
    pieces: list[str] = []
    end = None
    for span in spans:
        if end is not None:
            pieces.append(" … " if text[end : span.start].strip() else " ")
        pieces.append(span.of(text))
        end = span.end
    return one_line("".join(pieces)).strip()


def words(name: str) -> set[str]:
    """Return the words of a name as they are compared."""
    return set(_WORD.findall(fold(name)))


def _cited(inner: Attribution, outer: Attribution, text: str) -> str:
    """Return whom a relayed text cites, "" where that adds nothing: the hopes that a speaker tells of are no source."""
    name = inner.speaker or name_in(inner, text)
    relayed = outer.kind in _RELAYING or not inner.hedged
    return one_line(name).strip() if relayed and name != outer.speaker and name.lower() not in _PRONOUNS else ""


def _share(claim: Claim, attribution: Attribution) -> float:
    """Return how much of the claim, without source and cue, is what the attribution says, 0 to 1."""
    ours = _within(claim, (*attribution.source, *attribution.cue))
    content = _within(claim, attribution.content)
    left = sum(map(str.isalnum, claim.text)) - sum(claim.text[i].isalnum() for i in ours - content)
    return sum(claim.text[i].isalnum() for i in content) / left if left else 1.0


def _within(claim: Claim, spans: Iterable[Span]) -> set[int]:
    size, start = len(claim.text), claim.span.start
    return {i for span in spans for i in range(max(0, span.start - start), min(size, max(0, span.end - start)))}
