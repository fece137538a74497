"""The page on numbers and dates gives the figures that were measured."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROWS = {
    "numbers, tellings": ("found", "value", "value and bounds", "value, bounds and unit"),
    "numbers, text2num and a pattern for figures": ("found", "value", "value and bounds"),
    "dates, tellings": ("found", "days"),
    "dates, dateparser": ("found", "days"),
}


def test_the_figures_are_those_that_were_measured() -> None:
    page = (ROOT / "docs/values.md").read_text("utf-8")
    held = json.loads((ROOT / "benchmarks/results/values.json").read_text("utf-8"))["held"]
    for row, measures in ROWS.items():
        what, method = row.split(", ")
        (cells,) = re.findall(rf"^\| {re.escape(row)} \|(.+)\|$", page, re.MULTILINE)
        shown = [float(cell) for cell in cells.split("|") if cell.strip()]
        measured = held[f"{method.split()[0]}, {what}"]
        assert shown == [float(f"{measured[measure]['F1']:.2f}") for measure in measures], row
