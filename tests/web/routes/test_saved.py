"""Saved replies: their page, and the picker that puts them into an answer without a script."""

import re
from uuid import UUID

import pytest

from services.contracts.reply import ADD_SAVED_REPLY, CHANGE_SAVED_REPLY, LIST_SAVED_REPLIES, SavedReply
from tests.web.browser import form_to
from tests.web.fakes.saved import add_saved
from tests.web.routes.cast import Cast

ADD = "/clients/telvia/saved-replies"


@pytest.fixture
def hours(cast: Cast) -> SavedReply:
    return add_saved(cast.stage.agency, cast.telvia, "Horaires", "Nous ouvrons à 9 h.", shortcut="h")


class TestPage:
    async def test_somebody_without_clients_is_told(self, cast: Cast) -> None:
        zoe = await cast.stage.come_in(await cast.stage.add_user("zoe@agence.example", "Zoé", "moderator"))
        assert (await zoe.get("/saved-replies")).headers["location"] == "/queue"

    async def test_the_first_is_asked_for_in_words(self, cast: Cast) -> None:
        assert "Aucune réponse enregistrée" in (await cast.nadia.get("/saved-replies")).text

    async def test_what_strays_from_the_voice_is_said(self, cast: Cast) -> None:
        add_saved(
            cast.stage.agency, cast.telvia, "Attente", "Tu patientes.", speaks="tu", avoided=["patientes"]
        )
        page = (await cast.nadia.get("/saved-replies")).text
        assert "tutoie, la voix vouvoie" in page
        assert "« patientes »" in page.replace("\u202f", " ")

    async def test_words_are_looked_for(self, cast: Cast, hours: SavedReply) -> None:
        page = await cast.nadia.get("/saved-replies?client=telvia&search=tarif")
        assert "Horaires" not in page.text
        assert cast.stage.switchboard.of(LIST_SAVED_REPLIES)[-1].query.search == "tarif"


class TestKeep:
    async def test_one_is_added_with_a_text_for_each_form_of_address(self, cast: Cast) -> None:
        page = await cast.nadia.get("/saved-replies")
        answer = await cast.nadia.send(
            page,
            ADD,
            title=" Colis ",
            text_vous="Votre colis\r\nest parti.",
            text_tu="Ton colis",
            shortcut="COLIS",
        )
        assert answer.headers["location"] == "/saved-replies?client=telvia"
        body = cast.stage.switchboard.of(ADD_SAVED_REPLY)[0].body
        assert (body.title, body.text_vous, body.text_tu) == ("Colis", "Votre colis\nest parti.", "Ton colis")
        assert (body.shortcut, body.network) == ("colis", None)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"text_vous": "Bonjour {prénom}"}, "{prénom} ne correspond à rien"),
            ({"text_tu": "Salut {"}, "{ ne correspond à rien"),
            ({"shortcut": "deux mots"}, "pas écrit comme il faut"),
            ({"shortcut": "h"}, "déjà"),
            ({"title": ""}, "Écrivez"),
            ({"title": "x" * 201}, "trop long"),
        ],
    )
    async def test_a_refused_form_keeps_what_was_written(
        self, cast: Cast, hours: SavedReply, values: dict[str, str], words: str
    ) -> None:
        page = await cast.nadia.get("/saved-replies")
        written = {"title": "Colis", "text_vous": "Votre colis.", "text_tu": "Ton colis."} | values
        answer = await cast.nadia.send(page, ADD, **written)
        assert answer.status_code == 422
        assert words in answer.text.replace("\u202f", " ")
        form = form_to(answer.text, ADD)
        assert {name: form.values[name] for name in written} == written
        assert list(cast.stage.agency.saved) == [hours.id]

    async def test_one_is_changed(self, cast: Cast, hours: SavedReply) -> None:
        page = await cast.nadia.get(f"/saved-replies?client=telvia&saved={hours.id}")
        await cast.nadia.send(page, f"{ADD}/{hours.id}", title="Heures", shortcut="heures")
        body = cast.stage.switchboard.of(CHANGE_SAVED_REPLY)[0].body
        assert (body.title, body.text_vous, body.shortcut) == ("Heures", "Nous ouvrons à 9 h.", "heures")

    async def test_one_that_strays_stays_open_and_says_so(self, cast: Cast) -> None:
        strange = add_saved(cast.stage.agency, cast.telvia, "A", "Tu viens.", speaks="tu")
        address = f"/saved-replies?client=telvia&saved={strange.id}"
        answer = await cast.nadia.send(await cast.nadia.get(address), f"{ADD}/{strange.id}")
        assert answer.headers["location"] == address
        assert "tutoie, la voix vouvoie" in (await cast.nadia.get(address)).text


