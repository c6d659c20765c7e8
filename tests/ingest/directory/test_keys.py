"""API keys: shown once, bound to one client, exchanged by the services, and dead once revoked."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from services.contracts.operation import Operation
from services.contracts.values import Nothing
from services.reporting.schema import HISTORY
from services.reporting.settings import ReportingSettings
from services.runtime.app import AppSpec, create_service_app
from services.runtime.authentication import KeyExchanger
from services.runtime.key_door import FREE_FAILURES
from services.runtime.operations import ClientDep, Routes
from tests.house import House, InProcess, bearer, opened, wired
from tests.ingest.conftest import Client, Ingest

READ = Operation("reporting", "test.read", "GET", "/v1/clients/{client}/read", "reports:read", Nothing)


async def issue(ingest: Ingest, client: Client, *scopes: str) -> tuple[str, str]:
    """Return a new key and its id."""
    body = {"name": "portal", "scopes": list(scopes)}
    issued = await ingest.post(f"/v1/clients/{client.slug}/keys", body)
    return issued["key"], issued["about"]["id"]


async def revoke(ingest: Ingest, client: Client, key_id: str) -> httpx.Response:
    return await ingest.http.delete(f"/v1/clients/{client.slug}/keys/{key_id}", headers=ingest.as_operator())


class TestAddKey:
    async def test_it_is_shown_once_and_kept_as_a_hash(self, ingest: Ingest, bank: Client) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        assert key.startswith(f"pal_{key_id}_")
        secret = key.rpartition("_")[2]
        listed = await ingest.http.get(f"/v1/clients/{bank.slug}/keys", headers=ingest.as_operator())
        assert key_id in [one["id"] for one in listed.json()["items"]]
        assert secret not in listed.text
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            rows = (await unit.session.execute(text("select k::text from ingest.api_key k"))).scalars()
            assert not any(secret in row for row in rows)

    async def test_two_keys_overlap_while_one_replaces_the_other(self, ingest: Ingest, bank: Client) -> None:
        keys = [(await issue(ingest, bank, "items:write"))[0] for _ in range(2)]
        for key in keys:
            answer = await ingest.http.post(bank.items, json=[], headers=bearer(key))
            assert answer.status_code != 401

    async def test_a_scope_that_keys_do_not_have_is_named(self, ingest: Ingest, bank: Client) -> None:
        answer = await ingest.http.post(
            f"/v1/clients/{bank.slug}/keys",
            json={"scopes": ["items:write", "keys:write"]},
            headers=ingest.as_operator(),
        )
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["scopes.1"]


class TestUseOfAKey:
    async def test_without_the_scope_it_is_forbidden(self, ingest: Ingest, bank: Client) -> None:
        answer = await ingest.http.get(f"/v1/clients/{bank.slug}", headers=bank.headers)
        assert answer.status_code == 403
        assert answer.json()["code"] == "missing_scope"

    @pytest.mark.parametrize(
        ("shape", "what"),
        [
            ("{prefix}_{id}_{cut}", "a letter is missing"),
            ("{prefix}_{id}_{secret}a", "a letter too many"),
            ("{prefix}__{id}_{secret}", "a line too many"),
            ("{prefix}_aaaaaaaaaaaaaaaa_{secret}", "another id"),
            ("{prefix}_{id}_", "no secret"),
            ("{prefix}_", "nothing at all"),
        ],
    )
    async def test_one_that_is_nearly_right_is_unknown(
        self, ingest: Ingest, bank: Client, shape: str, what: str
    ) -> None:
        prefix, key_id, secret = bank.key.split("_")
        key = shape.format(prefix=prefix, id=key_id, secret=secret, cut=secret[:-1])
        answer = await ingest.http.post(bank.items, json=[], headers=bearer(key))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"

    async def test_another_client_is_not_found_by_slug_or_id(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        bodies = set()
        for name in (newspaper.slug, newspaper.id, "nobody-knows", "00000000-0000-7000-8000-000000000000"):
            answer = await ingest.http.post(f"/v1/clients/{name}/items", json=[], headers=bank.headers)
            assert answer.status_code == 404
            bodies.add(answer.content)
        assert len(bodies) == 1


class TestRevokeKey:
    async def test_it_is_dead_at_once_in_ingest(self, ingest: Ingest, bank: Client) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        before = await ingest.http.post(bank.items, json=[], headers=bearer(key))
        assert before.status_code != 401
        assert (await revoke(ingest, bank, key_id)).json()["revoked_at"] is not None
        after = await ingest.http.post(bank.items, json=[], headers=bearer(key))
        assert after.status_code == 401

    async def test_twice_changes_nothing(self, ingest: Ingest, bank: Client) -> None:
        _, key_id = await issue(ingest, bank, "items:write")
        first, second = await revoke(ingest, bank, key_id), await revoke(ingest, bank, key_id)
        assert first.json() == second.json()

    async def test_another_client_s_key_is_not_found(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        key, key_id = await issue(ingest, newspaper, "items:write")
        lead = ingest.as_user("lea", "keys:write", bank.id)
        other = await ingest.http.delete(f"/v1/clients/{bank.slug}/keys/{key_id}", headers=lead)
        direct = await ingest.http.delete(f"/v1/clients/{newspaper.id}/keys/{key_id}", headers=lead)
        assert other.status_code == direct.status_code == 404
        answer = await ingest.http.post(newspaper.items, json=[], headers=bearer(key))
        assert answer.status_code != 401


class Seconds:
    """A clock that a test moves by hand."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Portal:
    """Reporting with one route, which knows API keys only through ingest."""

    def __init__(self, http: httpx.AsyncClient, clock: Seconds, wire: InProcess) -> None:
        self.http = http
        self.clock = clock
        self.wire = wire

    async def read(self, client: Client, key: str) -> int:
        answer = await self.http.get(f"/v1/clients/{client.slug}/read", headers=bearer(key))
        return answer.status_code


