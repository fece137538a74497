"""``kill -9`` in the middle of writes: does the library open again, and is every comparison that was finished there?

    python benchmarks/kill_library.py [--rounds 100]      → benchmarks/results/kill_library.json

Each round starts the real server on the library of the round before, has it compare pairs of articles one after the
other from four clients, save reviews and delete, and kills it at a random moment. Whatever a client was told (accepted,
done, reviewed, deleted) is written down here; after the kill the file is opened by SQLite (integrity_check) and by the
program, and has to hold all of it: what was done with its report, what was accepted at least as waiting. One round in
four is killed while it starts, the others when comparisons are being finished.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from serving import ROOT, Server

from compare.web.library import Library, Status
from compare.web.record import comparison


@dataclass
class Told:
    """What the clients of all rounds were told, by id; a set that is `lost` should stay empty."""

    accepted: set[str] = field(default_factory=set)
    done: dict[str, str] = field(default_factory=dict)  # id → marker
    reviewed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


class Client(threading.Thread):
    """One that compares, reviews and deletes until the server is gone."""

    def __init__(self, server: Server, told: Told, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self._server, self._told, self._chance = server, told, chance

    def run(self) -> None:
        try:
            while True:
                self._turn(f"Marker{self._chance.randrange(10**9)}")
        except (OSError, ValueError, urllib.error.URLError):
            return  # the server was killed

    def _turn(self, marker: str) -> None:
        told = self._told
        texts = (f"{marker} resigned on Monday.\n\nRain fell.", f"On Monday {marker} stepped down.\n\nThe sun shone.")
        articles = [{"text": text, "name": name} for text, name in zip(texts, "ab", strict=True)]
        identity = self._ask("POST", "/api/comparisons", {"articles": articles})["id"]
        told.accepted.add(identity)
        if self._ask("GET", f"/api/comparisons/{identity}?wait=60")["status"] != "done":
            return
        told.done[identity] = marker
        if self._chance.random() < 0.3:
            found = self._ask("GET", f"/api/comparisons/{identity}/export/json")
            decision = {"do": "reject", "claims": found["facts"][0]["claims"]}
            review = {"schema_version": "1.0", "comparison": found["fingerprint"], "coder": "A"}
            self._ask("PUT", f"/api/comparisons/{identity}/review", {**review, "decisions": [decision]})
            told.reviewed.add(identity)
        if self._chance.random() < 0.2:
            told.accepted.discard(identity)  # from here on it may be there or not
            told.done.pop(identity)
            told.reviewed.discard(identity)
            self._ask("DELETE", f"/api/comparisons/{identity}")
            told.deleted.add(identity)

    def _ask(self, method: str, path: str, body: object = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        headers = {**self._server.bearer, "Content-Type": "application/json"}
        request = urllib.request.Request(self._server.home + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=90) as answer:
            content = answer.read()
            return json.loads(content) if content else {}


def lost(path: Path, told: Told) -> list[str]:
    """Return what the library should hold and does not."""
    with sqlite3.connect(path) as plain:
        wrong = [str(row) for row in plain.execute("PRAGMA integrity_check") if row != ("ok",)]
        wrong += [f"foreign key {row}" for row in plain.execute("PRAGMA foreign_key_check")]
    plain.close()
    library = Library(path)
    for identity in told.accepted:
        try:
            status = library.entry(identity).status
        except KeyError:
            wrong.append(f"{identity} was accepted and is gone")
            continue
        if identity in told.done:
            record = library.record(identity)
            if status is not Status.DONE or record is None or told.done[identity] not in comparison(record).to_json():
                wrong.append(f"{identity} was done and is {status}")
            if library.search(told.done[identity])[0] != 1:
                wrong.append(f"{identity} was done and is not found")
    wrong += [f"the review of {identity} is gone" for identity in told.reviewed if not library.review(identity)]
    for identity in told.deleted:
        try:
            library.entry(identity)
            wrong.append(f"{identity} was deleted and is there")
        except KeyError:
            pass
    library.close()
    return wrong


def killed(folder: Path, rounds: int, seed: int, say: Callable[[str], None] = print) -> tuple[Told, list[str]]:
    """Return what clients were told in so many rounds, and what was lost."""
    chance = random.Random(seed)
    told, wrong = Told(), []
    for number in range(1, rounds + 1):
        server = Server(folder)
        clients = [Client(server, told, random.Random(chance.random())) for _ in range(4)]
        for client in clients:
            client.start()
        before, begun = len(told.done), time.monotonic()
        while number % 4 and len(told.done) == before and time.monotonic() < begun + 60:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1))
        server.kill()
        for client in clients:
            client.join(60)
        wrong += lost(server.library, told)
        say(f"{number}: {len(told.accepted)} accepted, {len(told.done)} done, {len(wrong)} lost")
    return told, wrong


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=100)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        told, wrong = killed(Path(folder), rounds, seed=1)
    print(*wrong, sep="\n")
    result = {
        "rounds": rounds,
        "accepted": len(told.accepted),
        "done": len(told.done),
        "reviewed": len(told.reviewed),
        "deleted": len(told.deleted),
        "lost": len(wrong),
    }
    (ROOT / "benchmarks/results/kill_library.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
