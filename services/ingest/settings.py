"""Settings of ingest: PALABRE_INGEST_… where given, else PALABRE_…"""

from typing import ClassVar

from pydantic import Field

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class IngestSettings(ServiceSettings):
    """`intake_rate` batches a second are taken from one key, and bursts of up to `intake_burst`.

    `intake_at_once` of its batches are read and stored at a time, and `intake_waiting` more wait for that.
    """

    service: ClassVar[ServiceName] = "ingest"

    intake_rate: float = Field(default=200, gt=0)
    intake_burst: float = Field(default=400, ge=1)
    intake_at_once: int = Field(default=2, ge=1)
    intake_waiting: int = Field(default=50, ge=0)
