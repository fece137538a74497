"""The pages for people: one form a page, no page needs a script, every change is a form with a secret of ours in it.

    /                       paste, drop, name addresses            POST /comparisons
    /comparisons/ID         progress, then the report              PUT  /comparisons/ID/review, by the report's script
    /comparisons/ID/about   exports, what could not be read        POST /comparisons/ID/again, cancel, delete, restore
    /library                search, what was deleted lately        POST /library/empty
    /add                    what the bookmarklet sends             POST /tray

A GET changes nothing: the bookmarklet opens a form that its user sends.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from compare.views import escape
from compare.web.api import FULL, NOT_THERE, Served, answered, exported, keep, reviewed
from compare.web.asked import Asked, asked
from compare.web.forms import FORMS
from compare.web.library import Given, Kind, Status
from compare.web.security import REPORT_POLICY, same
from compare.web.service import Service

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE: Final = 50  # comparisons on a page of the library
_STATIC: Final = {"app.css": "text/css", "app.js": "text/javascript", "icon.svg": "image/svg+xml"}
_STAGES: Final = {"waiting": "Waiting for its turn", "reading": "Reading the articles", "comparing": "Comparing"}


def _known(request: Request, served: Served) -> None:
    if not same(request.cookies.get(served.cookie), served.keys.cookie):
        raise HTTPException(401, "open the address that `tellings serve` printed when it started: it has the key")


def _ours(request: Request, served: Served) -> None:
    """Let only a script of our own page through."""
    if not same(request.headers.get("x-tellings-token"), served.keys.form):
        raise HTTPException(403, "this page is out of date; load it again")


async def _form(request: Request, served: Served) -> Asked:
    """Return the form that was sent, and let only one of our own pages through."""
    sent = await asked(request, served.setup.limits)
    if not same(sent.one("key"), served.keys.form):
        raise HTTPException(403, "this form is out of date; load its page again")
    return sent


router = APIRouter(include_in_schema=False)
known = APIRouter(dependencies=[Depends(_known)])
Form = Annotated[Asked, Depends(_form)]


@router.get("/login")
async def login(served: Served, key: str = "") -> Response:
    """Exchange the key in the printed address for a cookie."""
    if not same(key, served.keys.login):
        raise HTTPException(401, "this key is not the server's; open the address that `tellings serve` printed")
    answer = RedirectResponse("/", 303)
    answer.set_cookie(served.cookie, served.keys.cookie, httponly=True, samesite="lax")
    return answer


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """Give the style sheet, the script and the icon of the pages."""
    if name not in _STATIC:
        raise HTTPException(404, "there is no such file")
    content = _part(f"static/{name}")
    if name == "app.css":
        content = _palette() + content
    return Response(content, media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


@known.get("/")
async def start(served: Served, again: Annotated[str, Query(alias="from")] = "") -> Response:
    """Show the form for a new comparison, filled with what an earlier one was made of."""
    given: list[Given] = []
    title = ""
    if again:
        try:
            given = await asyncio.to_thread(served.library.given, again)
            entry = await asyncio.to_thread(served.library.entry, again)
            title = entry.title if entry.named else ""
        except KeyError:
            raise HTTPException(404, NOT_THERE) from None
    return await _start(served, given, earlier=again, title=title)


async def _start(
    served: Service,
    given: list[Given],
    *,
    earlier: str = "",
    title: str = "",
    words: int = 100,
    wrong: str = "",
    status: int = 200,
) -> Response:
    texts = [(one.name, one.content.decode("utf-8", "replace")) for one in given if one.kind is Kind.TEXT]
    texts += [("", "")] * (2 - len(texts))
    addresses = [f"{one.name} {one.place}".strip() for one in given if one.kind is Kind.ADDRESS]
    kept = [(n, one) for n, one in enumerate(given) if one.kind is Kind.FILE] if earlier else []
    return _page(
        "start",
        status,
        served,
        texts=texts,
        addresses="\n".join(addresses),
        kept=kept,
        earlier=earlier,
        title=title,
        words=words,
        wrong=wrong,
        tray=await asyncio.to_thread(served.library.tray),
        limits=served.setup.limits,
    )


@known.post("/comparisons")
async def compare(served: Served, form: Form) -> Response:
    """Have what the form holds compared."""
    if served.jobs.waiting >= served.setup.limits.waiting:
        raise HTTPException(503, FULL, {"Retry-After": "60"})
    tray = {str(one.number): one for one in await asyncio.to_thread(served.library.tray)}
    taken = [tray[number] for number in form.all("tray") if number in tray]
    earlier = form.one("earlier")
    try:
        old = await asyncio.to_thread(served.library.given, earlier) if earlier else []
    except KeyError:
        old = []
    kept = [old[int(n)] for n in form.all("kept") if n.isdecimal() and int(n) < len(old)]
    given = [*form.given(), *kept, *(one.given for one in taken)]
    if wrong := _wrong(given, served.setup.limits.articles):
        return await _start(
            served,
            [*form.given(files=False), *kept],
            title=form.one("title"),
            words=form.words(),
            wrong=wrong + (" Choose the files again." if form.files else ""),
            status=422,
        )
    entry = await asyncio.to_thread(served.library.add, given, title=form.one("title").strip(), words=form.words())
    await asyncio.to_thread(served.library.take, [one.number for one in taken])
    served.jobs.add(entry.id)
    return RedirectResponse(f"/comparisons/{entry.id}", 303)


def _wrong(given: list[Given], most: int) -> str:
    if not given:
        return "Nothing is here to compare: paste two texts, or give files or addresses."
    if len(given) < 2 and given[0].kind is Kind.TEXT:
        return "One telling cannot be compared: give a second text, a file or an address."
    if len(given) > most:
        return f"{len(given)} articles are too many: give {most} at most."
    return ""


@known.get("/comparisons/{identity}")
async def comparison(served: Served, identity: str) -> Response:
    """Show how far a comparison is, and its report when it is done."""
    entry = await _entry(served, identity)
    if entry.status is Status.DONE:
        save_to = f"/comparisons/{identity}/review"
        html = await answered(served.jobs.shown(identity, "page", save_to=save_to, token=served.keys.form))
        return HTMLResponse(_with_bar(html, identity), headers={"Content-Security-Policy": REPORT_POLICY})
    if entry.status in (Status.WAITING, Status.WORKING):
        return _page("progress", 200, served, entry=entry, says=_says(served, identity))
    return RedirectResponse(f"/comparisons/{identity}/about", 303)


@known.get("/comparisons/{identity}/state")
async def state(served: Served, identity: str) -> Response:
    """Tell the script of the progress page how far a comparison is."""
    entry = await _entry(served, identity)
    over = entry.status not in (Status.WAITING, Status.WORKING)
    return JSONResponse({"over": over, "says": _says(served, identity)})


@known.get("/comparisons/{identity}/about")
async def about(served: Served, identity: str) -> Response:
    """Show what a comparison is made of, and what can be done with it."""
    entry = await _entry(served, identity)
    given = await asyncio.to_thread(served.library.given, identity)
    return _page("about", 200, served, entry=entry, given=given, forms=FORMS, says=_says(served, identity))


@known.get("/comparisons/{identity}/export/{form}")
async def export(served: Served, identity: str, form: str) -> Response:
    """Give a report as a file."""
    if form not in FORMS:
        raise HTTPException(404, f"there is no format {form[:40]}; there are {', '.join(FORMS)}")
    return await exported(served, identity, form)


@known.get("/comparisons/{identity}/review")
async def review(served: Served, identity: str) -> Response:
    """Give the review to the report's script."""
    return await reviewed(served, identity)


