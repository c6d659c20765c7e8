"""Calls in bulk: every id is asked for once, however many there are."""

import json
from pathlib import Path
from uuid import UUID

import httpx

from infra.run.operator import OperatorSettings
from services.contracts.ingest import LOOK_UP_ACTIONS
from services.contracts.values import MOST_LOOKED_UP
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.ids import new_id
from services.runtime.keyring import create_keys, load_keyring
from services.runtime.tokens import Signer

BANK = new_id()


class Shelf(httpx.AsyncBaseTransport):
    """A service that knows every action, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[UUID]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/v1/clients/{BANK}/actions/lookup"
        ids = json.loads(await request.aread())["ids"]
        self.asked.append([UUID(one) for one in ids])
        return httpx.Response(200, json={"items": [action(one) for one in ids]})


def action(id_: str) -> dict[str, object]:
    ids = dict.fromkeys(("id", "account_id", "item_id", "origin"), id_)
    told = {"client_id": str(BANK), "kind": "hide", "state": "sent", "attempts": 1}
    return {**ids, **told, "created_at": "2026-11-22T09:14:00Z"}


async def look_up(shelf: Shelf, folder: Path, ids: list[UUID]) -> list[UUID]:
    create_keys(folder / "keys")
    signer = Signer(load_keyring(folder / "keys", "operator"))
    async with ServiceClient(OperatorSettings(var=folder), signer, transport=shelf) as services:
        found = await services.look_up(LOOK_UP_ACTIONS, Actor("operator:test", None), BANK, ids)
    return [one.id for one in found]


class TestLookUp:
    async def test_asks_for_as_many_at_a_time_as_a_look_up_takes(self, tmp_path: Path) -> None:
        shelf, ids = Shelf(), [new_id() for _ in range(MOST_LOOKED_UP + 1)]
        assert await look_up(shelf, tmp_path, ids) == ids
        assert [len(some) for some in shelf.asked] == [MOST_LOOKED_UP, 1]

    async def test_asks_for_each_once_and_for_nothing_not_at_all(self, tmp_path: Path) -> None:
        shelf, one = Shelf(), new_id()
        assert await look_up(shelf, tmp_path, [one, one]) == [one]
        assert shelf.asked == [[one]]
        assert await look_up(shelf, tmp_path, []) == []
        assert shelf.asked == [[one]]
