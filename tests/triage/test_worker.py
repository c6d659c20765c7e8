"""The worker as it runs: bells, sweeps and timers, each on its own."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.runtime.worker import WorkerSpec, working
from services.triage.settings import TriageSettings
from services.triage.worker import follow_ingest, follow_reply, worker_spec
from tests.house import House
from tests.triage.desk import Desk
from tests.triage.world import MORNING
from tests.waiting import eventually


@pytest.fixture
def house(empty_house: House) -> House:
    """What others have written, decided and left due would be worked on before."""
    return empty_house


class TestWorker:
    async def test_from_being_written_to_hidden_without_anybody_helping(self, desk: Desk) -> None:
        spec = WorkerSpec(
            settings=desk.spec.settings,
            followers=(follow_ingest(lambda: desk.scorer), follow_reply()),
            timers=desk.spec.timers,
        )
        question = desk.ingest.write(desk.account, "Quand ?")
        async with working(desk.runtime, spec):
            await eventually(lambda: _stands(desk, ["Quand ?"]))  # found by the sweep
            insult = desk.ingest.write(desk.account, "Quel idiot")
            await desk.runtime.queue.ring_follower("triage", "ingest", desk.client)
            await eventually(lambda: _stands(desk, ["Quel idiot", "Quand ?"]))
            await desk.decide(insult.id, "hide")
            await eventually(lambda: bool(desk.ingest.actions))
            desk.ingest.settle(next(iter(desk.ingest.actions.values())), "sent")
            await desk.runtime.queue.ring_follower("triage", "ingest", desk.client)
            desk.reply.publish(question, at=MORNING + timedelta(minutes=1))
            await desk.runtime.queue.ring_follower("triage", "reply", desk.client)
            await eventually(lambda: _stands(desk, []))
            await eventually(lambda: _is_hidden(desk, insult.id))

    def test_it_follows_ingest_and_reply(self, desk: Desk) -> None:
        spec = worker_spec(desk.house.settings(TriageSettings))
        assert [follower.source for follower in spec.followers] == ["ingest", "reply"]
        assert set(spec.timers) == {
            "queue.age",
            "decision.ask",
            "automation.act",
            "automation.audit",
            "automation.weigh",
            "opinion.ask",
            "learning.refit",
            "replay.run",
            "replay.forget",
        }


async def _stands(desk: Desk, texts: list[str]) -> bool:
    return await desk.texts() == texts


async def _is_hidden(desk: Desk, item: UUID) -> bool:
    return (await desk.item(item)).state == "hidden"
