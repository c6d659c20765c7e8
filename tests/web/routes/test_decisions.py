"""Decisions at the desk: what is offered where, what is asked, what is said, and what stays on record."""

from datetime import timedelta

import httpx
import pytest

from services.contracts.triage import DECIDE, ConversationItem, Decision
from services.runtime.ids import new_id
from services.runtime.problems import Conflict
from tests.web.browser import form_to, forms_of
from tests.web.fakes.agency import NOW, make_item
from tests.web.routes.cast import Cast


def address(cast: Cast) -> str:
    return f"/conversations/{cast.conversation.id}"


def decisions(cast: Cast) -> str:
    return f"{address(cast)}/items/{cast.conversation.items[0].id}/decisions"


def change(cast: Cast, **changes: object) -> ConversationItem:
    cast.conversation.items[0] = cast.conversation.items[0].model_copy(update=changes)
    return cast.conversation.items[0]


def limit(cast: Cast, **able: bool) -> None:
    accounts = cast.stage.agency.accounts
    accounts[cast.account.id] = accounts[cast.account.id].model_copy(update=able)


def made(cast: Cast, kind: str, state: str = "in_force", **changes: object) -> Decision:
    values = {"kind": kind, "reason": "insult", "note": "", "state": state, **changes}
    return Decision.model_validate(
        {
            "id": new_id(),
            "client_id": cast.telvia.id,
            "item_id": cast.conversation.items[0].id,
            "decided_by": "user:nobody",
            "decided_at": NOW,
            **values,
        }
    )


async def offered(cast: Cast) -> set[str]:
    page = await cast.nadia.get(address(cast))
    found = [form.values.get("kind") for form in forms_of(page.text) if form.action == decisions(cast)]
    return {str(kind) for kind in found}


async def decide(cast: Cast, kind: str, **values: str) -> httpx.Response:
    form = form_to((await cast.nadia.get(address(cast))).text, decisions(cast), kind=kind)
    return await cast.nadia.http.post(decisions(cast), data={**form.values, **values})


class TestOffer:
    @pytest.mark.parametrize(
        ("state", "standing", "kinds"),
        [
            ("visible", "visible", {"approve", "hide", "delete"}),
            ("held", "held", {"approve", "hide", "delete"}),
            ("hidden", "hidden", {"restore", "delete"}),
            ("hidden", "spam", {"restore", "delete"}),
            ("hiding", "visible", set()),
            ("deleting", "visible", set()),
            ("restoring", "hidden", set()),
            ("deleted", "visible", set()),
        ],
    )
    async def test_it_follows_how_the_message_stands(
        self, cast: Cast, state: str, standing: str, kinds: set[str]
    ) -> None:
        change(cast, state=state, standing=standing)
        assert await offered(cast) == kinds

    @pytest.mark.parametrize(
        ("state", "able", "missing"),
        [
            ("visible", {"can_delete": False}, {"delete"}),
            ("visible", {"can_hide": False, "can_mark_spam": False}, {"hide"}),
            ("held", {"can_unhide": False}, {"approve"}),
            ("hidden", {"can_unhide": False}, {"restore"}),
        ],
    )
    async def test_and_what_the_account_can_do(
        self, cast: Cast, state: str, able: dict[str, bool], missing: set[str]
    ) -> None:
        change(cast, state=state, standing=state)
        everything = await offered(cast)
        limit(cast, **able)
        assert everything - await offered(cast) == missing

    async def test_while_ingest_is_silent_only_what_asks_nothing_of_the_network(self, cast: Cast) -> None:
        await cast.nadia.get("/queue")
        cast.stage.switchboard.away.add("ingest")
        assert await offered(cast) == {"approve"}

    async def test_what_we_deleted_can_be_restored_and_what_others_deleted_cannot(self, cast: Cast) -> None:
        change(cast, state="deleted", text="", assessment=None, decisions=[made(cast, "delete")])
        page = (await cast.nadia.get(address(cast))).text
        assert await offered(cast) == {"restore"}
        assert "supprimé par" in page
        change(cast, decisions=[made(cast, "approve")])
        assert await offered(cast) == set()
        assert "supprimé sur le réseau" in (await cast.nadia.get(address(cast))).text


