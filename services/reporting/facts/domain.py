"""What counts as a fact, the day that it belongs to, and the figures made of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """What happened; the subject is the id of the item, decision or reply that it happened to."""

    ITEM_RECEIVED = "item.received"
    ITEM_APPROVED = "item.approved"
    ITEM_HIDDEN = "item.hidden"
    REPLY_PUBLISHED = "reply.published"


@dataclass(frozen=True, slots=True)
class Happened:
    """One fact to be kept. `response_seconds` is the time from the item answered to the reply's publication."""

    kind: Kind
    subject_id: UUID
    at: datetime
    conversation_id: UUID | None = None
    response_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Facts of one client, and the zone in which its days begin."""

    zone: str
    facts: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one client's day; both are None for the whole period.

    `first_response_median_seconds` is the median, over the conversations first answered in that time, of the
    seconds between the item that the first reply answered and that reply's publication.
    """

    client_id: UUID | None
    day: date | None
    items_received: int
    replies_published: int
    approved: int
    hidden: int
    first_response_median_seconds: float | None


def day_of(moment: datetime, zone: str) -> date:
    """Return the client's own day at a moment; raises ZoneInfoNotFoundError for a zone that nobody knows."""
    return moment.astimezone(ZoneInfo(zone)).date()
