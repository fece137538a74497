"""Which words of a claim to mark: those that set its article apart from all the others.

In the fact ::

    bbc    The last round of talks was in 2011, before ties worsened over a row over islands.
    scmp   High-level talks were suspended after Tokyo nationalised the islands in 2012.

a mark under *Tokyo* would say that the BBC does not mention Tokyo; it does, four lines above. So a word or name is
marked where its term occurs in no claim of any other article of the comparison, not merely in none of this fact. With
a number it is the other way round: a *2012* somewhere else in an article is another date. A number is marked where no
other source's claim of this very fact gives it, by its value where it has one ("15" is "fifteen"). Function words are
never marked. Marks that only white space parts become one: a row of marked words reads better as one run than as a
dotted line.

Where every word of a claim would be marked, as when the others are in another language or script, none is: to mark
everything says nothing. Terms come with the claims (`Claim.words`); an article whose claims have none cannot show that
it lacks a word, so with such an article nothing is marked.

Two passes over the words: `owners` reads the comparison once, `differing` each claim once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from compare.model import Claim, Span, Word, WordKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_Figure = float | str
_Key = TypeVar("_Key", str, _Figure)
_SEVERAL: Final = 2


def owners(claims: Sequence[Claim]) -> dict[str, str]:
    """Return for each term that the claims of one source only hold, that source; nothing where a source has no words.

    `claims` are those of the whole comparison.
    """
    annotated: dict[str, bool] = {}
    for claim in claims:
        annotated[claim.source] = annotated.get(claim.source, False) or bool(claim.words)
    return (
        _sole((word.term, claim.source) for claim in claims for word in claim.words) if all(annotated.values()) else {}
    )


def differing(claims: Sequence[Claim], owner: Mapping[str, str]) -> dict[str, list[Span]]:
    """Return for each of the claims of one row, by its id, the runs of words that set its source apart.

    `owner` is what `owners` says of the whole comparison. The spans are those of the claim's article, in reading
    order, apart from each other by more than white space. A row of one source has no marks.
    """
    if not owner or len({claim.source for claim in claims}) < _SEVERAL:
        return {claim.id: [] for claim in claims}
    figures = {claim.id: _figures(claim) for claim in claims}
    giver = _sole((figure, claim.source) for claim in claims for figure in figures[claim.id].values())
    return {claim.id: _marked(claim, owner, figures[claim.id], giver) for claim in claims}


def _sole(used: Iterable[tuple[_Key, str]]) -> dict[_Key, str]:
    """Return the keys that one source only uses, each with that source."""
    owner: dict[_Key, str] = {}
    common: set[_Key] = set()
    for key, source in used:
        if owner.setdefault(key, source) != source:
            common.add(key)
    return {key: source for key, source in owner.items() if key not in common}


def _marked(
    claim: Claim, owner: Mapping[str, str], figures: Mapping[Word, _Figure], giver: Mapping[_Figure, str]
) -> list[Span]:
    telling = [word for word in claim.words if word.kind is not WordKind.FUNCTION]
    apart = [word.span for word in telling if (figures[word] in giver if word in figures else word.term in owner)]
    return _merged(claim, apart) if len(apart) < len(telling) else []


def _figures(claim: Claim) -> dict[Word, _Figure]:
    """Return for each word that is a number the value of the number it is part of, or else of its own term."""
    found: dict[Word, _Figure] = {}
    numbers = iter(claim.numbers)
    number = next(numbers, None)
    for word in claim.words:
        while number and number.span.end <= word.span.start:
            number = next(numbers, None)
        if word.kind is WordKind.NUMBER:
            found[word] = number.value if number and number.span.start <= word.span.start else _value(word.term)
    return found


def _value(term: str) -> _Figure:
    """Return the value of a number that counts nothing ("World War Two"), the term itself where it has none."""
    try:
        return float(term)
    except ValueError:
        return term


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
