"""What a lead keeps for their clients: name and zone, accounts with their credentials, API keys."""

from datetime import timedelta

import pytest

from services.contracts.ingest import (
    ADD_ACCOUNT,
    CHANGE_ACCOUNT,
    CHANGE_CLIENT,
    RENEW_CREDENTIALS,
    ROTATE_KEY,
    START_SYNC,
)
from services.contracts.problem import FieldError
from services.runtime.problems import Conflict, Invalid
from tests.web.browser import form_to, forms_of
from tests.web.fakes.agency import NOW
from tests.web.routes.cast import Cast

SECRET = "jeton-bien-gardé"


class TestOverview:
    async def test_a_lead_sees_their_clients_accounts_and_no_others(self, cast: Cast) -> None:
        page = await cast.lucie.get("/accounts")
        assert "Site site" in page.text
        assert "Montrelais" not in page.text

    async def test_a_sync_is_asked_for_plainly_and_quickly(self, cast: Cast) -> None:
        action = f"/accounts/{cast.account.id}/syncs"
        page = await cast.lucie.get("/accounts")
        plain = await cast.lucie.send(page, action)
        quick = await cast.lucie.send_quickly(page, action)
        assert (plain.status_code, quick.status_code) == (303, 200)
        assert len(cast.stage.switchboard.of(START_SYNC)) == 2
        assert 'id="clients"' in quick.text

    async def test_each_account_says_the_short_name_by_which_programs_call_it(self, cast: Cast) -> None:
        for address in ("/accounts", "/clients/telvia/settings", f"/accounts/{cast.account.id}"):
            page = await cast.lucie.get(address)
            assert f'id="slug-{cast.account.id}" tabindex="-1">site</code>' in page.text
            assert f'data-copy="slug-{cast.account.id}"' in page.text

    async def test_what_fails_is_said_in_words(self, cast: Cast) -> None:
        failing = {"last_error": "http_401", "trouble": "credentials"}
        cast.stage.agency.accounts[cast.account.id] = cast.account.model_copy(update=failing)
        page = await cast.lucie.get("/accounts")
        assert "identifiants" in page.text
        account = await cast.lucie.get(f"/accounts/{cast.account.id}")
        assert "http_401" in account.text


class TestClient:
    async def test_name_zone_and_colour_are_kept_and_shown_at_once(self, cast: Cast) -> None:
        address = "/clients/telvia/settings"
        page = await cast.lucie.get(address)
        values = {"name": "Telvia Fibre", "time_zone": "Indian/Reunion", "colour": "5"}
        answer = await cast.lucie.send(page, address, **values)
        assert answer.headers["location"] == address
        (call,) = cast.stage.switchboard.of(CHANGE_CLIENT)
        assert call.caller.clients == frozenset({cast.telvia.id})
        form = form_to((await cast.lucie.get(address)).text, address)
        assert {name: form.values[name] for name in values} == values

    async def test_a_zone_that_nobody_offers_is_kept_all_the_same(self, cast: Cast) -> None:
        cast.stage.agency.clients[cast.telvia.id] = cast.telvia.model_copy(update={"time_zone": "Etc/GMT-3"})
        page = await cast.lucie.get("/clients/telvia/settings")
        assert form_to(page.text, "/clients/telvia/settings").values["time_zone"] == "Etc/GMT-3"

    async def test_without_a_name_the_form_comes_back(self, cast: Cast) -> None:
        page = await cast.lucie.get("/clients/telvia/settings")
        answer = await cast.lucie.send(
            page, "/clients/telvia/settings", name=" ", time_zone="Europe/Brussels"
        )
        assert answer.status_code == 422
        form = form_to(answer.text, "/clients/telvia/settings")
        assert form.values["time_zone"] == "Europe/Brussels"
        assert cast.stage.switchboard.of(CHANGE_CLIENT) == []

    async def test_what_the_service_does_not_know_stands_at_its_field(self, cast: Cast) -> None:
        error = FieldError(field="time_zone", code="unknown", message="is not a time zone")
        cast.stage.switchboard.refusing[CHANGE_CLIENT.name] = Invalid(errors=[error])
        page = await cast.lucie.get("/clients/telvia/settings")
        answer = await cast.lucie.send(page, "/clients/telvia/settings", time_zone="Mars/Base")
        assert answer.status_code == 422
        assert 'id="client-zone-error"' in answer.text


