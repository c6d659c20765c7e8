"""Second opinions from somebody else's server: what llama.cpp takes, how it answers, and what that costs."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from tests.house import House
from tests.real.llama.model import REASON
from tests.real.llama.server import KEY, Llama, require_llama, running_llama
from tests.triage.desk import opened_desk
from tests.triage.opinion.asked import Asked
from tests.triage.opinion.model import FakeModel

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def llama() -> Iterator[Llama]:
    require_llama()
    with running_llama() as started:
        yield started


@asynccontextmanager
async def asking(house: House, llama: Llama, **changes: Any) -> AsyncIterator[Asked]:
    """A desk that asks this server about whatever has "hum" in it."""
    settings = {
        "opinion_url": llama.url,
        "opinion_key": KEY,
        "opinion_model": "some-model",
        "opinion_price_in": 2,
        "opinion_price_out": 10,
        "allowed_private": "127.0.0.1",
        **changes,
    }
    async with opened_desk(house, **settings) as desk:
        asked = Asked(desk, FakeModel())
        await asked.switch()
        yield asked


class TestAnswer:
    async def test_held_to_the_form_it_answers_and_its_tokens_are_counted(
        self, house: House, llama: Llama
    ) -> None:
        async with asking(house, llama) as asked:
            opinion = await asked.ask("« hum », dit-elle : 06 12 34 56 78 😀")
            assert (opinion.outcome, opinion.failure) == ("answered", None)
            assert (opinion.labels, opinion.reason) == ({"toxic": False, "spam": False}, REASON)
            assert opinion.tokens_in > 300
            assert opinion.tokens_out > 10
            assert opinion.euros == (opinion.tokens_in * 2 + opinion.tokens_out * 10) / 1_000_000
            assert (await asked.setting()).euros_today == opinion.euros

    @pytest.mark.parametrize(
        ("form", "failure"), [("json_object", "malformed"), ("none", "truncated")], ids=["object", "none"]
    )
    async def test_what_a_model_says_that_is_not_held_to_it_is_no_answer_and_is_paid_for(
        self, house: House, llama: Llama, form: str, failure: str
    ) -> None:
        async with asking(house, llama, opinion_form=form) as asked:
            opinion = await asked.ask()
            assert (opinion.outcome, opinion.failure, opinion.labels) == ("no_answer", failure, {})
            assert opinion.euros > 0


class TestTrouble:
    async def test_with_a_wrong_key_it_is_refused_and_costs_nothing(self, house: House, llama: Llama) -> None:
        async with asking(house, llama, opinion_key="another") as asked:
            opinion = await asked.ask()
            assert (opinion.outcome, opinion.failure, opinion.euros) == ("no_answer", "failed", 0)

    async def test_what_is_longer_than_it_reads_is_refused_and_costs_nothing(
        self, house: House, llama: Llama
    ) -> None:
        async with asking(house, llama) as asked:
            opinion = await asked.ask("hum " + "é" * 4_000)
            assert (opinion.outcome, opinion.failure, opinion.euros) == ("no_answer", "failed", 0)

    async def test_while_it_is_away_a_message_waits_and_is_asked_about_when_it_is_back(
        self, house: House, llama: Llama
    ) -> None:
        async with asking(house, llama) as asked:
            llama.stop()
            item = await asked.write()
            await asked.desk.ring_timers()
            assert await asked.outcome(item) == ("waiting", "unreachable")
            llama.start()
            asked.desk.move_clock(timedelta(minutes=1))
            await asked.desk.ring_timers()
            assert await asked.outcome(item) == ("answered", None)
