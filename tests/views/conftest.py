"""Hand-made comparisons to set: two sources, three that contradict each other, ten, and a hostile one.

They are written down as a story is told: blocks of text with a role, then which claims belong together, by id. Spans
are found in the text, never counted by hand. Words are cut by a rule good enough for pictures, not the pipeline's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from compare.model import (
    Article,
    Attribution,
    Block,
    Claim,
    Comparison,
    Conflict,
    ConflictKind,
    Evidence,
    EvidenceKind,
    Fact,
    Match,
    Number,
    Role,
    Source,
    Span,
    SpeakerKind,
    Status,
    Summary,
    SummarySentence,
    TimeExpression,
    Word,
    WordKind,
    fold,
)

STATING = {Role.TITLE, Role.STANDFIRST, Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION}
FUNCTION = {
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "but",
    "by",
    "for",
    "from",
    "has",
    "have",
    "he",
    "her",
    "his",
    "in",
    "is",
    "it",
    "its",
    "of",
    "on",
    "or",
    "over",
    "said",
    "says",
    "she",
    "that",
    "the",
    "their",
    "they",
    "this",
    "to",
    "was",
    "were",
    "which",
    "who",
    "will",
    "with",
}
T, S, P, L, H, B, X = (
    Role.TITLE,
    Role.STANDFIRST,
    Role.PARAGRAPH,
    Role.LIST_ITEM,
    Role.HEADING,
    Role.BYLINE,
    Role.BOILERPLATE,
)
type_of = {T: "first line, short, no full stop", X: "player notice", B: "names authors", H: "short line before text"}

BBC = [
    (T, "China and Japan hold first security talks in four years"),
    (X, "Media playback is unsupported on your device"),
    (P, "China and Japan are holding their first high-level security talks in four years, following recent tensions "
        "over territorial and historical issues."),
    (P, "The last round of talks was in 2011, before ties worsened over a row over islands in the East China Sea."),
    (P, "China also claims Japan has failed to adequately atone for aggression in World War Two."),
    (P, "But the BBC's Celia Hatton in Beijing says relations are slowly improving and at the top of the meeting's "
        "agenda is the establishment of a maritime communication hotline."),
    (H, "The disputed islands"),
    (L, "• The islands are controlled by Japan"),
    (L, "• Separately, Taiwan also claims the islands"),
    (P, "In November, Chinese President Xi Jinping and Japanese Prime Minister Shinzo Abe met on the sidelines of the "
        "Asia-Pacific Economic Co-operation summit in Beijing, where world media captured the two leaders frostily "
        "shaking hands."),
    (X, "Image copyright Getty Images"),
]  # fmt: skip
SCMP = [
    (T, "Mistrust remains despite China-Japan security talks: envoy"),
    (S, "Thaw in relations brings return to dialogue between China and Japan, but a lack of trust is an obstacle to "
        "progress, envoy says"),
    (P, "The two nations will exchange views about military and security policies this month, Cheng told reporters."),
    (P, "China and Japan are locked in a dispute over the sovereignty of the Diaoyu Islands in the East China Sea, "
        "known as the Senkakus in Japan."),
    (P, "Relations are also strained amid allegations by Beijing that the Japanese government has not fully atoned "
        "for crimes committed by Japanese forces during the second world war."),
    (P, "High-level talks between the two nations were suspended after Tokyo announced it was nationalising its "
        "control over the Diaoyu Islands in 2012."),
    (P, "Relations have thawed slightly since President Xi Jinping and Japanese Prime Minister Shinzo Abe met in "
        "Beijing in November, when the two nations vowed to increase dialogue."),
    (P, "Cheng said two meetings between officials from the two nations were held in January."),
    (B, "Additional reporting by Connie Lau and Kanis Leung"),
]  # fmt: skip
NHK = [
    (T, "日中、4年ぶりの安全保障対話"),
    (P, "日中両政府は19日、東京で4年ぶりとなる安全保障対話を開いた。"),
    (P, "前回の対話は2012年1月に北京で開かれた。"),
    (P, "両国は海上連絡メカニズムの早期運用を目指すことで一致した。"),
]  # fmt: skip

Blocks = Sequence[tuple[Role, str]]


def words_of(text: str, start: int) -> tuple[Word, ...]:
    def word(found: re.Match[str]) -> Word:
        term = fold(found[0]).removesuffix("s")
        kind = WordKind.CONTENT
        if fold(found[0]) in FUNCTION:
            kind = WordKind.FUNCTION
        elif term.isdigit():
            kind = WordKind.NUMBER
        return Word(Span(start + found.start(), start + found.end()), term, 5.0, kind)

    return tuple(word(found) for found in re.finditer(r"\w+", text))


def article(source: Source, told: Blocks) -> tuple[Article, list[Claim]]:
    text, blocks, claims = "", [], []
    for role, words in told:
        start = len(text)
        text += words + "\n\n"
        blocks.append(Block(Span(start, len(text)), role, type_of.get(role, "text")))
        inner = words.removeprefix("• ")
        if role in STATING and inner.strip():
            first = start + len(words) - len(inner)
            span = Span(first, first + len(inner))
            claims.append(Claim(source.name, len(claims) + 1, span, inner, role, span, words_of(inner, first)))
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(source, text, tuple(blocks), "utf-8", f"{source.name}.txt", digest), claims


def comparison(
    told: Mapping[Source, Blocks],
    same: Mapping[tuple[str, str], float],
    perhaps: Mapping[tuple[str, str], float] | None = None,
    clash: Sequence[tuple[str, str, str, str, ConflictKind, str]] = (),
) -> Comparison:
    """Tell a story: who said what, which claims are `same` or `perhaps` (pairs of ids), which words `clash`."""
    read = [article(source, blocks) for source, blocks in told.items()]
    claims = tuple(claim for _, found in read for claim in found)
    at = {claim.id: position for position, claim in enumerate(claims)}
    matches = tuple(match(claims, at[a], at[b], p) for (a, b), p in same.items())
    doubts = tuple(match(claims, at[a], at[b], p) for (a, b), p in (perhaps or {}).items())
    conflicts = tuple(
        Conflict(kind, at[a], at[b], find(claims[at[a]], x), find(claims[at[b]], y), why)
        for a, b, x, y, kind, why in clash
    )
    facts = facts_of(claims, matches, doubts, conflicts)
    only = {source.name: [f.claims[0] for f in facts if f.sources == (source.name,)][:2] for source in told}
    shared = [fact.claims[0] for fact in facts if fact.status is not Status.UNIQUE][:2]
    summaries = (
        Summary("shared", "default", sentences(shared)),
        *(Summary(f"only {name}", "default", sentences(found)) for name, found in only.items()),
    )
    settings = {"match above": 0.5, "doubt above": 0.3, "weights": ("word", "character")}
    return Comparison(
        tuple(a for a, _ in read), claims, matches, doubts, facts, conflicts, summaries, settings, "0.1.0"
    )


def annotated(story: Comparison, notes: Mapping[str, Mapping[str, object]], explained: Conflict | None) -> Comparison:
    """Give claims, by id, their numbers, times and attributions; the first conflict's fact an explained difference."""
    changed = {claim.id: replace(claim, **notes.get(claim.id, {})) for claim in story.claims}
    facts = tuple(replace(fact, claims=tuple(changed[claim.id] for claim in fact.claims)) for fact in story.facts)
    if explained:
        home = story.claims[explained.a]
        facts = tuple(replace(f, differences=(explained,)) if changed[home.id] in f.claims else f for f in facts)
    return replace(story, claims=tuple(changed[claim.id] for claim in story.claims), facts=facts)


