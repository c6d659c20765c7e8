"""Clients and accounts: added by an operator, seen by those whose they are, and by nobody else."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from services.ingest.directory.service import open_account
from services.runtime.callers import Actor
from services.runtime.secrets import WrongKeyError
from tests.house import bearer
from tests.ingest.conftest import Client, Ingest


class TestAddClient:
    async def test_colours_go_round_in_turn(self, ingest: Ingest) -> None:
        colours = [
            (await ingest.post("/v1/clients", {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville"}))[
                "colour"
            ]
            for _ in range(9)
        ]
        assert colours == [(colours[0] + step) % 8 for step in range(9)]

    async def test_the_zone_is_paris_unless_said(self, ingest: Ingest) -> None:
        body = {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville"}
        assert (await ingest.post("/v1/clients", body))["time_zone"] == "Europe/Paris"

    @pytest.mark.parametrize("zone", ["Europe/Brest", "Europe", "../etc/passwd", ""])
    async def test_a_zone_that_does_not_exist_is_named(self, ingest: Ingest, zone: str) -> None:
        body = {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville", "time_zone": zone}
        answer = await ingest.http.post("/v1/clients", json=body, headers=ingest.as_operator())
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["time_zone"]

    async def test_a_slug_is_given_once_in_the_whole_house(self, ingest: Ingest, bank: Client) -> None:
        body = {"slug": bank.slug, "name": "Une autre"}
        answer = await ingest.http.post("/v1/clients", json=body, headers=ingest.as_operator())
        assert answer.status_code == 409
        assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("slug", "taken")]

    async def test_only_who_sees_every_client_may_add_one(self, ingest: Ingest, bank: Client) -> None:
        nadia = ingest.as_user("nadia", "clients:write", bank.id)
        answer = await ingest.http.post("/v1/clients", json={"slug": "mine", "name": "x"}, headers=nadia)
        assert answer.status_code == 403

    async def test_an_administrator_of_the_workplace_may(self, ingest: Ingest) -> None:
        admin = ingest.house.token_for("web", Actor("user:ada", None), "ingest", {"clients:write"})
        body = {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville"}
        assert (await ingest.post("/v1/clients", body, bearer(admin)))["slug"] == body["slug"]

    async def test_its_trade_is_said_kept_and_changed(self, ingest: Ingest) -> None:
        body = {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville", "sector": "city_hall"}
        added = await ingest.post("/v1/clients", body)
        assert added["sector"] == "city_hall"
        changed = {"name": "Ville", "time_zone": "Europe/Paris", "colour": 1}
        seen = []
        for values in (changed, {**changed, "sector": "ngo"}):
            path = f"/v1/clients/{added['id']}"
            answer = await ingest.http.put(path, json=values, headers=ingest.as_operator())
            seen.append(answer.json()["sector"])
        assert seen == ["city_hall", "ngo"]

    async def test_a_trade_that_nobody_knows_is_named(self, ingest: Ingest) -> None:
        body = {"slug": f"ville-{uuid4().hex[:8]}", "name": "Ville", "sector": "banque"}
        answer = await ingest.http.post("/v1/clients", json=body, headers=ingest.as_operator())
        assert [error["field"] for error in answer.json()["errors"]] == ["sector"]


class TestSeeClients:
    async def test_by_id_and_by_slug_it_is_the_same(self, ingest: Ingest, bank: Client) -> None:
        answers = [
            (await ingest.http.get(f"/v1/clients/{name}", headers=ingest.as_operator())).json()
            for name in (bank.slug, str(bank.id))
        ]
        assert answers[0] == answers[1]
        assert answers[0]["id"] == str(bank.id)

    async def test_an_unknown_one_is_not_found(self, ingest: Ingest) -> None:
        for name in ("nobody-knows", str(uuid4())):
            answer = await ingest.http.get(f"/v1/clients/{name}", headers=ingest.as_operator())
            assert answer.status_code == 404

    async def test_a_person_sees_theirs_only(self, ingest: Ingest, bank: Client, newspaper: Client) -> None:
        nadia = ingest.as_user("nadia", "clients:read", bank.id)
        listed = await ingest.http.get("/v1/clients", headers=nadia)
        assert [one["id"] for one in listed.json()["items"]] == [str(bank.id)]
        other = await ingest.http.get(f"/v1/clients/{newspaper.id}", headers=nadia)
        never = await ingest.http.get(f"/v1/clients/{uuid4()}", headers=nadia)
        assert other.status_code == never.status_code == 404
        assert other.content == never.content

    async def test_the_operator_leafs_through_all_of_them(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        seen: list[str] = []
        params = {"limit": "1"}
        while True:
            page = (await ingest.http.get("/v1/clients", params=params, headers=ingest.as_operator())).json()
            assert len(page["items"]) == 1
            seen += [one["id"] for one in page["items"]]
            if page["next"] is None:
                break
            params = {"limit": "1", "cursor": page["next"]}
        assert len(seen) == len(set(seen))
        assert {str(bank.id), str(newspaper.id)} <= set(seen)

    async def test_a_cursor_of_somebody_s_making_is_refused(self, ingest: Ingest) -> None:
        for cursor in ("£", "bm90IGFuIGlk", "x"):
            answer = await ingest.http.get(
                "/v1/clients", params={"cursor": cursor}, headers=ingest.as_operator()
            )
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"] == "cursor"


class TestAddAccount:
    async def test_it_says_what_its_network_allows(self, ingest: Ingest, bank: Client) -> None:
        account = (
            await ingest.http.get(f"/v1/accounts/{bank.account_id}", headers=ingest.as_operator())
        ).json()
        assert (account["text_limit"], account["can_reply"], account["can_hide"]) == (2_000, True, True)
        assert account["is_pulled"] is False  # it has no address to pull from

    async def test_one_that_is_pulled_is_due_at_once(self, ingest: Ingest, bank: Client) -> None:
        body = {"slug": "forum", "network": "sandbox", "url": "http://127.0.0.1:9/api/"}
        account = await ingest.post(f"/v1/clients/{bank.slug}/accounts", body)
        assert account["is_pulled"] is True
        due = await ingest.runtime.watch.due(ingest.runtime.clock.now(), limit=100_000)
        assert ("sync.due", account["id"]) in [(timer.kind, timer.key) for timer in due]

    async def test_a_network_without_an_adapter_can_only_be_pushed(
        self, ingest: Ingest, bank: Client
    ) -> None:
        body = {"slug": "page", "network": "facebook"}
        account = await ingest.post(f"/v1/clients/{bank.slug}/accounts", body)
        assert (account["is_pulled"], account["can_reply"], account["text_limit"]) == (False, False, None)

    async def test_a_network_that_nobody_knows_is_named(self, ingest: Ingest, bank: Client) -> None:
        answer = await ingest.http.post(
            f"/v1/clients/{bank.slug}/accounts",
            json={"slug": "page", "network": "sandbx"},
            headers=ingest.as_operator(),
        )
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "network"

    async def test_a_slug_is_given_once_below_its_client(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        body = {"slug": "page", "network": "facebook"}
        await ingest.post(f"/v1/clients/{bank.slug}/accounts", body)
        await ingest.post(f"/v1/clients/{newspaper.slug}/accounts", body)
        again = await ingest.http.post(
            f"/v1/clients/{bank.slug}/accounts", json=body, headers=ingest.as_operator()
        )
        assert again.status_code == 409
        assert again.json()["errors"][0]["field"] == "slug"

    async def test_an_address_that_is_no_web_address_is_refused(self, ingest: Ingest, bank: Client) -> None:
        body = {"slug": "page", "network": "sandbox", "url": "javascript:alert(1)"}
        answer = await ingest.http.post(
            f"/v1/clients/{bank.slug}/accounts", json=body, headers=ingest.as_operator()
        )
        assert answer.json()["errors"][0]["field"] == "url"

    async def test_no_account_without_its_client(self, ingest: Ingest) -> None:
        answer = await ingest.http.post(
            f"/v1/clients/{uuid4()}/accounts",
            json={"slug": "page", "network": "facebook"},
            headers=ingest.as_operator(),
        )
        assert answer.status_code == 404


class TestCredentials:
    SECRET = "un-mot-de-passe-bien-gardé"

    async def add(self, ingest: Ingest, client: Client) -> str:
        answer = await ingest.http.post(
            f"/v1/clients/{client.slug}/accounts",
            json={"slug": "secret", "network": "sandbox", "credentials": {"token": self.SECRET}},
            headers=ingest.as_operator(),
        )
        assert self.SECRET not in answer.text
        return str(answer.json()["id"])

    async def test_they_open_for_their_own_row_and_are_never_shown(
        self, ingest: Ingest, bank: Client
    ) -> None:
        account = await self.add(ingest, bank)
        shown = await ingest.http.get(f"/v1/accounts/{account}", headers=ingest.as_operator())
        assert "credentials" not in shown.json()
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            stored = await unit.session.scalar(
                text("select credentials from ingest.account where slug = 'secret'")
            )
            opened = await open_account(unit, ingest.runtime.vault, shown.json()["id"])
        assert self.SECRET.encode() not in stored
        assert opened.credentials == {"token": self.SECRET}
        assert self.SECRET not in repr(opened)

    async def test_moved_to_another_row_they_do_not_open(self, ingest: Ingest, bank: Client) -> None:
        await self.add(ingest, bank)
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            await unit.session.execute(
                text(
                    "update ingest.account set credentials = "
                    "(select credentials from ingest.account where slug = 'secret') where slug = 'site'"
                )
            )
        async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
            with pytest.raises(WrongKeyError):
                await open_account(unit, ingest.runtime.vault, bank.account_id)


class TestSeeAccounts:
    async def test_a_person_sees_those_of_their_clients(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        nadia = ingest.as_user("nadia", "accounts:read", bank.id)
        listed = (await ingest.http.get("/v1/accounts", headers=nadia)).json()["items"]
        assert [one["id"] for one in listed] == [str(bank.account_id)]
        asked = await ingest.http.get("/v1/accounts", params={"client": str(newspaper.id)}, headers=nadia)
        assert asked.json()["items"] == []
        other = await ingest.http.get(f"/v1/accounts/{newspaper.account_id}", headers=nadia)
        never = await ingest.http.get(f"/v1/accounts/{uuid4()}", headers=nadia)
        assert other.status_code == never.status_code == 404
        assert other.content == never.content

    async def test_the_operator_asks_for_one_client_s(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        params = {"client": str(newspaper.id)}
        listed = await ingest.http.get("/v1/accounts", params=params, headers=ingest.as_operator())
        assert [one["id"] for one in listed.json()["items"]] == [str(newspaper.account_id)]
