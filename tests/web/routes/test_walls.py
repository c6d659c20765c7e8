"""Who may open what: found by enumeration, so that a new address without a case fails here."""

import httpx
import pytest

from services.contracts.events import SetAside
from services.runtime.ids import new_id
from tests.web.browser import Browser, form_to
from tests.web.fakes.agency import NOW
from tests.web.fakes.automation import make_rule
from tests.web.fakes.charter import make_replay
from tests.web.fakes.saved import add_saved
from tests.web.routes.addresses import BY_QUERY, CASES, FILLERS, OF_ADMINISTRATORS, OF_LEADS
from tests.web.routes.cast import Cast
from tests.web.routes.enumeration import page_routes
from web.app import create_app
from web.identity.rights import SCOPES
from web.routes.entry import WITHOUT_SESSION
from web.settings import WebSettings

ROUTES = page_routes(create_app(WebSettings()))


async def csrf_of(browser: Browser) -> str:
    return str(form_to((await browser.get("/queue")).text, "/sign-out").values["csrf"])


async def ask(browser: Browser, method: str, path: str, form: dict[str, str]) -> httpx.Response:
    if method == "GET":
        return await browser.get(path)
    return await browser.http.post(path, data={"csrf": await csrf_of(browser), **form})


@pytest.fixture
async def full_cast(cast: Cast) -> Cast:
    """Nadia has answered, Telvia has an API key, and something of its was set aside."""
    address = f"/conversations/{cast.conversation.id}"
    await cast.nadia.send(await cast.nadia.get(address), f"{address}/replies", text="Secret de Telvia")
    add_saved(cast.stage.agency, cast.telvia, "Telvia", "La fibre revient.")
    cast.stage.agency.add_key(cast.telvia, "Telvia")
    written = make_rule(cast.telvia.id)
    cast.stage.agency.rules[written.id] = written
    replayed = make_replay(cast.telvia.id, draft={"allowed": "Telvia", "clauses": []})
    cast.stage.agency.replays[replayed.id] = replayed
    cast.stage.agency.leave_unknown(cast.telvia, cast.conversation.items[0].id, new_id(), "hide")
    cast.stage.agency.set_aside.append(
        SetAside(
            id=new_id(), client_id=cast.telvia.id, source="ingest", position="7", reason="Telvia", at=NOW
        )
    )
    return cast


class TestSession:
    @pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if r[1] not in WITHOUT_SESSION])
    async def test_without_one_the_way_leads_to_signing_in(self, cast: Cast, method: str, path: str) -> None:
        stranger = cast.stage.open_browser()
        address = path.format(**FILLERS)
        plain = await stranger.http.request(method, address)
        quick = await stranger.http.request(method, address, headers={"HX-Request": "true"})
        if path == "/live":
            assert plain.status_code == 401
        else:
            assert plain.status_code == 303
            assert plain.headers["location"].startswith("/sign-in")
        assert quick.status_code == 401
        assert cast.stage.switchboard.calls == []

    async def test_what_needs_none_is_known_by_name(self) -> None:
        assert {"/", "/sign-in", "/invitations/{token}"} == WITHOUT_SESSION

    @pytest.mark.parametrize(
        ("method", "path"), [r for r in ROUTES if r[0] == "POST" and r[1] not in WITHOUT_SESSION]
    )
    async def test_a_form_without_the_sessions_token_is_refused(
        self, cast: Cast, method: str, path: str
    ) -> None:
        for csrf in ("", "0" * 64, await csrf_of(cast.theo)):
            answer = await cast.nadia.http.post(path.format(**FILLERS), data={"csrf": csrf})
            assert answer.status_code == 403
            assert "session précédente" in answer.text

    @pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if r[0] == "POST"])
    async def test_another_sites_form_is_refused(self, cast: Cast, method: str, path: str) -> None:
        data = {"csrf": await csrf_of(cast.nadia)}
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
        ):
            answer = await cast.nadia.http.post(path.format(**FILLERS), data=data, headers=headers)
            assert answer.status_code == 403


