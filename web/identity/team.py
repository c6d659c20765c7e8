"""What administrators change about their colleagues: role, clients, and whether they come in at all.

There is always one administrator who can come in: whoever would take the last one away is refused, also when two
try at once.
"""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import cast
from uuid import UUID

from services.contracts.web import Role
from services.runtime.db.unit import Database, Unit
from web.identity.domain import Member
from web.identity.errors import LastAdministrator, NoSuchMember
from web.identity.models import NO_PASSWORD, User
from web.identity.repository import SessionRows, TeamRows, UserRows


class Team:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_members(self, clients: Iterable[UUID]) -> list[Member]:
        """Return every user, with those of `clients` that they work for."""
        async with self._unit(clients) as unit:
            by_user = await UserRows(unit.session).clients_by_user()
            users = await UserRows(unit.session).list_all()
            return [_member(user, by_user.get(user.id, frozenset())) for user in users]

    async def get_member(self, member: UUID, clients: Iterable[UUID]) -> Member:
        """Raises NoSuchMember."""
        async with self._unit(clients) as unit:
            user = await TeamRows(unit.session).find(member)
            if user is None:
                raise NoSuchMember
            by_user = await UserRows(unit.session).clients_by_user()
            return _member(user, by_user.get(user.id, frozenset()))

    async def change(
        self, member: UUID, *, role: Role, chosen: Iterable[UUID], among: Iterable[UUID]
    ) -> None:
        """Give a role and clients, `among` being all there are; it holds from their very next request.

        An administrator sees every client and keeps none of their own. Raises NoSuchMember or LastAdministrator.
        """
        async with self._unit(among) as unit:
            user = await _lock(unit, member)
            if role != "administrator":
                await _leave_another(unit, user)
            user.role = role
            kept = frozenset[UUID]() if role == "administrator" else frozenset(chosen)
            await TeamRows(unit.session).set_clients(member, kept)

    async def close(self, member: UUID) -> None:
        """Let somebody in no more; their sessions end at once, and what they wrote stays under their name.

        Twice changes nothing. Raises NoSuchMember or LastAdministrator.
        """
        async with self._unit(()) as unit:
            user = await _lock(unit, member)
            await _leave_another(unit, user)
            user.closed_at = user.closed_at or unit.clock.now()
            await SessionRows(unit.session).remove_all(member)

    async def reopen(self, member: UUID) -> None:
        """Let them in again with the password, role and clients that they had. Raises NoSuchMember."""
        async with self._unit(()) as unit:
            (await _lock(unit, member)).closed_at = None

    def _unit(self, clients: Iterable[UUID]) -> AbstractAsyncContextManager[Unit]:
        return self._database.unit(clients, actor="system:identity")


def _member(user: User, clients: frozenset[UUID]) -> Member:
    return Member(
        id=user.id,
        email=user.email,
        name=user.name,
        role=cast(Role, user.role),
        clients=clients,
        created_at=user.created_at,
        has_password=user.password_hash != NO_PASSWORD,
        closed_at=user.closed_at,
    )


async def _lock(unit: Unit, member: UUID) -> User:
    """Return the user to change, after whoever else changes the team."""
    rows = TeamRows(unit.session)
    await rows.lock()
    user = await rows.find(member)
    if user is None:
        raise NoSuchMember
    return user


async def _leave_another(unit: Unit, user: User) -> None:
    """Raises LastAdministrator when there is nobody else who could put things right."""
    if user.role == "administrator" and not await TeamRows(unit.session).has_administrator_beside(user.id):
        raise LastAdministrator
