"""Switches of who may come in: signatures, what a token is good for, scopes, clients and keys."""

import base64
import json
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from fastapi import Request
from joserfc import jwt

from services.contracts.operation import Operation
from services.contracts.topology import ISSUERS, MAY_ASK
from services.runtime import authentication, operations, tokens
from services.runtime.callers import Caller
from services.runtime.tokens import Verifier
from tests.architecture.sabotage.registry import swap, swap_member, switch

VERIFY = "tests/runtime/test_tokens.py::TestVerify"
SCOPE = "tests/runtime/test_operations.py::TestScope"


@switch({f"{VERIFY}::test_a_signature_by_another_is_refused": "DID NOT RAISE"})
def signatures_are_not_verified() -> None:
    def decode(token: str, _key: object, **_options: object) -> jwt.Token:
        header, claims, _signature = (
            base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split(".")
        )
        return jwt.Token(json.loads(header), json.loads(claims))

    swap(jwt, SimpleNamespace(encode=jwt.encode, decode=decode))


class Anybody:
    """Equal to every service."""

    def __ne__(self, other: object) -> bool:
        return False


@switch({f"{VERIFY}::test_a_wrong_claim_is_refused[audience]": "DID NOT RAISE"})
def tokens_are_good_for_any_audience() -> None:
    swap_member(Verifier, "__init__", lambda self, keyring, _audience: _open(self, keyring))


def _open(verifier: Verifier, keyring: Any) -> None:
    verifier._public = keyring.public
    verifier._audience = Anybody()  # type: ignore[assignment]  # the point of it


@switch({f"{VERIFY}::test_a_wrong_claim_is_refused[expired]": "DID NOT RAISE"})
def tokens_live_for_ever() -> None:
    swap_member(tokens, "LEEWAY_SECONDS", 1_000_000)


@switch({f"{VERIFY}::test_a_scope_that_the_issuer_may_not_ask_is_dropped": "decisions:write"})
def every_issuer_may_ask_everything() -> None:
    everything = frozenset().union(*MAY_ASK.values())
    swap(MAY_ASK, dict.fromkeys(ISSUERS, everything))


@switch({f"{SCOPE}::test_without_the_scope_it_is_403": "200 == 403"})
def scopes_are_not_checked() -> None:
    def permit(_operation: Operation[Any]) -> Callable[[Request], Awaitable[None]]:
        async def know_the_caller(request: Request) -> None:
            request.state.caller = await authentication.authenticate(request)

        return know_the_caller

    swap(operations._permit, permit)


@switch({f"{SCOPE}::test_another_clients_id_reads_like_one_that_does_not_exist": "200"})
def every_caller_sees_every_client() -> None:
    swap_member(Caller, "may_see", lambda _self, _client: True)


@switch(
    {
        "tests/ingest/directory/test_keys.py::TestExchangeKey"
        "::test_once_revoked_it_is_dead_there_after_thirty_seconds": "assert 200 == 401"
    }
)
def exchanged_keys_are_kept_for_ever() -> None:
    swap_member(authentication, "KEPT_SECONDS", float("inf"))
