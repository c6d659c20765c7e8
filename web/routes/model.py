"""The scoring model and its evaluation: what it learnt from, what it reaches and where it fails."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.triage import GET_MODEL, Measured, ModelCard
from web.answers import show_page
from web.around import full_frame
from web.pages.model.context import LabelRow, ModelPage
from web.pages.model.plots import draw_calibration, draw_frontier
from web.seat import SeatDep

router = APIRouter()
_IN_THE_QUEUE = "standard"


@router.get("/model")
async def show_model(request: Request, seat: SeatDep) -> Response:
    card, frame = await asyncio.gather(seat.ask(GET_MODEL), full_frame(request, seat, "model"))
    return show_page(request, page_of(card), frame)


def page_of(card: ModelCard) -> ModelPage:
    return ModelPage(card) if card.measured is None else _measured_page(card, card.measured)


def _measured_page(card: ModelCard, measured: Measured) -> ModelPage:
    profile = next((one for one in measured.profiles if one.name == _IN_THE_QUEUE), None)
    figures = profile.labels if profile is not None else []
    return ModelPage(
        card,
        profile,
        tuple(
            LabelRow(one, draw_calibration(one.reliability) if one.reliability else None) for one in figures
        ),
        tuple(goal for goal in measured.goals if goal.is_met is False),
        tuple(goal for goal in measured.goals if goal.is_met),
        draw_frontier(measured.frontier) if measured.frontier else None,
    )
