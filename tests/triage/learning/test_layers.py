"""A client's own layer is learnt from its team, stands only where it is better, and goes back with one click."""

import asyncio
from collections.abc import Mapping, Sequence
from threading import Event
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.contracts.operation import Operation
from services.contracts.triage import CHOOSE_LAYER, GET_LEARNING, LIST_LAYERS, REFIT_LAYER, ClientLayer
from services.runtime.ids import new_id
from services.triage.learning.jobs import Refitting
from services.triage.queue.scorer import Scoring
from services.triage.scoring.domain.layers import Chosen, General, OwnLayer, Refit, Taught
from services.triage.scoring.teaching import fit_layer
from tests.triage.desk import Desk, gather_bounded
from tests.triage.learning.taught import arrive, decide, layers, learning, of, said_of, taught_desk, teach
from tests.triage.learning.test_correct import correct


async def choose(desk: Desk, layer: UUID | None, **sent: Any) -> httpx.Response:
    body = {"layer": None if layer is None else str(layer)}
    return await desk.ask(CHOOSE_LAYER, path={"client": desk.client}, body=body, **sent)


async def ask_refit(desk: Desk, **sent: Any) -> httpx.Response:
    return await desk.ask(REFIT_LAYER, path={"client": desk.client}, **sent)


def standing(found: Sequence[ClientLayer]) -> list[int]:
    return [layer.number for layer in found if layer.state == "live"]


class TestRefit:
    async def test_a_rule_of_the_house_is_learnt_and_compared_on_what_it_had_not_seen(
        self, desk: Desk
    ) -> None:
        await taught_desk(desk)
        (layer,) = await layers(desk)
        toxic = of(layer, "toxic")
        assert (layer.state, layer.number, layer.made_by) == ("live", 1, "system:learning")
        assert (toxic.outcome, toxic.learnt_from, toxic.compared_on) == ("better", 168, 72)
        assert toxic.agreed_before == pytest.approx(2 / 3, abs=0.01)
        assert toxic.agreed_after == 1.0

    async def test_what_arrives_then_is_read_with_it_and_says_so(self, desk: Desk) -> None:
        await taught_desk(desk)
        item = desk.ingest.write(desk.account, "Zut alors, encore")
        await desk.catch_up()
        found = await said_of(desk, item.id)
        assert found.labels["toxic"] > 0.5
        assert (found.model, found.general) == ("fake/c1", {"toxic": 0.0})

    async def test_where_it_is_no_better_nothing_changes(self, desk: Desk) -> None:
        await teach(desk, insults="idiot")
        await desk.ring_timers()
        (layer,) = await layers(desk)
        assert layer.state == "refused"
        assert of(layer, "toxic").outcome == "too_few"
        item = desk.ingest.write(desk.account, "Zut alors, encore")
        await desk.catch_up()
        found = await said_of(desk, item.id)
        assert (found.labels["toxic"], found.model) == (0.0, "fake")

    async def test_too_few_words_say_how_many_are_missing(self, desk: Desk) -> None:
        await teach(desk, 90)
        await desk.ring_timers()
        (layer,) = await layers(desk)
        toxic = of(layer, "toxic")
        assert (layer.state, toxic.outcome, toxic.missing) == ("refused", "too_few", 110)

    async def test_a_few_new_words_wait_for_the_night(self, desk: Desk) -> None:
        await teach(desk, 10)
        await desk.ring_timers()
        assert await layers(desk) == []
        desk.move_clock_by_minutes(24 * 60)
        await desk.ring_timers()
        assert [layer.state for layer in await layers(desk)] == ["refused"]

    async def test_a_deleted_message_teaches_nothing_any_more(self, desk: Desk) -> None:
        items = await teach(desk, 90)
        desk.ingest.delete(items[0])
        await desk.catch_up()
        await desk.ring_timers()
        assert of((await layers(desk))[0], "toxic").learnt_from == 89

    async def test_people_who_contradict_each_other_teach_nothing(self, desk: Desk) -> None:
        items = await arrive(desk, 60)
        await decide(desk, items, "zut")
        await correct_all_otherwise(desk, items[:10])
        await desk.ring_timers()
        assert of((await layers(desk))[0], "toxic").learnt_from == 50

    async def test_who_dies_on_the_way_leaves_what_stood(self, desk: Desk) -> None:
        await taught_desk(desk)
        desk.move_clock_by_minutes(10)
        await teach(desk, 60, first=1_000)
        fitting = Fitting()
        dying = asyncio.create_task(
            Refitting(Scoring(lambda: desk.scorer), fitting).refit(
                desk.runtime, desk.client, "system:learning"
            )
        )
        async with asyncio.timeout(20):
            await asyncio.to_thread(fitting.begun.wait, 20)
        dying.cancel()
        fitting.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await dying
        assert standing(await layers(desk)) == [1]
        await desk.ring_timers()
        assert [layer.number for layer in await layers(desk)] == [2, 1]

    async def test_of_two_at_once_one_is_kept(self, desk: Desk) -> None:
        await teach(desk)
        refitting = Refitting(Scoring(lambda: desk.scorer), fit_layer)
        await gather_bounded(
            *(refitting.refit(desk.runtime, desk.client, by) for by in ("user:nadia", "system:learning"))
        )
        assert [layer.state for layer in await layers(desk)] == ["live"]