def said(
    claim: Claim,
    source: str,
    cue: str,
    content: str,
    speaker: str = "",
    kind: SpeakerKind = SpeakerKind.NAMED,
    direct: bool = False,
    hedged: bool = False,
    denied: bool = False,
) -> Attribution:
    """Attribute some words of `claim` to other words of it."""
    spans = [(find(claim, words),) if words else () for words in (source, cue, content)]
    return Attribution(spans[0], spans[1], spans[2], speaker, kind, direct, hedged, denied)


def find(claim: Claim, words: str) -> Span:
    start = claim.span.start + claim.text.index(words)
    return Span(start, start + len(words))


def sentences(claims: Sequence[Claim]) -> tuple[SummarySentence, ...]:
    return tuple(SummarySentence(claim.source, claim.span, claim.text) for claim in claims)


def match(claims: Sequence[Claim], a: int, b: int, probability: float) -> Match:
    terms = sorted({w.term for w in claims[a].words} & {w.term for w in claims[b].words} - FUNCTION)[:4]
    evidence = [Evidence(EvidenceKind.TERM, term, term, round(0.9 / len(terms), 4)) for term in terms]
    return Match(a, b, probability, (*evidence, Evidence(EvidenceKind.NUMBER, "2011", "2012", -0.1)))


def facts_of(
    claims: Sequence[Claim], matches: Sequence[Match], doubts: Sequence[Match], conflicts: Sequence[Conflict]
) -> tuple[Fact, ...]:
    group = list(range(len(claims)))
    for m in matches:
        group = [group[m.a] if g == group[m.b] else g for g in group]
    found = []
    for leader in dict.fromkeys(group):
        inside = {i for i, g in enumerate(group) if g == leader}
        clashing = tuple(c for c in conflicts if c.a in inside)
        holding = tuple(m for m in matches if m.a in inside)
        sure = min((m.probability for m in holding), default=1.0)
        status = Status.CONFLICTING if clashing else Status.SHARED if holding else Status.UNIQUE
        doubtful = tuple(d for d in doubts if {d.a, d.b} & inside)
        found.append(Fact("", status, tuple(claims[i] for i in sorted(inside)), sure, holding, doubtful, clashing))
    order = list(Status)
    found.sort(key=lambda fact: order.index(fact.status))
    return tuple(replace(fact, id=f"F{number}") for number, fact in enumerate(found, 1))


