"""Who works here: the list, and invitations whose link is shown once."""

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.web import NewInvitation, Role
from web.answers import show_page
from web.around import full_frame
from web.forms import Faulty, read_form
from web.identity.errors import EmailTaken
from web.identity.invitations import IssuedLink
from web.pages.desk.queue import ClientChoice
from web.pages.team.context import InvitationForm, Link, MemberRow, Team
from web.rendering import paths
from web.rendering.languages import mark
from web.seat import AdministratorDep, Seat
from web.sentences import say

router = APIRouter()
_TAKEN = mark("Somebody comes in under this address already.")
_NO_CLIENT = mark("Choose at least one client, or the role of administrator.")


@router.get(paths.TEAM)
async def show_team(request: Request, seat: AdministratorDep) -> Response:
    return await _answer(request, seat, InvitationForm())


@router.post(paths.TEAM)
async def invite(
    request: Request,
    seat: AdministratorDep,
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[Role, Form()] = "moderator",
    clients: Annotated[list[str], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    """Answer the page itself and redirect nowhere: the link it shows is kept by nobody."""
    form = InvitationForm(email.strip(), name.strip(), role, frozenset(clients))
    language = seat.person.language
    try:
        link = await _invite(seat, form)
    except Faulty as error:
        return await _answer(request, seat, _refuse(form, error.faults), status=422)
    except EmailTaken:
        return await _answer(request, seat, replace(form, email_error=say(_TAKEN, language)), status=409)
    address = seat.workplace.settings.address + paths.invitation(link.token)
    return await _answer(request, seat, InvitationForm(), Link(address, form.email, link.expires_at))


async def _invite(seat: Seat, form: InvitationForm) -> IssuedLink:
    """Raises Faulty, EmailTaken, or NotFound for a client that does not exist."""
    language = seat.person.language
    chosen = [] if form.role == "administrator" else [seat.client_called(slug).id for slug in form.chosen]
    if form.role == "moderator" and not chosen:
        raise Faulty({"clients": say(_NO_CLIENT, language)})
    values = {"email": form.email, "name": form.name, "role": form.role, "clients": chosen}
    new = read_form(NewInvitation, values, language)
    return await seat.workplace.identity.invitations.invite(
        email=new.email, name=new.name, role=new.role, clients=new.clients, invited_by=seat.person.subject
    )


def _refuse(form: InvitationForm, faults: dict[str, str]) -> InvitationForm:
    return replace(form, email_error=faults.get("email"), clients_error=faults.get("clients"))


async def _answer(
    request: Request, seat: Seat, form: InvitationForm, link: Link | None = None, *, status: int = 200
) -> Response:
    members, frame = await asyncio.gather(
        seat.workplace.identity.profiles.list_members(seat.clients), full_frame(request, seat, "team")
    )
    rows = tuple(
        MemberRow(
            member.name,
            member.email,
            member.role,
            tuple(client.name for client in seat.clients.values() if client.id in member.clients),
            member.created_at,
        )
        for member in members
    )
    choices = tuple(ClientChoice(client.slug, client.name) for client in seat.clients.values())
    return show_page(request, Team(rows, choices, form, link), frame, status=status)