class TestNewAccount:
    ADDRESS = "/clients/telvia/accounts/new"

    async def test_each_network_asks_for_what_it_needs(self, cast: Cast) -> None:
        choices = await cast.lucie.get(self.ADDRESS)
        assert f'href="{self.ADDRESS}?network=wordpress"' in choices.text
        wordpress = form_to(
            (await cast.lucie.get(f"{self.ADDRESS}?network=wordpress")).text,
            f"{self.ADDRESS}?network=wordpress",
        )
        assert {"credential_user", "credential_application_password"} <= set(wordpress.values)
        pushed = await cast.lucie.get(f"{self.ADDRESS}?network=facebook")
        assert "credential_" not in pushed.text

    async def test_it_is_added_and_its_secret_comes_back_on_no_page(self, cast: Cast) -> None:
        address = f"{self.ADDRESS}?network=sandbox"
        page = await cast.lucie.get(address)
        values = {"slug": "blog", "url": "http://127.0.0.1:9/", "credential_token": SECRET}
        answer = await cast.lucie.send(page, address, **values)
        (call,) = cast.stage.switchboard.of(ADD_ACCOUNT)
        assert (call.body.network, call.body.credentials) == ("sandbox", {"token": SECRET})
        shown = await cast.lucie.get(answer.headers["location"])
        assert shown.status_code == 200
        refused = await cast.lucie.send(page, address, **{**values, "slug": "Pas bon"})
        assert refused.status_code == 422
        assert form_to(refused.text, address).values["slug"] == "Pas bon"
        assert SECRET not in shown.text + refused.text

    async def test_a_taken_name_is_said_at_its_field(self, cast: Cast) -> None:
        cast.stage.switchboard.refusing[ADD_ACCOUNT.name] = Conflict(code="taken")
        address = f"{self.ADDRESS}?network=sandbox"
        answer = await cast.lucie.send(
            await cast.lucie.get(address), address, slug="site", url="https://a.example"
        )
        assert answer.status_code == 409
        assert 'id="account-slug-error"' in answer.text

    async def test_instead_of_a_network_that_nobody_knows_one_is_chosen(self, cast: Cast) -> None:
        page = await cast.lucie.get(f"{self.ADDRESS}?network=sandbox")
        csrf = form_to(page.text, f"{self.ADDRESS}?network=sandbox").values["csrf"]
        answer = await cast.lucie.http.post(
            f"{self.ADDRESS}?network=minitel", data={"csrf": csrf, "slug": "a"}
        )
        assert answer.status_code == 422
        assert f'href="{self.ADDRESS}?network=wordpress"' in answer.text


class TestAccount:
    async def test_its_settings_are_changed(self, cast: Cast) -> None:
        address = f"/accounts/{cast.account.id}"
        page = await cast.lucie.get(address)
        answer = await cast.lucie.send(
            page,
            address,
            name="Le forum",
            url="https://forum.example/",
            interval="300",
            own_author_id="telvia",
        )
        assert answer.headers["location"] == address
        (call,) = cast.stage.switchboard.of(CHANGE_ACCOUNT)
        assert call.body.model_dump() == {
            "name": "Le forum",
            "url": "https://forum.example/",
            "interval_seconds": 300,
            "own_author_id": "telvia",
        }

    @pytest.mark.parametrize(("field", "value"), [("url", "forum"), ("interval", "souvent")])
    async def test_a_refused_form_keeps_what_was_written(self, cast: Cast, field: str, value: str) -> None:
        address = f"/accounts/{cast.account.id}"
        answer = await cast.lucie.send(
            await cast.lucie.get(address), address, **{"name": "Le forum", field: value}
        )
        assert answer.status_code == 422
        assert form_to(answer.text, address).values["name"] == "Le forum"
        assert 'aria-invalid="true"' in answer.text
        assert cast.stage.switchboard.of(CHANGE_ACCOUNT) == []

    async def test_credentials_are_renewed_and_never_shown(self, cast: Cast) -> None:
        address = f"/accounts/{cast.account.id}/credentials"
        page = await cast.lucie.get(f"/accounts/{cast.account.id}")
        answer = await cast.lucie.send(page, address, credential_token=SECRET)
        assert answer.status_code == 303
        (call,) = cast.stage.switchboard.of(RENEW_CREDENTIALS)
        assert call.body.credentials == {"token": SECRET}
        assert SECRET not in (await cast.lucie.get(f"/accounts/{cast.account.id}")).text
        refused = await cast.lucie.send(page, address, credential_token=SECRET, credential_other=SECRET)
        assert refused.status_code == 422
        assert SECRET not in refused.text
        assert 'id="credential-token-error"' in refused.text

    async def test_credentials_that_come_too_late_are_refused_in_words(self, cast: Cast) -> None:
        cast.stage.switchboard.refusing[RENEW_CREDENTIALS.name] = Conflict(code="account_removed")
        page = await cast.lucie.get(f"/accounts/{cast.account.id}")
        answer = await cast.lucie.send(
            page, f"/accounts/{cast.account.id}/credentials", credential_token=SECRET
        )
        assert answer.status_code == 409
        assert 'id="credentials-error"' in answer.text

    async def test_the_connection_is_tested_and_told_in_words(self, cast: Cast) -> None:
        page = await cast.lucie.get(f"/accounts/{cast.account.id}")
        found = await cast.lucie.send(page, f"/accounts/{cast.account.id}/check")
        assert "La rédaction" in found.text
        assert "répondre" in found.text
        cast.stage.agency.accounts[cast.account.id] = cast.account.model_copy(
            update={"has_credentials": False}
        )
        shut = await cast.lucie.send(page, f"/accounts/{cast.account.id}/check")
        assert "incorrect_password" in shut.text
        assert "mot de passe d’application" in shut.text

    @pytest.mark.parametrize(("step", "back"), [("pause", "resume"), ("removal", "restoration")])
    async def test_what_is_stopped_can_go_on(self, cast: Cast, step: str, back: str) -> None:
        address = f"/accounts/{cast.account.id}"
        await cast.lucie.send(await cast.lucie.get(address), f"{address}/{step}")
        assert not cast.stage.agency.accounts[cast.account.id].is_pulled
        stopped = await cast.lucie.get(address)
        assert f"{address}/{step}" not in {form.action for form in forms_of(stopped.text)}
        await cast.lucie.send(stopped, f"{address}/{back}")
        assert cast.stage.agency.accounts[cast.account.id].is_pulled


