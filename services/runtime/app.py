"""The factory of every service's HTTP application: problems, correlation, limits, health, event log."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from services.runtime.authentication import KeyAuthenticator, KeyExchanger
from services.runtime.context import open_runtime
from services.runtime.db.migrations import History
from services.runtime.events.routes import event_routes
from services.runtime.health import health_router
from services.runtime.middleware import Observed
from services.runtime.operations import Routes, SlugResolver
from services.runtime.problem_handlers import handle_problems
from services.runtime.settings import ServiceSettings
from services.runtime.telemetry import configure_logging


@dataclass(frozen=True, slots=True)
class AppSpec:
    """What a service's application is made of."""

    settings: ServiceSettings
    history: History
    rooms: Sequence[Routes]
    authenticate_key: KeyAuthenticator | None = None
    resolve_slug: SlugResolver | None = None


def create_service_app(spec: AppSpec) -> FastAPI:
    """Return the application; it opens its resources when it starts and serves /v1, health and metrics."""
    service = spec.settings.service

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logging(service, spec.settings.log_level)
        async with open_runtime(spec.settings) as runtime:
            app.state.runtime = runtime
            yield

    app = FastAPI(title=f"Palabre {service}", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.authenticate_key = spec.authenticate_key or KeyExchanger()
    app.state.resolve_slug = spec.resolve_slug
    app.state.history = spec.history
    for room in (*spec.rooms, event_routes(service)):
        app.include_router(room.router)
    app.include_router(health_router())
    handle_problems(app)
    app.add_middleware(Observed)
    return app
