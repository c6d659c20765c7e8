"""Guessing becomes slow, and nobody is locked out."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.conftest import PASSWORD, Stage
from web.identity.brakes import Brakes, Origin, network_of
from web.identity.errors import TooManyTries

NADIA = "nadia@agence.example"
GUESSER = Origin("198.51.100.7")
HALF_A_SECOND = timedelta(seconds=0.5)


async def guess(stage: Stage, email: str, origin: Origin) -> int:
    """Come to the point where a password is looked at; return the seconds to wait, or 0."""
    brakes = Brakes(stage.workplace.runtime.database, stage.workplace.identity.marks)
    try:
        await brakes.press(email, origin)
    except TooManyTries as error:
        return error.seconds
    return 0


def put_clock(stage: Stage, moment: datetime) -> None:
    stage.workplace.runtime.clock.move(moment - datetime.now(UTC))


async def guess_freely(stage: Stage, tries: Iterable[tuple[str, Origin]]) -> datetime:
    """Guess without having to wait; return when the last one began, half a second after which it is now.

    However long the machine took over it: the first wait is a second.
    """
    for email, origin in tries:
        began = stage.workplace.runtime.clock.now()
        assert await guess(stage, email, origin) == 0
    put_clock(stage, began + HALF_A_SECOND)
    return began


class TestAccount:
    async def test_after_five_tries_each_waits_twice_as_long(self, stage: Stage) -> None:
        last, waits = await guess_freely(stage, [(NADIA, GUESSER)] * 6), []
        for _ in range(8):
            waits.append(await guess(stage, NADIA, GUESSER))
            put_clock(stage, last + timedelta(seconds=waits[-1]) + HALF_A_SECOND)
            last = await guess_freely(stage, [(NADIA, GUESSER)])
        assert waits == [1, 2, 4, 8, 16, 30, 30, 30]

    async def test_wrong_passwords_count_and_an_unknown_account_is_slowed_alike(self, stage: Stage) -> None:
        browser = stage.open_browser()
        statuses = [(await browser.sign_in("nemo@agence.example", "non")).status_code for _ in range(12)]
        assert statuses[:6] == [422] * 6
        assert 429 in statuses

    async def test_tries_from_many_addresses_count_together(self, stage: Stage) -> None:
        await guess_freely(stage, [(NADIA, Origin(f"198.51.100.{n}")) for n in range(6)])
        assert await guess(stage, NADIA, Origin("198.51.100.6")) == 1

    async def test_its_owner_comes_in_from_their_own_browser_meanwhile(self, stage: Stage) -> None:
        await stage.add_user(NADIA, "Nadia", "moderator")
        browser, stranger = stage.open_browser(), stage.open_browser()
        assert (await browser.sign_in(NADIA, PASSWORD)).status_code == 303
        page = await stranger.get("/sign-in")
        last = await guess_freely(stage, [(NADIA, GUESSER)] * 6)
        assert (await browser.sign_in(NADIA, PASSWORD)).status_code == 303
        put_clock(stage, last + HALF_A_SECOND)
        refused = await stranger.send(page, "/sign-in", email=NADIA, password=PASSWORD)
        assert refused.status_code == 429

    async def test_the_wait_is_said_and_what_was_written_stays(self, stage: Stage) -> None:
        browser = stage.open_browser()
        page = await browser.get("/sign-in")
        await guess_freely(stage, [(NADIA, GUESSER)] * 6)
        answer = await browser.send(page, "/sign-in", email=NADIA, password=PASSWORD)
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "1"
        assert "Patientez 1\u00a0s" in answer.text
        assert f'value="{NADIA}"' in answer.text

    async def test_it_is_forgotten_after_a_quarter_of_an_hour(self, stage: Stage) -> None:
        for _ in range(7):
            await guess(stage, NADIA, GUESSER)
        stage.workplace.runtime.clock.move(timedelta(minutes=15, seconds=31))
        assert [await guess(stage, NADIA, GUESSER) for _ in range(6)] == [0] * 6

    async def test_a_mark_of_another_account_makes_no_browser_known(self, stage: Stage) -> None:
        mark = stage.workplace.identity.marks.mark_device("theo@agence.example")
        marked = Origin("198.51.100.7", mark)
        await guess_freely(stage, [(NADIA, marked)] * 6)
        assert await guess(stage, NADIA, marked) == 1


class TestAddress:
    async def test_many_accounts_from_one_address_are_slowed(self, stage: Stage) -> None:
        await guess_freely(stage, [(f"u{n}@agence.example", GUESSER) for n in range(21)])
        assert await guess(stage, "u21@agence.example", GUESSER) == 1
        assert await guess(stage, "u99@agence.example", Origin("203.0.113.9")) == 0

    async def test_an_office_that_signs_in_at_nine_is_not(self, stage: Stage) -> None:
        await stage.add_user(NADIA, "Nadia", "moderator")
        for _ in range(25):
            assert await stage.workplace.identity.doors.sign_in(NADIA, PASSWORD, GUESSER)

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("", ""),
        ],
    )
    def test_a_guesser_holds_a_whole_network_of_ipv6(self, address: str, network: str) -> None:
        assert network_of(address) == network
