"""Whom an answer goes to: chosen by a person, kept by whatever else happens, and never changed without a word."""

from uuid import UUID

import pytest

from services.contracts.reply import ADD_REPLY
from services.contracts.triage import ConversationItem
from tests.web.browser import form_to
from tests.web.fakes.agency import make_item
from tests.web.routes.cast import Cast
from tests.web.routes.test_decisions import change

MOVED = "Le message auquel vous répondiez ne peut plus recevoir de réponse."
NEWER = "Et la télévision, elle marche ?"


@pytest.fixture
def second(cast: Cast) -> ConversationItem:
    """Somebody else asks below Inès's message."""
    item = make_item("Omar", "Chez moi aussi, à quelle heure revient-elle ?", external_id="c-2")
    cast.conversation.items.append(item)
    return item


def address(cast: Cast) -> str:
    return f"/conversations/{cast.conversation.id}"


async def answered(cast: Cast, query: str = "") -> str:
    """The id of the message that the page's answer goes to."""
    page = await cast.nadia.get(address(cast) + query)
    return str(form_to(page.text, f"{address(cast)}/replies").values["item"])


class TestAddressee:
    async def test_is_named_above_the_answer_with_what_was_said(self, cast: Cast) -> None:
        page = (await cast.nadia.get(address(cast))).text
        composer = page.split('id="composer"')[1]
        assert "Réponse à <bdi hx-disable>Inès</bdi>" in composer
        assert "La fibre est coupée" in composer

    async def test_can_be_chosen_and_keys_stand_on_it_alone(
        self, cast: Cast, second: ConversationItem
    ) -> None:
        page = (await cast.nadia.get(f"{address(cast)}?to={second.id}")).text
        assert await answered(cast, f"?to={second.id}") == str(second.id)
        bubbles = {UUID(part[:36]): part for part in page.split('id="item-')[1:]}
        first = cast.conversation.items[0]
        assert 'data-key="h"' in bubbles[second.id].split("</article>")[0]
        assert "data-key" not in bubbles[first.id].split("</article>")[0]
        assert f"?to={first.id}" in bubbles[first.id]

    async def test_stays_when_something_else_is_decided(self, cast: Cast, second: ConversationItem) -> None:
        first = cast.conversation.items[0]
        page = await cast.nadia.get(f"{address(cast)}?to={second.id}")
        action = f"{address(cast)}/items/{first.id}/decisions"
        form = form_to(page.text, action, kind="hide")
        answer = await cast.nadia.http.post(
            action, data={**form.values, "reason": "insult"}, headers={"HX-Request": "true"}
        )
        assert form_to(answer.text, f"{address(cast)}/replies").values["item"] == str(second.id)
        assert MOVED not in answer.text

    async def test_that_is_hidden_gives_way_to_another_and_the_page_says_so(
        self, cast: Cast, second: ConversationItem
    ) -> None:
        first = change(cast, state="hidden", standing="hidden", is_waiting=False)
        page = (await cast.nadia.get(f"{address(cast)}?to={first.id}")).text
        assert form_to(page, f"{address(cast)}/replies").values["item"] == str(second.id)
        assert MOVED in page
        assert MOVED not in (await cast.nadia.get(address(cast))).text

    @pytest.mark.parametrize("part", ["composer", "thread"])
    async def test_stays_when_a_part_of_the_page_is_fetched_anew(
        self, cast: Cast, second: ConversationItem, part: str
    ) -> None:
        page = (await cast.nadia.get(f"{address(cast)}?to={second.id}")).text
        wanted = f'hx-get="{address(cast)}/{part}?to={second.id}"'
        assert wanted in page
        assert wanted in (await cast.nadia.fragment(f"{address(cast)}/{part}?to={second.id}")).text

    async def test_is_answered_by_its_key_also_when_the_thread_came_anew(self, cast: Cast) -> None:
        thread = (await cast.nadia.fragment(f"{address(cast)}/thread")).text
        assert 'href="#answer" data-key="r"' in thread


class TestChangedMeanwhile:
    async def test_what_its_author_changed_is_shown_and_asked_once_more(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        change(cast, text=NEWER, is_edited=True)
        back = await cast.nadia.send(page, f"{address(cast)}/replies", text="Redémarrez-la.")
        assert back.status_code == 409
        assert cast.stage.agency.replies == {}
        assert "Son auteur a modifié ce message depuis que vous l’avez ouvert" in back.text
        changed = back.text.split('id="answer-changed"')[1].split("</blockquote>")[0]
        assert NEWER in changed
        assert form_to(back.text, f"{address(cast)}/replies").values["text"] == "Redémarrez-la."

        sent = await cast.nadia.send(back, f"{address(cast)}/replies", text="Oui, elle marche.")
        assert sent.status_code == 303
        first, second = cast.stage.switchboard.of(ADD_REPLY)
        assert (first.key, first.body.answers != second.body.answers) == (second.key, True)
        assert [one.text for one in cast.stage.agency.replies.values()] == ["Oui, elle marche."]

    async def test_a_fragment_says_the_same(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        change(cast, text=NEWER)
        back = await cast.nadia.send_quickly(page, f"{address(cast)}/replies", text="Redémarrez-la.")
        assert back.status_code == 422
        assert 'id="answer-changed"' in back.text


class TestAnsweredMeanwhile:
    async def test_what_a_colleague_has_answered_is_shown_first_and_may_be_joined(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        theirs = await cast.lucie.get(address(cast))
        await cast.lucie.send(theirs, f"{address(cast)}/replies", text="Elle revient à midi.")

        back = await cast.nadia.send(page, f"{address(cast)}/replies", text="Redémarrez-la.")
        assert back.status_code == 409
        assert "Entre-temps, quelqu’un de l’équipe a répondu à ce message" in back.text
        assert "Elle revient à midi." in back.text
        assert form_to(back.text, f"{address(cast)}/replies").values["text"] == "Redémarrez-la."
        assert [one.text for one in cast.stage.agency.replies.values()] == ["Elle revient à midi."]

        sent = await cast.nadia.send(back, f"{address(cast)}/replies", text="Redémarrez-la aussi.")
        assert sent.status_code == 303
        assert len(cast.stage.agency.replies) == 2

    async def test_what_a_colleague_recalled_is_in_nobodys_way(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        theirs = await cast.lucie.get(address(cast))
        await cast.lucie.send(theirs, f"{address(cast)}/replies", text="Elle revient à midi.")
        (reply,) = cast.stage.agency.replies.values()
        await cast.lucie.send(await cast.lucie.get("/queue"), f"/replies/{reply.id}/recall")
        sent = await cast.nadia.send(page, f"{address(cast)}/replies", text="Redémarrez-la.")
        assert sent.status_code == 303
