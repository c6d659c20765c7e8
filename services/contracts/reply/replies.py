"""What we say, and its life cycle."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.reply.drafting import Source
from services.contracts.values import Listed, Lookup, Model, Paging, Text, Time

ReplyState = Literal["draft", "accepted", "sending", "published", "refused", "unknown", "recalled"]


class NewReply(Model):
    """An answer to one item of one conversation; accepted at once when `accept` is true.

    `conversation_id` is triage's and only handed back. `answers` is the SHA-256 of the text that is answered, hex of
    its UTF-8, as whoever writes saw it: what its author changed meanwhile is refused.
    """

    item_id: UUID
    conversation_id: UUID
    text: Text = Field(min_length=1, max_length=50_000)
    sources: list[UUID] = Field(default_factory=list, max_length=20)
    accept: bool = False
    answers: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Reply(Model):
    """`send_at` is the end of the undo window; `now` is the server's clock, so that a page can count down.

    `published_at` is when it left for the network, however late its end was learnt. `settled_by` is the person who
    looked there, where nobody else could know the end.
    """

    id: UUID
    client_id: UUID
    item_id: UUID
    conversation_id: UUID
    network: str
    author_name: str
    text: str
    text_hash: str
    state: ReplyState
    sources: list[Source]
    written_by: str
    approved_by: str | None
    created_at: Time
    accepted_at: Time | None = None
    send_at: Time | None = None
    published_at: Time | None = None
    settled_by: str | None = None
    item_created_at: Time
    external_id: str | None = None
    url: str | None = None
    detail: str | None = None
    can_recall: bool
    now: Time


class ReplyText(Model):
    text: Text = Field(min_length=1, max_length=50_000)


class Approval(Model):
    """Acceptance names the hash of the text that the person saw."""

    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class ReplyQuery(Paging):
    client: UUID | None = None
    conversation: UUID | None = None
    state: ReplyState | None = None
    written_by: str | None = Field(default=None, max_length=100)


ADD_REPLY = Operation(
    "reply",
    "reply.add_reply",
    "POST",
    "/v1/clients/{client}/replies",
    "replies:write",
    Reply,
    body=NewReply,
    status=201,
    idempotent=True,
)
LIST_REPLIES = Operation(
    "reply", "reply.list_replies", "GET", "/v1/replies", "replies:read", Listed[Reply], query=ReplyQuery
)
GET_REPLY = Operation("reply", "reply.get_reply", "GET", "/v1/replies/{reply}", "replies:read", Reply)
LOOK_UP_REPLIES = Operation(
    "reply",
    "reply.look_up_replies",
    "POST",
    "/v1/clients/{client}/replies/lookup",
    "replies:read",
    Listed[Reply],
    body=Lookup,
)
CHANGE_REPLY = Operation(
    "reply", "reply.change_reply", "PUT", "/v1/replies/{reply}", "replies:write", Reply, body=ReplyText
)
ACCEPT_REPLY = Operation(
    "reply", "reply.accept_reply", "POST", "/v1/replies/{reply}/accept", "replies:write", Reply, body=Approval
)
RECALL_REPLY = Operation(
    "reply", "reply.recall_reply", "POST", "/v1/replies/{reply}/recall", "replies:write", Reply
)
SEND_REPLY_NOW = Operation(
    "reply", "reply.send_reply_now", "POST", "/v1/replies/{reply}/send", "replies:write", Reply
)

# Topics of reply's event log; keys are reply ids.
REPLY_ACCEPTED = "reply.accepted"
REPLY_RECALLED = "reply.recalled"
REPLY_SENDING = "reply.sending"
REPLY_PUBLISHED = "reply.published"
REPLY_REFUSED = "reply.refused"
REPLY_UNKNOWN = "reply.unknown"
