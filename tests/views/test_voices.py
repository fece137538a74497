"""Speakers of several articles, joined by their names and by nothing else."""

from itertools import permutations

import pytest

from compare.model import SpeakerKind
from compare.views.voices import Called, one_name, voices

NAMED, TITLED, ANONYMOUS, DOCUMENT, OUTLET = SpeakerKind


def called(*names):
    return [Called(*name) if len(name) == 3 else Called(*name, NAMED) for name in names]


@pytest.mark.parametrize(
    ("names", "groups", "why"),
    [
        ([("Cheng Yonghua", "Cheng"), ("Cheng", "Cheng")], 1, "an article shows the short name of the full one"),
        ([("Shinzo Abe", "Shinzo Abe"), ("Abe", "Mr Abe")], 1, "a surname with Mr"),
        ([("Shinzo Abe", "Shinzo Abe"), ("Abe", "Abe")], 2, "a bare word may be anything"),
        ([("North Korea", "North Korea"), ("Korea", "Korea")], 2, "the last word of a country"),
        ([("Fred Phelps", "Fred Phelps"), ("Nathan Phelps", "Nathan Phelps"), ("Phelps", "Mr Phelps")], 3, "a family"),
        ([("Fred Phelps Sr", "Fred Phelps Sr"), ("Fred Phelps", "Fred Phelps")], 1, "a suffix"),
        ([("George W. Bush", "George W. Bush"), ("George Bush", "George Bush")], 1, "an initial"),
        ([("Jo Ann Lee", "Jo Ann Lee"), ("Jo Lee", "Jo Lee")], 1, "a middle name"),
        ([("World Health Organisation", "WHO"), ("World Health Organization", "WHO")], 1, "two spellings"),
        ([("China Daily", "China Daily", OUTLET), ("China", "China")], 2, "an outlet and a country"),
        ([("", "police", ANONYMOUS), ("", "Police", ANONYMOUS)], 1, "anonymous sources by their words"),
        ([("", "police", ANONYMOUS), ("", "police officials", ANONYMOUS)], 2, "other words"),
    ],
)
def test_one_name(names, groups, why):
    found = [one_name(order) for order in permutations(called(*names))]
    assert all(len(set(names.values())) == groups for names in found), why
    assert all(names == found[0] for names in found), "the order of the articles changes nothing"


def test_the_fullest_name_is_shown():
    names = one_name(called(("Cheng Yonghua", "Cheng"), ("Cheng", "Cheng")))
    assert set(names.values()) == {"Cheng Yonghua"}


def test_who_says_what(told):
    texts = {article.source.name: article.text for article in told.articles}
    found = voices(told.claims, texts)
    assert [voice.name for voice in found] == [
        "China", "Celia Hatton", "Cheng Yonghua", "Japan", "Kyodo", "two nations"
    ]  # fmt: skip
    assert [voice.name for voice in found if voice.kind is ANONYMOUS] == ["two nations"]
    assert found[0].sayings[0].words.startswith("Japan has failed") and found[0].sayings[0].cue == "also claims"
    assert found[1].sayings[0].cue == ""


def test_an_outlet_speaking_for_itself_is_not_listed(told):
    from dataclasses import replace

    kyodo = next(claim for claim in told.claims for said in claim.attributions if said.kind is OUTLET)
    texts = {kyodo.source: told.article(kyodo.source).text}
    own = replace(kyodo, attributions=(replace(kyodo.attributions[0], speaker="The SCMP"),))
    assert [voice.name for voice in voices([kyodo], texts)] == ["Kyodo"]
    assert voices([own], texts) == ()


def test_words_that_stand_for_a_name_are_shown_with_what_is_said(told):
    from dataclasses import replace

    claim = next(claim for claim in told.claims if claim.id == "scmp:4")
    texts = {"scmp": told.article("scmp").text}
    resolved = replace(claim, attributions=(replace(claim.attributions[0], speaker="Shinzo Abe"),))
    assert [saying.cue for saying in voices([resolved], texts)[0].sayings] == ["“Japan” known"]
    assert [saying.cue for saying in voices([claim], texts)[0].sayings] == ["known"]
