"""Who works here: the list, and invitations whose link is shown once."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.web import NewInvitation, Role
from services.runtime.problems import NotFound
from web.answers import go, show_page
from web.around import client_choices, full_frame
from web.forms import Faulty, read_form
from web.identity.domain import Member, PendingInvitation
from web.identity.errors import EmailTaken, InvitationGone
from web.identity.invitations import IssuedLink
from web.once import forget_shown, go_and_show, read_shown
from web.pages.team.context import InvitationForm, InvitationRow, Link, MemberRow, Team
from web.rendering import paths
from web.rendering.languages import mark
from web.seat import AdministratorDep, Seat
from web.sentences import say

router = APIRouter()
_TAKEN = mark("Somebody comes in under this address already. Their page can make them a new link.")
NO_CLIENT = mark("Choose at least one client, or the role of administrator.")


@router.get(paths.TEAM)
async def show_team(request: Request, seat: AdministratorDep) -> Response:
    """An invitation's link that was just made is shown once."""
    link = read_shown(request, seat, Link)
    answer = await _answer(request, seat, InvitationForm(), link)
    return forget_shown(seat, answer) if link else answer


@router.post(paths.TEAM)
async def invite(
    request: Request,
    seat: AdministratorDep,
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[Role, Form()] = "moderator",
    clients: Annotated[list[str], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    form = InvitationForm(email.strip(), name.strip(), role, frozenset(clients))
    try:
        link = await _invite(seat, form)
    except Faulty as error:
        return await _answer(request, seat, form.refused(error.faults), status=error.status)
    except EmailTaken:
        refused = form.refused({"email": say(_TAKEN, seat.person.language)})
        return await _answer(request, seat, refused, status=409)
    return go_and_show(request, seat, paths.TEAM, link_shown(seat, form.email, link))


@router.post("/team/invitations/{invitation}/withdrawal")
async def withdraw(request: Request, seat: AdministratorDep, invitation: UUID) -> Response:
    try:
        await seat.workplace.identity.invitations.withdraw(invitation)
    except InvitationGone:
        raise NotFound from None
    return go(request, paths.TEAM, "invitation_withdrawn")


@router.post("/team/invitations/{invitation}/renewal")
async def renew(request: Request, seat: AdministratorDep, invitation: UUID) -> Response:
    """Show a new link; the old one opens nothing any more."""
    try:
        invited, link = await seat.workplace.identity.invitations.renew(invitation, seat.person.subject)
    except InvitationGone:
        raise NotFound from None
    return go_and_show(request, seat, paths.TEAM, link_shown(seat, invited.email, link))


def link_shown(seat: Seat, email: str, link: IssuedLink) -> Link:
    return Link(seat.workplace.settings.address + paths.invitation(link.token), email, link.expires_at)


def member_row(seat: Seat, member: Member) -> MemberRow:
    return MemberRow(
        member_id=member.id,
        name=member.name,
        email=member.email,
        role=member.role,
        clients=_names(seat, member.clients),
        since=member.created_at,
        is_me=member.id == seat.person.id,
        has_password=member.has_password,
        closed_at=member.closed_at,
    )


async def _invite(seat: Seat, form: InvitationForm) -> IssuedLink:
    """Raises Faulty, EmailTaken, or NotFound for a client that does not exist."""
    language = seat.person.language
    chosen = [] if form.role == "administrator" else [seat.client_called(slug).id for slug in form.chosen]
    if form.role != "administrator" and not chosen:
        raise Faulty({"clients": say(NO_CLIENT, language)})
    values = {"email": form.email, "name": form.name, "role": form.role, "clients": chosen}
    new = read_form(NewInvitation, values, language)
    return await seat.workplace.identity.invitations.invite(
        email=new.email, name=new.name, role=new.role, clients=new.clients, invited_by=seat.person.subject
    )


async def _answer(
    request: Request, seat: Seat, form: InvitationForm, link: Link | None = None, *, status: int = 200
) -> Response:
    identity = seat.workplace.identity
    members, pending, frame = await asyncio.gather(
        identity.team.list_members(seat.clients),
        identity.invitations.list_pending(),
        full_frame(request, seat, "team"),
    )
    # Who comes in no more stands last.
    rows = sorted((member_row(seat, member) for member in members), key=lambda row: row.closed_at is not None)
    page = Team(
        tuple(rows), client_choices(seat), form, tuple(_invitation(seat, one) for one in pending), link
    )
    return show_page(request, page, frame, status=status)


def _invitation(seat: Seat, pending: PendingInvitation) -> InvitationRow:
    return InvitationRow(
        invitation_id=pending.id,
        email=pending.email,
        role=pending.role,
        clients=_names(seat, pending.clients),
        expires_at=pending.expires_at,
        has_expired=pending.has_expired,
        is_return=pending.is_return,
    )


def _names(seat: Seat, clients: frozenset[UUID]) -> tuple[str, ...]:
    return tuple(client.name for client in seat.clients.values() if client.id in clients)
