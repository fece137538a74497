"""sumy's interface before our methods: on sumy's own parser, returning sumy's own sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers import lex_rank, text_rank
from sumy.utils import ItemsCount, get_stop_words

from compare.summaries.sumy_style import LexRankSummarizer, Summarizer, TextRankSummarizer

TEXT = "\n\n".join(Path(path).read_text(encoding="utf-8") for path in ("seeds/bbc.txt", "seeds/scmp.txt"))


class Tokenizer:
    """What sumy's parser asks of a tokenizer; sumy's own needs a download."""

    def to_sentences(self, paragraph: str) -> list[str]:
        return re.findall(r"[^.!?]+[.!?]*[\"”]?", paragraph)

    def to_words(self, sentence: str) -> list[str]:
        return re.findall(r"[^\W\d_]+", sentence)


def document(text: str) -> Any:
    return PlaintextParser.from_string(text, Tokenizer()).document


@pytest.mark.parametrize("kind", [Summarizer, LexRankSummarizer, TextRankSummarizer])
@pytest.mark.parametrize(("count", "most"), [(3, 3), ("3", 3), ("20%", 11), (ItemsCount(4), 4), (0, 0), (10**6, 10**6)])
def test_returns_sentences_of_the_document_in_order(kind: Any, count: Any, most: int) -> None:
    given_document = document(TEXT)
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    found = summarizer(given_document, count)
    assert isinstance(found, tuple) and len(found) <= most
    assert bool(found) == bool(most)
    rest = iter(given_document.sentences)
    assert all(any(sentence is other for other in rest) for sentence in found)


@pytest.mark.parametrize("kind", [Summarizer, LexRankSummarizer, TextRankSummarizer])
def test_needs_neither_stemmer_nor_stop_words_nor_text(kind: Any) -> None:
    assert len(kind()(document(TEXT), 3)) == 3
    assert kind()(document(""), 3) == ()
    with pytest.raises(TypeError, match="callable"):
        kind("english")


def test_a_leaning_sentence_is_not_taken_alone() -> None:
    text = "Anna Smith runs the port of Bergen. She sails. Trade with Norway fell."
    for count in (1, 2, 3):
        found = [str(sentence) for sentence in Summarizer()(document(text), count)]
        assert "She sails." not in found or found[found.index("She sails.") - 1].startswith("Anna")


texts = st.lists(
    st.lists(st.sampled_from("talks tokyo china japan islands sea row the a".split()), min_size=1, max_size=9),
    min_size=1,
    max_size=15,
).map(lambda told: " ".join(" ".join(words) + "." for words in told))


@settings(deadline=None, max_examples=50)
@given(texts, st.integers(1, 5))
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_every_length_is_kept(text: str, count: int) -> None:
    assert len(Summarizer()(document(text), count)) <= count


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(LexRankSummarizer, lex_rank.LexRankSummarizer), (TextRankSummarizer, text_rank.TextRankSummarizer)],
)
@pytest.mark.parametrize("stemmer", [Stemmer("english"), str])
@pytest.mark.parametrize("count", [1, 5, "30%"])
def test_chooses_what_sumy_chooses(ours: Any, theirs: Any, stemmer: Any, count: Any) -> None:
    one, other = ours(stemmer), theirs(stemmer)
    one.stop_words = other.stop_words = get_stop_words("english")
    assert list(map(str, one(document(TEXT), count))) == list(map(str, other(document(TEXT), count)))
