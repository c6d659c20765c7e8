"""A lead writes a client's charter, tries a draft on days that have been, and adopts it."""

from typing import Any

import pytest

from services.contracts.triage import (
    ADOPT_REPLAY,
    CHANGE_CHARTER,
    LIST_REPLAY_CHANGES,
    RESTORE_CHARTER,
    START_REPLAY,
    Charter,
    Proposal,
)
from tests.web.browser import forms_of
from tests.web.fakes.charter import make_change, make_charter, make_replay
from tests.web.routes.cast import Cast

ADDRESS = "/clients/telvia/charter"
REPLAYS = "/clients/telvia/replay"


def versions(cast: Cast) -> list[Charter]:
    return cast.stage.agency.charters[cast.telvia.id]


def write(cast: Cast, **changes: object) -> Charter:
    charter = make_charter(cast.telvia.id, changed_by="user:x", changed_at=cast.telvia.created_at, **changes)
    cast.stage.agency.charters.setdefault(cast.telvia.id, []).append(charter)
    return charter


class TestCharter:
    async def test_it_shows_what_is_proposed_in_words(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        assert page.status_code == 200
        values = next(form for form in forms_of(page.text) if form.action == ADDRESS).values
        assert (values["proposal-insult"], values["level-insult"]) == ("hide", "ordinary")
        assert (values["proposal-hate"], values["proposal-toxic"]) == ("", "let_stand")
        assert "Personne n’en a encore écrit" in page.text

    async def test_it_is_kept_with_the_version_that_was_changed(self, cast: Cast) -> None:
        changed = {"proposal-hate": "delete", "level-hate": "exact", "percent-hate": "62,5"}
        page = await cast.lucie.send_and_follow(
            await cast.lucie.get(ADDRESS),
            ADDRESS,
            allowed="La critique.",
            **changed,
            **{"reason-hate": "hate"},
        )
        (call,) = cast.stage.switchboard.of(CHANGE_CHARTER)
        clauses = {one.label: one for one in call.body.clauses}
        assert (call.body.expected_version, call.body.allowed) == (0, "La critique.")
        assert (clauses["hate"].proposal, clauses["hate"].threshold, clauses["hate"].reason) == (
            "delete",
            0.625,
            "hate",
        )
        assert "threat" not in clauses
        assert "La charte est enregistrée" in page.text
        assert "Lucie Arnaud" in page.text

    @pytest.mark.parametrize("percent", ["0", "120", "souvent", ""])
    async def test_a_bad_threshold_comes_back_beside_its_label(self, cast: Cast, percent: str) -> None:
        sent = {"level-insult": "exact", "percent-insult": percent}
        answer = await cast.lucie.send(await cast.lucie.get(ADDRESS), ADDRESS, **sent)
        assert answer.status_code == 422
        assert 'id="clause-insult-error"' in answer.text
        assert cast.stage.switchboard.of(CHANGE_CHARTER) == []

    async def test_over_somebody_elses_version_it_is_not_written(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        write(cast, version=1)
        answer = await cast.lucie.send(page, ADDRESS, allowed="La mienne")
        assert answer.status_code == 409
        assert "Quelqu’un a changé la charte" in answer.text
        assert "La mienne" in answer.text

    async def test_a_version_that_is_none_is_refused_and_nothing_written(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        assert (await cast.lucie.send(page, ADDRESS, version="x")).status_code == 422
        csrf = str(forms_of(page.text)[0].values["csrf"])
        for version in ("x", "-1", "9" * 20):
            sent = {"version": version, "expected_version": "0", "csrf": csrf}
            assert (await cast.lucie.http.post(f"{ADDRESS}/restoration", data=sent)).status_code == 422
        assert cast.stage.switchboard.of(CHANGE_CHARTER) == cast.stage.switchboard.of(RESTORE_CHARTER) == []

    async def test_one_click_goes_back(self, cast: Cast) -> None:
        write(cast, version=1)
        write(cast, version=2, clauses=[])
        page = await cast.lucie.send_and_follow(
            await cast.lucie.get(ADDRESS), f"{ADDRESS}/restoration", version="1"
        )
        (call,) = cast.stage.switchboard.of(RESTORE_CHARTER)
        assert (call.body.version, call.body.expected_version) == (1, 2)
        assert "de nouveau en vigueur" in page.text
        assert "retour à la version 1" in page.text
        stale = {"version": "1", "expected_version": "2"}
        answer = await cast.lucie.send(page, f"{ADDRESS}/restoration", **stale)
        assert answer.status_code == 409
        assert "Quelqu’un a changé la charte" in answer.text


class TestProposal:
    async def test_it_stands_beside_the_buttons_in_words(self, cast: Cast) -> None:
        propose(cast, kind="hide", label="insult", reason="insult", probability=0.8, threshold=0.7)
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert "proposé\u202f: masquer, insulte" in page.text

    async def test_to_let_a_message_stand_needs_no_word(self, cast: Cast) -> None:
        propose(cast, kind="let_stand")
        page = await cast.nadia.get(f"/conversations/{cast.conversation.id}")
        assert "proposé" not in page.text


def propose(cast: Cast, **values: Any) -> None:
    conversations, talk = cast.stage.agency.conversations, cast.conversation
    items = [one.model_copy(update={"proposal": Proposal(**values)}) for one in talk.items]
    conversations[talk.id] = talk.model_copy(update={"items": items})


class TestReplay:
    async def test_a_draft_is_replayed_from_the_charters_form(self, cast: Cast) -> None:
        page = await cast.lucie.get(ADDRESS)
        values = next(form for form in forms_of(page.text) if form.action == ADDRESS).values
        sent = {**values, "level-insult": "strict", "first_day": "2026-11-02", "last_day": "2026-11-08"}
        answer = await cast.lucie.http.post(REPLAYS, data=sent)
        (call,) = cast.stage.switchboard.of(START_REPLAY)
        assert (str(call.body.first_day), call.body.time_zone) == ("2026-11-02", "Europe/Paris")
        assert call.body.draft.clauses[1].threshold == 0.5
        assert answer.status_code == 303
        assert versions_are_untouched(cast)

    async def test_without_a_draft_the_charter_that_holds_is_read(self, cast: Cast) -> None:
        page = await cast.lucie.send_and_follow(await cast.lucie.get(REPLAYS), REPLAYS, model="shipped")
        (call,) = cast.stage.switchboard.of(START_REPLAY)
        assert (call.body.draft, call.body.model) == (None, "shipped")
        assert "Adopter" not in page.text

    async def test_a_period_that_is_none_comes_back_where_it_was_written(self, cast: Cast) -> None:
        wrong = {"first_day": "2026-11-08", "last_day": "2026-11-02"}
        answer = await cast.lucie.send(await cast.lucie.get(REPLAYS), REPLAYS, **wrong)
        assert answer.status_code == 422
        assert 'id="replay-last_day-error"' in answer.text
        page = await cast.lucie.get(ADDRESS)
        values = next(form for form in forms_of(page.text) if form.action == ADDRESS).values
        sent = {**values, **wrong, "level-insult": "exact", "percent-insult": "7000", "allowed": "Le mien"}
        answer = await cast.lucie.http.post(REPLAYS, data=sent)
        assert answer.status_code == 422
        assert 'id="clause-insult-error"' in answer.text
        assert "Le mien" in answer.text

    async def test_a_second_one_at_once_is_told_so(self, cast: Cast) -> None:
        replay = make_replay(cast.telvia.id, state="running", done=0, figures=None)
        cast.stage.agency.replays[replay.id] = replay
        answer = await cast.lucie.send(await cast.lucie.get(REPLAYS), REPLAYS)
        assert answer.status_code == 409
        assert "déjà en cours" in answer.text

    async def test_under_way_it_asks_for_itself_and_can_be_cancelled(self, cast: Cast) -> None:
        replay = make_replay(cast.telvia.id, state="running", done=10, figures=None)
        cast.stage.agency.replays[replay.id] = replay
        address = f"{REPLAYS}/{replay.id}"
        page = await cast.lucie.get(address)
        assert 'hx-trigger="every 2s"' in page.text
        assert "10 sur 40 messages" in page.text
        part = await cast.lucie.http.get(address, headers={"HX-Request": "true"})
        assert 'id="replay"' in part.text
        assert 'id="main"' not in part.text
        page = await cast.lucie.send_and_follow(page, f"{address}/cancellation")
        assert "every 2s" not in page.text
        assert "Annulée après 10 messages sur 40" in page.text

    @pytest.mark.parametrize(("model", "is_flattered"), [("2026.11", False), ("2026.11/telvia-3", True)])
    async def test_a_layer_is_said_to_be_flattered_only_where_one_has_read(
        self, cast: Cast, model: str, is_flattered: bool
    ) -> None:
        replay = make_replay(cast.telvia.id, model="own", models=[model])
        cast.stage.agency.replays[replay.id] = replay
        page = await cast.lucie.get(f"{REPLAYS}/{replay.id}")
        assert ("son accord est flatté" in page.text) is is_flattered

    async def test_done_it_tells_the_diff_and_leads_to_each_conversation(self, cast: Cast) -> None:
        replay = make_replay(cast.telvia.id)
        cast.stage.agency.replays[replay.id] = replay
        change = make_change(author_name="<b>Inès</b>", text="Bande de <nuls>")
        cast.stage.agency.changes.append(change)
        page = await cast.lucie.get(f"{REPLAYS}/{replay.id}?only=stricter")
        assert "la proposition aurait été autre" in page.text
        assert f'href="/conversations/{change.conversation_id}"' in page.text
        assert "Bande de &lt;nuls&gt;" in page.text
        assert cast.stage.switchboard.of(LIST_REPLAY_CHANGES)[-1].query.direction == "stricter"
        await cast.lucie.get(f"{REPLAYS}/{replay.id}?only=nonsense")
        assert cast.stage.switchboard.of(LIST_REPLAY_CHANGES)[-1].query.direction is None

    async def test_one_click_adopts_the_draft_and_one_goes_back(self, cast: Cast) -> None:
        draft = {"allowed": "", "clauses": []}
        replay = make_replay(cast.telvia.id, draft=draft)
        cast.stage.agency.replays[replay.id] = replay
        address = f"{REPLAYS}/{replay.id}"
        page = await cast.lucie.send_and_follow(await cast.lucie.get(address), f"{address}/adoption")
        assert len(cast.stage.switchboard.of(ADOPT_REPLAY)) == 1
        assert "Le brouillon est désormais la charte" in page.text
        assert versions(cast)[-1].clauses == []
        await cast.lucie.send_and_follow(page, f"{ADDRESS}/restoration", version="0")
        assert versions(cast)[-1].restores == 0

    async def test_over_a_charter_that_changed_meanwhile_it_is_not_adopted(self, cast: Cast) -> None:
        replay = make_replay(cast.telvia.id, draft={"allowed": "", "clauses": []})
        cast.stage.agency.replays[replay.id] = replay
        write(cast, version=1)
        address = f"{REPLAYS}/{replay.id}"
        answer = await cast.lucie.send(await cast.lucie.get(address), f"{address}/adoption")
        assert answer.status_code == 409
        assert "Quelqu’un a changé la charte" in answer.text

    async def test_a_draft_can_be_gone_on_with(self, cast: Cast) -> None:
        draft = {"allowed": "Le brouillon", "clauses": []}
        replay = make_replay(cast.telvia.id, draft=draft)
        cast.stage.agency.replays[replay.id] = replay
        page = await cast.lucie.get(f"{ADDRESS}?draft={replay.id}")
        assert "Le brouillon" in page.text
        assert "Voici un brouillon" in page.text

    async def test_moderators_have_no_business_there(self, cast: Cast) -> None:
        for address in (ADDRESS, REPLAYS):
            assert (await cast.nadia.get(address)).status_code == 403


def versions_are_untouched(cast: Cast) -> bool:
    return cast.telvia.id not in cast.stage.agency.charters
