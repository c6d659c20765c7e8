"""Switches of a request: its commit before the answer, and one effect for one Idempotency-Key."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from services.runtime.db.unit import Unit
from services.runtime.idempotency import Answer, Claim, once
from services.runtime.operations import UnitDep, open_unit
from tests.architecture.sabotage.registry import swap, swap_member, switch

ONCE = "tests/runtime/test_idempotency.py::TestOnce"


@switch(
    {
        "tests/runtime/test_operations.py::TestServe"
        "::test_a_failing_commit_is_a_500_and_nothing_happened": "assert 200 == 500"
    }
)
def the_answer_leaves_before_the_commit() -> None:
    swap(UnitDep, Annotated[Unit, Depends(open_unit)])


@switch(
    {
        f"{ONCE}::test_the_second_time_answers_as_the_first_and_says_so": "assert (201, ",
        f"{ONCE}::test_another_body_under_the_key_is_refused": "DID NOT RAISE",
    }
)
def answers_are_not_remembered() -> None:
    async def always(_unit: Unit, _claim: Claim, work: Callable[[], Awaitable[Answer]]) -> Response:
        return (await work()).response(is_replay=False)

    swap(once, always)


@switch({f"{ONCE}::test_while_the_first_runs_the_second_is_a_conflict": "DID NOT RAISE"})
def a_key_is_not_locked() -> None:
    swap_member(Claim, "lock", property(lambda _self: secrets.randbits(62)))
