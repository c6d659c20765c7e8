"""Actions: everything that is sent to a network."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Lookup, Model, Paging, Text, Time

# `unhide` also lets out what the network holds for a moderator; `restore` brings back what was deleted into a
# bin or put aside as spam. Which of them an account offers, it says itself (`can_…`).
ActionKind = Literal["publish_reply", "hide", "unhide", "mark_spam", "delete", "restore"]
ActionState = Literal["approved", "claimed", "sending", "sent", "refused", "unknown", "cancelled"]

# Topic of the event log; keys are ids of actions: sent, refused, cancelled, or unknown and waiting for a person.
ACTION_SETTLED = "action.settled"


class NewAction(Model):
    """A request to do something on a network, once.

    `approved_by` and `approved_hash` (SHA-256, hex, of the text in UTF-8) bind the approval to the text;
    `origin` is the id of the reply or decision it serves.
    """

    client: UUID
    kind: ActionKind
    item_id: UUID
    origin: UUID
    text: Text | None = Field(default=None, min_length=1, max_length=50_000)
    approved_by: str = Field(min_length=1, max_length=100)
    approved_hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Action(Model):
    """`external_id` and `url` say where the result stands; `detail` says in words why it was refused.

    `sending_at` is when it left for the network, or may have. `settled_by` is the person who looked there, where
    nobody else could know the end.
    """

    id: UUID
    client_id: UUID
    account_id: UUID
    kind: ActionKind
    item_id: UUID
    origin: UUID
    state: ActionState
    attempts: int
    code: str | None = None
    detail: str | None = None
    external_id: str | None = None
    url: str | None = None
    needs_person: bool = False
    created_at: Time
    sending_at: Time | None = None
    settled_at: Time | None = None
    settled_by: str | None = None


class ActionQuery(Paging):
    client: UUID | None = None
    state: ActionState | None = None
    needs_person: bool | None = None


REQUEST_ACTION = Operation(
    "ingest",
    "ingest.request_action",
    "POST",
    "/v1/actions",
    "actions:write",
    Action,
    body=NewAction,
    status=202,
    idempotent=True,
)
GET_ACTION = Operation("ingest", "ingest.get_action", "GET", "/v1/actions/{action}", "actions:read", Action)
LOOK_UP_ACTIONS = Operation(
    "ingest",
    "ingest.look_up_actions",
    "POST",
    "/v1/clients/{client}/actions/lookup",
    "actions:read",
    Listed[Action],
    body=Lookup,
)
LIST_ACTIONS = Operation(
    "ingest", "ingest.list_actions", "GET", "/v1/actions", "actions:read", Listed[Action], query=ActionQuery
)
CANCEL_ACTION = Operation(
    "ingest", "ingest.cancel_action", "POST", "/v1/actions/{action}/cancel", "actions:write", Action
)


class SettledAction(Model):
    """What a person saw on the network: it is there (sent), or it is not (refused)."""

    outcome: Literal["sent", "refused"]


SETTLE_ACTION = Operation(
    "ingest",
    "ingest.settle_action",
    "POST",
    "/v1/actions/{action}/settle",
    "actions:write",
    Action,
    body=SettledAction,
)
