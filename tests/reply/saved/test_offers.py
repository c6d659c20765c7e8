"""What the composer is offered: saved replies filled for the author, in the client's voice."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import ADD_SAVED_REPLY, LIST_SAVED_REPLIES, OFFER_SAVED_REPLIES, SET_VOICE
from services.runtime.ids import new_id
from tests.reply.conftest import Person
from tests.reply.ingest import FakeIngest


@pytest.fixture
def item(ingest: FakeIngest, bank: UUID) -> UUID:
    return ingest.add_item(bank, ingest.add_account(bank), author="Léa Martin")


async def offers(who: Person, client: UUID, item: UUID, **more: Any) -> list[dict[str, Any]]:
    answer = await who.ask(OFFER_SAVED_REPLIES, {"item_id": str(item), **more}, client=client)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def keep(who: Person, client: UUID, title: str, **more: Any) -> None:
    body = {"title": title, "text_vous": "Merci {name} de votre message.", **more}
    assert (await who.ask(ADD_SAVED_REPLY, body, client=client)).status_code == 201


class TestOffer:
    async def test_it_is_filled_for_the_author_in_the_clients_voice(
        self, nadia: Person, bank: UUID, item: UUID
    ) -> None:
        voice = {"address": "tu", "greeting": "Salut {name} !", "signature": "L'équipe", "avoid": ["merci"]}
        await nadia.ask(SET_VOICE, voice, client=bank)
        await keep(nadia, bank, "Merci", text_tu="Merci {name}, tu es top.", shortcut="m")
        (found,) = await offers(nadia, bank, item)
        assert found.pop("id")
        assert found == {
            "title": "Merci",
            "shortcut": "m",
            "text": "Merci Léa, tu es top.",
            "whole": "Salut Léa !\n\nMerci Léa, tu es top.\n\nL'équipe",
            "address": "tu",
            "speaks": "tu",
            "avoided": ["merci"],
        }

    async def test_only_those_of_the_items_network_are_offered(
        self, nadia: Person, bank: UUID, item: UUID
    ) -> None:
        await keep(nadia, bank, "Du site", network="sandbox")
        await keep(nadia, bank, "Du courrier", network="email")
        await keep(nadia, bank, "De partout")
        assert [one["title"] for one in await offers(nadia, bank, item)] == ["De partout", "Du site"]

    async def test_a_few_letters_find_one(self, nadia: Person, bank: UUID, item: UUID) -> None:
        await keep(nadia, bank, "Horaires")
        await keep(nadia, bank, "Tarifs")
        assert [one["title"] for one in await offers(nadia, bank, item, search="tar")] == ["Tarifs"]

    async def test_one_can_be_named(
        self, nadia: Person, theo: Person, bank: UUID, newspaper: UUID, item: UUID
    ) -> None:
        await keep(nadia, bank, "Horaires")
        await keep(nadia, bank, "Tarifs")
        await keep(theo, newspaper, "Secret")
        wanted = (await offers(nadia, bank, item))[1]
        assert await offers(nadia, bank, item, saved=wanted["id"]) == [wanted]
        foreign = (await theo.ask(LIST_SAVED_REPLIES, client=newspaper)).json()["items"][0]["id"]
        answer = await theo.ask(OFFER_SAVED_REPLIES, {"item_id": str(item), "saved": foreign}, client=bank)
        assert answer.status_code == 404

    async def test_without_any_the_list_is_empty(self, nadia: Person, bank: UUID, item: UUID) -> None:
        assert await offers(nadia, bank, item) == []

    async def test_another_clients_item_does_not_exist(
        self, nadia: Person, theo: Person, outsider: Person, bank: UUID, newspaper: UUID, item: UUID
    ) -> None:
        await keep(nadia, bank, "Secret")
        for who, client in ((theo, newspaper), (outsider, newspaper), (outsider, bank)):
            for one in (item, new_id()):
                answer = await who.ask(OFFER_SAVED_REPLIES, {"item_id": str(one)}, client=client)
                assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
