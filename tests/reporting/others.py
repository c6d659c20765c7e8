"""Hand-written ingest, triage and reply that speak their contracts about one world."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from starlette.responses import Response

from services.contracts import ingest, reply, triage
from services.contracts.events import LIST_EVENTS, EventPage
from services.contracts.operation import Operation
from services.contracts.topology import ServiceName
from services.contracts.values import Listed, Lookup, Model
from services.runtime.callers import Actor, Caller
from services.runtime.keyring import Keyring
from services.runtime.problem_handlers import handle_problems
from services.runtime.problems import NotFound
from services.runtime.tokens import Signer, Verifier
from tests.reporting.world import World

Handler = Callable[[Request, Caller], Awaitable[Model]]


@dataclass
class Others:
    """The three services; `keys` are API keys by what they may, and `names` the clients' names and slugs."""

    keyring: Keyring
    signer: Signer
    world: World
    names: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    keys: dict[str, tuple[UUID, frozenset[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def apps(self) -> dict[ServiceName, FastAPI]:
        return {
            "ingest": self._app(
                "ingest",
                (ingest.LOOK_UP_ITEMS, self._look_up),
                (ingest.GET_CLIENT, self._get_client),
                (ingest.EXCHANGE_KEY, self._exchange),
            ),
            "triage": self._app(
                "triage",
                (triage.LOOK_UP_DECISIONS, self._look_up),
                (triage.LOOK_UP_CONVERSATIONS, self._look_up_conversations),
            ),
            "reply": self._app("reply", (reply.LOOK_UP_REPLIES, self._look_up)),
        }

    def _app(self, source: ServiceName, *operations: tuple[Operation[Any], Handler]) -> FastAPI:
        app = FastAPI()
        handle_problems(app)
        verifier = Verifier(self.keyring, source)
        for operation, handler in [*operations, (LIST_EVENTS[source], self._lister(source))]:
            app.add_api_route(
                operation.path, self._checked(operation, verifier, handler), methods=[operation.method]
            )
        return app

    def _checked(
        self, operation: Operation[Any], verifier: Verifier, handler: Handler
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            caller = verifier.verify(request.headers["authorization"].removeprefix("Bearer "))
            assert operation.scope in caller.scopes, f"reporting may not ask {operation.name}"
            self.asked.append(operation.name)
            body = await handler(request, caller)
            return Response(body.model_dump_json(), operation.status, media_type="application/json")

        return answer

    async def _get_client(self, request: Request, caller: Caller) -> Model:
        client = _client(request, caller)
        slug, name = self.names.get(client, ("banque", "La banque"))
        return ingest.Client(
            id=client,
            slug=slug,
            name=name,
            time_zone=self.world.zones.get(client, "Europe/Paris"),
            colour=0,
            created_at=datetime.now().astimezone(),
        )

    async def _exchange(self, request: Request, _caller: Caller) -> Model:
        asked = ingest.KeyExchange.model_validate_json(await request.body())
        found = self.keys.get(asked.key)
        if found is None:
            raise NotFound
        client, scopes = found
        slug, _ = self.names.get(client, ("banque", "La banque"))
        actor = Actor(f"key:{asked.key[4:8]}", frozenset({client}), {slug: client})
        return ingest.ExchangedKey(token=self.signer.sign(actor, audience="reporting", scopes=scopes))

    async def _look_up(self, request: Request, caller: Caller) -> Model:
        client = _client(request, caller)
        wanted = Lookup.model_validate_json(await request.body()).ids
        found = [self.world.things[one] for one in wanted if one in self.world.things]
        return Listed[Any](items=[thing for thing in found if thing.client_id == client])

    async def _look_up_conversations(self, request: Request, caller: Caller) -> Model:
        client = _client(request, caller)
        wanted = Lookup.model_validate_json(await request.body()).ids
        places = self.world.places
        return Listed(
            items=[
                triage.ConversationOfItem(
                    item_id=item,
                    conversation_id=places[item],
                    first_inbound_at=self._first_inbound(places[item]),
                    is_question=self.world.questions[item],
                )
                for item in wanted
                if item in places and self.world.things[item].client_id == client
            ]
        )

    def _first_inbound(self, conversation: UUID) -> datetime | None:
        items = (self.world.things[one] for one, place in self.world.places.items() if place == conversation)
        return min((item.created_at for item in items if not item.is_ours), default=None)

    def _lister(self, source: ServiceName) -> Handler:
        async def list_events(request: Request, caller: Caller) -> Model:
            client, after = UUID(request.query_params["client"]), int(request.query_params["after"])
            assert caller.may_see(client)
            log = self.world.logs.get((source, client), [])
            return EventPage(events=log[after : after + int(request.query_params["limit"])], head=len(log))

        return list_events


def _client(request: Request, caller: Caller) -> UUID:
    client = caller.client_named(request.path_params["client"])
    assert client is not None
    return client
