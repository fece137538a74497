"""The shipped scorer: what it was trained on, and that it is what `features` gives."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest
from stories import claims

from compare.errors import CompareError
from compare.matches import match as matching
from compare.matches.evidence import CONTEXT
from compare.matches.features import FEATURES
from compare.matches.match import matches
from compare.matches.scorer import Scorer, shipped_scorer
from compare.settings import Settings

CARD = json.loads(files("compare.matches").joinpath("data/scorer.json").read_text("utf-8"))


def test_the_parameters_are_those_of_the_features() -> None:
    assert [row["name"] for row in CARD["features"]] == list(FEATURES)
    assert len(set(FEATURES)) == len(FEATURES)
    assert set(FEATURES) > CONTEXT
    for row in CARD["features"]:
        assert np.isfinite([row["weight"], row["mean"]]).all()


def test_the_card_says_what_it_was_trained_on() -> None:
    card = CARD["card"]
    assert {"what", "trained on", "made by", "limits"} <= card.keys()
    assert "benchmarks/train_scorer.py" in card["made by"]


def test_the_shipped_scorer_is_the_shipped_one() -> None:
    scorer = shipped_scorer()
    assert scorer.weights.tolist() == [row["weight"] for row in CARD["features"]]
    assert scorer.means.tolist() == [row["mean"] for row in CARD["features"]]
    assert scorer.intercept == CARD["intercept"]
    assert shipped_scorer() is scorer


def test_likeness_speaks_for_a_match() -> None:
    weights = dict(zip(FEATURES, shipped_scorer().weights, strict=True))
    assert weights["terms"] > 0
    assert weights["rivals"] > 0, "rivals are counted below zero"


def test_probabilities_and_contributions_agree() -> None:
    size = len(FEATURES)
    scorer = Scorer(np.linspace(-1, 2, size), np.linspace(0, 0.5, size), -1.0)
    pair = np.ones(size)
    log_odds = pair @ scorer.weights + scorer.intercept
    assert scorer.probabilities(pair) == pytest.approx(1 / (1 + np.exp(-log_odds)))
    assert scorer.probabilities(np.stack([pair, 2 * pair])).shape == (2,)
    mean = scorer.means @ scorer.weights + scorer.intercept
    assert scorer.contributions(pair).sum() + mean == pytest.approx(log_odds)


def test_without_a_word_in_common_nothing_matches() -> None:
    scorer = shipped_scorer()
    pair = np.ones(len(FEATURES))
    assert scorer.probabilities(pair) > 0.5
    pair[[FEATURES.index("shared weight"), FEATURES.index("related in one")]] = 0
    assert scorer.probabilities(pair) == 0


def test_the_thresholds_of_the_settings_are_in_order() -> None:
    settings = Settings()
    assert 0 < settings.doubt_from < settings.match_from < 1


def test_too_many_pairs_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_PAIRS", 3)
    a, b = claims("Rain fell.", "Snow fell.", source="bbc"), claims("Rain fell.", "Hail fell.", source="scmp")
    with pytest.raises(CompareError, match=r"bbc and scmp have 2 and 2 sentences.*cut the longer one"):
        matches(a, b, 0.3)


def test_least_is_where_matches_begin() -> None:
    a, b = (
        claims("Police arrested 12 men in Bergen.", source="a"),
        claims("In Bergen 12 men were arrested.", source="b"),
    )
    ((likely),) = [m.probability for m in matches(a, b, 0.0)]
    assert matches(a, b, likely + 1e-5) == []
    assert len(matches(a, b, likely - 1e-5)) == 1
