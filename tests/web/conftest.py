"""One real server for all tests of the local page, started as a user starts it, and who asks it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from serving import Server

from compare.web.app import make_app
from compare.web.library import Library
from compare.web.security import Keys, Limits
from compare.web.service import Setup

ROOT = Path(__file__).parent.parent.parent
SEEDS = {name: (ROOT / f"seeds/{name}.txt").read_text("utf-8") for name in ("bbc", "scmp")}
TOKEN = "t" * 43


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as a process of its own."""
    with Server(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="session")
def api(server: Server) -> Iterator[httpx.Client]:
    """A program that has the token."""
    with httpx.Client(base_url=server.home, headers=server.bearer, timeout=90, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def pages(server: Server) -> Iterator[httpx.Client]:
    """A browser without scripts that opened the printed address; `key` is that of its forms."""
    with httpx.Client(base_url=server.home, timeout=90, follow_redirects=True, trust_env=False) as client:
        assert client.get(server.login).status_code == 200
        yield client


@pytest.fixture(scope="session")
def key(server: Server) -> str:
    """What the forms of our own pages send."""
    return Keys(server.token).form


def post(api: httpx.Client, *texts: str, names: Sequence[str] = "abcdefgh", **more: Any) -> str:
    """Have texts compared and return the id when it is over."""
    articles = [{"text": text, "name": name} for text, name in zip(texts, names, strict=False)]
    answer = api.post("/api/comparisons", json={"articles": articles, **more})
    assert answer.status_code == 202, answer.text
    identity: str = answer.json()["id"]
    for _ in range(5):  # minutes: many wait for two processes
        if api.get(f"/api/comparisons/{identity}?wait=60").json()["progress"] is None:
            break
    else:
        pytest.fail("the comparison does not end")
    return identity


@pytest.fixture(scope="session")
def seeds(api: httpx.Client) -> str:
    """The id of the seeds' comparison."""
    articles = [{"text": text, "name": name} for name, text in SEEDS.items()]
    identity: str = api.post("/api/comparisons", json={"articles": articles}).json()["id"]
    assert api.get(f"/api/comparisons/{identity}?wait=60").json()["status"] == "done"
    return identity


@contextmanager
def little(folder: Path, limits: Limits = Limits(), **more: Any) -> Iterator[httpx.Client]:  # noqa: B008 - frozen
    """Run a server of this process with limits of its own; yield one that knows its token."""
    setup = replace(Setup(folder / "library.sqlite", TOKEN, 0, limits=limits), **more)
    made = uvicorn.Server(uvicorn.Config(make_app(setup, Library(setup.library)), port=0, log_level="error"))
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        _until(lambda: made.started)
        port = made.servers[0].sockets[0].getsockname()[1]
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=90, trust_env=False) as client:
            yield client
    finally:
        made.should_exit = True
        thread.join(30)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(3000):
        if true():
            return
        time.sleep(0.01)
    raise TimeoutError
