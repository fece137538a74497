"""A web of the tests' own: names of the tests' resolver, "public" addresses that are servers on loopback.

    with Web() as web:
        web.serve("news.example", PUBLIC, answer(b"Talks began."))
        web.fetch("http://news.example/1")

A connection to an address at which nothing is served is recorded in `strayed` and refused; no socket is opened for it.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

from compare.articles.address import target
from compare.articles.fetch import LIMITS, Limits, Network, Page, fetch
from compare.articles.robots import Robots

PUBLIC, OTHER, THIRD = "93.184.216.34", "151.101.1.140", "2606:2800:220:1:248:1893:25c8:1946"
SHORT = Limits(seconds=1.0)  # for servers that never end; others have all the time that users give them

Handler = Callable[[socket.socket, str], None]


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Handler:
    """Return a server that gives `body` for every path but robots.txt, which it says is not there."""

    def handle(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
        connection.sendall("\r\n".join(lines).encode() + body)

    return handle


def raw(data: bytes | Iterable[bytes]) -> Handler:
    """Return a server that sends these bytes, whatever was asked, but for robots.txt, and closes."""

    def handle(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        for piece in [data] if isinstance(data, bytes) else data:
            connection.sendall(piece)

    return handle


def redirect(place: str, status: int = 302) -> Handler:
    return answer(b"", f"Location: {place}", status=f"{status} Moved")


def robots(rules: str, page: Handler) -> Handler:
    """Return the server `page` with these rules as its robots.txt."""

    def handle(connection: socket.socket, path: str) -> None:
        if path != "/robots.txt":
            page(connection, path)
            return
        body = rules.encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    return handle


class Server:
    """A listening server on loopback; `asked` are the heads of the requests that reached it."""

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        self.reached = 0
        self._handler = handler
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.reached += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(65536)
                    if not piece or not (head + piece).startswith(b"GET "):
                        return
                    head += piece
                self.asked.append(head.decode("ascii"))
                self._handler(connection, head.split(b" ")[1].decode("ascii"))
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            connection.close()  # who asked has gone, as it may


class Web:
    """Names, and the servers behind the addresses that the names have."""

    def __init__(self, trusted: ssl.SSLContext | None = None) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.servers: dict[str, Server] = {}
        self.resolved: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.strayed: list[tuple[str, int]] = []
        self.every: list[str] | None = None
        self._trusted = trusted

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        for server in self.servers.values():
            server.close()

    def serve(self, name: str, address: str, handler: Handler, tls: ssl.SSLContext | None = None) -> Server:
        self.names[name] = [[address]]
        self.servers[address] = Server(handler, tls)
        return self.servers[address]

    def name(self, name: str, *answers: list[str]) -> None:
        """Let the resolver give the answers one after the other, and the last of them from then on."""
        self.names[name] = list(answers)

    @property
    def network(self) -> Network:
        return Network(self._resolve, self._connect, lambda: self._trusted or ssl.create_default_context())

    def fetch(self, address: str, limits: Limits = LIMITS, robots: Robots | None = None) -> Page:
        return fetch(target(address), self.network, robots or Robots(), limits)

    def _resolve(self, host: str, _: int) -> Sequence[str]:
        self.resolved.append(host)
        answers = self.names.get(host)
        if answers is None:
            if self.every is None:
                raise socket.gaierror("no such name")
            return self.every
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        server = self.servers.get(address)
        if server is None:
            self.strayed.append((address, port))
            raise ConnectionRefusedError(111, "Connection refused")
        return _loopback(server.port, seconds)


def _loopback(port: int, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  # by number: `create_connection` asks a resolver
    connection.settimeout(seconds)
    connection.connect(("127.0.0.1", port))
    return connection
