"""What is made of an archive's stories, in one folder; a second run writes only what changed.

    stories.jsonl                    a story a line, in the order in which they began
    skipped.jsonl                    what was not taken of the archive, or not as it stood (`skips`)
    stories/61f588524d0811de.html    the comparison of a story with outlets enough
    stories/tellings-manifest.json   of what each comparison was made
    index.html, days/2015-03.html    the stories to browse
    tellings-state.duckdb            the state, where no other place was named for it

Every file is written to a temporary name and renamed. A comparison is made anew where the story has other articles, one
of them has a later version, or the version of tellings or an option differs. A story that joined another when new
articles came is no story of its own any more: its comparison is removed. One that fails leaves none either, so that
nobody takes an old one for a new one, and the others go on.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from compare.archive.labels import tidy
from compare.archive.pool import Maker, in_order
from compare.archive.texts import Texts, Version
from compare.batch import MANIFEST, Entry, dumped, is_whole, load, sha256, umask, write
from compare.model import Story
from compare.views.story_index import Counts, Listed, pages

LINES, SKIPPED, STATE, REPORTS, PAGES = "stories.jsonl", "skipped.jsonl", "tellings-state.duckdb", "stories", "days"
LOCK = ".tellings.lock"
MOST = 100  # articles of one comparison: that many take some seconds, and nobody reads more columns
_TOGETHER = 200  # stories whose articles are looked up at a time
_EVERY = 20  # comparisons; after so many the manifest is written, so that a run that is killed loses little
_PAGE = re.compile(r"(?:\d{4}-\d\d(?:-\d\d)?|undated)(?:-\d+)?\.html")


class Wanted(NamedTuple):
    """What comparisons are wanted: of stories of `least` outlets, made by `make`, which `made_with` names with options.

    Their files end in `ending`; `jobs` is how many are made at a time.
    """

    least: int
    make: Maker
    made_with: str
    ending: str
    jobs: int = 1


class Outcome(NamedTuple):
    """How many comparisons were made, were there already, and were removed; what failed; and what the pages show."""

    made: int
    unchanged: int
    removed: int
    failures: list[str]
    shown: Mapping[str, tuple[str, str]]  # story → path of the comparison, what to know of it


def keep_stories(stories: Iterable[Story], folder: Path, least: int | None) -> tuple[Counts, list[Story]]:
    """Write the stories as they come; return their counts, and those of `least` outlets or more."""
    counted: Counter[str] = Counter()
    chosen = []
    with draft(folder / LINES) as file:
        for story in stories:
            file.write(to_line(story))
            counted["articles"] += len(story.articles)
            counted["alone" if len(story.articles) == 1 else "stories"] += 1
            if least is not None and len(story.sources) >= least and len(story.articles) > 1:
                chosen.append(story)
    return Counts(counted["articles"], counted["stories"], counted["alone"]), chosen


def keep_comparisons(
    chosen: Sequence[Story],
    texts: Texts,
    folder: Path,
    wanted: Wanted,
    progress: Callable[[Iterator[str], int], Iterable[str]] = lambda made, _: made,
) -> Outcome:
    """Make the comparisons that are missing or of other articles, and remove those whose story there is no more."""
    reports = folder / REPORTS
    reports.mkdir(exist_ok=True)
    known = load(reports / MANIFEST)
    plans = [
        plan
        for start in range(0, len(chosen), _TOGETHER)
        for plan in _plans(chosen[start : start + _TOGETHER], texts, wanted)
    ]
    removed = _remove(known, {plan.entry.file for plan in plans}, reports)
    due = [plan for plan in plans if not _is_made(known.get(plan.story), plan, reports)]
    failures: dict[str, str] = {}

    def made() -> Iterator[str]:
        tasks = ((plan, texts.articles(plan.keys)) for plan in due)
        for plan, (data, note, error) in in_order(tasks, wanted.make, wanted.jobs):
            if error:
                failures[plan.story] = error
                (reports / plan.entry.file).unlink(missing_ok=True)
                known.pop(plan.story, None)
            else:
                write(reports / plan.entry.file, data)
                digest = sha256(data.encode() if isinstance(data, str) else data)
                known[plan.story] = plan.entry._replace(made=digest, note=note)
            yield plan.story

    try:
        for number, _ in enumerate(progress(made(), len(due)), 1):
            if number % _EVERY == 0:
                write(reports / MANIFEST, dumped(known))
    finally:
        write(reports / MANIFEST, dumped(known))
    shown = {
        plan.story: (f"{REPORTS}/{plan.entry.file}", "; ".join(filter(None, (plan.note, known[plan.story].note))))
        if plan.story in known
        else ("", f"Not compared: {failures[plan.story]}")
        for plan in plans
    }
    told = [f"story {story}: {error}" for story, error in failures.items()]
    return Outcome(len(due) - len(failures), len(plans) - len(due), removed, told, shown)


def keep_pages(folder: Path, counts: Counts, shown: Mapping[str, tuple[str, str]]) -> None:
    """Write the pages of the stories in the folder, those that changed, and remove pages of days that are gone."""
    made = set()
    for path, html in pages(_listed(folder / LINES, shown), counts):
        made.add(path)
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        if not target.is_file() or target.read_bytes() != html.encode():
            write(target, html)
    for page in (folder / PAGES).glob("*.html"):
        if _PAGE.fullmatch(page.name) and f"{PAGES}/{page.name}" not in made:
            page.unlink()


def to_line(story: Story) -> str:
    """Return a story as a line of JSON; times are ISO 8601 in UTC, null where no article has one."""
    told = {
        "id": story.id,
        "headline": story.headline,
        "first": story.first.isoformat() if story.first else None,
        "last": story.last.isoformat() if story.last else None,
        "sources": story.sources,
        "origins": story.origins,
        "names": story.names,
        "articles": story.articles,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def from_line(line: str) -> Story:
    """Return the story of `to_line`."""
    told = json.loads(line)
    first, last = (told[end] and datetime.fromisoformat(told[end]) for end in ("first", "last"))
    articles, sources, names = (tuple(told[part]) for part in ("articles", "sources", "names"))
    return Story(told["id"], articles, sources, first, last, told["headline"], names, told["origins"])


def left_by_a_run(folder: Path, *states: Path) -> Callable[[str], bool]:
    """Return what says whether a file is one that a run leaves in `folder`, or a state file: to be read by nobody."""
    root = Path(os.path.realpath(folder))
    reports = [entry.file for entry in load(root / REPORTS / MANIFEST).values()]
    files = {root / name for name in (LINES, SKIPPED, LOCK, STATE)}
    files |= {root / REPORTS / name for name in (MANIFEST, *reports)}
    if (root / LINES).is_file():  # by which the page is made
        files.add(root / "index.html")
    files |= {Path(os.path.realpath(state)) for state in states}
    files |= {file.with_name(f"{file.name}.wal") for file in files}

    def is_left(path: str) -> bool:
        real = Path(os.path.realpath(path))
        return real in files or (real.parent == root / PAGES and _PAGE.fullmatch(real.name) is not None)

    return is_left


@contextmanager
def draft(path: Path) -> Iterator[TextIO]:
    """Open a file that takes the place of `path` when all went well, and only where it differs."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".tellings-", delete=False
    ) as file:
        whole = Path(file.name)
        try:
            yield cast(TextIO, file)
            file.close()
            if not path.is_file() or not filecmp.cmp(whole, path, shallow=False):
                whole.chmod(0o666 & ~umask())
                whole.replace(path)
        finally:
            whole.unlink(missing_ok=True)


