"""What a client's agency says again and again: its saved replies, and one form."""

import asyncio
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from services.contracts.ingest import LIST_ACCOUNTS, AccountQuery, Client
from services.contracts.placeholders import NAME, SIGNATURE
from services.contracts.reply import (
    ADD_SAVED_REPLY,
    CHANGE_SAVED_REPLY,
    GET_SAVED_REPLY,
    GET_VOICE,
    LIST_SAVED_REPLIES,
    REMOVE_SAVED_REPLY,
    RESTORE_SAVED_REPLY,
    SavedReply,
    SavedReplyQuery,
)
from web.answers import go, show_page
from web.around import client_choices, full_frame, or_else
from web.forms import Faulty, post_form
from web.pages.desk.queue import ClientChoice
from web.pages.saved.context import SavedForm, SavedReplies, SavedRow
from web.placeholders import say_unknown
from web.rendering import paths
from web.seat import Seat, SeatDep

router = APIRouter()
EXCERPT_LENGTH = 180
_SUBJECT = "saved"


async def read_saved_form(
    title: Annotated[str, Form()] = "",
    text_vous: Annotated[str, Form()] = "",
    text_tu: Annotated[str, Form()] = "",
    shortcut: Annotated[str, Form()] = "",
    network: Annotated[str, Form()] = "",
) -> SavedForm:
    """Browsers send lines with CR LF; texts are kept with LF."""
    vous, tu = (text.replace("\r\n", "\n").strip() for text in (text_vous, text_tu))
    return SavedForm(None, title.strip(), vous, tu, shortcut.strip().lower(), network.strip())


SavedFormDep = Annotated[SavedForm, Depends(read_saved_form)]


@router.get(paths.SAVED_REPLIES)
async def show_saved_replies(
    request: Request,
    seat: SeatDep,
    client: str = "",
    search: str = "",
    saved: UUID | None = None,
    removed: UUID | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Without a client, the first of the person's."""
    chosen = seat.client_or_first(client)
    form = await _open(seat, chosen, saved) if saved else SavedForm()
    query = SavedReplyQuery(search=search[:200] or None, cursor=cursor)
    return await _answer(request, seat, chosen, form, query=query, removed=removed)


@router.post("/clients/{client}/saved-replies")
async def add_saved_reply(request: Request, seat: SeatDep, client: str, form: SavedFormDep) -> Response:
    return await _keep(request, seat, seat.client_called(client), form)


@router.post("/clients/{client}/saved-replies/{saved}")
async def change_saved_reply(
    request: Request, seat: SeatDep, client: str, saved: UUID, form: SavedFormDep
) -> Response:
    return await _keep(request, seat, seat.client_called(client), replace(form, saved_id=saved))


@router.post("/clients/{client}/saved-replies/{saved}/removal")
async def remove_saved_reply(request: Request, seat: SeatDep, client: str, saved: UUID) -> Response:
    chosen = seat.client_called(client)
    await seat.ask(REMOVE_SAVED_REPLY, path={"client": chosen.id, "saved": saved})
    return go(request, paths.saved_replies(chosen.slug, removed=str(saved)))


@router.post("/clients/{client}/saved-replies/{saved}/restoration")
async def restore_saved_reply(request: Request, seat: SeatDep, client: str, saved: UUID) -> Response:
    chosen = seat.client_called(client)
    await seat.ask(RESTORE_SAVED_REPLY, path={"client": chosen.id, "saved": saved})
    return go(request, paths.saved_replies(chosen.slug, saved=str(saved)), "saved_reply_restored")


async def _keep(request: Request, seat: Seat, client: Client, form: SavedForm) -> Response:
    """Add or change, and show it as it stands, with what it says beside the voice; a refused form comes back."""
    path: dict[str, str | UUID] = {"client": client.id}
    if form.saved_id is not None:
        path[_SUBJECT] = form.saved_id
    operation = ADD_SAVED_REPLY if form.saved_id is None else CHANGE_SAVED_REPLY
    try:
        values = _values(form, seat.person.language)
        kept = await post_form(seat, operation, values, path=path, otherwise="title")
    except Faulty as error:
        refused = form.refused(error.faults)
        return await _answer(request, seat, client, refused, query=SavedReplyQuery(), status=error.status)
    shown = str(kept.id) if _strays(kept) or kept.avoided else None
    return go(request, paths.saved_replies(client.slug, saved=shown), "saved_reply_kept")


def _values(form: SavedForm, language: str) -> dict[str, object]:
    """Raises Faulty."""
    texts = {"text_vous": form.text_vous, "text_tu": form.text_tu}
    faults = say_unknown(texts, (NAME, SIGNATURE), language)
    if faults:
        raise Faulty(faults)
    return {
        "title": form.title,
        "text_vous": form.text_vous or None,
        "text_tu": form.text_tu or None,
        "shortcut": form.shortcut or None,
        "network": form.network or None,
    }


async def _open(seat: Seat, client: Client, saved: UUID) -> SavedForm:
    found = await seat.ask(GET_SAVED_REPLY, path={"client": client.id, _SUBJECT: saved})
    return SavedForm(
        saved_id=found.id,
        title=found.title,
        text_vous=found.text_vous or "",
        text_tu=found.text_tu or "",
        shortcut=found.shortcut or "",
        network=found.network or "",
        speaks=found.speaks,
        strays=_strays(found),
        avoided=tuple(found.avoided),
    )


async def _answer(
    request: Request,
    seat: Seat,
    client: Client,
    form: SavedForm,
    *,
    query: SavedReplyQuery,
    removed: UUID | None = None,
    status: int = 200,
) -> Response:
    listed, voice, networks, frame = await asyncio.gather(
        seat.ask(LIST_SAVED_REPLIES, path={"client": client.id}, query=query),
        seat.ask(GET_VOICE, path={"client": client.id}),
        networks_of(seat, client),
        full_frame(request, seat, "knowledge"),
    )
    names = await seat.workplace.identity.profiles.name_subjects({one.updated_by for one in listed.items})
    page = SavedReplies(
        client=ClientChoice(client.slug, client.name),
        clients=client_choices(seat),
        address=voice.address,
        networks=tuple(sorted({*networks, *([form.network] if form.network else [])})),
        saved=tuple(_row(one, names[one.updated_by]) for one in listed.items),
        form=form,
        search=query.search or "",
        next_cursor=listed.next,
        removed=removed,
    )
    return show_page(request, page, frame, status=status)


async def networks_of(seat: Seat, client: Client) -> list[str]:
    """Return the networks on which a client has an account; none while ingest is silent."""
    accounts = await or_else(seat.ask(LIST_ACCOUNTS, query=AccountQuery(client=client.id, limit=200)), None)
    return sorted({account.network for account in accounts.items}) if accounts else []


def _row(saved: SavedReply, updated_by: str) -> SavedRow:
    text = " ".join(saved.text.split())
    excerpt = text if len(text) <= EXCERPT_LENGTH else text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …"
    return SavedRow(
        saved_id=saved.id,
        title=saved.title,
        excerpt=excerpt,
        updated_at=saved.updated_at,
        updated_by=updated_by,
        shortcut=saved.shortcut,
        network=saved.network,
        speaks=saved.speaks,
        strays=_strays(saved),
        avoided=tuple(saved.avoided),
    )


def _strays(saved: SavedReply) -> bool:
    """Whether a text says another form of address than the client's voice."""
    return saved.speaks not in {None, saved.address}
