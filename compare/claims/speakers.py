"""Who a source is: named, titled, anonymous, a document or an outlet, and by which full name the article knows it.

    "Foreign ministry spokesman Hua Chunying said …"   named: Hua Chunying, a spokesman
    "… Hua added", "… the spokesman said", "she said"  Hua Chunying
    "Japan's deputy foreign minister told …"           titled: nobody in the article has that name and that office

Names and the offices before or after them are read once, from the whole article. A surname is the last word of a
name, or the first (Chinese, Korean, Hungarian order), whichever the article has. A description ("the envoy") is a
person only where each of its words was said of that person, so that "Japan's deputy foreign minister" is not China's
assistant one. A pronoun is looked for going back sentence by sentence, quotations left out: who speaks in it, else who
is named first. A title, an office or an earlier pronoun may say that it cannot be, and a name that nothing shows to be
a person's ("Ramat Gan") is nobody. In doubt it stays a pronoun.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from compare.claims.roles import (
    DOCUMENT_HEADS,
    FEMALE,
    GROUPS,
    MALE,
    OFFICE_WORDS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    OUTLET_HEADS,
    OUTLETS,
    SAME_OFFICE,
)
from compare.claims.tokens import TAGS
from compare.model import Span, SpeakerKind

_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_ABBREVIATED = "Mr Mrs Ms Dr Sen Rep Gov Gen Prof Lt Col Capt Sgt Rev St Sir".split()

_RUN = re.compile(
    rf"(?:(?:{'|'.join(_ABBREVIATED)})\.|[A-Z]\.|[A-Z][\w-]*(?:['’][A-Z][\w-]*)?(?:['’]s\b)?)"
    rf"(?:[^\S\n]+(?:(?:{'|'.join(_ABBREVIATED)})\.|[A-Z]\.|[A-Z][\w-]*(?:['’][A-Z][\w-]*)?(?:['’]s\b)?"
    r"|(?:al|el|ar|as|an)-[A-Z][\w-]*(?:['’]s\b)?|(?:de|da|van|von|der|bin|ibn|al|el|la|le|du)\b))*"
)
_APPOSED_TO = re.compile(r"\b(?:[Tt]he|['’]s|[Hh]is|[Hh]er|[Ii]ts)[^\S\n][^.,;:!?\n]{3,80},[^\S\n]\Z")
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")
_PLACED = re.compile(r"\b(?:in|at|near|into|across|throughout|outside|inside|the|The|In|At)[^\S\n]\Z")
_THE = re.compile(r"\b[Tt]he[^\S\n]\Z")
_AGED = re.compile(r",[^\S\n](?:\d\d\b|who\b|whose\b|an?\b)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BEFORE = re.compile(r"(?:[\w'’-]+[^\S\n]+){1,5}\Z")
_AFTER = re.compile(r",?[^\S\n]+(?:the|a|an|its|[A-Z]\w+['’]s)[^\S\n]+([\w'’ -]{3,60})")
_CUT = re.compile(r",|\s(?:of|for|from|in|at|to|with|on|who|which|that|and)\s|\(")
_APPOSED = re.compile(r"\s*(?:[A-Z]|(?:a|an|his|her|their|its|who|whose)\b)")
_PARTICLES = frozenset("de del della di da das dos des du la le el van von der den ter bin ibn al".split())
_LONGEST_NAME = 5  # words
_FAR = 600  # characters between a pronoun and a name that it can stand for
_BACK = 3  # sentences between a pronoun and a name that nobody spoke under
_SEARCHED = 300  # names before a description that are looked at
_NAMESAKES = 50  # names with one word in common that are looked at


@dataclass
class Person:
    """A name of the article, the words that were said of it, where it stands, and whether it is "he" or "she"."""

    name: str
    said_of: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    gender: str = ""

    def before(self, place: int) -> int:
        """Return where it stands last, at `place` or before it; -1 where it does not."""
        k = bisect_right(self.places, place)
        return self.places[k - 1] if k else -1


class Speakers:
    """The names of one article, and who spoke last. Sources are to be resolved in reading order."""

    def __init__(self, text: str, sentences: Sequence[Span] = (), quotations: Sequence[Span] = ()) -> None:
        self.sentences = [sentence.start for sentence in sentences]
        self.quoted = [quotation.start for quotation in quotations], [quotation.end for quotation in quotations]
        self.people: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.text = text
        self.last: tuple[str, SpeakerKind, int] | None = None
        self.last_thing: tuple[str, int] | None = None
        for match in _RUN.finditer(text):
            self._read(match)
        for person in self.people.values():
            for word in {person.name.split()[0], person.name.split()[-1]}:
                self.by_word.setdefault(word, []).append(person)
        self.mentions = sorted((place, person.name) for person in self.people.values() for place in person.places)
        self.people_told = self._people_told()

    def _people_told(self) -> list[tuple[int, str]]:
        """Return where people are named outside of quotations, by full name or surname: for whom "he" may stand.

        Not every name is a person's ("Ramat Gan", "Green Line"). What shows one is an office, a title, an age, "who",
        the surname alone elsewhere, or a sentence that begins with it; what speaks against it is "in" or "the" before.
        """
        inside = {place + word.start() for place, name in self.mentions for word in _CAPITAL.finditer(name)}
        alone: dict[str, list[int]] = {}
        for match in _CAPITAL.finditer(self.text):
            if match.start() not in inside:
                alone.setdefault(match.group(), []).append(match.start())
        short: dict[str, tuple[int, str]] = {}  # surname: how often the name that has it stands there, and that name
        shown = set()
        for name, person in self.people.items():
            words = name.split()
            surname = max(words[:: len(words) - 1] if len(words) == 2 else words[-1:], key=self._often(alone))
            known = bool(person.gender or person.said_of & OFFICE_WORDS)
            everywhere = [*person.places, *alone.get(surname, ())]
            if any(_PLACED.search(self.text, max(place - 12, 0), place) for place in everywhere) and not known:
                continue
            if any(_THE.search(self.text, max(place - 5, 0), place) for place in person.places):
                continue
            aged = any(_AGED.match(self.text, place + len(name)) for place in person.places)
            if known or aged or surname in alone or any(_opens(self.text, place) for place in person.places):
                shown.add(name)
                short[surname] = max(short.get(surname, (0, "")), (len(person.places), name))
        told = [mention for mention in self.mentions if mention[1] in shown]
        told += [(place, name) for surname, (_, name) in short.items() for place in alone.get(surname, ())]
        return sorted(mention for mention in told if not self._in_quotation(mention[0]) and not self._owns(mention[0]))

    def _owns(self, place: int) -> bool:
        """Whether the name at `place` is only whose something is: "Vladimir Putin's actions"."""
        run = _RUN.match(self.text, place)
        return run is not None and re.search(r"['’]s\b", run.group()) is not None

    @staticmethod
    def _often(alone: dict[str, list[int]]) -> Callable[[str], int]:
        return lambda word: len(alone.get(word, ()))

    def _in_quotation(self, place: int) -> bool:
        k = bisect_right(self.quoted[0], place) - 1
        return k >= 0 and place < self.quoted[1][k]

    def _sentence(self, place: int) -> int:
        return bisect_right(self.sentences, place)

    def _read(self, match: re.Match[str]) -> None:
        """Add the person that a run of words with capitals names, if it does."""
        words = match.group().split()
        for k in range(len(words) - 1, -1, -1):
            if words[k].endswith(("'s", "’s")):
                if k == len(words) - 1:
                    words[k] = words[k][:-2]
                    continue
                words = words[k + 1 :]
                break
        while words and words[-1] in _PARTICLES:
            words.pop()
        office, words = _parted(words)
        if not 2 <= len(words) <= _LONGEST_NAME or any(w.lower() in ORGANISATION_WORDS for w in words):
            return
        if words[-1].lower() in GROUPS or words[-1].lower().removesuffix("s") in OFFICE_WORDS:
            return  # "Eurosceptic MPs"
        if all(len(w) > 1 and w.isupper() for w in words):
            return
        name = " ".join(words)
        person = self.people.setdefault(name, Person(name))
        person.places.append(match.start())
        person.said_of |= self._said_around(match, office)
        person.gender = person.gender or _gender(person.said_of)

    def _said_around(self, name: re.Match[str], office: Sequence[str]) -> set[str]:
        """Return the words that are said of who is named: an office before it, an apposition before or after it."""
        before = _BEFORE.search(self.text[max(name.start() - 60, 0) : name.start()])
        said_of = {w.lower().rstrip(".") for w in office}
        if before and not office:
            said_of |= _description(before.group().split())
        elif before:
            said_of |= {w for w in _description([*before.group().split(), "minister"]) if w not in OFFICE_WORDS}
        after = _AFTER.match(self.text, name.end(), name.end() + 90)
        if after and self.text[name.end()] == ",":
            said_of |= {w.lower() for w in _WORD.findall(after.group())}
        apposed = _APPOSED_TO.search(self.text, max(name.start() - 90, 0), name.start())
        if apposed:  # "The Russian ambassador to the United Nations, Vitaly Churkin"
            said_of |= {w.lower() for w in _WORD.findall(apposed.group())} & OFFICE_WORDS
        return said_of

    def resolve(self, phrase: str, place: int, antecedent: str = "") -> tuple[str, SpeakerKind]:
        """Return the fullest name of the source `phrase` at `place`, and its kind; "" where nobody is named.

        `antecedent` is the noun phrase before "who", where the source is that word.
        """
        phrase = " ".join(phrase.split())
        name, kind = self._resolved(phrase, place, antecedent)
        if _words_of(phrase) & {"our", "my", "your"}:
            return name, kind
        if name in self.people or _gender(_words_of(phrase)) or (kind is SpeakerKind.TITLED and _office(phrase)):
            self.last = (name, kind, place)
        thing = name.split()[-1].lower() not in OFFICE_WORDS if name else False
        if thing and kind is not SpeakerKind.ANONYMOUS and name not in self.people:
            self.last_thing = None if _head(phrase).islower() and _head(phrase).endswith("s") else (name, place)
        return name, kind

    def _resolved(self, phrase: str, place: int, antecedent: str) -> tuple[str, SpeakerKind]:
        low = phrase.strip().lower()
        if low in {"who", "which", "that", "whose", "whom"}:
            return self._resolved(antecedent, place, "") if antecedent else ("", SpeakerKind.ANONYMOUS)
        if low in _PRONOUNS:
            return self._pronoun(_PRONOUNS[low], place)
        if low in {"it", "its"}:
            if self.last_thing is None or self._sentence(place) - self._sentence(self.last_thing[1]) > 1:
                return "", SpeakerKind.ANONYMOUS
            name = self.last_thing[0]
            return name, _kind(name) if _kind(name) is not SpeakerKind.ANONYMOUS else SpeakerKind.TITLED
        kind = _kind(phrase)
        if kind is SpeakerKind.NAMED:
            return self._full(_name_in(phrase), place, phrase), kind
        if kind is SpeakerKind.OUTLET:
            found = OUTLETS.search(phrase)
            return (found.group() if found else _bare(phrase)), kind
        if kind is SpeakerKind.TITLED:
            person = self._described(phrase, place)
            named = [p.name for p in self.by_word.get(phrase.split()[-1], ()) if phrase.endswith(p.name)]
            name = person.name if person else max(named, key=len, default="")
            return (name, SpeakerKind.NAMED) if name else (_bare(phrase), kind)
        return ("" if kind is SpeakerKind.ANONYMOUS else _bare(phrase)), kind

    def _pronoun(self, gender: str, place: int) -> tuple[str, SpeakerKind]:
        """Return whom "he" stands for: going back sentence by sentence, who speaks in it, else who is named first."""
        if self.last and place - self.last[2] > _FAR:
            self.last = None
        start, end = bisect_left(self.people_told, (place - _FAR, "")), bisect_left(self.people_told, (place, ""))
        near: dict[int, str] = {}
        here = self._sentence(place)
        for at, name in self.people_told[start:end]:
            if here - self._sentence(at) <= _BACK and self._may_be(name, gender):
                near.setdefault(self._sentence(at), name)
        spoke = self.last if self.last and self._may_be(self.last[0], gender) else None
        newest = max(near, default=-1)
        if spoke and self._sentence(spoke[2]) >= newest:
            self._is(spoke[0], gender)
            return spoke[0], spoke[1]
        if newest < 0:
            return "", SpeakerKind.ANONYMOUS
        self._is(near[newest], gender)
        return near[newest], SpeakerKind.NAMED

    def _may_be(self, name: str, gender: str) -> bool:
        known = self.people[name].gender if name in self.people else _gender(_words_of(name))
        return known in {"", gender}

    def _is(self, name: str, gender: str) -> None:
        if name in self.people and not self.people[name].gender:
            self.people[name].gender = gender

    def _full(self, name: str, place: int, phrase: str) -> str:
        """Return the fullest name whose first or last word is `name`."""
        if " " in name:
            return name
        gender = _gender({w.lower().rstrip(".") for w in phrase.split()})
        known = [p for p in self.by_word.get(name, [])[:_NAMESAKES] if not gender or p.gender in {"", gender}]
        # The first word is a surname in names of two words (Liu Jianchao); "Bond" is not a "Bond Super Puma".
        surname = [p for p in known if p.name.endswith(" " + name)] or [p for p in known if p.name.count(" ") == 1]
        if not surname:
            return name
        person = max(surname, key=lambda p: p.before(place) if p.places[0] <= place else -p.places[0])
        self._is(person.name, gender)
        return person.name

    def _described(self, phrase: str, place: int) -> Person | None:
        """Return the person of whom each word of a description with "the" was said before, or None."""
        words = [w.lower() for w in _WORD.findall(phrase)]
        if not words or words[0] in {"a", "an", "one", "another"}:
            return None
        asked = {w for w in words if w not in TAGS and w not in {"former", "senior", "top"}}
        asked |= {w.removesuffix("'s").removesuffix("’s") for w in asked if w.endswith(("'s", "’s"))}
        asked = {w for w in asked if not w.endswith(("'s", "’s"))}
        end = bisect_left(self.mentions, (place, ""))
        for _, name in reversed(self.mentions[max(end - _SEARCHED, 0) : end]):
            person = self.people[name]
            if asked and all(person.said_of & _synonyms(word) for word in asked):
                return person
        return None


def _synonyms(word: str) -> frozenset[str]:
    return next((group for group in SAME_OFFICE if word in group), frozenset()) | {word}


def _words_of(phrase: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(phrase)}


def _office(phrase: str) -> bool:
    return _head(phrase).lower() in OFFICE_WORDS


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Part a run of words with capitals into the office and the name: (Assistant Foreign Minister, Liu Jianchao)."""
    cut = 0
    for k, word in enumerate(words):
        low = word.lower().rstrip(".")
        compound = "-" in low and not OFFICE_WORDS.isdisjoint(low.split("-"))  # "Attorney-General"
        if low in OFFICE_WORDS or compound or (low in TAGS and k == cut):
            cut = k + 1
    return words[:cut], words[cut:]


