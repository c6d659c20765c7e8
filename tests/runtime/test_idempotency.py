"""One key, one effect, one answer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from starlette.responses import Response

from services.runtime.context import Runtime
from services.runtime.events.log import read_page
from services.runtime.idempotency import Answer, Claim, once, require_key
from services.runtime.ids import new_id
from services.runtime.problems import Conflict, Invalid


def claim(client: UUID, *, key: str = "k1", body: bytes = b"{}", caller: str = "key:a") -> Claim:
    return Claim(client, caller, "test.say", key, body)


async def say(
    runtime: Runtime, given: Claim, before_answer: Callable[[], Awaitable[None]] | None = None
) -> Response:
    """Something that must happen once: it appends an event and answers with its id."""
    async with runtime.database.unit([given.client], actor=given.caller) as unit:

        async def work() -> Answer:
            made = new_id()
            unit.happened(given.client, "note.said", [made])
            if before_answer is not None:
                await before_answer()
            return Answer(201, str(made).encode())

        return await once(unit, given, work)


async def count(runtime: Runtime, client: UUID) -> int:
    async with runtime.database.unit([client], actor="test") as unit:
        return (await read_page(unit, client, after=0, limit=1)).head


class TestOnce:
    async def test_the_second_time_answers_as_the_first_and_says_so(
        self, runtime: Runtime, bank: UUID
    ) -> None:
        first = await say(runtime, claim(bank))
        second = await say(runtime, claim(bank))
        assert (first.status_code, first.body) == (second.status_code, second.body)
        assert "idempotent-replayed" not in first.headers
        assert second.headers["idempotent-replayed"] == "true"
        assert await count(runtime, bank) == 1

    async def test_another_body_under_the_key_is_refused(self, runtime: Runtime, bank: UUID) -> None:
        await say(runtime, claim(bank))
        with pytest.raises(Invalid) as refused:
            await say(runtime, claim(bank, body=b'{"a":1}'))
        assert refused.value.code == "key_reused"
        assert await count(runtime, bank) == 1

    async def test_while_the_first_runs_the_second_is_a_conflict(self, runtime: Runtime, bank: UUID) -> None:
        started, may_end = asyncio.Event(), asyncio.Event()

        async def linger() -> None:
            started.set()
            await may_end.wait()

        first = asyncio.create_task(say(runtime, claim(bank), linger))
        await started.wait()
        try:
            with pytest.raises(Conflict) as refused:
                await say(runtime, claim(bank))
        finally:
            may_end.set()
            await asyncio.wait({first})
        assert first.result().status_code == 201
        assert refused.value.code == "still_running"
        assert await count(runtime, bank) == 1

    async def test_after_a_failure_the_key_is_free(self, runtime: Runtime, bank: UUID) -> None:
        async def fail() -> None:
            raise ValueError("on purpose")

        with pytest.raises(ValueError, match="on purpose"):
            await say(runtime, claim(bank), fail)
        assert (await say(runtime, claim(bank))).status_code == 201

    async def test_callers_and_keys_do_not_meet(self, runtime: Runtime, bank: UUID) -> None:
        for given in (claim(bank), claim(bank, caller="key:b"), claim(bank, key="k2")):
            await say(runtime, given)
        assert await count(runtime, bank) == 3

    async def test_it_is_forgotten_after_a_day(self, runtime: Runtime, bank: UUID) -> None:
        await say(runtime, claim(bank))
        runtime.clock.move(timedelta(hours=25))
        again = await say(runtime, claim(bank, body=b"other"))
        assert "idempotent-replayed" not in again.headers
        assert await count(runtime, bank) == 2


@pytest.mark.parametrize("key", [None, "", "  ", "a" * 256, "a\x00b", "a\nb"])
def test_an_unusable_key_names_the_header(key: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        require_key(key)
    assert refused.value.errors is not None
    assert [error.field for error in refused.value.errors] == ["Idempotency-Key"]
