"""The agency's clients in the workplace: added by an administrator, and told apart where two have one name."""

import pytest

from services.contracts.ingest import ADD_CLIENT, CHANGE_CLIENT
from tests.web.browser import Browser, form_to
from tests.web.routes.cast import Cast

NEW = "/clients/new"


async def add(browser: Browser, **values: str) -> str:
    page = await browser.get(NEW)
    answer = await browser.send(page, NEW, **{"slug": "brest", "name": "Ville de Brest", **values})
    assert answer.status_code == 303
    return answer.headers["location"]


class TestAdd:
    async def test_it_is_there_at_once_and_its_accounts_come_next(self, cast: Cast) -> None:
        assert NEW in (await cast.claire.get("/accounts")).text
        page = await cast.claire.get(await add(cast.claire))
        assert "Ville de Brest" in page.text
        assert "/clients/brest/accounts/new" in page.text
        (call,) = cast.stage.switchboard.of(ADD_CLIENT)
        assert call.body.model_dump() == {
            "slug": "brest",
            "name": "Ville de Brest",
            "time_zone": "Europe/Paris",
            "sector": "other",
        }

    async def test_its_trade_is_chosen_and_changed_later(self, cast: Cast) -> None:
        settings = await cast.claire.get(await add(cast.claire, sector="city_hall"))
        form = form_to(settings.text, "/clients/brest/settings")
        assert form.values["sector"] == "city_hall"
        await cast.claire.send(settings, "/clients/brest/settings", sector="ngo")
        (call,) = cast.stage.switchboard.of(CHANGE_CLIENT)
        assert call.body.sector == "ngo"

    @pytest.mark.parametrize(
        ("field", "value"), [("name", " "), ("slug", "Ville de Brest"), ("slug", ""), ("slug", "telvia")]
    )
    async def test_a_refused_form_keeps_what_was_written(self, cast: Cast, field: str, value: str) -> None:
        written = {"slug": "brest", "name": "Ville de Brest", "time_zone": "Indian/Reunion", field: value}
        answer = await cast.claire.send(await cast.claire.get(NEW), NEW, **written)
        assert answer.status_code in {409, 422}
        assert f'id="client-{field}-error"' in answer.text
        assert form_to(answer.text, NEW).values["time_zone"] == "Indian/Reunion"
        assert "brest" not in {one.slug for one in cast.stage.agency.clients.values()}

    async def test_a_lead_is_offered_no_way_there_and_finds_none(self, cast: Cast) -> None:
        assert NEW not in (await cast.lucie.get("/accounts")).text
        assert (await cast.lucie.get(NEW)).status_code == 404


class TestOneName:
    async def test_two_of_one_name_say_their_slugs_wherever_they_are_chosen(self, cast: Cast) -> None:
        await add(cast.claire, slug="telvia-pro", name="telvia")
        for address in ("/queue", "/knowledge", "/accounts", "/team"):
            page = await cast.claire.get(address)
            assert "Telvia (telvia)" in page.text, address
            assert "telvia (telvia-pro)" in page.text, address
            assert "Montrelais (montrelais)" not in page.text

    async def test_the_name_itself_stays_as_it_was_written(self, cast: Cast) -> None:
        settings = await cast.claire.get(await add(cast.claire, slug="telvia-pro", name="Telvia"))
        assert form_to(settings.text, "/clients/telvia-pro/settings").values["name"] == "Telvia"

    async def test_who_sees_only_one_of_them_learns_of_no_other(self, cast: Cast) -> None:
        await add(cast.claire, slug="telvia-pro", name="Telvia")
        assert "Telvia (" not in (await cast.nadia.get("/queue")).text
