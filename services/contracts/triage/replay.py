"""Replay: what a period would have looked like with another charter, or as the model reads it now."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from services.contracts.operation import Operation
from services.contracts.triage.automation import AutomationAction, AutomationState
from services.contracts.triage.charter import Charter, CharterDraft, Clause, Proposal, ProposalKind
from services.contracts.triage.learning import CorrectedLabel
from services.contracts.triage.moderation import DecisionReason
from services.contracts.triage.scoring import Span
from services.contracts.values import Listed, Model, Paging, Time

LONGEST = timedelta(days=366)
# `as_assessed`: what the model said when the message came in. `shipped`: the general model alone reads it again.
# `own`: the general model with the layer that the client has now.
ReplayModel = Literal["as_assessed", "shipped", "own"]
# With which charter what would be is compared: for each message the version that held when it came in, or the one
# that holds now.
ReplayBefore = Literal["then", "now"]
ReplayState = Literal["running", "done", "cancelled"]
# From the one side to the other: more severe, milder, or the same for another label.
Direction = Literal["stricter", "milder", "reason"]
# Nearer to what people decided, further from it, as near as before; `unjudged` where they decided nothing.
AgreementChange = Literal["gained", "lost", "same", "unjudged"]


def _know_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be a time zone of the IANA database") from None
    return name


Zone = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_know_zone)]


class RuleTrial(Model):
    """A rule of automation that there is not: what it would have done alone from a `threshold` on, or from the one that
    people's decisions of today show to keep `highest_error`. One of the two is given.
    """

    label: CorrectedLabel
    action: AutomationAction
    network: str | None = Field(default=None, min_length=1, max_length=40)
    threshold: float | None = Field(default=None, ge=0.05, le=0.99)
    highest_error: float | None = Field(default=None, ge=0.005, le=0.3, validate_default=True)

    @field_validator("highest_error")
    @classmethod
    def _begin_somewhere(cls, highest_error: float | None, info: ValidationInfo) -> float | None:
        if "threshold" in info.data and (info.data["threshold"] is None) == (highest_error is None):
            raise ValueError("must be given where no threshold is, and only there")
        return highest_error


class NewReplay(Model):
    """Messages received from the first to the last day, both included, as the client's zone counts days.

    `before` says with which charter is compared. Without a `draft` that is the charter that holds now, which tells what
    another model, or what was written into the charter since, would have changed. With a `trial` people alone, who
    decide about everything, are compared with a rule beside them.
    """

    first_day: date = Field(ge=date(1971, 1, 1), le=date(8999, 12, 31))
    last_day: date = Field(ge=date(1971, 1, 1), le=date(8999, 12, 31))
    time_zone: Zone = "Europe/Paris"
    draft: CharterDraft | None = None
    trial: RuleTrial | None = None
    model: ReplayModel = "as_assessed"
    before: ReplayBefore = "then"

    @field_validator("trial")
    @classmethod
    def _try_one_thing(cls, trial: RuleTrial | None, info: ValidationInfo) -> RuleTrial | None:
        if trial is not None and info.data.get("draft") is not None:
            raise ValueError("must not come with a draft")
        return trial

    @field_validator("last_day")
    @classmethod
    def _end_after_beginning(cls, last_day: date, info: ValidationInfo) -> date:
        first_day = info.data.get("first_day", last_day)
        if not timedelta(0) <= last_day - first_day < LONGEST:
            raise ValueError("must not lie before first_day, nor a year after it")
        return last_day


class Sides(Model):
    """A figure as it was, or is, and as it would be."""

    before: int
    after: int


class LabelFigures(Model):
    """How often something is proposed about a label."""

    label: str
    look_first: Sides
    hide: Sides
    delete: Sides


class TeamAgreement(Model):
    """Of the messages that people decided: on how many the proposal takes a side, and on how many it is theirs.

    `rate` lies between `low` and `high` with 95 % certainty (Wilson); null where it takes no side.
    """

    judged: int
    sides: int
    agreed: int
    rate: float | None
    low: float | None
    high: float | None


class RuleFigures(Model):
    """What a rule would have reached alone, and how often people's own decision was the same."""

    rule_id: UUID
    label: str
    action: str
    network: str | None
    state: AutomationState
    threshold: float
    reached: Sides
    judged: Sides
    agreed: Sides


class ReplayFigures(Model):
    """`proposals` by kind, `changes` by direction; `stays` is how many messages have the same proposal."""

    proposals: dict[ProposalKind, Sides]
    labels: list[LabelFigures]
    changes: dict[Direction, int]
    stays: int
    gained: int
    lost: int
    team_before: TeamAgreement
    team_after: TeamAgreement
    rules: list[RuleFigures]


class Replay(Model):
    """A replay and how far it is; nothing is decided by it, and it is forgotten at `forgotten_at`.

    `left_out` messages were edited meanwhile or could not be read again. `gone` of the changes are of messages that
    were deleted or edited since: figures still count them, the list does not. `base` is the charter that held when it
    was asked for, `base_versions` are those with which messages were compared. A `trial` began at `threshold`, null
    where the client's decisions show none that keeps its limit.
    """

    id: UUID
    client_id: UUID
    state: ReplayState
    first_day: date
    last_day: date
    time_zone: str
    model: ReplayModel
    before: ReplayBefore = "then"
    draft: CharterDraft | None
    trial: RuleTrial | None = None
    threshold: float | None = None
    base_version: int
    base_versions: list[int] = Field(default_factory=list)
    base: list[Clause]
    asked_by: str
    asked_at: Time
    ended_at: Time | None
    forgotten_at: Time
    total: int
    done: int
    left_out: int
    models: list[str]
    figures: ReplayFigures | None
    gone: int = 0
    adopted_version: int | None


class ReplayChange(Model):
    """One message about which something else would be proposed, and people's latest word on it when it was replayed.

    `word` is what they decided, `answer` where they answered, null where nobody did. `text` is at most 500 code points.
    """

    item_id: UUID
    conversation_id: UUID | None
    network: str
    author_name: str
    text: str
    spans: list[Span]
    received_at: Time
    before: Proposal
    after: Proposal
    direction: Direction
    agreement: AgreementChange
    word: str | None
    word_reason: DecisionReason | None


class ChangeQuery(Paging):
    direction: Direction | None = None
    agreement: AgreementChange | None = None


_REPLAYS = "/v1/clients/{client}/replays"
_REPLAY = "/v1/clients/{client}/replays/{replay}"
# One runs at a time for each client; another is a conflict.
START_REPLAY = Operation(
    "triage", "triage.start_replay", "POST", _REPLAYS, "charter:write", Replay, body=NewReplay, status=201
)
LIST_REPLAYS = Operation(
    "triage", "triage.list_replays", "GET", _REPLAYS, "queue:read", Listed[Replay], query=Paging
)
GET_REPLAY = Operation("triage", "triage.get_replay", "GET", _REPLAY, "queue:read", Replay)
# What has ended stays as it is.
CANCEL_REPLAY = Operation(
    "triage", "triage.cancel_replay", "POST", f"{_REPLAY}/cancellation", "charter:write", Replay
)
# The newest message first.
LIST_REPLAY_CHANGES = Operation(
    "triage",
    "triage.list_replay_changes",
    "GET",
    f"{_REPLAY}/changes",
    "queue:read",
    Listed[ReplayChange],
    query=ChangeQuery,
)
# The draft becomes the charter, unless that was changed since the replay was asked for.
ADOPT_REPLAY = Operation(
    "triage", "triage.adopt_replay", "POST", f"{_REPLAY}/adoption", "charter:write", Charter
)
