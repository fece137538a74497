"""What the page's script works on: who is in which fact, as numbers; the words stay in the page.

    {"sources": ["bbc", "scmp"], "claims": [[0, 1], [0, 2], …], "facts": [["F1", [4, 25]], …], "leaders": [0, 1, …],
     "pairs": [[4, 25], …], "speakers": [["Cheng Yonghua", [7, 30]]], "steps": [{"from": 50, "moved": [], …}], …}

A claim is its position in the comparison; its name ("bbc:3") is put together from its source and number. The script
filters and regroups the rows that are in the page already, so none of an article's text is in here but the words of
conflicts that the page itself does not show, and names. The result is JSON in which no ``<`` stands, so that nothing in
it can end the element that holds it.

Facts are those that were found. Where a reviewer changed them, the script takes the decisions, which come along, in the
same way as `compare.review` does, and so can take them back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from compare.views.escape import page
from compare.views.regrouped import leaders, steps
from compare.views.voices import voices
from compare.views.wording import CONFLICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from compare.model import Comparison, Conflict, Fact, Review

_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_KINDS: Final = list(CONFLICTS)


def scripted(
    comparison: Comparison,
    review: Review | None,
    others: Mapping[float, Sequence[Fact]],
    noted: Callable[[Conflict], str],
) -> str:
    """Return the JSON for the script: `others` are the facts by their limit, `noted` puts a conflict in words."""
    claims = comparison.claims
    at = {claim.id: position for position, claim in enumerate(claims)}
    limit = comparison.settings.get("match_from")
    facts = others.get(limit, comparison.facts) if isinstance(limit, float) else comparison.facts
    found = steps(claims, facts, others)
    shown = [conflict for fact in comparison.facts for conflict in fact.conflicts]
    own = [conflict for fact in facts for conflict in fact.conflicts]
    clashes = list(dict.fromkeys([*shown, *own, *(conflict for step in found for conflict in step.conflicts)]))
    number = {clash: k for k, clash in enumerate(clashes)}
    return _dumped(
        {
            "comparison": comparison.fingerprint,
            "version": comparison.version,
            "sources": comparison.sources,
            "claims": [[comparison.sources.index(claim.source), claim.number] for claim in claims],
            "facts": [[fact.id, [at[claim.id] for claim in fact.claims]] for fact in facts],
            "leaders": leaders(claims, facts),
            "pairs": _pairs(comparison),
            "kinds": list(CONFLICTS.values()),
            "clashes": [[c.a, c.b, _KINDS.index(c.kind), "" if c in shown else page(noted(c))] for c in clashes],
            "own": [number[clash] for clash in own],
            "speakers": _speakers(comparison),
            "from": round(100 * limit) if isinstance(limit, float) else None,
            "steps": [
                {
                    "from": round(100 * step.match_from),
                    "moved": step.moved,
                    "clashes": [number[clash] for clash in dict.fromkeys(step.conflicts)],
                }
                for step in found
            ],
            "review": review and _review(review),
        }
    )


def _pairs(comparison: Comparison) -> list[tuple[int, int]]:
    """Return the pairs that are matches or doubts at some limit; of a comparison that keeps them not, its own."""
    within = (pair for fact in comparison.facts for pair in (*fact.matches, *fact.doubts))
    every = comparison.pairs or (*comparison.matches, *comparison.doubts, *within)
    return sorted({(min(pair.a, pair.b), max(pair.a, pair.b)) for pair in every})


def _speakers(comparison: Comparison) -> list[tuple[str, list[int]]]:
    at = {claim.id: position for position, claim in enumerate(comparison.claims)}
    texts = {article.source.name: article.text for article in comparison.articles}
    return [
        (page(voice.name), sorted({at[claim.id] for told in voice.sayings for claim in told.claims}))
        for voice in voices(comparison.claims, texts)
    ]


def _review(review: Review) -> dict[str, Any]:
    return {
        "coder": review.coder,
        "decisions": [
            {"do": d.do.value, "claims": list(d.claims)}
            | ({"status": d.status.value} if d.status else {})
            | ({"text": d.text} if d.text else {})
            | ({"at": d.at} if d.at else {})
            for d in review.decisions
        ],
    }


def _dumped(data: Mapping[str, Any]) -> str:
    """Return JSON that can stand in an element of a page and be encoded as UTF-8."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return "".join(c if c.isprintable() else _escaped(c) for c in text) if not text.isprintable() else text


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k]:02x}{units[k + 1]:02x}" for k in range(0, len(units), 2))
