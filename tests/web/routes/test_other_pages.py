"""Knowledge, figures, the system's state and oneself."""

import re

import pytest

from services.contracts.events import SetAside
from services.contracts.ingest import Action
from services.contracts.reply import ADD_ARTICLE
from services.contracts.topology import SERVICES, ServiceName
from services.runtime.ids import new_id
from tests.web.browser import form_to
from tests.web.conftest import PASSWORD
from tests.web.fakes.agency import NOW
from tests.web.routes.cast import Cast

EVERYBODY = ("/queue", "/knowledge", "/figures", "/me")
ADMINISTRATORS = ("/accounts", "/system", "/team")
# The one service without which a page has nothing to show; clients' names are still known from a moment ago.
NEEDED = {"/queue": "triage", "/knowledge": "reply", "/figures": "reporting", "/me": None}


class TestEveryPage:
    @pytest.mark.parametrize("path", EVERYBODY)
    async def test_opens_for_a_moderator(self, cast: Cast, path: str) -> None:
        page = await cast.nadia.get(path)
        assert page.status_code == 200
        assert "Nadia Benali" in page.text

    @pytest.mark.parametrize("path", EVERYBODY + ADMINISTRATORS)
    async def test_opens_for_an_administrator(self, cast: Cast, path: str) -> None:
        page = await cast.claire.get(path)
        assert page.status_code == 200
        assert "Claire Duval" in page.text

    @pytest.mark.parametrize("away", SERVICES)
    @pytest.mark.parametrize(("path", "needed"), NEEDED.items())
    async def test_only_the_service_it_needs_stops_it_and_that_is_said(
        self, cast: Cast, path: str, needed: str | None, away: ServiceName
    ) -> None:
        await cast.nadia.get("/queue")
        cast.stage.switchboard.away.add(away)
        page = await cast.nadia.get(path)
        assert page.status_code == (503 if away == needed else 200)
        assert "Nadia Benali" in page.text
        if away == needed:
            assert re.search("ne réponde?n?t? pas", page.text)

    async def test_an_unknown_address_is_a_page_too(self, cast: Cast) -> None:
        page = await cast.nadia.get("/nowhere")
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")

    async def test_nobody_is_sent_to_the_host_that_a_request_names(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue/", host="evil.example")
        assert page.status_code == 404
        assert "evil.example" not in str(page.headers)

    @pytest.mark.parametrize("method", ["PUT", "HEAD", "OPTIONS"])
    async def test_a_method_that_no_page_answers_is_not_our_failure(self, cast: Cast, method: str) -> None:
        page = await cast.nadia.http.request(method, "/queue")
        assert (page.status_code, page.headers["allow"]) == (405, "GET")

    async def test_a_form_that_cannot_be_read_says_so_and_blames_nobody(self, cast: Cast) -> None:
        headers = {"content-type": "multipart/form-data"}
        page = await cast.nadia.http.post("/me/time-zone", content=b"--x", headers=headers)
        assert page.status_code == 400
        assert "illisible" in page.text
        assert "panne" not in page.text.lower()

    async def test_a_form_that_is_too_large_says_so(self, cast: Cast) -> None:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        page = await cast.nadia.http.post("/me/time-zone", content=b"a" * 10_000_001, headers=headers)
        assert page.status_code == 413
        assert "trop long" in page.text


class TestKnowledge:
    async def test_an_article_is_added(self, cast: Cast) -> None:
        page = await cast.nadia.get("/knowledge")
        answer = await cast.nadia.send(
            page, "/clients/telvia/articles", title="Facture", body="Elle vient\r\nle 5.", url=""
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/knowledge?client=telvia")
        assert cast.stage.switchboard.of(ADD_ARTICLE)[0].body.body == "Elle vient\nle 5."
        assert "Facture" in (await cast.nadia.get("/knowledge?client=telvia")).text

    async def test_a_refused_form_keeps_what_was_written(self, cast: Cast) -> None:
        page = await cast.nadia.get("/knowledge")
        answer = await cast.nadia.send(
            page, "/clients/telvia/articles", title="", body="Un long texte.", url="javascript:alert(1)"
        )
        assert answer.status_code == 422
        form = form_to(answer.text, "/clients/telvia/articles")
        assert form.values["body"] == "Un long texte."
        assert "https://" in answer.text
        assert cast.stage.switchboard.of(ADD_ARTICLE) == []

    async def test_an_article_is_changed_and_removed(self, cast: Cast) -> None:
        address = f"/clients/telvia/articles/{cast.article.id}"
        page = await cast.nadia.get(f"/knowledge?client=telvia&article={cast.article.id}")
        await cast.nadia.send(page, address, title="Panne", body="Patientez.")
        assert cast.stage.agency.articles[cast.article.id].title == "Panne"
        await cast.nadia.send(page, f"{address}/removal")
        assert cast.article.id not in cast.stage.agency.articles

    async def test_an_article_is_not_opened_below_another_client(self, cast: Cast) -> None:
        answer = await cast.nadia.get(f"/knowledge?client=telvia&article={cast.foreign_article.id}")
        assert answer.status_code == 404

    async def test_somebody_without_clients_is_told(self, cast: Cast) -> None:
        user = await cast.stage.add_user("zoe@agence.example", "Zoé", "moderator")
        zoe = await cast.stage.come_in(user)
        answer = await zoe.get("/knowledge")
        assert answer.headers["location"] == "/queue"
        assert "pas encore de client" in (await zoe.get("/queue")).text


class TestSystem:
    async def test_what_was_set_aside_is_tried_again(self, cast: Cast) -> None:
        entry = SetAside(
            id=new_id(), client_id=cast.telvia.id, source="triage", position="7", reason="KeyError", at=NOW
        )
        cast.stage.agency.set_aside.append(entry)
        page = await cast.claire.get("/system")
        assert "KeyError" in page.text
        answer = await cast.claire.send(page, f"/system/triage/clients/telvia/set-aside/{entry.id}/retry")
        assert answer.status_code == 303
        assert cast.stage.agency.set_aside == []
        assert "KeyError" not in (await cast.claire.get("/system")).text

    async def test_unknown_outcomes_and_silent_services_are_named(self, cast: Cast) -> None:
        address = f"/conversations/{cast.conversation.id}"
        await cast.nadia.send(await cast.nadia.get(address), f"{address}/replies", text="Bonjour.")
        cast.stage.agency.actions.append(
            Action(
                id=new_id(),
                client_id=cast.telvia.id,
                account_id=cast.account.id,
                kind="publish_reply",
                item_id=new_id(),
                origin=next(iter(cast.stage.agency.replies)),
                state="unknown",
                attempts=1,
                detail="Pas de réponse à temps",
                needs_person=True,
                created_at=NOW,
            )
        )
        cast.stage.switchboard.away.add("reporting")
        page = await cast.claire.get("/system")
        assert "Pas de réponse à temps" in page.text
        assert f'href="{address}"' in page.text
        assert "Les chiffres ne répondent pas" in page.text


class TestMe:
    async def test_language_and_looks_are_kept(self, cast: Cast) -> None:
        page = await cast.nadia.get("/knowledge?client=telvia")
        answer = await cast.nadia.send(page, "/preferences", theme="dark", language="en")
        assert answer.headers["location"] == "/knowledge?client=telvia"
        shown = await cast.nadia.get("/queue")
        assert 'lang="en" data-theme="dark"' in shown.text
        assert "Your preferences are kept." in shown.text

    async def test_the_way_back_never_leaves_the_workplace(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue")
        elsewhere = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")
        for back in (*elsewhere, "/" + "a" * 100_000):
            answer = await cast.nadia.send(page, "/preferences", back=back, theme="dark")
            assert answer.headers["location"] == "/queue"

    async def test_the_time_zone_is_kept(self, cast: Cast) -> None:
        page = await cast.nadia.get("/me")
        await cast.nadia.send(page, "/me/time-zone", time_zone="Indian/Reunion")
        assert (
            form_to((await cast.nadia.get("/me")).text, "/me/time-zone").values["time_zone"]
            == "Indian/Reunion"
        )

    async def test_a_new_password_ends_the_other_sessions(self, cast: Cast) -> None:
        elsewhere = cast.stage.open_browser()
        assert (await elsewhere.sign_in("nadia@agence.example", PASSWORD)).status_code == 303
        page = await cast.nadia.get("/me")
        answer = await cast.nadia.send(page, "/me/password", current=PASSWORD, new="une tout autre phrase")
        assert (answer.status_code, answer.headers["location"]) == (303, "/me")
        assert (await cast.nadia.get("/queue")).status_code == 200
        assert (await elsewhere.get("/queue")).status_code == 303
        again = await elsewhere.sign_in("nadia@agence.example", "une tout autre phrase")
        assert again.status_code == 303

    async def test_a_wrong_or_weak_password_changes_nothing(self, cast: Cast) -> None:
        page = await cast.nadia.get("/me")
        wrong = await cast.nadia.send(
            page, "/me/password", current="pas le mien", new="une tout autre phrase"
        )
        weak = await cast.nadia.send(page, "/me/password", current=PASSWORD, new="court")
        assert (wrong.status_code, weak.status_code) == (422, 422)
        assert "mot de passe actuel" in wrong.text
        assert "12" in weak.text

    async def test_another_session_is_ended_and_nobody_elses(self, cast: Cast) -> None:
        doors = cast.stage.workplace.identity.doors
        elsewhere = cast.stage.open_browser()
        await elsewhere.sign_in("nadia@agence.example", PASSWORD)
        page = await cast.nadia.get("/me")
        (action,) = [f for f in page.text.split('"') if f.startswith("/me/sessions/") and f.count("/") == 4]
        theirs = await cast.theo.get("/me")
        csrf = form_to(theirs.text, "/me/password").values["csrf"]
        assert (await cast.theo.http.post(action, data={"csrf": csrf})).status_code == 404
        assert (await elsewhere.get("/queue")).status_code == 200
        await cast.nadia.send(page, action)
        assert (await elsewhere.get("/queue")).status_code == 303
        assert doors is not None
