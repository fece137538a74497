"""How well two articles' sentences are aligned, beside TF-IDF, character n-grams, BM25, sumy's similarity, and a model.

Data: alignment/own.jsonl and own_train.jsonl of the gold folder (or any files of that form named by --sets): 37 pairs
of full articles, every pair of sentences decided. All figures are from cross-validation over nine groups of stories:
our weights, and the threshold of every peer (that with the best F1), come from the other stories. Pairs labelled "part"
share a sub-fact only: *strict* counts them as wrong, *forgiven* leaves them out, *in part* counts them as right. The
figures for *sentences* ask whether any sentence of the other article states the same, wholly or in part. Intervals:
95 %, bootstrap over stories, 1,000 draws.

Run: python benchmarks/alignment.py [../shared/gold] [--semantic MODEL] [--sets own own_train]
(a minute; needs tellings[bench]; MODEL as made by benchmarks/fetch_model.py adds an embedding's cosine and ours with
the semantic extra). Writes results/alignment.json; benchmarks/alignment_page.py makes docs/alignment.md from it.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold
from sumy.summarizers.lex_rank import LexRankSummarizer
from train_scorer import EITHER, LABELS, PART, SAME, fit

from compare.claims.annotate import loose_claims
from compare.matches.features import describe
from compare.matches.scorer import Scorer
from compare.matches.semantic import Encoder, encoder
from compare.settings import Settings

OUT = Path(__file__).parent / "results/alignment.json"
DRAWS = 1000
VIEWS = {
    "strict": ([EITHER], [SAME]),
    "forgiven": ([PART, EITHER], [SAME]),
    "in part": ([EITHER], [SAME, PART]),
}


def word_tfidf(a: list[str], b: list[str]) -> np.ndarray:
    """Cosine of scikit-learn's TF-IDF vectors of words, fitted on the two articles."""
    vectors = TfidfVectorizer().fit_transform([*a, *b])
    return (vectors[: len(a)] @ vectors[len(a) :].T).toarray()


