"""The life cycle of a reply and its rules."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

SEND_TIMER = "reply.send"
REQUEST_TIMER = "reply.request"

# Ingest keeps an idempotency key for 24 hours; asking again after that could ask for a second action.
ASKED_AT_MOST = timedelta(hours=20)
SHORTEST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)


class State(StrEnum):
    """draft → accepted → sending → published, refused or unknown; accepted or sending → recalled.

    Until the undo window ends this row decides; once ingest was asked, the action's row there does.
    """

    DRAFT = "draft"
    ACCEPTED = "accepted"
    SENDING = "sending"
    PUBLISHED = "published"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    RECALLED = "recalled"


# What ingest's word for a settled action means for the reply behind it.
STATE_OF_ACTION = {
    "sent": State.PUBLISHED,
    "refused": State.REFUSED,
    "unknown": State.UNKNOWN,
    "cancelled": State.RECALLED,
}


@dataclass(frozen=True, slots=True)
class Target:
    """The item that a reply answers, and what its account's network allows."""

    item_id: UUID
    account_id: UUID
    network: str
    text: str
    author_name: str
    author_handle: str | None
    created_at: datetime
    is_deleted: bool
    can_reply: bool
    text_limit: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the sending of a reply ended; `at` is when it left, `settled_by` the person who looked for it."""

    reply_id: UUID
    state: State
    at: datetime | None = None
    action_id: UUID | None = None
    external_id: str | None = None
    url: str | None = None
    detail: str | None = None
    settled_by: str | None = None


def hash_of(text: str) -> str:
    """Return what an approval is bound to: SHA-256 of the text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def exceeds(text: str, limit: int | None) -> bool:
    """Whether a text has more code points than the network takes; None is no limit."""
    return limit is not None and len(text) > limit


def may_recall(state: str) -> bool:
    """Whether a recall can still succeed; for one that is being sent, ingest decides."""
    return state in {State.ACCEPTED, State.SENDING}


def pause_before_asking_again(first_asked: datetime, now: datetime) -> timedelta:
    """Half of the time that passed since the first question, between a second and a minute."""
    return min(max((now - first_asked) / 2, SHORTEST_PAUSE), LONGEST_PAUSE)
