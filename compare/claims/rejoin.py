"""Sentences that were cut for nothing, put together again.

    "High-level talks … were suspended | after Tokyo announced it was nationalising … the Diaoyu Islands in 2012."

The cut stays where it tells apart what another outlet reports from what none does, or what two claims of others report.
Where all parts have the same partner, or none has one, the reader is better served by the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from compare.model import Claim, whole_sentence


def rejoined(claims: Sequence[Claim], text: str, partners: Mapping[int, object]) -> tuple[Claim, ...]:
    """Return the claims of the article `text`, the parts of a sentence joined unless their partners differ.

    `partners` gives the closest claim of another source, whatever stands for it, by the number of a claim; a claim that
    has none is not in it. The claims are numbered anew.
    """
    kept: list[Claim] = []
    for _, group in groupby(claims, key=lambda claim: claim.sentence):
        parts = list(group)
        apart = len({partners.get(part.number) for part in parts}) > 1
        kept.extend(parts if apart else [whole_sentence(parts, text)])
    return tuple(replace(claim, number=number) for number, claim in enumerate(kept, 1))
