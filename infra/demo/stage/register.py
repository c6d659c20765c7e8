"""Which comment on the site, which item and which conversation a message of the story has become."""

from dataclasses import dataclass, field
from uuid import UUID

from infra.demo.comments import Comment, Writer
from infra.demo.month.script import Message, Script
from infra.demo.month.story import Written
from infra.demo.stage.house import Stage
from infra.demo.visitors import author_id
from services.contracts.events import LIST_EVENTS, EventQuery
from services.contracts.ingest import ITEM_CREATED, LOOK_UP_ITEMS
from services.contracts.triage import LOOK_UP_CONVERSATIONS
from services.runtime.callers import Actor

PAGE = 200


@dataclass
class Register:
    """Reads what the site and the services hold, so that a month can be taken up where it broke off."""

    stage: Stage
    clients: dict[str, UUID] = field(default_factory=dict)
    _written: dict[tuple[str, str], Written] = field(default_factory=dict)
    _comments: dict[tuple[str, str], int] = field(default_factory=dict)
    _items: dict[tuple[str, str], UUID] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)

    def expect(self, written: Written) -> None:
        """Say when a message is written, by which its comment is recognised."""
        self._written[written.client.client.slug, written.message.id] = written

    def client(self, script: Script) -> UUID:
        return self.clients[script.client.slug]

    def find_comment(self, script: Script, message: Message) -> Comment | None:
        """The author's first comment under the article since the message was due, or None before that."""
        site, at = site_of(script, message), self._written[script.client.slug, message.id].at
        by = writer_of(message).id
        since = int(at.timestamp())
        comments = self.stage.site.comments.under_article(site, message.publication)
        return next((one for one in comments if one.author_id == by and one.created_at >= since), None)

    def comment(self, script: Script, message: Message) -> int:
        key = script.client.slug, message.id
        if key not in self._comments:
            found = self.find_comment(script, message)
            if found is None:
                raise LookupError(f"{message.id} of {script.client.slug} stands nowhere on the site")
            self._comments[key] = found.id
        return self._comments[key]

    async def item(self, script: Script, message: Message) -> UUID:
        """The item that the message has become at ingest."""
        key = script.client.slug, str(self.comment(script, message))
        if key not in self._items:
            await self._take_in(script)
        return self._items[key]

    async def conversation(self, script: Script, item: UUID) -> UUID:
        client = self.client(script)
        actor = Actor.system("demo", client)
        found = await self.stage.people.look_up(LOOK_UP_CONVERSATIONS, actor, client, [item])
        return found[0].conversation_id

    async def _take_in(self, script: Script) -> None:
        """Read on in ingest's log, whose events name the items that came."""
        slug, client = script.client.slug, self.client(script)
        services, actor = self.stage.runtimes["triage"].services, Actor.system("demo", client)
        while True:
            query = EventQuery(client=client, after=self._read.get(slug, 0), limit=PAGE)
            page = await services.call(LIST_EVENTS["ingest"], actor, query=query)
            ids = [key for event in page.events if event.topic == ITEM_CREATED for key in event.keys]
            for item in await services.look_up(LOOK_UP_ITEMS, actor, client, ids):
                self._items[slug, item.external_id] = item.id
            if page.events:
                self._read[slug] = page.events[-1].seq
            if self._read.get(slug, 0) >= page.head:
                return


def site_of(script: Script, message: Message) -> str:
    return script.account_of(message).site


def writer_of(message: Message) -> Writer:
    return Writer(author_id(message.author.id, message.author.name), message.author.name)
