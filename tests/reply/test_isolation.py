"""One client never sees another: every route, with the outsider's rights on the bank's things, and none left out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.contracts import reply as contracts
from services.contracts.operation import Operation
from services.reply.drafting.routes import routes as drafting
from services.reply.knowledge.routes import routes as knowledge
from services.reply.replies.routes import routes as replies
from services.reply.voices.routes import routes as voices
from services.runtime.ids import new_id
from tests.house import House, bearer
from tests.reply.conftest import Person
from tests.reply.ingest import FakeIngest

SECRET = "Virement à Madame Untel"
VOICE = {"signature": SECRET}
ARTICLE = {"title": SECRET, "body": SECRET}


@dataclass(frozen=True)
class Things:
    """What the bank has."""

    client: UUID
    item: UUID
    article: UUID
    reply: UUID
    text_hash: str


# For each operation what names a thing of the bank's in its path, and its body.
Case = Callable[[Things], tuple[dict[str, Any], Any]]
CASES: dict[Operation[Any], Case] = {
    contracts.LIST_ARTICLES: lambda bank: ({"client": bank.client}, None),
    contracts.ADD_ARTICLE: lambda bank: ({"client": bank.client}, ARTICLE),
    contracts.GET_ARTICLE: lambda bank: ({"client": bank.client, "article": bank.article}, None),
    contracts.CHANGE_ARTICLE: lambda bank: ({"client": bank.client, "article": bank.article}, ARTICLE),
    contracts.REMOVE_ARTICLE: lambda bank: ({"client": bank.client, "article": bank.article}, None),
    contracts.GET_VOICE: lambda bank: ({"client": bank.client}, None),
    contracts.SET_VOICE: lambda bank: ({"client": bank.client}, VOICE),
    contracts.DRAFT: lambda bank: ({"client": bank.client}, {"item_id": str(bank.item)}),
    contracts.ADD_REPLY: lambda bank: (
        {"client": bank.client, "key": "press"},
        {"item_id": str(bank.item), "conversation_id": str(new_id()), "text": "Bonjour."},
    ),
    contracts.LIST_REPLIES: lambda bank: ({"client": bank.client}, None),
    contracts.GET_REPLY: lambda bank: ({"reply": bank.reply}, None),
    contracts.LOOK_UP_REPLIES: lambda bank: ({"client": bank.client}, {"ids": [str(bank.reply)]}),
    contracts.CHANGE_REPLY: lambda bank: ({"reply": bank.reply}, {"text": "Autre chose."}),
    contracts.ACCEPT_REPLY: lambda bank: ({"reply": bank.reply}, {"text_hash": bank.text_hash}),
    contracts.RECALL_REPLY: lambda bank: ({"reply": bank.reply}, None),
    contracts.SEND_REPLY_NOW: lambda bank: ({"reply": bank.reply}, None),
}
# The same questions with the newspaper's own path and the bank's ids.
MIXED: dict[Operation[Any], Case] = {
    contracts.GET_ARTICLE: lambda bank: ({"article": bank.article}, None),
    contracts.CHANGE_ARTICLE: lambda bank: ({"article": bank.article}, ARTICLE),
    contracts.REMOVE_ARTICLE: lambda bank: ({"article": bank.article}, None),
    contracts.DRAFT: lambda bank: ({}, {"item_id": str(bank.item)}),
    contracts.ADD_REPLY: lambda bank: (
        {"key": "press"},
        {"item_id": str(bank.item), "conversation_id": str(new_id()), "text": "Bonjour."},
    ),
}


@pytest.fixture
async def things(nadia: Person, ingest: FakeIngest, bank: UUID) -> Things:
    item = ingest.add_item(bank, ingest.add_account(bank), SECRET)
    article = (await nadia.ask(contracts.ADD_ARTICLE, ARTICLE, client=bank)).json()
    await nadia.ask(contracts.SET_VOICE, VOICE, client=bank)
    body = {"item_id": str(item), "conversation_id": str(new_id()), "text": SECRET}
    reply = (await nadia.ask(contracts.ADD_REPLY, body, key="first", client=bank)).json()
    return Things(bank, item, UUID(article["id"]), UUID(reply["id"]), reply["text_hash"])


def never() -> Things:
    """Ids that never existed."""
    return Things(new_id(), new_id(), new_id(), new_id(), "0" * 64)


def named(operation: Operation[Any]) -> str:
    return operation.name


async def assert_unseen(ask: Callable[[Things], Awaitable[httpx.Response]], things: Things) -> None:
    answer, missing = await ask(things), await ask(never())
    assert (answer.status_code, answer.content) == (404, missing.content)
    assert SECRET.encode() not in answer.content


class TestIsolation:
    def test_every_route_has_a_case(self) -> None:
        served = {one for room in (knowledge, voices, drafting, replies) for one in room.operations}
        assert served == set(CASES)

    @pytest.mark.parametrize("operation", CASES, ids=named)
    async def test_the_banks_things_do_not_exist_for_an_outsider(
        self, outsider: Person, things: Things, operation: Operation[Any]
    ) -> None:
        async def ask(of: Things) -> httpx.Response:
            path, body = CASES[operation](of)
            return await outsider.ask(operation, body, **path)

        await assert_unseen(ask, things)

    @pytest.mark.parametrize("operation", MIXED, ids=named)
    async def test_nor_below_the_outsiders_own_client(
        self, outsider: Person, things: Things, newspaper: UUID, operation: Operation[Any]
    ) -> None:
        async def ask(of: Things) -> httpx.Response:
            path, body = MIXED[operation](of)
            return await outsider.ask(operation, body, client=newspaper, **path)

        await assert_unseen(ask, things)

    async def test_lists_over_all_clients_hold_ones_own_only(
        self, outsider: Person, things: Things, newspaper: UUID
    ) -> None:
        looked_up = await outsider.ask(
            contracts.LOOK_UP_REPLIES, {"ids": [str(things.reply)]}, client=newspaper
        )
        for answer in (await outsider.ask(contracts.LIST_REPLIES), looked_up):
            assert (answer.status_code, answer.json()["items"]) == (200, [])

    @pytest.mark.parametrize("operation", CASES, ids=named)
    async def test_without_the_scope_nothing_is_said(
        self, nadia: Person, house: House, things: Things, operation: Operation[Any]
    ) -> None:
        token = house.token("web", "user:nadia", "reply", {"queue:read"}, things.client)
        path, _ = CASES[operation](things)
        url = operation.path.format_map({name: str(value) for name, value in path.items()})
        answer = await nadia.http.request(operation.method, url, headers=bearer(token))
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
