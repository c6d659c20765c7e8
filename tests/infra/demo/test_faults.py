"""Faults come when ordered, where ordered, as often as ordered; what was accepted stays accepted."""

from pathlib import Path

import httpx
import pytest

from tests.infra.demo.running import Newspaper, SiteClock, running_site


@pytest.fixture
def comment(newspaper: Newspaper) -> str:
    return newspaper.write("Sylvie", "Et les bus ?")


def reply(newspaper: Newspaper, comment: str, text: str = "Deux navettes.") -> httpx.Response:
    return newspaper.api("POST", f"api/v1/comments/{comment}/replies", json={"text": text})


class TestFault:
    @pytest.mark.parametrize(
        ("kind", "status", "accepted"),
        [
            ("refuse_5xx_before", 503, 0),
            ("5xx_after_acceptance", 503, 1),
            ("rate_limited", 429, 0),
            ("unauthorized", 401, 0),
            ("gone", 410, 0),
            ("forbidden", 403, 0),
            ("slow", 201, 1),
            ("timeout_after_acceptance", 201, 1),
        ],
    )
    def test_answers(self, newspaper: Newspaper, comment: str, kind: str, status: int, accepted: int) -> None:
        newspaper.arm("reply", kind, seconds=1)
        assert reply(newspaper, comment).status_code == status
        assert sum(newspaper.accepted().values()) == accepted

    @pytest.mark.parametrize(("kind", "accepted"), [("reset_before", 0), ("reset_after_acceptance", 1)])
    def test_breaks_off(self, newspaper: Newspaper, comment: str, kind: str, accepted: int) -> None:
        newspaper.arm("reply", kind)
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            reply(newspaper, comment)
        assert sum(newspaper.accepted().values()) == accepted

    def test_comes_as_often_as_ordered(self, newspaper: Newspaper, comment: str) -> None:
        newspaper.arm("reply", "forbidden", times=2)
        assert [reply(newspaper, comment).status_code for _ in range(3)] == [403, 403, 201]

    def test_meets_its_operation_only(self, newspaper: Newspaper, comment: str) -> None:
        newspaper.arm("hide", "forbidden")
        assert reply(newspaper, comment).status_code == 201
        assert newspaper.api("POST", f"api/v1/comments/{comment}/hide").status_code == 403

    def test_meets_its_site_only(self, newspaper: Newspaper) -> None:
        newspaper.arm("me", "forbidden")
        there = newspaper.slug
        newspaper.slug = "gazette"
        assert newspaper.api("GET", "api/v1/me").status_code == 200
        newspaper.slug = there
        assert newspaper.api("GET", "api/v1/me").status_code == 403

    def test_meets_its_comment_only(self, newspaper: Newspaper, comment: str) -> None:
        other = newspaper.write("Marc", "Et les vélos ?")
        newspaper.arm("reply", "forbidden", comment=comment)
        assert reply(newspaper, other).status_code == 201
        assert reply(newspaper, comment).status_code == 403

    def test_can_be_taken_back(self, newspaper: Newspaper, comment: str) -> None:
        newspaper.arm("reply", "forbidden", times=5)
        assert newspaper.api("GET", "faults").json()[0]["times"] == 5
        newspaper.api("DELETE", "faults").raise_for_status()
        assert reply(newspaper, comment).status_code == 201

    def test_of_an_unknown_kind_is_refused(self, newspaper: Newspaper) -> None:
        assert (
            newspaper.api("POST", "faults", json={"operation": "reply", "kind": "earthquake"}).status_code
            == 422
        )


class TestRateLimit:
    def test_is_told_with_the_time_to_wait(self, tmp_path: Path) -> None:
        with running_site(tmp_path, SiteClock(), requests_per_minute=2) as url:
            newspaper = Newspaper(url, "gazette", SiteClock())
            answers = [newspaper.api("GET", "api/v1/me") for _ in range(6)]
        limited = [answer for answer in answers if answer.status_code == 429]
        assert len(limited) >= 2
        assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in limited)
