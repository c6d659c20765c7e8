"""Settings of reporting: PALABRE_REPORTING_… where given, else PALABRE_…"""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class ReportingSettings(ServiceSettings):
    service: ClassVar[ServiceName] = "reporting"
