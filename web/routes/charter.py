"""A client's charter: what is proposed about what the model finds, in every version, and the way back."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.triage import (
    CHANGE_CHARTER,
    GET_CHARTER,
    GET_REPLAY,
    LIST_CHARTERS,
    RESTORE_CHARTER,
    Charter,
    CharterRestoration,
)
from services.contracts.triage.charter import MOST_VERSIONS
from services.contracts.values import Listed, Paging
from services.runtime.problems import NotFound, Problem
from web.answers import go, show_page
from web.around import full_frame
from web.forms import Faulty, post_form
from web.pages.charter.context import CharterForm, CharterPage, PeriodForm, VersionRow
from web.rendering import paths
from web.routes.accounts.rows import head_of
from web.routes.charter_form import draft_values, form_of, read_charter_form, refused_clauses
from web.seat import LeadDep, Seat
from web.sentences import say_problem

router = APIRouter()
CharterFormDep = Annotated[CharterForm, Depends(read_charter_form)]
VERSIONS_SHOWN = 20
_USUAL_DAYS = 7


@router.get("/clients/{client}/charter")
async def show_charter(
    request: Request, seat: LeadDep, client: str, draft: UUID | None = None, cursor: str | None = None
) -> Response:
    """Show the charter that holds, or the draft of a replay as if somebody had just written it."""
    found = seat.client_called(client)
    held = await seat.ask(GET_CHARTER, path={"client": found.id})
    form, day = form_of(held, held.version, usual_period(seat, found)), None
    if draft is not None:
        replay = await seat.ask(GET_REPLAY, path={"client": found.id, "replay": draft})
        period = PeriodForm(
            replay.first_day.isoformat(), replay.last_day.isoformat(), replay.model, replay.before
        )
        form, day = form_of(replay.draft or held, held.version, period), replay.asked_at.date()
    return await show_form(request, seat, found, form, draft_of=day, cursor=cursor)


@router.post("/clients/{client}/charter")
async def change_charter(request: Request, seat: LeadDep, client: str, form: CharterFormDep) -> Response:
    found = seat.client_called(client)
    values = {**draft_values(form), "expected_version": form.version}
    try:
        await post_form(seat, CHANGE_CHARTER, values, path={"client": found.id}, otherwise="version")
    except Faulty as error:
        clauses = refused_clauses(form, error.faults, seat.person.language)
        words = error.faults.get("version") or error.faults.get("expected_version", "")
        refused = replace(form.refused({**error.faults, "version": words}), clauses=clauses)
        return await show_form(request, seat, found, refused, status=error.status)
    return go(request, paths.charter(client), "charter_kept")


@router.post("/clients/{client}/charter/restoration")
async def restore_charter(
    request: Request,
    seat: LeadDep,
    client: str,
    version: Annotated[int, Form(ge=0, le=MOST_VERSIONS)],
    expected_version: Annotated[int, Form(ge=0, le=MOST_VERSIONS)],
) -> Response:
    found = seat.client_called(client)
    wanted = CharterRestoration(version=version, expected_version=expected_version)
    try:
        await seat.ask(RESTORE_CHARTER, path={"client": found.id}, body=wanted)
    except NotFound:
        raise
    except Problem as problem:
        held = await seat.ask(GET_CHARTER, path={"client": found.id})
        form = form_of(held, held.version, usual_period(seat, found))
        words = say_problem(problem, seat.person.language)
        return await show_form(request, seat, found, form.refused({"version": words}), status=problem.status)
    return go(request, paths.charter(client), "charter_restored")


async def show_form(
    request: Request,
    seat: Seat,
    client: Client,
    form: CharterForm,
    *,
    draft_of: date | None = None,
    cursor: str | None = None,
    status: int = 200,
) -> Response:
    versions, frame = await asyncio.gather(
        seat.ask(
            LIST_CHARTERS, path={"client": client.id}, query=Paging(limit=VERSIONS_SHOWN, cursor=cursor)
        ),
        full_frame(request, seat, "accounts"),
    )
    rows = await _rows(seat, versions)
    page = CharterPage(head_of(client), form, rows, versions.next, draft_of)
    return show_page(request, page, frame, status=status)


def usual_period(seat: Seat, client: Client) -> PeriodForm:
    """The last week, today included."""
    zone = ZoneInfo(client.time_zone)
    today = seat.workplace.runtime.clock.now().astimezone(zone).date()
    return PeriodForm((today - timedelta(days=_USUAL_DAYS - 1)).isoformat(), today.isoformat())


async def _rows(seat: Seat, versions: Listed[Charter]) -> tuple[VersionRow, ...]:
    people = {one.changed_by for one in versions.items if one.changed_by}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(
        VersionRow(
            one.version,
            names.get(one.changed_by or "", ""),
            one.changed_at,
            tuple(one.changes),
            one.is_wording_changed,
            one.restores,
            one.replay_id,
        )
        for one in versions.items
        if one.changed_at is not None
    )
