"""Pulls of accounts, and how they went."""

from typing import Literal
from uuid import UUID

from services.contracts.operation import Operation
from services.contracts.values import Model, Time


class Sync(Model):
    """One pull of an account. A run that found nothing leaves no row once it has ended."""

    id: UUID
    client_id: UUID
    account_id: UUID
    state: Literal["queued", "running", "done", "failed"]
    found: int
    requested_at: Time
    started_at: Time | None = None
    ended_at: Time | None = None
    error: str | None = None


START_SYNC = Operation(
    "ingest", "ingest.start_sync", "POST", "/v1/accounts/{account}/syncs", "syncs:write", Sync, status=202
)
GET_SYNC = Operation("ingest", "ingest.get_sync", "GET", "/v1/syncs/{sync}", "syncs:read", Sync)
