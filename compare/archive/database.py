"""How the DuckDB file of an archive is opened, and what is said where that, or what follows, goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from compare.errors import ArchiveError

if TYPE_CHECKING:
    import duckdb

# DuckDB draws a bar on standard output, among what is printed there, where Python was given no file: in a shell of
# Python, in a notebook, after `python -c`.
QUIET = "SET enable_progress_bar = false"

_EMPTY = 3 * 4096  # bytes: the headers of a file, without which nothing can be in it
_MAGIC = b"DUCK"  # from the ninth byte on


@contextmanager
def opened(
    path: Path, settings: Mapping[str, str] | None = None, *, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open or make the DuckDB file `path`, as the database `s` of a connection with DuckDB's `settings`.

    What DuckDB complains of in the body ends as an `ArchiveError` with the path; Ctrl-C, which it reports as an error
    of its own, as `KeyboardInterrupt`. Raises `ArchiveError` where the file is in use or is none, or DuckDB is missing.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ArchiveError("stories of an archive need DuckDB; run: pip install 'tellings[archive]'") from error
    connection = duckdb.connect(config=dict(settings or {}))
    try:
        connection.execute(QUIET)
        _attach(connection, path.absolute(), read_only)
        yield connection
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.ProgrammingError:  # a fault of ours
        raise
    except duckdb.Error as error:
        raise ArchiveError(
            f"{path} cannot be read or written ({_first_line(error)}): make room where the disk or the memory is full; "
            "where the file is damaged, begin a new one from the archive"
        ) from error
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, read_only: bool) -> None:
    """Attach the file; one that a run left that was killed, or had no room, while it made it is made anew.

    The type is named, as DuckDB would take a file of JSON Lines for a database of one table otherwise.
    """
    import duckdb

    quoted = str(path).replace("'", "''")
    attach = f"ATTACH '{quoted}' AS s (TYPE duckdb{', READ_ONLY' if read_only else ''})"
    try:
        try:
            connection.execute(attach)
        except duckdb.IOException as error:
            if _is_lock(error) or not _is_half_made(path):
                raise
            path.unlink()
            connection.execute(attach)
    except duckdb.Error as error:
        if _is_lock(error):
            raise ArchiveError(f"another run is working on {path}: wait until it ends, or name another file") from error
        raise ArchiveError(
            f"{path} cannot be opened as a state file ({_first_line(error)}): name another file, or begin a new one "
            "from the archive"
        ) from error


def _is_lock(error: Exception) -> bool:
    """Whether another process has the file, or this one has it still open."""
    return "lock on file" in str(error) or "already attached" in str(error) or "file handle conflict" in str(error)


def _is_half_made(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size >= _EMPTY:
        return False
    with path.open("rb") as file:
        head = file.read(12)
    return not head or head[8:] == _MAGIC


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
