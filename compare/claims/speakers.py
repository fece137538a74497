"""Who a source is: named, titled, anonymous, a document or an outlet, and by which full name the article knows it.

    "Foreign ministry spokesman Hua Chunying said …"   named: Hua Chunying, a spokesman
    "… Hua added", "… the spokesman said", "she said"  Hua Chunying
    "Japan's deputy foreign minister told …"           titled: nobody in the article has that name and that office

Names and the offices before or after them are read once, from the whole article. A surname is the last word of a
name, or the first (Chinese, Korean, Hungarian order), whichever the article has. A description ("the envoy") is a
person only where each of its words was said of that person, so that "Japan's deputy foreign minister" is not China's
assistant one. A pronoun is whoever spoke last or began the sentence before, unless a title, an office or an earlier
pronoun says that it cannot be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from compare.claims.tokens import TAGS
from compare.model import SpeakerKind

_OFFICE_WORDS = frozenset(
    """ambassador envoy diplomat minister president premier chancellor secretary spokesman spokeswoman spokesperson
    senator congressman congresswoman representative governor mayor chief chairman chairwoman chair chairperson
    director commissioner general colonel captain admiral judge justice prosecutor sheriff king queen prince
    princess pope bishop archbishop cardinal leader head professor coach manager executive ceo lawyer attorney
    solicitor barrister detective inspector superintendent sergeant lieutenant officer deputy assistant vice prime
    foreign home defence defense treasurer counsel adviser advisor aide founder owner author economist analyst
    doctor dr mr mrs ms miss sir lady lord dame sen rep gov gen prof col capt lt sgt rev reverend imam rabbi father
    candidate nominee frontrunner strategist speaker whip councillor alderman delegate mp editor columnist
    correspondent reporter journalist commander premier undersecretary ombudsman coroner pilot principal headteacher
    dean rector historian biologist scientist researcher physicist""".split()
)
_SAME_OFFICE = (
    frozenset("ambassador envoy diplomat".split()),
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("minister premier politician".split()),
    frozenset("president leader".split()),
    frozenset("premier prime".split()),
    frozenset("senator sen lawmaker".split()),
    frozenset("representative rep congressman congresswoman lawmaker".split()),
    frozenset("governor gov".split()),
    frozenset("general gen commander".split()),
    frozenset("professor prof academic".split()),
    frozenset("chairman chairwoman chair chairperson".split()),
    frozenset("lawyer attorney solicitor barrister".split()),
    frozenset("ceo executive boss".split()),
)
_OUTLETS = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|Kyodo|Xinhua|Yonhap|TASS|Tass|Interfax|RIA|ANSA|EFE|DPA"
    r"|BBC|CNN|NBC|CBS|ABC|NPR|PBS|MSNBC|Fox News|Sky News|ITV|Al[ -]Jazeera|NHK|CCTV|RT|Bloomberg|Politico|POLITICO"
    r"|Axios|BuzzFeed|HuffPost|Huffington Post|Breitbart|Deutsche Welle|Le Monde|Le Figaro|El País|Der Spiegel|Haaretz"
    r"|Asahi|Yomiuri|Mainichi|Nikkei|People['’]s Daily|Global Times|Guardian|Economist|Newsweek|Vox|Slate|Wired"
    r"|(?:[A-Z]\w+ )?(?:Times|Post|Journal|Tribune|Telegraph|Herald|Gazette|Globe|Chronicle|Mail|Mirror|Independent"
    r"|Observer|Daily|Weekly|Today|Examiner|Courier|Standard|Dispatch|Inquirer|Register|Bee))\b"
)
_OUTLET_HEADS = frozenset(
    """agency newspaper paper broadcaster television tv radio media magazine tabloid daily weekly outlet outlets
    newspapers newswire broadcast website blog station network channel""".split()
)
_DOCUMENT_HEADS = frozenset(
    """report reports statement statements poll polls survey surveys study studies letter letters document documents
    data figures article book memo memorandum filing filings lawsuit complaint indictment affidavit email emails tweet
    tweets post posts release communique communiqué draft bill law text manifesto charter treaty resolution declaration
    research analysis paper review audit findings records transcript transcripts editorial ad advert advertisement
    video message note notice page caption headline sign constitution ruling verdict warrant statistics census forecast
    estimates playbook plan guidelines paperwork testimony""".split()
)
_ORGANISATION_WORDS = frozenset(
    """party ministry council university house senate congress parliament department office company group committee
    association union bank court agency bureau commission institute foundation center centre school college hospital
    police army navy street city county state states islands sea river summit day war act team club times post news
    press inc corp ltd llc organization organisation federation league nations kingdom republic campaign administration
    government authority board service""".split()
)
_ORGANISATION_HEADS = _ORGANISATION_WORDS | frozenset(
    "firm firms charity embassy regime airline operator regulator watchdog think-tank supermarket retailer".split()
)
# Whoever they are, they are not named; at the beginning of a sentence they look like a name.
_GROUPS = frozenset(
    """officials residents witnesses experts critics analysts sources police people authorities investigators
    prosecutors voters supporters opponents protesters campaigners activists lawyers doctors scientists
    researchers economists ministers diplomats lawmakers politicians neighbours neighbors relatives families
    parents teachers workers farmers observers commentators historians engineers rescuers firefighters
    detectives reporters journalists others some many most few both several everyone nobody somebody children
    women men students investors traders leaders organisers organizers survivors victims locals insiders rebels
    soldiers troops aides advisers advisors""".split()
)
_MALE = frozenset("mr sir lord spokesman congressman chairman king prince father pope".split())
_FEMALE = frozenset("mrs ms miss lady dame spokeswoman congresswoman chairwoman queen princess mother".split())
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_ABBREVIATED = "Mr Mrs Ms Dr Sen Rep Gov Gen Prof Lt Col Capt Sgt Rev St Sir".split()

_RUN = re.compile(
    rf"(?:(?:{'|'.join(_ABBREVIATED)})\.|[A-Z]\.|[A-Z][\w-]*(?:['’][A-Z][\w-]*)?(?:['’]s\b)?)"
    rf"(?:[^\S\n]+(?:(?:{'|'.join(_ABBREVIATED)})\.|[A-Z]\.|[A-Z][\w-]*(?:['’][A-Z][\w-]*)?(?:['’]s\b)?"
    r"|(?:de|da|van|von|der|bin|ibn|al|el|la|le|du)\b))*"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BEFORE = re.compile(r"(?:[\w'’-]+[^\S\n]+){1,5}\Z")
_AFTER = re.compile(r",?[^\S\n]+(?:the|a|an|its|[A-Z]\w+['’]s)[^\S\n]+([\w'’ -]{3,60})")
_CUT = re.compile(r",|\s(?:of|for|from|in|at|to|with|on|who|which|that|and)\s|\(")
_LONGEST_NAME = 5  # words
_FAR = 600  # characters between a pronoun and a name that it can stand for
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

    def __init__(self, text: str) -> None:
        self.people: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.text = text
        self.last: tuple[str, SpeakerKind, int] | None = None
        self.last_thing = ""
        for match in _RUN.finditer(text):
            self._read(match)
        for person in self.people.values():
            for word in {person.name.split()[0], person.name.split()[-1]}:
                self.by_word.setdefault(word, []).append(person)
        self.mentions = sorted((place, person.name) for person in self.people.values() for place in person.places)

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
        office, words = _parted(words)
        if not 2 <= len(words) <= _LONGEST_NAME or any(w.lower() in _ORGANISATION_WORDS for w in words):
            return
        if all(len(w) > 1 and w.isupper() for w in words):
            return
        name = " ".join(words)
        person = self.people.setdefault(name, Person(name))
        person.places.append(match.start())
        before = _BEFORE.search(self.text[max(match.start() - 60, 0) : match.start()])
        said_of = {w.lower().rstrip(".") for w in office}
        if before and not office:
            said_of |= _description(before.group().split())
        elif before:
            said_of |= {w for w in _description([*before.group().split(), "minister"]) if w not in _OFFICE_WORDS}
        after = _AFTER.match(self.text, match.end(), match.end() + 90)
        if after and self.text[match.end()] == ",":
            said_of |= {w.lower() for w in _WORD.findall(after.group())}
        person.said_of |= said_of
        person.gender = person.gender or _gender(said_of)

    def resolve(self, phrase: str, place: int, antecedent: str = "") -> tuple[str, SpeakerKind]:
        """Return the fullest name of the source `phrase` at `place`, and its kind; "" where nobody is named.

        `antecedent` is the noun phrase before "who", where the source is that word.
        """
        name, kind = self._resolved(phrase, place, antecedent)
        if name in self.people or _gender(_words_of(phrase)) or (kind is SpeakerKind.TITLED and _office(phrase)):
            self.last = (name, kind, place)
        if name and kind is not SpeakerKind.ANONYMOUS and name not in self.people:
            self.last_thing = name
        return name, kind

    def _resolved(self, phrase: str, place: int, antecedent: str) -> tuple[str, SpeakerKind]:
        low = phrase.strip().lower()
        if low in {"who", "which", "that", "whose", "whom"}:
            return self._resolved(antecedent, place, "") if antecedent else ("", SpeakerKind.ANONYMOUS)
        if low in _PRONOUNS:
            return self._pronoun(_PRONOUNS[low], place)
        if low in {"it", "its"} and self.last_thing:
            name = self.last_thing
            return name, _kind(name) if _kind(name) is not SpeakerKind.ANONYMOUS else SpeakerKind.TITLED
        kind = _kind(phrase)
        if kind is SpeakerKind.NAMED:
            return self._full(_name_in(phrase), place, phrase), kind
        if kind is SpeakerKind.OUTLET:
            found = _OUTLETS.search(phrase)
            return (found.group() if found else _bare(phrase)), kind
        if kind is SpeakerKind.TITLED:
            person = self._described(phrase, place)
            return (person.name, SpeakerKind.NAMED) if person else (_bare(phrase), kind)
        return ("" if kind is SpeakerKind.ANONYMOUS else _bare(phrase)), kind

    def _pronoun(self, gender: str, place: int) -> tuple[str, SpeakerKind]:
        if self.last and place - self.last[2] > _FAR:
            self.last = None
        recent = [person for person in self._mentioned(place) if person.gender in {"", gender}]
        opening = [person for person in recent if self._begins_sentence(person, place)]
        if self.last and self._may_be(self.last[0], gender):
            newer = [person for person in opening if person.before(place) > self.last[2]]
            if not newer:
                self._is(self.last[0], gender)
                return self.last[0], self.last[1]
        if not recent:
            return "", SpeakerKind.ANONYMOUS
        person = max(opening or recent, key=lambda found: found.before(place))
        self._is(person.name, gender)
        return person.name, SpeakerKind.NAMED

    def _mentioned(self, place: int) -> list[Person]:
        """Return the people that are named shortly before `place`."""
        start, end = bisect_left(self.mentions, (place - _FAR, "")), bisect_left(self.mentions, (place, ""))
        return [self.people[name] for name in dict.fromkeys(name for _, name in self.mentions[start:end])]

    def _begins_sentence(self, person: Person, place: int) -> bool:
        return _opens(self.text, person.before(place))

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
    return next((group for group in _SAME_OFFICE if word in group), frozenset()) | {word}


def _words_of(phrase: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(phrase)}


def _office(phrase: str) -> bool:
    return _head(phrase).lower() in _OFFICE_WORDS


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Part a run of words with capitals into the office and the name: (Assistant Foreign Minister, Liu Jianchao)."""
    cut = 0
    for k, word in enumerate(words):
        low = word.lower().rstrip(".")
        if low in _OFFICE_WORDS or (low in TAGS and k == cut):
            cut = k + 1
    return words[:cut], words[cut:]


