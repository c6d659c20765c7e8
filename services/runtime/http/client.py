"""The one door to the outside: no proxy of the environment, no cookies, nothing followed unasked."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from services.runtime.http.addresses import AllowedPlaces
from services.runtime.http.answer import Answer, unpacked
from services.runtime.http.errors import (
    AnswerTimedOut,
    AnswerUnusable,
    BadRequest,
    ConnectFailed,
    ConnectionBroken,
    OutgoingError,
)
from services.runtime.http.guard import GuardedBackend, Resolver, resolve_by_system

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Headers that may follow a redirect to another origin; everything else could carry a secret.
HARMLESS_HEADERS = frozenset({"accept", "accept-language", "if-none-match", "if-modified-since"})
# Below the five seconds after which uvicorn and Apache drop an idle connection, so that a request rarely
# meets a connection that the other side is just closing.
KEEP_ALIVE_SECONDS = 3.0
# So many that a few places which hang do not keep the others waiting; each costs one descriptor.
MAX_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Limits:
    connect_seconds: float = 5.0
    silence_seconds: float = 10.0  # without a byte in either direction
    total_seconds: float = 20.0  # from the first look-up to the last byte, redirects included
    max_bytes: int = 5_000_000  # of the body, packed and unpacked


class OutgoingHTTP:
    """Make one per process and event loop; its connections are shared. Close it, or use it as a context."""

    def __init__(
        self,
        *,
        allowed: AllowedPlaces | None = None,
        limits: Limits | None = None,
        resolve: Resolver = resolve_by_system,
        tls: ssl.SSLContext | None = None,
        user_agent: str = "Palabre",
    ) -> None:
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False),
            max_connections=MAX_CONNECTIONS,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            network_backend=GuardedBackend(allowed or AllowedPlaces(), resolve),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._pool.aclose()

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        redirects: int = 0,
        limits: Limits | None = None,
    ) -> Answer:
        """Send one request and read its whole answer, whatever its status; raise only OutgoingError.

        Up to `redirects` redirects of a GET or HEAD are followed, each vetted like the first address. Any
        other redirect is an answer. Nothing is sent twice here; the caller may try a NotSent again.
        """
        request = self._build(
            method, url, params=params, headers=headers, json=json, data=form, content=content
        )
        followed = redirects if request.method in {"GET", "HEAD"} else 0
        return await self.carry(request, redirects=followed, limits=limits or self._limits)

    async def carry(self, request: httpx.Request, *, redirects: int, limits: Limits) -> Answer:
        """Carry what `request` was asked for; a door that leads elsewhere than outside overrides this alone."""
        journey = _Journey(self._pool, limits)
        try:
            async with asyncio.timeout(limits.total_seconds):
                return await journey.follow(request, redirects)
        except TimeoutError:
            raise journey.timed_out() from None

    def _build(
        self, method: str, url: str, *, headers: Mapping[str, str] | None, **parts: Any
    ) -> httpx.Request:
        own = {"user-agent": self._user_agent, "accept-encoding": "gzip", **(headers or {})}
        try:
            request = httpx.Request(method, url, headers=own, **parts)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise BadRequest(f"the request cannot be written: {type(error).__name__}") from None
        _check_url(request.url)
        return request


class _Journey:
    """One request with its redirects; knows whether anything was sent, which decides what a failure means."""

    def __init__(self, pool: httpcore.AsyncConnectionPool, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits
        self._sending = False

    async def follow(self, request: httpx.Request, redirects: int) -> Answer:
        for _ in range(redirects + 1):
            answer = await self._send(request)
            if not redirects or answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            request = _redirected(request, answer.headers["location"])
        raise AnswerUnusable(f"redirected more than {redirects} times")

    async def _send(self, request: httpx.Request) -> Answer:
        self._sending = False
        try:
            response = await self._pool.handle_async_request(self._written(request))
            try:
                body = await self._read(response)
            finally:
                await response.aclose()
        except OutgoingError:
            raise
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise self._meaning(error) from error
        headers = httpx.Headers(response.headers)
        return Answer(
            response.status, headers, unpacked(body, headers, self._limits.max_bytes), str(request.url)
        )

    def _written(self, request: httpx.Request) -> httpcore.Request:
        url, silence = request.url, self._limits.silence_seconds
        timeouts = {
            "connect": self._limits.connect_seconds,
            "pool": silence,
            "read": silence,
            "write": silence,
        }
        return httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.content,
            extensions={"timeout": timeouts, "trace": self._trace},
        )

    async def _trace(self, event: str, _info: object) -> None:
        if event.endswith("send_request_headers.started"):
            self._sending = True

    async def _read(self, response: httpcore.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_stream():
            body += chunk
            if len(body) > self._limits.max_bytes:
                raise AnswerUnusable(f"the answer is larger than {self._limits.max_bytes} bytes")
        return bytes(body)

    def _meaning(self, error: Exception) -> OutgoingError:
        if isinstance(error, httpcore.LocalProtocolError):
            return BadRequest("the request cannot be written: a header holds what HTTP does not allow")
        if not self._sending:
            return ConnectFailed(f"no connection: {error or type(error).__name__}")
        if isinstance(error, httpcore.TimeoutException):
            return self.timed_out()
        return ConnectionBroken(f"the connection broke after sending: {error or type(error).__name__}")

    def timed_out(self) -> OutgoingError:
        if self._sending:
            return AnswerTimedOut("sent, and not answered in time")
        return ConnectFailed("no connection in time")


def _check_url(url: httpx.URL) -> None:
    if url.scheme not in {"http", "https"} or not url.host:
        raise BadRequest("only http and https URLs with a host are asked")
    if url.userinfo:
        raise BadRequest("a URL must not hold a name or password")


def _redirected(request: httpx.Request, location: str) -> httpx.Request:
    try:
        url = request.url.join(location)
    except httpx.InvalidURL:
        raise AnswerUnusable("redirected to what is no URL") from None
    if request.url.scheme == "https" and url.scheme == "http":
        raise AnswerUnusable("redirected from https to http")
    _check_url(url)
    same = (url.scheme, url.host, url.port) == (request.url.scheme, request.url.host, request.url.port)
    kept = {
        name: value
        for name, value in request.headers.items()
        if name != "host" and (same or name in HARMLESS_HEADERS or name in {"user-agent", "accept-encoding"})
    }
    return httpx.Request(request.method, url, headers=kept)
