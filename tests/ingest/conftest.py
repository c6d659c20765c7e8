"""Ingest open in this loop, an operator who may do everything there, and clients that nobody else uses."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from services.runtime.callers import Actor
from services.runtime.context import Runtime
from tests.house import House, bearer, opened, with_known_addresses

OPERATOR_SCOPES = frozenset(
    {
        "accounts:read",
        "accounts:write",
        "actions:read",
        "actions:write",
        "clients:read",
        "clients:write",
        "items:read",
        "keys:write",
        "syncs:read",
        "syncs:write",
    }
)


@dataclass(frozen=True)
class Ingest:
    """The service as its callers meet it: HTTP, and whose token a request carries."""

    app: FastAPI
    http: httpx.AsyncClient
    runtime: Runtime
    house: House

    def as_operator(self) -> dict[str, str]:
        return bearer(
            self.house.token_for("operator", Actor("operator:root", None), "ingest", OPERATOR_SCOPES)
        )

    def as_user(self, name: str, scope: str, *clients: UUID) -> dict[str, str]:
        return bearer(self.house.token("web", f"user:{name}", "ingest", {scope}, *clients))

    async def post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        """Post as the operator and return the answer, which must be a success."""
        answer = await self.http.post(path, json=body, headers=headers or self.as_operator())
        assert answer.is_success, answer.text
        return answer.json()


@dataclass(frozen=True)
class Client:
    """A client with one account and a key that may push items."""

    id: UUID
    slug: str
    account: str
    account_id: UUID
    key: str

    @property
    def items(self) -> str:
        return f"/v1/clients/{self.slug}/items"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.key)


async def found(ingest: Ingest, name: str) -> Client:
    """Add a client that nobody else uses, with an account `site` and a key."""
    slug = f"{name}-{uuid4().hex[:10]}"
    client = await ingest.post("/v1/clients", {"slug": slug, "name": name.title()})
    account = await ingest.post(
        f"/v1/clients/{slug}/accounts",
        {"slug": "site", "network": "sandbox", "name": "Le site", "own_author_id": "the-house"},
    )
    issued = await ingest.post(f"/v1/clients/{slug}/keys", {"name": "scheduler", "scopes": ["items:write"]})
    return Client(UUID(client["id"]), slug, "site", UUID(account["id"]), issued["key"])


@pytest.fixture
async def ingest(house: House) -> AsyncIterator[Ingest]:
    app = with_known_addresses(create_app(house.settings(IngestSettings)))
    async with opened(app) as (http, runtime):
        yield Ingest(app, http, runtime, house)


@pytest.fixture
async def bank(ingest: Ingest) -> Client:
    return await found(ingest, "banque")


@pytest.fixture
async def newspaper(ingest: Ingest) -> Client:
    """The outsider: another client, whose things are nobody else's business."""
    return await found(ingest, "gazette")
