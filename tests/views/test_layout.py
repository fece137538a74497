from dataclasses import replace

from compare.model import Match, Role, Source, Span, Status
from compare.views.html import to_html
from compare.views.layout import lay_out
from compare.views.markdown import to_markdown
from compare.views.passages import Mark, Places
from compare.views.terminal import to_terminal


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


def test_a_doubt_that_leads_to_a_shared_fact_quotes_it(three):
    sheet = lay_out(three)
    (conflict,) = sheet.conflicts
    assert conflict.also == ()  # 48 %
    quoted = [s for row in sheet.perhaps if row.id == "P4" for s in row.sayings if s.reference]
    assert [s.fact for s in quoted] == [conflict.id]


def doubting(story, *likely):
    """Return `story` with doubts between its shared facts, each a pair of their numbers and a probability."""
    shared = [f for f in story.facts if f.status is Status.SHARED]
    at = {claim.id: position for position, claim in enumerate(story.claims)}
    doubts = (Match(at[shared[a].claims[0].id], at[shared[b].claims[1].id], p) for a, b, p in likely)
    return replace(story, doubts=(*story.doubts, *doubts)), [fact.id for fact in shared]


def test_doubts_between_two_shared_facts_are_a_reference_only_and_only_from_half_on(three):
    story, (zero, one, two) = doubting(three, (1, 2, 0.5), (0, 1, 0.7), (0, 2, 0.49))
    sheet = lay_out(story)
    assert {row.id: row.also for row in sheet.shared} == {zero: (one,), one: (zero, two), two: (one,)}
    assert len(sheet.perhaps) == 4
    for text in (to_terminal(story, 120, False), to_markdown(story)):
        assert f"See also {zero}, {two}." in text
    assert f'See also <a href="#{zero}">{zero}</a>, <a href="#{two}">{two}</a>.' in to_html(story)


def test_at_most_two_references_the_likeliest_first(ten):
    claims, (fact, *others) = ten.claims, ten.facts
    start, ends = claims.index(fact.claims[0]), [claims.index(f.claims[0]) for f in others[:5]]
    doubts = tuple(Match(start, end, 0.5 + n / 100) for n, end in enumerate(ends))
    mended = tuple(replace(f, status=Status.SHARED, doubts=()) for f in others)
    first = lay_out(replace(ten, doubts=doubts, facts=(replace(fact, doubts=()), *mended))).shared[0]
    assert first.also == (others[4].id, others[3].id)


def test_the_page_is_headed_by_the_first_title_there_is(two):
    assert lay_out(two).headline == "China and Japan hold first security talks in four years"
    first, second = two.articles
    untitled = replace(first, blocks=tuple(b for b in first.blocks if b.role is not Role.TITLE))
    assert lay_out(replace(two, articles=(untitled, second))).headline == second.title
    nameless = replace(second, blocks=())
    assert lay_out(replace(two, articles=(untitled, nameless))).headline == "One event, two tellings"


def test_a_source_that_shares_nothing_is_asked_about(two, three):
    assert lay_out(two).doubt == lay_out(three).doubt == ""
    alone = [replace(f, id=f"F{n}", claims=(c,), status=Status.UNIQUE, matches=(), conflicts=(), doubts=())
             for n, (f, c) in enumerate(((f, c) for f in two.facts for c in f.claims), 1)]  # fmt: skip
    parted = replace(two, facts=tuple(alone), matches=(), conflicts=(), doubts=())
    assert lay_out(parted).doubt == "These tellings share nothing: are they about one event?"
    for text in (to_terminal(parted, 120, False), to_markdown(parted), to_html(parted)):
        assert "These tellings share nothing" in text
    third = replace(two.articles[0], source=Source("iop"), blocks=(), text="")
    joined = replace(two, articles=(*two.articles, third))
    assert lay_out(joined).doubt == "iop shares nothing with the others: is it about this event?"


def test_a_source_without_a_statement_of_its_own_is_not_said_to_report_nothing(two):
    shared = [fact for fact in two.facts if fact.status is Status.SHARED or fact.claims[0].source == "scmp"]
    claims = tuple(c for c in two.claims if any(c in fact.claims for fact in shared))
    at = {two.claims.index(c): n for n, c in enumerate(claims)}
    facts = tuple(replace(f, matches=tuple(replace(m, a=at[m.a], b=at[m.b]) for m in f.matches)) for f in shared)
    matches = tuple(m for fact in facts for m in fact.matches)
    bare = tuple(replace(s, sentences=()) if s.name == "only bbc" else s for s in two.summaries)
    story = replace(two, claims=claims, facts=facts, matches=matches, summaries=bare)
    for text, own in (
        (to_html(story), "its own details are underlined in the shared facts."),
        (to_markdown(story).replace("\\", ""), "its own details are bold in the shared facts."),
        (to_terminal(story, 120, False), "its own details are in the shared facts."),
    ):
        assert text.count("No whole statement; " + own) == 2 and "Nothing." not in text


def test_the_counts_of_a_source_add_up_to_its_facts(any_comparison):
    for outlet in lay_out(any_comparison).outlets:
        facts = [fact for fact in any_comparison.facts if outlet.name in fact.sources]
        assert outlet.conflicting + outlet.shared + outlet.perhaps + outlet.only == len(facts)


def test_the_figures_of_the_page_add_up(any_comparison):
    sheet = lay_out(any_comparison)
    assert sheet.counts["shared"].split()[0] == str(len(any_comparison.shared))
    assert sheet.counts["only"].split()[0] == str(sum(outlet.only for outlet in sheet.outlets))


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
    claims = tuple(replace(c, span=Span(c.span.start + 10, c.span.end), text=c.text[10:]) for c in two.claims[:1])
    facts = tuple(replace(f, claims=claims) if f.claims[0].id == "bbc:1" else f for f in two.facts)
    cut = replace(two, claims=(*claims, *two.claims[1:]), facts=facts)
    first = lay_out(cut).outlets[0].dropped[0]
    assert (first.role, first.reason, first.passages[0].text) == (
        "headline",
        "a question or a fragment, not a statement",
        "China and",
    )


def test_lines_are_counted_as_editors_count_them():
    places = Places("one\r\ntwo\rthree\n\n  five")
    assert [places.line(Span(start, start + 3)) for start in (0, 5, 9)] == [1, 2, 3]
    assert places.line(Span(15, 22)) == 5


def test_a_claim_that_is_part_of_a_sentence_says_so(two):
    whole = two.claims[0]
    part = replace(whole, span=Span(whole.span.start + 6, whole.span.end - 6), text=whole.text[6:-6])
    facts = tuple(replace(f, claims=(part,)) if f.claims[0].id == part.id else f for f in two.facts)
    cut = replace(two, claims=(part, *two.claims[1:]), facts=facts)
    assert f"… {part.text.strip()} …" in to_terminal(cut, 200, False)
    assert f"… {part.text.strip()} …" in to_markdown(cut).replace("\\", "")
    assert '<span class="around" dir="auto">China</span>' in to_html(cut)
    assert '<span class="around" dir="auto">years</span>' in to_html(cut)
