"""Made-up keys wait; a key made here comes through, also from an address where others guess."""

import pytest
from starlette.requests import Request

from services.runtime.key_door import FREE_FAILURES, KeyDoor, address_of
from services.runtime.problems import TooMany


def from_(host: str) -> Request:
    return Request({"type": "http", "headers": [], "client": (host, 40_000)})


def exhaust(door: KeyDoor, host: str) -> None:
    for number in range(FREE_FAILURES):
        door.admit(from_(host), f"pal_made_up{number}")
        door.refuse(from_(host), f"pal_made_up{number}")


class TestKeyDoor:
    def test_who_guesses_waits_and_other_addresses_do_not(self) -> None:
        door = KeyDoor(b"s" * 32)
        exhaust(door, "192.0.2.1")
        with pytest.raises(TooMany) as refused:
            door.admit(from_("192.0.2.1"), "pal_another")
        assert refused.value.retry_after_seconds == 3
        door.admit(from_("192.0.2.2"), "pal_another")

    def test_a_key_made_here_is_never_kept_out(self) -> None:
        door, body = KeyDoor(b"s" * 32), "pal_id_secret"
        exhaust(door, "192.0.2.1")
        door.admit(from_("192.0.2.1"), body + door.mark(body))

    def test_a_mark_under_another_secret_is_none(self) -> None:
        door, body = KeyDoor(b"s" * 32), "pal_id_secret"
        exhaust(door, "192.0.2.1")
        with pytest.raises(TooMany):
            door.admit(from_("192.0.2.1"), body + KeyDoor(b"t" * 32).mark(body))


class TestAddress:
    @pytest.mark.parametrize(
        ("host", "held"),
        [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("testclient", "testclient")],
    )
    def test_a_stranger_holds_a_whole_network_of_ipv6(self, host: str, held: str) -> None:
        assert address_of(from_(host)) == held
