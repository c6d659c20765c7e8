"""The second opinion: what a model elsewhere says of messages about which ours is in doubt, and what that costs."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Lookup, Model, Time

# `waiting` and `asking` end in one of the others; where there is no answer, our own assessment stands alone.
OpinionOutcome = Literal["waiting", "asking", "answered", "no_answer", "over_budget"]
OpinionFailure = Literal[
    "busy", "interrupted", "malformed", "refused", "failed", "timed_out", "truncated", "unreachable"
]


class Opinion(Model):
    """What was asked about one version of a message, and what came of it; it is shown and never acted upon.

    `labels` holds yes or no for each label asked about, nothing without an answer. `calls` counts what was sent, and
    `euros` is what its last call cost by the configured prices.
    """

    client_id: UUID
    item_id: UUID
    version: int
    outcome: OpinionOutcome
    failure: OpinionFailure | None
    host: str
    model: str
    asked_about: list[str]
    labels: dict[str, bool]
    reason: str
    tokens_in: int
    tokens_out: int
    euros: float
    calls: int
    asked_at: Time | None


class NewOpinionSetting(Model):
    """Whether messages in doubt are asked about, and the most calls and euros of one day (UTC).

    Euros are counted in millionths.
    """

    is_on: bool
    most_calls: int = Field(default=200, ge=1, le=100_000)
    most_euros: float = Field(default=1.0, ge=0.000_001, le=1_000)


class OpinionSetting(NewOpinionSetting):
    """A client's setting with what was asked and spent. `model` and `host` are null where none is configured."""

    client_id: UUID
    model: str | None
    host: str | None
    switched_by: str | None
    switched_at: Time | None
    calls_today: int
    euros_today: float
    calls_this_month: int
    euros_this_month: float


_SETTING = "/v1/clients/{client}/opinion"
GET_OPINION_SETTING = Operation(
    "triage", "triage.get_opinion_setting", "GET", _SETTING, "queue:read", OpinionSetting
)
# Switched on, messages that are assessed from then on are asked about; without an endpoint that is a conflict.
SET_OPINION_SETTING = Operation(
    "triage",
    "triage.set_opinion_setting",
    "PUT",
    _SETTING,
    "opinions:write",
    OpinionSetting,
    body=NewOpinionSetting,
)
# By ids of items; those about which nothing was to be asked are missing.
LOOK_UP_OPINIONS = Operation(
    "triage",
    "triage.look_up_opinions",
    "POST",
    "/v1/clients/{client}/opinions/lookup",
    "queue:read",
    Listed[Opinion],
    body=Lookup,
)
