"""Small real files of every format that is read, with sentences of our own."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Sequence
from email.message import EmailMessage

TITLE = "Flood hits the old town of Varnby"
FIRST = "The river rose two metres on Monday and flooded the old town of Varnby, officials said."
SECOND = "Police rescued 12 people from the school beside the bridge, which stays closed until Thursday."
THIRD = "The mayor asked everybody in the lower streets to stay at home while the water falls again."
SENTENCES = (FIRST, SECOND, THIRD)
OTHER = ("The rain stopped on Tuesday evening.", "Two bridges in Varnby stay closed, the county council said.")
URL = "https://post.example.org/news/flood"


def html(sentences: Sequence[str] = SENTENCES, title: str = TITLE) -> bytes:
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2015-03-19T10:00:00Z",
        "author": {"@type": "Person", "name": "Jane Doe"},
        "publisher": {"@type": "Organization", "name": "The Post"},
    }
    text = "\n".join(f"<p>{sentence} {sentence.replace('Varnby', 'the town')}</p>" for sentence in sentences)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | The Post</title>
<link rel="canonical" href="{URL}"><script type="application/ld+json">{json.dumps(about)}</script>
<style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><article><h1>{title}</h1><p class="byline">By Jane Doe</p>{text}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/1">Cat found on a tree</a></li><li><a href="/2">Rain is wet</a></li></ul>
</aside><footer>Imprint and contact</footer><script>var tracked = "never shown";</script></body></html>""".encode()


def docx(sentences: Sequence[str] = SENTENCES) -> bytes:
    import docx as library

    document = library.Document()
    document.sections[0].header.paragraphs[0].text = "The Post, page one"
    document.add_paragraph(TITLE, style="Title")
    for sentence in sentences:
        document.add_paragraph(sentence)
    document.add_paragraph("What is closed", style="Heading 1")
    document.add_paragraph("The bridge is closed until Thursday", style="List Bullet")
    return _saved(document.save)


def nexis() -> bytes:
    import docx as library

    document = library.Document()
    for number, (title, body) in enumerate(((TITLE, SENTENCES), ("Rain stops over the valley", OTHER)), 1):
        for line in (
            title, "The Post", f"March {number}, 2015 Thursday", "Copyright 2015 The Post All Rights Reserved",
            "Section: NEWS; Pg. 3", f"Length: {number}12 words", "Byline: Jane Doe", "Body", *body,
            "Load-Date: March 20, 2015", "End of Document",
        ):  # fmt: skip
            document.add_paragraph(line)
    return _saved(document.save)


def factiva() -> bytes:
    articles = []
    for number, (title, body) in enumerate(((TITLE, SENTENCES), ("Rain stops over the valley", OTHER)), 1):
        text = "\n\n".join(body[1:])
        articles.append(
            f"HD   {title}\nBY   By Jane Doe\nWC   {number}12 words\nPD   {number} March 2015\nSN   The Post\nSC   POST\n"
            f"PG   3\nLA   English\nCY   (c) 2015 The Post\n\nLP   \n{body[0]}\n\nTD   \n{text}\n\n"
            f"Document POST00002015{number}319eb3j0000x\n"
        )
    return "\n\n".join(articles).encode()


def rtf(text: str | None = None) -> bytes:
    lines = [TITLE, *SENTENCES] if text is None else text.split("\n")
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0 {\\fonttbl {\\f0 Times;}}\\f0\\fs24 " + "\\par\n".join(lines) + "}"
    ).encode()


def pdf(pages: int = 3) -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.set_auto_page_break(False)
    for page in range(1, pages + 1):
        document.add_page()
        document.set_font("Helvetica", size=8)
        document.set_xy(10, 8)
        document.cell(0, 5, "The Post, 19 March 2015")
        if page == 1:
            document.set_font("Helvetica", "B", 22)
            document.set_xy(10, 20)
            document.cell(0, 12, TITLE)
        document.set_font("Helvetica", size=11)
        for column, left in (("left", 10), ("right", 110)):
            document.set_xy(left, 40)
            for sentence in SENTENCES:
                document.set_x(left)
                document.multi_cell(85, 5.5, f"Seen on page {page} in the {column} column: {sentence}", align="L")
                document.ln(3)
        document.set_font("Helvetica", size=8)
        document.set_xy(100, 285)
        document.cell(0, 5, str(page))
    return bytes(document.output())


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Flood"
    for row in _table():
        book.active.append(row)
    book.create_sheet("Empty")
    return _saved(book.save)


