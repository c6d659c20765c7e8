"""What a client's people taught the machine: agreement with the team week by week, and the layer that stands."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Literal
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
    LabelCurve,
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
        curves=tuple(CurveRow(one.label, one, draw_curve(one.weeks)) for one in _most_said(learning.curves)),
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
    request: Request, seat: LeadDep, client: str, layer: Annotated[UUID | Literal[""], Form()] = ""
) -> Response:
    """Have the layer with this id stand, or none."""
    wanted = StandingLayer(layer=layer or None)
    await seat.ask(CHOOSE_LAYER, path={"client": seat.client_called(client).id}, body=wanted)
    return go(request, paths.learning(client), "layer_chosen" if wanted.layer else "layer_put_away")


def _most_said(curves: Sequence[LabelCurve]) -> list[LabelCurve]:
    """Of what people said most first: what was merely left tells less."""
    return sorted(curves, key=lambda one: (one.silent - one.words, -one.words))


async def _rows(seat: Seat, layers: Sequence[ClientLayer], model: str) -> tuple[LayerRow, ...]:
    acted = {one for layer in layers for one in (layer.made_by, layer.ended_by) if one}
    people = {one for one in acted if one.startswith("user:")}
    names = await seat.workplace.identity.profiles.name_subjects(people)
    return tuple(
        LayerRow(
            layer,
            names.get(layer.made_by, ""),
            names.get(layer.ended_by or "", ""),
            is_resting=layer.general != model,
            is_past=layer.state == "refused" and layer.number < layers[0].number,
            previous=_before(layers, layer, model),
        )
        for layer in layers
    )


def _before(layers: Sequence[ClientLayer], layer: ClientLayer, model: str) -> UUID | None:
    """The newest layer before this one that stood too, and can speak on the general model of today."""
    stood = (
        one.id
        for one in layers
        if one.number < layer.number and one.state == "retired" and one.general == model
    )
    return next(stood, None)
