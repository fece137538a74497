from dataclasses import replace

from compare.model import Claim, Number, Role, Span, Word, WordKind
from compare.views.marks import differing, owners

NUMBERS = {"fifteen": "15"}


def claim(source, number, text, function=("the", "was", "in")):
    words, start = [], 0
    for word in text.split():
        at = text.index(word, start)
        start = at + len(word)
        kind = WordKind.FUNCTION if word in function else WordKind.CONTENT
        kind = WordKind.NUMBER if word.isdigit() or word in NUMBERS else kind
        words.append(Word(Span(100 + at, 100 + start), word.lower(), 1.0, kind))
    whole = Span(100, 100 + len(text))
    numbers = tuple(_exactly(w.span, float(NUMBERS.get(w.term, w.term))) for w in words if w.kind is WordKind.NUMBER)
    return Claim(source, number, whole, text, Role.PARAGRAPH, whole, tuple(words), numbers)


def _exactly(span, value):
    return Number(span, value, "", value, value)


def marked(*claims, elsewhere=()):
    spans = differing(claims, owners((*claims, *elsewhere)))
    return {c.id: [c.text[s.start - 100 : s.end - 100] for s in spans[c.id]] for c in claims}


def test_words_of_one_source_only_are_marked_and_run_together():
    a, b = claim("a", 1, "the last round was in 2011"), claim("b", 1, "the first  main round was in 2012")
    assert marked(a, b) == {"a:1": ["last", "2011"], "b:1": ["first  main", "2012"]}


def test_function_words_are_never_marked():
    assert marked(claim("a", 1, "the talks"), claim("b", 1, "talks began")) == {"a:1": [], "b:1": ["began"]}


def test_a_second_claim_of_the_same_source_is_no_other_source():
    a, again, b = claim("a", 1, "talks in Tokyo"), claim("a", 2, "Tokyo talks"), claim("b", 1, "talks began")
    assert marked(a, again, b) == {"a:1": ["Tokyo"], "a:2": ["Tokyo"], "b:1": ["began"]}


def test_nothing_is_marked_without_words_or_another_source_or_anything_shared():
    a, b = claim("a", 1, "talks in Tokyo"), claim("b", 1, "talks began")
    assert marked(replace(a, words=()), b) == {"a:1": [], "b:1": []}
    assert marked(a) == {"a:1": []}
    assert marked(a, claim("b", 1, "会談 東京")) == {"a:1": [], "b:1": []}


def test_a_word_that_another_article_uses_anywhere_is_not_marked():
    a, b = claim("a", 1, "talks in Tokyo ended"), claim("b", 1, "talks began")
    assert marked(a, b, elsewhere=[claim("b", 2, "Tokyo slept")]) == {"a:1": ["ended"], "b:1": ["began"]}
    assert marked(a, b, elsewhere=[claim("a", 2, "they began")]) == {"a:1": ["Tokyo ended"], "b:1": []}
    assert marked(a, b, elsewhere=[claim("c", 1, "Tokyo began")]) == {"a:1": ["ended"], "b:1": []}


def test_a_number_is_marked_where_the_others_do_not_give_it_in_this_fact():
    a, b = claim("a", 1, "15 dead in 2011"), claim("b", 1, "fifteen dead in 2012")
    assert marked(a, b, elsewhere=[claim("b", 2, "in 2011")]) == {"a:1": ["2011"], "b:1": ["2012"]}


def test_an_article_without_words_cannot_show_that_it_lacks_one():
    a, b, bare = claim("a", 1, "talks in Tokyo"), claim("b", 1, "talks began"), claim("c", 1, "Tokyo")
    assert marked(a, b, elsewhere=[replace(bare, words=())]) == {"a:1": [], "b:1": []}
