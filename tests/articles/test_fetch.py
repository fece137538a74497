"""Fetching: where connections go, over redirects and changing names, and every way a server can answer badly."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st
from little_web import OTHER, PUBLIC, SHORT, THIRD, Handler, Web, answer, raw, redirect, robots

from compare.articles import fetch as module
from compare.articles.address import Refused
from compare.articles.fetch import INTERNET, LIMITS, Limits
from compare.articles.robots import Robots
from compare.articles.transfer import USER_AGENT

PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "::1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "fd00::1",
]
TALKS = b"Talks began in Bergen on Monday."
HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made
        assert made.strayed == []


def refused(web: Web, address: str = "http://news.example/1", limits: Limits = LIMITS) -> str:
    """Return why the address is refused; the words say what to do and obey no terminal."""
    with pytest.raises(Refused) as caught:
        web.fetch(address, limits)
    words = str(caught.value)
    assert "; " in words and words.isprintable()
    assert len(words) < 300
    return words


# -- the page -------------------------------------------------------------------------------------------------------


def test_a_page(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, answer(TALKS, "Content-Type: text/plain; charset=Windows-1251"))
    page = web.fetch("http://News.example/a b#part")
    assert (page.body, page.url, page.charset) == (TALKS, "http://news.example/a%20b", "windows-1251")
    assert page.fetched.tzinfo is not None
    asked = server.asked[-1].split("\r\n")
    assert asked[0] == "GET /a%20b HTTP/1.1"
    assert "Host: news.example" in asked and f"User-Agent: {USER_AGENT}" in asked
    names = {line.partition(":")[0].lower() for line in asked[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}  # no cookie, no referrer


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "raw deflate", "identity", "GZIP "])
def test_a_packed_page(web: Web, coding: str) -> None:
    packed = {"gzip": gzip.compress(TALKS), "deflate": zlib.compress(TALKS), "identity": TALKS}
    packed |= {"x-gzip": packed["gzip"], "raw deflate": zlib.compress(TALKS, wbits=-15), "GZIP ": packed["gzip"]}
    web.serve("news.example", PUBLIC, answer(packed[coding], f"Content-Encoding: {coding.removeprefix('raw ')}"))
    assert web.fetch("http://news.example/").body == TALKS


def test_a_page_in_chunks_and_one_that_ends_with_the_connection(web: Web) -> None:
    web.serve(
        "news.example",
        PUBLIC,
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nTalks\r\n6;x=y\r\n began\r\n0\r\n\r\n"),
    )
    web.serve("old.example", OTHER, raw(b"HTTP/1.0 200 OK\r\n\r\n" + TALKS))
    assert web.fetch("http://news.example/").body == b"Talks began"
    assert web.fetch("http://old.example/").body == TALKS


def test_a_page_after_an_interim_answer(web: Web) -> None:
    web.serve(
        "news.example", PUBLIC, raw(b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" * 3 + HEAD + b"\r\n" + TALKS)
    )
    assert web.fetch("http://news.example/").body == TALKS


def test_a_number_as_host_asks_no_resolver(web: Web) -> None:
    web.serve("", PUBLIC, answer(TALKS))
    web.serve("", THIRD, answer(TALKS))
    assert web.fetch(f"http://{PUBLIC}/").body == TALKS
    assert web.fetch(f"http://[{THIRD}]/").body == TALKS
    assert web.resolved == []


def test_the_next_address_of_a_name_is_tried(web: Web) -> None:
    web.serve("", OTHER, answer(TALKS))
    web.name("news.example", [THIRD, OTHER])
    assert web.fetch("http://news.example/").body == TALKS
    assert web.strayed == [(THIRD, 80)] * 2  # for robots.txt and for the page
    web.strayed.clear()


# -- where connections go -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_a_private_address_is_not_asked(web: Web, address: str) -> None:
    server = web.serve("news.example", address, answer(TALKS))
    assert "no public address" in refused(web)
    assert web.connected == [] and server.reached == 0


@pytest.mark.parametrize("address", PRIVATE)
def test_one_private_address_among_public_ones_is_enough(web: Web, address: str) -> None:
    server = web.serve("", PUBLIC, answer(TALKS))
    web.name("news.example", [PUBLIC, address])
    assert "no public address" in refused(web)
    assert web.connected == [] and server.reached == 0


HOSTS = [
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "①②⑦.0.0.1",
]


@pytest.mark.parametrize("host", HOSTS)
def test_numbers_in_every_form_are_not_asked(web: Web, host: str) -> None:
    server = web.serve("", "127.0.0.1", answer(TALKS))
    assert "no public address" in refused(web, f"http://{host}/")
    assert web.resolved == [] and web.connected == [] and server.reached == 0


@pytest.mark.parametrize("host", HOSTS)
def test_a_redirect_to_a_private_address_is_not_followed(web: Web, host: str) -> None:
    server = web.serve("", "127.0.0.1", answer(TALKS))
    web.serve("news.example", PUBLIC, redirect(f"http://{host}/secret"))
    assert "no public address" in refused(web)
    assert {address for address, _ in web.connected} == {PUBLIC} and server.reached == 0


def test_a_redirect_to_a_name_with_a_private_address_is_not_followed(web: Web) -> None:
    server = web.serve("inside.example", "10.0.0.1", answer(TALKS))
    web.serve("news.example", PUBLIC, redirect("//inside.example/"))
    assert "10.0.0.1" in refused(web)
    assert server.reached == 0


def test_robots_txt_that_leads_to_a_private_address_is_not_followed(web: Web) -> None:
    server = web.serve("", "10.0.0.1", answer(TALKS))

    def handle(connection: socket.socket, _: str) -> None:
        connection.sendall(b"HTTP/1.1 301 Moved\r\nLocation: http://10.0.0.1/robots.txt\r\nContent-Length: 0\r\n\r\n")

    web.serve("news.example", PUBLIC, handle)
    assert "10.0.0.1" in refused(web)
    assert server.reached == 0


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("file:///etc/passwd", "begins with file:"),
        ("ftp://news.example/", "begins with ftp:"),
        ("gopher://news.example/", "begins with gopher:"),
        ("data:text/plain,x", "begins with data:"),
        ("javascript:alert(1)", "begins with javascript:"),
        ("http://me:secret@news.example/", "before an @"),
        ("http://news.example:25/", "port 25"),
        ("http://[", "no possible address"),
        ("http://exa mple/", "no possible address"),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(web: Web, place: str, says: str) -> None:
    web.serve("news.example", PUBLIC, redirect(place))
    assert says in refused(web)


def test_a_resolver_that_changes_its_answer_is_asked_once_a_connection(web: Web) -> None:
    """A name that is public when it is checked and private when it is used: what is used is what was checked."""
    public = web.serve("", PUBLIC, answer(TALKS))
    private = web.serve("", "127.0.0.1", answer(b"secret"))
    web.name("news.example", [PUBLIC], ["127.0.0.1"])
    assert "127.0.0.1" in refused(web)  # robots.txt came from the public address; the page's own check sees the new one
    assert (public.reached, private.reached) == (1, 0)
    assert web.connected == [(PUBLIC, 80)]
    assert web.resolved == ["news.example"] * 2


def test_a_connection_goes_to_the_number_that_was_checked(web: Web) -> None:
    """The connector is given a number, never a name that it could resolve again."""
    web.serve("news.example", PUBLIC, redirect("http://other.example/"))
    web.serve("other.example", OTHER, answer(TALKS))
    web.fetch("http://news.example/")
    assert web.connected == [(PUBLIC, 80)] * 2 + [(OTHER, 80)] * 2


def test_the_real_connector_refuses_where_the_other_end_is_not_public(guard: list[object]) -> None:
    """As a last line of defence, after the check of the number: here a translated one that the system took apart."""
    listening = socket.create_server(("127.0.0.1", 0))
    try:
        with pytest.raises(OSError, match="did not go where"):
            INTERNET.connect("127.0.0.1", listening.getsockname()[1], 1.0)
    finally:
        listening.close()
    assert guard == []


def test_the_real_connector_opens_what_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "not_public", lambda _: None)  # of this test's own machine
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with INTERNET.connect("127.0.0.1", listening.getsockname()[1], 5.0) as connection:
            assert connection.getpeername() == listening.getsockname()
            assert connection.gettimeout() == 5.0


def test_the_real_resolver_takes_every_number_and_a_name_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def getaddrinfo(host: object, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(2, 1, 6, "", (PUBLIC, port)), (10, 1, 6, "", (THIRD, port, 0, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert INTERNET.resolve("xn--bcher-kva.example", 443) == [PUBLIC, THIRD]
    assert asked == [b"xn--bcher-kva.example"]  # as bytes: text would be put through an older standard


def test_proxies_of_the_environment_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
    web.serve("news.example", PUBLIC, answer(TALKS))
    assert web.fetch("http://news.example/").body == TALKS
    assert {address for address, _ in web.connected} == {PUBLIC}


# -- redirects ------------------------------------------------------------------------------------------------------


def chain(length: int) -> Handler:
    """Return a server on which ``/5`` leads to ``/4`` and so on, and ``/0`` is the page."""

    def handle(connection: socket.socket, path: str) -> None:
        step = int(path[1:]) if path[1:].isdigit() else 0
        (redirect(f"/{step - 1}") if step else answer(TALKS))(connection, path)

    assert length >= 0
    return handle


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_five_redirects_are_followed(web: Web, status: int) -> None:
    web.serve("news.example", PUBLIC, chain(5))
    page = web.fetch("http://news.example/5")
    assert (page.body, page.url) == (TALKS, "http://news.example/0")
    web.serve("moved.example", OTHER, redirect("http://news.example/0", status))
    assert web.fetch("http://moved.example/").body == TALKS


def test_a_sixth_redirect_and_a_loop_are_not(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, chain(6))
    assert "more than 5 times" in refused(web, "http://news.example/6")
    assert server.reached == 7  # robots.txt, and six pages
    loop = web.serve("loop.example", OTHER, redirect("/"))
    assert "more than 5 times" in refused(web, "http://loop.example/")
    assert loop.reached == 7


def test_a_redirect_to_nowhere(web: Web) -> None:
    web.serve("news.example", PUBLIC, answer(b"", status="302 Found"))
    assert "without saying where" in refused(web)


def test_a_redirect_in_letters_beyond_ascii(web: Web) -> None:
    web.serve("news.example", PUBLIC, chain(0))
    web.serve("moved.example", OTHER, raw("HTTP/1.1 302 Found\r\nLocation: http://news.example/ü\r\n\r\n".encode()))
    assert web.fetch("http://moved.example/").url == "http://news.example/%C3%BC"


# -- names and certificates -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secure(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_is_checked_by_name(authority: trustme.CA) -> None:
    with Web(trusting(authority)) as web:
        names: list[str | None] = []
        tls = secure(authority, "news.example")
        tls.sni_callback = lambda _, name, __: names.append(name)
        server = web.serve("news.example", PUBLIC, answer(TALKS), tls)
        assert web.fetch("https://news.example/").body == TALKS
        assert set(names) == {"news.example"} and set(web.connected) == {(PUBLIC, 443)}
        assert "Host: news.example\r\n" in server.asked[-1]
        web.name("other.example", [PUBLIC])
        assert "certificate that is not valid" in refused(web, "https://other.example/")


def test_a_certificate_for_a_number(authority: trustme.CA) -> None:
    with Web(trusting(authority)) as web:
        web.serve("", PUBLIC, answer(TALKS), secure(authority, PUBLIC))
        assert web.fetch(f"https://{PUBLIC}/").body == TALKS


def test_a_certificate_of_nobody_we_trust(authority: trustme.CA) -> None:
    with Web() as web:
        server = web.serve("news.example", PUBLIC, answer(TALKS), secure(authority, "news.example"))
        assert "certificate that is not valid" in refused(web, "https://news.example/")
        assert server.asked == []


def test_plain_http_where_https_is_meant(web: Web) -> None:
    web.serve("news.example", PUBLIC, raw(HEAD + b"\r\nx"))
    assert "cannot be reached" in refused(web, "https://news.example/")


def test_the_real_settings_check_names_and_certificates() -> None:
    context = INTERNET.tls()
    assert context.check_hostname and context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_an_international_name_is_resolved_and_checked_in_ascii(authority: trustme.CA) -> None:
    with Web(trusting(authority)) as web:
        web.serve("xn--bcher-kva.example", PUBLIC, answer(TALKS), secure(authority, "xn--bcher-kva.example"))
        assert web.fetch("https://bücher.example/").body == TALKS
        assert set(web.resolved) == {"xn--bcher-kva.example"}


# -- time -----------------------------------------------------------------------------------------------------------


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Handler:
    def handle(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            answer(b"")(connection, path)
            return
        connection.sendall(start)
        until = time.monotonic() + 8
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(pause)

    return handle


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (HEAD + b"\r\n", b"a"),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b"a"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (HEAD, b"A: b\r\n"),
        (b"", b"H"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
    ],
    ids=["body", "body of known length", "chunks", "headers", "status line", "interim answers", "trailers"],
)
def test_a_server_that_drips_is_left(web: Web, start: bytes, piece: bytes) -> None:
    web.serve("news.example", PUBLIC, endless(start, piece, pause=0.05))
    assert "within 1 seconds" in refused(web, limits=SHORT) or piece == b"H"


def test_robots_txt_counts_in_the_same_time(web: Web) -> None:
    def handle(connection: socket.socket, _: str) -> None:
        endless(HEAD + b"\r\n", b"#", pause=0.05)(connection, "/")

    server = web.serve("news.example", PUBLIC, handle)
    assert "within 1 seconds" in refused(web, limits=SHORT)
    assert server.reached == 1


def test_a_server_that_says_nothing_and_one_that_does_not_shake_hands(web: Web) -> None:
    web.serve("news.example", PUBLIC, lambda *_: time.sleep(3))
    assert "within 1 seconds" in refused(web, limits=SHORT)
    silent = socket.create_server(("127.0.0.1", 0))
    web.serve("tls.example", OTHER, answer(TALKS)).port = silent.getsockname()[1]
    assert "within 1 seconds" in refused(web, "https://tls.example/", SHORT)
    silent.close()


def test_a_resolver_that_does_not_answer(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_resolve", lambda *_: time.sleep(3) or [PUBLIC])
    assert "within 1 seconds" in refused(web, limits=SHORT)
    assert web.connected == []


def test_a_machine_that_does_not_answer(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise TimeoutError

    web.name("news.example", [PUBLIC, OTHER])
    monkeypatch.setattr(web, "_connect", never)
    assert "does not answer" in refused(web)


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), OSError("broken")])
def test_a_name_that_nobody_knows(web: Web, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(web, "_resolve", fail)
    assert "no name server knows" in refused(web)


def test_the_real_limits() -> None:
    assert LIMITS == (20.0, 20_000_000, 5)
    assert module._LARGEST_ROBOTS <= 512_000


# -- size -----------------------------------------------------------------------------------------------------------


def gigabyte(wbits: int) -> bytes:
    """Return a gigabyte of zeros, packed to a megabyte: one megabyte packed alone, a thousand times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    zeros = bytes(1_000_000)
    first = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * 999


