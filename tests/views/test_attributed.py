"""Who says a claim, in a few words; built from sentences whose parts are found by their words."""

from dataclasses import replace

import pytest

from compare.model import Attribution, Claim, Role, Span, SpeakerKind
from compare.views.attributed import told_by

NAMED, TITLED, ANONYMOUS, DOCUMENT, OUTLET = SpeakerKind


def at(text, words):
    start = text.index(words)
    return (Span(start, start + len(words)),)


def attribution(text, source, cue, content, speaker="", kind=NAMED, **how):
    return Attribution(
        at(text, source) if source else (), at(text, cue), at(text, content), speaker=speaker, kind=kind, **how
    )


def by(text, *attributions):
    span = Span(0, len(text))
    return told_by(Claim("a", 1, span, text, Role.PARAGRAPH, span, attributions=attributions), text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker", "kind", "how", "told"),
    [
        ("The dam will hold, Anna Berg said.", "Anna Berg", "said", "The dam will hold", "Anna Berg", NAMED, {},
         "said by Anna Berg"),
        ("The dam will hold, she said.", "she", "said", "The dam will hold", "Anna Berg", NAMED, {},
         "said by Anna Berg (“she”)"),
        ("The dam will hold, Ms Berg said.", "Ms Berg", "said", "The dam will hold", "Anna Berg", NAMED, {},
         "said by Anna Berg"),
        ("The engineer said the dam will hold.", "The engineer", "said", "the dam will hold", "Anna Berg", NAMED, {},
         "said by Anna Berg (“the engineer”)"),
        ("The engineer said the dam will hold.", "The engineer", "said", "the dam will hold", "engineer", TITLED, {},
         "said by the engineer"),
        ("They said the dam will hold.", "They", "said", "the dam will hold", "", ANONYMOUS, {}, "said by “They”"),
        ("“The dam will hold,” she said.", "she", "said", "“The dam will hold,”", "Anna Berg", NAMED,
         {"direct": True}, "quoting Anna Berg (“she”)"),
        ("The town claims that the dam will hold.", "The town", "claims", "that the dam will hold", "town", TITLED,
         {"hedged": True}, "put forward by the town (“claims”)"),
        ("Berg denied that the dam had leaked.", "Berg", "denied", "that the dam had leaked", "Berg", NAMED,
         {"denied": True}, "denied by Berg"),
        ("The report says the dam will hold.", "The report", "says", "the dam will hold", "report", DOCUMENT, {},
         "according to the report"),
        ("There are fears that the dam will break.", "", "fears", "that the dam will break", "", ANONYMOUS,
         {"hedged": True}, "nobody named (“fears”)"),
    ],
)  # fmt: skip
def test_who_says_it(text, source, cue, content, speaker, kind, how, told):
    assert by(text, attribution(text, source, cue, content, speaker, kind, **how)) == told


def test_an_outlet_that_cites_somebody():
    text = "Reuters reported that officials said the dam had leaked."
    outer = attribution(text, "Reuters", "reported", "that officials said the dam had leaked", "Reuters", OUTLET)
    inner = attribution(text, "officials", "said", "the dam had leaked", "", ANONYMOUS)
    assert by(text, outer, inner) == "according to Reuters, citing officials"


def test_what_a_speaker_hopes_is_no_second_source():
    text = "Anna Berg said the town hoped to repair the dam."
    outer = attribution(text, "Anna Berg", "said", "the town hoped to repair the dam", "Anna Berg")
    inner = attribution(text, "the town", "hoped", "to repair the dam", "town", TITLED, hedged=True)
    assert by(text, outer, inner) == "said by Anna Berg"


def test_two_speakers_side_by_side():
    text = "The dam will hold, Berg said, but it leaks, Duarte said."
    one = attribution(text, "Berg", "said", "The dam will hold", "Berg")
    other = attribution(text, "Duarte", "said", "but it leaks", "Duarte")
    other = replace(other, cue=(Span(text.rindex("said"), text.rindex("said") + 4),))
    assert by(text, one, other).endswith("said by Duarte") and by(text, one).startswith("said by Berg")


def test_where_most_is_the_outlets_own_voice_it_says_so():
    text = "The dam, built in 1931 and twice repaired after floods that killed hundreds, will hold, Berg said."
    assert by(text, attribution(text, "Berg", "said", "will hold", "Berg")) == "in part said by Berg"


def test_without_attribution_nothing_is_said():
    assert by("The dam will hold.") == ""


def test_a_source_as_long_as_a_sentence_is_shortened():
    text = "A man who had lived beside the dam for forty years and had seen it leak in every winter said it would hold."
    source = text[: text.index(" said")]
    told = by(text, attribution(text, source, "said", "it would hold", "", ANONYMOUS))
    assert told.startswith("said by a man who had lived") and told.endswith(" …") and len(told) < 80