def character_tfidf(a: list[str], b: list[str]) -> np.ndarray:
    """Cosine of TF-IDF vectors of character 3- to 5-grams."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform([*a, *b])
    return (vectors[: len(a)] @ vectors[len(a) :].T).toarray()


def bm25(a: list[str], b: list[str]) -> np.ndarray:
    """BM25 (rank-bm25's Okapi) of each sentence as a query to the other article; the mean of both directions."""
    words_a, words_b = ([text.lower().split() for text in side] for side in (a, b))
    of_a, of_b = BM25Okapi(words_a), BM25Okapi(words_b)
    return (np.array([of_b.get_scores(q) for q in words_a]) + np.array([of_a.get_scores(q) for q in words_b]).T) / 2


def sumy_similarity(a: list[str], b: list[str]) -> np.ndarray:
    """The cosine of TF-IDF that sumy's LexRank computes between sentences."""
    sentences = [text.lower().split() for text in (*a, *b)]
    summarizer = LexRankSummarizer()
    tf, idf = summarizer._compute_tf(sentences), summarizer._compute_idf(sentences)
    whole = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            k = len(a) + j
            whole[i, j] = LexRankSummarizer.cosine_similarity(sentences[i], sentences[k], tf[i], tf[k], idf)
    return whole


PEERS: dict[str, Callable[[list[str], list[str]], np.ndarray]] = {
    "word TF-IDF": word_tfidf,
    "character 3-5-gram TF-IDF": character_tfidf,
    "BM25": bm25,
    "sumy (LexRank's cosine)": sumy_similarity,
}


def ours(row: dict, model: Encoder | None = None) -> np.ndarray:
    """The features that the scorer sees."""
    found = describe(loose_claims("a", row["a"]), loose_claims("b", row["b"]), model)
    return found.reshape(-1, found.shape[-1])


def counts(found: np.ndarray, y: np.ndarray, stories: np.ndarray, view: str) -> np.ndarray:
    """Return per story: true and found, found, true; shape stories × 3."""
    left_out, right = VIEWS[view]
    known, true = ~np.isin(y, left_out), np.isin(y, right)
    number = int(stories.max()) + 1
    return np.stack(
        [np.bincount(stories[m & known], minlength=number) for m in (found & true, found, true)], axis=1
    ).astype(float)


def scores(sums: np.ndarray) -> np.ndarray:
    """Return precision, recall and F1 of summed counts (..., 3)."""
    hit, found, true = np.moveaxis(sums, -1, 0)
    precision, recall = hit / np.maximum(found, 1), hit / np.maximum(true, 1)
    return np.stack([precision, recall, 2 * hit / np.maximum(found + true, 1)], axis=-1)


def interval(per_story: np.ndarray) -> list[float]:
    """Return the 95 % interval of F1 over draws of stories with replacement."""
    draws = np.random.default_rng(0).integers(0, len(per_story), (DRAWS, len(per_story)))
    f1 = scores(per_story[draws].sum(axis=1))[:, 2]
    return [round(float(v), 3) for v in np.quantile(f1, [0.025, 0.975])]


def best_cut(score: np.ndarray, y: np.ndarray) -> float:
    """Return the threshold with the best F1 on pairs that are wholly the same or not at all."""
    known = ~np.isin(y, [PART, EITHER])
    order = np.argsort(-score[known])
    true = (y[known] == SAME)[order]
    hit = np.cumsum(true)
    f1 = 2 * hit / (np.arange(1, len(true) + 1) + true.sum())
    return float(score[known][order][f1.argmax()])


def row(found: np.ndarray, score: np.ndarray, y: np.ndarray, stories: np.ndarray) -> dict[str, object]:
    """Return the figures of one method."""
    figures: dict[str, object] = {}
    for view, (left_out, right) in VIEWS.items():
        per_story = counts(found, y, stories, view)
        precision, recall, f1 = (round(float(v), 3) for v in scores(per_story.sum(axis=0)))
        known = ~np.isin(y, left_out)
        ap = average_precision_score(np.isin(y[known], right), score[known])
        figures[view] = {
            "precision": precision,
            "recall": recall,
            "F1": f1,
            "interval": interval(per_story),
            "average precision": round(float(ap), 3),
        }
    return figures


def calibration(p: np.ndarray, y: np.ndarray) -> dict[str, object]:
    """Return how often pairs of each tenth of probability have a fact in common, and the expected calibration error."""
    known = y != EITHER
    p, true = p[known], np.isin(y[known], [SAME, PART])
    tenth = np.minimum((p * 10).astype(int), 9)
    bins = [
        {"mean probability": round(float(p[tenth == k].mean()), 3), "true": round(float(true[tenth == k].mean()), 3),
         "pairs": int((tenth == k).sum())}
        for k in range(10)
        if (tenth == k).any()
    ]  # fmt: skip
    shown = tenth >= 3  # the pairs that a report can show; the thousands near 0 would hide any error
    error = {
        name: sum(abs(p[m & (tenth == k)].sum() - true[m & (tenth == k)].sum()) for k in range(10)) / m.sum()
        for name, m in (("all pairs", np.ones(len(p), bool)), ("pairs that a report shows", shown))
    }
    return {"bins": bins, "expected calibration error": {k: round(float(v), 3) for k, v in error.items()}}


def of_sentences(found: np.ndarray, labels: list[np.ndarray]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of calling a sentence shared, and of calling it unique."""
    starts = np.cumsum([0, *(label.size for label in labels)])
    told, true = [], []
    for k, label in enumerate(labels):
        pairs = found[starts[k] : starts[k + 1]].reshape(label.shape)
        for axis in (0, 1):
            known = ~((label == EITHER).any(axis) & ~np.isin(label, [SAME, PART]).any(axis))
            told.append(pairs.any(axis)[known])
            true.append(np.isin(label, [SAME, PART]).any(axis)[known])
    shared, gold = np.concatenate(told), np.concatenate(true)
    figures = {}
    for name, said, is_so in (("shared", shared, gold), ("unique", ~shared, ~gold)):
        sums = np.array([(said & is_so).sum(), said.sum(), is_so.sum()], dtype=float)
        figures[name] = dict(
            zip(("precision", "recall", "F1"), (round(float(v), 3) for v in scores(sums)), strict=True)
        )
    return figures


def by_cross_validation(x: np.ndarray, y: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the probability of each pair by weights trained on other stories."""
    p = np.zeros(len(y))
    for train, test in folds:
        weights, _, intercept = fit(x[train], y[train])
        p[test] = Scorer(weights, np.zeros_like(weights), intercept).probabilities(x[test])
    return p


def read(folder: Path, sets: list[str]) -> tuple[list[dict], list[np.ndarray]]:
    """Return the article pairs of `sets`, and the label of each of their pairs of sentences."""
    rows = [json.loads(s) for n in sets for s in (folder / f"alignment/{n}.jsonl").read_text("utf-8").splitlines()]
    labels = [np.zeros((len(r["a"]), len(r["b"])), dtype=int) for r in rows]
    for r, y in zip(rows, labels, strict=True):
        for i, j, label in r["gold"]:
            y[i, j] = LABELS[label]
    return rows, labels


def main() -> None:
    """Measure every method, print a table, write the figures."""
    arguments = ArgumentParser()
    arguments.add_argument("gold", nargs="?", type=Path, default=Path("../shared/gold"))
    arguments.add_argument("--semantic", metavar="MODEL")
    arguments.add_argument("--sets", nargs="+", default=["own", "own_train"])
    given = arguments.parse_args()
    rows, labels = read(given.gold, given.sets)
    y = np.concatenate([label.ravel() for label in labels])
    stories = np.concatenate([np.full(label.size, k) for k, label in enumerate(labels)])
    folds = list(GroupKFold(min(9, len(rows))).split(y, y, stories))
    peers, models = dict(PEERS), {"tellings": None}
    if given.semantic:
        model = models["tellings[semantic]"] = encoder(given.semantic)
        peers["MiniLM embedding"] = lambda a, b: model.features(a, b)[..., 0]
    results: dict[str, dict] = {}
    for name, peer in peers.items():
        score = np.concatenate([peer(r["a"], r["b"]).ravel() for r in rows])
        found = np.zeros(len(y), bool)
        for train, test in folds:
            found[test] = score[test] >= best_cut(score[train], y[train])
        results[name] = row(found, score, y, stories) | {"sentences": of_sentences(found, labels)}
    calibrated = {}
    for name, used in models.items():
        p = by_cross_validation(np.concatenate([ours(r, used) for r in rows]), y, folds)
        found = p >= Settings().match_from
        results[name] = row(found, p, y, stories) | {"sentences": of_sentences(found, labels)}
        calibrated[name] = calibration(p, y)
    for name, figures in results.items():
        unique = figures["sentences"]["unique"]["F1"]
        print(f"{name:26s}", *(f"{v} {figures[v]['F1']:.3f} {figures[v]['interval']}" for v in VIEWS), "unique", unique)
    for name, figures in calibrated.items():
        print(f"calibration of {name}:", figures["expected calibration error"])
    if given.sets == ["own", "own_train"]:
        OUT.write_text(json.dumps({"methods": results, "calibration": calibrated}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
