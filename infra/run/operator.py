"""The settings under which the runner and the command line act: an operator's, on this machine."""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class OperatorSettings(ServiceSettings):
    """`service` only picks the names of variables; an operator belongs to none and uses the common ones."""

    service: ClassVar[ServiceName] = "web"
