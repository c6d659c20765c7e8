"""Settings of reply: PALABRE_REPLY_… where given, else PALABRE_…"""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class ReplySettings(ServiceSettings):
    service: ClassVar[ServiceName] = "reply"
