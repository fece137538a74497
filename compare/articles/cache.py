"""The pages that were fetched, kept on disk, so that a comparison can be made again and gives the same.

    <the user's cache folder>/tellings/
        addresses/9f86d0….json   the address, where it led, when, the SHA-256 of its page
        pages/2c26b4…            the page, named by its SHA-256

A page is checked against its name when it is taken out: what was changed or cut on disk counts as not there. What is
kept is never too old by itself; whoever uses it says its age, and `fresh` fetches anew. The folder is for its user
alone, as what a journalist read is nobody else's business; the oldest pages go when it holds more than 500 MB.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from compare.articles.fetch import Page

_LARGEST = 500_000_000  # bytes of all pages


class Cache:
    """The pages kept in one folder, which is made when the first is put there; `largest` bounds their bytes."""

    def __init__(self, folder: Path, largest: int = _LARGEST) -> None:
        self._largest = largest
        self._addresses = folder / "addresses"
        self._pages = folder / "pages"

    def get(self, address: str) -> Page | None:
        """Return the page that was fetched for `address`, or None where it is not there or was changed."""
        try:
            entry = json.loads(self._entry(address).read_text("utf-8"))
            body = (self._pages / Path(entry["sha256"]).name).read_bytes()
            fetched = datetime.fromisoformat(entry["fetched"])
            page = Page(str(entry["url"]), body, entry["charset"], fetched)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        whole = hashlib.sha256(body).hexdigest() == entry["sha256"] and entry["address"] == address
        return page if whole and fetched.tzinfo is not None and fetched <= datetime.now(UTC) else None

    def put(self, address: str, page: Page) -> None:
        """Keep `page` for `address`. Raises `OSError` where the disk does not take it."""
        for folder in (self._addresses, self._pages):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = hashlib.sha256(page.body).hexdigest()
        self._make_room(len(page.body))
        _write(self._pages / digest, page.body)
        entry = {
            "address": address,
            "url": page.url,
            "sha256": digest,
            "charset": page.charset,
            "fetched": page.fetched.isoformat(timespec="seconds"),
        }
        _write(self._entry(address), json.dumps(entry, indent=1).encode())

    def _entry(self, address: str) -> Path:
        return self._addresses / f"{hashlib.sha256(address.encode()).hexdigest()}.json"

    def _make_room(self, size: int) -> None:
        kept = sorted((stat.st_mtime, stat.st_size, path) for path in self._pages.iterdir() if (stat := path.stat()))
        over = sum(of for _, of, _ in kept) + size - self._largest
        for _, of, path in kept:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= of


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its user only."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
