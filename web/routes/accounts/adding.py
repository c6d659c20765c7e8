"""A new account: first which network, then what that network asks for."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.ingest import ADD_ACCOUNT, Client, Network
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.accounts.context import AccountForm, NetworkChoice, NewAccountPage
from web.rendering import paths
from web.routes.accounts.forms import (
    AccountFormDep,
    CredentialsDep,
    refuse_account,
    refuse_credentials,
    values_of,
)
from web.routes.accounts.rows import choice_of, head_of, list_networks
from web.seat import LeadDep, Seat

router = APIRouter()


@router.get("/clients/{client}/accounts/new")
async def show_new_account(request: Request, seat: LeadDep, client: str, network: str = "") -> Response:
    chosen = seat.client_called(client)
    networks = await list_networks(seat)
    if network not in networks:
        return await _answer(request, seat, _choices(chosen, networks))
    form = AccountForm(slug=network.replace("_", "-"))
    return await _answer(request, seat, _page(chosen, choice_of(networks[network]), form))


@router.post("/clients/{client}/accounts/new")
async def add_account(
    request: Request,
    seat: LeadDep,
    client: str,
    form: AccountFormDep,
    credentials: CredentialsDep,
    network: str = "",
) -> Response:
    """A refused form comes back with what was written, except secrets; without a network, one is to be chosen."""
    chosen = seat.client_called(client)
    networks = await list_networks(seat)
    if network not in networks:
        return await _answer(request, seat, _choices(chosen, networks), status=422)
    choice = choice_of(networks[network])
    values = {**values_of(form), "slug": form.slug, "network": network, "credentials": credentials}
    try:
        account = await post_form(seat, ADD_ACCOUNT, values, path={"client": chosen.id}, otherwise="slug")
    except Faulty as error:
        refused = replace(
            _page(chosen, choice, refuse_account(form, error.faults)),
            credentials=refuse_credentials(choice, credentials, error.faults),
        )
        return await _answer(request, seat, refused, status=error.status)
    return go(request, paths.account(account.id), "account_added")


def _choices(client: Client, networks: Mapping[str, Network]) -> NewAccountPage:
    return NewAccountPage(head_of(client), tuple(choice_of(one) for one in networks.values()))


def _page(client: Client, network: NetworkChoice, form: AccountForm) -> NewAccountPage:
    return NewAccountPage(head_of(client), network=network, form=form)


async def _answer(request: Request, seat: Seat, page: NewAccountPage, *, status: int = 200) -> Response:
    frame = await full_frame(request, seat, "accounts")
    return show_page(request, page, frame, status=status)
