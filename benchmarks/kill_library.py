"""``kill -9`` in the middle of writes: does the library open again, and is every comparison that was finished there?

    python benchmarks/kill_library.py [--rounds 100] [--served 20]      → benchmarks/results/kill_library.json

In each round a process writes to the library of the round before and is killed at a random moment: a bare one, whose
four threads do nothing but write (accept, begin, finish, review, delete), or the real server, which four clients have
compare, review and delete. Whatever was told to be done is written down here; after the kill the file is opened by
SQLite (integrity_check) and by the program, and has to hold all of it: what was done with its report and to be found,
what was accepted at least as waiting, and nothing that was erased.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from serving import ROOT, Server

import compare
from compare.web.library import Given, Kind, Library, Outcome, Status
from compare.web.record import comparison, kept


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
    library, seen = Library(path), set[int]()
    for identity in told.accepted:
        try:
            status = library.entry(identity).status
        except KeyError:
            wrong.append(f"{identity} was accepted and is gone")
            continue
        if identity in told.done:
            record = library.record(identity)
            if status is not Status.DONE or record is None:
                wrong.append(f"{identity} was done and is {status}")
            elif crc32(record) not in seen:
                seen.add(crc32(record))
                comparison(record)  # raises where it is damaged
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


def write(path: Path, seed: int) -> None:
    """Write to a library until killed, and say what was done, each in a line, after it was."""
    library, chance = Library(path), random.Random(seed)
    record = path.with_name("record").read_bytes()
    say = threading.Lock()

    def told(*words: str) -> None:
        with say:
            print(*words, flush=True)

    def turn() -> None:
        marker = f"Marker{chance.randrange(10**12)}"
        text = f"{marker} " + " ".join(f"word{chance.randrange(10**5)}" for _ in range(chance.randrange(3_000)))
        identity = library.add([Given(Kind.TEXT, "a", "", text.encode())] * 2).id
        told("accepted", identity)
        library.begin(identity)
        library.finish(identity, Outcome(record, marker, ["a", "b"], {}, {}, text, "1"))
        told("done", identity, marker)
        if chance.random() < 0.3:
            library.save_review(identity, b"{}", {}, {})
            told("reviewed", identity)
        if chance.random() < 0.2:
            told("erasing", identity)
            library.erase(identity)
            told("deleted", identity)

    def turns() -> None:
        while True:
            turn()

    for thread in [threading.Thread(target=turns) for _ in range(4)]:
        thread.start()


def written(folder: Path, rounds: int, seed: int, say: Callable[[str], None] = print) -> tuple[Told, list[str]]:
    """Return what bare writers said in so many rounds, and what was lost."""
    chance = random.Random(seed)
    told, wrong = Told(), []
    articles = [compare.read(f"{name} resigned on Monday.".encode(), name) for name in ("Ann", "Ben")]
    (folder / "record").write_bytes(kept(compare.compare(articles)))
    for number in range(1, rounds + 1):
        command = [sys.executable, __file__, "--write", str(folder / "library.sqlite"), "--seed", str(chance.random())]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines = [process.stdout.readline()]  # it has begun
        threading.Timer(chance.uniform(0, 0.3), process.kill).start()
        lines += process.stdout.readlines()
        process.stdout.close()
        process.wait()
        for line in lines:
            if line.endswith("\n"):
                _note(told, *line.split())
        wrong += lost(folder / "library.sqlite", told)
        say(f"{number}: {len(told.accepted)} accepted, {len(told.done)} done, {len(wrong)} lost")
    return told, wrong


def _note(told: Told, what: str, identity: str, marker: str = "") -> None:
    match what:
        case "accepted":
            told.accepted.add(identity)
        case "done":
            told.done[identity] = marker
        case "reviewed":
            told.reviewed.add(identity)
        case "erasing":  # from here on it may be there or not
            told.accepted.discard(identity)
            told.done.pop(identity)
            told.reviewed.discard(identity)
        case "deleted":
            told.deleted.add(identity)


def killed(folder: Path, rounds: int, seed: int, say: Callable[[str], None] = print) -> tuple[Told, list[str]]:
    """Return what clients of the real server were told in so many rounds, and what was lost."""
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
    arguments.add_argument("--rounds", type=int, default=100, help="with a bare writer")
    arguments.add_argument("--served", type=int, default=20, help="with the real server")
    arguments.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--seed", type=float, default=1, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.write:
        write(given.write, given.seed)
        return
    result = {}
    for name, run, rounds in (("written", written, given.rounds), ("served", killed, given.served)):
        with tempfile.TemporaryDirectory() as folder:
            told, wrong = run(Path(folder), rounds, 1)
        print(*wrong, sep="\n")
        counts = {what: len(getattr(told, what)) for what in ("accepted", "done", "reviewed", "deleted")}
        result[name] = {"kills": rounds, **counts, "lost": len(wrong)}
    (ROOT / "benchmarks/results/kill_library.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    sys.exit(any(found["lost"] for found in result.values()))


if __name__ == "__main__":
    main()
