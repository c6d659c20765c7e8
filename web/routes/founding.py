"""A new client of the agency, which only its administrators add."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import ADD_CLIENT, Sector
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.clients.context import NewClientForm, NewClientPage
from web.rendering import paths
from web.rendering.zones import TIME_ZONES, list_zones
from web.seat import AdministratorDep, Seat

router = APIRouter()


@router.get(paths.NEW_CLIENT)
async def show_new_client(request: Request, seat: AdministratorDep) -> Response:
    return await _answer(request, seat, NewClientForm())


@router.post(paths.NEW_CLIENT)
async def add_client(
    request: Request,
    seat: AdministratorDep,
    slug: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    time_zone: Annotated[str, Form(max_length=64)] = "",
    sector: Annotated[Sector, Form()] = "other",
) -> Response:
    """Show its settings next, where accounts are added."""
    form = NewClientForm(slug.strip().lower(), name.strip(), time_zone, sector)
    values = {"slug": form.slug, "name": form.name, "time_zone": form.time_zone, "sector": form.sector}
    try:
        client = await post_form(seat, ADD_CLIENT, values, otherwise="name")
    except Faulty as error:
        return await _answer(request, seat, form.refused(error.faults), status=error.status)
    seat.workplace.directory.forget()
    return go(request, paths.client_settings(client.slug), "client_added")


async def _answer(request: Request, seat: Seat, form: NewClientForm, *, status: int = 200) -> Response:
    page = NewClientPage(
        form, list_zones(seat.person.language), is_zone_rare=form.time_zone not in TIME_ZONES
    )
    return show_page(request, page, await full_frame(request, seat, "accounts"), status=status)
