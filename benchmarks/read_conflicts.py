"""Print every conflict that is called in real stories, for a person to read: nobody labelled these.

Stories: those of stories/wikinews.jsonl.gz with two articles or more, the first three of each.

Run: python benchmarks/read_conflicts.py [../shared/gold]     (a minute)
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

import compare


def main() -> None:
    """Compare each story and print what its reports would call a contradiction."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold") / "stories"
    events: dict[str, list[dict]] = defaultdict(list)
    with gzip.open(folder / "wikinews.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            events[row["event"]].append(row)
    stories = explained = called = 0
    for _, rows in sorted(events.items()):
        texts = [f"{row.get('title') or ''}\n\n{row['text']}".encode() for row in rows[:3]]
        if len(texts) < 2:
            continue
        result = compare.compare([compare.read(text, f"outlet {k}") for k, text in enumerate(texts, 1)])
        stories += 1
        explained += sum(len(fact.differences) for fact in result.facts)
        called += len(result.conflicts)
        for found in result.conflicts:
            print(f"{found.kind.value} {found.probability:.2f}  {found.reason}")
            print(*(f"    {result.claims[k].source}: {result.claims[k].text}" for k in (found.a, found.b)), sep="\n")
    print(f"{stories} stories, {called} conflicts called, {explained} differences explained")


if __name__ == "__main__":
    main()
