"""Geometry of the chart of days, in the units of its own view box: the page's policy allows no style in place.

Reporting draws the charts of its printed page itself: web may import no service, and neither asks the other to draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

WIDTH, HEIGHT = 640, 340
_LEFT, _BOTTOM, _TOP = 52, 28, 10
_PLOT = HEIGHT - _BOTTOM - _TOP
_MOST_NAMED_DAYS = 8


@dataclass(frozen=True)
class Bar:
    """One day: the whole bar is what came in, `part_height` of it from below what was withdrawn."""

    day: date
    received: int
    withdrawn: int
    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float
    is_named: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class GridLine:
    value: int
    y: float


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    lines: tuple[GridLine, ...]
    left: int = _LEFT
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - _BOTTOM


def draw_chart(days: Sequence[tuple[date, int, int]]) -> Chart:
    """Return bars for (day, received, withdrawn); withdrawn never exceeds received in a bar."""
    top = _round_up(max((received for _, received, _ in days), default=0))
    scale = _PLOT / top
    step = (WIDTH - _LEFT) / max(1, len(days))
    every = ceil(len(days) / _MOST_NAMED_DAYS) or 1
    bars = []
    for index, (day, received, withdrawn) in enumerate(days):
        height, part = received * scale, min(withdrawn, received) * scale
        bars.append(
            Bar(
                day=day,
                received=received,
                withdrawn=withdrawn,
                x=round(_LEFT + index * step + step * 0.14, 2),
                width=round(step * 0.72, 2),
                y=round(_TOP + _PLOT - height, 2),
                height=round(height, 2),
                part_y=round(_TOP + _PLOT - part, 2),
                part_height=round(part, 2),
                is_named=index % every == 0,
            )
        )
    lines = tuple(GridLine(value, round(_TOP + _PLOT - value * scale, 2)) for value in _choose_lines(top))
    return Chart(bars=tuple(bars), lines=lines)


def _round_up(most: int) -> int:
    """Return the next 1, 2, 4, 5, 8 or 10 times a power of ten, at least 4: a scale that reads."""
    if most <= 4:
        return 4
    power = 10 ** int(log10(most))
    return next(int(factor * power) for factor in (1, 2, 4, 5, 8, 10) if factor * power >= most)


def _choose_lines(top: int) -> list[int]:
    parts = 4 if top % 4 == 0 else 5
    return [top * part // parts for part in range(1, parts + 1)]
