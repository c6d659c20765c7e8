"""From the site's comments and posts to items, without what is nobody's business: addresses of mail and machines."""

import hashlib
import html
from typing import Literal
from urllib.parse import urlsplit

from services.ingest.networks.adapter import FoundAuthor, FoundItem
from services.ingest.networks.wordpress.errors import plain
from services.ingest.networks.wordpress.wire import Comment, Post

IN_THE_BIN = "trash"
# What is not named here is out of sight as well: `post-trashed` below a post in the bin, and plugins' own.
_STANDINGS: dict[str, Literal["visible", "held", "spam"]] = {
    "approved": "visible",
    "hold": "held",
    "spam": "spam",
}


def comment_item(comment: Comment, me: int) -> FoundItem:
    return FoundItem(
        external_id=str(comment.id),
        kind="reply" if comment.parent else "comment",
        # Stored as HTML: what a visitor wrote as "&" stands there as "&amp;".
        text=html.unescape(comment.content.raw),
        author=_author(comment),
        created_at=comment.written_at,
        parent=str(comment.parent) if comment.parent else None,
        post=post_id(comment.post),
        url=comment.link,
        is_ours=comment.author == me,
        standing=_STANDINGS.get(comment.status, "hidden"),
    )


def post_item(post: Post) -> FoundItem | None:
    """None for a post that is not dated yet, which nobody has read."""
    if post.date_gmt is None:
        return None
    byline = next((author.name for author in post.embedded.author if author.name), "")
    return FoundItem(
        external_id=post_id(post.id),
        kind="post",
        text=plain(post.title.rendered),
        author=FoundAuthor(id=f"user-{post.author}", name=byline or urlsplit(post.link).hostname or ""),
        created_at=post.date_gmt,
        url=post.link,
        is_ours=True,
    )


def post_id(post: int) -> str:
    """Posts and comments are numbered apart, so a number alone would name one of each."""
    return f"post-{post}"


def _author(comment: Comment) -> FoundAuthor:
    name = html.unescape(comment.author_name)
    url = html.unescape(comment.author_url)
    return FoundAuthor(id=_author_id(comment), name=name, url=url if url.startswith("http") else None)


def _author_id(comment: Comment) -> str:
    """A registered user's number, or a mark of what a visitor signed with, bound to the site.

    The mark cannot be turned back, and a list of addresses for one site fits no other.
    """
    if comment.author:
        return f"user-{comment.author}"
    signed = comment.author_email.strip().lower() or comment.author_name.strip()
    if not signed:
        return f"nobody-{comment.id}"
    site = urlsplit(comment.link).hostname or ""
    return "visitor-" + hashlib.sha256(f"{site} {signed}".encode()).hexdigest()[:16]
