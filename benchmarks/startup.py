"""Whole-process CPU time of `tellings compare` on the seeds, beside the least that scikit-learn itself takes.

The peer is a script that imports scikit-learn's TfidfVectorizer and fits it on the two texts: nothing that compares
with TF-IDF through scikit-learn can be faster. Both run in turn in the same Python environment, after one warm-up each;
the figure is the median over RUNS of user plus system time of the process. `tellings --version` is there to show that
nothing heavy loads before it is needed.

Run: python benchmarks/startup.py [environment ...]   (folders of virtual environments; by default the one that runs
this)
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

RUNS = 15
SEEDS = ["seeds/bbc.txt", "seeds/scmp.txt"]
ROOT = Path(__file__).parent.parent
OUT = ROOT / "benchmarks/results/startup.json"
PEER = """
from pathlib import Path
from sklearn.feature_extraction.text import TfidfVectorizer
TfidfVectorizer().fit_transform([Path(p).read_text("utf-8") for p in ("seeds/bbc.txt", "seeds/scmp.txt")])
"""


def cpu_seconds(command: list[str]) -> float:
    """Return the user and system time of one run of `command`, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(python: str) -> dict[str, float]:
    """Return the median CPU seconds of each command in the environment of `python`, and of ratios to the peer's."""
    commands = {
        "scikit-learn alone": [python, "-c", PEER],
        "tellings compare": [python, "-m", "compare", "compare", *SEEDS],
        "tellings compare, HTML": [python, "-m", "compare", "compare", *SEEDS, "--format", "html"],
        "tellings --version": [python, "-m", "compare", "--version"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, command in commands.items():
            taken = cpu_seconds(command)
            if run:  # the first run of each fills the disk's cache
                seconds[name].append(taken)
    peer = seconds["scikit-learn alone"]
    figures = {name: round(statistics.median(times), 3) for name, times in seconds.items()}
    for name in list(commands)[1:3]:
        ratios = [own / other for own, other in zip(seconds[name], peer, strict=True)]
        figures[f"{name}: times the peer"] = round(statistics.median(ratios), 2)
    return figures


def main() -> None:
    """Measure each environment, print and write the figures."""
    environments = [Path(name) / "bin/python" for name in sys.argv[1:]] or [Path(sys.executable)]
    found = {}
    for python in environments:
        count = subprocess.run(
            [python, "-c", "import importlib.metadata as m; print(len(list(m.distributions())))"],
            capture_output=True,
            text=True,
            check=True,
        )
        found[f"environment of {count.stdout.strip()} packages"] = measure(str(python))
    result = {"runs": RUNS, "python": sys.version.split()[0], "scikit-learn": version("scikit-learn"), "cpu": found}
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
