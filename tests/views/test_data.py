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
