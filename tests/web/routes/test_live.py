"""Live news: names and ids to those who may know, and silence as soon as they may not."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from services.runtime.live import publish
from tests.live import subscribed
from tests.waiting import eventually
from tests.web.browser import Browser, form_to
from tests.web.fakes.server import serving
from tests.web.routes.cast import Cast

PATIENCE = 10


@asynccontextmanager
async def listening(cast: Cast, browser: Browser, path: str = "/live") -> AsyncIterator[AsyncIterator[str]]:
    """An open page's stream over real HTTP; yields the data of its messages."""
    hub = cast.stage.workplace.hub
    before = len(hub.listeners)
    async with serving(cast.stage.app) as address:
        cookies = dict(browser.http.cookies)
        async with (
            httpx.AsyncClient(base_url=address, cookies=cookies, timeout=PATIENCE) as http,
            http.stream("GET", path) as answer,
        ):
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            await eventually(lambda: len(hub.listeners) > before)
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


class TestPageThatWasRead:
    async def test_before_something_happened_is_told_that_it_missed_it(self, cast: Cast) -> None:
        hub, redis = cast.stage.workplace.hub, cast.stage.workplace.runtime.redis
        await subscribed(hub, redis)
        page = await cast.nadia.get("/queue")
        address = re.findall('data-live="([^"]+)"', page.text)[0]
        await publish(redis, cast.montrelais.id, "conversation.changed", [cast.foreign.id])
        await publish(redis, cast.telvia.id, "conversation.changed", [cast.conversation.id])
        await eventually(lambda: hub.has_news(frozenset({cast.telvia.id}), int(address.partition("=")[2])))
        async with listening(cast, cast.nadia, address) as messages, asyncio.timeout(PATIENCE):
            assert json.loads(await anext(messages)) == {"name": "missed", "ids": []}


class TestSignOutEverywhere:
    async def test_one_click_ends_the_others(self, cast: Cast) -> None:
        page = await cast.nadia.get("/me")
        csrf = form_to(page.text, "/me/password").values["csrf"]
        answer = await cast.nadia.http.post("/me/sessions/end", data={"csrf": csrf})
        assert answer.headers["location"] == "/me"
        assert (await cast.nadia.get("/me")).status_code == 200
