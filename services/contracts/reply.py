"""Operations of reply: what we know, what we propose, and the life cycle of what we say."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Nothing, Paging, Text, Time

ReplyState = Literal["draft", "accepted", "sending", "published", "refused", "unknown", "recalled"]


# --- knowledge ---


class NewArticle(Model):
    title: Text = Field(min_length=1, max_length=200)
    body: Text = Field(min_length=1, max_length=20_000)
    url: str | None = Field(default=None, max_length=2_000)


class Article(Model):
    id: UUID
    client_id: UUID
    title: str
    body: str
    url: str | None
    updated_at: Time
    updated_by: str


class ArticleQuery(Paging):
    search: str | None = Field(default=None, max_length=200)


LIST_ARTICLES = Operation(
    "reply",
    "reply.list_articles",
    "GET",
    "/v1/clients/{client}/articles",
    "knowledge:read",
    Listed[Article],
    query=ArticleQuery,
)
ADD_ARTICLE = Operation(
    "reply",
    "reply.add_article",
    "POST",
    "/v1/clients/{client}/articles",
    "knowledge:write",
    Article,
    body=NewArticle,
    status=201,
)
GET_ARTICLE = Operation(
    "reply", "reply.get_article", "GET", "/v1/clients/{client}/articles/{article}", "knowledge:read", Article
)
CHANGE_ARTICLE = Operation(
    "reply",
    "reply.change_article",
    "PUT",
    "/v1/clients/{client}/articles/{article}",
    "knowledge:write",
    Article,
    body=NewArticle,
)
REMOVE_ARTICLE = Operation(
    "reply",
    "reply.remove_article",
    "DELETE",
    "/v1/clients/{client}/articles/{article}",
    "knowledge:write",
    Nothing,
)


# --- voices ---


class Voice(Model):
    """How a client speaks. `undo_seconds` holds seconds by network; `default` is for the rest."""

    address: Literal["tu", "vous"] = "vous"
    greeting: Text = Field(default="Bonjour {name},", max_length=200)
    signature: Text = Field(default="", max_length=200)
    undo_seconds: dict[str, int] = Field(default_factory=lambda: {"default": 15}, max_length=50)


GET_VOICE = Operation(
    "reply", "reply.get_voice", "GET", "/v1/clients/{client}/voice", "knowledge:read", Voice
)
SET_VOICE = Operation(
    "reply", "reply.set_voice", "PUT", "/v1/clients/{client}/voice", "knowledge:write", Voice, body=Voice
)


# --- drafting ---


class DraftRequest(Model):
    item_id: UUID


class Source(Model):
    """An article that a draft quotes."""

    article_id: UUID
    title: str
    url: str | None


class Draft(Model):
    """A proposed answer, already within the limit of the network."""

    text: str
    title: str
    sources: list[Source]


class Drafts(Model):
    """Up to three proposals, best first; none when the client's knowledge says nothing of it."""

    items: list[Draft]
    text_limit: int | None
    address: Literal["tu", "vous"]
    undo_seconds: int


DRAFT = Operation(
    "reply",
    "reply.draft",
    "POST",
    "/v1/clients/{client}/drafts",
    "replies:read",
    Drafts,
    body=DraftRequest,
)


# --- replies ---


class NewReply(Model):
    """An answer to one item of one conversation; accepted at once when `accept` is true.

    `conversation_id` is triage's and only handed back.
    """

    item_id: UUID
    conversation_id: UUID
    text: Text = Field(min_length=1, max_length=50_000)
    sources: list[UUID] = Field(default_factory=list, max_length=20)
    accept: bool = False


class Reply(Model):
    """`send_at` is the end of the undo window; `now` is the server's clock, so that a page can count down."""

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


class ReplyLookup(Model):
    ids: list[UUID] = Field(max_length=500)


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
    body=ReplyLookup,
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
