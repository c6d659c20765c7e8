"""Knowledge: articles kept per client, and found in French however people type."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import (
    ADD_ARTICLE,
    ADD_REPLY,
    CHANGE_ARTICLE,
    GET_ARTICLE,
    LIST_ARTICLES,
    REMOVE_ARTICLE,
)
from services.runtime.ids import new_id
from tests.reply.conftest import Person
from tests.reply.ingest import FakeIngest

HOURS = {
    "title": "Horaires d'ouverture",
    "body": "Nos agences ouvrent à 9 h. Elles ferment à 17 h.",
    "url": "https://banque.example/horaires",
}
CARD = {"title": "Carte perdue", "body": "Faites opposition à la carte à puce au plus tôt, même la nuit."}


async def add(who: Person, client: UUID, article: dict[str, Any]) -> dict[str, Any]:
    answer = await who.ask(ADD_ARTICLE, article, client=client)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def titles(who: Person, client: UUID, **query: Any) -> list[str]:
    answer = await who.ask(LIST_ARTICLES, client=client, **query)
    assert answer.status_code == 200, answer.text
    return [article["title"] for article in answer.json()["items"]]


class TestAddArticle:
    async def test_it_is_kept_with_who_wrote_it(self, nadia: Person, bank: UUID) -> None:
        article = await add(nadia, bank, HOURS)
        assert (article["updated_by"], article["url"]) == ("user:nadia", HOURS["url"])
        assert (await nadia.ask(GET_ARTICLE, client=bank, article=article["id"])).json() == article

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"title": "  "}, "title"),
            ({"body": "\n"}, "body"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"url": "https://[nonsense"}, "url"),
            ({"title": "a" * 201}, "title"),
            ({"colour": "red"}, "colour"),
        ],
    )
    async def test_what_cannot_be_is_named(
        self, nadia: Person, bank: UUID, change: dict[str, str], field: str
    ) -> None:
        answer = await nadia.ask(ADD_ARTICLE, {**HOURS, **change}, client=bank)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
        assert await titles(nadia, bank) == []


class TestChangeArticle:
    async def test_the_search_finds_the_new_words_only(self, nadia: Person, bank: UUID) -> None:
        article = await add(nadia, bank, HOURS)
        changed = await nadia.ask(CHANGE_ARTICLE, CARD, client=bank, article=article["id"])
        assert (changed.json()["title"], changed.json()["url"]) == ("Carte perdue", None)
        assert await titles(nadia, bank, search="opposition") == ["Carte perdue"]
        assert await titles(nadia, bank, search="horaires") == []


class TestRemoveArticle:
    async def test_it_is_gone_and_a_second_time_not_there(self, nadia: Person, bank: UUID) -> None:
        article = await add(nadia, bank, HOURS)
        assert (await nadia.ask(REMOVE_ARTICLE, client=bank, article=article["id"])).status_code == 200
        assert (await nadia.ask(GET_ARTICLE, client=bank, article=article["id"])).status_code == 404
        assert (await nadia.ask(REMOVE_ARTICLE, client=bank, article=article["id"])).status_code == 404

    async def test_a_reply_that_quoted_it_keeps_its_name(
        self, nadia: Person, bank: UUID, ingest: FakeIngest
    ) -> None:
        kept, gone = await add(nadia, bank, HOURS), await add(nadia, bank, CARD)
        await nadia.ask(REMOVE_ARTICLE, client=bank, article=gone["id"])
        item = ingest.add_item(bank, ingest.add_account(bank))
        body: dict[str, Any] = {"item_id": str(item), "conversation_id": str(new_id()), "text": "À 9 h."}
        body |= {"sources": [gone["id"], kept["id"], str(new_id())]}
        reply = (await nadia.ask(ADD_REPLY, body, key="press", client=bank)).json()
        await nadia.ask(REMOVE_ARTICLE, client=bank, article=kept["id"])
        assert reply["sources"] == [{"article_id": kept["id"], "title": HOURS["title"], "url": HOURS["url"]}]


class TestListArticles:
    async def test_newest_first_in_pages(self, nadia: Person, bank: UUID) -> None:
        for number in range(5):
            await add(nadia, bank, {**HOURS, "title": f"Article {number}"})
        assert await pages(nadia, bank) == [
            ["Article 4", "Article 3"],
            ["Article 2", "Article 1"],
            ["Article 0"],
        ]

    async def test_searched_in_pages_nothing_is_lost_or_twice(self, nadia: Person, bank: UUID) -> None:
        for number in range(3):
            await add(nadia, bank, {"title": f"Horaires {number}", "body": "Ouvert."})
            await add(nadia, bank, {"title": f"Autre {number}", "body": "Les horaires sont là."})
        found = await pages(nadia, bank, search="horaire")
        assert [len(page) for page in found] == [2, 2, 2]
        flat = [title for page in found for title in page]
        assert flat == [f"Horaires {n}" for n in (2, 1, 0)] + [f"Autre {n}" for n in (2, 1, 0)]

    @pytest.mark.parametrize(
        "search",
        [
            "horaire",
            "HORAIRES",
            "l'ouverture",
            "agence horaire",
            "les horaires chez elles",
            '"ouvrent à 9"',
            "ouverture -carte",
            "hôraires",
        ],
    )
    async def test_typed_as_people_type_it_is_found(self, nadia: Person, bank: UUID, search: str) -> None:
        await add(nadia, bank, HOURS)
        await add(nadia, bank, CARD)
        assert await titles(nadia, bank, search=search) == [HOURS["title"]]

    @pytest.mark.parametrize("search", ["carte à puce", "la carte de nuit", "meme la carte", "« carte »"])
    async def test_stop_words_and_accents_do_not_matter(self, nadia: Person, bank: UUID, search: str) -> None:
        await add(nadia, bank, {**CARD, "body": CARD["body"] + " Le meme jour."})
        assert await titles(nadia, bank, search=search) == [CARD["title"]]

    @pytest.mark.parametrize("search", ["introuvable", "de la", "'; drop table", "\\ & | ! ("])
    async def test_what_matches_nothing_finds_nothing(self, nadia: Person, bank: UUID, search: str) -> None:
        await add(nadia, bank, HOURS)
        assert await titles(nadia, bank, search=search) == []

    async def test_a_cursor_of_somebody_elses_making_is_refused(self, nadia: Person, bank: UUID) -> None:
        answer = await nadia.ask(LIST_ARTICLES, client=bank, cursor="WyJ4IiwgInkiXQ")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


async def pages(who: Person, client: UUID, **query: Any) -> list[list[str]]:
    """All pages of two, by title."""
    found: list[list[str]] = []
    cursor: str | None = None
    while not found or cursor:
        page = (
            await who.ask(
                LIST_ARTICLES, client=client, limit=2, **query, **({"cursor": cursor} if cursor else {})
            )
        ).json()
        found.append([article["title"] for article in page["items"]])
        cursor = page["next"]
    return found
