"""The packed body of an answer → its bytes, never more of them than allowed, whatever the ratio.

    b"\\x1f\\x8b…" (1 MB, "gzip") → 1 GB of zeros?  → refused when the first byte over the limit comes out

A decoder is given at most as much room as is left, so neither memory nor time depends on what the sender claims.
gzip and deflate are asked for and nothing else: each decoder more is one more that hostile bytes can reach.
"""

from __future__ import annotations

import zlib

from compare.articles.address import SAVE, Refused

ACCEPTED = "gzip, deflate"
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MOST_MEMBERS = 100  # gzip files in one body; each costs a copy of what follows, and web servers send one


class Inflater:
    """Unpacks one body, piece by piece. `coding` is the answer's Content-Encoding, `most` the bytes that may come out.

    With `cut`, what is over `most` is dropped; otherwise it is refused.
    """

    def __init__(self, coding: str, most: int, *, cut: bool = False) -> None:
        self._coding = coding.strip().lower()
        if self._coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Refused(f"is sent packed as {self._coding[:20]!r}, which was not asked for; {SAVE}")
        self._most = most
        self._cut = cut
        self._parts: list[bytes] = []
        self._size = 0
        self._members = 0
        self._start = b""
        self._decoder = zlib.decompressobj(_GZIP) if self._coding in {"gzip", "x-gzip"} else None

    @property
    def full(self) -> bool:
        """Whether nothing more is needed: the rest would be cut off."""
        return self._cut and self._size >= self._most

    def feed(self, data: bytes) -> None:
        """Take the next piece. Raises `Refused` where it is packed wrongly or is too much."""
        if self._coding == "deflate" and self._decoder is None:
            self._start += data
            if len(self._start) < 2:
                return
            data, self._start = self._start, b""
            # By the standard "deflate" has zlib's two bytes before it; some servers leave them out.
            wrapped = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._decoder = zlib.decompressobj(_ZLIB if wrapped else _RAW)
        if self._decoder is None:
            self._take(data)
            return
        try:
            self._unpack(data)
        except zlib.error:
            raise Refused(f"is packed wrongly; try again, or {SAVE}") from None

    def body(self) -> bytes:
        """Return what came out. Raises `Refused` where the packed body ended too early."""
        if self._start or (self._decoder is not None and not self._decoder.eof and not self.full):
            raise Refused(f"broke off before all of it was sent; try again, or {SAVE}")
        return b"".join(self._parts)

    def _unpack(self, data: bytes) -> None:
        decoder = self._decoder
        while data and decoder is not None and not self.full:
            if decoder.eof:
                if self._coding == "deflate" or not data.startswith(b"\x1f\x8b"):
                    return  # padding after the end, as other readers take it
                self._members += 1
                if self._members >= _MOST_MEMBERS:
                    raise Refused(f"is packed in more than {_MOST_MEMBERS} parts; {SAVE}")
                decoder = self._decoder = zlib.decompressobj(_GZIP)
            self._take(decoder.decompress(data, self._most - self._size + 1))
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail

    def _take(self, data: bytes) -> None:
        room = self._most - self._size
        if len(data) > room:
            if not self._cut:
                raise Refused(f"holds more than {self._most // 1_000_000} MB, so is not one article; {SAVE}")
            data = data[:room]
        self._parts.append(data)
        self._size += len(data)
