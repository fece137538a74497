"""The pages in a real browser, as their user goes through them; each also without scripts, on a phone, and by axe."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import httpx
import pytest
from browser import opened, until, violations
from serving import Server

from compare.web.forms import FORMS
from web.conftest import SEEDS, post

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(params=[DESK, {**PHONE, "color_scheme": "dark"}], ids=["desk", "phone, dark"])
def page(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    with opened(browser, server.login, **request.param) as found:
        yield found


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    with opened(browser, server.login, **DESK) as found:
        yield found


def looked_at(page: Page) -> None:
    """Check what holds of every page in every state."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"


def paste(page: Page, *texts: str, names: tuple[str, ...] = ("BBC", "SCMP", "Third")) -> None:
    for number, (text, name) in enumerate(zip(texts, names, strict=False)):
        if number >= page.locator("#texts fieldset").count():
            page.get_by_role("button", name="Another text").click()
        box = page.locator("#texts fieldset").nth(number)
        box.get_by_label("Source").fill(name)
        box.get_by_label("Article").fill(text)


def follow(page: Page, element: Locator) -> None:
    """Click what leads to another page, and wait until that is there."""
    with page.expect_navigation():
        element.click()


def compare(page: Page) -> None:
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator("#counts").wait_for(timeout=60_000)


def test_paste_the_seeds_read_review_reload_and_export_every_format(page: Page) -> None:
    looked_at(page)
    paste(page, *SEEDS.values())
    compare(page)
    looked_at(page)
    assert page.locator("h1").inner_text() == "China and Japan hold first security talks in four years"
    address = page.url
    identity = address.rpartition("/")[2]
    page.locator(".views a[href='#facts']").click()
    page.locator("#facts").wait_for()
    before = page.locator("#counts a").all_inner_texts()
    fact = page.locator("[data-section=shared] .row").first.get_attribute("id")
    page.locator("#review-toggle").click()
    page.locator("#coder").fill("Ann Other")
    page.locator("#coder").blur()
    page.locator(f"[id='{fact}'] .review-one").click()
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        page.locator(".panel").get_by_role("button", name="Not the same").click()
    assert saved.value.status == 204
    counts = page.locator("#counts a").all_inner_texts()
    assert counts != before
    looked_at(page)

    page.reload()
    until(page, "counts => document.querySelector('#counts').innerText.includes(counts)", counts[0])
    page.goto(address.partition("/comparisons")[0] + "/library")
    entry = page.locator(".entry").first
    assert counts[0] in entry.inner_text() and "reviewed" in entry.inner_text()
    looked_at(page)
    follow(page, entry.get_by_role("link", name="Export and more"))
    looked_at(page)
    for name, form in FORMS.items():
        with page.expect_download() as download:
            page.locator(f"a[href$='/export/{name}']").click()
        file = Path(download.value.path())
        assert download.value.suggested_filename == f"tellings-{identity}{form.ending}"
        assert holds(file, form.ending, "Ann Other") or name in ("pdf", "csv"), name


def holds(file: Path, ending: str, words: str) -> bool:
    """Whether an exported file says `words`; of documents their parts."""
    if ending in (".docx", ".xlsx"):
        with ZipFile(file) as parts:
            return any(words.encode() in parts.read(name) for name in parts.namelist())
    return words.encode() in file.read_bytes()


def test_texts_files_and_addresses_together(desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "scmp.txt"
    file.write_text(SEEDS["scmp"], "utf-8")
    paste(desk, SEEDS["bbc"], names=("The BBC",))
    desk.locator("input[type=file]").set_input_files(file)
    assert desk.locator("#dropped").inner_text() == "scmp.txt"
    desk.get_by_label("One a line").fill("Inside http://127.0.0.1:8080/")
    desk.get_by_label("Title").fill("Talks, by two")
    compare(desk)
    follow(desk, desk.get_by_role("link", name="Export and more"))
    assert desk.locator("h1").inner_text() == "Talks, by two"
    assert desk.locator(".lead").first.inner_text().startswith("The BBC, scmp · ")
    assert "public" in desk.locator(".problems").inner_text()
    assert desk.locator(".given li").all_inner_texts() == ["The BBC pasted", "scmp.txt file", "Inside address"]
    looked_at(desk)


def test_files_are_dropped_anywhere(desk: Page) -> None:
    for name in SEEDS:
        desk.evaluate(
            """([name, text]) => {
                const dropped = new DataTransfer();
                dropped.items.add(new File([text], name));
                const options = { dataTransfer: dropped, bubbles: true, cancelable: true };
                for (const type of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, options));
            }""",
            [f"{name}.txt", SEEDS[name]],
        )
    assert desk.locator("#dropped li").all_inner_texts() == ["bbc.txt", "scmp.txt"]
    compare(desk)


def test_three_texts(desk: Page) -> None:
    paste(desk, *SEEDS.values(), "Japan and China talk.\n\nThe two held security talks in Tokyo on Thursday.")
    compare(desk)
    assert "Third" in desk.locator("header").inner_text()


def test_what_fails_says_why_and_can_be_mended(page: Page) -> None:
    paste(page, "Japan and China held talks.", "  \t ", names=("One", "Empty"))
    page.get_by_label("One a line").fill("127.0.0.1/etc/passwd")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".problems").wait_for(timeout=60_000)
    assert "127.0.0.1" in page.locator(".problems").inner_text()
    looked_at(page)
    follow(page, page.get_by_role("link", name="Change what it is made of"))
    assert page.locator("textarea[name=text]").first.input_value() == "Japan and China held talks."
    assert page.get_by_label("One a line").input_value() == "https://127.0.0.1/etc/passwd"
    page.get_by_label("One a line").fill("")
    page.locator("textarea[name=text]").nth(1).fill("China and Japan held talks.")
    compare(page)


