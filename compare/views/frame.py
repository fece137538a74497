"""A comparison as a table of pandas, one row a claim: for those who code, count and plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.errors import TellingsError
from compare.model import Comparison

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "claim",
    "source",
    "fact",
    "status",
    "sources",
    "probability",
    "doubtful",
    "role",
    "start",
    "end",
    "text",
    "speaker",
    "speaker_kind",
    "quoted",
)


def to_frame(comparison: Comparison) -> pandas.DataFrame:
    """Return one row a claim, in the order of the articles, with the columns COLUMNS.

    `sources` is how many sources report the claim's fact, `start` and `end` its place in the article's text in
    characters. `speaker`, `speaker_kind` and `quoted` (said in whole in quotation marks) are those of the outermost
    attribution: "" and False where there is none, and the speaker is "" where nobody is named. Raises `TellingsError`
    where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise TellingsError("a data frame needs pandas; run: pip install 'tellings[pandas]'") from error
    fact_of = {claim.id: fact for fact in comparison.facts for claim in fact.claims}
    rows = []
    for claim in comparison.claims:
        fact = fact_of[claim.id]
        said = claim.attributions[0] if claim.attributions else None
        rows.append(
            (
                claim.id,
                claim.source,
                fact.id,
                str(fact.status),
                len(fact.sources),
                fact.probability,
                bool(fact.doubts),
                str(claim.role),
                *claim.span,
                claim.text,
                said.speaker if said else "",
                str(said.kind) if said else "",
                bool(said and said.direct),
            )
        )
    # Texts stay Python's own: a column of Arrow strings, pandas' default where pyarrow is installed, refuses halves of
    # surrogate pairs.
    texts = {k for k, value in enumerate(rows[0]) if isinstance(value, str)} if rows else set()
    columns = {
        name: pd.Series([row[k] for row in rows], dtype=object if k in texts else None)
        for k, name in enumerate(COLUMNS)
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))
