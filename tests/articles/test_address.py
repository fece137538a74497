"""Addresses: what they mean, which are refused, and every IP address that is not public."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from little_web import PUBLIC, Web, answer

from compare.articles.address import Refused, not_public, target

ROOT = Path(__file__).parent.parent.parent
CASES = json.loads((ROOT / "tests/cases/addresses.json").read_text("utf-8"))
SHARED = Path(os.environ.get("TELLINGS_SHARED", ROOT.parent / "shared")) / "hostile/url_cases.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['address']}: {case['why']}")
def test_which_ip_addresses_are_public(case: dict[str, object]) -> None:
    assert (not_public(str(case["address"])) is None) is case["public"]


@given(st.ip_addresses(v=4))
def test_what_the_standard_library_calls_private_is_refused(ip: ipaddress.IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert not_public(str(ip)) is not None


@given(st.ip_addresses(v=4))
def test_no_other_form_of_an_ipv4_address_is_public(ip: ipaddress.IPv4Address) -> None:
    number = int(ip)
    teredo, sixth = 0x20010000 << 96, 0x2002 << 112
    for base in (0, 0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96, teredo):
        assert not_public(str(ipaddress.IPv6Address(base | number))) is not None
    assert not_public(str(ipaddress.IPv6Address(sixth | number << 80))) is not None
    assert not_public(str(ipaddress.IPv6Address(teredo | number ^ 0xFFFF_FFFF))) is not None


@given(st.ip_addresses(v=6))
def test_an_ipv6_address_is_public_only_where_such_are_given_out(ip: ipaddress.IPv6Address) -> None:
    if not_public(str(ip)) is None:
        assert ip.is_global and ip in ipaddress.ip_network("2000::/3") and ip.sixtofour is None and ip.teredo is None


@given(st.ip_addresses(v=4))
def test_every_way_to_write_a_number_is_the_same_host(ip: ipaddress.IPv4Address) -> None:
    number, parts = int(ip), ip.packed
    written = [
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(map(hex, parts)),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFF_FFFF}",
        f"{parts[0]}.{parts[1]:#x}.{number & 0xFFFF}",
        f"{ip}.",
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else "。" for c in str(ip)),  # full-width
        "".join(f"%{ord(c):02x}" for c in str(ip)),
    ]
    for host in written:
        assert target(f"http://{host}/").host == str(ip)


@pytest.mark.parametrize(
    ("address", "href", "host", "path"),
    [
        ("HTTP://News.Example:80/a b?q=ü#top", "http://news.example/a%20b?q=%C3%BC", "news.example", "/a%20b?q=%C3%BC"),
        ("https://news.example", "https://news.example/", "news.example", "/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/"),
        ("https://新闻.example/", "https://xn--efvy88h.example/", "xn--efvy88h.example", "/"),
        ("http://a.example/x\r\nHost: b\r\n", "http://a.example/xHost:%20b", "a.example", "/xHost:%20b"),
        ("http:\\\\a.example\\b", "http://a.example/b", "a.example", "/b"),
        ("http://a.example/../../b", "http://a.example/b", "a.example", "/b"),
        ("http://[2606:2800:220:1:0:0:0:1]/", "http://[2606:2800:220:1::1]/", "2606:2800:220:1::1", "/"),
        ("http://a.example.:8080/", "http://a.example.:8080/", "a.example.", "/"),
    ],
)
def test_what_an_address_means(address: str, href: str, host: str, path: str) -> None:
    found = target(address)
    assert (found.href, found.host, found.path) == (href, host, path)
    assert found.href.isascii() and found.href.isprintable() and " " not in found.path


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://news.example/1", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://news.example:70/1", "only http and https"),
        ("javascript://news.example/%0aalert(1)", "only http and https"),
        ("blob:http://news.example/1", "only http and https"),
        ("http://me@news.example/", "before an @"),
        ("http://me:secret@news.example/", "before an @"),
        ("http://:secret@news.example/", "before an @"),
        ("https://bbc.co.uk@evil.example/", "before an @"),
        ("http://news.example:22/", "port 22"),
        ("http://news.example:6379/", "port 6379"),
        ("http://news.example:0/", "port 0"),
        ("http://news.example:65536/", "no possible address"),
        ("http://", "no possible address"),
        ("http://a b/", "no possible address"),
        ("http://1.2.3.4.5/", "no possible address"),
        ("http://256.256.256.256/", "no possible address"),
        ("http://[::1", "no possible address"),
        ("http://[::1%eth0]/", "no possible address"),
        ("https://.example/", "no possible host"),
        ("https://a..example/", "no possible host"),
        ("https://../", "no possible host"),
        (f"https://{'a' * 64}.example/", "no possible host"),
        ("http://exa\udc80mple/", "no possible address"),
        ("http://news.example/" + "a" * 9_000, "longer than"),
        ("http://news.example/" + "ü" * 3_000, "longer than"),
    ],
)
def test_what_is_refused_without_asking_anybody(address: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as caught:
        target(address)
    assert "; " in str(caught.value)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=40), st.sampled_from(["http", "https"]))
def test_any_text_is_a_page_or_a_named_refusal(text: str, scheme: str) -> None:
    with Web() as web:
        web.every = [PUBLIC]
        with contextlib.suppress(Refused):
            web.fetch(f"{scheme}://{text}")


def shared_cases() -> list[dict[str, object]]:
    if not SHARED.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{SHARED} is missing; set TELLINGS_SHARED to the shared folder")
        pytest.skip(f"{SHARED} is missing; set TELLINGS_SHARED to the shared folder")
    return [case for case in json.loads(SHARED.read_text("utf-8")) if isinstance(case, dict)]


def tried(web: Web, case: dict[str, object]) -> bool:
    """Return whether the case gives a page of the little web; what is refused is refused by name."""
    base = case.get("base")
    try:
        found = target(str(case["input"]), None if base is None else str(base))
        web.fetch(found.href)
    except Refused:
        return False
    assert found.href == str(case["href"]).partition("#")[0]
    return True


def test_the_published_cases_reach_public_addresses_only() -> None:
    """Each name is public here: what is asked is what the standard says, and numbers go to nobody who is not public."""
    with Web() as web:
        web.every = [PUBLIC]
        server = web.serve("public", PUBLIC, answer(b"Talks began."))
        read = sum(tried(web, case) for case in shared_cases())
        assert read > 150
        assert server.reached == len(web.connected) - len(web.strayed)
        assert all(ipaddress.ip_address(address).is_global for address, _ in web.connected)
        # Those that are numbers of the public internet, at which the little web has no server.
        assert {address for address, _ in web.strayed} <= {"1.2.3.4", "59.154.201.255"}


@pytest.mark.parametrize("private", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "64:ff9b::7f00:1", "fd00::1"])
def test_the_published_cases_reach_nobody_where_names_are_private(private: str) -> None:
    with Web() as web:
        web.every = [private]
        server = web.serve("private", private, answer(b"secret"))
        assert not any(tried(web, case) for case in shared_cases())
        assert server.reached == 0
        assert {address for address, _ in web.connected} <= {"1.2.3.4", "59.154.201.255"}
