"""Every query of voices, always for one client."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from services.reply.voices.models import Voice
from services.runtime.db.unit import Unit


async def find(unit: Unit, client: UUID) -> Voice | None:
    return await unit.session.scalar(select(Voice).where(col(Voice.client_id) == client))


async def put(unit: Unit, client: UUID, values: dict[str, Any]) -> None:
    """Set a client's voice, whether or not it had one."""
    written = {**values, "updated_at": unit.clock.now(), "updated_by": unit.actor}
    statement = insert(Voice).values(client_id=client, **written)
    await unit.session.execute(statement.on_conflict_do_update(index_elements=["client_id"], set_=written))
