"""The list of the desk: conversations that wait, most pressing first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.contracts.triage import ConversationStatus, ItemState, Reason
from web.rendering.spans import Segment

Pressure = Literal["urgent", "soon", "calm"]


@dataclass(frozen=True)
class QueueRow:
    """One conversation; `excerpt` is two lines of its most pressing message, `reasons` strongest first.

    `state` is that message's, where something was done with it since the list was read.
    """

    conversation_id: UUID
    author_name: str
    client_name: str
    client_colour: int
    network: str
    waiting_since: datetime
    excerpt: tuple[Segment, ...]
    reasons: tuple[Reason, ...]
    pressure: Pressure
    status: ConversationStatus
    waiting_count: int
    state: ItemState = "visible"


@dataclass(frozen=True)
class QueueFilters:
    """What narrows the list, as it stands in the address; None is everything."""

    client: str | None = None
    network: str | None = None
    status: ConversationStatus = "open"
    label: str | None = None


@dataclass(frozen=True)
class LabelChoice:
    label: str
    count: int


@dataclass(frozen=True)
class ClientChoice:
    slug: str
    name: str


@dataclass(frozen=True)
class Queue:
    """`since` is when the list was read: what came later is counted in `arrivals` and shown only on request.

    `is_counted` is false where `total` is only what the page shows and the list goes on.
    `cursor` is where this page of the list begins, `next_cursor` where the following one does.
    """

    rows: tuple[QueueRow, ...]
    filters: QueueFilters
    labels: tuple[LabelChoice, ...]
    clients: tuple[ClientChoice, ...]
    networks: tuple[str, ...]
    total: int
    since: datetime
    arrivals: int = 0
    is_counted: bool = True
    cursor: str | None = None
    next_cursor: str | None = None


def rate_pressure(priority: int) -> Pressure:
    """Return the word for a priority between 0 and 100: a threat alone makes 50, a plain question 30."""
    if priority >= 50:
        return "urgent"
    return "soon" if priority >= 30 else "calm"
