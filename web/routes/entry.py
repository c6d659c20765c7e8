"""Coming in and going: sign-in, invitations, sign-out."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from web.answers import go, own_path, show_page
from web.around import stranger_frame
from web.identity.domain import SHORTEST_PASSWORD, Invited, Newcomer
from web.identity.doors import Entered
from web.identity.errors import EmailTaken, InvitationGone, PasswordRefused, TooManyTries, WrongCredentials
from web.pages.entry.context import AcceptInvitation, SignIn
from web.rendering import paths
from web.rendering.languages import mark
from web.seat import VisitDep, origin_of
from web.sentences import say, say_fault, say_wait
from web.workplace import workplace_of

router = APIRouter()
# Routes that answer without a session; a test holds every other one to asking for it.
WITHOUT_SESSION = frozenset({"/", paths.SIGN_IN, "/invitations/{token}"})

_WRONG = mark("This address and this password do not belong together.")
_GONE = mark("This link was used already, or has expired. Ask for a new one.")
_TAKEN = mark("Somebody comes in under this address already.")
_NAME_MISSING = mark("Say how colleagues shall see you.")
_ADDRESS_MISSING = mark("Write your mail address.")
_ADDRESS = re.compile(r"[^@\s\x00]{1,120}@[^@\s\x00]{1,120}")


@router.get(paths.SIGN_IN)
async def show_sign_in(request: Request, back: str = paths.QUEUE) -> Response:
    return show_page(request, SignIn(back=own_path(back)), stranger_frame(request, "entry"))


@router.post(paths.SIGN_IN)
async def sign_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = paths.QUEUE,
) -> Response:
    frame = stranger_frame(request, "entry")
    doors = workplace_of(request).identity.doors
    try:
        entered = await doors.sign_in(email, password, origin_of(request))
    except TooManyTries as error:
        words = say_wait(error.seconds, frame.language)
        response = show_page(request, SignIn(own_path(back), email, words), frame, status=429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    except WrongCredentials:
        page = SignIn(own_path(back), email, say(_WRONG, frame.language))
        return show_page(request, page, frame, status=422)
    return _let_in(request, entered, own_path(back))


@router.post(paths.SIGN_OUT)
async def sign_out(request: Request, visit: VisitDep) -> Response:
    await visit.workplace.identity.doors.end_session(visit.person, visit.person.session_id)
    response = go(request, paths.SIGN_IN)
    visit.workplace.cookies.let_out(response)
    # Whatever this browser still holds of the pages is forgotten.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@router.get("/invitations/{token}")
async def show_invitation(request: Request, token: str) -> Response:
    try:
        invited = await workplace_of(request).identity.invitations.find(token)
    except InvitationGone:
        return _say_gone(request)
    return show_page(request, _form(token, invited), stranger_frame(request, "entry"))


@router.post("/invitations/{token}")
async def take_up_invitation(
    request: Request,
    token: str,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    invitations = workplace_of(request).identity.invitations
    frame = stranger_frame(request, "entry")
    try:
        invited = await invitations.find(token)
        # Where the invitation names an address, what the form says of it does not count.
        newcomer = Newcomer(invited.email or email.strip(), name.strip(), password, frame.language)
        refused = _look_over(token, invited, newcomer, frame.language)
        if refused is None:
            entered = await invitations.take_up(token, newcomer, origin_of(request))
            return _let_in(request, entered, paths.QUEUE)
    except InvitationGone:
        return _say_gone(request)
    except PasswordRefused as error:
        words = say_fault(error.fault, frame.language)
        refused = _form(token, invited, newcomer).refused({"password": words})
    except EmailTaken:
        refused = _form(token, invited, newcomer).refused({"email": say(_TAKEN, frame.language)})
    return show_page(request, refused, frame, status=422)


def _form(token: str, invited: Invited, newcomer: Newcomer | None = None) -> AcceptInvitation:
    return AcceptInvitation(
        token=token,
        email=newcomer.email if newcomer else invited.email,
        is_email_given=bool(invited.email),
        is_return=invited.is_return,
        name=newcomer.name if newcomer else invited.name,
        shortest_password=SHORTEST_PASSWORD,
    )


def _look_over(token: str, invited: Invited, newcomer: Newcomer, language: str) -> AcceptInvitation | None:
    """Return the form with what is missing in it, or None."""
    form = _form(token, invited, newcomer)
    if not _ADDRESS.fullmatch(newcomer.email):
        return form.refused({"email": say(_ADDRESS_MISSING, language)})
    if not newcomer.name or len(newcomer.name) > 200:
        return form.refused({"name": say(_NAME_MISSING, language)})
    return None


def _say_gone(request: Request) -> Response:
    frame = stranger_frame(request, "entry")
    return show_page(request, SignIn(error=say(_GONE, frame.language)), frame, status=404)


def _let_in(request: Request, entered: Entered, path: str) -> Response:
    response = go(request, path)
    workplace_of(request).cookies.let_in(response, entered)
    return response
