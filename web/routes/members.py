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
from web.once import forget_shown, go_and_show, read_shown
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
    """A link that was just made is shown once."""
    link = read_shown(request, seat, Link)
    answer = await _answer(request, seat, await _find(seat, member), link=link)
    return forget_shown(seat, answer) if link else answer


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
        refused = form.refused({"clients": say(NO_CLIENT, language)})
        return await _answer(request, seat, found, refused, status=422)
    try:
        await seat.workplace.identity.team.change(member, role=role, chosen=chosen, among=seat.clients)
    except LastAdministrator:
        refused = form.refused({"role": say(_LAST, language)})
        return await _answer(request, seat, found, refused, status=409)
    is_leaving = member == seat.person.id and role != "administrator"
    return go(request, paths.QUEUE if is_leaving else paths.member(member), "rights_kept")


@router.post("/team/{member}/link")
async def make_link(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    found = await _find(seat, member)
    try:
        issued = await seat.workplace.identity.invitations.invite_back(member, seat.person.subject)
    except NoSuchMember:
        raise NotFound from None
    return go_and_show(request, seat, paths.member(member), link_shown(seat, found.email, issued))


@router.post("/team/{member}/closing")
async def close_account(request: Request, seat: AdministratorDep, member: UUID) -> Response:
    found = await _find(seat, member)
    try:
        await seat.workplace.identity.team.close(member)
    except LastAdministrator:
        refused = _form(seat, found).refused({"closing": say(_LAST, seat.person.language)})
        return await _answer(request, seat, found, refused, status=409)
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
    status: int = 200,
) -> Response:
    page = MemberPage(
        member=member_row(seat, found),
        clients=client_choices(seat),
        form=form or _form(seat, found),
        link=link,
    )
    return show_page(request, page, await full_frame(request, seat, "team"), status=status)


def _form(seat: Seat, found: Member) -> MemberForm:
    kept = frozenset(client.slug for client in seat.clients.values() if client.id in found.clients)
    return MemberForm(found.role, kept)
