from compare.model import Span
from compare.views.layout import lay_out
from compare.views.passages import Mark, Places


def rows(sheet):
    return [*sheet.conflicts, *sheet.shared, *sheet.perhaps, *(row for found in sheet.only.values() for row in found)]


def test_every_claim_has_exactly_one_main_entry(any_comparison):
    entries = [s.claim for row in rows(lay_out(any_comparison)) for s in row.sayings if not s.reference]
    assert sorted(entries) == sorted(claim.id for claim in any_comparison.claims)


def test_every_doubtful_pair_stands_once_and_its_facts_are_not_unique(three, ten, hostile):
    for story in (three, ten, hostile):
        sheet = lay_out(story)
        pairs = [(pair.a, pair.b) for row in sheet.perhaps for pair in row.pairs]
        assert len(pairs) == len(set(pairs)) == len(story.doubts)
        doubtful = {story.claims[i].id for d in story.doubts for i in (d.a, d.b)}
        assert not doubtful & {s.claim for found in sheet.only.values() for row in found for s in row.sayings}


def test_a_doubt_that_leads_to_a_shared_fact_is_said_at_both_ends(three):
    sheet = lay_out(three)
    (conflict,) = sheet.conflicts
    assert conflict.also == (("P4", "as likely as not the same (48 %)"),)
    quoted = [s for row in sheet.perhaps if row.id == "P4" for s in row.sayings if s.reference]
    assert [s.fact for s in quoted] == [conflict.id]


def test_doubts_between_two_shared_facts_are_a_reference_only(three):
    from dataclasses import replace

    from compare.model import Match, Status

    shared = [f for f in three.facts if f.status is Status.SHARED]
    at = {claim.id: position for position, claim in enumerate(three.claims)}
    doubt = Match(at[shared[1].claims[0].id], at[shared[2].claims[1].id], 0.4)
    sheet = lay_out(replace(three, doubts=(*three.doubts, doubt)))
    ends = {row.id: row.also for row in sheet.shared}
    assert shared[2].id in dict(ends[shared[1].id]) and shared[1].id in dict(ends[shared[2].id])
    assert len(sheet.perhaps) == 4


def test_the_counts_of_a_source_add_up_to_its_facts(any_comparison):
    for outlet in lay_out(any_comparison).outlets:
        facts = [fact for fact in any_comparison.facts if outlet.name in fact.sources]
        assert outlet.conflicting + outlet.shared + outlet.perhaps + outlet.only == len(facts)


def test_clashing_words_are_marked_by_their_span(three):
    (row,) = lay_out(three).conflicts
    clashing = [[part.text for part in s.parts if part.mark is Mark.CLASHES] for s in row.sayings]
    assert clashing == [["2011"], ["2012"]]
    assert (row.clashes[0].words_a, row.clashes[0].words_b) == ("2011", "2012")


def test_what_no_claim_covers_is_listed_with_its_reason_and_line(two):
    bbc = lay_out(two).outlets[0]
    assert [(d.role, d.reason, [p.line for p in d.passages]) for d in bbc.dropped] == [
        ("boilerplate", "player notice", [3, 21]),
        ("heading", "short line before text", [13]),
    ]


def test_a_stretch_of_a_kept_block_that_became_no_claim_is_listed(two):
    from dataclasses import replace

    claims = tuple(replace(c, span=Span(c.span.start + 10, c.span.end), text=c.text[10:]) for c in two.claims[:1])
    facts = tuple(replace(f, claims=claims) if f.claims[0].id == "bbc:1" else f for f in two.facts)
    cut = replace(two, claims=(*claims, *two.claims[1:]), facts=facts)
    first = lay_out(cut).outlets[0].dropped[0]
    assert (first.role, first.reason, first.passages[0].text) == (
        "title",
        "a question or a fragment, not a statement",
        "China and",
    )


def test_lines_are_counted_as_editors_count_them():
    places = Places("one\r\ntwo\rthree\n\n  five")
    assert [places.line(Span(start, start + 3)) for start in (0, 5, 9)] == [1, 2, 3]
    assert places.line(Span(15, 22)) == 5


def test_a_claim_that_is_part_of_a_sentence_says_so(two):
    from dataclasses import replace

    from compare.views.html import to_html
    from compare.views.markdown import to_markdown
    from compare.views.terminal import to_terminal

    whole = two.claims[0]
    part = replace(whole, span=Span(whole.span.start + 6, whole.span.end - 6), text=whole.text[6:-6])
    facts = tuple(replace(f, claims=(part,)) if f.claims[0].id == part.id else f for f in two.facts)
    cut = replace(two, claims=(part, *two.claims[1:]), facts=facts)
    assert f"… {part.text.strip()} …" in to_terminal(cut, 200, False)
    assert f"… {part.text.strip()} …" in to_markdown(cut).replace("\\", "")
    assert '<span class="around" dir="auto">China</span>' in to_html(cut)
    assert '<span class="around" dir="auto">years</span>' in to_html(cut)
