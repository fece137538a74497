"""How well it is found who said what, beside the plainest way to do it, on PolNeAR's news articles.

    python benchmarks/attribution.py [--gold FOLDER] [--part dev|train]      # FOLDER holds
    attribution/polnear_*.jsonl.gz python benchmarks/attribution.py --speed

The rules were written by hand while looking at the train part; the figures in the results are those of the dev part,
whose errors nobody has looked at.

What is measured. The text is a list of words (runs of letters and digits; marks are no words, so quote marks, commas
and full stops at an edge count for nobody). Source, cue and content of an attribution are sets of words. Within an
article, found and annotated attributions are paired one to one so that the sum over pairs of F1 of the content's words
(plus one half where the cues share a word, which decides between equals) is greatest; a pair shares a word of content
at least. Then, for each of source, cue and content:

overlap   words that the two of a pair share, over words found (precision) and words annotated (recall), summed over all
          articles; an attribution without a partner counts all its words as wrong or missed
exact     pairs whose words are the same, over attributions found and annotated

Intervals are 95 %, from 1000 samples of articles with replacement. The peer "said" takes each "said" or "says" outside
quotations as cue, the words between it and the last mark or the sentence's beginning as source, and the rest of the
sentence as content. PolNeAR annotates much that nobody says: wishes, beliefs, opposition to something.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import random
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from compare.claims.attribution import attributions
from compare.claims.sentences import sentence_spans
from compare.model import Attribution, Span

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("source", "cue", "content")
SAMPLES = 1000
_WORD = re.compile(r"\w+")
_SAID = re.compile(r"\b(?:said|says)\b")
_EDGE = re.compile("[,;:.?!\"“”'’]")

Words = dict[str, frozenset[int]]
Peer = Callable[[str, Sequence[Span]], Sequence[Attribution]]


def said(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """Find attributions as plainly as can be: the word "said" or "says"."""
    found = []
    for sentence in sentences:
        words = sentence.of(text)
        for match in _SAID.finditer(words):
            before, after = words[: match.start()], words[match.end() :]
            edge = max((m.end() for m in _EDGE.finditer(before)), default=0)
            ahead = len(after.strip(' ."”')) > 25
            source = Span(sentence.start + edge, sentence.start + match.start())
            cue = Span(sentence.start + match.start(), sentence.start + match.end())
            content = Span(cue.end, sentence.end) if ahead else Span(sentence.start, source.start)
            found.append(Attribution((source,), (cue,), (content,)))
    return found


def words_of(spans: Sequence[Sequence[int]], starts: Sequence[int]) -> frozenset[int]:
    """Return the numbers of the words that begin in `spans`."""
    return frozenset(k for start, end in spans for k in range(bisect_left(starts, start), bisect_left(starts, end)))


def paired(found: Sequence[Words], gold: Sequence[Words]) -> list[tuple[int, int]]:
    """Pair found and annotated attributions one to one: see the module."""
    if not found or not gold:
        return []
    worth = np.zeros((len(found), len(gold)))
    for i, mine in enumerate(found):
        for j, theirs in enumerate(gold):
            common = len(mine["content"] & theirs["content"])
            if common:
                f1 = 2 * common / (len(mine["content"]) + len(theirs["content"]))
                worth[i, j] = f1 + 0.5 * bool(mine["cue"] & theirs["cue"])
    rows, columns = linear_sum_assignment(-worth)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]


def counted(row: dict[str, object], peer: Peer) -> np.ndarray:
    """Return the counts of one article: for each part words common, found, annotated; exact pairs, found, annotated."""
    text = str(row["text"])
    starts = [match.start() for match in _WORD.finditer(text)]
    found = [{part: words_of(getattr(a, part), starts) for part in PARTS} for a in peer(text, sentence_spans(text))]
    gold = [{part: words_of(a[part], starts) for part in PARTS} for a in row["attributions"]]  # type: ignore[attr-defined]
    pairs = paired(found, gold)
    counts = []
    for part in PARTS:
        common = sum(len(found[i][part] & gold[j][part]) for i, j in pairs)
        same = sum(found[i][part] == gold[j][part] for i, j in pairs)
        counts.append(
            (common, sum(len(a[part]) for a in found), sum(len(a[part]) for a in gold), same, len(found), len(gold))
        )
    return np.array(counts)


def figures(counts: np.ndarray) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of summed counts, by part, overlapping and exact."""
    result = {}
    for part, row in zip(PARTS, counts, strict=True):
        for way, (right, found, gold) in (("overlap", row[:3]), ("exact", row[3:])):
            result[f"{part} {way}"] = {
                "precision": round(float(right / max(found, 1)), 4),
                "recall": round(float(right / max(gold, 1)), 4),
                "F1": round(float(2 * right / max(found + gold, 1)), 4),
            }
    return result


def measured(rows: Sequence[dict[str, object]], peer: Peer) -> dict[str, dict[str, object]]:
    """Return the figures of a peer over all articles, with intervals."""
    counts = np.array([counted(row, peer) for row in rows])
    result: dict[str, dict[str, object]] = {name: {**scores} for name, scores in figures(counts.sum(axis=0)).items()}
    chance = random.Random(0)
    samples = [figures(counts[[chance.randrange(len(rows)) for _ in rows]].sum(axis=0)) for _ in range(SAMPLES)]
    for name, scores in result.items():
        sampled = sorted(sample[name]["F1"] for sample in samples)
        scores["interval"] = [sampled[SAMPLES // 40], sampled[-SAMPLES // 40]]
    return result


def speed() -> dict[str, object]:
    """Time the annotation of an article of 600 words, and of texts of n, 2n and 4n sentences."""
    article = (ROOT / "seeds" / "scmp.txt").read_text(encoding="utf-8")
    long = (article + "\n\n") * (1 + 600 // len(article.split()))
    words = long.split(" ")[:600]
    return {
        "milliseconds for 600 words": round(1000 * _seconds(" ".join(words)), 2),
        "seconds by repetitions of the article": {
            str(n): round(_seconds((article + "\n\n") * n, 2), 3) for n in (40, 80, 160)
        },
        "megabytes for 160": round(len(article) * 160 / 1e6, 2),
    }


def _seconds(text: str, times: int = 20) -> float:
    """Return the least time of several runs, sentences included."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        attributions(text, sentence_spans(text))
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    target = ROOT / "benchmarks" / "results" / "attribution.json"
    result = json.loads(target.read_text("utf-8")) if target.exists() else {}
    if given.speed:
        result["speed"] = {**speed(), "python": platform.python_version()}
        print(json.dumps(result["speed"], indent=1))
    else:
        with gzip.open(given.gold / "attribution" / f"polnear_{given.part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        peers: dict[str, Peer] = {"tellings": attributions, '"said" or "says"': said}
        methods = {name: measured(rows, peer) for name, peer in peers.items()}
        for name, scores in methods.items():
            for part, row in scores.items():
                print(f"{name:20}{part:18}{row}")
        result[given.part] = {
            "articles": len(rows),
            "attributions": sum(len(row["attributions"]) for row in rows),
            "methods": methods,
        }
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
