"""A client's settings: what it is called, its time zone and colour, and its accounts."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import CHANGE_CLIENT, ChangedClient, Client
from services.runtime.problems import NotFound, Problem
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, faults_of, read_form
from web.pages.clients.context import ClientForm, ClientPage
from web.rendering import paths
from web.rendering.zones import TIME_ZONES, list_zones
from web.routes.accounts.rows import client_accounts, head_of, list_accounts
from web.seat import LeadDep, Seat
from web.sentences import say_problem

router = APIRouter()


@router.get("/clients/{client}/settings")
async def show_client(request: Request, seat: LeadDep, client: str) -> Response:
    found = seat.client_called(client)
    return await _answer(request, seat, found, ClientForm(found.name, found.time_zone, found.colour))


@router.post("/clients/{client}/settings")
async def change_client(
    request: Request,
    seat: LeadDep,
    client: str,
    name: Annotated[str, Form()] = "",
    time_zone: Annotated[str, Form(max_length=64)] = "",
    colour: Annotated[int, Form(ge=0, le=7)] = 0,
) -> Response:
    found, language = seat.client_called(client), seat.person.language
    values = {"name": name.strip(), "time_zone": time_zone, "colour": colour}
    try:
        body = read_form(ChangedClient, values, language)
        await seat.ask(CHANGE_CLIENT, path={"client": found.id}, body=body)
    except Faulty as error:
        return await _answer(request, seat, found, _form(values, error.faults), status=422)
    except NotFound:
        raise
    except Problem as problem:
        faults = faults_of(problem, language) or {"name": say_problem(problem, language)}
        return await _answer(request, seat, found, _form(values, faults), status=problem.status)
    seat.workplace.directory.forget()
    return go(request, paths.client_settings(client), "client_kept")


def _form(values: dict[str, object], faults: dict[str, str]) -> ClientForm:
    return ClientForm(**values, errors=faults)  # type: ignore[arg-type] # the three values of the form


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
