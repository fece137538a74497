"""The tables that go between the kernels of an archive, as Arrow schemas: the same on every engine.

A kernel takes a batch of one of these and returns a batch of another; a join is SQL over tables of these columns. An
article is named by `key` in every table but the first, a number made of its `id`, as joins over numbers are faster.
`day` counts from 1 January 1970 (UTC); it is null where the article has no date that can be believed.
"""

from __future__ import annotations

import pyarrow as pa

# An article of an archive. `id` is the archive's own, or made of the address or of the words where it has none.
ARTICLES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("key", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("byline", pa.string()),
        pa.field("title", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("published", pa.timestamp("s", tz="UTC")),
        pa.field("day", pa.int32()),
    ]
)

# What an article is about: its weightiest terms. `weekdays` are the days of the week that its first words name, as
# bits, the same in all its rows; `weight` is how much it dwells on the term, `rarity` how rare the term is in the
# news at large. Both are whole numbers, as sums of these come out the same in whatever order an engine makes them.
TERMS = pa.schema(
    [
        pa.field("key", pa.int64(), nullable=False),
        pa.field("day", pa.int32()),
        pa.field("weekdays", pa.int8(), nullable=False),
        pa.field("term", pa.int64(), nullable=False),
        pa.field("weight", pa.int32(), nullable=False),
        pa.field("rarity", pa.int16(), nullable=False),
    ]
)

# A sample of the stretches of characters of an article, by hash; `size` is how many it has of them.
FINGERPRINTS = pa.schema(
    [
        pa.field("key", pa.int64(), nullable=False),
        pa.field("day", pa.int32()),
        pa.field("print", pa.int64(), nullable=False),
        pa.field("size", pa.int32(), nullable=False),
    ]
)

# Two articles of a slice, a < b: `shared`, the sum over the terms of both, `whole_a` and `whole_b`, the same of each
# with itself, `alike`, a hundred times the squared cosine; `days` between them, null where one has no date; `home`,
# how many of the two are at home in the slice.
PAIRS = pa.schema(
    [
        pa.field("slice", pa.int32(), nullable=False),
        pa.field("a", pa.int64(), nullable=False),
        pa.field("b", pa.int64(), nullable=False),
        pa.field("days", pa.int32()),
        pa.field("shared", pa.int64(), nullable=False),
        pa.field("whole_a", pa.int64(), nullable=False),
        pa.field("whole_b", pa.int64(), nullable=False),
        pa.field("alike", pa.int64(), nullable=False),
        pa.field("weekdays_a", pa.int8(), nullable=False),
        pa.field("weekdays_b", pa.int8(), nullable=False),
        pa.field("home", pa.int32(), nullable=False),
    ]
)

# Two articles that perhaps tell of one event, a < b, with the probability that they do.
LINKS = pa.schema(
    [
        pa.field("a", pa.int64(), nullable=False),
        pa.field("b", pa.int64(), nullable=False),
        pa.field("probability", pa.float32(), nullable=False),
    ]
)

# How many prints two articles share, a < b; `size_a` and `size_b`, how many each has.
OVERLAPS = pa.schema(
    [
        pa.field("a", pa.int64(), nullable=False),
        pa.field("b", pa.int64(), nullable=False),
        pa.field("size_a", pa.int32(), nullable=False),
        pa.field("size_b", pa.int32(), nullable=False),
        pa.field("shared", pa.int64(), nullable=False),
    ]
)

# `part` stands in `whole`: `containment` is the share of the characters of `part` that `whole` has too, `covered` the
# share of `whole` that `part` has.
COPIES = pa.schema(
    [
        pa.field("part", pa.int64(), nullable=False),
        pa.field("whole", pa.int64(), nullable=False),
        pa.field("containment", pa.float32(), nullable=False),
        pa.field("covered", pa.float32(), nullable=False),
    ]
)

# The story of each article, named by the least key of its articles.
MEMBERS = pa.schema([pa.field("key", pa.int64(), nullable=False), pa.field("story", pa.int64(), nullable=False)])
