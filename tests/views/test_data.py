import json

import pytest
from jsonschema import Draft202012Validator

from compare.views.data import schema, to_json


def test_the_schema_is_one_and_strict():
    Draft202012Validator.check_schema(schema())

    def objects(node):
        if isinstance(node, dict):
            if "properties" in node:
                yield node
            for value in node.values():
                yield from objects(value)

    assert all(
        o["additionalProperties"] is False and set(o["required"]) == set(o["properties"]) for o in objects(schema())
    )


def test_every_comparison_validates(any_comparison):
    data = json.loads(to_json(any_comparison).encode("utf-8"))
    Draft202012Validator(schema()).validate(data)


@pytest.mark.parametrize("extra", [{"more": 1}, {"facts": [{}]}, {"schema_version": "2.0"}])
def test_the_schema_refuses_what_is_not_published(two, extra):
    assert not Draft202012Validator(schema()).is_valid({**json.loads(to_json(two)), **extra})


def test_every_span_shows_its_words_and_every_reference_leads_somewhere(any_comparison):
    data = json.loads(to_json(any_comparison))
    text = {article["source"]: article["text"] for article in data["articles"]}
    ids = [claim["id"] for claim in data["claims"]]
    for claim in data["claims"]:
        assert text[claim["source"]][claim["span"]["start"] : claim["span"]["end"]] == claim["text"]
    assert sorted(ids) == sorted(c for fact in data["facts"] for c in fact["claims"])
    pairs = {(m["a"], m["b"]) for m in data["matches"] + data["doubts"]}
    assert {tuple(pair) for fact in data["facts"] for pair in fact["matches"]} <= pairs
    assert {c for fact in data["facts"] for c in fact["conflicts"]} == {c["id"] for c in data["conflicts"]}


def test_a_hostile_text_survives_unchanged_and_cannot_steer_a_terminal(hostile):
    raw = to_json(hostile)
    assert json.loads(raw)["articles"][0]["text"] == hostile.articles[0].text
    assert not any(c in raw for c in "\x1b\x00\x9b\u202e\ud800")


def test_settings_that_json_has_no_word_for_are_text(two):
    from dataclasses import replace

    data = json.loads(to_json(replace(two, settings={"limit": float("inf"), "b": None, "a": {"z": 1}})))
    assert data["settings"] == {"a": {"z": 1}, "b": None, "limit": "inf"}


def test_the_same_comparison_gives_the_same_bytes(any_comparison):
    assert to_json(any_comparison).encode() == to_json(any_comparison).encode()


def test_what_a_claim_says_is_written_with_its_places(told):
    data = json.loads(to_json(told))
    Draft202012Validator(schema()).validate(data)
    claims = {claim["id"]: claim for claim in data["claims"]}
    text = {article["source"]: article["text"] for article in data["articles"]}
    said = claims["bbc:4"]["attributions"][0]
    assert [text["bbc"][s["start"] : s["end"]] for s in said["content"]] == [
        "Japan has failed to adequately atone for aggression in World War Two."
    ]
    assert (said["speaker"], said["kind"], said["hedged"], said["direct"]) == ("China", "named", True, False)
    assert claims["bbc:3"]["times"][0]["start"] == "2011-01-01" and claims["bbc:8"]["times"][0]["end"] is None
    assert claims["bbc:4"]["numbers"][0]["high"] == 7.0
    (difference,) = data["differences"]
    assert (difference["id"], difference["probability"], difference["explanation"]) == ("D1", 0.7, "a later count")
    assert [fact["differences"] for fact in data["facts"] if fact["differences"]] == [["D1"]]
    assert {article["fetched"] for article in data["articles"]} == {""}


def test_a_bound_that_is_open_is_null(told):
    from dataclasses import replace

    claim = next(claim for claim in told.claims if claim.numbers)
    open_ended = replace(claim, numbers=(claim.numbers[0]._replace(high=float("inf")),))
    facts = tuple(replace(f, claims=tuple(open_ended if c.id == claim.id else c for c in f.claims)) for f in told.facts)
    claims = tuple(open_ended if c.id == claim.id else c for c in told.claims)
    data = json.loads(to_json(replace(told, claims=claims, facts=facts)))
    Draft202012Validator(schema()).validate(data)
    (number,) = [c["numbers"][0] for c in data["claims"] if c["id"] == claim.id]
    assert number["high"] is None and number["low"] == 7.0
