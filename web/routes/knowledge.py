"""What a client's answers may quote: its articles, and one form."""

import asyncio
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.reply import (
    ADD_ARTICLE,
    CHANGE_ARTICLE,
    GET_ARTICLE,
    LIST_ARTICLES,
    REMOVE_ARTICLE,
    Article,
    ArticleQuery,
)
from web.answers import go, show_page
from web.around import client_choices, full_frame
from web.forms import Faulty, post_form
from web.pages.desk.queue import ClientChoice
from web.pages.knowledge.context import ArticleForm, ArticleRow, Knowledge
from web.rendering import paths
from web.rendering.languages import mark
from web.seat import Seat, SeatDep
from web.sentences import say

router = APIRouter()
EXCERPT_LENGTH = 180
_NOT_AN_ADDRESS = mark("An address begins with https:// or http://.")


@router.get(paths.KNOWLEDGE)
async def show_knowledge(
    request: Request,
    seat: SeatDep,
    client: str = "",
    search: str = "",
    article: UUID | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Without a client, the first of the person's."""
    chosen = seat.client_or_first(client)
    form = await _open(seat, chosen, article) if article else ArticleForm()
    return await _answer(request, seat, chosen, form, search=search[:200], cursor=cursor)


@router.post("/clients/{client}/articles")
async def add_article(
    request: Request,
    seat: SeatDep,
    client: str,
    title: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
) -> Response:
    form = ArticleForm(None, title.strip(), _lines(body), url.strip())
    return await _keep(request, seat, seat.client_called(client), form)


@router.post("/clients/{client}/articles/{article}")
async def change_article(
    request: Request,
    seat: SeatDep,
    client: str,
    article: UUID,
    title: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
) -> Response:
    form = ArticleForm(article, title.strip(), _lines(body), url.strip())
    return await _keep(request, seat, seat.client_called(client), form)


@router.post("/clients/{client}/articles/{article}/removal")
async def remove_article(request: Request, seat: SeatDep, client: str, article: UUID) -> Response:
    chosen = seat.client_called(client)
    await seat.ask(REMOVE_ARTICLE, path={"client": chosen.id, "article": article})
    return go(request, paths.knowledge(chosen.slug), "article_removed")


async def _keep(request: Request, seat: Seat, client: Client, form: ArticleForm) -> Response:
    """Add or change, and show the list again; a refused form comes back with what was written."""
    path: dict[str, str | UUID] = {"client": client.id}
    if form.article_id is not None:
        path["article"] = form.article_id
    operation = ADD_ARTICLE if form.article_id is None else CHANGE_ARTICLE
    try:
        await post_form(seat, operation, _values(form, seat.person.language), path=path, otherwise="body")
    except Faulty as error:
        return await _answer(request, seat, client, form.refused(error.faults), status=error.status)
    return go(request, paths.knowledge(client.slug), "article_kept")


def _values(form: ArticleForm, language: str) -> dict[str, object]:
    """Raises Faulty."""
    if form.url and urlsplit(form.url).scheme not in {"http", "https"}:
        raise Faulty({"url": say(_NOT_AN_ADDRESS, language)})
    return {"title": form.title, "body": form.body, "url": form.url or None}


async def _open(seat: Seat, client: Client, article: UUID) -> ArticleForm:
    found = await seat.ask(GET_ARTICLE, path={"client": client.id, "article": article})
    return ArticleForm(found.id, found.title, found.body, found.url or "")


async def _answer(
    request: Request,
    seat: Seat,
    client: Client,
    form: ArticleForm,
    *,
    search: str = "",
    cursor: str | None = None,
    status: int = 200,
) -> Response:
    query = ArticleQuery(search=search or None, cursor=cursor)
    listed, frame = await asyncio.gather(
        seat.ask(LIST_ARTICLES, path={"client": client.id}, query=query),
        full_frame(request, seat, "knowledge"),
    )
    subjects = {article.updated_by for article in listed.items}
    names = await seat.workplace.identity.profiles.name_subjects(subjects)
    page = Knowledge(
        client=ClientChoice(client.slug, client.name),
        clients=client_choices(seat),
        articles=tuple(_row(article, names[article.updated_by]) for article in listed.items),
        form=form,
        search=search,
        next_cursor=listed.next,
    )
    return show_page(request, page, frame, status=status)


def _row(article: Article, updated_by: str) -> ArticleRow:
    text = " ".join(article.body.split())
    excerpt = text if len(text) <= EXCERPT_LENGTH else text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …"
    return ArticleRow(article.id, article.title, excerpt, article.updated_at, updated_by, article.url)


def _lines(text: str) -> str:
    """Browsers send lines with CR LF; texts are kept with LF."""
    return text.replace("\r\n", "\n").strip()
