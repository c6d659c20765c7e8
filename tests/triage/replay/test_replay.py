"""A lead asks what a period would have looked like, before anything is switched."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.contracts.ingest import Item
from services.contracts.operation import Operation
from services.contracts.triage import (
    ADD_AUTOMATION,
    ADOPT_REPLAY,
    CANCEL_REPLAY,
    CHANGE_CHARTER,
    GET_CHARTER,
    GET_REPLAY,
    LIST_REPLAY_CHANGES,
    LIST_REPLAYS,
    START_REPLAY,
    Charter,
    Replay,
    ReplayChange,
)
from services.contracts.values import Listed
from services.triage.queue.scorer import Scoring
from services.triage.replay.domain.period import moments_of
from services.triage.replay.domain.tally import interval
from services.triage.replay.jobs import Replaying
from tests.triage.desk import STAFF, Desk
from tests.triage.learning.taught import teach
from tests.triage.world import MORNING

HIDING = {"label": "toxic", "proposal": "hide", "threshold": 0.6, "reason": "insult"}
DRAFT: dict[str, Any] = {"allowed": "", "clauses": [HIDING]}
TODAY = MORNING.date().isoformat()
DAY: dict[str, Any] = {"first_day": TODAY, "last_day": TODAY, "time_zone": "UTC"}


async def written(desk: Desk, *texts: str, **changes: Any) -> list[Item]:
    items = [desk.ingest.write(desk.account, words, **changes) for words in texts]
    await desk.catch_up()
    return items


async def start(desk: Desk, **changes: Any) -> Replay:
    body = {**DAY, "draft": DRAFT, **changes}
    return await desk.get(START_REPLAY, path={"client": desk.client}, body=body)


async def get(desk: Desk, replay: Replay) -> Replay:
    return await desk.get(GET_REPLAY, path={"client": desk.client, "replay": replay.id})


async def replayed(desk: Desk, **changes: Any) -> Replay:
    replay = await start(desk, **changes)
    await desk.ring_timers()
    found = await get(desk, replay)
    assert found.state == "done"
    return found


async def changes_of(desk: Desk, replay: Replay, **query: Any) -> Listed[ReplayChange]:
    path = {"client": desk.client, "replay": replay.id}
    return await desk.get(LIST_REPLAY_CHANGES, path=path, query=query)


async def charter(desk: Desk) -> Charter:
    return await desk.get(GET_CHARTER, path={"client": desk.client})


def figures(replay: Replay) -> Any:
    assert replay.figures is not None
    return replay.figures


class TestDiff:
    async def test_it_tells_what_would_be_proposed_instead_and_of_which_messages(self, desk: Desk) -> None:
        insult, _ = await written(desk, "Quel idiot", "Merci bien")
        replay = await replayed(desk)
        found = figures(replay)
        assert (replay.total, replay.done, replay.left_out, replay.models) == (2, 2, 0, ["fake"])
        assert {kind: (one.before, one.after) for kind, one in found.proposals.items()} == {
            "let_stand": (1, 1),
            "look_first": (1, 0),
            "hide": (0, 1),
            "delete": (0, 0),
        }
        (label,) = found.labels
        assert (label.label, label.hide.after, label.look_first.before) == ("toxic", 1, 1)
        assert (found.changes, found.stays) == ({"stricter": 1, "milder": 0, "reason": 0}, 1)
        (change,) = (await changes_of(desk, replay)).items
        assert (change.item_id, change.text, change.direction) == (insult.id, "Quel idiot", "stricter")
        assert (change.before.kind, change.after.kind, change.after.reason) == (
            "look_first",
            "hide",
            "insult",
        )
        assert change.conversation_id == (await desk.queue())[0].id

    async def test_agreement_with_people_is_told_before_and_after(self, desk: Desk) -> None:
        first, second, third = await written(desk, "Quel idiot", "Un idiot fini", "Merci bien")
        await desk.decide(first.id, "hide", "insult")
        await desk.decide(second.id, "approve", "legitimate")
        desk.reply.publish(third, at=desk.runtime.clock.now())
        await desk.catch_up()
        found = figures(replay := await replayed(desk))
        before, after = found.team_before, found.team_after
        assert (before.judged, before.sides, before.agreed, before.rate) == (3, 1, 1, 1.0)
        assert (after.judged, after.sides, after.agreed) == (3, 3, 2)
        assert (round(after.low, 3), round(after.high, 3)) == (0.208, 0.939)
        assert (found.gained, found.lost) == (1, 1)
        (gained,) = (await changes_of(desk, replay, agreement="gained")).items
        assert (gained.item_id, gained.word, gained.word_reason) == (first.id, "hide", "insult")
        (lost,) = (await changes_of(desk, replay, agreement="lost")).items
        assert (lost.item_id, lost.word) == (second.id, "approve")

    async def test_pages_come_newest_first_and_filters_narrow_them(self, desk: Desk) -> None:
        for minute in range(5):
            await written(desk, "Quel idiot", received_at=MORNING + timedelta(minutes=minute))
        replay = await replayed(desk)
        seen, cursor = [], None
        for _ in range(3):
            page = await changes_of(desk, replay, limit=2, **({"cursor": cursor} if cursor else {}))
            seen += [one.received_at for one in page.items]
            cursor = page.next
        assert (len(seen), seen, cursor) == (5, sorted(seen, reverse=True), None)
        assert (await changes_of(desk, replay, direction="milder")).items == []
        answer = await desk.ask(
            LIST_REPLAY_CHANGES, path={"client": desk.client, "replay": replay.id}, query={"cursor": "x"}
        )
        assert answer.status_code == 422

    async def test_rules_are_counted_as_they_would_have_reached(self, desk: Desk) -> None:
        for item in await written(desk, *["Quel idiot"] * 40):
            await desk.decide(item.id, "hide", "insult")
        rule = {"label": "toxic", "action": "hide", "highest_error": 0.2}
        made = await desk.get(ADD_AUTOMATION, path={"client": desk.client}, body=rule)
        await desk.ring_timers()
        desk.scorer.points["toxic"] = 0
        (found,) = figures(await replayed(desk, model="shipped")).rules
        assert (found.rule_id, found.state) == (made.id, "off")
        assert (found.reached.before, found.agreed.before, found.reached.after) == (40, 40, 0)

    async def test_deleted_and_edited_messages_drop_out(self, desk: Desk) -> None:
        first, second, third = await written(desk, "Quel idiot", "Un idiot", "Pauvre idiot")
        desk.ingest.delete(first)
        await desk.catch_up()
        replay = await replayed(desk)
        assert replay.total == 2
        desk.ingest.delete(second)
        desk.ingest.edit(third, "Pardon")
        await desk.catch_up()
        assert (await changes_of(desk, replay)).items == []
        assert (await get(desk, replay)).gone == 2


class TestModel:
    async def test_the_model_as_it_is_now_reads_every_text_again(self, desk: Desk) -> None:
        await written(desk, "Quel idiot", "Merci bien")
        desk.scorer.points["toxic"] = 0
        replay = await replayed(desk, draft=None, model="shipped")
        found = figures(replay)
        assert (found.changes["milder"], found.stays) == (1, 1)
        assert (await changes_of(desk, replay)).items[0].after.kind == "let_stand"

    async def test_the_clients_own_layer_is_compared_with_what_the_general_model_said(
        self, desk: Desk
    ) -> None:
        await teach(desk)
        general = figures(await replayed(desk, model="shipped"))
        replay = await replayed(desk, model="own")
        own = figures(replay)
        assert general.changes["stricter"] == 0
        assert own.changes["stricter"] > 0
        assert replay.models == ["fake/c1"]

    async def test_what_ingest_has_not_any_more_or_newer_is_left_out(self, desk: Desk) -> None:
        first, second, _ = await written(desk, "Quel idiot", "Un idiot", "Merci")
        del desk.ingest.items[first.id]
        desk.ingest.edit(second, "Pardon")
        replay = await replayed(desk, model="shipped")
        assert (replay.done, replay.left_out) == (3, 2)


class TestPeriod:
    async def test_days_are_those_of_the_clients_zone(self, desk: Desk) -> None:
        evening = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # the 29th in Paris
        await written(desk, "Quel idiot", received_at=evening)
        day = {"first_day": "2026-03-29", "last_day": "2026-03-29"}
        assert (await replayed(desk, **day, time_zone="Europe/Paris")).total == 1
        assert (await replayed(desk, **day, time_zone="UTC")).total == 0

    @pytest.mark.parametrize(
        ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 1), 24)]
    )
    def test_a_day_on_which_clocks_change_has_its_own_length(self, day: date, hours: int) -> None:
        since, until = moments_of(day, day, "Europe/Paris")
        assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=hours)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"last_day": "2020-01-01"}, "last_day"),
            ({"first_day": "2020-01-01"}, "last_day"),
            ({"first_day": "soon"}, "first_day"),
            ({"first_day": "2999-01-01", "last_day": "2999-01-02"}, "first_day"),
            ({"time_zone": "Mars/Olympus"}, "time_zone"),
            ({"model": "another"}, "model"),
            ({"draft": {"clauses": [{**HIDING, "threshold": 7}]}}, "draft.clauses.0.threshold"),
        ],
    )
    async def test_what_cannot_be_replayed_is_named(
        self, desk: Desk, wrong: dict[str, Any], field: str
    ) -> None:
        body = {**DAY, "draft": DRAFT, **wrong}
        answer = await desk.ask(START_REPLAY, path={"client": desk.client}, body=body)
        assert answer.status_code == 422
        assert field in [one["field"] for one in answer.json()["errors"]]


class TestRun:
    async def test_nothing_is_decided_told_or_assessed_by_it(self, desk: Desk) -> None:
        for item in await written(desk, *["Quel idiot"] * 3):
            await desk.decide(item.id, "hide", "insult")
        await desk.ring_timers()
        before, asked = await everything_else(desk), len(desk.ingest.asked)
        await replayed(desk, model="shipped")
        assert await everything_else(desk) == before
        assert len(desk.ingest.asked) == asked

    async def test_killed_in_the_middle_it_goes_on_where_it_was(self, desk: Desk) -> None:
        await written(desk, *["Quel idiot"] * 250)
        replay = await start(desk, model="shipped")
        dying = Replaying(Dying(desk, after=1), turn_seconds=60)
        with pytest.raises(ConnectionError):
            await dying.run(desk.runtime, desk.client, str(replay.id))
        halfway = await get(desk, replay)
        assert (halfway.state, halfway.done, halfway.total) == ("running", 200, 250)
        await desk.ring_timers()
        found = await get(desk, replay)
        assert (found.state, found.done, figures(found).changes["stricter"]) == ("done", 250, 250)

    async def test_two_workers_on_one_page_count_it_once(self, desk: Desk) -> None:
        await written(desk, *["Quel idiot"] * 3)
        replay = await start(desk, model="shipped")
        slow = Replaying(Overtaken(desk, replay), turn_seconds=60)
        await slow.run(desk.runtime, desk.client, str(replay.id))
        found = await get(desk, replay)
        assert (found.state, found.done, figures(found).proposals["hide"].after) == ("done", 3, 3)

    async def test_a_long_one_takes_turns(self, desk: Desk) -> None:
        await written(desk, *["Quel idiot"] * 450)
        replay = await start(desk, model="shipped")
        quick = Replaying(Scoring(lambda: desk.scorer), turn_seconds=0)
        for done in (200, 400, 450):
            await quick.run(desk.runtime, desk.client, str(replay.id))
            assert (await get(desk, replay)).done == done
        assert (await get(desk, replay)).state == "done"

    async def test_cancelled_it_stays_where_it_is_and_lets_another_begin(self, desk: Desk) -> None:
        await written(desk, "Quel idiot")
        replay = await start(desk)
        path = {"client": desk.client}
        second = await desk.ask(START_REPLAY, path=path, body={**DAY, "draft": DRAFT})
        assert (second.status_code, second.json()["code"]) == (409, "replay_running")
        cancelled = await desk.get(CANCEL_REPLAY, path={**path, "replay": replay.id})
        assert (cancelled.state, cancelled.done) == ("cancelled", 0)
        await desk.ring_timers()
        assert (await get(desk, replay)).done == 0
        assert (await replayed(desk)).done == 1

    async def test_after_thirty_days_it_is_forgotten(self, desk: Desk) -> None:
        await written(desk, "Quel idiot")
        replay = await replayed(desk)
        desk.move_clock(timedelta(days=31))
        await desk.ring_timers()
        path = {"client": desk.client, "replay": replay.id}
        assert (await desk.ask(GET_REPLAY, path=path)).status_code == 404
        async with desk.runtime.database.unit([desk.client], actor="test") as unit:
            assert await unit.session.scalar(text("select count(*) from triage.replay_change")) == 0

    async def test_only_the_newest_twenty_are_kept(self, desk: Desk) -> None:
        made = [await replayed(desk) for _ in range(22)]
        listed: Listed[Replay] = await desk.get(
            LIST_REPLAYS, path={"client": desk.client}, query={"limit": 15}
        )
        rest: Listed[Replay] = await desk.get(
            LIST_REPLAYS, path={"client": desk.client}, query={"limit": 15, "cursor": listed.next}
        )
        seen = [replay.id for replay in (*listed.items, *rest.items)]
        assert seen == [replay.id for replay in reversed(made)][:20]


class TestAdopt:
    async def test_the_draft_becomes_the_charter_and_says_where_it_comes_from(self, desk: Desk) -> None:
        await written(desk, "Quel idiot")
        replay = await replayed(desk)
        path = {"client": desk.client, "replay": replay.id}
        adopted = await desk.get(ADOPT_REPLAY, path=path)
        assert replay.draft is not None
        assert (adopted.version, adopted.replay_id) == (1, replay.id)
        assert adopted.clauses == replay.draft.clauses
        assert await desk.get(ADOPT_REPLAY, path=path) == adopted == await charter(desk)
        assert (await get(desk, replay)).adopted_version == 1

    async def test_not_over_what_somebody_wrote_meanwhile(self, desk: Desk) -> None:
        replay = await replayed(desk)
        body = {"allowed": "Autre chose", "clauses": [], "expected_version": 0}
        await desk.get(CHANGE_CHARTER, path={"client": desk.client}, body=body)
        answer = await desk.ask(ADOPT_REPLAY, path={"client": desk.client, "replay": replay.id})
        assert (answer.status_code, answer.json()["code"]) == (409, "charter_changed")
        assert (await charter(desk)).allowed == "Autre chose"

    async def test_not_without_a_draft_nor_before_its_end(self, desk: Desk) -> None:
        for replay in (await replayed(desk, draft=None), await start(desk)):
            answer = await desk.ask(ADOPT_REPLAY, path={"client": desk.client, "replay": replay.id})
            assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_adopt")

    async def test_a_moderator_may_read_and_neither_start_nor_adopt(self, desk: Desk) -> None:
        replay, scopes = await replayed(desk), STAFF - {"charter:write"}
        path = {"client": desk.client, "replay": replay.id}
        assert (await desk.ask(GET_REPLAY, path=path, scopes=scopes)).is_success
        closed: tuple[Operation[Any], ...] = (START_REPLAY, CANCEL_REPLAY, ADOPT_REPLAY)
        for operation in closed:
            answer = await desk.ask(operation, path=path, body={**DAY}, scopes=scopes)
            assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


class TestInterval:
    def test_it_is_wilsons(self) -> None:
        assert interval(0, 0) is None
        low, high = interval(9, 10) or (0, 0)
        assert (round(low, 3), round(high, 3)) == (0.596, 0.982)  # Wilson 1927, by hand
        assert interval(5, 5) == pytest.approx((0.566, 1.0), abs=0.001)


class Dying:
    """A model whose process is killed after so many pages."""

    def __init__(self, desk: Desk, *, after: int) -> None:
        self.scoring, self.left = Scoring(lambda: desk.scorer), after

    async def assess(self, messages: Any, layer: Any = None) -> Any:
        if not self.left:
            raise ConnectionError
        self.left -= 1
        return await self.scoring.assess(messages, layer)


class Overtaken:
    """A model so slow that another worker does the whole replay meanwhile."""

    def __init__(self, desk: Desk, replay: Replay) -> None:
        self.desk, self.replay = desk, replay

    async def assess(self, messages: Any, layer: Any = None) -> Any:
        quick = Scoring(lambda: self.desk.scorer)
        await Replaying(quick).run(self.desk.runtime, self.desk.client, str(self.replay.id))
        return await quick.assess(messages, layer)


async def everything_else(desk: Desk) -> dict[str, list[str]]:
    """Every row of the client that is no replay's: each table's as text, the log, and the timers of others."""
    ours = {"replay", "replay_change", "alembic_version"}
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        names = await unit.session.scalars(
            text("select tablename from pg_tables where schemaname = 'triage'")
        )
        return {
            name: [
                row
                for row in await unit.session.scalars(text(f"select t::text from triage.{name} t order by 1"))  # noqa: S608 - a name of our own
                if not (name == "timer" and "replay." in row)
            ]
            for name in set(names) - ours
        }
