"""Grouping of articles into stories: how well, on four sets, beside single-pass clustering and average link.

Each set is cut in two: ecbplus by topic (a topic pairs two look-alike events, which stay together), allsides by time,
the others by story. What is chosen is chosen on the first halves: of tellings one setting for all sets, as users have
no right answer for theirs; of the peers the threshold that is best for each set. The figures are those of the second
halves, and of neus those of all 6,873 articles too. TF-IDF is scikit-learn's, fitted on the half that is grouped;
single pass takes the articles in the order of time, in a shuffled order where there is none, and puts each to the group
with which it is most alike on average, or makes a new one.

Of the links it says how true their probabilities are: of the pairs that are given .7 to .9, how many are one story.

The dates of allsides are those of the site's page, the same for all articles of a story: they help more than those of a
true archive. Run: python benchmarks/stories.py FOLDER      (FOLDER has ecbplus.jsonl.gz …; three minutes)
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from bcubed import bcubed, interval
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from compare.archive.flow import find_links
from compare.archive.grouping import members
from compare.archive.index import terms
from compare.archive.schemas import ARTICLES
from compare.archive.slices import dated, undated
from compare.engine import Embedded

OUT = Path(__file__).parent / "results/stories.json"
SETS = ("ecbplus", "wikinews", "allsides", "neus")
THRESHOLDS = [round(0.06 + 0.02 * k, 2) for k in range(15)]
RANGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)  # of probability
DECAY = 7  # days after which single pass with decay takes articles for unlike

Rows = list[dict[str, str]]
Groups = list[int]


def halves(name: str, rows: Rows) -> tuple[Rows, Rows]:
    """Return the half to choose on and the half to report."""
    if name == "allsides":
        in_order = [story for _, story in sorted({(row["date"], row["story"]) for row in rows})]
        first = set(in_order[: len(in_order) // 2])
        return [r for r in rows if r["story"] in first], [r for r in rows if r["story"] not in first]
    by = "topic" if name == "ecbplus" else "story"
    first = set(sorted({row[by] for row in rows}, key=lambda value: (len(value), value))[::2])
    return [r for r in rows if r[by] in first], [r for r in rows if r[by] not in first]


def days(rows: Rows) -> list[int | None]:
    """Return the day of each article, from 1 January 1970."""
    return [
        (datetime.fromisoformat(r["date"]).astimezone(UTC).date() - date(1970, 1, 1)).days if r["date"] else None
        for r in rows
    ]


def batch(rows: Rows) -> pa.RecordBatch:
    """Return articles as ARTICLES; the key of each is its place."""
    columns = {
        "id": [r["id"] for r in rows], "key": list(range(len(rows))), "source": [r["source"] or "" for r in rows],
        "url": [None] * len(rows), "byline": [None] * len(rows), "title": [r["title"] for r in rows],
        "text": [r["text"] for r in rows],
        "published": [None] * len(rows), "day": days(rows),
    }  # fmt: skip
    return pa.RecordBatch.from_pydict(columns, schema=ARTICLES)


def links_of(rows: Rows) -> pa.Table:
    """Return the LINKS between articles, as an archive of `rows` alone has them."""
    articles = batch(rows)
    connection = duckdb.connect()
    connection.register("made", pa.Table.from_batches([terms(articles)]))
    connection.execute("CREATE TABLE of_articles AS FROM made")
    engine = Embedded(connection)
    engine.query("terms", dated("of_articles") if rows[0]["date"] else undated("of_articles"))
    find_links(engine)
    return connection.sql("FROM links").to_arrow_table()


def tellings(rows: Rows, links: pa.Table | None = None) -> Groups:
    """Return the group of each article."""
    links = links_of(rows) if links is None else links
    keys, story = members(*(links[name].to_numpy() for name in ("a", "b", "probability")))
    group = np.arange(len(rows))
    group[keys] = story
    return group.tolist()


def likeness(rows: Rows, *, decay: bool = False) -> np.ndarray:
    """Return the TF-IDF cosine of each article with each, as a dense matrix."""
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        f"{r['title']} {r['text']}" for r in rows
    )
    alike = (vectors @ vectors.T).toarray()
    if decay:
        day = np.array(days(rows), float)
        alike *= np.maximum(1 - abs(day[:, None] - day) / DECAY, 0)
    return alike


def single_pass(rows: Rows, alike: np.ndarray, threshold: float) -> Groups:
    """Group articles one after the other."""
    order = list(range(len(rows)))
    random.Random(0).shuffle(order)
    order.sort(key=lambda k: rows[k]["date"] or "")
    alike = alike[np.ix_(order, order)]
    label = np.zeros(len(rows), int)
    sizes = np.zeros(len(rows) + 1)
    groups = 0
    for k in range(len(rows)):
        mean = np.bincount(label[:k], alike[k, :k], groups + 1) / np.maximum(sizes[: groups + 1], 1)
        label[k] = mean.argmax() if mean.max() >= threshold else groups
        sizes[label[k]] += 1
        groups = max(groups, label[k] + 1)
    back = np.empty(len(rows), int)
    back[order] = label
    return back.tolist()


def average_link(rows: Rows, alike: np.ndarray, threshold: float) -> Groups:
    """Group articles by scikit-learn's average linkage."""
    del rows
    model = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - threshold)
    return model.fit_predict(1 - alike).tolist()


