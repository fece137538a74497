"""The joins of an archive, as SQL that DuckDB and Spark SQL both run unchanged.

Each is over a table that has been cut into slices of time (`compare.archive.slices`): it has the columns `slice`, by
which all is joined and counted, and `own`; a pair is found in the slice where one of the two is at home.
"""

from __future__ import annotations

from compare.archive.slices import UNDATED, WINDOW

PRIOR = 100  # articles that the news at large stands for when it is counted how many hold a term
MOST = 300  # articles of a slice that hold a term by which they are compared
LEAST = 0.15  # the cosine of a candidate pair
FOREMOST = 20  # of an article's terms are looked at to find what it may be like
LIKELY = 0.04  # the part of the cosine that they have to make


def shared_prints(prints: str, window: int, most: int, fewest: int, least: float) -> str:
    """Return SQL for the pairs of articles that share prints: `a`, `b` (a < b), `size_a`, `size_b`, `shared`.

    `prints` names a table of FINGERPRINTS with `slice` and `own`. Two articles are compared where their days are at
    most `window` apart or one of them has none. Returned are the pairs that share at least `fewest` prints, and at
    least the share `least` (0 to 1) of those of the smaller.

    A print that more than `most` articles of one span of `window` days hold is the boilerplate of a site, or one of
    very many copies of a text; to pair all its holders would be quadratic. Each of them is paired with the first of the
    span only (by key) and with the first of a span beside it. So ten thousand copies are a star around one of them, and
    boilerplate adds a little to pairs that come to nothing.
    """
    return f"""
WITH placed AS (SELECT *, coalesce(floor(day / {window}), -1000000) AS span FROM {prints}),
many AS (SELECT slice, print FROM {prints} GROUP BY slice, print HAVING count(*) > {most}),
crowded AS (
  SELECT p.slice, p.print, p.span, min(p.key) AS head FROM placed AS p
  JOIN many AS m ON p.slice = m.slice AND p.print = m.print
  GROUP BY p.slice, p.print, p.span HAVING count(*) > {most}
),
sparse AS (
  SELECT p.* FROM placed AS p ANTI JOIN crowded AS c ON p.slice = c.slice AND p.print = c.print AND p.span = c.span
),
heads AS (
  SELECT p.* FROM placed AS p JOIN crowded AS c ON p.slice = c.slice AND p.print = c.print AND p.key = c.head
),
stars AS (
  SELECT p.slice, p.print, p.key AS x, p.size AS size_x, h.key AS y, h.size AS size_y
  FROM heads AS h JOIN placed AS p ON p.slice = h.slice AND p.print = h.print
  WHERE p.key <> h.key AND (p.own OR h.own)
    AND (p.day IS NULL OR h.day IS NULL OR p.span = h.span OR p.span = h.span + 1)
  UNION ALL
  SELECT p.slice, p.print, p.key, p.size, h.key, h.size
  FROM heads AS h JOIN sparse AS p ON p.slice = h.slice AND p.print = h.print
  WHERE p.span = h.span - 1 AND (p.own OR h.own)
),
pairs AS (
  SELECT x.slice, x.key AS x, x.size AS size_x, y.key AS y, y.size AS size_y
  FROM sparse AS x JOIN sparse AS y ON x.slice = y.slice AND x.print = y.print
  WHERE x.own AND (x.key < y.key OR NOT y.own)
    AND (x.day IS NULL OR y.day IS NULL OR abs(x.day - y.day) <= {window})
  UNION ALL
  SELECT slice, x, size_x, y, size_y FROM (
    SELECT DISTINCT slice, print, least(x, y) AS x, CASE WHEN x < y THEN size_x ELSE size_y END AS size_x,
      greatest(x, y) AS y, CASE WHEN x < y THEN size_y ELSE size_x END AS size_y FROM stars
  ) AS ordered
)
SELECT least(x, y) AS a, greatest(x, y) AS b, max(CASE WHEN x < y THEN size_x ELSE size_y END) AS size_a,
  max(CASE WHEN x < y THEN size_y ELSE size_x END) AS size_b, count(*) AS shared
FROM pairs GROUP BY slice, least(x, y), greatest(x, y)
HAVING count(*) >= {fewest} AND count(*) >= {least} * least(max(size_x), max(size_y))
"""


