"""The words that tell that somebody says, thinks or wants something, and what may follow each.

    "Cheng **said** he **hoped** the two nations could boost trust"     two cues: a clause follows either
    "Japan **urged** the town **to** wait"                              a person, then what is wanted
    "the town's **refusal to** wait", "a **warning that** …"            nouns do it too

Which complements a verb takes is its *frame*; they are in ``data/cues_en.txt``, one line for many verbs. The forms are
made from the lemma by the rules of English spelling, and by a table of the irregular ones. Some forms are nouns as
well ("claims", "reports"), which the words around them decide: see `compare.claims.predicates`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Frame(StrEnum):
    """What may follow a cue."""

    QUOTE = "quote"
    SPOKEN = "spoken"
    CLAUSE = "clause"
    TOLD = "told"
    TO = "to"
    PERSON = "person"
    ABOUT = "about"
    BY = "by"


class Form(StrEnum):
    """How a verb is inflected."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class Cue(NamedTuple):
    """A form of a verb: its lemma, how it is inflected, its frames, and the words that belong to it ("for")."""

    lemma: str
    forms: frozenset[Form]
    frames: frozenset[Frame]
    particles: tuple[tuple[str, ...], ...]  # prepositions with which it takes a noun phrase; () is none
    is_base: bool  # may be the base form
    is_ing: bool


# lemma: past and participle, where the spelling rules do not give them
_IRREGULAR = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "put": ("put", "put"),
    "read": ("read", "read"),
    "swear": ("swore", "sworn"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "hold": ("held", "held"),
    "understand": ("understood", "understood"),
    "hear": ("heard", "heard"),
    "see": ("saw", "seen"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "mean": ("meant", "meant"),
    "prove": ("proved", "proven"),
    "forget": ("forgot", "forgotten"),
    "foresee": ("foresaw", "foreseen"),
    "seek": ("sought", "sought"),
    "choose": ("chose", "chosen"),
    "beg": ("begged", "begged"),
    "forbid": ("forbade", "forbidden"),
    "cast": ("cast", "cast"),
    "quip": ("quipped", "quipped"),
    "brag": ("bragged", "bragged"),
    "snap": ("snapped", "snapped"),
    "plan": ("planned", "planned"),
    "dub": ("dubbed", "dubbed"),
    "slam": ("slammed", "slammed"),
    "rip": ("ripped", "ripped"),
    "opt": ("opted", "opted"),
    "rebut": ("rebutted", "rebutted"),
    "admit": ("admitted", "admitted"),
    "regret": ("regretted", "regretted"),
    "prefer": ("preferred", "preferred"),
    "refer": ("referred", "referred"),
    "sum": ("summed", "summed"),
    "blog": ("blogged", "blogged"),
    "speak": ("spoke", "spoken"),
    "teach": ("taught", "taught"),
    "stand": ("stood", "stood"),
    "forecast": ("forecast", "forecast"),
    "dream": ("dreamed", "dreamt"),
    "feel": ("felt", "felt"),
    "begin": ("began", "begun"),
    "go": ("went", "gone"),
    "learn": ("learned", "learnt"),
}

# Nouns that carry what somebody says or thinks, before "that" or "to".
NOUNS = frozenset(
    """claim claims warning warnings allegation allegations accusation accusations assertion assertions statement
    statements suggestion suggestions belief beliefs fear fears hope hopes concern concerns promise promises pledge
    pledges vow vows report reports rumour rumours rumor rumors announcement announcements denial denials view views
    argument arguments opinion opinions conclusion conclusions admission assurance assurances insistence prediction
    predictions remark remarks comment comments complaint complaints contention acknowledgement acknowledgment
    speculation suspicion suspicions notion idea thesis threat threats answer response declaration confirmation
    testimony observation proposal proposals demand demands expectation expectations worry worries doubt doubts
    recognition realization realisation sense feeling consensus charge charges impression perception confidence theory
    message hint hints verdict finding findings reminder indication indications conviction hunch guess
    refrain""".split()
)
NOUNS_TO = frozenset(
    """promise promises pledge pledges vow vows plan plans decision refusal desire threat threats proposal proposals
    intention intent demand demands call calls commitment willingness reluctance request requests offer hope hopes
    unwillingness ambition bid""".split()
)
HEDGES = frozenset("reportedly allegedly supposedly purportedly apparently".split())

# Adjectives of belief and will: "is confident that".
STATES = frozenset(
    """confident convinced sure certain aware afraid worried concerned hopeful optimistic pessimistic adamant doubtful
    sceptical skeptical glad proud sorry willing unwilling eager reluctant determined prepared committed opposed
    keen happy disappointed angry furious upset surprised""".split()
)

# A cue with one of these lemmas leaves open whether it is so.
HEDGING = frozenset(
    """allege claim suspect rumour rumor believe think expect suppose fear hope speculate guess imagine appear seem
    suggest hint reckon assume presume estimate understand consider""".split()
)
DENYING = frozenset("deny reject dismiss refute rebut dispute disavow repudiate denial denials".split())

_VOWELS = frozenset("aeiou")


@cache
def cues() -> dict[str, Cue]:
    """Return every form of every verb, in small letters, with its cue."""
    made: dict[str, tuple[str, set[Form], set[Frame], set[tuple[str, ...]]]] = {}
    for frame, lemma, particle in _entries():
        for form, word in _inflected(lemma):
            _, forms, frames, particles = made.setdefault(word, (lemma, set(), set(), set()))
            forms.add(form)
            frames.update((frame, Frame.QUOTE) if frame is Frame.SPOKEN else (frame,))
            if frame in {Frame.ABOUT, Frame.QUOTE, Frame.PERSON}:
                particles.add(particle)
    return {
        word: Cue(
            lemma,
            frozenset(forms),
            frozenset(frames),
            tuple(sorted(particles, key=lambda words: (-len(words), words))),
            Form.BASE in forms,
            Form.ING in forms,
        )
        for word, (lemma, forms, frames, particles) in made.items()
    }


def _entries() -> list[tuple[Frame, str, tuple[str, ...]]]:
    """Read frame, lemma and particles ("look_forward_to": look, (forward, to)) from the table."""
    table = files("compare.claims").joinpath("data/cues_en.txt").read_text("utf-8")
    entries = []
    for line in table.splitlines():
        if line and not line.startswith("#"):
            frame, _, verbs = line.partition(":")
            for verb in verbs.split():
                lemma, *particle = verb.split("_")
                entries.append((Frame(frame), lemma, tuple(particle)))
    return entries


def _inflected(lemma: str) -> list[tuple[Form, str]]:
    past, participle = _IRREGULAR.get(lemma, (_with(lemma, "ed"), _with(lemma, "ed")))
    ing = past[:-2] + "ing" if past.endswith("ed") and past[-3] == past[-4] == lemma[-1] else _with(lemma, "ing")
    ing = {"put": "putting", "forget": "forgetting", "forbid": "forbidding"}.get(lemma, ing)
    return [
        (Form.BASE, lemma),
        (Form.PRESENT, _with(lemma, "s")),
        (Form.PAST, past),
        (Form.PARTICIPLE, participle),
        (Form.ING, ing),
    ]


def _with(lemma: str, ending: str) -> str:
    """Return `lemma` with an ending, by the rules of spelling: "cries", "noted", "agreeing"."""
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma if not ending else lemma[:-1] + {"s": "ies", "ed": "ied"}.get(ending, "y" + ending)
    if ending == "s":
        return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if lemma.endswith("e"):
        return lemma + "d" if ending == "ed" else (lemma if lemma.endswith(("ee", "oe")) else lemma[:-1]) + ending
    return lemma + ending
