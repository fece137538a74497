"""A real Chromium for tests: the one of the system, which asks nothing of the network by itself.

On a user's machine without it the tests are skipped with the command that installs it; in CI that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-default-apps", "--disable-gpu",
]  # fmt: skip
MISSING = "{what} is missing, install it: {command}"


def program() -> str:
    """Return the path of Chromium; where there is none, skip the test, or fail it in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _missing("Chromium", "apt-get install chromium")
    assert found is not None
    return found


@contextmanager
def running() -> Iterator[Browser]:
    """Run a browser without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright", "pip install playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """Open `address` in a profile of its own; its errors, and what it asks of others, fail the test.

    A dialog fails it too: nothing of ours opens any, and what is smuggled into a page does.

    `context` are the options of playwright's `new_context`: size, colours, whether there is JavaScript.
    """
    trouble: list[str] = []
    home = address.partition("#")[0] if address.startswith("file:") else "/".join(address.split("/")[:3]) + "/"
    with browser.new_context(**context) as profile:
        page = profile.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: trouble.append(f"asked {asked.url}") if _strays(asked.url, home) else None)
        page.goto(address)
        yield page
    assert not trouble, trouble[:5]


def violations(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and good practice in the page as it is now."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']} {node['html'][:200]}"
        for violation in found.response["violations"]
        for node in violation["nodes"][:3]
    ]


def saved(folder: Path, html: str, name: str = "report.html") -> str:
    """Write a page to a file and return its address."""
    path = folder / name
    path.write_text(html, "utf-8")
    return path.as_uri()


def reloaded(page: Page, script: str) -> None:
    """Reload until `script` gives something true: the browser keeps what a page stores in a moment of its own."""
    for _ in range(10):
        page.reload()
        if page.evaluate(script):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not so after ten reloads: {script}")


def _strays(address: str, home: str) -> bool:
    return not address.startswith((home, "blob:", "data:", "about:"))


def _missing(what: str, command: str) -> None:
    message = MISSING.format(what=what, command=command)
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def until(page: Page, script: str, arg: object = None) -> None:
    """Wait until `script` gives something true: Playwright's own wait needs `eval`, which the page's policy forbids."""
    for _ in range(200):
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not so after ten seconds: {script}")
