"""Use cases of API keys: issued once, checked at each request, exchanged by the other services, revoked."""

from datetime import datetime, timedelta
from uuid import UUID

from services.contracts.ingest import ExchangedKey, IssuedKey, Key, KeyExchange, NewKey, Rotation
from services.contracts.problem import FieldError
from services.contracts.topology import KEY_SCOPES, SERVICES
from services.contracts.values import Listed, Paging
from services.ingest.directory import repository
from services.ingest.directory.domain import USE_STEP, KnownKey, mint_key, read_key
from services.ingest.directory.models import KeyRow
from services.runtime.callers import Actor, Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Database, Unit
from services.runtime.key_door import KeyDoor
from services.runtime.paging import cursor_at, cut, read_place
from services.runtime.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated

# Topics of the event log. A key's id is no UUID, so their key is the client: the log says who did it and when.
ADDED = "api_key.added"
ROTATED = "api_key.rotated"
REVOKED = "api_key.revoked"


async def authenticate_key(runtime: Runtime, text: str) -> Caller:
    """Return whom a key speaks for; the database is asked each time, so a revoked key is dead at once here."""
    known = await _find(runtime.database, text, runtime.clock.now())
    if known is None:
        raise Unauthenticated("This key is not known, or was revoked.")
    actor = _actor(known)
    return Caller("ingest", actor.subject, actor.clients, known.scopes, actor.slugs)


async def exchange_key(runtime: Runtime, caller: Caller, asked: KeyExchange) -> ExchangedKey:
    """Return a token for the service that was given the key, and for no other one.

    Raises NotFound for a key that is not known or was revoked.
    """
    audience = next((name for name in SERVICES if name == asked.audience == caller.issuer), None)
    if audience is None:
        raise Forbidden("A service exchanges keys for itself only.")
    known = await _find(runtime.database, asked.key, runtime.clock.now())
    if known is None:
        raise NotFound
    return ExchangedKey(token=runtime.signer.sign(_actor(known), audience=audience, scopes=known.scopes))


async def add_key(unit: Unit, door: KeyDoor, client: UUID, new: NewKey) -> IssuedKey:
    errors = [
        FieldError(
            field=f"scopes.{index}",
            code="unknown",
            message=f"must be one of {', '.join(sorted(KEY_SCOPES))}",
        )
        for index, scope in enumerate(new.scopes)
        if scope not in KEY_SCOPES
    ]
    if errors:
        raise Invalid(errors=errors)
    await repository.get_client(unit.session, client)
    unit.happened(client, ADDED, [client])
    return _issue(unit, door, client, new.name, sorted(set(new.scopes)))


async def rotate_key(unit: Unit, door: KeyDoor, client: UUID, key_id: str, rotation: Rotation) -> IssuedKey:
    """Issue a key that may do the same; the old one holds on for the overlap, so that nobody stands outside.

    Raises Conflict for a key that does not hold any more.
    """
    old, now = await repository.get_key(unit.session, client, key_id), unit.clock.now()
    if old.revoked_at is not None:
        raise Conflict("This key was revoked or replaced already.", code="key_ended")
    old.revoked_at = now + timedelta(hours=rotation.overlap_hours)
    unit.happened(client, ROTATED, [client])
    return _issue(unit, door, client, old.name, old.scopes)


async def list_keys(unit: Unit, client: UUID, query: Paging) -> Listed[Key]:
    await repository.get_client(unit.session, client)
    after = read_place(query.cursor, 1)[0] if query.cursor else None
    rows = await repository.list_keys(unit.session, client, after=after, limit=query.limit + 1)
    page, has_more = cut(rows, query.limit)
    return Listed(items=[_key(row) for row in page], next=cursor_at(page[-1].id) if has_more else None)


async def revoke_key(unit: Unit, client: UUID, key_id: str) -> Key:
    """Revoke a key, also one that is running out; a second time changes nothing."""
    row, now = await repository.get_key(unit.session, client, key_id), unit.clock.now()
    if row.revoked_at is None or row.revoked_at > now:
        row.revoked_at = now
        unit.happened(client, REVOKED, [client])
    return _key(row)


def _issue(unit: Unit, door: KeyDoor, client: UUID, name: str, scopes: list[str]) -> IssuedKey:
    minted = mint_key(door.mark)
    row = KeyRow(
        client_id=client,
        id=minted.id,
        name=name,
        scopes=scopes,
        secret_hash=minted.secret_hash,
        created_at=unit.clock.now(),
    )
    unit.session.add(row)
    return IssuedKey(key=minted.text, about=_key(row))


async def _find(database: Database, text: str, now: datetime) -> KnownKey | None:
    presented = read_key(text)
    known = await repository.find_key(database, presented, now) if presented is not None else None
    if known is not None and (known.last_used_at is None or known.last_used_at < now - USE_STEP):
        async with database.unit([known.client_id], actor=f"key:{known.id}") as unit:
            await repository.note_key_use(
                unit.session, known.client_id, known.id, now=now, before=now - USE_STEP
            )
    return known


def _actor(known: KnownKey) -> Actor:
    return Actor(f"key:{known.id}", frozenset({known.client_id}), slugs={known.client_slug: known.client_id})


def _key(row: KeyRow) -> Key:
    return Key(**row.model_dump(exclude={"secret_hash"}))
