"""Every query of identity. Rows of `user_client` show only under the client's or the person's own setting."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, not_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from web.identity.domain import SEEN_STEP, SESSION_IDLE, SESSION_LIFE
from web.identity.models import NO_PASSWORD, Invitation, Session, User, UserClient


class UserRows:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_by_email(self, email: str) -> User | None:
        found: User | None = await self._session.scalar(select(User).where(col(User.email) == email))
        return found

    async def get(self, user_id: UUID) -> User:
        return (await self._session.execute(select(User).where(col(User.id) == user_id))).scalar_one()

    async def exist(self) -> bool:
        """Whether there is anybody who can come in; colleagues without a password cannot."""
        can_come = select(col(User.id)).where(col(User.password_hash) != NO_PASSWORD)
        return bool(await self._session.scalar(select(can_come.exists())))

    async def list_all(self) -> Sequence[User]:
        return (await self._session.scalars(select(User).order_by(col(User.name), col(User.id)))).all()

    async def names_of(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        rows = await self._session.execute(select(col(User.id), col(User.name)).where(col(User.id).in_(ids)))
        return {row.id: row.name for row in rows}

    async def add(self, user: User, clients: Iterable[UUID]) -> bool:
        """Return False when the address is taken; the unit of work must speak for the clients."""
        statement = insert(User).values(**user.model_dump()).on_conflict_do_nothing().returning(col(User.id))
        if await self._session.scalar(statement) is None:
            return False
        rows = [{"client_id": client, "user_id": user.id} for client in clients]
        if rows:
            await self._session.execute(insert(UserClient).values(rows))
        return True

    async def clients_of(self, user_id: UUID) -> frozenset[UUID]:
        """Return a person's clients, which the policy `by_person` shows to nobody but them."""
        await self._session.execute(
            text("select set_config('palabre.person', :person, true)"), {"person": str(user_id)}
        )
        rows = await self._session.scalars(
            select(col(UserClient.client_id)).where(col(UserClient.user_id) == user_id)
        )
        return frozenset(rows)

    async def clients_by_user(self) -> dict[UUID, frozenset[UUID]]:
        """Return who works for which of the unit's clients."""
        found: dict[UUID, set[UUID]] = {}
        for row in await self._session.execute(select(col(UserClient.user_id), col(UserClient.client_id))):
            found.setdefault(row.user_id, set()).add(row.client_id)
        return {user: frozenset(clients) for user, clients in found.items()}


class TeamRows:
    """What changes users; the unit of work must speak for every client concerned."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> None:
        """Make those who change the team wait for each other, so that each sees who is left."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtext("web team"))))

    async def find(self, user_id: UUID) -> User | None:
        return (await self._session.scalars(select(User).where(col(User.id) == user_id))).one_or_none()

    async def has_administrator_beside(self, user_id: UUID) -> bool:
        """Whether somebody else administers who can come in."""
        statement = select(col(User.id)).where(
            col(User.id) != user_id,
            col(User.role) == "administrator",
            col(User.closed_at).is_(None),
            col(User.password_hash) != NO_PASSWORD,
        )
        return bool(await self._session.scalar(select(statement.exists())))

    async def set_clients(self, user_id: UUID, clients: frozenset[UUID]) -> None:
        await self._session.execute(
            delete(UserClient).where(
                col(UserClient.user_id) == user_id, col(UserClient.client_id).not_in(clients)
            )
        )
        if clients:
            rows = [{"client_id": client, "user_id": user_id} for client in clients]
            await self._session.execute(insert(UserClient).values(rows).on_conflict_do_nothing())


class SessionRows:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, session: Session) -> None:
        await self._session.execute(insert(Session).values(**session.model_dump()))

    async def find(self, token_hash: bytes, now: datetime) -> tuple[Session, User] | None:
        statement = (
            select(Session, User)
            .join(User, col(User.id) == col(Session.user_id))
            .where(col(Session.token_hash) == token_hash, _live(now), col(User.closed_at).is_(None))
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else (row[0], row[1])

    async def note_use(self, session_id: UUID, now: datetime) -> None:
        statement = update(Session).where(
            col(Session.id) == session_id, col(Session.seen_at) < now - SEEN_STEP
        )
        await self._session.execute(statement.values(seen_at=now))

    async def is_open(self, session_id: UUID, now: datetime) -> bool:
        statement = select(col(Session.id)).where(col(Session.id) == session_id, _live(now))
        return await self._session.scalar(statement) is not None

    async def list_of(self, user_id: UUID, now: datetime) -> Sequence[Session]:
        statement = select(Session).where(col(Session.user_id) == user_id, _live(now))
        return (await self._session.scalars(statement.order_by(col(Session.seen_at).desc()))).all()

    async def remove(self, user_id: UUID, session_id: UUID) -> bool:
        statement = delete(Session).where(col(Session.user_id) == user_id, col(Session.id) == session_id)
        return await self._session.scalar(statement.returning(col(Session.id))) is not None

    async def remove_others(self, user_id: UUID, session_id: UUID) -> None:
        await self._session.execute(
            delete(Session).where(col(Session.user_id) == user_id, col(Session.id) != session_id)
        )

    async def remove_all(self, user_id: UUID) -> None:
        await self._session.execute(delete(Session).where(col(Session.user_id) == user_id))

    async def remove_dead(self, now: datetime) -> None:
        await self._session.execute(delete(Session).where(not_(_live(now))))


class InvitationRows:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, invitation: Invitation) -> None:
        await self._session.execute(insert(Invitation).values(**invitation.model_dump()))

    async def find(self, token_hash: bytes, now: datetime) -> Invitation | None:
        statement = select(Invitation).where(
            col(Invitation.token_hash) == token_hash, col(Invitation.expires_at) > now
        )
        found: Invitation | None = await self._session.scalar(statement)
        return found

    async def take(self, token_hash: bytes, now: datetime) -> Invitation | None:
        """Remove and return it: of two who use a link at once, one gets it."""
        statement = delete(Invitation).where(
            col(Invitation.token_hash) == token_hash, col(Invitation.expires_at) > now
        )
        found: Invitation | None = await self._session.scalar(statement.returning(Invitation))
        return found

    async def remove_first(self) -> None:
        await self._session.execute(delete(Invitation).where(col(Invitation.is_first)))

    async def remove_for(self, email: str) -> None:
        await self._session.execute(delete(Invitation).where(col(Invitation.email) == email))

    async def list_pending(self) -> Sequence[Invitation]:
        """Return what was offered to somebody, the newest first; the first administrator's link is nobody's."""
        statement = select(Invitation).where(not_(col(Invitation.is_first)))
        ordered = statement.order_by(col(Invitation.created_at).desc(), col(Invitation.id))
        return (await self._session.scalars(ordered)).all()

    async def take_back(self, invitation_id: UUID) -> Invitation | None:
        """Remove and return an invitation; None when it was used or withdrawn."""
        statement = delete(Invitation).where(
            col(Invitation.id) == invitation_id, not_(col(Invitation.is_first))
        )
        found: Invitation | None = await self._session.scalar(statement.returning(Invitation))
        return found

    async def lock_first(self) -> None:
        """Make those who would be the first administrator wait for each other."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtext("web first sign-in"))))


def _live(now: datetime) -> ColumnElement[bool]:
    return and_(col(Session.seen_at) > now - SESSION_IDLE, col(Session.created_at) > now - SESSION_LIFE)
