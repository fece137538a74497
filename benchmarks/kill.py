"""Kill a run over an archive at random moments, and look whether the next goes on to the same result, byte for byte.

Two runs are let be: their stories are what is expected. Then runs on state files are killed (SIGKILL, which nothing can
catch) at moments drawn over the whole run, three times in a row on each file; the run after them must write the same
bytes; where it does not, what differs is shown. A run that ended before its moment was not killed and does not count.
Result: benchmarks/results/kill.json.

Run: python benchmarks/kill.py ARCHIVE.parquet [50]     (an archive of archive_made.py; 10,000 articles: half an hour)
"""

from __future__ import annotations

import difflib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OUT = Path(__file__).parent / "results/kill.json"
IN_A_ROW = 3
_RUN = """
import sys
import pyarrow.parquet as pq
from compare.archive import flow
from compare.archive.schemas import ARTICLES
flow.TOGETHER = 5000  # more steps to be killed between
print("begun", flush=True)
with open(sys.argv[3], "w") as file:
    for story in flow.stories(pq.ParquetFile(sys.argv[1]).iter_batches(2000, columns=ARTICLES.names), sys.argv[2]):
        print(story, file=file)
"""


def run(archive: Path, state: Path, stories: Path) -> subprocess.Popen[bytes]:
    """Start a run; return when it has imported what it needs."""
    command = [sys.executable, "-c", _RUN, str(archive), str(state), str(stories)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert started.stdout is not None and started.stdout.readline()
    return started


def whole(archive: Path, state: Path, stories: Path) -> bytes:
    """Return what a run writes that is let be."""
    run(archive, state, stories).communicate()
    return stories.read_bytes()


def main() -> None:
    archive, wanted = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    rng = random.Random(1)
    kills = same = different = 0
    with tempfile.TemporaryDirectory() as folder:
        stories = Path(folder, "stories")
        expected = whole(archive, Path(folder, "first"), stories)
        began = time.monotonic()
        assert whole(archive, Path(folder, "second"), stories) == expected, "runs that nobody killed differ"
        took = time.monotonic() - began
        while kills < wanted:
            state = Path(folder, f"after{kills}")
            for _ in range(IN_A_ROW):
                killed = run(archive, state, stories)
                time.sleep(rng.random() * took)
                if killed.poll() is not None:
                    break
                killed.kill()
                killed.communicate()
                kills += 1
            found = whole(archive, state, stories)
            same, different = same + (found == expected), different + (found != expected)
            state.unlink()
            if found != expected:
                before, after = (told.decode(errors="replace").splitlines() for told in (expected, found))
                print(*(line[:500] for line in difflib.unified_diff(before, after, n=0, lineterm="")), sep="\n")
            print(f"{kills} kills: {same} results the same, {different} different", flush=True)
    figures = {"kills": kills, "results the same": same, "different": different, "seconds of a run": round(took, 1)}
    OUT.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
