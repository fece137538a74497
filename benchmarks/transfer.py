"""How well the scorer does on sets that it was not trained on, beside word and character TF-IDF.

The scorer is trained on own and own_train only. For each other set of the gold folder the threshold of every method,
ours included, is chosen on the even rows and the figure is that of the odd rows.

- spark: sentences of two full articles; only pairs whose both sides annotators looked at are scored.
- wice: one claim and the sentences of a page that support it.
- qaalign: propositions (question and answer) of two sentences; scored as claims of two articles.
- nanco: what outlets answer to one question; pairs of answers in one group; balanced accuracy.

Run: python benchmarks/transfer.py [../shared/gold]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from alignment import character_tfidf, word_tfidf

from compare.claims.annotate import loose_claims
from compare.matches.features import describe
from compare.matches.scorer import shipped_scorer

OUT = Path(__file__).parent / "results/transfer.json"
Pairs = tuple[list[str], list[str], np.ndarray]  # texts of either side, and the label of each pair: 1, 0, or -1 unknown


def ours(a: list[str], b: list[str]) -> np.ndarray:
    """The probabilities of the shipped scorer."""
    return shipped_scorer().probabilities(describe(loose_claims("a", a), loose_claims("b", b)))


METHODS = {"word TF-IDF": word_tfidf, "character TF-IDF": character_tfidf, "tellings": ours}


def spark(row: dict) -> Iterator[Pairs]:
    """Judged pairs only."""
    labels = np.full((len(row["a"]), len(row["b"])), -1)
    labels[np.ix_(row["judged_a"], row["judged_b"])] = 0
    for i, j in row["gold"]:
        if labels[i, j] == 0:
            labels[i, j] = 1
    yield row["a"], row["b"], labels


def plain(row: dict) -> Iterator[Pairs]:
    """Every pair is labelled: the gold ones are the same, all others are not."""
    a, b = ([" ".join(t) if isinstance(t, list) else t for t in row[side]] for side in ("a", "b"))
    labels = np.zeros((len(a), len(b)), dtype=int)
    for i, j in row["gold"]:
        labels[i, j] = 1
    yield a, b, labels


def nanco(row: dict) -> Iterator[Pairs]:
    """Answers to one question against each other; a pair counts once."""
    texts = [answer["text"] for answer in row["answers"]]
    groups = [answer["group"] for answer in row["answers"]]
    labels = np.full((len(texts), len(texts)), -1)
    for i, j in combinations(range(len(texts)), 2):
        labels[i, j] = groups[i] == groups[j]
    yield texts, texts, labels


SETS = {"spark": spark, "wice": plain, "qaalign": plain, "nanco": nanco}


def f1(found: np.ndarray, true: np.ndarray) -> float:
    """F1 of the pairs found."""
    return 2 * float((found & true).sum()) / max(int(found.sum() + true.sum()), 1)


def balanced_accuracy(found: np.ndarray, true: np.ndarray) -> float:
    """The mean of the accuracy on pairs of one group and on pairs of two."""
    return float((found[true].mean() + (~found[~true]).mean()) / 2)


def main() -> None:
    """Measure every method on every set, print and write the figures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold") / "alignment"
    results: dict[str, dict[str, float]] = {}
    for name, read in SETS.items():
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        measure = balanced_accuracy if name == "nanco" else f1
        results[name] = {}
        for method, score in METHODS.items():
            halves: list[tuple[list[np.ndarray], list[np.ndarray]]] = [([], []), ([], [])]
            for number, row in enumerate(rows):
                for a, b, labels in read(row):
                    known = labels >= 0
                    if a and b and known.any():
                        halves[number % 2][0].append(score(a, b)[known])
                        halves[number % 2][1].append(labels[known] == 1)
            (even, even_true), (odd, odd_true) = ((np.concatenate(s), np.concatenate(t)) for s, t in halves)
            cuts = np.quantile(even, np.linspace(0.3, 0.9995, 400))
            cut = max(cuts, key=lambda c: measure(even >= c, even_true))
            results[name][method] = round(measure(odd >= cut, odd_true), 3)
        print(name, results[name])
    OUT.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
