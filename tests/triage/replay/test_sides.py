"""What a replay compares: the charter that held then or now, and people alone with a rule that there is not."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.triage import CHANGE_CHARTER, RESTORE_CHARTER, START_REPLAY
from tests.triage.automation.ruling import change_model, decided
from tests.triage.desk import Desk
from tests.triage.replay.test_replay import (
    DAY,
    DRAFT,
    HIDING,
    changes_of,
    charter,
    figures,
    replayed,
    written,
)
from tests.triage.world import MORNING, TEN_MINUTES

TRIAL: dict[str, Any] = {"label": "toxic", "action": "hide", "threshold": 0.93}


async def change(desk: Desk, *clauses: dict[str, Any]) -> None:
    held = await charter(desk)
    body = {"allowed": "", "clauses": list(clauses), "expected_version": held.version}
    await desk.get(CHANGE_CHARTER, path={"client": desk.client}, body=body)


async def two_charters(desk: Desk) -> None:
    """An insult comes in under the first charter, one under a version that hides it, and one when nothing is left."""
    await written(desk, "Quel idiot", received_at=MORNING)
    for minutes, clauses in ((1, [HIDING]), (2, [])):
        desk.move_clock(timedelta(minutes=minutes) - TEN_MINUTES)
        await change(desk, *clauses)
        await written(desk, "Un idiot", received_at=desk.runtime.clock.now() + timedelta(seconds=30))


class TestBefore:
    async def test_each_message_is_compared_with_the_charter_that_held_when_it_came_in(
        self, desk: Desk
    ) -> None:
        await two_charters(desk)
        replay = await replayed(desk, draft=None)
        page = await changes_of(desk, replay)
        assert [(one.before.kind, one.before.charter_version) for one in page.items] == [
            ("hide", 1),
            ("look_first", 0),
        ]
        assert {one.after.kind for one in page.items} == {"let_stand"}
        assert (replay.before, replay.base_versions, replay.base_version) == ("then", [0, 1, 2], 2)
        assert (figures(replay).changes["milder"], figures(replay).stays) == (2, 1)

    async def test_or_with_the_one_that_holds_now_if_that_is_chosen(self, desk: Desk) -> None:
        await two_charters(desk)
        replay = await replayed(desk, before="now")
        assert (replay.before, replay.base_versions) == ("now", [2])
        assert (figures(replay).proposals["let_stand"].before, figures(replay).changes["stricter"]) == (3, 3)
        assert figures(await replayed(desk, draft=None, before="now")).stays == 3

    async def test_what_was_gone_back_to_held_again(self, desk: Desk) -> None:
        await change(desk, HIDING)
        await written(desk, "Quel idiot", received_at=desk.runtime.clock.now() + timedelta(seconds=1))
        desk.move_clock_by_minutes(1)
        body = {"version": 0, "expected_version": 1}
        await desk.get(RESTORE_CHARTER, path={"client": desk.client}, body=body)
        await written(desk, "Un idiot", received_at=desk.runtime.clock.now() + timedelta(seconds=1))
        replay = await replayed(desk, draft=None)
        assert (replay.base_versions, figures(replay).changes["milder"], figures(replay).stays) == (
            [1, 2],
            1,
            1,
        )


class TestTrial:
    async def test_it_tells_what_would_have_been_done_alone_and_against_whom(self, desk: Desk) -> None:
        first, second, _ = await written(desk, "Quel idiot", "Un idiot fini", "Un idiot pareil")
        await written(desk, "Merci bien")
        await desk.decide(first.id, "hide", "insult")
        await desk.decide(second.id, "approve", "legitimate")
        replay = await replayed(desk, draft=None, trial=TRIAL)
        found = figures(replay)
        assert (replay.threshold, found.changes["stricter"], found.gained, found.lost) == (0.93, 3, 1, 1)
        assert (found.stays, found.team_before.sides) == (1, 0)
        (lost,) = (await changes_of(desk, replay, agreement="lost")).items
        assert (lost.item_id, lost.before.kind, lost.after.kind, lost.after.reason) == (
            second.id,
            "let_stand",
            "hide",
            "insult",
        )
        assert (lost.after.threshold, lost.after.probability) == (0.93, 1.0)

    async def test_of_a_limit_it_takes_the_threshold_that_decisions_show_to_keep_it(self, desk: Desk) -> None:
        await decided(desk, 60)
        trial = {**TRIAL, "threshold": None}
        kept = await replayed(desk, draft=None, trial={**trial, "highest_error": 0.1})
        assert (kept.threshold, figures(kept).changes["stricter"]) == (0.5, 60)
        unknown = await replayed(desk, draft=None, trial={**trial, "highest_error": 0.02})
        assert (unknown.threshold, figures(unknown).stays) == (None, 60)

    async def test_a_limit_rests_on_what_reads_messages_now(self, desk: Desk) -> None:
        await decided(desk, 60)
        change_model(desk)
        await written(desk, "Bonjour")
        trial = {"label": "toxic", "action": "hide", "highest_error": 0.1}
        assert (await replayed(desk, draft=None, trial=trial)).threshold is None

    async def test_an_approval_and_another_network_change_no_proposal_that_is_not_theirs(
        self, desk: Desk
    ) -> None:
        (item,) = await written(desk, "Quand ouvrez-vous ?")
        await desk.decide(item.id, "approve", "legitimate")
        approving = {"label": "question", "action": "approve", "threshold": 0.5}
        replay = await replayed(desk, draft=None, trial=approving)
        assert (figures(replay).changes["reason"], figures(replay).gained) == (1, 1)
        (change,) = (await changes_of(desk, replay)).items
        assert (change.after.kind, change.after.label, change.after.reason) == (
            "let_stand",
            "question",
            "legitimate",
        )
        elsewhere = await replayed(desk, draft=None, trial={**approving, "network": "mastodon"})
        assert figures(elsewhere).stays == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"threshold": 0}, "trial.threshold"),
            ({"threshold": 1}, "trial.threshold"),
            ({"threshold": -1}, "trial.threshold"),
            ({"threshold": "0,9"}, "trial.threshold"),
            ({"threshold": None}, "trial.highest_error"),
            ({"highest_error": 0.02}, "trial.highest_error"),
            ({"label": "idiot"}, "trial.label"),
            ({"action": "praise"}, "trial.action"),
            ({"network": "myspace"}, "trial.network"),
            ({"network": ""}, "trial.network"),
        ],
    )
    async def test_what_cannot_be_tried_is_named_and_nothing_begins(
        self, desk: Desk, wrong: dict[str, Any], field: str
    ) -> None:
        body = {**DAY, "trial": {**TRIAL, **wrong}}
        answer = await desk.ask(START_REPLAY, path={"client": desk.client}, body=body)
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["errors"]] == [field]
        await replayed(desk)

    async def test_a_draft_and_a_rule_are_two_replays(self, desk: Desk) -> None:
        body = {**DAY, "draft": DRAFT, "trial": TRIAL}
        answer = await desk.ask(START_REPLAY, path={"client": desk.client}, body=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "trial")
