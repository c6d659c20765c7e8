"""Who sits in front of a page: the session behind a request, and calls to the services in that person's name.

Every route but the entry asks for one of these, and that is where sessions, forged forms and roles are checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from pydantic import BaseModel

from services.contracts.ingest import ADD_CLIENT, Client
from services.contracts.operation import Operation
from services.runtime.callers import Actor
from services.runtime.client import Document
from services.runtime.problems import Forbidden, NotFound
from web.identity.brakes import Origin
from web.identity.domain import Person
from web.identity.rights import may_ask
from web.security.forgery import SAFE_METHODS
from web.workplace import Workplace, workplace_of

Answer = TypeVar("Answer", bound=BaseModel)


class SignInNeeded(Exception):
    """There is no session, or it has ended; the way back is the page that was asked for."""


class NoClient(Exception):
    """The page is about a client, and nobody has entrusted one to this person yet."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in person's request; what they do here touches no client."""

    workplace: Workplace
    person: Person
    csrf: str
    heard: int  # Live events before anything was read.


@dataclass(frozen=True, slots=True)
class Seat(Visit):
    """A visit that speaks with the services. `clients` are those that the person may see, by name."""

    clients: Mapping[UUID, Client]

    async def ask(
        self,
        operation: Operation[Answer],
        *,
        path: Mapping[str, str | UUID] | None = None,
        query: BaseModel | None = None,
        body: BaseModel | None = None,
        key: str | None = None,
    ) -> Answer:
        """Call an operation for the person, and for one client only where the path names it.

        Raises the service's Problem; before asking, Forbidden when their role may not, and NotFound when the
        client is not theirs.
        """
        actor = self._actor(operation, path or {})
        return await self.workplace.runtime.services.call(
            operation, actor, path=path, query=query, body=body, key=key
        )

    async def fetch(
        self, operation: Operation[Any], *, path: Mapping[str, str | UUID], accept: str
    ) -> Document:
        """Ask likewise for an answer in another form than JSON."""
        actor = self._actor(operation, path)
        return await self.workplace.runtime.services.fetch(operation, actor, path=path, accept=accept)

    def client_called(self, slug: str) -> Client:
        """Raises NotFound, as for a client that does not exist, when the person may not see it."""
        for client in self.clients.values():
            if client.slug == slug:
                return client
        raise NotFound

    def client_or_first(self, slug: str) -> Client:
        """Return the client of that slug, or the first of the person's where none is named.

        Raises NotFound as `client_called` does, and NoClient for a person without any.
        """
        if not self.clients:
            raise NoClient
        return self.client_called(slug) if slug else next(iter(self.clients.values()))

    def _actor(self, operation: Operation[Any], path: Mapping[str, str | UUID]) -> Actor:
        if not may_ask(self.person.role, operation.scope):
            raise Forbidden
        if operation is ADD_CLIENT:
            return self._founder()
        if "client" not in path:
            return Actor(self.person.subject, frozenset(self.clients))
        client = path["client"]
        if not isinstance(client, UUID) or client not in self.clients:
            raise NotFound
        return Actor(self.person.subject, frozenset({client}))

    def _founder(self) -> Actor:
        """What does not exist yet is among nobody's clients: only who sees every one may add it."""
        if not self.person.is_administrator:
            raise Forbidden
        return Actor(self.person.subject, None)


async def visit(request: Request) -> Visit:
    """Raises SignInNeeded without a session, and Forbidden for a form that is not of this session."""
    workplace = workplace_of(request)
    heard = workplace.hub.heard
    token = request.cookies.get(workplace.cookies.session, "")
    person = await workplace.identity.doors.recognise(token) if token else None
    if person is None:
        raise SignInNeeded
    request.state.person = person
    marks = workplace.identity.marks
    if request.method not in SAFE_METHODS:
        given = (await request.form()).get("csrf", "")
        if not isinstance(given, str) or not marks.is_csrf(given, token):
            raise Forbidden(code="stale_form")
    return Visit(workplace, person, marks.csrf_of(token), heard)


async def seat(visit: Annotated[Visit, Depends(visit)]) -> Seat:
    clients = await visit.workplace.directory.visible_to(visit.person)
    return Seat(visit.workplace, visit.person, visit.csrf, visit.heard, clients)


async def administrator(seat: Annotated[Seat, Depends(seat)]) -> Seat:
    """Raises NotFound for a moderator: what they may not open does not exist for them."""
    if not seat.person.is_administrator:
        raise NotFound
    return seat


async def lead(seat: Annotated[Seat, Depends(seat)]) -> Seat:
    """Raises Forbidden for a moderator, who sees the same clients and may not change what holds for them.

    Whose client it is, `client_called` and each call decide: for a lead, others' do not exist.
    """
    if not seat.person.keeps_settings:
        raise Forbidden
    return seat


def origin_of(request: Request) -> Origin:
    """Where a try to come in is from."""
    address = request.client.host if request.client else ""
    device = request.cookies.get(workplace_of(request).cookies.device, "")
    return Origin(address, device, request.headers.get("user-agent", ""))


VisitDep = Annotated[Visit, Depends(visit)]
SeatDep = Annotated[Seat, Depends(seat)]
LeadDep = Annotated[Seat, Depends(lead)]
AdministratorDep = Annotated[Seat, Depends(administrator)]