@known.put("/comparisons/{identity}/review", dependencies=[Depends(_ours)])
async def save_review(served: Served, identity: str, request: Request) -> Response:
    """Keep the review that the report's script sends."""
    await keep(served, identity, await request.body())
    return Response(status_code=204)


@known.post("/comparisons/{identity}/again")
async def again(served: Served, identity: str, form: Form) -> Response:
    """Compare the same articles anew."""
    try:
        entry = await asyncio.to_thread(served.library.again, identity, fresh=form.one("fresh") == "yes")
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None
    served.jobs.add(entry.id)
    return RedirectResponse(f"/comparisons/{entry.id}", 303)


@known.post("/comparisons/{identity}/cancel")
async def cancel(served: Served, identity: str, form: Form) -> Response:  # noqa: ARG001 - its key was asked for
    """Call a comparison off."""
    await _entry(served, identity)
    await served.jobs.cancel(identity)
    return RedirectResponse(f"/comparisons/{identity}", 303)


@known.post("/comparisons/{identity}/delete")
async def delete(served: Served, identity: str, form: Form) -> Response:  # noqa: ARG001
    """Delete a comparison, which can be brought back for an hour."""
    await _entry(served, identity)
    await served.jobs.cancel(identity)
    await asyncio.to_thread(served.library.delete, identity)
    return RedirectResponse("/library#deleted", 303)


@known.post("/comparisons/{identity}/restore")
async def restore(served: Served, identity: str, form: Form) -> Response:  # noqa: ARG001
    """Bring a deleted comparison back."""
    try:
        await asyncio.to_thread(served.library.restore, identity)
    except KeyError:
        raise HTTPException(404, "it was erased an hour after it was deleted; compare its articles again") from None
    return RedirectResponse("/library", 303)


