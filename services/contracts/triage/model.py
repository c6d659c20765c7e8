"""What the scoring model is, what it learnt from and how good it was measured to be, for whoever is to trust it."""

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Model


class TrainingSet(Model):
    """Rows that trained the model: `own` and `sentences` are this project's, the others public sets by name."""

    name: str
    rows: int = Field(ge=0)
    licence: str
    attribution: str


class Estimate(Model):
    """A figure, and the interval that holds the middle 95 % of a thousand samples of the rows."""

    value: float
    low: float
    high: float


class Goal(Model):
    """What was to be reached before anything was measured; the code is of the kind `own.toxic` or `load_seconds`.

    `is_limit` where less is better; `reached` and `is_met` are null where the model does not say it. `profile` is
    `standard`, `careful`, `apart` (fitted for the measure alone) or `rows` (of the test, not of the model).
    """

    code: str
    profile: str
    wanted: float
    reached: float | None
    is_limit: bool
    is_met: bool | None


class Confusion(Model):
    right_yes: int
    wrong_yes: int
    wrong_no: int
    right_no: int


class ReliabilityBin(Model):
    """Of rows with much the same probability: its mean, and the share of them for which the label held."""

    said: float
    held: float
    rows: int


class LabelFigures(Model):
    """One label on the frozen test, or a public set on its held-out rows; null is what too few rows would decide."""

    name: str
    rows: int
    positives: int
    macro_f1: Estimate | None
    f1: Estimate | None
    auc: Estimate | None
    calibration_error: Estimate | None
    confusion: Confusion
    reliability: list[ReliabilityBin]


class ChoiceFigures(Model):
    """One answer of several: `confusion` has a row for each of `names` as it was and a column as it was said."""

    name: str
    rows: int
    macro_f1: Estimate
    accuracy: float
    names: list[str]
    confusion: list[list[int]]


class Share(Model):
    """How many of a group of cases were judged rightly; `harmless` and `harmful` are all of their side together."""

    name: str
    rows: int
    right: Estimate


class ProfileFigures(Model):
    """One way of running the model. `macro_f1` is the mean over the six main labels; speed is for one core."""

    name: str
    macro_f1: float
    messages_per_second: float
    load_seconds: float
    peak_memory_mb: int
    labels: list[LabelFigures]
    sentiment: ChoiceFigures | None
    intent: ChoiceFigures | None
    personal_data: Estimate | None
    functional: list[Share]
    public: list[LabelFigures]


class Point(Model):
    """One configuration, baselines too, on the frontier of quality and speed."""

    name: str
    macro_f1: float
    messages_per_second: float
    load_seconds: float
    peak_memory_mb: int


class Agreement(Model):
    """How far two people who labelled the frozen test agree beyond chance."""

    label: str
    first: int
    second: int
    kappa: float | None
    alpha: float | None


class Measured(Model):
    """One run of `make eval`."""

    version: str
    test_rows: int
    functional_rows: int
    mean_characters: float
    batch: int
    goals: list[Goal]
    profiles: list[ProfileFigures]
    frontier: list[Point]
    agreement: list[Agreement]


class ModelCard(Model):
    """The model in use; `measured` is null where this very version was not measured."""

    version: str
    licence: str
    trained_on: list[TrainingSet]
    measured: Measured | None


GET_MODEL = Operation("triage", "triage.get_model", "GET", "/v1/model", "queue:read", ModelCard)
