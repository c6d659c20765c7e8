"""People who are known by name and cannot come in: whose deeds were written down before they had a door."""

from collections.abc import Iterable
from uuid import UUID

from services.contracts.web import Role
from services.runtime.db.unit import Database
from services.runtime.ids import new_id
from web.identity.domain import FIRST_LANGUAGE, FIRST_ZONE, normalise_email
from web.identity.errors import EmailTaken
from web.identity.models import NO_PASSWORD, User
from web.identity.repository import UserRows


class Colleagues:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, *, email: str, name: str, role: Role, clients: Iterable[UUID]) -> User:
        """Return the colleague of this address, who is added once; twice is harmless.

        Raises EmailTaken for the address of somebody who comes in.
        """
        email, clients = normalise_email(email), frozenset(clients)
        async with self._database.unit(clients, actor="system:identity") as unit:
            rows = UserRows(unit.session)
            user = User(
                id=new_id(),
                email=email,
                name=name.strip(),
                role=role,
                password_hash=NO_PASSWORD,
                language=FIRST_LANGUAGE,
                time_zone=FIRST_ZONE,
                theme="system",
                created_at=unit.clock.now(),
            )
            if await rows.add(user, clients):
                return user
            found = await rows.find_by_email(email)
            if found is None or found.password_hash != NO_PASSWORD:
                raise EmailTaken
            return found
