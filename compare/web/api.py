"""The API for programs: the same comparisons, as JSON, behind a token.

    POST /api/comparisons               {"articles": [{"text": "…", "name": "BBC"}, {"address": "https://…"}]}  → 202
    GET  /api/comparisons/ID?wait=30    {"status": "done", …}
    GET  /api/comparisons/ID/export/json    what `tellings compare --format json` prints

A request asks in few words; the work is done behind it and asked for by id, so that no connection is held for minutes.
Whoever wants to wait asks with `wait`. Every refusal is a problem (`compare.web.problems`) and stands in /openapi.json.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Awaitable
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from compare.web.forms import FORMS
from compare.web.jobs import MisfitError, NotDoneError
from compare.web.library import Entry, Given, Kind, Status
from compare.web.pool import TaskError
from compare.web.problems import MEDIA
from compare.web.schemas import (
    AddressArticle,
    Comparison,
    Comparisons,
    FileArticle,
    NewComparison,
    Review,
    TextArticle,
    listed,
)
from compare.web.security import same
from compare.web.service import Service

NOT_THERE: Final = "there is no such comparison; it was deleted, or the address is wrong"
FULL: Final = "too many comparisons are waiting; try again in a minute"
_T = TypeVar("_T")
_bearer = HTTPBearer(auto_error=False, description="The token in the file that `tellings serve` names.")
_WHY: Final = {
    400: "The request cannot be read.",
    401: "No token, or a wrong one.",
    403: "Sent by another site.",
    404: "There is no such comparison.",
    408: "The request took too long to come.",
    409: "There is no report yet, or the review does not fit the comparison.",
    413: "The request is too long.",
    421: "The server was called by a name that is not its own.",
    422: "The request does not fit its schema.",
    500: "The report cannot be made.",
    503: "Too many comparisons are waiting.",
}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _WHY[status], "content": content} for status in sorted({401, 421, 422, *statuses})}


def service(request: Request) -> Service:
    """Return the server at work."""
    found: Service = request.app.state.service
    return found


Served = Annotated[Service, Depends(service)]


def _authorised(served: Served, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> None:
    if given is None or not same(given.credentials, served.keys.token):
        raise HTTPException(
            401, "send the header Authorization: Bearer and the token of the server", {"WWW-Authenticate": "Bearer"}
        )


router = APIRouter(prefix="/api", dependencies=[Depends(_authorised)], tags=["comparisons"])
Id = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The id of a comparison.")]
FormName = StrEnum("FormName", list(FORMS))  # type: ignore[misc]


@router.post("/comparisons", status_code=202, responses=_problems(400, 403, 408, 413, 503))
async def compare(served: Served, new: NewComparison, response: Response) -> Comparison:
    """Have two or more articles compared. The answer comes at once; ask for the comparison by its id."""
    if served.jobs.waiting >= served.setup.limits.waiting:
        raise HTTPException(503, FULL, {"Retry-After": "60"})
    given = [_given(one) for one in new.articles]
    entry = await asyncio.to_thread(
        served.library.add, given, title=new.title, words=new.summary_words, fresh=new.fresh
    )
    served.jobs.add(entry.id)
    response.headers["Location"] = f"/api/comparisons/{entry.id}"
    return listed(entry, served.jobs.progress(entry.id))


@router.get("/comparisons", responses=_problems())
async def comparisons(
    served: Served,
    q: Annotated[str, Query(max_length=200, description="Words that the articles, sources or title hold.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Comparisons:
    """List the comparisons that hold all of the words, the newest first; without words, all."""
    total, found = await asyncio.to_thread(served.library.search, q, limit, offset)
    return Comparisons(total=total, comparisons=[listed(entry, served.jobs.progress(entry.id)) for entry in found])


@router.get("/comparisons/{id}", responses=_problems(404))
async def comparison(
    served: Served,
    id: Id,  # noqa: A002 - the API's own word
    wait: Annotated[int, Query(ge=0, le=60, description="Seconds to wait for it to be done.")] = 0,
) -> Comparison:
    """Tell how far a comparison is."""
    entry = await _entry(served, id)
    if wait and entry.status in (Status.WAITING, Status.WORKING):
        await served.jobs.wait(id, wait)
        entry = await _entry(served, id)
    return listed(entry, served.jobs.progress(id))


@router.delete("/comparisons/{id}", status_code=204, responses=_problems(403, 404))
async def delete(served: Served, id: Id) -> Response:  # noqa: A002
    """Erase a comparison with all that was given for it, for good; where it is being made, call it off."""
    await _entry(served, id)
    await served.jobs.cancel(id)
    try:
        await asyncio.to_thread(served.library.erase, id)
    except KeyError:  # erased by another request in between
        raise HTTPException(404, NOT_THERE) from None
    return Response(status_code=204)


@router.post("/comparisons/{id}/again", status_code=202, responses=_problems(400, 403, 404, 503))
async def again(
    served: Served,
    id: Id,  # noqa: A002
    response: Response,
    fresh: Annotated[bool, Query(description="Fetch addresses anew.")] = False,
) -> Comparison:
    """Compare the same articles anew, as a comparison of its own."""
    if served.jobs.waiting >= served.setup.limits.waiting:
        raise HTTPException(503, FULL, {"Retry-After": "60"})
    try:
        entry = await asyncio.to_thread(served.library.again, id, fresh=fresh)
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None
    served.jobs.add(entry.id)
    response.headers["Location"] = f"/api/comparisons/{entry.id}"
    return listed(entry, served.jobs.progress(entry.id))


@router.get(
    "/comparisons/{id}/export/{form}",
    response_class=Response,
    responses={
        200: {
            "description": "The report, as a file.",
            "content": {form.media.partition(";")[0]: {"schema": {}} for form in FORMS.values()},
        },
        **_problems(404, 409, 500),
    },
)
async def export(served: Served, id: Id, form: FormName) -> Response:  # noqa: A002
    """Give the report of a comparison, its review applied: `json` is that of ``tellings compare --format json``."""
    return await exported(served, id, form)


@router.get(
    "/comparisons/{id}/review",
    response_model=Review | None,
    responses=_problems(404),
)
async def review(served: Served, id: Id) -> Response:  # noqa: A002
    """Give the reviewer's decisions on a comparison; null where nobody has reviewed it."""
    return await reviewed(served, id)


