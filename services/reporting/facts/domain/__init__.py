"""What counts as a fact, the day that it belongs to, and what it adds to the tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo


class Figure(StrEnum):
    """What is tallied by day and network."""

    RECEIVED = "received"
    QUESTIONS = "questions"
    QUESTIONS_ANSWERED = "questions_answered"
    DECISIONS = "decisions"
    REPLIES = "replies"
    RESPONSES = "responses"


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """One row of tallies. `kind` and `reason` tell decisions apart, `kind` the bands of first responses."""

    day: date
    network: str
    figure: Figure
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is known of something that somebody wrote. Two logs tell of it, in whatever order.

    `day` and `network` are None until ingest's has told; `is_question` is None while triage's says nothing.
    """

    item_id: UUID
    network: str | None = None
    day: date | None = None
    is_question: bool | None = None
    is_answered: bool = False

    def learning(self, news: "Message") -> "Message":
        """Return what is known with news of the same message; the day once told stays, whatever the zone is now."""
        return Message(
            self.item_id,
            network=self.network or news.network,
            day=self.day or news.day,
            is_question=self.is_question if news.is_question is None else news.is_question,
            is_answered=self.is_answered or news.is_answered,
        )

    def tallies(self) -> list[Tally]:
        if self.day is None or self.network is None:
            return []
        figures = [Figure.RECEIVED]
        if self.is_question:
            figures.append(Figure.QUESTIONS)
            figures += [Figure.QUESTIONS_ANSWERED] if self.is_answered else []
        return [Tally(self.day, self.network, figure) for figure in figures]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is in force since that day."""

    decision_id: UUID
    network: str
    day: date
    kind: str
    reason: str

    def tally(self) -> Tally:
        return Tally(self.day, self.network, Figure.DECISIONS, self.kind, self.reason)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that stands on its network."""

    reply_id: UUID
    item_id: UUID
    network: str
    day: date
    published_at: datetime

    def tally(self) -> Tally:
        return Tally(self.day, self.network, Figure.REPLIES)


@dataclass(frozen=True, slots=True)
class Place:
    """The conversation of an item, and when the public first wrote there; None when it never did."""

    item_id: UUID
    conversation_id: UUID
    first_inbound_at: datetime | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Places of items as they were when asked for; `asked_as` numbers the questions in order of time."""

    asked_as: int
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Facts of one client, from one page of a log."""

    messages: Sequence[Message] = ()
    decisions: Sequence[Decision] = ()
    replies: Sequence[Reply] = ()
    placed: Placed = Placed(0)

    def news(self) -> list[Message]:
        """All that it says of messages: a reply says that one is answered."""
        answered = [Message(one.item_id, is_answered=True) for one in self.replies]
        return [*self.messages, *answered]


@dataclass(frozen=True, slots=True)
class Part:
    """What was tallied in one part of a period; `network` is None for all of those asked for."""

    index: int
    network: str | None
    figure: Figure
    kind: str
    reason: str
    count: int


def learn(known: Mapping[UUID, Message], news: Iterable[Message]) -> tuple[list[Message], Counter[Tally]]:
    """Return the messages that news change, as they are known now, and by how much each tally moves."""
    now = dict(known)
    for one in news:
        now[one.item_id] = now.get(one.item_id, Message(one.item_id)).learning(one)
    changed = [message for item, message in now.items() if known.get(item) != message]
    moved: Counter[Tally] = Counter()
    for message in changed:
        before = known.get(message.item_id)
        moved.update(message.tallies())
        moved.subtract(before.tallies() if before else ())
    return changed, Counter({tally: count for tally, count in moved.items() if count})


def day_of(moment: datetime, zone: str) -> date:
    """Return the client's own day at a moment; raises ZoneInfoNotFoundError for a zone that nobody knows."""
    return moment.astimezone(ZoneInfo(zone)).date()
