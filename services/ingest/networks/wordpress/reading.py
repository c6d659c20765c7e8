"""A pull: the newest page, and one more below it."""

from dataclasses import replace

from services.ingest.networks.adapter import AccountAccess, FoundItem, Page
from services.ingest.networks.wordpress.calls import Calls
from services.ingest.networks.wordpress.cursor import PAGE_SIZE, STEP, WATCHED, Cursor
from services.ingest.networks.wordpress.items import IN_THE_BIN, comment_item
from services.ingest.networks.wordpress.listing import Fate, Listed, list_comments, look_for
from services.ingest.networks.wordpress.marks import mark_of
from services.ingest.networks.wordpress.posts import posts_above
from services.ingest.networks.wordpress.wire import Comment


async def pull(calls: Calls, account: AccountAccess, written: str | None) -> Page:
    at = await _as_ourselves(calls, account, Cursor.read(written))
    pages, moved = await _read(calls, account, at)
    shown = {comment.id: comment for page in pages for comment in page.comments}
    changed = [one for one in shown.values() if at.marks.get(one.id) != mark_of(one)]
    fate = await _fate(calls, account, at, pages)
    after = moved.remembering({one.id: mark_of(one) for one in changed}, (*fate.deleted, *fate.passed))
    return Page(
        items=await _items(calls, account, changed, at.me),
        deleted=tuple(map(str, fate.deleted)),
        binned=tuple(str(one.id) for one in changed if one.status == IN_THE_BIN),
        cursor=after.written(),
        more=after.goal is not None,
    )


async def _as_ourselves(calls: Calls, account: AccountAccess, at: Cursor) -> Cursor:
    """Ask who we are at the first time, and when the account was given another user."""
    user = account.credentials.get("user", "")
    if at.me and at.user == user:
        return at
    return replace(at, user=user, me=(await calls.me(account)).id)


async def _read(calls: Calls, account: AccountAccess, at: Cursor) -> tuple[list[Listed], Cursor]:
    """Return the pages that are due with the cursor behind them, its marks untouched."""
    if at.goal is not None:
        page = await list_comments(calls, account, at.place)
        return [page], _further_down(at, page, at.goal)
    head = await list_comments(calls, account, 0)
    moved = replace(at, newest=max(at.newest, head.highest))
    if not head.is_last and head.lowest > at.newest:
        return [head], replace(moved, goal=at.newest, place=STEP, lowest=head.lowest)
    if head.is_last:
        return [head], replace(moved, place=STEP)
    again = await list_comments(calls, account, at.place)
    # What lies below the watched ones is not remembered, and would come again each time.
    is_round = again.is_last or at.place + STEP + PAGE_SIZE > WATCHED
    return [head, again], replace(moved, place=STEP if is_round else at.place + STEP)


def _further_down(at: Cursor, page: Listed, goal: int) -> Cursor:
    if page.comments and page.highest < at.lowest:
        # More were deleted above than pages share: what slipped through stands a little higher.
        return replace(at, place=max(at.place - STEP, 0))
    if page.is_last or page.lowest <= goal:
        return replace(at, goal=None, place=STEP, lowest=0)
    return replace(at, place=at.place + STEP, lowest=page.lowest or at.lowest)


async def _fate(calls: Calls, account: AccountAccess, at: Cursor, pages: list[Listed]) -> Fate:
    missing = {one for page in pages for one in page.missing(at.marks)}
    shown = {comment.id for page in pages for comment in page.comments}
    return await look_for(calls, account, sorted(missing - shown, reverse=True))


async def _items(
    calls: Calls, account: AccountAccess, changed: list[Comment], me: int
) -> tuple[FoundItem, ...]:
    """Oldest first, so that a comment comes before its answers, and posts before all."""
    comments = sorted((one for one in changed if one.status != IN_THE_BIN), key=lambda one: one.id)
    posts = await posts_above(calls, account, comments)
    return (*posts, *(comment_item(one, me) for one in comments))
