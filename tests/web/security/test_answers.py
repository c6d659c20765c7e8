"""What every answer tells the browser: headers, cookies, and how long to keep it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.house import House, opened
from tests.web.conftest import PASSWORD, Stage
from web.app import create_app
from web.rendering.policy import SECURITY_HEADERS
from web.settings import WebSettings

ADDRESSES = ("/", "/sign-in", "/queue", "/nowhere", "/healthz", "/live", "/v1/first-sign-in", "/openapi.json")


def cookies_of(answer: httpx.Response) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}


@pytest.fixture
async def https(house: House, empty_identity: None) -> AsyncIterator[httpx.AsyncClient]:
    """The same workplace where browsers reach it over HTTPS."""
    app = create_app(house.settings(WebSettings, public_url="https://palabre.example/"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="https://palabre.example") as http,
    ):
        yield http


class TestHeaders:
    @pytest.mark.parametrize("address", ADDRESSES)
    async def test_each_answer_carries_them(self, stage: Stage, address: str) -> None:
        answer = await stage.open_browser().get(address)
        assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert answer.headers["cache-control"] == "no-store"

    async def test_the_policy_allows_nothing_inline_and_nothing_foreign(self) -> None:
        policy = SECURITY_HEADERS["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert not [word for word in ("unsafe", "http:", "https:", "data:", "*") if word in policy]

    async def test_a_failure_nobody_expected_carries_them_too(self, house: House) -> None:
        app = create_app(house.settings(WebSettings))

        @app.get("/broken")
        async def broken() -> None:
            raise RuntimeError("secret detail")

        async with opened(app) as (http, _):
            answer = await http.get("/broken")
        assert answer.status_code == 500
        assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert "secret detail" not in answer.text
        assert answer.headers["content-type"].startswith("text/html")

    async def test_static_files_are_kept_for_a_year_under_their_version(self, stage: Stage) -> None:
        browser = stage.open_browser()
        page = await browser.get("/sign-in")
        address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
        answer = await browser.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


class TestCookies:
    async def test_on_plain_http_they_are_bound_to_scripts_and_sites(self, stage: Stage) -> None:
        await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        cookies = cookies_of(await stage.open_browser().sign_in("nadia@agence.example", PASSWORD))
        assert set(cookies) == {"palabre", "palabre-device"}
        for line in cookies.values():
            assert "HttpOnly" in line
            assert "SameSite=lax" in line
            assert "Path=/" in line
            assert "Secure" not in line
            assert "Domain" not in line

    async def test_on_https_they_are_secure_and_of_this_host(self, https: httpx.AsyncClient) -> None:
        link = await https._transport.app.state.identity.invitations.invite_first()  # type: ignore[attr-defined] # the app under test
        values = {"email": "claire@agence.example", "name": "Claire", "password": PASSWORD}
        cookies = cookies_of(await https.post(f"/invitations/{link.token}", data=values))
        assert set(cookies) == {"__Host-palabre", "__Host-palabre-device"}
        assert all("Secure" in line and "HttpOnly" in line for line in cookies.values())

    async def test_two_sign_ins_have_tokens_of_their_own(self, stage: Stage) -> None:
        await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        browser = stage.open_browser()
        await browser.sign_in("nadia@agence.example", PASSWORD)
        first = browser.http.cookies["palabre"]
        await browser.sign_in("nadia@agence.example", PASSWORD)
        assert browser.http.cookies["palabre"] != first
        assert len(first) >= 43


class TestReady:
    async def test_it_names_what_it_needs(self, stage: Stage) -> None:
        answer = await stage.open_browser().get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (200, "ready")
        assert set(answer.json()["checks"]) == {"database", "redis"}


class TestWayBack:
    @pytest.mark.parametrize(
        ("referer", "location"),
        [
            ("/knowledge?client=telvia", "/sign-in?back=%2Fknowledge%3Fclient%3Dtelvia"),
            ("/clients/telvia/articles", "/sign-in"),
            ("", "/sign-in"),
        ],
    )
    async def test_a_form_leads_back_to_the_page_that_held_it(
        self, stage: Stage, referer: str, location: str
    ) -> None:
        headers = {"referer": f"http://127.0.0.1:8000{referer}"} if referer else {}
        answer = await stage.open_browser().http.post("/clients/telvia/articles", headers=headers)
        assert answer.status_code == 303
        assert answer.headers["location"] == location

    async def test_who_was_signed_in_is_told_once_that_the_session_has_ended(self, stage: Stage) -> None:
        browser = stage.open_browser()
        browser.http.cookies.set("palabre", "of-yesterday")
        answer = await browser.http.get("/queue", follow_redirects=True)
        assert "Votre session est terminée." in answer.text
        again = await browser.http.get("/sign-in")
        assert "Votre session est terminée." not in again.text
