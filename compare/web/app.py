"""The application: the rules around it, the pages for people, the API for programs, the work behind both.

security.Guard ─→ pages ─┐
               └→ api ───┴─→ service: library (what was compared) + jobs (what is to be) ─→ pool ─→ worker
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.routing import Match

from compare import __version__
from compare.web import api, pages
from compare.web.library import Library
from compare.web.problems import SCHEMA, problem
from compare.web.security import Guard
from compare.web.service import Service, Setup

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

_PURGE_EVERY = 600  # seconds


def make_app(setup: Setup, library: Library) -> FastAPI:
    """Return the application for `library`, which it closes when it ends."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = served = Service(setup, library)
        await served.jobs.start()
        purging = asyncio.create_task(_purge(library))
        try:
            yield
        finally:
            purging.cancel()
            with suppress(asyncio.CancelledError):
                await purging
            await served.jobs.stop()
            await asyncio.to_thread(library.close)

    # FastAPI's own pages about the API load scripts from elsewhere; any program can show /openapi.json.
    app = FastAPI(
        title="tellings",
        version=__version__,
        summary="Several outlets' tellings of one event, side by side.",
        lifespan=running,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(api.router)
    app.include_router(pages.router)
    app.add_middleware(Guard, names=setup.hosts, limits=setup.limits, refuse=_refused)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


async def _purge(library: Library) -> None:
    while True:
        await asyncio.to_thread(library.purge)
        await asyncio.sleep(_PURGE_EVERY)


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        schemas = made["components"]["schemas"]
        schemas["Problem"] = SCHEMA
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = made
    return app.openapi_schema


def _refused(scope: Scope, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    if status in (408, 413):  # the rest of what is being sent is not waited for
        headers = {**(headers or {}), "Connection": "close"}
    if scope["path"].startswith("/api") or scope["method"] not in {"GET", "POST"}:
        return problem(status, detail, headers)
    return pages.problem_page(status, detail, headers)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    detail = str(error.detail)
    if detail == "Not Found":
        detail = "there is nothing at this address; begin at /"
    if error.status_code == 405:
        headers["Allow"] = _methods(request)
        detail = f"this address knows the methods {headers['Allow']}"
    return _refused(request.scope, error.status_code, detail, headers)


def _methods(request: Request) -> str:
    """Return the methods that an address knows."""

    def known(method: str) -> bool:
        asked = {**request.scope, "method": method}
        return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(filter(known, ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")))


async def _misfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": " ".join(str(step) for step in one["loc"])[:200], "what": str(one["msg"])[:500]}
        for one in error.errors()[:20]
    ]
    if not request.url.path.startswith("/api") and request.method != "PUT":
        return pages.problem_page(422, "; ".join(f"{one['where']}: {one['what']}" for one in errors))
    return problem(422, "the request does not fit /openapi.json; see errors", errors=errors)
