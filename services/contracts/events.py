"""The event log as others read it: ids, kinds and times, never what people wrote."""

from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.topology import SERVICES, ServiceName
from services.contracts.values import Model, Nothing, Time


class Event(Model):
    """Something that happened to up to 500 rows of one client; `seq` counts per client without gaps."""

    seq: int
    topic: str
    keys: list[UUID]
    at: Time
    actor: str
    correlation: str


class EventQuery(Model):
    client: UUID
    after: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=200)


class EventPage(Model):
    """Events after a seq in order; `head` is the seq of the client's newest event."""

    events: list[Event]
    head: int


class Heads(Model):
    """For every client that has events: the seq of its newest."""

    heads: dict[UUID, int]


class SetAside(Model):
    """An event or a timer that kept failing and was put aside, with its reason, so that the rest went on."""

    id: UUID
    client_id: UUID
    source: str
    position: str
    reason: str
    at: Time


class SetAsideList(Model):
    items: list[SetAside]


LIST_EVENTS: dict[ServiceName, Operation[EventPage]] = {
    owner: Operation(
        owner, f"{owner}.list_events", "GET", "/v1/events", "events:read", EventPage, query=EventQuery
    )
    for owner in SERVICES
}
LIST_HEADS: dict[ServiceName, Operation[Heads]] = {
    owner: Operation(owner, f"{owner}.list_heads", "GET", "/v1/heads", "events:read", Heads)
    for owner in SERVICES
}
LIST_SET_ASIDE: dict[ServiceName, Operation[SetAsideList]] = {
    owner: Operation(owner, f"{owner}.list_set_aside", "GET", "/v1/set-aside", "system:read", SetAsideList)
    for owner in SERVICES
}
RETRY_SET_ASIDE: dict[ServiceName, Operation[Nothing]] = {
    owner: Operation(
        owner,
        f"{owner}.retry_set_aside",
        "POST",
        "/v1/clients/{client}/set-aside/{entry}/retry",
        "system:write",
        Nothing,
    )
    for owner in SERVICES
}
