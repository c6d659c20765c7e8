"""The site's API, as a real network would offer it to the newsroom's tools.

Below `/sites/{site}/api/v1`, with `Authorization: Bearer <token>`. Lists are pages: `limit` up to 100, and `next`
for the page after. There is no idempotency key: who is unsure whether a reply was taken reads the replies back.
Errors are `{"error": {"code", "message"}}`; 429 comes with Retry-After.
"""

from datetime import UTC, datetime
from typing import Annotated, Self

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from infra.demo.access import NetworkRoute, Place, place_of
from infra.demo.comments import OFFICIAL_ID, TEXT_LIMIT, Act, Comment, State, Writer
from infra.demo.errors import SiteError, not_found

PAGE_SIZE_MAX = 100
START = (0, 0)

router = APIRouter(prefix="/sites/{site}/api/v1", route_class=NetworkRoute)
Here = Annotated[Place, Depends(place_of)]
Limit = Annotated[int, Query(ge=1, le=PAGE_SIZE_MAX)]


class AuthorOut(BaseModel):
    id: str
    name: str
    is_official: bool


class CommentOut(BaseModel):
    """What its author deleted is a tombstone: neither text nor author."""

    id: str
    article: str
    parent: str | None
    author: AuthorOut | None
    text: str | None
    state: State
    is_edited: bool
    created_at: datetime
    updated_at: datetime
    url: str

    @classmethod
    def of(cls, comment: Comment) -> Self:
        is_deleted = comment.state is State.DELETED
        author = AuthorOut(id=comment.author_id, name=comment.author_name, is_official=comment.is_official)
        return cls(
            id=str(comment.id),
            article=comment.article,
            parent=str(comment.parent) if comment.parent is not None else None,
            author=None if is_deleted else author,
            text=None if is_deleted else comment.text,
            state=comment.state,
            is_edited=comment.is_edited,
            created_at=datetime.fromtimestamp(comment.created_at, UTC),
            updated_at=datetime.fromtimestamp(comment.updated_at, UTC),
            url=comment.path,
        )


class CommentPage(BaseModel):
    """`as_of` is the site's clock when it began to read."""

    comments: list[CommentOut]
    next: str | None
    as_of: datetime


class CommentList(BaseModel):
    comments: list[CommentOut]


class ArticleOut(BaseModel):
    id: str
    title: str
    standfirst: str
    byline: str
    published_at: datetime
    url: str


class MeOut(BaseModel):
    """Whom the token speaks for, and what the site allows."""

    site: str
    name: str
    url: str
    official: AuthorOut
    text_limit: int
    text_unit: str
    page_size_max: int


class NewReply(BaseModel):
    text: str


@router.get("/me", name="me")
def me(site: str, here: Here) -> MeOut:
    found = here.newspaper.site(site)
    return MeOut(
        site=found.slug,
        name=found.name,
        url=found.path,
        official=AuthorOut(id=OFFICIAL_ID, name=found.speaks_as, is_official=True),
        text_limit=TEXT_LIMIT,
        text_unit="code_points",
        page_size_max=PAGE_SIZE_MAX,
    )


@router.get("/comments", name="changes")
def changes(
    site: str, here: Here, since: datetime | None = None, page: str | None = None, limit: Limit = 50
) -> CommentPage:
    """Comments of any state by last change, oldest first; `since` is inclusive and counts whole seconds."""
    here.newspaper.site(site)
    as_of = datetime.fromtimestamp(int(here.clock()), UTC)
    seconds = int(since.timestamp()) if since else 0
    found = here.comments.changed(site, since=seconds, after=_place(page), limit=limit + 1)
    shown = found[:limit]
    more = f"{shown[-1].updated_at}.{shown[-1].id}" if len(found) > limit else None
    return CommentPage(comments=[CommentOut.of(comment) for comment in shown], next=more, as_of=as_of)


@router.get("/comments/{comment}", name="comment")
def comment(site: str, comment: str, here: Here) -> CommentOut:
    return CommentOut.of(here.comments.get(site, _number(comment)))


@router.get("/comments/{comment}/thread", name="thread")
def thread(site: str, comment: str, here: Here) -> CommentList:
    return CommentList(comments=[CommentOut.of(one) for one in here.comments.thread(site, _number(comment))])


@router.get("/comments/{comment}/replies", name="replies")
def replies(
    site: str, comment: str, here: Here, since: datetime | None = None, limit: Limit = PAGE_SIZE_MAX
) -> CommentList:
    """The newsroom's own replies directly under a comment, written at or after `since`."""
    seconds = int(since.timestamp()) if since else 0
    found = here.comments.official_replies(site, _number(comment), since=seconds, limit=limit)
    return CommentList(comments=[CommentOut.of(one) for one in found])


@router.post("/comments/{comment}/replies", name="reply", status_code=201)
def reply(site: str, comment: str, sent: NewReply, here: Here) -> CommentOut:
    parent = here.comments.get(site, _number(comment))
    newsroom = Writer(OFFICIAL_ID, here.newspaper.site(site).speaks_as)
    written = here.comments.write(
        site=site, article=parent.article, parent=parent.id, writer=newsroom, text=sent.text
    )
    return CommentOut.of(written)


@router.post("/comments/{comment}/hide", name="hide")
def hide(site: str, comment: str, here: Here) -> CommentOut:
    return _moderated(site, comment, here, Act.HIDE)


@router.post("/comments/{comment}/unhide", name="unhide")
def unhide(site: str, comment: str, here: Here) -> CommentOut:
    """Publish what was hidden or held; what was put aside is refused."""
    return _moderated(site, comment, here, Act.UNHIDE)


@router.post("/comments/{comment}/mark-spam", name="mark_spam")
def mark_spam(site: str, comment: str, here: Here) -> CommentOut:
    return _moderated(site, comment, here, Act.MARK_SPAM)


@router.post("/comments/{comment}/delete", name="delete")
def delete(site: str, comment: str, here: Here) -> CommentOut:
    """Put a comment into the bin."""
    return _moderated(site, comment, here, Act.DELETE)


@router.post("/comments/{comment}/restore", name="restore")
def restore(site: str, comment: str, here: Here) -> CommentOut:
    """Publish what lies in the bin or was put aside as spam."""
    return _moderated(site, comment, here, Act.RESTORE)


@router.get("/articles/{article}", name="article")
def article(site: str, article: str, here: Here) -> ArticleOut:
    found = here.newspaper.article(site, article)
    return ArticleOut(
        id=found.slug,
        title=found.title,
        standfirst=found.standfirst,
        byline=found.byline,
        published_at=datetime.fromtimestamp(found.published_at, UTC),
        url=found.path,
    )


def _moderated(site: str, comment: str, here: Place, act: Act) -> CommentOut:
    return CommentOut.of(here.comments.moderate(site, _number(comment), act))


def _number(comment: str) -> int:
    if not (comment.isascii() and comment.isdecimal()) or len(comment) > 18:
        raise not_found("comment")
    return int(comment)


def _place(page: str | None) -> tuple[int, int]:
    if page is None:
        return START
    updated_at, _, number = page.partition(".")
    if not (updated_at.isdecimal() and number.isdecimal() and len(page) < 40):
        raise SiteError(400, "page_invalid", "This page is not one that the site gave out.")
    return int(updated_at), int(number)
