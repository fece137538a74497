"""The joins of an archive, as SQL that DuckDB and Spark SQL both run unchanged.

Each is over a table that has been cut into slices of time (`compare.archive.slices`): it has the columns `slice`, by
which all is joined and counted, and `own`; a pair is found in the slice where one of the two is at home.
"""

from __future__ import annotations


def shared_prints(prints: str, window: int, most: int, fewest: int, least: float) -> str:
    """Return SQL for the pairs of articles that share prints: `a`, `b` (a < b), `size_a`, `size_b`, `shared`.

    `prints` names a table of FINGERPRINTS with `slice` and `own`. Two articles are compared where their days are at
    most `window` apart or one of them has none. A print that more than `most` articles of `window` days hold is the
    boilerplate of a site, or one of very many copies of a text; to pair all its holders would be quadratic. Each is
    paired with the first of them only (by key) and with the first of the `window` days before, so ten thousand copies
    are a star around one, and boilerplate adds a little to pairs that come to nothing. Returned are the pairs that share
    at least `fewest` prints and at least the share `least` (0 to 1) of those of the smaller.
    """
    return f"""
WITH heads AS (
  SELECT slice, print, floor(day / {window}) AS span, count(*) AS held,
    min(key) AS key, min_by(size, key) AS size, min_by(own, key) AS own
  FROM {prints} GROUP BY slice, print, floor(day / {window})
),
crowded AS (SELECT slice, print FROM heads GROUP BY slice, print HAVING max(held) > {most}),
pairs AS (
  SELECT x.slice, x.key AS x, y.key AS y, x.size AS size_x, y.size AS size_y
  FROM (SELECT p.* FROM {prints} AS p ANTI JOIN crowded AS c ON c.slice = p.slice AND c.print = p.print WHERE p.own) AS x
  JOIN {prints} AS y ON x.slice = y.slice AND x.print = y.print
  WHERE (x.key < y.key OR (x.key > y.key AND NOT y.own))
    AND (x.day IS NULL OR y.day IS NULL OR abs(x.day - y.day) <= {window})
  UNION ALL
  SELECT x.slice, h.key, x.key, h.size, x.size
  FROM crowded AS c
  JOIN heads AS h ON h.slice = c.slice AND h.print = c.print
  JOIN {prints} AS x ON x.slice = c.slice AND x.print = c.print
  WHERE h.key <> x.key AND (h.own OR x.own)
    AND (h.span IS NULL OR floor(x.day / {window}) - h.span BETWEEN 0 AND 1)
)
SELECT least(x, y) AS a, greatest(x, y) AS b, max(CASE WHEN x < y THEN size_x ELSE size_y END) AS size_a,
  max(CASE WHEN x < y THEN size_y ELSE size_x END) AS size_b, count(*) AS shared
FROM pairs GROUP BY slice, least(x, y), greatest(x, y)
HAVING count(*) >= {fewest} AND count(*) >= {least} * least(max(size_x), max(size_y))
"""
