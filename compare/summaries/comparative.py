"""The summaries of a comparison: each article's own, what they share, what only one says, where they disagree.

All are made of whole sentences, though facts are made of claims that can be parts of sentences.

* *Shared*: a sentence tells best what is shared where it tells little else. Of the sentences that state a shared fact
  one stands for it: one that can be understood alone before one that cannot, then the one of whose words most stand
  in the claims of the others, and these surely the same, then the shorter. Each counts as much as it has sources: a
  fact that four report goes in before one that two do.
* *Only X*: a sentence is only X's where every claim in it is, and none is perhaps told by somebody else too. Which of
  these matter is read from all articles: a sentence that says much of what the story is about counts more, and its
  place in the article less, than in a summary of the article.
* *Conflicts*: the sentences that disagree, the two sides of each conflict together, in the order of the facts; words
  that somebody said with the sentence that says who. It is made where there is a conflict that can be shown so.

In the shared and unique summaries a sentence that waits for one which may not be there is left out; they are empty
where none is left, as a sentence whose "he" is another man than the reader thinks is worse than the list of facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.model import Article, Claim, Fact, Role, Status, Summary, WordKind, whole_sentence
from compare.summaries.context import passages
from compare.summaries.coverage import Board, coverage
from compare.summaries.length import Budget
from compare.summaries.summarise import headline, quoted, summarise

# The probability from which a fact goes into a summary of what is shared: a summary has no room for a doubt.
SURELY = 0.6


def comparative(
    articles: Sequence[Article], claims: Sequence[Claim], facts: Sequence[Fact], words: int, method: str
) -> tuple[Summary, ...]:
    """Return a summary of each article, "shared", "only X" for each source X, and "conflicts" where there are any.

    Each has at most `words` words. `method` chooses the sentences of all but "conflicts", which keeps pairs together.
    """
    fact_of = {claim.id: fact for fact in facts for claim in fact.claims}
    texts = {article.source.name: article.text for article in articles}
    sentences = [_Sentence(whole, tuple(parts)) for whole, parts in whole_sentences(claims, texts)]
    story = _Story(tuple(s.whole for s in sentences), texts, words, method)
    of_source = {name: [s for s in sentences if s.whole.source == name] for name in texts}
    shared = _best_tellings(sentences, facts, fact_of, _sureness(claims, facts), story.standing())
    spread = [max(len(fact_of[part.id].sources) for part in s.parts) for s in shared]
    return (
        *(
            summarise([s.whole for s in own], name=name, words=words, method=method, texts=texts)
            for name, own in of_source.items()
        ),
        story.told("shared", [s.whole for s in shared], [sources - 1.0 for sources in spread]),
        *(story.told_only_by(name, [s for s in own if s.is_unique(fact_of)]) for name, own in of_source.items()),
        *story.conflicting(facts, claims),
    )


def whole_sentences(claims: Sequence[Claim], texts: Mapping[str, str]) -> list[tuple[Claim, list[Claim]]]:
    """Join claims that are parts of one sentence. Return each sentence, as a claim, and its parts; in order.

    `texts` holds the text of each source's article.
    """
    parts: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        parts.setdefault((claim.source, claim.sentence.start), []).append(claim)
    return [(whole_sentence(group, texts[group[0].source]), group) for group in parts.values()]


@dataclass(frozen=True)
class _Sentence:
    whole: Claim
    parts: tuple[Claim, ...]

    def is_unique(self, fact_of: Mapping[str, Fact]) -> bool:
        """Tell whether no other source tells any part of it, surely or perhaps."""
        facts = [fact_of[part.id] for part in self.parts]
        return all(fact.status is Status.UNIQUE and not fact.doubts for fact in facts)

    def shared_part(self, fact_of: Mapping[str, Fact], sureness: Mapping[str, float]) -> float:
        """Return the share of what it tells that others tell in the same facts, as surely as these match; 0 to 1.

        What it tells are its words but those of grammar, each by its rarity.
        """
        told = whole = 0.0
        for part in self.parts:
            others = (claim for claim in fact_of[part.id].claims if claim.source != part.source)
            terms = {word.term for claim in others for word in claim.words}
            for word in part.words:
                weight = word.rarity if word.kind is not WordKind.FUNCTION else 0.0
                whole += weight
                told += weight * sureness.get(part.id, 0.0) if word.term in terms else 0.0
        return told / whole if whole else 0.0


@dataclass(frozen=True)
class _Story:
    """All sentences of the articles, to summarise some of them in their light."""

    sentences: tuple[Claim, ...]
    texts: Mapping[str, str]
    words: int
    method: str

    def standing(self) -> frozenset[str]:
        """Return the claims, by id, that can be understood alone."""
        runs = passages(self.sentences, None, self.texts)
        return frozenset(self.sentences[k].id for run in runs if run.stands for k in run.positions)

    def told(self, name: str, chosen: Sequence[Claim], gains: Sequence[float]) -> Summary:
        """Return the summary of the `chosen` sentences, each of which counts its gain times."""
        body = [(claim, gain) for claim, gain in zip(chosen, gains, strict=True) if claim.role is not Role.CAPTION]
        if not body:
            return Summary(name, self.method, ())
        board = self._board([claim for claim, _ in body], [gain for _, gain in body])
        if self.method != "default":
            made = summarise(chosen, name=name, words=self.words, method=self.method, texts=self.texts)
            return Summary(name, self.method, made.sentences, headline(board))
        picked = coverage(board, Budget(self.words), whatever=False)
        return Summary(name, self.method, tuple(quoted(body[k][0]) for k in picked), headline(board))

    def told_only_by(self, source: str, own: Sequence[_Sentence]) -> Summary:
        """Return the summary of what only `source` says."""
        chosen = [sentence.whole for sentence in own]
        return self.told(f"only {source}", chosen, [max(1, claim.number) ** 0.5 for claim in chosen])

    def conflicting(self, facts: Sequence[Fact], claims: Sequence[Claim]) -> tuple[Summary, ...]:
        """Return the summary of the conflicts, or nothing where there are none that can be shown."""
        budget = Budget(self.words)
        passage_of = self._passages()
        place = {(s.source, s.span): k for k, s in enumerate(self.sentences)}
        chosen: dict[int, None] = {}
        left = self.words
        for conflict in (conflict for fact in facts for conflict in fact.conflicts):
            sides = [passage_of.get(place[claims[k].source, claims[k].sentence]) for k in (conflict.a, conflict.b)]
            new = dict.fromkeys(k for side in sides if side for k in side if k not in chosen)
            cost = sum(budget.cost(self.sentences[k].text) for k in new)
            if all(sides) and (cost <= left or not chosen):  # the first in any case: half of it would tell nothing
                chosen.update(new)
                left -= cost
        if not chosen:
            return ()
        listed = [self.sentences[k] for k in chosen]
        board = self._board(listed, [1.0] * len(listed))
        return (Summary("conflicts", self.method, tuple(map(quoted, listed)), headline(board)),)

    def _passages(self) -> dict[int, tuple[int, ...]]:
        """Return position → all that has to be read with it; without what shows words but nowhere who said them."""
        runs = passages(self.sentences, None, self.texts)
        found: dict[int, tuple[int, ...]] = {}
        for run in runs:
            before = runs[max(run.after)].positions if run.after else ()
            whole = found.get(before[0], ()) + run.positions if before and run.bare else run.positions
            if not run.bare or (before and before[0] in found):
                found.update(dict.fromkeys(run.positions, whole))
        return found

    def _board(self, claims: Sequence[Claim], gains: Sequence[float]) -> Board:
        return Board(claims, passages(claims, self.sentences, self.texts), self.sentences, gains)


def _sureness(claims: Sequence[Claim], facts: Sequence[Fact]) -> dict[str, float]:
    """Return how sure the best match of each claim of a shared fact is, by the claim's id."""
    sure: dict[str, float] = {}
    for match in (match for fact in facts for match in fact.matches):
        for position in (match.a, match.b):
            name = claims[position].id
            sure[name] = max(sure.get(name, 0.0), match.probability)
    return sure


def _best_tellings(
    sentences: Sequence[_Sentence],
    facts: Sequence[Fact],
    fact_of: Mapping[str, Fact],
    sureness: Mapping[str, float],
    standing: frozenset[str],
) -> list[_Sentence]:
    """Return the sentence that tells each surely shared fact with the least besides, in the order of `sentences`.

    Where no fact is surely shared, those that are perhaps so have to do.
    """

    def aptness(k: int) -> tuple[bool, float, int, str, str]:
        whole = sentences[k].whole
        part = round(sentences[k].shared_part(fact_of, sureness), 6)
        return whole.id in standing and whole.role is not Role.CAPTION, part, -len(whole.text), whole.text, whole.source

    shared = [fact for fact in facts if fact.status is not Status.UNIQUE]
    position = {part.id: k for k, sentence in enumerate(sentences) for part in sentence.parts}
    chosen = set()
    for fact in [fact for fact in shared if fact.probability >= SURELY] or shared:
        chosen.add(max({position[claim.id] for claim in fact.claims}, key=aptness))
    return [sentences[k] for k in sorted(chosen)]
