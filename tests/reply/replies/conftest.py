"""An item that waits for an answer, and a reply that was accepted for it."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import ADD_REPLY, GET_REPLY
from services.runtime.ids import new_id
from tests.reply.conftest import Person
from tests.reply.ingest import FakeIngest

TEXT = "Bonjour Léa,\n\nNous ouvrons à 9 h."


@pytest.fixture
def item(ingest: FakeIngest, bank: UUID) -> UUID:
    """What Léa asked under the bank's article."""
    return ingest.add_item(bank, ingest.add_account(bank, text_limit=300))


async def add(who: Person, item: UUID, client: UUID, **values: Any) -> dict[str, Any]:
    """A new reply, as JSON; a draft unless `accept` is given."""
    body = {"item_id": str(item), "conversation_id": str(new_id()), "text": TEXT, **values}
    answer = await who.ask(ADD_REPLY, body, key=str(new_id()), client=client)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def state_of(who: Person, reply: dict[str, Any]) -> str:
    return str((await who.ask(GET_REPLY, reply=reply["id"])).json()["state"])


@pytest.fixture
async def accepted(nadia: Person, item: UUID, bank: UUID) -> dict[str, Any]:
    """A reply whose undo window runs."""
    return await add(nadia, item, bank, accept=True)
