"""What an article is called, and when two are the same one.

    archive's own id                                         → "nyt-2015-1731251", as it is
    none, or a mere number, but an address                   → "scmp.com/news/china/article/1731251"
    a mere number and no address                             → "export:7", as each export counts from 1
    nothing of all that                                      → "words:5f1c…", a hash of title and text

Of an address only what leads to the article counts: no scheme, no "www.", no marks that a campaign or a share button
adds. The `key` of an article is made of its id *and* its words: the same id with the same words is the same article
again, and is taken once; the same id of the same outlet with other words is another version of it, which has a key of
its own. So it needs no memory to tell a version's name, and no order of reading changes it.

An article that comes again may have another date, outlet, address or byline, as where two exports overlap. Then one of
them is taken as it is, not a mixture of both: the earliest, and of equal dates the one whose other parts come first in
the order of characters. What is not known comes last. So which it is depends on what there is, not on what came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import numpy.typing as npt

_MARKS = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid twclid yclid igshid mc_cid mc_eid cmpid cmp ito ocid ncid s_cid sr_share "
    "smid smtyp partner emc ref_src ref_url at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor ftag guccounter".split()
)
# In SQL, of DuckDB and of Spark: which of the articles of one key is taken.
EARLIEST = "published NULLS LAST, source, url NULLS LAST, byline NULLS LAST"

_PORTS = {"http": 80, "https": 443}


def name_of(own: str, url: str, title: str, text: bytes, file: str) -> str:
    """Return the id of an article: see the module. `file` names the input where ids are mere numbers."""
    if own and not own.isdecimal():
        return own
    if url:
        return canonical(url)
    return f"{file}:{own}" if own else f"words:{_digest('', title, text).hex()}"


def key_of(identity: str, title: str, text: bytes) -> int:
    """Return the number that names one version of an article in every table, from -2^63 to 2^63 - 1."""
    return int.from_bytes(_digest(identity, title, text)[:8], "big", signed=True)


def one_of_each(articles: str, columns: Sequence[str]) -> str:
    """Return SQL for the `columns` of the relation `articles` with one article of each key.

    Only those that are there more than once are brought together: texts of all others stay where they are.
    """
    named = ", ".join(columns)
    return f"""
WITH repeated AS (SELECT key FROM {articles} GROUP BY key HAVING COUNT(*) > 1),
several AS (
  SELECT /*+ BROADCAST(r) */ a.*, ROW_NUMBER() OVER (PARTITION BY a.key ORDER BY {EARLIEST}) AS place
  FROM {articles} AS a SEMI JOIN repeated AS r ON a.key = r.key
)
SELECT /*+ BROADCAST(r) */ {named} FROM {articles} AS a ANTI JOIN repeated AS r ON a.key = r.key
UNION ALL
SELECT {named} FROM several WHERE place = 1
"""


def canonical(url: str) -> str:
    """Return what of an address leads to the article; addresses with the same are the same."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:  # an address such as "http://[::1"
        return url
    where = f"{host}:{port}" if port and port != _PORTS.get(parts.scheme) else host
    asked = ""
    if parts.query:
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in _MARKS and not name.lower().startswith("utm_")
        ]
        asked = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{where}{parts.path.rstrip('/')}{asked}" or url


class Seen:
    """Which numbers came before, in eight bytes each: sorted arrays, of which those of like size are merged."""

    def __init__(self) -> None:
        self._sorted: list[npt.NDArray[np.int64]] = []

    def add(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Add `numbers`; return for each whether it came before, in an earlier call or earlier in this one."""
        unique, first = np.unique(numbers, return_index=True)
        once = np.zeros(len(numbers), dtype=bool)
        once[first] = True
        known = ~once | self.has(numbers)
        new = unique[~known[first]]
        while self._sorted and len(self._sorted[-1]) < 2 * len(new):
            new = np.union1d(self._sorted.pop(), new)
        if len(new):
            self._sorted.append(new)
        return known

    def has(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return for each of `numbers` whether it was added."""
        found = np.zeros(len(numbers), dtype=bool)
        for part in self._sorted:
            at = np.minimum(np.searchsorted(part, numbers), len(part) - 1)
            found |= part[at] == numbers
        return found


def _digest(identity: str, title: str, text: bytes) -> bytes:
    """Return a hash of words, of which the lengths say where each ends."""
    head = f"{len(identity)},{len(title)},{identity}{title}".encode("utf-8", "surrogatepass")
    made = blake2b(head, digest_size=16)
    made.update(text)
    return made.digest()
