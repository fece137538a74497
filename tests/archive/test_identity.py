import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.archive.identity import Seen, canonical, key_of, name_of


@pytest.mark.parametrize(
    "url",
    [
        "https://www.post.example.org/news/flood",
        "http://post.example.org/news/flood/",
        "https://post.example.org:443/news/flood#comments",
        "https://post.example.org/news/flood?utm_source=x&fbclid=y",
        "post.example.org/news/flood",
        "HTTPS://WWW.POST.example.org/news/flood?",
    ],
)
def test_addresses_of_one_article_are_one(url: str) -> None:
    assert canonical(url) == "post.example.org/news/flood"


def test_what_leads_to_another_article_stays() -> None:
    assert canonical("https://a.example/?id=7&page=2") == canonical("https://a.example/?page=2&id=7")
    assert canonical("https://a.example/?id=7") != canonical("https://a.example/?id=8")
    assert canonical("https://a.example:8080/x") == "a.example:8080/x"


@given(st.text(max_size=60))
def test_any_address_has_a_canonical_form(url: str) -> None:
    assert isinstance(canonical(url), str) and (canonical(url) or not url.strip("/?#:. "))


def test_an_article_is_named_by_the_surest_there_is() -> None:
    assert name_of("a7", "https://a.example/x", "t", b"w", "f") == "a7"
    assert name_of("7", "https://a.example/x", "t", b"w", "f") == "a.example/x"
    assert name_of("7", "", "t", b"w", "export") == "export:7"
    words = name_of("", "", "t", b"w", "f")
    assert words.startswith("words:") and words != name_of("", "", "t", b"v", "f")


def test_a_version_has_the_id_and_another_key() -> None:
    assert key_of("a7", "t", b"w") == key_of("a7", "t", b"w")
    assert (
        len({key_of("a7", "t", b"w"), key_of("a7", "t", b"v"), key_of("a7", "tw", b""), key_of("a7t", "", b"w")}) == 4
    )
    assert -(2**63) <= key_of("a7", "t", b"w") < 2**63


@given(st.lists(st.lists(st.integers(-5, 20), max_size=12), max_size=12))
def test_what_was_seen_is_known(bunches: list[list[int]]) -> None:
    seen, known = Seen(), set[int]()
    for bunch in bunches:
        told = seen.add(np.array(bunch, np.int64)).tolist()
        for number, was in zip(bunch, told, strict=True):
            assert was == (number in known)
            known.add(number)
