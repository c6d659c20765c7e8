"""The keys with which programs speak in a client's name: each is shown once, replaced with an overlap, revoked."""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import (
    ADD_KEY,
    LIST_KEYS,
    REVOKE_KEY,
    ROTATE_KEY,
    Client,
    Key,
    Rotation,
)
from services.contracts.topology import KEY_SCOPES
from services.contracts.values import Paging
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.once import forget_shown, go_and_show, read_shown
from web.pages.keys.context import IssuedKey, KeyForm, KeyRow, Keys
from web.rendering import paths
from web.routes.accounts.rows import head_of
from web.seat import LeadDep, Seat

router = APIRouter()
SCOPES = tuple(sorted(KEY_SCOPES))


@router.get("/clients/{client}/keys")
async def show_keys(request: Request, seat: LeadDep, client: str) -> Response:
    """A key that was just made is shown once."""
    issued = read_shown(request, seat, IssuedKey)
    answer = await _answer(request, seat, seat.client_called(client), KeyForm(), issued)
    return forget_shown(seat, answer) if issued else answer


@router.post("/clients/{client}/keys")
async def add_key(
    request: Request,
    seat: LeadDep,
    client: str,
    name: Annotated[str, Form()] = "",
    scopes: Annotated[list[str], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    found, form = seat.client_called(client), KeyForm(name.strip(), frozenset(scopes) & KEY_SCOPES)
    values = {"name": form.name, "scopes": sorted(form.chosen)}
    try:
        issued = await post_form(seat, ADD_KEY, values, path={"client": found.id}, otherwise="name")
    except Faulty as error:
        return await _answer(request, seat, found, form.refused(error.faults), status=error.status)
    return go_and_show(request, seat, paths.keys(client), IssuedKey(issued.key, issued.about.name))


@router.post("/clients/{client}/keys/{key}/rotation")
async def rotate_key(
    request: Request,
    seat: LeadDep,
    client: str,
    key: str,
    hours: Annotated[float, Form(ge=0, le=720)] = 24,
) -> Response:
    """Show the new key; the old one runs out by itself."""
    found = seat.client_called(client)
    path: dict[str, str | UUID] = {"client": found.id, "key": key}
    issued = await seat.ask(ROTATE_KEY, path=path, body=Rotation(overlap_hours=hours))
    shown = IssuedKey(issued.key, issued.about.name, is_replacement=True)
    return go_and_show(request, seat, paths.keys(client), shown)


@router.post("/clients/{client}/keys/{key}/revocation")
async def revoke_key(request: Request, seat: LeadDep, client: str, key: str) -> Response:
    await seat.ask(REVOKE_KEY, path={"client": seat.client_called(client).id, "key": key})
    return go(request, paths.keys(client), "key_revoked")


async def _answer(
    request: Request,
    seat: Seat,
    client: Client,
    form: KeyForm,
    issued: IssuedKey | None = None,
    *,
    status: int = 200,
) -> Response:
    keys, frame = await asyncio.gather(_list(seat, client), full_frame(request, seat, "accounts"))
    keys.sort(key=lambda key: key.created_at, reverse=True)
    rows = sorted((_row(key, frame.now) for key in keys), key=lambda row: row.state == "ended")
    page = Keys(head_of(client), tuple(rows), SCOPES, form, issued)
    return show_page(request, page, frame, status=status)


async def _list(seat: Seat, client: Client) -> list[Key]:
    listed = await seat.ask(LIST_KEYS, path={"client": client.id}, query=Paging(limit=200))
    found = list(listed.items)
    while listed.next:
        query = Paging(limit=200, cursor=listed.next)
        listed = await seat.ask(LIST_KEYS, path={"client": client.id}, query=query)
        found += listed.items
    return found


def _row(key: Key, now: datetime) -> KeyRow:
    ended = key.revoked_at
    return KeyRow(
        key_id=key.id,
        name=key.name,
        scopes=tuple(key.scopes),
        state="holds" if ended is None else "runs_out" if ended > now else "ended",
        created_at=key.created_at,
        ended_at=ended,
        last_used_at=key.last_used_at,
    )
