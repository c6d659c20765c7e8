"""Every query of the intake: one statement per table, whatever the size of the batch.

Batches that share items are safe side by side: rows are taken in one order everywhere (new ones by place,
old ones by id), so two of them wait for each other and never in a circle.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.contracts.ingest import Item, Standing
from services.ingest.intake.domain import Known, NewItem, Place, Replaced
from services.runtime.db.unit import Unit
from services.runtime.events.log import Happening, appending, told

_CONTENT = {
    "kind": "text",
    "text": "text",
    "author_id": "text",
    "author_name": "text",
    "author_handle": "text",
    "author_url": "text",
    "followers": "bigint",
    "created_at": "timestamptz",
    "parent": "text",
    "post": "text",
    "url": "text",
    "lang": "text",
    "attachments": "text",
    "extra": "text",
}
_NEW = {
    "account_id": "uuid",
    "external_id": "text",
    **_CONTENT,
    "is_ours": "boolean",
    "content_hash": "bytea",
    "standing": "text",
}
_COLUMNS = ", ".join(_CONTENT)
_JSON = {"attachments", "extra"}
# Columns without nulls in which most batches say the same a thousand times; to send that costs a twentieth of all.
_OFTEN_EVEN = {"account_id", "kind", "is_ours", "standing"}


def _values(prefix: str, columns: Collection[str]) -> str:
    return ", ".join(f"{prefix}.{name}::jsonb" if name in _JSON else f"{prefix}.{name}" for name in columns)


def _unnest(name: str, columns: dict[str, str]) -> str:
    arrays = ", ".join(f"cast(:{column} as {kind}[])" for column, kind in columns.items())
    return f"unnest({arrays}) as {name} ({', '.join(columns)})"


def _numbered(name: str, columns: dict[str, str], first: int) -> str:
    """Arrays side by side in a list of columns: from a list of functions each would be copied to a store first."""
    arrays = (
        f"unnest(${number}::{kind}[]) as {column}"
        for number, (column, kind) in enumerate(columns.items(), first)
    )
    return f"(select {', '.join(arrays)}) as {name}"


def _filled(name: str, columns: dict[str, str], first: int) -> str:
    """Values of a row; what is the same in all rows of a batch was sent once, and stands in the first place."""
    return ", ".join(
        f"coalesce({name}.{column}, (${number}::{kind}[])[1])"
        if column in _OFTEN_EVEN
        else _values(name, [column])
        for number, (column, kind) in enumerate(columns.items(), first)
    )


# The strings below are put together from the names above; every value is bound.
_INSERT = (
    f"with put as (insert into ingest.item (client_id, id, {', '.join(_NEW)}, version, received_at, changed_at) "  # noqa: S608 - see above
    f"select $1, n.id, {_filled('n', _NEW, 4)}, 1, $2, $2 from {_numbered('n', {'id': 'uuid', **_NEW}, 3)} "
    "on conflict (client_id, account_id, external_id) do nothing returning id)"
)
_USED = "select case when count(*) < cardinality($3) then coalesce(array_agg(id), '{}') end from put"
_WHOLLY_NEW = "from put having count(*) = cardinality($3)"
_LOCK = text(
    "select i.account_id, i.external_id, i.id, i.version, i.content_hash, i.standing, "  # noqa: S608 - see above
    "i.deleted_at is not null as is_deleted, i.acted_at "
    f"from {_unnest('p', {'account_id': 'uuid', 'external_id': 'text'})} join ingest.item i "
    "on i.client_id = :client and i.account_id = p.account_id and i.external_id = p.external_id "
    "order by i.id for update of i"
)
_KEEP = text(
    f"insert into ingest.item_version (client_id, item_id, version, {_COLUMNS}, received_at) "  # noqa: S608 - see above
    f"select client_id, id, version, {_COLUMNS}, changed_at from ingest.item "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_KEEP_REPLACED = text(
    f"insert into ingest.item_version (client_id, item_id, version, {_COLUMNS}, received_at) "  # noqa: S608 - see above
    f"select :client, r.item_id, r.version, {_values('r', _CONTENT)}, :now "
    f"from {_unnest('r', {'item_id': 'uuid', 'version': 'integer', **_CONTENT})}"
)
_UPDATE = text(
    f"update ingest.item i set ({_COLUMNS}, is_ours, content_hash, version, changed_at) = "  # noqa: S608 - see above
    f"({_values('u', _CONTENT)}, i.is_ours or u.is_ours, u.content_hash, u.version, :now) "
    f"from {_unnest('u', {'id': 'uuid', 'version': 'integer', **_NEW})} "
    "where i.client_id = :client and i.id = u.id"
)
_SHOW = text(
    "update ingest.item i set standing = u.standing, deleted_at = null, is_binned = false "
    "from unnest(cast(:ids as uuid[]), cast(:standings as text[])) as u (id, standing) "
    "where i.client_id = :client and i.id = u.id"
)
# A binned item is found again, so that it is erased when it leaves the bin for good; :read_at is null where
# nothing was read.
_FIND_GONE = text(
    "select id from ingest.item where client_id = :client and account_id = :account "
    "and external_id = any(cast(:external_ids as text[])) "
    "and (deleted_at is null or is_binned and not :is_binned) "
    "and (acted_at is null or cast(:read_at as timestamptz) is null or acted_at < :read_at) "
    "order by id for update"
)
_ERASE = text(
    "update ingest.item set deleted_at = coalesce(deleted_at, :now), is_binned = false, "
    "text = '', attachments = null, extra = null, content_hash = '' "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_BIN = text(
    "update ingest.item set deleted_at = :now, is_binned = true "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_TOUCH = text(
    "update ingest.item set acted_at = :now where client_id = :client and id = :id "
    "returning standing, deleted_at is not null as is_deleted"
)
_ERASE_VERSIONS = text(
    "delete from ingest.item_version where client_id = :client and item_id = any(cast(:ids as uuid[]))"
)
_LOOK_UP = text(
    "select i.id, i.client_id, i.account_id, a.slug as account, a.network, i.external_id, i.kind, i.text, i.author_id, "
    "i.author_name, i.author_handle, i.author_url, i.followers, i.created_at, i.received_at, i.parent, i.post, "
    "i.url, i.lang, i.version, i.is_ours, i.standing, i.is_binned, c.sector, i.deleted_at from ingest.item i "
    "join ingest.account a on a.client_id = i.client_id and a.id = i.account_id "
    "join ingest.client c on c.client_id = i.client_id "
    "where i.client_id = :client and i.id = any(cast(:ids as uuid[]))"
)


@lru_cache
def _inserting(events: int) -> str:
    if not events:
        return f"{_INSERT} {_USED}"
    moved, append = appending("ingest", events, first=len(_NEW) + 4, source=_WHOLLY_NEW)
    return f"{_INSERT}, {moved}, told as ({append}) {_USED}"


def _arrays(names: Collection[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return each column as an array; null for one in which nothing stands, which unnest fills up with nulls."""
    columns = zip(*rows, strict=True)
    return {
        name: None if column[0] is None and not any(column) else list(column)
        for name, column in zip(names, columns, strict=True)
    }


