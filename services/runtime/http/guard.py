"""The connection itself: a name is resolved once, its addresses are vetted, and a vetted one is dialled.

Checking a name and letting a library resolve it again would leave a gap in which the answer may change (DNS
rebinding). Host header, TLS server name and certificate check stay with the name: only the dialling is ours.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address

import httpcore

from services.runtime.http.addresses import Address, AllowedPlaces
from services.runtime.http.errors import AddressRefused, ConnectFailed, NameNotResolved

Resolver = Callable[[str, int], Awaitable[list[Address]]]


async def resolve_by_system(host: str, port: int) -> list[Address]:
    """Ask the system, which also understands decimal, octal and hexadecimal spellings of an IPv4 address."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(sockaddr[0]) for *_, sockaddr in found]


class GuardedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, allowed: AllowedPlaces, resolve: Resolver) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,  # noqa: ARG002 - the signature is httpcore's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._vetted(host, port)
                return await self._dial(host, port, addresses, socket_options)
        except TimeoutError:
            raise ConnectFailed(f"no connection to {host}:{port} in {timeout} s") from None

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - the signature is httpcore's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - likewise
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused(f"a local socket is not a place on the network: {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _vetted(self, host: str, port: int) -> list[Address]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NameNotResolved(f"{host} could not be resolved: {error}") from error
        permitted = [address for address in found if self._allowed.permit(host, port, address)]
        if found and not permitted:
            raise AddressRefused(f"{host}:{port} leads to a private address that is not allowed")
        if not found:
            raise NameNotResolved(f"{host} has no address")
        return permitted

    async def _dial(
        self,
        host: str,
        port: int,
        addresses: list[Address],
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.AsyncNetworkStream:
        """Try the addresses in the resolver's order; the time limit around it is for all of them."""
        for address in addresses:
            with suppress(httpcore.ConnectError):
                return await self._dialler.connect_tcp(str(address), port, socket_options=socket_options)
        raise ConnectFailed(f"{host}:{port} does not accept connections")
