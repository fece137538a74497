"""The library keeps what it was given, finds it, forgets what was erased, and survives being killed."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kill_library import written

from compare.web.library import ATTEMPTS, Entry, Given, Kind, Library, LibraryError, Outcome, Status

TWO = [Given(Kind.TEXT, "BBC", "", b"Talks begin."), Given(Kind.FILE, "", "talks.pdf", b"%PDF\0\xff")]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    found = Library(tmp_path / "new/library.sqlite")
    yield found
    found.close()


def done(library: Library, text: str = "Talks begin.", title: str = "A headline", name: str = "") -> Entry:
    identity = library.add(TWO, title=name).id
    assert library.begin(identity)
    library.finish(
        identity, Outcome(b"record", title, ["bbc", "scmp"], {"shared": 1}, {"shared": "1 shared"}, text, "1")
    )
    return library.entry(identity)


def test_what_was_given_comes_back(library: Library) -> None:
    entry = library.add(TWO, words=60)
    assert entry.status is Status.WAITING and entry.words == 60
    assert library.given(entry.id) == TWO
    assert library.record(entry.id) is None


def test_only_its_user_can_read_it(library: Library) -> None:
    assert stat.S_IMODE(library.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(library.path.parent.stat().st_mode) == 0o700


def test_the_way_of_a_comparison(library: Library) -> None:
    entry = done(library)
    assert (entry.status, entry.title, entry.sources) == (Status.DONE, "A headline", ("bbc", "scmp"))
    assert library.record(entry.id) == b"record"
    assert library.begin(entry.id) is None, "what is done is not made again"
    assert not library.end(entry.id, Status.CANCELLED, []), "nor called off"
    assert done(library, name="My own").title == "My own"


def test_what_was_called_off_stays_so(library: Library) -> None:
    identity = library.add(TWO).id
    library.begin(identity)
    assert library.end(identity, Status.CANCELLED, [])
    library.finish(identity, Outcome(b"late", "t", [], {}, {}, "", "1"))
    assert library.entry(identity).status is Status.CANCELLED
    assert library.record(identity) is None


def test_again_is_another_of_the_same_articles(library: Library) -> None:
    old = done(library, name="Mine")
    library.save_review(old.id, b"{}", {}, {})
    new = library.again(old.id, fresh=True)
    assert (new.again, new.title, new.fresh, new.reviewed) == (old.id, "Mine", True, False)
    assert library.given(new.id) == TWO
    assert library.entry(old.id).reviewed


def test_a_server_that_ended_goes_on_but_not_forever(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = Library(path)
    identity = library.add(TWO).id
    for _ in range(ATTEMPTS):
        assert library.unfinished() == [identity]
        assert library.begin(identity)
        library.close()
        library = Library(path)
    assert library.unfinished() == []
    assert library.entry(identity).status is Status.FAILED
    assert "leave an article out" in library.entry(identity).problems[0]
    library.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("senkaku", True),
        ("SENKAKU diaoyu", True),
        ("senk", True),
        ("senkaku tokyo", False),
        ("Élysée", True),
        ("elysee", True),
        ("钓鱼", True),
        ("鱼钓", False),
        ("الجزر", True),
        ("first headline", True),
        ("scmp", True),
        ('" OR 1 --', False),
        ("NEAR(senkaku diaoyu)", False),
        ("title:headline", False),
        ("!!!", False),
        ("", True),
    ],
)
def test_the_search(library: Library, words: str, found: bool) -> None:
    entry = done(library, "The Senkaku and Diaoyu islands, l'Élysée, 钓鱼岛, الجزر", "The first headline")
    assert library.search(words) == ((1, [entry]) if found else (0, []))


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_can_be_searched(library: Library, words: str) -> None:
    total, entries = library.search(words)
    assert total == len(entries)


def test_pages_of_the_list(library: Library) -> None:
    made = [done(library, f"number {n}").id for n in range(5)]
    total, first = library.search("number", limit=2)
    assert total == 5
    assert [entry.id for entry in first] == [made[4], made[3]]
    assert [entry.id for entry in library.search("number", limit=2, offset=4)[1]] == [made[0]]


def test_deleted_can_be_brought_back(library: Library) -> None:
    entry = done(library)
    library.delete(entry.id)
    for ask in (library.entry, library.given, library.record, library.review, library.delete):
        with pytest.raises(KeyError):
            ask(entry.id)
    assert library.search("talks") == (0, [])
    assert library.deleted() == [entry]
    assert library.purge() == 0, "not before its time"
    assert library.restore(entry.id) == entry
    assert library.search("talks")[0] == 1


def test_what_is_erased_is_nowhere_in_the_files(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite")
    secret = "whistleblower"
    kept = done(library, "Talks begin.")
    for erase in (library.erase, lambda identity: (library.delete(identity), library.purge(timedelta()))):
        given = [Given(Kind.TEXT, "", "", f"{secret} said".encode()), *TWO]
        entry = library.add(given)
        library.begin(entry.id)
        library.finish(entry.id, Outcome(secret.encode(), secret, [secret], {}, {}, f"{secret} said", "1"))
        library.put(Given(Kind.FILE, "", "https://a.example/", secret.encode()))
        assert any(secret.encode() in path.read_bytes() for path in tmp_path.iterdir())
        library.take([one.number for one in library.tray()])
        erase(entry.id)
        assert [path.name for path in tmp_path.iterdir() if secret.encode() in path.read_bytes()] == []
    assert library.search()[1] == [kept]
    library.close()


def test_the_tray(library: Library) -> None:
    library.put(Given(Kind.ADDRESS, "A", "https://a.example/1"))
    library.put(Given(Kind.FILE, "A", "https://a.example/1", b"<p>seen"))
    library.put(Given(Kind.ADDRESS, "B", "https://b.example/"))
    assert [one.given.content for one in library.tray()] == [b"<p>seen", b""], "a page sent twice is there once"
    library.take([library.tray()[0].number])
    assert [one.given.name for one in library.tray()] == ["B"]


def test_one_server_has_it(library: Library) -> None:
    with pytest.raises(LibraryError, match="another `tellings serve` has it"):
        Library(library.path)


def test_what_is_no_library(tmp_path: Path) -> None:
    text, other, newer = (tmp_path / name for name in ("text", "other", "newer"))
    text.write_bytes(b"Talks begin.\n" * 100)
    with sqlite3.connect(other) as foreign:
        foreign.execute("CREATE TABLE mine (a)")
    foreign.close()
    Library(newer).close()
    with sqlite3.connect(newer) as raised:
        raised.execute("PRAGMA user_version = 99")
    raised.close()
    for path, why in ((text, "no library of ours"), (other, "no library of ours"), (newer, "newer version")):
        before = path.read_bytes()
        with pytest.raises(LibraryError, match=why):
            Library(path)
        assert path is newer or path.read_bytes() == before, "it is not changed"
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(tmp_path)


def test_kill_9_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    """The whole of it, a hundred kills, and of the real server too, is `benchmarks/kill_library.py`."""
    told, lost = written(tmp_path, rounds=4, seed=2, say=lambda _: None)
    assert len(told.done) > 10 and told.reviewed and told.deleted
    assert lost == []
