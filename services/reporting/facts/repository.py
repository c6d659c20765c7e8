"""Every query of facts, always for a client or a set of them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.reporting.facts.domain import Figures
from services.reporting.facts.models import Fact
from services.runtime.db.unit import Unit

# Seven values a row, and PostgreSQL takes 32,767 in a statement.
ROWS_PER_STATEMENT = 2_000

# A reply is a first response when its conversation has none before it, in whatever order the facts arrived.
# The empty grouping set is the row for the whole period; a median cannot be summed from those of the days.
_FIGURES = text(
    """
    select client_id, day,
           count(*) filter (where kind = 'item.received') as items_received,
           count(*) filter (where kind = 'reply.published') as replies_published,
           count(*) filter (where kind = 'item.approved') as approved,
           count(*) filter (where kind = 'item.hidden') as hidden,
           percentile_cont(0.5) within group (order by response_seconds) filter (where is_first)
               as first_response_median_seconds
    from (
        select f.*, f.kind = 'reply.published' and not exists (
            select from reporting.fact earlier
            where earlier.client_id = f.client_id and earlier.conversation_id = f.conversation_id
              and earlier.kind = f.kind and (earlier.at, earlier.subject_id) < (f.at, f.subject_id)
        ) as is_first
        from reporting.fact f
        where f.client_id = any (:clients) and f.day >= :since and f.day < :until
    ) of_period
    group by grouping sets ((client_id, day), ())
    order by day, client_id
    """
).bindparams(bindparam("clients", type_=ARRAY(Uuid)))


async def add_missing(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    """Keep facts; those that stand already stay as they are."""
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        some = list(rows[start : start + ROWS_PER_STATEMENT])
        await unit.session.execute(insert(Fact).values(some).on_conflict_do_nothing())


async def list_figures(unit: Unit, clients: Collection[UUID], since: date, until: date) -> list[Figures]:
    """Return the figures of each client's days on which something happened, and those of the period."""
    values = {"clients": sorted(clients), "since": since, "until": until}
    rows = await unit.session.execute(_FIGURES, values)
    return [Figures(**row) for row in rows.mappings()]
