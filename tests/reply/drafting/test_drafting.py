"""Drafting for an item: what the client knows of it, in its voice, within the limit, with its sources."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import ADD_ARTICLE, DRAFT, SET_VOICE
from services.runtime.ids import new_id
from tests.reply.conftest import Person
from tests.reply.ingest import FakeIngest

ARTICLES = [
    {
        "title": "Horaires d'ouverture",
        "body": "Nos agences ouvrent à 9 h du lundi au vendredi. Elles ferment à 17 h. Le café est offert.",
        "url": "https://banque.example/horaires",
    },
    {
        "title": "Carte perdue ou volée",
        "body": "Faites opposition au 09 69 39 00 00, même la nuit. Une carte neuve arrive sous cinq jours.",
    },
    {
        "title": "Frais de tenue de compte",
        "body": "Ils sont de 2 € par mois. Les moins de 25 ans ne paient rien.",
    },
]


@pytest.fixture(autouse=True)
async def known(nadia: Person, bank: UUID) -> list[dict[str, Any]]:
    """What the bank's agency knows."""
    return [(await nadia.ask(ADD_ARTICLE, article, client=bank)).json() for article in ARTICLES]


async def drafts(who: Person, client: UUID, item: UUID) -> dict[str, Any]:
    answer = await who.ask(DRAFT, {"item_id": str(item)}, client=client)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


class TestDraft:
    async def test_the_article_that_answers_comes_first_with_its_source(
        self, nadia: Person, bank: UUID, ingest: FakeIngest, known: list[dict[str, Any]]
    ) -> None:
        item = ingest.add_item(
            bank,
            ingest.add_account(bank),
            "Bonjour, j'ai PERDU ma carte hier, je fais quoi ??",
            author="Léa M.",
        )
        best = (await drafts(nadia, bank, item))["items"][0]
        assert best["title"] == "Carte perdue ou volée"
        assert best["sources"] == [
            {"article_id": known[1]["id"], "title": "Carte perdue ou volée", "url": None}
        ]
        assert best["text"].startswith("Bonjour Léa,\n\nUne carte neuve")

    async def test_accents_and_endings_do_not_matter(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        item = ingest.add_item(bank, ingest.add_account(bank), "c quoi l'horaire des agence le vendredis")
        best = (await drafts(nadia, bank, item))["items"][0]
        assert best["title"] == "Horaires d'ouverture"

    async def test_the_voice_of_the_client_frames_it(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        voice = {
            "address": "tu",
            "greeting": "Salut {name} !",
            "signature": "— Nadia",
            "undo_seconds": {"sandbox": 30},
        }
        await nadia.ask(SET_VOICE, voice, client=bank)
        item = ingest.add_item(bank, ingest.add_account(bank), "Les frais de compte ?", author="user123")
        answer = await drafts(nadia, bank, item)
        text = answer["items"][0]["text"]
        assert text == "Salut !\n\nIls sont de 2 € par mois. Les moins de 25 ans ne paient rien.\n\n— Nadia"
        assert (answer["address"], answer["undo_seconds"]) == ("tu", 30)

    async def test_it_fits_the_network_at_the_end_of_a_sentence(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        await nadia.ask(SET_VOICE, {"signature": "L'équipe 🙂"}, client=bank)
        item = ingest.add_item(bank, ingest.add_account(bank, text_limit=100), "Vos horaires au vendredi ?")
        answer = await drafts(nadia, bank, item)
        text = answer["items"][0]["text"]
        assert answer["text_limit"] == 100
        assert text == ("Bonjour Léa,\n\nNos agences ouvrent à 9 h du lundi au vendredi.\n\nL'équipe 🙂")

    @pytest.mark.parametrize(
        "text", ["Merci beaucoup !", "🙂", "Quelle équipe a gagné le match ?", "", "' | \\ & ! :*"]
    )
    async def test_what_nobody_wrote_about_gets_no_draft(
        self, nadia: Person, bank: UUID, ingest: FakeIngest, text: str
    ) -> None:
        item = ingest.add_item(bank, ingest.add_account(bank, text_limit=300), text)
        assert await drafts(nadia, bank, item) == {
            "items": [],
            "text_limit": 300,
            "address": "vous",
            "undo_seconds": 15,
            "avoid": [],
        }

    async def test_another_clients_knowledge_is_never_used(
        self, theo: Person, newspaper: UUID, ingest: FakeIngest
    ) -> None:
        item = ingest.add_item(newspaper, ingest.add_account(newspaper), "J'ai perdu ma carte")
        assert (await drafts(theo, newspaper, item))["items"] == []

    async def test_another_clients_item_does_not_exist(
        self, nadia: Person, bank: UUID, newspaper: UUID, ingest: FakeIngest
    ) -> None:
        theirs = ingest.add_item(newspaper, ingest.add_account(newspaper))
        found, missing = [
            await nadia.ask(DRAFT, {"item_id": str(one)}, client=bank) for one in (theirs, new_id())
        ]
        assert (found.status_code, found.content) == (404, missing.content)
