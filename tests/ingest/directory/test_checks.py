"""Whether an account's door opens, tried at the real public site over real HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.ingest.deps import open_adapters
from services.ingest.networks.registry import adapters
from services.runtime.http import AllowedPlaces, OutgoingHTTP
from tests.infra.demo.fixtures import newspaper as site
from tests.infra.demo.fixtures import site_clock, site_server
from tests.infra.demo.running import TLS, Newspaper
from tests.ingest.conftest import Client, Ingest

__all__ = ["site", "site_clock", "site_server"]


@pytest.fixture(autouse=True)
async def door(ingest: Ingest) -> AsyncIterator[None]:
    """A door to the outside that may lead to this machine."""
    async with OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1,localhost"), tls=TLS) as http:
        ingest.app.dependency_overrides[open_adapters] = lambda: adapters(http)
        yield
    del ingest.app.dependency_overrides[open_adapters]


async def check(ingest: Ingest, client: Client, **values: object) -> dict[str, Any]:
    body = {"slug": "forum", "network": "sandbox", **values}
    account = await ingest.post(f"/v1/clients/{client.slug}/accounts", body)
    found: dict[str, Any] = await ingest.post(f"/v1/accounts/{account['id']}/check", {})
    return found


class TestCheckAccount:
    async def test_it_says_as_whom_we_come_in_and_what_may_be_done_there(
        self, ingest: Ingest, bank: Client, site: Newspaper
    ) -> None:
        found = await check(ingest, bank, url=site.url, credentials={"token": site.token})
        assert found["name"]
        assert found["text_limit"] == 2_000
        assert {"reply", "hide"} <= set(found["acts"])
        assert (found["trouble"], found["code"]) == (None, None)

    async def test_wrong_credentials_are_told_from_a_wrong_address(
        self, ingest: Ingest, bank: Client, site: Newspaper
    ) -> None:
        wrong = await check(ingest, bank, url=site.url, credentials={"token": "pas-le-bon"})
        assert (wrong["trouble"], wrong["name"]) == ("credentials", None)

    async def test_a_wrong_address_is_told(self, ingest: Ingest, bank: Client, site: Newspaper) -> None:
        found = await check(ingest, bank, url=f"{site.url}-nowhere", credentials={"token": site.token})
        assert found["trouble"] in {"address", "credentials"}

    async def test_a_place_that_does_not_answer_is_told(self, ingest: Ingest, bank: Client) -> None:
        found = await check(ingest, bank, url="http://127.0.0.1:9/", credentials={"token": "x"})
        assert (found["trouble"], found["acts"]) == ("unreachable", [])

    async def test_what_is_pushed_to_us_has_no_door(self, ingest: Ingest, bank: Client) -> None:
        answer = await ingest.http.post(f"/v1/accounts/{bank.account_id}/check", headers=ingest.as_operator())
        assert (answer.status_code, answer.json()["code"]) == (409, "not_pulled")