class _Plan(NamedTuple):
    """A comparison that there is to be: of which articles, in which file, and what a reader has to know."""

    story: str
    keys: tuple[int, ...]
    entry: Entry
    note: str


def _plans(stories: Sequence[Story], texts: Texts, wanted: Wanted) -> Iterator[_Plan]:
    known = texts.versions([key for story in stories for key in story.versions])
    for story in stories:
        versions = _chosen([known[key] for key in story.versions], story.headline)
        keys = tuple(version.key for version in versions)
        name = re.sub(r"[^\w-]", "-", story.id) + wanted.ending
        of = sha256(repr([tuple(version) for version in versions]).encode())
        count = len(story.articles)
        cut = f"{len(keys)} of its {count} articles are compared" if len(keys) < count else ""
        yield _Plan(story.id, keys, Entry(name, of, "", wanted.made_with), cut)


def _chosen(versions: Sequence[Version], headline: str) -> list[Version]:
    """Return the articles that are compared: all by time, or of too many first one of each outlet, then others.

    That of the headline stands first, as its title is the report's: a reader who follows a headline finds it there.
    """
    return sorted(_few(versions), key=lambda version: tidy(version.title, version.source) != headline)


def _few(versions: Sequence[Version]) -> list[Version]:
    if len(versions) <= MOST:
        return list(versions)
    first = {version.source: n for n, version in reversed(list(enumerate(versions)))}
    order = [*sorted(first.values()), *(n for n, version in enumerate(versions) if first[version.source] != n)]
    return [versions[n] for n in sorted(order[:MOST])]


def _is_made(known: Entry | None, plan: _Plan, reports: Path) -> bool:
    return (
        known is not None and known._replace(made="", note="") == plan.entry and is_whole(reports / known.file, known)
    )


def _remove(known: dict[str, Entry], kept: set[str], reports: Path) -> int:
    """Remove the files of stories that are no more, or are not wanted any more in that format."""
    gone = [story for story, entry in known.items() if entry.file not in kept]
    for story in gone:
        (reports / known.pop(story).file).unlink(missing_ok=True)
    return len(gone)


def _listed(lines: Path, shown: Mapping[str, tuple[str, str]]) -> Iterator[Listed]:
    with lines.open(encoding="utf-8") as file:
        for line in file:
            story = from_line(line)
            yield Listed(story, *shown.get(story.id, ("", "")))
