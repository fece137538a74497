"""How long alignment takes once everything is imported: two articles of 40 sentences, and 200 articles of one story.

The articles are made of the two seeds' sentences with their words shuffled among them, so that there is as much to
match as in a real story; the seed of the shuffle is fixed. Median and fastest of 20 runs for two articles, of 3 for
200, as other work on the machine disturbs; and the peak memory of the process.

Run: python benchmarks/alignment_speed.py     (a minute)
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import compare
from compare.model import Article
from compare.pipeline import claims_of

OUT = Path(__file__).parent / "results/alignment_speed.json"
ROOT = Path(__file__).parent.parent
RUNS = 20
RUNS_OF_MANY = 3
T = TypeVar("T")


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


def timed(run: Callable[[], T]) -> tuple[float, float, T]:
    """Return the seconds that `run` takes, those of the processor alone, and what it returns."""
    start, used = time.perf_counter(), time.process_time()
    found = run()
    return time.perf_counter() - start, time.process_time() - used, found


def main() -> None:
    """Time both, print and write the figures."""
    a, b = ([c.text for c in claims_of(article)][:40] for article in articles(2, 60))
    compare.align(a, b)
    taken, used, _ = zip(*(timed(lambda: compare.align(a, b)) for _ in range(RUNS)), strict=True)
    story = articles(200, 20)
    # Each run's result is let go before the next: a program that holds several spends time on collecting garbage.
    whole, used_whole = zip(*(timed(lambda: compare.compare(story))[:2] for _ in range(RUNS_OF_MANY)), strict=True)
    result = compare.compare(story)
    figures = {
        "two articles of 40 sentences, ms": round(1000 * statistics.median(taken), 1),
        "fastest and slowest, ms": [round(1000 * min(taken), 1), round(1000 * max(taken), 1)],
        "of the processor alone, ms": round(1000 * statistics.median(used), 1),
        "200 articles of one story, s": round(statistics.median(whole), 1),
        "fastest and slowest, s": [round(min(whole), 1), round(max(whole), 1)],
        "of the processor alone, s": round(statistics.median(used_whole), 1),
        "claims in them": len(result.claims),
        "matches and doubts": len(result.matches) + len(result.doubts),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    for name, value in figures.items():
        print(f"{name:36s} {value}")
    OUT.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
