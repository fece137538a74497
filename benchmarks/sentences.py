"""How well sentences are found, beside peers: boundary F1 on full news articles, and speed.

    python benchmarks/sentences.py [FOLDER]        # FOLDER holds alignment/own.jsonl and own_train.jsonl

Each article of the sets is a list of sentences. They are joined with one space, so that no splitter gets a hint from a
line end, and a boundary is right where a sentence of the list begins. The lists keep a quotation of several sentences
together, which tellings cuts on purpose: `f1_outside_quotations` does not count such cuts, for every peer alike. They
were made by a splitter and not by hand, so they have errors of their own, which count against every peer alike.

The result goes to ``benchmarks/results/sentences.json``. A peer that is not installed is named as missing.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from compare.claims.sentences import sentence_spans

Splitter = Callable[[str], list[int]]
ROOT = Path(__file__).resolve().parent.parent
SETS = ("own.jsonl", "own_train.jsonl")


def articles(folder: Path) -> Iterator[list[str]]:
    """Yield every article of the sets once, as its list of sentences."""
    seen = set()
    for name in SETS:
        for line in (folder / "alignment" / name).read_text(encoding="utf-8").splitlines():
            pair = json.loads(line)
            for side in ("a", "b"):
                sentences = [sentence.strip() for sentence in pair[side] if sentence.strip()]
                if tuple(sentences) not in seen:
                    seen.add(tuple(sentences))
                    yield sentences


def joined(sentences: list[str]) -> tuple[str, set[int]]:
    """Return the article's text, and where its sentences begin, the first excepted."""
    starts, at = set(), 0
    for sentence in sentences:
        starts.add(at)
        at += len(sentence) + 1
    return " ".join(sentences), starts - {0}


def tellings(text: str) -> list[int]:
    """Split with the rules of this project."""
    return [span.start for span in sentence_spans(text)]


def naive(text: str) -> list[int]:
    """Split at every stop before a space and a capital."""
    return [0, *(match.end() for match in re.finditer(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘(])", text))]


def punkt_untrained() -> Splitter:
    """Return NLTK's Punkt without parameters, which would have to be downloaded."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer  # type: ignore[import-untyped,unused-ignore]

    tokenizer = PunktSentenceTokenizer()
    return lambda text: [start for start, _ in tokenizer.span_tokenize(text)]


def sentencex() -> Splitter:
    """Return the splitter of the package sentencex."""
    from sentencex import segment  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def split(text: str) -> list[int]:
        starts, at = [], 0
        for sentence in segment("en", text):
            starts.append(at + len(sentence) - len(sentence.lstrip()))
            at += len(sentence)
        return starts

    return split


def measured(split: Splitter, texts: list[tuple[str, set[int]]]) -> dict[str, float]:
    """Precision, recall and F1 of the boundaries over all texts, and the speed in megabytes a second."""
    began = time.process_time()
    found = [set(split(text)) - {0} for text, _ in texts]
    seconds = time.process_time() - began
    outside = [
        {at for at in starts if at in gold or not quoted(text, at, gold)}
        for starts, (text, gold) in zip(found, texts, strict=True)
    ]
    size = sum(len(text.encode()) for text, _ in texts) / 1e6
    golds = [gold for _, gold in texts]
    return {
        **scores(found, golds),
        "f1_outside_quotations": scores(outside, golds)["f1"],
        "megabytes_a_second": round(size / seconds, 1),
    }


def quoted(text: str, at: int, gold: set[int]) -> bool:
    """Whether a quotation is open at `at` since the beginning of its sentence in the list."""
    sentence = text[max((start for start in gold if start < at), default=0) : at]
    return sentence.count('"') % 2 == 1 or sentence.count("“") > sentence.count("”")


def scores(found: list[set[int]], golds: list[set[int]]) -> dict[str, float]:
    """Precision, recall and F1 of boundaries."""
    right = sum(len(starts & gold) for starts, gold in zip(found, golds, strict=True))
    precision, recall = right / sum(map(len, found)), right / sum(map(len, golds))
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
    }


def main(folder: Path) -> None:
    """Measure every peer and write the result."""
    texts = [joined(sentences) for sentences in articles(folder)]
    result: dict[str, object] = {"articles": len(texts), "boundaries": sum(len(gold) for _, gold in texts)}
    peers: dict[str, Callable[[], Splitter]] = {
        "tellings": lambda: tellings,
        "naive regex": lambda: naive,
        "sentencex": sentencex,
        "nltk Punkt, untrained": punkt_untrained,
    }
    for name, peer in peers.items():
        try:
            result[name] = measured(peer(), texts)
        except ImportError as error:
            result[name] = f"not installed: {error.name}"
        print(f"{name:24}{result[name]}")
    target = ROOT / "benchmarks" / "results" / "sentences.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "gold")
