"""Composition root of the workplace."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request

from services.runtime.authentication import KeyExchanger
from services.runtime.context import open_runtime
from services.runtime.ending import end_tasks
from services.runtime.health import health_router
from services.runtime.live import LiveHub
from services.runtime.middleware import Observed
from services.runtime.problems import Forbidden
from services.runtime.telemetry import configure_logging
from web.directory import Directory
from web.failures import handle_failures
from web.identity.routes import routes as identity_operations
from web.identity.service import open_identity
from web.rendering.assets import STATIC_DIRECTORY, ImmutableFiles
from web.rendering.pages import shared_pages
from web.routes.all import ROUTERS
from web.schema import HISTORY
from web.security.cookies import Cookies
from web.security.forgery import is_from_elsewhere
from web.security.headers import Secured
from web.settings import WebSettings
from web.troubles import TroubleCount
from web.workplace import Workplace


def create_app(settings: WebSettings | None = None) -> FastAPI:
    """Return the application; it opens its resources when it starts."""
    settings = settings or WebSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with furnished(app, settings):
            yield

    app = FastAPI(title="Palabre web", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    # Its redirects name the host that the request named, which may be anybody's.
    app.router.redirect_slashes = False
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False, dependencies=[Depends(refuse_forged)])
    app.include_router(identity_operations.router)
    app.include_router(health_router())
    app.mount(shared_pages().assets.prefix, ImmutableFiles(directory=STATIC_DIRECTORY), name="static")
    handle_failures(app)
    app.add_middleware(Secured)
    app.add_middleware(Observed)
    return app


@asynccontextmanager
async def furnished(app: FastAPI, settings: WebSettings) -> AsyncIterator[None]:
    """Open what the application holds while it runs, by settings that may differ from one time to the next."""
    configure_logging("web", settings.log_level)
    async with open_runtime(settings) as runtime, _listening(LiveHub(runtime.redis)) as hub:
        identity = open_identity(runtime)
        app.state.runtime = runtime
        app.state.settings = settings
        app.state.history = HISTORY
        app.state.identity = identity
        app.state.authenticate_key = KeyExchanger()
        app.state.troubles = TroubleCount()
        app.state.workplace = Workplace(
            settings=settings,
            runtime=runtime,
            identity=identity,
            directory=Directory(runtime.services),
            hub=hub,
            pages=shared_pages(),
            cookies=Cookies(settings.is_https),
        )
        yield


@asynccontextmanager
async def _listening(hub: LiveHub) -> AsyncIterator[LiveHub]:
    """Keep the one subscription of this process, and let every open page go at the end."""
    subscription = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        hub.close()
        await end_tasks([subscription])


async def refuse_forged(request: Request) -> None:
    """Raises Forbidden for a request that another site made a browser send."""
    settings: WebSettings = request.app.state.settings
    if is_from_elsewhere(request, settings.address):
        raise Forbidden(code="other_site")
