"""Summaries measured: ROUGE of ours beside lead, lead in turn and every method of sumy, all in one run.

    python benchmarks/summaries.py ../shared/gold/summaries

`cnndm.jsonl.gz` has one article a row, summarised in 50 words; `multinews.jsonl.gz` several, in 200. The constants of
`compare.summaries.coverage` were chosen on the even rows (0, 2, …), and so was what costs too much of the rules of
`compare.summaries.context`; the odd rows are the ones to quote, "all" is
there to be compared with figures on the whole set. ROUGE-1, -2 and -L F1 times 100 by the package rouge-score with
stemming (pip install rouge-score); in brackets the 95 % interval of the mean, from 1000 resamples of the rows. "over
lead" is the difference to lead in turn on the same rows, with the interval of the paired differences.

ROUGE F1 rewards a summary for being as short as the reference (34 words on average in CNN/DailyMail), so the mean
length of each is given too.

Every method chooses among the same whole sentences at the same budget. LexRank and TextRank are those of
`compare.summaries.graph`, whose scores are sumy's to 1e-12 (tests/summaries/test_graph.py); all others are sumy's own
classes.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from compare.claims.annotate import claims as annotate
from compare.claims.extract import states
from compare.claims.sentences import sentence_spans
from compare.model import Claim, Role, Summary
from compare.summaries.comparative import whole_sentences
from compare.summaries.length import length
from compare.summaries.summarise import METHODS, summarise

SETS = {"cnndm": 50, "multinews": 200}
MEASURES = ("rouge1", "rouge2", "rougeL")
HALVES = {"even (tuned on)": slice(0, None, 2), "odd (held out)": slice(1, None, 2), "all": slice(None)}
RESULT = Path(__file__).parent / "results" / "summaries.json"


def sentences_of(documents: Sequence[str]) -> tuple[list[Claim], dict[str, str]]:
    """Return the annotated sentences of raw texts, found as in the paragraphs of an article, and source → text."""
    found: list[Claim] = []
    texts = {f"source {number}": text for number, text in enumerate(documents)}
    for source, text in texts.items():
        spans = [span for span in sentence_spans(text, 0, len(text)) if states(span.of(text))]
        found.extend(annotate(source, text, [(span, Role.PARAGRAPH) for span in spans]))
    return [whole for whole, _ in whole_sentences(found, texts)], texts


def one_source(claims: Sequence[Claim]) -> list[Claim]:
    """Return `claims` as if all were of one article, the first text first: what plain lead reads."""
    return [replace(claim, source="all", number=k) for k, claim in enumerate(claims, 1)]


def summaries(claims: Sequence[Claim], texts: dict[str, str], words: int) -> Iterator[tuple[str, Summary, float]]:
    """Yield the name of each method, its summary of `claims` and the seconds that took."""
    for method in METHODS:
        start = time.perf_counter()
        made = summarise(claims, name="x", words=words, method=method, texts=texts)
        yield {"lead": "lead in turn", "default": "ours"}.get(method, method), made, time.perf_counter() - start
    start = time.perf_counter()
    yield "plain lead", summarise(one_source(claims), name="x", words=words, method="lead"), time.perf_counter() - start


def measure(path: Path, words: int) -> dict[str, np.ndarray]:
    """Return for each method an array of rows by (ROUGE-1, ROUGE-2, ROUGE-L, words, milliseconds)."""
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    rows: dict[str, list[list[float]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for method, summary, seconds in summaries(*sentences_of(row["docs"]), words):
                scores = scorer.score(row["reference"], summary.text)
                figures = [100 * scores[m].fmeasure for m in MEASURES]
                rows.setdefault(method, []).append([*figures, length(summary.text), 1000 * seconds])
    return {method: np.array(figures) for method, figures in rows.items()}


def interval(values: np.ndarray) -> list[float]:
    """Return mean and bootstrap 95 % interval of a column of values."""
    chance = np.random.default_rng(0)
    means = values[chance.integers(0, len(values), (1000, len(values)))].mean(axis=1)
    return [round(float(x), 2) for x in (values.mean(), *np.percentile(means, (2.5, 97.5)))]


def table(figures: dict[str, np.ndarray], half: slice) -> dict[str, Any]:
    """Return the figures of all methods on one half of the rows."""
    lead = figures["lead in turn"][half]
    result: dict[str, Any] = {}
    for method, every in figures.items():
        rows = every[half]
        result[method] = {name: interval(rows[:, k]) for k, name in enumerate(MEASURES)}
        result[method]["over lead"] = {name: interval((rows - lead)[:, k]) for k, name in enumerate(MEASURES)}
        result[method] |= {"words": round(rows[:, 3].mean(), 1), "milliseconds": round(float(np.median(rows[:, 4])), 2)}
    return result


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", default=RESULT, type=click.Path(dir_okay=False, path_type=Path))
def main(gold: Path, output: Path) -> None:
    """Measure the summaries of the data in the folder GOLD and write the figures."""
    results: dict[str, Any] = {}
    for name, words in SETS.items():
        figures = measure(gold / f"{name}.jsonl.gz", words)
        results[name] = {"budget": words, "rows": len(figures["ours"])}
        for half, rows in HALVES.items():
            results[name][half] = table(figures, rows)
            click.echo(f"\n{name}, at most {words} words, {half}")
            for method, row in results[name][half].items():
                cells = "  ".join(f"{row[m][0]:5.1f} [{row[m][1]:.1f}, {row[m][2]:.1f}]" for m in MEASURES)
                click.echo(f"{method:13}{cells}  {row['words']:5.1f} words  {row['milliseconds']:7.1f} ms")
    output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
