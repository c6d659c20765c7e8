"""Operations of reporting: what happened, in figures."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Model


class CountsQuery(Model):
    """Days in each client's own time zone; `until` is excluded."""

    since: date
    until: date
    client: UUID | None = None


class DayCounts(Model):
    """What happened on one day, for one client, in the client's zone."""

    client_id: UUID
    day: date
    items_received: int = 0
    replies_published: int = 0
    approved: int = 0
    hidden: int = 0
    first_response_median_seconds: float | None = None


class Totals(Model):
    items_received: int = Field(default=0, ge=0)
    replies_published: int = Field(default=0, ge=0)
    approved: int = Field(default=0, ge=0)
    hidden: int = Field(default=0, ge=0)
    first_response_median_seconds: float | None = None


class Counts(Model):
    days: list[DayCounts]
    totals: Totals


LIST_COUNTS = Operation(
    "reporting", "reporting.list_counts", "GET", "/v1/counts", "reports:read", Counts, query=CountsQuery
)
