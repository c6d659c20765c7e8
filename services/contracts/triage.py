"""Operations of triage: what a message means, what comes first, and what was decided."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.ingest import ItemKind, Standing
from services.contracts.operation import Operation
from services.contracts.values import Listed, Lookup, Model, Paging, Text, Time

ConversationStatus = Literal["open", "answered", "closed"]
# `restore` shows again what was hidden or deleted.
DecisionKind = Literal["approve", "hide", "delete", "restore"]
# What takes a message from the public's view.
WITHDRAWING: frozenset[DecisionKind] = frozenset({"hide", "delete"})
DecisionState = Literal["pending", "in_force", "failed", "unknown"]
DecisionReason = Literal[
    "insult", "hate", "threat", "harassment", "spam", "personal_data", "off_topic", "legitimate", "other"
]
ItemState = Literal["visible", "held", "hiding", "hidden", "deleting", "deleted", "restoring"]


class Span(Model):
    """Where a label shows, in code points of the text as written; `end` is excluded."""

    label: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Reason(Model):
    """Why something ranks where it does: a code for the words on screen, points, and what to fill in."""

    code: str
    points: int
    params: dict[str, str] = Field(default_factory=dict)


class Assessment(Model):
    """What triage found in one version of an item; probabilities between 0 and 1."""

    labels: dict[str, float]
    found: list[str]
    lang: str
    sentiment: Literal["negative", "neutral", "positive"]
    personal_data: list[str]
    spans: list[Span]
    priority: int = Field(ge=0, le=100)
    reasons: list[Reason]
    model: str


class QueueQuery(Paging):
    client: UUID | None = None
    network: str | None = Field(default=None, max_length=40)
    status: ConversationStatus = "open"
    label: str | None = Field(default=None, max_length=40)


class QueueEntry(Model):
    """One conversation in the queue, shown by the beginning of its most pressing message that still waits.

    `labels` are found in any message that waits; `waiting_since` is the oldest of them. Where none waits, it is
    shown by its last message. `text` is at most 500 code points.
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


class Decision(Model):
    """What was done with an item, why and by whom; in force when the network has answered.

    Approving what the network does not hold asks it for nothing. `detail` is the network's reason where it did not.
    """

    id: UUID
    client_id: UUID
    item_id: UUID
    kind: DecisionKind
    reason: DecisionReason
    note: str
    state: DecisionState
    detail: str | None = None
    decided_by: str
    decided_at: Time
    settled_at: Time | None = None


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


class NewDecision(Model):
    kind: DecisionKind
    reason: DecisionReason = "legitimate"
    note: Text = Field(default="", max_length=2_000)


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
DECIDE = Operation(
    "triage",
    "triage.decide",
    "POST",
    "/v1/items/{item}/decisions",
    "decisions:write",
    Decision,
    body=NewDecision,
    status=201,
)


LOOK_UP_DECISIONS = Operation(
    "triage",
    "triage.look_up_decisions",
    "POST",
    "/v1/clients/{client}/decisions/lookup",
    "queue:read",
    Listed[Decision],
    body=Lookup,
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
DECISION_MADE = "decision.made"  # decision ids
DECISION_SETTLED = "decision.settled"  # decision ids
