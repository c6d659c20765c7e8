"""What a person changes about themselves: language and looks, time zone, password, sessions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.runtime.problems import Invalid, NotFound
from web.answers import go, own_path, show_page
from web.around import full_frame
from web.identity.domain import SHORTEST_PASSWORD, Theme
from web.identity.errors import PasswordRefused, TooManyTries, WrongCredentials
from web.pages.me.context import Me, PasswordForm, SessionRow
from web.rendering import paths
from web.rendering.languages import LANGUAGES, mark
from web.rendering.zones import TIME_ZONES, list_zones
from web.seat import Seat, SeatDep, VisitDep, origin_of
from web.sentences import say, say_fault, say_wait

router = APIRouter()
_WRONG = mark("This is not your present password.")


@router.get(paths.ME)
async def show_me(request: Request, seat: SeatDep) -> Response:
    return await _answer(request, seat, PasswordForm())


@router.post(paths.PREFERENCES)
async def change_looks(
    request: Request,
    visit: VisitDep,
    language: Annotated[str, Form()],
    theme: Annotated[Theme, Form()],
    back: Annotated[str, Form()] = paths.QUEUE,
) -> Response:
    if language not in LANGUAGES:
        raise Invalid
    await visit.workplace.identity.profiles.change_looks(visit.person, language=language, theme=theme)
    return go(request, own_path(back), "looks_kept")


@router.post(paths.TIME_ZONE)
async def change_zone(request: Request, visit: VisitDep, time_zone: Annotated[str, Form()]) -> Response:
    if time_zone not in {*TIME_ZONES, visit.person.time_zone}:
        raise Invalid
    await visit.workplace.identity.profiles.change_zone(visit.person, time_zone)
    return go(request, paths.ME, "looks_kept")


@router.post(paths.PASSWORD)
async def change_password(
    request: Request,
    seat: SeatDep,
    current: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> Response:
    language = seat.person.language
    profiles = seat.workplace.identity.profiles
    try:
        await profiles.change_password(seat.person, current, new, origin_of(request))
    except PasswordRefused as error:
        form = PasswordForm(errors={"new": say_fault(error.fault, language)})
        return await _answer(request, seat, form, status=422)
    except WrongCredentials:
        form = PasswordForm(errors={"current": say(_WRONG, language)})
        return await _answer(request, seat, form, status=422)
    except TooManyTries as error:
        form = PasswordForm(errors={"current": say_wait(error.seconds, language)})
        return await _answer(request, seat, form, status=429)
    return go(request, paths.ME, "password_changed")


@router.post(paths.SESSIONS_END)
async def end_other_sessions(request: Request, visit: VisitDep) -> Response:
    await visit.workplace.identity.doors.end_other_sessions(visit.person)
    return go(request, paths.ME, "sessions_ended")


@router.post("/me/sessions/{session}/end")
async def end_session(request: Request, visit: VisitDep, session: UUID) -> Response:
    if not await visit.workplace.identity.doors.end_session(visit.person, session):
        raise NotFound
    return go(request, paths.ME, "session_ended")


async def _answer(request: Request, seat: Seat, form: PasswordForm, *, status: int = 200) -> Response:
    open_sessions = await seat.workplace.identity.doors.list_sessions(seat.person)
    rows = tuple(
        SessionRow(one.id, one.agent, one.created_at, one.seen_at, one.id == seat.person.session_id)
        for one in open_sessions
    )
    zone = seat.person.time_zone
    page = Me(
        time_zone=zone,
        zones=list_zones(seat.person.language),
        sessions=rows,
        shortest_password=SHORTEST_PASSWORD,
        password=form,
        is_zone_rare=zone not in TIME_ZONES,
    )
    return show_page(request, page, await full_frame(request, seat, "me"), status=status)
