"""The process that compares and sets reports, one task after the other: ``python -m compare.web.worker 4000000000``.

    {"do": "compare", "articles": [{"kind": "text", "name": "BBC", "place": ""}, …]}  + the bytes of each
        → {"stage": "reading", "number": 1, "of": 2} …, {"stage": "comparing"}, then {"title": …, "counts": …} + record
        → or {"problems": ["BBC: is empty; …"]}
    {"do": "show", "form": "html", …}  + record, review  → {} + the file
    {"do": "judge"}  + record, review  → {"counts": …} + the review as it is kept
        → or {"problems": ["the review is of …"]}

Comparing takes all of a core for as long as it takes, and reads what strangers wrote; so it is done here, where the
server can end it at any moment and go on answering. The process limits its own memory before it takes the first task,
and dumps no core. Inputs are bytes and addresses, never paths: nothing that is sent can name a file of this machine.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, Final

from compare.errors import TellingsError
from compare.web import frames

if TYPE_CHECKING:
    from compare.model import Article

MOST: Final = 100  # articles of one comparison: what is compared in seconds

Tell = Callable[[Mapping[str, Any]], None]


class _File(io.BytesIO):
    """Bytes with the name that messages call them by."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


class _Text(io.StringIO):
    """Text with the name that messages call it by."""

    def __init__(self, content: str, name: str) -> None:
        super().__init__(content)
        self.name = name


def main() -> None:
    """Do tasks until standard input ends."""
    requests, answers = _pipes()
    _limit(int(sys.argv[1]))
    _warm()

    def tell(header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
        answers.write(frames.packed(header, parts))
        answers.flush()

    tell({"ready": True})
    while digits := requests.read(frames.DIGITS):
        task, sizes = frames.header(requests.read(frames.length(digits)))
        parts = [requests.read(size) for size in sizes]
        try:
            header, made = _TASKS[task["do"]](task, parts, tell)
        except TellingsError as error:
            header, made = {"problems": [str(error)]}, []
        except MemoryError:
            header, made = {"problems": ["needs more memory than is allowed; leave the longest article out"]}, []
        except Exception as error:  # a defect of ours: its name is what a user can report, the server goes on
            header, made = {"problems": [f"tellings stopped with {type(error).__name__}; please report it"]}, []
        tell({**header, "done": True}, made)


def _compare(task: Mapping[str, Any], parts: Sequence[bytes], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    import compare
    from compare.settings import Settings
    from compare.web.forms import counted
    from compare.web.record import kept

    articles, problems = _read(task, parts, tell)
    if len(articles) < 2:
        few = "none of them can be read" if not articles else "only one of them can be read, and it takes two"
        return {"problems": problems or [f"one telling cannot be compared: {few}; give two or more"]}, []
    if len(articles) > MOST:
        return {"problems": [f"{len(articles)} articles are too many; give {MOST} at most"]}, []
    tell({"stage": "comparing", "of": len(articles)})
    result = compare.compare(articles, Settings(summary_words=int(task["words"])))
    return {
        "title": _title(result.articles),
        "sources": list(result.sources),
        **counted(result),
        "text": "\n\n".join(article.text for article in result.articles),
        "version": result.version,
        "problems": problems,
    }, [kept(result)]


def _read(task: Mapping[str, Any], parts: Sequence[bytes], tell: Tell) -> tuple[list[Article], list[str]]:
    """Return the articles that could be read and that state something, and a line for each that is not."""
    import compare
    from compare.errors import ReadError
    from compare.pipeline import stated

    articles: list[Article] = []
    problems: list[str] = []
    given = task["articles"]
    for number, (one, content) in enumerate(zip(given, parts, strict=True), 1):
        tell({"stage": "reading", "number": number, "of": len(given)})
        unread: list[ReadError] = []
        found = compare.read_all(_source(one, content, number), one["name"] or None, unread, fresh=bool(task["fresh"]))
        problems.extend(str(error) for error in unread)
        for article in found:
            try:
                stated(article)
            except TellingsError as error:
                problems.append(str(error))
            else:
                articles.append(_seen_at(one["place"], article) if one["kind"] == "file" else article)
    return articles, problems


def _source(one: Mapping[str, str], content: bytes, number: int) -> str | _File | _Text:
    if one["kind"] == "address":
        return one["place"] if "://" in one["place"] else f"https://{one['place']}"
    if one["kind"] == "file":
        return _File(content, one["place"] or f"file {number}")
    return _Text(content.decode("utf-8", errors="replace"), one["name"] or f"text {number}")


def _seen_at(place: str, article: Article) -> Article:
    """Return `article` with the address at which its reader saw it, where that is what its file is called by."""
    if "://" not in place or article.source.url:
        return article
    return replace(article, source=replace(article.source, url=place))


def _title(articles: Sequence[Article]) -> str:
    """Return the first headline there is, else the first words of the first article."""
    first = next((article.title for article in articles if article.title), None) or articles[0].text
    words = " ".join(first.split())
    return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + " …"


def _show(task: Mapping[str, Any], parts: Sequence[bytes], _: Tell) -> tuple[dict[str, Any], list[bytes]]:
    from compare.web.forms import exported, report
    from compare.web.record import OutdatedError, comparison

    try:
        result = comparison(parts[0])
    except OutdatedError:
        return {"outdated": True}, []
    if task["form"] == "page":
        return {}, [report(result, parts[1], task["save_to"], task["token"])]
    return {}, [exported(result, parts[1], task["form"])]


def _judge(_task: Mapping[str, Any], parts: Sequence[bytes], _: Tell) -> tuple[dict[str, Any], list[bytes]]:
    from compare.web.forms import judged
    from compare.web.record import OutdatedError, comparison

    try:
        counts, review = judged(comparison(parts[0]), parts[1])
    except OutdatedError:
        return {"outdated": True}, []
    return dict(counts), [review]


_TASKS: Final = {"compare": _compare, "show": _show, "judge": _judge}


def _warm() -> None:
    """Load what the first comparison would otherwise wait for."""
    import compare
    from compare.web.record import kept

    texts = ("The minister resigned on Monday.", "On Monday the minister stepped down.")
    kept(compare.compare([compare.read(_Text(text, name), name) for text, name in zip(texts, "ab", strict=True)]))


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the server, and let nothing that is printed reach them."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
