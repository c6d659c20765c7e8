"""Hand-written ingest, triage and reply that speak their contracts: things by id, and the logs that name them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from starlette.responses import Response

from services.contracts import ingest, reply, triage
from services.contracts.events import LIST_EVENTS, Event, EventPage
from services.contracts.operation import Operation
from services.contracts.topology import ServiceName
from services.contracts.values import Listed, Model
from services.runtime.callers import Caller
from services.runtime.ids import new_id
from services.runtime.keyring import Keyring
from services.runtime.problem_handlers import handle_problems
from services.runtime.tokens import Verifier

Handler = Callable[[Request, Caller], Awaitable[Model]]


@dataclass
class Others:
    """What the three services know, in memory."""

    keyring: Keyring
    zones: dict[UUID, str] = field(default_factory=dict)
    things: dict[UUID, Any] = field(default_factory=dict)
    logs: dict[tuple[ServiceName, UUID], list[Event]] = field(default_factory=dict)

    def receive(self, client: UUID, at: datetime, *, is_ours: bool = False) -> UUID:
        """Somebody writes, or the client itself does."""
        item = ingest.Item(
            id=new_id(),
            client_id=client,
            account_id=new_id(),
            account="site",
            network="sandbox",
            external_id="c1",
            kind="comment",
            text="À quelle heure ouvrez-vous ?",
            author_id="a1",
            author_name="Léa",
            author_handle=None,
            author_url=None,
            followers=None,
            created_at=at,
            received_at=at,
            parent=None,
            post=None,
            url=None,
            lang="fr",
            version=1,
            is_ours=is_ours,
            deleted_at=None,
        )
        self._keep("ingest", ingest.ITEM_CREATED, client, item)
        return item.id

    def decide(
        self,
        client: UUID,
        kind: triage.DecisionKind,
        at: datetime,
        *,
        state: triage.DecisionState = "in_force",
    ) -> UUID:
        """Somebody decides; in force at once unless another state is given."""
        decision = triage.Decision(
            id=new_id(),
            client_id=client,
            item_id=new_id(),
            kind=kind,
            reason="insult",
            note="",
            state=state,
            decided_by="user:nadia",
            decided_at=at,
            settled_at=at if state == "in_force" else None,
        )
        self._keep("triage", triage.DECISION_MADE, client, decision)
        return decision.id

    def settle(self, decision: UUID, state: triage.DecisionState, at: datetime) -> None:
        """The network answers."""
        settled = self.things[decision].model_copy(update={"state": state, "settled_at": at})
        self._keep("triage", triage.DECISION_SETTLED, settled.client_id, settled)

    def publish(
        self, client: UUID, at: datetime, *, after: timedelta, conversation: UUID | None = None
    ) -> UUID:
        """A reply stands on the network, so long after what it answers."""
        published = reply.Reply(
            id=new_id(),
            client_id=client,
            item_id=new_id(),
            conversation_id=conversation or new_id(),
            network="sandbox",
            author_name="Léa",
            text="À 9 h.",
            text_hash="0" * 64,
            state="published",
            sources=[],
            written_by="user:nadia",
            approved_by="user:nadia",
            created_at=at,
            published_at=at,
            item_created_at=at - after,
            can_recall=False,
            now=at,
        )
        self._keep("reply", reply.REPLY_PUBLISHED, client, published)
        return published.id

    def apps(self) -> dict[ServiceName, FastAPI]:
        return {
            "ingest": self._app(
                "ingest", [(ingest.LOOK_UP_ITEMS, self._look_up), (ingest.GET_CLIENT, self._get_client)]
            ),
            "triage": self._app("triage", [(triage.LOOK_UP_DECISIONS, self._look_up)]),
            "reply": self._app("reply", [(reply.LOOK_UP_REPLIES, self._look_up)]),
        }

    def _keep(self, source: ServiceName, topic: str, client: UUID, thing: Any) -> None:
        self.things[thing.id] = thing
        log = self.logs.setdefault((source, client), [])
        event = Event(
            seq=len(log) + 1,
            topic=topic,
            keys=[thing.id],
            at=datetime.now().astimezone(),
            actor="user:nadia",
            correlation="",
        )
        log.append(event)

    def _app(self, source: ServiceName, operations: list[tuple[Operation[Any], Handler]]) -> FastAPI:
        app = FastAPI()
        handle_problems(app)
        verifier = Verifier(self.keyring, source)
        for operation, handler in [*operations, (LIST_EVENTS[source], self._lister(source))]:
            app.add_api_route(
                operation.path, _checked(operation, verifier, handler), methods=[operation.method]
            )
        return app

    async def _get_client(self, request: Request, caller: Caller) -> Model:
        client = caller.client_named(request.path_params["client"])
        assert client is not None
        zone = self.zones.get(client, "Europe/Paris")
        return ingest.Client(
            id=client,
            slug="banque",
            name="La banque",
            time_zone=zone,
            colour=0,
            created_at=datetime.now().astimezone(),
        )

    async def _look_up(self, request: Request, caller: Caller) -> Model:
        client = caller.client_named(request.path_params["client"])
        wanted = ingest.ItemLookup.model_validate_json(await request.body()).ids
        found = [self.things[one] for one in wanted if one in self.things]
        return Listed[Any](items=[thing for thing in found if thing.client_id == client])

    def _lister(self, source: ServiceName) -> Handler:
        async def list_events(request: Request, caller: Caller) -> Model:
            client, after = UUID(request.query_params["client"]), int(request.query_params["after"])
            assert caller.may_see(client)
            log = self.logs.get((source, client), [])
            return EventPage(events=log[after : after + int(request.query_params["limit"])], head=len(log))

        return list_events


def _checked(
    operation: Operation[Any], verifier: Verifier, handler: Handler
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        caller = verifier.verify(request.headers["authorization"].removeprefix("Bearer "))
        assert operation.scope in caller.scopes, f"reporting may not ask {operation.name}"
        body = await handler(request, caller)
        return Response(body.model_dump_json(), operation.status, media_type="application/json")

    return answer
