"""The labelled pairs that the conflict benchmarks read: own cases, and the matched pairs of the alignment gold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from compare.claims.annotate import loose_claims
from compare.model import Attribution, Claim, Span, SpeakerKind

CASES = Path(__file__).parents[1] / "tests/cases/conflicts.json"
Labelled = tuple[tuple[Claim, Claim], str | None]


def cases(split: str) -> Iterator[Labelled]:
    """Yield the cases of a part, "tuned" or "held", with the kind of their conflict or None."""
    for case in json.loads(CASES.read_text("utf-8")):
        if case["split"] == split:
            yield (
                (claim("one", case["a"], case.get("said_a")), claim("other", case["b"], case.get("said_b"))),
                case["kind"],
            )


def claim(source: str, text: str, said: Sequence[str] | None) -> Claim:
    """Return the claim that a case's text makes; `said` are the words of its speaker and of what is said, if given."""
    (made,) = loose_claims(source, [text])
    if not said:
        return made
    speaker, content = (Span(text.index(words), text.index(words) + len(words)) for words in said)
    named = any(word[:1].isupper() and word not in {"The", "Engineers"} for word in said[0].split())
    kind = SpeakerKind.NAMED if named else SpeakerKind.TITLED
    return replace(made, attributions=(Attribution((speaker,), (), (content,), kind=kind),))


def aligned(folder: Path) -> Iterator[Labelled]:
    """Yield the pairs of the alignment gold that state the same, wholly or in part, with the kind of their conflict."""
    for name in ("own", "own_train"):
        for line in (folder / f"alignment/{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            a, b = loose_claims("a", row["a"]), loose_claims("b", row["b"])
            clash = {(i, j): kind or other for i, j, kind, other, *_ in row["conflicts"]}
            for i, j, _ in row["gold"]:
                yield (a[i], b[j]), clash.get((i, j))