@known.get("/library")
async def library(
    served: Served, q: Annotated[str, Query(max_length=200)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Response:
    """List the comparisons."""
    total, found = await asyncio.to_thread(served.library.search, q, PAGE, (page - 1) * PAGE)
    deleted = await asyncio.to_thread(served.library.deleted)
    says = {entry.id: _says(served, entry.id) for entry in found}
    places = {n: "/library?" + urlencode({"q": q, "page": n}) for n in (page - 1, page + 1)}
    return _page(
        "library",
        200,
        served,
        q=q,
        total=total,
        entries=found,
        says=says,
        deleted=deleted,
        earlier=places[page - 1] if page > 1 else None,
        later=places[page + 1] if page * PAGE < total else None,
    )


@known.post("/library/empty")
async def empty(served: Served, form: Form) -> Response:  # noqa: ARG001
    """Erase what was deleted, now and for good."""
    from datetime import timedelta

    await asyncio.to_thread(served.library.purge, timedelta())
    return RedirectResponse("/library", 303)


@known.get("/add")
async def add(
    served: Served,
    url: Annotated[str, Query(max_length=4_000)] = "",
    title: Annotated[str, Query(max_length=1_000)] = "",
) -> Response:
    """Show what the bookmarklet sends, for its user to confirm."""
    return _page("add", 200, served, url=url, title=title, name=_outlet(url))


@known.post("/tray")
async def put(served: Served, form: Form) -> Response:
    """Put a page in the tray, for the next comparison."""
    given = form.page()
    if given is None:
        raise HTTPException(422, "this is no address of the web; give one that begins with http:// or https://")
    if len(await asyncio.to_thread(served.library.tray)) >= served.setup.limits.articles:
        raise HTTPException(422, "the tray is full; compare what is in it first")
    await asyncio.to_thread(served.library.put, given)
    return RedirectResponse("/#tray", 303)


@known.post("/tray/{number}/take")
async def take(served: Served, number: int, form: Form) -> Response:
    """Take a page out of the tray, and keep what else the form holds."""
    await asyncio.to_thread(served.library.take, [number])
    return await _start(served, form.given(files=False), title=form.one("title"), words=form.words())


@known.get("/bookmarklet")
async def bookmarklet(request: Request, served: Served) -> Response:
    """Show the bookmarklet and how to use it."""
    home = f"{request.url.scheme}://{request.headers['host']}"
    script = "".join(line.strip() for line in _part("static/bookmarklet.js").splitlines() if not line.startswith("//"))
    return _page("bookmarklet", 200, served, script="javascript:" + script.replace("HOME", json.dumps(home)))


router.include_router(known)


async def _entry(served: Service, identity: str) -> Any:
    try:
        return await asyncio.to_thread(served.library.entry, identity)
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None


def _says(served: Service, identity: str) -> str:
    progress = served.jobs.progress(identity)
    if progress is None:
        return "Beginning"
    if progress.stage == "reading":
        return f"Reading article {progress.number} of {progress.of}"
    if progress.stage == "waiting" and progress.number > 1:
        return f"Waiting for {progress.number - 1} other{'s' if progress.number > 2 else ''}"
    return _STAGES[progress.stage]


def _outlet(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")[:60]
    except ValueError:
        return ""


def _with_bar(html: bytes, identity: str) -> bytes:
    """Return a report with the way back to the library before all that it says."""
    bar = _templates().get_template("bar.html.j2").render(identity=identity)
    head, header, rest = html.partition(b"\n<header>\n")
    assert header, "the report has no header"
    return head + b"\n" + bar.encode() + header + rest


def problem_page(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a page that says what is wrong."""
    return _page("problem", status, None, headers, detail=detail, number=status)


def _page(
    template: str, status: int, served: Service | None, headers: Mapping[str, str] | None = None, **of: Any
) -> Response:
    html = _templates().get_template(f"{template}.html.j2").render(key=served.keys.form if served else "", **of)
    return HTMLResponse(html, status, headers)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return escape.page(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=PackageLoader("compare.web"),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # What was typed in several lines goes back into its field in several lines.
    made.filters["lines"] = lambda text: Markup("\n").join(escape.page(line) for line in text.splitlines())
    made.filters["day"] = lambda time: time.replace("T", " ")[:16] + " UTC"
    return made


@cache
def _palette() -> str:
    """Return the colours of the report's style sheet, which begins with them."""
    colours, rest, _ = files("compare.views").joinpath("page/report.css").read_text("utf-8").partition("* {")
    assert rest
    return colours


@cache
def _part(name: str) -> str:
    return files("compare.web").joinpath(name).read_text("utf-8")
