"""Every switch: a module that is not named here registers nothing."""

from tests.architecture.sabotage import bells, callers, following, isolation, log, requests
from tests.architecture.sabotage.registry import SWITCHES, runs

__all__ = ["SWITCHES", "bells", "callers", "following", "isolation", "log", "requests", "runs"]
