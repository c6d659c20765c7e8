"""What a person changes about themselves, and how colleagues are called."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from services.runtime.db.unit import Database, Unit
from web.identity.brakes import Brakes, Origin
from web.identity.domain import Person, Theme, find_password_fault
from web.identity.errors import PasswordRefused, WrongCredentials
from web.identity.passwords import Passwords
from web.identity.repository import SessionRows, UserRows


class Profiles:
    def __init__(self, database: Database, passwords: Passwords, brakes: Brakes) -> None:
        self._database = database
        self._passwords = passwords
        self._brakes = brakes

    async def change_looks(self, person: Person, *, language: str, theme: Theme) -> None:
        async with self._unit() as unit:
            user = await UserRows(unit.session).get(person.id)
            user.language, user.theme = language, theme

    async def change_zone(self, person: Person, time_zone: str) -> None:
        async with self._unit() as unit:
            (await UserRows(unit.session).get(person.id)).time_zone = time_zone

    async def change_password(self, person: Person, current: str, new: str, origin: Origin) -> None:
        """Ends every other session. Raises PasswordRefused, WrongCredentials or TooManyTries."""
        if fault := find_password_fault(new, email=person.email, name=person.name):
            raise PasswordRefused(fault)
        await self._brakes.press(person.email, origin)
        async with self._unit() as unit:
            stored = (await UserRows(unit.session).get(person.id)).password_hash
        if not await self._passwords.matches(stored, current):
            raise WrongCredentials
        await self._brakes.release(person.email, origin)
        password_hash = await self._passwords.hash(new)
        async with self._unit() as unit:
            (await UserRows(unit.session).get(person.id)).password_hash = password_hash
            await SessionRows(unit.session).remove_others(person.id, person.session_id)

    async def name_subjects(self, subjects: Iterable[str]) -> dict[str, str]:
        """Return how people call those who act: a colleague's name, else what follows the kind of subject."""
        wanted = set(subjects)
        ids = {subject: found for subject in wanted if (found := _user_id(subject))}
        async with self._unit() as unit:
            names = await UserRows(unit.session).names_of(ids.values()) if ids else {}
        return {
            subject: names.get(ids[subject], "") if subject in ids else subject.partition(":")[2] or subject
            for subject in wanted
        }

    def _unit(self) -> AbstractAsyncContextManager[Unit]:
        return self._database.unit((), actor="system:identity")


def _user_id(subject: str) -> UUID | None:
    kind, _, name = subject.partition(":")
    try:
        return UUID(name) if kind == "user" else None
    except ValueError:
        return None
