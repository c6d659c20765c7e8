"""Triage at work in a test: its app, its followers and timers, and the people who look at its queue."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
import numpy as np
from pydantic import BaseModel

from services.contracts.ingest import Account
from services.contracts.operation import Operation
from services.contracts.triage import (
    COUNT_QUEUE,
    DECIDE,
    GET_CONVERSATION,
    LIST_QUEUE,
    SET_STATUS,
    Conversation,
    ConversationItem,
    Decision,
    QueueCounts,
    QueueEntry,
)
from services.contracts.values import Listed
from services.runtime.callers import Actor
from services.runtime.client import fill
from services.runtime.context import Runtime
from services.runtime.events.follow import Follower, follow
from services.runtime.ids import new_id
from services.runtime.queue import TimerJob
from services.runtime.worker import WorkerSpec, handle_timer
from services.triage.app import create_app
from services.triage.scoring.domain import Assessment, Message, Reason
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.layer import apply
from services.triage.scoring.normalise import Normalised
from services.triage.scoring.words import words_of
from services.triage.settings import TriageSettings
from services.triage.worker import follow_ingest, follow_reply, worker_spec
from tests.house import House, InProcess, bearer, opened, wired, with_known_addresses
from tests.triage.world import MORNING, TEN_MINUTES, FakeIngest, FakeReply

STAFF = frozenset(
    {
        "automation:write",
        "charter:write",
        "conversations:write",
        "decisions:write",
        "queue:read",
        "system:read",
        "system:write",
    }
)
A = TypeVar("A", bound=BaseModel)


class FakeScorer:
    """Finds a question by its mark and an insult by one word; fails on what nobody could read."""

    def __init__(self) -> None:
        self.passes: list[int] = []
        self.contexts: dict[str, str] = {}
        self.sectors: dict[str, str | None] = {}
        self.points = {"toxic": 40, "question": 30}

    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]:
        self.passes.append(len(messages))
        self.contexts |= {message.text: message.context for message in messages}
        self.sectors |= {message.text: message.sector for message in messages}
        found = [self._assess(message) for message in messages]
        return (
            found if layer is None else [_as_in(layer, *pair) for pair in zip(messages, found, strict=True)]
        )

    def _assess(self, message: Message) -> Assessment:
        if "illisible" in message.text:
            raise ValueError("unreadable")
        marks = {"toxic": "idiot", "question": "?"}
        points = {label: self.points[label] * (mark in message.text) for label, mark in marks.items()}
        found = tuple(label for label, value in points.items() if value)
        return Assessment(
            labels={label: float(value > 0) for label, value in points.items()},
            found=found,
            lang="fr",
            sentiment="neutral",
            personal_data=(),
            spans=(),
            priority=sum(points.values()),
            reasons=tuple(Reason(label, points[label]) for label in found),
            model="fake",
        )


def _as_in(layer: OwnLayer, message: Message, found: Assessment) -> Assessment:
    """What was found as a client's own layer has it."""
    chances = {label: np.array([chance]) for label, chance in found.labels.items()}
    shifted = apply(layer, chances, [words_of(Normalised(message.text).text)])
    labels = {**found.labels, **{label: float(chance[0]) for label, chance in shifted.items()}}
    general = {label: found.labels[label] for label in shifted}
    return replace(found, labels=labels, general=general, model=f"{found.model}/{layer.name}")


