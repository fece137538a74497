"""The main flow, from articles to a comparison: the stages named in order, nothing else.

articles ─ claims ─→ claims ─ matches ─→ matches ─ outcomes ─→ facts, conflicts ─ summaries ─→ comparison
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.archive.history import first_told, latest, version
from compare.archive.origins import counted, origins
from compare.articles.names import distinct
from compare.claims.annotate import claims as annotated
from compare.claims.annotate import worded
from compare.claims.attribution import attributed
from compare.claims.attribution import attributions as attributed_in
from compare.claims.dates import article_day
from compare.claims.extract import statements
from compare.claims.rejoin import rejoined
from compare.claims.sentences import sentence_spans
from compare.errors import CompareError, SummaryError
from compare.matches.match import matches, story_matches
from compare.matches.semantic import Encoder, encoder
from compare.model import (
    Article,
    Attribution,
    Claim,
    Comparison,
    Conflict,
    Fact,
    Match,
    Review,
    Role,
    Span,
    Summary,
    Version,
)
from compare.outcomes.conflicts import differences
from compare.outcomes.facts import facts, surest
from compare.outcomes.loose import between
from compare.review import applied
from compare.settings import Settings
from compare.summaries.comparative import comparative, whole_sentences
from compare.summaries.summarise import summarise as summarised

_MOST_REGROUPED = 5_000  # pairs: the details of each are compared, a millisecond a pair


def compare(articles: Sequence[Article], settings: Settings, version: str) -> Comparison:
    """Compare `articles`, two or more of one story. Raises `CompareError` where there is nothing to compare."""
    with_earlier = latest(articles)
    newest = [article for article, _ in with_earlier]
    # The versions of one article have something to compare, if not with another telling.
    articles = tuple(newest) if len(newest) == 1 < len(articles) else distinct(newest)
    cut = [_annotated(article) for article in articles]
    model = encoder(settings.semantic) if settings.semantic else None
    partners = _partners(cut, settings.doubt_from, model)
    told = [
        _attributed(article, rejoined(claims, article.text, closest))
        for article, claims, closest in zip(articles, cut, partners, strict=True)
    ]
    pairs = story_matches(told, settings.doubt_from, encoder=model)
    claims = tuple(claim for of_article in told for claim in of_article)
    found = facts(claims, pairs, settings.match_from, differences)
    together = origins(articles, found)
    versions = tuple(
        version
        for article, (_, earlier) in zip(articles, with_earlier, strict=True)
        for version in _versions(article, earlier)
    )
    found = first_told(counted(found, together), articles, versions)
    return Comparison(
        articles=articles,
        claims=claims,
        matches=tuple(match for fact in found for match in fact.matches),
        doubts=tuple(dict.fromkeys(doubt for fact in found for doubt in fact.doubts)),
        facts=found,
        conflicts=tuple(conflict for fact in found for conflict in fact.conflicts),
        summaries=comparative(articles, claims, found, settings.summary_words, settings.summary_method),
        settings=settings.as_mapping(),
        version=version,
        pairs=tuple(pairs),
        origins=together,
        versions=versions,
    )


def regrouped(comparison: Comparison) -> dict[float, tuple[Fact, ...]]:
    """Return the facts that `comparison` would have, without its review, at other `match_from`, by this limit.

    The limits go in steps of .05 from its `doubt_from` to .95; its own is among them. Where no pairs are kept, or so
    many that this would take longer than the comparison, there are none.
    """
    own, least = (comparison.settings.get(name) for name in ("match_from", "doubt_from"))
    if not isinstance(own, float) or not isinstance(least, float) or not 0 < len(comparison.pairs) <= _MOST_REGROUPED:
        return {}
    found: dict[tuple[int, int], Sequence[Conflict]] = {}

    def once(claims: Sequence[Claim], match: Match) -> Sequence[Conflict]:
        if (match.a, match.b) not in found:
            found[match.a, match.b] = differences(claims, match)
        return found[match.a, match.b]

    limits = sorted({own, *(step / 100 for step in range(0, 100, 5) if least <= step / 100)})
    return {limit: facts(comparison.claims, comparison.pairs, limit, once) for limit in limits}


def reviewed(comparison: Comparison, review: Review) -> Comparison:
    """Apply a review to a comparison, and summarise anew. Raises `ReviewError` where it does not fit."""
    changed = applied(
        comparison, review, lambda claims, found: [d for match in surest(found) for d in differences(claims, match)]
    )
    together = origins(changed.articles, changed.facts)
    words, method = comparison.settings["summary_words"], comparison.settings["summary_method"]
    return replace(
        changed,
        facts=first_told(counted(changed.facts, together), changed.articles, changed.versions),
        origins=together,
        summaries=comparative(changed.articles, changed.claims, changed.facts, int(str(words)), str(method)),
    )


def align(
    sentences_a: Sequence[str], sentences_b: Sequence[str], least: float, semantic: str | None = None
) -> list[Match]:
    """Match two lists of sentences, each sentence whole as it is given."""
    model = encoder(semantic) if semantic else None
    return matches(worded("a", sentences_a), worded("b", sentences_b), least, encoder=model)


def conflicts(text_a: str, text_b: str, least: float) -> list[Conflict]:
    """Find where two loose texts contradict each other; positions are those of their sentences' claims."""
    claims_a, claims_b = (
        annotated(name, text, [(span, Role.PARAGRAPH) for span in sentence_spans(text)])
        for name, text in (("the first", text_a), ("the second", text_b))
    )
    return between(claims_a, claims_b, matches(claims_a, claims_b, least))


