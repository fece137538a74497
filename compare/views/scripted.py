"""What the page's script works on: who is in which fact, as numbers; the words stay in the page.

    {"sources": ["bbc", "scmp"], "claims": [[0, 1], [0, 2], …], "facts": [["F1", "shared", [4, 25]], …],
     "pairs": [[4, 25, 82], …], "speakers": [["Cheng Yonghua", [7, 30]]], "steps": [{"from": 50, "moved": [], …}], …}

A claim is its position in the comparison; its name ("bbc:3") is put together from its source and number. The script
filters and regroups the rows that are in the page already, so none of an article's text is in here but for the words of
conflicts that the page itself does not show, and speakers' names. The result is JSON in which no ``<`` stands, so that
nothing in it can end the element that holds it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from compare.views.regrouped import leaders, steps
from compare.views.voices import voices
from compare.views.wording import CONFLICTS, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compare.model import Comparison, Conflict, Fact
    from compare.views.sheet import Clash, Sheet

_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def scripted(
    comparison: Comparison,
    sheet: Sheet,
    others: Mapping[float, Sequence[Fact]],
    noted: Mapping[Conflict, Clash],
) -> str:
    """Return the JSON for the script. `others` are the facts at other limits, `noted` says each conflict in words."""
    claims = comparison.claims
    at = {claim.id: position for position, claim in enumerate(claims)}
    order = {source: number for number, source in enumerate(comparison.sources)}
    found = steps(claims, comparison.facts, others)
    own = [conflict for fact in comparison.facts for conflict in fact.conflicts]
    clashes = list(dict.fromkeys([*own, *(conflict for step in found for conflict in step.conflicts)]))
    number = {clash: k for k, clash in enumerate(clashes)}
    texts = {article.source.name: article.text for article in comparison.articles}
    data: dict[str, Any] = {
        "comparison": fingerprint(comparison),
        "version": comparison.version,
        "sources": list(comparison.sources),
        "claims": [[order[claim.source], claim.number] for claim in claims],
        "leaders": leaders(claims, comparison.facts),
        "facts": [
            [fact.id, fact.status.value, percent(fact.probability) if fact.matches else None]
            + [[at[claim.id] for claim in fact.claims]]
            for fact in comparison.facts
        ],
        "pairs": [[a, b, shown] for (a, b), shown in sorted(_pairs(comparison).items())],
        "kinds": [words for words in CONFLICTS.values()],
        "clashes": [
            [clash.a, clash.b, list(CONFLICTS).index(clash.kind), "" if k < len(own) else noted[clash].note]
            for clash, k in number.items()
        ],
        "own": [number[clash] for clash in own],
        "speakers": [
            [voice.name, sorted({at[claim.id] for told in voice.sayings for claim in told.claims})]
            for voice in voices(claims, texts)
        ],
        "steps": [
            {
                "from": round(100 * step.match_from),
                "moved": step.moved,
                "clashes": [number[clash] for clash in dict.fromkeys(step.conflicts)],
            }
            for step in found
        ],
        "from": _percent_setting(comparison.settings.get("match_from")),
    }
    return json.dumps(_harmless(data), ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