@dataclass
class Desk:
    """Triage between a fake ingest and a fake reply, and one client's people in front of it."""

    house: House
    http: httpx.AsyncClient
    runtime: Runtime
    ingest: FakeIngest
    reply: FakeReply
    scorer: FakeScorer
    client: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.began = MORNING + TEN_MINUTES - datetime.now(UTC)
        self.move_clock(timedelta())
        self.account: Account = self.ingest.add_account(self.client)
        self.follower = follow_ingest(lambda: self.scorer)
        self.spec: WorkerSpec = worker_spec(self.runtime.settings, lambda: self.scorer)  # type: ignore[arg-type]  # opened with triage's settings

    async def catch_up(self, *clients: UUID) -> None:
        """Take in everything that ingest and reply have said so far."""
        for client in clients or (self.client,):
            await self._follow_to_end(self.follower, self.ingest.logs[client], client)
            await self._follow_to_end(follow_reply(), self.reply.logs[client], client)

    async def _follow_to_end(self, follower: Follower[Any], log: Sequence[object], client: UUID) -> None:
        for _ in range(len(log) + 1):
            await follow(self.runtime, follower, client)

    async def ring_timers(self) -> None:
        """Do what is due now, as the worker would; other tests have left much that is due before it."""
        for timer in await self.runtime.watch.due(self.runtime.clock.now(), limit=100_000):
            job = TimerJob(client=timer.client_id, kind=timer.kind, key=timer.key)
            if timer.client_id == self.client:
                await handle_timer(self.runtime, self.spec.timers, job)

    def move_clock_by_minutes(self, minutes: float) -> None:
        self.move_clock(timedelta(minutes=minutes))

    def move_clock(self, by: timedelta) -> None:
        """Set how far the clock stands from where the test began."""
        self.runtime.clock.move(self.began + by)

    async def ask(
        self,
        operation: Operation[A],
        *,
        clients: Sequence[UUID] | None = None,
        subject: str = "user:nadia",
        scopes: frozenset[str] = STAFF,
        **sent: Any,
    ) -> httpx.Response:
        """Send one request as a person of these clients; `path`, `query` and `body` are plain values."""
        token = self.house.token_for(
            "web", Actor(subject, frozenset(clients or [self.client])), "triage", scopes
        )
        return await self.http.request(
            operation.method,
            fill(operation.path, sent.get("path", {})),
            params=sent.get("query"),
            json=sent.get("body"),
            headers=bearer(token),
        )

    async def get(self, operation: Operation[A], **sent: Any) -> A:
        answer = await self.ask(operation, **sent)
        assert answer.is_success, answer.text
        return operation.answer.model_validate_json(answer.content)

    async def queue(self, **query: Any) -> list[QueueEntry]:
        page: Listed[QueueEntry] = await self.get(LIST_QUEUE, query={"client": str(self.client), **query})
        return page.items

    async def texts(self, **query: Any) -> list[str]:
        return [entry.text for entry in await self.queue(**query)]

    async def counts(self, **query: Any) -> QueueCounts:
        return await self.get(COUNT_QUEUE, query=query)

    async def conversation(self, entry: QueueEntry) -> Conversation:
        return await self.get(GET_CONVERSATION, path={"conversation": entry.id})

    async def item(self, identity: UUID) -> ConversationItem:
        """One message as its conversation shows it, whatever its status."""
        for status in ("open", "answered", "closed"):
            for entry in await self.queue(status=status, limit=200):
                for item in (await self.conversation(entry)).items:
                    if item.id == identity:
                        return item
        raise AssertionError(f"{identity} stands in no conversation")

    async def decide(self, item: UUID, kind: str, reason: str = "insult", **changes: Any) -> Decision:
        body = {"kind": kind, "reason": reason, **changes}
        return await self.get(DECIDE, path={"item": item}, body=body)

    async def hear(self, outcome: str, detail: str | None = None) -> None:
        """Ask the network for what was decided last; it answers, and triage hears of it."""
        await self.ring_timers()
        self.ingest.settle(list(self.ingest.actions.values())[-1], outcome, detail)
        await self.catch_up()

    async def set_status(self, conversation: UUID, status: str) -> Conversation:
        return await self.get(SET_STATUS, path={"conversation": conversation}, body={"status": status})


@asynccontextmanager
async def opened_desk(house: House, **changes: Any) -> AsyncIterator[Desk]:
    """`changes` are settings of triage."""
    settings = house.settings(TriageSettings, **changes)
    ingest, reply = FakeIngest(), FakeReply()
    app = with_known_addresses(create_app(settings))
    transport = InProcess(settings, {"ingest": ingest.app(), "reply": reply.app()})
    async with opened(app) as (http, opened_runtime):
        runtime = wired(opened_runtime, transport)
        app.state.runtime = runtime
        yield Desk(house, http, runtime, ingest, reply, FakeScorer())
        await runtime.services.__aexit__(None, None, None)


async def gather_bounded(*work: Any) -> list[Any]:
    async with asyncio.timeout(20):
        return list(await asyncio.gather(*work))
