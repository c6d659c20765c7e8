"""The messages of a period with what was found in them and people's latest word, in pages off one index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.triage.automation.domain.agreement import Word

_OF_PERIOD = (
    "from triage.item i join triage.assessment a on a.client_id = i.client_id and a.item_id = i.id "
    "where i.client_id = :client and i.received_at < :until and not i.is_ours and i.deleted_at is null "
)
_COUNT = text(f"select count(*) {_OF_PERIOD} and i.received_at >= :since")
_PAGE = text(
    "select i.id, i.received_at, i.network, a.version, i.version <> a.version as is_edited, "
    "a.body -> 'labels' as labels, a.body ->> 'model' as model "
    f"{_OF_PERIOD} and (i.received_at, i.id) > (:at, :after) order by i.received_at, i.id limit :limit"
)
# Whoever answers lets a message stand; what a rule did is nobody's word. Asked for a page at once: joined message by
# message, a plan made from stale figures read all decisions a thousand times (12 s for one page of 100,000 messages).
_WORDS = text(
    "select distinct on (item_id) item_id, kind, reason from ("
    "select item_id, kind, reason, decided_at as at from triage.decision "
    "where client_id = :client and item_id = any(cast(:ids as uuid[])) and decided_by like 'user:%' "
    "union all select item_id, 'answer', 'legitimate', read_until from triage.answer "
    "where client_id = :client and item_id = any(cast(:ids as uuid[]))) said order by item_id, at desc"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One message as it was assessed; `is_edited` where its words are newer than that."""

    item_id: UUID
    received_at: datetime
    network: str
    version: int
    is_edited: bool
    labels: dict[str, float]
    model: str
    word: Word | None


async def count(session: AsyncSession, client: UUID, since: datetime, until: datetime) -> int:
    asked = {"client": client, "since": since, "until": until}
    return int(await session.scalar(_COUNT, asked) or 0)


async def list_page(
    session: AsyncSession, client: UUID, until: datetime, at: datetime, after: UUID, *, limit: int
) -> list[Stored]:
    """Return the next messages after a place, the oldest first."""
    asked = {"client": client, "until": until, "at": at, "after": after, "limit": limit}
    rows = (await session.execute(_PAGE, asked)).all()
    words = await _read_words(session, client, [row.id for row in rows])
    return [
        Stored(
            item_id=row.id,
            received_at=row.received_at,
            network=row.network,
            version=row.version,
            is_edited=row.is_edited,
            labels=row.labels,
            model=row.model,
            word=words.get(row.id),
        )
        for row in rows
    ]


async def _read_words(session: AsyncSession, client: UUID, items: Sequence[UUID]) -> dict[UUID, Word]:
    rows = await session.execute(_WORDS, {"client": client, "ids": list(items)})
    return {row.item_id: Word(row.kind, row.reason) for row in rows}
