"""The life of an action, as values and pure functions.

    approved ──claim──▶ claimed ──intent──▶ sending ──▶ sent | refused | unknown
       ▲  │                │ lease ends        │           unknown ──found──▶ sent
       │  └─cancel─▶ cancelled ◀─cancel─┘      │           unknown ──looked in vain──▶ a person decides
       └───────────────────────────────────────┘ surely not sent: later, refused after the last attempt

Before `sending` is committed nothing has left; after it, only the network knows.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PERFORM, LEASE_ENDED, LOOK = "action.perform", "action.lease", "action.look"

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(minutes=5)
# After a publication whose outcome is unknown, when we look for it on the network.
LOOKS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))

# Said to people of a reply or a decision that came to nothing; web has each of them in its readers' languages.
ITEM_DELETED = "The message was deleted on its network."
ACCOUNT_REMOVED = "The account was removed."
NOT_DONE = "Somebody looked on the network: it was not done."


class State(StrEnum):
    APPROVED = "approved"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


SETTLED = frozenset({State.SENT, State.REFUSED, State.CANCELLED})
CANCELLABLE = frozenset({State.APPROVED, State.CLAIMED})
# A result may arrive after the lease has ended: the attempt is still the same one.
AWAITING_RESULT = frozenset({State.SENDING, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt or a look came to, as it is written to the action's row.

    `due_at` is the time of the next attempt (approved) or look (unknown); None where nothing follows.
    """

    state: State
    due_at: datetime | None = None
    code: str | None = None
    detail: str | None = None
    external_id: str | None = None
    url: str | None = None
    needs_person: bool = False

    @property
    def is_told(self) -> bool:
        """Whether others hear of it: it is settled, or a person has to decide."""
        return self.state in SETTLED or self.needs_person


def hash_of(text: str) -> str:
    """Return what an approval is bound to: SHA-256, hex, of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def sent(external_id: str | None, url: str | None) -> Outcome:
    return Outcome(State.SENT, external_id=external_id, url=url)


def refused(code: str, detail: str) -> Outcome:
    return Outcome(State.REFUSED, code=code, detail=detail)


def surely_not_sent(
    attempts: int, now: datetime, code: str, detail: str, retry_after: timedelta | None
) -> Outcome:
    """Try again later, longer each time and never before the network wants; refused after the last attempt."""
    if attempts >= MAX_ATTEMPTS:
        return refused(code, detail)
    pause = min(timedelta(seconds=2**attempts), LONGEST_PAUSE)
    return Outcome(State.APPROVED, now + max(pause, retry_after or timedelta()), code, detail)


def outcome_unknown(sending_at: datetime, looks: int, code: str, detail: str, *, can_look: bool) -> Outcome:
    """Look again at the next of LOOKS after sending; a person decides where we cannot look or found nothing."""
    if not can_look or looks >= len(LOOKS):
        return Outcome(State.UNKNOWN, code=code, detail=detail, needs_person=True)
    return Outcome(State.UNKNOWN, sending_at + LOOKS[looks], code, detail)
