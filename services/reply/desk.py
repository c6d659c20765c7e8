"""Whom a use case serves, for those that call other services and so open their units of work themselves."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from services.runtime.callers import Actor, Caller
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Desk:
    """A caller and the process that serves them; no transaction is open while it calls others."""

    runtime: Runtime
    caller: Caller

    @property
    def actor(self) -> Actor:
        return Actor.of(self.caller)

    def unit(self, *clients: UUID) -> AbstractAsyncContextManager[Unit]:
        """Open a unit for these clients, or for all that the caller may see."""
        return self.runtime.database.unit(clients or self.caller.clients or (), actor=self.caller.subject)
