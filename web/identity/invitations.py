"""Links that let somebody in once: for colleagues, and for the first administrator of an installation."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from services.contracts.web import Role
from services.runtime.db.unit import Database, Unit
from services.runtime.ids import new_id
from web.identity.brakes import Origin
from web.identity.domain import (
    FIRST_ZONE,
    INVITATION_LIFE,
    Invited,
    Newcomer,
    PendingInvitation,
    find_password_fault,
    normalise_email,
)
from web.identity.doors import Doors, Entered
from web.identity.errors import EmailTaken, InvitationGone, NoSuchMember, PasswordRefused
from web.identity.models import Invitation, User
from web.identity.passwords import Passwords
from web.identity.repository import InvitationRows, SessionRows, TeamRows, UserRows
from web.identity.secrets import hash_token, make_token


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The only place where the token stands; its row holds a hash."""

    token: str
    expires_at: datetime


class Invitations:
    def __init__(self, database: Database, passwords: Passwords, doors: Doors) -> None:
        self._database = database
        self._passwords = passwords
        self._doors = doors

    async def invite(
        self, *, email: str, name: str, role: Role, clients: Iterable[UUID], invited_by: str
    ) -> IssuedLink:
        """A newer invitation of the same address replaces the older. Raises EmailTaken."""
        email = normalise_email(email)
        invited = Invited(email, name.strip(), role, frozenset(clients), is_first=False)
        async with self._unit() as unit:
            if await UserRows(unit.session).find_by_email(email) is not None:
                raise EmailTaken
            await InvitationRows(unit.session).remove_for(email)
            return await _issue(unit, invited, invited_by)

    async def invite_back(self, user_id: UUID, invited_by: str) -> IssuedLink:
        """Return a link with which somebody who is known chooses a new password, whatever they forgot.

        Raises NoSuchMember, also for one whose account is closed.
        """
        async with self._unit() as unit:
            user = await TeamRows(unit.session).find(user_id)
            if user is None or user.closed_at is not None:
                raise NoSuchMember
            await InvitationRows(unit.session).remove_for(user.email)
            role = cast(Role, user.role)
            invited = Invited(user.email, user.name, role, frozenset(), is_first=False, user_id=user.id)
            return await _issue(unit, invited, invited_by)

    async def list_pending(self) -> list[PendingInvitation]:
        async with self._unit() as unit:
            now = unit.clock.now()
            return [_pending(row, now) for row in await InvitationRows(unit.session).list_pending()]

    async def withdraw(self, invitation_id: UUID) -> None:
        """Make a link open nothing any more. Raises InvitationGone for one that was used or withdrawn."""
        async with self._unit() as unit:
            if await InvitationRows(unit.session).take_back(invitation_id) is None:
                raise InvitationGone

    async def renew(self, invitation_id: UUID, invited_by: str) -> tuple[Invited, IssuedLink]:
        """Put a fresh link in the place of an older one, which opens nothing any more. Raises InvitationGone."""
        async with self._unit() as unit:
            older = await InvitationRows(unit.session).take_back(invitation_id)
            if older is None:
                raise InvitationGone
            return _invited(older), await _issue(unit, _invited(older), invited_by)

    async def invite_first(self) -> IssuedLink | None:
        """Return a link for the first administrator, which replaces earlier ones; None once somebody came in."""
        async with self._unit() as unit:
            rows = InvitationRows(unit.session)
            await rows.lock_first()
            if await UserRows(unit.session).exist():
                return None
            await rows.remove_first()
            first = Invited("", "", "administrator", frozenset(), is_first=True)
            return await _issue(unit, first, "system:first")

    async def find(self, token: str) -> Invited:
        """Raises InvitationGone."""
        async with self._unit() as unit:
            found = await InvitationRows(unit.session).find(hash_token(token), unit.clock.now())
            if found is None or (found.is_first and await UserRows(unit.session).exist()):
                raise InvitationGone
            return _invited(found)

    async def take_up(self, token: str, newcomer: Newcomer, origin: Origin) -> Entered:
        """Make the user, or give a new password to one who is known, and let them in.

        Raises InvitationGone, EmailTaken or PasswordRefused.
        """
        invited = await self.find(token)
        email = normalise_email(invited.email or newcomer.email)
        if fault := find_password_fault(newcomer.password, email=email, name=newcomer.name):
            raise PasswordRefused(fault)
        password_hash = await self._passwords.hash(newcomer.password)
        async with self._database.unit(invited.clients, actor="system:identity") as unit:
            await _take(unit, token)
            name = newcomer.name.strip()
            if invited.user_id is not None:
                user = await _welcome_back(unit, invited.user_id, name, password_hash)
            else:
                user = _user(newcomer, email, invited.role, password_hash, unit.clock.now())
                if not await UserRows(unit.session).add(user, invited.clients):
                    raise EmailTaken
            return await self._doors.open_session(unit, user, origin)

    def _unit(self) -> AbstractAsyncContextManager[Unit]:
        return self._database.unit((), actor="system:identity")


async def _issue(unit: Unit, invited: Invited, invited_by: str) -> IssuedLink:
    token, expires_at = make_token(), unit.clock.now() + INVITATION_LIFE
    await InvitationRows(unit.session).add(
        Invitation(
            id=new_id(),
            token_hash=hash_token(token),
            email=invited.email,
            name=invited.name,
            role=invited.role,
            clients=sorted(invited.clients),
            is_first=invited.is_first,
            user_id=invited.user_id,
            invited_by=invited_by,
            created_at=unit.clock.now(),
            expires_at=expires_at,
        )
    )
    return IssuedLink(token, expires_at)


async def _take(unit: Unit, token: str) -> None:
    """Use the link up; whoever comes second, or second as first administrator, finds it gone."""
    rows = InvitationRows(unit.session)
    await rows.lock_first()
    taken = await rows.take(hash_token(token), unit.clock.now())
    if taken is None or (taken.is_first and await UserRows(unit.session).exist()):
        raise InvitationGone


async def _welcome_back(unit: Unit, user_id: UUID, name: str, password_hash: str) -> User:
    """Give a new password to somebody who is known; whoever had the old one is out."""
    user = await TeamRows(unit.session).find(user_id)
    if user is None or user.closed_at is not None:
        raise InvitationGone
    user.name, user.password_hash = name, password_hash
    await SessionRows(unit.session).remove_all(user_id)
    return user


def _invited(row: Invitation) -> Invited:
    return Invited(
        email=row.email,
        name=row.name,
        role=cast(Role, row.role),
        clients=frozenset(row.clients),
        is_first=row.is_first,
        user_id=row.user_id,
    )


def _pending(row: Invitation, now: datetime) -> PendingInvitation:
    return PendingInvitation(
        id=row.id,
        email=row.email,
        name=row.name,
        role=cast(Role, row.role),
        clients=frozenset(row.clients),
        created_at=row.created_at,
        expires_at=row.expires_at,
        has_expired=row.expires_at <= now,
        is_return=row.user_id is not None,
    )


def _user(newcomer: Newcomer, email: str, role: Role, password_hash: str, now: datetime) -> User:
    return User(
        id=new_id(),
        email=email,
        name=newcomer.name.strip(),
        role=role,
        password_hash=password_hash,
        language=newcomer.language,
        time_zone=FIRST_ZONE,
        theme="system",
        created_at=now,
    )
