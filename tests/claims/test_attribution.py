"""Who said what: real forms with their reasons, the seeds, and laws that hold for every text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.claims.attribution import attributed, attributions, of_claim
from compare.claims.sentences import sentence_spans
from compare.model import Attribution, Claim, Role, Span, SpeakerKind
from compare.pipeline import claims_of

ROOT = Path(__file__).parent.parent.parent
CASES = json.loads((ROOT / "tests/cases/attributions.json").read_text(encoding="utf-8"))
PROSE = st.lists(
    st.sampled_from(
        """Ana Ruiz|Mr Hale|officials|the report|he|she|who|said|says|told|reporters|that|according|to|claims|was
        |quoted|as|saying|denied|by|reportedly|the dam|broke|,|.|"|“|”|'|''|’|:|(|)|-|and|but|of|on|Friday|Kyodo
        |is|alleged|not|would|•|fears|5|said.|"We|won."|it""".replace("\n        ", "").split("|")
    )
    | st.sampled_from(["\n", "\n\n"]),
    max_size=40,
).map(" ".join)
TEXTS = st.one_of(PROSE, st.text(max_size=120))


def found(text: str) -> list[Attribution]:
    return list(attributions(text, sentence_spans(text)))


def shown(said: Attribution, text: str) -> dict[str, str]:
    parts = {name: " … ".join(span.of(text) for span in getattr(said, name)) for name in ("source", "cue", "content")}
    flags = " ".join(flag for flag in ("direct", "hedged", "denied") if getattr(said, flag))
    return parts | {"speaker": said.speaker, "kind": said.kind.value, "flags": flags}


def params() -> list[object]:
    return [
        pytest.param(
            case, id=case["why"], marks=pytest.mark.xfail(reason=case["fails"], strict=True) if "fails" in case else ()
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", params())
def test_case(case: dict[str, object]) -> None:
    """Each telling of the case is found as it stands there; a case with none has none."""
    text = str(case["text"])
    told = [shown(said, text) for said in found(text)]
    for expected in case["said"]:  # type: ignore[attr-defined]
        filled = {"speaker": "", "flags": ""} | expected
        filled["kind"] = filled["kind"] or "anonymous"
        assert filled in told
    if case.get("only"):
        assert told == []


def test_there_are_enough_cases_and_each_once() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert all(case["said"] or case.get("only") for case in CASES)


@pytest.mark.parametrize(
    ("seed", "speaker", "kind", "words"),
    [
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, "he hoped the two nations could boost mutual trust"),
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, "The two nations will exchange views"),
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, "two meetings between officials"),
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, 'The path for improving ties was still "fragile"'),
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, "Japan should reflect on the past"),
        ("scmp", "Cheng Yonghua", SpeakerKind.NAMED, '"Japan should use the anniversary'),
        ("scmp", "Hua Chunying", SpeakerKind.NAMED, "Assistant Foreign Minister Liu Jianchao would in late March"),
        ("scmp", "Kyodo", SpeakerKind.OUTLET, "that Japan would explain its self-defence policies"),
        ("scmp", "Beijing's envoy to Japan", SpeakerKind.TITLED, "A lack of trust remained"),
        ("bbc", "Celia Hatton", SpeakerKind.NAMED, "relations are slowly improving"),
        ("bbc", "Japan's deputy foreign minister", SpeakerKind.TITLED, "that both sides hoped to"),
        ("bbc", "Liu Jianchao", SpeakerKind.NAMED, "that China hoped that the two countries"),
        ("bbc", "China", SpeakerKind.NAMED, "Japan has failed to adequately atone"),
    ],
)
def test_the_seeds(seed: str, speaker: str, kind: SpeakerKind, words: str) -> None:
    text = (ROOT / "seeds" / f"{seed}.txt").read_text("utf-8")
    [said] = [said for said in found(text) if said.content[0].of(text).startswith(words)]
    assert (said.speaker, said.kind) == (speaker, kind)


def test_a_claim_of_the_seeds_is_its_speakers() -> None:
    claims = claims_of(compare.read(ROOT / "seeds" / "scmp.txt"))
    speakers = {claim.text: [said.speaker for said in claim.attributions] for claim in claims}
    by_start = {text.split(",")[0][:40]: names for text, names in speakers.items()}
    assert by_start["The two nations will exchange views abou"] == ["Cheng Yonghua"]
    assert by_start["Japanese news agency Kyodo reported on T"] == ["Kyodo"]
    assert by_start["High-level talks between the two nations"] == []
    assert by_start["Cheng did not say whether China would in"] == []


@given(TEXTS)
def test_spans_are_in_the_text_in_order_and_apart(text: str) -> None:
    told = found(text)
    assert [said.cue for said in told] == sorted(said.cue for said in told)
    for said in told:
        assert said.content and len(said.cue) == 1 and len(said.source) <= 1
        for spans in (said.source, said.cue, said.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
        parts = sorted((*said.source, *said.cue, *said.content))
        assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


@given(TEXTS)
def test_the_same_text_gives_the_same(text: str) -> None:
    assert found(text) == found(text)


@pytest.mark.parametrize("case", [case for case in CASES if "\n" not in case["text"]], ids=lambda case: case["why"])
def test_spaces_make_no_difference(case: dict[str, object]) -> None:
    def words(text: str) -> list[dict[str, str]]:
        return [{name: " ".join(part.split()) for name, part in shown(said, text).items()} for said in found(text)]

    text = str(case["text"])
    assert words(text.replace(" ", "  ")) == words(text)


@given(TEXTS)
def test_what_comes_before_in_another_language_makes_no_difference(text: str) -> None:
    before = "今日は晴れ。\n\n"
    shift = len(before)
    moved = [tuple((s.start - shift, s.end - shift) for s in said.content) for said in found(before + text)]
    assert moved == [tuple(tuple(s) for s in said.content) for said in found(text)]


def test_the_face_finds_the_same() -> None:
    text = CASES[0]["text"]
    assert compare.attributions(text) == found(text)


def claim(text: str, words: str) -> Claim:
    span = Span(text.index(words), text.index(words) + len(words))
    return Claim("a", 1, span, span.of(text), Role.PARAGRAPH, span)


class TestOfClaim:
    text = "Kyodo reported that Tokyo hoped to open the northern port next spring. Rain fell."

    def test_the_outermost_is_first(self) -> None:
        outer, inner = of_claim(found(self.text), Span(0, self.text.index(" Rain")))
        assert (outer.speaker, inner.speaker) == ("Kyodo", "Tokyo")

    def test_what_nobody_said_has_none(self) -> None:
        assert of_claim(found(self.text), Span(self.text.index("Rain"), len(self.text))) == ()

    def test_claims_get_theirs(self) -> None:
        told, rain = self.text[: self.text.index(" Rain")], "Rain fell."
        claims = [claim(self.text, told), claim(self.text, rain)]
        first, second = attributed(claims, self.text, sentence_spans(self.text))
        assert [said.speaker for said in first.attributions] == ["Kyodo", "Tokyo"]
        assert second.attributions == ()

    @given(TEXTS)
    def test_claims_get_what_of_claim_says(self, text: str) -> None:
        sentences = sentence_spans(text)
        claims = [Claim("a", k, span, span.of(text), Role.PARAGRAPH, span) for k, span in enumerate(sentences, 1)]
        told = attributions(text, sentences)
        for one in attributed(claims, text, sentences):
            assert set(one.attributions) == set(of_claim(told, one.span))
