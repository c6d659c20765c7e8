"""A small writer of plots: their geometry, in the units of a view box. The template draws what stands here."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from infra.eval.page.words import CONFIGURATIONS, count, name_of, number

SIDE, _MARGIN, _TOP = 220, 34, 12
_PLOT = SIDE - _MARGIN - _TOP
_CELL, _NAMES = 34, 170
WIDE, HIGH = 640, 320


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    y: float
    words: str
    is_across: bool  # belongs to the axis that runs across


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    words: str
    label: str = ""
    side: str = "start"
    below: float = 4  # of the label's line under the middle of the dot


@dataclass(frozen=True, slots=True)
class Cell:
    x: float
    y: float
    opacity: float
    words: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing and, for those who cannot see it, what it shows."""

    title: str
    words: str
    width: float = SIDE
    height: float = SIDE
    left: float = _MARGIN
    top: float = _TOP
    right: float = SIDE - _TOP
    bottom: float = SIDE - _MARGIN
    ticks: tuple[Tick, ...] = ()
    line: str = ""
    diagonal: str = ""
    dots: tuple[Dot, ...] = ()
    cells: tuple[Cell, ...] = ()
    across: str = ""
    down: str = ""
    cell: float = _CELL


def draw_reliability(name: str, bins: Sequence[Mapping[str, float]]) -> Plot:
    """What was said against what held; the larger a dot, the more rows."""
    most = max(one["rows"] for one in bins)
    dots = tuple(
        Dot(
            *_place(one["said"], one["held"]),
            radius=round(2 + 4 * math.sqrt(one["rows"] / most), 1),
            words=f"dit {number(one['said'])}, observé {number(one['held'])}, {count(one['rows'])} lignes",
        )
        for one in bins
    )
    return Plot(
        title=name_of(name),
        words=f"Calibration de {name_of(name)}",
        ticks=_unit_ticks(),
        line=_line((one["said"], one["held"]) for one in bins),
        diagonal=_line([(0, 0), (1, 1)]),
        dots=dots,
        across="probabilité dite",
        down="part observée",
    )


def draw_roc(name: str, corners: Sequence[Sequence[float]], area: float | None) -> Plot:
    known = "" if area is None else f", AUC {number(area)}"
    return Plot(
        title=f"{name_of(name)}{known}",
        words=f"Courbe ROC de {name_of(name)}{known}",
        ticks=_unit_ticks(),
        line=_line((corner[0], corner[1]) for corner in corners),
        diagonal=_line([(0, 0), (1, 1)]),
        across="fausses alertes",
        down="trouvés",
    )


def draw_confusion(title: str, names: Sequence[str], table: Sequence[Sequence[int]]) -> Plot:
    """Rows are the truth, columns what was said; darker is more of that row."""
    cells = []
    for line, row in enumerate(table):
        for column, value in enumerate(row):
            share = value / (sum(row) or 1)
            cells.append(
                Cell(
                    _NAMES + column * _CELL,
                    _NAMES + line * _CELL,
                    round(share, 3),
                    count(value),
                    share > 0.55,
                )
            )
    middle, size = _CELL / 2, _NAMES + len(names) * _CELL
    rows = [
        Tick(_NAMES - 8, _NAMES + index * _CELL + middle + 4, name_of(name), False)
        for index, name in enumerate(names)
    ]
    columns = [
        Tick(_NAMES + index * _CELL + middle + 4, _NAMES - 8, name_of(name), True)
        for index, name in enumerate(names)
    ]
    return Plot(
        title=title,
        words=f"{title}. Lignes : vérité ; colonnes : réponse",
        width=size,
        height=size,
        ticks=(*rows, *columns),
        cells=tuple(cells),
    )


def draw_frontier(points: Sequence[Mapping[str, Any]]) -> Plot:
    """Speed, by powers of ten, against mean quality."""
    left, right, top, bottom = 56, WIDE - 24, 16, HIGH - 44
    powers = [math.log10(max(point["messages_per_second"], 1)) for point in points]
    first, last = math.floor(min(powers)), math.ceil(max(powers) + 0.01)
    low: float = min(0.4, *(math.floor(point["macro_f1"] * 10) / 10 for point in points))

    def x(power: float) -> float:
        return round(left + (right - left) * (power - first) / (last - first), 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * (value - low) / (1 - low), 1)

    steps = [low + (1 - low) * part / 4 for part in range(5)]
    ticks = [Tick(x(power), bottom + 18, count(10**power), True) for power in range(first, last + 1)]
    ticks += [Tick(left - 8, y(step) + 4, number(step), False) for step in steps]
    dots = [
        _frontier_dot(point, x(power), y(point["macro_f1"]), (left + right) / 2)
        for point, power in zip(points, powers, strict=True)
    ]
    return Plot(
        title="Qualité et vitesse",
        words="Macro-F1 moyenne des six étiquettes principales selon les messages par seconde",
        width=WIDE,
        height=HIGH,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        ticks=tuple(ticks),
        dots=_apart(dots),
        across="messages par seconde, un cœur, lots de 200",
        down="macro-F1 moyenne",
    )


def _apart(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Labels of dots that all but touch stand above each other."""
    placed: list[Dot] = []
    for dot in dots:
        near = sum(abs(one.x - dot.x) < 120 and abs(one.y - dot.y) < 12 for one in placed)
        placed.append(replace(dot, below=dot.below - 16 * near))
    return tuple(placed)


def _frontier_dot(point: Mapping[str, Any], x: float, y: float, middle: float) -> Dot:
    words = f"{count(point['messages_per_second'])}/s, {number(point['macro_f1'])}, {count(point['peak_memory_mb'])} Mo"
    name = CONFIGURATIONS.get(point["name"], point["name"])
    is_right = x > middle
    return Dot(x, y, 6, words, f"{name}", "end" if is_right else "start")


def _place(across: float, up: float) -> tuple[float, float]:
    return round(_MARGIN + across * _PLOT, 1), round(SIDE - _MARGIN - up * _PLOT, 1)


def _line(points: Sequence[tuple[float, float]] | Iterator[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in (_place(*point) for point in points))


def _unit_ticks() -> tuple[Tick, ...]:
    ticks = []
    for value in (0.0, 0.5, 1.0):
        x, y = _place(value, value)
        ticks += [
            Tick(x, SIDE - _MARGIN + 14, number(value, 1), True),
            Tick(_MARGIN - 6, y + 4, number(value, 1), False),
        ]
    return tuple(ticks)
