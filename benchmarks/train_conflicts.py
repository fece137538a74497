"""Measure how often what a rule finds is a contradiction, and write compare/outcomes/data/conflicts.json.

Data, all free to use: the pairs of sentences of alignment/own.jsonl and own_train.jsonl that state the same wholly or
in
part, with the conflicts that readers marked in them; the part "tuned" of tests/cases/conflicts.json. The rules are run
with less agreement of the rest than a report asks for (`EASE`), so that the weight of the rest can be learned; what is
explained is left out. A logistic regression gives each rule its weight. Each rule has one right and one wrong finding
added (Laplace), as a rule that was seen ten times is not sure for that.

Run: python benchmarks/train_conflicts.py [../shared/gold]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from conflict_data import aligned, cases
from sklearn.linear_model import LogisticRegression

from compare.outcomes.conflicts import RULES
from compare.outcomes.pairing import Pair

OUT = Path(__file__).parents[1] / "compare/outcomes/data/conflicts.json"
EASE = 0.4


def findings(folder: Path) -> Iterator[tuple[str, float, bool]]:
    """Yield for each unexplained finding: the rule, how far the rest agrees, whether it is a contradiction."""
    for pair, kind in [*cases("tuned"), *aligned(folder)]:
        for rule in RULES:
            for clash in rule(Pair.of(*pair, ease=EASE)):
                if not clash.explanation:
                    yield rule.__name__, clash.rest, kind is not None


def main() -> None:
    """Fit and write."""
    found = list(findings(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")))
    names = [rule.__name__ for rule in RULES]
    middle = float(np.mean([rest for _, rest, _ in found]))
    rows = [*found, *((name, middle, right) for name in names for right in (True, False))]
    x = np.array([[name == rule for rule in names] + [rest] for name, rest, _ in rows], dtype=float)
    y = np.array([right for *_, right in rows])
    model = LogisticRegression(C=3.0, fit_intercept=False).fit(x, y)
    counts = {name: [sum(r for n, _, r in found if n == name), sum(n == name for n, _, _ in found)] for name in names}
    shipped = {
        "card": {
            "what": "logistic regression: the probability that what a rule finds is a contradiction",
            "trained on": "gold pairs of own and own_train and the tuned part of tests/cases/conflicts.json; "
            "free to use",
            "made by": "benchmarks/train_conflicts.py",
            "right and found, each rule, with less agreement asked for": counts,
        },
        "weights": {name: round(float(w), 3) for name, w in zip([*names, "rest"], model.coef_[0], strict=True)},
    }
    OUT.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")
    print(json.dumps(shipped, indent=1))


if __name__ == "__main__":
    main()
