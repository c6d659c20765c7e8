"""A network that does as it is told, and replies that are waiting to leave."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.ingest.actions.domain import LEASE, LEASE_ENDED, PERFORM, hash_of
from services.ingest.actions.jobs import action_timers
from services.ingest.networks.adapter import AccountAccess, Page, Presence, Published, Reply
from services.ingest.networks.errors import NetworkError
from services.runtime.timers import TimerHandler, drop_timer, set_timer
from tests.house import bearer
from tests.ingest.conftest import Client, Ingest


@dataclass
class FakeNetwork:
    """An adapter that records what it accepted. Each fault is raised once, before or after accepting."""

    before: list[NetworkError] = field(default_factory=list)
    after: list[NetworkError] = field(default_factory=list)
    accepted: list[Reply] = field(default_factory=list)
    moderated: list[tuple[str, str]] = field(default_factory=list)
    looked: int = 0
    can_see: bool = True

    async def check(self, account: AccountAccess) -> Presence:
        return Presence("La banque", account.url)

    async def pull(self, account: AccountAccess, cursor: str | None) -> Page:
        return Page((), (), cursor or "", more=False)

    async def publish_reply(self, account: AccountAccess, reply: Reply) -> Published:
        self._fail(self.before)
        self.accepted.append(reply)
        self._fail(self.after)
        return Published(f"r{len(self.accepted)}", "https://example.org/r")

    async def find_reply(
        self, account: AccountAccess, reply: Reply, *, since: datetime, known: frozenset[str] = frozenset()
    ) -> Published | None:
        self.looked += 1
        self._fail(self.before)
        for number, accepted in enumerate(self.accepted, start=1):
            if self.can_see and accepted.text == reply.text and f"r{number}" not in known:
                return Published(f"r{number}", None)
        return None

    async def hide(self, account: AccountAccess, external_id: str, key: str) -> None:
        self._moderate("hide", external_id)

    async def unhide(self, account: AccountAccess, external_id: str, key: str) -> None:
        self._moderate("unhide", external_id)

    async def mark_spam(self, account: AccountAccess, external_id: str, key: str) -> None:
        self._moderate("mark_spam", external_id)

    async def delete(self, account: AccountAccess, external_id: str, key: str) -> None:
        self._moderate("delete", external_id)

    async def restore(self, account: AccountAccess, external_id: str, key: str) -> None:
        self._moderate("restore", external_id)

    def _moderate(self, act: str, external_id: str) -> None:
        self._fail(self.before)
        self.moderated.append((act, external_id))
        self._fail(self.after)

    @staticmethod
    def _fail(faults: list[NetworkError]) -> None:
        if faults:
            raise faults.pop(0)


@dataclass
class Desk:
    """Asks for actions as the reply service would, and lets time pass."""

    ingest: Ingest
    client: Client
    item: UUID
    network: FakeNetwork

    @property
    def timers(self) -> dict[str, TimerHandler]:
        return action_timers({"sandbox": self.network})

    def headers(self, *clients: UUID, subject: str = "user:nadia") -> dict[str, str]:
        scopes = {"actions:write", "actions:read"}
        return bearer(
            self.ingest.house.token("reply", subject, "ingest", scopes, *(clients or (self.client.id,)))
        )

    def body(self, text: str = "Bonjour, nous regardons.", **changes: Any) -> dict[str, Any]:
        given = {
            "client": str(self.client.id),
            "kind": "publish_reply",
            "item_id": str(self.item),
            "origin": str(uuid4()),
            "text": text,
            "approved_by": "user:nadia",
            "approved_hash": hash_of(text),
        }
        return {**given, **changes}

    async def request(self, body: dict[str, Any] | None = None, key: str | None = None) -> Any:
        headers = {**self.headers(), "idempotency-key": key or uuid4().hex}
        return await self.ingest.http.post("/v1/actions", json=body or self.body(), headers=headers)

    async def requested(self, body: dict[str, Any] | None = None) -> UUID:
        answer = await self.request(body)
        assert answer.status_code == 202, answer.text
        return UUID(answer.json()["id"])

    def moderation(self, kind: str) -> dict[str, Any]:
        body = self.body(kind=kind)
        return {name: body[name] for name in body if name not in {"text", "approved_hash"}}

    async def done(self, kind: str) -> UUID:
        """Moderate the item, to the end."""
        action = await self.requested(self.moderation(kind))
        await self.ring(PERFORM, action)
        return action

    async def item_now(self) -> dict[str, Any]:
        headers = self.ingest.as_user("nadia", "items:read", self.client.id)
        path = f"/v1/clients/{self.client.id}/items/lookup"
        answer = await self.ingest.http.post(path, json={"ids": [str(self.item)]}, headers=headers)
        (found,) = answer.json()["items"]
        return dict(found)

    async def state(self, action: UUID) -> dict[str, Any]:
        answer = await self.ingest.http.get(f"/v1/actions/{action}", headers=self.headers())
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def cancel(self, action: UUID) -> int:
        answer = await self.ingest.http.post(f"/v1/actions/{action}/cancel", headers=self.headers())
        return int(answer.status_code)

    async def settle(self, action: UUID, outcome: str, subject: str = "user:nadia", *clients: UUID) -> int:
        answer = await self.ingest.http.post(
            f"/v1/actions/{action}/settle",
            json={"outcome": outcome},
            headers=self.headers(*clients, subject=subject),
        )
        return int(answer.status_code)

    async def ring(self, kind: str, action: UUID) -> None:
        """Ring one timer of this action, as a worker would when it is due."""
        await self.timers[kind](self.ingest.runtime, self.client.id, str(action))

    async def pass_time(self, action: UUID, total: timedelta) -> None:
        """Let time pass and ring each of the action's timers at the moment when it is due."""
        clock = self.ingest.runtime.clock
        end = clock.now() + total
        while (due := await self._next_timer(action)) is not None and due[1] <= end:
            clock.move(max(due[1], clock.now()) - datetime.now(UTC))
            await self.ring(due[0], action)
        clock.move(max(end, clock.now()) - datetime.now(UTC))

    async def _next_timer(self, action: UUID) -> tuple[str, datetime] | None:
        async with self.ingest.runtime.database.unit([self.client.id], actor="test") as unit:
            timer = unit.plumbing.timer
            rows = await unit.session.execute(
                select(timer.c.kind, timer.c.due_at)
                .where(timer.c.key == str(action))
                .order_by(timer.c.due_at)
                .limit(1)
            )
            row = rows.one_or_none()
        return (row.kind, row.due_at) if row else None

    async def set_lease(self, action: UUID) -> None:
        """What a worker sets together with its claim."""
        async with self.ingest.runtime.database.unit([self.client.id], actor="test") as unit:
            await drop_timer(unit, self.client.id, PERFORM, str(action))
            await set_timer(unit, self.client.id, LEASE_ENDED, str(action), unit.clock.now() + LEASE)

    async def settled_events(self) -> int:
        return (await self.topics()).count("action.settled")

    async def topics(self) -> list[str]:
        token = self.ingest.house.token("triage", "system:follow", "ingest", {"events:read"}, self.client.id)
        answer = await self.ingest.http.get(
            "/v1/events", params={"client": str(self.client.id), "limit": 200}, headers=bearer(token)
        )
        topics = [event["topic"] for event in answer.json()["events"]]
        return [topic for topic in topics if topic.startswith(("item.", "action."))]


@pytest.fixture
async def desk(ingest: Ingest, bank: Client) -> Desk:
    item = {
        "account": bank.account,
        "id": "c1",
        "kind": "comment",
        "text": "Où en est mon dossier ?",
        "author": {"id": "martine", "name": "Martine Leclerc"},
        "created_at": "2026-11-20T09:14:00+01:00",
        "post": "p1",
    }
    answer = await ingest.http.post(bank.items, json=[item], headers=bank.headers)
    assert answer.status_code == 200, answer.text
    return Desk(ingest, bank, UUID(answer.json()["items"][0]["item_id"]), FakeNetwork())
