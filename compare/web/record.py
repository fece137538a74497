"""A comparison → bytes that a library keeps, and back, with nothing lost and nothing unpickled.

    kept(comparison)      b"x\\x9c…"   JSON of every record and field, packed
    comparison(data)      the same records, which print the same report in every format

The published JSON (`compare.views.data`) is made for readers and leaves out what only the program needs, such as the
terms of words. This one is the records themselves: their types are the schema, and pydantic checks each field against
it, so that a file somebody changed gives `OutdatedError` and never an object of another kind. A record that an older
version wrote is read where the newer one has but new fields with defaults; else it has to be compared anew from its
articles, which the library keeps.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Final

from compare import model
from compare.comparison import Comparison

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LARGEST: Final = 1_000_000_000  # bytes, unpacked


class OutdatedError(Exception):
    """The record was made by a version whose records this one cannot read, or it is damaged."""


def kept(comparison: model.Comparison) -> bytes:
    """Return `comparison` as bytes for `comparison()`."""
    values = {field.name: getattr(comparison, field.name) for field in fields(model.Comparison)}
    plain = model.Comparison(**{**values, "settings": dict(comparison.settings)})
    data = _records().dump_python(plain, warnings="error")
    return zlib.compress(json.dumps(data, default=str, separators=(",", ":")).encode())


def comparison(data: bytes) -> Comparison:
    """Return the comparison that was kept. Raises `OutdatedError`."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LARGEST)
        if not unpacking.eof:
            raise OutdatedError
        return Comparison.of(_records().validate_json(text))
    except (ValueError, zlib.error):
        raise OutdatedError from None


@cache
def _records() -> TypeAdapter[model.Comparison]:
    from pydantic import TypeAdapter

    return TypeAdapter(model.Comparison)
