"""Requests for actions: approved by a person, for this very text, once, and never for another client."""

from typing import Any
from uuid import uuid4

import pytest

from services.ingest.actions.domain import PERFORM, hash_of
from services.ingest.intake import service as intake
from tests.ingest.actions.conftest import Desk
from tests.ingest.conftest import Client


class TestRequest:
    async def test_asked_twice_under_one_key_it_is_one_action(self, desk: Desk) -> None:
        body = desk.body()
        first, second = await desk.request(body, "k1"), await desk.request(body, "k1")
        assert first.status_code == second.status_code == 202
        assert first.content == second.content
        assert second.headers["idempotent-replayed"] == "true"

    async def test_an_origin_acts_once_also_under_another_key(self, desk: Desk) -> None:
        body = desk.body()
        await desk.request(body, "k1")
        again = await desk.request(body, "k2")
        assert (again.status_code, again.json()["code"]) == (409, "origin_acted")

    async def test_without_a_key_it_is_refused(self, desk: Desk) -> None:
        answer = await desk.ingest.http.post("/v1/actions", json=desk.body(), headers=desk.headers())
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["Idempotency-Key"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"approved_hash": hash_of("another text")}, "approved_hash"),
            ({"approved_hash": "x"}, "approved_hash"),
            ({"approved_by": "system:rule"}, "approved_by"),
            ({"text": "a" * 2_001, "approved_hash": hash_of("a" * 2_001)}, "text"),
            ({"text": ""}, "text"),
            ({"text": "a\x00"}, "text"),
            ({"kind": "pin"}, "kind"),
            ({"surprise": 1}, "surprise"),
        ],
    )
    async def test_what_a_person_did_not_approve_is_refused(
        self, desk: Desk, changes: dict[str, Any], field: str
    ) -> None:
        answer = await desk.request(desk.body(**changes))
        assert answer.status_code == 422, answer.text
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    async def test_a_rule_that_the_client_switched_on_moderates_in_its_own_name_and_writes_nothing(
        self, desk: Desk
    ) -> None:
        rules = desk.ingest.house.token("triage", "system:rule", "ingest", {"actions:write"}, desk.client.id)
        by_rule = {"approved_by": "system:rule"}
        hiding = {**desk.body(**by_rule), "kind": "hide", "text": None, "approved_hash": None}
        statuses = [
            (
                await desk.ingest.http.post(
                    "/v1/actions",
                    json=body,
                    headers={"authorization": f"Bearer {token}", "idempotency-key": uuid4().hex},
                )
            ).status_code
            for body, token in (
                (desk.body(**by_rule), rules),
                (hiding, desk.headers()["authorization"].removeprefix("Bearer ")),
                (hiding, rules),
            )
        ]
        assert statuses == [422, 422, 202]

    async def test_to_a_deleted_message_nothing_is_sent(self, desk: Desk) -> None:
        async with desk.ingest.runtime.database.unit([desk.client.id], actor="test") as unit:
            await intake.mark_deleted(unit, desk.client.id, desk.client.account_id, ["c1"])
        answer = await desk.request()
        assert (answer.status_code, answer.json()["code"]) == (409, "item_deleted")


class TestIsolation:
    async def test_another_clients_item_does_not_exist(self, desk: Desk, newspaper: Client) -> None:
        headers = {**desk.headers(newspaper.id), "idempotency-key": uuid4().hex}
        for body in (desk.body(), desk.body(client=str(newspaper.id))):
            answer = await desk.ingest.http.post("/v1/actions", json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    async def test_another_clients_action_does_not_exist(self, desk: Desk, newspaper: Client) -> None:
        action = await desk.requested()
        outsider = desk.headers(newspaper.id)
        http = desk.ingest.http
        unknown = await http.get(f"/v1/actions/{uuid4()}", headers=outsider)
        assert (await http.get(f"/v1/actions/{action}", headers=outsider)).content == unknown.content
        cancelled = await http.post(f"/v1/actions/{action}/cancel", headers=outsider)
        assert (cancelled.status_code, cancelled.content) == (404, unknown.content)
        assert (await http.get("/v1/actions", headers=outsider)).json()["items"] == []
        looked = await http.post(
            f"/v1/clients/{newspaper.id}/actions/lookup", json={"ids": [str(action)]}, headers=outsider
        )
        assert looked.json()["items"] == []
        await desk.ring(PERFORM, action)
        assert (await desk.state(action))["state"] == "sent"


class TestList:
    async def test_pages_hold_each_action_once_newest_first(self, desk: Desk) -> None:
        asked = [str(await desk.requested(desk.body(f"Réponse {number}"))) for number in range(5)]
        seen: list[str] = []
        cursor: str | None = None
        for _ in range(3):
            params = {"limit": "2", "client": str(desk.client.id)} | ({"cursor": cursor} if cursor else {})
            answer = (await desk.ingest.http.get("/v1/actions", params=params, headers=desk.headers())).json()
            seen.extend(one["id"] for one in answer["items"])
            cursor = answer["next"]
        assert (seen, cursor) == (asked[::-1], None)

    async def test_a_cursor_of_another_kind_names_the_field(self, desk: Desk) -> None:
        answer = await desk.ingest.http.get("/v1/actions", params={"cursor": "é!"}, headers=desk.headers())
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")