class TestHeld:
    async def test_it_is_let_out_before_it_is_answered(self, cast: Cast) -> None:
        change(cast, state="held", standing="held")
        page = await cast.nadia.get(address(cast))
        assert "retenu par le réseau" in page.text
        assert "approuvez-le d’abord" in page.text
        assert f"{address(cast)}/replies" not in {form.action for form in forms_of(page.text)}
        await decide(cast, "approve")
        shown = await cast.nadia.get(address(cast))
        assert "La publication du message est demandée" in shown.text
        assert "publication en cours" in shown.text


class TestHidden:
    async def test_its_folded_row_shows_it_again_with_one_press(self, cast: Cast) -> None:
        change(cast, state="hidden", standing="hidden", decisions=[made(cast, "hide")])
        page = await cast.nadia.get(address(cast))
        assert "masqué par" in page.text
        answer = await cast.nadia.send_quickly(page, decisions(cast), kind="restore")
        assert answer.status_code == 200
        (call,) = cast.stage.switchboard.of(DECIDE)
        assert (call.body.kind, call.body.reason) == ("restore", "legitimate")
        assert "Le réaffichage du message est demandé" in answer.text
        assert "réaffichage en cours" in answer.text

    async def test_what_the_site_itself_hid_names_nobody_of_ours(self, cast: Cast) -> None:
        change(cast, state="hidden", standing="spam", decisions=[made(cast, "approve")])
        page = await cast.nadia.get(address(cast))
        assert "mis de côté comme indésirable sur le réseau" in page.text
        assert "masqué par" not in page.text


class TestDelete:
    async def test_it_needs_a_reason_and_stands_on_record(self, cast: Cast) -> None:
        refused = await decide(cast, "delete", note="vu")
        assert refused.status_code == 422
        assert form_to(refused.text, decisions(cast), kind="delete").values["note"] == "vu"
        assert form_to(refused.text, decisions(cast), kind="hide").values["note"] == ""
        assert "Choisissez un motif" in refused.text
        await decide(cast, "delete", reason="hate")
        (call,) = cast.stage.switchboard.of(DECIDE)
        assert (call.body.kind, call.body.reason) == ("delete", "hate")
        assert "suppression en cours" in (await cast.nadia.get(address(cast))).text

    async def test_it_says_whether_it_can_be_undone(self, cast: Cast) -> None:
        assert "il peut être restauré ici" in (await cast.nadia.get(address(cast))).text
        limit(cast, can_restore=False)
        page = (await cast.nadia.get(address(cast))).text
        assert "ce réseau ne garde rien" in page
        assert "il peut être restauré ici" not in page

    async def test_a_message_that_is_gone_shows_no_word(self, cast: Cast) -> None:
        change(cast, state="deleted", text="", assessment=None)
        page = await cast.nadia.get(address(cast))
        assert "n’est plus conservé" in page.text
        assert "Texte replié" not in page.text


class TestProblem:
    @pytest.mark.parametrize(
        ("kind", "code", "words"),
        [
            ("hide", "cannot_hide", "ne permet pas à Palabre de masquer"),
            ("delete", "cannot_delete", "ne permet pas à Palabre de supprimer"),
            ("approve", "decision_pending", "pas encore répondu à la dernière décision"),
        ],
    )
    async def test_what_is_not_possible_is_said_where_it_was_asked(
        self, cast: Cast, kind: str, code: str, words: str
    ) -> None:
        cast.stage.switchboard.refusing[DECIDE.name] = Conflict(code=code)
        answer = await decide(cast, kind, reason="insult")
        assert answer.status_code == 409
        assert answer.text.count(words) == 1

    async def test_it_is_said_too_where_nothing_can_be_decided_any_more(self, cast: Cast) -> None:
        form = form_to((await cast.nadia.get(address(cast))).text, decisions(cast), kind="hide")
        change(cast, state="hiding")
        cast.stage.switchboard.refusing[DECIDE.name] = Conflict(code="decision_pending")
        answer = await cast.nadia.http.post(decisions(cast), data={**form.values, "reason": "hate"})
        assert "pas encore répondu à la dernière décision" in answer.text


