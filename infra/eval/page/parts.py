"""What a section of the report is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.eval.page.plots import Plot


@dataclass(frozen=True, slots=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Drawings that are looked at together."""

    title: str
    plots: Sequence[Plot]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    note: str
    tables: Sequence[Table]
    plots: Sequence[Group] = ()