def _description(words: list[str]) -> set[str]:
    """Return the words of an office that stand before a name, up to its end: "Foreign ministry spokesman"."""
    if not words or words[-1].lower().strip("'’") not in OFFICE_WORDS:
        return set()
    said = set()
    for word in reversed(words):
        low = word.lower()
        if low in TAGS:
            break
        said.add(low.removesuffix("'s").removesuffix("’s"))
    return said


def _gender(words: set[str]) -> str:
    return "m" if words & MALE else "f" if words & FEMALE else ""


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at `place`."""
    before = text[max(place - 3, 0) : place].rstrip(" ")
    return not before or before[-1] in '.\n"”?!'


def _head(phrase: str) -> str:
    """Return the last word of the noun phrase, before "of" and the like."""
    cut = _CUT.search(phrase)
    words = _WORD.findall(phrase[: cut.start()] if cut else phrase)
    return words[-1] if words else ""


def _name_in(phrase: str) -> str:
    """Return the name in a phrase, without office and possessor, or ""."""
    for number, part in enumerate(phrase.split(",")):
        if number and not _APPOSED.match(part):
            continue  # "the captives, from Germany, the Czech Republic and Denmark"
        cut = _CUT.search(part)
        words = (part[: cut.start()] if cut else part).split()
        kept: list[str] = []
        for word in reversed(words):
            if word.endswith(("'s", "’s")) and kept:
                break
            if word[:1].isupper() or (kept and word in _PARTICLES):
                kept.insert(0, word.removesuffix("'s").removesuffix("’s").strip("\"'“”"))
            else:
                break
        while kept and kept[0] in _PARTICLES:
            del kept[0]
        name = _parted(kept)[1]
        if name and name[-1].lower() in ORGANISATION_WORDS:
            return _organisation(kept, part)
        if name:
            return " ".join(name)
    return ""


def _organisation(kept: list[str], phrase: str) -> str:
    """Return the whole name of an organisation: "Justice Ministry", "Organisation of Islamic Cooperation"."""
    name = " ".join(kept[kept[0].lower() in TAGS and len(kept) > 1 :])
    at = phrase.find(name)
    whole = re.compile(re.escape(name) + r"(?: (?:of|for|on|against|and)(?: the)?(?: [A-Z][\w-]*)+)+").match(phrase, at)
    return whole.group() if at >= 0 and whole else name


def _bare(phrase: str) -> str:
    """Return a description without its article and what is set off."""
    words = " ".join(phrase.split(",")[0].split()).split(" ")
    return " ".join(words[1:] if words[0].lower() in {"the", "a", "an"} else words)


def _kind(phrase: str) -> SpeakerKind:
    if phrase.strip().lower().removeprefix("the ") in GROUPS - {"police"}:
        return SpeakerKind.ANONYMOUS
    head = _head(phrase)
    low = head.lower().removesuffix("'s").removesuffix("’s")
    words = {w.lower() for w in _WORD.findall(phrase)}
    name = _name_in(phrase)
    outlet = OUTLETS.search(phrase)
    if head[:1].isupper() and low not in OFFICE_WORDS:
        if (outlet and name.endswith(outlet.group().split()[-1])) or words & {"agency", "newspaper", "broadcaster"}:
            return SpeakerKind.OUTLET
        return SpeakerKind.NAMED
    if low in DOCUMENT_HEADS and not (low == "paper" and "news" in words):
        return SpeakerKind.DOCUMENT
    if low in OUTLET_HEADS or (outlet and low not in OFFICE_WORDS and not name):
        return SpeakerKind.OUTLET if not (low in {"agency", "network"} and "news" not in words) else SpeakerKind.TITLED
    if name and len(name.split()) > 1 and "," in phrase:
        return SpeakerKind.NAMED
    if low in OFFICE_WORDS or low in ORGANISATION_HEADS - {"police"}:
        return SpeakerKind.TITLED
    first = phrase.split()[0].lower() if phrase.split() else ""
    definite = first in {"the", "his", "her", "its", "their"} or "'s " in phrase or "’s " in phrase
    return SpeakerKind.TITLED if definite and not low.endswith("s") else SpeakerKind.ANONYMOUS
