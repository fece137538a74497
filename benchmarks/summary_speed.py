"""The cost of a summary by the length of the text: ours beside sumy's own summarizers, in one run.

    python benchmarks/summary_speed.py ../shared/gold/summaries

The text: the sentences of the documents in the folder, shuffled with a fixed seed, taken until there are 30, 500,
1,400 sentences, or 100,000 words. It is made at each run and never stored. Every figure is of a process of its own,
with nothing in its caches (peak memory in MiB: of the whole process, and how much the summary added), and counts
the processor time from the list of sentences to the summary of ten sentences: words, stems and all; imports and the
making of the text are left out. The median of three processes where one takes under two seconds. A run is stopped after
`--limit` seconds: "did not end" is a result. The growth exponent is the slope of log(time) over log(words), fitted to
the sizes from 500 sentences up, as a constant hides it below; with fewer than two sizes there is none.

"ours" is `compare.summarise`'s default, annotation of the claims included. "our LexRank" and "our TextRank" are
`compare.summaries.sumy_style`, on sumy's document, with the stemmer and stop words that sumy's classes get.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from compare.summaries.length import length

RESULT = Path(__file__).parent / "results" / "summary_speed.json"
SIZES = {"30 sentences": 30, "500 sentences": 500, "1,400 sentences": 1400, "100,000 words": 0}
WORDS = 100_000
TEN = 10
REPEATED_BELOW = 2.0  # seconds
OURS = {"our LexRank": "LexRankSummarizer", "our TextRank": "TextRankSummarizer"}
SUMY = {
    "sumy LexRank": ("lex_rank", "LexRankSummarizer"),
    "sumy TextRank": ("text_rank", "TextRankSummarizer"),
    "sumy Luhn": ("luhn", "LuhnSummarizer"),
    "sumy LSA": ("lsa", "LsaSummarizer"),
    "sumy KL": ("kl", "KLSummarizer"),
}
METHODS = ("ours", *OURS, *SUMY)


def sentences_of(folder: Path, size: int) -> list[str]:
    """Return shuffled sentences of the documents in `folder`: `size`, or a hundred thousand words of them."""
    from compare.claims.sentences import sentence_spans

    pool: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for text in (text for row in rows for text in json.loads(row)["docs"]):
                pool.update(dict.fromkeys(" ".join(s.of(text).split()) for s in sentence_spans(text, 0, len(text))))
    told = [sentence for sentence in pool if 5 <= length(sentence) <= 60]
    random.Random(0).shuffle(told)
    if size:
        return told[:size]
    taken, words = 0, 0
    while words < WORDS:
        words += length(told[taken])
        taken += 1
    return told[:taken]


def prepared(method: str, sentences: list[str]) -> Callable[[], object]:
    """Return what is timed: from the sentences to the summary by `method`."""
    if method == "ours":
        from compare.claims.annotate import loose_claims
        from compare.summaries.summarise import summarise

        return lambda: summarise(loose_claims("x", sentences), name="x", sentences=TEN)
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    from compare.summaries.peers import _Tokenizer

    module, name = SUMY.get(method) or ("", OURS[method])
    package = f"sumy.summarizers.{module}" if module else "compare.summaries.sumy_style"
    if not module:
        import_module("compare.summaries.graph")
    summarizer = getattr(import_module(package), name)(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    tokenizer = _Tokenizer()
    return lambda: summarizer(ObjectDocumentModel([Paragraph([Sentence(s, tokenizer) for s in sentences])]), TEN)


def child(method: str, folder: Path, size: int) -> None:
    """Run one method on one size in this process and print its figures as JSON."""
    import warnings

    warnings.simplefilter("ignore")
    sentences = sentences_of(folder, size)
    call = prepared(method, sentences)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    call()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"seconds": seconds, "peak MiB": round(peak, 1), "above MiB": round(peak - before, 1)}
    print(json.dumps(figures | {"sentences": len(sentences), "words": sum(map(length, sentences))}))


def measured(method: str, folder: Path, size: int, limit: float) -> dict[str, Any]:
    """Return the figures of one method on one size, from a process of its own."""
    first = _run(method, folder, size, limit)
    if first.get("seconds", limit) >= REPEATED_BELOW:
        return first
    again = [first, *(_run(method, folder, size, limit) for _ in range(2))]
    return first | {"seconds": median(row["seconds"] for row in again)}


def _run(method: str, folder: Path, size: int, limit: float) -> dict[str, Any]:
    command = [sys.executable, __file__, str(folder), "--child", method, "--size", str(size)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit + 5, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"did not end in {limit:.0f} s"}
    if run.returncode:
        return {"failed": (run.stderr.strip().splitlines() or [f"ended with {run.returncode}"])[-1][:200]}
    figures: dict[str, Any] = json.loads(run.stdout)
    return figures


def exponent(rows: list[dict[str, Any]]) -> float | None:
    """Return the slope of log(time) over log(words) of the runs that ended."""
    points = [(math.log(row["words"]), math.log(row["seconds"])) for row in rows if row.get("seconds")]
    if len(points) < 2:
        return None
    return round(float(np.polyfit(*zip(*points, strict=True), 1)[0]), 2)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--child", "method", type=click.Choice(METHODS), hidden=True)
@click.option("--size", type=int, default=0, hidden=True)
@click.option("--limit", default=60.0, show_default=True, help="Seconds after which a run is stopped.")
@click.option("-o", "--output", default=RESULT, type=click.Path(dir_okay=False, path_type=Path))
def main(folder: Path, method: str | None, size: int, limit: float, output: Path) -> None:
    """Measure the cost of summaries of the texts in FOLDER and write the figures."""
    if method:
        child(method, folder, size)
        return
    results: dict[str, Any] = {"limit": limit}
    for name in METHODS:
        rows = {label: measured(name, folder, number, limit) for label, number in SIZES.items()}
        grown = exponent(list(rows.values())[1:])
        results[name] = rows | {"growth exponent": grown}
        click.echo(f"{name}, growth exponent {grown}")
        for label, row in rows.items():
            cells = (
                row.get("failed")
                or f"{1000 * row['seconds']:10.1f} ms {row['peak MiB']:8.1f} MiB (+{row['above MiB']})"
            )
            click.echo(f"  {label:16} {cells}")
    output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
