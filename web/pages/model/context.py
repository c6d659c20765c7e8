"""What the page on the model is given: its card, and its plots as drawn."""

from dataclasses import dataclass
from typing import ClassVar

from services.contracts.triage import Goal, LabelFigures, ModelCard, ProfileFigures
from web.pages.model.plots import Calibration, Frontier


@dataclass(frozen=True)
class LabelRow:
    """One label; without a plot where too few rows would decide it."""

    figures: LabelFigures
    calibration: Calibration | None


@dataclass(frozen=True)
class ModelPage:
    """`profile` is the one that scores the queue; `missed` and `reached` are its goals and those of the others."""

    template: ClassVar[str] = "model/page.html"
    blocks: ClassVar[tuple[str, ...]] = ()

    card: ModelCard
    profile: ProfileFigures | None = None
    labels: tuple[LabelRow, ...] = ()
    missed: tuple[Goal, ...] = ()
    reached: tuple[Goal, ...] = ()
    frontier: Frontier | None = None
