"""Acts of which nobody knows the end: a person looks at the network and says what is there."""

from dataclasses import dataclass

import pytest

from services.contracts.ingest import LIST_ACTIONS, SETTLE_ACTION, Action, ActionKind
from services.contracts.reply import Reply
from tests.web.browser import Browser, form_to, forms_of
from tests.web.fakes.agency import NOW, make_item
from tests.web.routes.cast import Cast
from tests.web.routes.test_decisions import change, made

WORDS = "Bonjour Inès, redémarrez la box."


@dataclass
class Doubt:
    """Nadia's answer may stand on the site, or not."""

    cast: Cast
    action: Action
    reply: Reply
    address: str

    @property
    def settling(self) -> str:
        return f"{self.address}/outcomes/{self.action.id}"

    def settled(self) -> list[tuple[str, str]]:
        calls = self.cast.stage.switchboard.of(SETTLE_ACTION)
        return [(call.path["action"], call.body.outcome) for call in calls]

    def end(self, state: str) -> None:
        """Reply has heard of it."""
        changed = self.reply.model_copy(update={"state": state})
        self.cast.stage.agency.replies[self.reply.id] = changed


@pytest.fixture
async def doubt(cast: Cast) -> Doubt:
    address = f"/conversations/{cast.conversation.id}"
    await cast.nadia.send(await cast.nadia.get(address), f"{address}/replies", text=WORDS)
    (reply,) = cast.stage.agency.replies.values()
    item = change(cast, url="https://site.example/c-1")
    action = cast.stage.agency.leave_unknown(cast.telvia, item.id, reply.id)
    found = Doubt(cast, action, reply, address)
    found.end("unknown")
    return found


async def say(browser: Browser, doubt: Doubt, outcome: str) -> int:
    page = await browser.get(doubt.address)
    form = form_to(page.text, doubt.settling, outcome=outcome)
    return (await browser.http.post(form.action, data=form.values)).status_code


class TestConversation:
    async def test_the_reply_says_so_with_where_to_look_and_two_buttons(
        self, cast: Cast, doubt: Doubt
    ) -> None:
        page = (await cast.nadia.get(doubt.address)).text
        bubble = page.split('class="unsettled"')[1].split("</article>")[0]
        assert "On ne sait pas si cette réponse est partie" in bubble
        assert 'href="https://site.example/c-1"' in bubble
        assert "Elle y est" in bubble
        assert "Elle n’y est pas" in bubble

    @pytest.mark.parametrize("outcome", ["sent", "refused"])
    async def test_a_moderator_says_what_they_saw(self, cast: Cast, doubt: Doubt, outcome: str) -> None:
        assert await say(cast.nadia, doubt, outcome) == 303
        assert doubt.settled() == [(str(doubt.action.id), outcome)]
        shown = await cast.nadia.get(doubt.address)
        assert "C’est noté" in shown.text
        assert doubt.settling not in {form.action for form in forms_of(shown.text)}

    async def test_a_reply_that_nobody_found_there_says_who_looked(self, cast: Cast, doubt: Doubt) -> None:
        user_id = doubt.reply.written_by
        changed = doubt.reply.model_copy(
            update={"state": "refused", "settled_by": user_id, "detail": "Somebody looked."}
        )
        cast.stage.agency.replies[doubt.reply.id] = changed
        page = (await cast.nadia.get(doubt.address)).text
        bubble = page.split("bubble--ours")[1].split("</article>")[0]
        assert "constatée absente par <bdi>Nadia Benali</bdi>" in bubble
        assert "refusée par le réseau" not in page
        assert "Somebody looked" not in page

    async def test_a_fragment_brings_the_right_side_of_the_desk(self, cast: Cast, doubt: Doubt) -> None:
        page = await cast.nadia.get(doubt.address)
        answer = await cast.nadia.send_quickly(page, doubt.settling, outcome="sent")
        assert answer.status_code == 200
        assert 'id="pane"' in answer.text
        assert "C’est noté" in answer.text

    async def test_what_is_not_there_stands_in_the_composer_for_whoever_takes_it_up(
        self, cast: Cast, doubt: Doubt
    ) -> None:
        await say(cast.nadia, doubt, "refused")
        doubt.end("refused")
        page = await cast.claire.get(doubt.address)
        assert form_to(page.text, f"{doubt.address}/replies").values["text"] == WORDS

    async def test_what_is_there_is_shown_once_when_the_network_brings_it(
        self, cast: Cast, doubt: Doubt
    ) -> None:
        await say(cast.nadia, doubt, "sent")
        doubt.end("published")
        assert (await cast.nadia.get(doubt.address)).text.count(WORDS) == 1
        ours = make_item("Telvia", f"{WORDS}\n", is_ours=True, created_at=NOW, external_id="c-2")
        cast.conversation.items.append(ours)
        assert (await cast.nadia.get(doubt.address)).text.count(WORDS) == 1

    async def test_a_decision_is_settled_in_words_of_its_own(self, cast: Cast) -> None:
        hiding = made(cast, "hide", "unknown")
        item = change(cast, decisions=[hiding])
        action = cast.stage.agency.leave_unknown(cast.telvia, item.id, hiding.id, "hide")
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        assert "On ne sait pas si le réseau a masqué ce message" in page.text
        assert "Il est masqué" in page.text
        await cast.nadia.send(page, f"{address}/outcomes/{action.id}", outcome="refused")
        (call,) = cast.stage.switchboard.of(SETTLE_ACTION)
        assert call.body.outcome == "refused"

    async def test_an_act_of_another_conversation_is_not_settled_here(self, cast: Cast, doubt: Doubt) -> None:
        other = cast.stage.agency.add_conversation(cast.account, "Paul", "Et moi ?")
        csrf = form_to((await cast.nadia.get("/queue")).text, "/sign-out").values["csrf"]
        answer = await cast.nadia.http.post(
            f"/conversations/{other.id}/outcomes/{doubt.action.id}", data={"csrf": csrf, "outcome": "sent"}
        )
        assert (answer.status_code, doubt.settled()) == (404, [])

    async def test_where_everything_is_known_nobody_is_asked(self, cast: Cast) -> None:
        await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert cast.stage.switchboard.of(LIST_ACTIONS) == []


