"""The pages that visitors see and the forms they send. Everything works without a script."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.demo.access import Place, place_of
from infra.demo.comments import TEXT_LIMIT, Comment
from infra.demo.errors import SiteError
from infra.demo.settings import DEFAULT_SITE
from infra.demo.threads import readable_count, threads
from infra.demo.visitors import mark_of, may_change, remembered, writer

NAME_LIMIT = 60
PARIS = ZoneInfo("Europe/Paris")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
MESSAGES = {
    "text_empty": "Votre commentaire est vide.",
    "text_too_long": f"Votre commentaire dépasse {TEXT_LIMIT} caractères.",
    "text_invalid": "Votre commentaire contient des caractères illisibles.",
    "name_invalid": f"Indiquez un nom ou un pseudonyme, de {NAME_LIMIT} caractères au plus.",
    "parent_deleted": "Le commentaire auquel vous répondez a été supprimé.",
    "parent_not_published": "Le commentaire auquel vous répondez n’est pas publié.",
}

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
Here = Annotated[Place, Depends(place_of)]
Field = Annotated[str, Form()]


def french_date(seconds: int) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return format_datetime(moment, "d MMMM y 'à' HH'\u00a0h\u00a0'mm", tzinfo=PARIS, locale="fr")


def machine_date(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


templates.filters |= {"french_date": french_date, "machine_date": machine_date}


def page(template: str, status: int = 200, **context: object) -> HTMLResponse:
    return HTMLResponse(templates.get_template(template).render(**context), status, HEADERS)


def error_page(error: SiteError) -> HTMLResponse:
    message = (
        "Cette page n’existe pas." if error.status == 404 else MESSAGES.get(error.code, "C’est impossible.")
    )
    return page("error.html", error.status, message=message)


@router.get("/")
def home(here: Here) -> Response:
    return front(DEFAULT_SITE, here)


@router.get("/sites/{site}")
def front(site: str, here: Here) -> Response:
    return page("front.html", site=here.newspaper.site(site), articles=here.newspaper.articles(site))


@router.get("/sites/{site}/articles/{article}")
def read(site: str, article: str, request: Request, here: Here, repondre: str = "") -> Response:
    return _article(site, article, request, here, parent=repondre)


@router.post("/sites/{site}/articles/{article}/comments")
def write(
    site: str,
    article: str,
    request: Request,
    here: Here,
    name: Field = "",
    text: Field = "",
    parent: Field = "",
) -> Response:
    _refuse_forgery(request)
    here.newspaper.article(site, article)
    response = RedirectResponse("", 303)
    try:
        author = writer(remembered(request, response), _clean_name(name))
        comment = here.comments.write(
            site=site, article=article, parent=_parent(parent), writer=author, text=text
        )
    except SiteError as error:
        if error.code not in MESSAGES:
            raise
        sent = {"name": name, "text": text, "parent": parent, "message": MESSAGES[error.code]}
        return _article(site, article, request, here, **sent)
    response.headers["location"] = comment.path
    return response


@router.get("/sites/{site}/comments/{comment}/modifier")
def change(site: str, comment: int, request: Request, here: Here) -> Response:
    mine = _mine(site, comment, request, here)
    return page("change.html", site=here.newspaper.site(site), comment=mine, text=mine.text, message="",
                text_limit=TEXT_LIMIT)  # fmt: skip


@router.post("/sites/{site}/comments/{comment}/modifier")
def save(site: str, comment: int, request: Request, here: Here, text: Field = "") -> Response:
    _refuse_forgery(request)
    mine = _mine(site, comment, request, here)
    try:
        here.comments.rewrite(site, comment, text)
    except SiteError as error:
        return page("change.html", error.status, site=here.newspaper.site(site), comment=mine, text=text,
                    message=MESSAGES.get(error.code, "C’est impossible."), text_limit=TEXT_LIMIT)  # fmt: skip
    return RedirectResponse(mine.path, 303)


@router.post("/sites/{site}/comments/{comment}/supprimer")
def delete(site: str, comment: int, request: Request, here: Here) -> Response:
    _refuse_forgery(request)
    mine = _mine(site, comment, request, here)
    here.comments.delete(site, comment)
    return RedirectResponse(f"/sites/{site}/articles/{mine.article}#commentaires", 303)


def _article(
    site: str,
    article: str,
    request: Request,
    here: Place,
    *,
    parent: str = "",
    name: str = "",
    text: str = "",
    message: str = "",
) -> HTMLResponse:
    comments = here.comments.under_article(site, article)
    roots = threads(comments, mark_of(request))
    answered = next((one for one in comments if str(one.id) == parent), None)
    return page(
        "article.html",
        422 if message else 200,
        site=here.newspaper.site(site),
        article=here.newspaper.article(site, article),
        roots=roots,
        count=readable_count(roots),
        answered=answered,
        name=name,
        text=text,
        message=message,
        text_limit=TEXT_LIMIT,
        name_limit=NAME_LIMIT,
    )


def _mine(site: str, comment: int, request: Request, here: Place) -> Comment:
    found = here.comments.get(site, comment)
    if not may_change(found, mark_of(request)):
        raise SiteError(404, "comment_not_found", "There is no such comment.")
    return found


def _parent(parent: str) -> int | None:
    if not parent:
        return None
    if not (parent.isascii() and parent.isdecimal()) or len(parent) > 18:
        raise SiteError(404, "comment_not_found", "There is no such comment.")
    return int(parent)


def _clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise SiteError(422, "name_invalid", "A comment needs a name.")
    return name


def _refuse_forgery(request: Request) -> None:
    """Browsers say where a form comes from; another site's is refused."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise SiteError(403, "foreign_form", "This form came from another site.")
