"""Composition root of triage's jobs: what it does with the events of ingest and reply, and what its timers mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from uuid import UUID

from services.contracts.events import Event
from services.contracts.reply import Reply
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.events.follow import Follower
from services.runtime.worker import WorkerSpec, run_worker
from services.triage.automation import jobs as automation
from services.triage.automation.service import ACTING, AUDITING, WEIGHING, Assessed, draw
from services.triage.automation.service import note_replies as note_for_rules
from services.triage.learning.jobs import Refitting
from services.triage.learning.service import REFITTING, keep_corrections, note_replies
from services.triage.moderation import jobs as moderation
from services.triage.moderation.service import ASKING, settle
from services.triage.opinion.jobs import Asking
from services.triage.opinion.service import OPINION, want
from services.triage.queue import jobs as queue
from services.triage.queue.scorer import Assessor, Scoring
from services.triage.queue.service import AGEING, Arrivals, note_answers, take_in
from services.triage.replay.jobs import Replaying
from services.triage.replay.service import FORGETTING, REPLAYING
from services.triage.scoring.counter import load_assessor
from services.triage.scoring.personal_data import find_personal_data
from services.triage.scoring.teaching import fit_layer
from services.triage.settings import TriageSettings

# Messages posted one at a time are an event each: a page takes as many as the log gives at once.
PAGE = 200
# A page holds the client's queue while it is written, and people's decisions wait for it.
PAGE_KEYS = 1_000


@dataclass(frozen=True, slots=True)
class FromIngest:
    """What a page of ingest's log comes to, for both rooms."""

    arrivals: Arrivals
    settled: moderation.Settled


def follow_ingest(load: Callable[[], Assessor] = load_assessor) -> Follower[FromIngest]:
    scoring = Scoring(load)

    async def prepare(runtime: Runtime, client: UUID, events: Sequence[Event]) -> FromIngest:
        settled = await moderation.prepare_settlements(runtime, client, events)
        arrivals = await queue.prepare_items(runtime, client, events, scoring, settled.restored)
        return FromIngest(arrivals, settled)

    async def apply(unit: Unit, client: UUID, prepared: FromIngest) -> None:
        await take_in(unit, client, prepared.arrivals)
        await keep_corrections(unit, client, prepared.arrivals.assessments.keys())
        await settle(unit, client, prepared.settled.settlements)
        await draw(unit, client, _assessed(prepared.arrivals))
        await want(unit, client, prepared.arrivals.assessments.keys())

    topics = queue.ITEM_TOPICS | moderation.ACTION_TOPICS
    return Follower("ingest", topics, prepare, apply, page=PAGE, page_keys=PAGE_KEYS)


def _assessed(arrivals: Arrivals) -> list[Assessed]:
    found = arrivals.assessments
    return [Assessed(one.id, one.network, found[one.id]) for one in arrivals.items if one.id in found]


def follow_reply() -> Follower[list[Reply]]:
    async def apply(unit: Unit, client: UUID, replies: list[Reply]) -> None:
        await note_answers(unit, client, replies)
        await note_replies(unit, client, replies)
        await note_for_rules(unit, client, replies)

    return Follower("reply", queue.REPLY_TOPICS, queue.prepare_replies, apply, page=PAGE)


def worker_spec(
    settings: TriageSettings | None = None, load: Callable[[], Assessor] = load_assessor
) -> WorkerSpec:
    settings = settings or TriageSettings()
    load = _once(load)
    replaying = Replaying(Scoring(load))
    return WorkerSpec(
        settings=settings,
        followers=(follow_ingest(load), follow_reply()),
        timers={
            AGEING: queue.age_queue,
            ASKING: moderation.ask_network,
            ACTING: automation.act_alone,
            AUDITING: automation.audit_rule,
            WEIGHING: automation.weigh_rule,
            OPINION: Asking(settings, find_personal_data).ask,
            REFITTING: Refitting(Scoring(load), fit_layer).refit,
            REPLAYING: replaying.run,
            FORGETTING: replaying.forget,
        },
    )


def _once(load: Callable[[], Assessor]) -> Callable[[], Assessor]:
    """The models are loaded once a process, whoever needs them first."""
    loaded, lock = cache(load), Lock()

    def get() -> Assessor:
        with lock:
            return loaded()

    return get


async def main() -> None:
    await run_worker(worker_spec())
