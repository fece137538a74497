"""Many inputs → one file each in a folder; a second run makes only those that are missing or changed.

    tellings read articles/*.txt -o read/ --format json

    read/bbc.json                   what was made of articles/bbc.txt
    read/tellings-manifest.json     for each input: its file, the SHA-256 of both, and what it was made with

A file is made anew where its input has other bytes, where it is missing or was changed itself, or where the version or
an option differs. The page of an address changes only when it is fetched anew. Of an input that fails no file is left,
so that nobody takes an old one for a new one.

The names are fixed, and written down, before the first file is made: a run that is killed leaves whole files, and the
next one knows that they are its own. A file in the folder that no run made is never written over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from compare.errors import ReadError, TellingsError

MANIFEST = "tellings-manifest.json"
_EVERY = 50  # inputs; after so many the manifest is written, so that a run that is killed loses little
_LONGEST_NAME = 80  # characters


class Entry(NamedTuple):
    """What the manifest knows of one input. `made` is "" until its file is there; `note` is what to know of it."""

    file: str
    input_sha256: str = ""
    made: str = ""
    made_with: str = ""
    note: str = ""


class Outcome(NamedTuple):
    """How many files were made, how many were there already, and what failed."""

    made: int
    unchanged: int
    failures: list[TellingsError]


def batch(
    inputs: Sequence[str],
    folder: Path,
    ending: str,
    make: Callable[[str], str],
    made_with: Callable[[str], str],
    *,
    fresh: bool = False,
    progress: Callable[[Sequence[str]], Iterable[str]] = lambda inputs: inputs,
) -> Outcome:
    """Write what `make` gives for each input to a file of its own in `folder`, whose name ends in `ending`.

    `made_with` names all that the text depends on besides the input's bytes. `fresh` makes those of addresses anew.
    Raises `ReadError` where the manifest is none, `OSError` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    inputs = list(dict.fromkeys(inputs))
    known = load(folder / MANIFEST)
    _name(inputs, known, folder, ending)
    write(folder / MANIFEST, dumped(known))
    made = 0
    failures: list[TellingsError] = []
    try:
        for number, given in enumerate(progress(inputs), 1):
            entry = known[given]._replace(input_sha256=_digest(given), made_with=made_with(given))
            if entry == known[given] and is_whole(folder / entry.file, entry) and not _again(given, fresh):
                continue
            try:
                text = make(given)
            except TellingsError as failure:
                failures.append(failure)
                (folder / entry.file).unlink(missing_ok=True)
                known[given] = Entry(entry.file)
            else:
                write(folder / entry.file, text)
                known[given] = entry._replace(made=sha256(text.encode()))
                made += 1
            if number % _EVERY == 0:
                write(folder / MANIFEST, dumped(known))
    finally:
        write(folder / MANIFEST, dumped(known))
    return Outcome(made, len(inputs) - made - len(failures), failures)


def write(path: Path, data: str | bytes) -> None:
    """Write a file whole or not at all: to a temporary name, which is then renamed. Text is UTF-8. Raises `OSError`."""
    draft = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".tellings-", delete=False) as file:
            draft = Path(file.name)
            file.write(data.encode() if isinstance(data, str) else data)
        draft.chmod(0o666 & ~umask())
        draft.replace(path)
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def umask() -> int:
    """Return what permissions this process takes from the files that it makes."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def load(path: Path) -> dict[str, Entry]:
    """Return what a manifest knows, of each input; nothing where there is no such file. Raises `ReadError`."""
    try:
        inputs = json.loads(path.read_text("utf-8"))["inputs"]
        known = {given: Entry(**entry) for given, entry in inputs.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        known = None
    if known is None or not all(_is_ours(field) for entry in known.values() for field in entry):
        raise ReadError(f"{path}: is no manifest of ours; take it away, or name another folder with -o")
    return known


def _is_ours(field: object) -> bool:
    """Whether a field of the manifest is text that leads nowhere else when it is taken for a file's name."""
    return isinstance(field, str) and not set(field) & {"/", "\\", "\0"} and field not in {".", ".."}


def dumped(known: dict[str, Entry]) -> str:
    """Return a manifest as it is written."""
    entries = {given: entry._asdict() for given, entry in sorted(known.items())}
    return json.dumps({"inputs": entries}, indent=1) + "\n"


def _name(inputs: Iterable[str], known: dict[str, Entry], folder: Path, ending: str) -> None:
    """Give each input that has none yet, or one with another ending, a file's name that no other has."""
    kept = {given: entry for given, entry in known.items() if entry.file.endswith(ending)}
    # Lower case, as some systems do not tell "BBC.json" from "bbc.json".
    taken = {MANIFEST, *(path.name.lower() for path in folder.iterdir())}
    taken |= {entry.file.lower() for entry in known.values()}
    for given in inputs:
        if given in kept:
            continue
        stem = _stem(given)
        name = f"{stem}{ending}"
        if name.lower() in taken:
            name = f"{stem}-{sha256(given.encode('utf-8', 'surrogatepass'))[:12]}{ending}"
        taken.add(name.lower())
        known[given] = Entry(name)


def _stem(given: str) -> str:
    """Return the part of an input's name that a file can be named by: of an address its host and its last part."""
    scheme, slashes, rest = given.partition("://")
    path = PurePath(rest.split("?")[0].split("#")[0]) if slashes and scheme.isalnum() else PurePath(given)
    parts = [path.parts[0], path.stem] if slashes and len(path.parts) > 1 else [path.stem or "input"]
    return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip(".-")[:_LONGEST_NAME] or "input"


def _digest(given: str) -> str:
    """Return the SHA-256 of a file's bytes, "" for what is no file and can be read once or from elsewhere only."""
    try:
        if not Path(given).is_file():
            return ""
        with open(given, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""  # reading it will say what is wrong


def _again(given: str, fresh: bool) -> bool:
    """Whether an input is read again though nothing seems to have changed."""
    address = "://" in given
    return fresh if address else not Path(given).is_file()


def is_whole(path: Path, entry: Entry) -> bool:
    """Whether the file is there, and as it was made."""
    try:
        return sha256(path.read_bytes()) == entry.made
    except OSError:
        return False


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
