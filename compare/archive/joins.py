"""The joins of an archive, as SQL that DuckDB and Spark SQL both run unchanged."""

from __future__ import annotations


def shared_prints(prints: str, window: int, most: int, fewest: int, least: float) -> str:
    """Return SQL for the pairs of articles that share prints: `a`, `b` (a < b), `size_a`, `size_b`, `shared`.

    `prints` names a table of FINGERPRINTS. Two articles are compared where their days are at most `window` apart or one
    of them has none. Returned are the pairs that share at least `fewest` prints, and at least the share `least` (0 to
    1) of those of the smaller.

    A print that more than `most` articles of one span of `window` days hold is the boilerplate of a site, or one of
    very many copies of a text; to pair all its holders would be quadratic. Each of them is paired with the first of the
    span only (by key) and with the first of a span beside it. So ten thousand copies are a star around one of them, and
    boilerplate adds a little to pairs that come to nothing. Whether it is crowded depends on its span alone, so an
    archive can be gone through span by span.
    """
    return f"""
WITH placed AS (SELECT *, coalesce(floor(day / {window}), -1000000) AS span FROM {prints}),
many AS (SELECT print FROM {prints} GROUP BY print HAVING count(*) > {most}),
crowded AS (
  SELECT p.print, p.span, min(p.key) AS head FROM placed AS p JOIN many AS m ON p.print = m.print
  GROUP BY p.print, p.span HAVING count(*) > {most}
),
sparse AS (SELECT * FROM placed AS p ANTI JOIN crowded AS c ON p.print = c.print AND p.span = c.span),
heads AS (SELECT p.* FROM placed AS p JOIN crowded AS c ON p.print = c.print AND p.key = c.head),
stars AS (
  SELECT p.key, p.size, h.key AS head, h.size AS head_size
  FROM heads AS h JOIN placed AS p ON p.print = h.print
  WHERE p.key <> h.key AND (p.day IS NULL OR h.day IS NULL OR p.span = h.span OR p.span = h.span + 1)
  UNION ALL
  SELECT p.key, p.size, h.key, h.size
  FROM heads AS h JOIN sparse AS p ON p.print = h.print
  WHERE p.span = h.span - 1
),
pairs AS (
  SELECT x.key AS a, y.key AS b, x.size AS size_a, y.size AS size_b
  FROM sparse AS x JOIN sparse AS y ON x.print = y.print
  WHERE x.key < y.key AND (x.day IS NULL OR y.day IS NULL OR abs(x.day - y.day) <= {window})
  UNION ALL SELECT least(key, head), greatest(key, head),
    CASE WHEN key < head THEN size ELSE head_size END, CASE WHEN key < head THEN head_size ELSE size END FROM stars
)
SELECT a, b, max(size_a) AS size_a, max(size_b) AS size_b, count(*) AS shared
FROM pairs GROUP BY a, b
HAVING count(*) >= {fewest} AND count(*) >= {least} * least(max(size_a), max(size_b))
"""
