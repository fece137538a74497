"""How long stories of an archive take, how much memory, and how that grows; beside an inverted index, and Spark.

Archives of 10,000, 100,000 … articles are made of real ones (`archive_made`), 2,000 a day whatever the size, so the
window holds as much in each. Each run is a process of its own; memory is its peak and that of its children (resident).

- *embedded*: the whole flow, from Parquet to stories, and its parts; articles a second and core of processor time.
- *index*: what grouping is usually begun with: an inverted index of dictionaries in Python over the same terms, which
  gives each article the earlier ones of the window that are as alike as a pair has to be here (cosine). Once with all
  terms, once without those that too many articles hold, as here. Beside it all that finds links here, with their
  crowds and probabilities. Seconds of the processor; up to the size that the index can do in reasonable time, which is
  to be no more than two weeks (28,000 articles), as rarity is counted over the whole archive for the indices.
- *spark*: the whole flow by Spark on local[2], from the same file, with bytes shuffled and seconds of its executors
  (from its event log); whether its stories are those of the embedded engine, article for article.

Run: python benchmarks/archive_scale.py STORIES.jsonl.gz 10000 100000 [--spark 10000] [--index 10000] [--folder DIR]
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

OUT = Path(__file__).parent / "results/archive_scale.json"
Figures = dict[str, Any]


def _batches(path: str) -> Any:
    import pyarrow.parquet as pq

    from compare.archive.schemas import ARTICLES

    return pq.ParquetFile(path).iter_batches(2000, columns=ARTICLES.names)


def _spent() -> float:
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _digest(stories: Any) -> tuple[int, str]:
    found, count = hashlib.sha256(), 0
    for story in stories:
        found.update(repr(story).encode())
        count += 1
    return count, found.hexdigest()


def embedded(path: str) -> Figures:
    """The whole flow in this process and its children."""
    from compare.archive import flow
    from compare.archive.state import State
    from compare.engine import Embedded

    figures: Figures = {}
    began, spent = time.perf_counter(), _spent()
    with State.open(None) as state:
        engine = Embedded(state.connection)
        for name, step in (
            ("take", lambda: flow.take(state, _batches(path))),
            ("link", lambda: flow.link(state, engine)),
            ("group", lambda: flow.group(state, engine)),
        ):
            start, before = time.perf_counter(), _spent()
            step()
            figures[f"{name}, s"] = round(time.perf_counter() - start, 1)
            figures[f"{name}, s of processors"] = round(_spent() - before, 1)
        for name in ("details", "members"):
            engine.query(name, f"SELECT * FROM s.{name}")
        count, digest = _digest(flow.tell(engine))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        **figures,
        "all, s": round(time.perf_counter() - began, 1),
        "all, s of processors": round(_spent() - spent, 1),
        "peak memory, GB": round(memory / 2**20, 2),
        "of a child, GB": round(children / 2**20, 2),
        "stories": count,
        "digest": digest,
    }


def index(path: str) -> Figures:
    """Inverted indices of dictionaries beside `flow.find_links`, over the same terms; one thread each."""
    import duckdb
    import numpy as np
    import pyarrow as pa

    from compare.archive import flow, joins, likeness, slices
    from compare.archive.index import terms
    from compare.archive.schemas import TERMS
    from compare.engine import Embedded

    made = pa.Table.from_batches([terms(batch) for batch in _batches(path)], TERMS)
    connection = duckdb.connect(
        config={"disabled_optimizers": "join_order,build_side_probe_side", "threads": 1, "memory_limit": "1GB"}
    )
    connection.register("made", made)
    connection.execute("CREATE TABLE of_articles AS FROM made")
    engine = Embedded(connection)
    engine.query("terms", slices.dated("of_articles"))
    flow.find_links(engine)  # once for what is imported and compiled
    start = time.process_time()
    flow.find_links(engine)
    figures: Figures = {"links, s of processors": round(time.process_time() - start, 2)}
    ours = set(connection.sql("SELECT a, b FROM links").fetchall())
    copies = {key for (key,) in connection.sql("SELECT dropped FROM repeats").fetchall()}  # compared as one
    figures["links"] = len(ours)

    _, word, holders = np.unique(made["term"].to_numpy(), return_inverse=True, return_counts=True)
    keys, article = np.unique(made["key"].to_numpy(), return_inverse=True)
    prior = joins.PRIOR * np.exp(made["rarity"].to_numpy() * -1e-2)
    telling = -np.log((holders[word] + prior) / (len(keys) + joins.PRIOR + 1))
    weight = made["weight"].to_numpy() * np.sqrt(np.maximum(telling, 0))
    day = np.zeros(len(keys), np.int64)
    day[article] = made["day"].to_numpy()
    for name, most in (("index", len(keys)), ("index without terms of many", joins.MOST)):
        kept = holders[word] <= most
        vectors = _vectors(article[kept], word[kept], weight[kept], day)
        start = time.process_time()
        found = _by_dictionaries(vectors, slices.WINDOW, likeness.LEAST)
        taken = time.process_time() - start
        pairs = {(min(a, b), max(a, b)) for a, b in ((int(keys[x]), int(keys[y])) for x, y in found)}
        told = {pair for pair in pairs if not copies & set(pair)}
        figures[f"{name}, s of processors"] = round(taken, 2)
        figures[f"{name}, pairs"] = len(pairs)
        figures[f"{name}, pairs without copies"] = len(told)
        figures[f"{name}, share of these that are links"] = round(len(told & ours) / len(told), 4)
        figures[f"times faster than the {name}"] = round(taken / figures["links, s of processors"], 1)
    return figures


Vector = tuple[int, int, list[tuple[int, float]]]  # place and day of an article, its terms with their share of it


def _vectors(article: Any, word: Any, weight: Any, day: Any) -> list[Vector]:
    """Return the articles by day."""
    import numpy as np

    norms = np.sqrt(np.bincount(article, weight * weight, len(day)))
    share = weight / norms[article]
    order = np.argsort(article, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(article[order])) + 1)
    found = [
        (
            int(article[part[0]]),
            int(day[article[part[0]]]),
            list(zip(word[part].tolist(), share[part].tolist(), strict=True)),
        )
        for part in parts
    ]
    return sorted(found, key=lambda vector: vector[1])


def _by_dictionaries(vectors: list[Vector], window: int, least: float) -> list[tuple[int, int]]:
    """Return the pairs of a cosine of `least` or more: what one writes in plain Python."""
    postings: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
    found = []
    for place, day, terms in vectors:
        scores: dict[int, float] = defaultdict(float)
        for word, share in terms:
            for other, its, when in postings[word]:
                if day - when <= window:
                    scores[other] += share * its
        found += [(place, other) for other, score in scores.items() if score >= least]
        for word, share in terms:
            postings[word].append((place, share, day))
    return found


def spark(path: str) -> Figures:
    """The whole flow on Spark, local[2]."""
    from compare.archive import flow
    from compare.archive.schemas import ARTICLES
    from compare.engine import session

    with tempfile.TemporaryDirectory() as log:
        settings = {
            "spark.driver.memory": "6g",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "8",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.dir": Path(log).as_uri(),
            "spark.ui.showConsoleProgress": "false",
        }
        running = session("local[2]", settings)
        frame = running.read.parquet(path).select(*ARTICLES.names)
        began = time.perf_counter()
        count, digest = _digest(flow.spark_stories(frame))
        took = time.perf_counter() - began
        running.stop()
        shuffled = busy = 0
        for file in Path(log).iterdir():
            for line in file.read_text("utf-8").splitlines():
                event = json.loads(line)
                if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                    metrics = event["Task Metrics"]
                    shuffled += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                    busy += metrics["Executor Run Time"]
    return {
        "all, s": round(took, 1),
        "stories": count,
        "digest": digest,
        "shuffled, MB": round(shuffled / 1e6, 1),
        "seconds of executors": round(busy / 1000, 1),
    }


def _apart(what: str, path: Path) -> Figures:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--only", what, str(path)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _compare(of: Figures, count: int) -> None:
    found = of["embedded"]
    found["articles a second and core"] = round(count / found["all, s of processors"])
    if "spark" in of:
        of["same stories"] = of["spark"]["digest"] == found["digest"]
        of["times faster than Spark"] = round(of["spark"]["all, s"] / found["all, s"], 1)


@click.command()
@click.argument("given", nargs=-1)
@click.option("--only")
@click.option("--spark", "sparks", multiple=True, type=int)
@click.option("--index", "indices", multiple=True, type=int)
@click.option("--folder", default=None, help="Where archives are kept, to be used again.")
def main(
    given: tuple[str, ...], only: str | None, sparks: tuple[int, ...], indices: tuple[int, ...], folder: str
) -> None:
    """Measure the sizes that are given after the file of stories."""
    if only:
        click.echo(json.dumps({"embedded": embedded, "index": index, "spark": spark}[only](given[0])))
        return
    from archive_made import model, write

    results: dict[str, Any] = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    real = model(Path(given[0]))
    with tempfile.TemporaryDirectory() as spare:
        for count in map(int, given[1:]):
            path = Path(folder or spare, f"made{count}.parquet")
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write(real, count, path)
            of = results.setdefault(str(count), {})
            for what, sizes in (("embedded", (count,)), ("index", indices), ("spark", sparks)):
                if count in sizes:
                    of[what] = _apart(what, path)
                    click.echo(f"{count:>9,} {what}: {json.dumps(of[what])}")
                    _compare(of, count)
                    OUT.write_text(json.dumps(results, indent=1) + "\n", "utf-8")  # the next may take an hour
    sizes = sorted(map(int, results))
    if len(sizes) > 1:
        first, last = (results[str(size)]["embedded"]["all, s of processors"] for size in (sizes[0], sizes[-1]))
        click.echo(f"growth: n^{math.log(last / first) / math.log(sizes[-1] / sizes[0]):.2f}")


if __name__ == "__main__":
    main()