BBC_SOURCE = Source("bbc", "https://www.bbc.com/news/world-asia-31956380", "2015-03-19")
SCMP_SOURCE = Source("scmp", "https://scmp.com/news/china/article/1731251/", "2015-03-06", "Connie Lau, Kanis Leung")
SAME = {("bbc:5", "scmp:5"): 0.823, ("bbc:3", "scmp:6"): 0.71, ("bbc:8", "scmp:7"): 0.974}
CLASH = [("bbc:3", "scmp:6", "2011", "2012", ConflictKind.DATE, "Both date the break in the talks; a year apart.")]
PERHAPS = {("bbc:2", "scmp:3"): 0.46, ("bbc:1", "scmp:3"): 0.41, ("bbc:6", "scmp:4"): 0.33, ("bbc:5", "scmp:1"): 0.35}


@pytest.fixture(scope="session")
def two() -> Comparison:
    same = {("bbc:4", "scmp:5"): 0.823, ("bbc:8", "scmp:7"): 0.974}
    return comparison({BBC_SOURCE: BBC, SCMP_SOURCE: SCMP}, same)


@pytest.fixture(scope="session")
def three() -> Comparison:
    told = {BBC_SOURCE: BBC, SCMP_SOURCE: SCMP, Source("NHK 日本放送協会", None, "2015年3月19日"): NHK}
    same = {
        ("bbc:4", "scmp:5"): 0.823,
        ("bbc:3", "scmp:6"): 0.71,
        ("bbc:8", "scmp:7"): 0.974,
        ("bbc:2", "NHK 日本放送協会:2"): 0.91,
    }
    perhaps = {
        ("bbc:2", "scmp:3"): 0.46,
        ("bbc:6", "scmp:4"): 0.33,
        ("scmp:6", "NHK 日本放送協会:3"): 0.48,
        ("bbc:5", "NHK 日本放送協会:4"): 0.41,
    }
    return comparison(told, same, perhaps, CLASH)


@pytest.fixture(scope="session")
def told(three: Comparison) -> Comparison:
    """`three` with speakers, numbers, dates, and a difference that is explained."""
    of = {claim.id: claim for claim in three.claims}
    at = {claim.id: position for position, claim in enumerate(three.claims)}
    b3, b4, b5, b8 = of["bbc:3"], of["bbc:4"], of["bbc:5"], of["bbc:8"]
    s3, s4, s5, s6, s7, s8 = (of[f"scmp:{n}"] for n in range(3, 9))
    dated = TimeExpression(find(b3, "2011"), date(2011, 1, 1), date(2011, 12, 31))
    day = TimeExpression(find(s8, "January"), date(2015, 1, 9), date(2015, 1, 9))
    relative = TimeExpression(find(b8, "November"), None, None)
    two_meetings = Number(find(s8, "two"), 2.0, "meeting", 2.0, 2.0)
    seven, eight = Number(find(b4, "War"), 7.0, "war", 7.0, 7.0), Number(find(s5, "war"), 8.0, "war", 8.0, 8.0)
    notes: dict[str, dict[str, object]] = {
        "bbc:3": {"times": (dated,)},
        "bbc:4": {
            "numbers": (seven,),
            "attributions": (said(b4, "China", "also claims", b4.text[18:], "China", hedged=True),),
        },
        "bbc:5": {"attributions": (said(b5, "Celia Hatton", "says", b5.text[46:], "Celia Hatton"),)},
        "bbc:8": {"times": (relative,)},
        "scmp:3": {"attributions": (said(s3, "Cheng", "told", "The two nations will exchange", "Cheng Yonghua"),)},
        "scmp:4": {"attributions": (said(s4, "Japan", "known", s4.text[:90], "Japan", denied=True),)},
        "scmp:5": {
            "numbers": (eight,),
            "attributions": (
                said(s5, "Relations", "amid", s5.text[50:], "Kyodo", SpeakerKind.OUTLET),
            ),
        },
        "scmp:6": {"attributions": (said(s6, "", "were suspended", s6.text[:90]),)},
        "scmp:7": {
            "attributions": (
                said(s7, "two nations", "vowed", "to increase dialogue", "", SpeakerKind.ANONYMOUS, direct=True),
            )
        },
        "scmp:8": {"times": (day,), "numbers": (two_meetings,)},
    }  # fmt: skip
    why = Conflict(
        ConflictKind.NUMBER, at["bbc:4"], at["scmp:5"], seven.span, eight.span, "seven, eight", 0.7, "a later count"
    )
    return annotated(three, notes, why)


