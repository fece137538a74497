"""No text of others runs or loads: payloads as names, titles, texts, coders and notes, in every view of a real browser.

`opened` fails at the first dialog, error, warning of the content security policy, or request to anywhere else.
"""

from __future__ import annotations

from dataclasses import replace

from browser import opened, reloaded, saved, until
from test_report_page import DESK, VIEWS

from compare.model import Act, Decision, Review
from compare.views.escape import page as escaped
from compare.views.html import to_html

OURS = "[document.scripts.length, document.querySelectorAll('iframe,object,embed,img,link,base,form').length]"


def annotated(comparison, payloads):
    """Return the comparison with a review of which every note, and the coder, is a payload."""
    ids = [claim.id for claim in comparison.claims]
    notes = tuple(Decision(Act.NOTE, (ids[k % len(ids)],), text=payload) for k, payload in enumerate(payloads))
    return replace(comparison, review=Review(comparison.fingerprint, "".join(payloads[:3]), notes))


def walk(page):
    """Go through all views, with a claim pointed at and a row under review."""
    for view in VIEWS:
        page.evaluate("view => { location.hash = view }", view)
        until(page, f"document.documentElement.dataset.view === '{view}'")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.locator("#review-toggle").click()
    page.evaluate(
        """() => { document.querySelectorAll('.num').forEach(link => link.focus());
            document.querySelectorAll('.review-one').forEach((button, k) => { if (k < 4) button.click(); }); }"""
    )


def test_no_payload_runs_wherever_it_stands(browser, crowds, tmp_path):
    for number, (payloads, crowd) in enumerate(crowds):
        address = saved(tmp_path, to_html(annotated(crowd, payloads)), f"{number}.html")
        with opened(browser, address, **DESK) as page:
            walk(page)
            assert page.evaluate(OURS) == [2, 0]
            noted = "\n".join(page.locator(".decision").all_text_contents())
            assert all(payload.strip() in noted for payload in payloads if payload == escaped(payload))


def test_no_payload_runs_that_a_reviewer_types_or_opens(browser, two, payloads, tmp_path):
    text = "\n".join(payloads)
    with opened(browser, saved(tmp_path, to_html(two)), **DESK) as page:
        page.locator("#review-toggle").click()
        page.locator("#coder").fill(text[:2000])
        page.locator(".review-one").first.click()
        page.locator(".panel textarea").fill(text)
        page.get_by_role("button", name="Save note").click()
        for payload in payloads[::40]:
            page.locator("#search").fill(payload.replace("\n", " "))
        page.locator("#search").fill("")
        walk(page)
        assert page.evaluate(OURS) == [2, 0]
        reloaded(page, "document.querySelector('.decision')")
        assert payloads[0] in page.locator(".decision").first.text_content()


def test_no_payload_runs_in_conflicts_evidence_and_speakers(browser, tell, payloads, tmp_path):
    for number, payload in enumerate(payloads[::60]):
        comparison = tell("x" + payload, payload, payload, payload)
        with opened(browser, saved(tmp_path, to_html(comparison), f"{number}.html"), **DESK) as page:
            walk(page)
            assert page.evaluate(OURS) == [2, 0]
