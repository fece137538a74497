"""What a reader of a format finds, before it becomes an `Article`: lines, what the format says of each, and the source.

A web page, for example, knows which of its lines is the title, and that it is by Jane Doe::

    Document(byline="Jane Doe", text="Home\\nFlood hits Varnby\\nThe river rose two metres on Monday.", parts=[
        Part(0, 4, "boilerplate", "outside the article's text (trafilatura)"),
        Part(5, 22, "title", "title of the page"),
        Part(23, 59, None, "")])                      ← no role: the rules for plain text decide

Readers run in a process of their own (`sandbox`), so a document is made of strings and whole numbers only: it crosses
as JSON, and what comes back is checked, for a file may have taken over the process that read it.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import asdict, dataclass, field, fields
from types import ModuleType
from typing import Any, NamedTuple

from compare.model import Place, PlaceKind, Role, Span

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_ROLES = {str(role): role for role in Role}
_KINDS = {str(kind): kind for kind in PlaceKind}
MOST_TEXT = 20_000_000  # characters of one document: as for plain text


class Unreadable(Exception):  # noqa: N818 - the message says what the file is: "is encrypted; take the password off"
    """A file cannot be read: the message goes on after "name: ", says what is wrong and, after a ";", what to do.

    What a message quotes of the file is made printable: U+FFFD stands for each character that is not.
    """

    def __init__(self, message: str) -> None:
        super().__init__("".join(c if c.isprintable() else "\ufffd" for c in message))


class Part(NamedTuple):
    """A line of a document's text; `role` is None where the format does not say what it is for."""

    start: int
    end: int
    role: str | None
    reason: str


class Mark(NamedTuple):
    """A stretch of a document's text and where it stands in the file: see `compare.model.Place`."""

    start: int
    end: int
    kind: str
    number: int
    sheet: str


@dataclass
class Document:
    """One article as a reader found it. What is not known is ""."""

    text: str = ""
    parts: list[Part] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    encoding: str = "utf-8"
    outlet: str = ""
    url: str = ""
    date: str = ""
    byline: str = ""
    language: str = ""
    version: str = ""
    status: str = ""
    embargo: str = ""
    notes: list[str] = field(default_factory=list)

    def add(self, words: str, role: Role | None = None, reason: str = "") -> tuple[int, int] | None:
        """Append `words` as one line with one role; return its extent, or None where there is nothing to add."""
        words = one_line(words)
        if not words:
            return None
        start = len(self.text) + 1 if self.text else 0
        self.text += f"\n{words}" if self.text else words
        self.parts.append(Part(start, len(self.text), None if role is None else str(role), reason))
        return start, len(self.text)

    def mark(self, kind: PlaceKind, number: int, start: int = 0, end: int | None = None, sheet: str = "") -> None:
        """Say where the text from `start` to `end`, by default all of it, stands in the file."""
        end = len(self.text) if end is None else end
        if start < end:  # a row without words has no place in the text
            self.marks.append(Mark(start, end, str(kind), number, one_line(sheet)))

    def to_data(self) -> dict[str, Any]:
        """Return the document as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Any) -> Document:
        """Return the document of `to_data`. Raises `Unreadable` where it is none."""
        try:
            made = cls(**{f.name: data[f.name] for f in fields(cls)})
            made.parts = [Part(*part) for part in made.parts]
            made.marks = [Mark(*mark) for mark in made.marks]
        except (KeyError, TypeError) as error:
            raise Unreadable("its reader gave no document; save the file in another format") from error
        if not made._is_sound():
            raise Unreadable("its reader gave a damaged document; save the file in another format")
        return made

    def _is_sound(self) -> bool:
        words = [getattr(self, f.name) for f in fields(self) if f.type == "str"]
        if not all(isinstance(word, str) for word in (*words, *self.notes)) or len(self.text) > MOST_TEXT:
            return False
        end = 0
        for part in self.parts:
            if not (_are_places(part.start, part.end) and end <= part.start < part.end <= len(self.text)):
                return False
            if not (part.role is None or part.role in _ROLES) or not isinstance(part.reason, str):
                return False
            end = part.end
        return all(
            _are_places(mark.start, mark.end, mark.number)
            and 0 <= mark.start < mark.end <= len(self.text)
            and mark.kind in _KINDS
            and mark.number > 0
            and isinstance(mark.sheet, str)
            for mark in self.marks
        )

    def places(self) -> tuple[Place, ...]:
        """Return the marks as an article keeps them."""
        return tuple(Place(Span(m.start, m.end), _KINDS[m.kind], m.number, m.sheet) for m in self.marks)


def role_of(part: Part) -> Role | None:
    """Return the role that the format gives the part."""
    return None if part.role is None else _ROLES[part.role]


def one_line(words: str) -> str:
    """Return `words` on one line: without control characters, white space single and none at the ends."""
    return " ".join(_CONTROL.sub(" ", words).split())


def needed(module: str, extra: str, what: str) -> ModuleType:
    """Import the library that reads `what`. Raises `Unreadable` with the command that installs it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Unreadable(f"is {what}, which needs an extra; type: pip install 'tellings[{extra}]'") from error


def _are_places(*numbers: object) -> bool:
    return all(type(number) is int for number in numbers)