@router.put("/comparisons/{id}/review", status_code=204, responses=_problems(400, 403, 404, 408, 409, 413, 500))
async def save_review(served: Served, id: Id, new: Review) -> Response:  # noqa: A002
    """Keep the reviewer's decisions on a comparison, in the place of the last."""
    await keep(served, id, new.model_dump_json(exclude_none=True).encode())
    return Response(status_code=204)


@router.get("/schema", responses=_problems())
async def schema(served: Served) -> dict[str, Any]:  # noqa: ARG001 - behind the token as all of the API
    """Give the JSON Schema of a comparison that is exported as JSON."""
    from compare.views.data import schema

    return schema()


# What the pages do in the same way


async def exported(served: Service, identity: str, form: str) -> Response:
    """Return a report as a file."""
    made = FORMS[form]
    content = await answered(served.jobs.shown(identity, form))
    return Response(
        content,
        media_type=made.media,
        headers={"Content-Disposition": f'attachment; filename="tellings-{identity}{made.ending}"'},
    )


async def answered(shown: Awaitable[_T]) -> _T:
    """Return what `shown` gives, or raise the `HTTPException` that says why there is nothing."""
    try:
        return await shown
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None
    except NotDoneError as error:
        raise HTTPException(409, f"this comparison {error}") from None
    except TaskError as error:
        raise HTTPException(500, f"the report {error}") from None


async def reviewed(served: Service, identity: str) -> Response:
    """Return the review of a comparison, null where there is none."""
    try:
        found = await asyncio.to_thread(served.library.review, identity)
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None
    return Response(found or b"null", media_type="application/json")


async def keep(served: Service, identity: str, new: bytes) -> None:
    """Keep a review that fits its comparison, in the place of the last."""
    try:
        await answered(served.jobs.review(identity, new))
    except MisfitError as error:
        raise HTTPException(409, str(error)) from None


async def _entry(served: Service, identity: str) -> Entry:
    try:
        return await asyncio.to_thread(served.library.entry, identity)
    except KeyError:
        raise HTTPException(404, NOT_THERE) from None


def _given(one: TextArticle | AddressArticle | FileArticle) -> Given:
    if isinstance(one, TextArticle):
        return Given(Kind.TEXT, one.name, "", one.text.encode())
    if isinstance(one, AddressArticle):
        return Given(Kind.ADDRESS, one.name, one.address)
    return Given(Kind.FILE, one.name, one.file, b64decode(one.content))
