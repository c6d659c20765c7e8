"""The gate before every operation of the API: token, rate limit, and the faults that tests ordered."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.routing import APIRoute

from infra.demo.comments import Comments
from infra.demo.faults import Faults, Handle, api_error, rate_limited, strike
from infra.demo.newspaper import Newspaper

MINUTE = 60


class RateLimit:
    """So many requests a minute for each site, counted in whole minutes."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._spent: dict[str, tuple[int, int]] = {}

    def spend(self, site: str) -> int:
        """Take one request; the answer is 0, or the seconds until there are some again."""
        now = int(self._clock())
        window, count = self._spent.get(site, (now // MINUTE, 0))
        if window != now // MINUTE:
            window, count = now // MINUTE, 0
        self._spent[site] = (window, count + 1)
        return 0 if count < self._per_minute else MINUTE - now % MINUTE


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that the routes work with, made once by `create_app`."""

    newspaper: Newspaper
    comments: Comments
    faults: Faults
    rate_limit: RateLimit
    token: str
    clock: Callable[[], float]


def place_of(request: Request) -> Place:
    place: Place = request.app.state.place
    return place


def is_authorised(request: Request) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    expected = place_of(request).token.encode()
    return scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), expected)


class TokenRoute(APIRoute):
    """A route that opens only with the site's token."""

    def get_route_handler(self) -> Handle:  # type: ignore[override]  # Awaitable where FastAPI says Coroutine
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            if not is_authorised(request):
                return api_error(401, "invalid_token", "The token is not valid.")
            return await self.admitted(handle, request)

        return guarded

    async def admitted(self, handle: Handle, request: Request) -> Response:
        return await handle(request)


class NetworkRoute(TokenRoute):
    """A route as a real network has it: with limits, and with bad days. Its name is the operation's."""

    async def admitted(self, handle: Handle, request: Request) -> Response:
        place, site = place_of(request), request.path_params["site"]
        wait = place.rate_limit.spend(site)
        if wait:
            return rate_limited(wait)
        fault = place.faults.take(site, self.name, request.path_params.get("comment"))
        return await (strike(fault, handle, request) if fault else handle(request))
