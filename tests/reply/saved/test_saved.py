"""Saved replies: kept per client, found by a few letters, taken away and fetched back."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.reply import (
    ADD_SAVED_REPLY,
    CHANGE_SAVED_REPLY,
    GET_SAVED_REPLY,
    LIST_SAVED_REPLIES,
    REMOVE_SAVED_REPLY,
    RESTORE_SAVED_REPLY,
    SET_VOICE,
)
from services.runtime.ids import new_id
from tests.reply.conftest import Agency, Person

HOURS = {"title": "Horaires", "text_vous": "Vous pouvez venir dès 9 h.", "shortcut": "h"}
THANKS = {"title": "Remerciement", "text_vous": "Merci {name} !"}
A_DAY_AND_A_BIT = 86_500


async def add(who: Person, client: UUID, **saved: Any) -> dict[str, Any]:
    answer = await who.ask(ADD_SAVED_REPLY, saved, client=client)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def titles(who: Person, client: UUID, **query: Any) -> list[str]:
    listed = (await who.ask(LIST_SAVED_REPLIES, client=client, **query)).json()
    return [saved["title"] for saved in listed["items"]]


class TestAdd:
    async def test_it_is_kept_as_written(self, nadia: Person, bank: UUID) -> None:
        added = await add(nadia, bank, **HOURS)
        assert (await nadia.ask(GET_SAVED_REPLY, client=bank, saved=added["id"])).json() == added
        assert (added["text"], added["text_tu"], added["shortcut"]) == (HOURS["text_vous"], None, "h")
        assert (added["address"], added["speaks"], added["avoided"]) == ("vous", "vous", [])
        assert added["updated_by"] == "user:nadia"

    @pytest.mark.parametrize(
        ("wrong", "field", "code"),
        [
            ({"title": "  "}, "title", "blank"),
            ({"text_vous": None}, "text_vous", "blank"),
            ({"text_vous": " "}, "text_vous", "blank"),
            ({"text_vous": "Bonjour {prénom}"}, "text_vous", "placeholder"),
            ({"text_tu": "Salut {"}, "text_tu", "placeholder"),
            ({"shortcut": "Des mots"}, "shortcut", "string_pattern_mismatch"),
        ],
    )
    async def test_what_cannot_be_is_named(
        self, nadia: Person, bank: UUID, wrong: dict[str, Any], field: str, code: str
    ) -> None:
        answer = await nadia.ask(ADD_SAVED_REPLY, {**THANKS, **wrong}, client=bank)
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["field"], error["code"]) == (422, field, code)
        assert await titles(nadia, bank) == []

    async def test_an_unknown_placeholder_is_said_by_its_name(self, nadia: Person, bank: UUID) -> None:
        answer = await nadia.ask(ADD_SAVED_REPLY, {**THANKS, "text_vous": "{prénom}, {name}"}, client=bank)
        assert "{prénom} is not known" in answer.json()["errors"][0]["message"]

    async def test_a_shortcut_means_one_reply_of_a_client(
        self, theo: Person, bank: UUID, newspaper: UUID
    ) -> None:
        await add(theo, bank, **HOURS)
        await add(theo, newspaper, **HOURS)
        answer = await theo.ask(ADD_SAVED_REPLY, {**THANKS, "shortcut": "h"}, client=bank)
        assert answer.json()["errors"][0]["code"] == "taken"


class TestVoice:
    async def test_the_text_follows_the_voices_form_of_address(self, nadia: Person, bank: UUID) -> None:
        added = await add(nadia, bank, title="Colis", text_vous="Votre colis", text_tu="Ton colis")
        assert added["text"] == "Votre colis"
        await nadia.ask(SET_VOICE, {"address": "tu"}, client=bank)
        found = (await nadia.ask(GET_SAVED_REPLY, client=bank, saved=added["id"])).json()
        assert (found["text"], found["address"], found["speaks"]) == ("Ton colis", "tu", "tu")

    async def test_a_text_that_says_the_other_form_says_so(self, nadia: Person, bank: UUID) -> None:
        await nadia.ask(SET_VOICE, {"address": "tu"}, client=bank)
        added = await add(nadia, bank, **HOURS)
        assert (added["address"], added["speaks"]) == ("tu", "vous")

    async def test_words_to_avoid_are_named(self, nadia: Person, bank: UUID) -> None:
        await nadia.ask(SET_VOICE, {"avoid": ["pas de souci", "navré"]}, client=bank)
        added = await add(nadia, bank, title="Retard", text_vous="Pas de SOUCI, à demain.")
        assert added["avoided"] == ["pas de souci"]


class TestList:
    async def test_titles_lead_whatever_their_accents(self, nadia: Person, bank: UUID) -> None:
        for title in ("zèbre", "Été", "Agence", "école"):
            await add(nadia, bank, title=title, text_vous="…")
        assert await titles(nadia, bank) == ["Agence", "école", "Été", "zèbre"]

    async def test_a_shortcut_comes_before_a_title_and_a_title_before_a_text(
        self, nadia: Person, bank: UUID
    ) -> None:
        await add(nadia, bank, title="A dit horaire", text_vous="…")
        await add(nadia, bank, title="Agences", text_vous="Voici les HORAIRES.")
        await add(nadia, bank, title="Z", text_vous="…", shortcut="hor")
        assert await titles(nadia, bank, search="hor") == ["Z", "A dit horaire", "Agences"]

    async def test_every_word_is_looked_for_and_signs_mean_themselves(
        self, nadia: Person, bank: UUID
    ) -> None:
        await add(nadia, bank, title="Frais à 100%", text_vous="Aucuns frais.")
        await add(nadia, bank, title="Frais", text_vous="Dix euros_net.")
        assert await titles(nadia, bank, search="frais 100%") == ["Frais à 100%"]
        assert await titles(nadia, bank, search="euros_net") == ["Frais"]
        assert await titles(nadia, bank, search="%") == ["Frais à 100%"]

    async def test_a_network_has_its_own_and_those_of_all(self, nadia: Person, bank: UUID) -> None:
        await add(nadia, bank, title="Court", text_vous="…", network="x")
        await add(nadia, bank, **THANKS)
        assert await titles(nadia, bank, network="x") == ["Court", "Remerciement"]
        assert await titles(nadia, bank, network="email") == ["Remerciement"]

    @pytest.mark.parametrize("search", ["", "mot"])
    async def test_pages_follow_each_other_without_gap(self, nadia: Person, bank: UUID, search: str) -> None:
        for number in range(5):
            await add(nadia, bank, title=f"Mot {number % 2}", text_vous="…")
        seen, cursor = [], None
        for _ in range(5):
            query: dict[str, Any] = {"limit": 2, "search": search} | ({"cursor": cursor} if cursor else {})
            page = (await nadia.ask(LIST_SAVED_REPLIES, client=bank, **query)).json()
            seen += [saved["id"] for saved in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 5

    async def test_a_foreign_cursor_is_refused(self, nadia: Person, bank: UUID) -> None:
        answer = await nadia.ask(LIST_SAVED_REPLIES, client=bank, cursor="nonsense")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


class TestChange:
    async def test_it_keeps_its_shortcut_and_changes_the_rest(self, nadia: Person, bank: UUID) -> None:
        added = await add(nadia, bank, **HOURS)
        body = {**HOURS, "title": "Heures", "text_vous": None, "text_tu": "Tu peux venir."}
        changed = (await nadia.ask(CHANGE_SAVED_REPLY, body, client=bank, saved=added["id"])).json()
        assert (changed["title"], changed["text"], changed["shortcut"]) == ("Heures", "Tu peux venir.", "h")
        assert await titles(nadia, bank) == ["Heures"]

    async def test_anothers_shortcut_is_refused(self, nadia: Person, bank: UUID) -> None:
        await add(nadia, bank, **HOURS)
        added = await add(nadia, bank, **THANKS)
        answer = await nadia.ask(
            CHANGE_SAVED_REPLY, {**THANKS, "shortcut": "h"}, client=bank, saved=added["id"]
        )
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "shortcut")


class TestRemove:
    async def test_what_is_removed_is_gone_until_it_is_restored(self, nadia: Person, bank: UUID) -> None:
        added = await add(nadia, bank, **HOURS)
        path = {"client": bank, "saved": added["id"]}
        assert (await nadia.ask(REMOVE_SAVED_REPLY, **path)).status_code == 200
        assert await titles(nadia, bank) == []
        for operation in (GET_SAVED_REPLY, REMOVE_SAVED_REPLY):
            assert (await nadia.ask(operation, **path)).status_code == 404
        assert (await nadia.ask(CHANGE_SAVED_REPLY, HOURS, **path)).status_code == 404
        restored = (await nadia.ask(RESTORE_SAVED_REPLY, **path)).json()
        assert (restored["title"], restored["shortcut"]) == ("Horaires", "h")
        assert await titles(nadia, bank) == ["Horaires"]
        assert (await nadia.ask(RESTORE_SAVED_REPLY, **path)).status_code == 404

    async def test_a_shortcut_given_away_meanwhile_stays_there(self, nadia: Person, bank: UUID) -> None:
        added = await add(nadia, bank, **HOURS)
        await nadia.ask(REMOVE_SAVED_REPLY, client=bank, saved=added["id"])
        await add(nadia, bank, **{**THANKS, "shortcut": "h"})
        restored = (await nadia.ask(RESTORE_SAVED_REPLY, client=bank, saved=added["id"])).json()
        assert restored["shortcut"] is None

    async def test_after_a_day_it_is_gone_for_good(self, nadia: Person, bank: UUID, floor: Agency) -> None:
        first = await add(nadia, bank, **HOURS)
        second = await add(nadia, bank, **THANKS)
        await nadia.ask(REMOVE_SAVED_REPLY, client=bank, saved=first["id"])
        floor.wait(A_DAY_AND_A_BIT)
        await nadia.ask(REMOVE_SAVED_REPLY, client=bank, saved=second["id"])
        assert (await nadia.ask(RESTORE_SAVED_REPLY, client=bank, saved=first["id"])).status_code == 404
        assert (await nadia.ask(RESTORE_SAVED_REPLY, client=bank, saved=second["id"])).status_code == 200


class TestWalls:
    async def test_another_clients_reply_is_as_one_that_never_was(
        self, nadia: Person, theo: Person, outsider: Person, bank: UUID, newspaper: UUID
    ) -> None:
        added = await add(nadia, bank, **HOURS)
        asked = (GET_SAVED_REPLY, None), (CHANGE_SAVED_REPLY, HOURS), (REMOVE_SAVED_REPLY, None)
        for operation, body in (*asked, (RESTORE_SAVED_REPLY, None)):
            for saved in (added["id"], new_id()):
                for who in (theo, outsider):
                    answer = await who.ask(operation, body, client=newspaper, saved=saved)
                    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert await titles(nadia, bank) == ["Horaires"]
        assert await titles(outsider, newspaper) == []