def test_progress_is_told_and_called_off(page: Page) -> None:
    long = [f"Minister {n} resigned in town {n * 7} on Monday after {n + 3} hours of talks." for n in range(3000)]
    fill = "texts => document.querySelectorAll('#texts textarea').forEach((box, k) => { box.value = texts[k]; })"
    page.evaluate(fill, ["\n\n".join(long[k::2]) for k in range(2)])
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_text("Comparing").first.wait_for(timeout=60_000)
    looked_at(page)
    page.get_by_role("button", name="Call it off").click()
    page.get_by_text("called off").first.wait_for(timeout=60_000)
    looked_at(page)


def test_the_library(page: Page, api: httpx.Client) -> None:
    mark = f"Mark{page.viewport_size['width']}"
    identity = post(api, f"{mark} resigned on Monday.", f"On Monday {mark} stepped down.", title=f"On {mark}")
    home = page.url
    page.goto(f"{home}library")
    page.get_by_role("searchbox").fill(f"{mark.lower()} resigned")
    follow(page, page.get_by_role("button", name="Search"))
    assert page.locator(".entry").count() == 1
    looked_at(page)
    page.get_by_role("button", name=f"Compare anew: On {mark}").click()
    page.locator("#counts").wait_for(timeout=60_000)
    assert identity not in page.url
    new = page.url.rpartition("/")[2]
    page.goto(f"{home}library?q={mark}")
    assert page.locator(".entry").count() == 2
    follow(page, page.get_by_role("button", name=f"Delete: On {mark}").first)
    assert page.locator("#deleted .entry").inner_text().startswith(f"On {mark}")
    assert api.get(f"/api/comparisons/{new}").status_code == 404
    looked_at(page)
    follow(page, page.get_by_role("button", name=f"Bring back: On {mark}"))
    assert api.get(f"/api/comparisons/{new}").status_code == 200
    page.goto(f"{home}library?q={mark}")
    follow(page, page.get_by_role("button", name=f"Delete: On {mark}").first)
    follow(page, page.get_by_role("button", name="Erase them now"))
    assert page.locator("#deleted").count() == 0
    page.goto(f"{home}library?q=no-such-words-anywhere")
    assert "0 comparisons have" in page.locator("main").inner_text()
    looked_at(page)