class TestSystem:
    async def test_it_shows_the_words_what_happened_and_where_to_look(self, cast: Cast, doubt: Doubt) -> None:
        page = (await cast.claire.get("/system")).text
        for words in (WORDS, "Telvia", "quatre vérifications", "https://site.example/c-1", doubt.address):
            assert words in page

    @pytest.mark.parametrize("kind", ["hide", "unhide", "mark_spam", "delete", "restore"])
    async def test_a_decision_shows_the_message_it_was_about(self, cast: Cast, kind: ActionKind) -> None:
        item = cast.conversation.items[0]
        cast.stage.agency.leave_unknown(cast.telvia, item.id, made(cast, "hide").id, kind)
        page = (await cast.claire.get("/system")).text
        assert item.text in page
        assert f"/conversations/{cast.conversation.id}" in page

    @pytest.mark.parametrize("outcome", ["sent", "refused"])
    async def test_an_administrator_settles_it_by_a_plain_form(
        self, cast: Cast, doubt: Doubt, outcome: str
    ) -> None:
        page = await cast.claire.get("/system")
        form = form_to(page.text, f"/system/outcomes/{doubt.action.id}", outcome=outcome)
        answer = await cast.claire.http.post(form.action, data=form.values)
        assert (answer.status_code, answer.headers["location"]) == (303, "/system")
        assert doubt.settled() == [(str(doubt.action.id), outcome)]
        after = (await cast.claire.get("/system")).text
        assert "C’est noté" in after
        assert WORDS not in after

    async def test_and_quickly(self, cast: Cast, doubt: Doubt) -> None:
        page = await cast.claire.get("/system")
        answer = await cast.claire.send_quickly(page, f"/system/outcomes/{doubt.action.id}", outcome="sent")
        assert answer.status_code == 200
        assert 'id="state"' in answer.text
        assert WORDS not in answer.text
        assert "C’est noté" in answer.text

    async def test_who_comes_second_is_told(self, cast: Cast, doubt: Doubt) -> None:
        page = await cast.claire.get("/system")
        await say(cast.nadia, doubt, "sent")
        form = form_to(page.text, f"/system/outcomes/{doubt.action.id}", outcome="refused")
        answer = await cast.claire.http.post(form.action, data=form.values)
        assert answer.status_code == 409
        assert doubt.settled()[0][1] == "sent"

    async def test_they_are_described_as_far_as_the_services_answer(self, cast: Cast, doubt: Doubt) -> None:
        cast.stage.switchboard.away |= {"reply", "triage"}
        page = await cast.claire.get("/system")
        assert page.status_code == 200
        assert f"/system/outcomes/{doubt.action.id}" in page.text