@pytest.mark.parametrize(("coding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_gigabyte_in_a_megabyte_is_refused_in_little_memory(web: Web, coding: str, wbits: int) -> None:
    bomb = gigabyte(wbits)
    assert len(bomb) < 1_100_000
    web.serve("news.example", PUBLIC, answer(bomb, f"Content-Encoding: {coding}"))
    tracemalloc.start()
    assert "more than 20 MB" in refused(web, limits=Limits(seconds=20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_page_that_answers_forever_is_left_at_the_limit(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, endless(HEAD + b"\r\n", b"a" * 65536))
    assert "more than 1 MB" in refused(web, limits=Limits(seconds=20, largest=1_000_000))
    assert server.reached == 2


def test_twenty_megabytes_are_read_and_a_byte_more_is_not(web: Web) -> None:
    web.serve("news.example", PUBLIC, answer(gzip.compress(bytes(20_000_000), 1), "Content-Encoding: gzip"))
    web.serve("more.example", OTHER, answer(gzip.compress(bytes(20_000_001), 1), "Content-Encoding: gzip"))
    assert len(web.fetch("http://news.example/", Limits()).body) == 20_000_000
    assert "more than 20 MB" in refused(web, "http://more.example/", Limits())


def test_a_robots_txt_that_answers_forever_is_cut(web: Web) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        if path != "/robots.txt":
            answer(TALKS)(connection, path)
            return
        connection.sendall(HEAD + b"\r\nUser-agent: *\nDisallow: /closed\n")
        while True:
            connection.sendall(b"# more and more\n" * 4096)

    web.serve("news.example", PUBLIC, handle)
    rules = Robots()
    assert web.fetch("http://news.example/1", Limits(seconds=10), rules).body == TALKS
    with pytest.raises(Refused, match=r"robots\.txt"):
        web.fetch("http://news.example/closed", Limits(seconds=10), rules)


# -- bad answers ----------------------------------------------------------------------------------------------------

BAD = {
    "nothing": b"",
    "no status line": b"<html>Talks began.</html>",
    "half a status line": b"HTTP/1.1 2",
    "a status beyond three digits": b"HTTP/1.1 2000 OK\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "mail": b"220 mail.example ESMTP\r\n",
    "huge headers": HEAD + b"A: " + b"b" * 100_000 + b"\r\n\r\n",
    "many headers": HEAD + b"A: b\r\n" * 20_000 + b"\r\n",
    "a header without a name": HEAD + b": b\r\n\r\n",
    "a header with NUL": HEAD + b"A: \x00\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length that is no number": HEAD + b"Content-Length: many\r\n\r\nab",
    "a negative length": HEAD + b"Content-Length: -1\r\n\r\nab",
    "a length of 5,000 digits": HEAD + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nab",
    "a length that is too long": HEAD + b"Content-Length: 100\r\n\r\nab",
    "a chunk of no size": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab",
    "a chunk of negative size": HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nab",
    "a chunk that is huge": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 5_000 + b"\r\nab",
    "chunks that break off": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nTalks\r\n",
    "an unknown transfer": HEAD + b"Transfer-Encoding: gzip\r\n\r\nab",
    "packing nobody asked for": HEAD + b"Content-Encoding: br\r\n\r\nab",
    "packed twice": HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nab",
    "packing that is none": HEAD + b"Content-Encoding: gzip\r\n\r\nTalks began.",
    "packing that breaks off": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TALKS)[:-9],
    "packing of one byte": HEAD + b"Content-Encoding: deflate\r\n\r\nx",
    "packing with a wrong sum": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TALKS)[:-8] + bytes(8),
    "packing in a thousand parts": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"") * 1_000,
    "a switch of protocols": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_is_named(web: Web, what: str) -> None:
    web.serve("news.example", PUBLIC, raw(BAD[what]))
    assert "try again" in refused(web) or "save it" in refused(web)


def test_more_than_the_length_is_not_read(web: Web) -> None:
    web.serve("news.example", PUBLIC, raw(HEAD + b"Content-Length: 5\r\n\r\nTalks began."))
    assert web.fetch("http://news.example/").body == b"Talks"


def test_a_connection_that_is_reset(web: Web) -> None:
    def reset(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            answer(b"")(connection, path)
            return
        connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\nab")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    web.serve("news.example", PUBLIC, reset)
    assert "try again" in refused(web) or "cannot be reached" in refused(web)


@pytest.mark.parametrize(
    "status", ["204 No Content", "206 Partial", "304 Not Modified", "401 X", "403 X", "404 X", "500 X", "999 X"]
)
def test_a_status_without_a_page_is_named(web: Web, status: str) -> None:
    web.serve("news.example", PUBLIC, raw(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()))
    assert f"status {status[:3]}" in refused(web)


@settings(max_examples=60)
@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"HTTP/1.1 ", HEAD, HEAD + b"Transfer-Encoding: chunked\r\n\r\n"]),
)
def test_any_bytes_are_a_page_or_a_named_refusal(data: bytes, start: bytes) -> None:
    with Web() as web:
        web.serve("news.example", PUBLIC, raw(start + data))
        with contextlib.suppress(Refused):
            web.fetch("http://news.example/")


