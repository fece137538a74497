"""Schemathesis against the API of a real server: what /openapi.json promises, asked in thousands of ways.

    python benchmarks/fuzz_api.py [--examples 150]      → benchmarks/results/fuzz_api.json

All checks of schemathesis run: no server errors, statuses, types, headers and bodies as they are documented, what fits
the schema is taken and what does not is refused, no access without the token, nothing there after it was deleted.
Sequences of requests ("stateful") are among them. A comparison of the seeds is there before, so that reports and
reviews are reached too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from importlib.metadata import version
from pathlib import Path

from serving import ROOT, Server

CONFIG = """
[[operations]]
include-name = ["GET /api/comparisons/{id}", "GET /api/comparisons/{id}/export/{form}",
    "GET /api/comparisons/{id}/review", "PUT /api/comparisons/{id}/review", "POST /api/comparisons/{id}/again"]
parameters = { id = "%s" }
"""


def compared(server: Server) -> str:
    """Have the seeds compared and reviewed; return the id."""
    articles = [{"text": (ROOT / f"seeds/{name}.txt").read_text("utf-8"), "name": name} for name in ("bbc", "scmp")]
    identity = asked(server, "POST", "/api/comparisons", {"articles": articles})["id"]
    asked(server, "GET", f"/api/comparisons/{identity}?wait=60")
    found = asked(server, "GET", f"/api/comparisons/{identity}/export/json")
    decision = {"do": "reject", "claims": [found["facts"][0]["claims"][0]]}
    review = {"schema_version": "1.0", "comparison": found["fingerprint"], "coder": "A", "decisions": [decision]}
    asked(server, "PUT", f"/api/comparisons/{identity}/review", review)
    return str(identity)


def asked(server: Server, method: str, path: str, body: object = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    headers = {**server.bearer, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(server.home + path, data, headers, method=method)) as answer:
        content = answer.read()
        return json.loads(content) if content else {}


def fuzzed(server: Server, examples: int, seed: int = 1) -> tuple[int, int, str]:
    """Return how many cases there were, how many failures, and what schemathesis printed.

    Ids that one answer holds are used in the next request, to delete what is there too; so at first nothing is deleted.
    """
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "schemathesis.toml"
        config.write_text(CONFIG % compared(server), "utf-8")
        kept = _run(server, folder, ["--exclude-method", "DELETE"], examples, seed)
        config.write_text("", "utf-8")
        deleting = _run(server, folder, [], examples, seed)
    cases, failures, told = zip(kept, deleting, strict=True)
    return sum(cases), sum(failures), "\n".join(told)


def _run(server: Server, folder: str, options: list[str], examples: int, seed: int) -> tuple[int, int, str]:
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", f"{folder}/schemathesis.toml"]
    command += ["run", f"{server.home}/openapi.json", "--checks", "all", "--no-color", *options]
    command += ["--header", f"Authorization: {server.bearer['Authorization']}", "--seed", str(seed)]
    command += ["--max-examples", str(examples)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    told = run.stdout + run.stderr
    cases = re.search(r"(\d+) generated", told)
    failures = re.search(r"found (\d+) unique failures", told)
    count = int(failures[1]) if failures else 0
    return int(cases[1]) if cases else 0, count or int(run.returncode != 0), told


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--examples", type=int, default=150, help="of each operation")
    examples = arguments.parse_args().examples
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        begun = time.monotonic()
        cases, failures, told = fuzzed(server, examples)
    result = {
        "schemathesis": version("schemathesis"),
        "checks": "all",
        "cases": cases,
        "failures": failures,
        "seconds": round(time.monotonic() - begun),
    }
    print(told)
    (ROOT / "benchmarks/results/fuzz_api.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
