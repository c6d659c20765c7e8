"""Carries calls between services, and from ingest to the site, within one process and one loop."""

import ssl
from collections.abc import Mapping

import httpx

from services.contracts.topology import ServiceName
from services.runtime.http import Answer, ConnectFailed, Limits, OutgoingHTTP
from services.runtime.settings import ServiceSettings


class InProcess(httpx.AsyncBaseTransport):
    """Each service's address leads to its application here; any other is refused as if nobody listened."""

    def __init__(
        self, settings: ServiceSettings, services: Mapping[ServiceName, httpx.AsyncBaseTransport]
    ) -> None:
        self._by_place = {place_of(httpx.URL(settings.url_of(name))): app for name, app in services.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        app = self._by_place.get(place_of(request.url))
        if app is None:
            raise httpx.ConnectError("This place is not on the stage.", request=request)
        return await app.handle_async_request(request)


def place_of(url: httpx.URL) -> tuple[str, int | None]:
    return url.host, url.port


class SiteLine(OutgoingHTTP):
    """Ingest's door to the outside, which leads to the demo's site in this process and nowhere else."""

    def __init__(self, site: httpx.AsyncBaseTransport, address: str) -> None:
        super().__init__(tls=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))  # no list of authorities for no network
        self._address = place_of(httpx.URL(address))
        self._http = httpx.AsyncClient(transport=site)

    async def aclose(self) -> None:
        await self._http.aclose()
        await super().aclose()

    async def carry(
        self,
        request: httpx.Request,
        *,
        redirects: int,
        limits: Limits,  # noqa: ARG002 - nothing hangs within a process
    ) -> Answer:
        if place_of(request.url) != self._address:
            raise ConnectFailed("The demo's month knows no place but the demo's site.")
        answer = await self._http.send(request, follow_redirects=redirects > 0)
        return Answer(answer.status_code, answer.headers, answer.content, str(answer.url))
