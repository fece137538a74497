"""ninjs, the news agencies' format in JSON (IPTC, versions 1 to 3): one item → one document.

    {"uri": "urn:…", "type": "text", "version": "3", "pubstatus": "usable", "embargoed": "2015-03-20T06:00:00Z",
     "headline": "Flood hits Varnby", "byline": "Jane Doe", "body_xhtml": "<p>The river rose …</p>"}

Version, status and embargo go to the source; an embargo and a status other than "usable" are told to the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.articles.document import Document, one_line
from compare.articles.readers.marked import add_text
from compare.model import Role

_BODIES = ("body_xhtml", "body_html", "body_text", "description_text", "description_xhtml")


def is_item(item: Mapping[str, Any]) -> bool:
    """Whether an object of JSON is an item of ninjs."""
    body = any(isinstance(item.get(key), str) for key in _BODIES) or isinstance(item.get("bodies"), list)
    return "uri" in item and body and bool({"pubstatus", "versioncreated", "version", "type", "headline"} & set(item))


def document(item: Mapping[str, Any]) -> Document:
    """Return the document of one item."""
    made = Document(
        outlet=_word(item, "copyrightholder") or _first(item.get("infosources"), "name"),
        url=uri if (uri := _word(item, "uri")).startswith(("http://", "https://")) else "",
        date=_word(item, "firstcreated") or _word(item, "firstCreated") or _word(item, "versioncreated"),
        byline=_word(item, "byline") or _first(item.get("by"), "name"),
        language=_word(item, "language")[:2].lower(),
        version=_word(item, "version"),
        status=_word(item, "pubstatus") or _word(item, "pubStatus"),
        embargo=_word(item, "embargoed") or _word(item, "embargoedUntil"),
    )
    made.notes = notes(made.status, made.embargo)
    made.add(_word(item, "headline") or _first(item.get("headlines"), "value"), Role.TITLE, "headline of the item")
    if item.get("located"):
        made.add(_word(item, "located"), Role.DATELINE, "place of the item")
    body = next((item[key] for key in _BODIES if isinstance(item.get(key), str) and item[key].strip()), "")
    add_text(made, body or _first(item.get("bodies"), "value"))
    return made


def notes(status: str, embargo: str) -> list[str]:
    """Return what a user must know of wire copy before using it."""
    told = []
    if embargo:
        told.append(f"is under embargo until {embargo}: nothing of it may be published before")
    if status.rpartition(":")[2].lower() in {"canceled", "cancelled", "withheld"}:
        told.append(f"was {status.rpartition(':')[2].lower()} by its agency: do not use it")
    return told


def _word(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _first(items: Any, key: str) -> str:
    found = [item.get(key) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return next((value for value in found if isinstance(value, str) and value.strip()), "")