async def add_items(
    unit: Unit, client: UUID, rows: Sequence[tuple[UUID, NewItem]], closing: Sequence[Happening] = ()
) -> Collection[UUID]:
    """Insert items under new ids where their place is free, in order of place; return the ids that were used.

    When all of them were, the same statement appends the events `closing` to the log, whose head is locked from
    then on: the unit must write no item after that.
    """
    ordered = sorted(rows, key=lambda row: (row[1].external_id, row[1].account_id.bytes))
    values = _arrays(("id", *_NEW), [(new_id, *item) for new_id, item in ordered])
    for name in _OFTEN_EVEN:
        column = values[name]
        values[name] = column[:1] if column.count(column[0]) == len(column) else column
    log = told(unit, closing) if closing else ()
    statement = _inserting(len(closing))
    some: list[UUID] | None = await unit.direct.value(
        statement, client, unit.clock.now(), *values.values(), *log
    )
    return values["id"] if some is None else some


async def lock_items(session: AsyncSession, client: UUID, places: Collection[Place]) -> dict[Place, Known]:
    """Return what stands at places that are taken, and keep others from changing it until the end of the unit."""
    if not places:
        return {}
    values = _arrays(("account_id", "external_id"), list(places))
    found = await session.execute(_LOCK, {"client": client, **values})
    return {
        (row.account_id, row.external_id): Known(
            row.id, row.version, row.content_hash, row.standing, row.is_deleted, row.acted_at
        )
        for row in found
    }


async def keep_versions(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> None:
    """Copy what stands in the table now, before it is replaced."""
    await session.execute(_KEEP, {"client": client, "ids": list(ids)})


async def keep_replaced(
    session: AsyncSession, client: UUID, rows: Sequence[tuple[Replaced, NewItem]], now: datetime
) -> None:
    """Keep versions that came and were replaced within one batch."""
    content = [(replaced.item_id, replaced.version, *item[2:-3]) for replaced, item in rows]
    values = _arrays(("item_id", "version", *_CONTENT), content)
    await session.execute(_KEEP_REPLACED, {"client": client, "now": now, **values})


async def replace_items(
    session: AsyncSession, client: UUID, rows: Sequence[tuple[Known, NewItem]], now: datetime
) -> None:
    values = _arrays(("id", "version", *_NEW), [(stands.id, stands.version, *item) for stands, item in rows])
    await session.execute(_UPDATE, {"client": client, "now": now, **values})


async def touch_item(
    session: AsyncSession, client: UUID, item: UUID, now: datetime
) -> tuple[Standing, bool] | None:
    """Note that we acted on an item and return how it stood: its standing, and whether it was deleted."""
    row = (await session.execute(_TOUCH, {"client": client, "id": item, "now": now})).one_or_none()
    return (row.standing, row.is_deleted) if row else None


async def show_items(session: AsyncSession, client: UUID, standings: Mapping[UUID, Standing]) -> None:
    """Write how the public sees items that are not, or no longer, deleted."""
    values = {"ids": list(standings), "standings": list(standings.values())}
    await session.execute(_SHOW, {"client": client, **values})


async def lock_gone(
    session: AsyncSession,
    client: UUID,
    account: UUID,
    external_ids: Collection[str],
    *,
    is_binned: bool,
    read_at: datetime | None,
) -> Sequence[UUID]:
    """Return the ids of those items for which it is news that they are binned, or gone for good."""
    asked = {"client": client, "account": account, "external_ids": list(external_ids)}
    found = await session.scalars(_FIND_GONE, {**asked, "is_binned": is_binned, "read_at": read_at})
    return found.all()


async def erase_items(session: AsyncSession, client: UUID, ids: Collection[UUID], now: datetime) -> None:
    """Leave tombstones without text."""
    await session.execute(_ERASE, {"client": client, "ids": list(ids), "now": now})
    await session.execute(_ERASE_VERSIONS, {"client": client, "ids": list(ids)})


async def bin_items(session: AsyncSession, client: UUID, ids: Collection[UUID], now: datetime) -> None:
    """Mark as deleted what may come back, words and all."""
    await session.execute(_BIN, {"client": client, "ids": list(ids), "now": now})


async def list_items(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> list[Item]:
    """Return those items that exist, in no order."""
    rows = await session.execute(_LOOK_UP, {"client": client, "ids": list(ids)})
    return [Item(**row) for row in rows.mappings()]
