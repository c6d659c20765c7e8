"""Raced many times: of two that want the same reply exactly one wins, and a recalled one leaves no trace."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import UUID

from services.contracts.reply import ACCEPT_REPLY, RECALL_REPLY, SEND_REPLY_NOW, SET_VOICE
from services.reply.replies.domain import REQUEST_TIMER, SEND_TIMER
from services.reply.replies.jobs import TIMERS
from tests.reply.conftest import Agency, Person
from tests.reply.ingest import FakeIngest
from tests.reply.replies.conftest import add, state_of

T = TypeVar("T")
TIMES = 40
TIMES_AGAINST_RECALL = 120
SIDE_BY_SIDE = 4


async def many(race: Callable[[], Awaitable[T]], times: int = TIMES) -> list[T]:
    """Run a race many times, a few side by side as the pool of connections allows."""
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one() -> T:
        async with gate:
            return await race()

    return await asyncio.gather(*(one() for _ in range(times)))


async def no_window(who: Person, client: UUID) -> None:
    """From now on the client's undo window has ended as soon as it begins."""
    await who.ask(SET_VOICE, {"undo_seconds": {"default": 0}}, client=client)


class TestTwoAcceptances:
    async def test_one_is_told_that_it_came_second(
        self, nadia: Person, theo: Person, item: UUID, bank: UUID
    ) -> None:
        async def race() -> tuple[list[int], bool]:
            draft = await add(nadia, item, bank)
            approval = {"text_hash": draft["text_hash"]}
            answers = await asyncio.gather(
                *(who.ask(ACCEPT_REPLY, approval, reply=draft["id"]) for who in (nadia, theo))
            )
            won = next(answer.json()["approved_by"] for answer in answers if answer.status_code == 200)
            return sorted(answer.status_code for answer in answers), won in {"user:nadia", "user:theo"}

        assert Counter(map(str, await many(race))) == {"([200, 409], True)": TIMES}


class TestTwoSends:
    async def test_one_sends_and_ingest_is_asked_for_one_action(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, theo: Person, item: UUID, bank: UUID
    ) -> None:
        async def race() -> list[int]:
            reply = await add(nadia, item, bank, accept=True)
            answers = await asyncio.gather(
                *(who.ask(SEND_REPLY_NOW, reply=reply["id"]) for who in (nadia, theo))
            )
            await asyncio.gather(*(TIMERS[REQUEST_TIMER](floor.runtime, bank, reply["id"]) for _ in range(2)))
            return sorted(answer.status_code for answer in answers)

        assert Counter(map(str, await many(race))) == {"[200, 409]": TIMES}
        assert len(ingest.actions) == TIMES
        sendings = [topic for topic in await floor.topics(bank) if topic == "reply.sending"]
        assert len(sendings) == TIMES


class TestRecallAgainstSending:
    async def test_a_recalled_reply_has_no_action_that_could_leave(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, item: UUID, bank: UUID
    ) -> None:
        await no_window(nadia, bank)

        async def race() -> tuple[str, int, str]:
            number = next(numbers)
            reply = await add(nadia, item, bank, accept=True)
            steps = leaving(floor, bank, reply["id"], turns=number)
            # Every third race begins before the window has ended, before ingest was asked, after both.
            await in_order(steps[: number % 3])
            answer, _ = await asyncio.gather(
                nadia.ask(RECALL_REPLY, reply=reply["id"]), in_order(steps[number % 3 :])
            )
            return await state_of(nadia, reply), answer.status_code, action_state(ingest, reply)

        numbers = itertools.count()
        outcomes = Counter(await many(race, TIMES_AGAINST_RECALL))
        assert set(outcomes) == {
            ("recalled", 200, "none"),  # the reply's row decided
            ("recalled", 200, "cancelled"),  # the action's row at ingest decided
            ("sending", 409, "sent"),  # it had left
        }

    async def test_what_was_recalled_in_its_window_is_never_asked_for(
        self, floor: Agency, ingest: FakeIngest, nadia: Person, item: UUID, bank: UUID
    ) -> None:
        await no_window(nadia, bank)

        async def race() -> str:
            reply = await add(nadia, item, bank, accept=True)
            await asyncio.gather(
                nadia.ask(RECALL_REPLY, reply=reply["id"]),
                TIMERS[SEND_TIMER](floor.runtime, bank, reply["id"]),
            )
            await TIMERS[REQUEST_TIMER](floor.runtime, bank, reply["id"])
            return await state_of(nadia, reply)

        assert Counter(await many(race)) == {"recalled": TIMES}
        assert ingest.requests == []


def leaving(floor: Agency, client: UUID, reply: str, *, turns: int) -> list[Callable[[], Awaitable[None]]]:
    """Return what makes a reply leave: its window ends, ingest is asked, and the network takes it."""

    async def take() -> None:
        for _ in range(turns):
            await asyncio.sleep(0)
        action = floor.ingest.actions.get(reply)
        if action is not None and action.state == "approved":
            floor.ingest.settle(UUID(reply), "sent")

    return [
        lambda: TIMERS[SEND_TIMER](floor.runtime, client, reply),
        lambda: TIMERS[REQUEST_TIMER](floor.runtime, client, reply),
        take,
    ]


async def in_order(steps: list[Callable[[], Awaitable[None]]]) -> None:
    for step in steps:
        await step()


def action_state(ingest: FakeIngest, reply: dict[str, Any]) -> str:
    action = ingest.actions.get(reply["id"])
    return action.state if action is not None else "none"
