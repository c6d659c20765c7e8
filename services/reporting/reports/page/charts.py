"""A small writer of charts: their geometry, in the units of a view box. The template draws what stands here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log10

WIDTH, HEIGHT = 640, 300
_LEFT, _RIGHT, _BOTTOM, _TOP = 76, 26, 30, 12
_PLOT = HEIGHT - _BOTTOM - _TOP
_MOST_NAMED = 7
_ROW, _NAMES, _VALUES = 36, 216, 78
_FACTORS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a period. `part_height` of the bar, from below, is the lighter part of it."""

    words: str
    x: float
    y: float
    width: float
    height: float
    part_y: float
    part_height: float
    label: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Line:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Bars that stand side by side, in order of time."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    left: int = _LEFT
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - _BOTTOM
    is_rows: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One bar that lies, with its name before and its value behind it."""

    name: str
    value: str
    y: float
    bar: float

    @property
    def middle(self) -> float:
        return self.y + _ROW / 2


@dataclass(frozen=True, slots=True)
class Rows:
    """Bars that lie one below the other, the longest first."""

    rows: tuple[Row, ...]
    height: int
    left: int = _NAMES
    width: int = WIDTH
    thickness: int = _ROW - 14
    is_rows: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of a column chart: its name, the value or None, what of it is the lighter part, and its words."""

    name: str
    value: float | None
    part: float = 0
    words: str = ""


def draw_columns(values: Sequence[Measured], label: Callable[[float], str], *, unit: float = 1) -> Columns:
    """Return a chart of columns whose scale ends at a round multiple of `unit`."""
    top = round_up(max((one.value or 0 for one in values), default=0) / unit) * unit
    scale, step = _PLOT / top, (WIDTH - _LEFT - _RIGHT) / max(1, len(values))
    every = ceil(len(values) / _MOST_NAMED) or 1
    bars = []
    for index, one in enumerate(values):
        height, part = (one.value or 0) * scale, min(one.part, one.value or 0) * scale
        bars.append(
            Bar(
                words=one.words,
                x=round(_LEFT + index * step + step * 0.14, 2),
                y=round(_TOP + _PLOT - height, 2),
                width=round(step * 0.72, 2),
                height=round(height, 2),
                part_y=round(_TOP + _PLOT - part, 2),
                part_height=round(part, 2),
                label=one.name if index % every == 0 else "",
            )
        )
    parts = next(parts for parts in (4, 3, 5, 2, 1) if (top / unit) % parts == 0)
    lines = tuple(
        Line(round(_TOP + _PLOT - top * part / parts * scale, 2), label(top * part / parts))
        for part in range(1, parts + 1)
    )
    return Columns(tuple(bars), lines)


def draw_rows(values: Sequence[tuple[str, int, str]]) -> Rows:
    """Return a chart of lying bars for (name, value, the value in words)."""
    most = max((value for _, value, _ in values), default=0) or 1
    room = WIDTH - _NAMES - _VALUES
    rows = tuple(
        Row(name, words, y=index * _ROW, bar=round(room * value / most, 2))
        for index, (name, value, words) in enumerate(values)
    )
    return Rows(rows, height=max(1, len(rows)) * _ROW)


def round_up(most: float) -> int:
    """Return the next round number, at least 4: a scale that reads."""
    if most <= 4:
        return 4
    power: int = 10 ** int(log10(most))
    return next(factor * power for factor in (*_FACTORS, 20) if factor * power >= most)
