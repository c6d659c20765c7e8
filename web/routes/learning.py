"""What a client's people taught the machine: agreement with the team week by week, and the layer that stands."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from services.contracts.triage import (
    CHOOSE_LAYER,
    GET_LEARNING,
    GET_MODEL,
    LIST_LAYERS,
    REFIT_LAYER,
    ClientLayer,
    StandingLayer,
)
from web.answers import go, show_page
from web.around import full_frame
from web.pages.learning.context import CurveRow, LayerRow, LearningPage
from web.pages.learning.curve import draw_curve
from web.rendering import paths
from web.routes.accounts.rows import head_of
from web.seat import LeadDep, Seat

router = APIRouter()


@router.get("/clients/{client}/learning")
async def show_learning(request: Request, seat: LeadDep, client: str) -> Response:
    found = seat.client_called(client)
    path = {"client": found.id}
    learning, listed, model, frame = await asyncio.gather(
        seat.ask(GET_LEARNING, path=path),
        seat.ask(LIST_LAYERS, path=path),
        seat.ask(GET_MODEL),
        full_frame(request, seat, "accounts"),
    )
    rows = await _rows(seat, listed.items, model.version)
    page = LearningPage(
        client=head_of(found),
        learning=learning,
        curves=tuple(CurveRow(one.label, one, draw_curve(one.weeks)) for one in learning.curves),
        layers=rows,
        live=next((row for row in rows if row.layer.state == "live"), None),
    )
    return show_page(request, page, frame)


@router.post("/clients/{client}/learning/layers")
async def refit(request: Request, seat: LeadDep, client: str) -> Response:
    await seat.ask(REFIT_LAYER, path={"client": seat.client_called(client).id})
    return go(request, paths.learning(client), "layer_asked")


@router.post("/clients/{client}/learning/standing")
async def choose_layer(
    request: Request, seat: LeadDep, client: str, layer: Annotated[str, Form()] = ""
) -> Response:
    """Have the layer with this id stand, or none."""
    wanted = StandingLayer.model_validate({"layer": layer or None})
    await seat.ask(CHOOSE_LAYER, path={"client": seat.client_called(client).id}, body=wanted)
    return go(request, paths.learning(client), "layer_chosen" if wanted.layer else "layer_put_away")


async def _rows(seat: Seat, layers: Sequence[ClientLayer], model: str) -> tuple[LayerRow, ...]:
    people = {one for layer in layers for one in (layer.made_by, layer.ended_by) if one}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(
        LayerRow(
            layer,
            names.get(layer.made_by, ""),
            names.get(layer.ended_by or "", ""),
            is_resting=layer.general != model,
            previous=_before(layers, layer),
        )
        for layer in layers
    )


def _before(layers: Sequence[ClientLayer], layer: ClientLayer) -> UUID | None:
    """The newest layer before this one that stood too."""
    stood = (one.id for one in layers if one.number < layer.number and one.state == "retired")
    return next(stood, None)
