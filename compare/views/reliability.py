"""How far coders agree, as a text and as JSON.

status of a fact   alpha 0.71 (0.40 to 1.00)   12 decided by two or more, 10 alike
same fact          alpha 0.55 (0.21 to 0.83)   31 decided by two or more, 24 alike
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from compare.views.columns import BOLD, Paper
from compare.views.data import escaped
from compare.views.escape import terminal

if TYPE_CHECKING:
    from compare.model import Agreement, Reliability

LEAD = (
    "Krippendorff's alpha for nominal codes, and the bounds of 95 in 100 resamples: 1 is full agreement, 0 that of "
    "chance. Krippendorff asks for 0.8, and for 0.667 where conclusions are tentative."
)


def agreement_to_terminal(agreement: Agreement, width: int, colour: bool) -> str:
    """Return how far the coders agree, and on what they differ, in lines of at most `width` columns."""
    paper = Paper(width, colour)
    lines = paper.wrapped(paper.styled(f"{len(agreement.coders)} coders: {', '.join(agreement.coders)}", BOLD))
    lines += [*paper.wrapped(LEAD), ""]
    for asked in (agreement.status, agreement.pairs):
        lines += paper.wrapped(f"{asked.question}: {_told(asked)}", "", "    ")
    for asked in (agreement.status, agreement.pairs):
        if asked.dissents:
            lines += paper.heading(f"They differ on: {asked.question} ({len(asked.dissents)})")
        for dissent in asked.dissents:
            codes = "; ".join(f"{coder}: {code}" for coder, code in dissent.codes)
            lines += paper.wrapped(terminal(f"{', '.join(dissent.claims)} — {codes}"), "", "    ")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def agreement_to_json(agreement: Agreement) -> str:
    """Return the same as JSON, a dissent as its claims and a code for each coder."""
    data = asdict(agreement)
    for question in ("status", "pairs"):
        asked = getattr(agreement, question)
        data[question]["dissents"] = [{"claims": list(d.claims), "codes": dict(d.codes)} for d in asked.dissents]
    return escaped(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _told(asked: Reliability) -> str:
    counted = f"{asked.units} decided by two or more, {asked.alike} alike"
    if asked.alpha is None:
        why = "nothing was decided by two" if not asked.units else "all have the same code"
        return f"alpha is not defined, as {why}; {counted}"
    return f"alpha {asked.alpha:.2f} ({asked.low:.2f} to {asked.high:.2f}); {counted}"
