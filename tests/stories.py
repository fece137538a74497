"""Generated articles for the tests: sentences made of a few words that recur, as the tellings of one story are."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

import compare
from compare.model import Article, Claim, Role, Span

WHO = ["The minister", "Police in Bergen", "Mayor Ana Duarte", "The Helvia Group", "A spokeswoman", "Two witnesses"]
DID = ["closed", "has defended", "will reopen", "inspected", "did not visit", "sold"]
WHAT = ["the flooded tunnel", "3 schools", "12 schools", "about 40 bridges", "the Ostrava plant", "a $2m loan"]
WHEN = ["on Monday", "in March 2014", "", "before the vote", "after engineers had warned the council twice"]
SENTENCES = st.builds(
    lambda *parts: " ".join(filter(None, parts)) + ".",
    st.sampled_from(WHO),
    st.sampled_from(DID),
    st.sampled_from(WHAT),
    st.sampled_from(WHEN),
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map("\n\n".join)


def article(text: str, name: str) -> Article:
    """Return the article that `text` gives; its source is called `name`."""
    return compare.read(text.encode("utf-8", "surrogatepass"), name)


def texts(count: int) -> st.SearchStrategy[list[str]]:
    """Return `count` articles' texts that differ."""
    return st.lists(TEXTS, min_size=count, max_size=count, unique=True)


def claims(*said: str, source: str = "a") -> list[Claim]:
    """Return one annotated claim for each of `said`, all in one article, one after the other."""
    from compare.claims.annotate import claims as annotated

    text = " ".join(said)
    spans, start = [], 0
    for sentence in said:
        spans.append((Span(start, start + len(sentence)), Role.PARAGRAPH))
        start += len(sentence) + 1
    return list(annotated(source, text, spans))


def bare(source: str, said: Sequence[str]) -> list[Claim]:
    """Return claims with nothing but their words: for what does not look into them."""
    return [
        Claim(source, number, Span(0, len(text)), text, Role.PARAGRAPH, Span(0, len(text)))
        for number, text in enumerate(said, 1)
    ]
