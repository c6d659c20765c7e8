"""The queue: conversations, how pressing each is, and what was said in it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.ingest import ItemKind, Standing
from services.contracts.operation import Operation
from services.contracts.triage.charter import Proposal
from services.contracts.triage.learning import Correction
from services.contracts.triage.moderation import Decision, ItemState
from services.contracts.triage.scoring import Assessment, Reason, Span
from services.contracts.values import Listed, Lookup, Model, Paging, Time

# Beside the labels: what the machine doubts, which a person looks at first.
UNSURE = "unsure"
ConversationStatus = Literal["open", "answered", "closed"]


class QueueQuery(Paging):
    client: UUID | None = None
    network: str | None = Field(default=None, max_length=40)
    status: ConversationStatus = "open"
    label: str | None = Field(default=None, max_length=40)


class QueueEntry(Model):
    """One conversation in the queue, shown by the beginning of its most pressing message that still waits.

    `labels` hold of any message that waits, with `unsure` where something is in doubt; `waiting_since` is the oldest
    of them. Where none waits, it is shown by its last message. `text` is at most 500 code points.
    """

    id: UUID
    client_id: UUID
    account_id: UUID
    network: str
    status: ConversationStatus
    priority: int
    reasons: list[Reason]
    item_id: UUID
    author_name: str
    text: str
    spans: list[Span]
    labels: list[str]
    waiting_since: Time
    last_item_at: Time
    waiting_count: int
    item_count: int


class QueueCounts(Model):
    """Open conversations: in all, by client, by network and by label."""

    open: int
    by_client: dict[UUID, int]
    by_network: dict[str, int]
    by_label: dict[str, int]


class CountsQuery(Model):
    client: UUID | None = None
    network: str | None = Field(default=None, max_length=40)


class Author(Model):
    """An author as known on one network, with what this client has seen of them."""

    external_id: str
    name: str
    handle: str | None
    url: str | None
    followers: int | None
    first_seen_at: Time
    item_count: int
    hidden_count: int


class ConversationItem(Model):
    """One message of a conversation; `parent_id` is null at the top. `text` is the newest version.

    `standing` is how the network shows what is not deleted; `state` says also what is on its way there.
    `proposal` is what the client's charter proposes about a message that waits, null about any other.
    """

    id: UUID
    parent_id: UUID | None
    external_id: str
    kind: ItemKind
    text: str
    author_id: str
    author_name: str
    created_at: Time
    url: str | None
    is_ours: bool
    is_edited: bool
    is_waiting: bool
    state: ItemState
    standing: Standing = "visible"
    assessment: Assessment | None
    decisions: list[Decision]
    corrections: list[Correction] = Field(default_factory=list)
    proposal: Proposal | None = None


class Conversation(Model):
    """`post` is the first line of the publication above, or the network's id for it where we do not have it."""

    id: UUID
    client_id: UUID
    account_id: UUID
    network: str
    status: ConversationStatus
    post: str | None
    post_url: str | None
    priority: int
    reasons: list[Reason]
    items: list[ConversationItem]
    author: Author
    waiting_since: Time | None


class NewStatus(Model):
    status: Literal["open", "closed"]


LIST_QUEUE = Operation(
    "triage", "triage.list_queue", "GET", "/v1/queue", "queue:read", Listed[QueueEntry], query=QueueQuery
)
COUNT_QUEUE = Operation(
    "triage", "triage.count_queue", "GET", "/v1/queue/counts", "queue:read", QueueCounts, query=CountsQuery
)
GET_CONVERSATION = Operation(
    "triage",
    "triage.get_conversation",
    "GET",
    "/v1/conversations/{conversation}",
    "queue:read",
    Conversation,
)
SET_STATUS = Operation(
    "triage",
    "triage.set_status",
    "POST",
    "/v1/conversations/{conversation}/status",
    "conversations:write",
    Conversation,
    body=NewStatus,
)


class ConversationOfItem(Model):
    """Where an item stands; `first_inbound_at` is when the public first wrote there, null if it never did.

    An item that arrives before the one that it answers stands alone until that comes: ask when it matters.
    `is_question` is what its newest assessment found, null where there is none: of our own words, and once
    the author has deleted it.
    """

    item_id: UUID
    conversation_id: UUID
    first_inbound_at: Time | None
    is_question: bool | None = None


# By ids of items; what triage has not taken in yet, and what the client published itself, are missing.
LOOK_UP_CONVERSATIONS = Operation(
    "triage",
    "triage.look_up_conversations",
    "POST",
    "/v1/clients/{client}/conversations/lookup",
    "queue:read",
    Listed[ConversationOfItem],
    body=Lookup,
)

# Topics of triage's event log and what their keys are.
ITEM_ASSESSED = "item.assessed"  # item ids
CONVERSATION_CHANGED = "conversation.changed"  # conversation ids
