"""Settings of the workplace: PALABRE_WEB_… where given, else PALABRE_…"""

from typing import ClassVar

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings


class WebSettings(ServiceSettings):
    """`public_url` is where browsers find the workplace; without it, this machine's port."""

    service: ClassVar[ServiceName] = "web"

    @property
    def address(self) -> str:
        """Where links that leave the workplace point to, without a slash at the end."""
        return self.public_url.rstrip("/") or self.url_of("web")

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")
