"""How an exchange stands: which of its messages wait, how pressing they are, and what that makes of the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.triage.queue.domain.filing import UNSURE
from services.triage.queue.domain.place import HIGHEST, place_of_settled, place_of_waiting
from services.triage.queue.domain.waiting import NOT_AT_ALL, Waited, waited

Status = Literal["open", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of an exchange, as far as it decides how the exchange stands; `found` is under what it is filed."""

    id: UUID
    conversation_id: UUID
    account_id: UUID
    network: str
    external_id: str
    parent: str | None
    author_id: str
    created_at: datetime
    received_at: datetime
    is_ours: bool
    state: str
    is_approved: bool
    is_closed: bool
    wanted_at: datetime | None
    priority: int
    found: tuple[str, ...]

    @property
    def is_doubtful(self) -> bool:
        return UNSURE in self.found

    @property
    def since(self) -> datetime:
        """When it was written, or received where its network dates it into the future."""
        return min(self.created_at, self.received_at)


@dataclass(frozen=True, slots=True)
class Reply:
    """A published reply of ours: which item it answers, and until when its writer had read."""

    item_id: UUID
    external_id: str | None
    read_until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How an exchange stands; `item_id` is its most pressing waiting message, else its last."""

    id: UUID
    account_id: UUID
    network: str
    status: Status
    place: int
    priority: int
    waited_points: int
    waited_hours: int
    item_id: UUID
    waiting_since: datetime | None
    last_item_at: datetime
    waiting_count: int
    item_count: int
    labels: tuple[str, ...]
    ages_at: datetime | None


def find_waiting(pieces: Sequence[Piece], replies: Sequence[Reply]) -> list[Piece]:
    """Return the messages that wait for somebody.

    A reply answers the message under which it stands and what its author wrote before it was written. What
    other people asked in the same thread still waits: nobody is silenced by an answer to somebody else.
    """
    answers = _Answers(pieces, replies)
    return [piece for piece in pieces if _can_wait(piece) and not answers.cover(piece)]


def stand(pieces: Sequence[Piece], replies: Sequence[Reply], now: datetime) -> Standing:
    """Work out how one exchange stands from all its items; `pieces` must not be empty."""
    waiting = find_waiting(pieces, replies)
    if waiting:
        return _open(pieces, waiting, now)
    last = max(pieces, key=lambda piece: (not piece.is_ours, _order(piece)))
    return _standing(
        pieces,
        shown=last,
        status=_rest(pieces, replies),
        labels=_labels(piece for piece in pieces if not piece.is_ours and piece.state != "deleted"),
        place=place_of_settled(max(piece.since for piece in pieces)),
    )


def wanted_again(pieces: Sequence[Piece]) -> Piece | None:
    """The message that waits when a person puts an exchange back into the queue: the last that stands there."""
    return max((piece for piece in pieces if _is_standing(piece)), key=_order, default=None)


def _order(piece: Piece) -> tuple[datetime, UUID]:
    return piece.created_at, piece.id


def _is_standing(piece: Piece) -> bool:
    """What the network holds waits as well: for a person to let it out or not."""
    return not piece.is_ours and piece.state in {"visible", "held"}


def _can_wait(piece: Piece) -> bool:
    is_settled = piece.is_closed or (piece.is_approved and piece.wanted_at is None)
    return _is_standing(piece) and not is_settled


def _open(pieces: Sequence[Piece], waiting: Sequence[Piece], now: datetime) -> Standing:
    shown = min(waiting, key=lambda piece: (-piece.priority, not piece.is_doubtful, piece.since, piece.id))
    since = min(piece.since for piece in waiting)
    age = waited(shown.priority, since, now)
    priority = min(shown.priority + age.points, HIGHEST)
    return _standing(
        pieces,
        shown=shown,
        status="open",
        labels=_labels(waiting),
        place=place_of_waiting(priority, since, is_doubtful=shown.is_doubtful),
        priority=priority,
        age=age,
        since=since,
        waiting_count=len(waiting),
    )


def _rest(pieces: Sequence[Piece], replies: Sequence[Reply]) -> Status:
    """Nothing waits: answered where we spoke, closed where people settled it without a word."""
    last = wanted_again(pieces)
    if last is None or last.is_closed:
        return "closed"
    has_spoken = bool(replies) or any(piece.is_ours for piece in pieces)
    has_asked = any(_is_standing(piece) and not piece.is_approved for piece in pieces)
    return "answered" if has_spoken and has_asked else "closed"


def _labels(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(sorted({label for piece in pieces for label in piece.found}))


def _standing(
    pieces: Sequence[Piece],
    *,
    shown: Piece,
    status: Status,
    labels: tuple[str, ...],
    place: int,
    priority: int = 0,
    age: Waited = NOT_AT_ALL,
    since: datetime | None = None,
    waiting_count: int = 0,
) -> Standing:
    return Standing(
        id=shown.conversation_id,
        account_id=shown.account_id,
        network=shown.network,
        status=status,
        place=place,
        priority=priority,
        waited_points=age.points,
        waited_hours=age.hours,
        item_id=shown.id,
        waiting_since=since,
        last_item_at=max(piece.since for piece in pieces),
        waiting_count=waiting_count,
        item_count=sum(piece.state != "deleted" for piece in pieces),
        labels=labels,
        ages_at=age.ages_at,
    )


class _Answers:
    """Which messages of an exchange our words answer."""

    def __init__(self, pieces: Sequence[Piece], replies: Sequence[Reply]) -> None:
        by_id = {piece.id: piece for piece in pieces}
        by_external = {piece.external_id: piece for piece in pieces}
        known = {reply.external_id for reply in replies}
        self._direct: dict[UUID, datetime] = {}
        self._by_author: dict[str, datetime] = {}
        self._everyone: datetime | None = None
        for reply in replies:
            self._note(by_id.get(reply.item_id), reply.read_until)
        for piece in pieces:
            # A reply comes back from the network as an item of ours; what its writer had read is known better.
            if piece.is_ours and piece.state != "deleted" and piece.external_id not in known:
                self._note(by_external.get(piece.parent or ""), piece.created_at)

    def cover(self, piece: Piece) -> bool:
        """Whether an item has been answered; wanted again, only by what was said after that."""
        from_here = piece.wanted_at
        direct = self._direct.get(piece.id)
        if direct is not None and (from_here is None or direct >= from_here):
            return True
        since = max(piece.created_at, from_here) if from_here else piece.created_at
        ends = (self._by_author.get(piece.author_id), self._everyone)
        return any(end is not None and end >= since for end in ends)

    def _note(self, answered: Piece | None, until: datetime) -> None:
        """Words of ours that stand under nobody's message speak to everyone in the exchange."""
        if answered is None or answered.is_ours:
            self._everyone = max(self._everyone or until, until)
            return
        self._direct[answered.id] = max(self._direct.get(answered.id, until), until)
        author = answered.author_id
        self._by_author[author] = max(self._by_author.get(author, until), until)
