"""What a client's own scheduler does: read its site, and push what stands there through the intake API with a key."""

from datetime import UTC, datetime
from urllib.parse import urljoin
from uuid import UUID

from infra.demo.comments import Comment, State
from infra.demo.month.script import Account, Message, Script
from infra.demo.month.story import Story
from infra.demo.settings import DemoSettings, sandbox_account
from infra.demo.stage.founding import OPERATOR
from infra.demo.stage.house import Stage
from infra.demo.stage.register import Register
from services.contracts.ingest import (
    ADD_KEY,
    LIST_ACCOUNTS,
    LIST_KEYS,
    PAUSE_ACCOUNT,
    PUSH_ITEMS,
    RESUME_ACCOUNT,
    REVOKE_KEY,
    AccountQuery,
    AuthorIn,
    BatchOutcome,
    ItemIn,
    NewKey,
)
from services.contracts.values import Paging
from services.runtime.client import fill

# As the client's settings show it.
KEY_NAME = "passerelle du forum"


class Scheduler:
    """While the month is played nobody pulls its accounts; then they are pulled, since visitors go on writing.

    It pushes an article's comments again and again, as one does who notes nothing: what is known is a duplicate.
    """

    def __init__(self, stage: Stage, told: Story, register: Register, settings: DemoSettings) -> None:
        self._stage = stage
        self._register = register
        self._clients = [script for script in told.clients if any(one.is_pushed for one in script.accounts)]
        self._settings = settings
        self._keys: dict[str, str] = {}

    async def begin(self) -> None:
        """A key is shown once, so that after a kill another one takes its place."""
        await self._revoke_keys()
        for script in self._clients:
            slug = script.client.slug
            new = NewKey(name=KEY_NAME, scopes=[PUSH_ITEMS.scope])
            issued = await self._stage.operator.call(ADD_KEY, OPERATOR, path={"client": slug}, body=new)
            self._keys[slug] = issued.key
            for account in await self._accounts(script):
                await self._stage.operator.call(PAUSE_ACCOUNT, OPERATOR, path={"account": account})

    async def end(self) -> None:
        await self._revoke_keys()
        for script in self._clients:
            for account in await self._accounts(script):
                await self._stage.operator.call(RESUME_ACCOUNT, OPERATOR, path={"account": account})

    async def push(self, script: Script, message: Message) -> None:
        """Push what stands under the message's article, our answers among it, and what is held or hidden there."""
        account, slug = script.account_of(message), script.client.slug
        standing = self._stage.site.comments.under_article(account.site, message.publication)
        items = [self._item(account, one) for one in standing if one.state is not State.DELETED]
        answer = await self._stage.outside.post(
            fill(PUSH_ITEMS.path, {"client": slug}),
            json=[item.model_dump(mode="json", exclude_none=True) for item in items],
            headers={"authorization": f"Bearer {self._keys[slug]}"},
        )
        outcome = BatchOutcome.model_validate_json(answer.raise_for_status().content)
        if outcome.rejected:
            raise ValueError(f"The intake rejects what is pushed for {slug}: {outcome.items}")

    async def _revoke_keys(self) -> None:
        for script in self._clients:
            path = {"client": script.client.slug}
            found = await self._stage.operator.call(LIST_KEYS, OPERATOR, path=path, query=Paging(limit=200))
            for key in found.items:
                if key.name == KEY_NAME and key.revoked_at is None:
                    await self._stage.operator.call(REVOKE_KEY, OPERATOR, path=path | {"key": key.id})

    async def _accounts(self, script: Script) -> list[UUID]:
        query = AccountQuery(client=self._register.client(script))
        found = await self._stage.operator.call(LIST_ACCOUNTS, OPERATOR, query=query)
        pushed = {account.slug for account in script.accounts if account.is_pushed}
        return [account.id for account in found.items if account.slug in pushed]

    def _item(self, account: Account, comment: Comment) -> ItemIn:
        address = sandbox_account(account.site, self._settings).url
        return ItemIn(
            account=account.slug,
            id=str(comment.id),
            kind="comment" if comment.parent is None else "reply",
            text=comment.text,
            author=AuthorIn(id=comment.author_id, name=comment.author_name),
            created_at=datetime.fromtimestamp(comment.created_at, UTC),
            parent=None if comment.parent is None else str(comment.parent),
            post=comment.article,
            url=urljoin(address, comment.path),
        )
