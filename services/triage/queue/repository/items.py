"""Queries on the copy of items and on what was found in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.contracts import triage as wire
from services.contracts.ingest import Item
from services.triage.queue.domain.above import LONGEST, Above
from services.triage.queue.domain.filing import file_under
from services.triage.queue.domain.threads import Address, Link, Place, Settled
from services.triage.queue.domain.versions import Version

_VERSIONS = text(
    "select id, version, reported, deleted_at is not null as is_deleted from triage.item "
    "where client_id = :client and id = any(cast(:ids as uuid[]))"
)
_TEXTS = text(
    "select i.account_id, i.external_id, i.parent, left(i.text, :longest) as text from triage.item i "
    "join unnest(cast(:accounts as uuid[]), cast(:externals as text[])) as asked(account_id, external_id) "
    "on i.account_id = asked.account_id and i.external_id = asked.external_id "
    "where i.client_id = :client"
)
_LINK = (
    "i.account_id, i.external_id, i.kind, i.author_id, i.parent, i.post, i.is_ours, i.root, i.conversation_id"
)
_ABOVE = text(
    f"select {_LINK} from triage.item i "  # noqa: S608 a constant of this module
    "join unnest(cast(:accounts as uuid[]), cast(:externals as text[])) as above(account_id, external_id) "
    "on i.account_id = above.account_id and i.external_id = above.external_id "
    "where i.client_id = :client"
)
_BELOW = text(
    f"select {_LINK} from triage.item i "  # noqa: S608 a constant of this module
    "join unnest(cast(:accounts as uuid[]), cast(:externals as text[])) as top(account_id, root) "
    "on i.account_id = top.account_id and i.root = top.root "
    "where i.client_id = :client and i.external_id <> i.root"
)
# How people see an item that stands on the network so.
SHOWN_AS = "case when standing in ('hidden', 'spam') then 'hidden' else standing end"
_NOW_SHOWN = SHOWN_AS.replace("standing", "excluded.reported")
# The place in a thread and what people decided belong to the row that is there: a new version leaves them, but
# nobody has approved other words, nor what the network holds again. What is on its way stays so until it is
# settled, and the network's word counts only when it is another than its last: it may be older than our own act.
_KEEP = text(
    "insert into triage.item as kept (client_id, id, account_id, network, external_id, kind, text, author_id, "  # noqa: S608 constants of this module
    "author_name, author_handle, author_url, followers, created_at, received_at, parent, post, url, version, "
    "is_ours, deleted_at, reported, root, conversation_id, standing, state, is_approved, is_closed, wanted_at) "
    "select cast(:client as uuid), new.*, new.reported, "
    f"case when new.deleted_at is null then {SHOWN_AS.replace('standing', 'new.reported')} else 'deleted' end, "
    "false, false, null "
    "from unnest(cast(:id as uuid[]), cast(:account_id as uuid[]), cast(:network as text[]), "
    "cast(:external_id as text[]), cast(:kind as text[]), cast(:text as text[]), cast(:author_id as text[]), "
    "cast(:author_name as text[]), cast(:author_handle as text[]), cast(:author_url as text[]), "
    "cast(:followers as bigint[]), cast(:created_at as timestamptz[]), cast(:received_at as timestamptz[]), "
    "cast(:parent as text[]), cast(:post as text[]), cast(:url as text[]), cast(:version as integer[]), "
    "cast(:is_ours as boolean[]), cast(:deleted_at as timestamptz[]), cast(:reported as text[]), "
    "cast(:root as text[]), cast(:conversation_id as uuid[])) as new(id, account_id, network, external_id, kind, "
    "text, author_id, author_name, author_handle, author_url, followers, created_at, received_at, parent, post, "
    "url, version, is_ours, deleted_at, reported, root, conversation_id) "
    "on conflict (client_id, id) do update set text = excluded.text, author_name = excluded.author_name, "
    "author_handle = excluded.author_handle, author_url = excluded.author_url, "
    "followers = excluded.followers, url = excluded.url, version = excluded.version, "
    "deleted_at = excluded.deleted_at, reported = excluded.reported, "
    "standing = case when kept.reported = excluded.reported and kept.deleted_at is null then kept.standing "
    "else excluded.reported end, "
    "state = case when excluded.deleted_at is not null then 'deleted' "
    f"when kept.deleted_at is not null then {_NOW_SHOWN} "
    "when kept.reported = excluded.reported or kept.state in ('hiding', 'deleting', 'restoring') "
    f"then kept.state else {_NOW_SHOWN} end, "
    "is_approved = kept.is_approved and kept.text = excluded.text "
    "and (excluded.reported <> 'held' or kept.reported = 'held')"
)
_KEPT_FIELDS = (
    "id",
    "account_id",
    "network",
    "external_id",
    "kind",
    "text",
    "author_id",
    "author_name",
    "author_handle",
    "author_url",
    "followers",
    "created_at",
    "received_at",
    "parent",
    "post",
    "url",
    "version",
    "is_ours",
    "deleted_at",
)
_ASSESS = text(
    "insert into triage.assessment (client_id, item_id, version, priority, found, body) "
    "select cast(:client as uuid), new.item_id, new.version, new.priority, cast(new.found as text[]), "
    "cast(new.body as jsonb) "
    "from unnest(cast(:item_id as uuid[]), cast(:version as integer[]), cast(:priority as smallint[]), "
    "cast(:found as text[]), cast(:body as text[])) as new(item_id, version, priority, found, body) "
    "on conflict (client_id, item_id) do update set version = excluded.version, "
    "priority = excluded.priority, found = excluded.found, body = excluded.body, corrected = null"
)
_MOVE = text(
    "update triage.item i set root = moved.root, conversation_id = moved.conversation_id "
    "from unnest(cast(:accounts as uuid[]), cast(:externals as text[]), cast(:roots as text[]), "
    "cast(:conversations as uuid[])) as moved(account_id, external_id, root, conversation_id) "
    "where i.client_id = :client and i.account_id = moved.account_id and i.external_id = moved.external_id"
)
_ERASE = text(
    "update triage.item set text = '', state = 'deleted', deleted_at = :now "
    "where client_id = :client and id = any(cast(:ids as uuid[])) and deleted_at is null"
)
_FORGET = text(
    "delete from triage.assessment where client_id = :client and item_id = any(cast(:ids as uuid[]))"
)
_CONVERSATIONS = text(
    "select id, conversation_id from triage.item "
    "where client_id = :client and id = any(cast(:ids as uuid[])) and conversation_id is not null"
)


async def read_versions(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, Version]:
    """Return what is here of these items."""
    rows = await session.execute(_VERSIONS, {"client": client, "ids": list(ids)})
    return {row.id: Version(row.version, row.reported, row.is_deleted) for row in rows}


async def read_texts(
    session: AsyncSession, client: UUID, addresses: Iterable[Address]
) -> dict[Address, Above]:
    rows = await session.execute(_TEXTS, {"client": client, "longest": LONGEST, **_split(addresses)})
    return {(row.account_id, row.external_id): Above(row.text, row.parent) for row in rows}


async def read_above(
    session: AsyncSession, client: UUID, addresses: Iterable[Address]
) -> dict[Address, Settled]:
    """Return what is known of the items with these addresses: where they stand and whether they are context."""
    rows = await session.execute(_ABOVE, {"client": client, **_split(addresses)})
    found = {}
    for row in rows.mappings():
        link = _link(row)
        found[link.address] = Settled(Place(row["root"], row["conversation_id"]), link.is_context)
    return found


async def read_below(
    session: AsyncSession, client: UUID, addresses: Iterable[Address]
) -> list[tuple[Link, Place]]:
    """Return the items whose threads so far have one of these addresses as their top."""
    rows = await session.execute(_BELOW, {"client": client, **_split(addresses)})
    return [(_link(row), Place(row["root"], row["conversation_id"])) for row in rows.mappings()]


async def keep(
    session: AsyncSession, client: UUID, items: Sequence[Item], places: Mapping[Address, Place]
) -> None:
    """Insert items, or take in the newer versions that these are; new ones need a place."""
    columns: dict[str, list[object]] = {
        name: [getattr(item, name) for item in items] for name in _KEPT_FIELDS
    }
    columns["text"] = ["" if item.deleted_at else item.text for item in items]
    columns["reported"] = [item.standing for item in items]
    found = [places.get((item.account_id, item.external_id), Place(item.external_id, None)) for item in items]
    columns["root"] = [place.root for place in found]
    columns["conversation_id"] = [place.conversation_id for place in found]
    await session.execute(_KEEP, {"client": client, **columns})


async def assess(
    session: AsyncSession, client: UUID, assessed: Sequence[tuple[UUID, int, wire.Assessment]]
) -> None:
    """Store assessments of items by id and version, in the place of earlier ones."""
    await session.execute(
        _ASSESS,
        {
            "client": client,
            "item_id": [item for item, _, _ in assessed],
            "version": [version for _, version, _ in assessed],
            "priority": [found.priority for _, _, found in assessed],
            # Names of labels are words of our own without comma or brace.
            "found": ["{" + ",".join(file_under(found)) + "}" for _, _, found in assessed],
            "body": [found.model_dump_json() for _, _, found in assessed],
        },
    )


async def move(session: AsyncSession, client: UUID, places: Mapping[Address, Place]) -> None:
    await session.execute(
        _MOVE,
        {
            "client": client,
            **_split(places),
            "roots": [place.root for place in places.values()],
            "conversations": [place.conversation_id for place in places.values()],
        },
    )


async def erase(session: AsyncSession, client: UUID, ids: Iterable[UUID], now: datetime) -> None:
    """Erase the text of items, and what was found in it, which quotes it; twice is harmless."""
    given = list(ids)
    await session.execute(_ERASE, {"client": client, "ids": given, "now": now})
    await session.execute(_FORGET, {"client": client, "ids": given})


async def read_conversations(session: AsyncSession, client: UUID, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the conversation of each of these items that has one."""
    rows = await session.execute(_CONVERSATIONS, {"client": client, "ids": list(ids)})
    return {row.id: row.conversation_id for row in rows}


def _link(row: RowMapping) -> Link:
    names = ("account_id", "external_id", "kind", "author_id", "parent", "post", "is_ours")
    return Link(**{name: row[name] for name in names})


def _split(addresses: Iterable[Address]) -> dict[str, list[object]]:
    pairs = list(addresses)
    return {"accounts": [account for account, _ in pairs], "externals": [external for _, external in pairs]}
