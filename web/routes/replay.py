"""Replays: what a period would have looked like, asked for from the charter's form or with the one that holds."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.triage import (
    ADOPT_REPLAY,
    CANCEL_REPLAY,
    GET_AUTOMATION,
    GET_REPLAY,
    LIST_REPLAY_CHANGES,
    LIST_REPLAYS,
    START_REPLAY,
    ChangeQuery,
    Replay,
    ReplayChange,
)
from services.contracts.triage.replay import AgreementChange, Direction
from services.contracts.values import Listed, Paging
from services.runtime.problems import NotFound, Problem
from web.answers import go, is_fragment, show_blocks, show_page
from web.around import full_frame, plain_frame
from web.forms import Faulty, post_form
from web.pages.charter.context import PeriodForm
from web.pages.replay.context import ChangeRow, ReplayPage, ReplayRow, Replays, TrialForm
from web.rendering import paths
from web.rendering.spans import excerpt_text
from web.routes.accounts.rows import head_of
from web.routes.automation import LABELS
from web.routes.charter import CharterFormDep, show_form, usual_period
from web.routes.charter_form import draft_values, refused_clauses
from web.routes.replay_form import (
    is_share,
    period_values,
    read_trial,
    refused_period,
    refused_trial,
    trial_of,
    trial_values,
)
from web.routes.saved import networks_of
from web.seat import LeadDep, Seat
from web.sentences import say_problem

router = APIRouter()
REPLAYS_SHOWN = 20
CHANGES_SHOWN = 50
_DIRECTIONS: tuple[str, ...] = get_args(Direction)


@router.get("/clients/{client}/replay")
async def show_replays(request: Request, seat: LeadDep, client: str, rule: UUID | None = None) -> Response:
    """Show the replays so far and what may be asked for; `rule` stands in the form of a trial."""
    found = seat.client_called(client)
    # The charter that holds changes nothing about what was said then: another reading does.
    period = replace(usual_period(seat, found), model="own")
    trial = TrialForm(usual_period(seat, found))
    if rule is not None:
        tried = await seat.ask(GET_AUTOMATION, path={"client": found.id, "rule": rule})
        trial = trial_of(tried, trial.period)
    return await _show_all(request, seat, found, period, trial)


@router.post("/clients/{client}/replay")
async def start_replay(request: Request, seat: LeadDep, client: str, form: CharterFormDep) -> Response:
    """Begin a replay; sent from the charter's form, with what stands there as the draft."""
    found = seat.client_called(client)
    is_draft = "version" in await request.form()
    values = period_values(form.period, found.time_zone) | ({"draft": draft_values(form)} if is_draft else {})
    try:
        replay = await post_form(seat, START_REPLAY, values, path={"client": found.id}, otherwise="first_day")
    except Faulty as error:
        period = refused_period(form.period, error.faults, seat.person.language)
        if not is_draft:
            trial = TrialForm(usual_period(seat, found))
            return await _show_all(request, seat, found, period, trial, status=error.status)
        clauses = refused_clauses(form, error.faults, seat.person.language, "draft.")
        refused = replace(form, clauses=clauses, period=period)
        return await show_form(request, seat, found, refused, status=error.status)
    return go(request, paths.replay(client, replay.id))


@router.post("/clients/{client}/trials")
async def start_trial(request: Request, seat: LeadDep, client: str) -> Response:
    """Begin a replay with a rule that there need not be."""
    found, trial = seat.client_called(client), read_trial(await request.form())
    values = {**period_values(trial.period, found.time_zone), "trial": trial_values(trial)}
    try:
        replay = await post_form(seat, START_REPLAY, values, path={"client": found.id}, otherwise="first_day")
    except Faulty as error:
        trial = refused_trial(trial, error.faults, seat.person.language)
        usual = replace(usual_period(seat, found), model="own")
        return await _show_all(request, seat, found, usual, trial, status=error.status)
    return go(request, paths.replay(client, replay.id))


