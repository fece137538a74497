"""Nothing leaves this machine: every test runs with a guard at the socket and with a cache folder of its own."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import browser as chromium
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("tellings", deadline=None)  # a loaded machine is no failure
settings.load_profile("tellings")


def _stays(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # the path of a socket between processes of this machine
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def guard(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[object]]:
    """Fail the test that connects to anything but loopback, or asks a name server, whatever it catches of it."""
    strays: list[object] = []

    class Guarded(socket.socket):
        def connect(self, address: object) -> None:
            self._checked(address)
            super().connect(address)  # type: ignore[arg-type]

        def connect_ex(self, address: object) -> int:
            self._checked(address)
            return super().connect_ex(address)  # type: ignore[arg-type]

        def sendto(self, data: bytes, *rest: object) -> int:  # type: ignore[override]
            self._checked(rest[-1])
            return super().sendto(data, *rest)  # type: ignore[arg-type]

        def _checked(self, address: object) -> None:
            if not _stays(address):
                strays.append(address)
                raise ConnectionRefusedError(f"the guard of the tests let nothing go to {address}")

    resolved = socket.getaddrinfo

    def unresolved(host: object, *rest: object, **named: object) -> object:
        if _stays((host,)):  # a number, which needs no name server
            return resolved(host, *rest, **named)  # type: ignore[arg-type]
        strays.append(host)
        raise socket.gaierror(f"the guard of the tests asks no name server for {host!r}")

    monkeypatch.setattr(socket, "socket", Guarded)
    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    yield strays
    assert strays == [], "a test tried to reach the network"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests that look at a page; each opens a profile of its own (`browser.opened`)."""
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    """Every cross-site-scripting payload and naughty string of the public corpora."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("TELLINGS_SHARED", beside)) / "hostile"
    scripts, strings = folder / "xss_payloads.jsonl", folder / "naughty_strings.json"
    for needed in (scripts, strings):
        if not needed.exists():
            pytest.skip(f"{needed} is not there; set TELLINGS_SHARED to the folder that holds hostile/")
    lines = scripts.read_text("utf-8").split("\n")
    return [json.loads(line)["payload"] for line in lines if line] + json.loads(strings.read_text("utf-8"))
