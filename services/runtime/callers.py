"""Who acts and with what rights: the value that tokens carry and routes receive."""

from dataclasses import dataclass, field
from uuid import UUID

from services.contracts.topology import Issuer
from services.runtime.problems import NotFound


@dataclass(frozen=True, slots=True)
class Caller:
    """The verified sender of a request.

    `subject` is `user:…`, `key:…`, `operator:…` or `system:…`. `clients` is None only for an operator, or a
    system that watches over every client. `slugs` lets a path name a client by its slug.
    """

    issuer: Issuer
    subject: str
    clients: frozenset[UUID] | None
    scopes: frozenset[str]
    slugs: dict[str, UUID] = field(default_factory=dict)

    def may_see(self, client: UUID) -> bool:
        return self.clients is None or client in self.clients

    def client_named(self, name: str) -> UUID | None:
        """Return the id of the client that a path names by id or slug; None for an operator's slug.

        Raises NotFound when the caller may not see it, with the same words as for one that does not exist.
        """
        try:
            client = UUID(name)
        except ValueError:
            known = self.slugs.get(name)
            if known is None and self.clients is None:
                return None
            client = known or UUID(int=0)
        if not self.may_see(client):
            raise NotFound
        return client


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a call to another service acts for, and for which clients; None means every client."""

    subject: str
    clients: frozenset[UUID] | None
    slugs: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def system(cls, part: str, *clients: UUID) -> "Actor":
        return cls(f"system:{part}", frozenset(clients))

    @classmethod
    def of(cls, caller: Caller) -> "Actor":
        return cls(caller.subject, caller.clients, caller.slugs)
