"""The desk: what stands in the queue, what a conversation shows, and what can be done with it."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote
from uuid import UUID

import pytest

from services.contracts.reply import ADD_REPLY, DRAFT
from services.contracts.triage import LIST_QUEUE, SET_STATUS
from services.runtime.problems import Conflict, Invalid
from tests.web.browser import form_to
from tests.web.fakes.agency import NOW, make_item
from tests.web.routes.cast import Cast
from web.routes.desk.queue import time_of


class TestQueue:
    async def test_a_moderator_sees_their_clients_and_nobody_elses(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue")
        assert page.status_code == 200
        assert "La fibre est coupée" in page.text
        assert "Montrelais" not in page.text
        assert "stade" not in page.text

    async def test_an_administrator_sees_every_client(self, cast: Cast) -> None:
        page = await cast.claire.get("/queue")
        assert "La fibre est coupée" in page.text
        assert "Le stade ouvre quand" in page.text

    async def test_the_services_are_asked_in_the_persons_name_for_their_clients(self, cast: Cast) -> None:
        await cast.nadia.get("/queue")
        (call,) = cast.stage.switchboard.of(LIST_QUEUE)
        assert call.caller.subject.startswith("user:")
        assert call.caller.clients == frozenset({cast.telvia.id})
        assert call.caller.scopes == {"queue:read"}

    async def test_filters_reach_triage(self, cast: Cast) -> None:
        await cast.claire.get("/queue?client=telvia&network=sandbox&status=closed&label=question")
        query = cast.stage.switchboard.of(LIST_QUEUE)[-1].query
        assert (query.client, query.network, query.status, query.label) == (
            cast.telvia.id,
            "sandbox",
            "closed",
            "question",
        )

    async def test_the_client_of_others_is_no_filter(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue?client=montrelais")
        assert page.status_code == 404
        assert "montrelais" not in page.text.lower()

    async def test_a_further_page_comes_as_rows_alone(self, cast: Cast) -> None:
        for number in range(60):
            cast.stage.agency.add_conversation(cast.account, f"Auteur {number}", "Bonjour")
        page = await cast.nadia.get("/queue")
        assert "cursor=50" in page.text
        rows = await cast.nadia.fragment("/queue?cursor=50")
        assert "Auteur 58" in rows.text
        assert "<html" not in rows.text
        assert 'id="queue"' not in rows.text

    async def test_a_list_that_nobody_counts_says_that_it_goes_on(self, cast: Cast) -> None:
        agency = cast.stage.agency
        for number in range(60):
            talk = agency.add_conversation(cast.account, f"Auteur {number}", "Bonjour")
            agency.conversations[talk.id] = talk.model_copy(update={"status": "closed"})
        page = await cast.nadia.get("/queue?status=closed")
        assert "plus de 50 conversations" in page.text
        last = await cast.nadia.get("/queue?status=closed&cursor=50")
        assert "plus de" not in last.text

    async def test_the_total_comes_alone_as_it_is_now(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue?client=telvia&label=toxic")
        address = unescape("/queue/total" + page.text.split('hx-get="/queue/total')[1].split('"')[0])
        assert (await cast.nadia.fragment(address)).text == "0 conversation"
        assert (await cast.nadia.fragment("/queue/total?client=telvia")).text == "1 conversation"
        cast.stage.agency.add_conversation(cast.account, "Zoé", "Et moi ?")
        assert (await cast.nadia.fragment("/queue/total?client=telvia")).text == "2 conversations"

    async def test_nobody_counts_what_does_not_wait(self, cast: Cast) -> None:
        assert 'hx-get="/queue/total' not in (await cast.nadia.get("/queue?status=closed")).text
        assert (await cast.nadia.fragment("/queue/total?status=closed")).status_code == 204

    async def test_what_came_since_is_counted(self, cast: Cast) -> None:
        before = (time_of(cast.conversation.items[0].id) - timedelta(seconds=5)).isoformat()
        after = (time_of(cast.conversation.items[0].id) + timedelta(seconds=5)).isoformat()
        came = await cast.nadia.http.get("/queue/arrivals", params={"since": before})
        none = await cast.nadia.http.get("/queue/arrivals", params={"since": after})
        assert "1 nouveau message" in came.text
        assert "nouveau message" not in none.text

    async def test_what_came_while_the_list_was_read_is_new_as_well(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue")
        address = "/queue/arrivals" + page.text.split('hx-get="/queue/arrivals')[1].split('"')[0]
        assert "nouveau message" not in (await cast.nadia.fragment(unescape(address))).text
        first, late = cast.conversation.items[0].id, make_item("Zoé", "Et moi ?")
        # Received a moment after the one shown, and long before the list was read.
        early_id = UUID(int=first.int + (1 << 80))
        added = cast.stage.agency.add_conversation(cast.account, "Zoé", "Et moi ?")
        added.items[0] = late.model_copy(update={"id": early_id})
        assert "1 nouveau message" in (await cast.nadia.fragment(unescape(address))).text

    @pytest.mark.parametrize(
        "address",
        [
            f"/queue?cursor={'a' * 501}",
            f"/knowledge?cursor={'a' * 501}",
            "/queue/arrivals?since=2026-11-22",
            "/queue/arrivals?since=9999-12-31T23:59:59-14:00",
            "/queue/arrivals?since=0001-01-01T00:00:00%2B14:00",
        ],
    )
    async def test_an_address_that_was_tampered_with_is_refused(self, cast: Cast, address: str) -> None:
        answer = await cast.nadia.get(address)
        assert answer.status_code == 422
        assert "Demande refusée" in answer.text

    async def test_the_start_leads_to_the_queue(self, cast: Cast) -> None:
        answer = await cast.nadia.get("/")
        assert (answer.status_code, answer.headers["location"]) == (303, "/queue")


class TestConversation:
    async def test_it_shows_the_thread_the_author_and_the_best_draft(self, cast: Cast) -> None:
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert page.status_code == 200
        assert "La fibre est coupée" in page.text
        assert (
            "Bonjour, redémarrez la box."
            in form_to(page.text, f"/conversations/{cast.conversation.id}/replies").values["text"]
        )
        assert "test-1" in page.text

    async def test_an_answer_stands_under_what_it_answers(self, cast: Cast) -> None:
        first = cast.conversation.items[0]
        later = make_item("Paul", "Moi aussi.", created_at=NOW)
        cast.conversation.items.append(later)
        cast.conversation.items.append(
            make_item(
                "Telvia",
                "Nous regardons.",
                parent_id=first.id,
                is_ours=True,
                is_waiting=False,
                created_at=NOW,
            )
        )
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert page.text.index("La fibre") < page.text.index("Nous regardons") < page.text.index("Moi aussi")

    async def test_an_outsider_gets_the_page_of_what_does_not_exist(self, cast: Cast) -> None:
        foreign = await cast.theo.get(f"/conversations/{cast.conversation.id}")
        unknown = await cast.theo.get("/conversations/0192f0f0-0000-7000-8000-000000000000")
        assert foreign.status_code == unknown.status_code == 404
        assert "fibre" not in foreign.text
        assert "Telvia" not in foreign.text

    async def test_a_script_is_told_the_reason_of_a_refusal(self, cast: Cast) -> None:
        answer = await cast.nadia.fragment("/conversations/0192f0f0-0000-7000-8000-000000000000")
        assert answer.status_code == 404
        assert unquote(answer.headers["x-palabre-failure"]).startswith("Cela n’existe plus")

    async def test_where_a_network_cannot_hide_one_can_still_approve(self, cast: Cast) -> None:
        accounts = cast.stage.agency.accounts
        for account in list(accounts.values()):
            accounts[account.id] = account.model_copy(update={"can_hide": False, "can_mark_spam": False})
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert 'name="kind" value="approve"' in page.text
        assert 'name="kind" value="hide"' not in page.text

    async def test_one_can_write_when_no_draft_comes(self, cast: Cast) -> None:
        cast.stage.switchboard.refusing[DRAFT.name] = Conflict()
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert form_to(page.text, f"/conversations/{cast.conversation.id}/replies").values["text"] == ""

    async def test_its_parts_come_alone(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        pane = await cast.nadia.fragment(address)
        thread = await cast.nadia.fragment(f"{address}/thread")
        card = await cast.nadia.fragment(f"{address}/author")
        composer = await cast.nadia.fragment(f"{address}/composer?draft=own")
        assert 'id="pane"' in pane.text
        assert "<html" not in pane.text
        assert 'id="thread"' in thread.text
        assert 'id="composer"' not in thread.text
        assert "Inès" in card.text
        assert 'id="thread"' not in card.text
        assert "redémarrez la box" not in composer.text.split("<textarea")[1].split("</textarea>")[0]


class TestReply:
    async def test_sending_accepts_it_and_starts_its_window(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        answer = await cast.nadia.send(page, f"{address}/replies", text="Bonjour Inès, nous regardons.")
        item = cast.conversation.items[0]
        assert (answer.status_code, answer.headers["location"]) == (303, f"{address}?to={item.id}")
        (call,) = cast.stage.switchboard.of(ADD_REPLY)
        assert call.body.accept
        assert call.body.text == "Bonjour Inès, nous regardons."
        assert call.caller.clients == frozenset({cast.telvia.id})
        shown = await cast.nadia.get(address)
        assert "Rappeler" in shown.text
        assert "La réponse est acceptée" in shown.text
        assert "La réponse est acceptée" not in (await cast.nadia.get(address)).text

    async def test_who_has_answered_is_not_offered_the_draft_again(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        await cast.nadia.send(await cast.nadia.get(address), f"{address}/replies", text="Bonjour.")
        answered = form_to((await cast.nadia.get(address)).text, f"{address}/replies")
        wanted = form_to((await cast.nadia.get(f"{address}?draft=1")).text, f"{address}/replies")
        assert answered.values["text"] == ""
        assert "redémarrez la box" in wanted.values["text"]

    async def test_the_same_form_sent_twice_is_one_reply(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        for _ in range(2):
            await cast.nadia.send(page, f"{address}/replies", text="Bonjour.")
        assert len(cast.stage.switchboard.of(ADD_REPLY)) == 2
        assert len(cast.stage.agency.replies) == 1

    async def test_a_fragment_brings_the_toasts_along(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        answer = await cast.nadia.send_quickly(page, f"{address}/replies", text="Bonjour.")
        assert answer.status_code == 200
        assert 'id="pane"' in answer.text
        assert "Rappeler" in answer.text
        assert "palabre:queue" in answer.headers["hx-trigger"]

    async def test_what_was_written_stays_when_it_is_too_long(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        text = "Bien trop long. " * 40
        answer = await cast.nadia.send(page, f"{address}/replies", text=text)
        assert answer.status_code == 422
        form, before = form_to(answer.text, f"{address}/replies"), form_to(page.text, f"{address}/replies")
        assert form.values["text"] == text
        assert form.values["key"] == before.values["key"]
        assert form.values["source"] == str(cast.article.id)
        assert cast.stage.switchboard.of(ADD_REPLY) == []

    async def test_what_was_written_stays_when_reply_is_away(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        cast.stage.switchboard.away.add("reply")
        plain = await cast.nadia.send(page, f"{address}/replies", text="À ne pas perdre.")
        quick = await cast.nadia.send_quickly(page, f"{address}/replies", text="À ne pas perdre.")
        assert (plain.status_code, quick.status_code) == (503, 422)
        for answer in (plain, quick):
            assert form_to(answer.text, f"{address}/replies").values["text"] == "À ne pas perdre."
            assert "conservé" in answer.text or "Rien n’est perdu" in answer.text

    async def test_a_key_used_for_other_words_is_explained(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        cast.stage.switchboard.refusing[ADD_REPLY.name] = Invalid(code="key_reused")
        answer = await cast.nadia.send(page, f"{address}/replies", text="Autres mots.")
        assert "Une première version" in answer.text

    async def test_an_empty_answer_comes_back(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        answer = await cast.nadia.send(page, f"{address}/replies", text="  ")
        assert answer.status_code == 422


class TestRecall:
    async def test_the_toast_survives_a_reload_and_recalls(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        await cast.nadia.send(page, f"{address}/replies", text="Bonjour.")
        (reply,) = cast.stage.agency.replies.values()
        again = await cast.nadia.get("/queue")
        answer = await cast.nadia.send(again, f"/replies/{reply.id}/recall")
        assert (answer.status_code, answer.headers["location"]) == (303, address)
        assert cast.stage.agency.replies[reply.id].state == "recalled"
        assert "Rappeler" not in (await cast.nadia.fragment("/replies/pending")).text

    async def test_what_was_recalled_stands_in_the_composer_again_for_who_wrote_it(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        await cast.nadia.send(page, f"{address}/replies", text="Bonjour, une seconde.")
        (reply,) = cast.stage.agency.replies.values()
        sent = form_to((await cast.nadia.get(address)).text, f"{address}/replies")
        assert sent.values["text"] == ""
        await cast.nadia.send(await cast.nadia.get("/queue"), f"/replies/{reply.id}/recall")
        again = form_to((await cast.nadia.get(address)).text, f"{address}/replies")
        assert again.values["text"] == "Bonjour, une seconde."
        assert again.values["key"] != form_to(page.text, f"{address}/replies").values["key"]
        other = form_to((await cast.claire.get(address)).text, f"{address}/replies")
        assert other.values["text"] != "Bonjour, une seconde."

    async def test_sending_now_ends_the_window(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        await cast.nadia.send(page, f"{address}/replies", text="Bonjour.")
        (reply,) = cast.stage.agency.replies.values()
        toasts = await cast.nadia.send_quickly(await cast.nadia.get("/queue"), f"/replies/{reply.id}/send")
        assert cast.stage.agency.replies[reply.id].state == "sending"
        assert 'hx-swap-oob="innerHTML">La réponse part maintenant.</div>' in toasts.text
        assert "en cours d’envoi" in toasts.text or "sending" in toasts.text

    async def test_too_late_shows_what_became_of_it(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        await cast.nadia.send(page, f"{address}/replies", text="Bonjour.")
        (reply,) = cast.stage.agency.replies.values()
        before = await cast.nadia.get("/queue")
        await cast.nadia.send(before, f"/replies/{reply.id}/send")
        quick = await cast.nadia.send_quickly(before, f"/replies/{reply.id}/recall")
        plain = await cast.nadia.send(before, f"/replies/{reply.id}/recall")
        assert (quick.status_code, plain.status_code) == (200, 409)

    async def test_others_neither_see_nor_recall_it(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        page = await cast.nadia.get(address)
        await cast.nadia.send(page, f"{address}/replies", text="Bonjour.")
        (reply,) = cast.stage.agency.replies.values()
        theirs = await cast.theo.get("/queue")
        csrf = form_to(theirs.text, "/sign-out").values["csrf"]
        answer = await cast.theo.http.post(f"/replies/{reply.id}/recall", data={"csrf": csrf})
        assert answer.status_code == 404
        assert "Rappeler" not in (await cast.claire.get("/queue")).text


class TestStatus:
    async def test_closing_can_be_undone(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        await cast.nadia.send(await cast.nadia.get(address), f"{address}/status")
        closed = await cast.nadia.get(address)
        assert "Rouvrir" in closed.text
        await cast.nadia.send(closed, f"{address}/status")
        states = [call.body.status for call in cast.stage.switchboard.of(SET_STATUS)]
        assert states == ["closed", "open"]
