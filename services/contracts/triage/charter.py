"""A client's charter: what is allowed, and what is proposed to people about what the model finds."""

from typing import Literal
from uuid import UUID

from pydantic import Field, field_validator

from services.contracts.operation import Operation
from services.contracts.triage.kinds import SpamKind, ToxicKind
from services.contracts.triage.learning import CorrectedLabel
from services.contracts.triage.moderation import DecisionReason, RefusalReason
from services.contracts.values import Listed, Model, Paging, Text, Time

# What moderation can refuse. The kinds of `toxic` and of `spam` have the word where one of them is found.
RefusedLabel = Literal[
    "toxic",
    ToxicKind,
    "spam",
    SpamKind,
    "personal_data",
    "rumour",
    "manipulation",
]
# From the mildest to the most severe.
ProposalKind = Literal["let_stand", "look_first", "hide", "delete"]

# What an integer of the database holds.
MOST_VERSIONS = 2**31 - 1


class Clause(Model):
    """From a probability of `threshold` on, what is proposed about a label, and the reason told to the author.

    `let_stand` tolerates a kind: found alone, it does not let its family propose anything either.
    """

    label: RefusedLabel
    proposal: ProposalKind
    threshold: float = Field(ge=0.05, le=0.99)
    reason: RefusalReason = "other"


class CharterDraft(Model):
    """Clauses for some labels, each once; about the others nothing is proposed. `allowed` says it in free words."""

    allowed: Text = Field(default="", max_length=4_000)
    clauses: list[Clause] = Field(max_length=40)

    @field_validator("clauses")
    @classmethod
    def _name_each_label_once(cls, clauses: list[Clause]) -> list[Clause]:
        if len({clause.label for clause in clauses}) != len(clauses):
            raise ValueError("must name each label once")
        return clauses


class NewCharter(CharterDraft):
    """`expected_version` is the version that was changed: where another holds by now, that is a conflict."""

    expected_version: int = Field(ge=0, le=MOST_VERSIONS)


class ClauseChange(Model):
    """What one version changed about a label; null where there was, or is, no clause."""

    label: RefusedLabel
    before: Clause | None
    after: Clause | None


class Charter(CharterDraft):
    """One version, never overwritten. Version 0 is the one that holds until somebody writes another.

    `changes` are those from the version before. `restores` names the version to which this one went back, and
    `replay_id` the replay from which it was adopted.
    """

    client_id: UUID
    version: int
    changed_by: str | None
    changed_at: Time | None
    changes: list[ClauseChange]
    is_wording_changed: bool = False
    restores: int | None = None
    replay_id: UUID | None = None


class CharterRestoration(Model):
    """Go back to what `version` said, which makes a new version of it."""

    version: int = Field(ge=0, le=MOST_VERSIONS)
    expected_version: int = Field(ge=0, le=MOST_VERSIONS)


class Proposal(Model):
    """What the charter proposes about a message; `label` and what follows from it are null for `let_stand`.

    Of a rule that is tried, what it would do: `let_stand` with a label where it would approve.
    """

    kind: ProposalKind
    label: CorrectedLabel | None = None
    reason: DecisionReason | None = None
    probability: float | None = None
    threshold: float | None = None
    charter_version: int | None = None


_CHARTER = "/v1/clients/{client}/charter"
GET_CHARTER = Operation("triage", "triage.get_charter", "GET", _CHARTER, "queue:read", Charter)
CHANGE_CHARTER = Operation(
    "triage", "triage.change_charter", "PUT", _CHARTER, "charter:write", Charter, body=NewCharter
)
# The newest first, down to version 1.
LIST_CHARTERS = Operation(
    "triage",
    "triage.list_charters",
    "GET",
    f"{_CHARTER}/versions",
    "queue:read",
    Listed[Charter],
    query=Paging,
)
RESTORE_CHARTER = Operation(
    "triage",
    "triage.restore_charter",
    "POST",
    f"{_CHARTER}/restoration",
    "charter:write",
    Charter,
    body=CharterRestoration,
)

# Topics of triage's event log and what their keys are.
CHARTER_CHANGED = "charter.changed"  # the client's id
