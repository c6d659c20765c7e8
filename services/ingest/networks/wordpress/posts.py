"""What comments were written under, so that a conversation knows what it is about."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from pydantic import TypeAdapter

from services.ingest.networks.adapter import AccountAccess, FoundItem
from services.ingest.networks.errors import Refused
from services.ingest.networks.wordpress.calls import COMMENTS, Calls
from services.ingest.networks.wordpress.items import post_item
from services.ingest.networks.wordpress.wire import Comment, Placed, Post

_PLACED = TypeAdapter(list[Placed])
_POSTS = TypeAdapter(list[Post])
_FIELDS = "id,title,link,date_gmt,author,_links.author,_embedded"
# Posts, pages and what plugins add each have a route of their own; only the comment's link tells which.
_ROUTE = re.compile(r"([\w-]+/v\d+/[\w-]+)/(\d+)$")


async def posts_above(calls: Calls, account: AccountAccess, comments: Iterable[Comment]) -> list[FoundItem]:
    """Return the posts of these comments, as far as they may be read."""
    one_each = {comment.post: comment.id for comment in comments if comment.post}
    if not one_each:
        return []
    items = [
        post_item(post)
        for route, numbers in (await _routes(calls, account, one_each.values())).items()
        for post in await _posts(calls, account, route, numbers)
    ]
    return [item for item in items if item is not None]


async def _routes(calls: Calls, account: AccountAccess, comments: Iterable[int]) -> dict[str, list[str]]:
    """Numbers of posts by the route under which their kind is listed."""
    asked: dict[str, str | int] = {
        "context": "edit",
        "status": "any",
        "per_page": 100,
        "include": ",".join(map(str, sorted(comments))),
        "_fields": "post,_links",
    }
    routes = defaultdict(list)
    for placed in await calls.get(account, COMMENTS, _PLACED, asked):
        for link in placed.links.up:
            found = _ROUTE.search(unquote(link.href))
            if found:
                routes[found[1]].append(found[2])
    return routes


async def _posts(calls: Calls, account: AccountAccess, route: str, numbers: list[str]) -> list[Post]:
    asked: dict[str, str | int] = {
        "include": ",".join(numbers),
        "per_page": 100,
        "_embed": "author",
        "_fields": _FIELDS,
    }
    try:
        return await calls.get(account, route, _POSTS, asked)
    except Refused:
        return []  # A kind that is not listed for us: its comments come without it.
