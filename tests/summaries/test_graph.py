"""LexRank and TextRank on sparse matrices: sumy's own scores, to 1e-12."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from compare.summaries.graph import lexrank, textrank

WORDS = "talks tokyo china japan islands sea row minister said hoped hotline defence trust the a of".split()


class Tokenizer:
    """Words are what stands between spaces."""

    def to_words(self, sentence: str) -> list[str]:
        return sentence.split()


def sumy_lexrank(sentences: list[list[str]]) -> np.ndarray:
    """Return the scores as sumy's class computes them."""
    reference = LexRankSummarizer()
    tf, idf = reference._compute_tf(sentences), reference._compute_idf(sentences)
    matrix = reference._create_matrix(sentences, reference.threshold, tf, idf)
    return reference.power_method(matrix, reference.epsilon)


def sumy_textrank(sentences: list[list[str]]) -> np.ndarray:
    document = ObjectDocumentModel([Paragraph([Sentence(" ".join(s), Tokenizer()) for s in sentences])])
    reference = TextRankSummarizer()
    return reference.power_method(reference._create_matrix(document), reference.epsilon)


def close(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert np.array_equal(np.isnan(ours), np.isnan(theirs))
    assert np.nanmax(np.abs(ours - theirs), initial=0) <= 1e-12


documents = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=30)


@settings(deadline=None, max_examples=150)
@given(documents)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_lexrank_is_that_of_sumy(sentences: list[list[str]]) -> None:
    close(lexrank(sentences), sumy_lexrank(sentences))


@settings(deadline=None, max_examples=150)
@given(documents)
def test_textrank_is_that_of_sumy(sentences: list[list[str]]) -> None:
    close(textrank(sentences), sumy_textrank(sentences))


def test_news_and_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(Path(path).read_text(encoding="utf-8") for path in ("seeds/bbc.txt", "seeds/scmp.txt"))
    stem, stop = Stemmer("english"), get_stop_words("english")
    told = [[stem(w) for w in s.lower().split() if w not in stop] for s in text.replace("\n", ".").split(".") if s]
    close(lexrank(told), sumy_lexrank(told))
    close(textrank(told), sumy_textrank(told))
    monkeypatch.setattr("compare.summaries.graph._CELLS", 3 * len(told))
    close(lexrank(told), sumy_lexrank(told))
    close(textrank(told), sumy_textrank(told))


def test_nothing_to_rank() -> None:
    assert len(lexrank([])) == len(textrank([])) == 0
