"""The summaries of a comparison: each article's own, what they share, and what only one of them says.

All are made of whole sentences, though facts are made of claims that can be parts of sentences. A sentence tells best
what is shared where it tells little else: of the sentences that state a shared fact, the one with the largest part of
its words in shared claims stands for it, the shorter of two alike. A sentence is only X's where every claim in it is,
and none is perhaps told by somebody else too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.model import Article, Claim, Fact, Status, Summary
from compare.summaries.summarise import summarise


def comparative(
    articles: Sequence[Article], claims: Sequence[Claim], facts: Sequence[Fact], words: int, method: str
) -> tuple[Summary, ...]:
    """Return a summary of each article, "shared", and "only X" for each source X, each of at most `words` words."""
    fact_of = {claim.id: fact for fact in facts for claim in fact.claims}
    texts = {article.source.name: article.text for article in articles}
    sentences = [_Sentence(whole, tuple(parts)) for whole, parts in whole_sentences(claims, texts)]

    def told(name: str, chosen: Sequence[_Sentence]) -> Summary:
        return summarise([sentence.whole for sentence in chosen], name=name, words=words, method=method)

    by_source = {name: [s for s in sentences if s.whole.source == name] for name in texts}
    own = {name: [s for s in by_source[name] if s.is_unique(fact_of)] for name in texts}
    return (
        *(told(name, by_source[name]) for name in texts),
        told("shared", _best_tellings(sentences, facts, fact_of)),
        *(told(f"only {name}", own[name]) for name in texts),
    )


def whole_sentences(claims: Sequence[Claim], texts: dict[str, str]) -> list[tuple[Claim, list[Claim]]]:
    """Join claims that are parts of one sentence. Return each sentence, as a claim, and its parts; in order.

    `texts` holds the text of each source's article.
    """
    parts: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        parts.setdefault((claim.source, claim.sentence.start), []).append(claim)
    return [
        (
            replace(
                group[0],
                span=group[0].sentence,
                text=group[0].sentence.of(texts[group[0].source]),
                words=tuple(word for claim in group for word in claim.words),
                numbers=tuple(number for claim in group for number in claim.numbers),
            ),
            group,
        )
        for group in parts.values()
    ]


@dataclass(frozen=True)
class _Sentence:
    whole: Claim
    parts: tuple[Claim, ...]

    def is_unique(self, fact_of: dict[str, Fact]) -> bool:
        """Tell whether no other source tells any part of it, surely or perhaps."""
        facts = [fact_of[part.id] for part in self.parts]
        return all(fact.status is Status.UNIQUE and not fact.doubts for fact in facts)

    def shared_part(self, fact_of: dict[str, Fact]) -> float:
        """Return the share of its characters that stand in shared claims, 0 to 1."""
        shared = [part for part in self.parts if fact_of[part.id].status is not Status.UNIQUE]
        return sum(len(part.text) for part in shared) / max(len(self.whole.text), 1)


def _best_tellings(sentences: Sequence[_Sentence], facts: Sequence[Fact], fact_of: dict[str, Fact]) -> list[_Sentence]:
    """Return for each shared fact the sentence that tells it with the least besides, in the order of `sentences`."""
    chosen = set()
    for fact in facts:
        if fact.status is Status.UNIQUE:
            continue
        ids = {claim.id for claim in fact.claims}
        telling = [k for k, s in enumerate(sentences) if any(part.id in ids for part in s.parts)]
        chosen.add(max(telling, key=lambda k: _aptness(sentences[k], fact_of)))
    return [sentences[k] for k in sorted(chosen)]


def _aptness(sentence: _Sentence, fact_of: dict[str, Fact]) -> tuple[float, int, str]:
    return round(sentence.shared_part(fact_of), 6), -len(sentence.whole.text), sentence.whole.text
