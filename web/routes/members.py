"""One colleague: their role and clients, a link for whoever forgot their password, and the end of their account."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.web import Role
from services.runtime.problems import NotFound
from web.answers import go, show_page
from web.around import client_choices, full_frame
from web.identity.domain import Member
from web.identity.errors import LastAdministrator, NoSuchMember
from web.pages.team.context import Link, MemberForm, MemberPage
from web.rendering import paths
from web.rendering.languages import mark
from web.routes.team import NO_CLIENT, link_shown, member_row
from web.seat import AdministratorDep, Seat
from web.sentences import say

router = APIRouter()
_LAST = mark("Nobody else administers. Give somebody else that role first.")


@router.get("/team/{member}")
async def show_member(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    return await _answer(request, seat, await _find(seat, member))


@router.post("/team/{member}")
async def change_member(
    request: Request,
    seat: AdministratorDep,
    member: UUID,
    role: Annotated[Role, Form()],
    clients: Annotated[list[str], Form()] = [],  # noqa: B006 FastAPI copies the default
) -> Response:
    """What changes holds from the member's very next request."""
    found, language = await _find(seat, member), seat.person.language
    chosen = frozenset(seat.client_called(slug).id for slug in clients)
    form = MemberForm(role, frozenset(clients))
    if role != "administrator" and not chosen:
        form = MemberForm(role, frozenset(clients), clients_error=say(NO_CLIENT, language))
        return await _answer(request, seat, found, form, status=422)
    try:
        await seat.workplace.identity.team.change(member, role=role, chosen=chosen, among=seat.clients)
    except LastAdministrator:
        form = MemberForm(role, frozenset(clients), role_error=say(_LAST, language))
        return await _answer(request, seat, found, form, status=409)
    is_leaving = member == seat.person.id and role != "administrator"
    return go(request, paths.QUEUE if is_leaving else paths.member(member), "rights_kept")


@router.post("/team/{member}/link")
async def make_link(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    """Answer the page itself and redirect nowhere: the link it shows is kept by nobody."""
    found = await _find(seat, member)
    try:
        issued = await seat.workplace.identity.invitations.invite_back(member, seat.person.subject)
    except NoSuchMember:
        raise NotFound from None
    return await _answer(request, seat, found, link=link_shown(seat, found.email, issued))


@router.post("/team/{member}/closing")
async def close_account(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    found = await _find(seat, member)
    try:
        await seat.workplace.identity.team.close(member)
    except LastAdministrator:
        words = say(_LAST, seat.person.language)
        return await _answer(request, seat, found, closing_error=words, status=409)
    return go(request, paths.member(member), "account_closed")


@router.post("/team/{member}/reopening")
async def reopen_account(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    await _find(seat, member)
    await seat.workplace.identity.team.reopen(member)
    return go(request, paths.member(member), "account_reopened")


async def _find(seat: Seat, member: UUID) -> Member:
    try:
        return await seat.workplace.identity.team.get_member(member, seat.clients)
    except NoSuchMember:
        raise NotFound from None


async def _answer(
    request: Request,
    seat: Seat,
    found: Member,
    form: MemberForm | None = None,
    *,
    link: Link | None = None,
    closing_error: str | None = None,
    status: int = 200,
) -> Response:
    kept = frozenset(client.slug for client in seat.clients.values() if client.id in found.clients)
    page = MemberPage(
        member=member_row(seat, found),
        clients=client_choices(seat),
        form=form or MemberForm(found.role, kept),
        link=link,
        closing_error=closing_error,
    )
    return show_page(request, page, await full_frame(request, seat, "team"), status=status)
