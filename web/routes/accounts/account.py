"""One account: how its reading goes, its settings and credentials, and its end, which can be undone."""

import asyncio
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.contracts.ingest import (
    CHANGE_ACCOUNT,
    CHECK_ACCOUNT,
    GET_ACCOUNT,
    PAUSE_ACCOUNT,
    REMOVE_ACCOUNT,
    RENEW_CREDENTIALS,
    RESTORE_ACCOUNT,
    RESUME_ACCOUNT,
    Account,
    AccountCheck,
)
from services.contracts.operation import Operation
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.accounts.context import AccountForm, AccountPage, CheckShown, CredentialsForm, NetworkChoice
from web.rendering import paths
from web.rendering.languages import load_language
from web.rendering.network_words import SENTENCES, explain_refusal
from web.routes.accounts.forms import (
    CREDENTIALS,
    AccountFormDep,
    CredentialsDep,
    refuse_credentials,
    values_of,
)
from web.routes.accounts.rows import choice_of, head_of, list_networks, row_of
from web.seat import LeadDep, Seat

router = APIRouter()

Step = Literal["pause", "resume", "removal", "restoration"]
# What a step asks for, and the notice that says it was done.
_STEPS: dict[Step, tuple[Operation[Account], str]] = {
    "pause": (PAUSE_ACCOUNT, "account_paused"),
    "resume": (RESUME_ACCOUNT, "account_resumed"),
    "removal": (REMOVE_ACCOUNT, "account_removed"),
    "restoration": (RESTORE_ACCOUNT, "account_restored"),
}


@router.get("/accounts/{account}")
async def show_account(request: Request, seat: LeadDep, account: UUID) -> Response:
    return await _answer(request, seat, await _get(seat, account))


@router.post("/accounts/{account}")
async def change_account(request: Request, seat: LeadDep, account: UUID, form: AccountFormDep) -> Response:
    found = await _get(seat, account)
    try:
        await post_form(seat, CHANGE_ACCOUNT, values_of(form), path={"account": account}, otherwise="name")
    except Faulty as error:
        return await _answer(request, seat, found, form.refused(error.faults), status=error.status)
    return go(request, paths.account(account), "account_kept")


@router.post("/accounts/{account}/credentials")
async def renew_credentials(
    request: Request, seat: LeadDep, account: UUID, credentials: CredentialsDep
) -> Response:
    """What was written never comes back, whether it is taken or not."""
    found = await _get(seat, account)
    values, path = {"credentials": credentials}, {"account": account}
    try:
        await post_form(seat, RENEW_CREDENTIALS, values, path=path, otherwise=CREDENTIALS)
    except Faulty as error:
        refused = refuse_credentials(await _network(seat, found), credentials, error.faults)
        return await _answer(request, seat, found, credentials=refused, status=error.status)
    return go(request, paths.account(account), "credentials_renewed")


@router.post("/accounts/{account}/check")
async def check_account(request: Request, seat: LeadDep, account: UUID) -> Response:
    """Knock at the door there and say on the page what came of it; nothing of it is kept."""
    check = await seat.ask(CHECK_ACCOUNT, path={"account": account})
    return await _answer(request, seat, await _get(seat, account), check=_check(check, seat.person.language))


@router.post("/accounts/{account}/{step}")
async def take_step(
    request: Request, seat: LeadDep, account: UUID, step: Annotated[Step, Path()]
) -> Response:
    operation, notice = _STEPS[step]
    await seat.ask(operation, path={"account": account})
    return go(request, paths.account(account), notice)


async def _get(seat: Seat, account: UUID) -> Account:
    return await seat.ask(GET_ACCOUNT, path={"account": account})


async def _network(seat: Seat, account: Account) -> NetworkChoice:
    known = (await list_networks(seat)).get(account.network)
    return choice_of(known) if known else NetworkChoice(account.network, account.is_pulled)


async def _answer(
    request: Request,
    seat: Seat,
    account: Account,
    form: AccountForm | None = None,
    *,
    credentials: CredentialsForm = CredentialsForm(),  # noqa: B008 it is frozen
    check: CheckShown | None = None,
    status: int = 200,
) -> Response:
    frame, network = await asyncio.gather(full_frame(request, seat, "accounts"), _network(seat, account))
    page = AccountPage(
        client=head_of(seat.clients[account.client_id]),
        account=row_of(account),
        form=form or _form(account),
        network=network,
        credentials=credentials,
        has_credentials=account.has_credentials,
        check=check,
    )
    return show_page(request, page, frame, status=status)


def _form(account: Account) -> AccountForm:
    seconds = account.interval_seconds
    return AccountForm(
        slug=account.slug,
        name=account.name,
        url=account.url,
        interval="" if seconds is None else f"{seconds:g}",
        own_author_id=account.own_author_id or "",
    )


def _check(check: AccountCheck, language: str) -> CheckShown:
    is_known = check.detail in SENTENCES
    return CheckShown(
        name=check.name,
        text_limit=check.text_limit,
        acts=tuple(check.acts),
        lacks=tuple(check.lacks),
        trouble=check.trouble,
        code=check.code,
        why=explain_refusal(check.detail, load_language(language)) if is_known else None,
    )