def _description(words: list[str]) -> set[str]:
    """Return the words of an office that stand before a name, up to its end: "Foreign ministry spokesman"."""
    if not words or words[-1].lower().strip("'’") not in _OFFICE_WORDS:
        return set()
    said = set()
    for word in reversed(words):
        low = word.lower()
        if low in TAGS:
            break
        said.add(low.removesuffix("'s").removesuffix("’s"))
    return said


def _gender(words: set[str]) -> str:
    return "m" if words & _MALE else "f" if words & _FEMALE else ""


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at `place`, titles before it apart."""
    before = text[max(place - 3, 0) : place].rstrip(" ")
    return not before or before[-1] in '.\n"”?!'


def _head(phrase: str) -> str:
    """Return the last word of the noun phrase, before "of" and the like."""
    cut = _CUT.search(phrase)
    words = _WORD.findall(phrase[: cut.start()] if cut else phrase)
    return words[-1] if words else ""


def _name_in(phrase: str) -> str:
    """Return the name in a phrase, without office and possessor, or ""."""
    for part in phrase.split(","):
        cut = _CUT.search(part)
        words = (part[: cut.start()] if cut else part).split()
        kept: list[str] = []
        for word in reversed(words):
            if word.endswith(("'s", "’s")) and kept:
                break
            if word[:1].isupper() or (kept and word in {"de", "van", "von", "der", "bin", "al"}):
                kept.insert(0, word.removesuffix("'s").removesuffix("’s").strip("\"'“”"))
            else:
                break
        name = _parted(kept)[1]
        if name:
            return " ".join(name)
    return ""


def _bare(phrase: str) -> str:
    """Return a description without its article and what is set off."""
    words = " ".join(phrase.split(",")[0].split()).split(" ")
    return " ".join(words[1:] if words[0].lower() in {"the", "a", "an"} else words)


def _kind(phrase: str) -> SpeakerKind:
    if phrase.strip().lower() in _GROUPS:
        return SpeakerKind.ANONYMOUS
    head = _head(phrase)
    low = head.lower().removesuffix("'s").removesuffix("’s")
    words = {w.lower() for w in _WORD.findall(phrase)}
    name = _name_in(phrase)
    outlet = _OUTLETS.search(phrase)
    if head[:1].isupper() and low not in _OFFICE_WORDS:
        if (outlet and name.endswith(outlet.group().split()[-1])) or words & {"agency", "newspaper", "broadcaster"}:
            return SpeakerKind.OUTLET
        return SpeakerKind.NAMED
    if low in _DOCUMENT_HEADS and not (low == "paper" and "news" in words):
        return SpeakerKind.DOCUMENT
    if low in _OUTLET_HEADS or (outlet and low not in _OFFICE_WORDS and not name):
        return SpeakerKind.OUTLET if not (low in {"agency", "network"} and "news" not in words) else SpeakerKind.TITLED
    if name and len(name.split()) > 1 and "," in phrase:
        return SpeakerKind.NAMED
    if low in _OFFICE_WORDS or low in _ORGANISATION_HEADS - {"police"}:
        return SpeakerKind.TITLED
    first = phrase.split()[0].lower() if phrase.split() else ""
    definite = first in {"the", "his", "her", "its", "their"} or "'s " in phrase or "’s " in phrase
    return SpeakerKind.TITLED if definite and not low.endswith("s") else SpeakerKind.ANONYMOUS
