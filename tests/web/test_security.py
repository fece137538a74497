"""Who is let in, how much may be sent, and what every answer says of itself."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import Server

from compare.errors import TellingsError
from compare.web.security import HEADERS, Keys, Limits, is_loopback, name_of, token_at
from web.conftest import TOKEN, little

FORM = {"text": ["The minister resigned on Monday.", "On Monday the minister stepped down."]}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.", "", "[::2]"]
)
@pytest.mark.parametrize("path", ["/", "/library", "/api/comparisons", "/openapi.json", "/login", "/static/app.js"])
def test_a_name_that_was_made_to_lead_here_is_refused(server: Server, host: str, path: str) -> None:
    """DNS rebinding: a page of evil.example whose name now means 127.0.0.1."""
    answer = httpx.get(server.home + path, headers={"Host": host, **server.bearer}, trust_env=False)
    assert answer.status_code == 421
    assert "printed" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_its_own_names_are_not(server: Server, host: str) -> None:
    given = {"Host": f"{host}:{server.port}"}
    assert httpx.get(f"{server.home}/openapi.json", headers=given, trust_env=False).status_code == 200


def test_a_name_that_was_exposed_is_its_own(tmp_path: Path) -> None:
    with little(tmp_path, names=frozenset({"Desk.example"})) as api:
        assert api.get("/openapi.json", headers={"Host": "desk.example"}).status_code == 200
        assert api.get("/openapi.json", headers={"Host": "other.example"}).status_code == 421


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://[", "Sec-Fetch-Site": "same-origin"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_changes_nothing(
    pages: httpx.Client, api: httpx.Client, key: str, seeds: str, headers: dict[str, str]
) -> None:
    """Not even with the cookie, the key and the token."""
    before = api.get("/api/comparisons").json()["total"]
    asked = [
        pages.post("/comparisons", data={**FORM, "key": key}, headers=headers),
        pages.post(f"/comparisons/{seeds}/delete", data={"key": key}, headers=headers),
        pages.post("/tray", data={"key": key, "url": "https://a.example/"}, headers=headers),
        pages.put(f"/comparisons/{seeds}/review", content=b"{}", headers={**headers, "X-Tellings-Token": key}),
        api.post("/api/comparisons", json={"articles": [{"text": "a"}, {"text": "b"}]}, headers=headers),
        api.delete(f"/api/comparisons/{seeds}", headers=headers),
    ]
    assert [answer.status_code for answer in asked] == [403] * len(asked)
    assert api.get("/api/comparisons").json()["total"] == before
    assert api.get(f"/api/comparisons/{seeds}").status_code == 200


@pytest.mark.parametrize("key_sent", [None, "", "0" * 32])
def test_a_form_without_our_key_changes_nothing(
    pages: httpx.Client, api: httpx.Client, seeds: str, key_sent: str | None
) -> None:
    data = {} if key_sent is None else {"key": key_sent}
    before = api.get("/api/comparisons").json()["total"]
    paths = ["/comparisons", "/tray", "/tray/1/take", "/library/empty"]
    paths += [f"/comparisons/{seeds}/{act}" for act in ("again", "cancel", "delete", "restore")]
    for path in paths:
        assert pages.post(path, data={**FORM, "url": "https://a.example/", **data}).status_code == 403, path
    headers = {} if key_sent is None else {"X-Tellings-Token": key_sent}
    assert pages.put(f"/comparisons/{seeds}/review", content=b"{}", headers=headers).status_code == 403
    assert api.get("/api/comparisons").json()["total"] == before


def test_no_page_without_the_cookie(server: Server, seeds: str, key: str) -> None:
    keys = Keys(server.token)
    paths = ["/", "/library", "/add", "/bookmarklet", f"/comparisons/{seeds}", f"/comparisons/{seeds}/about"]
    paths += [f"/comparisons/{seeds}/{part}" for part in ("state", "review", "export/json")]
    for cookie in (None, "", keys.token, keys.login, keys.form):
        cookies = {} if cookie is None else {f"tellings-{server.port}": cookie}
        with httpx.Client(base_url=server.home, cookies=cookies, trust_env=False) as stranger:
            for path in paths:
                answer = stranger.get(path)
                assert answer.status_code == 401 and "set-cookie" not in answer.headers, path
                assert "Japan" not in answer.text and key not in answer.text
            assert stranger.post("/comparisons", data={**FORM, "key": key}).status_code == 401


def test_the_printed_address_gives_the_cookie(server: Server) -> None:
    answer = httpx.get(server.login, trust_env=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert server.token not in answer.headers["set-cookie"] and server.token not in server.login
    for wrong in ("", "0" * 32, server.token, "é"):
        answer = httpx.get(f"{server.home}/login", params={"key": wrong}, trust_env=False)
        assert answer.status_code == 401 and "set-cookie" not in answer.headers


PATHS = ["/", "/library", "/nothing", "/api/comparisons", "/static/app.css", "/login?key=x", "/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_what_every_answer_says_of_itself(pages: httpx.Client, path: str) -> None:
    answer = pages.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value or name == "Cache-Control"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "server" not in answer.headers


def test_a_report_runs_nothing_but_its_own_script(pages: httpx.Client, seeds: str) -> None:
    answer = pages.get(f"/comparisons/{seeds}")
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' in unescape(answer.text)
    assert "unsafe" not in answer.text.partition("<title>")[0]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with little(tmp_path_factory.mktemp("small"), Limits(body=10_000, text=1_000, articles=3, seconds=0.5)) as client:
        yield client


def form_of(small: httpx.Client) -> dict[str, str]:
    small.cookies.set(f"tellings-{0}", Keys(TOKEN).cookie)
    return {"key": Keys(TOKEN).form}


def test_a_body_that_is_too_long_is_refused_by_its_length(small: httpx.Client) -> None:
    answer = small.post("/api/comparisons", content=b"x" * 10_001)
    assert answer.status_code == 413 and "fewer or smaller" in answer.json()["detail"]


def test_a_body_that_gets_too_long_is_refused_while_it_comes(small: httpx.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(10_000):
            sent += 10_000
            yield b"x" * 10_000

    try:
        answer = small.post("/api/comparisons", content=endless())
        assert answer.status_code == 413
    except (httpx.WriteError, httpx.ReadError):
        pass  # the server hung up before all was sent
    assert sent < 100_000_000, "it was not all taken"
    assert small.get("/openapi.json").status_code == 200


def test_a_body_that_drips_is_left(small: httpx.Client) -> None:
    host, port = small.base_url.host, small.base_url.port
    assert port is not None
    with socket.create_connection((host, port), timeout=30) as slow:
        slow.sendall(
            f"POST /api/comparisons HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
        )
        assert b" 408 " in slow.recv(10_000)


def test_the_limits_of_a_form(small: httpx.Client) -> None:
    form = form_of(small)
    long = small.post("/comparisons", data={**form, "text": ["a" * 1_001, "b"]})
    assert long.status_code == 413 and "give it as a file" in long.text
    many = small.post("/comparisons", data={**form, "text": ["a", "b", "c", "d"]})
    assert many.status_code == 422 and "give 3 at most" in many.text
    files = [("files", (f"{n}.txt", b"a")) for n in range(4)]
    assert small.post("/comparisons", data=form, files=files).status_code == 400
    fields = {f"more{n}": "x" for n in range(60)}
    assert small.post("/comparisons", data={**form, **fields}, files={"a": ("", b"")}).status_code == 400
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert small.post("/comparisons", content=b"--x\r\nno form", headers=broken).status_code in (400, 403)
    assert small.post("/comparisons", content=b"\xff\xfe", headers={"Content-Type": "text/plain"}).status_code == 403


def test_a_word_on_every_refusal(small: httpx.Client) -> None:
    """A page to people, a problem to programs."""
    form_of(small)
    assert "<h1>" in small.get("/comparisons/0000000000000000").text
    assert small.get("/library?page=x").status_code == 422
    answer = small.get("/api/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    answer = small.request("BREW", "/api/comparisons")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, POST"


def test_the_token_s_file(tmp_path: Path) -> None:
    path = tmp_path / "new/api-token"
    token = token_at(path)
    assert len(token) >= 40 and token_at(path) == token
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    token_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "what others could read they cannot any more"
    path.write_text("short")
    with pytest.raises(TellingsError, match="delete the file"):
        token_at(path)
    with pytest.raises(TellingsError, match="cannot be kept"):
        token_at(path / "in a file")


def test_no_secret_gives_another_away() -> None:
    keys = Keys(TOKEN)
    assert len({keys.token, keys.login, keys.cookie, keys.form}) == 4
    assert Keys("u" * 43).cookie != keys.cookie


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True)]
    + [(host, False) for host in ("0.0.0.0", "::", "192.168.1.2", "desk.example", "localhost.example", "")],
)
def test_which_hosts_are_this_machine_s_own(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@given(st.text(max_size=30))
def test_any_host_header_has_a_name(host: str) -> None:
    assert name_of(f"{host}:80") == name_of(host) or ":" in host or not host


def test_the_event_loop_is_never_held(tmp_path: Path) -> None:
    """While a long comparison runs and a report is set, the server answers others at once."""
    with little(tmp_path) as api:
        long = [f"Minister {n} resigned in town {n * 7} on Monday after {n + 3} hours of talks." for n in range(1500)]
        articles = [{"text": "\n\n".join(long[k::2]), "name": f"n{k}"} for k in range(2)]
        identity = api.post("/api/comparisons", json={"articles": articles}).json()["id"]

        with ThreadPoolExecutor(10) as many:
            answers = list(many.map(lambda _: api.get("/api/comparisons", timeout=60), range(30)))
        assert [answer.status_code for answer in answers] == [200] * 30
        assert api.get(f"/api/comparisons/{identity}").json()["status"] in ("waiting", "working")
        api.delete(f"/api/comparisons/{identity}")
