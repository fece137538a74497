"""How long alignment takes once everything is imported: two articles of 40 sentences, and 200 articles of one story.

The articles are made of the two seeds' sentences with their words shuffled among them, so that there is as much to
match as in a real story; the seed of the shuffle is fixed. Median of 20 runs for two articles; one run, with the peak
memory of the process, for 200.

Run: python benchmarks/alignment_speed.py     (half a minute)
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import time
from pathlib import Path

import compare
from compare.model import Article
from compare.pipeline import claims_of

OUT = Path(__file__).parent / "results/alignment_speed.json"
ROOT = Path(__file__).parent.parent
RUNS = 20


def articles(number: int, sentences: int) -> list[Article]:
    """Return articles of so many sentences, each word of the seeds' sentences replaced by another one time in four."""
    rng = random.Random(1)
    said = [c.text.rstrip(".") for n in ("bbc", "scmp") for c in claims_of(compare.read(ROOT / f"seeds/{n}.txt"))]
    words = [word for text in said for word in text.split()]
    made = []
    for k in range(number):
        lines = []
        for text in rng.choices(said, k=sentences):
            told = [rng.choice(words) if rng.random() < 0.25 else word for word in text.split()]
            lines.append("The " + " ".join(told) + ".")
        made.append(compare.read("\n\n".join(lines).encode(), f"source{k}"))
    return made


def main() -> None:
    """Time both, print and write the figures."""
    a, b = ([c.text for c in claims_of(article)][:40] for article in articles(2, 60))
    compare.align(a, b)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        compare.align(a, b)
        taken.append(time.perf_counter() - start)
    story = articles(200, 20)
    start = time.perf_counter()
    result = compare.compare(story)
    whole = time.perf_counter() - start
    figures = {
        "two articles of 40 sentences, ms": round(1000 * statistics.median(taken), 1),
        "fastest and slowest, ms": [round(1000 * min(taken), 1), round(1000 * max(taken), 1)],
        "200 articles of one story, s": round(whole, 1),
        "claims in them": len(result.claims),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    for name, value in figures.items():
        print(f"{name:36s} {value}")
    OUT.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