@router.get("/clients/{client}/replay/{replay}")
async def show_replay(
    request: Request,
    seat: LeadDep,
    client: str,
    replay: UUID,
    only: Annotated[str, Query(max_length=20)] = "",
    cursor: str | None = None,
) -> Response:
    """Show one replay; while it runs, its block asks for itself again."""
    return await _show_one(request, seat, seat.client_called(client), replay, only=only, cursor=cursor)


@router.post("/clients/{client}/replay/{replay}/cancellation")
async def cancel_replay(request: Request, seat: LeadDep, client: str, replay: UUID) -> Response:
    path: dict[str, str | UUID] = {"client": seat.client_called(client).id, "replay": replay}
    await seat.ask(CANCEL_REPLAY, path=path)
    return go(request, paths.replay(client, replay), "replay_cancelled")


@router.post("/clients/{client}/replay/{replay}/adoption")
async def adopt_replay(request: Request, seat: LeadDep, client: str, replay: UUID) -> Response:
    found = seat.client_called(client)
    try:
        await seat.ask(ADOPT_REPLAY, path={"client": found.id, "replay": replay})
    except NotFound:
        raise
    except Problem as problem:
        words = say_problem(problem, seat.person.language)
        return await _show_one(request, seat, found, replay, error=words, status=problem.status)
    return go(request, paths.charter(client), "charter_adopted")


async def _show_all(
    request: Request, seat: Seat, client: Client, form: PeriodForm, trial: TrialForm, *, status: int = 200
) -> Response:
    listed, networks, frame = await asyncio.gather(
        seat.ask(LIST_REPLAYS, path={"client": client.id}, query=Paging(limit=REPLAYS_SHOWN)),
        networks_of(seat, client),
        full_frame(request, seat, "accounts"),
    )
    rows = await _rows(seat, listed.items)
    places = tuple(sorted({*networks, *([trial.network] if trial.network else [])}))
    page = Replays(head_of(client), form, trial, rows, LABELS, places)
    # What was written over HTTP need not be among what the page offers.
    limits = {*page.limits, *([trial.bound] if is_share(trial.bound) else [])}
    return show_page(request, replace(page, limits=tuple(sorted(limits))), frame, status=status)


async def _show_one(
    request: Request,
    seat: Seat,
    client: Client,
    replay: UUID,
    *,
    only: str = "",
    cursor: str | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    path: dict[str, str | UUID] = {"client": client.id, "replay": replay}
    found, changes = await asyncio.gather(
        seat.ask(GET_REPLAY, path=path),
        seat.ask(LIST_REPLAY_CHANGES, path=path, query=_query(only, cursor)),
    )
    (row,) = await _rows(seat, [found])
    shown = _shown(changes) if found.state != "running" else ()
    page = ReplayPage(head_of(client), row, shown, only, changes.next, error)
    if is_fragment(request):
        return show_blocks(request, page, plain_frame(request, seat, "accounts"), "replay", status=status)
    return show_page(request, page, await full_frame(request, seat, "accounts"), status=status)


def _query(only: str, cursor: str | None) -> ChangeQuery:
    """Whatever is no direction and no agreement narrows nothing."""
    if only in _DIRECTIONS:
        return ChangeQuery(limit=CHANGES_SHOWN, cursor=cursor, direction=cast(Direction, only))
    agreement = cast(AgreementChange, only) if only in {"gained", "lost"} else None
    return ChangeQuery(limit=CHANGES_SHOWN, cursor=cursor, agreement=agreement)


def _shown(changes: Listed[ReplayChange]) -> tuple[ChangeRow, ...]:
    return tuple(ChangeRow(one, excerpt_text(one.text, one.spans)) for one in changes.items)


async def _rows(seat: Seat, replays: Sequence[Replay]) -> tuple[ReplayRow, ...]:
    people = {replay.asked_by for replay in replays}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(ReplayRow(replay, names.get(replay.asked_by, "")) for replay in replays)
