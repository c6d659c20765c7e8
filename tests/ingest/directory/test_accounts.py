"""Accounts change hands: renamed, paused, removed and restored, their credentials renewed and never shown."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from services.contracts.ingest import LIST_NETWORKS
from services.ingest.directory.domain import SYNC_DUE
from services.ingest.directory.service import note_sync, open_account
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    Moved,
    NetworkError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SurelyNotSent,
)
from tests.house import bearer
from tests.ingest.conftest import Client, Ingest

SECRET = "un-mot-de-passe-bien-gardé"
NOWHERE = "http://127.0.0.1:9/api/"


async def send(
    ingest: Ingest, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> httpx.Response:
    return await ingest.http.request(method, path, json=body, headers=headers or ingest.as_operator())


async def done(ingest: Ingest, method: str, path: str, body: object = None) -> dict[str, Any]:
    """Send it as the operator; it must succeed."""
    answer = await send(ingest, method, path, body)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def add_forum(ingest: Ingest, client: Client, **values: object) -> str:
    """An account that is pulled, from where nobody answers."""
    body = {"slug": f"forum-{uuid4().hex[:6]}", "network": "sandbox", "url": NOWHERE, **values}
    return str((await ingest.post(f"/v1/clients/{client.slug}/accounts", body))["id"])


async def is_due(ingest: Ingest, account: str) -> bool:
    due = await ingest.runtime.watch.due(ingest.runtime.clock.now(), limit=100_000)
    return (SYNC_DUE, account) in [(timer.kind, timer.key) for timer in due]


async def topics(ingest: Ingest, client: Client, account: str) -> list[tuple[str, str]]:
    """What the log tells of an account: who did what."""
    async with ingest.runtime.database.unit([client.id], actor="system:test") as unit:
        rows = await unit.session.execute(
            text("select topic, actor from ingest.event where :account = any (keys) order by seq"),
            {"account": UUID(account)},
        )
        return [(row.topic, row.actor) for row in rows]


class TestChangeAccount:
    async def test_name_address_and_interval_are_as_given(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank, own_author_id="the-house")
        values = {"name": "Le forum", "url": "https://forum.example/", "interval_seconds": 300}
        changed = await done(ingest, "PUT", f"/v1/accounts/{account}", values)
        assert {name: changed[name] for name in values} == values
        assert changed["own_author_id"] is None
        assert await is_due(ingest, account)

    async def test_without_an_address_it_is_not_pulled_any_more(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank)
        changed = await done(ingest, "PUT", f"/v1/accounts/{account}", {"name": "Le forum"})
        assert (changed["is_pulled"], changed["next_sync_at"]) == (False, None)
        assert not await is_due(ingest, account)

    @pytest.mark.parametrize(
        ("field", "value"), [("url", "javascript:alert(1)"), ("interval_seconds", 0), ("name", "a" * 201)]
    )
    async def test_what_cannot_be_is_named(
        self, ingest: Ingest, bank: Client, field: str, value: object
    ) -> None:
        answer = await send(ingest, "PUT", f"/v1/accounts/{bank.account_id}", {field: value})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    async def test_the_log_says_who_and_not_to_what(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank)
        lucie = ingest.as_user("lucie", "accounts:write", bank.id)
        await send(ingest, "PUT", f"/v1/accounts/{account}", {"name": "Le forum"}, lucie)
        assert await topics(ingest, bank, account) == [
            ("account.added", "operator:root"),
            ("account.changed", "user:lucie"),
        ]


class TestPauseAccount:
    async def test_it_is_not_read_until_it_is_resumed(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank)
        paused = await done(ingest, "POST", f"/v1/accounts/{account}/pause")
        assert (paused["is_paused"], paused["is_pulled"], paused["can_reply"]) == (True, False, True)
        assert not await is_due(ingest, account)
        lucie = ingest.as_user("lucie", "syncs:write", bank.id)
        sync = await send(ingest, "POST", f"/v1/accounts/{account}/syncs", headers=lucie)
        assert sync.json()["code"] == "not_pulled"
        resumed = await done(ingest, "POST", f"/v1/accounts/{account}/resume")
        assert (resumed["is_paused"], resumed["is_pulled"]) == (False, True)
        assert resumed["next_sync_at"] is not None
        assert await is_due(ingest, account)

    async def test_twice_is_once(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank)
        for _ in range(2):
            await done(ingest, "POST", f"/v1/accounts/{account}/pause")
        told = [topic for topic, _ in await topics(ingest, bank, account)]
        assert told == ["account.added", "account.paused"]


class TestRemoveAccount:
    async def test_nothing_is_read_taken_in_or_done_there_and_its_items_stay(
        self, ingest: Ingest, bank: Client
    ) -> None:
        item = {
            "account": "site",
            "id": "c-1",
            "kind": "comment",
            "text": "La carte ne passe plus.",
            "author": {"id": "ines", "name": "Inès"},
            "created_at": "2026-11-22T09:00:00Z",
        }
        pushed = (await ingest.http.post(bank.items, json=[item], headers=bank.headers)).json()
        removed = await done(ingest, "DELETE", f"/v1/accounts/{bank.account_id}")
        assert removed["removed_at"] is not None
        assert (removed["can_reply"], removed["can_hide"]) == (False, False)
        again = (
            await ingest.http.post(bank.items, json=[{**item, "id": "c-2"}], headers=bank.headers)
        ).json()
        assert [one["status"] for one in again["items"]] == ["rejected"]
        action = {
            "client": str(bank.id),
            "kind": "hide",
            "item_id": pushed["items"][0]["item_id"],
            "origin": str(uuid4()),
            "approved_by": "user:nadia",
        }
        headers = {**ingest.as_user("nadia", "actions:write", bank.id), "idempotency-key": "k" * 32}
        refused = await ingest.http.post("/v1/actions", json=action, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "account_removed")
        kept = await ingest.http.post(
            f"/v1/clients/{bank.id}/items/lookup",
            json={"ids": [action["item_id"]]},
            headers=ingest.as_user("nadia", "items:read", bank.id),
        )
        assert [one["text"] for one in kept.json()["items"]] == ["La carte ne passe plus."]

    async def test_restored_it_is_as_before(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank, credentials={"token": SECRET})
        await done(ingest, "DELETE", f"/v1/accounts/{account}")
        assert not await is_due(ingest, account)
        restored = await done(ingest, "POST", f"/v1/accounts/{account}/restore")
        assert (restored["removed_at"], restored["is_pulled"], restored["has_credentials"]) == (
            None,
            True,
            True,
        )
        assert await is_due(ingest, account)

    async def test_what_is_removed_is_not_changed(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank)
        await done(ingest, "DELETE", f"/v1/accounts/{account}")
        answer = await send(ingest, "PUT", f"/v1/accounts/{account}", {"name": "Le forum"})
        assert (answer.status_code, answer.json()["code"]) == (409, "account_removed")


class TestRenewCredentials:
    async def test_the_new_ones_hold_and_are_never_shown(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank, credentials={"token": "l-ancien"})
        body = {"credentials": {"token": SECRET}}
        answer = await send(ingest, "PUT", f"/v1/accounts/{account}/credentials", body)
        assert answer.json()["has_credentials"] is True
        assert SECRET not in answer.text
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            opened = await open_account(unit, ingest.runtime.vault, UUID(account))
        assert opened.credentials == {"token": SECRET}

    async def test_none_forgets_those_that_were_kept(self, ingest: Ingest, bank: Client) -> None:
        account = await add_forum(ingest, bank, credentials={"token": SECRET})
        changed = await done(ingest, "PUT", f"/v1/accounts/{account}/credentials", {})
        assert changed["has_credentials"] is False

    @pytest.mark.parametrize(
        ("credentials", "faults"),
        [
            ({"token": " "}, [("credentials.token", "missing")]),
            ({"password": "x"}, [("credentials.password", "unknown"), ("credentials.token", "missing")]),
        ],
    )
    async def test_what_the_network_does_not_ask_for_is_named(
        self, ingest: Ingest, bank: Client, credentials: dict[str, str], faults: list[tuple[str, str]]
    ) -> None:
        account = await add_forum(ingest, bank, credentials={"token": SECRET})
        body = {"credentials": credentials}
        answer = await send(ingest, "PUT", f"/v1/accounts/{account}/credentials", body)
        assert answer.status_code == 422
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == faults


class TestNoteSync:
    @pytest.mark.parametrize(
        ("error", "trouble"),
        [
            (CredentialsRejected("http_401"), "credentials"),
            (CredentialsRejected("credentials_missing"), "no_credentials"),
            (RateLimited("http_429"), "slowed"),
            (SurelyNotSent("connect_failed"), "unreachable"),
            (Gone("http_404"), "address"),
            (Moved("https://elsewhere.example/feed"), "moved"),
            (Refused("http_403"), "rights"),
            (OutcomeUnknown("unreadable_answer"), "address"),
            (OutcomeUnknown("http_500"), "failing"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    async def test_a_failure_says_what_is_to_be_done(
        self, ingest: Ingest, bank: Client, error: NetworkError, trouble: str
    ) -> None:
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            await note_sync(unit, bank.id, bank.account_id, at=unit.clock.now(), error=error)
        shown = await done(ingest, "GET", f"/v1/accounts/{bank.account_id}")
        assert (shown["trouble"], shown["last_error"], shown["last_sync_at"]) == (trouble, error.code, None)
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            await note_sync(unit, bank.id, bank.account_id, at=unit.clock.now())
        shown = await done(ingest, "GET", f"/v1/accounts/{bank.account_id}")
        assert (shown["trouble"], shown["last_error"]) == (None, None)


class TestOutsider:
    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("PUT", "", {"name": "x"}),
            ("PUT", "/credentials", {}),
            ("POST", "/pause", None),
            ("POST", "/resume", None),
            ("DELETE", "", None),
            ("POST", "/restore", None),
            ("POST", "/check", None),
        ],
    )
    async def test_another_clients_account_is_as_one_that_never_was(
        self, ingest: Ingest, bank: Client, newspaper: Client, method: str, path: str, body: object
    ) -> None:
        marc = ingest.as_user("marc", "accounts:write", newspaper.id)
        other = await send(ingest, method, f"/v1/accounts/{bank.account_id}{path}", body, marc)
        never = await send(ingest, method, f"/v1/accounts/{uuid4()}{path}", body, marc)
        assert other.status_code == never.status_code == 404
        assert other.content == never.content


class TestNetworks:
    async def test_each_says_what_it_needs_and_offers(self, ingest: Ingest) -> None:
        headers = bearer(ingest.house.token("web", "user:nadia", "ingest", {LIST_NETWORKS.scope}))
        listed = (await ingest.http.get(LIST_NETWORKS.path, headers=headers)).json()["items"]
        networks = {one["code"]: one for one in listed}
        sandbox = networks["sandbox"]
        assert sandbox["credentials"] == [{"name": "token", "is_secret": True}]
        assert {"reply", "hide"} <= set(sandbox["acts"])
        assert sandbox["is_pulled"] is True
        assert (networks["facebook"]["is_pulled"], networks["facebook"]["credentials"]) == (False, [])
