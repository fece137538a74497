"""A comparison read back from its JSON, as far as a review needs it: which claims there are, what was found of them.

Words, evidence and summaries are not read, so that what comes back is to be reviewed and counted, not to be shown.
"""

from __future__ import annotations

import json
from typing import Any

from compare.errors import ReviewError
from compare.model import (
    Article,
    Claim,
    Comparison,
    Conflict,
    ConflictKind,
    Fact,
    Match,
    Role,
    Source,
    Span,
    Status,
)


def holds_comparison(text: str | bytes) -> bool:
    """Whether a text is the JSON of a comparison, and not that of a review or of anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and "facts" in data


def from_json(text: str | bytes, name: str = "the comparison") -> Comparison:
    """Return the comparison of what `to_json` wrote; `name` is what errors call it. Raises `ReviewError`."""
    try:
        data = json.loads(text)
        reviewed = data["review"] is not None
        comparison = _comparison(data)
        intact = comparison.fingerprint == data["fingerprint"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ReviewError(f"{name} is no comparison's JSON; make it with: tellings compare … -o {name}") from error
    if reviewed:
        raise ReviewError(f"{name} was made with --review; make it again without, as it was found")
    if not intact:
        raise ReviewError(f"{name} was changed since it was made: its fingerprint does not fit its texts and claims")
    return comparison


def _comparison(data: dict[str, Any]) -> Comparison:
    claims = tuple(_claim(each) for each in data["claims"])
    at = {claim.id: position for position, claim in enumerate(claims)}
    matches = {(m["a"], m["b"]): Match(at[m["a"]], at[m["b"]], m["probability"]) for m in data["matches"]}
    doubts = {(m["a"], m["b"]): Match(at[m["a"]], at[m["b"]], m["probability"]) for m in data["doubts"]}
    told = {each["id"]: _conflict(each, at) for each in (*data["conflicts"], *data["differences"])}
    facts = tuple(
        Fact(
            id=fact["id"],
            status=Status(fact["status"]),
            claims=tuple(claims[at[claim]] for claim in fact["claims"]),
            probability=fact["probability"],
            matches=tuple(matches[a, b] for a, b in fact["matches"]),
            doubts=tuple(doubts[a, b] for a, b in fact["doubts"]),
            conflicts=tuple(told[name] for name in fact["conflicts"]),
            differences=tuple(told[name] for name in fact["differences"]),
        )
        for fact in data["facts"]
    )
    return Comparison(
        articles=tuple(Article(Source(each["source"]), each["text"], ()) for each in data["articles"]),
        claims=claims,
        matches=tuple(matches.values()),
        doubts=tuple(doubts.values()),
        facts=facts,
        conflicts=tuple(told[each["id"]] for each in data["conflicts"]),
        summaries=(),
        version=data["tool"]["version"],
    )


def _claim(data: dict[str, Any]) -> Claim:
    source, _, number = data["id"].rpartition(":")
    return Claim(source, int(number), _span(data["span"]), data["text"], Role(data["role"]), _span(data["sentence"]))


def _conflict(data: dict[str, Any], at: dict[str, int]) -> Conflict:
    return Conflict(
        kind=ConflictKind(data["kind"]),
        a=at[data["a"]],
        b=at[data["b"]],
        span_a=_span(data["span_a"]),
        span_b=_span(data["span_b"]),
        reason=data["reason"],
        probability=data["probability"],
        explanation=data["explanation"],
    )


def _span(data: dict[str, int]) -> Span:
    return Span(data["start"], data["end"])
