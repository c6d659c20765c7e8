"""The world around triage, hand-written: an ingest and a reply that speak their contracts from memory."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from services.contracts.events import Event, EventPage, Heads
from services.contracts.ingest import (
    ACTION_SETTLED,
    ITEM_CREATED,
    ITEM_DELETED,
    ITEM_UPDATED,
    Account,
    Action,
    Item,
    Network,
    NewAction,
    Standing,
)
from services.contracts.problem import ProblemBody
from services.contracts.reply import REPLY_PUBLISHED, Reply
from services.contracts.values import Listed, Lookup
from services.runtime.ids import new_id

# When people write. Every test begins ten minutes later, so that nothing has waited long enough to gain points,
# no test runs over midnight, and none is older at the end of a long run than at its beginning.
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)

ACTS = ("hide", "unhide", "mark_spam", "delete", "restore")


@dataclass
class Source:
    """A service with a log, as its followers see it."""

    logs: dict[UUID, list[Event]] = field(default_factory=lambda: defaultdict(list))

    def append(self, client: UUID, topic: str, keys: Iterable[UUID]) -> None:
        log = self.logs[client]
        log.append(
            Event(
                seq=len(log) + 1,
                topic=topic,
                keys=list(keys),
                at=MORNING,
                actor="system:sync",
                correlation="c",
            )
        )

    def serve_log(self, app: FastAPI) -> None:
        @app.get("/v1/events")
        async def events(client: UUID, after: int = 0, limit: int = 50) -> EventPage:
            log = self.logs[client]
            return EventPage(events=log[after : after + limit], head=len(log))

        @app.get("/v1/heads")
        async def heads() -> Heads:
            return Heads(heads={client: len(log) for client, log in self.logs.items()})


@dataclass
class FakeIngest(Source):
    """Ingest as triage needs it. `poison` makes looking up an item fail; `is_away` makes every answer a 503."""

    items: dict[UUID, Item] = field(default_factory=dict)
    actions: dict[UUID, Action] = field(default_factory=dict)
    accounts: dict[UUID, Account] = field(default_factory=dict)
    asked: list[tuple[str, NewAction]] = field(default_factory=list)
    poison: set[UUID] = field(default_factory=set)
    is_away: bool = False
    refuses: ProblemBody | None = None
    lookups: int = 0

    def add_account(self, client: UUID, *, network: str = "sandbox", **able: bool) -> Account:
        account = Account(
            id=new_id(),
            client_id=client,
            slug="journal",
            network=network,
            name="Le Journal",
            url="",
            is_pulled=True,
            interval_seconds=1,
            text_limit=None,
            can_reply=True,
            **{f"can_{act}": able.get(f"can_{act}", True) for act in ACTS},
            created_at=MORNING,
        )
        self.accounts[account.id] = account
        return account

    def write(self, account: Account, text: str, **changes: Any) -> Item:
        """Somebody writes; the item stands in the log at once."""
        item = self.make(account, text, **changes)
        self.items[item.id] = item
        self.append(item.client_id, ITEM_CREATED, [item.id])
        return item

    def make(self, account: Account, text: str, **changes: Any) -> Item:
        identity = new_id()
        values: dict[str, Any] = {
            "id": identity,
            "client_id": account.client_id,
            "account_id": account.id,
            "account": account.slug,
            "network": account.network,
            "external_id": str(identity),
            "kind": "comment",
            "text": text,
            "author_id": "marc",
            "author_name": "Marc",
            "author_handle": None,
            "author_url": None,
            "followers": None,
            "created_at": MORNING,
            "received_at": changes.get("created_at", MORNING) + timedelta(seconds=1),
            "parent": None,
            "post": None,
            "url": None,
            "lang": None,
            "version": 1,
            "is_ours": False,
            "deleted_at": None,
        }
        return Item(**{**values, **changes})

    def edit(self, item: Item, text: str) -> Item:
        edited = item.model_copy(update={"text": text, "version": item.version + 1})
        self.items[item.id] = edited
        self.append(item.client_id, ITEM_UPDATED, [item.id])
        return edited

    def delete(self, item: Item) -> None:
        self.items[item.id] = item.model_copy(update={"text": "", "deleted_at": MORNING})
        self.append(item.client_id, ITEM_DELETED, [item.id])

    def moderate(self, item: Item, standing: Standing) -> None:
        """Somebody moderates on the site itself, or a plug-in does."""
        self.items[item.id] = self.items[item.id].model_copy(update={"standing": standing})
        self.append(item.client_id, ITEM_UPDATED, [item.id])

    def bring_back(self, item: Item) -> None:
        """The network shows again what lay in its bin."""
        self.items[item.id] = item
        self.append(item.client_id, ITEM_UPDATED, [item.id])

    def settle(self, action: Action, state: str, detail: str | None = None) -> None:
        changes = {"state": state, "detail": detail, "settled_at": MORNING}
        self.actions[action.id] = action.model_copy(update=changes)
        self.append(action.client_id, ACTION_SETTLED, [action.id])

    def app(self) -> FastAPI:
        app = FastAPI()
        self.serve_log(app)

        @app.middleware("http")
        async def be_away(request: Request, call_next: Any) -> Any:
            return problem(503, "unavailable") if self.is_away else await call_next(request)

        @app.post("/v1/clients/{client}/items/lookup", response_model=None)
        async def look_up(client: UUID, body: Lookup) -> Listed[Item] | JSONResponse:
            self.lookups += 1
            if self.poison.intersection(body.ids):
                return problem(500, "internal_error")
            found = [self.items[one] for one in body.ids if one in self.items]
            return Listed(items=[item for item in found if item.client_id == client])

        @app.post("/v1/clients/{client}/actions/lookup")
        async def look_up_actions(client: UUID, body: Lookup) -> Listed[Action]:
            return Listed(items=[self.actions[one] for one in body.ids if one in self.actions])

        @app.get("/v1/networks")
        async def list_networks() -> Listed[Network]:
            codes = ("sandbox", "wordpress", "mastodon")
            return Listed(items=[Network(code=code, name=code, is_pulled=True) for code in codes])

        @app.get("/v1/accounts/{account}")
        async def get_account(account: UUID) -> Account:
            return self.accounts[account]

        @app.post("/v1/actions", status_code=202, response_model=None)
        async def request_action(request: Request, body: NewAction) -> Action | JSONResponse:
            if self.refuses is not None:
                return JSONResponse(self.refuses.model_dump(), self.refuses.status)
            if body.item_id not in self.items:
                return problem(404, "not_found")
            return self._take(request.headers["idempotency-key"], body)

        return app

    def _take(self, key: str, body: NewAction) -> Action:
        self.asked.append((key, body))
        earlier = [action for action in self.actions.values() if action.origin == body.origin]
        if earlier:
            return earlier[0]
        action = Action(
            id=new_id(),
            client_id=body.client,
            account_id=self.items[body.item_id].account_id,
            kind=body.kind,
            item_id=body.item_id,
            origin=body.origin,
            state="approved",
            attempts=0,
            created_at=MORNING,
        )
        self.actions[action.id] = action
        return action


@dataclass
class FakeReply(Source):
    """Reply as triage needs it."""

    replies: dict[UUID, Reply] = field(default_factory=dict)

    def publish(self, item: Item, *, at: datetime, external_id: str | None = None) -> Reply:
        reply = Reply(
            id=new_id(),
            client_id=item.client_id,
            item_id=item.id,
            conversation_id=new_id(),
            network=item.network,
            author_name=item.author_name,
            text="Bonjour",
            text_hash="",
            state="published",
            sources=[],
            written_by="user:nadia",
            approved_by="user:nadia",
            created_at=at,
            accepted_at=at,
            published_at=at + timedelta(seconds=20),
            item_created_at=item.created_at,
            external_id=external_id,
            can_recall=False,
            now=at,
        )
        self.replies[reply.id] = reply
        self.append(item.client_id, REPLY_PUBLISHED, [reply.id])
        return reply

    def app(self) -> FastAPI:
        app = FastAPI()
        self.serve_log(app)

        @app.post("/v1/clients/{client}/replies/lookup")
        async def look_up(client: UUID, body: Lookup) -> Listed[Reply]:
            return Listed(items=[self.replies[one] for one in body.ids if one in self.replies])

        return app


def problem(status: int, code: str) -> JSONResponse:
    return JSONResponse(ProblemBody(status=status, code=code, title=code).model_dump(), status)
