"""Scoring over HTTP, for texts that stand in no queue: nothing of them is kept; and what the model is that scores."""

import asyncio

from fastapi import Request
from starlette.responses import Response

from services.contracts.triage import GET_MODEL, MAX_SCORED_BYTES, SCORE, ModelCard
from services.runtime.limits import RateLimit, Turns, read_capped
from services.runtime.operations import CallerDep, Routes
from services.runtime.problems import UnsupportedMedia
from services.triage.scoring.asking import read_texts
from services.triage.scoring.card import read_card
from services.triage.scoring.counter import Counter

routes = Routes()


@routes.serve(SCORE)
async def score(request: Request, caller: CallerDep) -> Response:
    """Raises TooMany before a byte of the body is read, or when too many of the caller's requests wait already."""
    limit: RateLimit = request.app.state.score_limit
    turns: Turns = request.app.state.score_turns
    counter: Counter = request.app.state.score_counter
    allowance = limit.take(caller.subject)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMedia("Send application/json.")
    body = await read_capped(request, MAX_SCORED_BYTES)
    async with turns.take(caller.subject):
        messages = await asyncio.to_thread(read_texts, body)
        content = await counter.answer(messages)
    return Response(content, headers=allowance.headers, media_type="application/json")


@routes.serve(GET_MODEL)
async def get_model() -> ModelCard:
    return read_card()
