"""A hand-written ingest that speaks the contract: items, accounts, actions, events, and bad days on order."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from starlette.responses import Response

from services.contracts import ingest as contracts
from services.contracts.events import LIST_EVENTS, Event, EventPage
from services.contracts.operation import Operation
from services.contracts.values import Listed, Lookup, Model
from services.runtime.callers import Caller
from services.runtime.ids import new_id
from services.runtime.keyring import Keyring
from services.runtime.problem_handlers import handle_problems
from services.runtime.problems import Conflict, NotFound, Problem
from services.runtime.tokens import Verifier

Handler = Callable[[Request, Caller], Awaitable[Model]]

WRITTEN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class FakeIngest:
    """What ingest knows, in memory. `trouble` is raised instead of the next answers to a request for an action;
    `losing` does what was asked and loses the answer.
    """

    keyring: Keyring
    items: dict[UUID, contracts.Item] = field(default_factory=dict)
    accounts: dict[UUID, contracts.Account] = field(default_factory=dict)
    actions: dict[str, contracts.Action] = field(default_factory=dict)
    requests: list[contracts.NewAction] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    events: dict[UUID, list[Event]] = field(default_factory=dict)
    trouble: list[Problem] = field(default_factory=list)
    losing: int = 0

    def add_account(self, client: UUID, *, text_limit: int | None = None, can_reply: bool = True) -> UUID:
        account = contracts.Account(
            id=new_id(),
            client_id=client,
            slug="site",
            network="sandbox",
            name="Le site",
            url="https://site.example",
            is_pulled=True,
            interval_seconds=1,
            text_limit=text_limit,
            can_reply=can_reply,
            can_hide=True,
            created_at=WRITTEN_AT,
        )
        self.accounts[account.id] = account
        return account.id

    def add_item(
        self,
        client: UUID,
        account: UUID,
        text: str = "À quelle heure ouvrez-vous ?",
        *,
        author: str = "Léa Martin",
        handle: str | None = None,
        is_deleted: bool = False,
    ) -> UUID:
        item = contracts.Item(
            id=new_id(),
            client_id=client,
            account_id=account,
            account="site",
            network="sandbox",
            external_id=f"c{len(self.items)}",
            kind="comment",
            text=text,
            author_id="a1",
            author_name=author,
            author_handle=handle,
            author_url=None,
            followers=None,
            created_at=WRITTEN_AT,
            received_at=WRITTEN_AT,
            parent=None,
            post=None,
            url=None,
            lang="fr",
            version=1,
            is_ours=False,
            deleted_at=WRITTEN_AT if is_deleted else None,
        )
        self.items[item.id] = item
        return item.id

    def action_of(self, reply: UUID) -> contracts.Action:
        return self.actions[str(reply)]

    def settle(
        self,
        reply: UUID,
        state: contracts.ActionState,
        *,
        detail: str | None = None,
        left_at: datetime | None = None,
        by: str | None = None,
        tell: bool = True,
    ) -> None:
        """End a reply's action, by a person where one is named, and unless told otherwise say so in the log."""
        is_sent = state == "sent"
        action = self.action_of(reply).model_copy(
            update={
                "state": state,
                "detail": detail,
                "external_id": "r1" if is_sent else None,
                "url": "https://site.example/#r1" if is_sent else None,
                "sending_at": left_at,
                "settled_at": datetime.now(UTC),
                "settled_by": by,
            }
        )
        self.actions[str(reply)] = action
        if tell:
            self.tell(action.client_id, contracts.ACTION_SETTLED, action.id)

    def tell(self, client: UUID, topic: str, *keys: UUID) -> None:
        log = self.events.setdefault(client, [])
        log.append(
            Event(
                seq=len(log) + 1,
                topic=topic,
                keys=list(keys),
                at=datetime.now(UTC),
                actor="system:test",
                correlation="",
            )
        )

    def app(self) -> FastAPI:
        """The fake as an application; each route checks the token that it is given."""
        app = FastAPI()
        handle_problems(app)
        verifier = Verifier(self.keyring, "ingest")
        handlers: list[tuple[Operation[Any], Handler]] = [
            (contracts.LOOK_UP_ITEMS, self._look_up_items),
            (contracts.GET_ACCOUNT, self._get_account),
            (contracts.REQUEST_ACTION, self._request_action),
            (contracts.CANCEL_ACTION, self._cancel_action),
            (contracts.LOOK_UP_ACTIONS, self._look_up_actions),
            (LIST_EVENTS["ingest"], self._list_events),
        ]
        for operation, handler in handlers:
            app.add_api_route(
                operation.path, _checked(operation, verifier, handler), methods=[operation.method]
            )
        return app

    async def _look_up_items(self, request: Request, caller: Caller) -> Model:
        client = caller.client_named(request.path_params["client"])
        wanted = Lookup.model_validate_json(await request.body()).ids
        found = [self.items[one] for one in wanted if one in self.items]
        return Listed[contracts.Item](items=[item for item in found if item.client_id == client])

    async def _get_account(self, request: Request, caller: Caller) -> Model:
        account = self.accounts.get(UUID(request.path_params["account"]))
        if account is None or not caller.may_see(account.client_id):
            raise NotFound
        return account

    async def _request_action(self, request: Request, caller: Caller) -> Model:
        if self.trouble:
            raise self.trouble.pop(0)
        wanted = contracts.NewAction.model_validate_json(await request.body())
        assert caller.may_see(wanted.client)
        assert wanted.text is not None
        assert hashlib.sha256(wanted.text.encode()).hexdigest() == wanted.approved_hash
        self.requests.append(wanted)
        self.subjects.append(caller.subject)
        action = self.actions.setdefault(request.headers["idempotency-key"], _new_action(self, wanted))
        if self.losing:
            self.losing -= 1
            raise OSError("the answer is lost")
        return action

    async def _cancel_action(self, request: Request, caller: Caller) -> Model:
        action_id = UUID(request.path_params["action"])
        found = [one for one in self.actions.values() if one.id == action_id]
        if not found or not caller.may_see(found[0].client_id):
            raise NotFound
        if found[0].state not in {"approved", "claimed"}:
            raise Conflict("Too late.", code="too_late")
        self.settle(found[0].origin, "cancelled")
        return self.action_of(found[0].origin)

    async def _look_up_actions(self, request: Request, caller: Caller) -> Model:
        client = caller.client_named(request.path_params["client"])
        wanted = Lookup.model_validate_json(await request.body()).ids
        found = [one for one in self.actions.values() if one.id in wanted and one.client_id == client]
        return Listed[contracts.Action](items=found)

    async def _list_events(self, request: Request, caller: Caller) -> Model:
        client, after = UUID(request.query_params["client"]), int(request.query_params["after"])
        assert caller.may_see(client)
        log = self.events.get(client, [])
        limit = int(request.query_params["limit"])
        return EventPage(events=log[after : after + limit], head=len(log))


def _new_action(ingest: FakeIngest, wanted: contracts.NewAction) -> contracts.Action:
    return contracts.Action(
        id=new_id(),
        client_id=wanted.client,
        account_id=ingest.items[wanted.item_id].account_id,
        kind=wanted.kind,
        item_id=wanted.item_id,
        origin=wanted.origin,
        state="approved",
        attempts=0,
        created_at=datetime.now(UTC),
    )


def _checked(
    operation: Operation[Any], verifier: Verifier, handler: Handler
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        caller = verifier.verify(request.headers["authorization"].removeprefix("Bearer "))
        assert operation.scope in caller.scopes, f"reply may not ask {operation.name}"
        body = await handler(request, caller)
        return Response(body.model_dump_json(), operation.status, media_type="application/json")

    return answer
