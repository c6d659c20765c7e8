"""Coming in by the first link, by an invitation, and by a password."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher

from services.contracts.web import FIRST_SIGN_IN, INVITE_USER
from services.runtime.ids import new_id
from tests.house import House, bearer
from tests.web.browser import Browser, form_to
from tests.web.conftest import PASSWORD, Stage
from web.identity.errors import EmailTaken
from web.identity.passwords import NOBODY

CLIENT = new_id()


async def invite(stage: Stage, email: str = "jeanne@agence.example", *clients: UUID) -> str:
    link = await stage.workplace.identity.invitations.invite(
        email=email, name="Jeanne", role="moderator", clients=clients, invited_by="user:claire"
    )
    return f"/invitations/{link.token}"


async def take_up(browser: Browser, address: str, **values: str) -> httpx.Response:
    page = await browser.get(address)
    return await browser.send(page, address, **{"name": "Jeanne", "password": PASSWORD, **values})


class TestFirstAdministrator:
    async def first(self, stage: Stage) -> str:
        link = await stage.workplace.identity.invitations.invite_first()
        assert link is not None
        return f"/invitations/{link.token}"

    async def test_they_write_who_they_are_and_stand_in_the_queue(self, stage: Stage) -> None:
        browser, address = stage.open_browser(), await self.first(stage)
        answer = await take_up(browser, address, email="Claire@Agence.example", name="Claire Duval")
        assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
        team = await browser.get("/team")
        assert "claire@agence.example" in team.text

    async def test_a_form_without_an_address_comes_back(self, stage: Stage) -> None:
        address = await self.first(stage)
        answer = await take_up(stage.open_browser(), address, email="claire", name="Claire Duval")
        assert answer.status_code == 422
        assert form_to(answer.text, address).values["name"] == "Claire Duval"

    async def test_a_newer_link_replaces_the_older(self, stage: Stage) -> None:
        older, newer = await self.first(stage), await self.first(stage)
        assert (await stage.open_browser().get(older)).status_code == 404
        assert (await stage.open_browser().get(newer)).status_code == 200

    async def test_once_somebody_is_in_there_is_no_first_any_more(self, stage: Stage) -> None:
        address = await self.first(stage)
        await stage.add_user("claire@agence.example", "Claire Duval", "administrator")
        assert (await stage.open_browser().get(address)).status_code == 404
        assert await stage.workplace.identity.invitations.invite_first() is None

    async def test_of_two_at_once_one_becomes_administrator(self, stage: Stage) -> None:
        address = await self.first(stage)
        answers = await asyncio.gather(
            *(
                take_up(stage.open_browser(), address, email=f"{name}@agence.example", name=name)
                for name in ("claire", "paul")
            )
        )
        assert sorted(answer.status_code for answer in answers) == [303, 404]


class TestInvitation:
    async def test_it_opens_once(self, stage: Stage) -> None:
        address = await invite(stage)
        assert (await take_up(stage.open_browser(), address)).status_code == 303
        gone = await stage.open_browser().get(address)
        assert gone.status_code == 404
        assert "déjà servi" in gone.text

    async def test_it_names_the_address_whatever_the_form_says(self, stage: Stage) -> None:
        browser = stage.open_browser()
        await take_up(browser, await invite(stage), email="boss@agence.example")
        assert "jeanne@agence.example" in (await browser.get("/me")).text

    async def test_who_comes_in_goes_on_in_the_language_of_their_browser(self, stage: Stage) -> None:
        browser, address = stage.open_browser(), await invite(stage)
        browser.http.headers["accept-language"] = "en-GB,en;q=0.9"
        await take_up(browser, address)
        assert '<html lang="en"' in (await browser.get("/me")).text

    async def test_it_expires_after_a_week(self, stage: Stage) -> None:
        address = await invite(stage)
        stage.workplace.runtime.clock.move(timedelta(days=7, seconds=1))
        assert (await stage.open_browser().get(address)).status_code == 404

    async def test_a_newer_one_for_the_same_address_replaces_it(self, stage: Stage) -> None:
        older = await invite(stage)
        await invite(stage)
        assert (await stage.open_browser().get(older)).status_code == 404

    @pytest.mark.parametrize(
        "password", ["court", "motdepasse123", "aaaaaaaaaaaaaa", "jeanne@agence.example"]
    )
    async def test_a_weak_password_comes_back_without_the_password(self, stage: Stage, password: str) -> None:
        address = await invite(stage)
        answer = await take_up(stage.open_browser(), address, password=password, name="Jeanne Perrin")
        assert answer.status_code == 422
        form = form_to(answer.text, address)
        assert (form.values["name"], form.values["password"]) == ("Jeanne Perrin", "")

    async def test_who_is_in_cannot_be_invited_again(self, stage: Stage) -> None:
        await stage.add_user("jeanne@agence.example", "Jeanne", "moderator")
        with pytest.raises(EmailTaken):
            await invite(stage, "Jeanne@agence.example")


class TestSignIn:
    async def test_the_right_password_leads_to_the_page_asked_for(self, stage: Stage) -> None:
        await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        browser = stage.open_browser()
        asked = await browser.get("/figures?since=2026-11-01&until=2026-11-02")
        page = await browser.get(asked.headers["location"])
        answer = await browser.send(page, "/sign-in", email=" NADIA@agence.example", password=PASSWORD)
        assert answer.headers["location"] == "/figures?since=2026-11-01&until=2026-11-02"

    async def test_wrong_and_unknown_are_told_in_the_same_words(self, stage: Stage) -> None:
        await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        browser = stage.open_browser()
        wrong = await browser.sign_in("nadia@agence.example", "pas la bonne")
        unknown = await browser.sign_in("nemo@agence.example", "pas la bonne")
        assert (wrong.status_code, unknown.status_code) == (422, 422)
        assert wrong.text.replace("nadia@", "nemo@") == unknown.text

    async def test_an_unknown_account_costs_the_same_hash(self) -> None:
        assert not PasswordHasher().check_needs_rehash(NOBODY)

    async def test_signing_out_ends_the_session_on_the_server(self, stage: Stage) -> None:
        user = await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        browser = await stage.come_in(user)
        token = browser.http.cookies["palabre"]
        answer = await browser.send(await browser.get("/me"), "/sign-out")
        assert answer.headers["location"] == "/sign-in"
        assert "palabre" not in browser.http.cookies
        browser.http.cookies.set("palabre", token)
        assert (await browser.get("/me")).status_code == 303


class TestOperator:
    """The operations that the command line calls."""

    async def call(self, stage: Stage, house: House, path: str, body: object, *scopes: str) -> httpx.Response:
        token = house.token("operator", "operator:root", "web", scopes)
        return await stage.open_browser().http.post(path, json=body, headers=bearer(token))

    async def test_the_first_link_is_told_until_somebody_is_in(self, stage: Stage, house: House) -> None:
        first = await self.call(stage, house, FIRST_SIGN_IN.path, {}, "users:write")
        assert first.json()["url"].startswith("http://127.0.0.1:8000/invitations/")
        await stage.add_user("claire@agence.example", "Claire", "administrator")
        assert (await self.call(stage, house, FIRST_SIGN_IN.path, {}, "users:write")).json() == {"url": None}

    async def test_somebody_is_invited(self, stage: Stage, house: House) -> None:
        body = {"email": "jeanne@agence.example", "clients": [str(CLIENT)]}
        answer = await self.call(stage, house, INVITE_USER.path, body, "users:write")
        assert answer.status_code == 201
        path = answer.json()["url"].removeprefix("http://127.0.0.1:8000")
        assert (await take_up(stage.open_browser(), path)).status_code == 303
        again = await self.call(stage, house, INVITE_USER.path, body, "users:write")
        assert (again.status_code, again.json()["code"]) == (409, "email_taken")

    async def test_without_the_scope_it_is_a_problem_and_no_page(self, stage: Stage, house: House) -> None:
        answer = await self.call(stage, house, FIRST_SIGN_IN.path, {}, "clients:read")
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_a_persons_cookie_opens_no_operation(self, stage: Stage) -> None:
        user = await stage.add_user("claire@agence.example", "Claire", "administrator")
        browser = await stage.come_in(user)
        assert (await browser.http.post(FIRST_SIGN_IN.path)).status_code == 401
