"""The report's page in a real browser: views, filters, limits and keys; and a document without its script."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import opened, reloaded, saved, until, violations

import compare
from compare.model import Source
from compare.settings import Settings
from compare.views.html import to_html
from compare.views.layout import lay_out
from compare.views.panes import anchors

ROOT = Path(__file__).parents[2]
VIEWS = ("overview", "facts", "articles", "pictures", "notes")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
THIRD = """China and Japan talk security

China and Japan held security talks in Tokyo on Thursday, their first in four years.

The talks come after Chinese President Xi Jinping and Japanese Prime Minister Shinzo Abe met in Beijing in November.

Beijing says that Japan has not atoned for its aggression in the second world war.

The disputed islands are known as Senkaku in Japan and as Diaoyu in China.

Two meetings of officials were held in January, the ambassador said.
"""


@pytest.fixture(scope="module")
def story():
    articles = [compare.read(str(ROOT / "seeds/bbc.txt")), compare.read(str(ROOT / "seeds/scmp.txt"))]
    return compare.compare([*articles, compare.read(THIRD.encode(), "third")])


@pytest.fixture
def page(browser, story, tmp_path):
    with opened(browser, saved(tmp_path, story.to_html()), **DESK) as page:
        yield page


def rows_shown(page):
    """Return the rows in the page: section and name, and which claims each holds as its own."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[data-section] .row')].map(row => [
            row.closest('[data-section]').dataset.section, row.id,
            [...row.querySelectorAll('[data-a]')].map(said => said.dataset.a)])"""
    )
    return {name: (section, frozenset(claims)) for section, name, claims in found}


def rows_laid_out(comparison):
    sheet, at = lay_out(comparison), anchors(comparison)
    kinds = {
        "conflicting": sheet.conflicts,
        "shared": sheet.shared,
        "perhaps": sheet.perhaps,
        "only": [row for rows in sheet.only.values() for row in rows],
    }
    return {
        row.id: (kind, frozenset(at[saying.claim] for saying in row.sayings if not saying.reference))
        for kind, rows in kinds.items()
        for row in rows
    }


def counts_shown(page):
    return page.locator("#counts a").all_inner_texts()


def show(page, view):
    """Go to a view; the page follows its address in a moment of its own."""
    page.locator(f".views a[href='#{view}']").click()
    until(page, "view => document.documentElement.dataset.view === view", view)


def test_the_script_comes_to_the_very_rows_and_counts_of_the_page(browser, any_comparison, tmp_path):
    with opened(browser, saved(tmp_path, to_html(any_comparison)), **DESK) as page:
        assert rows_shown(page) == rows_laid_out(any_comparison)
        assert counts_shown(page) == list(lay_out(any_comparison).counts.values())


def test_one_view_is_shown_at_a_time_and_all_of_them_without_a_script(browser, story, tmp_path):
    address = saved(tmp_path, story.to_html())
    with opened(browser, address, **DESK) as page:
        for view in VIEWS:
            show(page, view)
            assert [each for each in VIEWS if page.locator(f"#{each}").is_visible()] == [view]
            assert page.locator(".views a[aria-current]").get_attribute("href") == f"#{view}"
    with opened(browser, address, java_script_enabled=False, **DESK) as page:
        assert all(page.locator(f"#{view}").is_visible() for view in VIEWS)
        assert page.locator("button:visible, select:visible, input:visible").count() == 0
        shown = page.locator("main").inner_text()
        assert all(" ".join(claim.text.split()) in shown for claim in story.claims)


@pytest.mark.parametrize("limit", [0.3, 0.4, 0.55, 0.7, 0.85, 0.95])
def test_the_slider_recounts_as_a_comparison_at_that_limit_does(page, story, limit):
    show(page, "facts")
    steps = page.evaluate("JSON.parse(document.getElementById('data').textContent).steps.map(step => step.from)")
    number = steps.index(round(100 * limit))
    page.locator("#limit").evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }", number
    )
    other = compare.compare(story.articles, Settings(match_from=limit))
    assert counts_shown(page) == list(lay_out(other).counts.values())
    assert set(rows_shown(page).values()) == set(rows_laid_out(other).values())


def test_the_limits_move_by_key_and_lead_back(page):
    show(page, "facts")
    before = rows_shown(page)
    page.locator("#limit").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert "80 %" in page.locator("#limit").get_attribute("aria-valuetext")
    assert rows_shown(page) != before
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    assert rows_shown(page) == before and "the report’s" in page.locator(".limit output").inner_text()


def test_pointing_at_a_claim_marks_its_partners_and_brings_them_into_view(page, story):
    fact = next(fact for fact in story.shared if {"bbc", "scmp"} <= set(fact.sources))
    at = anchors(story)
    here, there = (at[next(c for c in fact.claims if c.source == source).id] for source in ("bbc", "scmp"))
    show(page, "articles")
    page.locator(f"#{here}").hover()
    until(page, f"document.getElementById('{there}').classList.contains('partner')")
    partners = {e.get_attribute("id") for e in page.locator(".c.partner").all()}
    assert partners == {at[claim.id] for claim in fact.claims} - {here}
    until(
        page,
        f"""() => {{ const box = document.getElementById('{there}').getBoundingClientRect();
        const frame = document.getElementById('{there}').closest('.text').getBoundingClientRect();
        return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1; }}""",
    )
    assert fact.id in page.locator("#dock").inner_text()


def test_a_partner_is_found_by_keys_alone(page, story):
    fact = next(fact for fact in story.shared if len(fact.sources) == 3)
    ids = {anchors(story)[claim.id] for claim in fact.claims}
    page.keyboard.press("3")
    assert page.locator("#articles").is_visible()
    focused = "document.activeElement.closest('.c')?.id"
    for _ in range(len(story.claims)):
        page.keyboard.press("j")
        if page.evaluate(focused) in ids:
            break
    first = page.evaluate(focused)
    seen = {first}
    for _ in range(len(ids) - 1):
        page.keyboard.press("n")
        seen.add(page.evaluate(focused))
    assert seen == ids
    page.keyboard.press("n")
    assert page.evaluate(focused) == first
    page.keyboard.press("p")
    assert page.evaluate(focused) != first
    page.keyboard.press("Enter")
    until(page, "row => document.activeElement.closest('.row')?.id === row", fact.id)
    assert page.locator("#facts").is_visible() and page.url.endswith(f"#{fact.id}")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    until(page, f"ids => ids.includes({focused})", sorted(ids))
    assert page.locator("#articles").is_visible()


def test_facts_are_stepped_through_by_key(page):
    page.keyboard.press("j")
    assert page.locator("#facts").is_visible()
    names = page.evaluate("[...document.querySelectorAll('.row')].map(row => row.id)")
    assert page.evaluate("document.activeElement.textContent") == names[0]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == names[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == names[0]


def test_single_keys_can_be_turned_off_and_stay_so(page):
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#help input[type=checkbox]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    assert page.locator("#overview").is_visible()
    reloaded(page, "!document.querySelector('#help input').checked")
    page.keyboard.press("2")
    assert page.locator("#overview").is_visible()
    page.locator("#help-button").click()
    page.locator("#help input[type=checkbox]").check()
    page.locator("#help button").click()
    page.keyboard.press("2")
    assert page.locator("#facts").is_visible()


def test_search_filter_and_order(page, story):
    page.keyboard.press("/")
    page.keyboard.type("TAIWAN")
    shown = page.locator(".row:visible")
    assert shown.count() == 1 and "Taiwan also claims" in shown.inner_text()
    assert page.locator("#shown").inner_text().startswith("1 of ")
    page.locator("#clear").click()
    assert page.locator("#shown").inner_text().startswith("All ")
    for kind in ("conflicting", "perhaps", "only"):
        page.locator(f".kinds input[value={kind}]").uncheck()
    sections = page.evaluate(
        "[...document.querySelectorAll('.row')].filter(row => row.offsetParent)"
        ".map(row => row.closest('[data-section]').dataset.section)"
    )
    assert set(sections) == {"shared"}
    page.locator("#clear").click()
    page.locator("#tools").get_by_label("Source", exact=True).select_option(label="third")
    told = [fact for fact in rows_laid_out(story).values() if any(claim.startswith("A3-") for claim in fact[1])]
    assert page.locator(".row:visible").count() >= len(told)
    page.locator("#clear").click()
    page.locator("#tools").get_by_label("Speaker", exact=True).select_option(label="Cheng Yonghua")
    assert 0 < page.locator(".row:visible").count() < len(rows_laid_out(story))
    page.locator("#clear").click()
    page.locator("#tools").get_by_label("Order", exact=True).select_option(label="as in scmp")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('[data-section=shared] .row')].map(row =>
            Number((row.querySelector("[data-a^='A2-']")?.dataset.a ?? 'A2-999').split('-')[1]))"""
    )
    assert lines == sorted(lines)


