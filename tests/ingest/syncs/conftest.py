"""An account at the real public site, pulled over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.ingest.directory.domain import SYNC_DUE
from services.ingest.intake.models import ItemRow
from services.ingest.networks.registry import adapters
from services.ingest.syncs.jobs import sync_timers
from services.ingest.syncs.models import PullRow
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from services.runtime.timers import TimerHandler
from tests.house import bearer
from tests.infra.demo.fixtures import newspaper as site
from tests.infra.demo.fixtures import site_clock, site_server
from tests.infra.demo.running import TLS, Newspaper
from tests.ingest.conftest import Client, Ingest

__all__ = ["site", "site_clock", "site_server"]


@dataclass
class Reading:
    """One account that reads the site, and a clock that brings its next pull."""

    ingest: Ingest
    client: Client
    account: UUID
    timers: dict[str, TimerHandler]
    site: Newspaper

    def headers(self, *clients: UUID) -> dict[str, str]:
        scopes = {"syncs:write", "syncs:read"}
        chosen = clients or (self.client.id,)
        return bearer(self.ingest.house.token("web", "user:nadia", "ingest", scopes, *chosen))

    async def pull(self) -> None:
        """Let the time of the next pull come, and ring."""
        clock = self.ingest.runtime.clock
        clock.move(clock.now() - datetime.now(UTC) + timedelta(minutes=10))
        await self.ring()

    async def ring(self) -> None:
        await self.timers[SYNC_DUE](self.ingest.runtime, self.client.id, str(self.account))

    async def items(self) -> dict[str, str]:
        """Texts of the comments as ingest keeps them, by the network's id; deleted ones are left out."""
        async with self.ingest.runtime.database.unit([self.client.id], actor="test") as unit:
            rows = await unit.session.execute(
                select(col(ItemRow.external_id), col(ItemRow.text)).where(
                    col(ItemRow.account_id) == self.account,
                    col(ItemRow.kind) != "post",
                    col(ItemRow.deleted_at).is_(None),
                )
            )
            return {row.external_id: row.text for row in rows}

    async def newest_version(self, external_id: str) -> int | None:
        async with self.ingest.runtime.database.unit([self.client.id], actor="test") as unit:
            return await unit.session.scalar(
                select(col(ItemRow.version)).where(
                    col(ItemRow.account_id) == self.account, col(ItemRow.external_id) == external_id
                )
            )

    async def lease(self) -> tuple[int, datetime] | None:
        """How often the account was taken by a worker, and until when it has it."""
        async with self.ingest.runtime.database.unit([self.client.id], actor="test") as unit:
            found = await unit.session.execute(
                select(col(PullRow.fence), col(PullRow.lease_until)).where(
                    col(PullRow.account_id) == self.account
                )
            )
            row = found.one_or_none()
            return None if row is None else (row.fence, row.lease_until)

    async def account_now(self) -> dict[str, Any]:
        headers = self.ingest.as_user("nadia", "accounts:read", self.client.id)
        found: dict[str, Any] = (
            await self.ingest.http.get(f"/v1/accounts/{self.account}", headers=headers)
        ).json()
        return found

    async def start(self) -> dict[str, Any]:
        answer = await self.ingest.http.post(f"/v1/accounts/{self.account}/syncs", headers=self.headers())
        assert answer.status_code == 202, answer.text
        started: dict[str, Any] = answer.json()
        return started

    async def sync(self, sync: str) -> dict[str, Any]:
        answer = await self.ingest.http.get(f"/v1/syncs/{sync}", headers=self.headers())
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
async def reading(ingest: Ingest, bank: Client, site: Newspaper) -> AsyncIterator[Reading]:
    account = await ingest.post(
        f"/v1/clients/{bank.slug}/accounts",
        {
            "slug": f"gazette-{uuid4().hex[:6]}",
            "network": "sandbox",
            "url": site.url,
            "credentials": {"token": site.token},
            "interval_seconds": 1,
        },
    )
    async with OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1,localhost"), tls=TLS) as http:
        yield Reading(ingest, bank, UUID(account["id"]), sync_timers(adapters(http)), site)
