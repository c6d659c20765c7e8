"""Settings of triage: PALABRE_TRIAGE_… where given, else PALABRE_…"""

from typing import ClassVar

from pydantic import Field

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class TriageSettings(ServiceSettings):
    """`score_rate` requests to score are taken a second from one caller, and bursts of up to `score_burst`.

    `score_at_once` of its requests are worked on at a time, and `score_waiting` more wait for that.
    """

    service: ClassVar[ServiceName] = "triage"

    score_rate: float = Field(default=20, gt=0)
    score_burst: float = Field(default=60, ge=1)
    score_at_once: int = Field(default=2, ge=1)
    score_waiting: int = Field(default=20, ge=0)
