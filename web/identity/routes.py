"""The operations by which an operator lets people in, or makes them known, from the command line."""

from fastapi import Request

from services.contracts import web as contracts
from services.contracts.values import Listed
from services.runtime.operations import CallerDep, Routes
from services.runtime.problems import Conflict
from web.identity.errors import EmailTaken
from web.identity.service import Identity
from web.rendering import paths
from web.settings import WebSettings

routes = Routes()


@routes.serve(contracts.INVITE_USER)
async def invite_user(
    body: contracts.NewInvitation, caller: CallerDep, request: Request
) -> contracts.Invitation:
    identity: Identity = request.app.state.identity
    try:
        link = await identity.invitations.invite(
            email=body.email, name=body.name, role=body.role, clients=body.clients, invited_by=caller.subject
        )
    except EmailTaken as error:
        raise Conflict("Somebody comes in under this address already.", code="email_taken") from error
    return contracts.Invitation(url=_address(request, link.token), expires_at=link.expires_at)


@routes.serve(contracts.LIST_USERS)
async def list_users(request: Request) -> Listed[contracts.User]:
    identity: Identity = request.app.state.identity
    members = await identity.team.list_members(())
    return Listed(
        items=[
            contracts.User(
                id=one.id,
                email=one.email,
                name=one.name,
                role=one.role,
                has_password=one.has_password,
                closed_at=one.closed_at,
            )
            for one in members
        ]
    )


@routes.serve(contracts.FIRST_SIGN_IN)
async def first_sign_in(request: Request) -> contracts.FirstSignIn:
    identity: Identity = request.app.state.identity
    link = await identity.invitations.invite_first()
    return contracts.FirstSignIn(url=None if link is None else _address(request, link.token))


@routes.serve(contracts.ADD_COLLEAGUE)
async def add_colleague(body: contracts.NewColleague, request: Request) -> contracts.Colleague:
    identity: Identity = request.app.state.identity
    try:
        user = await identity.colleagues.add(
            email=body.email, name=body.name, role=body.role, clients=body.clients
        )
    except EmailTaken as error:
        raise Conflict("Somebody comes in under this address already.", code="email_taken") from error
    return contracts.Colleague(id=user.id, name=user.name)


def _address(request: Request, token: str) -> str:
    settings: WebSettings = request.app.state.settings
    return settings.address + paths.invitation(token)
