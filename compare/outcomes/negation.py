"""Where one claim denies what the other states: by a word of negation, or by the opposite word.

    "The minister attended the ceremony."          attended, did not attend
    "The minister did not attend the ceremony."

    "Parliament approved the reform."              approved, rejected
    "Parliament rejected the reform."

A negation has a scope: of *not* the next telling word, of *no* the next two, of *failed to* the verb. A word that one
claim has within such a scope and the other outside any is denied. Opposites are those of `compare.outcomes.lexicon`; a
denied opposite says the same. Both speak only where the rest agrees and the clashing words have the same company, and
never where one side tells what may happen and the other what did.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from compare.model import ConflictKind, WordKind
from compare.outcomes.explain import STATES, explanation
from compare.outcomes.lexicon import akin, opposed
from compare.outcomes.pairing import Clash, Pair, Side

# How much of the rest of the better covered claim has to agree.
LEAST = 0.6
_NOT = frozenset({"not", "never", "cannot"})
_NO = frozenset({"no", "neither", "nor", "nobody", "without"})
_ENDS_SCOPE = frozenset(
    "that who which and but of on in at for with from to by about over against during since".split()
)
_NOT_TO = frozenset({"failed", "fails", "fail", "refused", "refuses", "declined", "declines", "unable", "yet"})
_LACKS = frozenset({"lack", "lacks", "lacked", "lacking", "absence", "failure", "inability", "refusal"})
_DENIES = frozenset({"denied", "denies", "deny", "denying"})
_NO_NEGATION = frozenset(
    "only just merely necessarily all every everyone everybody until least more less fewer later matter doubt "
    "alone simply "
    "always entirely so longer sooner first last enough clear known immediately".split()
)
_MAY = frozenset(
    "if unless whether would could might may should will can hope hopes hoped want wants wanted plan plans "
    "planned expect "
    "expects expected vow vowed promise promised likely must shall until aims seek seeks intends agreed ready prepared "
    "threatened urged asked told ordered pledged able calls called".split()
)
_SCOPE, _SCOPE_OF_NO = 1, 2
_FAR = 6


class Denied(NamedTuple):
    """A word within a negation: its position, the position of the word that denies it."""

    at: int
    cue: int


def denied(side: Side) -> tuple[Denied, ...]:
    """Return the words of a claim that are denied."""
    found: list[Denied] = []
    for k, form in enumerate(side.forms):
        if form in _NOT or form.endswith("n't"):
            found += _scope(side, k, k, _SCOPE)
        elif form in _NO:
            found += _scope(side, k, k, _SCOPE_OF_NO)
        elif form in _NOT_TO and side.forms[k + 1 : k + 2] == ("to",):
            found += _scope(side, k, k + 1, _SCOPE)
        elif form in _LACKS:
            found += _scope(side, k, k, _SCOPE_OF_NO)
        elif form in _DENIES:
            found += _scope(side, k, k, _SCOPE_OF_NO + 1)
    return tuple(found)


def denials(pair: Pair) -> Iterator[Clash]:
    """Yield the words that one claim denies and the other states."""
    denied_a, denied_b = denied(pair.a), denied(pair.b)
    if not denied_a and not denied_b:
        return
    if {pair.a.terms[word.at] for word in denied_a} & {pair.b.terms[word.at] for word in denied_b}:
        return
    for found, one, other in ((denied_a, pair.a, pair.b), (denied_b, pair.b, pair.a)):
        for word in found:
            stated = [k for k, term in enumerate(other.terms) if term == one.terms[word.at]]
            itself = one.terms.count(one.terms[word.at])
            if len(stated) != 1 or itself != 1:
                continue
            if opposite_of_stated(one, other):
                continue
            at_a, at_b = (word.at, stated[0]) if one is pair.a else (stated[0], word.at)
            if pair.agreement({at_a}, {at_b}) < LEAST - pair.ease or may_happen(one, word.cue):
                continue
            if may_happen(other, stated[0]) or not (pair.beside(at_a, at_b, -1) or pair.beside(at_a, at_b, 1)):
                continue
            yield denial(pair, one, word, stated[0])
            return


def opposites(pair: Pair) -> Iterator[Clash]:
    """Yield two opposite words that each claim says of the same."""
    lost_a, lost_b = _lost(pair.a, pair.b), _lost(pair.b, pair.a)
    inside_a, inside_b = {word.at for word in denied(pair.a)}, {word.at for word in denied(pair.b)}
    for x in lost_a:
        for y in lost_b:
            if not opposed(pair.a.terms[x], pair.b.terms[y]) or (x in inside_a) != (y in inside_b):
                continue
            rest = pair.agreement({x}, {y})
            if (
                rest < LEAST - pair.ease
                or not same_company(pair, x, y)
                or may_happen(pair.a, x) != may_happen(pair.b, y)
            ):
                continue
            words_a, words_b = pair.a.words(x, x), pair.b.words(y, y)
            reason = f"“{words_a}” in {pair.a.claim.source}, the opposite, “{words_b}”, in {pair.b.claim.source}"
            why = explanation(pair, STATES, {pair.a.terms[x], pair.b.terms[y]})
            yield Clash(ConflictKind.NEGATION, pair.a.span(x, x), pair.b.span(y, y), reason, rest, why)


def same_company(pair: Pair, x: int, y: int) -> bool:
    """Tell whether word `x` of the one and `y` of the other claim are said of the same.

    A word of grammar ("before") needs the same telling words on both sides, any other on one, and no other word of the
    same noun phrase in its place.
    """
    left, right = pair.beside(x, y, -1), pair.beside(x, y, 1)
    if not x and not y:
        return right
    if _grammar(pair.a, x) or _grammar(pair.b, y):
        return left and right
    return left or right


def may_happen(side: Side, at: int) -> bool:
    """Tell whether word `at` is said to be possible, wanted or to come, not to have happened."""
    for k in range(at - 1, max(at - _FAR, 0) - 1, -1):
        if side.forms[k] in _MAY:
            return True
        if side.stops(k + 1):
            return False
    return False


def opposite_of_stated(one: Side, other: Side) -> bool:
    """Tell whether the claims have opposite words: with a denial as well, they say the same."""
    return any(opposed(x, y) for x in one.held - other.held for y in other.held - one.held)


def _grammar(side: Side, at: int) -> bool:
    return side.claim.words[at].kind is WordKind.FUNCTION


def _scope(side: Side, cue: int, after: int, most: int) -> list[Denied]:
    """Return the telling words after a negation, up to a stop.

    There are none where it denies no statement: "not only", "not to go".
    """
    if set(side.forms[after + 1 : after + 3]) & _NO_NEGATION or side.forms[after + 1 : after + 2] == ("to",):
        return []
    found: list[Denied] = []
    for k in range(after + 1, min(after + _FAR, len(side.forms))):
        if side.stops(k) or len(found) == most or (found and side.forms[k] in _ENDS_SCOPE):
            break
        if k in side.telling and not side.forms[k].endswith("ly"):
            found.append(Denied(k, cue))
    return found


def denial(pair: Pair, one: Side, word: Denied, stated: int) -> Clash:
    """Return the clash of a word that `one` denies with the same word in the other claim."""
    first = one is pair.a
    other = pair.b if first else pair.a
    start, end = min(word.cue, word.at), max(word.cue, word.at)
    said, stands = " ".join(one.words(start, end).split()), other.words(stated, stated)
    in_one, in_other = f"“{said}” in {one.claim.source}", f"“{stands}” in {other.claim.source}"
    spans, at = (one.span(start, end), other.span(stated, stated)), (word.at, stated)
    if not first:
        spans, at, in_one, in_other = spans[::-1], at[::-1], in_other, in_one
    rest = pair.agreement({at[0]}, {at[1]})
    return Clash(ConflictKind.NEGATION, *spans, f"{in_one}, {in_other}", rest, explanation(pair, STATES))


def _lost(side: Side, other: Side) -> list[int]:
    """Return the words of a claim that the other has neither as they are nor by a synonym, nor twice itself."""
    held = frozenset(other.terms)
    return [
        k
        for k, term in enumerate(side.terms)
        if term not in held and (_grammar(side, k) or not any(akin(term, facing) for facing in other.held))
    ]
