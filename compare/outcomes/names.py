"""Where two claims put different names in the same place, or the same names in each other's.

    "The conference will take place in Paris."      Paris, Lyon
    "The conference will take place in Lyon."

    "Norvik beat Alten in the final."               who did it, and to whom
    "Alten beat Norvik in the final."

A name that the other claim has in any form (a part of it, its initials, a capital for its country) is no difference.
Two that neither claim shares are held against each other only where they fill the same slot: the same word right before
them, the same telling word beside them, and nearly all else the same. Who stands in a list, or is spoken to, may be one
of several and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import NamedTuple

from compare.model import ConflictKind, WordKind
from compare.outcomes.explain import EVENTS, explanation
from compare.outcomes.lexicon import synonyms
from compare.outcomes.pairing import Clash, Pair, Side
from compare.outcomes.reading import times

# How much of the rest of the better, and of the other claim has to agree.
LEAST, LEAST_OF_BOTH = 0.65, 0.35
_TITLES = frozenset(
    "mr mrs ms dr sir lord ladi prof professor presid premier prime minist deputi vice chancellor king queen princ "
    "princess captain coloncl general major lieuten sergeant judg justic prosecutor senat congressman governor mayor "
    "chairman chief director secretari foreign defens financ interior ambassador spokesman spokeswoman "
    "spokesperson pope "
    "bishop father imam sheikh ayatollah coach inspector superintend detect offic former ceo minister "
    "commission".split()
)
# Capitals that stand for their country, and other second names, by their terms.
_ALIASES = frozenset(
    frozenset(pair.split())
    for pair in (
        "beij china;tokyo japan;washington u.s;moscow russia;london britain;pari franc;berlin germani;rome itali;"
        "madrid spain;kyiv ukrain;kiev ukrain;tehran iran;baghdad iraq;damascus syria;cairo egypt;ankara turkey;"
        "delhi india;islamabad pakistan;kabul afghanistan;jerusalem israel;pyongyang korea;seoul korea;brussel eu;"
        "kremlin russia;america u.s;england britain;uk britain;canberra australia;ottawa canada;brasilia brazil;"
        "athen greec;tori conserv;gop republican;un nation;eu europ;oscar award"
    ).split(";")
)
_SPOKEN_TO = frozenset({"tell", "speak", "say", "talk", "write", "interview", "meet", "include"})
_LISTS = frozenset({"and", "or", "as", "including"})
# Between two names these tell who did it to whom; "met", "and", "with" do not.
_DIRECTED = frozenset({"to", "from", "by", "over", "against", "into"})
_MUTUAL = frozenset(
    "meet talk marri be have with between and or play face fight clash border agre join see say date both "
    "discuss".split()
)
_LONGEST_LINK = 4


class Name(NamedTuple):
    """Words of one name, without the titles before it: positions of the first and the last."""

    first: int
    last: int


def names(side: Side) -> list[Name]:
    """Return the names of a claim, in reading order."""
    found: list[Name] = []
    words = side.claim.words
    for k, word in enumerate(words):
        if word.kind is not WordKind.NAME:
            continue
        joins = found and found[-1].last == k - 1 and side.gap(k).strip() in {"", ".", "-"}
        if joins:
            first = found[-1].first
            found[-1] = Name(k if _only_titles(side, first, k - 1) else first, k)
        else:
            found.append(Name(k, k))
    return [name for name in found if not _only_titles(side, *name)]


def different_names(pair: Pair) -> Iterator[Clash]:
    """Yield two names that fill the same slot of the two claims."""
    all_a, all_b = _but_times(pair.a), _but_times(pair.b)
    own_a = [name for name in all_a if not _known(pair.a, name, pair.b, all_b)]
    own_b = [name for name in all_b if not _known(pair.b, name, pair.a, all_a)]
    for one, other in product(own_a, own_b):
        at_a, at_b = range(one.first, one.last + 1), range(other.first, other.last + 1)
        rest = pair.agreement(at_a, at_b)
        if rest < LEAST - pair.ease or pair.both_agree(at_a, at_b) < LEAST_OF_BOTH - pair.ease:
            continue
        if not _same_slot(pair, one, other) or _alias(pair, one, other):
            continue
        words_a, words_b = pair.a.words(*one), pair.b.words(*other)
        reason = f"{words_a} in {pair.a.claim.source}, {words_b} in {pair.b.claim.source}"
        yield Clash(ConflictKind.NAME, pair.a.span(*one), pair.b.span(*other), reason, rest, explanation(pair, EVENTS))


def swapped_names(pair: Pair) -> Iterator[Clash]:
    """Yield two names that have changed places around the same words."""
    all_a, all_b = names(pair.a), names(pair.b)
    in_b = {(pair.b.terms[x.last], _link(pair.b, x, y), pair.b.terms[y.last]): (x, y) for x, y in _next(all_b)}
    for x, y in _next(all_a):
        link = _link(pair.a, x, y)
        turned = in_b.get((pair.a.terms[y.last], link, pair.a.terms[x.last]))
        if turned is None or not _directed(link) or pair.a.terms[x.last] == pair.a.terms[y.last]:
            continue
        at_a, at_b = range(x.first, y.last + 1), range(turned[0].first, turned[1].last + 1)
        said_a, said_b = (" ".join(side.words(at[0], at[-1]).split()) for side, at in ((pair.a, at_a), (pair.b, at_b)))
        reason = f"“{said_a}” in {pair.a.claim.source}, “{said_b}” in {pair.b.claim.source}"
        spans = pair.a.span(at_a[0], at_a[-1]), pair.b.span(at_b[0], at_b[-1])
        yield Clash(ConflictKind.NAME, *spans, reason, pair.agreement(), explanation(pair, EVENTS))
        return


def _but_times(side: Side) -> list[Name]:
    """Return the names of a claim that are no weekdays, months or openings of sentences."""
    dated = {k for time in times(side.claim) for k in side.within(time.span)}
    return [name for name in names(side) if name.last not in dated and not _opening(side, name)]


def _opening(side: Side, name: Name) -> bool:
    """Tell whether a name may be a common word that has its capital from the beginning of the sentence."""
    return name.first == name.last == 0 and bool(synonyms(side.terms[0]))


def _only_titles(side: Side, first: int, last: int) -> bool:
    return all(side.terms[k] in _TITLES for k in range(first, last + 1))


def _terms(side: Side, name: Name) -> set[str]:
    return set(side.terms[name.first : name.last + 1]) - _TITLES


def _known(side: Side, name: Name, other: Side, others: list[Name]) -> bool:
    """Tell whether the other claim has the name in some form."""
    if _terms(side, name) & set(other.terms):
        return True
    return any(
        _letters(side, name) == _letters(other, facing) != " "
        or _initials(side, name) == _letters(other, facing)
        or _initials(other, facing) == _letters(side, name)
        for facing in others
    )


def _initials(side: Side, name: Name) -> str:
    if name.first == name.last:
        return ""
    return "".join(side.words(k, k)[0] for k in range(name.first, name.last + 1))


def _letters(side: Side, name: Name) -> str:
    return side.words(*name).replace(".", "").replace(" ", "") if name.first == name.last else " "


def _alias(pair: Pair, one: Name, other: Name) -> bool:
    """Tell whether the two may be one by another name: a capital for its country, a party's nickname."""
    return any(frozenset((x, y)) in _ALIASES for x, y in product(_terms(pair.a, one), _terms(pair.b, other)))


