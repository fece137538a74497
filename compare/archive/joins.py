"""The joins of an archive, as SQL that DuckDB and Spark SQL both run unchanged.

Each is over a table that has been cut into slices of time (`compare.archive.slices`): it has the columns `slice`, by
which all is joined and counted, and `own`; a pair is found in the slice where one of the two is at home.
"""

from __future__ import annotations

from compare.archive.slices import UNDATED

PRIOR = 100  # articles that the news at large stands for when it is counted how many hold a term
MOST = 300  # articles of a slice that hold a term by which they are compared
BLOCK = 32_768  # articles of a slice that are compared in one task
ROWS = 1 << 22  # prints of a slice that are looked at in one task
TASKS = 1 << 10  # tasks, or blocks, of a slice at most
_PRIME = 549_755_813_881  # below 2³⁹: with 64 terms, weights and weekdays below 2¹⁷, the sum stays below 2⁶³


def spread(prints: str) -> str:
    """Return SQL for the rows of the table `prints` of FINGERPRINTS, with `slice` and `own`, by `task`.

    A slice of up to `ROWS` rows is one. The rows of a larger one are cut by print, so that no process has to hold a
    whole slice: what articles share is then the sum over the tasks.
    """
    return f"""
WITH counted AS (
  SELECT slice, LEAST({TASKS}, CAST(1 + FLOOR(COUNT(*) / {ROWS}) AS BIGINT)) AS tasks FROM {prints} GROUP BY slice
)
SELECT p.slice * {TASKS} + p.print % c.tasks AS task, p.own, p.key, p.day, p.print, p.size
FROM {prints} AS p JOIN counted AS c ON p.slice = c.slice
"""


def summed(overlap: str, fewest: int, least: float) -> str:
    """Return SQL for the sums of the table `overlap` of OVERLAPS over its tasks.

    Returned are the pairs that share at least `fewest` prints, and at least the share `least` (0 to 1) of those of the
    smaller.
    """
    return f"""
SELECT a, b, MAX(size_a) AS size_a, MAX(size_b) AS size_b, CAST(SUM(shared) AS BIGINT) AS shared
FROM {overlap}
GROUP BY a, b HAVING SUM(shared) >= {fewest} AND SUM(shared) >= {least} * LEAST(MAX(size_a), MAX(size_b))
"""


def repeated(terms: str) -> str:
    """Return SQL for the articles that agree in all their terms with another: `slice`, the two as `a` < `b`, `dropped`.

    `terms` names a table of TERMS with `slice` and `own` (`compare.archive.slices`). Ten thousand copies of one text
    would be fifty million pairs, all alike; so they are compared as one: those at home in the slice (`home`) as their
    first, those of the slice before as their last, and the others are `dropped`. So the two that stand for them are as
    near in time as any two are.
    """
    return f"""
WITH sums AS (
  SELECT slice, own, key, MIN(day) AS day, SUM(term % {_PRIME} * (weight + 1000 * weekdays)) AS digest,
    COUNT(*) AS terms
  FROM {terms} GROUP BY slice, own, key
),
groups AS (
  SELECT slice, own, digest, terms, CASE WHEN own THEN MIN(day) ELSE MAX(day) END AS day FROM sums
  GROUP BY slice, own, digest, terms HAVING COUNT(*) > 1
),
firsts AS (
  SELECT s.slice, s.own, s.digest, s.terms, MIN(s.key) AS key FROM sums AS s JOIN groups AS g
  ON s.slice = g.slice AND s.own = g.own AND s.digest = g.digest AND s.terms = g.terms
    AND s.day IS NOT DISTINCT FROM g.day
  GROUP BY s.slice, s.own, s.digest, s.terms
)
SELECT s.slice, LEAST(f.key, s.key) AS a, GREATEST(f.key, s.key) AS b, s.key AS dropped, s.own AS home
FROM sums AS s JOIN firsts AS f
ON s.slice = f.slice AND s.own = f.own AND s.digest = f.digest AND s.terms = f.terms WHERE s.key <> f.key
"""


