"""A form that was sent → what is to be compared, within limits that hold while it comes in.

text_name "BBC", text "Talks begin …"                   Given(TEXT, "BBC", "", …)
files talks.pdf                                         Given(FILE, "", "talks.pdf", …)
addresses "https://a.example/1\\nDesk https://b.example/2"  Given(ADDRESS, "", …), Given(ADDRESS, "Desk", …)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from compare.web.library import Given, Kind

if TYPE_CHECKING:
    from starlette.requests import Request

    from compare.web.security import Limits

NAME: Final = 60  # characters of a source's name
_PLACE: Final = 2_000  # characters of an address or a file's name


class Asked:
    """The fields of a form by name, in their order; `files` are name and bytes."""

    def __init__(self, fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, bytes]]) -> None:
        self._fields = fields
        self.files = files

    def all(self, name: str) -> list[str]:
        """Return the values of a field."""
        return [value for field, value in self._fields if field == name]

    def one(self, name: str) -> str:
        """Return the first value of a field, "" where there is none."""
        return next(iter(self.all(name)), "")

    def words(self) -> int:
        """Return the length of the summaries."""
        given = self.one("words")
        return min(max(int(given), 1), 1_000) if given.isdecimal() and len(given) < 9 else 100

    def given(self, *, files: bool = True) -> list[Given]:
        """Return the texts, files and addresses; fields that were left empty are none."""
        names = self.all("text_name")
        texts = [
            Given(Kind.TEXT, _line(names[n])[:NAME] if n < len(names) else "", "", _text(text).encode())
            for n, text in enumerate(self.all("text"))
            if text.strip()
        ]
        brought = [Given(Kind.FILE, "", _line(name)[:200], content) for name, content in self.files] if files else []
        addresses = [line.split() for line in self.one("addresses").splitlines() if line.strip()]
        return texts + brought + [Given(Kind.ADDRESS, " ".join(name)[:NAME], _web(place)) for *name, place in addresses]

    def page(self) -> Given | None:
        """Return the page that the bookmarklet sent, as it was seen or else its address; None where it is none."""
        place, name = self.one("url").strip(), _line(self.one("name"))[:NAME]
        if not place.startswith(("http://", "https://")) or len(place) > _PLACE or not place.isprintable():
            return None
        seen = _text(self.one("page"))
        return Given(Kind.FILE, name, place, seen.encode()) if seen.strip() else Given(Kind.ADDRESS, name, place)


async def asked(request: Request, limits: Limits) -> Asked:
    """Return the form that comes with `request`. Raises `HTTPException` where it is none, or too long."""
    # Starlette's own limit of a part is of what it holds in memory: text fields. Files go to disk.
    most = limits.articles
    try:
        async with request.form(max_files=most, max_fields=4 * most + 20, max_part_size=4 * limits.text) as form:
            fields: list[tuple[str, str]] = []
            files: list[tuple[str, bytes]] = []
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        files.append((value.filename, await value.read()))
                elif len(value) > limits.text:
                    raise HTTPException(413, f"a text is longer than {limits.text:,} characters; give it as a file")
                else:
                    fields.append((name, value))
    except MultiPartException as error:
        raise HTTPException(400, f"the form cannot be read ({error.message}); send it from the page") from None
    except UnicodeDecodeError:
        raise HTTPException(400, "the form is not in UTF-8; send it from the page") from None
    return Asked(fields, files)


def _text(value: str) -> str:
    """Return what was typed into a field as its writer saw it: forms send line ends as CR LF."""
    return value.replace("\r\n", "\n")


def _line(value: str) -> str:
    return " ".join(value.split())


def _web(place: str) -> str:
    place = place[:_PLACE]
    return place if "://" in place else f"https://{place}"
