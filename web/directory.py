"""The agency's clients as ingest knows them: names, colours and slugs, asked at most every few seconds."""

import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID

from services.contracts.ingest import LIST_CLIENTS, Client, DirectoryQuery
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.problems import Unavailable
from web.identity.domain import Person

KEPT_SECONDS = 2.0
# Administrators see every client, so somebody must know which there are: web asks for itself, and for nothing else.
_WEB = Actor("system:directory", None)


class Directory:
    def __init__(self, services: ServiceClient, *, now: Callable[[], float] = time.monotonic) -> None:
        self._services = services
        self._now = now
        self._asked = float("-inf")
        self._clients: dict[UUID, Client] = {}

    async def visible_to(self, person: Person) -> dict[UUID, Client]:
        """Return the clients whom a person may see, by name; of two with one name each says its slug as well.

        Raises Unavailable when ingest never answered since the start; later its last answer stands in.
        """
        clients = await self._all()
        return told_apart(
            {id_: one for id_, one in clients.items() if person.is_administrator or id_ in person.clients}
        )

    def forget(self) -> None:
        """Ask again next time: somebody just changed a client."""
        self._asked = float("-inf")

    async def _all(self) -> dict[UUID, Client]:
        if self._now() - self._asked < KEPT_SECONDS:
            return self._clients
        try:
            found = await self._ask()
        except Unavailable:
            if self._asked == float("-inf"):
                raise
            return self._clients
        self._asked = self._now()
        found.sort(key=lambda client: client.name.casefold())
        self._clients = {client.id: client for client in found}
        return self._clients

    async def _ask(self) -> list[Client]:
        page = await self._services.call(LIST_CLIENTS, _WEB, query=DirectoryQuery())
        found = list(page.items)
        while page.next:
            page = await self._services.call(LIST_CLIENTS, _WEB, query=DirectoryQuery(cursor=page.next))
            found += page.items
        return found


def told_apart(clients: dict[UUID, Client]) -> dict[UUID, Client]:
    """Return the clients under names that nobody takes for another's among them."""
    times = Counter(client.name.casefold() for client in clients.values())
    return {
        id_: client.model_copy(update={"name": f"{client.name} ({client.slug})"})
        if times[client.name.casefold()] > 1
        else client
        for id_, client in clients.items()
    }
