"""What is shown this once travels, sealed in a cookie, from a form's answer to the page that is loaded next.

So loading that page again makes no second key or link, and nobody keeps the first: it opens only in the session and
on the page for which it was sealed, and is forgotten as soon as that page has shown it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

from fastapi import Request
from pydantic import TypeAdapter
from starlette.responses import Response

from services.runtime.secrets import WrongKeyError
from web.answers import go
from web.seat import Visit

Shown = TypeVar("Shown")


def go_and_show(request: Request, visit: Visit, path: str, shown: object) -> Response:
    """Answer a form: see `path` next, which shows `shown` once."""
    sealed = visit.workplace.runtime.vault.seal(
        TypeAdapter(type(shown)).dump_json(shown), identity=_identity(visit, path)
    )
    response = go(request, path)
    visit.workplace.cookies.hand_over(response, urlsafe_b64encode(sealed).decode())
    return response


def read_shown(request: Request, visit: Visit, kind: type[Shown]) -> Shown | None:
    """Return what this page shall show once; None where nothing was handed over to it in this session."""
    sealed = request.cookies.get(visit.workplace.cookies.handed, "")
    try:
        opened = visit.workplace.runtime.vault.open(
            urlsafe_b64decode(sealed), identity=_identity(visit, request.url.path)
        )
    except (WrongKeyError, ValueError):  # ValueError: somebody wrote the cookie by hand.
        return None
    return TypeAdapter(kind).validate_json(opened)


def forget_shown(visit: Visit, response: Response) -> Response:
    """Return the answer that showed it; nobody sees it again."""
    visit.workplace.cookies.forget_handed(response)
    return response


def _identity(visit: Visit, path: str) -> bytes:
    return f"{visit.person.session_id} {path}".encode()
