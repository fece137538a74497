"""Shared fingerprints → copies: which article stands in which, and with how much of it.

Jaccard's measure, what two texts share of all that either has, calls a brief of 60 words that stands in an article of
600 no copy (.1). What a desk asks is *containment* (Broder 1997): how much of the smaller text the larger one has too
(1.0). Of fingerprints, which are an unbiased sample of a text's stretches, it is a division::

    brief     12 prints          containment   11 / 12 = .92          part: brief, whole: article
    article  130 prints, 11 of the brief's among them

The counts are those of `compare.archive.overlap`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from compare.archive import joins

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST: Final = 4  # prints that two texts share at least: about 130 letters, more than a quotation or a set phrase
LEAST: Final = 0.3  # containment from which a text is a copy; chosen on one half of benchmarks/copies.py


def alike(overlap: str, least: float = LEAST) -> str:
    """Return SQL over the table `overlap` of OVERLAPS for the pairs that `copies` takes."""
    return joins.summed(overlap, FEWEST, least)


def copies(shared: pa.RecordBatch) -> pa.RecordBatch:
    """Return the COPIES of OVERLAPS that are summed, in their order.

    The smaller text is the part; of two of one size, the one of the larger key.
    """
    import pyarrow as pa

    from compare.archive.schemas import COPIES

    a, b, size_a, size_b, count = (
        shared.column(name).to_numpy(zero_copy_only=False) for name in ("a", "b", "size_a", "size_b", "shared")
    )
    in_b = size_a < size_b
    shares = (count / np.minimum(size_a, size_b), count / np.maximum(size_a, size_b))
    part, whole = np.where(in_b, a, b), np.where(in_b, b, a)
    return pa.RecordBatch.from_arrays(
        [pa.array(part), pa.array(whole), *(pa.array(share.astype(np.float32)) for share in shares)], schema=COPIES
    )
