"""Palabre's side of the site's API."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar
from urllib.parse import quote, urljoin

from pydantic import BaseModel, ValidationError

from services.ingest.networks.adapter import (
    AccountAccess,
    FoundAuthor,
    FoundItem,
    Page,
    Presence,
    Published,
    Reply,
)
from services.ingest.networks.errors import (
    CredentialsRejected,
    Gone,
    NetworkError,
    OutcomeUnknown,
    for_failure,
    for_status,
)
from services.ingest.networks.sandbox.cursor import Cursor
from services.ingest.networks.sandbox.wire import Article, Changes, Comment, CommentList, Me, ProblemAnswer
from services.runtime.http import Answer, OutgoingError, OutgoingHTTP

PAGE_SIZE = 100
# The site's clock and ours may differ; a reply that it dates before our sending is looked at all the same.
CLOCK_SKEW = timedelta(minutes=1)
_STANDINGS: Mapping[str, Literal["visible", "held", "hidden", "spam"]] = {
    "published": "visible",
    "held": "held",
    "hidden": "hidden",
    "spam": "spam",
}

Shape = TypeVar("Shape", bound=BaseModel)


class SandboxAdapter:
    def __init__(self, http: OutgoingHTTP) -> None:
        self._http = http

    async def check(self, account: AccountAccess) -> Presence:
        me = await self._ask(account, "GET", "me", Me)
        return Presence(name=me.name, url=urljoin(account.url, me.url), text_limit=me.text_limit)

    async def pull(self, account: AccountAccess, cursor: str | None) -> Page:
        at = Cursor.read(cursor)
        asked: dict[str, str | int] = {"since": _wire_time(at.since), "limit": PAGE_SIZE}
        if at.page:
            asked["page"] = at.page
        listing = await self._ask(account, "GET", "comments", Changes, params=asked)
        fresh = [comment for comment in listing.comments if at.is_new(comment)]
        items = [found for found in (_found(account, comment) for comment in fresh) if found]
        return Page(
            items=(*await self._posts(account, items), *items),
            deleted=tuple(comment.id for comment in fresh if comment.state == "deleted"),
            binned=tuple(comment.id for comment in fresh if comment.state == "binned"),
            cursor=at.after(listing.comments, next_page=listing.next, as_of=listing.second).written(),
            more=listing.next is not None,
        )

    async def publish_reply(self, account: AccountAccess, reply: Reply) -> Published:
        path = f"comments/{quote(reply.parent, safe='')}/replies"
        written = await self._ask(account, "POST", path, Comment, json={"text": reply.text})
        return _published(account, written)

    async def find_reply(
        self, account: AccountAccess, reply: Reply, *, since: datetime, known: frozenset[str] = frozenset()
    ) -> Published | None:
        path = f"comments/{quote(reply.parent, safe='')}/replies"
        asked: dict[str, str | int] = {"since": (since - CLOCK_SKEW).isoformat(), "limit": PAGE_SIZE}
        listing = await self._ask(account, "GET", path, CommentList, params=asked)
        for comment in listing.comments:
            if comment.id not in known and _comparable(comment.text or "") == _comparable(reply.text):
                return _published(account, comment)
        return None

    async def hide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - it takes none
        await self._moderate(account, external_id, "hide")

    async def unhide(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - it takes none
        await self._moderate(account, external_id, "unhide")

    async def mark_spam(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - it takes none
        await self._moderate(account, external_id, "mark-spam")

    async def delete(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - it takes none
        await self._moderate(account, external_id, "delete")

    async def restore(self, account: AccountAccess, external_id: str, key: str) -> None:  # noqa: ARG002 - it takes none
        await self._moderate(account, external_id, "restore")

    async def _moderate(self, account: AccountAccess, external_id: str, operation: str) -> None:
        await self._ask(account, "POST", f"comments/{quote(external_id, safe='')}/{operation}", Comment)

    async def _posts(self, account: AccountAccess, items: list[FoundItem]) -> list[FoundItem]:
        """The articles under which something was said, so that a conversation knows what it is about."""
        posts = []
        for post in dict.fromkeys(item.post for item in items if item.post):
            try:
                article = await self._ask(account, "GET", f"articles/{quote(post, safe='')}", Article)
            except Gone:
                continue
            posts.append(_post(account, article))
        return posts

    async def _ask(
        self,
        account: AccountAccess,
        method: str,
        path: str,
        shape: type[Shape],
        *,
        params: Mapping[str, str | int] | None = None,
        json: object = None,
    ) -> Shape:
        token = account.credentials.get("token")
        if not token:
            raise CredentialsRejected("credentials_missing", "this account has no token")
        url = f"{account.url.rstrip('/')}/api/v1/{path}"
        headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        try:
            answer = await self._http.request(method, url, params=params, json=json, headers=headers)
        except OutgoingError as error:
            raise for_failure(error) from error
        if not 200 <= answer.status < 300:
            raise _problem(answer)
        try:
            return shape.model_validate_json(answer.body)
        except ValidationError as error:
            raise OutcomeUnknown(
                "unreadable_answer", f"{error.error_count()} fields are not as agreed"
            ) from None


def _problem(answer: Answer) -> NetworkError:
    try:
        problem = ProblemAnswer.model_validate_json(answer.body).error
    except ValidationError:
        return for_status(answer.status, retry_after=answer.retry_after)
    return for_status(answer.status, problem.code, problem.message, answer.retry_after)


def _found(account: AccountAccess, comment: Comment) -> FoundItem | None:
    """None for what was deleted, by its author or into the bin."""
    standing = _STANDINGS.get(comment.state)
    if standing is None or comment.author is None or comment.text is None:
        return None
    return FoundItem(
        external_id=comment.id,
        kind="comment" if comment.parent is None else "reply",
        text=comment.text,
        author=FoundAuthor(id=comment.author.id, name=comment.author.name),
        created_at=comment.created_at,
        parent=comment.parent,
        post=comment.article,
        url=urljoin(account.url, comment.url),
        is_ours=comment.author.is_official,
        standing=standing,
    )


def _post(account: AccountAccess, article: Article) -> FoundItem:
    return FoundItem(
        external_id=article.id,
        kind="post",
        text=f"{article.title}\n\n{article.standfirst}",
        author=FoundAuthor(id=article.byline, name=article.byline),
        created_at=article.published_at,
        url=urljoin(account.url, article.url),
        is_ours=True,
    )


def _published(account: AccountAccess, comment: Comment) -> Published:
    return Published(external_id=comment.id, url=urljoin(account.url, comment.url))


def _wire_time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _comparable(text: str) -> str:
    """Networks tidy what they are given; what differs only in spaces or in composition is the same text."""
    return " ".join(unicodedata.normalize("NFC", text).split())