def weighed(terms: str, repeats: str) -> str:
    """Return SQL for the terms that articles are compared by, with what `compare.archive.likeness` needs of them.

    `terms` names a table of TERMS with `slice` and `own`, `repeats` one of `repeated`, which are left out. How telling
    a term is (`idf`, in hundredths) is minus the logarithm of the share of articles that hold it, where the articles of
    the slice are counted and the news at large stands for `PRIOR` articles more, as thirty articles are too few to
    know. A term of more than `MOST` articles is left out.

    The rows come by `task`. A slice of up to `BLOCK` articles is one. A larger one is cut into blocks by key, and each
    two blocks are a task, so that no process has to hold a whole slice, nor one to do all its work: the articles whose
    key leaves `task // TASKS % TASKS` when divided by `lefts` are compared with those that leave `task % TASKS` when
    divided by `rights`. Articles without a date are compared with all the archive; they are the left ones there.
    """
    return f"""
WITH told AS (
  SELECT t.* FROM {terms} AS t ANTI JOIN {repeats} AS r ON t.slice = r.slice AND t.key = r.dropped
),
held AS (SELECT slice, term, COUNT(*) AS holders, MIN(rarity) AS rarity FROM told GROUP BY slice, term),
placed AS (SELECT DISTINCT slice, key, own OR slice <> {UNDATED} AS leads FROM told),
counted AS (
  SELECT slice, COUNT(*) AS articles, LEAST({TASKS}, CAST(1 + FLOOR(COUNT(*) / {BLOCK}) AS BIGINT)) AS rights,
    LEAST({TASKS}, CAST(1 + FLOOR(SUM(CASE WHEN leads THEN 1 ELSE 0 END) / {BLOCK}) AS BIGINT)) AS lefts
  FROM placed GROUP BY slice
),
telling AS (
  SELECT h.slice, h.term, CAST(ROUND(
    -100 * LN((h.holders + {PRIOR} * EXP(h.rarity * -1e-2)) / (c.articles + {PRIOR} + 1))) AS BIGINT) AS idf
  FROM held AS h JOIN counted AS c ON h.slice = c.slice WHERE h.holders <= {MOST}
),
blocks AS (
  SELECT p.slice, p.key, p.leads, c.lefts, c.rights, (p.key % c.lefts + c.lefts) % c.lefts AS x,
    (p.key % c.rights + c.rights) % c.rights AS y
  FROM placed AS p JOIN counted AS c ON p.slice = c.slice
),
tasks AS (
  SELECT l.slice, l.x, r.y, (l.slice * {TASKS} + l.x) * {TASKS} + r.y AS task
  FROM (SELECT DISTINCT slice, x FROM blocks WHERE leads) AS l
  JOIN (SELECT DISTINCT slice, y FROM blocks) AS r ON l.slice = r.slice WHERE l.x <= r.y OR l.slice = {UNDATED}
),
ways AS (
  SELECT b.slice, b.key, b.lefts, b.rights, t.task FROM blocks AS b JOIN tasks AS t ON b.slice = t.slice AND b.y = t.y
  UNION
  SELECT b.slice, b.key, b.lefts, b.rights, t.task FROM blocks AS b JOIN tasks AS t ON b.slice = t.slice AND b.x = t.x
  WHERE b.leads
)
SELECT w.task, w.lefts, w.rights, t.slice, t.own, t.key, t.day, t.weekdays, t.term, t.weight, g.idf
FROM told AS t JOIN telling AS g ON t.slice = g.slice AND t.term = g.term
JOIN ways AS w ON t.slice = w.slice AND t.key = w.key
"""


def candidates(pairs: str, repeats: str) -> str:
    """Return SQL for what `compare.archive.links` judges by, of the tables `pairs` of PAIRS and `repeats`.

    Columns: `slice`, `a`, `b` (a < b), `days` between them (null where one has no date), `shared`, the sum over the
    terms of both, and `whole_a`, `whole_b`, the same of each with itself; `crowd_a`, `crowd_b`: a hundred times the sum
    over all pairs of each of the squared cosine; `best_a`, `best_b`: the greatest of these; `weekdays_a`, `weekdays_b`.
    All are whole numbers. A pair of which neither is at home in the slice counts for the crowds only.
    """
    return f"""
WITH crowds AS (
  SELECT slice, key, CAST(SUM(alike) AS BIGINT) AS crowd, MAX(alike) AS best FROM (
    SELECT slice, a AS key, alike FROM {pairs} UNION ALL SELECT slice, b, alike FROM {pairs}
  ) AS ends GROUP BY slice, key
)
SELECT p.slice, p.a, p.b, p.days, p.shared, p.whole_a, p.whole_b, m.crowd AS crowd_a, n.crowd AS crowd_b,
  m.best AS best_a, n.best AS best_b, p.weekdays_a, p.weekdays_b
FROM {pairs} AS p JOIN crowds AS m ON p.slice = m.slice AND p.a = m.key
JOIN crowds AS n ON p.slice = n.slice AND p.b = n.key
WHERE p.home > 0
UNION ALL
SELECT slice, a, b, 0, 1, 1, 1, 100, 100, 100, 100, 0, 0 FROM {repeats} WHERE home
"""
