"""From a bearer token or an API key to a caller; a key is exchanged at ingest and kept for 30 s at most."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request

from services.contracts.ingest import EXCHANGE_KEY, KeyExchange
from services.runtime.callers import Actor, Caller
from services.runtime.problems import Forbidden, NotFound, Unauthenticated

if TYPE_CHECKING:
    from services.runtime.context import Runtime

KEY_PREFIX = "pal_"
KEPT_SECONDS = 30.0
KEPT_KEYS = 1_000

KeyAuthenticator = Callable[["Runtime", str], Awaitable[Caller]]


async def authenticate(request: Request) -> Caller:
    """Return who sent the request; raises Unauthenticated, or TooMany for keys that were tried in vain too often."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credential:
        raise Unauthenticated("Send Authorization: Bearer <key>.")
    runtime: Runtime = request.app.state.runtime
    if credential.startswith(KEY_PREFIX):
        return await _authenticate_key(request, runtime, credential)
    return runtime.verifier.verify(credential)


async def _authenticate_key(request: Request, runtime: "Runtime", key: str) -> Caller:
    by_key: KeyAuthenticator = request.app.state.authenticate_key
    runtime.key_door.admit(request, key)
    try:
        return await by_key(runtime, key)
    except Unauthenticated:
        runtime.key_door.refuse(request, key)
        raise


class KeyExchanger:
    """Authenticates API keys outside ingest, by asking it for a token and keeping the answer for a while."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[float, Caller]] = OrderedDict()

    async def __call__(self, runtime: "Runtime", key: str) -> Caller:
        """Raises Unauthenticated for a key that ingest does not know or that was revoked."""
        found = self._kept.get(key)
        if found is not None and self._now() - found[0] < KEPT_SECONDS:
            return found[1]
        self._kept.pop(key, None)
        asked = self._now()
        try:
            answer = await runtime.services.call(
                EXCHANGE_KEY,
                Actor("system:keys", frozenset()),
                body=KeyExchange(key=key[:200], audience=runtime.service),
            )
        except (NotFound, Forbidden) as problem:
            raise Unauthenticated("This key is not known, or was revoked.") from problem
        caller = runtime.verifier.verify(answer.token)
        self._kept[key] = (asked, caller)
        if len(self._kept) > KEPT_KEYS:
            self._kept.popitem(last=False)
        return caller
