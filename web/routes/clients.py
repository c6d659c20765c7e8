"""A client's settings: what it is called, its time zone and colour, and its accounts."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import CHANGE_CLIENT, GET_CLIENT, Client, Sector
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.clients.context import ClientForm, ClientPage
from web.rendering import paths
from web.rendering.zones import TIME_ZONES, list_zones
from web.routes.accounts.rows import client_accounts, head_of, list_accounts
from web.seat import LeadDep, Seat

router = APIRouter()


@router.get("/clients/{client}/settings")
async def show_client(request: Request, seat: LeadDep, client: str) -> Response:
    """The form holds the client's own name; around it, it is told apart from another of that name."""
    found = seat.client_called(client)
    kept = await seat.ask(GET_CLIENT, path={"client": found.id})
    return await _answer(
        request, seat, found, ClientForm(kept.name, kept.time_zone, kept.colour, kept.sector)
    )


@router.post("/clients/{client}/settings")
async def change_client(
    request: Request,
    seat: LeadDep,
    client: str,
    name: Annotated[str, Form()] = "",
    time_zone: Annotated[str, Form(max_length=64)] = "",
    colour: Annotated[int, Form(ge=0, le=7)] = 0,
    sector: Annotated[Sector, Form()] = "other",
) -> Response:
    found, form = seat.client_called(client), ClientForm(name.strip(), time_zone, colour, sector)
    values = {
        "name": form.name,
        "time_zone": form.time_zone,
        "colour": form.colour,
        "sector": form.sector,
    }
    try:
        await post_form(seat, CHANGE_CLIENT, values, path={"client": found.id}, otherwise="name")
    except Faulty as error:
        return await _answer(request, seat, found, form.refused(error.faults), status=error.status)
    seat.workplace.directory.forget()
    return go(request, paths.client_settings(client), "client_kept")


async def _answer(
    request: Request, seat: Seat, client: Client, form: ClientForm, *, status: int = 200
) -> Response:
    accounts, frame = await asyncio.gather(
        list_accounts(seat, client.id), full_frame(request, seat, "accounts")
    )
    page = ClientPage(
        client=head_of(client),
        accounts=client_accounts(client, accounts),
        form=form,
        zones=list_zones(seat.person.language),
        is_zone_rare=form.time_zone not in TIME_ZONES,
    )
    return show_page(request, page, frame, status=status)
