"""Stand-ins for the kernels of an archive, until those of grouping and copies are in their own modules."""

from __future__ import annotations

import re
import zlib

import numpy as np
import pyarrow as pa

from compare.archive.schemas import COPIES, FINGERPRINTS, LINKS, TERMS

WINDOW = 7

_WORD = re.compile(r"[a-z]{3,}")


def terms(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the words of each article, by hash, with a weight."""
    keys, days, found, weights = [], [], [], []
    for key, day, title, text in zip(
        articles["key"].to_pylist(),
        articles["day"].to_pylist(),
        articles["title"].to_pylist(),
        articles["text"].to_pylist(),
        strict=True,
    ):
        words = sorted(set(_WORD.findall(f"{title} {text[:2000]}".lower())), key=lambda w: (-len(w), w))[:30]
        keys += [key] * len(words)
        days += [day] * len(words)
        found += [zlib.crc32(word.encode()) for word in words]
        weights += [1.0] * len(words)
    columns = [keys, days, [0] * len(keys), found, weights]
    return pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, TERMS, strict=True)], schema=TERMS)


def fingerprints(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the sentences of each article, by hash."""
    keys, days, found, sizes = [], [], [], []
    for key, day, text in zip(
        articles["key"].to_pylist(), articles["day"].to_pylist(), articles["text"].to_pylist(), strict=True
    ):
        prints = sorted({zlib.crc32(s.encode()) for s in text.split(". ")})
        keys += [key] * len(prints)
        days += [day] * len(prints)
        found += prints
        sizes += [len(prints)] * len(prints)
    columns = [keys, days, found, sizes]
    return pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, FINGERPRINTS, strict=True)], schema=FINGERPRINTS)


def candidates(terms: str) -> str:
    """Return SQL for the pairs that share rare words, over a table of TERMS with `slice` and `own`."""
    return f"""
WITH rare AS (SELECT slice, term FROM {terms} GROUP BY slice, term HAVING COUNT(*) BETWEEN 2 AND 200),
postings AS (SELECT t.* FROM {terms} AS t JOIN rare AS r ON r.slice = t.slice AND r.term = t.term)
SELECT x.slice AS slice, x.key AS a, y.key AS b, COUNT(*) AS shared
FROM postings AS x JOIN postings AS y ON x.slice = y.slice AND x.term = y.term
WHERE x.key < y.key AND (x.own OR y.own) AND (x.day IS NULL OR y.day IS NULL OR ABS(x.day - y.day) <= {WINDOW})
GROUP BY x.slice, x.key, y.key HAVING COUNT(*) >= 10
"""


def shared_prints(prints: str) -> str:
    """Return SQL for the pairs that share prints, over a table of FINGERPRINTS with `slice` and `own`."""
    return f"""
WITH rare AS (SELECT slice, print FROM {prints} GROUP BY slice, print HAVING COUNT(*) BETWEEN 2 AND 50),
postings AS (SELECT t.* FROM {prints} AS t JOIN rare AS r ON r.slice = t.slice AND r.print = t.print)
SELECT x.slice AS slice, x.key AS a, y.key AS b, x.size AS size_a, y.size AS size_b, COUNT(*) AS shared
FROM postings AS x JOIN postings AS y ON x.slice = y.slice AND x.print = y.print
WHERE x.key < y.key AND (x.own OR y.own) AND (x.day IS NULL OR y.day IS NULL OR ABS(x.day - y.day) <= {WINDOW})
GROUP BY x.slice, x.key, y.key, x.size, y.size HAVING 2 * COUNT(*) >= LEAST(x.size, y.size)
"""


def judged(candidates: pa.RecordBatch) -> pa.RecordBatch:
    """Return the probability of each candidate pair."""
    shared = candidates["shared"].to_numpy(zero_copy_only=False).astype(np.float32)
    columns = [candidates["a"], candidates["b"], pa.array(np.minimum(shared / 20, 1), pa.float32())]
    return pa.record_batch(columns, schema=LINKS)


def copies(shared: pa.RecordBatch) -> pa.RecordBatch:
    """Return the pairs of which the later stands in the earlier."""
    count = shared["shared"].to_numpy(zero_copy_only=False)
    size = shared["size_a"].to_numpy(zero_copy_only=False)
    share = (count / size).astype(np.float32)
    keep = share >= 0.5
    batch = pa.record_batch([shared["a"], shared["b"], pa.array(share)], schema=COPIES)
    return batch.filter(pa.array(keep))


def members(a: np.ndarray, b: np.ndarray, probability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the keys of one component and the story of each: all are one."""
    keys = np.unique(np.concatenate([a, b]))
    return keys, np.full(len(keys), keys[0])
