"""The site behind the Protocol of all networks; each method's work is in the module named for it."""

from datetime import datetime

from pydantic import TypeAdapter

from services.ingest.networks.adapter import AccountAccess, Page, Presence, Published, Reply
from services.ingest.networks.wordpress import acting, reading
from services.ingest.networks.wordpress.calls import COMMENTS, Calls
from services.runtime.http import OutgoingHTTP

_ANYTHING = TypeAdapter(object)
_OUT_OF_SIGHT = frozenset({"spam", "trash", "post-trashed"})


class WordPressAdapter:
    def __init__(self, http: OutgoingHTTP) -> None:
        self._calls = Calls(http)

    async def check(self, account: AccountAccess) -> Presence:
        """As whom we come in, and that we may read what only moderators read."""
        self._calls.forget_door(account)
        me = await self._calls.me(account)
        asked: dict[str, str | int] = {"context": "edit", "status": "any", "per_page": 1, "_fields": "id"}
        await self._calls.get(account, COMMENTS, _ANYTHING, asked)
        return Presence(name=me.name, url=me.link)

    async def pull(self, account: AccountAccess, cursor: str | None) -> Page:
        return await reading.pull(self._calls, account, cursor)

    async def publish_reply(self, account: AccountAccess, reply: Reply) -> Published:
        return await acting.publish(self._calls, account, reply)

    async def find_reply(
        self, account: AccountAccess, reply: Reply, *, since: datetime, known: frozenset[str] = frozenset()
    ) -> Published | None:
        return await acting.find(self._calls, account, reply, since, known)

    # WordPress takes no key for a change of status; every one is harmless when repeated.

    async def hide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - see above
        await acting.set_status(self._calls, account, external_id, "hold", enough=_OUT_OF_SIGHT)

    async def unhide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - see above
        await acting.set_status(self._calls, account, external_id, "approved")

    async def mark_spam(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - see above
        await acting.set_status(self._calls, account, external_id, "spam")

    async def delete(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - see above
        await acting.delete(self._calls, account, external_id)

    async def restore(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - see above
        await acting.set_status(self._calls, account, external_id, "approved")
