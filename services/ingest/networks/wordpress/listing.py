"""One page of a site's comments, and what its gaps say about those that were there before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.errors import Gone, Refused
from services.ingest.networks.wordpress.calls import COMMENTS, Calls
from services.ingest.networks.wordpress.cursor import PAGE_SIZE
from services.ingest.networks.wordpress.door import read
from services.ingest.networks.wordpress.wire import COMMENT_FIELDS, Comment

# How far back a site is read: what is older is neither fetched at the first time nor watched.
HORIZON = timedelta(days=30)
# Comments that a page no longer shows are asked for one by one, so many in one pull.
LOOKS = 20

_LIST = TypeAdapter(list[Comment])
_ANYTHING = TypeAdapter(object)
_MODERATORS: dict[str, str | int] = {"context": "edit", "status": "any", "per_page": PAGE_SIZE}


@dataclass(frozen=True, slots=True)
class Listed:
    """Comments by number, newest first, from an offset on; `total` counts all of the listing."""

    comments: list[Comment]
    offset: int
    total: int

    @property
    def highest(self) -> int:
        return self.comments[0].id if self.comments else 0

    @property
    def lowest(self) -> int:
        return self.comments[-1].id if self.comments else 0

    @property
    def is_last(self) -> bool:
        """Comments that we may not read are counted and not shown: only the total tells the end."""
        return self.offset + PAGE_SIZE >= self.total

    def missing(self, known: Collection[int]) -> list[int]:
        """Those of the known numbers that would stand on this page and do not."""
        shown = {comment.id for comment in self.comments}
        if not self.comments and self.offset:
            return []
        top = float("inf") if self.offset == 0 else self.highest
        bottom = 0 if self.is_last else self.lowest
        return sorted((one for one in known if bottom <= one <= top and one not in shown), reverse=True)


async def list_comments(calls: Calls, account: AccountAccess, offset: int) -> Listed:
    """List what was written within the horizon, whatever its status."""
    asked: dict[str, str | int] = {
        **_MODERATORS,
        "_fields": COMMENT_FIELDS,
        "orderby": "id",
        "order": "desc",
        "offset": offset,
        "after": (datetime.now(UTC) - HORIZON).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    answer = await calls.ask(account, "GET", COMMENTS, params=asked)
    comments = read(answer, _LIST)
    total = answer.headers.get("x-wp-total", "")
    # A proxy that takes the header away leaves only the length of the page.
    guess = offset + len(comments) + (len(comments) == PAGE_SIZE)
    return Listed(comments, offset, int(total) if total.isdecimal() else guess)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of comments that their page no longer shows: `passed` have only grown old or gone from our eyes."""

    deleted: tuple[int, ...]
    passed: tuple[int, ...]


async def look_for(calls: Calls, account: AccountAccess, missing: list[int]) -> Fate:
    """Find out whether comments are gone for good; those for which there is no time now are in neither list."""
    asked = missing[:PAGE_SIZE]
    if not asked:
        return Fate((), ())
    params: dict[str, str | int] = {
        **_MODERATORS,
        "include": ",".join(map(str, asked)),
        "_fields": COMMENT_FIELDS,
    }
    standing = {
        comment.id for comment in read(await calls.ask(account, "GET", COMMENTS, params=params), _LIST)
    }
    unseen = [one for one in asked if one not in standing][:LOOKS]
    deleted = [one for one in unseen if await _is_gone(calls, account, one)]
    passed = standing | (set(unseen) - set(deleted))
    return Fate(tuple(deleted), tuple(sorted(passed)))


async def _is_gone(calls: Calls, account: AccountAccess, comment: int) -> bool:
    try:
        await calls.get(account, f"{COMMENTS}/{comment}", _ANYTHING, {"_fields": "id"})
    except Gone:
        return True
    except Refused:
        return False  # It is there, and not for our eyes.
    return False
