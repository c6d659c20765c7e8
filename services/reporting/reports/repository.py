"""Every query of reports, always for one client."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.reporting.reports.models import Report
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound


async def add(unit: Unit, report: Report) -> None:
    unit.session.add(report)
    await unit.session.flush()


async def find_next_number(unit: Unit, client: UUID) -> int:
    """Return the number after the client's last; the caller holds the client's facts, so nobody else takes it."""
    last = await unit.session.scalar(
        select(func.max(col(Report.number))).where(col(Report.client_id) == client)
    )
    return (last or 0) + 1


async def get_body(unit: Unit, client: UUID, report: UUID) -> str:
    """Raises NotFound, also for another client's."""
    wanted = select(col(Report.body)).where(col(Report.client_id) == client, col(Report.id) == report)
    body: str | None = await unit.session.scalar(wanted)
    if body is None:
        raise NotFound
    return body


async def list_heads(unit: Unit, client: UUID, *, below: int | None, limit: int) -> Sequence[Report]:
    """Return reports by falling number."""
    wanted = select(Report).where(col(Report.client_id) == client)
    if below is not None:
        wanted = wanted.where(col(Report.number) < below)
    return (await unit.session.scalars(wanted.order_by(col(Report.number).desc()).limit(limit))).all()