def portal_app(house: House, clock: Seconds) -> FastAPI:
    routes = Routes()

    @routes.serve(READ)
    async def read(client: ClientDep) -> Nothing:
        return Nothing()

    return create_service_app(
        AppSpec(
            settings=house.settings(ReportingSettings),
            history=HISTORY,
            rooms=[routes],
            authenticate_key=KeyExchanger(now=clock),
        )
    )


class TestExchangeKey:
    @pytest.fixture
    async def portal(self, ingest: Ingest, house: House) -> AsyncIterator[Portal]:
        clock = Seconds()
        app = portal_app(house, clock)
        async with opened(app) as (http, runtime):
            wire = InProcess(runtime.settings, {"ingest": ingest.app})
            app.state.runtime = wired(runtime, wire)
            yield Portal(http, clock, wire)

    async def test_another_service_knows_its_client_and_scopes(
        self, ingest: Ingest, portal: Portal, bank: Client, newspaper: Client
    ) -> None:
        key, _ = await issue(ingest, bank, "reports:read")
        assert await portal.read(bank, key) == 200
        assert await portal.read(newspaper, key) == 404
        assert await portal.read(bank, bank.key) == 403  # this one may push items and nothing else

    async def test_once_revoked_it_is_dead_there_after_thirty_seconds(
        self, ingest: Ingest, portal: Portal, bank: Client
    ) -> None:
        key, key_id = await issue(ingest, bank, "reports:read")
        assert await portal.read(bank, key) == 200
        await revoke(ingest, bank, key_id)
        portal.clock.now += 29.9
        assert await portal.read(bank, key) == 200
        assert len(portal.wire.calls) == 1  # kept, so ingest was asked once
        portal.clock.now += 0.1
        assert await portal.read(bank, key) == 401

    async def test_a_service_cannot_take_a_token_for_another_one(
        self, ingest: Ingest, house: House, bank: Client
    ) -> None:
        for audience in ("ingest", "triage", "web", "nowhere"):
            headers = bearer(house.token("reporting", "system:keys", "ingest", {"keys:exchange"}))
            answer = await ingest.http.post(
                "/v1/keys/exchange", json={"key": bank.key, "audience": audience}, headers=headers
            )
            assert answer.status_code == 403


