"""A comparison as JSON-LD in the vocabulary of schema.org: who claims what, and where that can be read.

    {"@type": "Claim", "@id": "#F1", "keywords": ["shared"], "hasPart": [{"@id": "#c1"}, {"@id": "#c9"}]}
    {"@type": "Claim", "@id": "#c1", "text": "In November …", "appearance": {"@id": "#s1"}, "author": …}
    {"@type": "NewsArticle", "@id": "#s1", "url": "https://…", "datePublished": "2015-03-19", "publisher": …}

A fact is a `Claim` of which the sources' claims are parts, each with the article in which it appears. Conflicts,
explained differences and a reviewer's notes are `comment`s on the fact. The author of a claim is who is named to have
said it, else the outlet. There is no `ClaimReview`: it holds a verdict on what is true, and a comparison has none.

Names in the graph are relative (``#F1``), as a comparison has no address; who publishes it gives it one (``@base``).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from compare.model import SpeakerKind
from compare.views.data import escaped
from compare.views.escape import link, one_line
from compare.views.layout import lay_out
from compare.views.place import address
from compare.views.wording import METHOD

if TYPE_CHECKING:
    from compare.model import Article, Claim, Comparison
    from compare.views.sheet import Row

# What schema.org reads as a date; a date as a page prints it ("19 March 2015") is none.
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\Z")


def to_jsonld(comparison: Comparison) -> str:
    """Return the graph of `comparison` as JSON-LD text, one node for each article, fact and claim."""
    sheet = lay_out(comparison)
    rows = (*sheet.conflicts, *sheet.shared, *sheet.perhaps, *(row for own in sheet.only.values() for row in own))
    row_of = {saying.claim: row for row in rows for saying in row.sayings if not saying.reference}
    articles = {article.source.name: f"#s{number}" for number, article in enumerate(comparison.articles, 1)}
    names = {claim.id: f"#c{number}" for number, claim in enumerate(comparison.claims, 1)}
    explained: dict[str, list[str]] = {}
    for clash in sheet.explained:
        explained.setdefault(clash.fact, []).append(clash.note)
    graph = [
        {
            "@type": "Dataset",
            "@id": "#comparison",
            "name": sheet.headline,
            "description": " ".join(filter(None, (METHOD, sheet.reviewed))),
            "measurementTechnique": f"tellings {comparison.version}".strip(),
            "identifier": comparison.fingerprint,
            "isBasedOn": [{"@id": name} for name in articles.values()],
            "hasPart": [{"@id": f"#{fact.id}"} for fact in comparison.facts],
        },
        *(_article(article, articles[article.source.name]) for article in comparison.articles),
    ]
    for fact in comparison.facts:
        row = row_of[fact.claims[0].id]
        graph.append(
            {
                "@type": "Claim",
                "@id": f"#{fact.id}",
                "text": one_line(fact.claims[0].text).strip(),
                "keywords": ["perhaps" if row.doubtful else str(fact.status)],
                "appearance": [{"@id": articles[source]} for source in fact.sources],
                "hasPart": [{"@id": names[claim.id]} for claim in fact.claims],
                "comment": _comments(row, explained.get(row.id, [])),
            }
        )
    for claim in comparison.claims:
        article = comparison.article(claim.source)
        graph.append(_claim(claim, article, names[claim.id], articles[claim.source]))
    whole = {"@context": "https://schema.org", "@graph": [_told(node) for node in graph]}
    return escaped(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def _article(article: Article, name: str) -> dict[str, Any]:
    source = article.source
    date = source.date.strip() if source.date else ""
    iso = bool(_DATE.match(date))
    return {
        "@type": "NewsArticle",
        "@id": name,
        "headline": article.title,
        "url": link(source.url),
        "datePublished": date.replace(" ", "T") if iso else None,
        "dateline": None if iso else date,
        "inLanguage": source.language,
        "creditText": source.byline,
        "publisher": {"@type": "Organization", "name": source.name},
        "identifier": f"sha256:{article.digest}" if article.digest else None,
    }


def _claim(claim: Claim, article: Article, name: str, appearance: str) -> dict[str, Any]:
    said = claim.attributions[0] if claim.attributions else None
    author: dict[str, Any] | None = {"@type": "Organization", "name": claim.source}
    if said:
        # Whoever is named may be a person, a ministry or a country: schema.org's type is left open but for outlets.
        kind = {"@type": "Organization"} if said.kind is SpeakerKind.OUTLET else {}
        author = {**kind, "name": said.speaker} if said.speaker else None
    return {
        "@type": "Claim",
        "@id": name,
        "identifier": claim.id,
        "text": one_line(claim.text).strip(),
        "url": link(address(article, claim.span)),
        "author": author,
        "appearance": {"@id": appearance},
        "inLanguage": article.source.language,
    }


def _comments(row: Row, explained: list[str]) -> list[dict[str, Any]]:
    told = [*(clash.note for clash in row.clashes), *(f"Explained: {note}" for note in explained), *row.review]
    return [{"@type": "Comment", "text": note} for note in told]


def _told(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without the properties that are not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}
