"""Who a visitor is: a random mark in a cookie, which lets a browser change and delete what it wrote."""

import hashlib
import secrets

from fastapi import Request, Response

from infra.demo.comments import Comment, Writer

COOKIE = "gazette_visitor"
YEAR = 365 * 24 * 3_600


def mark_of(request: Request) -> str | None:
    """What the database keeps instead of the cookie's value."""
    value = request.cookies.get(COOKIE, "")
    return _digest(value) if value else None


def remembered(request: Request, response: Response) -> str:
    """The visitor's mark, given to the browser when it has none yet."""
    value = request.cookies.get(COOKIE, "") or secrets.token_urlsafe(24)
    response.set_cookie(COOKIE, value, max_age=YEAR, path="/sites", httponly=True, samesite="lax")
    return _digest(value)


def writer(mark: str, name: str) -> Writer:
    return Writer(author_id(mark, name), name, mark)


def author_id(mark: str, name: str) -> str:
    """People who share a browser, as in a demonstration, stay different authors by their names."""
    return "v" + _digest(f"{mark}\n{name.casefold()}")[:16]


def may_change(comment: Comment, mark: str | None) -> bool:
    return mark is not None and comment.visitor == mark


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
