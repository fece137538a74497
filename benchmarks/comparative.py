"""Comparative summaries measured: how much of what is shared they tell, and how much of "only X" others tell too.

    python benchmarks/comparative.py ../shared/gold

Stories: those of `stories/wikinews.jsonl.gz` with two articles or more, each article as the text title, blank line,
text. No summary of them was made by people, so the judge is a measure that tellings does not use to match: the best
cosine of a sentence with any sentence of another source, over character 3- to 5-grams within words, weighted by
tf-idf over all stories (scikit-learn). Two thresholds, both chosen on
`alignment/own_train.jsonl` (every sentence of two articles, labelled as having a partner in the other, "same", or
not): "likely" is the one with the best F1, "surely" the lowest at which nine of ten that are found are right. How
far to trust either is measured on `alignment/own.jsonl`, which had no part in the choice: its false alarms there are
what a perfect "only X" would be blamed for.

* Shared, coverage: the words of the facts, as the judge sees them, that are told: of all sentences with a partner in
  another source (likely), the share that is told in the summary (same sentence, or likely the same). Ours is the
  summary "shared"; beside it sumy's LexRank, its other methods and lead in turn on all articles together. At the
  same budget; as ours can be shorter, "per 100 words" too.
* Shared, precision: of the sentences of the summary, the share that has a partner in another source.
* By our own facts: the share of shared facts (in which a summary sentence has a claim), for ours and for sumy.
* Only X: of the sentences in "only X", the share that some other source tells, as the judge says; beside it sumy's
  LexRank and others on X alone.

Intervals: 1000 resamples of the stories. Nothing in `compare.summaries` was tuned on these figures; the stories are
split by number (even, odd) to show how they vary.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import compare
from compare.comparison import Comparison
from compare.errors import TellingsError
from compare.model import Claim, Status, Summary
from compare.pipeline import claims_of
from compare.summaries.comparative import whole_sentences
from compare.summaries.summarise import summarise

RESULT = Path(__file__).parent / "results" / "comparative.json"
PEERS = ("lead", "lexrank", "luhn", "sumbasic")
WORDS = 100
SURE_PRECISION = 0.9


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines, packed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(row) for row in text.split("\n") if row]


class Judge:
    """The best cosine with a sentence of another source, and the threshold from which that is the same."""

    def __init__(self, texts: Iterable[str], training: Sequence[dict[str, Any]]) -> None:
        self.vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2).fit(texts)
        self._known: dict[tuple[str, ...], Any] = {}
        values, labels = self.pairs(training)
        steps = np.unique(np.round(values, 3))
        self.likely = float(max(steps, key=lambda t: _f1(values >= t, labels)))
        self.surely = float(min(t for t in steps if labels[values >= t].mean() >= SURE_PRECISION))

    def vectors_of(self, sentences: Sequence[str]) -> Any:
        """Return the vectors of `sentences`, computed once."""
        key = tuple(sentences)
        if key not in self._known:
            self._known[key] = self.vectors.transform(sentences)
        return self._known[key]

    def best(self, sentences: Sequence[str], others: Sequence[str]) -> np.ndarray:
        """Return for each sentence its best cosine with one of `others`."""
        if not sentences or not others:
            return np.zeros(len(sentences))
        product = self.vectors_of(sentences) @ self.vectors_of(others).T
        return product.max(axis=1).toarray().ravel()

    def same(self, sentences: Sequence[str], others: Sequence[str]) -> np.ndarray:
        """Return for each sentence whether one of `others` likely tells it."""
        return self.best(sentences, others) >= self.likely

    def pairs(self, rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
        """Return the best cosines of all sentences of labelled pairs of articles, and whether people say "same"."""
        values, labels = [], []
        for row in rows:
            same = [(i, j) for i, j, label in row["gold"] if label == "same"]
            for side, (one, other) in enumerate((("a", "b"), ("b", "a"))):
                values.append(self.best(row[one], row[other]))
                partnered = {pair[side] for pair in same}
                labels.append([k in partnered for k in range(len(row[one]))])
        return np.concatenate(values), np.concatenate(labels).astype(bool)


def _f1(found: np.ndarray, right: np.ndarray) -> float:
    return float(2 * (found & right).sum() / max(1, found.sum() + right.sum()))


def _reliability(values: np.ndarray, labels: np.ndarray, threshold: float) -> dict[str, float]:
    found = values >= threshold
    return {
        "precision": round(float(labels[found].mean()), 3),
        "recall": round(float(found[labels].mean()), 3),
        "false alarms": round(float(found[~labels].mean()), 3),
    }


def stories(path: Path) -> list[Comparison]:
    """Return the comparison of each story with two articles or more."""
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(path):
        by_story[row["story"]].append(row)
    made = []
    for rows in by_story.values():
        articles = []
        for row in rows:
            try:
                article = compare.read(f"{row['title']}\n\n{row['text']}".encode(), name=row["source"])
                claims_of(article)
                articles.append(article)
            except TellingsError as error:
                click.echo(f"left out: {error}", err=True)
        if len(articles) > 1:
            try:
                made.append(compare.compare(articles))
            except TellingsError as error:
                click.echo(f"left out: {error}", err=True)
    return made


def told(summary: Summary) -> list[str]:
    """Return the sentences of a summary."""
    return [sentence.text for sentence in summary.sentences]


def figures(story: Comparison, judge: Judge) -> dict[str, dict[str, float]]:
    """Return for each method the counts of a story; they are summed over stories before they are divided."""
    texts = {article.source.name: article.text for article in story.articles}
    sentences = [whole for whole, _ in whole_sentences(story.claims, texts)]
    of = {name: [s for s in sentences if s.source == name] for name in story.sources}
    others = {name: [s.text for s in sentences if s.source != name] for name in story.sources}
    partnered = [
        s.text
        for name in of
        for s, yes in zip(of[name], judge.same([s.text for s in of[name]], others[name]), strict=True)
        if yes
    ]
    result = {}
    for method in ("ours", *PEERS):
        if method == "ours":
            shared, only = story.summary("shared"), {name: story.summary(f"only {name}") for name in of}
        else:
            shared = summarise(sentences, name="shared", words=WORDS, method=method, texts=texts)
            only = {n: summarise(of[n], name=n, words=WORDS, method=method, texts=texts) for n in of}
        result[method] = _shared(story, shared, partnered, others, judge) | _only(only, others, judge)
    return result


def _shared(
    story: Comparison, summary: Summary, partnered: list[str], others: dict[str, list[str]], judge: Judge
) -> dict[str, float]:
    facts = [fact for fact in story.facts if fact.status is not Status.UNIQUE]
    places = {(s.source, s.span) for s in summary.sentences}

    def has(claim: Claim) -> bool:
        return (claim.source, claim.sentence) in places

    covered = sum(any(map(has, fact.claims)) for fact in facts)
    right = sum(bool(judge.same([s.text], others[s.source])[0]) for s in summary.sentences)
    return {
        "partnered": len(partnered),
        "partnered told": int(judge.same(partnered, told(summary)).sum()),
        "facts": len(facts),
        "facts told": covered,
        "weight": sum(len(fact.sources) for fact in facts),
        "weight told": sum(len(fact.sources) for fact in facts if any(map(has, fact.claims))),
        "words": len(summary.text.split()),
        "sentences": len(summary.sentences),
        "sentences partnered": right,
    }


def _only(only: dict[str, Summary], others: dict[str, list[str]], judge: Judge) -> dict[str, float]:
    best = np.concatenate([judge.best(told(summary), others[name]) for name, summary in only.items()])
    given = sum(len(summary.sentences) for summary in only.values())
    return {
        "only": given,
        "only likely told": int((best >= judge.likely).sum()),
        "only surely told": int((best >= judge.surely).sum()),
        "empty": sum(not s.sentences for s in only.values()),
        "all": len(only),
        "only words": sum(len(s.text.split()) for s in only.values()),
    }


RATIOS = {
    "partnered sentences told": ("partnered told", "partnered", 100),
    "partnered told per 100 words": ("partnered told", "words", 100),
    "shared sentences that are": ("sentences partnered", "sentences", 100),
    "our shared facts told": ("facts told", "facts", 100),
    "our shared facts told, by sources": ("weight told", "weight", 100),
    "our shared facts per 100 words": ("facts told", "words", 100),
    "only X told by others, likely": ("only likely told", "only", 100),
    "only X told by others, surely": ("only surely told", "only", 100),
    "only X empty": ("empty", "all", 100),
    "words of only X": ("only words", "all", 1),
}


def summed(rows: Sequence[dict[str, float]]) -> dict[str, list[float]]:
    """Return each ratio of sums over the stories, with its bootstrap 95 % interval."""
    chance = np.random.default_rng(0)
    picks = chance.integers(0, len(rows), (1000, len(rows)))
    result = {}
    for name, (upper, lower, factor) in RATIOS.items():
        a, b = (np.array([row[key] for row in rows], dtype=float) for key in (upper, lower))
        means = a[picks].sum(axis=1) / np.maximum(b[picks].sum(axis=1), 1)
        values = (a.sum() / max(b.sum(), 1), *np.percentile(means, (2.5, 97.5)))
        result[name] = [round(float(factor * value), 1) for value in values]
    return result


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", default=RESULT, type=click.Path(dir_okay=False, path_type=Path))
def main(gold: Path, output: Path) -> None:
    """Measure the comparative summaries of the stories in the folder GOLD and write the figures."""
    train, held = lines(gold / "alignment" / "own_train.jsonl"), lines(gold / "alignment" / "own.jsonl")
    compared = stories(gold / "stories" / "wikinews.jsonl.gz")
    judge = Judge([article.text for story in compared for article in story.articles], train)
    judged = {
        name: {
            "threshold": round(threshold, 3),
            "own_train": _reliability(*judge.pairs(train), threshold),
            "own": _reliability(*judge.pairs(held), threshold),
        }
        for name, threshold in (("likely", judge.likely), ("surely", judge.surely))
    }
    rows = [figures(story, judge) for story in compared]
    results: dict[str, Any] = {"stories": len(compared), "budget": WORDS, "judge": judged}
    click.echo(f"{len(compared)} stories, judge: {judged}")
    for part, chosen in {"all": rows, "even": rows[::2], "odd": rows[1::2]}.items():
        results[part] = {method: summed([row[method] for row in chosen]) for method in ("ours", *PEERS)}
    for method, values_of in results["all"].items():
        click.echo(method)
        for name, (value, low, high) in values_of.items():
            click.echo(f"  {name:36}{value:6.1f} [{low:.1f}, {high:.1f}]")
    output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
