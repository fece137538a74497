"""A comparison as a table: one row a claim, nothing lost."""

from __future__ import annotations

import sys

import pytest

from compare.errors import TellingsError
from compare.views.frame import COLUMNS, to_frame


def test_one_row_a_claim(any_comparison):
    frame = to_frame(any_comparison)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame.claim) == [claim.id for claim in any_comparison.claims]
    texts = {article.source.name: article.text for article in any_comparison.articles}
    for row in frame.itertuples():
        assert texts[row.source][row.start : row.end] == row.text
    assert (frame[frame.status == "unique"].sources == 1).all()
    assert (frame[frame.status != "unique"].sources > 1).all()


def test_without_pandas_the_command_to_type_is_named(any_comparison, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(TellingsError, match=r"pip install 'tellings\[pandas\]'"):
        to_frame(any_comparison)


def test_speakers_have_columns(told):
    frame = to_frame(told).set_index("claim")
    assert tuple(frame.loc["bbc:4", ["speaker", "speaker_kind", "quoted"]]) == ("China", "named", False)
    assert tuple(frame.loc["scmp:7", ["speaker", "speaker_kind", "quoted"]]) == ("", "anonymous", True)
    assert tuple(frame.loc["bbc:1", ["speaker", "speaker_kind", "quoted"]]) == ("", "", False)
