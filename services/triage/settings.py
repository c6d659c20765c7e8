"""Settings of triage: PALABRE_TRIAGE_… where given, else PALABRE_…"""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class TriageSettings(ServiceSettings):
    service: ClassVar[ServiceName] = "triage"
