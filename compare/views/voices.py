"""Who says what: the speakers of all articles, each with what every outlet has them say.

    bbc       Cheng said …                    ┐
    scmp      Cheng Yonghua said …            ├─  Cheng Yonghua
    scmp      the envoy … (Cheng Yonghua)     ┘

Inside an article the names are resolved already; `one_name` joins them over articles, and joins only what the articles
show to be one. Two names of several words are one where the words of the one stand in the other in the same order, the
last word included ("George Bush", "George W. Bush"; titles and "Jr" aside). A single word ("Abe") joins a full name
where some article calls just that name so, or names the word with "Mr" or an office, and no other name fits: "Korea" is
not "North Korea", "Phelps" of a family of Phelpses is nobody.

What is listed is what is said, the content, once for a quotation over three sentences. What an outlet says in its own
name is not, nor where nobody is named at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from compare.model import SpeakerKind, fold
from compare.views.attributed import inside, name_in, stand_in, words_of
from compare.views.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compare.model import Attribution, Claim, Span

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASIDE: Final = frozenset("mr mrs ms miss dr sir dame lord lady sr jr the rev reverend".split())
_COURTESY: Final = frozenset("mr mrs ms miss dr sir dame lord lady".split())
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PLAIN: Final = frozenset(
    "say says said told tells saying added adds reported reports according to has have had also later".split()
)
_THAT: Final = re.compile(r"^that\s+")
_NOBODY: Final = frozenset(
    "he she it they we i you who which that this these those both some many others all one".split()
)


class Called(NamedTuple):
    """A speaker as one article has it: the fullest name there, how it is written there, and the kind."""

    name: str
    written: str
    kind: SpeakerKind


class Voiced(NamedTuple):
    """Something that an article has a speaker say: the claims that hold it, where it begins, cue and content.

    `cue` is "" where it says no more than "said"; it begins with the words that stand for the name, where there are
    such ("he"). `via` is who else tells of it, mostly nobody.
    """

    source: str
    claims: tuple[Claim, ...]
    span: Span
    cue: str
    words: str
    said: Attribution
    via: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, by the fullest name, with all that the articles have them say, in the order of the articles."""

    name: str
    kind: SpeakerKind
    sayings: tuple[Voiced, ...]


def voices(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[Voice, ...]:
    """Return the speakers of `claims`, named ones before anonymous ones, those of most articles first.

    `texts` are the articles' texts by source.
    """
    holding: dict[tuple[str, Attribution], list[Claim]] = defaultdict(list)
    for claim in claims:
        for said in claim.attributions:
            holding[claim.source, said].append(claim)
    found: list[tuple[Called, Voiced]] = []
    for (source, said), held in holding.items():
        text = texts[source]
        called = Called(one_line(said.speaker).strip(), _ARTICLE.sub("", name_in(said, text), count=1), said.kind)
        outer = [a for a in held[0].attributions if a is not said and inside(said, a)]
        via = next((a.speaker or name_in(a, text) for a in outer), "")
        if _listed(called, source, said, outer):
            voiced = Voiced(source, tuple(held), said.content[0], _cue(said, text), _content(said, text), said, via)
            found.append((called, voiced))
    names = one_name([called for called, _ in found])
    by_name: dict[str, list[tuple[Called, Voiced]]] = defaultdict(list)
    for called, voiced in found:
        by_name[names[called]].append((called, voiced))
    told = [_voice(name, of_name) for name, of_name in by_name.items()]
    return tuple(sorted(told, key=_interest))


def one_name(called: Iterable[Called]) -> dict[Called, str]:
    """Return for each speaker the one name that stands for it and for all that are the same; see the module."""
    all_called = list(dict.fromkeys(called))
    keys = {one: _key(one.name or one.written) for one in all_called}
    full = sorted({key for key in keys.values() if len(key) > 1}, key=lambda key: (-len(key), key))
    leader = {key: next(longer for longer in full if _part(key, longer)) for key in full}
    for one in all_called:
        key = keys[one]
        if len(key) == 1 and one.name and one.kind is not SpeakerKind.OUTLET:
            holders = {leader[keys[other]] for other in all_called if _fits(one, other, keys)}
            if len(holders) == 1:
                leader[key] = next(iter(holders))
    shown: dict[tuple[str, ...], str] = {}
    for one in sorted(all_called, key=lambda one: (-len(one.name or one.written), one)):
        shown.setdefault(leader.get(keys[one], keys[one]), one.name or one.written)
    return {one: shown[leader.get(keys[one], keys[one])] for one in all_called}


def _fits(short: Called, full: Called, keys: Mapping[Called, tuple[str, ...]]) -> bool:
    """Return whether the one word of `short` may be a short name of `full`."""
    (word,), key = keys[short], keys[full]
    if len(key) < 2 or full.kind is SpeakerKind.OUTLET or word not in (key[0], key[-1]):
        return False
    courtesy = word == key[-1] and _COURTESY & set(_WORD.findall(fold(short.written)))
    return bool(courtesy) or _key(full.written) == (word,)


def _key(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: without titles, "-isation" as "-ization"."""
    said = [
        word.replace("isation", "ization") for word in _WORD.findall(fold(name).replace("’s", "").replace("'s", ""))
    ]
    return tuple(word for word in said if word not in _ASIDE and not (len(word) == 1 and len(said) > 2)) or tuple(said)


def _part(short: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Return whether the words of `short` stand in `longer` in this order, the first and last as its first and last."""
    rest = iter(longer)
    return short == longer or (
        short[0] == longer[0] and short[-1] == longer[-1] and all(word in rest for word in short)
    )


def _listed(called: Called, source: str, said: Attribution, outer: Sequence[Attribution]) -> bool:
    """Return whether a reader would look for this speaker: not the outlet itself, not nobody, not who only hopes."""
    name = called.name or called.written
    if not said.content or not name or name.lower() in _NOBODY:
        return False
    # What a speaker says that somebody hopes is said by the speaker.
    if outer and (said.hedged or not called.name or any(a.speaker == called.name for a in outer)):
        return False
    own = _run(name) in {_run(source), f"the{_run(source)}"}
    return not (own and said.kind is SpeakerKind.OUTLET)


def _cue(said: Attribution, text: str) -> str:
    """Return the words that say so where they say more than "said", after those that stand for a name: "“he” wrote"."""
    cue, instead = words_of(said.cue, text), stand_in(said, text)
    told = "" if set(_WORD.findall(fold(cue))) <= _PLAIN else cue
    return " ".join(filter(None, (f"“{instead}”" if instead else "", told)))


def _content(said: Attribution, text: str) -> str:
    return _THAT.sub("", words_of(said.content, text)).rstrip(",;: ")


def _run(name: str) -> str:
    return "".join(_WORD.findall(fold(name)))


def _voice(name: str, told: Sequence[tuple[Called, Voiced]]) -> Voice:
    return Voice(name, told[0][0].kind, tuple(voiced for _, voiced in told))


def _interest(voice: Voice) -> tuple[bool, int, int]:
    anonymous = voice.kind is SpeakerKind.ANONYMOUS
    return anonymous, -len({saying.source for saying in voice.sayings}), -len(voice.sayings)
