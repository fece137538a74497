r"""An article's text made harmless, one function a target.

What an outlet published is data, whatever it contains: ``<script>``, ``\x1b[31m``, a right-to-left override, a row of
pipes. Each target has its own way to be misled, so each has its own function::

    terminal("\x1b[31mred")     →  "[U+001B][31mred"        no byte of an article can steer the terminal
    page("a\0b")                →  "a\ufffdb"               characters HTML forbids; jinja2's autoescape does the rest
    markdown("*a* | <b>")       →  r"\*a\* \| &lt;b&gt;"    no text of an article becomes markup, link or mention
    printed("a\0b")             →  "a[U+0000]b"            characters that a Word document or a workbook cannot hold
    formula("=1+1")             →  "'=1+1"                 no spreadsheet reckons what an outlet wrote

A character that could deceive the reader is shown, not dropped: a fact-checker should see that it was there. Only the
two direction marks, which are common in honest Arabic and Hebrew text and change nothing by themselves in a line of
its own, are left out in the terminal. Runs of white space become one space everywhere: a claim is shown as one line.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_SPACE: Final = re.compile(r"\s+")
_MARKS: Final = re.compile("[\u200e\u200f\u061c]")
# C0, DEL and C1, embeddings, overrides and isolates, halves of surrogate pairs, interlinear and tag characters.
_STEERING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# What HTML forbids in a document ("noncharacters" and controls), and the two overrides: `dir="auto"` isolates a text
# from its neighbours, but inside it an override still turns words around.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# What is left of `_STEERING` where a text has a line of its own, and what XML 1.0 has no word for.
_UNPRINTED: Final = re.compile(f"{_STEERING.pattern}|[\ufffe\uffff]")
# Spaces and characters of format, such as the zero-width ones, before a sign; then what begins a formula.
_FORMULA: Final = re.compile("(^|;)(?=[\\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2065\ufeff]*[=+\\-@\t\r＝＋－＠])")

_PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]#|~$])")
_AT_START: Final = re.compile(r"^( ?)(?:([-+=:])|(\d{1,9})([.)]))")
# GitHub makes links of addresses, and mentions, issue numbers and emoji of plain words, after Markdown is rendered: a
# backslash does not stop the latter, an invisible word joiner does.
_ADDRESS: Final = re.compile(r"(?<=[^\s\d])\.(?=\w)|(?<=\d)\.(?=[^\W\d])|:(?=//)|(?<=/)/")
_MENTION: Final = re.compile(r"@|#(?=\d)|(?<=GH)-(?=\d)|:(?=[\w+-]*[a-zA-Z][\w+-]*:)", re.IGNORECASE)
_JOINER: Final = "\u2060"


def one_line(text: str) -> str:
    """Return `text` with each run of white space as one space; spaces at the ends stay."""
    return _SPACE.sub(" ", text)


def terminal(text: str) -> str:
    r"""Return `text` for a terminal: one line, no character that steers it; such are shown as ``[U+001B]``."""
    return _STEERING.sub(_shown, _MARKS.sub("", one_line(text)))


def printed(text: str) -> str:
    r"""Return `text` for a document or a cell: one line, no character that XML forbids or that turns words around.

    >>> printed("a\x00b\n c")
    'a[U+0000]b c'
    """
    return _UNPRINTED.sub(_shown, one_line(text))


def formula(text: str) -> str:
    """Return `text` for a cell of a CSV file, in which no spreadsheet sees a formula: such begin with an apostrophe.

    What begins a formula in Excel, LibreOffice or Sheets is "=", "+", "-", "@", a tab or a carriage return, full-width
    forms too, also after characters that are not seen. Where semicolons part cells, a cell may begin after one.

    >>> formula("=1+1"), formula("five; =A1"), formula("five - six")
    ("'=1+1", "five;' =A1", 'five - six')
    """
    return _FORMULA.sub(lambda found: found[1] + "'", text)


def page(text: str) -> str:
    """Return `text` with what HTML forbids replaced by U+FFFD; it must still be escaped, as by jinja2's autoescape."""
    return _FORBIDDEN.sub("\ufffd", one_line(text))


def markdown(text: str) -> str:
    """Return `text` for a Markdown table cell or list item: one line that renders as exactly these words."""
    text = _MENTION.sub(lambda found: found[0] + _JOINER, terminal(text))
    text = _PUNCTUATION.sub(r"\\\1", text)
    text = _ADDRESS.sub(lambda found: "\\" + found[0], text)
    text = _AT_START.sub(lambda m: m[1] + (f"\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}"), text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str | None) -> str | None:
    """Return `url` where a reader may be sent to it with one click, else None (it is then shown as text).

    A web address only, and one that says where it leads: no white space or control characters, no user name before an
    ``@`` (``https://bbc.com@example.org`` leads to example.org).
    """
    if not url or not url.isprintable() or " " in url or "\\" in url or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    whole = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if whole else None


def _shown(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
