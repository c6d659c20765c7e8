"""Coming in, being recognised, and going: the use cases of sessions.

Each opens its own units of work, so that no connection waits while Argon2 computes.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from services.contracts.web import Role
from services.runtime.db.unit import Database, Unit
from services.runtime.ids import new_id
from web.identity.brakes import Brakes, Origin
from web.identity.domain import OpenSession, Person, Theme, normalise_email
from web.identity.errors import WrongCredentials
from web.identity.models import Session, User
from web.identity.passwords import Passwords
from web.identity.repository import SessionRows, UserRows
from web.identity.secrets import Marks, hash_token, make_token

AGENT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Entered:
    """What a browser keeps: the session's token, and the mark by which it is known as this account's."""

    token: str
    device: str


class Doors:
    def __init__(self, database: Database, passwords: Passwords, brakes: Brakes, marks: Marks) -> None:
        self._database = database
        self._passwords = passwords
        self._brakes = brakes
        self._marks = marks

    async def sign_in(self, email: str, password: str, origin: Origin) -> Entered:
        """Raises WrongCredentials, as late for an unknown account as for a known one, or TooManyTries."""
        email = normalise_email(email)
        await self._brakes.press(email, origin)
        async with self._unit() as unit:
            user = await UserRows(unit.session).find_by_email(email)
        is_right = await self._passwords.matches(user.password_hash if user else None, password)
        if not is_right or user is None or user.closed_at is not None:
            raise WrongCredentials
        await self._brakes.release(email, origin)
        async with self._unit() as unit:
            return await self.open_session(unit, user, origin)

    async def open_session(self, unit: Unit, user: User, origin: Origin) -> Entered:
        """Let a user in from this browser, within the caller's unit of work."""
        now, token, rows = unit.clock.now(), make_token(), SessionRows(unit.session)
        await rows.remove_dead(now)
        await rows.add(
            Session(
                id=new_id(),
                token_hash=hash_token(token),
                user_id=user.id,
                agent=origin.agent[:AGENT_LENGTH],
                created_at=now,
                seen_at=now,
            )
        )
        return Entered(token, self._marks.mark_device(user.email))

    async def recognise(self, token: str) -> Person | None:
        """Return who holds a session's token while it counts, and note that it was used."""
        async with self._unit() as unit:
            now, rows, users = unit.clock.now(), SessionRows(unit.session), UserRows(unit.session)
            found = await rows.find(hash_token(token), now)
            if found is None:
                return None
            session, user = found
            await rows.note_use(session.id, now)
            is_administrator = user.role == "administrator"
            clients = frozenset[UUID]() if is_administrator else await users.clients_of(user.id)
            return _person(user, session, clients)

    async def look_again(self, person: Person) -> Person | None:
        """Return the person with the rights that they have now; None once their session has ended.

        It does not count as a use: an open page alone keeps no session alive.
        """
        async with self._unit() as unit:
            rows, users = SessionRows(unit.session), UserRows(unit.session)
            if not await rows.is_open(person.session_id, unit.clock.now()):
                return None
            user = await users.get(person.id)
            is_administrator = user.role == "administrator"
            clients = frozenset[UUID]() if is_administrator else await users.clients_of(user.id)
            return replace(person, role=cast(Role, user.role), clients=clients)

    async def list_sessions(self, person: Person) -> list[OpenSession]:
        async with self._unit() as unit:
            found = await SessionRows(unit.session).list_of(person.id, unit.clock.now())
            return [OpenSession(one.id, one.agent, one.created_at, one.seen_at) for one in found]

    async def end_session(self, person: Person, session_id: UUID) -> bool:
        """End one of the person's own sessions; False when there is no such."""
        async with self._unit() as unit:
            return await SessionRows(unit.session).remove(person.id, session_id)

    async def end_other_sessions(self, person: Person) -> None:
        async with self._unit() as unit:
            await SessionRows(unit.session).remove_others(person.id, person.session_id)

    def _unit(self) -> AbstractAsyncContextManager[Unit]:
        """It sees no client: a person's own show by the person's own setting."""
        return self._database.unit((), actor="system:identity")


def _person(user: User, session: Session, clients: frozenset[UUID]) -> Person:
    return Person(
        id=user.id,
        session_id=session.id,
        email=user.email,
        name=user.name,
        role=cast(Role, user.role),
        language=user.language,
        time_zone=user.time_zone,
        theme=cast(Theme, user.theme),
        clients=clients,
    )
