"""What stands before the first message: the clients with their sites, voices and knowledge, and who works for them."""

import contextlib
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from infra.demo.comments import OFFICIAL_ID
from infra.demo.errors import SiteError
from infra.demo.month.script import Account, Person, Script
from infra.demo.month.story import Story
from infra.demo.settings import DemoSettings, sandbox_account
from infra.demo.stage.house import Stage
from services.contracts.ingest import ADD_ACCOUNT, ADD_CLIENT, GET_CLIENT, NewAccount, NewClient
from services.contracts.operation import Operation
from services.contracts.reply import (
    ADD_ARTICLE,
    ADD_SAVED_REPLY,
    LIST_ARTICLES,
    LIST_SAVED_REPLIES,
    SET_VOICE,
    NewArticle,
    NewSavedReply,
)
from services.contracts.web import ADD_COLLEAGUE, NewColleague
from services.runtime.callers import Actor
from services.runtime.problems import Conflict

OPERATOR = Actor("operator:demo", None)


Added = TypeVar("Added", bound=BaseModel)


class Founding:
    """Adds what is missing, so that it may be done again after a kill."""

    def __init__(self, stage: Stage, settings: DemoSettings) -> None:
        self._stage = stage
        self._settings = settings

    async def clients(self, story: Story) -> dict[str, UUID]:
        """Return every client's id by its slug, with its accounts and their sites."""
        return {script.client.slug: await self._client(script) for script in story.clients}

    async def people(self, story: Story, clients: Mapping[str, UUID]) -> dict[str, Actor]:
        """Return by key as whom each person of the agency acts."""
        return {person.key: await self._person(person, clients) for person in story.people}

    async def belongings(self, script: Script, client: UUID, keeper: Actor) -> None:
        """Voice, knowledge and saved replies, in the name of who keeps the client's settings."""
        call, path = self._stage.people.call, {"client": client}
        await call(SET_VOICE, keeper, path=path, body=script.client.voice)
        known = {one.title for one in (await call(LIST_ARTICLES, keeper, path=path)).items}
        for article in script.knowledge:
            if article.title not in known:
                body = NewArticle(title=article.title, body=article.body, url=article.url)
                await call(ADD_ARTICLE, keeper, path=path, body=body)
        saved = {one.title for one in (await call(LIST_SAVED_REPLIES, keeper, path=path)).items}
        for reply in script.saved_replies:
            if reply.title not in saved:
                texts = {f"text_{script.client.voice.address}": reply.text}
                body_of = NewSavedReply.model_validate(
                    {"title": reply.title, "shortcut": reply.shortcut, **texts}
                )
                await call(ADD_SAVED_REPLY, keeper, path=path, body=body_of)

    async def _client(self, script: Script) -> UUID:
        client = script.client
        new = NewClient(slug=client.slug, name=client.name, time_zone=client.time_zone, sector=client.sector)
        await self._once(ADD_CLIENT, {}, new)
        for account in script.accounts:
            self._site(account)
            await self._account(client.slug, account)
        found = await self._stage.operator.call(GET_CLIENT, OPERATOR, path={"client": client.slug})
        return found.id

    def _site(self, account: Account) -> None:
        now = int(self._stage.clock.seconds())
        with contextlib.suppress(SiteError):  # the site stands there already
            self._stage.site.newspaper.found(
                account.site, account.site_name, now, speaks_as=account.speaks_as, motto="", articles=()
            )

    async def _account(self, client: str, account: Account) -> None:
        place = sandbox_account(account.site, self._settings)
        new = NewAccount(
            slug=account.slug,
            network=account.network,
            name=account.name,
            url=place.url,
            credentials=place.credentials,
            own_author_id=OFFICIAL_ID if account.is_pushed else None,
        )
        await self._once(ADD_ACCOUNT, {"client": client}, new)

    async def _person(self, person: Person, clients: Mapping[str, UUID]) -> Actor:
        theirs = [clients[slug] for slug in person.clients]
        new = NewColleague(email=person.email, name=person.name, role=person.role, clients=theirs)
        colleague = await self._stage.operator.call(ADD_COLLEAGUE, OPERATOR, body=new)
        seen = frozenset(theirs or clients.values())
        return Actor(f"user:{colleague.id}", seen)

    async def _once(
        self, operation: Operation[Added], path: Mapping[str, str | UUID], body: BaseModel
    ) -> None:
        try:
            await self._stage.operator.call(operation, OPERATOR, path=path, body=body)
        except Conflict as problem:
            if problem.code != "taken":
                raise
