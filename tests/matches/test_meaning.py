"""Related words, told from unrelated ones."""

from __future__ import annotations

import numpy as np
import pytest
from stories import claims

from compare.matches.meaning import Meaning, _table
from compare.matches.similarity import TermSpace


def space(a: str, b: str) -> TermSpace:
    return TermSpace.of([*claims(a, source="a"), *claims(b, source="b")])


def test_the_table_is_of_unit_vectors_one_a_term():
    rows, vectors = _table()
    assert len(rows) == len(vectors) == 6000
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6000))


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("claim", "allegation", True),
        ("soldier", "troops", True),
        ("minister", "shrine", False),
        ("shrine", "budget", False),
        ("Senkaku", "Diaoyu", False),  # names that the table does not hold
    ],
)
def test_relations(one, other, related):
    found = space(f"They saw {one}.", f"They heard {other}.")
    relations = Meaning.of(found).relations.toarray()
    assert (relations == relations.T).all()
    assert (relations.diagonal() == 1).all()
    apart = relations - np.eye(len(relations))
    assert bool(apart.max() > 0) is related


def test_a_related_word_is_contained_in_part():
    same, akin, other = (
        (s.weighted()[0] @ Meaning.of(s).covered(s)[1].T).toarray()[0, 0] / s.weighted()[0].sum()
        for s in (space("Allegations.", "Allegations."), space("Allegations.", "Claims."), space("Claims.", "Shrine."))
    )
    assert same == pytest.approx(1)
    assert 0 < akin < 1
    assert other == 0


def test_what_all_say_is_no_meaning_in_common():
    found = TermSpace.of(claims("Talks.", "Talks.", "Talks."))
    means = Meaning.of(found).means(found)
    assert means.shape[0] == 3
    assert means @ means.T == pytest.approx(np.zeros((3, 3)))
