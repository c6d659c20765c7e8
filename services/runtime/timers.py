"""What is due later stands in a table: set and dropped in the transaction that wants it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from services.runtime.db.unit import Unit
from services.runtime.ids import new_id

if TYPE_CHECKING:
    from services.runtime.context import Runtime

MAX_ATTEMPTS = 8
SET_ASIDE_SOURCE = "timer"

# Handles one due timer of one client. It must check the row's state again and, in the transaction that takes
# effect, drop the timer or set it anew; twice is harmless then.
TimerHandler = Callable[["Runtime", UUID, str], Awaitable[None]]


async def set_timer(unit: Unit, client: UUID, kind: str, key: str, due_at: datetime) -> None:
    """Set a timer, or move it when it exists; what it rings goes on under the correlation id in force here."""
    timer = unit.plumbing.timer
    values = {"due_at": due_at, "attempts": 0, "correlation": unit.correlation}
    statement = insert(timer).values(client_id=client, kind=kind, key=key, **values)
    await unit.session.execute(
        statement.on_conflict_do_update(index_elements=["client_id", "kind", "key"], set_=values)
    )


async def drop_timer(unit: Unit, client: UUID, kind: str, key: str) -> None:
    """Drop a timer; one that is not there is no error."""
    timer = unit.plumbing.timer
    await unit.session.execute(
        delete(timer).where(timer.c.client_id == client, timer.c.kind == kind, timer.c.key == key)
    )


async def is_due(unit: Unit, client: UUID, kind: str, key: str) -> bool:
    """Whether the timer still stands and its time has come, by this unit's clock."""
    timer = unit.plumbing.timer
    due_at = await unit.session.scalar(
        select(timer.c.due_at).where(timer.c.client_id == client, timer.c.kind == kind, timer.c.key == key)
    )
    return due_at is not None and due_at <= unit.clock.now()


async def postpone(unit: Unit, client: UUID, kind: str, key: str, reason: str) -> None:
    """Try a failed timer later, longer each time; after the last attempt set it aside with its reason."""
    timer = unit.plumbing.timer
    found = (timer.c.client_id == client) & (timer.c.kind == kind) & (timer.c.key == key)
    attempts = await unit.session.scalar(select(timer.c.attempts).where(found).with_for_update())
    if attempts is None:
        return
    if attempts + 1 >= MAX_ATTEMPTS:
        await unit.session.execute(delete(timer).where(found))
        await unit.session.execute(
            insert(unit.plumbing.set_aside).values(
                client_id=client,
                id=new_id(),
                source=SET_ASIDE_SOURCE,
                position=f"{kind}:{key}",
                reason=reason,
                at=unit.clock.now(),
            )
        )
        return
    due_at = unit.clock.now() + timedelta(seconds=min(2**attempts, 300))
    await unit.session.execute(update(timer).where(found).values(due_at=due_at, attempts=attempts + 1))
