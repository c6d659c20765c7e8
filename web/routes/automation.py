"""What a client lets the machine do alone: its rules, what they rest on, and the switch of each."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.triage import (
    ADD_AUTOMATION,
    LIST_AUTOMATION,
    REMOVE_AUTOMATION,
    SWITCH_AUTOMATION,
    Automation,
    Switch,
)
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.automation.context import RuleForm, RuleRow, Rules
from web.rendering import paths
from web.routes.accounts.rows import head_of
from web.routes.saved import networks_of
from web.seat import LeadDep, Seat

router = APIRouter()
# What people confirm or refute by deciding, so that there can be evidence.
LABELS = ("toxic", "insult", "hate", "threat", "harassment", "spam", "personal_data", "question")


async def read_rule_form(
    label: Annotated[str, Form()] = "",
    act: Annotated[str, Form()] = "",
    network: Annotated[str, Form()] = "",
    limit: Annotated[str, Form()] = "",
    share: Annotated[str, Form()] = "",
) -> RuleForm:
    return RuleForm(label, act, network, limit, share)


@router.get("/clients/{client}/automation")
async def show_automation(request: Request, seat: LeadDep, client: str) -> Response:
    return await _answer(request, seat, seat.client_called(client), RuleForm())


@router.post("/clients/{client}/automation")
async def add_rule(
    request: Request, seat: LeadDep, client: str, form: Annotated[RuleForm, Depends(read_rule_form)]
) -> Response:
    found = seat.client_called(client)
    values = {
        "label": form.label,
        "action": form.act,
        "network": form.network or None,
        "highest_error": form.limit,
        "audit_share": form.share,
    }
    try:
        await post_form(seat, ADD_AUTOMATION, values, path={"client": found.id}, otherwise="label")
    except Faulty as error:
        return await _answer(request, seat, found, form.refused(error.faults), status=error.status)
    return go(request, paths.automation(client), "rule_added")


@router.post("/clients/{client}/automation/{rule}/switch")
async def switch_rule(
    request: Request, seat: LeadDep, client: str, rule: UUID, *, is_on: Annotated[bool, Form()] = False
) -> Response:
    path: dict[str, str | UUID] = {"client": seat.client_called(client).id, "rule": rule}
    switched = await seat.ask(SWITCH_AUTOMATION, path=path, body=Switch(is_on=is_on))
    return go(request, paths.automation(client), f"rule_{switched.state}")


@router.post("/clients/{client}/automation/{rule}/removal")
async def remove_rule(request: Request, seat: LeadDep, client: str, rule: UUID) -> Response:
    await seat.ask(REMOVE_AUTOMATION, path={"client": seat.client_called(client).id, "rule": rule})
    return go(request, paths.automation(client), "rule_removed")


async def _answer(
    request: Request, seat: Seat, client: Client, form: RuleForm, *, status: int = 200
) -> Response:
    listed, networks, frame = await asyncio.gather(
        seat.ask(LIST_AUTOMATION, path={"client": client.id}),
        networks_of(seat, client),
        full_frame(request, seat, "accounts"),
    )
    rows = await _rows(seat, listed.items)
    page = Rules(head_of(client), rows, LABELS, tuple(networks), form)
    return show_page(request, page, frame, status=status)


async def _rows(seat: Seat, rules: list[Automation]) -> tuple[RuleRow, ...]:
    people = {rule.switched_by for rule in rules if rule.switched_by}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(RuleRow(rule, names.get(rule.switched_by or "", "")) for rule in rules)
