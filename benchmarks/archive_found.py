"""What the whole flow finds in made archives of what was planted there: stories and copies.

- *stories*: BCubed precision, recall and F1 of all articles, with those that stand alone; how many planted stories are
  in parts, how many found ones hold articles of several.
- *copies*: of the planted ones (`copied`: an article and what it was made of) how many are found as a pair; and of the
  pairs that are found as copies how many were planted, also by way of others: two copies of a text are copies.

The archives are `archive_made`'s. So that it can be told what is the maker's doing and what the flow's, beside them the
real articles that are its models, all of one day: whole, and as every second sentence, without exchanged words.

Run: python benchmarks/archive_found.py STORIES.jsonl.gz 1500 10000 [--folder DIR]      (ten minutes)
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.parquet as pq
from archive_made import FIRST_DAY, SENTENCES, Model, model, write
from bcubed import bcubed, interval

from compare.archive import flow
from compare.archive.components import labels
from compare.archive.identity import key_of
from compare.archive.schemas import ARTICLES
from compare.archive.state import State
from compare.engine import Embedded

OUT = Path(__file__).parent / "results/archive_found.json"
Figures = dict[str, Any]


def of_models(real: Model, step: int) -> pa.Table:
    """Return the real articles, of each every `step`-th sentence."""
    rows = []
    for number, event in enumerate(real.events):
        for k, (headline, *sentences) in enumerate(event.articles):
            title = "".join(headline).strip(" .")
            kept = sentences if step == 1 else sentences[::step][:SENTENCES]
            text = "".join(token for sentence in kept for token in sentence).strip()
            name = f"{number}-{k}"
            rows.append(
                {"id": name, "key": key_of(name, title, text.encode()), "source": name, "title": title, "text": text,
                 "published": FIRST_DAY * 86_400, "day": FIRST_DAY, "story": number, "copied": None}
            )  # fmt: skip
    return pa.Table.from_pylist(
        rows, pa.schema([*ARTICLES, pa.field("story", pa.int64()), pa.field("copied", pa.string())])
    )


def found(archive: pa.Table) -> Figures:
    """Return how much of what is planted in an archive the embedded engine finds."""
    with State.open(None) as state:
        engine = Embedded(state.connection)
        flow.take(state, archive.select(ARTICLES.names).to_batches(flow.BATCH))
        flow.link(state, engine)
        flow.group(state, engine)
        story = dict(
            state.connection.execute(
                "SELECT d.id, COALESCE(m.story, d.key) FROM s.details AS d LEFT JOIN s.members AS m ON m.key = d.key"
            ).fetchall()
        )
        pairs = state.connection.execute(
            "SELECT x.id, y.id FROM s.edges AS e JOIN s.details AS x ON x.key = e.a JOIN s.details AS y ON y.key = e.b "
            "WHERE e.containment > 0"
        ).fetchall()
    names, right = archive["id"].to_pylist(), archive["story"].to_pylist()
    copied = [(name, of) for name, of in zip(names, archive["copied"].to_pylist(), strict=True) if of]
    return {
        "articles": len(archive),
        "stories": _stories(right, [story[name] for name in names]),
        "copies": _copies(names, copied, pairs) if copied else {},
    }


def _stories(right: list[int], given: list[int]) -> Figures:
    precision, recall, f1 = (round(value, 3) for value in bcubed(right, given))
    of_planted, of_found = defaultdict(set), defaultdict(set)
    for planted, one in zip(right, given, strict=True):
        of_planted[planted].add(one)
        of_found[one].add(planted)
    return {
        "precision": precision,
        "recall": recall,
        "F1": f1,
        "interval": [round(end, 3) for end in interval(right, given)],
        "planted": len(of_planted),
        "found": len(of_found),
        "planted in parts": sum(len(parts) > 1 for parts in of_planted.values()),
        "found of several": sum(len(parts) > 1 for parts in of_found.values()),
    }


def _copies(names: list[str], copied: list[tuple[str, str]], pairs: list[tuple[str, str]]) -> Figures:
    import numpy as np

    place = {name: k for k, name in enumerate(names)}
    ends = np.array([(place[a], place[b]) for a, b in copied])
    text = dict(zip(*(part.tolist() for part in labels(ends[:, 0], ends[:, 1])), strict=True))
    together = {frozenset(pair) for pair in pairs}
    planted = [text.get(place[a], -1) == text.get(place[b], -2) for a, b in pairs]
    return {
        "planted": len(copied),
        "recall": round(sum(frozenset(pair) in together for pair in copied) / len(copied), 4),
        "pairs found": len(pairs),
        "precision": round(sum(planted) / len(pairs), 4) if pairs else None,
    }


@click.command()
@click.argument("stories", type=Path)
@click.argument("sizes", nargs=-1, type=int)
@click.option("--folder", default=None, help="Where archives are kept, to be used again.")
def main(stories: Path, sizes: tuple[int, ...], folder: str | None) -> None:
    """Measure the real models, and made archives of the sizes that are given."""
    real = model(stories)
    results = {"models, whole": found(of_models(real, 1)), "models, every second sentence": found(of_models(real, 2))}
    with tempfile.TemporaryDirectory() as spare:
        for size in sizes:
            path = Path(folder or spare, f"made{size}.parquet")
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write(real, size, path)
            results[f"made, {size}"] = found(pq.read_table(path))
    for name, figures in results.items():
        click.echo(f"{name}: {json.dumps(figures)}")
    OUT.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
