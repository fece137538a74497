import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import html5lib

from compare.views.escape import page
from compare.views.html import to_html

ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "h1",
    "nav",
    "ul",
    "li",
    "a",
    "b",
    "main",
    "section",
    "h2",
    "h3",
    "p",
    "q",
    "bdi",
    "mark",
    "strong",
    "div",
    "span",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "svg",
    "rect",
    "article",
    "dl",
    "dt",
    "dd",
    "br",
    "code",
    "footer",
    "em",
    "i",
    "h4",
    "text",
    "path",
    "circle",
    "script",
}
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "dir",
    "scope",
    "colspan",
    "title",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "role",
    "tabindex",
    "data-label",
    "viewBox",
    "preserveAspectRatio",
    "width",
    "height",
    "rowspan",
    "x",
    "y",
    "data-a",
    "data-pair",
    "data-section",
    "data-only",
    "data-fact",
    "type",
    "hidden",
    "d",
    "cx",
    "cy",
    "r",
}


def parsed(text):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert not parser.errors, parser.errors[:3]
    return [element for element in tree.iter() if isinstance(element.tag, str)]


def tag(element):
    return element.tag.rpartition("}")[2]


def check(text):
    elements = parsed(text)
    assert {tag(e) for e in elements} <= ELEMENTS
    assert {name for e in elements for name in e.attrib} <= ATTRIBUTES
    for element in elements:
        address = element.get("href")
        if address is not None and not address.startswith("#"):
            assert re.match("https?://", address) and element.get("rel") == "nofollow noreferrer"
    return elements


def said(elements):
    return ["".join(e.itertext()) for e in elements if e.get("class") == "words"]


def test_a_page_has_our_elements_only_and_every_claim_to_the_letter(any_comparison):
    text = to_html(any_comparison)
    elements = check(text)
    assert [e.get("type") for e in elements if tag(e) == "script"] == ["application/json", None]
    words = said(elements)
    for claim in any_comparison.claims:
        assert page(claim.text).strip() in words


def test_no_payload_becomes_an_element_or_attribute(crowds):
    for payloads, crowd in crowds:
        words = {words.strip() for words in said(check(to_html(crowd)))}
        assert {page(payload).strip() for payload in payloads if payload.strip()} <= words


def test_no_payload_becomes_an_element_in_conflicts_evidence_and_settings(tell, payloads):
    for payload in payloads[::8]:
        check(to_html(tell("x" + payload, payload, payload, payload)))


def test_every_id_is_there_once_and_every_anchor_leads_to_one(any_comparison):
    elements = parsed(to_html(any_comparison))
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids))
    links = {e.get("href")[1:] for e in elements if (e.get("href") or "").startswith("#")}
    labels = {e.get("aria-labelledby") for e in elements if e.get("aria-labelledby")}
    assert links | labels <= set(ids)
    assert {row for row in ids if re.fullmatch(r"F\d+", row)} >= {f.id for f in any_comparison.shared}


def test_the_policy_names_the_very_style_sheet_and_the_very_script(two):
    elements = parsed(to_html(two))
    (style,) = [e.text for e in elements if e.tag == "style"]
    (script,) = [e.text for e in elements if e.tag == "script" and not e.get("type")]
    (policy,) = [e.get("content") for e in elements if e.get("http-equiv")]
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|</", style)


def test_the_script_makes_no_markup_of_texts_and_asks_nobody_but_its_server(two):
    (script,) = [e.text for e in parsed(to_html(two)) if e.tag == "script" and not e.get("type")]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|</|<!--", script)
    assert re.findall(r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\(([^,)]*)", script) == [
        "serverPath",
        "serverPath",
    ]


def test_a_page_may_speak_to_its_server_only_where_it_is_told_so(two):
    def head(text):
        return {e.get("name") or "policy": e.get("content") for e in parsed(text) if e.tag == "meta"}

    assert "tellings-review" not in head(to_html(two)) and "connect-src" not in head(to_html(two))["policy"]
    served = head(to_html(two, save_to='/comparisons/7/review?"<b>', token="T&t"))
    assert served["tellings-review"] == '/comparisons/7/review?"<b>' and served["tellings-token"] == "T&t"
    assert " connect-src 'self';" in served["policy"]


