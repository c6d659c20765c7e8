"""One happening of the story, done as it would be done on any day; done a second time it changes nothing more."""

import contextlib
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from infra.demo.content import Story as Article
from infra.demo.errors import SiteError
from infra.demo.month.script import Message, Script
from infra.demo.month.story import (
    Closed,
    Decided,
    Drafted,
    Edited,
    Happening,
    Published,
    Replied,
    Withdrawn,
    Written,
)
from infra.demo.stage.house import Stage
from infra.demo.stage.register import Register, site_of, writer_of
from infra.demo.stage.scheduler import Scheduler
from infra.demo.stage.work import Work
from services.contracts.reply import (
    ADD_REPLY,
    LIST_REPLIES,
    RECALL_REPLY,
    NewReply,
    Reply,
    ReplyQuery,
    ReplyState,
)
from services.contracts.triage import DECIDE, SET_STATUS, NewDecision, NewStatus
from services.runtime.callers import Actor
from services.runtime.problems import Conflict
from services.runtime.telemetry import bind_correlation, correlation_from

# What a person begins has an end soon; what returns as long as there is an account or a queue has none.
BEGUN = ("reply.", "decision.", "action.")
PULLS = ("sync.",)
SECOND_THOUGHT = timedelta(seconds=6)
BETTER_WORDS = timedelta(seconds=40)


class Acts:
    def __init__(
        self,
        stage: Stage,
        work: Work,
        register: Register,
        scheduler: Scheduler,
        people: Mapping[str, Actor],
    ) -> None:
        self._stage = stage
        self._work = work
        self._register = register
        self._scheduler = scheduler
        self._people = people

    async def play(self, happening: Happening) -> None:
        """Do it at its time, and see everything through that follows from it."""
        bind_correlation(correlation_from(None))  # what follows from one deed is one line of causes
        self._stage.clock.go_on_to(happening.at)
        match happening:
            case Published():
                self._publish(happening)
            case Written() | Edited() | Withdrawn():
                self._on_site(happening)
                await self._take_in(happening.client, happening.message)
            case Replied() | Drafted() | Decided() | Closed():
                await self._by_staff(happening)

    def _publish(self, happening: Published) -> None:
        publication = happening.publication
        site = next(one.site for one in happening.client.accounts if one.slug == publication.account)
        article = Article(
            slug=publication.id,
            kicker=publication.kicker,
            title=publication.title,
            standfirst=publication.standfirst,
            body=publication.body,
            byline=publication.byline,
        )
        self._stage.site.newspaper.publish(site, article, int(happening.at.timestamp()))

    def _on_site(self, happening: Written | Edited | Withdrawn) -> None:
        script, message, comments = happening.client, happening.message, self._stage.site.comments
        site = site_of(script, message)
        match happening:
            case Written():
                self._write(script, message)
            case Edited():
                comments.rewrite(site, self._register.comment(script, message), happening.text)
            case Withdrawn():
                with contextlib.suppress(SiteError):  # it is gone already
                    comments.delete(site, self._register.comment(script, message))

    async def _take_in(self, script: Script, message: Message) -> None:
        """Let ingest hear of it in the way that the account has."""
        if script.account_of(message).is_pushed:
            await self._scheduler.push(script, message)
        else:
            await self._work.ring_due(self._register.client(script), PULLS)

    def _write(self, script: Script, message: Message) -> None:
        if self._register.find_comment(script, message) is not None:
            return
        parent = next((one for one in script.messages if one.id == message.parent), None)
        self._stage.site.comments.write(
            site=site_of(script, message),
            article=message.publication,
            parent=self._register.comment(script, parent) if parent else None,
            writer=writer_of(message),
            text=message.text,
        )

    async def _by_staff(self, happening: Replied | Drafted | Decided | Closed) -> None:
        client = self._register.client(happening.client)
        # What became of earlier replies is told to reply, and by it to triage.
        await self._work.read_logs(client, ("reply", "triage"))
        item = await self._register.item(happening.client, happening.message)
        conversation = await self._register.conversation(happening.client, item)
        actor = self._people[happening.by.key]
        match happening:
            case Replied():
                text = happening.deed.text
                new = NewReply(item_id=item, conversation_id=conversation, text=text, accept=True)
                await self._reply(client, new, actor, happening)
            case Drafted():
                draft = NewReply(item_id=item, conversation_id=conversation, text=happening.deed.text)
                await self._add(client, draft, actor)
            case Decided():
                deed = happening.deed
                decision = NewDecision(kind=deed.kind, reason=deed.reason, note=deed.note)
                await self._stage.people.call(DECIDE, actor, path={"item": item}, body=decision)
            case Closed():
                path = {"conversation": conversation}
                await self._stage.people.call(SET_STATUS, actor, path=path, body=NewStatus(status="closed"))
        if await self._work.see_through(client, BEGUN) and isinstance(happening, Decided):
            # A decision is in force from the time at which triage hears of it.
            await self._work.read_logs(client, ("triage",))

    async def _reply(self, client: UUID, new: NewReply, actor: Actor, happening: Replied) -> None:
        if happening.deed.recalled_first and not is_among("recalled", await self._said(client, new)):
            first = await self._add(client, new, actor)
            self._stage.clock.go_on_to(happening.at + SECOND_THOUGHT)
            with contextlib.suppress(Conflict):  # taken up after a kill, its window may have ended
                await self._stage.people.call(RECALL_REPLY, actor, path={"reply": first.id})
            self._stage.clock.go_on_to(happening.at + BETTER_WORDS)
        await self._add(client, new, actor)

    async def _add(self, client: UUID, new: NewReply, actor: Actor) -> Reply:
        """The reply with these words to this message that was not recalled; written now where there is none."""
        said = await self._said(client, new)
        standing = [one for one in said if one.state not in {"recalled", "refused"}]
        if standing:
            return standing[0]
        key = f"demo-{new.item_id}-{len(said)}"
        return await self._stage.people.call(ADD_REPLY, actor, path={"client": client}, body=new, key=key)

    async def _said(self, client: UUID, new: NewReply) -> list[Reply]:
        """Every reply with these words to this message, whatever became of it."""
        actor, query = (
            Actor.system("demo", client),
            ReplyQuery(client=client, conversation=new.conversation_id),
        )
        replies = (await self._stage.people.call(LIST_REPLIES, actor, query=query)).items
        return [one for one in replies if (one.item_id, one.text) == (new.item_id, new.text)]


def is_among(state: ReplyState, replies: list[Reply]) -> bool:
    return any(one.state == state for one in replies)
