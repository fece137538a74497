"""One question and its answer over an open connection, with a clock that nothing the other side does can stop.

    GET /news/1 HTTP/1.1  →  200, {"content-type": "text/html"}, b"<!doctype html>…"

h11 reads and writes HTTP and touches no socket; the socket is ours. That is why it is used and not a client that does
both: connecting to the address that was checked, a limit in wall-clock time even where a byte comes each second, and
a limit on what is unpacked would each have to be forced on such a client from outside, in places that its next release
may move. Here each is one line. h11 refuses what is no HTTP, and a head of more than 80 KB.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import h11

from compare.articles.address import SAVE, Refused, Target
from compare.articles.inflate import ACCEPTED, Inflater

AGENT = "tellings"
USER_AGENT = f"{AGENT} (reads single news pages that its user names; not a crawler)"
_LARGEST_HEAD = 65_536  # bytes
_PIECE = 16_384  # bytes read at once; a head may be so much larger before it is seen to be too large


class Answer(NamedTuple):
    """The status, the headers by lower-case name (of several of one name the first), and the unpacked body.

    The body is read only of an answer that gives the page: it is empty for a redirect or an error.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def left(until: float) -> float:
    """Return the seconds left until the monotonic time `until`. Raises `TimeoutError` where there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def exchange(connection: socket.socket, asked: Target, until: float, most: int, *, cut: bool = False) -> Answer:
    """Ask for `asked` and return the answer; `most` and `cut` bound its body as `Inflater` says.

    Raises `Refused`, `OSError`, and as one of these `TimeoutError` at the monotonic time `until`.
    """
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LARGEST_HEAD)
    connection.settimeout(left(until))
    connection.sendall(_request(http, asked))
    events = _events(http, connection, until)
    heard = False
    try:
        for event in events:
            if isinstance(event, h11.Response):
                heard = True
                headers = _headers(event)
                if not 200 <= event.status_code < 300:
                    return Answer(event.status_code, headers, b"")
                inflater = Inflater(headers.get("content-encoding", ""), most, cut=cut)
                for part in events:
                    if isinstance(part, h11.Data):
                        inflater.feed(bytes(part.data))
                    if inflater.full or isinstance(part, h11.EndOfMessage):
                        break
                return Answer(event.status_code, headers, inflater.body())
    except h11.RemoteProtocolError:
        if heard:
            raise Refused(f"broke off before all of it was sent; try again, or {SAVE}") from None
    raise Refused(f"is answered by something that is not HTTP; try again, or {SAVE}")


def _request(http: h11.Connection, asked: Target) -> bytes:
    headers = [
        ("Host", asked.authority),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]
    head = http.send(h11.Request(method="GET", target=asked.path, headers=headers))
    return (head or b"") + (http.send(h11.EndOfMessage()) or b"")


def _events(http: h11.Connection, connection: socket.socket, until: float) -> Iterator[object]:
    """Read the connection and give what h11 makes of it, up to the end of the answer or of the time."""
    while True:
        seconds = left(until)
        event = http.next_event()
        if event is h11.NEED_DATA:
            connection.settimeout(seconds)
            http.receive_data(connection.recv(_PIECE))
        elif event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
            return
        else:
            yield event


def _headers(response: h11.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers:
        found.setdefault(name.decode("ascii"), value.decode("utf-8", errors="replace"))
    return found
