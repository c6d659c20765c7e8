"""Who may open what: found by enumeration, so that a new address without a case fails here."""

from collections.abc import Callable
from uuid import UUID

import httpx
import pytest

from services.contracts.events import SetAside
from services.runtime.ids import new_id
from tests.web.browser import Browser, form_to
from tests.web.fakes.agency import NOW
from tests.web.fakes.automation import make_rule
from tests.web.fakes.charter import make_replay
from tests.web.fakes.saved import add_saved
from tests.web.routes.cast import Cast
from tests.web.routes.enumeration import page_routes
from web.app import create_app
from web.identity.rights import SCOPES
from web.routes.entry import WITHOUT_SESSION
from web.settings import WebSettings

ROUTES = page_routes(create_app(WebSettings()))
SOME_ID = UUID("0192f0f0-0000-7000-8000-000000000000")
FILLERS = {
    name: str(SOME_ID)
    for name in (
        "conversation",
        "item",
        "action",
        "reply",
        "article",
        "saved",
        "account",
        "entry",
        "session",
        "member",
        "invitation",
        "report",
        "rule",
        "replay",
    )
} | {"client": "telvia", "service": "ingest", "token": "x", "key": "x", "step": "pause"}

# What an outsider sends where an address carries something of another client's: path values and form.
Case = Callable[[Cast], tuple[dict[str, str], dict[str, str]]]
CASES: dict[tuple[str, str], Case] = {
    ("GET", "/conversations/{conversation}"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/row"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/thread"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/author"): lambda c: (talk(c), {}),
    ("GET", "/conversations/{conversation}/composer"): lambda c: (talk(c), {}),
    ("POST", "/conversations/{conversation}/replies"): lambda c: (
        talk(c),
        {"item": str(c.conversation.items[0].id), "key": "k" * 32, "text": "Bonjour"},
    ),
    ("POST", "/conversations/{conversation}/status"): lambda c: (talk(c), {"status": "closed"}),
    ("POST", "/conversations/{conversation}/items/{item}/decisions"): lambda c: (
        {**talk(c), "item": str(c.conversation.items[0].id)},
        {"kind": "hide", "reason": "insult"},
    ),
    ("POST", "/conversations/{conversation}/items/{item}/labels"): lambda c: (
        {**talk(c), "item": str(c.conversation.items[0].id)},
        {"label": "toxic", "value": "no"},
    ),
    ("POST", "/conversations/{conversation}/outcomes/{action}"): lambda c: (
        {**talk(c), "action": str(unknown_of(c))},
        {"outcome": "sent"},
    ),
    ("POST", "/system/outcomes/{action}"): lambda c: ({"action": str(unknown_of(c))}, {"outcome": "sent"}),
    ("POST", "/replies/{reply}/recall"): lambda c: ({"reply": str(reply_of(c))}, {}),
    ("POST", "/replies/{reply}/send"): lambda c: ({"reply": str(reply_of(c))}, {}),
    ("POST", "/clients/{client}/articles"): lambda _: ({"client": "telvia"}, {"title": "a", "body": "b"}),
    ("POST", "/clients/{client}/articles/{article}"): lambda c: (article(c), {"title": "a", "body": "b"}),
    ("POST", "/clients/{client}/articles/{article}/removal"): lambda c: (article(c), {}),
    ("GET", "/conversations/{conversation}/saved-replies"): lambda c: (talk(c), {}),
    ("POST", "/conversations/{conversation}/saved-replies"): lambda c: (
        talk(c),
        {"item": str(c.conversation.items[0].id), "key": "k" * 32},
    ),
    ("POST", "/clients/{client}/saved-replies"): lambda _: (
        {"client": "telvia"},
        {"title": "a", "text_vous": "b"},
    ),
    ("POST", "/clients/{client}/saved-replies/{saved}"): lambda c: (
        saved(c),
        {"title": "a", "text_vous": "b"},
    ),
    ("POST", "/clients/{client}/saved-replies/{saved}/removal"): lambda c: (saved(c), {}),
    ("POST", "/clients/{client}/saved-replies/{saved}/restoration"): lambda c: (saved(c), {}),
    ("POST", "/clients/{client}/voice"): lambda _: ({"client": "telvia"}, {"greeting": "a"}),
    ("POST", "/clients/{client}/voice/preview"): lambda _: ({"client": "telvia"}, {"greeting": "a"}),
    ("GET", "/accounts/{account}"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}"): lambda c: (account(c), {"name": "a"}),
    ("POST", "/accounts/{account}/credentials"): lambda c: (account(c), {"credential_token": "a"}),
    ("POST", "/accounts/{account}/check"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}/syncs"): lambda c: (account(c), {}),
    ("POST", "/accounts/{account}/{step}"): lambda c: ({**account(c), "step": "pause"}, {}),
    ("GET", "/clients/{client}/accounts/new"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/accounts/new"): lambda _: ({"client": "telvia"}, {"slug": "a"}),
    ("GET", "/clients/{client}/settings"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/settings"): lambda _: ({"client": "telvia"}, {"name": "a"}),
    ("GET", "/clients/{client}/keys"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/keys"): lambda _: ({"client": "telvia"}, {"scopes": "items:write"}),
    ("POST", "/clients/{client}/keys/{key}/rotation"): lambda c: (key(c), {}),
    ("POST", "/clients/{client}/keys/{key}/revocation"): lambda c: (key(c), {}),
    ("GET", "/clients/{client}/opinion"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/opinion"): lambda _: (
        {"client": "telvia"},
        {"is_on": "true", "calls": "5", "euros": "1"},
    ),
    ("GET", "/clients/{client}/automation"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/automation"): lambda _: (
        {"client": "telvia"},
        {"label": "toxic", "act": "hide", "limit": "0.05", "share": "0.1"},
    ),
    ("POST", "/clients/{client}/automation/{rule}"): lambda c: (
        rule(c),
        {"label": "toxic", "act": "hide", "limit": "0.05", "share": "0.1"},
    ),
    ("POST", "/clients/{client}/automation/{rule}/switch"): lambda c: (rule(c), {"is_on": "true"}),
    ("POST", "/clients/{client}/automation/{rule}/removal"): lambda c: (rule(c), {}),
    ("GET", "/clients/{client}/learning"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/learning/layers"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/learning/standing"): lambda _: ({"client": "telvia"}, {"layer": ""}),
    ("GET", "/clients/{client}/charter"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/charter"): lambda _: ({"client": "telvia"}, {"version": "0"}),
    ("POST", "/clients/{client}/charter/restoration"): lambda _: (
        {"client": "telvia"},
        {"version": "0", "expected_version": "0"},
    ),
    ("GET", "/clients/{client}/replay"): lambda _: ({"client": "telvia"}, {}),
    ("POST", "/clients/{client}/replay"): lambda _: ({"client": "telvia"}, {"first_day": "2026-11-02"}),
    ("GET", "/clients/{client}/replay/{replay}"): lambda c: (replay(c), {}),
    ("POST", "/clients/{client}/replay/{replay}/cancellation"): lambda c: (replay(c), {}),
    ("POST", "/clients/{client}/replay/{replay}/adoption"): lambda c: (replay(c), {}),
    ("GET", "/team/{member}"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}"): lambda _: ({"member": str(SOME_ID)}, {"role": "moderator"}),
    ("POST", "/team/{member}/link"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}/closing"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/{member}/reopening"): lambda _: ({"member": str(SOME_ID)}, {}),
    ("POST", "/team/invitations/{invitation}/withdrawal"): lambda _: ({"invitation": str(SOME_ID)}, {}),
    ("POST", "/team/invitations/{invitation}/renewal"): lambda _: ({"invitation": str(SOME_ID)}, {}),
    ("POST", "/system/{service}/clients/{client}/set-aside/{entry}/retry"): lambda c: (
        {"service": "ingest", "client": "telvia", "entry": str(entry_of(c))},
        {},
    ),
    ("POST", "/clients/{client}/reports"): lambda _: (
        {"client": "telvia"},
        {"since": "2026-11-01", "until": "2026-11-10"},
    ),
    ("GET", "/clients/{client}/reports/{report}"): lambda _: (
        {"client": "telvia", "report": str(SOME_ID)},
        {},
    ),
    ("POST", "/me/sessions/{session}/end"): lambda _: ({"session": str(SOME_ID)}, {}),
}
# Addresses that name a client in their query instead.
BY_QUERY = (
    "/queue?client=telvia",
    "/queue/arrivals?client=telvia&since=2026-11-22T09:00:00Z",
    "/queue/total?client=telvia",
    "/figures?client=telvia",
    "/saved-replies?client=telvia",
)
OF_LEADS = {
    ("GET", "/voice"),
    ("POST", "/clients/{client}/voice"),
    ("POST", "/clients/{client}/voice/preview"),
    ("GET", "/accounts"),
    ("GET", "/accounts/{account}"),
    ("POST", "/accounts/{account}"),
    ("POST", "/accounts/{account}/credentials"),
    ("POST", "/accounts/{account}/check"),
    ("POST", "/accounts/{account}/syncs"),
    ("POST", "/accounts/{account}/{step}"),
    ("GET", "/clients/{client}/accounts/new"),
    ("POST", "/clients/{client}/accounts/new"),
    ("GET", "/clients/{client}/settings"),
    ("POST", "/clients/{client}/settings"),
    ("GET", "/clients/{client}/keys"),
    ("POST", "/clients/{client}/keys"),
    ("POST", "/clients/{client}/keys/{key}/rotation"),
    ("POST", "/clients/{client}/keys/{key}/revocation"),
    ("GET", "/clients/{client}/opinion"),
    ("POST", "/clients/{client}/opinion"),
    ("GET", "/clients/{client}/automation"),
    ("POST", "/clients/{client}/automation"),
    ("POST", "/clients/{client}/automation/{rule}"),
    ("POST", "/clients/{client}/automation/{rule}/switch"),
    ("POST", "/clients/{client}/automation/{rule}/removal"),
    ("GET", "/clients/{client}/learning"),
    ("POST", "/clients/{client}/learning/layers"),
    ("POST", "/clients/{client}/learning/standing"),
    ("GET", "/clients/{client}/charter"),
    ("POST", "/clients/{client}/charter"),
    ("POST", "/clients/{client}/charter/restoration"),
    ("GET", "/clients/{client}/replay"),
    ("POST", "/clients/{client}/replay"),
    ("GET", "/clients/{client}/replay/{replay}"),
    ("POST", "/clients/{client}/replay/{replay}/cancellation"),
    ("POST", "/clients/{client}/replay/{replay}/adoption"),
    ("POST", "/clients/{client}/reports"),
}
OF_ADMINISTRATORS = {
    ("GET", "/clients/new"),
    ("POST", "/clients/new"),
    ("GET", "/system"),
    ("POST", "/system/outcomes/{action}"),
    ("POST", "/system/{service}/clients/{client}/set-aside/{entry}/retry"),
    ("GET", "/team"),
    ("POST", "/team"),
    ("GET", "/team/{member}"),
    ("POST", "/team/{member}"),
    ("POST", "/team/{member}/link"),
    ("POST", "/team/{member}/closing"),
    ("POST", "/team/{member}/reopening"),
    ("POST", "/team/invitations/{invitation}/withdrawal"),
    ("POST", "/team/invitations/{invitation}/renewal"),
}


def talk(cast: Cast) -> dict[str, str]:
    return {"conversation": str(cast.conversation.id)}


def account(cast: Cast) -> dict[str, str]:
    return {"account": str(cast.account.id)}


def key(cast: Cast) -> dict[str, str]:
    (known,) = cast.stage.agency.keys
    return {"client": "telvia", "key": known}


def rule(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "rule": str(next(iter(cast.stage.agency.rules)))}


def replay(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "replay": str(next(iter(cast.stage.agency.replays)))}


def article(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "article": str(cast.article.id)}


def saved(cast: Cast) -> dict[str, str]:
    return {"client": "telvia", "saved": str(next(iter(cast.stage.agency.saved)))}


def reply_of(cast: Cast) -> UUID:
    (reply,) = cast.stage.agency.replies
    return reply


def unknown_of(cast: Cast) -> UUID:
    return cast.stage.agency.actions[0].id


def entry_of(cast: Cast) -> UUID:
    return cast.stage.agency.set_aside[0].id


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
