"""What stands around every page: who is here, where they may go, and what is about to be sent."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.contracts.reply import ReplyState

Theme = Literal["system", "light", "dark"]
View = Literal["queue", "knowledge", "accounts", "figures", "model", "system", "team", "me", "entry", "error"]
Tone = Literal["good", "warn", "danger", "info"]


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    is_administrator: bool
    keeps_settings: bool = False


@dataclass(frozen=True)
class ClientLink:
    """A client in the rail; `colour` is one of the palette's eight."""

    slug: str
    name: str
    colour: int
    waiting: int
    is_current: bool = False


@dataclass(frozen=True)
class Notice:
    """What the last action did, already in the reader's language."""

    text: str
    tone: Tone = "good"


@dataclass(frozen=True)
class PendingReply:
    """A reply that can still be recalled, or whose end the person should see.

    `now` is the server's clock at the answer, so that a browser with a wrong clock counts down rightly. `settled_by` is
    the name of who looked on the network, where nobody else could know the end.
    """

    reply_id: UUID
    conversation_id: UUID
    author_name: str
    state: ReplyState
    send_at: datetime
    now: datetime
    can_recall: bool
    detail: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True)
class StoppedRule:
    """A rule of automation that its audit has stopped, until somebody who keeps the client's settings deals with it."""

    rule_id: UUID
    slug: str
    client_name: str
    label: str
    action: str
    stopped_at: datetime


@dataclass(frozen=True)
class Frame:
    """`person` is None before sign-in. `now` is the time of the request; `csrf` stands in every form."""

    language: str
    time_zone: str
    now: datetime
    csrf: str
    current: View
    theme: Theme = "system"
    person: Person | None = None
    clients: tuple[ClientLink, ...] = ()
    waiting: int = 0
    problems: int = 0
    notices: tuple[Notice, ...] = ()
    pending: tuple[PendingReply, ...] = ()
    stopped: tuple[StoppedRule, ...] = ()
    # How many hundredths of the demo are prepared, while it is being prepared.
    prepared: int | None = None
    path: str = field(default="/queue")
    # How many live events had been heard before the page was read: what came since is news to it.
    heard: int = 0