class TestHistory:
    async def test_it_says_who_when_why_and_what_the_network_said(self, cast: Cast) -> None:
        await decide(cast, "hide", reason="insult", note="net")
        (hidden,) = cast.conversation.items[0].decisions
        failed = made(cast, "delete", "failed", detail="Not allowed", decided_at=NOW + timedelta(hours=1))
        in_force = hidden.model_copy(update={"state": "in_force"})
        change(cast, state="hidden", standing="hidden", decisions=[failed, in_force])
        page = (await cast.nadia.get(address(cast))).text
        history = page.split('class="history"')[1].split("</details>")[0]
        for words in (
            "Suppression",
            "Not allowed",
            "Masquage",
            "insulte",
            "Nadia Benali",
            "net",
            "en vigueur",
        ):
            assert words in history
        assert history.index("Suppression") < history.index("Masquage")

    async def test_what_was_never_decided_on_has_none(self, cast: Cast) -> None:
        cast.conversation.items.append(make_item("Paul", "Moi aussi.", created_at=NOW))
        assert 'class="history"' not in (await cast.nadia.get(address(cast))).text


class TestDecision:
    async def test_hiding_needs_a_reason_and_keeps_the_note(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        action = f"{address}/items/{cast.conversation.items[0].id}/decisions"
        page = await cast.nadia.get(address)
        form = form_to(page.text, action, kind="hide")
        refused = await cast.nadia.http.post(action, data={**form.values, "note": "vu avec Claire"})
        assert refused.status_code == 422
        assert form_to(refused.text, action, kind="hide").values["note"] == "vu avec Claire"
        assert cast.stage.switchboard.of(DECIDE) == []

    async def test_a_note_that_cannot_be_kept_comes_back(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        action = f"{address}/items/{cast.conversation.items[0].id}/decisions"
        form = form_to((await cast.nadia.get(address)).text, action, kind="hide")
        wrong = {"reason": "insult", "note": "a\x00b"}
        answer = await cast.nadia.http.post(action, data={**form.values, **wrong})
        assert answer.status_code == 422
        assert cast.stage.switchboard.of(DECIDE) == []

    async def test_hiding_stands_on_record(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        action = f"{address}/items/{cast.conversation.items[0].id}/decisions"
        form = form_to((await cast.nadia.get(address)).text, action, kind="hide")
        answer = await cast.nadia.http.post(action, data={**form.values, "reason": "insult", "note": "net"})
        to = f"?to={cast.conversation.items[0].id}"
        assert (answer.status_code, answer.headers["location"]) == (303, address + to)
        (call,) = cast.stage.switchboard.of(DECIDE)
        assert (call.body.kind, call.body.reason, call.body.note) == ("hide", "insult", "net")
        shown = await cast.nadia.get(address)
        assert "Nadia Benali" in shown.text

    async def test_approving_needs_no_reason(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        action = f"{address}/items/{cast.conversation.items[0].id}/decisions"
        form = form_to((await cast.nadia.get(address)).text, action, kind="approve")
        await cast.nadia.http.post(action, data=form.values)
        assert cast.stage.switchboard.of(DECIDE)[0].body.kind == "approve"

    async def test_a_message_of_another_conversation_is_not_decided_on(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue")
        csrf = form_to(page.text, "/sign-out").values["csrf"]
        action = f"/conversations/{cast.conversation.id}/items/{cast.foreign.items[0].id}/decisions"
        answer = await cast.nadia.http.post(action, data={"csrf": csrf, "kind": "approve"})
        assert answer.status_code == 404
        assert cast.stage.switchboard.of(DECIDE) == []
