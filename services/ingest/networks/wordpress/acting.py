"""What is sent to a site: replies, and the status of comments."""

from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from services.ingest.networks.adapter import AccountAccess, Published, Reply
from services.ingest.networks.errors import Gone, OutcomeUnknown, Refused
from services.ingest.networks.wordpress.calls import COMMENT, COMMENTS, Calls, number_of
from services.ingest.networks.wordpress.door import read
from services.ingest.networks.wordpress.errors import refusal
from services.ingest.networks.wordpress.items import IN_THE_BIN
from services.ingest.networks.wordpress.text import comparable, outgoing
from services.ingest.networks.wordpress.wire import COMMENT_FIELDS, Comment, Status

# The site's clock and ours may differ. Looking too far back is harmless: WordPress takes the same words of the
# same user below the same comment only once.
CLOCK_SKEW = timedelta(minutes=5)

_OUT_OF_THE_WAY = frozenset({"rest_already_trashed", "rest_comment_invalid_id"})
_LIST = TypeAdapter(list[Comment])


async def publish(calls: Calls, account: AccountAccess, reply: Reply) -> Published:
    """Write below a comment that the public sees; WordPress itself would take an answer to nothing."""
    parent, began = await _parent(calls, account, reply), datetime.now(UTC)
    sent = {
        "post": parent.post,
        "parent": parent.id,
        "content": outgoing(reply.text),
        "status": "approved",  # Whatever the site or its plugins would hold back, it is a moderator who writes.
    }
    try:
        written = read(await calls.act(account, "POST", COMMENTS, sent), COMMENT)
    except Refused as error:
        if error.code != "comment_duplicate":
            raise
        # A proxy that repeats what it has sent already is told so, and so are we: it has just been published.
        standing = await find(calls, account, reply, began, frozenset())
        if standing is None:
            raise
        return standing
    if written.status != "approved":
        raise refusal("reply_held")
    return Published(str(written.id), written.link)


async def find(
    calls: Calls, account: AccountAccess, reply: Reply, since: datetime, known: frozenset[str]
) -> Published | None:
    """Our reply of this text below its parent, as the public sees it."""
    me = (await calls.me(account)).id
    asked: dict[str, str | int] = {
        "context": "edit",
        "status": "approve",
        "parent": number_of(reply.parent),
        "author": me,
        "orderby": "id",
        "order": "desc",
        "per_page": 100,
        "_fields": COMMENT_FIELDS,
    }
    wanted = comparable(outgoing(reply.text))
    for comment in await calls.get(account, COMMENTS, _LIST, asked):
        is_new = comment.written_at >= since - CLOCK_SKEW
        if is_new and str(comment.id) not in known and comparable(comment.content.raw) == wanted:
            return Published(str(comment.id), comment.link)
    return None


async def set_status(
    calls: Calls,
    account: AccountAccess,
    external_id: str,
    wanted: Status,
    *,
    enough: frozenset[str] = frozenset(),
) -> None:
    """Give a comment a status. One that it has already, or that is as good, is success.

    WordPress answers a change that changes nothing with a failure, so it is asked before and, after a failure,
    again: somebody else may have been as fast.
    """
    fine = enough | {wanted}
    comment = await calls.comment_to_act_on(account, external_id)
    if comment.status in fine:
        return
    try:
        await calls.act(account, "POST", f"{COMMENTS}/{comment.id}", {"status": wanted})
    except OutcomeUnknown as error:
        if error.code != "rest_comment_failed_edit":
            raise
        if (await calls.comment(account, external_id)).status not in fine:
            raise Refused(error.code, error.detail) from error


async def delete(calls: Calls, account: AccountAccess, external_id: str) -> None:
    """Put a comment into the bin; gone already, or there already, is success."""
    try:
        await calls.act(account, "DELETE", f"{COMMENTS}/{number_of(external_id)}")
    except Gone as error:
        if error.code not in _OUT_OF_THE_WAY:
            raise


async def _parent(calls: Calls, account: AccountAccess, reply: Reply) -> Comment:
    parent = await calls.comment_to_act_on(account, reply.parent)
    if parent.status == IN_THE_BIN:
        raise refusal("parent_in_bin", Gone)
    if parent.status != "approved":
        raise refusal("parent_not_visible")
    return parent
