"""What needs a person: services that are silent, entries set aside, actions of which nobody knows the end."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.contracts.events import RETRY_SET_ASIDE, SetAside
from services.contracts.ingest import LIST_ACCOUNTS, AccountQuery, Action
from services.contracts.reply import LOOK_UP_REPLIES, ReplyLookup
from services.contracts.topology import SERVICES, ServiceName
from web.answers import go, is_fragment, show_blocks, show_page
from web.around import full_frame, or_else, plain_frame, troubles_of
from web.pages.system.context import ServiceState, SetAsideRow, System, UnknownOutcome
from web.rendering import paths
from web.seat import AdministratorDep, Seat
from web.sentences import say_code
from web.troubles import Troubles, find_troubles

router = APIRouter()


@router.get(paths.SYSTEM)
async def show_system(request: Request, seat: AdministratorDep) -> Response:
    page, frame = await asyncio.gather(_page(seat), full_frame(request, seat, "system"))
    return show_page(request, page, frame)


@router.post("/system/{service}/clients/{client}/set-aside/{entry}/retry")
async def retry(
    request: Request,
    seat: AdministratorDep,
    service: Annotated[ServiceName, Path()],
    client: str,
    entry: UUID,
) -> Response:
    path = {"client": seat.client_called(client).id, "entry": entry}
    await seat.ask(RETRY_SET_ASIDE[service], path=path)
    troubles_of(request).forget()
    if is_fragment(request):
        return show_blocks(request, await _page(seat), plain_frame(request, seat, "system"), "state")
    return go(request, paths.SYSTEM, "retried")


async def _page(seat: Seat) -> System:
    troubles = await find_troubles(seat)
    return System(
        services=tuple(_state(seat, troubles, service) for service in SERVICES),
        set_aside=tuple(_entry(seat, service, entry) for service, entry in troubles.set_aside),
        unknown=await _outcomes(seat, troubles.unknown),
    )


def _state(seat: Seat, troubles: Troubles, service: ServiceName) -> ServiceState:
    code = troubles.silent.get(service)
    return ServiceState(service, code is None, say_code(code, seat.person.language) if code else None)


def _entry(seat: Seat, service: ServiceName, entry: SetAside) -> SetAsideRow:
    client = seat.clients[entry.client_id]
    return SetAsideRow(
        service=service,
        entry_id=entry.id,
        client_slug=client.slug,
        client_name=client.name,
        position=f"{entry.source} {entry.position}",
        reason=entry.reason,
        at=entry.at,
    )


async def _outcomes(seat: Seat, actions: tuple[Action, ...]) -> tuple[UnknownOutcome, ...]:
    listed, conversations = await asyncio.gather(
        or_else(seat.ask(LIST_ACCOUNTS, query=AccountQuery()), None), _conversations(seat, actions)
    )
    networks = {account.id: account.network for account in listed.items} if listed else {}
    return tuple(
        UnknownOutcome(
            kind=action.kind,
            client_name=seat.clients[action.client_id].name,
            network=networks.get(action.account_id, ""),
            created_at=action.created_at,
            detail=action.detail,
            conversation_id=conversations.get(action.origin),
            url=action.url,
        )
        for action in actions
    )


async def _conversations(seat: Seat, actions: tuple[Action, ...]) -> dict[UUID, UUID]:
    """Return by reply the conversation to which it belongs, client by client."""
    wanted: dict[UUID, list[UUID]] = {}
    for action in actions:
        if action.kind == "publish_reply":
            wanted.setdefault(action.client_id, []).append(action.origin)
    answers = await asyncio.gather(
        *(
            or_else(seat.ask(LOOK_UP_REPLIES, path={"client": client}, body=ReplyLookup(ids=ids)), None)
            for client, ids in wanted.items()
        )
    )
    return {reply.id: reply.conversation_id for answer in answers if answer for reply in answer.items}