def test_the_kind_of_a_difference_is_a_filter(browser, three, tmp_path):
    with opened(browser, saved(tmp_path, to_html(three)), **DESK) as page:
        show(page, "facts")
        page.locator("#tools").get_by_label("Difference", exact=True).select_option(label="different dates")
        assert page.locator(".row:visible").count() == 1
        page.locator("#tools").get_by_label("Difference", exact=True).select_option(label="different numbers")
        assert page.locator(".row:visible").count() == 0


@pytest.mark.parametrize(
    ("link", "view"),
    [("F2", "facts"), ("A2-3", "articles"), ("scmp:4", "articles"), ("timeline", "pictures"), ("left-out", "notes")],
)
def test_an_address_opens_the_view_that_holds_it(browser, story, tmp_path, link, view):
    with opened(browser, f"{saved(tmp_path, story.to_html())}#{link}", **DESK) as page:
        until(page, "view => document.documentElement.dataset.view === view", view)
        assert page.locator(f"#{view}").is_visible()
        if view == "articles":
            until(page, "['A2-3', 'A2-4'].includes(document.activeElement.closest('.c')?.id)")
        elif view == "facts":
            until(page, "row => document.activeElement.closest('.row')?.id === row", link)


def test_a_picker_chooses_among_more_articles_than_fit(browser, ten, tmp_path):
    shown = "fit => [...document.querySelectorAll('.pane')].filter(pane => pane.offsetParent).length === fit"
    with opened(browser, saved(tmp_path, to_html(ten)), **DESK) as page:
        show(page, "articles")
        until(page, shown, 3)
        page.locator("#pickers select").nth(1).select_option(label="Outlet 7")
        names = page.locator(".pane:visible h3").all_inner_texts()
        assert names == ["Outlet 1", "Outlet 7", "Outlet 3"]
        for width, fit in ((360, 1), (800, 2)):  # the page hears of its new size in a moment of its own
            page.set_viewport_size({"width": width, "height": 740})
            until(page, shown, fit)


