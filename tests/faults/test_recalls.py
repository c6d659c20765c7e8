"""Recalled while it leaves, thousands of times: a recalled reply was never posted, any other exactly once."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from itertools import starmap
from statistics import fmean
from uuid import UUID

import pytest

from tests.faults.agency import Agency, open_agency
from tests.house import House

# Two thousand races are half a minute's work on two cores with nothing else to do; nothing in them waits.
pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

# As many at once as the pool has connections for the two sides of a race.
SIDE_BY_SIDE = 4
MOMENTS = 50
# So many go their way in peace before, which tells how long it takes on this machine as busy as it is.
MEASURED = 20
FROM_WINDOW_TO_NETWORK = 600
AT_THE_ACTIONS_ROW = 1_400

Step = Callable[[UUID], Awaitable[object]]


@pytest.fixture
async def agency(house: House) -> AsyncIterator[Agency]:
    async with open_agency(house) as opened:
        yield opened


async def race(
    subjects: Sequence[UUID], undo: Callable[[UUID], Awaitable[str]], steps: Sequence[Step]
) -> dict[UUID, tuple[int, str]]:
    """Undo each subject but the MEASURED first while it goes its way; say after how many steps, and the answer.

    Each begins a little later than the one before, up to the time that the whole way takes, so that the two
    sides meet at every instruction of each other.
    """
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def go(subject: UUID) -> float:
        async with gate:
            began = time.monotonic()
            await take(steps, subject)
            return time.monotonic() - began

    whole_way = fmean(await asyncio.gather(*(go(subject) for subject in subjects[:MEASURED])))

    async def one(number: int, subject: UUID) -> tuple[UUID, tuple[int, str]]:
        done = number % len(steps)
        later = number // len(steps) % MOMENTS / MOMENTS * whole_way
        async with gate:
            await take(steps[:done], subject)
            answer, _ = await asyncio.gather(after(later, undo, subject), take(steps[done:], subject))
        return subject, (done, answer)

    return dict(await asyncio.gather(*starmap(one, enumerate(subjects[MEASURED:]))))


async def take(steps: Sequence[Step], subject: UUID) -> None:
    for step in steps:
        await step(subject)


async def after(seconds: float, undo: Callable[[UUID], Awaitable[str]], subject: UUID) -> str:
    """The moment is part of the race: nothing is waited for."""
    await asyncio.sleep(seconds)
    return await undo(subject)


class TestRecallAgainstSending:
    async def test_from_the_window_to_the_network(self, agency: Agency) -> None:
        """The reply's row decides, and then the action's: its end, the handing over, and the claim are raced."""
        replies = await agency.add_replies(MEASURED + FROM_WINDOW_TO_NETWORK)
        steps = [agency.end_window, agency.hand_over, agency.perform_for]
        answers = await race(replies, agency.recall, steps)
        await agency.ring_what_is_due()

        posted = Counter(agency.posted())
        recalled = {reply: 0 for reply, (_, answer) in answers.items() if answer == "recalled"}
        assert {reply: posted[str(reply)] for reply in replies} == dict.fromkeys(replies, 1) | recalled
        met = Counter(answers.values())
        assert {answer for _, answer in met} <= {"recalled", "already_sent", "being_sent"}
        assert all(met[done, "recalled"] for done in range(len(steps))), met
        assert met[len(steps) - 1, "already_sent"], met


class TestCancelAgainstClaim:
    async def test_at_the_actions_row(self, agency: Agency) -> None:
        actions = await agency.add_actions(MEASURED + AT_THE_ACTIONS_ROW)
        answers = await race(actions, agency.cancel, [agency.perform])
        await agency.ring_what_is_due()

        posted = Counter(agency.posted())
        cancelled = {action: 0 for action, (_, answer) in answers.items() if answer == "cancelled"}
        assert {action: posted[str(action)] for action in actions} == dict.fromkeys(actions, 1) | cancelled
        met = Counter(answer for _, answer in answers.values())
        assert set(met) == {"cancelled", "already_sending"}, met
