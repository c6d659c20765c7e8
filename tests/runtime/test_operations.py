"""Routes made from operations: scopes, units that commit before the answer, and one shape of error."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

import httpx
import pytest
from fastapi import Query
from pydantic import Field
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from structlog.testing import capture_logs

from services.contracts.operation import Operation
from services.contracts.values import Model, Nothing, Text
from services.reporting.schema import HISTORY
from services.reporting.settings import ReportingSettings
from services.runtime.app import AppSpec, create_service_app
from services.runtime.ids import new_id
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.runtime.problems import Conflict
from tests.house import House, bearer, opened


class Note(Model):
    words: Text
    number: int = 0


class NoteQuery(Model):
    since: int = Field(default=0, alias="from")
    limit: int = 10
    network: list[str] = Field(default_factory=list)


SAY = Operation(
    "reporting", "test.say", "POST", "/v1/clients/{client}/say", "reports:read", Nothing, body=Note
)
CLASH = Operation("reporting", "test.clash", "POST", "/v1/clients/{client}/clash", "reports:read", Nothing)
CROWD = Operation("reporting", "test.crowd", "GET", "/v1/crowd", "reports:read", Nothing)
REFUSE = Operation("reporting", "test.refuse", "GET", "/v1/refuse", "reports:read", Nothing)
BREAK = Operation("reporting", "test.break", "GET", "/v1/break", "reports:read", Nothing)
FIND = Operation("reporting", "test.find", "GET", "/v1/find", "reports:read", Nothing, query=NoteQuery)


def room() -> Routes:
    routes = Routes()

    @routes.serve(SAY)
    async def say(body: Note, client: ClientDep, unit: UnitDep) -> Nothing:
        unit.happened(client, "note.said", [new_id()])
        return Nothing()

    @routes.serve(CLASH)
    async def clash(client: ClientDep, unit: UnitDep) -> Nothing:
        """Succeeds in every statement and fails in the commit, by a constraint that is checked last."""
        await unit.session.execute(
            text("create temp table twin (a int unique deferrable initially deferred) on commit drop")
        )
        await unit.session.execute(text("insert into twin values (1), (1)"))
        unit.happened(client, "note.said", [new_id()])
        return Nothing()

    @routes.serve(REFUSE)
    async def refuse() -> Nothing:
        raise Conflict("It is closed.", code="closed")

    @routes.serve(CROWD)
    async def crowd() -> Nothing:
        raise PoolTimeoutError("QueuePool limit of size 5 overflow 5 reached")

    @routes.serve(BREAK)
    async def break_down() -> Nothing:
        raise RuntimeError("on purpose")

    @routes.serve(FIND)
    async def find(query: Annotated[NoteQuery, Query()]) -> Nothing:
        return Nothing()

    return routes


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    spec = AppSpec(settings=house.settings(ReportingSettings), history=HISTORY, rooms=[room()])
    async with opened(create_service_app(spec)) as (client, _runtime):
        yield client


@pytest.fixture
def nadia(house: House, bank: UUID) -> dict[str, str]:
    return bearer(house.token("web", "user:nadia", "reporting", {"reports:read"}, bank))


async def events_of(house: House, http: httpx.AsyncClient, client: UUID) -> int:
    token = house.token("reporting", "system:follow", "reporting", {"events:read"}, client)
    answer = await http.get("/v1/events", params={"client": str(client)}, headers=bearer(token))
    assert answer.status_code == 200, answer.text
    return len(answer.json()["events"])


class TestServe:
    async def test_a_request_is_one_unit_that_is_committed(
        self, house: House, http: httpx.AsyncClient, nadia: dict[str, str], bank: UUID
    ) -> None:
        answer = await http.post(f"/v1/clients/{bank}/say", json={"words": "Bonjour"}, headers=nadia)
        assert (answer.status_code, answer.json()) == (200, {})
        assert await events_of(house, http, bank) == 1

    async def test_a_failing_commit_is_a_500_and_nothing_happened(
        self, house: House, http: httpx.AsyncClient, nadia: dict[str, str], bank: UUID
    ) -> None:
        answer = await http.post(f"/v1/clients/{bank}/clash", headers=nadia)
        assert answer.status_code == 500
        assert answer.json()["code"] == "internal_error"
        assert await events_of(house, http, bank) == 0

    async def test_a_handler_must_take_what_the_operation_states(self) -> None:
        async def deaf(client: ClientDep) -> Nothing:
            return Nothing()

        with pytest.raises(TypeError, match="must take Note"):
            Routes().serve(SAY)(deaf)


class TestScope:
    async def test_without_credentials_it_is_401(self, http: httpx.AsyncClient, bank: UUID) -> None:
        answer = await http.post(f"/v1/clients/{bank}/say", json={"words": "x"})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")

    async def test_without_the_scope_it_is_403(
        self, house: House, http: httpx.AsyncClient, bank: UUID
    ) -> None:
        token = house.token("web", "user:nadia", "reporting", {"queue:read"}, bank)
        answer = await http.post(f"/v1/clients/{bank}/say", json={"words": "x"}, headers=bearer(token))
        assert answer.status_code == 403
        assert answer.json()["code"] == "missing_scope"

    async def test_another_clients_id_reads_like_one_that_does_not_exist(
        self, http: httpx.AsyncClient, nadia: dict[str, str], newspaper: UUID
    ) -> None:
        other = await http.post(f"/v1/clients/{newspaper}/say", json={"words": "x"}, headers=nadia)
        nobody = await http.post("/v1/clients/no-such-slug/say", json={"words": "x"}, headers=nadia)
        assert other.status_code == nobody.status_code == 404
        assert other.content == nobody.content


class TestProblems:
    async def test_a_problem_has_the_one_shape(self, http: httpx.AsyncClient, nadia: dict[str, str]) -> None:
        answer = await http.get("/v1/refuse", headers=nadia)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json() == {
            "type": "about:blank",
            "status": 409,
            "code": "closed",
            "title": "The present state does not allow this",
            "detail": "It is closed.",
            "retry": False,
        }

    async def test_when_every_connection_is_in_use_it_says_to_come_back(
        self, http: httpx.AsyncClient, nadia: dict[str, str]
    ) -> None:
        answer = await http.get("/v1/crowd", headers=nadia)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["retry"] is True

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ('{"words": 3}', 422, "words"),
            ('{"words": "a", "wrods": 1}', 422, "wrods"),
            ('{"words": "a\\u0000b"}', 422, "words"),
            ('{"words": "a\\ud800b"}', 422, "words"),
            ("{}", 422, "words"),
            ("", 422, ""),
            ("{", 400, None),
            ("[" * 10_000, 400, None),
            ("[]", 422, ""),
            ('{"words": "a", "words": "b"}', 422, "words"),
            ('{"words": "a", "more": [{"of": 1, "of": 1}]}', 422, "of"),
        ],
    )
    async def test_bad_input_names_the_field(
        self,
        http: httpx.AsyncClient,
        nadia: dict[str, str],
        bank: UUID,
        body: str,
        status: int,
        field: str | None,
    ) -> None:
        answer = await http.post(
            f"/v1/clients/{bank}/say",
            content=body.encode(),
            headers={**nadia, "content-type": "application/json"},
        )
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        if field is not None:
            assert [error["field"] for error in answer.json()["errors"]] == [field]

    async def test_what_is_asked_twice_is_named_instead_of_the_last_being_taken(
        self, http: httpx.AsyncClient, nadia: dict[str, str]
    ) -> None:
        twice = await http.get("/v1/find?from=1&limit=2&from=3", headers=nadia)
        assert (twice.status_code, twice.json()["code"]) == (422, "invalid")
        assert twice.json()["errors"] == [
            {"field": "from", "code": "repeated", "message": "is given more than once"}
        ]
        several = await http.get("/v1/find?network=x&network=rss&from=1", headers=nadia)
        assert several.status_code == 200

    async def test_a_body_beyond_the_cap_is_413(
        self, http: httpx.AsyncClient, nadia: dict[str, str], bank: UUID
    ) -> None:
        answer = await http.post(
            f"/v1/clients/{bank}/say",
            content=b'{"words": "' + b"a" * 10_000_001 + b'"}',
            headers={**nadia, "content-type": "application/json"},
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    async def test_what_nobody_expected_is_a_500_that_can_be_found_in_the_log(
        self, http: httpx.AsyncClient, nadia: dict[str, str]
    ) -> None:
        with capture_logs() as logged:
            answer = await http.get("/v1/break", headers={**nadia, "x-correlation-id": "order-4711"})
        assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
        assert answer.headers["x-correlation-id"] == "order-4711"
        assert "on purpose" not in answer.text
        assert [(line["event"], line["path"]) for line in logged] == [("request.failed", "/v1/break")]

    async def test_the_correlation_id_comes_back_and_a_forged_one_does_not(
        self, http: httpx.AsyncClient
    ) -> None:
        kept = await http.get("/healthz", headers={"x-correlation-id": "order-4711"})
        made = await http.get("/healthz", headers={"x-correlation-id": "a\tb <script>"})
        assert kept.headers["x-correlation-id"] == "order-4711"
        assert made.headers["x-correlation-id"].isalnum()


class TestHealth:
    async def test_ready_names_what_it_looked_at(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/readyz")
        assert answer.status_code == 200
        assert {name: check["ok"] for name, check in answer.json()["checks"].items()} == {
            "database": True,
            "redis": True,
        }

    async def test_metrics_count_requests(self, http: httpx.AsyncClient) -> None:
        await http.get("/healthz")
        answer = await http.get("/metrics")
        assert 'palabre_requests_total{method="GET",route="/healthz",status="200"}' in answer.text
