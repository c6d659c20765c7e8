"""What a client lets the machine do alone: its rules, what they rest on, and the switch of each."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, Response

from services.contracts.ingest import Client
from services.contracts.triage import (
    ADD_AUTOMATION,
    CHANGE_AUTOMATION,
    GET_AUTOMATION,
    LIST_AUTOMATION,
    REMOVE_AUTOMATION,
    SWITCH_AUTOMATION,
    Automation,
    CorrectedLabel,
    Switch,
)
from web.answers import go, is_fragment, own_path, show_blocks, show_page
from web.around import full_frame, list_stopped, plain_frame
from web.forms import Faulty, post_form
from web.pages.automation.context import RuleForm, RuleRow, Rules
from web.rendering import htmx, paths
from web.routes.accounts.rows import head_of
from web.routes.saved import networks_of
from web.seat import LeadDep, Seat, SeatDep

router = APIRouter()
# What the model says of a message; tests/triage/automation/test_labels.py holds the two together.
LABELS: tuple[str, ...] = get_args(CorrectedLabel)


async def read_rule_form(
    label: Annotated[str, Form()] = "",
    act: Annotated[str, Form()] = "",
    network: Annotated[str, Form()] = "",
    limit: Annotated[str, Form()] = "",
    share: Annotated[str, Form()] = "",
) -> RuleForm:
    return RuleForm(label, act, network, limit, share)


RuleFormDep = Annotated[RuleForm, Depends(read_rule_form)]


@router.get(paths.STOPPED)
async def show_stopped(request: Request, seat: SeatDep) -> Response:
    """Return what stands above every page of a client's team; those who may switch a rule can deal with it there."""
    frame = plain_frame(request, seat, "queue")
    here = htmx.current_path(request.headers)
    frame = replace(frame, stopped=await list_stopped(seat), path=own_path(here or paths.QUEUE))
    return HTMLResponse(seat.workplace.pages.stopped(frame), headers=htmx.VARY)


@router.get("/clients/{client}/automation")
async def show_automation(request: Request, seat: LeadDep, client: str, rule: UUID | None = None) -> Response:
    found = seat.client_called(client)
    form = RuleForm() if rule is None else await _open(seat, found, rule)
    return await _answer(request, seat, found, form)


@router.post("/clients/{client}/automation")
async def add_rule(request: Request, seat: LeadDep, client: str, form: RuleFormDep) -> Response:
    return await _keep(request, seat, seat.client_called(client), form)


@router.post("/clients/{client}/automation/{rule}")
async def change_rule(
    request: Request, seat: LeadDep, client: str, rule: UUID, form: RuleFormDep
) -> Response:
    return await _keep(request, seat, seat.client_called(client), replace(form, rule_id=rule))


@router.post("/clients/{client}/automation/{rule}/switch")
async def switch_rule(
    request: Request,
    seat: LeadDep,
    client: str,
    rule: UUID,
    *,
    is_on: Annotated[bool, Form()] = False,
    back: Annotated[str, Form()] = "",
) -> Response:
    path: dict[str, str | UUID] = {"client": seat.client_called(client).id, "rule": rule}
    switched = await seat.ask(SWITCH_AUTOMATION, path=path, body=Switch(is_on=is_on))
    return go(request, own_path(back) if back else paths.automation(client), f"rule_{switched.state}")


@router.post("/clients/{client}/automation/{rule}/removal")
async def remove_rule(request: Request, seat: LeadDep, client: str, rule: UUID) -> Response:
    await seat.ask(REMOVE_AUTOMATION, path={"client": seat.client_called(client).id, "rule": rule})
    return go(request, paths.automation(client), "rule_removed")


async def _keep(request: Request, seat: Seat, client: Client, form: RuleForm) -> Response:
    values = {
        "label": form.label,
        "action": form.act,
        "network": form.network or None,
        "highest_error": form.limit,
        "audit_share": form.share,
    }
    path: dict[str, str | UUID] = {"client": client.id}
    operation = ADD_AUTOMATION
    if form.rule_id is not None:
        path["rule"], operation = form.rule_id, CHANGE_AUTOMATION
    try:
        await post_form(seat, operation, values, path=path, otherwise="label")
    except Faulty as error:
        return await _answer(request, seat, client, form.refused(error.faults), status=error.status)
    notice = "rule_added" if form.rule_id is None else "rule_changed"
    return go(request, paths.automation(client.slug), notice)


async def _open(seat: Seat, client: Client, rule: UUID) -> RuleForm:
    found = await seat.ask(GET_AUTOMATION, path={"client": client.id, "rule": rule})
    limit, share = f"{found.highest_error:g}", f"{found.audit_share:g}"
    return RuleForm(found.label, found.action, found.network or "", limit, share, found.id)


async def _answer(
    request: Request, seat: Seat, client: Client, form: RuleForm, *, status: int = 200
) -> Response:
    listed, networks, frame = await asyncio.gather(
        seat.ask(LIST_AUTOMATION, path={"client": client.id}),
        networks_of(seat, client),
        full_frame(request, seat, "accounts"),
    )
    page = Rules(
        client=head_of(client),
        rules=await _rows(seat, listed.items),
        labels=LABELS,
        networks=_with(networks, form.network),
        form=form,
    )
    if is_fragment(request) and request.method == "GET":
        return show_blocks(request, page, frame, "rules")
    if form.rule_id is not None:
        # What was written over HTTP need not be among what the page offers.
        page = replace(page, limits=_with(page.limits, form.limit), shares=_with(page.shares, form.share))
    return show_page(request, page, frame, status=status)


def _with(offered: Iterable[str], chosen: str) -> tuple[str, ...]:
    return tuple(sorted({*offered, *([chosen] if chosen else [])}))


async def _rows(seat: Seat, rules: list[Automation]) -> tuple[RuleRow, ...]:
    people = {rule.switched_by for rule in rules if rule.switched_by}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(RuleRow(rule, names.get(rule.switched_by or "", "")) for rule in rules)
