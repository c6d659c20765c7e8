"""Says in the terminal what a start is doing, with the seconds since it began: the first takes a while."""

import time
from collections.abc import Callable


class Progress:
    def __init__(self, say: Callable[[str], None], *, now: Callable[[], float] = time.monotonic) -> None:
        self._say = say
        self._now = now
        self._began = now()

    def begin(self, step: str) -> None:
        self._say(f"{self._now() - self._began:5.1f} s  {step}")
