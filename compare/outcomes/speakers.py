"""Where the same words are said by other people.

    "There was no warning," Captain Olsen said.      Captain Olsen, Mayor Duarte
    "There was no warning," Mayor Duarte said.

Two people may hold the same view, so what they say has to be the same almost word for word. A title and a name ("the
captain", "Olsen") may be one person; two names that share no word are two. Both have to be named in the claims
themselves: whom "he" or an unfinished quotation belongs to is read from elsewhere, and is wrong too often to accuse
an outlet of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from compare.model import Attribution, ConflictKind, Span, SpeakerKind
from compare.outcomes.explain import another_event, explanation
from compare.outcomes.pairing import Clash, Pair, Side

# How much of what either says the other has to say too.
LEAST = 0.7
_LEAST_WORDS = 3
_TITLES = frozenset("mr mrs ms dr sir the a an of".split())


def different_speakers(pair: Pair) -> Iterator[Clash]:
    """Yield two named speakers of the same words."""
    for one, other in product(pair.a.claim.attributions, pair.b.claim.attributions):
        if not one.source or not other.source or SpeakerKind.NAMED is not one.kind or one.kind is not other.kind:
            continue
        said_a, said_b = _said(pair.a, one), _said(pair.b, other)
        words_a, words_b = _speaker(pair.a, one), _speaker(pair.b, other)
        if not _alike(said_a, said_b) or _words(words_a) & _words(words_b):
            continue
        if not (_is_named(pair.a, words_a) and _is_named(pair.b, words_b)):
            continue
        if _words(words_a) & set(pair.b.forms) or _words(words_b) & set(pair.a.forms):
            continue  # both are named in one claim: who of them speaks is not sure
        reason = (
            f"said by {_shown(pair.a, one)} in {pair.a.claim.source}, "
            f"by {_shown(pair.b, other)} in {pair.b.claim.source}"
        )
        rest = len(said_a & said_b) / max(len(said_a | said_b), 1)
        yield Clash(
            ConflictKind.ATTRIBUTION, one.source[0], other.source[0], reason, rest, explanation(pair, (another_event,))
        )
        return


def _is_named(side: Side, speaker: str) -> bool:
    """Tell whether the claim itself has the speaker's name, or a part of it."""
    return bool(_words(speaker) & {form.lower() for form in side.forms})


def _said(side: Side, said: Attribution) -> frozenset[str]:
    at = {k for span in said.content for k in side.within(Span(*span))}
    return frozenset(side.terms[k] for k in at)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return min(len(one), len(other)) >= _LEAST_WORDS and len(one & other) >= LEAST * max(len(one), len(other))


def _speaker(side: Side, said: Attribution) -> str:
    return said.speaker or _told(side, said)


def _shown(side: Side, said: Attribution) -> str:
    """Return the claim's own words for the speaker; the speaker's name where these are a pronoun."""
    told = _told(side, said)
    return told if said.speaker in told else said.speaker


def _told(side: Side, said: Attribution) -> str:
    start = side.claim.span.start
    return " ".join(side.claim.text[said.source[0].start - start : said.source[0].end - start].split())


def _words(speaker: str) -> set[str]:
    return set(speaker.lower().replace(".", "").split()) - _TITLES
