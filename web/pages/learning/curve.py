"""Geometry of the curve of one label, in the units of its own view box: the page's policy allows no style in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.contracts.triage import WeekAgreement

WIDTH, HEIGHT = 480, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 68, 16, 16, 32
_MOST_NAMED = 5
_LINES = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Mark:
    """One week: how often the machine agreed at `y`, between `low_y` and `high_y`."""

    week: date
    share: float
    words: int
    x: float
    y: float
    low_y: float
    high_y: float
    is_named: bool


@dataclass(frozen=True)
class GridLine:
    share: float
    y: float


@dataclass(frozen=True)
class Curve:
    """`line` and `general_line` are points as SVG reads them; the latter is empty where it is the same line."""

    marks: tuple[Mark, ...]
    line: str
    general_line: str
    lines: tuple[GridLine, ...]
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    base: int = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def draw_curve(weeks: Sequence[WeekAgreement]) -> Curve:
    """Weeks stand at their time, so that one without words is a gap and not a step."""
    first = weeks[0].week if weeks else date.min
    span = max(1, (weeks[-1].week - first).days) if weeks else 1
    every = max(1, -(-len(weeks) // _MOST_NAMED))
    marks = tuple(
        Mark(
            week=week.week,
            share=week.agreed / week.words,
            words=week.words,
            x=round(_LEFT + 8 + (WIDTH - _LEFT - _RIGHT - 16) * (week.week - first).days / span, 1),
            y=_height(week.agreed / week.words),
            low_y=_height(week.low),
            high_y=_height(week.high),
            is_named=index % every == 0,
        )
        for index, week in enumerate(weeks)
    )
    general = [_height(week.general / week.words) for week in weeks]
    is_other = any(week.general != week.agreed for week in weeks)
    return Curve(
        marks=marks,
        line=" ".join(f"{mark.x},{mark.y}" for mark in marks),
        general_line=" ".join(f"{mark.x},{y}" for mark, y in zip(marks, general, strict=True))
        if is_other
        else "",
        lines=tuple(GridLine(share, _height(share)) for share in _LINES),
    )


def _height(share: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - share), 1)