def test_nothing_is_loaded_from_elsewhere(any_comparison):
    text = to_html(any_comparison)
    assert not [e for e in parsed(text) if e.get("src") or e.tag in ("link", "base", "img", "iframe")]
    text.encode("utf-8")


def test_headings_go_down_one_level_at_a_time(any_comparison):
    levels = [int(e.tag[1]) for e in parsed(to_html(any_comparison)) if e.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_an_address_is_a_link_only_where_it_is_a_web_address(two, hostile):
    assert 'href="https://www.bbc.com/news/world-asia-31956380"' in to_html(two)
    assert 'href="javascript' not in to_html(hostile)


def test_every_colour_of_a_text_is_legible():
    from importlib.resources import files

    style = files("compare.views").joinpath("page/report.css").read_text("utf-8")
    blocks = re.findall(r":root(?:\S+)? \{[^}]*--paper[^}]*\}", style)
    light, dark, chosen = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block)) for block in blocks]
    assert dark == chosen and dark.keys() == light.keys()
    for theme in (light, dark):
        for ink in ("ink", "faint", "link", "clash"):
            assert all(contrast(theme[ink], theme[ground]) >= 4.5 for ground in ("paper", "card", "differs-tint"))
        assert contrast(theme["clash"], theme["clash-tint"]) >= 4.5
        assert contrast(theme["ink"], theme["shared-tint"]) >= 4.5


def contrast(a, b):
    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        linear = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
        ]
        return sum(c * w for c, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_same_comparison_gives_the_same_page(any_comparison):
    assert to_html(any_comparison) == to_html(any_comparison)


def test_each_article_in_short_and_the_checksums_are_folded(two):
    from dataclasses import replace

    from compare.model import Summary

    story = replace(two, summaries=(*two.summaries, Summary("bbc", "default", two.summaries[0].sentences)))
    folded = ["".join(e.itertext()) for e in parsed(to_html(story)) if e.tag == "details"]
    assert any("Each article in short" in text and "bbc in short" in text for text in folded)
    assert any(two.articles[0].digest in text for text in folded)
    assert to_html(story).index("In short") < to_html(story).index("The sources")


def test_what_only_one_source_reports_is_led_by_its_number_and_has_its_place(two):
    items = [e for e in parsed(to_html(two)) if e.tag == "li" and re.fullmatch(r"F\d+", e.get("id") or "")]
    assert items and all("".join(e.itertext()).startswith(e.get("id")) for e in items)
    assert all(re.search(r" line \d+", "".join(e.itertext())) for e in items)


def test_speakers_figures_and_dates_are_tables_with_captions_and_headers(told):
    elements = check(to_html(told))
    tables = {e.get("class"): e for e in elements if e.tag == "table"}
    for name in ("values", "who-says", "timeline"):
        inner = [tag(e) for e in tables[name].iter()]
        assert inner.count("caption") == 1 and inner.count("thead") == 1
        scopes = {e.get("scope") for e in tables[name].iter() if tag(e) == "th"}
        assert scopes in ({"col", "row"}, {"col", "rowgroup"})
    bars = [e for e in tables["timeline"].iter() if tag(e) == "svg"]
    assert len(bars) == 2 and all(e.get("aria-hidden") == "true" for e in bars)
    quoted = [e.text for e in elements if e.tag == "em"]
    assert quoted == ["to increase dialogue"]


def test_a_page_without_speakers_figures_and_dates_has_no_empty_sections(two):
    text = to_html(two)
    assert not [e for e in parsed(text) if e.get("id") in ("figures", "who", "timeline", "explained")]


def test_who_says_it_is_escaped_wherever_it_stands(tell):
    text = to_html(tell("x", "<i>Eve</i>", "<i>said</i> so", None))
    assert "&lt;i&gt;Eve&lt;/i&gt;" in text and "<i>" not in text