async def key_now(ingest: Ingest, client: Client, key_id: str) -> dict[str, Any]:
    listed = await ingest.http.get(f"/v1/clients/{client.slug}/keys", headers=ingest.as_operator())
    (found,) = [one for one in listed.json()["items"] if one["id"] == key_id]
    return dict(found)


async def push(ingest: Ingest, client: Client, key: str) -> int:
    return (await ingest.http.post(client.items, json=[], headers=bearer(key))).status_code


class TestRotateKey:
    async def rotate(self, ingest: Ingest, client: Client, key_id: str, hours: float) -> httpx.Response:
        return await ingest.http.post(
            f"/v1/clients/{client.slug}/keys/{key_id}/rotation",
            json={"overlap_hours": hours},
            headers=ingest.as_operator(),
        )

    async def test_the_new_one_may_do_the_same_and_the_old_one_runs_out(
        self, ingest: Ingest, bank: Client
    ) -> None:
        key, key_id = await issue(ingest, bank, "items:write", "syncs:read")
        issued = (await self.rotate(ingest, bank, key_id, 24)).json()
        assert (issued["about"]["name"], issued["about"]["scopes"]) == (
            "portal",
            ["items:write", "syncs:read"],
        )
        assert 401 not in {await push(ingest, bank, key), await push(ingest, bank, issued["key"])}
        ingest.runtime.clock.move(timedelta(hours=24, seconds=1))
        assert await push(ingest, bank, key) == 401
        assert await push(ingest, bank, issued["key"]) != 401

    async def test_without_an_overlap_the_old_one_is_dead_at_once(self, ingest: Ingest, bank: Client) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        await self.rotate(ingest, bank, key_id, 0)
        assert await push(ingest, bank, key) == 401

    async def test_one_that_runs_out_is_revoked_before_its_time(self, ingest: Ingest, bank: Client) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        await self.rotate(ingest, bank, key_id, 24)
        await revoke(ingest, bank, key_id)
        assert await push(ingest, bank, key) == 401

    async def test_it_is_not_replaced_twice(self, ingest: Ingest, bank: Client) -> None:
        _, key_id = await issue(ingest, bank, "items:write")
        await self.rotate(ingest, bank, key_id, 24)
        again = await self.rotate(ingest, bank, key_id, 24)
        assert (again.status_code, again.json()["code"]) == (409, "key_ended")


class TestLastUse:
    async def test_it_is_known_to_ten_minutes(self, ingest: Ingest, bank: Client) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        assert (await key_now(ingest, bank, key_id))["last_used_at"] is None
        await push(ingest, bank, key)
        first = (await key_now(ingest, bank, key_id))["last_used_at"]
        assert first is not None
        ingest.runtime.clock.move(timedelta(minutes=9))
        await push(ingest, bank, key)
        assert (await key_now(ingest, bank, key_id))["last_used_at"] == first
        ingest.runtime.clock.move(timedelta(minutes=11))
        await push(ingest, bank, key)
        assert (await key_now(ingest, bank, key_id))["last_used_at"] > first


class TestTriesInVain:
    async def test_made_up_keys_are_sent_away_without_being_looked_up_and_good_ones_come_through(
        self, ingest: Ingest, bank: Client
    ) -> None:
        answers = [await push(ingest, bank, f"pal_aaaaaaaaaaaaaaaa_{n:052d}") for n in range(FREE_FAILURES)]
        assert set(answers) == {401}
        refused = await ingest.http.post(bank.items, json=[], headers=bearer("pal_bbbbbbbbbbbbbbbb_secret"))
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert await push(ingest, bank, bank.key) != 429

    async def test_a_revoked_key_that_goes_on_trying_keeps_nobody_else_out(
        self, ingest: Ingest, bank: Client
    ) -> None:
        key, key_id = await issue(ingest, bank, "items:write")
        await revoke(ingest, bank, key_id)
        answers = [await push(ingest, bank, key) for _ in range(FREE_FAILURES + 1)]
        assert answers == [401] * FREE_FAILURES + [429]
        assert await push(ingest, bank, "pal_bbbbbbbbbbbbbbbb_secret") == 401
