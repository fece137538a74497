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

All of it is vector arithmetic over the bytes of a whole batch. One pass drops what is no letter. Whether a stretch is
kept is decided by a hash of 32 bits: those of four bytes are the bytes themselves, and the hash of 2n bytes is made of
two of n (Rabin's polynomial), so 32 bytes take three steps. Those that are kept get a print of 48 well-mixed bits, made
of the hashes of their halves.
The bytes are UTF-8, in which a stretch is 32 letters of English, 16 of Russian, 10 characters of Chinese: about as
telling. Only ASCII letters are made small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

STRETCH: Final = 32  # bytes; a power of two
RATE: Final = 24  # of so many stretches one is kept
BITS: Final = 48  # of a print: in 10⁸ articles one in 10⁵ is shared by chance, and a copy needs several

_WORD: Final = 4  # bytes of the shortest hash
_POWERS: Final = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)  # odd, so that no letter is lost; primes of xxHash
_MIX: Final = 0x9FB21C651E98DF25  # likewise, of 64 bits
_SLICE: Final = 1 << 17  # bytes hashed at once: the hashes of so many stay in the cache
_TEXTS: Final = 1 << (64 - BITS)  # a text's number in its slice and a print are one integer of 64 bits

_SEPARATOR: Final = b"\xff"  # in no UTF-8
# All ASCII but letters and digits; and the bytes of typographic marks (“ ” ‘ ’ – — … « », no-break space …). Some of
# these are the second or third bytes of letters too; to lose them there does no harm, as it is done to every text.
_DROPPED: Final = bytes(byte for byte in range(0x80) if not chr(byte).isalnum()) + bytes(
    sorted(set("\u2010\u2011\u2012–—‘’‚“”„•…‹›«»´·\u00a0\u2009\u202f\u200b".encode()))
)
_NOTHING: Final = 0xFE  # in no UTF-8 either: what a dropped byte becomes
_SMALL: Final = bytes(_NOTHING if byte in _DROPPED else byte for byte in bytes(range(256)).lower())


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
    letters, bounds = _letters(texts)
    begin, of = _owned(np.arange(len(letters)), bounds)
    dropped = np.frombuffer(_DROPPED, np.uint8)
    kept = [np.flatnonzero(~np.isin(np.frombuffer(text, np.uint8), dropped)) for text in texts]
    places = np.concatenate([np.append(of_text, -1) for of_text in kept]) if kept else np.zeros(0, np.int64)
    return Stretches(
        _prints(_hashes(letters)[1], begin).astype(np.int64), of, places[begin], places[begin + STRETCH - 1] + 1
    )


def sample(texts: Sequence[bytes]) -> Sample:
    """Return the sample of each of `texts`, in UTF-8."""
    prints: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64)]
    sizes: list[NDArray[np.int64]] = []
    for some in _slices(texts):
        letters, bounds = _letters(some)
        hashes, halves = _hashes(letters)
        kept, of = _owned(np.flatnonzero(hashes < np.uint32(2**32 // RATE)), bounds)
        # Text and print in one integer: sorted and made distinct at once.
        named = np.sort(of.astype(np.uint64) << np.uint64(BITS) | _prints(halves, kept))
        named = named[np.flatnonzero(np.diff(named, prepend=~named[:1]))]
        prints.append(named & np.uint64(2**BITS - 1))
        sizes.append(np.bincount((named >> np.uint64(BITS)).astype(np.int64), minlength=len(some)))
    ends = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))
    return Sample(np.concatenate(prints).astype(np.int64), ends)


def fingerprints(articles: pa.RecordBatch) -> pa.RecordBatch:
    """Return the FINGERPRINTS of a batch of ARTICLES, in its order; an article that is too short for any has none."""
    import pyarrow as pa

    from compare.archive.schemas import FINGERPRINTS

    prints, ends = sample(articles.column("text").cast(pa.binary()).to_pylist())
    sizes = np.diff(ends)
    of = pa.array(np.repeat(np.arange(len(sizes)), sizes))
    columns = [
        articles.column("key").take(of),
        articles.column("day").take(of),
        pa.array(prints),
        pa.array(np.repeat(sizes, sizes).astype(np.int32)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=FINGERPRINTS)


def _slices(texts: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Cut `texts` where so many bytes are reached as are hashed at once."""
    first = size = 0
    for k, text in enumerate(texts):
        if k > first and (size + len(text) > _SLICE or k - first == _TEXTS):
            yield texts[first:k]
            first, size = k, 0
        size += len(text)
    yield texts[first:]


def _letters(texts: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the letters and digits of all texts, small, each text with a separator after it, and where those stand."""
    small = np.frombuffer(_SEPARATOR.join((*texts, b"")).translate(_SMALL), np.uint8)
    letters = np.compress(small != _NOTHING, small)
    return letters, np.flatnonzero(letters == _SEPARATOR[0])


def _owned(starts: NDArray[np.int64], bounds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return those of the `starts`, in order, whose stretch ends in the text in which it begins, and that text."""
    counts = np.diff(np.searchsorted(starts, bounds, side="right"), prepend=0)
    of = np.repeat(np.arange(len(bounds)), counts)
    whole = np.flatnonzero(starts[: len(of)] + STRETCH <= bounds[of])
    return starts[whole], of[whole]


def _hashes(letters: NDArray[np.uint8]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return a hash of each stretch and one of each half of a stretch: that of 2n bytes is made of two of n."""
    if len(letters) < STRETCH:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    first = np.ndarray((len(letters) - _WORD + 1,), np.dtype("<u4"), letters, strides=(1,))
    hashes = first.astype(np.uint32)
    for step, power in enumerate(_POWERS):
        width = _WORD << step
        halves, hashes = hashes, hashes[:-width] * np.uint32(power)
        hashes += halves[width:]
    return hashes, halves


def _prints(halves: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the prints of the stretches at `starts`, well mixed of the hashes of their halves."""
    made = halves[starts].astype(np.uint64) << np.uint64(32) | halves[starts + STRETCH // 2]
    for shift in (32, 29):
        made ^= made >> np.uint64(shift)
        made *= np.uint64(_MIX)
    return made >> np.uint64(64 - BITS)
