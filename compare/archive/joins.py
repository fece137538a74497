"""The joins of an archive, as SQL that DuckDB and Spark SQL both run unchanged."""

from __future__ import annotations


def shared_prints(prints: str, window: int, most: int, fewest: int, least: float) -> str:
    """Return SQL for the pairs of articles that share prints: `a`, `b` (a < b), `size_a`, `size_b`, `shared`.

    `prints` names a table of FINGERPRINTS. Two articles are compared where their days are at most `window` apart or one
    of them has none. A print that more than `most` articles of `window` days hold is the boilerplate of a site, or one
    of very many copies of a text; to pair all its holders would be quadratic. Each is paired with the first of them
    only (by key) and with the first of the `window` days before, so ten thousand copies are a star around one, and
    boilerplate adds a little to pairs that come to nothing. Returned are the pairs that share at least `fewest` prints
    and at least the share `least` (0 to 1) of those of the smaller.
    """
    return f"""
WITH heads AS (
  SELECT print, floor(day / {window}) AS span, count(*) AS held, min(key) AS key, min_by(size, key) AS size
  FROM {prints} GROUP BY print, floor(day / {window})
),
crowded AS (SELECT print FROM heads GROUP BY print HAVING max(held) > {most}),
pairs AS (
  SELECT x.key AS a, y.key AS b, x.size AS size_a, y.size AS size_b
  FROM (SELECT * FROM {prints} AS p ANTI JOIN crowded ON p.print = crowded.print) AS x
  JOIN {prints} AS y ON x.print = y.print
  WHERE x.key < y.key AND (x.day IS NULL OR y.day IS NULL OR abs(x.day - y.day) <= {window})
  UNION ALL
  SELECT least(h.key, x.key), greatest(h.key, x.key),
    CASE WHEN h.key < x.key THEN h.size ELSE x.size END, CASE WHEN h.key < x.key THEN x.size ELSE h.size END
  FROM crowded JOIN heads AS h ON h.print = crowded.print JOIN {prints} AS x ON x.print = crowded.print
  WHERE h.key <> x.key
    AND (x.day IS NULL OR h.span IS NULL OR floor(x.day / {window}) - h.span BETWEEN 0 AND 1)
)
SELECT a, b, max(size_a) AS size_a, max(size_b) AS size_b, count(*) AS shared
FROM pairs GROUP BY a, b
HAVING count(*) >= {fewest} AND count(*) >= {least} * least(max(size_a), max(size_b))
"""
