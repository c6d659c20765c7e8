"""The second opinion of a client: whether another model is asked, within which budget, and what that cost."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.triage import GET_OPINION_SETTING, SET_OPINION_SETTING
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.opinion.context import BudgetForm, Opinions
from web.rendering import paths
from web.rendering.amounts import read_amount, read_whole, write_amount
from web.rendering.languages import mark
from web.routes.accounts.rows import head_of
from web.seat import LeadDep, Seat
from web.sentences import say

router = APIRouter()
_WANTED = {
    "most_calls": mark("Calls a day: write a whole number between 1 and 100,000."),
    "most_euros": mark("Euros a day: write an amount above 0 and up to 1,000, for example 1.50."),
}


@router.get("/clients/{client}/opinion")
async def show_setting(request: Request, seat: LeadDep, client: str) -> Response:
    return await _answer(request, seat, seat.client_called(client))


@router.post("/clients/{client}/opinion")
async def set_setting(
    request: Request,
    seat: LeadDep,
    client: str,
    *,
    is_on: Annotated[bool, Form()] = False,
    calls: Annotated[str, Form()] = "",
    euros: Annotated[str, Form()] = "",
) -> Response:
    """Switch on or off, or change the budget; an amount may be written with a comma or a point."""
    found = seat.client_called(client)
    values = {"is_on": is_on, "most_calls": read_whole(calls), "most_euros": read_amount(euros)}
    try:
        await post_form(seat, SET_OPINION_SETTING, values, path={"client": found.id}, otherwise="is_on")
    except Faulty as error:
        own = {field: say(words, seat.person.language) for field, words in _WANTED.items()}
        form = BudgetForm(calls, euros).refused(
            {field: own.get(field, fault) for field, fault in error.faults.items()}
        )
        return await _answer(request, seat, found, form, status=error.status)
    return go(request, paths.opinion(found.slug), "opinion_on" if is_on else "opinion_off")


async def _answer(
    request: Request, seat: Seat, client: Client, form: BudgetForm | None = None, *, status: int = 200
) -> Response:
    setting, frame = await asyncio.gather(
        seat.ask(GET_OPINION_SETTING, path={"client": client.id}), full_frame(request, seat, "accounts")
    )
    by = setting.switched_by
    names = await seat.workplace.identity.profiles.name_subjects({by} if by else set())
    page = Opinions(
        client=head_of(client),
        setting=setting,
        form=form
        or BudgetForm(str(setting.most_calls), write_amount(setting.most_euros, seat.person.language)),
        switched_by=names.get(by or "", ""),
    )
    return show_page(request, page, frame, status=status)
