"""Every operation is served once, where contracts say; every route asks who comes, and never tells of others."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

import services.contracts
from services.contracts.operation import Operation
from services.contracts.topology import ISSUERS, MAY_ASK, ServiceName
from services.contracts.values import Model
from services.runtime.callers import Actor
from services.runtime.ids import new_id
from tests.architecture.houses import APPLICATIONS
from tests.house import House, bearer, opened

OPEN_TO_ALL = {"/healthz", "/readyz", "/metrics", "/openapi.json"}


def operations() -> Iterator[Operation[Any]]:
    """All that contracts state, alone or by owner."""
    for module in pkgutil.iter_modules(services.contracts.__path__, "services.contracts."):
        for value in vars(importlib.import_module(module.name)).values():
            found = value.values() if isinstance(value, dict) else [value]
            yield from (one for one in found if isinstance(one, Operation))


def operations_of(service: ServiceName) -> list[Operation[Any]]:
    return [operation for operation in operations() if operation.owner == service]


def routes_in(routes: Sequence[BaseRoute]) -> Iterator[BaseRoute]:
    """Those of included routers too, which FastAPI keeps folded."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is None:
            yield route
        else:
            yield from routes_in(router.routes)


def served(app: FastAPI) -> list[tuple[str, str, str, int]]:
    """Method, path, scope and status of each route that serves an operation."""
    return sorted(
        (method, route.path, route.openapi_extra["x-scope"], route.status_code or 200)
        for route in routes_in(app.routes)
        if isinstance(route, APIRoute) and route.openapi_extra
        for method in route.methods or ()
    )


def path_of(operation: Operation[Any], client: object) -> str:
    """The operation's path for a client, with ids that nobody has in the other places."""
    names = {"client", *(part[1:-1] for part in operation.path.split("/") if part.startswith("{"))}
    return operation.path.format_map({**{name: new_id() for name in names}, "client": client})


def token_for(house: House, operation: Operation[Any], *clients: UUID, scopes: set[str]) -> str:
    """A token of somebody who may ask this at all."""
    issuer = next(issuer for issuer in ISSUERS if operation.scope in MAY_ASK[issuer])
    return house.token_for(issuer, Actor("user:nadia", frozenset(clients)), operation.owner, scopes)


async def ask(
    http: httpx.AsyncClient, operation: Operation[Any], client: object, token: str | None = None
) -> httpx.Response:
    headers = bearer(token) if token else {}
    return await http.request(operation.method, path_of(operation, client), headers=headers)


@pytest.fixture
async def newspaper(house: House) -> Model:
    """Another client, as its owner knows it."""
    from services.contracts.ingest import Client

    slug = f"gazette-{new_id().hex[-12:]}"
    token = house.token_for("operator", Actor("operator:root", None), "ingest", {"clients:write"})
    async with opened(APPLICATIONS["ingest"].open_in(house)) as (http, _runtime):
        answer = await http.post("/v1/clients", json={"slug": slug, "name": "Gazette"}, headers=bearer(token))
    return Client.model_validate_json(answer.content)


@pytest.mark.parametrize("service", APPLICATIONS)
class TestRoutes:
    async def test_each_operation_is_served_once_as_stated(self, service: ServiceName, house: House) -> None:
        stated = [(one.method, one.path, one.scope, one.status) for one in operations_of(service)]
        assert stated
        assert served(APPLICATIONS[service].open_in(house)) == sorted(stated)

    async def test_without_credentials_every_one_is_401(self, service: ServiceName, house: House) -> None:
        async with opened(APPLICATIONS[service].open_in(house)) as (http, _runtime):
            answers = {one.name: await ask(http, one, new_id()) for one in operations_of(service)}
        assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(answers, 401)

    async def test_without_its_scope_every_one_is_403(self, service: ServiceName, house: House) -> None:
        bank, answers = new_id(), {}
        async with opened(APPLICATIONS[service].open_in(house)) as (http, _runtime):
            for one in operations_of(service):
                others = set().union(*MAY_ASK.values()) - {one.scope}
                answers[one.name] = await ask(http, one, bank, token_for(house, one, bank, scopes=others))
        assert {name: one.json().get("code") for name, one in answers.items()} == dict.fromkeys(
            answers, "missing_scope"
        )

    async def test_another_client_reads_like_one_that_never_was(
        self, service: ServiceName, house: House, newspaper: Any
    ) -> None:
        seen = {}
        async with opened(APPLICATIONS[service].open_in(house)) as (http, _runtime):
            for one in operations_of(service):
                if "{client}" in one.path:
                    token = token_for(house, one, new_id(), scopes={one.scope})
                    names = (newspaper.id, newspaper.slug, new_id(), "nobody-knows")
                    answers = [await ask(http, one, name, token) for name in names]
                    seen[one.name] = {(answer.status_code, answer.content) for answer in answers}
        strangers = {name: one for name, one in seen.items() if len(one) != 1 or one.pop()[0] != 404}
        assert strangers == {}


@pytest.mark.parametrize("service", sorted(APPLICATIONS.keys() - {"web"}))
def test_beside_its_operations_a_service_serves_only_its_health(service: ServiceName, house: House) -> None:
    app = APPLICATIONS[service].open_in(house)
    paths = {getattr(route, "path", "") for route in routes_in(app.routes)}
    assert paths - {operation.path for operation in operations_of(service)} == OPEN_TO_ALL