class TestAsk:
    async def test_a_lead_has_it_done_now_and_is_named(self, desk: Desk) -> None:
        await teach(desk, 10)
        assert (await ask_refit(desk)).status_code == 202
        assert (await learning(desk)).is_fitting
        await desk.ring_timers()
        assert [layer.made_by for layer in await layers(desk)] == ["user:nadia"]
        assert not (await learning(desk)).is_fitting

    async def test_without_a_new_word_there_is_nothing_to_do(self, desk: Desk) -> None:
        await taught_desk(desk)
        answer = await ask_refit(desk)
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_new")

    async def test_who_may_not_change_automation_may_not_ask(self, desk: Desk) -> None:
        assert (await ask_refit(desk, scopes=frozenset({"queue:read"}))).status_code == 403


class TestChoose:
    async def test_one_click_goes_back_and_another_undoes_it(self, desk: Desk) -> None:
        await taught_desk(desk)
        (layer,) = await layers(desk)
        assert (await choose(desk, None)).is_success
        (back,) = await layers(desk)
        assert (back.state, back.ended_by) == ("retired", "user:nadia")
        item = desk.ingest.write(desk.account, "Zut alors, encore")
        await desk.catch_up()
        found = await said_of(desk, item.id)
        assert (found.labels["toxic"], found.model) == (0.0, "fake")
        assert (await choose(desk, layer.id)).is_success
        (again,) = await layers(desk)
        assert (again.state, again.ended_by) == ("live", None)

    async def test_what_was_put_away_needs_fifty_new_words_to_come_again(self, desk: Desk) -> None:
        await taught_desk(desk)
        await choose(desk, None)
        desk.move_clock_by_minutes(10)
        await teach(desk, 20, first=1_000)
        answer = await ask_refit(desk)
        assert answer.json()["code"] == "nothing_new"
        assert (
            await learning(desk)
        ).missing == 16  # an approval says something of two labels, an insult of one
        desk.move_clock_by_minutes(24 * 60)
        await desk.ring_timers()
        assert standing(await layers(desk)) == []
        await teach(desk, 30, first=2_000)
        await desk.ring_timers()
        assert standing(await layers(desk)) == [2]

    async def test_a_refused_layer_cannot_be_chosen(self, desk: Desk) -> None:
        await teach(desk, 90)
        await desk.ring_timers()
        (layer,) = await layers(desk)
        assert (await choose(desk, layer.id)).json()["code"] == "layer_refused"

    async def test_another_clients_layer_reads_like_one_that_never_was(self, desk: Desk) -> None:
        await taught_desk(desk)
        (layer,) = await layers(desk)
        other = new_id()
        body = {"layer": str(layer.id)}
        path = {"client": other}
        answers = [
            await desk.ask(CHOOSE_LAYER, clients=[other], path=path, body={"layer": str(one)})
            for one in (layer.id, new_id())
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        asked = await desk.ask(CHOOSE_LAYER, clients=[other], path={"client": desk.client}, body=body)
        assert asked.status_code == 404
        assert standing(await layers(desk)) == [1]
        others: tuple[Operation[Any], ...] = (LIST_LAYERS, GET_LEARNING, REFIT_LAYER)
        for operation in others:
            answer = await desk.ask(operation, clients=[other], path={"client": desk.client})
            assert answer.status_code == 404


class Fitting:
    """Fits layers, but not before it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = Event(), Event()

    def __call__(
        self,
        texts: Sequence[str],
        general: General,
        taught: Mapping[str, Taught | Chosen],
        standing: OwnLayer | None,
    ) -> Refit:
        self.begun.set()
        self.go_on.wait(20)
        return fit_layer(texts, general, taught, standing)


async def correct_all_otherwise(desk: Desk, items: Sequence[Any]) -> None:
    """Théo says of each the contrary of what Nadia decided."""
    for item in items:
        await correct(desk, item, "toxic", value="zut" not in item.text.lower(), subject="user:théo")
