"""Composition root of the demo's public site."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from infra.demo import api, controls, pages
from infra.demo.access import Place, RateLimit, TokenRoute
from infra.demo.comments import Comments
from infra.demo.database import Database
from infra.demo.errors import SiteError
from infra.demo.faults import Faults, api_error
from infra.demo.newspaper import Newspaper
from infra.demo.settings import DEFAULT_SITE, DemoSettings

DEFAULT_NAME = "La Gazette de Montrelais"


class DemoSite(FastAPI):
    """Leaves the server's end of the connection in the scope, so that a fault can break it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["connection"] = getattr(send, "__self__", None)
        await super().__call__(scope, receive, send)


def create_app(settings: DemoSettings | None = None, clock: Callable[[], float] = time.time) -> FastAPI:
    """The whole site; `clock` gives the seconds since 1970 that it writes beside each comment."""
    settings = settings or DemoSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = Database(settings.database_path)
        newspaper = Newspaper(database)
        with contextlib.suppress(SiteError):  # it stands there already, or another process was first
            newspaper.found(DEFAULT_SITE, DEFAULT_NAME, int(clock()))
        app.state.place = Place(
            newspaper=newspaper,
            comments=Comments(database, clock),
            faults=Faults(),
            rate_limit=RateLimit(settings.demo_requests_per_minute),
            token=settings.token(),
            clock=clock,
        )
        yield
        database.close()

    app = DemoSite(title=DEFAULT_NAME, docs_url=None, redoc_url=None, lifespan=lifespan)
    for router in (api.router, controls.router, pages.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_exception_handler(SiteError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)

    @app.get("/healthz", include_in_schema=False)
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, SiteError):
        raise error
    if isinstance(request.scope.get("route"), TokenRoute):
        return api_error(error.status, error.code, error.message)
    return pages.error_page(error)


def _invalid(request: Request, error: Exception) -> Response:
    if isinstance(request.scope.get("route"), TokenRoute):
        return api_error(422, "invalid_request", str(error))
    return pages.error_page(SiteError(404, "not_found", "There is no such page."))
