"""The members of an Office document, a ZIP archive, read one by one and never beyond what was promised and allowed.

A bomb promises little and unpacks to much, or promises much: the sizes that the archive states are checked before
anything is unpacked, and while unpacking no more is taken than a member has stated. XML with a document type definition
is refused, as no Office program writes one and entities that expand need one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from compare.articles.document import Unreadable

LARGEST_MEMBER = 60_000_000  # bytes unpacked; the text of a thousand pages has three
LARGEST_ALL = 150_000_000
_MOST_MEMBERS = 5_000
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)", re.IGNORECASE)


class Members:
    """The members of an archive whose sizes were checked."""

    def __init__(self, data: bytes, what: str) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise Unreadable(f"is a damaged {what}; open it and save it again") from error
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable(f"is a {what} with a password; take the password off")
        if len(infos) > _MOST_MEMBERS:
            raise Unreadable(f"is a {what} of {len(infos)} parts, far more than one has; save its text as plain text")
        if sum(info.file_size for info in infos) > LARGEST_ALL:
            raise Unreadable(f"is a {what} that unpacks to more than {LARGEST_ALL // 10**6} MB; save its text only")
        self.names = [info.filename for info in infos]
        self._what = what

    def get(self, name: str) -> bytes | None:
        """Return the unpacked member `name`, None where there is none. Raises `Unreadable`."""
        if name not in self.names:
            return None
        info = self._archive.getinfo(name)
        if info.file_size > LARGEST_MEMBER:
            raise Unreadable(f"is a {self._what} with a part of {info.file_size // 10**6} MB; save its text only")
        try:
            with self._archive.open(info) as member:
                data = member.read(LARGEST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise Unreadable(f"is a damaged {self._what}; open it and save it again") from error
        if len(data) > LARGEST_MEMBER:
            raise Unreadable(f"is a {self._what} with a part that is larger than it says; save its text only")
        if name.endswith((".xml", ".rels")) and _DEFINITION.search(data):
            raise Unreadable(f"is a {self._what} with a document type definition, which none needs; save it again")
        return data
