"""Whether contradictions are found, and how many false alarms they cost, beside simple peers.

Three data sets, each read differently:

*own cases* (tests/cases/conflicts.json): 180 pairs of claims written for this project; a third of the first 131 was
labelled
before any rule existed and never tuned on ("held").

*alignment gold* (alignment/own.jsonl, own_train.jsonl): 602 pairs of sentences of two articles that state the same,
of which
readers marked some as conflicts. The rules were tuned on these pairs, so the figure is one of fit.

*SummEdits, news* (conflicts/summedits.jsonl): an article and a summary with an edit that contradicts it or keeps its
meaning. The article's half is told by the hash of its text: rules were tuned on half 0, of half 1 only
totals were seen (once they led to stricter rules: docs/conflicts.md).
`article`
is the task of the data set; `original` compares with the summary before the edit. Published on the same data (Laban et
al., 2023): GPT-4 .833, people .900. An inserted detail of which the article says nothing counts as a conflict there.
We call only what clashes with other words in the article, so those are missed on purpose.

Peers: all positive; *novel token*: a name or number that the other text does not hold; *TF-IDF*: the summary's cosine
with the other text is below the threshold that is best on half 0.

Run: python benchmarks/conflicts.py [../shared/gold]      (about two minutes)
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from conflict_data import aligned, cases
from sklearn.feature_extraction.text import TfidfVectorizer

import compare
from compare.claims.annotate import loose_claims
from compare.model import Claim, Match, WordKind
from compare.outcomes.conflicts import differences

OUT = Path(__file__).parent / "results/conflicts.json"
SURELY = Match(0, 1, 1.0)


def kinds(pair: tuple[Claim, Claim]) -> set[str]:
    """Return the kinds of the conflicts that are called between two claims."""
    return {found.kind.value for found in differences(pair, SURELY) if not found.explanation}


def own_cases(split: str) -> dict[str, float | int]:
    """Return how many of the cases with a conflict are found with their kind, and how many others raise an alarm."""
    tally: Counter[str] = Counter()
    for pair, kind in cases(split):
        called = kinds(pair)
        right = kind is not None and kind in called
        tally["right" if right else "missed" if kind else "false" if called else "silent"] += 1
    return {
        "cases": tally.total(),
        "precision": round(tally["right"] / max(tally["right"] + tally["false"], 1), 3),
        "recall": round(tally["right"] / max(tally["right"] + tally["missed"], 1), 3),
        "false alarms of pairs without a conflict": tally["false"],
        "pairs without a conflict": tally["false"] + tally["silent"],
    }


def gold_pairs(folder: Path) -> dict[str, object]:
    """Return how many conflicts between matched sentences are found, and the false alarms per 100 pairs without one."""
    found: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    false = silent = explained = 0
    for pair, kind in aligned(folder):
        told = differences(pair, SURELY)
        called = any(not d.explanation for d in told)
        if kind:
            marked[kind] += 1
            found[kind] += called
            explained += bool(told) and not called
        else:
            false, silent = false + called, silent + (not called)
    return {
        "conflicts marked": marked.total(),
        "found": found.total(),
        "shown with an explanation": explained,
        "found of marked, by kind": {kind: [found[kind], n] for kind, n in sorted(marked.items())},
        "pairs without a conflict": false + silent,
        "false alarms": false,
        "false alarms per 100 pairs": round(100 * false / (false + silent), 2),
    }


def half(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2


def novel_token(summary: str, other: str) -> bool:
    """Tell whether the summary has a name or number that the other text does not have."""
    (a,), (b,) = loose_claims("a", [summary]), loose_claims("b", [other])
    held = {word.term for word in b.words}
    return any(word.term not in held for word in a.words if word.kind in {WordKind.NAME, WordKind.NUMBER})


def balanced(called: np.ndarray, y: np.ndarray) -> dict[str, float]:
    recall, alarms = called[y].mean(), called[~y].mean()
    return {
        "balanced accuracy": round(float(recall + 1 - alarms) / 2, 3),
        "recall": round(float(recall), 3),
        "false alarm rate": round(float(alarms), 3),
    }


def summedits(rows: list[dict[str, object]], against: str) -> dict[str, object]:
    """Return the figures of each method on half 1, ours on half 0 too, and our recall by edit type on half 1."""
    y = np.array([row["conflict"] == 1 for row in rows])
    second = np.array([half(str(row["article"])) == 1 for row in rows])
    texts = [(str(row["edited"]), str(row[against])) for row in rows]
    vectors = TfidfVectorizer().fit([text for pair in texts for text in pair])
    cosine = np.array([(vectors.transform([a]) @ vectors.transform([b]).T).toarray()[0, 0] for a, b in texts])
    cuts = sorted(set(cosine[~second]))
    cut = max(cuts, key=lambda c: balanced(cosine[~second] < c, y[~second])["balanced accuracy"])
    ours = np.array([bool(compare.conflicts(a, b)) for a, b in texts])
    methods = {
        "all positive": np.ones(len(y), bool),
        "novel token": np.array([novel_token(a, b) for a, b in texts]),
        "TF-IDF threshold": cosine < cut,
        "tellings": ours,
    }
    types = sorted({kind for row in rows for kind in row["edit_types"]})  # type: ignore[attr-defined]
    of_type = {kind: second & y & np.array([kind in row["edit_types"] for row in rows]) for kind in types}  # type: ignore[operator]
    return {
        "pairs in half 1": int(second.sum()),
        "methods, half 1": {name: balanced(called[second], y[second]) for name, called in methods.items()},
        "tellings, half 0 (tuned on)": balanced(ours[~second], y[~second]),
        "tellings, recall by edit type, half 1": {
            kind: [int(ours[of].sum()), int(of.sum())] for kind, of in of_type.items()
        },
    }


def main() -> None:
    """Measure everything, print it and write the figures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    rows = [json.loads(s) for s in (folder / "conflicts/summedits.jsonl").read_text("utf-8").splitlines()]
    results = {
        "own cases": {split: own_cases(split) for split in ("tuned", "held")},
        "alignment gold (tuned on)": gold_pairs(folder),
        "summedits": {against: summedits(rows, against) for against in ("article", "original")},
    }
    print(json.dumps(results, indent=1))
    OUT.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
