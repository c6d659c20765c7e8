"""Reply and ingest in this loop, on one real database, and a network that records what it was given."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import col

from services.ingest.actions import service as actions
from services.ingest.actions.domain import PERFORM, hash_of
from services.ingest.actions.jobs import action_timers
from services.ingest.actions.models import ActionRow
from services.ingest.app import create_app as create_ingest
from services.ingest.settings import IngestSettings
from services.reply.app import create_app as create_reply
from services.reply.desk import Desk
from services.reply.replies import service as replies
from services.reply.replies.domain import REQUEST_TIMER, SEND_TIMER
from services.reply.replies.jobs import TIMERS
from services.reply.replies.models import Reply
from services.reply.settings import ReplySettings
from services.runtime.callers import Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import Conflict
from services.runtime.timers import TimerHandler
from tests.house import House, InProcess, opened, wired
from tests.ingest.actions.conftest import FakeNetwork
from tests.ingest.conftest import Client, Ingest, found
from tests.ingest.intake.comments import comment, pushed

NADIA = "user:nadia"
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Agency:
    """Both services and what a worker of each does; the texts of replies are their ids."""

    reply: Runtime
    ingest: Runtime
    client: Client
    item: UUID
    network: FakeNetwork

    @property
    def desk(self) -> Desk:
        return Desk(self.reply, Caller("web", NADIA, frozenset({self.client.id}), frozenset()))

    @property
    def performing(self) -> Mapping[str, TimerHandler]:
        return action_timers({"sandbox": self.network})

    def posted(self) -> list[str]:
        return [reply.text for reply in self.network.accepted]

    async def add_replies(self, count: int) -> list[UUID]:
        """Replies that Nadia has accepted, whose undo windows end now."""
        rows = [self._reply(new_id()) for _ in range(count)]
        async with self.reply.database.unit([self.client.id], actor="test") as unit:
            await unit.session.execute(insert(Reply), rows)
            await _set_timers(unit, self.client.id, SEND_TIMER, [row["id"] for row in rows])
        return [row["id"] for row in rows]

    async def add_actions(self, count: int) -> list[UUID]:
        """Actions that ingest has taken for as many replies, due now."""
        rows = [self._action(new_id()) for _ in range(count)]
        async with self.ingest.database.unit([self.client.id], actor="test") as unit:
            await unit.session.execute(insert(ActionRow), rows)
            await _set_timers(unit, self.client.id, PERFORM, [row["id"] for row in rows])
        return [row["id"] for row in rows]

    async def recall(self, reply: UUID) -> str:
        """What Nadia is answered who recalls a reply: its state, or the code of the problem."""
        try:
            return str((await replies.recall(self.desk, reply)).state)
        except Conflict as problem:
            return problem.code

    async def cancel(self, action: UUID) -> str:
        """What reply is answered that wants an action cancelled."""
        try:
            async with self.ingest.database.unit([self.client.id], actor=NADIA) as unit:
                return str((await actions.cancel(unit, action)).state)
        except Conflict as problem:
            return problem.code

    async def end_window(self, reply: UUID) -> None:
        await TIMERS[SEND_TIMER](self.reply, self.client.id, str(reply))

    async def hand_over(self, reply: UUID) -> None:
        await TIMERS[REQUEST_TIMER](self.reply, self.client.id, str(reply))

    async def perform(self, action: UUID) -> None:
        await self.performing[PERFORM](self.ingest, self.client.id, str(action))

    async def perform_for(self, reply: UUID) -> None:
        """Perform the action that serves a reply, if ingest has one."""
        async with self.ingest.database.unit([self.client.id], actor="test") as unit:
            action = await unit.session.scalar(
                select(col(ActionRow.id)).where(
                    col(ActionRow.client_id) == self.client.id, col(ActionRow.origin) == reply
                )
            )
        if action is not None:
            await self.perform(action)

    async def ring_what_is_due(self) -> None:
        """Ring every timer that is left at either service, until nothing is due: nothing may leave later."""
        while await self._ring(self.reply, TIMERS) or await self._ring(self.ingest, self.performing):
            continue

    async def _ring(self, runtime: Runtime, timers: Mapping[str, TimerHandler]) -> int:
        due = await runtime.watch.due(runtime.clock.now(), limit=10_000)
        ours = [timer for timer in due if timer.client_id == self.client.id and timer.kind in timers]
        for timer in ours:
            await timers[timer.kind](runtime, timer.client_id, timer.key)
        return len(ours)

    def _reply(self, reply: UUID) -> dict[str, Any]:
        now, text = self.reply.clock.now(), str(reply)
        return {
            "client_id": self.client.id,
            "id": reply,
            "item_id": self.item,
            "conversation_id": self.item,
            "account_id": self.client.account_id,
            "network": "sandbox",
            "author_name": "Sylvie",
            "item_created_at": now,
            "text": text,
            "text_hash": hash_of(text),
            "sources": [],
            "state": "accepted",
            "written_by": NADIA,
            "created_at": now,
            "approved_by": NADIA,
            "approved_hash": hash_of(text),
            "accepted_at": now,
            "send_at": now,
        }

    def _action(self, action: UUID) -> dict[str, Any]:
        return {
            "client_id": self.client.id,
            "id": action,
            "account_id": self.client.account_id,
            "item_id": self.item,
            "origin": action,
            "kind": "publish_reply",
            "text": str(action),
            "approved_by": NADIA,
            "state": "approved",
            "fence": 0,
            "attempts": 0,
            "looks": 0,
            "needs_person": False,
            "created_at": self.ingest.clock.now(),
        }


async def _set_timers(unit: Unit, client: UUID, kind: str, keys: Sequence[UUID]) -> None:
    timer = unit.plumbing.timer
    due = {"client_id": client, "kind": kind, "due_at": unit.clock.now() - SECOND, "attempts": 0}
    rows = [{**due, "key": str(key), "correlation": ""} for key in keys]
    await unit.session.execute(insert(timer), rows)


@asynccontextmanager
async def open_agency(house: House) -> AsyncIterator[Agency]:
    """Both services with a client of their own and a comment of Sylvie's to answer."""
    served = create_ingest(house.settings(IngestSettings))
    replying = create_reply(house.settings(ReplySettings))
    async with opened(served) as (http, ingest), opened(replying) as (_, reply):
        taking_in = Ingest(served, http, ingest, house)
        bank = await found(taking_in, "banque")
        outcome = await pushed(taking_in, bank, comment("c1"))
        carried = wired(reply, InProcess(reply.settings, {"ingest": served}))
        async with carried.services:
            item = UUID(outcome["items"][0]["item_id"])
            yield Agency(carried, ingest, bank, item, FakeNetwork())
