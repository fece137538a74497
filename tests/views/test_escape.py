import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.views.escape import link, markdown, page, terminal

ANYTHING = st.text(st.characters(), max_size=60)


@given(ANYTHING)
def test_nothing_steers_a_terminal(text):
    assert not any(
        c < " " or "\x7f" <= c <= "\x9f" or c in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        or "\ud800" <= c <= "\udfff"
        for c in terminal(text)
    )  # fmt: skip
    terminal(text).encode("utf-8")


@given(ANYTHING)
def test_nothing_html_forbids_is_left(text):
    page(text).encode("utf-8")
    assert "\0" not in page(text)


def test_what_could_deceive_is_shown():
    assert terminal("\x1b[31m\u202egnp") == "[U+001B][31m[U+202E]gnp"
    assert terminal("a \r\n\t b\u2028c") == "a b c"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", r"a \| b"),
        ("<b>*x*</b>", r"&lt;b&gt;\*x\*&lt;/b&gt;"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("It cost 1.5 per cent.", "It cost 1.5 per cent."),
        ("@everyone", "@\u2060everyone"),
    ],
)
def test_markdown_is_escaped_and_plain_text_is_left_plain(text, escaped):
    assert markdown(text) == escaped


@pytest.mark.parametrize("url", ["https://www.bbc.com/a?b=c#d", "http://例え.jp/"])
def test_a_web_address_is_a_link(url):
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org", "/etc/passwd",
        "https://bbc.com@example.org", "https://", "http://[", "https://a\u202eb.example", "https:\\\\example.org",
        " https://example.org", "https://example.org/a b", "file:///etc/passwd", "\x01javascript:x",
    ],
)  # fmt: skip
def test_anything_else_is_text(url):
    assert link(url) is None