class TestKeys:
    ADDRESS = "/clients/telvia/keys"

    async def test_a_key_is_shown_once(self, cast: Cast) -> None:
        page = await cast.lucie.get(self.ADDRESS)
        shown = await cast.lucie.send_and_follow(
            page, self.ADDRESS, name="planificateur", scopes="items:write"
        )
        (key,) = cast.stage.agency.keys
        assert f"pal_{key}_secret" in shown.text
        listed = await cast.lucie.get(self.ADDRESS)
        assert "planificateur" in listed.text
        assert "_secret" not in listed.text
        assert list(cast.stage.agency.keys) == [key]

    async def test_it_is_shown_on_its_own_page_alone_and_to_who_made_it(self, cast: Cast) -> None:
        made = await cast.claire.send(
            await cast.claire.get(self.ADDRESS), self.ADDRESS, name="portail", scopes="items:write"
        )
        assert "_secret" not in str(made.headers)
        elsewhere = await cast.claire.get("/clients/montrelais/keys")
        handed = cast.stage.workplace.cookies.handed
        cast.lucie.http.cookies.set(handed, cast.claire.http.cookies[handed], domain="127.0.0.1")
        assert "_secret" not in elsewhere.text + (await cast.lucie.get(self.ADDRESS)).text
        assert "_secret" in (await cast.claire.get(self.ADDRESS)).text

    async def test_without_anything_that_it_may_do_none_is_made(self, cast: Cast) -> None:
        page = await cast.lucie.get(self.ADDRESS)
        answer = await cast.lucie.send(page, self.ADDRESS, name="planificateur")
        assert answer.status_code == 422
        assert form_to(answer.text, self.ADDRESS).values["name"] == "planificateur"
        assert cast.stage.agency.keys == {}

    async def test_it_is_replaced_with_an_overlap(self, cast: Cast) -> None:
        cast.stage.workplace.runtime.clock.move(NOW - cast.stage.workplace.runtime.clock.now())
        old = cast.stage.agency.add_key(cast.telvia, "portail")
        page = await cast.lucie.get(self.ADDRESS)
        answer = await cast.lucie.send_and_follow(page, f"{self.ADDRESS}/{old.id}/rotation", hours="168")
        (call,) = cast.stage.switchboard.of(ROTATE_KEY)
        assert call.body.overlap_hours == 168
        assert cast.stage.agency.keys[old.id].revoked_at == NOW + timedelta(days=7)
        assert "_secret" in answer.text
        assert "s’éteint" in answer.text

    async def test_it_is_revoked(self, cast: Cast) -> None:
        key = cast.stage.agency.add_key(cast.telvia, "portail")
        page = await cast.lucie.get(self.ADDRESS)
        answer = await cast.lucie.send(page, f"{self.ADDRESS}/{key.id}/revocation")
        assert answer.headers["location"] == self.ADDRESS
        assert cast.stage.agency.keys[key.id].revoked_at is not None
        after = await cast.lucie.get(self.ADDRESS)
        assert f"{self.ADDRESS}/{key.id}/revocation" not in {form.action for form in forms_of(after.text)}
