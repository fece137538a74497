"""What an address means, and whether it may be asked: http and https, at a public host, without a password.

    "HTTP://News.Example.ORG:80/a b#top"    → http, news.example.org, port 80, /a%20b
    "http://0x7f.1/", "http://2130706433/"  → 127.0.0.1 to a browser, so to us: not public
    "https://bbc.co.uk@evil.example/"       → refused: what stands before "@" is a name and a password, not a host
    a name that resolves to ::ffff:10.0.0.1 → not public, whatever the name

Two parsers that read one address differently are how a check is passed by. So there is one: Ada, the parser of Node.js,
which follows the WHATWG's standard as browsers do and passes its published cases. All that comes after (check, name
resolution, the line of the request) sees only the parts that it gave, in ASCII.

An IP address is public only where no row of the two tables below holds it, they being IANA's special-purpose registries
and what tunnels and translators make of them; for IPv6 it must be in 2000::/3 too, the only range given out so far.
`ipaddress.is_global` is asked besides, but alone misses several: 192.0.0.8, 64:ff9b::/96, 2002::/16, ::127.0.0.1.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from ada_url import URL

SAVE = "open the page in a browser, save it and give the file"
PORTS = {"http": 80, "https": 443}
# Where outlets publish, and the two that test and staging sites use. Others are those of mail, databases and the like,
# which a request can be made to say something to.
_ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})
_LONGEST = 8_000  # characters; servers refuse longer ones

_NOT_PUBLIC_4 = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this machine itself"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "private to a provider"),
        ("127.0.0.0/8", "this machine itself"),
        ("168.63.129.16/32", "the platform of a cloud"),  # given out, but answers only from inside
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved for protocols"),
        ("192.52.193.0/24", "reserved for protocols"),
        ("192.88.99.0/24", "a relay to IPv6"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved for protocols"),
        ("198.18.0.0/15", "for measurements"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_GIVEN_OUT_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    (ip_network(network), what)
    for network, what in (
        ("::/128", "unspecified"),
        ("::1/128", "this machine itself"),
        ("::ffff:0:0/96", "an IPv4 address in another form"),
        ("::ffff:0:0:0/96", "an IPv4 address in another form"),
        ("::/96", "an IPv4 address in another form"),
        ("64:ff9b::/96", "translated to IPv4"),
        ("64:ff9b:1::/48", "translated to IPv4"),
        ("100::/64", "a sink"),
        ("2001::/23", "reserved for protocols, Teredo among them"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "a tunnel to IPv4"),
        ("2620:4f:8000::/48", "reserved for protocols"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # what stands before the IPv4 address that such a tunnel leads to


class Refused(Exception):  # noqa: N818  (no error in the program: the end of one attempt)
    """Why an address is not read, and what to do: "is …; do …". The caller knows which address and says so."""


class Target(NamedTuple):
    """What is asked of whom. All is ASCII as Ada gives it; `host` is without brackets, `path` with its query.

    `authority` is the host as the request names it: with brackets and with a port that is not the scheme's own.
    """

    href: str
    scheme: str
    host: str
    authority: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """The part of the address that one robots.txt is for."""
        return f"{self.scheme}://{self.authority}"


def target(address: str, base: str | None = None) -> Target:
    """Return what to ask for `address`, which may be relative to `base`. Raises `Refused`; sends nothing."""
    if len(address) > _LONGEST:
        raise Refused(f"is longer than {_LONGEST:,} characters, so hardly an address; check it")
    try:
        url = URL(address, base) if base is not None else URL(address)
    except (ValueError, UnicodeError):
        raise Refused("is no possible address; copy it anew from the browser") from None
    scheme = url.protocol.removesuffix(":")
    if scheme not in PORTS:
        raise Refused(f"begins with {scheme[:20]}: and only http and https are read; {SAVE}")
    if url.username or url.password:
        raise Refused("has a name or password before an @, which is never sent; take it out of the address")
    port = int(url.port) if url.port else PORTS[scheme]
    if port not in _ALLOWED_PORTS:
        allowed = ", ".join(map(str, sorted(_ALLOWED_PORTS)))
        raise Refused(f"leads to port {port}, and only ports {allowed} are asked; {SAVE}")
    host = url.hostname.removeprefix("[").removesuffix("]")
    if literal(host) is None and not all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
        raise Refused("names no possible host; copy it anew from the browser")
    url.hash = ""
    if len(url.href) > _LONGEST:
        raise Refused(f"is longer than {_LONGEST:,} characters, so hardly an address; check it")
    return Target(url.href, scheme, host, url.host, port, url.pathname + url.search)


def not_public(address: str) -> str | None:
    """Return what the IP address `address` is where it is not a public one, in a few words; None where it is public."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "no IP address"
    if isinstance(ip, IPv6Address):
        what = next((what for network, what in _NOT_PUBLIC_6 if ip in network), None)
        if what is None and (ip.scope_id is not None or ip not in _GIVEN_OUT_6):
            what = "reserved"
        if what is None and (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
            what = "a tunnel to IPv4"
    else:
        what = next((what for network, what in _NOT_PUBLIC_4 if ip in network), None)
    return what or (None if ip.is_global else "not public")


def literal(host: str) -> str | None:
    """Return `host` where it is itself an IP address, None where it is a name."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(host)
    except ValueError:
        return None
    return str(ip)
