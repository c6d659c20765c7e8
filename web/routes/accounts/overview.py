"""Every client's accounts at a glance, and a sync that somebody asks for."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import START_SYNC, Sync
from web.answers import go, is_fragment, own_path, show_blocks, show_page
from web.around import full_frame, plain_frame
from web.pages.accounts.context import Accounts, ClientAccounts
from web.rendering import paths
from web.routes.accounts.rows import by_client, client_accounts, list_accounts
from web.seat import LeadDep, Seat

router = APIRouter()


@router.get(paths.ACCOUNTS)
async def show_accounts(request: Request, seat: LeadDep) -> Response:
    clients, frame = await asyncio.gather(_list(seat), full_frame(request, seat, "accounts"))
    return show_page(request, Accounts(clients), frame)


@router.post("/accounts/{account}/syncs")
async def start_sync(
    request: Request, seat: LeadDep, account: UUID, back: Annotated[str, Form()] = paths.ACCOUNTS
) -> Response:
    sync = await seat.ask(START_SYNC, path={"account": account})
    if not is_fragment(request):
        return go(request, own_path(back), "sync_asked")
    page = Accounts(await _list(seat, sync))
    return show_blocks(request, page, plain_frame(request, seat, "accounts"), "clients")


async def _list(seat: Seat, sync: Sync | None = None) -> tuple[ClientAccounts, ...]:
    accounts = by_client(await list_accounts(seat))
    return tuple(client_accounts(one, accounts[one.id], sync) for one in seat.clients.values())
