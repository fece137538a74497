"""An e-mail (EML) or a page saved by a browser as one file (MHTML) → its text; the standard library reads MIME.

Subject: Flood hits Varnby        title        multipart/related, text/html   the page, as any page
From: Jane Doe <jane@…>           byline       multipart/alternative          its plain text, else its HTML
Date: Thu, 19 Mar 2015 …          date         attachments                    named as boilerplate, not read
"""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from compare.articles.decode import decode
from compare.articles.document import Document, Unreadable, one_line
from compare.articles.readers.marked import add_text
from compare.articles.readers.pages import page_of
from compare.model import Role

_MOST_PARTS = 2_000


def read(data: bytes) -> list[Document]:
    """Read a message or a saved page. Raises `Unreadable`."""
    data = data.lstrip()
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Unreadable("is a damaged message; save it again")
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    pages = [part for part in parts if part.get_content_type() == "text/html" and not part.is_attachment()]
    saved = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    is_saved = (
        bool(saved)
        or "saved by" in _header(message, "From").lower()
        or (message.get_content_type() == "multipart/related" and not message["To"])
    )
    if is_saved and pages:
        address = saved or _header(pages[0], "Content-Location")
        return [page_of(_payload(pages[0]), address if address.startswith("http") else "")]
    return [_letter(message, parts, pages)]


def _letter(message: EmailMessage, parts: list[EmailMessage], pages: list[EmailMessage]) -> Document:
    name, address = parseaddr(_header(message, "From"))
    document = Document(byline=one_line(name or address), date=_date(message))
    document.add(_header(message, "Subject"), Role.TITLE, "subject of the message")
    for key in ("From", "To", "Date"):
        if value := _header(message, key):
            document.add(f"{key}: {value}", Role.BOILERPLATE, "head of the message")
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not part.is_attachment()]
    for part in plain or pages:
        text, document.encoding = _text(part)
        add_text(document, text)
    for part in parts:
        if part.is_attachment():
            document.add(
                f"Attachment: {part.get_filename() or 'without a name'}", Role.BOILERPLATE, "attachment, not read"
            )
    if not plain and not pages:
        raise Unreadable("is a message without text; save its attachments and give these")
    return document


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the parser of headers stumbles over some
        return ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError):
        return _header(message, "Date")


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage) -> tuple[str, str]:
    data = _payload(part)
    charset = part.get_content_charset() or ""
    try:
        return data.decode(charset), charset
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data)
