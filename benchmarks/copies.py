"""Copies of seven kinds planted among public news texts: who finds them, with what containment, how fast.

    python benchmarks/copies.py ../shared/gold/stories ../shared/gold/summaries

Each folder holds *.jsonl.gz of texts (`text` with `title`, or `docs`); those of 500 characters and more are taken. A
quarter are only there to be stood in, another quarter are in the archive alone, of the others each is in it together
with one copy, of a kind that goes round:

    verbatim             the same body, the same headline
    cut                  the first 30 to 60 % of its sentences
    reordered            its paragraphs (of one paragraph: its sentences) in another order
    lead rewritten       the first 20 to 30 % of its words are those of another text
    quotes swapped       every quotation is one of another text, in marks of the other style, and the dashes are others
    other headline       the same body under the headline of another text
    embedded             inside a text of two to five times its length, at a place between two sentences

True pairs are a text and its copy. Set aside, neither right nor wrong, are two that hold words of one text (a host, the
lender of a lead) and those that held the same words before anything was planted (natural copies, one agency's words):
found apart from the methods compared, where two share more than a tenth of the smaller one's runs of eight words.
Precision is over all other pairs of the archive. "Containment error" is how far the estimate is from the share of runs
of 32 letters that the larger text has: the mean of the absolute differences over the planted pairs.

Figures are of the second half of the texts (by a hash of the text); the first is what settings were chosen on: ours,
and by the best F1 the thresholds of the peers (.2, .3 … .9). Time is processor time of all threads from a list of str
to the list of pairs, the best of nine, with both halves in one archive. Peers, both with 128 permutations over the sets
of runs of three words, in the quickest way that their documentation shows.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

RESULT = Path(__file__).parent / "results" / "copies.json"
SHORTEST = 500
KINDS = ("verbatim", "cut", "reordered", "lead rewritten", "quotes swapped", "other headline", "embedded")
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SHINGLE = 3
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{10,}?)[”\"]")
_WORD = re.compile(r"\w+")

Pairs = dict[tuple[int, int], float]


class Text(NamedTuple):
    """A headline and a body."""

    title: str
    body: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n\n{self.body}" if self.title else self.body


class Archive(NamedTuple):
    """Texts, the pairs planted in them by kind, and the other pairs that have words in common."""

    texts: list[str]
    planted: dict[tuple[int, int], str]
    natural: set[tuple[int, int]]


def read(folders: tuple[Path, ...], half: int) -> list[Text]:
    """Return the texts of one half, each once, in an order that has nothing to do with where they come from."""
    found: dict[str, Text] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                for body in row.get("docs", [row.get("text")]):
                    digest = hashlib.sha256(body.encode()).hexdigest()
                    if len(body) >= SHORTEST and int(digest, 16) % 2 == half:
                        found[digest] = Text((row.get("title") or "") if "docs" not in row else "", body)
    return [found[digest] for digest in sorted(found)]


def plant(texts: list[Text]) -> Archive:
    """Return the archive made of `texts`; the same for the same texts."""
    luck = random.Random(8)
    quarter = len(texts) // 4
    hosts, kept, bases = texts[:quarter], texts[quarter:], texts[2 * quarter :]
    archive = [text.whole for text in kept]
    holders = defaultdict(list, {text: [k] for k, text in enumerate(kept)})  # where words of each text stand
    quoted = [text for text in texts if _QUOTATION.search(text.body)]
    planted: dict[tuple[int, int], str] = {}
    for k, base in enumerate(bases):
        kind = KINDS[k % len(KINDS)]
        if kind == "quotes swapped" and not _QUOTATION.search(base.body):
            continue
        copy, lender = copied(kind, base, luck, hosts, quoted)
        planted[quarter + k, len(archive)] = kind
        for text in {base, lender}:
            holders[text].append(len(archive))
        archive.append(copy)
    alike = [(texts[a], texts[b]) for a, b in resembling([text.whole for text in texts])]
    natural = {pair for held in holders.values() for pair in combinations(held, 2)}
    natural |= {(min(x, y), max(x, y)) for a, b in alike for x in holders[a] for y in holders[b]}
    return Archive(archive, planted, natural - planted.keys())


def copied(kind: str, base: Text, luck: random.Random, hosts: list[Text], quoted: list[Text]) -> tuple[str, Text]:
    """Return a copy of `base` of one kind, and the text that lent it words (itself, where there was none)."""
    sentences = _SENTENCE.split(base.body)
    other = luck.choice(hosts)
    if kind == "cut":
        kept = max(1, round(luck.uniform(0.3, 0.6) * len(sentences)))
        return Text(base.title, " ".join(sentences[:kept])).whole, base
    if kind == "reordered":
        paragraphs = [part for part in base.body.split("\n") if part.strip()]
        parts = paragraphs if len(paragraphs) > 2 else sentences
        luck.shuffle(parts)
        return Text(base.title, "\n\n".join(parts)).whole, base
    if kind == "lead rewritten":
        words = base.body.split(" ")
        lead = round(luck.uniform(0.2, 0.3) * len(words))
        return Text(other.title, " ".join((*other.body.split(" ")[:lead], *words[lead:]))).whole, other
    if kind == "quotes swapped":
        other = luck.choice(quoted)
        pool = _QUOTATION.findall(other.body)
        body = _QUOTATION.sub(lambda found: _marked(luck.choice(pool), found[0]), base.body)
        return Text(base.title, body.replace(" - ", " – ").replace("—", "-")).whole, other
    if kind == "other headline":
        return Text(other.title or other.body.split(".")[0], base.body).whole, other
    if kind == "embedded":
        other = luck.choice([t for t in hosts if 2 * len(base.body) <= len(t.body) <= 5 * len(base.body)] or hosts)
        around = _SENTENCE.split(other.body)
        cut = luck.randrange(len(around) + 1)
        return " ".join((*around[:cut], base.body, *around[cut:])), other
    return base.whole, base


def _marked(quotation: str, marks: str) -> str:
    return f"“{quotation}”" if marks[0] == '"' else f'"{quotation}"'


def resembling(texts: list[str]) -> set[tuple[int, int]]:
    """Return the pairs that share more than a tenth of the smaller one's runs of eight words, by going through all."""
    runs = [set(zip(*(words[k:] for k in range(8)), strict=False)) for words in map(_words, texts)]
    holders = defaultdict(list)
    for k, of_text in enumerate(runs):
        for run in of_text:
            holders[run].append(k)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in holders.values():
        for pair in combinations(held, 2):
            shared[pair] += 1
    return {(a, b) for (a, b), count in shared.items() if count > min(len(runs[a]), len(runs[b])) / 10}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


