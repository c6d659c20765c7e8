"""What the command line asks of the services, beyond one call each."""

import httpx

from infra.cli.calls import OperatorClient, list_all
from services.contracts.ingest import LIST_ACCOUNTS, AccountQuery
from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer
from tests.house import House, InProcess, opened
from tests.ingest.conftest import Ingest, found


class TestListAll:
    async def test_a_list_of_several_pages_is_one(self, house: House) -> None:
        settings = house.settings(IngestSettings)
        app = create_app(settings)
        async with opened(app) as (http, runtime):
            forum = await found(Ingest(app, http, runtime, house), "forum")
            await self.two_more_accounts(http, house, forum.slug)
            signer = Signer(load_keyring(house.var / "keys", "operator"))
            line = InProcess(settings, {"ingest": app})
            async with ServiceClient(settings, signer, transport=line) as services:
                operator = OperatorClient(services, Actor("operator:test", None))
                listed = await list_all(operator, LIST_ACCOUNTS, AccountQuery(client=forum.id, limit=1))
        assert {one.slug for one in listed.items} == {"site", "page", "blog"}
        assert (len(listed.items), listed.next) == (3, None)
        assert [call.method for call in line.calls] == ["GET"] * 3

    async def two_more_accounts(self, http: httpx.AsyncClient, house: House, client: str) -> None:
        scopes = {"accounts:write"}
        token = house.token_for("operator", Actor("operator:test", None), "ingest", scopes)
        for slug in ("page", "blog"):
            answer = await http.post(
                f"/v1/clients/{client}/accounts",
                json={"slug": slug, "network": "facebook", "name": slug},
                headers={"authorization": f"Bearer {token}"},
            )
            answer.raise_for_status()
