"""Which words of a claim to mark: those that set it apart from what the other sources say of the same fact.

In the fact ::

    bbc    The last round of talks was in 2011, before ties worsened over a row over islands.
    scmp   High-level talks were suspended after Tokyo nationalised the islands in 2012.

the reader wants to see *last round*, *2011*, *ties worsened*, *row* against *High-level*, *suspended*, *Tokyo
nationalised*, *2012*; not *the* and *was*. So a word is marked where its term appears in no claim of another source in
the fact, and it is no function word. The second claim of the same source does not count as "another": it says nothing
about whether the others report the word. Marks that only white space parts become one: a row of marked words reads
better as one run than as a dotted line.

Where a claim shares no term at all with the others, as when they are in another language or script, nothing of it is
marked: to mark everything says nothing. Terms come with the claims (`Claim.words`); a claim without is not marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.model import Claim, Fact, Span, WordKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def differing(fact: Fact) -> dict[str, list[Span]]:
    """Return for each claim of `fact`, by its id, the runs of words that no other source of the fact uses.

    The spans are those of the claim's article, in reading order, apart from each other by more than white space.
    """
    return differing_among(fact.claims)


def differing_among(claims: Sequence[Claim]) -> dict[str, list[Span]]:
    """Return what `differing` does, for claims that perhaps state the same fact."""
    terms: dict[str, set[str]] = {}
    for claim in claims:
        terms.setdefault(claim.source, set()).update(word.term for word in claim.words)
    return {claim.id: _marked(claim, terms) for claim in claims}


def _marked(claim: Claim, terms: dict[str, set[str]]) -> list[Span]:
    others = [known for source, known in terms.items() if source != claim.source]
    # A source whose claims have no words (nothing was annotated) cannot show that it lacks one.
    if not others or not all(others):
        return []
    telling = [word for word in claim.words if word.kind is not WordKind.FUNCTION]
    apart = [word.span for word in telling if not any(word.term in known for known in others)]
    return _merged(claim, apart) if len(apart) < len(telling) else []


def _merged(claim: Claim, spans: list[Span]) -> list[Span]:
    runs: list[Span] = []
    for span in sorted(spans):
        if runs and not _between(claim, runs[-1].end, span.start).strip():
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _between(claim: Claim, start: int, end: int) -> str:
    return claim.text[max(0, start - claim.span.start) : max(0, end - claim.span.start)]