def _table() -> list[list[str]]:
    return [
        ["Id", "Headline", "Body", "Published", "Outlet", "Link"],
        ["1", TITLE, " ".join(SENTENCES), "2015-03-19", "The Post", URL],
        ["2", "No text in this row", "", "2015-03-19", "The Mail", ""],
        ["3", "Rain stops over the valley", "\n".join(OTHER), "2015-03-20", "The Mail", ""],
    ]


def csv() -> bytes:
    import csv as library

    text = io.StringIO()
    library.writer(text).writerows(_table())
    return text.getvalue().encode()


def objects() -> list[dict[str, str]]:
    head, *rows = _table()
    return [dict(zip((name.lower() for name in head), row, strict=True)) for row in rows]


def json_list() -> bytes:
    return json.dumps({"status": "ok", "articles": objects()}).encode()


def jsonl() -> bytes:
    return "\n".join(map(json.dumps, objects())).encode()


def ninjs(**more: object) -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    item = {
        "uri": "urn:example:1", "type": "text", "version": "3", "pubstatus": "usable", "headline": TITLE,
        "byline": "Jane Doe", "versioncreated": "2015-03-19T10:00:00Z", "language": "en-GB", "body_xhtml": body, **more,
    }  # fmt: skip
    return json.dumps(item).encode()


def newsml(status: str = "usable", embargo: str = "") -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    held = f"<embargoed>{embargo}</embargoed>" if embargo else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:1" version="3" xml:lang="en">
<itemMeta><provider literal="Example Agency"/><versionCreated>2015-03-19T10:00:00Z</versionCreated>{held}
<pubStatus qcode="stat:{status}"/></itemMeta><contentMeta><by>Jane Doe</by><headline>{TITLE}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>{TITLE}</title></head><body>{body}</body></html></inlineXML></contentSet></newsItem>""".encode()


def rss() -> bytes:
    body = "".join(f"&lt;p&gt;{sentence}&lt;/p&gt;" for sentence in SENTENCES)
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Post</title><language>en</language><item><title>{TITLE}</title><link>{URL}</link>
<pubDate>Thu, 19 Mar 2015 10:00:00 GMT</pubDate><description>{FIRST}</description><content:encoded>{body}</content:encoded>
</item><item><title>Rain stops over the valley</title><description>{" ".join(OTHER)}</description></item></channel></rss>
""".encode()


def atom() -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry>
<title>{TITLE}</title><link href="{URL}"/><updated>2015-03-19T10:00:00Z</updated><author><name>Jane Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body}</div></content></entry></feed>""".encode()


def warc(packed: bool = False, bodies: Sequence[bytes] | None = None) -> bytes:
    records = []
    for number, body in enumerate(bodies or (html(), html(OTHER * 3, "Rain stops over the valley"))):
        answer = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {URL}\r\n"
            f"WARC-Date: 2015-03-19T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


def eml() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Jane Doe <jane@example.org>", "desk@example.org"
    message["Subject"], message["Date"] = TITLE, "Thu, 19 Mar 2015 10:00:00 +0000"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("\n\n".join(SENTENCES))
    message.add_alternative("".join(f"<p>{sentence}</p>" for sentence in SENTENCES), subtype="html")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="flood.png")
    return message.as_bytes()


def mhtml() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by Blink>", TITLE
    message["Snapshot-Content-Location"] = URL
    message["MIME-Version"] = "1.0"
    message.set_content(html().decode(), subtype="html")
    message.make_related()
    return message.as_bytes()


def text() -> bytes:
    return "\n\n".join((TITLE, *SENTENCES)).encode()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    made = io.BytesIO()
    save(made)
    return made.getvalue()
