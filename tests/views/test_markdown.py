import re

import pytest
from markdown_it import MarkdownIt

from compare.views.markdown import to_markdown

PLAIN = {
    "paragraph", "heading", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "strong", "inline",
    "text", "softbreak",
}  # fmt: skip


def parsed(text):
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def kinds(tokens):
    for token in tokens:
        yield re.sub("_(open|close)$", "", token.type)
        yield from kinds(token.children or [])


def said(tokens):
    return "".join(t.content for token in tokens for t in token.children or [])


def shape(text):
    return [token.type for token in parsed(text)]


def test_nothing_but_our_own_markup(any_comparison):
    assert set(kinds(parsed(to_markdown(any_comparison)))) <= PLAIN


def test_no_payload_becomes_markup(crowds):
    for _, crowd in crowds:
        assert set(kinds(parsed(to_markdown(crowd)))) <= PLAIN


def test_no_payload_changes_the_shape_of_the_page(tell, payloads):
    plain = shape(to_markdown(tell("name", "title", "text", "url")))
    for payload in (payload.strip() or "x" for payload in payloads[::3]):
        text = to_markdown(tell("x" + payload[:300], payload, payload, payload))
        assert set(kinds(parsed(text))) <= PLAIN, payload
        # A row or a cell more or less would be markup too.
        if payload.strip("\u200b\ufeff"):
            assert shape(text) == plain, payload


def test_no_address_or_mention_becomes_a_link_on_github(hostile):
    linkify = pytest.importorskip("linkify_it")
    assert linkify
    tokens = MarkdownIt("gfm-like").parse(to_markdown(hostile))
    assert not {"link", "image", "html_inline", "html_block"} & set(kinds(tokens))
    assert not re.search(r"@\w|#\d", to_markdown(hostile).replace("U+", ""))


def test_the_words_survive(three):
    text = said(parsed(to_markdown(three)))
    for claim in three.claims:
        assert claim.text in text


def test_differing_words_are_bold(three):
    assert "**2011**" in to_markdown(three)


def test_ten_sources_get_a_table_a_fact(ten):
    assert "### F1 · very likely the same (82 %)" in to_markdown(ten)


def test_the_same_comparison_gives_the_same_text(any_comparison):
    assert to_markdown(any_comparison) == to_markdown(any_comparison)


def test_speakers_figures_dates_and_explained_differences_have_their_tables(told):
    text = to_markdown(told)
    assert "| **China** | also claims: Japan has failed to adequately atone" in text
    assert "in World War Two. | bbc, line 9 | F3 |" in text
    assert "## Differences that are explained (1)" in text and "A later count" in text
    assert "| F3 | War Two | war | – | differ |" in text
    assert "- **2011**: The last round" in text
    assert "put forward by China" in text