def summarise(
    articles: Sequence[Article],
    method: str,
    *,
    words: int | None = None,
    sentences: int | None = None,
    share: float | None = None,
) -> Summary:
    """Summarise one article, or several of one story, by words, sentences or a share of their words."""
    if not articles:
        raise SummaryError("nothing to summarise: no article given")
    articles = distinct(articles) if len(articles) > 1 else articles
    texts = {article.source.name: article.text for article in articles}
    claims = [claim for article in articles for claim in claims_of(article)]
    return summarised(
        [whole for whole, _ in whole_sentences(claims, texts)],
        name=", ".join(texts),
        words=words,
        sentences=sentences,
        share=share,
        method=method,
        texts=texts,
    )


def claims_of(article: Article) -> tuple[Claim, ...]:
    """Return what `article` states. Raises `CompareError` where it states nothing."""
    return _attributed(article, _annotated(article))


def attributions(text: str) -> list[Attribution]:
    """Return who is said to have said what in a text."""
    return list(attributed_in(text, sentence_spans(text)))


def _versions(article: Article, earlier: Sequence[Article]) -> Iterator[Version]:
    """Return what changed from each earlier version to the next, the latest first."""
    for older in earlier:
        older = replace(older, source=replace(older.source, name=article.source.name))
        yield version(older, article, claims_of(older), claims_of(article))
        article = older


def _annotated(article: Article) -> tuple[Claim, ...]:
    return annotated(article.source.name, article.text, stated(article), article_day(article.source.date))


def _attributed(article: Article, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return attributed(claims, article.text, [span for span, _ in stated(article)])


def stated(article: Article) -> list[tuple[Span, Role]]:
    """Return the spans of what `article` states, with their roles. Raises `CompareError` where it states nothing."""
    found = statements(article)
    if not found:
        raise CompareError(
            f"{article.origin or article.source.name} states nothing: it has no whole sentence; "
            "`tellings read` shows what was made of each line"
        )
    return found


def _partners(told: Sequence[Sequence[Claim]], least: float, model: Encoder | None) -> list[dict[int, str]]:
    """Return for each article: number of a part of a sentence → name of the claim of another that it matches best."""
    claims = [claim for of_article in told for claim in of_article]
    counts = Counter((claim.source, claim.sentence) for claim in claims)
    parts = [k for k, claim in enumerate(claims) if counts[claim.source, claim.sentence] > 1]
    best: dict[str, tuple[float, str]] = {}
    for pair in story_matches(told, least, of=parts, explained=False, encoder=model):
        a, b = claims[pair.a].id, claims[pair.b].id
        best[a] = max(best.get(a, (0.0, "")), (pair.probability, b))
        best[b] = max(best.get(b, (0.0, "")), (pair.probability, a))
    return [{c.number: best[c.id][1] for c in of_article if c.id in best} for of_article in told]
