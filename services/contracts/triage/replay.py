"""Replay: what a period would have looked like with another charter, or as the model reads it now."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from services.contracts.operation import Operation
from services.contracts.triage.automation import AutomationState
from services.contracts.triage.charter import Charter, CharterDraft, Clause, Proposal, ProposalKind
from services.contracts.triage.moderation import DecisionReason
from services.contracts.triage.scoring import Span
from services.contracts.values import Listed, Model, Paging, Time

LONGEST = timedelta(days=366)
# `as_assessed`: what the model said when the message came in. `shipped`: the general model alone reads it again.
# `own`: the general model with the layer that the client has now.
ReplayModel = Literal["as_assessed", "shipped", "own"]
ReplayState = Literal["running", "done", "cancelled"]
# From what is proposed today to what would be: more severe, milder, or the same for another label.
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


class NewReplay(Model):
    """Messages received from the first to the last day, both included, as the client's zone counts days.

    Without a `draft` the charter that holds is applied, which tells what another model would change.
    """

    first_day: date = Field(ge=date(1971, 1, 1), le=date(8999, 12, 31))
    last_day: date = Field(ge=date(1971, 1, 1), le=date(8999, 12, 31))
    time_zone: Zone = "Europe/Paris"
    draft: CharterDraft | None = None
    model: ReplayModel = "as_assessed"

    @field_validator("last_day")
    @classmethod
    def _end_after_beginning(cls, last_day: date, info: ValidationInfo) -> date:
        first_day = info.data.get("first_day", last_day)
        if not timedelta(0) <= last_day - first_day < LONGEST:
            raise ValueError("must not lie before first_day, nor a year after it")
        return last_day


class Sides(Model):
    """A figure today and as it would be."""

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
    were deleted or edited since: figures still count them, the list does not.
    """

    id: UUID
    client_id: UUID
    state: ReplayState
    first_day: date
    last_day: date
    time_zone: str
    model: ReplayModel
    draft: CharterDraft | None
    base_version: int
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