# -- robots.txt -----------------------------------------------------------------------------------------------------


def test_robots_txt_is_honoured_on_every_hop(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, robots("User-agent: *\nDisallow: /closed", answer(TALKS)))
    assert web.fetch("http://news.example/open").body == TALKS
    assert "robots.txt" in refused(web, "http://news.example/closed")
    web.serve("moved.example", OTHER, redirect("http://news.example/closed"))
    assert "robots.txt" in refused(web, "http://moved.example/")
    assert not any(head.startswith("GET /closed") for head in server.asked)


def test_robots_txt_is_asked_once_a_site(web: Web) -> None:
    server = web.serve("news.example", PUBLIC, answer(TALKS))
    rules = Robots()
    for k in range(3):
        web.fetch(f"http://news.example/{k}", robots=rules)
    assert sum(head.startswith("GET /robots.txt ") for head in server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_txt_that_cannot_be_read_closes_the_site_for_now(web: Web, status: int) -> None:
    def handle(connection: socket.socket, path: str) -> None:
        code = f"{status} Busy" if path == "/robots.txt" else "200 OK"
        raw(f"HTTP/1.1 {code}\r\nContent-Length: 0\r\n\r\n".encode())(connection, "/")

    server = web.serve("news.example", PUBLIC, handle)
    assert "try again later" in refused(web)
    assert server.reached == 1