class TestRemove:
    async def test_it_is_fetched_back_by_one_press(self, cast: Cast, hours: SavedReply) -> None:
        page = await cast.nadia.get(f"/saved-replies?client=telvia&saved={hours.id}")
        answer = await cast.nadia.send(page, f"{ADD}/{hours.id}/removal")
        assert cast.stage.agency.saved == {}
        page = await cast.nadia.get(answer.headers["location"])
        assert "La réponse enregistrée est retirée." in page.text
        await cast.nadia.send(page, f"{ADD}/{hours.id}/restoration")
        assert list(cast.stage.agency.saved) == [hours.id]


class TestPicker:
    @pytest.fixture
    def address(self, cast: Cast) -> str:
        return f"/conversations/{cast.conversation.id}"

    async def test_the_fragment_is_the_picker_alone(
        self, cast: Cast, address: str, hours: SavedReply
    ) -> None:
        answer = await cast.nadia.fragment(f"{address}/saved-replies?search=hor")
        assert re.search(r'data-whole="Bonjour,\s+Nous ouvrons à 9 h."', answer.text)
        assert 'id="answer"' not in answer.text
        assert "Horaires" not in (await cast.nadia.fragment(f"{address}/saved-replies?search=x")).text

    async def test_without_a_script_it_opens_beside_what_is_written(
        self, cast: Cast, address: str, hours: SavedReply
    ) -> None:
        page = await cast.nadia.get(address)
        values = form_to(page.text, f"{address}/replies").values
        opened = await cast.nadia.http.post(f"{address}/saved-replies", data={**values, "text": "Déjà écrit"})
        assert f'name="saved" value="{hours.id}"' in opened.text
        assert form_to(opened.text, f"{address}/replies").values["text"] == "Déjà écrit"
        assert form_to(opened.text, f"{address}/replies").values["key"] == values["key"]

    @pytest.mark.parametrize(
        ("written", "then"),
        [
            ("Bonjour Inès,\r\n", "Bonjour Inès,\n\nNous ouvrons à 9 h."),
            ("  ", "Bonjour,\n\nNous ouvrons à 9 h."),
        ],
    )
    async def test_a_chosen_one_joins_what_is_written(
        self, cast: Cast, address: str, hours: SavedReply, written: str, then: str
    ) -> None:
        values = form_to((await cast.nadia.get(address)).text, f"{address}/replies").values
        form = {**values, "text": written, "saved": str(hours.id)}
        answer = await cast.nadia.http.post(f"{address}/saved-replies", data=form)
        assert form_to(answer.text, f"{address}/replies").values["text"] == then
        assert f'value="{hours.id}"' not in answer.text

    async def test_another_clients_is_not_put_in(self, cast: Cast, address: str) -> None:
        foreign = add_saved(cast.stage.agency, cast.montrelais, "Secret", "Le stade")
        values = form_to((await cast.nadia.get(address)).text, f"{address}/replies").values
        form = {**values, "saved": str(foreign.id)}
        answer = await cast.nadia.http.post(f"{address}/saved-replies", data=form)
        assert answer.status_code == 404
        assert "Le stade" not in answer.text

    async def test_it_closes_and_keeps_what_is_written(
        self, cast: Cast, address: str, hours: SavedReply
    ) -> None:
        values = form_to((await cast.nadia.get(address)).text, f"{address}/replies").values
        form = {**values, "text": "Déjà écrit", "close": "1"}
        answer = await cast.nadia.http.post(f"{address}/saved-replies", data=form)
        assert str(hours.id) not in answer.text
        assert "Déjà écrit" in answer.text

    async def test_without_replies_the_answer_can_still_be_written(self, cast: Cast, address: str) -> None:
        await cast.nadia.get(address)
        cast.stage.switchboard.away.add("reply")
        page = await cast.nadia.get(f"{address}/saved-replies")
        assert page.status_code == 200
        assert "ne répondent pas" in page.text
        assert form_to(page.text, f"{address}/replies").values["item"]

    async def test_words_to_avoid_travel_with_the_answer(self, cast: Cast, address: str) -> None:
        page = (await cast.nadia.get(address)).text
        assert "data-words='[]'" in page
        assert UUID(str(form_to(page, f"{address}/replies").values["item"]))
