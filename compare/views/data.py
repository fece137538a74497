r"""A comparison for programs: everything, as JSON after a published schema.

::

    {"schema_version": "1.2", "tool": {…}, "settings": {…}, "fingerprint": "…", "review": …, "articles": […],
     "claims": […], "matches": […], "doubts": […], "facts": […], "conflicts": […], "differences": […],
     "summaries": […], "origins": […], "versions": […]}

Claims are named by their id (``bbc:3``), not by a position: a reader of the file can search for it, and a program that
filters the list breaks nothing. Spans count Unicode characters (code points) of the article's `text`, which is in the
file whole, so that every span can be checked against it. Probabilities have four places: more is noise, and differs
from machine to machine.

The text is UTF-8 as it is, for people to read, but for characters that could mislead a terminal or an editor (C1
controls, direction overrides) or that UTF-8 cannot hold (halves of surrogate pairs): these are ``\u…`` escapes, which
every JSON parser reads back as the same characters.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from compare.views.place import address, places_in

if TYPE_CHECKING:
    from datetime import date

    from compare.model import (
        Article,
        Attribution,
        Claim,
        Comparison,
        Conflict,
        Fact,
        Match,
        Number,
        Origin,
        Span,
        Summary,
        SummarySentence,
        Version,
    )

SCHEMA_VERSION: Final = "1.2"

_ESCAPED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(comparison: Comparison) -> str:
    """Return `comparison` as JSON text that validates against `schema()` and can always be encoded as UTF-8."""
    return _dumped(to_data(comparison))


def articles_to_json(articles: Sequence[Article], version: str) -> str:
    """Return what was read, uncompared, as JSON text: `articles` as in `to_json`."""
    tool = {"name": "tellings", "version": version}
    return _dumped(
        {"schema_version": SCHEMA_VERSION, "tool": tool, "articles": [_article(article) for article in articles]}
    )


def _dumped(data: Mapping[str, Any]) -> str:
    return escaped(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def escaped(text: str) -> str:
    """Return JSON text with `\\u…` for what could mislead a terminal or an editor, or UTF-8 cannot hold."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of `to_json`."""
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("comparison.schema.json").read_text("utf-8"))
    return loaded


def to_data(comparison: Comparison) -> dict[str, Any]:
    """Return `comparison` as plain dicts, lists, strings and numbers, in the order of the file."""
    claims = comparison.claims
    conflicts = (*comparison.conflicts, *(conflict for fact in comparison.facts for conflict in fact.conflicts))
    conflict_id = {conflict: f"C{number}" for number, conflict in enumerate(dict.fromkeys(conflicts), 1)}
    explained = (difference for fact in comparison.facts for difference in fact.differences)
    difference_id = {difference: f"D{number}" for number, difference in enumerate(dict.fromkeys(explained), 1)}
    fact_of = {claim.id: fact.id for fact in comparison.facts for claim in fact.claims}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "tellings", "version": comparison.version},
        "settings": _plain(comparison.settings),
        "fingerprint": comparison.fingerprint,
        "review": comparison.review and _review(comparison),
        "articles": [_article(article) for article in comparison.articles],
        "claims": [_claim(claim, fact_of[claim.id], comparison.article(claim.source)) for claim in claims],
        "matches": [_match(match, claims) for match in comparison.matches],
        "doubts": [_match(doubt, claims) for doubt in comparison.doubts],
        "facts": [_fact(fact, comparison, {**conflict_id, **difference_id}) for fact in comparison.facts],
        "conflicts": [_conflict(conflict, name, claims, fact_of) for conflict, name in conflict_id.items()],
        "differences": [_conflict(found, name, claims, fact_of) for found, name in difference_id.items()],
        "summaries": [_summary(summary) for summary in comparison.summaries],
        "origins": [_origin(origin) for origin in comparison.origins],
        "versions": [_version(version) for version in comparison.versions],
    }


def _article(article: Article) -> dict[str, Any]:
    source = article.source
    return {
        "source": source.name,
        "url": source.url,
        "date": source.date,
        "byline": source.byline,
        "origin": article.origin,
        "sha256": article.digest,
        "encoding": article.encoding,
        "fetched": article.fetched,
        "language": source.language,
        "version": source.version,
        "status": source.status,
        "embargo": source.embargo,
        "notes": list(article.notes),
        "title": article.title,
        "text": article.text,
        "blocks": [
            {"span": _span(block.span), "role": block.role.value, "reason": block.reason} for block in article.blocks
        ],
    }


def _claim(claim: Claim, fact: str, article: Article) -> dict[str, Any]:
    places = places_in(article, claim.span)
    return {
        "id": claim.id,
        "source": claim.source,
        "fact": fact,
        "role": claim.role.value,
        "span": _span(claim.span),
        "sentence": _span(claim.sentence),
        "text": claim.text,
        "numbers": [_number(number) for number in claim.numbers],
        "times": [{"span": _span(time.span), "start": _day(time.start), "end": _day(time.end)} for time in claim.times],
        "attributions": [_attribution(said) for said in claim.attributions],
        "places": [{"kind": p.kind.value, "number": p.number, "sheet": p.sheet} for p in places],
        "address": address(article, claim.span),
    }


