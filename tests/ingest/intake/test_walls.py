"""A scheduler of one client finds nothing of another one, by slug, by id or by what an answer lets slip."""

from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from services.ingest.intake.models import ItemRow
from services.runtime.ids import new_id
from tests.house import bearer
from tests.ingest.conftest import Client, Ingest
from tests.ingest.intake.comments import comment, look_up, push, pushed, rows, statuses


class TestAnotherClientsItems:
    async def test_pushing_there_is_the_same_404_as_nowhere(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        answers = [
            await ingest.http.post(f"/v1/clients/{name}/items", json=[comment("c1")], headers=bank.headers)
            for name in (newspaper.slug, newspaper.id, "nobody-knows", uuid4())
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert await rows(ingest, newspaper, "select count(*) from ingest.item") == [(0,)]

    async def test_the_same_network_id_is_each_ones_own(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        await pushed(ingest, newspaper, comment("c1", text="à la gazette"))
        assert statuses(await pushed(ingest, bank, comment("c1"))) == ["created"]
        theirs = await rows(ingest, newspaper, "select text, version from ingest.item")
        assert theirs == [("à la gazette", 1)]

    async def test_an_account_of_theirs_is_unknown_here(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        await ingest.post(f"/v1/clients/{newspaper.slug}/accounts", {"slug": "theirs", "network": "facebook"})
        outcome = await pushed(
            ingest, bank, comment("c1", account="theirs"), comment("c1", account="nowhere")
        )
        first, second = (one["errors"] for one in outcome["items"])
        assert first == second

    async def test_their_items_are_not_looked_up_from_here(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        theirs = (await pushed(ingest, newspaper, comment("c1", text="un secret")))["items"][0]["item_id"]
        nadia = ingest.as_user("nadia", "items:read", bank.id)
        here = await ingest.http.post(
            f"/v1/clients/{bank.id}/items/lookup", json={"ids": [theirs]}, headers=nadia
        )
        assert here.json() == {"items": [], "next": None}
        there = await ingest.http.post(
            f"/v1/clients/{newspaper.id}/items/lookup", json={"ids": [theirs]}, headers=nadia
        )
        assert there.status_code == 404
        assert b"secret" not in there.content

    async def test_behind_it_the_database_refuses_too(
        self, ingest: Ingest, bank: Client, newspaper: Client
    ) -> None:
        await pushed(ingest, newspaper, comment("c1"))
        assert await rows(ingest, bank, "select * from ingest.item") == []
        with pytest.raises(DBAPIError, match="row-level security"):
            async with ingest.runtime.database.unit([bank.id], actor="system:test") as unit:
                moment = unit.clock.now()
                unit.session.add(
                    ItemRow(
                        client_id=newspaper.id,
                        id=new_id(),
                        account_id=newspaper.account_id,
                        external_id="forged",
                        kind="comment",
                        text="",
                        author_id="x",
                        author_name="x",
                        created_at=moment,
                        is_ours=False,
                        content_hash=b"",
                        version=1,
                        received_at=moment,
                        changed_at=moment,
                    )
                )


class TestScopes:
    async def test_a_key_that_may_not_push_is_forbidden(self, ingest: Ingest, bank: Client) -> None:
        issued = await ingest.post(f"/v1/clients/{bank.slug}/keys", {"scopes": ["reports:read"]})
        answer = await ingest.http.post(bank.items, json=[], headers=bearer(issued["key"]))
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")

    async def test_a_key_that_may_push_may_not_read(self, ingest: Ingest, bank: Client) -> None:
        answer = await ingest.http.post(
            f"/v1/clients/{bank.slug}/items/lookup", json={"ids": []}, headers=bank.headers
        )
        assert answer.status_code == 403

    async def test_nobody_is_not_let_in(self, ingest: Ingest, bank: Client) -> None:
        assert (await ingest.http.post(bank.items, json=[])).status_code == 401

    async def test_a_revoked_key_pushes_nothing(self, ingest: Ingest, bank: Client) -> None:
        key_id = bank.key.split("_")[1]
        await ingest.http.delete(f"/v1/clients/{bank.slug}/keys/{key_id}", headers=ingest.as_operator())
        assert (await push(ingest, bank, [comment("c1")])).status_code == 401
        assert await rows(ingest, bank, "select count(*) from ingest.item") == [(0,)]


class TestLookUpItems:
    async def test_in_the_order_asked_each_once_and_unknown_ones_left_out(
        self, ingest: Ingest, bank: Client
    ) -> None:
        outcome = await pushed(ingest, bank, comment("c1"), comment("c2"))
        first, second = (one["item_id"] for one in outcome["items"])
        found = await look_up(ingest, bank, second, uuid4(), first, second)
        assert [item["id"] for item in found] == [second, first]

    async def test_five_hundred_at_once_and_no_more(self, ingest: Ingest, bank: Client) -> None:
        outcome = await pushed(ingest, bank, *(comment(f"c{number}") for number in range(500)))
        ids = [one["item_id"] for one in outcome["items"]]
        assert [item["id"] for item in await look_up(ingest, bank, *ids)] == ids
        answer = await ingest.http.post(
            f"/v1/clients/{bank.slug}/items/lookup",
            json={"ids": [*ids, str(uuid4())]},
            headers=ingest.as_operator(),
        )
        assert answer.status_code == 422
