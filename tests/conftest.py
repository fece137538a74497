"""Nothing leaves this machine: every test runs with a guard at the socket and with a cache folder of its own."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

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
