"""Queries on the counts of open conversations, kept as they change: counting a million rows takes too long."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

ALL = ""
_ADJUST = text(
    "insert into triage.queue_count as kept (client_id, network, label, open_count) "
    "select cast(:client as uuid), new.* from unnest(cast(:networks as text[]), cast(:labels as text[]), "
    "cast(:changes as integer[])) as new "
    "on conflict (client_id, network, label) do update set open_count = kept.open_count + excluded.open_count"
)
_READ = text(
    "select client_id, network, label, open_count from triage.queue_count "
    "where client_id = any(cast(:clients as uuid[])) and open_count > 0 "
    "and (cast(:network as text) is null or network = :network)"
)


@dataclass(frozen=True, slots=True)
class Count:
    client_id: UUID
    network: str
    label: str
    open: int


async def adjust(session: AsyncSession, client: UUID, changes: Mapping[tuple[str, str], int]) -> None:
    """Add to the counts by network and label."""
    moved = {key: change for key, change in changes.items() if change}
    if not moved:
        return
    await session.execute(
        _ADJUST,
        {
            "client": client,
            "networks": [network for network, _ in moved],
            "labels": [label for _, label in moved],
            "changes": list(moved.values()),
        },
    )


async def read(session: AsyncSession, clients: list[UUID], network: str | None) -> list[Count]:
    rows = await session.execute(_READ, {"clients": clients, "network": network})
    return [Count(row.client_id, row.network, row.label, row.open_count) for row in rows]
