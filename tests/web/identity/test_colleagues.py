"""Colleagues who are known by name before they can come in."""

import httpx
import pytest

from services.contracts.web import ADD_COLLEAGUE, INVITE_USER, LIST_USERS
from services.runtime.ids import new_id
from tests.house import House, bearer
from tests.web.conftest import PASSWORD, Stage
from web.identity.brakes import Origin
from web.identity.errors import WrongCredentials

CLIENT = new_id()


async def add(stage: Stage, house: House, email: str = "theo@agence.example") -> httpx.Response:
    token = house.token("operator", "operator:root", "web", {ADD_COLLEAGUE.scope})
    body = {"email": email, "name": "Théo Lambert", "role": "moderator", "clients": [str(CLIENT)]}
    return await stage.open_browser().http.post(ADD_COLLEAGUE.path, json=body, headers=bearer(token))


class TestAdding:
    async def test_makes_somebody_known_by_name(self, stage: Stage, house: House) -> None:
        answer = await add(stage, house)
        assert (answer.status_code, answer.json()["name"]) == (201, "Théo Lambert")

    async def test_twice_is_the_same_person(self, stage: Stage, house: House) -> None:
        first, second = await add(stage, house), await add(stage, house, "Theo@Agence.example")
        assert first.json() == second.json()

    async def test_of_somebody_who_comes_in_is_refused(self, stage: Stage, house: House) -> None:
        await stage.add_user("theo@agence.example", "Théo Martin", "moderator", CLIENT)
        answer = await add(stage, house)
        assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")

    async def test_nobody_comes_in_as_them(self, stage: Stage, house: House) -> None:
        await add(stage, house)
        for password in ("", PASSWORD):
            with pytest.raises(WrongCredentials):
                await stage.workplace.identity.doors.sign_in(
                    "theo@agence.example", password, Origin("127.0.0.1")
                )

    async def test_the_first_administrator_is_still_awaited(self, stage: Stage, house: House) -> None:
        await add(stage, house)
        assert await stage.workplace.identity.invitations.invite_first() is not None

    async def test_needs_the_operators_scope(self, stage: Stage, house: House) -> None:
        token = house.token("operator", "operator:root", "web", {"clients:read"})
        http = stage.open_browser().http
        answer = await http.post(ADD_COLLEAGUE.path, json={}, headers=bearer(token))
        assert answer.status_code == 403
        assert ADD_COLLEAGUE.scope == INVITE_USER.scope


class TestListing:
    async def test_everybody_is_listed_with_what_they_may_do_and_whether_they_come_in(
        self, stage: Stage, house: House
    ) -> None:
        await stage.add_user("nadia@agence.example", "Nadia Benali", "lead", CLIENT)
        await add(stage, house)
        token = house.token("operator", "operator:root", "web", {LIST_USERS.scope})
        answer = await stage.open_browser().http.get(LIST_USERS.path, headers=bearer(token))
        listed = {
            one["email"]: (one["name"], one["role"], one["has_password"]) for one in answer.json()["items"]
        }
        assert listed == {
            "nadia@agence.example": ("Nadia Benali", "lead", True),
            "theo@agence.example": ("Théo Lambert", "moderator", False),
        }

    async def test_needs_the_operators_scope(self, stage: Stage, house: House) -> None:
        token = house.token("operator", "operator:root", "web", {"clients:read"})
        answer = await stage.open_browser().http.get(LIST_USERS.path, headers=bearer(token))
        assert answer.status_code == 403
