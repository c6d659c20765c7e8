"""What the page of learning is given: curves with their tables, and the layers with who made and chose them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from services.contracts.triage import ClientLayer, LabelCurve, Learning
from web.pages.accounts.context import ClientHead
from web.pages.learning.curve import Curve


@dataclass(frozen=True)
class CurveRow:
    """One label's curve, as figures and as drawn."""

    label: str
    figures: LabelCurve
    curve: Curve

    @property
    def is_single(self) -> bool:
        """One week is a figure and no curve."""
        return len(self.figures.weeks) == 1


@dataclass(frozen=True)
class LayerRow:
    """One refit; names are those that people know. `is_past` where it never spoke and a later one was tried,
    `is_resting` where the general model changed beneath it.

    `previous` is the layer that stood before this one, None where the general model spoke alone.
    """

    layer: ClientLayer
    made_by: str = ""
    ended_by: str = ""
    is_resting: bool = False
    is_past: bool = False
    previous: UUID | None = None


@dataclass(frozen=True)
class LearningPage:
    template: ClassVar[str] = "learning/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("state", "layers")

    client: ClientHead
    learning: Learning
    curves: tuple[CurveRow, ...]
    layers: tuple[LayerRow, ...]
    live: LayerRow | None = None