class TestOutsider:
    async def test_every_address_with_an_id_has_a_case(self) -> None:
        with_id = {route for route in ROUTES if "{" in route[1] and route[1] not in WITHOUT_SESSION}
        assert with_id == set(CASES)

    @pytest.mark.parametrize("route", CASES)
    async def test_another_clients_ids_do_not_exist(self, full_cast: Cast, route: tuple[str, str]) -> None:
        method, path = route
        values, form = CASES[route](full_cast)
        # Where a moderator may do nothing at all, the outsider who might is another client's lead.
        outsider = full_cast.marc if route in OF_LEADS else full_cast.theo
        before = full_cast.stage.agency.set_aside[:], dict(full_cast.stage.agency.articles)
        foreign = await ask(outsider, method, path.format(**values), form)
        unknown = await ask(outsider, method, path.format(**{**FILLERS, "client": "nobody"}), form)
        assert foreign.status_code == unknown.status_code == 404
        assert "Telvia" not in foreign.text
        assert "fibre" not in foreign.text
        assert before == (full_cast.stage.agency.set_aside, full_cast.stage.agency.articles)
        (reply,) = full_cast.stage.agency.replies.values()
        assert reply.state == "accepted"

    @pytest.mark.parametrize("address", BY_QUERY)
    async def test_nor_does_another_client(self, cast: Cast, address: str) -> None:
        answer = await cast.theo.get(address)
        assert answer.status_code == 404
        assert "telvia" not in answer.text.lower()

    async def test_their_pages_hold_nothing_of_others(self, full_cast: Cast) -> None:
        for path in ("/queue", "/knowledge", "/saved-replies", "/figures", "/me", "/replies/pending"):
            for outsider in (full_cast.theo, full_cast.marc):
                page = await outsider.get(path)
                assert page.status_code == 200
                assert "Telvia" not in page.text

    async def test_nor_do_those_of_another_clients_lead(self, full_cast: Cast) -> None:
        page = await full_cast.marc.get("/accounts")
        assert page.status_code == 200
        assert "Montrelais" in page.text
        assert "Telvia" not in page.text


class TestRole:
    @pytest.mark.parametrize("route", sorted(OF_ADMINISTRATORS))
    async def test_what_administrators_do_does_not_exist_for_others(
        self, full_cast: Cast, route: tuple[str, str]
    ) -> None:
        method, path = route
        values, form = CASES[route](full_cast) if route in CASES else ({}, {})
        for person in (full_cast.nadia, full_cast.lucie):
            answer = await ask(person, method, path.format(**values), form)
            assert answer.status_code == 404

    @pytest.mark.parametrize("route", sorted(OF_LEADS))
    async def test_what_leads_keep_is_closed_to_moderators(
        self, full_cast: Cast, route: tuple[str, str]
    ) -> None:
        method, path = route
        values, form = CASES[route](full_cast) if route in CASES else ({}, {})
        full_cast.stage.switchboard.calls.clear()
        answer = await ask(full_cast.nadia, method, path.format(**values), form)
        assert answer.status_code == 403
        asked = [call.caller.scopes for call in full_cast.stage.switchboard.calls]
        assert set().union(*asked) <= SCOPES["moderator"]

    @pytest.mark.parametrize("route", sorted(OF_LEADS))
    async def test_a_lead_comes_through(self, full_cast: Cast, route: tuple[str, str]) -> None:
        method, path = route
        values, form = CASES[route](full_cast) if route in CASES else ({}, {})
        answer = await ask(full_cast.lucie, method, path.format(**values), form)
        assert answer.status_code not in {403, 404}

    async def test_links_lead_only_where_the_door_opens(self, cast: Cast) -> None:
        doors = {}
        for name, person in {"nadia": cast.nadia, "lucie": cast.lucie, "claire": cast.claire}.items():
            page = (await person.get("/queue")).text
            doors[name] = [path for path in ("/accounts", "/system", "/team") if f'href="{path}"' in page]
        assert doors == {"nadia": [], "lucie": ["/accounts"], "claire": ["/accounts", "/system", "/team"]}
