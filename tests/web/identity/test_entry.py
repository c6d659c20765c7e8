"""Coming in by the first link, by an invitation, and by a password."""

from tests.web.conftest import PASSWORD, Stage


class TestFirstAdministrator:
    async def test_they_write_who_they_are_and_stand_in_the_queue(self, stage: Stage) -> None:
        link = await stage.workplace.identity.invitations.invite_first()
        assert link is not None
        browser, address = stage.open_browser(), f"/invitations/{link.token}"
        page = await browser.get(address)
        answer = await browser.send(
            page, address, email="Claire@Agence.example", name="Claire Duval", password=PASSWORD
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
        assert (await browser.get("/system")).status_code != 303
