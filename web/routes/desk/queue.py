"""The list of the desk, from the queue of triage."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast, get_args
from uuid import UUID

from services.contracts.ingest import LIST_ACCOUNTS, AccountQuery
from services.contracts.triage import (
    COUNT_QUEUE,
    LIST_QUEUE,
    Conversation,
    ConversationItem,
    ConversationStatus,
    CountsQuery,
    QueueCounts,
    QueueEntry,
    QueueQuery,
)
from services.runtime.ids import new_id
from web.around import NO_COUNTS, client_choices, or_else
from web.pages.desk.queue import LabelChoice, Queue, QueueFilters, QueueRow, rate_pressure
from web.rendering.spans import excerpt_text
from web.seat import Seat

PAGE_ROWS = 50
# More new conversations than this are "many" to anybody; counting them exactly helps nobody.
COUNTED_ARRIVALS = 200
STATUSES = frozenset(get_args(ConversationStatus))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters as the address gives them and as the services understand them."""

    filters: QueueFilters
    client_id: UUID | None

    def query(self, *, limit: int = PAGE_ROWS, cursor: str | None = None) -> QueueQuery:
        return QueueQuery(
            client=self.client_id,
            network=self.filters.network,
            status=self.filters.status,
            label=self.filters.label,
            limit=limit,
            cursor=cursor,
        )


def narrow(seat: Seat, client: str, network: str, status: str, label: str) -> Narrowed:
    """Read the filters of an address; raises NotFound for a client that is not the person's.

    Empty is everything; what cannot be a filter is left out, so that an old link still shows the queue.
    """
    return Narrowed(
        QueueFilters(
            client=client or None,
            network=network[:40] or None,
            status=cast(ConversationStatus, status if status in STATUSES else "open"),
            label=label[:40] or None,
        ),
        seat.client_called(client).id if client else None,
    )


async def read_queue(seat: Seat, narrowed: Narrowed, cursor: str | None = None) -> Queue:
    """Return one page of the list with what it may be narrowed by."""
    filters, now = narrowed.filters, time_of(new_id())
    listed, counts, networks = await asyncio.gather(
        seat.ask(LIST_QUEUE, query=narrowed.query(cursor=cursor)),
        or_else(
            seat.ask(COUNT_QUEUE, query=CountsQuery(client=narrowed.client_id, network=filters.network)),
            NO_COUNTS,
        ),
        _list_networks(seat),
    )
    return Queue(
        rows=tuple(_row(seat, entry) for entry in listed.items),
        filters=filters,
        labels=_labels(counts, filters),
        clients=client_choices(seat),
        networks=networks,
        total=_total(counts, filters, len(listed.items)),
        is_counted=filters.status == "open" or not listed.next,
        since=now if cursor or listed.next else _newest(listed.items, now),
        cursor=cursor,
        next_cursor=listed.next,
    )


async def count_arrivals(seat: Seat, narrowed: Narrowed, since: datetime) -> Queue:
    """Return a list without rows that says how many conversations came, or came back, since it was read."""
    listed = await seat.ask(LIST_QUEUE, query=narrowed.query(limit=COUNTED_ARRIVALS))
    arrivals = sum(time_of(entry.item_id) > since for entry in listed.items)
    return replace(bare_queue(narrowed.filters), since=since, arrivals=arrivals)


async def count_total(seat: Seat, narrowed: Narrowed) -> Queue:
    """Return a list without rows that says how many conversations wait now."""
    query = CountsQuery(client=narrowed.client_id, network=narrowed.filters.network)
    counts = await seat.ask(COUNT_QUEUE, query=query)
    return replace(bare_queue(narrowed.filters), total=_total(counts, narrowed.filters, 0))


def bare_queue(filters: QueueFilters) -> Queue:
    """Return a list of nothing, for blocks of the desk that only need to know what it is narrowed by."""
    return Queue(
        rows=(), filters=filters, labels=(), clients=(), networks=(), total=0, since=time_of(new_id())
    )


def _newest(entries: Sequence[QueueEntry], now: datetime) -> datetime:
    """Return since when a list shown whole knows nothing.

    A message that was received before the list was read and assessed after it is new all the same. A list of
    several pages cannot tell, so there it counts from now.
    """
    return max((time_of(entry.item_id) for entry in entries), default=now)


def time_of(id_: UUID) -> datetime:
    """Return when an id was given out: UUIDv7 begins with the milliseconds since 1970 (RFC 9562, 5.7).

    The time that a network states is not when a message reached us, and the list needs the latter.
    """
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


async def _list_networks(seat: Seat) -> tuple[str, ...]:
    listed = await or_else(seat.ask(LIST_ACCOUNTS, query=AccountQuery()), None)
    return tuple(sorted({account.network for account in listed.items})) if listed else ()


def _row(seat: Seat, entry: QueueEntry) -> QueueRow:
    client = seat.clients[entry.client_id]
    return QueueRow(
        conversation_id=entry.id,
        author_name=entry.author_name,
        client_name=client.name,
        client_colour=client.colour,
        network=entry.network,
        waiting_since=entry.waiting_since,
        excerpt=excerpt_text(entry.text, entry.spans),
        reasons=tuple(sorted(entry.reasons, key=lambda reason: -reason.points)),
        pressure=rate_pressure(entry.priority),
        status=entry.status,
        waiting_count=entry.waiting_count,
    )


def row_of(seat: Seat, found: Conversation) -> QueueRow:
    """Return a conversation as its row stands now: its most pressing message that waits, else its last."""
    client = seat.clients[found.client_id]
    waiting = [item for item in found.items if item.is_waiting]
    public = [item for item in found.items if not item.is_ours] or found.items
    shown = (
        max(waiting, key=lambda item: (_priority(item), -item.created_at.timestamp()))
        if waiting
        else max(public, key=lambda item: item.created_at)
    )
    return QueueRow(
        conversation_id=found.id,
        author_name=shown.author_name,
        client_name=client.name,
        client_colour=client.colour,
        network=found.network,
        waiting_since=found.waiting_since or shown.created_at,
        excerpt=excerpt_text(shown.text, shown.assessment.spans if shown.assessment else ()),
        reasons=tuple(sorted(found.reasons, key=lambda reason: -reason.points)),
        pressure=rate_pressure(found.priority),
        status=found.status,
        waiting_count=len(waiting),
        state=shown.state,
    )


def _priority(item: ConversationItem) -> int:
    return item.assessment.priority if item.assessment else 0


def _labels(counts: QueueCounts, filters: QueueFilters) -> tuple[LabelChoice, ...]:
    """The label in force stays in sight when nothing carries it any more."""
    known = {**({filters.label: 0} if filters.label else {}), **counts.by_label}
    return tuple(
        LabelChoice(label, count) for label, count in sorted(known.items(), key=lambda pair: -pair[1])
    )


def _total(counts: QueueCounts, filters: QueueFilters, shown: int) -> int:
    """Only what is open is counted; of the rest, what the page shows."""
    if filters.status != "open":
        return shown
    return counts.by_label.get(filters.label, 0) if filters.label else max(counts.open, shown)
