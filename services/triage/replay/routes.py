"""Replays over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts.triage.charter import Charter
from services.contracts.triage.replay import (
    ADOPT_REPLAY,
    CANCEL_REPLAY,
    GET_REPLAY,
    LIST_REPLAY_CHANGES,
    LIST_REPLAYS,
    START_REPLAY,
    ChangeQuery,
    Replay,
    ReplayChange,
)
from services.contracts.values import Listed, Paging
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.replay import service
from services.triage.replay.deps import NewReplayDep

routes = Routes()


@routes.serve(START_REPLAY)
async def start_replay(body: NewReplayDep, client: ClientDep, unit: UnitDep) -> Replay:
    return await service.start_replay(unit, client, body)


@routes.serve(LIST_REPLAYS)
async def list_replays(query: Annotated[Paging, Query()], client: ClientDep, unit: UnitDep) -> Listed[Replay]:
    return await service.list_replays(unit, client, query)


@routes.serve(GET_REPLAY)
async def get_replay(replay: UUID, client: ClientDep, unit: UnitDep) -> Replay:
    return await service.get_replay(unit, client, replay)


@routes.serve(CANCEL_REPLAY)
async def cancel_replay(replay: UUID, client: ClientDep, unit: UnitDep) -> Replay:
    return await service.cancel_replay(unit, client, replay)


@routes.serve(LIST_REPLAY_CHANGES)
async def list_changes(
    replay: UUID, query: Annotated[ChangeQuery, Query()], client: ClientDep, unit: UnitDep
) -> Listed[ReplayChange]:
    return await service.list_changes(unit, client, replay, query)


@routes.serve(ADOPT_REPLAY)
async def adopt_replay(replay: UUID, client: ClientDep, unit: UnitDep) -> Charter:
    return await service.adopt_replay(unit, client, replay)
