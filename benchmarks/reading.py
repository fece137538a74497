"""How fast an archive is read into batches, in articles per second of CPU, beside the least that a peer does.

The archive is the articles of a JSON Lines file (plain or gzipped), given again with other ids until there are COUNT.
Of each format the peer is the library that only parses it: the standard library's json, pandas in chunks, pyarrow. What
`batches` does besides: columns by their names, ids, keys, dates, duplicates, checks. Pages of a web archive are the
texts as HTML; trafilatura alone is the peer, and the time is wall time, as children parse.

Run: python benchmarks/reading.py ARTICLES.jsonl.gz [COUNT]
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

COUNT, PAGES = 50_000, 300
OUT = Path(__file__).parent / "results/reading.json"


def rows(path: str, count: int) -> list[dict[str, Any]]:
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as file:
        given = [json.loads(line) for line in file]
    given = [row for row in given if (row.get("text") or "").strip()]
    made = []
    for number in range(count):
        row = given[number % len(given)]
        made.append(
            {
                "id": f"a{number}",
                "title": row["title"],
                "text": f"{row['text']} {number}",
                "source": "The Post",
                "url": f"https://post.example.org/{number}",
                "date": f"2015-03-{1 + number % 28:02}T10:11:12Z",
            }
        )
    return made


def write(folder: Path, articles: list[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = "".join(json.dumps(row) + "\n" for row in articles).encode()
    (folder / "x.jsonl").write_bytes(data)
    (folder / "x.jsonl.gz").write_bytes(gzip.compress(data, 6))
    with (folder / "x.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, list(articles[0]))
        table.writeheader()
        table.writerows(articles)
    pq.write_table(pa.Table.from_pylist(articles), folder / "x.parquet")


def crawl(path: Path, articles: list[dict[str, Any]]) -> list[str]:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    pages = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for row in articles:
            body = "".join(f"<p>{html.escape(part)}</p>" for part in row["text"].split("\n") if part.strip())
            title = html.escape(row["title"] or "")
            inside = f"<nav>Home</nav><article><h1>{title}</h1>{body}</article>"
            page = f"<html><head><title>{title}</title></head><body>{inside}</body></html>"
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(row["url"], "response", io.BytesIO(page.encode()), http_headers=head)
            writer.write_record(record)
            pages.append(page)
    return pages


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = clock()
        work()
        best = min(best, clock() - begun)
    return best


def main() -> None:
    import pandas
    import pyarrow.parquet as pq
    import trafilatura

    from compare.archive.reading import batches

    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    articles = rows(path, count)

    def lines(name: str) -> None:
        with gzip.open(name, "rb") if name.endswith(".gz") else open(name, "rb") as file:
            for line in file:
                json.loads(line)

    def read(name: str) -> int:
        return sum(batch.num_rows for batch in batches([name]))

    def table(name: str) -> int:
        return sum(len(part) for part in pandas.read_csv(name, chunksize=2000))

    def parquet(name: str) -> int:
        return sum(len(batch.to_pylist()) for batch in pq.ParquetFile(name).iter_batches(500))

    figures: dict[str, Any] = {"articles": count, "characters": sum(len(row["text"]) for row in articles) // count}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, articles)
        peers: dict[str, tuple[str, Callable[[str], object]]] = {
            "x.jsonl": ("json", lines),
            "x.jsonl.gz": ("gzip, json", lines),
            "x.csv": ("pandas", table),
            "x.parquet": ("pyarrow, rows", parquet),
        }
        for name, (peer, parse) in peers.items():
            where = str(folder / name)
            ours = seconds(partial(read, where), time.process_time)
            theirs = seconds(partial(parse, where), time.process_time)
            figures[name] = {"tellings": round(count / ours), peer: round(count / theirs)}
            print(name, figures[name], flush=True)
        pages = crawl(folder / "x.warc.gz", articles[:PAGES])
        ours = seconds(lambda: read(str(folder / "x.warc.gz")), time.perf_counter)
        theirs = seconds(lambda: [trafilatura.extract(page) for page in pages], time.perf_counter)
        figures["x.warc.gz"] = {"tellings": round(PAGES / ours), "trafilatura, one pass": round(PAGES / theirs),
                                "processors": os.cpu_count()}  # fmt: skip
        print("x.warc.gz", figures["x.warc.gz"])
    OUT.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
