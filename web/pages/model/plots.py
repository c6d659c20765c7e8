"""Geometry of the plots on the model, in units of their own view boxes: the policy allows no style in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from services.contracts.triage import Point, ReliabilityBin

SIDE, _LEFT, _TOP, _BOTTOM = 240, 48, 12, 36
_PLOT = SIDE - _LEFT - _TOP
WIDE, HIGH = 480, 260
_FRONTIER_LEFT, _FRONTIER_RIGHT = 56, 24
_SLOWEST, _FASTEST = 2.0, 5.0  # powers of ten of messages a second


@dataclass(frozen=True)
class Bin:
    x: float
    y: float
    said: float
    held: float
    rows: int


@dataclass(frozen=True)
class Calibration:
    """What was said against what held: on the line from corner to corner both are the same."""

    bins: tuple[Bin, ...]
    line: str
    left: int = _LEFT
    right: int = _LEFT + _PLOT
    top: int = _TOP
    base: int = _TOP + _PLOT
    side: int = SIDE


@dataclass(frozen=True)
class Dot:
    point: Point
    x: float
    y: float


@dataclass(frozen=True)
class Step:
    speed: int
    x: float


@dataclass(frozen=True)
class Frontier:
    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    lines: tuple[tuple[float, float], ...]
    left: int = _FRONTIER_LEFT
    right: int = WIDE - _FRONTIER_RIGHT
    base: int = HIGH - _BOTTOM
    width: int = WIDE
    height: int = HIGH


def draw_calibration(bins: Sequence[ReliabilityBin]) -> Calibration:
    placed = tuple(
        Bin(
            round(_LEFT + one.said * _PLOT, 1),
            round(_TOP + (1 - one.held) * _PLOT, 1),
            one.said,
            one.held,
            one.rows,
        )
        for one in bins
    )
    return Calibration(placed, " ".join(f"{one.x},{one.y}" for one in placed))


def draw_frontier(points: Sequence[Point]) -> Frontier:
    """Quality upwards from 0 to 1, speed to the right by powers of ten."""
    return Frontier(
        dots=tuple(Dot(one, _across(one.messages_per_second), _up(one.macro_f1)) for one in points),
        steps=tuple(Step(speed, _across(speed)) for speed in (100, 1_000, 10_000, 100_000)),
        lines=tuple((share, _up(share)) for share in (0.0, 0.5, 1.0)),
    )


def _across(speed: float) -> float:
    place = (log10(max(speed, 10**_SLOWEST)) - _SLOWEST) / (_FASTEST - _SLOWEST)
    return round(_FRONTIER_LEFT + min(1.0, place) * (WIDE - _FRONTIER_LEFT - _FRONTIER_RIGHT), 1)


def _up(share: float) -> float:
    return round(_TOP + (1 - share) * (HIGH - _TOP - _BOTTOM), 1)
