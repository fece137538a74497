r"""Text → fingerprints: a sample of its stretches of characters, the same stretches wherever the text is reprinted.

An outlet that carries a wire text changes its headline, cuts its end, sets other quotation marks. What stays are long
runs of the same letters. So of each text only letters and digits are kept, in small letters, and every stretch of
`STRETCH` of them gives a hash::

    “We are glad,” the mayor said.   →   wearegladthemayorsaid   →   weareglad…  eareglad…  areglad…
    "We are glad", the Mayor said    →   the same letters, the same hashes

Of the hashes those below a bound are kept, one in `RATE` ("modulo sampling" of Manber 1994, FracMinHash of Irber et al.
2022): whether a stretch is in the sample depends on its letters alone, so the share of a text's sample that another
text has too is an unbiased estimate of the share of its stretches that the other has, however long the other is. With
winnowing or MinHash it is not: MinHash compares sets as a whole, and a text that stands in one ten times as long is
lost to it.

All of it is vector arithmetic over the bytes of a whole batch: a table drops what is no letter, and the hash of 2n
bytes is made of two hashes of n bytes (Rabin's polynomial, modulo 2⁶⁴), so 32 bytes take five steps. The bytes are
UTF-8, in which a stretch is 32 letters of English, 16 of Russian, 10 characters of Chinese: about as telling. Only
ASCII letters are made small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

STRETCH: Final = 32  # bytes; a power of two
RATE: Final = 32  # of so many stretches one is kept
BITS: Final = 48  # of a print: in 10⁸ articles one in 10⁵ is shared by chance, and a copy needs several

_BASE: Final = 0x9E3779B97F4A7C15  # odd, so that no letter is lost; the golden ratio in 64 bits
_MIX: Final = 0xBF58476D1CE4E5B9  # of splitmix64
_SLICE: Final = 1 << 17  # bytes hashed at once: the eight-byte hashes of so many stay in the cache
_ARTICLES: Final = 1 << (64 - BITS)  # an article's number and its print are sorted as one integer

# What each byte becomes; 0 is dropped. Bytes above 127 are parts of letters, but for those of `_PUNCTUATION`.
_TABLE: Final = np.zeros(256, np.uint8)
for _byte in range(256):
    if _byte > 0x7F or chr(_byte).isalnum():
        _TABLE[_byte] = ord(chr(_byte).lower()) if _byte < 0x80 else _byte


class Stretches(NamedTuple):
    """The hashes of all stretches of some texts, in reading order: `of` is the text, `start` and `end` bytes in it."""

    print: NDArray[np.int64]
    of: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


class Sample(NamedTuple):
    """The distinct prints of each text, sorted; those of text k are `print[bounds[k]:bounds[k + 1]]`."""

    print: NDArray[np.int64]
    bounds: NDArray[np.int64]


def stretches(texts: Sequence[bytes]) -> Stretches:
    """Return every stretch of every text, with its place: for a comparison of a few texts."""
    data, offsets = _joined(texts)
    letters, places = _letters(data)
    hashes = _hashes(letters)
    of = np.searchsorted(offsets, places, side="right") - 1
    whole = of[: len(hashes)] == of[STRETCH - 1 :]
    first, last = places[: len(hashes)][whole], places[STRETCH - 1 :][whole]
    owner = of[: len(hashes)][whole]
    return Stretches(_print(hashes[whole]), owner, first - offsets[owner], last + 1 - offsets[owner])


def sample(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Sample:
    """Return the sample of each text; text k is the UTF-8 bytes ``data[offsets[k]:offsets[k + 1]]``."""
    count = len(offsets) - 1
    found: list[NDArray[np.uint64]] = []
    sizes: list[NDArray[np.int64]] = []
    first = 0
    while first < count:
        last = int(np.searchsorted(offsets, offsets[first] + _SLICE, side="right")) - 1
        last = min(max(last, first + 1), first + _ARTICLES, count)
        prints, of = _sampled(data[offsets[first] : offsets[last]], offsets[first : last + 1] - offsets[first])
        found.append(prints)
        sizes.append(np.bincount(of, minlength=last - first))
        first = last
    bounds = np.zeros(count + 1, np.int64)
    if found:
        np.cumsum(np.concatenate(sizes), out=bounds[1:])
    return Sample(np.concatenate(found).view(np.int64) if found else np.zeros(0, np.int64), bounds)


def sample_of(texts: Sequence[str]) -> Sample:
    """Return the sample of each of `texts`."""
    return sample(*_joined([text.encode("utf-8", "surrogatepass") for text in texts]))


def fingerprints(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the FINGERPRINTS of a batch of ARTICLES, in its order; an article that is too short for any has none."""
    import pyarrow as pa

    from compare.archive.schemas import FINGERPRINTS

    text = articles.column("text").cast(pa.large_string())  # offsets of eight bytes, as in numpy
    offsets = np.frombuffer(text.buffers()[1], np.int64)[text.offset : text.offset + len(text) + 1]
    held = text.buffers()[2]
    data = np.frombuffer(held, np.uint8) if held is not None else np.zeros(0, np.uint8)
    prints, bounds = sample(data, offsets) if len(text) else Sample(np.zeros(0, np.int64), np.zeros(1, np.int64))
    sizes = np.diff(bounds)
    of = pa.array(np.repeat(np.arange(len(sizes)), sizes))
    columns = [
        articles.column("key").take(of),
        articles.column("day").take(of),
        pa.array(prints),
        pa.array(np.repeat(sizes, sizes).astype(np.int32)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=FINGERPRINTS)


def _joined(texts: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=offsets[1:])
    return np.frombuffer(b"".join(texts), np.uint8), offsets


def _sampled(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the distinct prints of the sample and the text of each, in the order of the texts."""
    letters, places = _letters(data)
    hashes = _hashes(letters)
    kept = np.flatnonzero(hashes < np.uint64(2**64 // RATE))
    of = np.searchsorted(offsets, places[kept], side="right") - 1
    whole = of == np.searchsorted(offsets, places[kept + STRETCH - 1], side="right") - 1
    named = np.unique(of[whole].astype(np.uint64) << np.uint64(BITS) | _print(hashes[kept[whole]]).view(np.uint64))
    return named & np.uint64(2**BITS - 1), (named >> np.uint64(BITS)).astype(np.int64)


def _letters(data: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of letters and digits, small, and the place of each in `data`."""
    small = _TABLE[data]
    if len(data) and data.max() > 0x7F:
        # U+2000–203F (E2 80 xx: quotation marks, dashes, spaces) and U+0080–00BF (C2 xx: « », no-break space).
        wide = np.flatnonzero(data[:-2] == 0xE2)
        wide = wide[data[wide + 1] == 0x80]
        narrow = np.flatnonzero(data[:-1] == 0xC2)
        for place in (wide, wide + 1, wide + 2, narrow, narrow + 1):
            small[place] = 0
    places = np.flatnonzero(small)
    return small[places], places


def _hashes(letters: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return the polynomial hash of each stretch, by doubling: that of 2n bytes is made of two of n."""
    if len(letters) < STRETCH:
        return np.zeros(0, np.uint64)
    hashes = letters.astype(np.uint64)
    width, power = 1, _BASE
    while width < STRETCH:
        hashes = hashes[:-width] * np.uint64(power) + hashes[width:]
        width, power = 2 * width, power * power % 2**64
    return hashes


def _print(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the prints of hashes: mixed, as their upper bits are alike in a sample and their lower ones are weak."""
    mixed = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_MIX)
    return (mixed >> np.uint64(64 - BITS)).view(np.int64)
