"""Figures that count nothing: names, addresses, telephone numbers, versions and times of the day.

    "the Boeing 737", "Apollo 11", "World War Two", "G20", "No. 142", "10 Downing Street", "020 7946 0958", "10:30"

What follows a capital in the middle of a sentence is part of a name, unless it is seen to count something.
"""

from __future__ import annotations

import re

from compare.claims.numerals import Numeral, Tokens, Way
from compare.claims.units import CODES

_CLOCK = re.compile(r":\d|\s?[ap]\.?m\b|\s?o['’]clock|\s(?:GMT|BST|UTC|EST|EDT|CET|hours? GMT)\b", re.IGNORECASE)
_NAMED = frozenset(
    "boeing airbus flight article section channel route chapter apollo iphone windows formula part type phase room "
    "page figure table highway number no platform gate soyuz voyager area resolution act proposition war unit".split()
)
_STREETS = frozenset("street road avenue lane square drive st rd ave terrace place boulevard crescent gardens".split())
_CALLS = frozenset({"dial", "call", "phone", "text"})


def after_code(tokens: Tokens, k: int) -> int:
    """Return the token after a code that begins with token `k`: everything glued to it, and groups of figures."""
    k += 1
    while tokens.glued(k) or (tokens.form(k)[:1].isdigit() and tokens.form(k - 1)[:1].isdigit()):
        k += 1
    return k


def named(tokens: Tokens, one: Numeral, *, counts: bool) -> int:
    """Return the token after the name or time of day that `one` is part of, 0 where it is a quantity."""
    k = one.first
    before, figure = tokens.form(k - 1), tokens.forms[k][0].isdigit()
    printed = tokens.printed(k - 1)
    if figure:
        glued_name = tokens.glued(k) and (before[-1:].isalnum() or before in {"#", "@", "_", "/", ":", "."})
        hyphened = tokens.glued(k) and before == "-" and tokens.glued(k - 1) and tokens.form(k - 2)[-1:].isalpha()
        if glued_name or hyphened:
            return after_code(tokens, k)
        if called := _telephone(tokens, k):
            return called
        if _CLOCK.match(tokens.text, one.span.end) or (
            tokens.glued(one.after) and tokens.form(one.after) in {"/", "_"}
        ):
            return after_code(tokens, one.after - 1)
        if (before in _CALLS and one.value >= 100) or (tokens.form(one.after) and _address(tokens, one.after)):
            return one.after
    capital = (
        printed[:1].isupper() and one.way in {Way.FIGURE, Way.WORDS} and tokens.starts[k] - tokens.ends[k - 1] == 1
    )
    if (capital and before in _NAMED) or (before == "." and tokens.form(k - 2) == "no" and figure):
        return one.after
    if _CLOCK.match(tokens.text, one.span.end):
        return one.after + 1
    worded = tokens.printed(k)[:1].isupper() and k > 1
    first = k == 1 or before in CODES or before in {"rs"}
    if capital and not first and (worded or (figure and not counts)):
        return one.after
    return 0


def _telephone(tokens: Tokens, k: int) -> int:
    """Return the token after a telephone number, 0 where none is: groups of which one begins with 0, or three."""
    groups = [k]
    while len(groups) < 6:
        j = groups[-1] + 1
        if tokens.form(j) in {"-", ")", "."}:
            j += 1
        if not tokens.form(j).isdigit() or tokens.starts[j] - tokens.ends[groups[-1]] > 2:
            break
        groups.append(j)
    forms = [tokens.forms[j] for j in groups]
    coded = len(forms) > 1 and any(form[0] == "0" and len(form) > 1 for form in forms)
    abroad = tokens.form(k - 1) == "+" and tokens.glued(k)
    grouped = len(forms) > 2 and all(len(form) > 2 for form in forms)
    return groups[-1] + 1 if coded or abroad or grouped else 0


def _address(tokens: Tokens, k: int) -> bool:
    """Tell whether a street follows: "10 Downing Street"."""
    named = next((j for j in range(k, k + 3) if not tokens.printed(j)[:1].isupper()), k + 3)
    return any(tokens.form(j) in _STREETS for j in range(k + 1, named))
