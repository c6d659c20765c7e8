"""Guessing becomes slow, and nobody is locked out."""

from datetime import timedelta

import pytest

from tests.web.conftest import PASSWORD, Stage
from web.identity.brakes import Brakes, Origin, network_of
from web.identity.errors import TooManyTries

NADIA = "nadia@agence.example"
GUESSER = Origin("198.51.100.7")


async def guess(stage: Stage, email: str, origin: Origin) -> int:
    """Come to the point where a password is looked at; return the seconds to wait, or 0."""
    brakes = Brakes(stage.workplace.runtime.database, stage.workplace.identity.marks)
    try:
        await brakes.press(email, origin)
    except TooManyTries as error:
        return error.seconds
    return 0


class TestAccount:
    async def test_after_five_tries_each_waits_twice_as_long(self, stage: Stage) -> None:
        clock, moved = stage.workplace.runtime.clock, timedelta()
        for _ in range(6):
            assert await guess(stage, NADIA, GUESSER) == 0
        waits = []
        for _ in range(8):
            seconds = await guess(stage, NADIA, GUESSER)
            waits.append(seconds)
            moved += timedelta(seconds=seconds)
            clock.move(moved)
            assert await guess(stage, NADIA, GUESSER) == 0
        assert waits == [1, 2, 4, 8, 16, 30, 30, 30]

    async def test_wrong_passwords_count_and_an_unknown_account_is_slowed_alike(self, stage: Stage) -> None:
        browser = stage.open_browser()
        statuses = [(await browser.sign_in("nemo@agence.example", "non")).status_code for _ in range(12)]
        assert statuses[:6] == [422] * 6
        assert 429 in statuses

    async def test_tries_from_many_addresses_count_together(self, stage: Stage) -> None:
        waits = [await guess(stage, NADIA, Origin(f"198.51.100.{n}")) for n in range(7)]
        assert waits[-1] == 1

    async def test_its_owner_comes_in_from_their_own_browser_meanwhile(self, stage: Stage) -> None:
        await stage.add_user(NADIA, "Nadia", "moderator")
        browser = stage.open_browser()
        assert (await browser.sign_in(NADIA, PASSWORD)).status_code == 303
        for _ in range(7):
            await guess(stage, NADIA, GUESSER)
        assert (await browser.sign_in(NADIA, PASSWORD)).status_code == 303
        stranger = await stage.open_browser().sign_in(NADIA, PASSWORD)
        assert stranger.status_code == 429

    async def test_the_wait_is_said_and_what_was_written_stays(self, stage: Stage) -> None:
        for _ in range(6):
            await guess(stage, NADIA, GUESSER)
        answer = await stage.open_browser().sign_in(NADIA, PASSWORD)
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
        waits = [await guess(stage, NADIA, Origin("198.51.100.7", mark)) for _ in range(7)]
        assert waits[-1] == 1


class TestAddress:
    async def test_many_accounts_from_one_address_are_slowed(self, stage: Stage) -> None:
        waits = [await guess(stage, f"u{n}@agence.example", GUESSER) for n in range(22)]
        assert waits[20:] == [0, 1]
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
