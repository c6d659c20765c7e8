"""The figures once more, by plain counting over the rows of the world: it shares no line with what it checks."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.contracts.ingest import Item
from services.contracts.reply import Reply
from services.contracts.triage import Decision
from tests.reporting.world import World

Value = float | None


@dataclass(frozen=True)
class Recount:
    """Rows of one client, and the zone in which its days begin."""

    world: World
    client: UUID
    zone: ZoneInfo

    def figures(self, first: date, last: date, network: str | None) -> dict[str, Value]:
        """All metrics of the days from first to last, both included."""

        def is_within(moment: datetime | None, where: str) -> bool:
            assert moment is not None
            day = moment.astimezone(self.zone).date()
            return first <= day <= last and network in (None, where)

        received = [one for one in self._inbound() if is_within(one.received_at, one.network)]
        replies = [one for one in self._replies() if is_within(one.published_at, one.network)]
        answered = {one.item_id for one in self._replies()}
        questions = [one for one in received if self.world.questions.get(one.id)]
        seconds = [
            after for reply, after in self._first_responses() if is_within(reply.published_at, reply.network)
        ]
        return {
            "items_received": len(received),
            "decisions": sum(self.groups(first, last, network).values()),
            "replies_published": len(replies),
            "first_response_median": statistics.median(seconds) if seconds else None,
            "first_response_p90": ninetieth(seconds),
            "questions_answered_share": (
                sum(one.id in answered for one in questions) / len(questions) if questions else None
            ),
        }

    def groups(self, first: date, last: date, network: str | None) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for one in self.world.of(self.client, Decision):
            where = self.world.things[one.item_id].network
            day = (one.settled_at or one.decided_at).astimezone(self.zone).date()
            if one.state == "in_force" and first <= day <= last and network in (None, where):
                found[one.kind, one.reason] += 1
        return found

    def _inbound(self) -> list[Item]:
        items = self.world.of(self.client, Item)
        return [one for one in items if not one.is_ours and one.kind != "post"]

    def _replies(self) -> Sequence[Reply]:
        return self.world.of(self.client, Reply)

    def _first_responses(self) -> Iterable[tuple[Reply, float]]:
        by_conversation: dict[UUID, list[Reply]] = {}
        for reply in self._replies():
            if reply.item_id in self.world.places:
                by_conversation.setdefault(self.world.places[reply.item_id], []).append(reply)
        for conversation, replies in by_conversation.items():
            items = [self.world.things[one] for one, at in self.world.places.items() if at == conversation]
            written = [one.created_at for one in items if not one.is_ours]
            if written:
                first = min(replies, key=lambda one: (one.published_at, one.id))
                yield first, max(0.0, (first.published_at - min(written)).total_seconds())


def ninetieth(values: Sequence[float]) -> Value:
    """The value below which nine of ten lie, between two neighbours in proportion."""
    if not values:
        return None
    ordered = sorted(values)
    place = 0.9 * (len(ordered) - 1)
    below, above = ordered[math.floor(place)], ordered[math.ceil(place)]
    return below + (above - below) * (place - math.floor(place))


def spans(since: date, until: date, by: str) -> list[tuple[date, date]]:
    """The first and last day of each part of a period, found by walking over its days."""
    key: dict[str, Callable[[date], object]] = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
    }
    parts: dict[object, list[date]] = {}
    day = since
    while day < until:
        parts.setdefault(key[by](day), []).append(day)
        day += timedelta(days=1)
    return [(days[0], days[-1]) for days in parts.values()]
