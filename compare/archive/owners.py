"""Articles of an archive → whose words they are: of its outlet, and of the agencies whose text an article prints.

    post.example.org   "MANILA (AP) — The ferry …"             post.example.org, Associated Press
    apnews.com         "The ferry …"                           Associated Press
    The Star           "The ferry …"    byline: "AFP"          The Star, Agence France-Presse

Articles of one story that share an owner are one origin, as in a comparison of the same articles, of which these are
the rules (`compare.archive.credits`, `compare.archive.outlets`). They take milliseconds an article, and of an archive
few articles print an agency's name where a credit may stand. So all are looked through by one regular expression first,
in Arrow's RE2, whose time does not grow with the number of names; it lets pass all that the rules could find, and some
more, and only what passes is read by the rules.

Who is only cited ("Kyodo reported") owns nothing: that holds for a fact, and is for comparisons to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from compare.archive.credits import credited
from compare.archive.outlets import outlets, published_by
from compare.archive.texts import article_of_row
from compare.model import CreditKind

_FIRST, _LAST = 4, 3  # paragraphs: a dateline opens the text, and credits end it
_GAP = "[\\s\u00a0\u2009\u202f]"  # white space, also such as does not break a line


def owners(articles: pa.RecordBatch) -> list[str]:
    """Return the owners of the words of each of ARTICLES (`published` in seconds), one a line."""
    found = [
        published_by(source, url)
        for source, url in zip(articles["source"].to_pylist(), articles["url"].to_pylist(), strict=True)
    ]
    perhaps = pc.match_substring_regex(articles["byline"], _names()).fill_null(fill_value=False)
    for column in ("title", "text"):
        perhaps = pc.or_(perhaps, pc.match_substring_regex(articles[column], _credits()))
    rows = articles.filter(perhaps).to_pylist()
    for place, row, text in zip(pc.indices_nonzero(perhaps).to_pylist(), rows, _edges(rows), strict=True):
        # Which language it is has no say, and to find it out takes half of the time.
        article = article_of_row({**row, "text": text}, language="en")
        found[place] += tuple(credit.agency for credit in credited(article) if credit.kind is CreditKind.TEXT)
    return ["\n".join(dict.fromkeys(names)) for names in found]


def _edges(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the texts, of long ones the first and last paragraphs only where no credit can stand between."""
    cut = [row["text"].split("\n\n") for row in rows]
    between = pa.array(["\n\n".join(paragraphs[_FIRST:-_LAST]) for paragraphs in cut], pa.string())
    for paragraphs, whole in zip(cut, pc.match_substring_regex(between, _credits()).to_pylist(), strict=True):
        short = len(paragraphs) <= _FIRST + _LAST
        yield "\n\n".join(paragraphs if whole or short else [*paragraphs[:_FIRST], *paragraphs[-_LAST:]])


@cache
def _names() -> str:
    """Return a regular expression of RE2 for the names of agencies."""
    table = outlets()
    spelt = [name for name, one in table.names.items() if one in table.agencies]
    either = "|".join(re.escape(name).replace(r"\ ", f"{_GAP}+") for name in sorted(spelt))
    return rf"(?:[Tt]he{_GAP}+)?(?:{either})"


@cache
def _credits() -> str:
    """Return a regular expression of RE2 that finds something in every text that says it is an agency's.

    There are no looks ahead or behind in RE2, and a line may be the end of a wrapped paragraph: it finds too much.
    """
    name, space, dash = _names(), rf"{_GAP}*", r"[,|/–—-]"
    staff = rf"(?:{_GAP}+(?i:staff|news|agency|special|reporters?|writers?|correspondents?))*"
    forms = (
        rf"\({space}{name}{space}\)",  # MANILA (AP) —
        rf"{dash}{space}{name}{space}{dash}",  # MANILA, May 3 - AFP -
        r"diting\s+by\s",  # (Reporting by …; Editing by …)
        rf"(?:©|\([cC]\)|Copyright){space}(?:\d{{4}}{space})?{name}",  # © 2015 Xinhua
        rf"(?:^\W*|[.!?…)\]\"”’']{space}(?:[–—-]+{space}|\({space})?)"  # … on Monday. – Reuters
        rf"(?i:(?:by|from|source:?|via){_GAP}+)?{name}{staff}\W*$",  # Source: Reuters
        rf"{dash}{space}{name}{staff}{space}$",  # By Jane Doe, Associated Press
        rf"^{space}{name}{space}{dash}",  # Associated Press, Manila
    )
    return f"(?m)(?:{'|'.join(forms)})"
