"""What the page on the system's state is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.contracts.ingest import ActionKind
from services.contracts.topology import ServiceName


@dataclass(frozen=True)
class ServiceState:
    """`detail` says what is wrong where the service is not ready."""

    service: ServiceName
    is_ready: bool
    detail: str | None = None


@dataclass(frozen=True)
class SetAsideRow:
    """An event or timer that kept failing; the rest of its client's events went on."""

    service: ServiceName
    entry_id: UUID
    client_slug: str
    client_name: str
    position: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class UnknownOutcome:
    """An act of which nobody knows whether the network did it; it is never repeated by itself.

    `text` are the words of the reply, or of the message decided about; `code` says why nobody knows, `url` where
    to look.
    """

    action_id: UUID
    kind: ActionKind
    client_name: str
    network: str
    created_at: datetime
    text: str = ""
    author_name: str = ""
    code: str | None = None
    detail: str | None = None
    conversation_id: UUID | None = None
    url: str | None = None


@dataclass(frozen=True)
class System:
    """Block `state` is everything below the title."""

    template: ClassVar[str] = "system/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("state",)

    services: tuple[ServiceState, ...]
    set_aside: tuple[SetAsideRow, ...] = ()
    unknown: tuple[UnknownOutcome, ...] = ()
