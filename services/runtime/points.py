"""Named points at which a test lets a process die as in a power cut: no clean-up, no answer, nothing written.

Every process passes them and nothing happens. Only where `PALABRE_DIE_AT` names one, in an installation whose
clock a test can move, does the process kill itself there; no request and no row has a say in it.
"""

import os
import signal
from dataclasses import dataclass

DIE_AT = "PALABRE_DIE_AT"
CLOCK_FILE = "PALABRE_CLOCK_FILE"

# Every point of the modules that were imported, so that a test can enumerate them.
POINTS: dict[str, "Point"] = {}


@dataclass(frozen=True, slots=True)
class Point:
    """A place between two things that must not be torn apart by a death; its name is `noun.participle`."""

    name: str

    def __post_init__(self) -> None:
        if self.name in POINTS:
            raise ValueError(f"{self.name} is two points")
        POINTS[self.name] = self

    def reach(self) -> None:
        """Pass on, or die here without another instruction."""
        if os.environ.get(DIE_AT) == self.name and CLOCK_FILE in os.environ:
            os.kill(os.getpid(), signal.SIGKILL)
