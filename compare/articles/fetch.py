"""An address → its page: every hop checked, resolved once, and connected to exactly the address that was checked.

    https://news.example/1 ─ robots.txt? ─ resolve: 93.184.216.34, public ─ connect to 93.184.216.34 ─→ 301
    → https://www.news.example/1 ─ the same again ─→ 200, the page

A name can be given a public address when it is checked and a private one when it is used. So nothing resolves twice:
the socket is opened to the number that was checked, and only the Host header and the certificate's check use the name.
All addresses of a name must be public, not only the one that is used. A redirect is a new address: at most five are
followed, each through the same function. Proxies that the environment names are not used: they would resolve the name
again, on their side.

All of it together has 20 seconds: robots.txt, the resolver, every hop. What robots.txt forbids is not read, and the
`User-Agent` says what asks. Neither cookies nor passwords are sent, ever.
"""

from __future__ import annotations

import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import Message
from functools import cache
from typing import NamedTuple

from compare.articles.address import SAVE, Refused, Target, literal, not_public, target
from compare.articles.robots import Robots
from compare.articles.transfer import Answer, exchange, left

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECONDS_A_CONNECTION = 6.0  # then the next address of the name is tried
_LARGEST_ROBOTS = 512_000  # bytes; the standard lets a reader cut it there


class Limits(NamedTuple):
    """Seconds for all of it together, bytes of the unpacked page, redirects."""

    seconds: float = 20.0
    largest: int = 20_000_000
    redirects: int = 5


LIMITS = Limits()


class Network(NamedTuple):
    """What touches it: name, port → IP addresses; IP address, port, seconds → socket; how certificates are checked."""

    resolve: Callable[[str, int], Sequence[str]]
    connect: Callable[[str, int, float], socket.socket]
    tls: Callable[[], ssl.SSLContext]


class Page(NamedTuple):
    """A page as it was fetched. `url` is where the redirects ended; `charset` what the server says the text is in."""

    url: str
    body: bytes
    charset: str | None
    fetched: datetime


def fetch(asked: Target, network: Network, robots: Robots, limits: Limits = LIMITS) -> Page:
    """Return the page at `asked`. Raises `Refused`, which says what is wrong and what to do."""
    until = time.monotonic() + limits.seconds
    try:
        found, answer = _follow(asked, network, robots, limits, until)
    except TimeoutError:
        raise Refused(f"was not there within {limits.seconds:g} seconds; try again later, or {SAVE}") from None
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message or "it cannot be checked"
        raise Refused(f"has a certificate that is not valid for it ({reason}); check the address, or {SAVE}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(f"cannot be reached ({reason}); check the address and the connection, or {SAVE}") from None
    if answer.status not in {200, 203}:
        raise Refused(f"is refused by its server (status {answer.status}); check the address, or {SAVE}")
    return Page(found.href, answer.body, _charset(answer), datetime.now(UTC))


def _follow(
    asked: Target, network: Network, robots: Robots, limits: Limits, until: float, *, for_robots: bool = False
) -> tuple[Target, Answer]:
    """Ask, and ask again where the answer is a redirect; return what was asked last and its answer."""
    for _ in range(limits.redirects + 1):
        if not for_robots and not robots.permits(asked, lambda of: _robots_txt(of, network, robots, limits, until)):
            raise Refused(f"is closed to programs by its site's robots.txt; {SAVE}")
        most = _LARGEST_ROBOTS if for_robots else limits.largest
        with _connected(asked, network, until) as connection:
            answer = exchange(connection, asked, until, most, cut=for_robots)
        if answer.status not in _REDIRECTS:
            return asked, answer
        place = answer.headers.get("location")
        if place is None:
            raise Refused(f"leads on without saying where; {SAVE}")
        try:
            asked = target(place, asked.href)
        except Refused as refusal:
            raise Refused(f"leads on to an address that {refusal}") from None
    raise Refused(f"leads on more than {limits.redirects} times; {SAVE}")


def _robots_txt(of: Target, network: Network, robots: Robots, limits: Limits, until: float) -> Answer:
    asked = of._replace(href=f"{of.origin}/robots.txt", path="/robots.txt")
    return _follow(asked, network, robots, limits, until, for_robots=True)[1]


def _connected(asked: Target, network: Network, until: float) -> socket.socket:
    """Return a connection to one of the addresses of the host, all of which are public. Raises `Refused`, `OSError`."""
    number = literal(asked.host)
    addresses = [number] if number is not None else _resolved(asked, network, until)
    for address in addresses:
        what = not_public(address)
        if what is not None:
            raise Refused(f"leads to {address[:60]}, which is no public address but {what}; {SAVE}")
    failure: OSError | None = None
    for address in addresses:
        try:
            connection = network.connect(address, asked.port, min(left(until), _SECONDS_A_CONNECTION))
        except OSError as error:
            failure = error
        else:
            break
    else:
        left(until)
        if isinstance(failure, TimeoutError):
            raise Refused(f"leads to a machine that does not answer; try again later, or {SAVE}")
        raise failure or OSError("no address")
    if asked.scheme == "http":
        return connection
    try:
        connection.settimeout(left(until))
        return network.tls().wrap_socket(connection, server_hostname=asked.host.rstrip("."))
    except BaseException:
        connection.close()
        raise


def _resolved(asked: Target, network: Network, until: float) -> list[str]:
    """Ask the resolver, which knows no time limit, in a thread that is left behind where it takes too long."""
    answers: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(network.resolve(asked.host, asked.port))
        except (OSError, ValueError):  # no such name, or none that can be asked for
            answers.put([])

    threading.Thread(target=ask, name="resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=left(until))
    except queue.Empty:
        raise TimeoutError from None
    if not answer:
        raise Refused(f"leads to {asked.host[:100]}, which no name server knows; check the address") from None
    return list(dict.fromkeys(answer))


def _charset(answer: Answer) -> str | None:
    message = Message()
    message["content-type"] = answer.headers.get("content-type", "")
    named = message.get_param("charset")
    return named.lower() if isinstance(named, str) and re.fullmatch(r"[\w.:-]{1,40}", named) else None


def _resolve(host: str, port: int) -> Sequence[str]:
    # As bytes, for Python would put text through an older standard for names than browsers use.
    return [str(found[4][0]) for found in socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)]


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    """Open a connection to an IP address, which is in the form that needs no resolving."""
    connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((address, port))
        if not_public(connection.getpeername()[0]) is not None:
            raise OSError(None, "the connection did not go where it was sent")
    except BaseException:
        connection.close()
        raise
    return connection


@cache
def _tls() -> ssl.SSLContext:
    """Return how certificates are checked: by the authorities of the system, or certifi's where it has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None and not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


INTERNET = Network(_resolve, _connect, _tls)
