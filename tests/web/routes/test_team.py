"""Who works here: invited by a link, given a role and clients, let in no more and back again."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx

from services.contracts.web import Role
from tests.web.browser import Browser, form_to, forms_of
from tests.web.conftest import PASSWORD, Stage
from tests.web.routes.cast import Cast

NEW = "une tout autre phrase"


async def member_id(stage: Stage, name: str) -> UUID:
    members = await stage.workplace.identity.team.list_members(stage.agency.clients)
    return next(member.id for member in members if member.name == name)


def link_on(page: httpx.Response) -> str:
    """The path of the link that a page shows this once."""
    shown = page.text.split('id="link"')[1].split(">")[1].split("<")[0]
    assert shown.startswith("http://127.0.0.1:8000/invitations/")
    return shown.removeprefix("http://127.0.0.1:8000")


async def invite(cast: Cast, role: Role = "moderator", **values: str) -> httpx.Response:
    page = await cast.claire.get("/team")
    sent = {"email": "jeanne@agence.example", "name": "Jeanne", "role": role, "clients": "telvia", **values}
    return await cast.claire.send(page, "/team", **sent)


async def invite_and_follow(cast: Cast, role: Role = "moderator") -> httpx.Response:
    answer = await invite(cast, role)
    assert answer.status_code == 303
    return await cast.claire.get(answer.headers["location"])


async def take_up(browser: Browser, path: str, password: str = PASSWORD) -> httpx.Response:
    return await browser.send(await browser.get(path), path, name="Jeanne", password=password)


class TestInvite:
    async def test_the_link_is_shown_once_and_opens(self, cast: Cast) -> None:
        path = link_on(await invite_and_follow(cast))
        listed = await cast.claire.get("/team")
        assert path not in listed.text
        assert "jeanne@agence.example" in listed.text
        jeanne = cast.stage.open_browser()
        assert (await take_up(jeanne, path)).status_code == 303
        queue = await jeanne.get("/queue")
        assert "La fibre est coupée" in queue.text
        assert "stade" not in queue.text

    async def test_a_lead_keeps_settings_from_the_first_page_on(self, cast: Cast) -> None:
        jeanne = cast.stage.open_browser()
        await take_up(jeanne, link_on(await invite_and_follow(cast, "lead")))
        assert (await jeanne.get("/clients/telvia/settings")).status_code == 200
        assert (await jeanne.get("/clients/montrelais/settings")).status_code == 404

    async def test_who_administrates_nothing_needs_a_client(self, cast: Cast) -> None:
        page = await cast.claire.get("/team")
        for role in ("moderator", "lead"):
            answer = await cast.claire.send(page, "/team", email="jeanne@agence.example", role=role)
            assert answer.status_code == 422
            assert form_to(answer.text, "/team").values["email"] == "jeanne@agence.example"

    async def test_nobody_is_invited_twice_over(self, cast: Cast) -> None:
        assert (await invite(cast, email="nadia@agence.example")).status_code == 409


class TestPending:
    async def test_it_is_withdrawn(self, cast: Cast) -> None:
        path = link_on(await invite_and_follow(cast))
        page = await cast.claire.get("/team")
        (action,) = [form.action for form in forms_of(page.text) if form.action.endswith("/withdrawal")]
        assert (await cast.claire.send(page, action)).headers["location"] == "/team"
        assert (await cast.stage.open_browser().get(path)).status_code == 404
        assert "jeanne@agence.example" not in (await cast.claire.get("/team")).text
        assert (await cast.claire.send(page, action)).status_code == 404

    async def test_a_fresh_link_takes_the_place_of_one_that_expired(self, cast: Cast) -> None:
        old = link_on(await invite_and_follow(cast))
        cast.stage.workplace.runtime.clock.move(timedelta(days=7, seconds=1))
        claire = await come_in_again(cast)
        page = await claire.get("/team")
        assert "expiré" in page.text
        (action,) = [form.action for form in forms_of(page.text) if form.action.endswith("/renewal")]
        fresh = link_on(await claire.send_and_follow(page, action))
        assert (await cast.stage.open_browser().get(old)).status_code == 404
        assert (await take_up(cast.stage.open_browser(), fresh)).status_code == 303


async def come_in_again(cast: Cast) -> Browser:
    browser = cast.stage.open_browser()
    assert (await browser.sign_in("claire@agence.example", PASSWORD)).status_code == 303
    return browser


class TestMember:
    async def test_a_change_holds_from_the_very_next_request(self, cast: Cast) -> None:
        address = f"/team/{await member_id(cast.stage, 'Nadia Benali')}"
        page = await cast.claire.get(address)
        answer = await cast.claire.send(page, address, role="lead", clients="montrelais")
        assert answer.headers["location"] == address
        queue = await cast.nadia.get("/queue")
        assert "Le stade ouvre quand" in queue.text
        assert "fibre" not in queue.text
        assert (await cast.nadia.get("/clients/montrelais/keys")).status_code == 200
        await cast.claire.send(page, address, role="moderator", clients="telvia")
        assert (await cast.nadia.get("/clients/montrelais/keys")).status_code == 403
        assert "fibre" in (await cast.nadia.get("/queue")).text

    async def test_an_administrator_sees_every_client_and_loses_them_with_the_role(self, cast: Cast) -> None:
        address = f"/team/{await member_id(cast.stage, 'Nadia Benali')}"
        page = await cast.claire.get(address)
        await cast.claire.send(page, address, role="administrator")
        assert (await cast.nadia.get("/team")).status_code == 200
        refused = await cast.claire.send(await cast.claire.get(address), address, role="moderator")
        assert refused.status_code == 422
        assert (await cast.nadia.get("/team")).status_code == 200

    async def test_nobody_who_does_not_exist(self, cast: Cast) -> None:
        assert (await cast.claire.get(f"/team/{cast.telvia.id}")).status_code == 404


class TestLink:
    async def test_who_forgot_their_password_chooses_another(self, cast: Cast) -> None:
        address = f"/team/{await member_id(cast.stage, 'Nadia Benali')}"
        path = link_on(await cast.claire.send_and_follow(await cast.claire.get(address), f"{address}/link"))
        elsewhere = cast.stage.open_browser()
        assert (await take_up(elsewhere, path, NEW)).status_code == 303
        assert "fibre" in (await elsewhere.get("/queue")).text
        assert (await cast.nadia.get("/queue")).status_code == 303
        assert (await cast.stage.open_browser().sign_in("nadia@agence.example", PASSWORD)).status_code == 422
        assert (await cast.stage.open_browser().sign_in("nadia@agence.example", NEW)).status_code == 303
        assert (await cast.stage.open_browser().get(path)).status_code == 404


class TestClose:
    async def close(self, cast: Cast, name: str) -> tuple[str, httpx.Response]:
        address = f"/team/{await member_id(cast.stage, name)}"
        return address, await cast.claire.send(await cast.claire.get(address), f"{address}/closing")

    async def test_their_sessions_end_at_once_and_their_name_stays(self, cast: Cast) -> None:
        conversation = f"/conversations/{cast.conversation.id}"
        await cast.nadia.send(
            await cast.nadia.get(conversation), f"{conversation}/replies", text="Nous regardons."
        )
        _, answer = await self.close(cast, "Nadia Benali")
        assert answer.status_code == 303
        assert (await cast.nadia.get("/queue")).status_code == 303
        assert (await cast.stage.open_browser().sign_in("nadia@agence.example", PASSWORD)).status_code == 422
        profiles = cast.stage.workplace.identity.profiles
        (reply,) = cast.stage.agency.replies.values()
        assert await profiles.name_subjects([reply.written_by]) == {reply.written_by: "Nadia Benali"}

    async def test_reopened_they_come_in_as_before(self, cast: Cast) -> None:
        address, _ = await self.close(cast, "Nadia Benali")
        await cast.claire.send(await cast.claire.get(address), f"{address}/reopening")
        nadia = cast.stage.open_browser()
        assert (await nadia.sign_in("nadia@agence.example", PASSWORD)).status_code == 303
        assert "fibre" in (await nadia.get("/queue")).text

    async def test_a_link_made_before_lets_nobody_in_afterwards(self, cast: Cast) -> None:
        address = f"/team/{await member_id(cast.stage, 'Nadia Benali')}"
        path = link_on(await cast.claire.send_and_follow(await cast.claire.get(address), f"{address}/link"))
        await self.close(cast, "Nadia Benali")
        assert (await take_up(cast.stage.open_browser(), path, NEW)).status_code == 404


class TestLastAdministrator:
    async def test_they_are_neither_closed_nor_demoted_and_it_is_said_why(self, cast: Cast) -> None:
        address = f"/team/{await member_id(cast.stage, 'Claire Duval')}"
        page = await cast.claire.get(address)
        demoted = await cast.claire.send(page, address, role="moderator", clients="telvia")
        closed = await cast.claire.send(page, f"{address}/closing")
        assert (demoted.status_code, closed.status_code) == (409, 409)
        for answer in (demoted, closed):
            assert "Personne d’autre n’administre" in answer.text
        assert (await cast.claire.get("/team")).status_code == 200

    async def test_of_two_who_remove_each_other_at_once_one_stays(self, cast: Cast) -> None:
        user = await cast.stage.add_user("ada@agence.example", "Ada", "administrator")
        ada = await cast.stage.come_in(user)
        pairs = [(cast.claire, "Ada"), (ada, "Claire Duval")]
        addresses = [f"/team/{await member_id(cast.stage, name)}" for _, name in pairs]
        pages = [await person.get(address) for (person, _), address in zip(pairs, addresses, strict=True)]
        answers = await asyncio.gather(
            *(
                person.send(page, f"{address}/closing")
                for (person, _), page, address in zip(pairs, pages, addresses, strict=True)
            )
        )
        members = await cast.stage.workplace.identity.team.list_members(())
        administrators = [one for one in members if one.role == "administrator" and one.closed_at is None]
        assert len(administrators) == 1
        assert sorted(answer.status_code for answer in answers)[0] == 303

    async def test_a_colleague_who_cannot_come_in_is_no_administrator_to_lean_on(self, cast: Cast) -> None:
        colleagues = cast.stage.workplace.identity.colleagues
        await colleagues.add(email="ada@agence.example", name="Ada", role="administrator", clients=())
        address = f"/team/{await member_id(cast.stage, 'Claire Duval')}"
        answer = await cast.claire.send(await cast.claire.get(address), f"{address}/closing")
        assert answer.status_code == 409
