"""Exports of the two great press archives, several articles in one file: Nexis Uni and Factiva.

Factiva marks each field by two capitals at the beginning of a line, and ends an article with "Document …"::

    HD   Flood hits Varnby            headline        SN   The Post         outlet
    BY   By Jane Doe                  byline          LP   The river …      leading paragraphs
    PD   19 March 2015                date            TD   Police …         the rest of the text
    WC   312 words                    (a label)       LA   English          language

Nexis Uni writes labelled lines and the word "Body" before the text, and ends with "End of Document"::

    Flood hits Varnby / The Post / March 19, 2015 Thursday / Length: 312 words / Byline: Jane Doe / Body / The river … /
    Load-Date: March 20, 2015 / End of Document

Labels, rights and numbers stay in the text as boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.articles.decode import decode
from compare.articles.document import Document, Unreadable, one_line
from compare.model import PlaceKind, Role

_FIELD = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|RF|CT|ART)(?:[ \t]+(.*)|\Z)"
)
_FACTIVA_END = re.compile(r"Document \w{10,40}\Z")
_LABEL = re.compile(
    r"(Length|Byline|Section|Dateline|Highlight|Load-Date|Copyright|Language|Publication-Type|Subject|Industry|Geographic"
    r"|Person|Company|Organization|Graphic|Correction|Series|Headline|Classification)(?::\s*|\s+(?=\d{4}))(.*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r".{0,40}\d{4}"
)
_NOTE = re.compile(r"(?i)copyright\b|all rights reserved|page \d|document \d|\d+ of \d+\b|link to pdf|delivered")
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
              "dutch": "nl", "chinese": "zh", "japanese": "ja", "arabic": "ar", "russian": "ru"}  # fmt: skip


def read_text(data: bytes) -> list[Document]:
    """Read an export saved as plain text. Raises `Unreadable`."""
    text, encoding = decode(data)
    found = articles(re.split(r"\r\n|[\r\n\f]", text))
    if not found:
        raise Unreadable("looks like an export of a press archive, but has no article; export it again")
    for document in found:
        document.encoding = encoding
    return found


def articles(lines: Sequence[str]) -> list[Document]:
    """Return the articles of an export by its lines, [] where it is none."""
    found = _factiva(lines) or _nexis(lines)
    for number, document in enumerate(found, 1):
        if len(found) > 1:
            document.mark(PlaceKind.ITEM, number)
    return found


def _factiva(lines: Sequence[str]) -> list[Document]:
    """Return the articles of an export of Factiva."""
    found: list[Document] = []
    fields: list[tuple[str, list[str]]] = []
    for line in lines:
        words = line.strip()
        field = _FIELD.match(words)
        name = field.group(1) if field else ""
        if _FACTIVA_END.match(words) or (name in ("HD", "SE") and any(key in ("LP", "TD") for key, _ in fields)):
            found.extend(_of_fields(fields))
            fields = []
        if field:
            fields.append((name, [field.group(2) or ""]))
        elif fields and not _FACTIVA_END.match(words):
            fields[-1][1].append(words)
    return [*found, *_of_fields(fields)]


def _of_fields(fields: Sequence[tuple[str, list[str]]]) -> list[Document]:
    values = {name: one_line(" ".join(lines)) for name, lines in fields}
    if not {"HD", "PD", "SN"} & set(values) or not {"LP", "TD"} & set(values):
        return []
    document = Document(
        outlet=values.get("SN", ""),
        date=" ".join(filter(None, (values.get("PD"), values.get("ET")))),
        byline=re.sub(r"\A(?i:by)\s+", "", values.get("BY", "")),
        language=_LANGUAGES.get(values.get("LA", "").lower(), ""),
    )
    for name, lines in fields:
        if name == "HD":
            document.add(" ".join(lines), Role.TITLE, "field HD, the headline")
        elif name == "BY":
            document.add(" ".join(lines), Role.BYLINE, "field BY, the byline")
        elif name in ("LP", "TD"):
            for paragraph in _paragraphs(lines):
                document.add(paragraph)
        else:
            document.add(f"{name} {' '.join(lines)}", Role.BOILERPLATE, f"field {name} of the export")
    return [document]


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Join wrapped lines: where blank lines part the paragraphs, a single break is only a break."""
    filled = [line for line in lines if line.strip()]
    if len(filled) == len(lines) - (not lines[0].strip()):
        return filled
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]


def _nexis(lines: Sequence[str]) -> list[Document]:
    """Return the articles of an export of Nexis Uni."""
    found: list[Document] = []
    article: list[str] = []
    for line in lines:
        words = one_line(line)
        if words.lower() == "end of document":
            found.extend(_of_labels(article))
            article = []
        elif words:
            article.append(words)
    if not found and not any(line.lower().startswith("length:") for line in article):
        return []
    return [*found, *_of_labels(article)]


def _of_labels(lines: Sequence[str]) -> list[Document]:
    body = next((i for i, line in enumerate(lines) if line.lower() == "body"), None)
    if body is None:
        return []
    document = Document()
    free = [i for i, line in enumerate(lines[:body]) if not _LABEL.match(line) and not _is_note(line)]
    day = next((i for i in free if _DAY.search(lines[i])), None)
    outlet = next((i for i in reversed(free) if day is None or i < day), None)
    title = next((i for i in free if i not in (day, outlet)), None)
    for index, line in enumerate(lines[:body]):
        label = _LABEL.match(line)
        name, value = (label.group(1).lower(), label.group(2)) if label else ("", "")
        if index == title:
            document.add(line, Role.TITLE, "headline of the export")
        elif name == "byline":
            document.byline = re.sub(r"\A(?i:by)\s+", "", value)
            document.add(line, Role.BYLINE, "byline of the export")
        elif name == "highlight" and value:
            document.add(line[: label.start(2)] if label else "", Role.BOILERPLATE, "label of the export")
            document.add(value, Role.STANDFIRST, "highlight of the export")
        else:
            document.language = _LANGUAGES.get(value.lower(), "") if name == "language" else document.language
            document.add(line, Role.BOILERPLATE, "outlet of the export" if index == outlet else "label of the export")
    document.outlet = lines[outlet] if outlet is not None else ""
    document.date = lines[day] if day is not None else ""
    document.add(lines[body], Role.BOILERPLATE, "label of the export")
    is_text = True
    for line in lines[body + 1 :]:
        label = _LABEL.match(line)
        is_text = is_text and not (label and label.group(1).lower() in ("load-date", "classification", "graphic"))
        document.add(line, *((None, "") if is_text else (Role.BOILERPLATE, "label of the export")))
    return [document]


def _is_note(line: str) -> bool:
    return _NOTE.match(line) is not None
