"""How a client speaks: one form, with a draft that follows what is typed."""

import asyncio
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from services.contracts.ingest import Client
from services.contracts.placeholders import NAME
from services.contracts.reply import GET_VOICE, SET_VOICE, Voice
from web.answers import go, is_fragment, show_blocks, show_page
from web.around import client_choices, full_frame, plain_frame
from web.forms import Faulty, post_form
from web.pages.desk.queue import ClientChoice
from web.pages.voices.context import VoiceForm, VoicePage, WindowField
from web.placeholders import say_unknown
from web.rendering import paths
from web.rendering.languages import mark
from web.routes.saved import networks_of
from web.routes.voice_preview import preview_of
from web.seat import LeadDep, Seat
from web.sentences import say

router = APIRouter()
DEFAULT = "default"
PREFIX = "seconds-"
_NOT_SECONDS = mark("Between 0 and 3,600 whole seconds.")


async def read_sent(request: Request) -> VoiceForm:
    """Fields of windows are named after their network, so the form is read by hand."""
    sent = await request.form()
    networks = [name.removeprefix(PREFIX) for name in sent if name.startswith(PREFIX)]
    return VoiceForm(
        address="tu" if _text(sent, "address") == "tu" else "vous",
        greeting=_text(sent, "greeting"),
        signature=_text(sent, "signature"),
        avoid=_text(sent, "avoid"),
        default_seconds=_text(sent, PREFIX + DEFAULT),
        windows=tuple(WindowField(one, _text(sent, PREFIX + one)) for one in networks if one != DEFAULT),
    )


SentDep = Annotated[VoiceForm, Depends(read_sent)]


@router.get(paths.VOICE)
async def show_voice(request: Request, seat: LeadDep, client: str = "") -> Response:
    """Without a client, the first of the person's."""
    chosen = seat.client_or_first(client)
    voice, networks = await asyncio.gather(
        seat.ask(GET_VOICE, path={"client": chosen.id}), networks_of(seat, chosen)
    )
    return await _answer(request, seat, chosen, _form_of(voice, networks))


@router.post("/clients/{client}/voice")
async def keep_voice(request: Request, seat: LeadDep, client: str, form: SentDep) -> Response:
    chosen = seat.client_called(client)
    try:
        values = _values(form, seat.person.language)
        await post_form(seat, SET_VOICE, values, path={"client": chosen.id}, otherwise="greeting")
    except Faulty as error:
        return await _answer(request, seat, chosen, form.refused(error.faults), status=error.status)
    return go(request, paths.voice(chosen.slug), "voice_kept")


@router.post("/clients/{client}/voice/preview")
async def preview_voice(request: Request, seat: LeadDep, client: str, form: SentDep) -> Response:
    """Keeps nothing: the form as it stands, and a draft that speaks so."""
    return await _answer(request, seat, seat.client_called(client), form)


async def _answer(
    request: Request, seat: Seat, client: Client, form: VoiceForm, *, status: int = 200
) -> Response:
    page = VoicePage(
        client=ClientChoice(client.slug, client.name),
        clients=client_choices(seat),
        form=form,
        preview=preview_of(form),
    )
    if is_fragment(request):
        return show_blocks(request, page, plain_frame(request, seat, "knowledge"), "preview")
    return show_page(request, page, await full_frame(request, seat, "knowledge"), status=status)


def _form_of(voice: Voice, networks: Iterable[str]) -> VoiceForm:
    seconds = voice.undo_seconds
    named = sorted({*networks, *seconds} - {DEFAULT})
    return VoiceForm(
        address=voice.address,
        greeting=voice.greeting,
        signature=voice.signature,
        avoid="\n".join(voice.avoid),
        default_seconds=str(seconds.get(DEFAULT, "")),
        windows=tuple(WindowField(one, str(seconds.get(one, ""))) for one in named),
    )


def _values(form: VoiceForm, language: str) -> dict[str, object]:
    """Raises Faulty."""
    faults = say_unknown({"greeting": form.greeting}, (NAME,), language)
    fields = {DEFAULT: form.default_seconds} | {one.network: one.seconds for one in form.windows}
    wrong = {name: value for name, value in fields.items() if value and not _is_window(value)}
    faults |= {PREFIX + name: say(_NOT_SECONDS, language) for name in wrong}
    if faults:
        raise Faulty(faults)
    return {
        "address": form.address,
        "greeting": form.greeting,
        "signature": form.signature,
        "undo_seconds": {name: int(value) for name, value in fields.items() if value},
        "avoid": [line.strip() for line in form.avoid.split("\n") if line.strip()],
    }


def _is_window(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4 and int(value) <= 3_600


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name, "")
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
