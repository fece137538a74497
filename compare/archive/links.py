"""Candidate pairs → the probability that the two articles tell of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from compare.archive.schemas import LINKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def judged(candidates: pa.RecordBatch) -> pa.RecordBatch:
    """Return LINKS with the probability of each candidate pair (`compare.archive.joins.candidates`)."""
    alike = _cosine(candidates, "all")
    probability = np.round(1 / (1 + np.exp(-20 * (alike - 0.3))), 6)
    return pa.record_batch([candidates["a"], candidates["b"], pa.array(probability, pa.float32())], schema=LINKS)


def _cosine(candidates: pa.RecordBatch, space: str) -> Floats:
    product, left, right = (
        candidates[f"{space}_{end}"].cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        for end in ("ab", "a", "b")
    )
    return product / np.sqrt(np.maximum(left * right, 1))
