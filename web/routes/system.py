"""What needs a person: services that are silent, entries set aside, actions of which nobody knows the end."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.contracts.events import RETRY_SET_ASIDE, SetAside
from services.contracts.topology import SERVICES, ServiceName
from web.answers import go, is_fragment, show_blocks, show_page
from web.around import full_frame, plain_frame, troubles_of
from web.pages.system.context import ServiceState, SetAsideRow, System
from web.rendering import paths
from web.routes.outcomes import OutcomeForm, describe_outcomes, settle
from web.seat import AdministratorDep, Seat
from web.sentences import say_code, say_notice
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


@router.post("/system/outcomes/{action}")
async def settle_outcome(
    request: Request,
    seat: AdministratorDep,
    action: UUID,
    outcome: OutcomeForm,
) -> Response:
    """Say what one saw on the network of an act that nobody knows the end of."""
    await settle(request, seat, action, outcome)
    if not is_fragment(request):
        return go(request, paths.SYSTEM, "outcome_settled")
    words = say_notice("outcome_settled", seat.person.language)
    return show_blocks(
        request,
        await _page(seat),
        plain_frame(request, seat, "system"),
        "state",
        announcement=words.text if words else "",
    )


async def _page(seat: Seat) -> System:
    troubles = await find_troubles(seat)
    return System(
        services=tuple(_state(seat, troubles, service) for service in SERVICES),
        set_aside=tuple(_entry(seat, service, entry) for service, entry in troubles.set_aside),
        unknown=await describe_outcomes(seat, troubles.unknown),
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