def candidates(terms: str, window: int = WINDOW) -> str:
    """Return SQL for the pairs of articles that may tell of one event, with what `compare.archive.links` judges by.

    `terms` names a table of TERMS with `slice` and `own` (`compare.archive.slices`). What two articles share in a term
    is how much the one dwells on it times how much the other does times how telling it is: minus the logarithm of the
    share of articles that hold it, where the articles of the slice are counted and the news at large stands for `PRIOR`
    articles more, as thirty articles are too few to know. A term of more than `MOST` articles is left out. Articles
    that agree in all their terms are compared as one and linked to the first of them by key.

    Pairs are looked for by the `FOREMOST` terms of each article, and those that come to something compared by all.

    Columns: `slice`, `a`, `b` (a < b), `days` between them (null where one has no date), `shared`, the sum over the
    terms of both, and `whole_a`, `whole_b`, the same of each with itself; `crowd_a`, `crowd_b`: a hundred times the sum
    over all pairs of each of the squared cosine; `best_a`, `best_b`: the greatest of these; `weekdays_a`, `weekdays_b`.
    All are whole numbers.
    """
    return f"""
WITH sums AS (
  SELECT slice, key, own, SUM(term % 1000000007 * (weight + 1000 * weekdays)) AS digest, COUNT(*) AS terms
  FROM {terms} GROUP BY slice, key, own
),
firsts AS (
  SELECT slice, digest, terms, MIN(key) AS key, MIN_BY(own, key) AS own FROM sums GROUP BY slice, digest, terms
),
copied AS (
  SELECT s.slice, f.key AS a, s.key AS b FROM sums AS s JOIN firsts AS f
  ON s.slice = f.slice AND s.digest = f.digest AND s.terms = f.terms WHERE s.key <> f.key AND (s.own OR f.own)
),
told AS (
  SELECT t.* FROM {terms} AS t JOIN firsts AS f ON t.slice = f.slice AND t.key = f.key
),
counted AS (SELECT slice, COUNT(*) AS articles FROM firsts GROUP BY slice),
held AS (SELECT slice, term, COUNT(*) AS holders, MIN(rarity) AS rarity FROM told GROUP BY slice, term),
telling AS (
  SELECT h.slice, h.term, h.holders, CAST(ROUND(
    -100 * LN((h.holders + {PRIOR} * EXP(h.rarity * -1e-2)) / (c.articles + {PRIOR} + 1))) AS BIGINT) AS idf
  FROM held AS h JOIN counted AS c ON h.slice = c.slice WHERE h.holders <= {MOST}
),
weighed AS (
  SELECT t.slice, t.own, t.key, t.day, t.weekdays, t.term, t.weight, g.holders, g.idf
  FROM told AS t JOIN telling AS g ON t.slice = g.slice AND t.term = g.term
),
wholes AS (
  SELECT slice, key, MAX(day) AS day, MAX(weekdays) AS weekdays, MAX(CASE WHEN own THEN 1 ELSE 0 END) AS home,
    CAST(SUM(weight * weight * idf) AS BIGINT) AS whole
  FROM weighed GROUP BY slice, key
),
common AS (SELECT slice, key, term, weight, idf FROM weighed WHERE holders > 1),
foremost AS (
  SELECT slice, own, key, day, term, weight, idf FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY slice, key ORDER BY weight * idf DESC, term) AS place FROM weighed
  ) AS ranked WHERE place <= {FOREMOST} AND holders > 1
),
near AS (
  SELECT x.slice, x.key AS x, y.key AS y, SUM(x.weight * y.weight * x.idf) AS shared
  FROM foremost AS x JOIN foremost AS y ON x.slice = y.slice AND x.term = y.term
  WHERE x.key < y.key AND (x.own OR y.own OR x.slice <> {UNDATED})
    AND (x.day IS NULL OR y.day IS NULL OR ABS(x.day - y.day) <= {window})
  GROUP BY x.slice, x.key, y.key
),
likely AS (
  SELECT n.slice, n.x AS a, n.y AS b
  FROM near AS n JOIN wholes AS p ON n.slice = p.slice AND n.x = p.key
  JOIN wholes AS q ON n.slice = q.slice AND n.y = q.key
  WHERE CAST(n.shared AS DOUBLE) * n.shared >= {LIKELY * LIKELY:e} * p.whole * q.whole
),
sharing AS (
  SELECT l.slice, l.a, l.b, CAST(SUM(x.weight * y.weight * x.idf) AS BIGINT) AS shared
  FROM likely AS l JOIN common AS x ON l.slice = x.slice AND l.a = x.key
  JOIN common AS y ON l.slice = y.slice AND l.b = y.key AND x.term = y.term
  GROUP BY l.slice, l.a, l.b
),
pairs AS (
  SELECT s.slice, s.a, s.b, ABS(p.day - q.day) AS days, s.shared, p.whole AS whole_a, q.whole AS whole_b,
    p.weekdays AS weekdays_a, q.weekdays AS weekdays_b, p.home + q.home AS home,
    CAST(ROUND(CAST(100 AS DOUBLE) * s.shared * s.shared / (CAST(p.whole AS DOUBLE) * q.whole)) AS BIGINT) AS alike
  FROM sharing AS s JOIN wholes AS p ON s.slice = p.slice AND s.a = p.key
  JOIN wholes AS q ON s.slice = q.slice AND s.b = q.key
  WHERE CAST(s.shared AS DOUBLE) * s.shared >= {LEAST * LEAST:e} * p.whole * q.whole
),
crowds AS (
  SELECT slice, key, CAST(SUM(alike) AS BIGINT) AS crowd, MAX(alike) AS best FROM (
    SELECT slice, a AS key, alike FROM pairs UNION ALL SELECT slice, b, alike FROM pairs
  ) AS ends GROUP BY slice, key
)
SELECT p.slice, p.a, p.b, p.days, p.shared, p.whole_a, p.whole_b, m.crowd AS crowd_a, n.crowd AS crowd_b,
  m.best AS best_a, n.best AS best_b, p.weekdays_a, p.weekdays_b
FROM pairs AS p JOIN crowds AS m ON p.slice = m.slice AND p.a = m.key
JOIN crowds AS n ON p.slice = n.slice AND p.b = n.key
WHERE p.home > 0
UNION ALL
SELECT c.slice, c.a, c.b, 0, n.whole, n.whole, n.whole, CAST(100 AS BIGINT), CAST(100 AS BIGINT),
  CAST(100 AS BIGINT), CAST(100 AS BIGINT), n.weekdays, n.weekdays
FROM copied AS c JOIN wholes AS n ON c.slice = n.slice AND c.a = n.key
"""
