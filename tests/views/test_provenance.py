"""In words, how many of a fact's sources are independent."""

from dataclasses import replace

import pytest

import compare
from compare.model import Origin, OriginKind
from compare.views.provenance import dependence


@pytest.mark.parametrize(
    ("reason", "end"), [("a and b tell it: “It is.”", "“It is.”"), ("a and b tell it: “It i”", "“It i”.")]
)
def test_a_reason_ends_with_one_full_stop(reason: str, end: str) -> None:
    texts = (b"A ferry sank off the coast on Monday, killing 12 people, police said.\n" * 1 for _ in range(2))
    result = compare.compare([compare.read(text, name) for text, name in zip(texts, "ab", strict=True)])
    (fact,) = result.shared
    shown = replace(result, origins=(Origin(OriginKind.WORDING, ("a", "b"), reason, facts=(fact.id,)),))
    assert dependence(replace(fact, origins=1), shown).endswith(end)
