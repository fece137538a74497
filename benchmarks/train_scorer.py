"""Train compare/matches/data/scorer.json: the weights of the features by which two claims are matched.

Data: alignment/own.jsonl and own_train.jsonl of the gold folder, pairs of full articles in which every pair of
sentences is decided. A pair counts as the same where the two state the same fact wholly or in part, so that a
probability of one half means: one in two such pairs has a fact in common. Trained on wholly the same only, F1 of these
was .02 better with the first thirteen features, but then one half is where four in five pairs have a fact in common.
Pairs on which two readings differ are left out. The figures in the card are those of cross-validation over nine groups
of stories; the weights shipped are then those of all stories.

Run: python benchmarks/train_scorer.py [../shared/gold] [--semantic MODEL]
With a sentence-embedding model (see benchmarks/fetch_model.py) it trains compare/matches/data/scorer_semantic.json.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from compare.claims.annotate import loose_claims
from compare.matches.features import FEATURES, describe
from compare.matches.scorer import Scorer
from compare.matches.semantic import SEMANTIC_FEATURES, Encoder, encoder
from compare.settings import Settings

DATA = Path(__file__).parent.parent / "compare/matches/data"
SAME, PART, EITHER = 1, 2, 3
LABELS = {"same": SAME, "part": PART, "either": EITHER}


def read(folder: Path, model: Encoder | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, labels and the story's number of every pair of sentences."""
    xs, ys, stories = [], [], []
    rows = [
        json.loads(line)
        for name in ("own", "own_train")
        for line in (folder / f"alignment/{name}.jsonl").read_text("utf-8").splitlines()
    ]
    for story, row in enumerate(rows):
        a, b = loose_claims("a", row["a"]), loose_claims("b", row["b"])
        x = describe(a, b, model)
        y = np.zeros(x.shape[:2], dtype=int)
        for i, j, label in row["gold"]:
            y[i, j] = LABELS[label]
        xs.append(x.reshape(-1, x.shape[-1]))
        ys.append(y.ravel())
        stories.append(np.full(y.size, story))
    return np.concatenate(xs), np.concatenate(ys), np.concatenate(stories)


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return weights, means and intercept of a logistic regression, for features as they are (not scaled)."""
    known = y != EITHER
    scaler = StandardScaler().fit(x[known])
    model = LogisticRegression(C=0.03, max_iter=5000).fit(scaler.transform(x[known]), np.isin(y[known], [SAME, PART]))
    weights = model.coef_[0] / scaler.scale_
    return weights, scaler.mean_, float(model.intercept_[0] - weights @ scaler.mean_)


def cross_validated(x: np.ndarray, y: np.ndarray, stories: np.ndarray) -> np.ndarray:
    """Return for each pair the probability given by weights trained on other stories."""
    p = np.zeros(len(y))
    for train, test in GroupKFold(9).split(x, y, stories):
        weights, _, intercept = fit(x[train], y[train])
        p[test] = Scorer(weights, np.zeros_like(weights), intercept).probabilities(x[test])
    return p


def figures(p: np.ndarray, y: np.ndarray, cut: float) -> dict[str, float]:
    """Return precision, recall, F1 at `cut`: partial matches counted wrong (strict), left out (forgiven) or right."""
    found: dict[str, float] = {}
    for name, left_out, right in (
        ("strict", [EITHER], [SAME]),
        ("partial forgiven", [PART, EITHER], [SAME]),
        ("partial right", [EITHER], [SAME, PART]),
    ):
        known = ~np.isin(y, left_out)
        hit, true = p[known] >= cut, np.isin(y[known], right)
        precision, recall = (hit & true).sum() / max(hit.sum(), 1), (hit & true).sum() / true.sum()
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        found |= {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}
    return {name: round(float(value), 3) for name, value in found.items()}


def main() -> None:
    """Train, print the figures, write the parameters."""
    arguments = ArgumentParser()
    arguments.add_argument("gold", nargs="?", type=Path, default=Path("../shared/gold"))
    arguments.add_argument("--semantic", metavar="MODEL")
    given = arguments.parse_args()
    x, y, stories = read(given.gold, encoder(given.semantic) if given.semantic else None)
    p = cross_validated(x, y, stories)
    for cut in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        print(cut, figures(p, y, cut))
    weights, means, intercept = fit(x, y)
    cut = Settings().match_from
    card = {
        "what": "logistic regression: the probability that two sentences state the same fact, wholly or in part",
        "trained on": "sets own and own_train: 37 pairs of full articles, every pair of sentences decided; free to use",
        "made by": "benchmarks/train_scorer.py, scikit-learn LogisticRegression(C=0.03)",
        "pairs": {name: int((y == label).sum()) for name, label in {**LABELS, "different": 0}.items()},
        f"cross-validated over stories, cut at {cut}": figures(p, y, cut),
        "limits": "English news; probabilities are calibrated for two whole articles, not for loose sentences",
    }
    names = FEATURES
    if given.semantic:
        names = (*FEATURES, *SEMANTIC_FEATURES)
        card["model"] = "all-MiniLM-L6-v2, weights in 8 bits; with another model the probabilities may be off"
    rows = [
        {"name": name, "weight": round(float(w), 6), "mean": round(float(m), 6)}
        for name, w, m in zip(names, weights, means, strict=True)
    ]
    shipped = {"card": card, "intercept": round(intercept, 6), "features": rows}
    out = DATA / ("scorer_semantic.json" if given.semantic else "scorer.json")
    out.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
