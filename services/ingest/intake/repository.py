"""Every query of the intake: one statement per table, whatever the size of the batch.

Batches that share items are safe side by side: rows are taken in one order everywhere (new ones by place,
old ones by id), so two of them wait for each other and never in a circle.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.ingest.intake.domain import ItemView, NewItem, Place, Replaced, Standing

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
}
_COLUMNS = ", ".join(_CONTENT)
_JSON = {"attachments", "extra"}


def _values(prefix: str, columns: Collection[str]) -> str:
    return ", ".join(f"{prefix}.{name}::jsonb" if name in _JSON else f"{prefix}.{name}" for name in columns)


def _unnest(name: str, columns: dict[str, str]) -> str:
    arrays = ", ".join(f"cast(:{column} as {kind}[])" for column, kind in columns.items())
    return f"unnest({arrays}) as {name} ({', '.join(columns)})"


# The strings below are put together from the names above; every value is bound.
_INSERT = text(
    f"with put as (insert into ingest.item (client_id, id, {', '.join(_NEW)}, version, received_at, changed_at) "  # noqa: S608 - see above
    f"select :client, n.id, {_values('n', _NEW)}, 1, :now, :now from {_unnest('n', {'id': 'uuid', **_NEW})} "
    "on conflict (client_id, account_id, external_id) do nothing returning id) select array_agg(id) from put"
)
_LOCK = text(
    "select i.account_id, i.external_id, i.id, i.version, i.content_hash, i.deleted_at is not null as is_deleted "  # noqa: S608 - see above
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
_FIND_DELETED = text(
    "select id from ingest.item where client_id = :client and account_id = :account "
    "and external_id = any(cast(:external_ids as text[])) and deleted_at is null order by id for update"
)
_ERASE = text(
    "update ingest.item set deleted_at = :now, text = '', attachments = null, extra = null, content_hash = '' "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_ERASE_VERSIONS = text(
    "delete from ingest.item_version where client_id = :client and item_id = any(cast(:ids as uuid[]))"
)
_LOOK_UP = text(
    "select i.id, i.client_id, i.account_id, a.slug, a.network, i.external_id, i.kind, i.text, i.author_id, "
    "i.author_name, i.author_handle, i.author_url, i.followers, i.created_at, i.received_at, i.parent, i.post, "
    "i.url, i.lang, i.version, i.is_ours, i.deleted_at from ingest.item i "
    "join ingest.account a on a.client_id = i.client_id and a.id = i.account_id "
    "where i.client_id = :client and i.id = any(cast(:ids as uuid[]))"
)


def _arrays(names: Collection[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return each column as an array; null for one in which nothing stands, which unnest fills up with nulls."""
    columns = zip(*rows, strict=True)
    return {
        name: None if column[0] is None and not any(column) else list(column)
        for name, column in zip(names, columns, strict=True)
    }


async def add_items(
    session: AsyncSession, client: UUID, rows: Sequence[tuple[UUID, NewItem]], now: datetime
) -> Collection[UUID]:
    """Insert items under new ids where their place is free, in order of place; return the ids that were used."""
    ordered = sorted(rows, key=lambda row: (row[1].external_id, row[1].account_id.bytes))
    values = _arrays(("id", *_NEW), [(new_id, *item) for new_id, item in ordered])
    return await session.scalar(_INSERT, {"client": client, "now": now, **values}) or ()


async def lock_items(session: AsyncSession, client: UUID, places: Collection[Place]) -> dict[Place, Standing]:
    """Return what stands at places that are taken, and keep others from changing it until the end of the unit."""
    if not places:
        return {}
    values = _arrays(("account_id", "external_id"), list(places))
    found = await session.execute(_LOCK, {"client": client, **values})
    return {
        (row.account_id, row.external_id): Standing(row.id, row.version, row.content_hash, row.is_deleted)
        for row in found
    }


async def keep_versions(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> None:
    """Copy what stands in the table now, before it is replaced."""
    await session.execute(_KEEP, {"client": client, "ids": list(ids)})


async def keep_replaced(
    session: AsyncSession, client: UUID, rows: Sequence[tuple[Replaced, NewItem]], now: datetime
) -> None:
    """Keep versions that came and were replaced within one batch."""
    content = [(replaced.item_id, replaced.version, *item[2:-2]) for replaced, item in rows]
    values = _arrays(("item_id", "version", *_CONTENT), content)
    await session.execute(_KEEP_REPLACED, {"client": client, "now": now, **values})


async def replace_items(
    session: AsyncSession, client: UUID, rows: Sequence[tuple[Standing, NewItem]], now: datetime
) -> None:
    values = _arrays(("id", "version", *_NEW), [(stands.id, stands.version, *item) for stands, item in rows])
    await session.execute(_UPDATE, {"client": client, "now": now, **values})


async def erase_items(
    session: AsyncSession, client: UUID, account: UUID, external_ids: Collection[str], now: datetime
) -> Sequence[UUID]:
    """Leave tombstones without text of those items that stand; return their ids."""
    asked = {"client": client, "account": account, "external_ids": list(external_ids)}
    ids = (await session.scalars(_FIND_DELETED, asked)).all()
    if ids:
        await session.execute(_ERASE, {"client": client, "ids": list(ids), "now": now})
        await session.execute(_ERASE_VERSIONS, {"client": client, "ids": list(ids)})
    return ids


async def list_items(session: AsyncSession, client: UUID, ids: Collection[UUID]) -> list[ItemView]:
    """Return those items that exist, in no order."""
    rows = await session.execute(_LOOK_UP, {"client": client, "ids": list(ids)})
    return [ItemView(*row) for row in rows]
