"""The messages of a period with what was found in them and people's latest word, in pages off one index."""

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
# Whoever answers lets a message stand; what a rule did is nobody's word.
_PAGE = text(
    "select page.*, word.kind, word.reason from (select i.id, i.received_at, i.network, a.version, "  # noqa: S608 - likewise
    "i.version <> a.version as is_edited, a.body -> 'labels' as labels, a.body ->> 'model' as model "
    f"{_OF_PERIOD} and (i.received_at, i.id) > (:at, :after) order by i.received_at, i.id limit :limit) page "
    "left join lateral (select said.kind, said.reason from ("
    "select kind, reason, decided_at as at from triage.decision d "
    "where d.client_id = :client and d.item_id = page.id and d.decided_by like 'user:%' "
    "union all select 'answer', 'legitimate', read_until from triage.answer r "
    "where r.client_id = :client and r.item_id = page.id) said order by said.at desc limit 1) word on true "
    "order by page.received_at, page.id"
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
    return [
        Stored(
            item_id=row.id,
            received_at=row.received_at,
            network=row.network,
            version=row.version,
            is_edited=row.is_edited,
            labels=row.labels,
            model=row.model,
            word=Word(row.kind, row.reason) if row.kind else None,
        )
        for row in await session.execute(_PAGE, asked)
    ]