@pytest.fixture(scope="session")
def ten() -> Comparison:
    told = {Source(f"Outlet {n}", f"https://outlet{n}.example/a"): BBC[: 3 + n % 5] for n in range(1, 11)}
    same = {("Outlet 1:2", f"Outlet {n}:2"): 0.8 + n / 100 for n in range(2, 11) if n % 5}
    perhaps = {("Outlet 2:1", "Outlet 9:1"): 0.44, ("Outlet 1:2", "Outlet 3:1"): 0.31}
    return comparison(told, same, perhaps)


def told_by(name: str, title: str, text: str, url: str | None) -> Comparison:
    """Return a comparison in which a hostile source's every word is one of these."""
    hostile = Source(name, url, title, text)
    blocks = [(T, title), (P, text), (P, text + " again 2011"), (X, text + " left out")]
    same = {(f"{name}:1", "bbc:2"): 0.8, (f"{name}:2", "bbc:3"): 0.6} if title.strip() and text.strip() else {}
    start = comparison({hostile: blocks, BBC_SOURCE: BBC}, same)
    if not same:
        return start
    clash = Conflict(ConflictKind.NAME, 1, 5, start.claims[1].span, start.claims[5].span, text)
    evidence = (Evidence(EvidenceKind.NAME, text, title, -0.3),)
    matches = tuple(replace(m, evidence=evidence) for m in start.matches)
    shared = tuple(
        replace(f, status=Status.CONFLICTING, conflicts=(clash,), matches=matches[1:])
        if f.claims[0].id == f"{name}:2"
        else f
        for f in start.facts
    )
    doubt = Match(2, 6, 0.4, evidence)
    story = replace(start, facts=shared, matches=matches, conflicts=(clash,), doubts=(doubt,), settings={text: title})
    claim = start.claims[1]
    half = claim.span.start + max(1, len(claim.text) // 2)
    whole, first = (claim.span,), (Span(claim.span.start, half),)
    notes: dict[str, dict[str, object]] = {
        f"{name}:{n}": {
            "numbers": (Number(first[0], 7.0 * n, text, 7.0 * n, 7.0 * n),),
            "times": (
                TimeExpression(first[0], date(2011, 2, 1), date(2012, 3, 1)),
                TimeExpression(whole[0], None, None),
            ),
            "attributions": (Attribution(first, first, whole, title, SpeakerKind.NAMED, direct=n == 1, hedged=n == 2),),
        }
        for n in (2,)
    }
    return annotated(story, notes, replace(clash, explanation=title))


NAUGHTY = (
    "<script>alert(1)</script> \x1b[31mred\x1b[0m \u202egnp.exe\u202c a\0b | `code` | *bold* [l](javascript:x) "
    "![i](http://x.example/i.png) http://x.example @everyone #1 :smile: &lt;b&gt; \ud800 =SUM(A1) \x9b31m\x07 日本語"
)


@pytest.fixture(scope="session")
def hostile() -> Comparison:
    return told_by("<b>|`*\x1b[2J", "=HYPERLINK(1) " + NAUGHTY, NAUGHTY, "javascript:alert(1)")


@pytest.fixture(scope="session")
def tell() -> Callable[[str, str, str, str | None], Comparison]:
    return told_by


@pytest.fixture(scope="session")
def crowds(payloads: list[str]) -> list[tuple[list[str], Comparison]]:
    """Every payload as the name, address, date, title, words and boilerplate of a source, fifty sources at a time."""
    chunks = [payloads[start : start + 50] for start in range(0, len(payloads), 50)]
    return [
        (chunk, comparison({Source(f"{n}{p}", p, p, p): [(T, p), (P, p), (X, p)] for n, p in enumerate(chunk)}, {}))
        for chunk in chunks
    ]


@pytest.fixture(params=["two", "three", "told", "ten", "hostile"])
def any_comparison(request: pytest.FixtureRequest) -> Comparison:
    result = request.getfixturevalue(request.param)
    assert isinstance(result, Comparison)
    return result