def _same_slot(pair: Pair, one: Name, other: Name) -> bool:
    if _listed(pair.a, one) or _listed(pair.b, other):
        return False
    before_a, before_b = _before(pair.a, one), _before(pair.b, other)
    left, right = pair.beside(one.first, other.first, -1), pair.beside(one.last, other.last, 1)
    near = pair.a.next_telling(one.first, -1)
    if near is not None and pair.a.terms[near] in _SPOKEN_TO:
        return False
    return before_a == before_b and (left or right if before_a else right)


def _before(side: Side, name: Name) -> str:
    form = side.forms[name.first - 1] if name.first else ""
    return "the" if form in {"a", "an"} else form


def _listed(side: Side, name: Name) -> bool:
    """Tell whether a name is one of several in a row."""
    before, after = name.first - 1, name.last + 1
    return (before >= 0 and (side.forms[before] in _LISTS or "," in side.gap(name.first))) or (
        after < len(side.forms) and (side.forms[after] in _LISTS or "," in side.gap(after))
    )


def _next(all_names: list[Name]) -> list[tuple[Name, Name]]:
    return [(x, y) for x, y in pairwise(all_names) if 1 < y.first - x.last <= _LONGEST_LINK + 1]


def _link(side: Side, x: Name, y: Name) -> tuple[str, ...]:
    """Return the words between two names, without the titles of the second."""
    return tuple(form for form in side.forms[x.last + 1 : y.first] if form not in {"captain", "president", "mr", "the"})


def _directed(link: tuple[str, ...]) -> bool:
    return (
        bool(link)
        and not set(link) & (_LISTS | _MUTUAL | {"met", "was", "is", "are", "were"})
        and (bool(set(link) & _DIRECTED) or any(len(form) > 3 for form in link))
    )
