"""Settings of ingest: PALABRE_INGEST_… where given, else PALABRE_…"""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class IngestSettings(ServiceSettings):
    service: ClassVar[ServiceName] = "ingest"