def _number(number: Number) -> dict[str, Any]:
    bounds = {"low": _bound(number.low), "high": _bound(number.high)}
    return {"span": _span(number.span), "value": number.value, "unit": number.unit, **bounds}


def _bound(value: float) -> float | None:
    """Return a bound as JSON can hold it: it has no infinity."""
    return value if math.isfinite(value) else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _attribution(said: Attribution) -> dict[str, Any]:
    return {
        "source": [_span(span) for span in said.source],
        "cue": [_span(span) for span in said.cue],
        "content": [_span(span) for span in said.content],
        "speaker": said.speaker,
        "kind": said.kind.value,
        "direct": said.direct,
        "hedged": said.hedged,
        "denied": said.denied,
    }


def _match(match: Match, claims: tuple[Claim, ...]) -> dict[str, Any]:
    return {
        "a": claims[match.a].id,
        "b": claims[match.b].id,
        "probability": round(match.probability, 4),
        "evidence": [
            {"kind": e.kind.value, "words_a": e.words_a, "words_b": e.words_b, "weight": round(e.weight, 4)}
            for e in match.evidence
        ],
    }


def _review(comparison: Comparison) -> dict[str, Any]:
    review = comparison.review
    assert review is not None
    return {
        "coder": review.coder,
        "changed": sum(fact.changed for fact in comparison.facts),
        "decisions": [
            {
                "do": decision.do.value,
                "claims": list(decision.claims),
                "status": decision.status and decision.status.value,
                "text": decision.text,
                "at": decision.at,
            }
            for decision in review.decisions
        ],
    }


def _fact(fact: Fact, comparison: Comparison, names: Mapping[Conflict, str]) -> dict[str, Any]:
    claims = comparison.claims
    decisions = comparison.review.decisions if comparison.review else ()
    return {
        "id": fact.id,
        "status": fact.status.value,
        "sources": list(fact.sources),
        "probability": round(fact.probability, 4),
        "claims": [claim.id for claim in fact.claims],
        "matches": [[claims[match.a].id, claims[match.b].id] for match in fact.matches],
        "doubts": [[claims[doubt.a].id, claims[doubt.b].id] for doubt in fact.doubts],
        "conflicts": [names[conflict] for conflict in fact.conflicts],
        "differences": [names[difference] for difference in fact.differences],
        "decisions": [number for number, decision in enumerate(decisions, 1) if decision in fact.decisions],
        "changed": fact.changed,
        "origins": fact.origins or len(fact.sources),
        "first": fact.first or None,
    }


def _conflict(conflict: Conflict, name: str, claims: tuple[Claim, ...], fact_of: dict[str, str]) -> dict[str, Any]:
    a, b = claims[conflict.a], claims[conflict.b]
    return {
        "id": name,
        "fact": fact_of[a.id],
        "kind": conflict.kind.value,
        "a": a.id,
        "b": b.id,
        "span_a": _span(conflict.span_a),
        "span_b": _span(conflict.span_b),
        "reason": conflict.reason,
        "probability": round(conflict.probability, 4),
        "explanation": conflict.explanation,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "kind": origin.kind.value,
        "sources": list(origin.sources),
        "facts": list(origin.facts),
        "name": origin.name,
        "share": None if origin.share is None else round(origin.share, 4),
        "credits": [
            {
                "source": source,
                "agency": credit.agency,
                "kind": credit.kind.value,
                "words": credit.words,
                "span": credit.span and _span(credit.span),
            }
            for source, credit in origin.credits
        ],
        "reason": origin.reason,
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "source": version.source,
        "article": _article(version.article),
        "silent": version.silent,
        "note": version.note,
        "changes": [
            {
                "kind": change.kind.value,
                "before": change.before and _worded(change.before),
                "after": change.after and _worded(change.after),
                "differences": [
                    {
                        "kind": found.kind.value,
                        "span_before": _span(found.span_a),
                        "span_after": _span(found.span_b),
                        "reason": found.reason,
                        "explanation": found.explanation,
                    }
                    for found in change.differences
                ],
            }
            for change in version.changes
        ],
    }


def _worded(claim: Claim) -> dict[str, Any]:
    return {"span": _span(claim.span), "text": claim.text}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "name": summary.name,
        "method": summary.method,
        "sentences": [_told(sentence) for sentence in summary.sentences],
        "headline": summary.headline and _told(summary.headline),
    }


def _told(sentence: SummarySentence) -> dict[str, Any]:
    return {"source": sentence.source, "span": _span(sentence.span), "text": sentence.text}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _plain(value: object) -> Any:
    """Return a setting as JSON can hold it; what JSON has no word for (infinity, a path) as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return str(value)
