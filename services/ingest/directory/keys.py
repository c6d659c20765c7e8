"""Use cases of API keys: issued once, checked at each request, exchanged by the other services, revoked."""

from uuid import UUID

from services.contracts.ingest import ExchangedKey, IssuedKey, Key, KeyExchange, NewKey
from services.contracts.problem import FieldError
from services.contracts.topology import KEY_SCOPES, SERVICES
from services.contracts.values import Listed, Paging
from services.ingest.directory import repository
from services.ingest.directory.domain import KnownKey, mint_key, read_key
from services.ingest.directory.models import KeyRow
from services.runtime.callers import Actor, Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Database, Unit
from services.runtime.paging import cursor_at, cut, read_place
from services.runtime.problems import Forbidden, Invalid, NotFound, Unauthenticated
from services.runtime.tokens import Signer


async def authenticate_key(runtime: Runtime, text: str) -> Caller:
    """Return whom a key speaks for; the database is asked each time, so a revoked key is dead at once here."""
    known = await _find(runtime.database, text)
    if known is None:
        raise Unauthenticated("This key is not known, or was revoked.")
    actor = _actor(known)
    return Caller("ingest", actor.subject, actor.clients, known.scopes, actor.slugs)


async def exchange_key(
    database: Database, signer: Signer, caller: Caller, asked: KeyExchange
) -> ExchangedKey:
    """Return a token for the service that was given the key, and for no other one.

    Raises NotFound for a key that is not known or was revoked.
    """
    audience = next((name for name in SERVICES if name == asked.audience == caller.issuer), None)
    if audience is None:
        raise Forbidden("A service exchanges keys for itself only.")
    known = await _find(database, asked.key)
    if known is None:
        raise NotFound
    return ExchangedKey(token=signer.sign(_actor(known), audience=audience, scopes=known.scopes))


async def add_key(unit: Unit, client: UUID, new: NewKey) -> IssuedKey:
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
    minted = mint_key()
    row = KeyRow(
        client_id=client,
        id=minted.id,
        name=new.name,
        scopes=sorted(set(new.scopes)),
        secret_hash=minted.secret_hash,
        created_at=unit.clock.now(),
    )
    unit.session.add(row)
    return IssuedKey(key=minted.text, about=_key(row))


async def list_keys(unit: Unit, client: UUID, query: Paging) -> Listed[Key]:
    await repository.get_client(unit.session, client)
    after = read_place(query.cursor, 1)[0] if query.cursor else None
    rows = await repository.list_keys(unit.session, client, after=after, limit=query.limit + 1)
    page, has_more = cut(rows, query.limit)
    return Listed(items=[_key(row) for row in page], next=cursor_at(page[-1].id) if has_more else None)


async def revoke_key(unit: Unit, client: UUID, key_id: str) -> Key:
    """Revoke a key; a second time changes nothing."""
    row = await repository.get_key(unit.session, client, key_id)
    row.revoked_at = row.revoked_at or unit.clock.now()
    return _key(row)


async def _find(database: Database, text: str) -> KnownKey | None:
    presented = read_key(text)
    return await repository.find_key(database, presented) if presented is not None else None


def _actor(known: KnownKey) -> Actor:
    return Actor(f"key:{known.id}", frozenset({known.client_id}), slugs={known.client_slug: known.client_id})


def _key(row: KeyRow) -> Key:
    return Key(**row.model_dump(exclude={"secret_hash"}))