@contextmanager
def newspaper(*headers: tuple[str, str]) -> Iterator[str]:
    """Serve a page of another site: the same machine, another port."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for header in (("Content-Type", "text/html; charset=utf-8"), *headers):
                self.send_header(*header)
            self.end_headers()
            lines = "".join(f"<p>{line}</p>" for line in SEEDS["bbc"].splitlines() if line.strip())
            head = "<!doctype html><html lang=en><title>Talks – café</title><link rel=icon href=data:,>"
            self.wfile.write(f"{head}<article>{lines}</article>".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/news/1"
        made.shutdown()


@pytest.mark.parametrize("headers", [(), (("Cross-Origin-Opener-Policy", "same-origin"),)], ids=["", "shut off"])
def test_the_bookmarklet_sends_the_page_one_reads(
    browser: Browser, server: Server, pages: httpx.Client, headers: tuple[tuple[str, str], ...]
) -> None:
    with newspaper(*headers) as news, browser.new_context(**DESK) as profile:
        page = profile.new_page()
        page.goto(server.login)
        page.goto(f"{server.home}/bookmarklet")
        looked_at(page)
        script = page.locator("#bookmarklet").get_attribute("href")
        assert page.locator("textarea").input_value() == script
        page.goto(news)
        with profile.expect_page() as window:
            page.evaluate(script.removeprefix("javascript:"))
        form = window.value
        if not headers:
            form.get_by_text("came along").wait_for()
        looked_at(form)
        assert form.get_by_label("Address").input_value() == news
        assert "tray" not in pages.get("/").text, "nothing is kept before it is confirmed"
        form.get_by_label("Source").fill("The Paper")
        form.get_by_role("button", name="Keep it").click()
        form.locator("#tray").wait_for()
        assert ("as you saw it" in form.locator("#tray").inner_text()) is (not headers)
        looked_at(form)
        if not headers:
            paste(form, SEEDS["scmp"], names=("SCMP",))
            compare(form)
            assert "The Paper" in form.locator("header").inner_text()
            assert 'id="tray"' not in pages.get("/").text
        else:
            paste(form, "What was typed stays.", names=("Mine",))
            follow(form, form.get_by_role("button", name="Take The Paper out"))
            assert form.locator("textarea[name=text]").first.input_value() == "What was typed stays."
            assert form.locator("#tray").count() == 0


def test_another_site_can_fill_the_form_in_but_not_send_it(pages: httpx.Client, key: str) -> None:
    """What opens /add is any page; only its user sends the form."""
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a.example/\x00", "", "x" * 3000):
        shown = pages.get("/add", params={"url": url, "title": "<script>alert(1)</script>"})
        assert shown.status_code == 200 and "<script>alert" not in shown.text
        assert pages.post("/tray", data={"url": url, "key": key}).status_code == 422
    assert 'id="tray"' not in pages.get("/").text


def test_without_scripts(browser: Browser, server: Server) -> None:
    with opened(browser, server.login, **DESK, java_script_enabled=False) as page:
        boxes = page.locator("textarea[name=text]")
        assert boxes.count() == 4, "more boxes are there from the beginning"
        for box, text in ((boxes.nth(0), SEEDS["bbc"]), (boxes.nth(3), SEEDS["scmp"])):
            box.fill(text)
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_role("heading", name="China and Japan hold first security talks").wait_for(timeout=60_000)
        follow(page, page.get_by_role("link", name="Library"))
        follow(page, page.get_by_role("button", name="Delete").first)
        follow(page, page.get_by_role("button", name="Bring back").first)
        follow(page, page.get_by_role("link", name="Export and more").first)
        with page.expect_download() as download:
            page.get_by_role("link", name="JSON .json").click()
        assert json.loads(Path(download.value.path()).read_text("utf-8"))["facts"]


def test_every_page_that_says_no(browser: Browser, server: Server) -> None:
    missing = "/comparisons/0000000000000000"
    for path, known in (("/", False), (missing, True), ("/nothing", True), ("/library?page=0", True)):
        with browser.new_context(**PHONE) as profile:
            page = profile.new_page()
            if known:
                page.goto(server.login)
            page.goto(server.home + path)
            assert page.get_by_role("alert").count() == 1
            looked_at(page)


def test_no_text_of_others_runs_or_loads(
    browser: Browser, server: Server, api: httpx.Client, pages: httpx.Client, key: str, payloads: list[str]
) -> None:
    """Payloads as texts, names, titles and names of files, in searches, in the tray, in errors."""
    clean = [p.encode("utf-8", "replace").decode().replace("\0", "") for p in payloads]
    chunks = [clean[start : start + 46] for start in range(0, len(clean), 46)]
    made = []
    for chunk in chunks:
        articles = [{"text": f"{p}\n\n{p} said on Monday.", "name": p[:60]} for p in chunk]
        bad: list[dict[str, Any]] = [{"file": p[:200], "content": "AAAA"} for p in chunk[:4] if p]
        new = {"articles": articles + bad, "title": "".join(chunk)[:200]}
        made.append(api.post("/api/comparisons", json=new).json()["id"])
    for number, payload in enumerate(clean[::150]):
        pages.post("/tray", data={"url": f"https://a.example/{number}", "name": payload, "key": key, "page": payload})
    foreign = "iframe,object,embed,img,base,meta[http-equiv]"
    ours = f"[document.scripts.length, document.querySelectorAll('{foreign}').length]"
    with opened(browser, server.login, **DESK) as page:
        assert page.evaluate(ours) == [1, 0]
        for payload in clean[::40]:
            page.goto(f"{server.home}/library?" + str(httpx.QueryParams({"q": payload[:200]})))
            assert page.evaluate(ours) == [1, 0]
        page.goto(f"{server.home}/add?" + str(httpx.QueryParams({"url": clean[0], "title": "".join(clean[:20])[:900]})))
        assert page.evaluate(ours) == [1, 0]
        for identity, chunk in zip(made, chunks, strict=True):
            status = api.get(f"/api/comparisons/{identity}?wait=60").json()["status"]
            page.goto(f"{server.home}/comparisons/{identity}/about")
            assert page.evaluate(ours) == [1, 0]
            page.goto(f"{server.home}/?from={identity}")
            assert page.evaluate(ours) == [1, 0]
            typed = page.locator("textarea[name=text]").first.input_value()
            assert typed.split("\n")[0].strip()[:5] == chunk[0].split("\n")[0].strip()[:5]
            if status == "done":
                page.goto(f"{server.home}/comparisons/{identity}")
                assert page.evaluate(ours.replace("meta[http-equiv]", "form")) == [2, 0]
        page.goto(f"{server.home}/library")
        assert page.evaluate(ours) == [1, 0]
    for one in made:
        api.delete(f"/api/comparisons/{one}")
    tray = [part.partition('"')[0] for part in pages.get("/").text.split('name="tray" value="')[1:]]
    for number in tray:
        pages.post(f"/tray/{number}/take", data={"key": key})
