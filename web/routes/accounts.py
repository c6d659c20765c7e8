"""Where each client is present: the accounts, a new one, and a sync that somebody asks for."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import (
    ADD_ACCOUNT,
    LIST_ACCOUNTS,
    START_SYNC,
    Account,
    AccountQuery,
    Client,
    NewAccount,
    Sync,
)
from services.runtime.problems import NotFound, Problem
from web.answers import go, is_fragment, show_blocks, show_page
from web.around import full_frame, plain_frame
from web.forms import Faulty, faults_of, read_form
from web.pages.accounts.context import AccountForm, AccountRow, Accounts, ClientAccounts, SyncShown
from web.pages.desk.queue import ClientChoice
from web.rendering import paths
from web.seat import LeadDep, Seat
from web.sentences import say_problem

router = APIRouter()
# Networks that can be added here; what is pushed to us is added by the operator, with its key.
NETWORKS = ("sandbox",)


@router.get(paths.ACCOUNTS)
async def show_accounts(request: Request, seat: LeadDep) -> Response:
    return await _answer(request, seat, AccountForm())


@router.post(paths.ACCOUNTS)
async def add_account(
    request: Request,
    seat: LeadDep,
    client: Annotated[str, Form()] = "",
    network: Annotated[str, Form()] = "",
    slug: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
) -> Response:
    """A refused form comes back with what was written, except the secret."""
    form = AccountForm(client=client, network=network, slug=slug.strip(), name=name.strip(), url=url.strip())
    language = seat.person.language
    try:
        values = {
            "slug": form.slug,
            "network": form.network,
            "name": form.name,
            "url": form.url,
            "credentials": {"token": token.strip()} if token.strip() else {},
        }
        new = read_form(NewAccount, values, language)
        await seat.ask(ADD_ACCOUNT, path={"client": seat.client_called(client).id}, body=new)
    except Faulty as error:
        return await _answer(request, seat, form.refused(error.faults), status=422)
    except NotFound:
        raise
    except Problem as problem:
        faults = faults_of(problem, language) or {"slug": say_problem(problem, language)}
        return await _answer(request, seat, form.refused(faults), status=problem.status)
    return go(request, paths.ACCOUNTS, "account_added")


@router.post("/accounts/{account}/syncs")
async def start_sync(request: Request, seat: LeadDep, account: UUID) -> Response:
    sync = await seat.ask(START_SYNC, path={"account": account})
    if not is_fragment(request):
        return go(request, paths.ACCOUNTS, "sync_asked")
    page = Accounts(await _list(seat, sync), form=AccountForm(), choices=_choices(seat), networks=NETWORKS)
    return show_blocks(request, page, plain_frame(request, seat, "accounts"), "clients")


async def _answer(request: Request, seat: Seat, form: AccountForm, *, status: int = 200) -> Response:
    clients, frame = await asyncio.gather(_list(seat), full_frame(request, seat, "accounts"))
    page = Accounts(clients, form=form, choices=_choices(seat), networks=NETWORKS)
    return show_page(request, page, frame, status=status)


def _choices(seat: Seat) -> tuple[ClientChoice, ...]:
    return tuple(ClientChoice(client.slug, client.name) for client in seat.clients.values())


async def _list(seat: Seat, sync: Sync | None = None) -> tuple[ClientAccounts, ...]:
    listed = await seat.ask(LIST_ACCOUNTS, query=AccountQuery())
    found = list(listed.items)
    while listed.next:
        listed = await seat.ask(LIST_ACCOUNTS, query=AccountQuery(cursor=listed.next))
        found += listed.items
    by_client: dict[UUID, list[Account]] = defaultdict(list)
    for account in found:
        by_client[account.client_id].append(account)
    return tuple(_client(client, by_client[client.id], sync) for client in seat.clients.values())


def _client(client: Client, accounts: Sequence[Account], sync: Sync | None) -> ClientAccounts:
    rows = tuple(_row(account, sync) for account in accounts)
    return ClientAccounts(client.slug, client.name, client.colour, client.time_zone, rows)


def _row(account: Account, sync: Sync | None) -> AccountRow:
    is_synced = sync is not None and sync.account_id == account.id
    return AccountRow(
        account_id=account.id,
        network=account.network,
        name=account.name or account.slug,
        url=account.url,
        is_pulled=account.is_pulled,
        can_reply=account.can_reply,
        can_hide=account.can_hide,
        interval_seconds=account.interval_seconds,
        last_sync_at=account.last_sync_at,
        last_error=account.last_error,
        sync=SyncShown(sync.state, sync.found, sync.error) if is_synced and sync else None,
    )
