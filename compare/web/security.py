"""Who may ask the local server, and how much: the rules that hold before any page or part of the API is reached.

    Host: evil.example               421   a name that was made to lead here (DNS rebinding)
    POST, Origin: https://evil…      403   another site's form or script
    POST, Sec-Fetch-Site: same-site  403   another server of this machine: its port is its own, its site is not
    a body of 61 MB                  413   refused by its length, or at the byte where it gets too long
    a body that drips                408

A server on loopback is not private by that: every page in the user's browser and every user of the machine can send it
requests. So besides the rules above, which need no secret, each page asks for a cookie and the API for a token. All
secrets are made from one, which a file holds that its user alone can read:

    token                   the API's (Authorization: Bearer …)
    HMAC(token, "login")    in the address that is printed when the server starts; exchanged for the cookie
    HMAC(token, "cookie")   the browser's, which sends it to other ports of this machine too: so not the token
    HMAC(token, "form")     in each form and in the report: what only a page of ours can know

`Referrer-Policy` is same-origin: nothing reaches other sites, and browsers still name the origin of a form, which they
withhold under no-referrer.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare.errors import TellingsError

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Added to what a report says of itself in its own policy, which names its style and script by their hashes.
REPORT_POLICY: Final = "frame-ancestors 'none'"
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may bring. Sizes in bytes; `seconds` for the whole body."""

    body: int = 60_000_000
    text: int = 2_000_000
    articles: int = 50
    seconds: float = 60.0
    waiting: int = 200  # comparisons in the queue


class Keys:
    """The secrets, all made from the API's token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.login, self.cookie, self.form = (self._made(use) for use in ("login", "cookie", "form"))

    def _made(self, use: str) -> str:
        return hmac.digest(self.token.encode(), use.encode(), "sha256").hex()[:32]


def same(given: str | None, secret: str) -> bool:
    """Whether `given` is the secret, in a time that tells nothing of it."""
    return given is not None and hmac.compare_digest(given.encode(), secret.encode())


def token_at(path: Path) -> str:
    """Return the token in the file at `path`, which is made where it is not there. Raises `TellingsError`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(32) + "\n")
        except FileExistsError:
            path.chmod(0o600)
        token = path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise TellingsError(
            f"{path}: the API's token cannot be kept there ({error}); make the folder writable"
        ) from None
    if len(token) < 32 or not token.isascii():
        raise TellingsError(f"{path}: holds no token of ours; delete the file, and the next start makes one")
    return token


def is_loopback(host: str) -> bool:
    """Whether a server that listens at `host` is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def name_of(host: str) -> str:
    """Return the name in a Host header, in lower case and without its port: ``[::1]:80`` → ``[::1]``."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() and name else host.lower()


Refuse = Callable[["Scope", int, str], "Response"]


class Guard:
    """The rules, around an application. `refuse` makes the answer to what breaks one."""

    def __init__(self, app: ASGIApp, names: frozenset[str], limits: Limits, refuse: Refuse) -> None:
        self._app, self._names, self._limits, self._refuse = app, names, limits, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        from starlette.requests import HTTPConnection

        asked = HTTPConnection(scope)
        refusal = self._foreign(asked, scope["method"]) or self._too_long(asked)
        if refusal:
            await self._refuse(scope, *refusal)(scope, receive, _with_headers(send))
            return
        await self._metered(scope, receive, _with_headers(send))

    def _foreign(self, asked: HTTPConnection, method: str) -> tuple[int, str] | None:
        host = asked.headers.get("host", "")
        if name_of(host) not in self._names:
            return 421, "this server is not called that; use the address that it printed when it started"
        if method in SAFE:
            return None
        site, origin = asked.headers.get("sec-fetch-site"), asked.headers.get("origin")
        if site not in (None, "same-origin", "none"):
            return 403, "this was sent by another site; use the server's own pages"
        if origin is not None and origin.lower().partition("://")[2] != host.lower():
            return 403, "this was sent by another site; use the server's own pages"
        return None

    def _too_long(self, asked: HTTPConnection) -> tuple[int, str] | None:
        length = asked.headers.get("content-length", "0")
        return None if length.isdecimal() and int(length) <= self._limits.body else (413, self._longest())

    def _longest(self) -> str:
        return f"more than {self._limits.body // 1_000_000} MB were sent; send fewer or smaller files"

    async def _metered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count what it brings while it brings it."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._limits.seconds
        refusal: tuple[int, str] | None = None
        came = 0
        ended = answered = False

        async def metered() -> Message:
            nonlocal refusal, came, ended
            if ended:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                refusal = 408, "what was sent took too long to come; try it again"
                ended = True
                return {"type": "http.disconnect"}
            came += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if came > self._limits.body:
                refusal, ended = (413, self._longest()), True
                return {"type": "http.disconnect"}
            return message

        async def unless_refused(message: Message) -> None:
            nonlocal answered
            if refusal is None:
                answered = True
                await send(message)

        try:
            await self._app(scope, metered, unless_refused)
        except Exception:
            if refusal is None:
                raise
        if refusal is not None and not answered:
            await self._refuse(scope, *refusal)(scope, receive, send)


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            from starlette.datastructures import MutableHeaders

            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        await send(message)

    return sent
