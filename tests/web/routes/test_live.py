"""Live news: names and ids to those who may know, and silence as soon as they may not."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from services.runtime.live import publish
from tests.live import subscribed
from tests.web.browser import Browser, form_to
from tests.web.fakes.server import serving
from tests.web.routes.cast import Cast

PATIENCE = 10


@asynccontextmanager
async def listening(cast: Cast, browser: Browser) -> AsyncIterator[AsyncIterator[str]]:
    """An open page's stream over real HTTP; yields the data of its messages."""
    async with serving(cast.stage.app) as address:
        cookies = dict(browser.http.cookies)
        async with (
            httpx.AsyncClient(base_url=address, cookies=cookies, timeout=PATIENCE) as http,
            http.stream("GET", "/live") as answer,
        ):
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield (
                line.removeprefix("data: ")
                async for line in answer.aiter_lines()
                if line.startswith("data: ")
            )


class TestLive:
    async def test_a_moderator_hears_of_their_client_and_of_no_other(self, cast: Cast) -> None:
        redis = cast.stage.workplace.runtime.redis
        async with listening(cast, cast.nadia) as messages:
            await subscribed(cast.stage.workplace.hub, redis)
            await publish(redis, cast.montrelais.id, "conversation.changed", [cast.foreign.id])
            await publish(redis, cast.telvia.id, "conversation.changed", [cast.conversation.id])
            async with asyncio.timeout(PATIENCE):
                message = json.loads(await anext(messages))
        assert message == {"name": "conversation.changed", "ids": [str(cast.conversation.id)]}

    async def test_an_ended_session_hears_nothing_more(self, cast: Cast) -> None:
        redis = cast.stage.workplace.runtime.redis
        async with listening(cast, cast.nadia) as messages:
            await subscribed(cast.stage.workplace.hub, redis)
            await cast.nadia.send(await cast.nadia.get("/me"), "/sign-out")
            await publish(redis, cast.telvia.id, "conversation.changed", [cast.conversation.id])
            async with asyncio.timeout(PATIENCE):
                assert [message async for message in messages] == []

    async def test_a_burst_is_told_once(self, cast: Cast) -> None:
        redis = cast.stage.workplace.runtime.redis
        # An administrator would hear of the clients of other workers' tests too, whose numbers share the channels.
        clients = cast.telvia.id, cast.montrelais.id
        ines = await cast.stage.add_user("ines@agence.example", "Inès Roux", "moderator", *clients)
        async with listening(cast, await cast.stage.come_in(ines)) as messages:
            await subscribed(cast.stage.workplace.hub, redis)
            async with redis.pipeline() as at_once:
                for conversation in (cast.conversation, cast.foreign, cast.conversation):
                    await publish(at_once, conversation.client_id, "conversation.changed", [conversation.id])
                await at_once.execute()
            async with asyncio.timeout(PATIENCE):
                message = json.loads(await anext(messages))
        assert message["ids"] == [str(cast.conversation.id), str(cast.foreign.id)]

    async def test_it_ends_with_the_process(self, cast: Cast) -> None:
        async with listening(cast, cast.nadia) as messages:
            cast.stage.workplace.hub.close()
            async with asyncio.timeout(PATIENCE):
                assert [message async for message in messages] == []


class TestSignOutEverywhere:
    async def test_one_click_ends_the_others(self, cast: Cast) -> None:
        page = await cast.nadia.get("/me")
        csrf = form_to(page.text, "/me/password").values["csrf"]
        answer = await cast.nadia.http.post("/me/sessions/end", data={"csrf": csrf})
        assert answer.headers["location"] == "/me"
        assert (await cast.nadia.get("/me")).status_code == 200
