"""The reviewer's hand in the page: Python comes to what it decides; it is kept, saved, opened and taken back."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser import opened, reloaded, saved
from test_report_page import DESK, rows_laid_out, rows_shown, show

import compare
from compare.views.layout import lay_out

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seeds():
    return compare.compare([compare.read(str(ROOT / "seeds/bbc.txt")), compare.read(str(ROOT / "seeds/scmp.txt"))])


@pytest.fixture
def address(seeds, tmp_path):
    return saved(tmp_path, seeds.to_html())


def start_review(page, coder="Ann Other"):
    page.locator("#review-toggle").click()
    page.locator("#coder").fill(coder)
    page.locator("#coder").blur()


def panel(page, row):
    page.locator(f"[id='{row}'] .review-one").click()
    return page.locator(".panel")


def saved_file(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").click()
    return Path(download.value.path()).read_text("utf-8")


def agrees(page, seeds, text):
    """Check that Python makes the same of the review as the page shows."""
    reviewed = seeds.reviewed(text)
    assert rows_shown(page) == rows_laid_out(reviewed)
    assert page.locator("#counts a").all_inner_texts() == list(lay_out(reviewed).counts.values())
    return reviewed


def test_every_decision_is_shown_saved_and_applied_alike(browser, seeds, address):
    shared = [fact for fact in seeds.shared if len(fact.claims) == 2]
    several = next(fact for fact in seeds.shared if len(fact.claims) > 2)
    only = next(row.id for row in lay_out(seeds).only["bbc"])
    with opened(browser, address, **DESK) as page:
        start_review(page)
        panel(page, shared[0].id).get_by_role("button", name="Accept").click()
        panel(page, shared[1].id).get_by_role("button", name="Not the same").click()
        split = panel(page, several.id)
        split.locator("input[type=checkbox]").first.check()
        split.get_by_role("button", name="Take out").click()
        merge = panel(page, only)
        merge.get_by_label("Merge with").select_option(index=3)
        merge.get_by_role("button", name="Merge").click()
        status = panel(page, shared[0].id)
        status.get_by_label("Status").select_option("conflicting")
        status.get_by_role("button", name="Set").click()
        note = panel(page, shared[0].id)
        note.get_by_label("Note").fill("ask Beijing <b>again</b>")
        note.get_by_role("button", name="Save note").click()
        perhaps = page.locator("[data-section=perhaps] .row").first.get_attribute("id")
        panel(page, perhaps).get_by_role("button", name="The same: make it one fact").click()
        assert "ask Beijing <b>again</b>" in page.locator(f"#{shared[0].id} .decided").inner_text()
        text = saved_file(page)
        review = json.loads(text)
        assert review["schema_version"] == "1.0" and review["coder"] == "Ann Other"
        assert review["comparison"] == seeds.fingerprint
        assert [d["do"] for d in review["decisions"]] == "accept reject split merge status note merge".split()
        reviewed = agrees(page, seeds, text)
        for left in range(len(review["decisions"]) - 1, -1, -1):
            page.locator("#undo").click()
            agrees(page, seeds, json.dumps({**review, "decisions": review["decisions"][:left]}))
    assert sum(fact.changed for fact in reviewed.facts)


def test_a_review_is_there_again_after_a_reload(browser, seeds, address):
    fact = seeds.shared[0]
    with opened(browser, address, **DESK) as page:
        start_review(page)
        panel(page, fact.id).get_by_role("button", name="Accept").click()
        reloaded(page, "document.querySelector('.decided')")
        show(page, "facts")
        assert "accepted by Ann Other" in page.locator(f"#{fact.id} .decided").inner_text()
        page.locator("#review-toggle").click()
        assert page.locator("#coder").input_value() == "Ann Other"
        assert page.locator("#progress").inner_text().startswith("1 of ")


def test_a_file_is_opened_and_a_wrong_one_refused_whole(browser, seeds, address, tmp_path):
    fact = seeds.shared[0]
    review = {
        "schema_version": "1.0",
        "comparison": seeds.fingerprint,
        "coder": "Bo",
        "decisions": [{"do": "reject", "claims": [claim.id for claim in fact.claims]}],
    }
    good, bad, other = (tmp_path / name for name in ("good.json", "bad.json", "other.json"))
    good.write_text(json.dumps(review))
    bad.write_text(json.dumps({**review, "decisions": [*review["decisions"], {"do": "accept", "claims": ["bbc:999"]}]}))
    other.write_text(json.dumps({**review, "comparison": "0" * 64}))
    with opened(browser, address, **DESK) as page:
        page.locator("#review-toggle").click()
        before = rows_shown(page)
        for wrong, reason in ((bad, "decision 2"), (other, "another comparison")):
            page.locator("#open-review").set_input_files(wrong)
            page.get_by_text(reason).wait_for()
            assert rows_shown(page) == before
        page.locator("#open-review").set_input_files(good)
        page.get_by_text("good.json opened").wait_for()
        agrees(page, seeds, good.read_text())


def test_a_reviewed_report_says_so_and_its_review_goes_on(browser, seeds, tmp_path):
    fact = seeds.shared[0]
    text = json.dumps(
        {
            "schema_version": "1.0",
            "comparison": seeds.fingerprint,
            "coder": "Bo",
            "decisions": [
                {"do": "reject", "claims": [claim.id for claim in fact.claims]},
                {"do": "note", "claims": [fact.claims[0].id], "text": "not the same year"},
            ],
        }
    )
    reviewed = seeds.reviewed(text)
    address = saved(tmp_path, reviewed.to_html())
    for script in (False, True):
        with opened(browser, address, java_script_enabled=script, **DESK) as page:
            assert "Reviewed by Bo: 2 decisions" in page.locator("header").inner_text()
            assert rows_shown(page) == rows_laid_out(reviewed)
            page.goto(f"{address}#facts")
            page.locator("#facts .decision").first.wait_for()
            assert "note by Bo: not the same year" in page.locator("#facts").inner_text()
    with opened(browser, address, **DESK) as page:
        page.locator("#review-toggle").click()
        page.locator("#undo").click()
        page.locator("#undo").click()
        assert rows_shown(page) == rows_laid_out(seeds)


class Shelf(BaseHTTPRequestHandler):
    """A server with one report and one review, which takes the latter from who shows the token."""

    html = ""
    review = b""

    def do_GET(self):
        if self.path == "/7/review":
            known = self.headers["X-Tellings-Token"] == "secret"
            self._answer(200 if known and self.review else 204 if known else 403, "application/json", self.review)
        else:
            self._answer(200, "text/html; charset=utf-8", self.html.encode())

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        known = self.headers["X-Tellings-Token"] == "secret"
        if known and self.headers["Content-Type"] == "application/json":
            type(self).review = body
        self._answer(204 if known else 403, "application/json", b"")

    def _answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def shelf(seeds):
    class Own(Shelf):
        html = seeds.to_html(save_to="/7/review", token="secret")

    with ThreadingHTTPServer(("127.0.0.1", 0), Own) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Own, f"http://127.0.0.1:{server.server_port}/7"
        server.shutdown()
        thread.join()


def test_a_served_page_saves_its_review_and_finds_it_again(browser, seeds, shelf):
    handler, address = shelf
    fact = seeds.shared[0]
    with opened(browser, address, **DESK) as page:
        start_review(page)
        panel(page, fact.id).get_by_role("button", name="Accept").click()
        page.get_by_text("Saved on the server").wait_for()
        assert json.loads(handler.review)["decisions"][0]["claims"] == [claim.id for claim in fact.claims]
    with opened(browser, address, **DESK) as page:  # another profile: nothing is left in the browser
        show(page, "facts")
        page.locator(f"#{fact.id} .decided").wait_for()


def test_a_page_without_storage_works(browser, seeds, tmp_path):
    saved(tmp_path, seeds.to_html(), "inner.html")
    frame = '<!DOCTYPE html><iframe sandbox="allow-scripts" src="inner.html" width=1200 height=700></iframe>'
    with browser.new_context(**DESK) as profile:
        page = profile.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(saved(tmp_path, frame, "outer.html"))
        inner = page.frame_locator("iframe")
        inner.locator("#review-toggle").click()
        inner.locator(f"#{seeds.shared[0].id} .review-one").click()
        inner.locator(".panel").get_by_role("button", name="Accept").click()
        inner.get_by_text("Not kept: save a file").wait_for()
        assert errors == []