def by_dictionary(rows: Rows, threshold: float = 0.25) -> Groups:
    """Group articles by links over an inverted index in a dictionary: what one writes in plain Python.

    TF-IDF cosines are summed term by term, pairs above `threshold` followed to groups.
    """
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    vectors = vectorizer.fit_transform(f"{r['title']} {r['text']}" for r in rows)
    index: dict[int, list[tuple[int, float]]] = defaultdict(list)
    group = list(range(len(rows)))

    def top(k: int) -> int:
        while group[k] != k:
            group[k] = k = group[group[k]]
        return k

    for k in range(len(rows)):
        row = vectors[[k]]
        sums: dict[int, float] = defaultdict(float)
        for term, weight in zip(row.indices.tolist(), row.data.tolist(), strict=True):
            for other, its in index[term]:
                sums[other] += weight * its
            index[term].append((k, weight))
        for other, alike in sums.items():
            if alike >= threshold:
                a, b = sorted((top(k), top(other)))
                group[b] = a
    return [top(k) for k in range(len(rows))]


def figures(rows: Rows, found: Groups) -> dict[str, object]:
    """Return the measures of a grouping."""
    right = [r["story"] for r in rows]
    precision, recall, f1 = (round(value, 3) for value in bcubed(right, found))
    low, high = interval(right, found)
    return {"precision": precision, "recall": recall, "F1": f1, "interval": [round(low, 3), round(high, 3)]}


def reliability(rows: Rows, links: pa.Table) -> list[dict[str, float]]:
    """Return of each range of probability how many links it has, their mean, and the share that are of one story."""
    right = np.unique([r["story"] for r in rows], return_inverse=True)[1]
    same = right[links["a"].to_numpy()] == right[links["b"].to_numpy()]
    probability = links["probability"].to_numpy().astype(float)
    place = np.digitize(probability, RANGES[1:-1])
    return [
        {
            "from": low, "to": high, "links": int(inside.sum()),
            "mean": round(float(probability[inside].mean()), 3), "of one story": round(float(same[inside].mean()), 3),
        }
        for k, (low, high) in enumerate(pairwise(RANGES)) if (inside := place == k).any()
    ]  # fmt: skip


def measured(rows: Rows) -> tuple[dict[str, object], list[dict[str, float]]]:
    """Return the measures of tellings' grouping, and how true the probabilities of its links are."""
    links = links_of(rows)
    return figures(rows, tellings(rows, links)), reliability(rows, links)


def peer(method: Callable[..., Groups], first: Rows, second: Rows, *, decay: bool = False) -> dict[str, object]:
    """Return the figures of a peer on the second half, with the threshold that is best on the first."""
    alike, right = likeness(first, decay=decay), [r["story"] for r in first]
    threshold = max(THRESHOLDS, key=lambda value: bcubed(right, method(first, alike, value))[2])
    return {**figures(second, method(second, likeness(second, decay=decay), threshold)), "threshold": threshold}


def speed(rows: Rows) -> dict[str, float]:
    """Return articles per second of the kernels and joins, and of a dictionary in Python."""
    taken = {}
    for name, method in (("tellings", tellings), ("dictionary in Python", by_dictionary)):
        start = time.perf_counter()
        method(rows)
        taken[name] = round(len(rows) / (time.perf_counter() - start))
    return taken


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    report: dict[str, dict[str, object]] = {}
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        first, second = halves(name, rows)
        (set_on, links_set_on), (found, links) = measured(first), measured(second)
        report[name] = {
            "articles": len(second),
            "tellings, half it was set on": set_on,
            "links, half it was set on": links_set_on,
            "tellings": found,
            "links": links,
            "TF-IDF, single pass": peer(single_pass, first, second),
            "TF-IDF, average link": peer(average_link, first, second),
        }
        if rows[0]["date"]:
            report[name]["TF-IDF, single pass, time decay"] = peer(single_pass, first, second, decay=True)
        if name == "neus":
            report[name]["tellings, all articles"] = figures(rows, tellings(rows))
            report[name]["articles a second"] = speed(rows)
        print(name, json.dumps(report[name], indent=1), flush=True)
    OUT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