# -- the methods: texts → pairs with their score ----------------------------------------------------------------------


@cache
def database() -> Any:
    """Return a connection that is open, as the peers' modules are imported, when the time is taken."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def ours(texts: list[str], threshold: float) -> Pairs:
    import pyarrow as pa

    from compare.archive import copies, joins
    from compare.archive.fingerprints import fingerprints
    from compare.archive.overlap import overlaps
    from compare.archive.schemas import ARTICLES, OVERLAPS
    from compare.archive.slices import whole as in_one

    n = len(texts)
    given = {"key": pa.array(range(n), pa.int64()), "text": pa.array(texts)}
    nothing = pa.repeat("", n)
    columns = [given.get(field.name, pa.nulls(n, field.type) if field.nullable else nothing) for field in ARTICLES]
    prints = fingerprints(pa.RecordBatch.from_arrays(columns, schema=ARTICLES))
    database().register("fingerprints", pa.Table.from_batches([prints]))
    spread = database().sql(joins.spread(in_one("fingerprints"))).to_arrow_reader()
    database().register("overlap", pa.Table.from_batches(overlaps(spread), OVERLAPS))
    shared = database().sql(copies.alike("overlap", threshold)).to_arrow_reader()
    return {
        (min(part, whole), max(part, whole)): share
        for batch in shared
        for part, whole, share, _ in zip(*(column.to_pylist() for column in copies.copies(batch)), strict=True)
    }


def shingles(text: str) -> list[str]:
    words = _words(text)
    return [" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)]


def datasketch(texts: list[str], threshold: float) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    found: Pairs = {}
    sketches = MinHash.bulk(([s.encode() for s in set(shingles(text))] for text in texts), num_perm=128)
    for k, sketch in enumerate(sketches):
        for other in index.query(sketch):
            if (alike := sketch.jaccard(sketches[other])) >= threshold:
                found[other, k] = alike
        index.insert(k, sketch, check_duplication=False)
    return found


def rensa(texts: list[str], threshold: float) -> Pairs:
    import rensa

    sketches = rensa.RMinHash.from_token_sets(map(shingles, texts), 128, 42)
    index = rensa.RMinHashLSH(threshold, 128, BANDS[threshold])
    index.insert_many(sketches)
    found: Pairs = {}
    for k, others in enumerate(index.query_all(sketches)):
        for other in others:
            if other < k and (alike := sketches[k].jaccard(sketches[other])) >= threshold:
                found[other, k] = alike
    return found


# rensa has its bands given: a power of two that puts the turn of the curve, (1 / bands) ** (bands / 128), near it.
BANDS = {0.2: 64, 0.3: 64, 0.4: 32, 0.5: 32, 0.6: 32, 0.7: 16, 0.8: 16, 0.9: 8}
METHODS: dict[str, Callable[[list[str], float], Pairs]] = {"tellings": ours, "datasketch": datasketch, "rensa": rensa}


# -- the figures -------------------------------------------------------------------------------------------------------


def scored(found: Pairs, archive: Archive) -> dict[str, Any]:
    """Return recall by kind, precision and F1."""
    counted = found.keys() - archive.natural
    right = counted & archive.planted.keys()
    recall = {
        kind: len([p for p in right if archive.planted[p] == kind]) / list(archive.planted.values()).count(kind)
        for kind in KINDS
    }
    precision = len(right) / len(counted) if counted else 0.0
    whole = len(right) / len(archive.planted)
    f1 = 2 * precision * whole / (precision + whole) if right else 0.0
    return {"recall": recall, "all": whole, "precision": precision, "f1": f1}


def containment_error(found: Pairs, archive: Archive) -> float:
    """Return the mean absolute error of the estimates for the planted pairs that were found."""
    from compare.archive.fingerprints import stretches

    errors = []
    for a, b in found.keys() & archive.planted.keys():
        x, y = (set(stretches([archive.texts[k].encode()]).print.tolist()) for k in (a, b))
        errors.append(abs(found[a, b] - len(x & y) / min(len(x), len(y))))
    return sum(errors) / len(errors)


def speeds(thresholds: dict[str, float], texts: list[str]) -> dict[str, float]:
    """Return articles a second of each method, by the processor time of all threads: the best of nine, taken in turn.

    In turn, as what else the machine does would fall on one method only.
    """
    best = dict.fromkeys(thresholds, float("inf"))
    for _ in range(9):
        for name, threshold in thresholds.items():
            start = time.process_time()
            METHODS[name](texts, threshold)
            best[name] = min(best[name], time.process_time() - start)
    return {name: len(texts) / seconds for name, seconds in best.items()}


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--tune", is_flag=True, help="Show the first half's figures by threshold, and write nothing.")
@click.option("-o", "--output", default=RESULT, type=click.Path(dir_okay=False, path_type=Path))
def main(folders: tuple[Path, ...], tune: bool, output: Path) -> None:
    """Find the copies planted in the texts of FOLDERS by each method and write the figures."""
    from compare.archive.copies import LEAST

    first, second = (plant(read(folders, half)) for half in (0, 1))
    results: dict[str, Any] = {
        "texts": len(second.texts),
        "characters": sum(map(len, second.texts)),
        "planted": len(second.planted),
    }
    thresholds = {"tellings": LEAST}
    for name, method in METHODS.items():
        if name != "tellings" or tune:
            by = {at: scored(method(first.texts, at), first) for at in THRESHOLDS}
            thresholds.setdefault(name, max(by, key=lambda at: by[at]["f1"]))
            for at, figures in by.items() if tune else ():
                click.echo(f"{name} {at}: {json.dumps(rounded(figures))}")
    if tune:
        return
    quick = speeds(thresholds, first.texts + second.texts)
    for name, threshold in thresholds.items():
        found = METHODS[name](second.texts, threshold)
        results[name] = {"threshold": threshold, **scored(found, second), "articles/s": quick[name]}
        if name == "tellings":
            results[name]["containment error"] = containment_error(found, second)
        else:
            results[name]["tellings is quicker by"] = quick["tellings"] / quick[name]
    output.write_text(json.dumps(rounded(results), indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps(rounded(results), indent=1))


if __name__ == "__main__":
    main()
