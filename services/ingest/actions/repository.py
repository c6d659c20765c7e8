"""Every query of actions. A change of state is one conditional update: who comes too late changes nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.ingest.actions.domain import AWAITING_RESULT, CANCELLABLE, SETTLED, Outcome, State
from services.ingest.actions.models import ActionRow
from services.runtime.problems import NotFound


async def add(session: AsyncSession, row: ActionRow) -> bool:
    """Insert an action; False when its origin has one of this kind already."""
    statement = insert(ActionRow).values(row.model_dump())
    done = await session.execute(
        statement.on_conflict_do_nothing(index_elements=["client_id", "kind", "origin"]).returning(
            col(ActionRow.id)
        )
    )
    return done.one_or_none() is not None


async def get(session: AsyncSession, clients: Collection[UUID], action: UUID) -> ActionRow:
    row = (
        await session.scalars(
            select(ActionRow).where(col(ActionRow.client_id).in_(clients), col(ActionRow.id) == action)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


async def look_up(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> Sequence[ActionRow]:
    statement = select(ActionRow).where(col(ActionRow.client_id) == client, col(ActionRow.id).in_(ids))
    return (await session.scalars(statement.order_by(col(ActionRow.id)))).all()


async def list_page(
    session: AsyncSession,
    clients: Collection[UUID],
    *,
    state: str | None,
    needs_person: bool | None,
    before: UUID | None,
    limit: int,
) -> Sequence[ActionRow]:
    """Newest first."""
    statement = select(ActionRow).where(col(ActionRow.client_id).in_(clients))
    if state is not None:
        statement = statement.where(col(ActionRow.state) == state)
    if needs_person is not None:
        statement = statement.where(col(ActionRow.needs_person).is_(needs_person))
    if before is not None:
        statement = statement.where(col(ActionRow.id) < before)
    return (await session.scalars(statement.order_by(col(ActionRow.id).desc()).limit(limit))).all()


async def claim(session: AsyncSession, client: UUID, action: UUID) -> ActionRow | None:
    """approved → claimed under a new fence; None when it is in another state."""
    return await _move(
        session,
        client,
        action,
        {State.APPROVED},
        state=State.CLAIMED,
        fence=col(ActionRow.fence) + 1,
        attempts=col(ActionRow.attempts) + 1,
    )


async def intend(session: AsyncSession, claimed: ActionRow, now: datetime) -> ActionRow | None:
    """claimed → sending; None when it was cancelled or the lease ended meanwhile."""
    return await _move(
        session,
        claimed.client_id,
        claimed.id,
        {State.CLAIMED},
        fenced=claimed.fence,
        state=State.SENDING,
        sending_at=now,
        looks=0,
    )


async def settle(session: AsyncSession, row: ActionRow, outcome: Outcome, now: datetime) -> ActionRow | None:
    """Write what an attempt or look of this claim came to; None when that is known already."""
    return await _move(
        session,
        row.client_id,
        row.id,
        AWAITING_RESULT,
        fenced=row.fence,
        state=outcome.state,
        code=outcome.code,
        detail=outcome.detail,
        external_id=outcome.external_id,
        url=outcome.url,
        needs_person=outcome.needs_person,
        settled_at=now if outcome.state in SETTLED else None,
    )


async def count_look(session: AsyncSession, row: ActionRow) -> ActionRow | None:
    """Count one look at an action whose outcome is unknown; None when it is settled or another look was first."""
    statement = (
        _unknown(row)
        .where(col(ActionRow.looks) == row.looks)
        .values(looks=col(ActionRow.looks) + 1)
        .returning(ActionRow)
    )
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def release(session: AsyncSession, row: ActionRow) -> ActionRow | None:
    """claimed → approved when a lease has ended: nothing was sent."""
    return await _move(
        session, row.client_id, row.id, {State.CLAIMED}, fenced=row.fence, state=State.APPROVED
    )


async def cancel(
    session: AsyncSession, clients: Collection[UUID], action: UUID, now: datetime
) -> ActionRow | None:
    """approved or claimed → cancelled; None in every other state."""
    statement = (
        update(ActionRow)
        .where(
            col(ActionRow.client_id).in_(clients),
            col(ActionRow.id) == action,
            col(ActionRow.state).in_(CANCELLABLE),
        )
        .values(state=State.CANCELLED, settled_at=now)
        .returning(ActionRow)
    )
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def settle_by_person(
    session: AsyncSession,
    clients: Collection[UUID],
    action: UUID,
    state: State,
    now: datetime,
    *,
    by: str,
    detail: str | None,
) -> ActionRow | None:
    """unknown → sent or refused, where a person has to decide; None in every other state.

    What the network said when nobody knew the end is no word about the end, and goes.
    """
    statement = (
        update(ActionRow)
        .where(
            col(ActionRow.client_id).in_(clients),
            col(ActionRow.id) == action,
            col(ActionRow.state) == State.UNKNOWN,
            col(ActionRow.needs_person),
        )
        .values(state=state, needs_person=False, settled_at=now, settled_by=by, code=None, detail=detail)
        .returning(ActionRow)
    )
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def external_ids_of_others(session: AsyncSession, row: ActionRow) -> frozenset[str]:
    """What our other replies to the same item became, so that a read-back does not take one for another."""
    statement = select(col(ActionRow.external_id)).where(
        col(ActionRow.client_id) == row.client_id,
        col(ActionRow.item_id) == row.item_id,
        col(ActionRow.id) != row.id,
        col(ActionRow.external_id).is_not(None),
    )
    return frozenset(one for one in (await session.scalars(statement)).all() if one is not None)


def _unknown(row: ActionRow) -> Any:
    return update(ActionRow).where(
        col(ActionRow.client_id) == row.client_id,
        col(ActionRow.id) == row.id,
        col(ActionRow.state) == State.UNKNOWN,
        col(ActionRow.needs_person).is_(False),
    )


async def _move(
    session: AsyncSession,
    client: UUID,
    action: UUID,
    states: Collection[State],
    *,
    fenced: int | None = None,
    **values: Any,
) -> ActionRow | None:
    statement = update(ActionRow).where(
        col(ActionRow.client_id) == client, col(ActionRow.id) == action, col(ActionRow.state).in_(states)
    )
    if fenced is not None:
        statement = statement.where(col(ActionRow.fence) == fenced)
    done = await session.scalars(
        statement.values(values).returning(ActionRow), execution_options={"populate_existing": True}
    )
    return done.one_or_none()
