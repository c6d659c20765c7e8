"""Opening services in a test: settings on the run's engines, apps in this loop, tokens of any issuer."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx
from fastapi import FastAPI

from services.contracts.topology import PORT_OFFSETS, Issuer, ServiceName
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.context import Runtime
from services.runtime.keyring import load_keyring
from services.runtime.settings import ServiceSettings
from services.runtime.tokens import Signer

S = TypeVar("S", bound=ServiceSettings)
_first_ones: dict[str, FastAPI] = {}


@dataclass(frozen=True)
class House:
    """What every service of a test run shares: engines, keys and a clock of the test's own."""

    var: Path
    database_url: str
    redis_url: str
    clock_file: Path

    def settings(self, kind: type[S], **changes: Any) -> S:
        values: dict[str, Any] = {
            "var": self.var,
            "database_url": self.database_url,
            "redis_url": self.redis_url,
            "clock_file": self.clock_file,
        }
        return kind(**{**values, **changes})

    def token(
        self, issuer: Issuer, subject: str, audience: ServiceName, scopes: Iterable[str], *clients: UUID
    ) -> str:
        """A token as that issuer would sign it; without clients it is for none."""
        return self.token_for(issuer, Actor(subject, frozenset(clients)), audience, scopes)

    def token_for(self, issuer: Issuer, actor: Actor, audience: ServiceName, scopes: Iterable[str]) -> str:
        signer = Signer(load_keyring(self.var / "keys", issuer))
        return signer.sign(actor, audience=audience, scopes=frozenset(scopes))


def with_known_addresses(app: FastAPI) -> FastAPI:
    """The same application with the addresses of the first one of its name in this process.

    FastAPI works addresses out when they are first asked for, which takes longer than most tests.
    """
    first = _first_ones.setdefault(app.title, app)
    app.router.routes = first.router.routes
    app.dependency_overrides = first.dependency_overrides  # where addresses look for them
    return app


@asynccontextmanager
async def opened(app: FastAPI) -> AsyncIterator[tuple[httpx.AsyncClient, Runtime]]:
    """An app with its resources open, and a client that speaks HTTP with it in this loop."""
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as http:
            yield http, app.state.runtime


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


class InProcess(httpx.AsyncBaseTransport):
    """Carries calls between apps of this loop: to each service's port its app; other ports are refused."""

    def __init__(self, settings: ServiceSettings, apps: Mapping[ServiceName, FastAPI]) -> None:
        self._by_port = {
            settings.port_base + PORT_OFFSETS[name]: httpx.ASGITransport(app, raise_app_exceptions=False)
            for name, app in apps.items()
        }
        self.calls: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request)
        app = self._by_port.get(request.url.port or 80)
        if app is None:
            raise httpx.ConnectError("nobody listens on this port", request=request)
        return await app.handle_async_request(request)


def wired(runtime: Runtime, transport: httpx.AsyncBaseTransport) -> Runtime:
    """The same runtime, its calls to other services carried by `transport`."""
    return replace(runtime, services=ServiceClient(runtime.settings, runtime.signer, transport=transport))
