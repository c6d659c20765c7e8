"""The queue as people page through it, and its counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.contracts.triage import CountsQuery, QueueCounts, QueueEntry, QueueQuery, Reason, Span
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.runtime.problems import NotFound
from services.triage.queue.repository import counts, pages

# Code points of a message that an entry shows; the conversation holds all of it.
EXCERPT = 500


async def list_queue(unit: Unit, query: QueueQuery) -> Listed[QueueEntry]:
    """Return a page of the queue over the client asked for, else over all of the caller's."""
    rows = await pages.list_page(
        unit.session,
        _clients(unit, query.client),
        pages.Filters(query.status, query.network, query.label),
        pages.read_cursor(query.cursor),
        limit=query.limit + 1,
        excerpt=EXCERPT,
    )
    shown = rows[: query.limit]
    following = pages.Cursor(shown[-1]["place"], shown[-1]["id"]).write() if len(rows) > query.limit else None
    return Listed(items=[_entry(row) for row in shown], next=following)


async def count_queue(unit: Unit, query: CountsQuery) -> QueueCounts:
    found = await counts.read(unit.session, _clients(unit, query.client), query.network)
    by_client: Counter[UUID] = Counter()
    by_network: Counter[str] = Counter()
    by_label: Counter[str] = Counter()
    for count in found:
        if count.label != counts.ALL:
            by_label[count.label] += count.open
            continue
        by_client[count.client_id] += count.open
        by_network[count.network] += count.open
    return QueueCounts(open=by_client.total(), by_client=by_client, by_network=by_network, by_label=by_label)


def reasons_of(conversation: Mapping[str, Any], body: Mapping[str, Any] | None) -> list[Reason]:
    """Why a conversation ranks where it does: its most pressing message's reasons, and the wait."""
    reasons = [Reason.model_validate(reason) for reason in (body or {}).get("reasons", ())]
    if conversation["waited_points"]:
        hours = str(conversation["waited_hours"])
        reasons.append(Reason(code="waiting", points=conversation["waited_points"], params={"hours": hours}))
    return reasons


def _clients(unit: Unit, asked: UUID | None) -> list[UUID]:
    if asked is None:
        return sorted(unit.clients)
    if asked not in unit.clients:
        raise NotFound
    return [asked]


def _entry(row: Mapping[str, Any]) -> QueueEntry:
    body = row["body"] or {}
    return QueueEntry(
        id=row["id"],
        client_id=row["client_id"],
        account_id=row["account_id"],
        network=row["network"],
        status=row["status"],
        priority=row["priority"],
        reasons=reasons_of(row, body) if row["status"] == "open" else [],
        item_id=row["item_id"],
        author_name=row["author_name"],
        text=row["text"],
        spans=list(_spans_within(body.get("spans", ()))),
        labels=row["labels"],
        waiting_since=row["waiting_since"] or row["last_item_at"],
        last_item_at=row["last_item_at"],
        waiting_count=row["waiting_count"],
        item_count=row["item_count"],
    )


def _spans_within(spans: Iterable[Mapping[str, Any]]) -> Iterable[Span]:
    for span in spans:
        if span["start"] < EXCERPT:
            yield Span(label=span["label"], start=span["start"], end=min(span["end"], EXCERPT))
