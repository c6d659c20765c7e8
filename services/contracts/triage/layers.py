"""A client's own layer on the scoring model: how often the machine agrees with the team, and what stands since when."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Nothing, Time

LayerState = Literal["live", "retired", "refused"]
# `worse`: what stood agreed less than the general model by then, and the label follows that again.
LayerOutcome = Literal["better", "not_better", "too_few", "worse"]


class WeekAgreement(Model):
    """One week of people's words on one label, from its Monday: how many, and how many the machine had said too.

    Of `silent` nobody said a word: somebody dealt with the message, and left the label that was shown. `low` and
    `high` bound the share between which it lies with 95 % confidence; `general` is how many the general model alone
    had said too.
    """

    week: date
    words: int
    agreed: int
    general: int
    silent: int = 0
    low: float
    high: float


class LabelCurve(Model):
    """One label: the words of the last half year with what the machine had said, week by week, and all together."""

    label: str
    words: int
    agreed: int
    general: int
    silent: int = 0
    weeks: list[WeekAgreement]


class Learning(Model):
    """What a client's people taught. `words` are all that hold; `new` came since a layer was fitted last.

    They decided on or answered `dealt_with` messages.

    `missing` more are needed before one is fitted at all; while `is_fitting`, that is due or under way.
    """

    words: int
    people: int
    dealt_with: int = 0
    new: int
    missing: int
    is_fitting: bool
    curves: list[LabelCurve]


class LabelComparison(Model):
    """How a new layer did on one label, on the newest words, which it had not seen.

    `agreed_before` and `agreed_after` are shares of `compared_on` words, by what stood and by the new layer. Where
    there are too few, `missing` more are needed, of them so many that say yes and no. `silent` of all were not said:
    somebody dealt with the message, and left what was shown.
    """

    label: str
    outcome: LayerOutcome
    learnt_from: int
    compared_on: int
    agreed_before: float
    agreed_after: float
    loss_before: float
    loss_after: float
    missing: int
    missing_yes: int
    missing_no: int
    silent: int = 0


class ClientLayer(Model):
    """One refit. It stands since `live_at` while it is `live`; `general` names the model that it was learnt on.

    `heads` are the labels on which it has a word of its own, each with the number from which that head stands.
    """

    id: UUID
    client_id: UUID
    number: int
    state: LayerState
    general: str
    labels: list[LabelComparison]
    heads: dict[str, int]
    evidence_count: int
    made_at: Time
    made_by: str
    live_at: Time | None
    ended_at: Time | None
    ended_by: str | None


class StandingLayer(Model):
    """Which layer is to stand from now on; null for none, and the general model speaks alone."""

    layer: UUID | None


_LAYERS = "/v1/clients/{client}/layers"
GET_LEARNING = Operation(
    "triage", "triage.get_learning", "GET", "/v1/clients/{client}/learning", "queue:read", Learning
)
# The newest first.
LIST_LAYERS = Operation("triage", "triage.list_layers", "GET", _LAYERS, "queue:read", Listed[ClientLayer])
# Has a layer fitted in the background, refused while nothing new was said.
REFIT_LAYER = Operation(
    "triage", "triage.refit_layer", "POST", _LAYERS, "automation:write", Nothing, status=202
)
# Answers all layers as they stand then; only one that stood once can stand again.
CHOOSE_LAYER = Operation(
    "triage",
    "triage.choose_layer",
    "PUT",
    "/v1/clients/{client}/layers/standing",
    "automation:write",
    Listed[ClientLayer],
    body=StandingLayer,
)

# Topic of triage's event log; its keys are ids of layers.
LAYER_CHANGED = "layer.changed"
