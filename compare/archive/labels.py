"""How a story is called: a title of one of its articles, and the names that its articles have in common.

    Space news - KLTV.com      Ferry sinks off Mindoro | The Star      → headline "Ferry sinks off Mindoro"
    President Vladimir V. Putin, Putin, Russian, Russia, Reuters       → names Vladimir V. Putin, Russia

Titles come as pages have them, with the outlet's name, a section, "Video:". What stands there for the page and not for
the article is cut off, and a title that is nothing else ("Middle East Online"), or is far longer than a headline, is
taken only where there is no other.

Names are runs of words with capitals in the leads, but not at the beginning of a sentence, where every word has one.
Offices before a name are left out, as are agencies, which all stories have; of names of which one is a part of the
other, and of a country and its people, one is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compare.claims.roles import OFFICE_WORDS

NAMES = 6  # of a story
_KEPT = 12  # of an article
_READ = 1200  # characters of a text: its lead says who it is about
_SHORTEST, _LONGEST = 3, 25  # words of a headline

_WORD = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:St|Mt|Ft)\.|[A-Z][\w’'-]+(?:&[A-Z]\w*)?|[A-Z]&[A-Z])"
_JOINED = rf"(?:\s(?:(?:of|of the|de|del|della|al|bin|van|von|der|&)\s|(?:al|el)-(?=[A-Z]))?{_WORD})"
# "Organization for Security and Cooperation in Europe"
_FOR = rf"(?:\sfor\s(?:the\s)?{_WORD}{_JOINED}{{0,3}}(?:\sand\s{_WORD}\sin\s{_WORD})?)?"
# All begin with a capital: to look for it first makes the search more than twice as fast.
_NAME = re.compile(
    r"(?=[A-Z])(?<![.!?:“\"]\s)(?<![“\"‘'(\n&-])(?<!^)\b(?<!\d-)"
    rf"(?:{_WORD}{_JOINED}{{0,5}}{_FOR}|[A-Z]{{2}}&[A-Z]|[A-Z]&[A-Z])"
)
_DATELINE = re.compile(r"\A\W*[A-Z][A-Z .,’'-]{2,40}[^\n]{0,40}?(?:\s[—–-]{1,2}\s|\s?[—–]\s?|:\s)")
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_NEVER = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December"
    " Mr Mrs Ms Dr The I But And In On It He She They We This That There If As At MP MPs MK MSP TV PhD AM PM GMT EST"
    " CEO Government Council County Court Party Committee Department Ministry Office Dad Mum Mom Sen Rep Gov St"
    " Photo Photos Image Images File Video Share Reuters AP AFP PA ANSA Xinhua Twitter Facebook".split()
) | {"Associated Press", "Agence France-Presse", "Press Association", "Getty Images"}
_OF_A_PEOPLE = re.compile(r"(?:an|ian|i|ese|ish)s?\Z")

_CUTS = re.compile(r"\s+(?:[-–—|»]|::+)\s+")
_SECTIONS = frozenset("national world politics news sport sports business opinion uk us local video videos".split())
_ANNOUNCED = re.compile(
    r"(?:video|watch|photos?|pictures|gallery|live|breaking|exclusive|news|update ?\d*)\s*(?::+|\|)\s*(?=\S)",
    re.IGNORECASE,
)


def headline(titles: Sequence[tuple[str, str]]) -> str:
    """Return the headline of a story, of the titles of its articles, each with its outlet, the most central first."""
    cut = [(tidy(title, source), source) for title, source in titles]
    fit = (title for title, source in cut if _is_headline(title, source))
    return next(fit, "") or next((title for title, _ in cut if title), "")


def tidy(title: str, source: str) -> str:
    """Return a title without what its page added: the outlet, a section, "Video:"."""
    title = _ANNOUNCED.sub("", title, count=1) if _ANNOUNCED.match(title) else title
    end = len(title)
    for cut in reversed([*_CUTS.finditer(title)]):
        if not _is_of_the_page(title[cut.end() : end], source):
            break
        end = cut.start()
    return title[:end]


def _is_of_the_page(part: str, source: str) -> bool:
    return part.lower() in _SECTIONS or bool(re.search(r"\.(?:com|org|net|co)\b", part)) or _same(part, source)


def _same(title: str, source: str) -> bool:
    """Whether a title is the outlet's name, however it is written: "Middle East Online", "middle-east-online"."""
    letters = [re.sub(r"[\W_]|\bthe\b", "", words.lower()) for words in (title, source)]
    return letters[0] == letters[1].removeprefix("the") or letters[0] == letters[1]


def _is_headline(title: str, source: str) -> bool:
    return _SHORTEST <= len(title.split()) <= _LONGEST and not _same(title, source)


def names_of(text: str) -> list[str]:
    """Return the names in the lead of a text, the commonest first."""
    dateline = _DATELINE.match(text)
    found: Counter[str] = Counter()
    for match in _NAME.finditer(text, dateline.end() if dateline else 0, _READ):
        name = _without_office(_POSSESSIVE.sub("", match.group()))
        if name and name not in _NEVER:
            found[name] += 1
    return [name for name, _ in found.most_common(_KEPT)]


def _without_office(name: str) -> str:
    words = name.split()
    while words and words[0].lower().rstrip(".") in OFFICE_WORDS:
        del words[0]
    return " ".join(words)


def in_common(named: Sequence[Sequence[str]]) -> list[str]:
    """Return the key names of a story: the names that two or more of its articles have, the commonest first."""
    counts = Counter(name for names in named for name in dict.fromkeys(names))
    least = min(2, len(named))
    kept: list[str] = []
    for name, count in counts.most_common():
        if count < least:
            break
        rivals = [other for other in counts if other != name and counts[other] >= least and _one_name(name, other)]
        if not any(_better(other, name, counts) for other in rivals):
            kept.append(name)
    return kept[:NAMES]


def _one_name(one: str, other: str) -> bool:
    """Whether one is the beginning or end of the other ("Putin", "Vladimir Putin"), or both are of one country."""
    short, long = sorted((one, other), key=len)
    if one.casefold() == other.casefold():
        return True
    return long.startswith(short + " ") or long.endswith(" " + short) or _people(one, other) or _people(other, one)


def _people(people: str, country: str) -> bool:
    """Whether `people` is who lives in `country`, or the adjective: "Russian", "Russia"."""
    if " " in people or " " in country or not _OF_A_PEOPLE.search(people) or len(country) < 4:
        return False
    common = next((k for k, (a, b) in enumerate(zip(people, country, strict=False)) if a != b), len(country))
    common = min(common, len(people), len(country))
    return common >= 4 and common >= len(country) - 4 and not _OF_A_PEOPLE.search(country)


def _better(one: str, other: str, counts: Counter[str]) -> bool:
    """Whether of two names that are one the first is kept: a country's; the longer, where it is not much rarer."""
    if one.casefold() == other.casefold():
        return (counts[one], one) > (counts[other], other)  # "Gwar" before "GWAR": small letters come last
    if _people(other, one):
        return True
    if _people(one, other):
        return False
    longer = len(one) > len(other)
    return 3 * counts[one] >= 2 * counts[other] if longer else 3 * counts[other] < 2 * counts[one]
