"""Bytes → text, and what they were decoded from.

The surest signs come first, and a guess is the last resort:

    b"\\xef\\xbb\\xbfTalks"         a byte-order mark says what it is           → "utf-8"
    b"T\\0a\\0l\\0k\\0s\\0"          every second byte is zero                   → "utf-16-le"
    b"Caf\\xc3\\xa9"              valid UTF-8 is hardly ever anything else    → "utf-8"
    b"Caf\\xc3\\xa9 \\xff Z\\xc3\\xbcrich"   nearly all of it is valid UTF-8    → "utf-8 (1 invalid byte replaced)"
    b"the caf\\xe9 in Oslo"       a few single bytes among ASCII              → "cp1252", the usual Western text
    b"\\x93\\xfa\\x96\\x7b …"        anything else: charset-normalizer guesses   → "cp932"

Nothing is ever dropped: what cannot be decoded becomes U+FFFD, and the encoding's name says how often.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

_MARKS = (  # the marks of UTF-32 begin with those of UTF-16, so they come first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 16_384  # bytes that are looked at for a guess: enough for any news article, and quick
_INVALID = re.compile("[\udc80-\udcff]")
_ABOVE = bytes(range(0x80, 0xA0)).decode("cp1252", errors="ignore")  # what cp1252 has where Latin-1 has controls
_DOUBLED = re.compile(rf"â[\x80€][\x80-\xbf{_ABOVE}]")  # ’ “ ” – — … • after UTF-8 was read as Latin-1 or cp1252
_TRAIL = rf"[\x80-\xbf{_ABOVE}]"
_BYTES = re.compile(rf"[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}}")
_HIGH = re.compile(rb"[\x80-\xff]+")
# What Western text has beside ASCII. Read as cp1252, Polish gives "³", Czech "ž", Turkish "þ": these are not among it.
_WESTERN = "“”‘’„‚–—…•€£¥¢§©®™°²½«»¿¡·´ªº\u00a0àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ".encode(
    "cp1252"
)
_WESTERN_SHARE = 0.2  # of the bytes; in Cyrillic, Greek or Chinese most bytes are above ASCII
_GUESSES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "koi8_u",
    "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "tis_620", "gb18030", "big5", "big5hkscs", "cp949", "euc_kr",
    "cp932", "shift_jis", "euc_jp", "iso2022_jp", "mac_roman",
)  # fmt: skip


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` without a byte-order mark, and the name of its encoding with a note on what was lost.

    Never raises: in the worst case everything is decoded as UTF-8 with replacements.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _decoded(data, wide)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _decoded(data, "utf-8")
    return _decoded(data, _guess(data))


def undoubled(*texts: str) -> tuple[str, ...]:
    """Return `texts` that belong together with UTF-8 repaired that somebody took for Latin-1: "Syriaâ\\x80\\x99s".

    Nothing is changed unless one of them has a mark of punctuation in that form, which no language writes.
    """
    if not any("â" in text and _DOUBLED.search(text) for text in texts):
        return texts
    return tuple(_BYTES.sub(_redecoded, text) for text in texts)


def _redecoded(run: re.Match[str]) -> str:
    data = b"".join(c.encode("latin-1" if c < "\u0100" else "cp1252") for c in run.group())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return run.group()


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, errors="replace")
    if encoding == "utf-8":
        invalid = len(_INVALID.findall(data.decode("utf-8", errors="surrogateescape")))
    else:
        invalid = text.count("\ufffd")
    return text, f"{encoding} ({invalid} invalid {'byte' if invalid == 1 else 'bytes'} replaced)"


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, from where the zeros are: Latin letters have one zero byte, or three, each."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    quarter = len(sample) // 4
    zeros = [sample[offset : quarter * 4 : 4].count(0) for offset in range(4)]
    many, few = 0.9 * quarter, 0.1 * quarter
    if min(zeros[1], zeros[2], zeros[3]) > many and zeros[0] <= few:
        return "utf-32-le"
    if min(zeros[0], zeros[1], zeros[2]) > many and zeros[3] <= few:
        return "utf-32-be"
    if _is_half(sample[1::2]) and not _is_half(sample[0::2]):
        return "utf-16-le"
    if _is_half(sample[0::2]) and not _is_half(sample[1::2]):
        return "utf-16-be"
    return None


def _is_half(every_second: bytes) -> bool:
    """Whether these bytes are the upper halves of UTF-16 letters: zeros, and one value more for another alphabet.

    Latin text has zeros only; Cyrillic or Arabic has zeros for its spaces and digits and 4 or 6 for its letters.
    """
    zeros = every_second.count(0)
    if zeros < 2 or zeros < 0.05 * len(every_second):
        return False
    others = Counter(every_second.replace(b"\0", b"")).most_common(1)
    return zeros + (others[0][1] if others and others[0][0] < 0x20 else 0) >= 0.8 * len(every_second)


def _mostly_utf8(data: bytes) -> bool:
    """Whether invalid bytes are rare beside valid sequences of several bytes, which other text does not have."""
    escaped = data.decode("utf-8", errors="surrogateescape")
    invalid = len(_INVALID.findall(escaped))
    several = len(escaped) - len(escaped.encode("ascii", errors="ignore")) - invalid
    return several >= 2 * invalid


def _guess(data: bytes) -> str:
    sample = _sample(data)
    runs = [len(run) for run in _HIGH.findall(sample)]
    single = sum(1 for run in runs if run <= 2)
    others = len(b"".join(_HIGH.findall(sample)).translate(None, _WESTERN))
    western = others <= 0.02 * sum(runs) and sum(runs) <= _WESTERN_SHARE * len(sample) and single >= 0.8 * len(runs)
    if western and _fits(data, "cp1252"):
        return "cp1252"
    # Imported here: it takes a tenth of a second, and nearly every text today is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSES)).best()
    if best is not None:
        return best.encoding
    return "cp1252" if _fits(data, "cp1252") else "latin-1"


def _sample(data: bytes) -> bytes:
    """Return a stretch of `data` with the bytes that need a guess, cut where no longer character is cut."""
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - 200)
    # Space and line end are never part of a longer character in any of the encodings.
    start = max(data.rfind(b"\n", 0, start), data.rfind(b" ", max(0, start - 1000), start)) + 1 if start else 0
    sample = data[start : start + _SAMPLE]
    if start + _SAMPLE < len(data):
        cut = max(sample.rfind(b"\n"), sample.rfind(b" "))
        sample = sample[: cut if cut > _SAMPLE // 2 else len(sample)]
    return sample


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