def test_what_was_left_out_stands_in_its_place_with_the_reason(page):
    show(page, "articles")
    dropped = page.locator("#A1 .dropped").first
    assert re.match(r"boilerplate: ", dropped.inner_text())


def test_right_to_left_text_runs_from_right_to_left(browser, two, tmp_path):
    arabic = "قالت الصين إن المحادثات ستبدأ يوم الخميس في طوكيو."
    story = compare.compare([compare.read(arabic.encode(), "عربي"), *two.articles[:1]])
    with opened(browser, saved(tmp_path, story.to_html()), **DESK) as page:
        directions = page.evaluate(
            "[...document.querySelectorAll('.said .words, #A1 .text p')].filter(e => /[\\u0600-\\u06ff]/"
            ".test(e.textContent)).map(e => getComputedStyle(e).direction)"
        )
        assert directions and set(directions) == {"rtl"}


def test_a_phone_has_no_sideways_scroll(browser, told, ten, story, tmp_path):
    for comparison in (told, ten, story):
        with opened(browser, saved(tmp_path, to_html(comparison)), **PHONE) as page:
            for view in VIEWS:
                show(page, view)
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, view


def test_everything_is_printed_whatever_is_on_the_screen(page):
    show(page, "pictures")
    page.emulate_media(media="print")
    assert all(page.locator(f"#{view}").is_visible() for view in VIEWS)
    assert not page.locator("#tools").is_visible() and not page.locator("nav").first.is_visible()
    assert all(pane.is_visible() for pane in page.locator(".pane").all())


def test_colours_follow_the_system_and_the_button(browser, two, tmp_path):
    address = saved(tmp_path, to_html(two))
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, address, color_scheme="dark", **DESK) as page:
        dark = page.evaluate(paper)
        page.locator("#theme").click()
        light = page.evaluate(paper)
        assert light != dark
        page.locator("#theme").click()
        assert page.evaluate(paper) == dark
        reloaded(page, "document.getElementById('theme').textContent === 'Colours: dark'")
        assert page.evaluate(paper) == dark
    with opened(browser, address, color_scheme="light", **DESK) as page:
        assert page.evaluate(paper) == light


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_barrier_in_any_view(browser, told, tmp_path, scheme, screen):
    with opened(browser, saved(tmp_path, to_html(told)), color_scheme=scheme, **screen) as page:
        for view in VIEWS:
            show(page, view)
            page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
            assert violations(page) == [], view


def test_no_barrier_in_any_state(browser, three, ten, tmp_path):
    for comparison in (three, ten):
        with opened(browser, saved(tmp_path, to_html(comparison)), **DESK) as page:
            show(page, "articles")
            page.keyboard.press("j")
            page.keyboard.press("j")
            assert violations(page) == [], "pointed"
            page.keyboard.press("r")
            page.keyboard.press("e")
            assert violations(page) == [], "reviewing in an article"
            page.keyboard.press("2")
            page.keyboard.press("j")
            page.keyboard.press("e")
            assert page.locator(".panel").is_visible()
            assert violations(page) == [], "reviewing"
            page.keyboard.press("Escape")
            page.keyboard.press("a")
            page.keyboard.press("/")
            page.keyboard.type("japan")
            assert violations(page) == [], "searching"
            page.locator("#help-button").click()
            assert violations(page) == [], "help"


def test_ten_articles_stay_small(story):
    told = []
    for number in range(10):
        article = story.articles[number % 2]
        told.append(replace(article, source=Source(f"outlet {number}", f"https://outlet{number}.example/world/a")))
    assert len(compare.compare(told).to_html().encode()) <= 500_000
